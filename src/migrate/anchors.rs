//! Headings that keep the ids that Python-Markdown gave them: pinned with `{#id}` where mdBook's own id is another
//! one and somebody links it.

use std::collections::{BTreeSet, HashSet};

use super::read::{Heading, Read};
use crate::source::dialect::attributes;
use crate::text::Edit;

/// The headings of a page to pin so that those in `wanted` have the ids that Python-Markdown made; `now` are the
/// headings of the page with the pins of `pinned`. Empty where all is well.
pub(super) fn missing(
    now: &[Heading],
    ids: &[String],
    wanted: &BTreeSet<usize>,
    pinned: &BTreeSet<usize>,
) -> BTreeSet<usize> {
    let kept: HashSet<&str> =
        wanted.iter().chain(pinned).filter_map(|nth| Some(ids.get(*nth)?.as_str())).collect();
    let is_wrong = |nth: usize| {
        let (heading, id) = (&now[nth], &ids[nth]);
        let is_lost = wanted.contains(&nth) && heading.id != *id;
        // mdBook gives another heading the id that is taken now.
        let is_taken = heading.id != *id && kept.contains(heading.id.as_str());
        !pinned.contains(&nth) && !heading.is_given && (is_lost || is_taken)
    };
    (0..now.len().min(ids.len())).filter(|nth| is_wrong(*nth)).collect()
}

/// All headings whose ids differ.
pub(super) fn different(read: &Read, ids: &[String]) -> BTreeSet<usize> {
    let pairs = read.headings.iter().zip(ids).enumerate();
    pairs.filter(|(_, (heading, id))| !heading.is_given && heading.id != **id).map(|(nth, _)| nth).collect()
}

/// The edit that gives a heading its id.
pub(super) fn pin(text: &str, heading: &Heading, id: &str) -> Option<Edit> {
    let source = text.get(heading.span.clone())?.trim_end();
    let is_underlined = !source.trim_start_matches(['>', ' ', '\t']).starts_with('#');
    let line = match source.rfind('\n') {
        Some(end) if is_underlined => source[..end].trim_end(),
        _ => source.lines().next()?.trim_end(),
    };
    let end = heading.span.start + line.len();
    if let Some(open) = line.rfind('{').filter(|_| line.ends_with('}'))
        && attributes::read(&line[open..]).is_some_and(|(_, length)| open + length == line.len())
    {
        let behind = if line[open..].starts_with("{:") { 2 } else { 1 };
        let space = if line[open + behind..].starts_with(' ') { "" } else { " " };
        return Some(Edit::insert(heading.span.start + open + behind, format!(" #{id}{space}")));
    }
    Some(Edit::insert(end, format!(" {{#{id}}}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pinned(text: &str) -> String {
        let heading = Heading {
            level: 2,
            text: String::new(),
            id: String::new(),
            is_given: false,
            span: 0..text.len(),
        };
        let edit = pin(text, &heading, "x").unwrap();
        crate::text::Edited::new(text, vec![edit]).unwrap().to_string()
    }

    #[test]
    fn pins_go_behind_the_text_or_into_the_list() {
        for (text, with_pin) in [
            ("## A & b\n", "## A & b {#x}\n"),
            ("## A { .c }\n", "## A { #x .c }\n"),
            ("## A {: .c}\n", "## A {: #x .c}\n"),
            ("## A {.c}\n", "## A { #x .c}\n"),
            ("A & b\n=====\n", "A & b {#x}\n=====\n"),
            ("## `{x}`\n", "## `{x}` {#x}\n"),
        ] {
            assert_eq!(pinned(text), with_pin, "{text}");
        }
    }
}
