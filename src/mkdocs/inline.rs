//! What stands in a line: icons, keys, marks, abbreviations and attribute lists, in the text that is
//! neither code nor an address.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::attributes::{self, Attribute, Attributes};
use super::blocks::by_first;
use super::icons::{Icon, Icons};
use super::{Sugar, keys, shortcode};

/// Something of the dialect in a page's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Its bytes.
    pub span: Range<usize>,
    /// What it is.
    pub kind: Inline,
    /// Those of one group stand or fall together.
    pub group: usize,
}

/// What a spot is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// `:name:{ .class }`
    Icon {
        /// The name as written.
        name: String,
        /// What it shows.
        icon: Icon,
        /// The list behind it.
        attributes: Vec<Attribute>,
    },
    /// `++ctrl+k++`
    Keys(Vec<String>),
    /// The signs that open an element.
    Open(&'static str),
    /// The signs that close it.
    Close(&'static str),
    /// A word that an abbreviation of the page explains, and its meaning.
    Abbreviation(String),
    /// `[` of a link with attributes.
    LinkOpen {
        /// The address.
        url: String,
        /// The title.
        title: String,
        /// The list behind it.
        attributes: Vec<Attribute>,
    },
    /// `](url){ ... }`
    LinkClose {
        /// Where the link ends and the list starts.
        end: usize,
    },
    /// An image with attributes.
    Image {
        /// The address.
        url: String,
        /// The title.
        title: String,
        /// The text in its place.
        alt: String,
        /// The list behind it.
        attributes: Vec<Attribute>,
        /// Where the image ends and the list starts.
        end: usize,
    },
    /// The start of a paragraph with attributes.
    ParagraphOpen(Vec<Attribute>),
    /// The list at its end.
    ParagraphClose,
    /// Attributes that may not be written into a page.
    Refused {
        /// Their names.
        names: Vec<String>,
        /// The list they stand in.
        list: Range<usize>,
    },
}

impl Inline {
    /// What it adds to the text of a heading.
    pub(crate) fn text(&self) -> String {
        match self {
            Inline::Icon { icon: Icon::Emoji(emoji), .. } => (*emoji).to_owned(),
            Inline::Keys(keys) => keys.join("+"),
            _ => String::new(),
        }
    }
}

/// Collects the spots of a page from the events of its parse.
pub(crate) struct Collector<'a> {
    text: &'a str,
    icons: &'a Icons,
    abbreviations: BTreeMap<char, Vec<(&'a str, &'a str)>>,
    guards: &'a [usize],
    spots: Vec<Spot>,
    groups: usize,
    /// Bytes of text without anything between, not read yet.
    run: Range<usize>,
    /// The open elements.
    frames: Vec<Frame>,
    /// A link or an image that has just ended.
    ended: Option<Frame>,
    /// Everything before is done with.
    done: usize,
}

struct Frame {
    kind: FrameKind,
    span: Range<usize>,
    /// Where what is inside ends.
    inner_end: usize,
    /// Signs that may open an element.
    pending: Vec<(&'static str, Range<usize>)>,
    /// How many spots there were.
    spots: usize,
}

enum FrameKind {
    Link {
        url: String,
        title: String,
    },
    Image {
        url: String,
        title: String,
        alt: String,
    },
    /// Code, where nothing is ours.
    Code,
    Other,
}

/// Signs around a text, the element they make.
const PAIRS: &[(&str, &str)] = &[("==", "mark"), ("^^", "ins")];

impl<'a> Collector<'a> {
    pub(crate) fn new(text: &'a str, icons: &'a Icons, sugar: Option<&'a Sugar>) -> Self {
        let abbreviations = sugar.map(|sugar| by_first(&sugar.abbreviations)).unwrap_or_default();
        let guards = sugar.map_or(&[][..], |sugar| &sugar.guards);
        let (spots, frames) = (Vec::new(), Vec::new());
        Self { text, icons, abbreviations, guards, spots, groups: 0, run: 0..0, frames, ended: None, done: 0 }
    }

    /// Takes the next event; `is_raw` tells that its text stands in raw HTML and is none of ours.
    pub(crate) fn event(&mut self, event: &Event<'_>, span: &Range<usize>, is_raw: bool) {
        if let Event::Text(text) = event
            && !is_raw
        {
            self.text(text, span);
            self.inside(span.end);
            return;
        }
        self.flush();
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => {
                self.end(*tag, span);
                self.inside(span.end);
            }
            _ => {
                if let (Event::Code(text), Some(FrameKind::Image { alt, .. })) = (event, self.kind()) {
                    alt.push_str(text);
                }
                self.ended = None;
                self.inside(span.end);
            }
        }
    }

