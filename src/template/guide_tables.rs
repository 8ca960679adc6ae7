//! The guide names every template and every variable: what the templates were given while this
//! project's own book and a page with everything were drawn is compared with the table.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use mdbook_preprocessor::PreprocessorContext;
use serde::Serialize;
use serde_json::Value;

use super::embedded::TEMPLATES;
use crate::guide_tables::{assert_same, code, first_column, rows, section};

type Seen = BTreeMap<String, BTreeSet<String>>;

/// The values that each template was given, one in the other: what `given.txt` says of them.
static SHAPES: Mutex<BTreeMap<String, Tree>> = Mutex::new(BTreeMap::new());

/// Tables with names of a book, or with some that not every page has.
const TABLES: &[&str] = &["data"];

/// A value, by the names of what it holds.
#[derive(Debug, Clone, Default)]
struct Tree {
    fields: BTreeMap<String, Tree>,
    /// Whether it was anything but nothing.
    seen: bool,
    /// Whether its names are those of a book.
    table: bool,
}

impl Tree {
    fn add(&mut self, value: &Value) {
        match value {
            Value::Null => {}
            Value::Array(items) => items.iter().for_each(|item| self.add(item)),
            Value::Object(fields) => {
                self.seen = true;
                for (name, value) in fields {
                    let field = self.fields.entry(name.clone()).or_default();
                    field.table |= TABLES.contains(&name.as_str()) && value.is_object();
                    field.add(value);
                }
            }
            _ => self.seen = true,
        }
    }

    /// The paths of all values, and `.*` where more may be.
    fn paths(&self, prefix: &str, paths: &mut Vec<String>) {
        for (name, field) in &self.fields {
            let path = format!("{prefix}{name}");
            if field.table || !field.seen {
                paths.push(format!("{path}.*"));
            } else if field.fields.is_empty() {
                paths.push(path);
            } else {
                field.paths(&format!("{path}."), paths);
            }
        }
    }
}

/// What the renderer gives the template of cards, and the functions that it has there.
const CARD: &str = "card: badges.label badges.paint badges.tone book category.label category.paint category.tone \
                    colours.accent colours.background colours.muted colours.text fit.* font language rtl title \
                    width_of.*\n";

/// What `given.txt` must say. No page of these books is drawn with the templates of cards and redirects.
fn given_text() -> String {
    let shapes = SHAPES.lock().unwrap();
    let line = |(file, tree): (&String, &Tree)| {
        let mut paths = Vec::new();
        tree.paths("", &mut paths);
        format!("{file}: {}", paths.join(" ")).trim_end().to_owned() + "\n"
    };
    let drawn: String = shapes.iter().map(line).collect();
    drawn + CARD + "redirect: language title url\n"
}

/// The names of all values that each template was given, at any depth.
static SEEN: Mutex<Seen> = Mutex::new(Seen::new());

/// Notes what a template is given.
pub(super) fn note(template: &str, view: &impl Serialize) {
    let Ok(view) = serde_json::to_value(view) else { return };
    let mut seen = SEEN.lock().unwrap();
    names(&view, seen.entry(template.to_owned()).or_default());
    SHAPES.lock().unwrap().entry(template.to_owned()).or_default().add(&view);
}

fn names(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| names(item, into)),
        Value::Object(fields) => {
            for (name, value) in fields {
                into.insert(name.clone());
                names(value, into);
            }
        }
        _ => {}
    }
}

/// Templates that others include, and those of the renderer: no page is drawn with them alone.
const PARTS: &[&str] = &["badge", "drawing", "link", "gathered-card", "neighbours", "card", "redirect"];

/// The variables that a template reads, without those that all have.
fn variables_of_part(file: &str) -> BTreeSet<String> {
    if let Some(given) = CARD.strip_prefix(file) {
        return given
            .split([':', ' ', '.', '*', '\n'])
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect();
    }
    let (name, source) = TEMPLATES.iter().find(|(name, _)| stem(name) == file).unwrap();
    let mut env = minijinja::Environment::new();
    env.add_filter("inline", |text: &str| text.to_owned());
    env.add_filter("plain", |text: &str| text.to_owned());
    env.add_template(name, source).unwrap();
    let mut variables = env.get_template(name).unwrap().undeclared_variables(false);
    variables.remove("labels");
    variables.into_iter().collect()
}

/// The name of a template without its extension.
fn stem(file: &str) -> &str {
    file.rsplit_once('.').unwrap().0
}

#[test]
fn what_templates_are_given_is_written_down() {
    draw_everything();
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/template/given.txt");
    let given = given_text();
    if std::env::var_os("GUIDE_UPDATE").is_some() {
        std::fs::write(file, &given).unwrap();
        return;
    }
    // Other tests draw pages with more, which adds names and takes none away.
    for line in given.lines() {
        let (file, paths) = line.split_once(':').unwrap();
        let shape = super::given::of(&format!("{file}.html"));
        for path in paths.split_whitespace().map(|path| path.trim_end_matches(".*")) {
            let step = |shape: super::given::Shape<'static>, name: &str| shape.get(name);
            let found = path.split('.').try_fold(shape.clone().unwrap_or_default(), step);
            assert!(found.is_some(), "given.txt lacks `{path}` of `{file}`; run with GUIDE_UPDATE=1");
        }
    }
}

