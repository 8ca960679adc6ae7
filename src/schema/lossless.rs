//! Whatever the shape of a value: what is in no field is in a report.

use super::{Field, FieldType, Schema};
use crate::front_matter::{Fence, find, parse};

const SHAPES: &[&str] = &[
    "alpha",
    "[alpha, beta]",
    "{alpha: beta}",
    "{name: alpha, other: beta}",
    "{number: alpha, other: beta}",
    "{alpha: [beta, gamma]}",
    "{alpha: {beta: gamma}}",
    "{alpha: {beta: {gamma: delta}}}",
    "[[alpha, beta], gamma]",
    "[{alpha: beta}, gamma]",
    "[{alpha: [beta, gamma]}]",
    "[{alpha: {beta: gamma}}]",
    "[{name: alpha, other: {beta: gamma}}]",
    "[{name: alpha, why: [beta, gamma]}]",
    "{text: alpha, other: beta}",
    "{text: [alpha, beta]}",
    "{exclude: alpha, beta: gamma}",
    "[{title: alpha, patterns: [beta], other: gamma}]",
];

/// What is missing in what the schema made of a page, where it reported nothing.
fn lost(kind: FieldType, shape: &str, is_taxonomy: bool) -> Vec<&'static str> {
    let mut schema = Schema::default();
    let field = Field::new("own", kind);
    schema.declare(if is_taxonomy { field.classifying() } else { field });
    let page = format!("---\nown: {shape}\n---\n");
    let Fence::Closed(block) = find(&page) else { panic!("it has a fence") };
    let mut problems = Vec::new();
    let written = parse(&page, &block, "page.md", &mut problems);
    let fields = schema.read(written, &[], &page, "page.md", &mut problems);
    let value = format!("{:?}", fields.get("own").map(|typed| (&typed.value, &typed.read_as)));
    let is_lost = |word: &&str| shape.contains(word) && !value.to_lowercase().contains(*word);
    match problems.is_empty() {
        true => ["alpha", "beta", "gamma", "delta"].into_iter().filter(is_lost).collect(),
        false => Vec::new(),
    }
}

#[test]
fn no_part_of_a_value_is_lost_without_a_word() {
    let mut all = Vec::new();
    for (name, kind) in FieldType::NAMES.iter().filter(|(_, kind)| *kind != FieldType::Free) {
        for shape in SHAPES {
            let can_be_terms = !matches!(kind, FieldType::Relation | FieldType::Records | FieldType::Steps);
            for is_taxonomy in [false, true].into_iter().filter(|terms| !terms || can_be_terms) {
                let lost = lost(*kind, shape, is_taxonomy);
                if !lost.is_empty() {
                    all.push(format!("{name} {is_taxonomy} {shape}: {lost:?}"));
                }
            }
        }
    }
    assert_eq!(all, Vec::<String>::new(), "{all:#?}");
}
