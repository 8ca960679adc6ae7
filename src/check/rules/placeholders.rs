//! Holes of a template that nobody filled: `[Pattern Name]`, `TODO:`, the template's own sentences.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::library::Library;
use crate::diagnostic::{Code, Diagnostic};
use crate::name::slug;
use crate::page::PageId;

/// Single words that are holes and nothing else.
const HOLES: &[&str] = &[
    "x",
    "n",
    "todo",
    "tbd",
    "name",
    "title",
    "description",
    "explanation",
    "attribution",
    "author",
    "company",
    "company-system",
    "component",
    "date",
    "default",
    "example",
    "impact",
    "interpretation",
    "link",
    "metric",
    "number",
    "owner",
    "param",
    "parameter",
    "pattern",
    "placeholder",
    "range",
    "reason",
    "summary",
    "team",
    "technique",
    "value",
    "version",
];

pub(super) fn page(library: &Library<'_>, id: PageId, problems: &mut Vec<Diagnostic>) {
    let page = library.page(id);
    let mut found: BTreeMap<String, (Range<usize>, usize)> = BTreeMap::new();
    for piece in &library.surveys[id].texts {
        for hole in holes(page.text, piece.clone(), library) {
            found.entry(page.text[hole.clone()].to_owned()).or_insert((hole, 0)).1 += 1;
        }
    }
    for (text, (span, times)) in found {
        let more = match times - 1 {
            0 => String::new(),
            1 => ", here and once more".to_owned(),
            more => format!(", here and {more} more times"),
        };
        problems.push(
            Diagnostic::new(
                Code::TextPlaceholder,
                format!("the placeholder `{text}` is left in the text{more}"),
            )
            .at(&page.file, span)
            .help("fill it in, or delete it; write `\\[...\\]` if brackets are meant"),
        );
    }
}

fn holes(text: &str, piece: Range<usize>, library: &Library<'_>) -> Vec<Range<usize>> {
    let written = &text[piece.clone()];
    let trimmed = written.trim();
    let start = piece.start + (written.len() - written.trim_start().len());
    if is_todo(trimmed) || library.templates.is_sentence(trimmed) {
        return std::iter::once(start..start + trimmed.len()).collect();
    }
    brackets(written)
        .filter(|inner| is_hole(&written[inner.clone()]))
        .map(|inner| piece.start + inner.start - 1..piece.start + inner.end + 1)
        .collect()
}

/// `TODO: ...`, `TBD`, `Lorem ipsum ...`.
fn is_todo(text: &str) -> bool {
    let rest = ["TODO", "TBD", "FIXME", "XXX"].iter().find_map(|word| text.strip_prefix(word));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '(', '.', '!']))
        || text.starts_with("Lorem ipsum")
}

/// The bytes between brackets, the innermost where they nest.
fn brackets(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut open = None;
    text.char_indices().filter_map(move |(at, c)| match c {
        '[' => {
            open = Some(at + 1);
            None
        }
        ']' => open.take().map(|start| start..at),
        _ => None,
    })
}

fn is_hole(inner: &str) -> bool {
    if inner.is_empty() || inner.starts_with(['^', '!', '@', '#', ' ', '"']) || inner.len() > 400 {
        return false;
    }
    let words: Vec<&str> = inner.split_whitespace().collect();
    let is_citation = words.last().is_some_and(|word| {
        let digits = word.trim_matches(|c: char| !c.is_ascii_digit());
        words.len() > 1 && digits.len() == 4 && word.len() <= 6
    }) || inner.contains("et al");
    let starts_a_phrase = inner.starts_with(char::is_uppercase) && inner.chars().any(char::is_lowercase);
    let is_choice = inner.contains('|') && words.len() < 12;
    let is_numbered = inner.rsplit_once('_').is_some_and(|(_, n)| n.bytes().all(|b| b.is_ascii_digit()));
    !is_citation
        && (HOLES.contains(&slug(inner).as_str())
            || is_choice
            || is_numbered
            || (words.len() > 1 && starts_a_phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_told_from_brackets_that_are_meant() {
        for hole in [
            "Pattern Name",
            "X",
            "Memorable quote about it",
            "Attribution",
            "Benefit 1",
            "metric_1",
            "Value",
            "Company/System",
            "beginner|advanced",
            "1-2 paragraphs",
        ] {
            assert_eq!(is_hole(hole), hole != "1-2 paragraphs", "{hole}");
        }
        for text in [
            "1",
            "sic",
            "Fowler 2002",
            "Smith et al., 2019",
            "0, 1",
            "the server",
            "",
            " ",
            "x^2",
            "RFC 2119",
            "...",
            "i",
            "^1",
        ] {
            assert!(!is_hole(text), "{text}");
        }
        assert!(is_todo("TODO: write") && is_todo("TBD") && !is_todo("TODO lists help"));
        assert!(brackets("a [b [c] d] e").eq(std::iter::once(6..7)));
    }
}
