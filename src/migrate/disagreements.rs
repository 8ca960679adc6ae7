//! What means one thing to the book and another to MkDocs, where the book's meaning is what its author had in mind: it
//! stays, and is named.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::ledger::Fate;
use super::site::Site;
use crate::front_matter::Node;

/// How far MkDocs wants the inside of an item to be indented.
const INSIDE: usize = 4;

/// How far `mdx_truly_sane_lists` wants the inside of an item to be indented, in a site that has it.
pub(super) fn sane_columns(site: &Site) -> Option<usize> {
    let options = site.extension("mdx_truly_sane_lists")?;
    let own = options.and_then(|options| site.text_of(options.get("nested_indent")?));
    Some(own.and_then(|columns| columns.parse().ok()).filter(|columns| *columns > 0).unwrap_or(2))
}

/// A kind of such places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Disagreement {
    /// A list in an item, by the columns that it stands further in.
    List(usize),
    /// A list of another kind directly after a list.
    Kind,
    /// A list of another kind directly below the line of an item.
    KindBelow,
    /// Another block in an item, after a blank line, by the columns that it stands further in.
    Block(usize),
    /// A footnote that no text refers to.
    Footnote,
    /// A backslash at the end of a line.
    Backslash,
    /// `\|` in code within a table.
    Pipe,
    /// A line of a term that is not its first.
    Term,
    /// The colon of a definition that no space follows.
    Tight,
}

impl Disagreement {
    /// Whether an extension of the site makes MkDocs read it as the book does.
    pub(super) fn is_settled(self, site: &Site) -> bool {
        match self {
            Self::List(columns) => match sane_columns(site) {
                Some(inside) => (inside..2 * inside).contains(&columns),
                None => columns >= INSIDE,
            },
            Self::Block(columns) => columns >= sane_columns(site).unwrap_or(INSIDE),
            Self::Kind => {
                ["sane_lists", "mdx_truly_sane_lists"].iter().any(|name| site.extension(name).is_some())
            }
            Self::Backslash => site.extension("pymdownx.escapeall").is_some_and(|options| {
                options.is_some_and(|map| map.get("hardbreak").and_then(Node::text) == Some("true"))
            }),
            _ => false,
        }
    }

    /// Its name in the report, what becomes of it, and why.
    pub(super) fn note(self) -> (&'static str, Fate, &'static str) {
        match self {
            Self::List(INSIDE..) => (
                "lists in items",
                Fate::Converted,
                "a list in an item in the book; MkDocs shows it as text: `mdx_truly_sane_lists` wants fewer columns before it, as `nested_indent` says",
            ),
            Self::List(_) => (
                "lists in items",
                Fate::Converted,
                "a list in an item in the book; MkDocs shows one list, since it is indented by less than four columns",
            ),
            Self::KindBelow => (
                "lists of two kinds",
                Fate::Converted,
                "two lists in the book; MkDocs shows one, and with `sane_lists` the second as text",
            ),
            Self::Kind => (
                "lists of two kinds",
                Fate::Converted,
                "two lists in the book; MkDocs shows one, with the signs of its first item",
            ),
            Self::Block(_) => (
                "blocks in items",
                Fate::Converted,
                "a part of the item in the book; MkDocs shows it below the list, since it is indented by less than four columns",
            ),
            Self::Footnote => (
                "footnotes without a reference",
                Fate::Lost,
                "no text refers to it, so the book does not show it; MkDocs lists it below the page",
            ),
            Self::Backslash => (
                "line breaks by a backslash",
                Fate::Converted,
                "a line break in the book; MkDocs shows the backslash",
            ),
            Self::Pipe => ("escaped pipes in code", Fate::Converted, "`|` in the book; MkDocs shows `\\|`"),
            Self::Tight => ("colons without a space", Fate::Converted, ""),
            Self::Term => ("terms of one definition", Fate::Converted, ""),
        }
    }
}

/// Hears of them while a page is parsed.
#[derive(Default)]
pub(super) struct Disagreements {
    found: Vec<(Disagreement, usize)>,
    /// The columns of the items around; none where a quote or a note is between.
    items: Vec<Option<usize>>,
    /// Where the last list ended, and whether it has numbers; none where something follows it.
    list: Option<(usize, bool)>,
    /// The lists around: whether each has numbers.
    lists: Vec<bool>,
    footnotes: Vec<(String, usize)>,
    references: HashSet<String>,
    in_table: bool,
    in_term: bool,
    /// How many had been found when the term started whose first definition is still to come.
    terms: Option<usize>,
}