    /// All spots, in the order of their bytes.
    pub(crate) fn finish(mut self) -> Vec<Spot> {
        self.flush();
        self.spots.sort_by_key(|spot| (spot.span.start, spot.span.end));
        self.spots
    }

    /// The spots so far, from the `nth` on.
    pub(crate) fn since(&mut self, start: usize) -> Vec<&Spot> {
        self.flush();
        let mut spots: Vec<&Spot> =
            self.spots.iter().rev().take_while(|spot| spot.span.start >= start).collect();
        spots.sort_by_key(|spot| (spot.span.start, spot.span.end));
        spots
    }

    fn kind(&mut self) -> Option<&mut FrameKind> {
        self.frames.last_mut().map(|frame| &mut frame.kind)
    }

    fn inside(&mut self, end: usize) {
        if let Some(frame) = self.frames.last_mut() {
            frame.inner_end = frame.inner_end.max(end);
        }
    }

    fn push(&mut self, span: Range<usize>, kind: Inline) {
        self.groups += 1;
        self.spots.push(Spot { span, kind, group: self.groups });
    }

    /// Two spots that need each other.
    fn push_pair(&mut self, open: (Range<usize>, Inline), close: (Range<usize>, Inline)) {
        self.groups += 1;
        for (span, kind) in [open, close] {
            self.spots.push(Spot { span, kind, group: self.groups });
        }
    }

