//! The line scanner: blocks that hold what is indented become quotes, elements that say `markdown`
//! are set apart by blank lines.
//!
//! Line by line it goes through the containers that are open, as CommonMark does, so it knows what a
//! line belongs to and never looks into code or comments. A page without this syntax is not changed.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Sugar;
use super::columns::Cursor;
use super::opener::{self, Opener};
use super::raw_html::{self, End};
use super::shortcode;
use super::source_map::SourceMap;

/// A block of the dialect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The byte of its `>` in the new text.
    pub at: usize,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// `!!! kind classes "Title"`
    Box {
        /// The kind in lower case; empty if there is none.
        name: String,
        /// The words behind it.
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
    pub(super) sugar: Sugar,
    /// Elements that say `markdown` and are never closed, with the author's bytes.
    pub(super) unclosed: Vec<(String, Range<usize>)>,
}

/// How many containers deep the scanner looks; what is deeper stays as written.
const DEEPEST: usize = 100;

/// Columns of the inside of a block.
const INDENT: usize = 4;

/// The text of a page that CommonMark can read; `None` if it is the same.
pub(super) fn scan(text: &str, body: usize) -> Option<Scanned> {
    let signs = ["!!!", "???", "===", "markdown", "*[", ":"];
    if !signs.iter().any(|sign| text[body..].contains(sign)) {
        return None;
    }
    let mut scanner = Scanner::new(text);
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
    /// Behind it.
    next: usize,
}

enum Container {
    Quote,
    /// A list's item, a footnote or a definition: columns of its inside.
    Item(usize),
    /// A block of ours, behind so many columns.
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
    out: String,
    map: SourceMap,
    sugar: Sugar,
    unclosed: Vec<(String, Range<usize>)>,
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
}

