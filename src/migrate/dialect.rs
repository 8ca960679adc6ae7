//! What the book's `mkdocs-syntax` draws on a page: blocks, signs in a line, grids.

use crate::page::{Form, Page, Quoted};
use crate::source::dialect::{Icon, Inline};

/// What `mkdocs-syntax` draws on a page.
#[derive(Default)]
pub(super) struct Drawn {
    /// Its constructs, in the plural: (name, byte in the author's text, what is missing for it).
    pub(super) constructs: Vec<(&'static str, usize, Option<String>)>,
    /// The kinds of its admonitions.
    pub(super) kinds: Vec<String>,
    /// The ids that attributes give.
    pub(super) ids: Vec<String>,
}

/// Reads what is drawn on `page`; `place` leads to the author's text.
pub(super) fn read(page: &Page, place: &dyn Fn(usize) -> usize) -> Drawn {
    let mut drawn = Drawn::default();
    for block in &page.quotes {
        if matches!(block.form, Form::Admonition { .. }) {
            drawn.kinds.push(block.kind.clone());
        }
        drawn.constructs.push((block_name(block), place(block.span.start), None));
    }
    for spot in &page.spots {
        if let Some((name, missing)) = sign(&spot.kind) {
            let at = match &spot.kind {
                Inline::Refused { list, .. } => list.start,
                _ => spot.span.start,
            };
            drawn.constructs.push((name, place(at), missing));
        }
        let ids = spot.kind.attributes().iter().filter(|attribute| attribute.name == "id");
        drawn.ids.extend(ids.map(|attribute| attribute.value.clone()));
    }
    let refused = page.original.iter().flat_map(|original| &original.refused);
    for (names, list) in refused {
        let why = format!("a heading may not set `{}`", names.join("`, `"));
        drawn.constructs.push(("attributes", list.start, Some(why)));
    }
    let is_grid = |classes: &[String]| classes.iter().any(|class| class == "grid");
    for div in page.divs.iter().filter(|div| is_grid(&div.classes)) {
        drawn.constructs.push(("grids", place(div.open.start), None));
    }
    drawn
}

fn block_name(block: &Quoted) -> &'static str {
    match &block.form {
        Form::Tab { .. } => "content tabs",
        Form::Admonition { .. } if block.fold.is_some() => "collapsible admonitions",
        Form::Admonition { .. } => "admonitions",
        _ => "boxes",
    }
}

/// The name of what is in a line, in the plural, and what is missing for it.
fn sign(kind: &Inline) -> Option<(&'static str, Option<String>)> {
    Some(match kind {
        Inline::Icon { icon: Icon::Missing(why), name, .. } => ("icons", Some(format!("`:{name}:`: {why}"))),
        Inline::Icon { icon: Icon::Emoji(_), .. } => ("emoji", None),
        Inline::Icon { .. } => ("icons", None),
        Inline::Keys(_) => ("keys", None),
        Inline::Open(_) => ("highlighting, sub- and superscript", None),
        Inline::Abbreviation(_) => ("abbreviations", None),
        Inline::LinkOpen { .. }
        | Inline::Image { .. }
        | Inline::ElementOpen { .. }
        | Inline::CodeWith { .. }
        | Inline::ParagraphOpen(_) => ("attribute lists", None),
        Inline::Refused { names, .. } => {
            ("attributes", Some(format!("a page may not set `{}`", names.join("`, `"))))
        }
        Inline::MarkdownAttribute => ("Markdown in HTML", None),
        Inline::Close(_)
        | Inline::LinkClose { .. }
        | Inline::ElementClose { .. }
        | Inline::ParagraphClose
        | Inline::Code(_)
        | Inline::Text(_) => return None,
    })
}
