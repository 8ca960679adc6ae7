//! Holes of a template that nobody filled: `[Pattern Name]`, `TODO:`, the template's own sentences.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::check::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::page::PageId;
use crate::text::name::slug;

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

pub(super) fn page(book: &Checked, id: PageId, problems: &mut Vec<Diagnostic>) {
    let page = book.page(id);
    let mut found: BTreeMap<String, (Range<usize>, usize)> = BTreeMap::new();
    for piece in &book.surveys[id].texts {
        for hole in holes(&page.text, piece.clone(), book) {
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

fn holes(text: &str, piece: Range<usize>, book: &Checked) -> Vec<Range<usize>> {
    let written = &text[piece.clone()];
    let behind = written.trim_start_matches(|c: char| c.is_whitespace() || c == ':');
    let (start, trimmed) = (piece.end - behind.len(), behind.trim_end());
    if is_todo(trimmed) || book.templates.is_sentence(trimmed) {
        return std::iter::once(start..start + trimmed.len()).collect();
    }
    let square = between(written, '[', ']').filter(|inner| is_hole(&written[inner.clone()]));
    let curly = between(written, '{', '}').filter(|inner| is_curly_hole(&written[inner.clone()]));
    square.chain(curly).map(|inner| piece.start + inner.start - 1..piece.start + inner.end + 1).collect()
}

/// `TODO: ...`, `TBD`, `Lorem ipsum ...`.
fn is_todo(text: &str) -> bool {
    let rest = ["TODO", "TBD", "FIXME", "XXX"].iter().find_map(|word| text.strip_prefix(word));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '(', '.', '!']))
        || text.starts_with("Lorem ipsum")
}

/// The bytes between brackets, the innermost where they nest.
fn between(text: &str, opening: char, closing: char) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut open = None;
    text.char_indices().filter_map(move |(at, c)| {
        if c == opening {
            open = Some(at + 1);
        }
        if c == closing { open.take().map(|start| start..at) } else { None }
    })
}

/// `{title of option 1}`, as the template of MADR writes it; no set, no attributes, no directive.
fn is_curly_hole(inner: &str) -> bool {
    let words: Vec<&str> = inner.split_whitespace().collect();
    let is_word =
        |word: &&str| word.len() > 1 && word.chars().all(|c| c.is_alphabetic() || "-',.".contains(c));
    let is_list = words.len() > 1 && words[..words.len() - 1].iter().all(|word| word.ends_with(','));
    let is_phrase = words.first().is_some_and(is_word) && words.get(1).is_some_and(is_word);
    let is_argument = matches!(words[..], ["argument" | "option" | "driver", _]);
    !inner.contains(['=', '\\'])
        && !is_list
        && (inner.contains(" | ") || is_argument || (is_phrase && words.len() > 2))
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
    let ends_as_hole = words.len() > 1
        && !matches!(
            words[0].to_lowercase().as_str(),
            "a" | "an" | "the" | "its" | "their" | "his" | "her" | "see" | "as" | "in" | "cf."
        )
        && is_hole_at_the_end(&words);
    let is_numbered = inner.rsplit_once('_').is_some_and(|(_, n)| n.bytes().all(|b| b.is_ascii_digit()));
    !is_citation
        && (HOLES.contains(&slug(inner).as_str())
            || is_choice
            || is_numbered
            || ends_as_hole
            || is_amount(&words)
            || (words.len() > 1 && starts_a_phrase))
}

/// `impact description`, `specific thing 1`
fn is_hole_at_the_end(words: &[&str]) -> bool {
    let Some((last, before)) = words.split_last() else { return false };
    let are_words = before.iter().all(|word| word.chars().all(char::is_alphabetic));
    let is_number = before.len() > 1 && last.len() == 1 && last.bytes().all(|byte| byte.is_ascii_digit());
    are_words && (is_number || HOLES.contains(&slug(last).as_str()))
}

/// `2-3 sentences`, `1-2 paragraphs that explain it`
fn is_amount(words: &[&str]) -> bool {
    let [first, second, ..] = words else { return false };
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_range = first.split_once(['-', '–']).is_some_and(|(from, to)| is_number(from) && is_number(to));
    is_range && second.chars().all(char::is_alphabetic)
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
            "impact description",
            "specific thing 1",
        ] {
            assert!(is_hole(hole), "{hole}");
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
            "see figure 1",
            "the value",
            "2 items",
            "5-7",
        ] {
            assert!(!is_hole(text), "{text}");
        }
        assert!(is_todo("TODO: write") && is_todo("TBD") && !is_todo("TODO lists help"));
        assert!(between("a [b [c] d] e", '[', ']').eq(std::iter::once(6..7)));
    }
}