    fn start(&mut self, tag: &Tag<'_>, span: &Range<usize>) {
        self.ended = None;
        let kind = match tag {
            Tag::Link { dest_url, title, .. } => {
                FrameKind::Link { url: dest_url.to_string(), title: title.to_string() }
            }
            Tag::Image { dest_url, title, .. } => {
                let (url, title) = (dest_url.to_string(), title.to_string());
                FrameKind::Image { url, title, alt: String::new() }
            }
            Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_) => FrameKind::Code,
            _ => FrameKind::Other,
        };
        if is_block(tag)
            && let Some(frame) = self.frames.last_mut()
        {
            frame.pending.clear();
        }
        self.frames.push(Frame {
            kind,
            span: span.clone(),
            inner_end: span.start + 1,
            pending: Vec::new(),
            spots: self.spots.len(),
        });
    }

    fn end(&mut self, tag: TagEnd, span: &Range<usize>) {
        let Some(frame) = self.frames.pop() else { return };
        self.ended = None;
        match tag {
            TagEnd::Paragraph => self.end_paragraph(&frame, span),
            TagEnd::Strikethrough => self.subscript(span),
            TagEnd::Link | TagEnd::Image => {
                if let (FrameKind::Image { alt, .. }, Some(FrameKind::Image { alt: outer, .. })) =
                    (&frame.kind, self.kind())
                {
                    outer.push_str(alt);
                }
                self.ended = Some(Frame { span: span.clone(), ..frame });
            }
            _ => {}
        }
    }

    /// What CommonMark's extension strikes out: one sign at each end of a single word is none of it.
    fn subscript(&mut self, span: &Range<usize>) {
        let inner = self.text.get(span.start + 1..span.end.saturating_sub(1)).unwrap_or_default();
        let is_single = !inner.starts_with('~') && !inner.is_empty() && !inner.contains(char::is_whitespace);
        if is_single && self.text[span.clone()].starts_with('~') {
            self.push_pair(
                (span.start..span.start + 1, Inline::Open("sub")),
                (span.end - 1..span.end, Inline::Close("sub")),
            );
        }
    }

    /// A last line that is an attribute list is the paragraph's.
    fn end_paragraph(&mut self, frame: &Frame, span: &Range<usize>) {
        let text = self.text[span.clone()].trim_end();
        let Some(newline) = text.rfind('\n') else { return };
        let last = text[newline + 1..].trim_start_matches([' ', '\t', '>']);
        let Some((found, length)) = attributes::read(last) else { return };
        if length != last.len() {
            return;
        }
        let end = span.start + text.len();
        let start = end - last.len();
        self.spots.retain(|spot| spot.span.start < start || spot.span.end > end);
        self.refused(&found, &(start..end));
        if !found.allowed.is_empty() {
            self.push_pair(
                (frame.span.start..frame.span.start, Inline::ParagraphOpen(found.allowed)),
                (start..end, Inline::ParagraphClose),
            );
        }
    }

    fn refused(&mut self, found: &Attributes, list: &Range<usize>) {
        if !found.refused.is_empty() {
            let (names, list) = (found.refused.clone(), list.clone());
            self.push(list.end..list.end, Inline::Refused { names, list });
        }
    }

    fn text(&mut self, text: &str, span: &Range<usize>) {
        if matches!(self.kind(), Some(FrameKind::Code)) {
            return;
        }
        let mut kinds = self.frames.iter_mut().rev().map(|frame| &mut frame.kind);
        if let Some(FrameKind::Image { alt, .. }) = kinds.find(|kind| matches!(kind, FrameKind::Image { .. }))
        {
            return alt.push_str(text);
        }
        if self.run.end != span.start || self.run.is_empty() {
            self.flush();
            self.run = span.clone();
        } else {
            self.run.end = span.end;
        }
        if let Some(ended) = self.ended.take().filter(|ended| ended.span.end == span.start) {
            self.element_attributes(ended);
        }
    }

    /// The list behind a link or an image.
    fn element_attributes(&mut self, ended: Frame) {
        let at = ended.span.end;
        let Some((found, length)) = attributes::read(&self.text[at..]) else { return };
        let whole = ended.span.start..at + length;
        let attributes = found.allowed.clone();
        match ended.kind {
            FrameKind::Link { url, title } if self.text[ended.inner_end..].starts_with(']') => {
                self.push_pair(
                    (whole.start..whole.start + 1, Inline::LinkOpen { url, title, attributes }),
                    (ended.inner_end..whole.end, Inline::LinkClose { end: at }),
                );
            }
            FrameKind::Image { url, title, alt } => {
                self.spots.truncate(ended.spots);
                self.push(whole.clone(), Inline::Image { url, title, alt, attributes, end: at });
            }
            _ => return,
        }
        self.refused(&found, &(at..whole.end));
        self.done = whole.end;
    }

    /// Reads the run of text that has ended.
    fn flush(&mut self) {
        let run = std::mem::replace(&mut self.run, 0..0);
        let mut at = run.start.max(self.done);
        let first = self.text[run.clone()].chars().next();
        let is_escaped = self.text[..run.start].ends_with('\\') && self.guard(run.start) == run.start;
        if is_escaped && at == run.start && first != Some('\\') {
            at += self.text[at..run.end].chars().next().map_or(0, char::len_utf8);
        }
        while at < run.end {
            at = self.read(at, run.end);
        }
        self.done = self.done.max(run.end);
    }

    /// Reads what stands at `at`, and returns where to go on.
    fn read(&mut self, at: usize, end: usize) -> usize {
        let rest = &self.text[at..end];
        let Some(first) = rest.chars().next() else { return end };
        let found = match first {
            ':' => self.icon(at, end),
            '+' => self.keys(at, end),
            '=' => self.pair(at, end, 0),
            '^' => self.pair(at, end, 1).or_else(|| self.script(at, end, '^', "sup")),
            '~' => self.script(at, end, '~', "sub"),
            '$' => math(rest).map(|length| at + length),
            // What mdBook leaves to MathJax.
            '\\' if rest[1..].starts_with(['(', '[']) => Some(end),
            c if c.is_alphanumeric() => Some(self.word(at, end)),
            _ => None,
        };
        found.unwrap_or(at + first.len_utf8())
    }

    /// Where a shortcode starts: with the backslash before it, if that is ours.
    fn guard(&self, at: usize) -> usize {
        let before = at.saturating_sub(1);
        if self.guards.binary_search(&before).is_ok() { before } else { at }
    }

    /// The character before a byte, in the whole text.
    fn before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    fn icon(&mut self, at: usize, end: usize) -> Option<usize> {
        let name = shortcode::read(&self.text[at..end])?;
        let name_end = at + name.len() + 2;
        let start = self.guard(at);
        let follows = self.done == at && self.spots.last().is_some_and(|spot| spot.span.end == at);
        let apart = self.before(start).is_none_or(|c| !c.is_alphanumeric() && c != ':') || follows;
        let ends = self.text[name_end..].chars().next().is_none_or(|c| !c.is_alphanumeric());
        let icon = self.icons.get(name).filter(|_| apart && ends)?;
        let list = attributes::read(&self.text[name_end..]);
        let (found, length) = list.unwrap_or_default();
        let whole = start..name_end + length;
        self.refused(&found, &(name_end..whole.end));
        let mut shown = whole.clone();
        let starts = self.before(start).is_none_or(|c| c.is_whitespace() || c == '[');
        if matches!(icon, Icon::Missing(_)) && starts && self.text[shown.end..].starts_with(' ') {
            // The space behind nothing goes with it.
            shown.end += 1;
        }
        self.push(shown, Inline::Icon { name: name.to_owned(), icon, attributes: found.allowed });
        self.done = whole.end;
        Some(whole.end)
    }

    fn keys(&mut self, at: usize, end: usize) -> Option<usize> {
        let apart = self.before(at).is_none_or(|c| !c.is_alphanumeric() && c != '+');
        let (keys, length) = keys::read(&self.text[at..end]).filter(|_| apart)?;
        self.push(at..at + length, Inline::Keys(keys));
        Some(at + length)
    }

    /// `==text==`, whose ends may stand in different runs of one element.
    fn pair(&mut self, at: usize, end: usize, which: usize) -> Option<usize> {
        let (sign, element) = PAIRS[which];
        if !self.text[at..end].starts_with(sign) {
            return None;
        }
        let mark = sign.chars().next();
        let behind_run = at + self.text[at..].chars().take_while(|c| Some(*c) == mark).count();
        let span = at..at + sign.len();
        if behind_run != span.end || self.before(at) == mark {
            return Some(behind_run);
        }
        let (before, behind) = (self.before(at), self.text[span.end..].chars().next());
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let frame = self.frames.last_mut()?;
        let open = frame.pending.iter().rposition(|(pending, _)| *pending == sign);
        if let Some(open) = open.filter(|_| !is_space(before) && !is_word(behind)) {
            let (_, opened) = frame.pending.swap_remove(open);
            frame.pending.truncate(open);
            self.push_pair((opened, Inline::Open(element)), (span.clone(), Inline::Close(element)));
        } else if !is_word(before) && !is_space(behind) && open.is_none() {
            frame.pending.push((sign, span.clone()));
        }
        Some(span.end)
    }

    /// `x^2^`, `H~2~O`: one sign at each end of a single word.
    fn script(&mut self, at: usize, end: usize, sign: char, element: &'static str) -> Option<usize> {
        let inner = &self.text[at + 1..end];
        let length = inner.find(|c: char| c == sign || c.is_whitespace() || matches!(c, '[' | ']'))?;
        let close = at + 1 + length;
        let single =
            length > 0 && inner[length..].starts_with(sign) && !inner[length + 1..].starts_with(sign);
        if !single || self.before(at).is_some_and(|c| c == '[' || c == sign) {
            return None;
        }
        let open = (at..at + 1, Inline::Open(element));
        self.push_pair(open, (close..close + 1, Inline::Close(element)));
        Some(close + 1)
    }

    /// A word, or an abbreviation that starts with it.
    fn word(&mut self, at: usize, end: usize) -> usize {
        let rest = &self.text[at..end];
        let word = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let starts = self.before(at).is_none_or(|c| !c.is_alphanumeric() && c != '_');
        let names = rest.chars().next().and_then(|first| self.abbreviations.get(&first));
        let found = names.into_iter().flatten().find(|(name, _)| {
            let behind = rest.strip_prefix(name).and_then(|rest| rest.chars().next());
            rest.starts_with(name) && behind.is_none_or(|c| !c.is_alphanumeric() && c != '_')
        });
        match found.filter(|_| starts) {
            Some(&(name, meaning)) => {
                self.push(at..at + name.len(), Inline::Abbreviation(meaning.to_owned()));
                at + name.len()
            }
            None => at + word,
        }
    }
}