impl Disagreements {
    /// Takes an event of a page.
    pub(super) fn event(&mut self, text: &str, event: &Event<'_>, span: &Range<usize>) {
        let before = self.list.take();
        match event {
            Event::Start(Tag::List(first)) => {
                let other = before.filter(|(_, has_numbers)| *has_numbers != first.is_some());
                if other.is_some_and(|(end, _)| is_blank(&text[end.min(span.start)..span.start])) {
                    let start = span.start + spaces(text, span);
                    let is_below = !follows_blank(text, start);
                    let kind = if is_below { Disagreement::KindBelow } else { Disagreement::Kind };
                    self.found.push((kind, start));
                }
                self.lists.push(first.is_some());
                self.start(text, &Tag::List(*first), span);
            }
            Event::End(TagEnd::List(_)) => self.list = self.lists.pop().map(|kind| (span.end, kind)),
            Event::Start(tag) => self.start(text, tag, span),
            Event::End(TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition) => {
                self.items.pop();
            }
            Event::End(TagEnd::DefinitionListDefinition) => {
                self.items.pop();
            }
            Event::End(TagEnd::Table) => self.in_table = false,
            Event::End(TagEnd::DefinitionListTitle) => self.in_term = false,
            Event::FootnoteReference(name) => {
                self.references.insert(name.to_lowercase());
            }
            Event::Code(_) if self.in_table && text[span.clone()].contains("\\|") => {
                self.found.push((Disagreement::Pipe, span.start));
            }
            Event::HardBreak if text[span.clone()].starts_with('\\') => {
                self.found.push((Disagreement::Backslash, span.start));
            }
            Event::SoftBreak if self.in_term => self.found.push((Disagreement::Term, span.start)),
            _ => {}
        }
    }

    fn start(&mut self, text: &str, tag: &Tag<'_>, span: &Range<usize>) {
        match tag {
            Tag::Item => {
                self.items.push(Some(column(text, span)));
                return;
            }
            Tag::Table(_) => self.in_table = true,
            Tag::DefinitionListTitle => {
                self.in_term = true;
                self.terms = Some(self.found.len());
            }
            Tag::DefinitionListDefinition => {
                let tight = colon(text, span.start).filter(|at| !text[at + 1..].starts_with([' ', '\t']));
                let terms = self.terms.take();
                if let Some(at) = tight {
                    // Without its definition the lines of a term are text.
                    if let Some(first) = terms {
                        let of_term = self.found.split_off(first);
                        let is_other = |(kind, _): &(Disagreement, usize)| *kind != Disagreement::Term;
                        self.found.extend(of_term.into_iter().filter(is_other));
                    }
                    self.found.push((Disagreement::Tight, at));
                }
            }
            Tag::FootnoteDefinition(name) => self.footnotes.push((name.to_lowercase(), span.start)),
            _ => {}
        }
        let kind: Option<fn(usize) -> Disagreement> = match tag {
            Tag::List(_) => Some(Disagreement::List),
            Tag::Paragraph if follows_blank(text, span.start) => Some(Disagreement::Block),
            _ => None,
        };
        if let (Some(Some(item)), Some(kind)) = (self.items.last(), kind) {
            let own = column(text, span);
            if own > *item && starts_line(text, span) {
                self.found.push((kind(own - item), span.start + spaces(text, span)));
            }
        }
        if matches!(tag, Tag::BlockQuote(_) | Tag::FootnoteDefinition(_) | Tag::DefinitionListDefinition) {
            self.items.push(None);
        }
    }

    /// All of them, by their bytes.
    pub(super) fn finish(mut self) -> Vec<(Disagreement, usize)> {
        let unused = self.footnotes.into_iter().filter(|(name, _)| !self.references.contains(name));
        self.found.extend(unused.map(|(_, at)| (Disagreement::Footnote, at)));
        self.found
    }
}

/// The spaces that the bytes of a nested block may start with.
fn spaces(text: &str, span: &Range<usize>) -> usize {
    text[span.clone()].len() - text[span.clone()].trim_start_matches(' ').len()
}

/// What is before a block on its line.
fn before<'t>(text: &'t str, span: &Range<usize>) -> &'t str {
    let start = span.start + spaces(text, span);
    &text[text[..start].rfind('\n').map_or(0, |end| end + 1)..start]
}

/// The colon of a definition that starts at a byte, or shortly after its colon.
fn colon(text: &str, start: usize) -> Option<usize> {
    let line = text[..start].rfind('\n').map_or(0, |end| end + 1);
    let rest = text[start..].lines().next().unwrap_or_default();
    let own = start + rest.len() - rest.trim_start().len();
    match rest.trim_start().starts_with(':') {
        true => Some(own),
        false => text[line..start].rfind(':').map(|at| line + at),
    }
}

/// The column that a block starts at, within the quote that it is in.
pub(super) fn column(text: &str, span: &Range<usize>) -> usize {
    let before = before(text, span);
    let quoted = before.rfind('>').map_or(before, |at| &before[at + 1..]);
    let is_quoted = quoted.len() < before.len();
    quoted.chars().count() - usize::from(is_quoted && quoted.starts_with(' '))
}

/// Whether nothing but the signs of quotes stands before a block on its line.
fn starts_line(text: &str, span: &Range<usize>) -> bool {
    before(text, span).chars().all(|c| matches!(c, ' ' | '>'))
}

/// Whether nothing but white space and signs of quotes is in a text.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c == '>')
}

fn follows_blank(text: &str, at: usize) -> bool {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text[..line].lines().next_back().is_some_and(|above| above.chars().all(|c| matches!(c, ' ' | '>')))
}
