//! What the guide tells people to write works: each `toml` block of a configuration and each front
//! matter in it is built by real mdBook, and nothing is reported. A snippet that is only a part gets the
//! rest of a small book. In the page of diagnostics a snippet is wrong, in the way that its heading says.

use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use crate::support::{Built, TestBook};

/// A fenced block of a page.
struct Block {
    page: String,
    line: usize,
    language: String,
    /// The code of the heading above, in the page of diagnostics.
    code: Option<String>,
    text: String,
}

impl Block {
    fn place(&self) -> String {
        format!("guide/{}:{}", self.page, self.line)
    }

    fn is_configuration(&self) -> bool {
        self.language == "toml" && !self.is_front_matter()
    }

    fn is_front_matter(&self) -> bool {
        self.text.starts_with("---\n") || self.text.starts_with("+++\n")
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("book/src/guide")
}

fn blocks() -> Vec<Block> {
    let mut pages: Vec<String> = fs::read_dir(folder())
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".md"))
        .collect();
    pages.sort();
    pages.iter().flat_map(|page| blocks_of(page, &fs::read_to_string(folder().join(page)).unwrap())).collect()
}

fn blocks_of(page: &str, text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut code = None;
    let mut open = false;
    for (at, line) in text.lines().enumerate() {
        match (open, line.strip_prefix("```")) {
            (false, Some(language)) => {
                open = true;
                let (page, language) = (page.to_owned(), language.to_owned());
                blocks.push(Block { page, line: at + 1, language, code: code.clone(), text: String::new() });
            }
            (true, Some("")) => open = false,
            (true, _) => {
                let block = blocks.last_mut().unwrap();
                block.text += &format!("{line}\n");
            }
            (false, None) => {
                if let Some(heading) = line.strip_prefix("## P") {
                    code = heading.split_once(':').map(|(id, _)| format!("P{id}"));
                }
            }
        }
    }
    blocks
}

/// Adds the keys of one table to another, tables within tables too.
fn merge(into: &mut Table, from: Table) {
    for (key, value) in from {
        match (into.get_mut(&key), value) {
            (Some(Value::Table(known)), Value::Table(more)) => merge(known, more),
            (_, value) => {
                into.insert(key, value);
            }
        }
    }
}

/// A book with this configuration, and with pages for what it may name.
fn book(config: Table) -> TestBook {
    let mut whole: Table = "[book]\ntitle = \"Test book\"\nlanguage = \"en\"".parse().unwrap();
    merge(&mut whole, config);
    let outputs = whole.get_mut("output").and_then(Value::as_table_mut).into_iter().flatten();
    for (name, output) in outputs.filter_map(|(name, output)| Some((name, output.as_table_mut()?))) {
        match name.as_str() {
            "html" | "markdown" => {}
            "patterns" => {
                output.insert("command".to_owned(), env!("CARGO_BIN_EXE_mdbook-patterns").into());
            }
            // A program of others, which need not be there.
            _ => drop(output.insert("optional".to_owned(), true.into())),
        }
    }
    TestBook::new()
        .file("book.toml", toml::to_string(&whole).unwrap())
        .file("theme/ours.css", "")
        .file("theme/head.hbs", "")
        .page("first.md", "# First\n")
}

/// What the plugin said, without the names of pages that the snippet does not show.
fn said(built: &Built) -> Vec<String> {
    let known = |line: &&str| line.starts_with("error[") || line.starts_with("warning[");
    built.stderr().lines().filter(known).map(str::to_owned).collect()
}

#[test]
fn every_configuration_in_the_guide_builds_without_a_word() {
    let mut found = 0;
    for block in blocks() {
        if block.language != "toml" || block.is_front_matter() || block.code.is_some() {
            continue;
        }
        found += 1;
        let table = block.text.parse::<Table>().unwrap_or_else(|error| panic!("{}: {error}", block.place()));
        let built = book(table).try_build().unwrap_or_else(|error| panic!("{}: {error}", block.place()));
        assert_eq!(said(&built), Vec::<String>::new(), "{}", block.place());
    }
    assert!(found > 15, "only {found} configurations were found");
}

#[test]
fn every_front_matter_in_the_guide_is_read_without_a_word() {
    let all = blocks();
    let mut found = 0;
    for block in all.iter().filter(|block| block.is_front_matter() && block.code.is_none()) {
        if !["yaml", "toml", "markdown"].contains(&block.language.as_str()) || holds_brackets(block) {
            continue;
        }
        found += 1;
        let mut config = Table::new();
        let of_page =
            |other: &&Block| other.page == block.page && other.language == "toml" && !other.is_front_matter();
        for other in all.iter().filter(of_page) {
            merge(&mut config, other.text.parse().unwrap());
        }
        config.remove("output");
        let built = book(config).page("snippet.md", &block.text).build();
        let said: Vec<String> = said(&built).into_iter().filter(|line| !line.contains("P0301")).collect();
        assert_eq!(said, Vec::<String>::new(), "{}", block.place());
    }
    assert!(found > 7, "only {found} front matters were found");
}

/// A template of `new`: what is in brackets is for the author.
fn holds_brackets(block: &Block) -> bool {
    block.text.contains("title: [") || block.text.contains("title: \"[title]\"")
}

/// Problems that need more than one page, or a file that is not there.
const NEED_MORE: &[&str] = &[
    "P0302", "P0304", "P0305", "P0306", "P0601", "P0602", "P0603", "P0604", "P0503", "P0105", "P0508",
    "P0509",
];

#[test]
fn every_wrong_example_is_reported_with_its_code() {
    let of_build = |code: &str| code < "P07" && !NEED_MORE.contains(&code);
    let mut found = 0;
    let all = blocks();
    for block in &all {
        let Some(code) = block.code.as_deref().filter(|code| of_build(code)) else { continue };
        let (configs, pages): (Vec<&Block>, Vec<&Block>) =
            all.iter().filter(|other| other.code == block.code).partition(|other| other.is_configuration());
        let built = match block.language.as_str() {
            // A configuration that a wrong page needs.
            "toml" if block.is_configuration() && !pages.is_empty() => continue,
            "toml" if block.is_configuration() => {
                let Err(failure) = book(block.text.parse().unwrap()).try_build() else {
                    panic!("{}: the build does not fail", block.place())
                };
                assert!(failure.stderr.contains(&format!("[{code}]")), "{}: {failure}", block.place());
                found += 1;
                continue;
            }
            "yaml" | "toml" | "markdown" | "html" => {
                let config = configs.first().map(|config| config.text.parse().unwrap()).unwrap_or_default();
                book(config).page("snippet.md", &block.text).build()
            }
            _ => continue,
        };
        found += 1;
        assert!(
            built.stderr().contains(&format!("[{code}]")),
            "{}: {code}\n{}",
            block.place(),
            built.stderr()
        );
    }
    assert!(found > 15, "only {found} wrong examples were found");
}
