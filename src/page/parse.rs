//! The one parse of a page.

use std::ops::Range;

use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use pulldown_cmark::{Event, RefDefs, Tag, TagEnd};

use super::handwritten::{self, Handwritten, HandwrittenKind};
use super::heading_id::HeadingIds;
use super::markdown_line::MarkdownLine;
use super::text::{count_words, squeeze};
use super::{Heading, Page, behind_title, blockquote, directive, html};
use crate::diagnostic::{Code, Diagnostic};
use crate::front_matter::{self, Fence};
use crate::schema::Schema;
use crate::source::dialect::inline::Collector;
use crate::source::dialect::{Icons, Inline, Rewrite, Spot};

/// What the parse of a page needs to know.
pub(crate) struct Input<'a> {
    /// The fields.
    pub schema: &'a Schema,
    /// mdBook's own options.
    pub options: &'a MarkdownOptions,
    /// Whether a kind of boxes, in lower case, is one.
    pub is_box: &'a (dyn Fn(&str) -> bool + Sync),
    /// The file's text on disk, where it can be had: mdBook's `links` preprocessor takes the
    /// backslash off an escaped directive before anyone else sees it.
    pub on_disk: &'a (dyn Fn() -> Option<String> + Sync),
    /// The icons of the book, where it reads MkDocs' syntax.
    pub icons: Option<&'a Icons>,
    /// What the rewriting of that syntax knows of the page.
    pub rewrite: Option<&'a Rewrite>,
}

