//! `superseded by [ADR-0005](0005-use-x.md)`: a status and the pages that took over, in one text. MADR writes it so in
//! front matter, adr-tools in a section.

use std::ops::Range;

use super::{FieldType, FieldValue, Fields, Reference, Schema, Typed};

/// The fields that hold the two facts.
const STATUS: &str = "status";
const SUCCESSORS: &str = "superseded_by";

/// How the text starts; adr-tools spells it with a `c`.
const WORDS: &[&str] = &["superseded", "superceded"];

/// Where the successors begin in a text that says who took over, emphasised or not.
pub(crate) fn opening(text: &str) -> Option<usize> {
    let signs: &[char] = &['*', '_', ' ', '\t', '\n', '\r'];
    let rest = text.trim_start_matches(signs);
    let word = WORDS.iter().find(|word| starts_with(rest, word))?;
    let rest = rest[word.len()..].trim_start_matches(signs);
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    let rest = Some(rest).filter(|rest| starts_with(rest, "by"))?[2..].trim_start_matches(signs);
    let rest = rest.strip_prefix(':').unwrap_or(rest).trim_start_matches(signs);
    (!rest.is_empty() && rest.len() < text.len()).then_some(text.len() - rest.len())
}

fn starts_with(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// The places of the successors in a text that says nothing but who took over: links, or names between commas.
pub(crate) fn successors(text: &str) -> Option<Vec<Range<usize>>> {
    let start = opening(text)?;
    let links = links(text, start);
    let found = if links.is_empty() { names(text, start) } else { links };
    (!found.is_empty()).then_some(found)
}

/// `[text](address)`, each.
fn links(text: &str, start: usize) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = start;
    while let Some(open) = text[at..].find('[').map(|open| at + open) {
        let Some(middle) = text[open..].find("](").map(|middle| open + middle) else { break };
        let Some(end) = text[middle..].find(')').map(|end| middle + end + 1) else { break };
        found.push(open..end);
        at = end;
    }
    found
}

/// What stands between commas and `and`.
fn names(text: &str, start: usize) -> Vec<Range<usize>> {
    let rest = text[start..].replace(" and ", " ,,, ").replace(" & ", " , ");
    let mut found = Vec::new();
    let mut at = start;
    for piece in rest.split([',', ';']) {
        let name = piece.trim().trim_end_matches(['.', '*', '_']);
        let from = at + piece.len() - piece.trim_start().len();
        if !name.is_empty() {
            found.push(from..from + name.len());
        }
        at += piece.len() + 1;
    }
    found
}

/// Makes two facts of a status that says who took over. What the page says of its successors itself counts.
pub(super) fn split(fields: &mut Fields, schema: &Schema, text: &str) {
    let Some(status) = fields.get(STATUS) else { return };
    let FieldValue::References(statuses) = &status.value else { return };
    let Some((at, found)) =
        statuses.iter().enumerate().find_map(|(at, one)| Some((at, successors(&one.name)?)))
    else {
        return;
    };
    let (key, mut statuses) = (status.key.clone(), statuses.clone());
    let said = std::mem::replace(&mut statuses[at], Reference::named("", status.span.clone()));
    let place = |part: &str| {
        let start = text.get(said.span.clone()).and_then(|written| written.find(part));
        start.map_or(said.span.clone(), |start| said.span.start + start..said.span.start + start + part.len())
    };
    let word = said.name.trim_start_matches(['*', '_', ' ']).get(..WORDS[0].len()).unwrap_or_default();
    statuses[at] = Reference { name: WORDS[0].to_owned(), span: place(word), ..said.clone() };
    let successors = found.iter().map(|part| &said.name[part.clone()]);
    let successors = successors.map(|part| Reference::named(part, place(part))).collect();
    fields.set(STATUS, FieldValue::References(statuses));
    add(fields, schema, successors, key, said.span.clone());
}

/// What a text of the page at `span` says, for a page whose front matter says nothing of its successors: those that it
/// links to, for other words may mean anything.
pub(crate) fn read_text(
    fields: &mut Fields,
    schema: &Schema,
    text: &str,
    span: Range<usize>,
    has_status: bool,
) {
    let said = &text[span.clone()];
    let found = opening(said).map_or_else(Vec::new, |start| links(said, start));
    if found.is_empty() {
        return;
    }
    let of_text = |part: Range<usize>| span.start + part.start..span.start + part.end;
    let successors = found.into_iter().map(|part| Reference::named(&said[part.clone()], of_text(part)));
    add(fields, schema, successors.collect(), STATUS.to_owned(), span.clone());
    if has_status && fields.get(STATUS).is_none() {
        let value = FieldValue::References(vec![Reference::named(WORDS[0], span.clone())]);
        fields.insert(STATUS, Typed::said(value, STATUS, span));
    }
}

fn add(fields: &mut Fields, schema: &Schema, successors: Vec<Reference>, key: String, span: Range<usize>) {
    let is_relation = schema.get(SUCCESSORS).is_some_and(|field| field.kind == FieldType::Relation);
    if is_relation && fields.get(SUCCESSORS).is_none() {
        fields.insert(SUCCESSORS, Typed::said(FieldValue::References(successors), &key, span));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn successors_are_links_or_names() {
        for (text, found) in [
            ("superseded by [ADR-0005](0005-use-x.md)", vec!["[ADR-0005](0005-use-x.md)"]),
            ("Superceded by [2. Use B](0002-use-b.md).", vec!["[2. Use B](0002-use-b.md)"]),
            ("**Superseded by:** [A](a.md) and [B](b.md), in May", vec!["[A](a.md)", "[B](b.md)"]),
            ("superseded by ADR-0123", vec!["ADR-0123"]),
            ("superseded-by: use-x, use-y and use-z.", vec!["use-x", "use-y", "use-z"]),
        ] {
            let parts = successors(text).unwrap();
            assert_eq!(parts.into_iter().map(|part| &text[part]).collect::<Vec<_>>(), found, "{text}");
        }
        for text in ["superseded", "superseded by", "accepted", "supersedes [A](a.md)", "Supersede by x", ""]
        {
            assert_eq!(successors(text), None, "{text}");
        }
    }
}