impl<'t> Scanner<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            out: String::with_capacity(text.len() + text.len() / 16),
            map: SourceMap::new(text.len()),
            sugar: Sugar::default(),
            unclosed: Vec::new(),
            changed: false,
            newline: if text.contains("\r\n") { "\r\n" } else { "\n" },
            stack: Vec::new(),
            raw: None,
            blank: Vec::new(),
            after_blank: true,
            tab: None,
            after_element: false,
        }
    }

    fn copy(&mut self, span: Range<usize>) {
        if !span.is_empty() {
            self.map.push(self.out.len(), span.start);
            self.out.push_str(&self.text[span]);
        }
    }

    fn put(&mut self, text: &str) {
        self.changed |= !text.is_empty();
        self.out.push_str(text);
    }

    fn put_line(&mut self, line: &str) {
        let text = format!("{}{}", line.trim_end(), self.newline);
        self.put(&text);
    }

    /// What lines in the first `depth` containers start with.
    fn prefix(&self, depth: usize) -> String {
        let mut prefix = String::new();
        for container in &self.stack[..depth] {
            match container {
                Container::Quote => prefix.push_str("> "),
                Container::Item(width) => prefix.extend(std::iter::repeat_n(' ', *width)),
                Container::Block { extra, .. } => {
                    prefix.extend(std::iter::repeat_n(' ', *extra));
                    prefix.push_str("> ");
                }
                Container::Element { .. } => {}
            }
        }
        prefix
    }

    /// Whether lines in the first `depth` containers are written anew.
    fn rewrites(&self, depth: usize) -> bool {
        self.stack[..depth].iter().any(|container| match container {
            Container::Block { .. } => true,
            Container::Element { indent, .. } => indent.is_some_and(|indent| indent > 0),
            _ => false,
        })
    }

    fn line(&mut self, line: Line) {
        let mut cursor = Cursor::new(line.start);
        let is_blank = self.text[line.start..line.end].trim_end_matches([' ', '\t']).is_empty();
        let matched = self.matched(&line, &mut cursor);
        let rest_is_blank = is_blank || self.text[cursor.at..line.end].trim_matches([' ', '\t']).is_empty();
        if rest_is_blank {
            self.close(matched);
            if matches!(self.raw, Some((_, Raw::Html(End::Blank)))) {
                self.raw = None;
            }
            self.blank.push(line);
            return;
        }
        self.close(matched);
        self.flush_blank();
        let tab = self.tab.take().filter(|(depth, _)| *depth == self.stack.len());
        self.content(&line, cursor, tab);
        self.after_blank = false;
    }

    /// How many of the open containers a line is in; the cursor goes behind their prefixes.
    fn matched(&mut self, line: &Line, cursor: &mut Cursor) -> usize {
        let text = self.text;
        for (at, container) in self.stack.iter_mut().enumerate() {
            let indent = cursor.indent(text, line.end);
            let is_blank = text[cursor.at..line.end].trim_matches([' ', '\t']).is_empty();
            match container {
                Container::Quote
                    if indent <= 3 && text[cursor.at..line.end].trim_start().starts_with('>') =>
                {
                    cursor.skip(text, indent);
                    cursor.advance(1);
                    let behind = cursor.indent(text, line.end);
                    cursor.skip(text, behind.min(1));
                }
                Container::Quote => return at,
                _ if is_blank => {}
                Container::Item(width) if indent >= *width => cursor.skip(text, *width),
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
        for (at, container) in self.stack.drain(depth..).enumerate().collect::<Vec<_>>().into_iter().rev() {
            match container {
                Container::Block { block, .. } => {
                    let is_tab = matches!(self.sugar.blocks[block].kind, BlockKind::Tab { .. });
                    self.tab = is_tab.then_some((depth + at, block));
                    self.after_element = true;
                }
                Container::Element { tag, at, .. } => self.unclosed.push((tag, at)),
                _ => self.tab = None,
            }
        }
    }

    /// Code that its container ends gets its fence, lest it hold what comes behind the container.
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

    fn end_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.put(self.newline);
        }
    }

    fn flush_blank(&mut self) {
        let blank = std::mem::take(&mut self.blank);
        self.after_blank |= !blank.is_empty();
        let rewrites = self.rewrites(self.stack.len());
        let prefix = self.prefix(self.stack.len());
        for line in blank {
            if rewrites {
                self.put(prefix.trim_end());
                self.copy(line.end..line.next);
            } else {
                self.copy(line.start..line.next);
            }
        }
    }

    /// A line that must not go on what stands before it.
    fn set_apart(&mut self) {
        if !self.after_blank {
            let prefix = self.prefix(self.stack.len());
            self.end_line();
            self.put_line(&prefix);
            self.after_blank = true;
        }
    }

    fn content(&mut self, line: &Line, cursor: Cursor, tab: Option<(usize, usize)>) {
        let rest = self.text[cursor.at..line.end].trim_start();
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
            return self.rest(line, &mut at);
        }
        let first = line.end - self.text[at.cursor.at..line.end].trim_start().len();
        self.leaf(line, first, indent, at, tab);
    }

    /// A line of code or raw HTML.
    fn raw_line(&mut self, line: &Line, at: &mut Written) -> bool {
        let rest = &self.text[at.cursor.at..line.end];
        let trimmed = rest.trim_start();
        let ends = match &self.raw {
            None => return false,
            Some((_, Raw::Fence { sign, length })) => {
                let run = trimmed.chars().take_while(|c| c == sign).count();
                run >= *length && trimmed[run..].trim().is_empty()
            }
            Some((_, Raw::Html(end))) => {
                if *end == End::Blank
                    && let Some(tag) = raw_html::markdown_tag(trimmed)
                {
                    let first = line.end - trimmed.len();
                    self.open_element(line, first, tag, at);
                    return true;
                }
                raw_html::ends(rest, *end)
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
            let first = line.end - self.text[at.cursor.at..line.end].trim_start().len();
            let Some(marker) = marker(&self.text[first..line.end]) else { return };
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
                let is_empty = self.text[at.cursor.at..line.end].trim().is_empty();
                let inside = if is_empty || behind > INDENT { 1 } else { behind };
                if !is_empty {
                    at.cursor.skip(self.text, inside.min(behind));
                    self.spaces(at, inside.min(behind));
                }
                let width = if is_note { INDENT } else { indent + marker + inside };
                self.stack.push(Container::Item(width));
            }
            // What stands before the marker is in another container.
            self.after_blank = true;
        }
    }

    /// Goes over white space that a marker or a block follows.
    fn indent(&mut self, at: &mut Written, columns: usize) {
        at.cursor.skip(self.text, columns);
        self.spaces(at, columns);
    }

    /// Writes white space that the cursor has gone over: as spaces where columns have moved.
    fn spaces(&mut self, at: &mut Written, columns: usize) {
        if at.rewrites {
            self.put(&" ".repeat(columns));
        } else {
            self.copy(at.copied..at.cursor.at);
        }
        at.copied = at.cursor.at;
    }

    /// The rest of a line, as it is.
    fn rest(&mut self, line: &Line, at: &mut Written) {
        if at.rewrites {
            let indent = at.cursor.indent(self.text, line.end);
            self.indent(at, indent);
        }
        self.copy(at.copied..line.next);
    }

    fn leaf(
        &mut self,
        line: &Line,
        first: usize,
        indent: usize,
        mut at: Written,
        tab: Option<(usize, usize)>,
    ) {
        let rest = &self.text[first..line.end];
        if let Some(opener) = opener::read(rest) {
            return self.open_block(line, &opener, indent, at, tab);
        }
        if let Some(fence) = fence(rest) {
            self.raw = Some((self.stack.len(), fence));
        } else if let Some(tag) = raw_html::markdown_tag(rest) {
            return self.open_element(line, first, tag, &mut at);
        } else if let Some(end) = raw_html::block(rest) {
            if end == End::Blank || !raw_html::ends(&rest[1..], end) {
                self.raw = Some((self.stack.len(), Raw::Html(end)));
            }
        } else if let Some((name, meaning)) = opener::abbreviation(rest) {
            self.sugar.abbreviations.insert(name.to_owned(), meaning.to_owned());
            self.changed = true;
            if !at.rewrites {
                self.copy(at.copied..first);
            }
            return self.copy(line.end..line.next);
        } else if let Some(colon) = opener::heading_colon(rest) {
            self.copy(at.copied..first + colon);
            at.copied = first + colon + 1;
            self.changed = true;
            return self.copy(at.copied..line.next);
        } else if shortcode::read(rest).is_some() {
            self.indent(&mut at, indent);
            self.sugar.guards.push(self.out.len());
            self.put("\\");
            return self.copy(at.copied..line.next);
        }
        self.rest(line, &mut at);
    }

    fn open_block(
        &mut self,
        line: &Line,
        opener: &Opener<'_>,
        indent: usize,
        mut at: Written,
        tab: Option<(usize, usize)>,
    ) {
        if !self.after_blank {
            // Nothing of the line is written yet but its prefix.
            let written = self.out.rfind('\n').map_or(0, |end| end + 1);
            if at.rewrites {
                self.out.truncate(written);
            }
            self.set_apart();
            if at.rewrites {
                let prefix = self.prefix(self.stack.len());
                self.put(&prefix);
            }
        }
        self.indent(&mut at, indent);
        let block = self.sugar.blocks.len();
        let tab = tab.filter(|(depth, _)| *depth == self.stack.len());
        let kind = self.kind(opener, block, tab);
        self.sugar.blocks.push(Block { at: self.out.len(), kind });
        self.put("> ");
        self.copy(at.copied..line.next);
        self.end_line();
        self.stack.push(Container::Block { extra: indent, block });
        let prefix = self.prefix(self.stack.len());
        self.put_line(&prefix);
        self.after_blank = true;
    }

    fn kind(&mut self, opener: &Opener<'_>, block: usize, tab: Option<(usize, usize)>) -> BlockKind {
        match opener {
            Opener::Box { words, title, fold } => BlockKind::Box {
                name: words.first().map(|word| word.to_lowercase()).unwrap_or_default(),
                classes: words.iter().skip(1).map(|&word| word.to_owned()).collect(),
                title: title.map(str::to_owned),
                fold: *fold,
            },
            Opener::Tab { title, fresh, selected } => {
                let before = tab.filter(|_| !fresh).map(|(_, before)| before);
                if let Some(BlockKind::Tab { last, .. }) =
                    before.and_then(|at| self.sugar.blocks.get_mut(at)).map(|block| &mut block.kind)
                {
                    *last = false;
                }
                debug_assert!(before.is_none_or(|before| before < block));
                BlockKind::Tab {
                    title: (*title).to_owned(),
                    first: before.is_none(),
                    last: true,
                    selected: *selected,
                }
            }
        }
    }

    /// `<div markdown>`: what is inside is set apart by blank lines, so that CommonMark reads it.
    fn open_element(&mut self, line: &Line, first: usize, tag: raw_html::MarkdownTag, at: &mut Written) {
        if self.stack.len() >= DEEPEST {
            return self.rest(line, at);
        }
        let mark = if tag.is_grid { "data-patterns-grid" } else { "" };
        let attribute = first + tag.attribute.start..first + tag.attribute.end;
        if at.rewrites {
            let indent = at.cursor.indent(self.text, first);
            self.indent(at, indent);
        }
        let apart = mark.is_empty() && self.text[..attribute.start].ends_with([' ', '\t']);
        self.copy(at.copied..attribute.start - usize::from(apart));
        self.put(mark);
        self.changed = true;
        self.copy(attribute.end..first + tag.end);
        let inner = first + tag.end..line.end;
        let open = 1_usize;
        self.raw = None;
        if tag.is_line {
            self.copy(inner.start..line.next);
            self.raw = Some((self.stack.len(), Raw::Html(End::Blank)));
            return;
        }
        self.put(self.newline);
        let span = first..first + tag.end;
        self.stack.push(Container::Element { tag: tag.name, open, indent: None, at: span });
        let prefix = self.prefix(self.stack.len());
        self.put_line(&prefix);
        self.after_blank = true;
        if !self.text[inner.clone()].trim().is_empty() {
            let inner = Line { start: inner.start, end: line.end, next: line.next };
            let cursor = Cursor::new(inner.start);
            self.inside(&inner, cursor);
        }
    }

    /// What stands behind an opening tag on its line.
    fn inside(&mut self, line: &Line, cursor: Cursor) {
        if !self.element_line(line, cursor) {
            let prefix = self.prefix(self.stack.len());
            self.put(&prefix);
            let first = line.end - self.text[line.start..line.end].trim_start().len();
            self.copy(first..line.next);
            self.after_blank = false;
        }
    }

    /// Counts the tags of the innermost element that says `markdown`; where it ends, a blank line
    /// sets the end tag apart.
    fn element_line(&mut self, line: &Line, cursor: Cursor) -> bool {
        let in_code = self.raw.as_ref().is_some_and(|(_, raw)| !matches!(raw, Raw::Html(End::Blank)));
        let is_element = |container: &Container| matches!(container, Container::Element { .. });
        let Some(depth) = self.stack.iter().rposition(is_element) else { return false };
        let rest = &self.text[cursor.at..line.end];
        if in_code || !rest.contains('<') || raw_html::markdown_tag(rest.trim_start()).is_some() {
            return false;
        }
        let Container::Element { tag, open, .. } = &mut self.stack[depth] else { return false };
        let mut close = None;
        for (span, opens) in raw_html::tags(rest, tag) {
            *open = if opens { *open + 1 } else { *open - 1 };
            if *open == 0 {
                close = Some(cursor.at + span.start..cursor.at + span.end);
                break;
            }
        }
        let Some(close) = close else { return false };
        self.close_element(line, cursor, depth, close);
        true
    }

    fn close_element(&mut self, line: &Line, cursor: Cursor, depth: usize, close: Range<usize>) {
        let before = self.text[cursor.at..close.start].trim();
        if !before.is_empty() {
            let prefix = self.prefix(self.stack.len());
            self.put(&prefix);
            let start = close.start - self.text[cursor.at..close.start].trim_start().len();
            self.copy(start..close.start);
            self.after_blank = false;
        }
        self.raw = None;
        self.stack.truncate(depth);
        self.tab = None;
        self.set_apart();
        let prefix = self.prefix(depth);
        self.put(&prefix);
        self.copy(close.clone());
        self.raw = Some((depth, Raw::Html(End::Blank)));
        self.after_element = true;
        self.after_blank = false;
        let rest = Line { start: close.end, end: line.end, next: line.next };
        let cursor = Cursor::new(close.end);
        let is_blank = self.text[rest.start..rest.end].trim().is_empty();
        // Another element may end behind it.
        if is_blank || !self.element_line(&rest, cursor) {
            self.copy(close.end..line.next);
        }
    }

    fn finish(mut self) -> Option<Scanned> {
        self.close(0);
        self.flush_blank();
        self.unclosed.sort_by_key(|(_, span)| span.start);
        self.changed.then_some(Scanned {
            text: self.out,
            map: self.map,
            sugar: self.sugar,
            unclosed: self.unclosed,
        })
    }
}