/// Hears every event of a page's one parse: what else is to be known of its text is gathered there.
pub trait Listener: Send {
    /// An event of the page `text`, with its bytes.
    fn event(&mut self, text: &str, event: &Event<'_>, span: &Range<usize>);
}

impl Listener for () {
    fn event(&mut self, _: &str, _: &Event<'_>, _: &Range<usize>) {}
}

/// Completes `page`, whose name and place in the book are known, with what is found in its text. The text itself
/// stays with the caller, who puts it into the page.
pub(crate) fn parse(
    text: &str,
    page: &mut Page,
    input: &Input<'_>,
    problems: &mut Vec<Diagnostic>,
    listener: &mut impl Listener,
) {
    read_front_matter(text, page, input, problems);
    let opaque = walk(text, page, input, listener);
    find_directives(text, page, &opaque, problems);
    if !page.directives.is_empty()
        && let Some(on_disk) = (input.on_disk)()
    {
        drop_escaped(text, page, &on_disk);
    }
}

/// Reads the events of the page; the bytes that are code, tags or comments.
fn walk(text: &str, page: &mut Page, input: &Input<'_>, listener: &mut impl Listener) -> Vec<Range<usize>> {
    let body = page.front_matter.end;
    let mut walker = Walker::new(text, input);
    let numbered = behind_title::numbered(&text[body..], input.options, input.is_box);
    let mut events = new_cmark_parser(&numbered, input.options).into_offset_iter();
    while let Some((event, range)) = events.next() {
        let range = range.start + body..range.end + body;
        listener.event(text, &event, &range);
        walker.event(event, range);
        for line in walker.lines(events.reference_definitions()) {
            walker.start_of_line();
            line.events(input.options, |event, range| {
                listener.event(text, &event, &range);
                walker.event_in_html(&event, &range);
            });
            walker.end_of_line();
        }
    }
    walker.finish(page);
    walker.opaque
}

fn read_front_matter(text: &str, page: &mut Page, input: &Input<'_>, problems: &mut Vec<Diagnostic>) {
    match front_matter::find(text) {
        Fence::None => {}
        Fence::Unclosed(span) => problems.push(unclosed(text, page, span, None)),
        Fence::Closed(block) => match front_matter::text_line(text, &block) {
            Some(line) => {
                problems.push(unclosed(text, page, block.span.start..block.span.start + 3, Some(line)))
            }
            None => {
                let written = front_matter::parse(text, &block, &page.file, problems);
                page.fields = input.schema.read(written, text, &page.file, problems);
                page.has_front_matter = true;
                page.front_matter = block.span;
            }
        },
    }
}

/// A front matter without its end: at its fence, and before `text` if text stands in it.
fn unclosed(written: &str, page: &Page, fence: Range<usize>, text: Option<Range<usize>>) -> Diagnostic {
    let sign = written[fence.clone()].trim_start_matches('\u{feff}').to_owned();
    let help = format!("put a line `{sign}` behind the last key; the page is left as it is");
    let found = Diagnostic::new(Code::UnclosedFrontMatter, "the front matter is never closed").help(help);
    match text {
        Some(text) => found.at(&page.file, text).label("this is no key"),
        None => found.at(&page.file, fence).label("opened here"),
    }
}

/// Finds the directives outside `opaque`, and the escaped ones.
fn find_directives(text: &str, page: &mut Page, opaque: &[Range<usize>], problems: &mut Vec<Diagnostic>) {
    let body = page.front_matter.end;
    let is_opaque = |at: usize| {
        let next = opaque.partition_point(|range| range.end <= at);
        opaque.get(next).is_some_and(|range| range.start <= at)
    };
    // Its end is a part of code that goes on behind it.
    let is_cut = |end: usize| is_opaque(end - 1) && is_opaque(end);
    for start in directive::starts(&text[body..]).map(|at| at + body) {
        let is_argument = page.directives.last().is_some_and(|around| start < around.span.end);
        if is_argument || is_opaque(start) {
            continue;
        }
        if text[..start].ends_with('\\') {
            page.escapes.push(start - 1..start);
        } else if let Some(found) = directive::parse(text, start).filter(|found| !is_cut(found.span.end)) {
            page.directives.push(found);
        } else {
            let line = text[start..].lines().next().unwrap_or_default().trim_end().len();
            problems.push(
                Diagnostic::new(Code::UnclosedDirective, "this directive is never closed")
                    .at(&page.file, start..start + line)
                    .help("put `}}` behind it, on the same line and outside code"),
            );
        }
    }
}

/// Drops the directives that the file on disk has with a backslash: the n-th of the page, code and
/// all, is the n-th of the file. Where text was included, so that the numbers differ, a directive is
/// escaped if the file escapes all of its kind.
fn drop_escaped(text: &str, page: &mut Page, on_disk: &str) {
    let is_escaped = |at: &usize| on_disk[..*at].ends_with('\\');
    let in_file: Vec<usize> = directive::starts(on_disk).collect();
    let in_page: Vec<usize> = directive::starts(text).collect();
    if !in_file.iter().any(is_escaped) {
        return;
    }
    page.directives.retain(|directive| {
        if in_file.len() == in_page.len() {
            let nth = in_page.partition_point(|at| *at < directive.span.start);
            return !is_escaped(&in_file[nth]);
        }
        let written = &text[directive.span.clone()];
        let mut same = in_file.iter().filter(|at| on_disk[**at..].starts_with(written)).peekable();
        same.peek().is_none() || !same.all(is_escaped)
    });
}

/// A text without what stands in `{{#...}}`.
fn without_directives(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("{{#") {
        out.push_str(before);
        rest = behind.split_once("}}").map_or("", |(_, rest)| rest);
    }
    out + rest
}

fn spot_text(text: &str, spot: &Spot) -> String {
    match spot.kind {
        Inline::Abbreviation(_) => text[spot.span.clone()].to_owned(),
        _ => crate::template::markdown_text(&spot.kind.text()),
    }
}

/// Whether a block holds others, and a browser ends with it what is still open in it.
fn is_container(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::FootnoteDefinition | TagEnd::DefinitionListDefinition
    )
}

/// The text of a heading from its source, white space and all: the id is made of it.
fn text_of_heading(source: &str, options: &MarkdownOptions) -> String {
    let mut out = String::new();
    for event in new_cmark_parser(source, options) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::SoftBreak => out.push(' '),
            _ => {}
        }
    }
    out
}

/// Gathers what the events of one page say.
struct Walker<'a> {
    text: &'a str,
    input: &'a Input<'a>,
    inlines: Option<Collector<'a>>,
    boxes: Vec<OpenBox>,
    headings: Vec<Heading>,
    quotes: Vec<blockquote::Quoted>,
    lists: Vec<usize>,
    scanner: html::Scanner,
    /// Bytes that are code, tags or comments; sorted when all events are read.
    opaque: Vec<Range<usize>>,
    words: usize,
    /// How many containers are open.
    depth: usize,
    quote_depth: usize,
    code_depth: usize,
    image_depth: usize,
    heading: Option<OpenHeading>,
    ids: HeadingIds,
    /// Blocks at the top level.
    blocks: Vec<Block>,
    /// The text of the first paragraph or quote, while it is open and when it is closed.
    first_text: Option<String>,
    collecting: bool,
    html_start: Option<usize>,
    /// The lines of the block of raw HTML that has just ended.
    html_lines: Vec<Range<usize>>,
    /// Reads the tags in a line of Markdown within raw HTML.
    line_scanner: html::Scanner,
}

