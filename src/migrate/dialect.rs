//! What the book's `mkdocs-syntax` draws on a page: blocks, signs in a line, grids.

use super::read::Read;
use crate::page::{Form, Page, Quoted};
use crate::source::dialect::{Attribute, Icon, Inline};

/// Adds what `mkdocs-syntax` draws on `page` to `read`; `place` leads to the author's text.
pub(super) fn read(page: &Page, place: &dyn Fn(usize) -> usize, read: &mut Read) {
    for block in &page.quotes {
        if matches!(block.form, Form::Admonition { .. }) {
            read.kinds.push(block.kind.clone());
        }
        read.dialect.push((block_name(block), place(block.span.start), None));
    }
    for spot in &page.spots {
        if let Some((name, missing)) = sign(&spot.kind) {
            let at = match &spot.kind {
                Inline::Refused { list, .. } => list.start,
                _ => spot.span.start,
            };
            read.dialect.push((name, place(at), missing));
        }
        let ids = attributes(&spot.kind).iter().filter(|attribute| attribute.name == "id");
        read.ids.extend(ids.map(|attribute| attribute.value.clone()));
    }
    let is_grid = |classes: &[String]| classes.iter().any(|class| class == "grid");
    for div in page.divs.iter().filter(|div| is_grid(&div.classes)) {
        read.dialect.push(("grids", place(div.open.start), None));
    }
}

fn block_name(block: &Quoted) -> &'static str {
    match &block.form {
        Form::Tab { .. } => "content tabs",
        Form::Admonition { .. } if block.fold.is_some() => "collapsible admonitions",
        Form::Admonition { .. } => "admonitions",
        _ => "boxes",
    }
}

/// The name of what stands in a line, in the plural, and what is missing for it.
fn sign(kind: &Inline) -> Option<(&'static str, Option<String>)> {
    Some(match kind {
        Inline::Icon { icon: Icon::Missing(why), name, .. } => ("icons", Some(format!("`:{name}:`: {why}"))),
        Inline::Icon { icon: Icon::Emoji(_), .. } => ("emoji", None),
        Inline::Icon { .. } => ("icons", None),
        Inline::Keys(_) => ("keys", None),
        Inline::Open(_) => ("highlighting, sub- and superscript", None),
        Inline::Abbreviation(_) => ("abbreviations", None),
        Inline::LinkOpen { .. } | Inline::Image { .. } | Inline::ParagraphOpen(_) => {
            ("attribute lists", None)
        }
        Inline::Refused { names, .. } => {
            ("attributes", Some(format!("a page may not set `{}`", names.join("`, `"))))
        }
        Inline::MarkdownAttribute => ("Markdown in HTML", None),
        Inline::Close(_)
        | Inline::LinkClose { .. }
        | Inline::ParagraphClose
        | Inline::Code(_)
        | Inline::Text(_) => return None,
    })
}

/// The attributes that are set; an icon that is not drawn has none.
fn attributes(kind: &Inline) -> &[Attribute] {
    match kind {
        Inline::Icon { icon: Icon::Missing(_), .. } => &[],
        Inline::Icon { attributes, .. }
        | Inline::LinkOpen { attributes, .. }
        | Inline::Image { attributes, .. }
        | Inline::ParagraphOpen(attributes) => attributes,
        _ => &[],
    }
}
