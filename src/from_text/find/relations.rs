//! Sections that name pages.

use std::ops::Range;

use super::Candidate;
use super::section::{Section, passed_over};
use crate::from_text::line::{Line, Value};
use crate::from_text::node::{Kind, Node};
use crate::from_text::said::Said;
use crate::from_text::value::{Refused, Values};
use crate::schema::Field;
use crate::text::markdown::wiki_parts;
use crate::text::path::relate;

/// A list of pages, each perhaps with what it has to do with this one. All of it is lifted or nothing: the rest would look
/// as if it were all.
pub(super) fn find(
    reader: &Values<'_>,
    field: Option<&Field>,
    section: &Section<'_>,
    found: &mut Vec<Candidate>,
) {
    let Some(field) = field else { return };
    let (said, lines) = match section.blocks {
        [list] if list.kind == Kind::List => {
            let lines = list.below.iter().map(|item| Line::of(item.inlines())).collect();
            (items(reader, field, list), lines)
        }
        // Prose about other pages is no list of them.
        [paragraph] if paragraph.kind == Kind::Paragraph && is_links(paragraph) => {
            let line = Line::of(&paragraph.below);
            (reader.read(field, std::slice::from_ref(&line)), vec![line])
        }
        blocks => {
            if blocks.iter().any(|block| block.kind == Kind::List) {
                let message = format!("`{}` has more than a list of pages in it", section.heading.text());
                let said = Err(passed_over(section, message));
                found.push(Candidate::new(reader, field, said, &[], section.span()));
            }
            return;
        }
    };
    found.push(Candidate::new(reader, field, said, &lines, section.span()).removing(section.span()));
}

/// Whether a paragraph has nothing but links in it, and signs between them.
fn is_links(paragraph: &Node) -> bool {
    let is_sign = |text: &str| text.chars().all(|c| !c.is_alphanumeric());
    let is_one = |node: &Node| match &node.kind {
        Kind::Text(text) => is_sign(text),
        kind => matches!(kind, Kind::Link(..) | Kind::Break),
    };
    paragraph.below.iter().all(is_one)
}

fn items(reader: &Values<'_>, field: &Field, list: &Node) -> Result<Said, Refused> {
    let items = list.below.iter().map(|item| relations(reader, item)).collect::<Result<Vec<_>, _>>()?;
    reader.several(field, &items.concat(), &list.span)
}

/// `[Retry](retry.md)`, `**Retry**: why`, `[Retry](retry.md) - why`, `[[retry]], [[timeout]]`
fn relations(reader: &Values<'_>, item: &Node) -> Result<Vec<Value>, Refused> {
    let refused = |message: &str| Err(Refused::new(message.to_owned(), &item.span));
    if item.holds_blocks() {
        return refused("this holds more than a page and a reason");
    }
    let line = Line::of(item.inlines());
    reader.holdable(std::slice::from_ref(&line))?;
    let (Some(first), page) = (line.nodes.first(), &reader.page.text) else {
        return refused("this names no page");
    };
    if let Some(values) = listed(reader, &line) {
        return Ok(values);
    }
    let with_note = |text: String, link: Option<String>, rest: &Line<'_>| {
        let written = rest.markdown(page);
        match goes_on(rest, written.trim_start()) {
            true => refused("more than a page and a reason is here"),
            false => Ok(vec![Value { text, link, note: note(&written), span: line.span.clone() }]),
        }
    };
    if let Some((value, end)) = of_wiki(reader, line.span.clone()) {
        return with_note(value.text, value.link, &line.behind(end));
    }
    let link = Line::of(std::slice::from_ref(first)).links().first().map(|(_, to)| (*to).to_owned());
    if link.is_none() && first.kind != Kind::Strong {
        return match line.nodes.len() {
            1 => Ok(vec![Value { text: first.text(), span: first.span.clone(), ..Value::default() }]),
            _ => refused("this does not start with the name of a page"),
        };
    }
    let behind = Line::within(&line.nodes[1..], first.span.end..line.span.end.max(first.span.end));
    let text = first.text().trim_end_matches(':').to_owned();
    with_note(text, link, &behind)
}

/// The pages of a line that has nothing but links to several, and signs or `and` between them.
fn listed(reader: &Values<'_>, line: &Line<'_>) -> Option<Vec<Value>> {
    let (mut values, mut at) = (Vec::new(), line.span.start);
    while at < line.span.end {
        let link = line.nodes.iter().find_map(|node| match &node.kind {
            Kind::Link(to, _) if node.span.start == at => Some((node, to)),
            _ => None,
        });
        let (value, end) = match link {
            Some((node, to)) => {
                let (link, span) = (Some(to.clone()), node.span.clone());
                (Value { text: node.text(), link, note: None, span: span.clone() }, span.end)
            }
            None => of_wiki(reader, at..line.span.end).map(|(value, len)| (value, at + len))?,
        };
        values.push(value);
        let rest = &reader.page.text[end..line.span.end.max(end)];
        at = line.span.end.max(end) - without_signs(rest).len();
    }
    (values.len() > 1).then_some(values)
}

/// What follows the signs or the word between two values of a list.
fn without_signs(text: &str) -> &str {
    let rest = text.trim_start_matches(BETWEEN);
    rest.strip_prefix("and ").unwrap_or(rest).trim_start_matches(BETWEEN)
}

/// Signs between values of a list.
const BETWEEN: &[char] = &[' ', '\t', '\n', '\r', ',', ';', '|', '•', '·', '&', '+', '/'];

/// Whether what follows a page is no reason, but a list that goes on: it has links in it that no sign of a reason precedes.
fn goes_on(rest: &Line<'_>, written: &str) -> bool {
    let is_note = written.starts_with([':', '-', '–', '—']);
    let is_listed = written.starts_with([',', ';', '|', '•', '·', '&', '/']);
    !is_note && (is_listed || written.contains("[[") || !rest.links().is_empty())
}

/// `[[Retry]]`, `[[retry|again]]`: a page of the book, as wikis link it, and the length of the link. What names a heading has
/// no link, for only mdBook knows its address.
fn of_wiki(reader: &Values<'_>, span: Range<usize>) -> Option<(Value, usize)> {
    let written = &reader.page.text[span.clone()];
    let end = written.find("]]")? + "]]".len();
    let (page, text) = wiki_parts(&written[..end])?;
    let path = reader.catalog.pages[reader.page_named(page)?].path.as_deref()?;
    let from = reader.page.path.as_deref().unwrap_or_default();
    let (text, link) = match reader.names_heading(page) {
        true => (page, None),
        false => (text.unwrap_or(page), Some(relate(from, path))),
    };
    Some((Value { text: text.to_owned(), link, note: None, span: span.start..span.start + end }, end))
}

/// What is said of a page after its name.
fn note(written: &str) -> Option<String> {
    let note = written.trim_start_matches([':', '-', '–', '—', ' ']).trim();
    (!note.is_empty()).then(|| note.to_owned())
}
