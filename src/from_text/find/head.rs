//! A quote and labels between the title and the text.

use super::labels::{all_unknown, header, labelled_items, paragraph, plain_lines};
use super::{Candidate, quote, table};
use crate::from_text::node::{Kind, Node};
use crate::from_text::value::Values;

pub(super) fn find(reader: &Values<'_>, blocks: &[Node], found: &mut Vec<Candidate>) {
    let mut is_quoted = false;
    let before = found.len();
    // Labels that are no fields. One alone may be prose: `**Beware**: it bites`.
    let mut strangers = Vec::new();
    for block in blocks {
        let is_head = match block.kind {
            Kind::Quote(false) if !is_quoted && !quote::is_aside(block) => {
                is_quoted = true;
                found.extend(quote::find(reader, block));
                true
            }
            Kind::List => {
                let before = found.len();
                let is_known = labelled_items(reader, block, found) > 0;
                if found.len() == before {
                    found.extend(all_unknown(reader, block));
                }
                is_known
            }
            Kind::Table => table::find(reader, block, found),
            Kind::Definitions => table::definitions(reader, block, found),
            Kind::Paragraph => {
                is_navigation(reader, block)
                    || is_include(reader, block)
                    || paragraph(reader, block, found, &mut strangers)
                    || plain_lines(reader, block, found, &mut strangers)
                    || is_image(block)
            }
            Kind::Header => header(reader, block, found),
            Kind::FootnoteText => true,
            Kind::Html => is_comment(reader, block),
            _ => false,
        };
        if !is_head {
            break;
        }
    }
    if found.len() > before || strangers.len() > 1 {
        found.extend(strangers.into_iter().map(Candidate::in_passing));
    }
}

fn is_navigation(reader: &Values<'_>, block: &Node) -> bool {
    use crate::page::HandwrittenKind::Breadcrumbs;
    let handwritten = &reader.page.handwritten;
    handwritten.iter().any(|it| it.kind == Breadcrumbs && block.span.contains(&it.span.start))
}

/// A paragraph that a tool replaces by a file: `[!INCLUDE[note](note.md)]`, `{% include note.html %}`, `{{#include note.md}}`,
/// `--8<-- "note.md"`. Other tags of templates may say when the text below them counts, or that it is an example.
fn is_include(reader: &Values<'_>, block: &Node) -> bool {
    const NAMES: &[&str] = &["include", "include_relative", "include_cached", "include-markdown"];
    let text = reader.page.text[block.span.clone()].trim();
    let inside = |open: &str, close: &str| {
        let inner = text.strip_prefix(open)?.strip_suffix(close)?;
        (!inner.contains(close) && !inner.contains('\n')).then_some(inner)
    };
    let tags = [("{%", "%}"), ("{{#", "}}"), ("{{<", ">}}"), ("{{%", "%}}")];
    let is_tag = |inner: &str| {
        let mut words = inner.trim_matches(['-', ' ']).split_whitespace();
        words.next().is_some_and(|name| NAMES.contains(&name)) && words.next().is_some()
    };
    tags.iter().filter_map(|(open, close)| inside(open, close)).any(is_tag)
        || inside("[!INCLUDE", ")]").is_some_and(|inner| inner.contains("]("))
        || inside("--8<-- \"", "\"").is_some_and(|path| !path.is_empty())
        || inside("{!", "!}").is_some_and(|inner| !inner.trim().is_empty())
}

fn is_image(block: &Node) -> bool {
    block.text().is_empty()
}

/// Raw HTML without text: a comment, an image.
fn is_comment(reader: &Values<'_>, block: &Node) -> bool {
    let html = reader.page.text[block.span.clone()].trim();
    html.starts_with("<!--") || crate::page::text_of_html(html).trim().is_empty()
}
