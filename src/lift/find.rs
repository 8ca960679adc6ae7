//! Where pages keep what is front matter: below the title, in sections, and at the end.

mod quick_reference;
mod sections;

use std::ops::Range;

use super::blocks::{Kind, Node};
use super::label::{Labelled, of_item, of_paragraph, of_plain_line};
use super::value::{Refused, Said, Values};
use crate::page::squeeze;
use crate::schema::Field;

/// Something that a text says of its page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    /// The name of the field.
    pub(super) field: String,
    /// Its value, or why it has none.
    pub(super) said: Result<Said, Refused>,
    /// What goes when the value is lifted: nothing where readers need it.
    pub(super) removes: Vec<Range<usize>>,
    /// Where the author says it.
    pub(super) span: Range<usize>,
}

impl Candidate {
    /// A candidate whose value was tried.
    fn new(reader: &Values<'_>, field: &str, said: Result<Said, Refused>, span: Range<usize>) -> Self {
        let said = said.and_then(|said| reader.accept(field, said, &span));
        Self { field: field.to_owned(), said, removes: Vec::new(), span }
    }

    fn removing(mut self, span: Range<usize>) -> Self {
        self.removes.push(span);
        self
    }
}

/// All that a page says.
pub(super) fn candidates(reader: &Values<'_>, blocks: &[Node]) -> Vec<Candidate> {
    let mut found = Vec::new();
    let head = title(reader, blocks, &mut found);
    head_blocks(reader, &blocks[head..], &mut found);
    quick_reference::find(reader, blocks, &mut found);
    sections::find(reader, blocks, &mut found);
    tail(reader, &blocks[head..], &mut found);
    found
}

/// The first heading, which stays: readers need it. What follows it begins at the index.
fn title(reader: &Values<'_>, blocks: &[Node], found: &mut Vec<Candidate>) -> usize {
    let Some(at) = blocks.iter().position(|block| block.kind == Kind::Heading(1)) else { return 0 };
    let text = blocks[at].text();
    let span = blocks[at].span.clone();
    if reader.page.title_end.is_some() && !text.is_empty() {
        let said = if text.starts_with('[') && text.contains(']') {
            Err(Refused::new(format!("`{text}` is a placeholder"), &span))
        } else {
            Ok(Said::Text(text))
        };
        found.push(Candidate::new(reader, "title", said, span));
    }
    at + 1
}

/// A quote and labels between the title and the text.
fn head_blocks(reader: &Values<'_>, blocks: &[Node], found: &mut Vec<Candidate>) {
    let mut is_quoted = false;
    for block in blocks {
        match block.kind {
            Kind::Quote(false) if !is_quoted => {
                is_quoted = true;
                found.extend(quote(reader, block));
            }
            Kind::List => {
                if labelled_items(reader, block, found) == 0 {
                    return;
                }
            }
            Kind::Paragraph => {
                let is_head = is_navigation(reader, block)
                    || paragraph(reader, block, found)
                    || date(reader, block, found)
                    || is_image(block);
                if !is_head {
                    return;
                }
            }
            Kind::Html => {}
            _ => return,
        }
    }
}

/// `Date: 2016-02-12`, as adr-tools writes it below the title; whether it is one.
fn date(reader: &Values<'_>, block: &Node, found: &mut Vec<Candidate>) -> bool {
    let label = of_plain_line(block, &reader.page.text);
    let Some(label) = label.filter(|label| crate::text::name::slug(&label.label) == "date") else {
        return false;
    };
    let date = field(reader, "date").map(|field| candidate(reader, field, &label));
    let Some(date) = date.filter(|date| date.said.is_ok()) else { return false };
    found.push(date.removing(block.span.clone()));
    true
}

fn is_navigation(reader: &Values<'_>, block: &Node) -> bool {
    use crate::page::HandwrittenKind::Breadcrumbs;
    let handwritten = &reader.page.handwritten;
    handwritten.iter().any(|it| it.kind == Breadcrumbs && block.span.contains(&it.span.start))
}

fn is_image(block: &Node) -> bool {
    block.text().is_empty()
}

