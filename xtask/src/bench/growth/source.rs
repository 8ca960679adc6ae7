//! A book that a family makes: its pages, and what `book.toml` says.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// Pages by their paths, in the order of the book.
pub(super) struct Source {
    pub(super) pages: Vec<(String, String)>,
    /// Lines of `[preprocessor.patterns]`.
    pub(super) config: String,
}

impl Source {
    pub(super) fn page(text: String) -> Self {
        Source { pages: vec![("a.md".to_owned(), text)], config: String::new() }
    }

    pub(super) fn bytes(&self) -> usize {
        self.pages.iter().map(|(_, text)| text.len()).sum()
    }

    /// What mdBook sends to a preprocessor.
    pub(super) fn for_preprocessor(&self, config: &str) -> Result<Value> {
        let context = json!({
            "root": ".", "config": self.config(config)?, "renderer": "html", "mdbook_version": "0.5.4",
        });
        Ok(json!([context, self.book()]))
    }

    /// What mdBook sends to a renderer.
    pub(super) fn for_renderer(&self, folder: &Path) -> Result<Value> {
        Ok(json!({
            "version": "0.5.4", "root": folder, "destination": folder.join("book/patterns"),
            "config": self.config("\n[output.patterns]\n")?, "book": self.book(), "chapter_titles": {},
        }))
    }

    fn config(&self, more: &str) -> Result<Value> {
        let toml = format!("[preprocessor.patterns]\n{}\n{more}", self.config);
        let document: toml_edit::DocumentMut = toml.parse().context("the configuration of a family")?;
        Ok(serde_json::to_value(document_json(document.as_table()))?)
    }

    fn book(&self) -> Value {
        let chapter = |(index, (path, text)): (usize, &(String, String))| {
            json!({"Chapter": {
                "name": format!("P{index}"), "content": text, "number": [index + 1], "sub_items": [],
                "path": path, "source_path": path, "parent_names": [],
            }})
        };
        json!({"items": self.pages.iter().enumerate().map(chapter).collect::<Vec<_>>()})
    }

    /// Write a book, in an empty folder.
    pub(super) fn write_book(&self, folder: &Path) -> Result<()> {
        let mut summary = "# Summary\n\n".to_owned();
        for (index, (path, _)) in self.pages.iter().enumerate() {
            summary += &format!("- [P{index}]({path})\n");
        }
        let toml =
            format!("[book]\ntitle = \"G\"\n[preprocessor.patterns]\n{}\n[output.html]\n", self.config);
        put(&folder.join("book.toml"), &toml)?;
        put(&folder.join("src/SUMMARY.md"), &summary)?;
        self.write_pages(&folder.join("src"))
    }

    /// Write an MkDocs site, in an empty folder.
    pub(super) fn write_site(&self, folder: &Path) -> Result<()> {
        put(&folder.join("mkdocs.yml"), "site_name: G\ntheme:\n  name: material\n")?;
        self.write_pages(&folder.join("docs"))
    }

    fn write_pages(&self, folder: &Path) -> Result<()> {
        self.pages.iter().try_for_each(|(path, text)| put(&folder.join(path), text))
    }
}

fn put(path: &Path, text: &str) -> Result<()> {
    fs::create_dir_all(path.parent().context("a file has a folder")?)?;
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

fn document_json(table: &toml_edit::Table) -> Value {
    let pairs = table.iter().map(|(key, item)| (key.to_owned(), item_json(item)));
    Value::Object(pairs.collect())
}

fn item_json(item: &toml_edit::Item) -> Value {
    match item {
        toml_edit::Item::Table(table) => document_json(table),
        toml_edit::Item::Value(value) => value_json(value),
        _ => Value::Null,
    }
}

fn value_json(value: &toml_edit::Value) -> Value {
    match value {
        toml_edit::Value::String(text) => json!(text.value()),
        toml_edit::Value::Integer(number) => json!(number.value()),
        toml_edit::Value::Boolean(truth) => json!(truth.value()),
        toml_edit::Value::Array(values) => values.iter().map(value_json).collect(),
        _ => Value::Null,
    }
}