/// The spots of a text that is all in one line, as a title is.
pub(crate) fn of_line(text: &str, icons: &Icons) -> Vec<Spot> {
    let mut collector = Collector::new(text, icons, None);
    for (event, span) in pulldown_cmark::Parser::new(text).into_offset_iter() {
        collector.event(&event, &span, false);
    }
    collector.finish()
}

/// A plain text with the icons and keys in it as readers see them.
pub(crate) fn shown(text: &str, icons: &Icons) -> String {
    let mut collector = Collector::new(text, icons, None);
    collector.start(&Tag::Paragraph, &(0..text.len()));
    collector.run = 0..text.len();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for spot in collector.finish() {
        out.push_str(&text[at..spot.span.start]);
        out.push_str(&spot.kind.text());
        at = spot.span.end;
    }
    out + &text[at..]
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Image { .. }
            | Tag::Subscript
            | Tag::Superscript
    )
}

/// The length of `$...$` or `$$...$$` at the start of `text`: mathematics, and none of ours.
fn math(text: &str) -> Option<usize> {
    if let Some(inner) = text.strip_prefix("$$") {
        return inner.find("$$").map(|end| end + 4);
    }
    let inner = &text[1..];
    let end = inner.find('$')?;
    let tight =
        end > 0 && !inner.starts_with(char::is_whitespace) && !inner[..end].ends_with(char::is_whitespace);
    let number = inner[end + 1..].starts_with(|c: char| c.is_ascii_digit());
    (tight && !number).then_some(end + 2)
}
