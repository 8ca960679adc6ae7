//! The line scanner: blocks that hold what is indented become quotes, elements that say `markdown`
//! are set apart by blank lines.
//!
//! Line by line it goes through the containers that are open, as CommonMark does, so it knows what a
//! line belongs to and never looks into code or comments. A page without this syntax is not changed.
//! What a line may open is in `leaf`, elements are in `element`, and what is written goes through
//! `output`.

mod element;
mod leaf;
mod marker;
mod output;

use std::collections::BTreeSet;
use std::ops::Range;

use super::Rewrite;
use super::columns::{Cursor, SPACE};
use super::raw_html::{self, End};
use super::source_map::SourceMap;
use marker::marker;

/// A block of the dialect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    /// The byte of its `>` in the new text.
    pub at: usize,
    /// Where the line that opens it starts in the author's text.
    pub(crate) line: usize,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum BlockKind {
    /// `!!! kind classes "Title"`
    Box {
        /// The kind in lower case; empty if there is none.
        name: String,
        /// The words after it.
        classes: Vec<String>,
        /// The title as written; the empty one is none at all.
        title: Option<String>,
        /// Whether it is folded, and shown open.
        fold: Option<bool>,
    },
    /// `=== "Title"`
    Tab {
        /// The title, in inline Markdown.
        title: String,
        /// Whether it is the first of its set.
        first: bool,
        /// Whether it is the last.
        last: bool,
        /// Whether it is the one shown first.
        selected: bool,
    },
}

/// What the scanner made of a page.
pub(super) struct Scanned {
    pub(super) text: String,
    pub(super) map: SourceMap,
    pub(super) rewrite: Rewrite,
    /// Elements that say `markdown` and are never closed, with the author's bytes.
    pub(super) unclosed: Vec<(String, Range<usize>)>,
    /// Attributes of headings that are not written, with the author's bytes of their list.
    pub(super) refused: Vec<(Vec<String>, Range<usize>)>,
}

/// How many containers deep the scanner looks; what is deeper stays as written.
const DEEPEST: usize = 100;

/// Columns of the inside of a block.
const INDENT: usize = 4;

/// The text of a page that CommonMark can read; `None` if it is the same. Lines that start at a byte of `left` open no block.
pub(super) fn scan(text: &str, body: usize, left: &BTreeSet<usize>) -> Option<Scanned> {
    let signs = ["!!!", "???", "===", "markdown", "*[", ":", "{", "|"];
    if !signs.iter().any(|sign| text[body..].contains(sign)) {
        return None;
    }
    let mut scanner = Scanner::new(text, left);
    scanner.copy(0..body);
    let mut start = body;
    for line in text[body..].split_inclusive('\n') {
        let bare = line.trim_end_matches(['\n', '\r']);
        scanner.line(Line { start, end: start + bare.len(), next: start + line.len() });
        start += line.len();
    }
    scanner.finish()
}

#[derive(Clone)]
struct Line {
    start: usize,
    /// Before the line's end.
    end: usize,
    /// After it.
    next: usize,
}

enum Container {
    Quote,
    /// A list's item or a footnote: columns of its inside.
    Item(usize),
    /// The same of a definition.
    Definition(usize),
    /// A block of ours, after so many columns, which are not written again.
    Block {
        extra: usize,
        block: usize,
    },
    /// An element that says `markdown`: tags open, and the indent of its inside where it is known.
    Element {
        tag: String,
        open: usize,
        indent: Option<usize>,
        at: Range<usize>,
    },
}

/// What the lines are inside of, that is no Markdown.
enum Raw {
    Fence { sign: char, length: usize },
    Html(End),
}

