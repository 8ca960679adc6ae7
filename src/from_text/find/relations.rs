//! Sections that name pages.

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
    let items = list.below.iter().map(|item| relation(reader, item)).collect::<Result<Vec<Value>, _>>()?;
    reader.several(field, &items, &list.span)
}

/// `[Retry](retry.md)`, `**Retry**: why`, `[Retry](retry.md) - why`
fn relation(reader: &Values<'_>, item: &Node) -> Result<Value, Refused> {
    let refused = |message: &str| Err(Refused::new(message.to_owned(), &item.span));
    if item.holds_blocks() {
        return refused("this holds more than a page and a reason");
    }
    let line = Line::of(item.inlines());
    reader.holdable(std::slice::from_ref(&line))?;
    let (Some(first), page) = (line.nodes.first(), &reader.page.text) else {
        return refused("this names no page");
    };
    if let Some(value) = of_wiki(reader, &line) {
        return Ok(value);
    }
    let link = Line::of(std::slice::from_ref(first)).links().first().map(|(_, to)| (*to).to_owned());
    if link.is_none() && first.kind != Kind::Strong {
        return match line.nodes.len() {
            1 => Ok(Value { text: first.text(), span: first.span.clone(), ..Value::default() }),
            _ => refused("this does not start with the name of a page"),
        };
    }
    let behind = Line::within(&line.nodes[1..], first.span.end..line.span.end.max(first.span.end));
    let text = first.text().trim_end_matches(':').to_owned();
    Ok(Value { text, link, note: note(&behind.markdown(page)), span: line.span.clone() })
}

/// `[[Retry]]`, `[[retry|again]]: why`: a page of the book, as wikis link it.
fn of_wiki(reader: &Values<'_>, line: &Line<'_>) -> Option<Value> {
    let written = &reader.page.text[line.span.clone()];
    let end = written.find("]]")? + "]]".len();
    let (page, text) = wiki_parts(&written[..end])?;
    let path = reader.catalog.pages[reader.page_named(page)?].path.as_deref()?;
    let from = reader.page.path.as_deref().unwrap_or_default();
    Some(Value {
        text: text.unwrap_or(page).to_owned(),
        link: Some(relate(from, path)),
        note: note(&line.behind(end).markdown(&reader.page.text)),
        span: line.span.clone(),
    })
}

/// What is said of a page after its name.
fn note(written: &str) -> Option<String> {
    let note = written.trim_start_matches([':', '-', '–', '—', ' ']).trim();
    (!note.is_empty()).then(|| note.to_owned())
}