/// The description; what stands in quotation marks or names who said it is a quote.
fn quote(reader: &Values<'_>, block: &Node) -> Option<Candidate> {
    let [Node { kind: Kind::Paragraph, below, .. }] = block.below.as_slice() else { return None };
    let lines: Vec<&[Node]> = below.split(|node| node.kind == Kind::Break).collect();
    let source = |nodes: &[Node]| match (nodes.first(), nodes.last()) {
        (Some(first), Some(last)) => reader.page.text[first.span.start..last.span.end].to_owned(),
        _ => String::new(),
    };
    let text = squeeze(&lines.iter().map(|line| source(line)).collect::<Vec<_>>().join(" "));
    let last = lines.last().map(|line| source(line)).unwrap_or_default();
    let by = DASHES.iter().find_map(|dash| last.trim().strip_prefix(*dash)).filter(|_| lines.len() > 1);
    let with_name = match by {
        Some(by) => {
            let said = lines[..lines.len() - 1].iter().map(|line| source(line)).collect::<Vec<_>>();
            Some((squeeze(&said.join(" ")), by.trim()))
        }
        None => said_by(&text).map(|(said, by)| (said.to_owned(), by)),
    };
    let plain = block.text();
    let (field, said) = match with_name {
        Some((said, by)) => ("quote", Said::Record(vec![("text", unquoted(&said)), ("by", by.to_owned())])),
        None if is_in_marks(&plain) => ("quote", Said::Record(vec![("text", unquoted(&text))])),
        None => ("description", Said::Text(text.clone())),
    };
    let is_template = reader.templates.is_sentence(&plain);
    let said = match is_template {
        true => Err(Refused::new(format!("`{plain}` is a placeholder"), &block.span)),
        false => Ok(said),
    };
    let span = block.span.clone();
    Some(Candidate::new(reader, field, said, span.clone()).removing(span))
}

/// What stands before the name of who said something.
const DASHES: &[&str] = &["— ", "– ", "-- ", "- ", "―"];

/// `"Everything fails." — Werner Vogels`: what was said, and by whom.
fn said_by(text: &str) -> Option<(&str, &str)> {
    let parts = DASHES.iter().filter_map(|dash| text.rsplit_once(dash));
    parts.map(|(said, by)| (said.trim(), by.trim())).find(|(said, by)| is_in_marks(said) && is_name(by))
}

/// Whether a text may be the name of who said something: no sentence, and nothing in marks.
fn is_name(text: &str) -> bool {
    let starts = text.trim_start_matches(['*', '_', '[']).chars().next();
    starts.is_some_and(char::is_uppercase)
        && !text.contains(['"', '“', '”'])
        && !text.ends_with(['.', '!', '?'])
}

fn is_in_marks(text: &str) -> bool {
    let text = text.trim_matches(['*', '_', ' ']);
    text.starts_with(['"', '“', '„', '«']) && text.ends_with(['"', '”', '“', '»'])
}

fn unquoted(text: &str) -> String {
    let inner = text.trim_matches(['*', '_', ' ']);
    inner.trim_matches(['"', '“', '”', '„', '«', '»']).to_owned()
}

/// The last paragraphs, if they are nothing but labels; the rule before them goes with them.
fn tail(reader: &Values<'_>, blocks: &[Node], found: &mut Vec<Candidate>) {
    let mut in_tail: Vec<Candidate> = Vec::new();
    let mut rest = blocks;
    while let Some((last, before)) = rest.split_last() {
        let mut here = Vec::new();
        let is_known = |span: &Range<usize>| {
            found.iter().any(|known| known.span.start >= span.start && known.span.end <= span.end)
        };
        if last.kind != Kind::Paragraph || is_known(&last.span) || !paragraph(reader, last, &mut here) {
            break;
        }
        in_tail.splice(0..0, here);
        rest = before;
    }
    if let Some(rule) = rest.last().filter(|block| block.kind == Kind::Rule)
        && in_tail.iter().all(|one| one.said.is_ok())
        && let Some(first) = in_tail.first_mut()
    {
        first.removes.push(rule.span.clone());
    }
    found.append(&mut in_tail);
}

/// The labels of a paragraph; whether it is nothing else.
fn paragraph(reader: &Values<'_>, block: &Node, found: &mut Vec<Candidate>) -> bool {
    let Some(lines) = of_paragraph(block, &reader.page.text) else { return false };
    let fields: Vec<Vec<Option<&Field>>> =
        lines.iter().map(|line| line.iter().map(|label| field(reader, &label.label)).collect()).collect();
    if fields.iter().flatten().all(Option::is_none) {
        return false;
    }
    for (labels, fields) in lines.iter().zip(fields) {
        let said: Vec<Option<Candidate>> = labels
            .iter()
            .zip(&fields)
            .map(|(label, field)| Some(candidate(reader, (*field)?, label)))
            .collect();
        found.extend(with_ends(labels, said));
    }
    true
}