struct Scanner<'t> {
    text: &'t str,
    left: &'t BTreeSet<usize>,
    out: String,
    map: SourceMap,
    rewrite: Rewrite,
    unclosed: Vec<(String, Range<usize>)>,
    refused: Vec<(Vec<String>, Range<usize>)>,
    changed: bool,
    newline: &'static str,
    stack: Vec<Container>,
    raw: Option<(usize, Raw)>,
    /// Blank lines whose containers the next line tells.
    blank: Vec<Line>,
    /// Whether the last line was blank, or there was none.
    after_blank: bool,
    /// The tab that has just ended: the depth of its set, and its number.
    tab: Option<(usize, usize)>,
    /// Whether a blank line must stand before text, because an element has just been closed.
    after_element: bool,
    /// The element that holds a line and is not closed yet.
    line_element: Option<LineElement>,
    /// How deep a paragraph or a definition has just stood: a definition can follow nothing else.
    term: Option<usize>,
    /// How deep the table stands whose rows follow.
    table: Option<usize>,
}

/// An element that says `markdown` and holds a line: a blank line in it makes it hold blocks.
struct LineElement {
    tag: String,
    /// How many of its name are open.
    open: usize,
    at: Range<usize>,
}

/// How far a line is written.
struct Written {
    cursor: Cursor,
    /// Whether the line starts with another prefix than the author's.
    rewrites: bool,
    /// The next byte to copy.
    copied: usize,
}

impl<'t> Scanner<'t> {
    fn new(text: &'t str, left: &'t BTreeSet<usize>) -> Self {
        Self {
            text,
            left,
            out: String::with_capacity(text.len() + text.len() / 16),
            map: SourceMap::new(text.len()),
            rewrite: Rewrite::default(),
            unclosed: Vec::new(),
            refused: Vec::new(),
            changed: false,
            newline: if text.contains("\r\n") { "\r\n" } else { "\n" },
            stack: Vec::new(),
            raw: None,
            blank: Vec::new(),
            after_blank: true,
            tab: None,
            after_element: false,
            line_element: None,
            term: None,
            table: None,
        }
    }

    fn line(&mut self, line: Line) {
        let mut cursor = Cursor::new(line.start);
        let is_blank = self.text[line.start..line.end].trim_end_matches(SPACE).is_empty();
        let matched = self.matched(&line, &mut cursor);
        let rest_is_blank = is_blank || self.text[cursor.at..line.end].trim_matches(SPACE).is_empty();
        if rest_is_blank {
            self.table = None;
            self.close(matched);
            if matches!(self.raw, Some((_, Raw::Html(End::Blank)))) {
                self.raw = None;
                self.line_holds_blocks(matched);
            }
            self.blank.push(line);
            return;
        }
        if self.is_lazy(matched, &self.text[cursor.at..line.end]) {
            return self.lazy_line(&line, matched, cursor);
        }
        self.close(matched);
        self.flush_blank();
        let tab = self.tab.take().filter(|(depth, _)| *depth == self.stack.len());
        self.content(&line, cursor, tab);
        self.after_blank = false;
    }

    /// How many of the open containers a line is in; the cursor goes after their prefixes.
    fn matched(&mut self, line: &Line, cursor: &mut Cursor) -> usize {
        let text = self.text;
        for (at, container) in self.stack.iter_mut().enumerate() {
            let indent = cursor.indent(text, line.end);
            let is_blank = text[cursor.at..line.end].trim_matches(SPACE).is_empty();
            match container {
                Container::Quote
                    if indent <= 3
                        && text[cursor.at..line.end].trim_start_matches(SPACE).starts_with('>') =>
                {
                    cursor.skip(text, indent);
                    cursor.advance(1);
                    let behind = cursor.indent(text, line.end);
                    cursor.skip(text, behind.min(1));
                }
                Container::Quote => return at,
                _ if is_blank => {}
                Container::Item(width) | Container::Definition(width) if indent >= *width => {
                    cursor.skip(text, *width);
                }
                Container::Block { extra, .. } if indent >= *extra + INDENT => {
                    cursor.skip(text, *extra + INDENT);
                }
                Container::Element { indent: known, tag, .. } => {
                    let closes = || is_closing(&text[cursor.at..line.end], tag);
                    if known.is_none() && !closes() {
                        *known = Some(if indent >= INDENT { indent } else { 0 });
                    }
                    cursor.skip(text, known.unwrap_or(0).min(indent));
                }
                _ => return at,
            }
        }
        self.stack.len()
    }