/// A book may copy any template of ours, and hears of no name in it.
#[test]
fn copies_of_the_embedded_templates_read_what_they_are_given() {
    let root = std::path::Path::new("");
    let templates = super::Templates::new(super::Mode::Html, &Default::default(), root, &mut Vec::new());
    let copies = TEMPLATES.iter().map(|(file, source)| ((*file).to_owned(), (*source).to_owned())).collect();
    let unknown = super::own::unknown_names(&templates.env, &copies);
    assert!(unknown.is_empty(), "{unknown:#?}");
}

#[test]
fn every_template_and_variable_is_in_the_guide() {
    draw_everything();
    let variables = section("theming.md", "### Variables");
    let (templates, things) = variables.split_once("| thing | fields |").unwrap();
    let written: BTreeMap<String, BTreeSet<String>> = rows(templates)
        .iter()
        .flat_map(|row| code(&row[0]).into_iter().map(|name| (name, code(&row[1]))))
        .collect();
    let files: BTreeSet<&str> = TEMPLATES.iter().map(|(file, _)| stem(file)).collect();
    assert_same("theming.md, ### Variables", written.keys().map(String::as_str), files.iter().copied());
    let of_things: BTreeSet<String> = things.split("\n\n").next().map(code).unwrap_or_default();
    let seen = SEEN.lock().unwrap();
    let everything: BTreeSet<String> = seen.values().flatten().cloned().collect();
    let invents: Vec<_> =
        of_things.iter().filter(|name| !everything.contains(*name) && !is_value(name)).collect();
    assert!(invents.is_empty(), "theming.md, things that no template is given: {invents:?}");
    let mut problems = String::new();
    for file in files {
        let of_part = PARTS.contains(&file).then(|| variables_of_part(file));
        let drawn = || seen.get(file).unwrap_or_else(|| panic!("nothing was drawn with `{file}`")).clone();
        let given = of_part.unwrap_or_else(drawn);
        let words = &written[file];
        let lacks: Vec<_> =
            given.iter().filter(|name| !words.contains(*name) && !of_things.contains(*name)).collect();
        let invents: Vec<_> = words.iter().filter(|name| !given.contains(*name) && !is_value(name)).collect();
        if !lacks.is_empty() || !invents.is_empty() {
            problems += &format!("`{file}`: lacks {lacks:?}, names what does not exist: {invents:?}\n");
        }
    }
    assert!(problems.is_empty(), "theming.md, variables of\n{problems}");
}

/// Words in code that are values of a variable, or templates that have the same ones.
fn is_value(name: &str) -> bool {
    ["use", "dont", "best", "pros", "cons", "limit", "pack", "steps", "link", "badge"].contains(&name)
        || first_column(&section("directives.md", "# Directives")).contains(name)
        || ["title", "text", "number", "badges", "links"].contains(&name)
}

/// A page that has what no page of this project's own book has.
const PAGE: &str = include_str!("guide_tables.md");

fn draw_everything() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write(
        "book.toml",
        "[book]\nlanguage = \"en\"\n[preprocessor.patterns]\nmkdocs-syntax = true\nmermaid = true\nshow-problems = \"always\"\n[preprocessor.patterns.catalog]\nshortcuts = false\n[output.html]\n[output.patterns]\n",
    );
    write(
        "src/SUMMARY.md",
        "# Summary\n\n- [A](a.md)\n- [B](b.md)\n- [L](law.md)\n- [P](pack.md)\n- [W](path.md)\n",
    );
    write("src/a.md", PAGE);
    write("theme/icons/material/check.svg", "<svg viewBox=\"0 0 24 24\"><path d=\"M9 16\"/></svg>");
    write(
        "src/b.md",
        "---\ntitle: B\ntype: pattern\ntier: gold\ncategory: data\nprerequisites: [a]\nstatus: complete\nupdated: 2024-03-01\n---\n# B\n",
    );
    write("src/law.md", "---\ntitle: Law\ntype: law\nid: law\n---\n# Law\n");
    write("src/pack.md", "---\ntitle: Pack\ntype: pack\naudience: all\npatterns: {a: why}\n---\n# Pack\n");
    write(
        "src/path.md",
        "---\ntitle: Way\ntype: path\nduration: 1 h\nsteps:\n  - {title: One, text: t, duration: 1 h, patterns: [b]}\n  - a\n---\n# Way\n",
    );
    for book in [folder.path(), std::path::Path::new(env!("CARGO_MANIFEST_DIR"))] {
        let mut read = crate::source::folder::read(book).unwrap();
        let context = PreprocessorContext::new(read.root.clone(), read.mdbook.clone(), "html".to_owned());
        crate::preprocess::run(&context, &mut read.book);
    }
}
