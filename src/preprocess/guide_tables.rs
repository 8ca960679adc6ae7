//! The guide names every template and every variable: what the templates were given while this
//! project's own book and a page with everything were drawn is compared with the table.

use std::collections::{BTreeMap, BTreeSet};

use mdbook_preprocessor::PreprocessorContext;

use crate::guide_tables::{assert_same, code, first_column, rows, section};
use crate::template::embedded;
use crate::template::noted::{given_text, is_given, seen, stem, variables_of_part};

/// Templates that others include, and those of the renderer: no page is drawn with them alone.
const PARTS: &[&str] = &["badge", "drawing", "link", "gathered-card", "neighbours", "card", "redirect"];

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
        for path in paths.split_whitespace().map(|path| path.trim_end_matches(".*")) {
            assert!(is_given(file, path), "given.txt lacks `{path}` of `{file}`; run with GUIDE_UPDATE=1");
        }
    }
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
    let files: BTreeSet<&str> = embedded().map(|(file, _)| stem(file)).collect();
    assert_same("theming.md, ### Variables", written.keys().map(String::as_str), files.iter().copied());
    let of_things: BTreeSet<String> = things.split("\n\n").next().map(code).unwrap_or_default();
    let seen = seen();
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
        super::run(&context, &mut read.book);
    }
}