    /// Closes the containers from `depth` on.
    fn close(&mut self, depth: usize) {
        if depth == self.stack.len() {
            return;
        }
        self.close_raw(depth);
        self.term = None;
        self.table = None;
        for (at, container) in self.stack.drain(depth..).enumerate().collect::<Vec<_>>().into_iter().rev() {
            match container {
                Container::Block { block, .. } => {
                    let is_tab = matches!(self.rewrite.blocks[block].kind, BlockKind::Tab { .. });
                    self.tab = is_tab.then_some((depth + at, block));
                    self.after_element = true;
                }
                Container::Element { tag, at, .. } => self.unclosed.push((tag, at)),
                Container::Definition(_) => {
                    self.tab = None;
                    // Only the outermost counts.
                    self.term = (at == 0).then_some(depth);
                }
                _ => self.tab = None,
            }
        }
    }

    /// Code that its container ends gets its fence, lest it hold what comes after the container.
    fn close_raw(&mut self, depth: usize) {
        let Some((inside, raw)) = self.raw.take_if(|(inside, _)| *inside > depth) else { return };
        let in_block = self.stack[depth..inside].iter().any(|c| matches!(c, Container::Block { .. }));
        if let Raw::Fence { sign, length } = raw
            && in_block
        {
            self.end_line();
            let fence: String = std::iter::repeat_n(sign, length).collect();
            let prefix = self.prefix(inside);
            self.put_line(&format!("{prefix}{fence}"));
        }
    }

    fn content(&mut self, line: &Line, cursor: Cursor, tab: Option<(usize, usize)>) {
        let rest = self.text[cursor.at..line.end].trim_start_matches(SPACE);
        let ended = std::mem::take(&mut self.after_element);
        if ended && !(matches!(self.raw, Some((_, Raw::Html(_)))) && rest.starts_with('<')) {
            self.raw.take_if(|(_, raw)| matches!(raw, Raw::Html(End::Blank)));
            self.set_apart();
        }
        if self.element_line(line, cursor) {
            return;
        }
        let rewrites = self.rewrites(self.stack.len());
        if rewrites {
            let prefix = self.prefix(self.stack.len());
            self.put(&prefix);
        }
        let mut at = Written { cursor, rewrites, copied: if rewrites { cursor.at } else { line.start } };
        if self.raw.is_some() && self.raw_line(line, &mut at) {
            return;
        }
        self.open_containers(line, &mut at);
        let indent = at.cursor.indent(self.text, line.end);
        if indent >= INDENT || self.stack.len() >= DEEPEST {
            if self.after_blank {
                self.term = None;
            }
            return self.rest(line, &mut at);
        }
        let first = line.end - self.text[at.cursor.at..line.end].trim_start_matches(SPACE).len();
        self.leaf(line, first, indent, at, tab);
    }

    /// A line of code or raw HTML.
    fn raw_line(&mut self, line: &Line, at: &mut Written) -> bool {
        let rest = &self.text[at.cursor.at..line.end];
        let trimmed = rest.trim_start_matches(SPACE);
        let ends = match self.raw {
            None => return false,
            Some((_, Raw::Fence { sign, length })) => {
                let run = trimmed.chars().take_while(|c| *c == sign).count();
                let is_near = at.cursor.indent(self.text, line.end) < INDENT;
                is_near && run >= length && trimmed[run..].trim_matches(SPACE).is_empty()
            }
            Some((_, Raw::Html(end))) => {
                let tag = raw_html::markdown_tag(trimmed).filter(|_| end == End::Blank);
                let first = line.end - trimmed.len();
                match tag {
                    Some(tag) if !tag.is_line => {
                        self.open_element(line, first, tag, at);
                        return true;
                    }
                    tag => self.in_line_element(line, first, tag),
                }
                raw_html::ends(rest, end)
            }
        };
        if ends {
            self.raw = None;
        }
        // Tabs in code are the author's.
        if at.rewrites && at.cursor.spare > 0 {
            self.put(&" ".repeat(at.cursor.spare));
        }
        self.copy(at.copied..line.next);
        true
    }