/// What goes of a line with several labels: all of it, or each with the sign beside it.
fn with_ends(labels: &[Labelled<'_>], said: Vec<Option<Candidate>>) -> Vec<Candidate> {
    let stays = |at: usize| said.get(at).is_none_or(|one| one.as_ref().is_none_or(|one| one.said.is_err()));
    let first_kept = (0..labels.len()).find(|at| stays(*at));
    let mut out = Vec::new();
    for (at, one) in said.iter().enumerate() {
        let Some(mut one) = one.clone() else { continue };
        let span = &labels[at].span;
        let goes = match first_kept {
            _ if one.said.is_err() => None,
            None if at == 0 => Some(span.start..labels[labels.len() - 1].span.end),
            None => None,
            Some(kept) if kept < at => Some(labels[at - 1].span.end..span.end),
            Some(_) => Some(span.start..labels[at + 1].span.start),
        };
        one.removes = goes.into_iter().collect();
        out.push(one);
    }
    out
}

/// The items of a list that are labels of fields; how many there are.
fn labelled_items(reader: &Values<'_>, list: &Node, found: &mut Vec<Candidate>) -> usize {
    let labels: Vec<Option<Labelled<'_>>> =
        list.below.iter().map(|item| of_item(item, &reader.page.text)).collect();
    let known = labels.iter().flatten().filter(|label| field(reader, &label.label).is_some()).count();
    // A list of prose may have one item with a colon in it.
    if known * 2 < list.below.len() || labels.iter().flatten().count() * 4 < list.below.len() * 3 {
        return 0;
    }
    let mut candidates = Vec::new();
    for (item, label) in list.below.iter().zip(&labels) {
        let Some((label, field)) =
            label.as_ref().and_then(|label| Some((label, field(reader, &label.label)?)))
        else {
            continue;
        };
        let several = superseded(reader, field, label);
        let one = candidate(reader, field, label);
        for mut candidate in several.unwrap_or_else(|| vec![one]) {
            candidate.removes = vec![item.span.clone()];
            candidates.push(candidate);
        }
    }
    found.append(&mut candidates);
    known
}

/// `Status: superseded by [ADR-0005](0005-x.md)` says two things.
fn superseded(reader: &Values<'_>, field: &Field, label: &Labelled<'_>) -> Option<Vec<Candidate>> {
    let text = &reader.page.text[label.value.clone()];
    let at = text.to_lowercase().find("superseded by")?;
    let target = reader.config.schema.get("superseded_by").filter(|_| field.name == "status")?;
    let start = label.value.start + at + "superseded by".len();
    let span = start
        + (text.len() - at - "superseded by".len() - text[at + "superseded by".len()..].trim_start().len())
        ..label.value.end;
    let from = label.nodes.iter().position(|node| node.span.end > span.start).unwrap_or(label.nodes.len());
    let successor = reader.inline(target, &label.nodes[from..], &span);
    let status = super::label::Value {
        text: "superseded".to_owned(),
        span: label.value.clone(),
        ..Default::default()
    };
    let status = reader.several(field, &[status], &label.value);
    // Half of it would be lost.
    let one = |field: &Field, said| Candidate::new(reader, &field.name, said, label.span.clone());
    let (status, successor) = (one(field, status), one(target, successor));
    Some(match (&status.said, &successor.said) {
        (Ok(_), Ok(_)) => vec![status, successor],
        (Err(_), _) => vec![status],
        _ => vec![successor],
    })
}

fn candidate(reader: &Values<'_>, field: &Field, label: &Labelled<'_>) -> Candidate {
    let said = reader.inline(field, label.nodes, &label.value);
    Candidate::new(reader, &field.name, said, label.span.clone())
}

/// The field that a label means.
fn field<'r>(reader: &'r Values<'_>, label: &str) -> Option<&'r Field> {
    let name = crate::text::name::slug(label);
    let name = match name.as_str() {
        "laws-applied" | "related-laws" => "laws",
        "prev" => "previous",
        // As MADR means it: when the decision was last updated.
        "date" => "updated",
        "related-pillars" => "pillars",
        "see-also" => "related",
        "note" | "search" | "extra" | "hide" | "id" | "slug" | "draft" | "patterns" | "steps" => return None,
        name => name,
    };
    reader.config.schema.get(name)
}