/// A box that may not have ended yet.
struct OpenBox {
    /// Its place among those of the page.
    place: usize,
    end: usize,
    /// How many containers are open around what stands directly in it.
    inner_depth: usize,
}

/// A heading whose end is still to come; of level 0 the term of a definition list.
struct OpenHeading {
    level: u8,
    start: usize,
    id: Option<String>,
    text: String,
}

struct Block {
    kind: BlockKind,
    span: Range<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum BlockKind {
    Title,
    Paragraph,
    Html,
    Other,
}

impl<'a> Walker<'a> {
    fn new(text: &'a str, input: &'a Input<'a>) -> Self {
        Self {
            text,
            input,
            inlines: input.icons.map(|icons| Collector::new(text, icons, input.rewrite)),
            boxes: Vec::new(),
            headings: Vec::new(),
            quotes: Vec::new(),
            lists: Vec::new(),
            scanner: html::Scanner::default(),
            opaque: Vec::new(),
            words: 0,
            depth: 0,
            quote_depth: 0,
            code_depth: 0,
            image_depth: 0,
            heading: None,
            ids: HeadingIds::default(),
            blocks: Vec::new(),
            first_text: None,
            collecting: false,
            html_start: None,
            html_lines: Vec::new(),
            line_scanner: html::Scanner::default(),
        }
    }