/// How far a line is written.
struct Written {
    cursor: Cursor,
    /// Whether the line starts with another prefix than the author's.
    rewrites: bool,
    /// The next byte to copy.
    copied: usize,
}

fn is_closing(line: &str, tag: &str) -> bool {
    let line = line.trim_start();
    line.strip_prefix("</")
        .is_some_and(|rest| rest.get(..tag.len()).is_some_and(|t| t.eq_ignore_ascii_case(tag)))
}

/// The bytes of a marker of a quote, an item, a footnote or a definition.
fn marker(rest: &str) -> Option<usize> {
    if rest.starts_with('>') {
        return Some(1);
    }
    let apart = |at: usize| rest[at..].is_empty() || rest[at..].starts_with([' ', '\t']);
    if rest.starts_with(['-', '+', '*']) {
        return (apart(1) && !is_rule(rest)).then_some(1);
    }
    if rest.starts_with(": ") || rest.starts_with(":\t") {
        return Some(1);
    }
    if let Some(label) = rest.strip_prefix("[^") {
        let end = label.find("]:")?;
        let valid = end > 0 && !label[..end].contains([' ', '\t', '[', ']', '^']);
        return valid.then_some(end + 4);
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = (1..=9).contains(&digits) && rest[digits..].starts_with(['.', ')']);
    (is_number && apart(digits + 1)).then_some(digits + 1)
}

/// `***`, `- - -`
fn is_rule(rest: &str) -> bool {
    let mut signs = rest.chars().filter(|c| !matches!(c, ' ' | '\t'));
    let Some(first) = signs.next() else { return false };
    let mut count = 1;
    signs.all(|c| {
        count += 1;
        c == first
    }) && count >= 3
}

fn fence(rest: &str) -> Option<Raw> {
    let sign = rest.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = rest.chars().take_while(|c| *c == sign).count();
    let info = &rest[length..];
    (length >= 3 && !(sign == '`' && info.contains('`'))).then_some(Raw::Fence { sign, length })
}

/// The abbreviations of a page, by their first character.
pub(super) fn by_first(abbreviations: &BTreeMap<String, String>) -> BTreeMap<char, Vec<(&str, &str)>> {
    let mut by_first: BTreeMap<char, Vec<(&str, &str)>> = BTreeMap::new();
    for (name, meaning) in abbreviations {
        if let Some(first) = name.chars().next() {
            by_first.entry(first).or_default().push((name, meaning));
        }
    }
    // The longest name wins.
    for names in by_first.values_mut() {
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    }
    by_first
}