    /// Quotes, items, footnotes and definitions that start on this line.
    fn open_containers(&mut self, line: &Line, at: &mut Written) {
        while self.stack.len() < DEEPEST {
            let indent = at.cursor.indent(self.text, line.end);
            if indent >= INDENT {
                return;
            }
            let first = line.end - self.text[at.cursor.at..line.end].trim_start_matches(SPACE).len();
            let Some(marker) = marker(&self.text[first..line.end]) else { return };
            let is_definition = self.text[first..].starts_with(':');
            if is_definition && self.term != Some(self.stack.len()) {
                return;
            }
            self.indent(at, indent);
            self.copy(at.copied..first + marker);
            at.cursor.advance(marker);
            at.copied = at.cursor.at;
            let behind = at.cursor.indent(self.text, line.end);
            if self.text[first..].starts_with('>') {
                if behind > 0 {
                    at.cursor.skip(self.text, 1);
                    self.spaces(at, 1);
                }
                self.stack.push(Container::Quote);
            } else {
                let is_note = self.text[first..].starts_with('[');
                let is_empty = self.text[at.cursor.at..line.end].trim_matches(SPACE).is_empty();
                let inside = if is_empty || behind > INDENT { 1 } else { behind };
                if !is_empty {
                    at.cursor.skip(self.text, inside.min(behind));
                    self.spaces(at, inside.min(behind));
                }
                let width = if is_note { INDENT } else { indent + marker + inside };
                self.stack.push(if is_definition {
                    Container::Definition(width)
                } else {
                    Container::Item(width)
                });
            }
            self.term = None;
            // What is before the marker is in another container.
            self.after_blank = true;
        }
    }

    /// Whether a line that is not in all containers goes on with the paragraph in them: in items and quotes alone, for
    /// blocks of ours end without their indent.
    fn is_lazy(&self, matched: usize, rest: &str) -> bool {
        let is_plain = |container: &Container| matches!(container, Container::Item(_) | Container::Quote);
        let in_paragraph = self.term == Some(self.stack.len()) && self.raw.is_none();
        let goes_on = in_paragraph && !self.after_blank && self.blank.is_empty() && !self.after_element;
        let trimmed = rest.trim_start_matches(SPACE);
        matched < self.stack.len()
            && goes_on
            && self.stack[matched..].iter().all(is_plain)
            && !leaf::starts_block(trimmed)
    }

    fn lazy_line(&mut self, line: &Line, matched: usize, cursor: Cursor) {
        if self.rewrites(matched) {
            let prefix = self.prefix(matched);
            self.put(&prefix);
            self.copy(cursor.at..line.next);
        } else {
            self.copy(line.start..line.next);
        }
    }

    fn finish(mut self) -> Option<Scanned> {
        self.close(0);
        self.flush_blank();
        self.unclosed.sort_by_key(|(_, span)| span.start);
        self.changed.then_some(Scanned {
            text: self.out,
            map: self.map,
            rewrite: self.rewrite,
            unclosed: self.unclosed,
            refused: self.refused,
        })
    }
}

fn is_closing(line: &str, tag: &str) -> bool {
    let line = line.trim_start_matches(SPACE);
    line.strip_prefix("</")
        .is_some_and(|rest| rest.get(..tag.len()).is_some_and(|t| t.eq_ignore_ascii_case(tag)))
}
