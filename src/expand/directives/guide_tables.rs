//! The guide names every directive and every argument.

use std::collections::BTreeSet;

use super::DIRECTIVES;
use crate::guide_tables::{assert_same, code, page, rows, section};

/// The overview: name and arguments.
fn overview() -> Vec<(String, BTreeSet<String>)> {
    let table = section("directives.md", "# Directives");
    let head = table.split("\n## ").next().unwrap();
    let row = |row: &Vec<String>| {
        let arguments = code(&row[2]);
        code(&row[0]).into_iter().map(move |name| (name, arguments.clone())).collect::<Vec<_>>()
    };
    rows(head).iter().flat_map(row).collect()
}

#[test]
fn every_directive_and_its_arguments_are_in_the_guide() {
    let overview = overview();
    assert_same(
        "directives.md",
        overview.iter().map(|(name, _)| name.as_str()),
        DIRECTIVES.iter().map(|directive| directive.name),
    );
    for directive in DIRECTIVES {
        let (_, written) = overview.iter().find(|(name, _)| name == directive.name).unwrap();
        let place = format!("directives.md, arguments of {}", directive.name);
        assert_same(&place, written.iter().map(String::as_str), directive.keys.iter().copied());
    }
}

/// A directive with more arguments than `filter`, `sort` and `limit` explains each of them.
#[test]
fn every_argument_is_explained() {
    let text = page("directives.md") + &page("packs-and-paths.md");
    for directive in DIRECTIVES {
        for key in directive.keys {
            let by_itself = text.contains(&format!("`{key}`")) || text.contains(&format!("`{key}="));
            assert!(by_itself, "no page explains `{key}` of `{}`", directive.name);
        }
    }
}