    fn event(&mut self, event: Event<'_>, span: Range<usize>) {
        if let Some(inlines) = &mut self.inlines {
            inlines.event(&event, &span, self.scanner.in_raw_text());
        }
        match event {
            Event::Start(tag) => self.start(&tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Text(text) => {
                if self.scanner.in_raw_text() {
                    self.opaque.push(span);
                }
                self.text(&text);
            }
            Event::Code(text) => {
                self.opaque.push(span);
                self.text(&text);
            }
            Event::InlineHtml(_) => self.scanner.read(self.text, span),
            Event::Html(_) => self.html_lines.push(span),
            Event::HardBreak if self.heading.is_some() => {}
            Event::SoftBreak | Event::HardBreak => self.text(" "),
            Event::InlineMath(_) | Event::DisplayMath(_) => self.opaque.push(span),
            Event::Rule if self.depth == 0 => self.block(BlockKind::Other, span),
            _ => {}
        }
    }

    /// The lines of Markdown in the raw HTML that has just ended.
    fn lines(&mut self, links: &RefDefs<'_>) -> Vec<MarkdownLine> {
        let elements = std::mem::take(&mut self.scanner.lines);
        let Some(inlines) = &mut self.inlines else { return Vec::new() };
        for element in &elements {
            inlines.markdown_attribute(element.attribute.clone());
        }
        let inside = elements.iter().filter(|element| !element.inner.is_empty());
        inside.map(|e| MarkdownLine::new(self.text, &self.html_lines, &e.inner, links)).collect()
    }

    fn event_in_html(&mut self, event: &Event<'_>, span: &Range<usize>) {
        let is_raw = self.line_scanner.in_raw_text();
        if let Some(inlines) = &mut self.inlines {
            inlines.event_in_html(event, span, is_raw);
        }
        match event {
            Event::Text(text) => self.text(text),
            Event::Code(text) => {
                self.opaque.push(span.clone());
                self.text(text);
            }
            Event::InlineHtml(_) => self.line_scanner.read(self.text, span.clone()),
            Event::Start(Tag::Image { .. }) => self.image_depth += 1,
            Event::End(TagEnd::Image) => self.image_depth -= 1,
            _ => {}
        }
    }

    fn start_of_line(&mut self) {
        self.line_scanner = html::Scanner::default();
        if let Some(inlines) = &mut self.inlines {
            inlines.open_line();
        }
    }

    fn end_of_line(&mut self) {
        if let Some(inlines) = &mut self.inlines {
            inlines.close_line();
        }
    }

    fn block(&mut self, kind: BlockKind, span: Range<usize>) {
        self.blocks.push(Block { kind, span });
    }

    fn start(&mut self, tag: &Tag<'_>, span: Range<usize>) {
        if self.depth == 0 {
            let kind = match tag {
                Tag::Heading { level, .. } if *level as u8 == 1 => BlockKind::Title,
                Tag::Paragraph => BlockKind::Paragraph,
                Tag::HtmlBlock => BlockKind::Html,
                _ => BlockKind::Other,
            };
            self.block(kind, span.clone());
            let opens = self.first_text.is_none() && matches!(tag, Tag::Paragraph | Tag::BlockQuote(None));
            if opens && !self.is_navigation(&self.text[span.clone()]) {
                self.first_text = Some(String::new());
                self.collecting = true;
            }
        }
        if is_container(&tag.to_end()) {
            self.scanner.start_of_container(span.start);
        }
        match tag {
            Tag::Heading { level, id, .. } => {
                let id = id.as_ref().map(|id| id.to_string());
                self.heading =
                    Some(OpenHeading { level: *level as u8, start: span.start, id, text: String::new() });
            }
            // A term of a definition list gets an id among those of the headings.
            Tag::DefinitionListTitle => {
                self.drop_box_of_term(span.start);
                self.heading =
                    Some(OpenHeading { level: 0, start: span.start, id: None, text: String::new() });
            }
            Tag::CodeBlock(_) => {
                self.code_depth += 1;
                self.opaque.push(span);
            }
            Tag::Image { .. } => self.image_depth += 1,
            Tag::BlockQuote(kind) => {
                self.quote_depth += 1;
                if kind.is_none()
                    && let Some(mut quoted) = self.read_quote(span)
                {
                    let end = quoted.span.end;
                    self.boxes.retain(|open| open.end >= end);
                    quoted.parent = self.boxes.last().map(|open| open.place);
                    let inner_depth = self.depth + 1;
                    self.boxes.push(OpenBox { place: self.quotes.len(), end, inner_depth });
                    self.collecting = false;
                    if self.depth == 0 && self.first_text.as_deref() == Some("") {
                        self.first_text = None;
                    }
                    self.quotes.push(quoted);
                }
            }
            Tag::HtmlBlock => {
                self.html_start = Some(span.start);
                self.html_lines.clear();
            }
            Tag::List(_) => self.lists.push(span.start),
            _ => {}
        }
        self.depth += 1;
    }

    /// What would be the title of a box is a term that is defined in the next line: the quote is none.
    fn drop_box_of_term(&mut self, term: usize) {
        let is_title = |quoted: &blockquote::Quoted| {
            quoted.span.start <= term && !self.text[quoted.span.start..term].contains('\n')
        };
        if self.quotes.last().is_some_and(is_title) {
            self.quotes.pop();
            self.boxes.pop();
        }
    }

    fn read_quote(&self, span: Range<usize>) -> Option<blockquote::Quoted> {
        let blocks = self.input.rewrite.map_or(&[][..], |rewrite| &rewrite.blocks);
        match blocks.binary_search_by_key(&span.start, |block| block.at) {
            Ok(at) => Some(blockquote::made(self.text, span, self.quote_depth, &blocks[at].kind)),
            Err(_) => blockquote::read(self.text, span, self.quote_depth),
        }
    }

    fn end(&mut self, tag: TagEnd, span: Range<usize>) {
        self.depth -= 1;
        if is_container(&tag) {
            self.scanner.end_of_container();
        }
        match tag {
            TagEnd::Heading(_) | TagEnd::DefinitionListTitle => self.end_heading(span.end),
            TagEnd::CodeBlock => {
                self.code_depth -= 1;
                self.end_leaf(&span);
            }
            TagEnd::Image => self.image_depth -= 1,
            TagEnd::BlockQuote(_) => self.quote_depth -= 1,
            TagEnd::HtmlBlock => {
                let start = self.html_start.take().unwrap_or(span.start);
                self.scanner.read(self.text, start..span.end);
                self.end_leaf(&(start..span.end));
            }
            TagEnd::Paragraph if self.collecting => self.first_text_part(" "),
            _ => {}
        }
        if self.depth == 0 {
            self.scanner.end_of_block();
        }
        if self.depth == 0 && self.collecting {
            self.collecting = false;
            // An image or a row of badges is no description.
            if self.first_text.as_deref().is_some_and(|text| text.trim().is_empty()) {
                self.first_text = None;
            }
        }
    }

    /// Code or raw HTML that stands directly in a box has ended.
    fn end_leaf(&mut self, span: &Range<usize>) {
        // Boxes in this one may have ended before it.
        let place =
            self.boxes.iter().rev().find(|open| open.inner_depth == self.depth).map(|open| open.place);
        let Some(quoted) = place.and_then(|place| self.quotes.get_mut(place)) else { return };
        if quoted.span.contains(&span.start) {
            quoted.left_open = blockquote::left_open(self.text, span, quoted.depth);
        }
    }

    fn end_heading(&mut self, end: usize) {
        let Some(OpenHeading { level, start, id, text }) = self.heading.take() else { return };
        let text = self.heading_text(start..end).unwrap_or(text);
        let id = id.unwrap_or_else(|| self.ids.next(&text));
        if level > 0 {
            self.headings.push(Heading { level, text: squeeze(&text), id, span: start..end });
        }
    }

    /// The text of a heading with spots of MkDocs' syntax in it, as readers see it.
    fn heading_text(&mut self, span: Range<usize>) -> Option<String> {
        let spots = self.inlines.as_mut()?.since(span.start);
        let mut at = span.start;
        let mut source = String::new();
        for spot in &spots {
            // An address is not shown, and the text of a link is all that stands before it.
            source.push_str(self.text.get(at..spot.span.start)?);
            source.push_str(&spot_text(self.text, spot));
            at = spot.span.end;
        }
        (!spots.is_empty()).then(|| {
            source.push_str(&self.text[at..span.end]);
            text_of_heading(&source, self.input.options)
        })
    }

    fn first_text_part(&mut self, text: &str) {
        if let Some(first) = &mut self.first_text {
            first.push_str(text);
        }
    }

    fn text(&mut self, text: &str) {
        if self.html_start.is_some() || self.image_depth > 0 {
            return;
        }
        self.words += count_words(text);
        if self.code_depth == 0 && !text.trim().is_empty() {
            self.scanner.end_of_opening();
        }
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(text);
        }
        if self.collecting {
            self.first_text_part(text);
        }
    }

