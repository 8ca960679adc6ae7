//! The section "Changelog".

use super::Candidate;
use super::section::Section;
use crate::from_text::node::{Kind, Node};
use crate::from_text::said::Said;
use crate::from_text::value::Values;
use crate::schema::Date;

/// The newest version and its date. What changed stays in the text: no field holds it.
pub(super) fn find(reader: &Values<'_>, section: &Section<'_>, found: &mut Vec<Candidate>) {
    let releases: Vec<(&Node, String, Option<Date>)> = section
        .blocks
        .iter()
        .filter(|block| matches!(block.kind, Kind::Heading(_)))
        .filter_map(release)
        .collect();
    let newest = releases.iter().rev().max_by_key(|(_, _, date)| *date);
    let Some((heading, version, date)) = newest else { return };
    let span = heading.span.clone();
    let mut add = |name: &str, text: String| {
        let Some(field) = reader.config.schema.get(name) else { return };
        let one = Candidate::new(reader, field, Ok(Said::Text(text)), &[], span.clone());
        found.push(Candidate { stays: true, ..one });
    };
    add("version", version.clone());
    if let Some(date) = date {
        add("updated", date.to_string());
    }
    let first = releases.iter().filter_map(|(_, _, date)| *date).min().filter(|first| Some(*first) != *date);
    if let Some(first) = first {
        add("introduced", first.to_string());
    }
}

/// `Version 1.0.0 (2024-01-15)`, `[1.0.0] - 2024-01-15`
fn release(heading: &Node) -> Option<(&Node, String, Option<Date>)> {
    let text = heading.text();
    let mut words = text.split([' ', '(', ')', '[', ']', ',']).filter(|word| !word.is_empty());
    let is_version = |word: &&str| {
        word.trim_start_matches(['v', 'V']).starts_with(|c: char| c.is_ascii_digit())
            && Date::parse(word).is_none_or(|_| word.contains('.'))
    };
    let version = words.clone().find(is_version)?.trim_start_matches(['v', 'V']).to_owned();
    let date = words.find_map(|word| Date::parse(word).filter(|_| word.len() >= 7 && word.contains('-')));
    Some((heading, version, date))
}
