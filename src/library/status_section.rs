//! A section "Status" that says who took over, as adr-tools writes it: its text stays, and the page has the status and the
//! successors as if its front matter said so.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::config::Config;
use crate::page::{Heading, Page};
use crate::page_template::section_key;
use crate::schema::superseded;

pub(super) fn read(text: &str, page: &mut Page, config: &Config) {
    let Some(section) = section(&page.headings, text.len()) else { return };
    if page.fields.get("superseded_by").is_some() {
        return;
    }
    let has_status = knows_status(config);
    for span in paragraphs(text, section) {
        superseded::read_text(&mut page.fields, &config.schema, text, span, has_status);
    }
}

/// From the heading "Status" to the next one.
fn section(headings: &[Heading], end: usize) -> Option<Range<usize>> {
    let at =
        headings.iter().position(|heading| heading.level > 1 && section_key(&heading.text) == "status")?;
    Some(headings[at].span.end..headings.get(at + 1).map_or(end, |next| next.span.start))
}

/// Whether the book's statuses have one for it: others are not told that they lack one.
fn knows_status(config: &Config) -> bool {
    let status = config.taxonomies.iter().find(|taxonomy| taxonomy.name == "status");
    status.is_some_and(|status| {
        status.open || status.terms.is_empty() || status.terms.iter().any(|term| term.id == "superseded")
    })
}

/// The paragraphs, and the items of lists.
fn paragraphs(text: &str, section: Range<usize>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open: Option<Range<usize>> = None;
    for (event, span) in Parser::new(&text[section.clone()]).into_offset_iter() {
        let span = section.start + span.start..section.start + span.end;
        match event {
            Event::Start(Tag::Paragraph | Tag::Item) => {
                found.extend(open.replace(0..0).filter(|it| it.end > 0))
            }
            Event::End(TagEnd::Paragraph | TagEnd::Item) => found.extend(open.take().filter(|it| it.end > 0)),
            Event::Start(Tag::CodeBlock(_) | Tag::BlockQuote(_) | Tag::HtmlBlock) => open = None,
            _ => {
                if let Some(open) = &mut open {
                    *open = if open.end == 0 { span } else { open.start..span.end.max(open.end) };
                }
            }
        }
    }
    found
}