    fn is_navigation(&self, paragraph: &str) -> bool {
        handwritten::is_breadcrumbs(paragraph) || handwritten::is_neighbours(paragraph)
    }

    fn finish(&mut self, page: &mut Page) {
        self.opaque.append(&mut self.scanner.opaque);
        self.opaque.sort_by_key(|range| range.start);
        page.spots = self.inlines.take().map(Collector::finish).unwrap_or_default();
        page.words = self.words;
        page.headings = std::mem::take(&mut self.headings);
        page.quotes = std::mem::take(&mut self.quotes);
        page.lists = std::mem::take(&mut self.lists);
        page.first_text = self
            .first_text
            .take()
            .map(|text| squeeze(&without_directives(&self.as_shown(text))))
            .filter(|text| !text.is_empty());
        page.divs = std::mem::take(&mut self.scanner).finish();
        page.handwritten = page.divs.iter().filter_map(handwritten::of_div).collect();
        self.handwritten_paragraphs(page);
        page.title_end = self.title_end(page);
    }

    /// A text of the page with the icons and keys in it as readers see them.
    fn as_shown(&self, text: String) -> String {
        match self.input.icons {
            Some(icons) => crate::source::dialect::inline::shown(&text, icons),
            None => text,
        }
    }

    fn handwritten_paragraphs(&self, page: &mut Page) {
        let mut paragraphs = self.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph);
        let span_of = |block: &Block| {
            let trimmed = self.text[block.span.clone()].trim_end().len();
            block.span.start..block.span.start + trimmed
        };
        if let Some(first) = paragraphs.next() {
            let opens = self.blocks.iter().position(|b| b.span == first.span).is_some_and(|at| {
                self.blocks[..at].iter().all(|b| matches!(b.kind, BlockKind::Html | BlockKind::Title))
            });
            if opens && handwritten::is_breadcrumbs(&self.text[span_of(first)]) {
                let span = span_of(first);
                page.handwritten.push(Handwritten { kind: HandwrittenKind::Breadcrumbs, span });
            }
        }
        if let Some(last) = self.blocks.last().filter(|block| block.kind == BlockKind::Paragraph)
            && handwritten::is_neighbours(&self.text[span_of(last)])
        {
            let span = span_of(last);
            page.handwritten.push(Handwritten { kind: HandwrittenKind::Neighbours, span });
        }
        page.handwritten.sort_by_key(|h| h.span.start);
    }

    /// Where the title ends, if only comments, raw HTML and navigation stand before it.
    fn title_end(&self, page: &Page) -> Option<usize> {
        let at = self.blocks.iter().position(|block| block.kind == BlockKind::Title)?;
        let opens = self.blocks[..at].iter().all(|block| {
            let text = self.text[block.span.clone()].trim();
            block.kind == BlockKind::Html
                || text.starts_with("![")
                || text.starts_with("[![")
                || page.handwritten.iter().any(|h| h.span.start == block.span.start)
        });
        opens.then(|| self.blocks[at].span.end)
    }
}
