//! The dialect of Material for MkDocs, read where the book says `mkdocs-syntax = true`.
//!
//! Its blocks (`!!!`, `???`, `===`) hold what is indented by four columns, which CommonMark takes for
//! code. So before the one parse, a page gets the text that CommonMark can read: a line scanner
//! (`blocks`) puts `>` in place of that indentation, and tells the parse which of the quotes are
//! its own. From there on they are boxes and tabs like any other region of the page, and everything
//! inside them (headings, links, directives, boxes) is found by the parse. Places in the new text lead
//! back to the author's through a [`SourceMap`].
//!
//! What is in a line (icons, keys, marks, attributes) is found by the parse itself, in the text
//! that is neither code nor address (`inline`).

pub(crate) mod address;
pub(crate) mod attributes;
pub(crate) mod blocks;
mod cells;
mod columns;
mod emoji;
mod heading_list;
pub(crate) mod icon_choices;
mod icon_names;
mod icons;
pub(crate) mod inline;
mod key_names;
pub(crate) mod keys;
mod opener;
pub(crate) mod raw_html;
mod shortcode;
mod source_map;
mod svg;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

pub(crate) use attributes::Attribute;
pub(crate) use blocks::{Block, BlockKind};
pub(crate) use cells::is_delimiter;
pub(crate) use icon_choices::emoji_named;
pub(crate) use icon_names::{shortcode_of, shown as shown_icon};
pub(crate) use icons::{Icon, Icons};
pub(crate) use icons::{icon_files, is_shortcode};
pub(crate) use inline::{Inline, Spot};
pub(crate) use source_map::SourceMap;
pub(crate) use svg::Svg;

use crate::diagnostic::Diagnostic;
use crate::front_matter::{self, Fence};

/// Whether a line, from its first sign, opens a box or a tab.
pub(crate) fn opens_container(line: &str) -> bool {
    opener::read(line).is_some()
}

/// What the rewriting of a page knows of it, for the parse.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rewrite {
    /// The blocks, by the byte of their `>` in the new text.
    pub blocks: Vec<Block>,
    /// The bytes of backslashes before shortcodes that start a line, lest mdBook take their colon for
    /// that of a definition.
    pub guards: Vec<usize>,
    /// `*[NAME]: meaning`
    pub abbreviations: BTreeMap<String, String>,
}

/// A page as its author wrote it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Original {
    /// Its text.
    pub text: String,
    /// From the text that was parsed to this one.
    pub map: SourceMap,
    /// Elements that are never closed: the tag, and its bytes.
    pub(crate) unclosed: Vec<(String, Range<usize>)>,
    /// Attributes of headings that mdBook cannot have: their names, and the bytes of their list.
    pub(crate) refused: Vec<(Vec<String>, Range<usize>)>,
}

impl Original {
    /// What the rewriting has to say of the page, which is that of `file`.
    pub(crate) fn problems(&self, file: &str) -> impl Iterator<Item = Diagnostic> {
        let unclosed = self.unclosed.iter().map(move |(tag, span)| unclosed(file, tag, span.clone()));
        let lists = self.refused.iter();
        let refused = lists.flat_map(move |(names, span)| {
            names.iter().map(move |name| refused_attribute(file, name, span.clone()))
        });
        unclosed.chain(refused)
    }
}

/// A page rewritten so that CommonMark can read it.
#[derive(Debug)]
pub(crate) struct Rewritten {
    /// The new text.
    pub(crate) text: String,
    pub(crate) rewrite: Rewrite,
    /// The author's page, without its text.
    pub(crate) original: Original,
}

/// Rewrites a page in the dialect; `None` where nothing changes. What opens a block in a line that starts at a byte of
/// `left` stays as it is.
pub(crate) fn rewrite(text: &str, left: &BTreeSet<usize>) -> Option<Rewritten> {
    let body = match front_matter::find(text) {
        Fence::Closed(block) => block.span.end,
        _ => 0,
    };
    let found = blocks::scan(text, body, left)?;
    let original =
        Original { text: String::new(), map: found.map, unclosed: found.unclosed, refused: found.refused };
    Some(Rewritten { text: found.text, rewrite: found.rewrite, original })
}

fn unclosed(file: &str, tag: &str, span: Range<usize>) -> Diagnostic {
    Diagnostic::new(crate::diagnostic::Code::UnclosedBox, format!("this `<{tag} markdown>` is never closed"))
        .at(file, span)
        .help(format!("put `</{tag}>` after its last line"))
}

/// An attribute that a page may not set, or a heading cannot have.
pub(crate) fn refused_attribute(file: &str, name: &str, list: Range<usize>) -> Diagnostic {
    let message = format!("a page may not set the attribute `{name}`");
    Diagnostic::new(crate::diagnostic::Code::RefusedAttribute, message)
        .at(file, list)
        .help("use a class, and a rule for it in the book's `additional-css`")
}
