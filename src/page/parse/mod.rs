//! The one parse of a page.
//!
//! ```text
//!  front matter ─▶ events of the Markdown ─┬─▶ scene (what is around an event)
//!                                          ├─▶ headings, boxes, raw HTML, first text, outline, spots, lists, words
//!                                          └─▶ whoever else listens: the index, `check`, `lift`, `migrate`
//!  what none of them calls opaque ─▶ directives
//! ```
//!
//! What else is parsed, and why this parse cannot tell it:
//!
//! | where | what | why |
//! |---|---|---|
//! | `page/behind_title` | a page with `[!KIND]` and a list directly below it | the number of the list decides what this parse reads, so it must be known before |
//! | `page/markdown_line` | lines of Markdown within raw HTML | CommonMark leaves them alone, and says nothing of them |
//! | `library/reading` | a page in MkDocs' syntax, again | only where the parser takes for code what the rewriting made a quote |
//! | `library/included` | a page and a file that it includes, which starts with front matter | that front matter goes before this parse |
//! | `library/status_section` | the section "Status" of a page | what its paragraphs are; no listener is told which heading will open it. It is a few lines |
//! | `expand/annotations/found` | a page in MkDocs' syntax with `(1)` and a list | the list that explains a sign comes after it, and boxes move text; other pages are not parsed |
//! | `moving` | the definitions `[label]: address` of the author's text, and the files that pages include | `mv` edits what was written, and not what the rewriting made of it; included files are no pages |
//! | `migrate/read/back` | the definitions of a page | the events of the parse do not tell their places |
//! | `expand/rebase`, `migrate/audit`, `migrate/blog` | texts that were made | they are another text than the page |
//! | `schema`, `template/inline`, `expand/title_parts`, `library/survey`, `text/markdown` | inline Markdown of one value | a value of the front matter is no part of the Markdown of its page |
//! | `source/summary_links`, `summary`, `page_template`, `lsp/completion/links` | `SUMMARY.md`, templates, a text while it is typed | they are no pages |

mod boxes;
mod directives;
mod first_text;
mod front_matter;
mod headings;
mod outline;
mod raw_html;
mod scene;
mod stray;

use std::ops::Range;

use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use pulldown_cmark::{Event, RefDefs, Tag, TagEnd};

use self::boxes::Boxes;
use self::first_text::FirstText;
use self::headings::Headings;
use self::outline::Outline;
use self::raw_html::RawHtml;
use self::scene::Scene;
use self::stray::StrayEnds;
use super::left_open::OpenHtml;
use super::markdown_line::MarkdownLine;
use super::{LeftOpen, Page, behind_title, blockquote, handwritten};
use crate::diagnostic::Diagnostic;
use crate::schema::{Fields, Schema};
use crate::source::dialect::inline::Collector;
use crate::source::dialect::{Icons, Rewrite};
use crate::text::words::count_words;

/// What the parse of a page needs to know.
pub(crate) struct Input<'a> {
    /// The fields.
    pub schema: &'a Schema,
    /// What the page has by where it is, the strongest first.
    pub defaults: &'a [&'a Fields],
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

    /// The definitions of the page's reference links, after all events; their bytes count from `body`.
    fn definitions(&mut self, _text: &str, _body: usize, _definitions: &RefDefs<'_>) {}
}

impl Listener for () {
    fn event(&mut self, _: &str, _: &Event<'_>, _: &Range<usize>) {}
}

impl<A: Listener, B: Listener> Listener for (A, B) {
    fn event(&mut self, text: &str, event: &Event<'_>, span: &Range<usize>) {
        self.0.event(text, event, span);
        self.1.event(text, event, span);
    }

    fn definitions(&mut self, text: &str, body: usize, definitions: &RefDefs<'_>) {
        self.0.definitions(text, body, definitions);
        self.1.definitions(text, body, definitions);
    }
}

impl<L: Listener> Listener for Option<L> {
    fn event(&mut self, text: &str, event: &Event<'_>, span: &Range<usize>) {
        if let Some(listener) = self {
            listener.event(text, event, span);
        }
    }

    fn definitions(&mut self, text: &str, body: usize, definitions: &RefDefs<'_>) {
        if let Some(listener) = self {
            listener.definitions(text, body, definitions);
        }
    }
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
    front_matter::read(text, page, input, problems);
    let opaque = read_events(text, page, input, problems, listener);
    directives::find(text, page, &opaque, problems);
    if !page.directives.is_empty()
        && let Some(on_disk) = (input.on_disk)()
    {
        directives::drop_escaped(text, page, &on_disk);
    }
}

/// Completes `page` by what its front matter says, and looks at nothing else.
pub(crate) fn front_matter_alone(
    text: &str,
    page: &mut Page,
    input: &Input<'_>,
    problems: &mut Vec<Diagnostic>,
) {
    front_matter::read(text, page, input, problems);
}

/// Reads the events of the page; the bytes that are code, tags or comments.
fn read_events(
    text: &str,
    page: &mut Page,
    input: &Input<'_>,
    problems: &mut Vec<Diagnostic>,
    listener: &mut impl Listener,
) -> Vec<Range<usize>> {
    let body = page.front_matter.end;
    let mut readers = Readers::new(text, input);
    let numbered = behind_title::numbered(&text[body..], input.options, input.is_box);
    let mut events = new_cmark_parser(&numbered, input.options).into_offset_iter();
    while let Some((event, span)) = events.next() {
        let span = span.start + body..span.end + body;
        listener.event(text, &event, &span);
        readers.event(&event, &span);
        for line in readers.lines_in_html(events.reference_definitions()) {
            readers.start_of_line();
            line.events(input.options, |event, span| {
                listener.event(text, &event, &span);
                readers.event_in_html(&event, &span);
            });
            readers.end_of_line();
        }
    }
    listener.definitions(text, body, events.reference_definitions());
    problems.extend(std::mem::take(&mut readers.stray_ends).problems(text, &page.file));
    readers.finish(page)
}

/// All readers of the events, each of which gathers one thing.
struct Readers<'a> {
    input: &'a Input<'a>,
    scene: Scene<'a>,
    headings: Headings,
    boxes: Boxes,
    html: RawHtml,
    first_text: FirstText,
    outline: Outline,
    /// Where the book reads MkDocs' syntax.
    spots: Option<Collector<'a>>,
    lists: Vec<usize>,
    words: usize,
    /// What the raw HTML so far leaves open, and the last block, if nothing in it ends it.
    open_html: OpenHtml,
    open_leaf: Option<LeftOpen>,
    stray_ends: StrayEnds,
}

impl<'a> Readers<'a> {
    fn new(text: &'a str, input: &'a Input<'a>) -> Self {
        Self {
            input,
            scene: Scene::new(text),
            headings: Headings::default(),
            boxes: Boxes::default(),
            html: RawHtml::default(),
            first_text: FirstText::default(),
            outline: Outline::default(),
            spots: input.icons.map(|icons| Collector::new(text, icons, input.rewrite)),
            lists: Vec::new(),
            words: 0,
            open_html: OpenHtml::default(),
            open_leaf: None,
            stray_ends: StrayEnds::default(),
        }
    }

    fn event(&mut self, event: &Event<'_>, span: &Range<usize>) {
        let scene = &mut self.scene;
        if let Some(spots) = &mut self.spots {
            spots.event(event, span, scene.in_raw_text);
        }
        self.stray_ends.event(event, span);
        scene.before(event);
        self.boxes.event(event, span, scene, self.input);
        self.html.event(event, span, scene);
        let spots = &mut self.spots;
        self.headings
            .event(event, span, scene, |start| spots.as_mut().map_or_else(Vec::new, |s| s.since(start)));
        self.first_text.event(event, span, scene);
        self.outline.event(event, span, scene);
        if let Event::Start(Tag::List(_)) = event {
            self.lists.push(span.start);
        }
        self.words += scene.shown(event).map_or(0, count_words);
        if let Event::End(tag) = event
            && scene.depth == 0
        {
            self.end_of_block(*tag, span);
        }
        self.scene.after(event, span);
    }

    /// A block at the top of the page ends.
    fn end_of_block(&mut self, tag: TagEnd, span: &Range<usize>) {
        let text = self.scene.text;
        let span = match tag {
            TagEnd::CodeBlock if self.scene.is_fenced => span.clone(),
            TagEnd::HtmlBlock => self.scene.html_block(span),
            _ => {
                self.open_leaf = None;
                return;
            }
        };
        self.open_leaf = blockquote::left_open(text, &span, 0).map(|end| {
            let line = text[span.clone()].lines().next().unwrap_or_default();
            let what = line.find('>').map_or(line, |end| &line[..=end]).trim_end().to_owned();
            LeftOpen { span: span.start..span.start + what.len(), what, end, is_raw: true }
        });
        if tag == TagEnd::HtmlBlock && self.open_leaf.is_none() {
            self.open_html.read(text, span);
        }
    }

    /// The lines of Markdown in the raw HTML that has just ended.
    fn lines_in_html(&mut self, links: &RefDefs<'_>) -> Vec<MarkdownLine> {
        let text = self.scene.text;
        let (elements, lines) = self.html.take_elements();
        let Some(spots) = &mut self.spots else { return Vec::new() };
        for element in &elements {
            spots.markdown_attribute(element.attribute.clone());
        }
        let inside = elements.iter().filter(|element| !element.inner.is_empty());
        inside.map(|element| MarkdownLine::new(text, lines, &element.inner, links)).collect()
    }

    fn start_of_line(&mut self) {
        self.html.start_of_line();
        if let Some(spots) = &mut self.spots {
            spots.open_line();
        }
    }

    fn event_in_html(&mut self, event: &Event<'_>, span: &Range<usize>) {
        let is_raw = self.html.event_in_line(event, span, self.scene.text);
        if let Some(spots) = &mut self.spots {
            spots.event_in_html(event, span, is_raw);
        }
        self.scene.image_in_html(event);
        if let Some(text) =
            self.scene.shown(event).filter(|_| !matches!(event, Event::SoftBreak | Event::HardBreak))
        {
            self.words += count_words(text);
            self.html.text(text);
            self.first_text.text(text);
        }
    }

    fn end_of_line(&mut self) {
        if let Some(spots) = &mut self.spots {
            spots.close_line();
        }
    }

    /// Gives the page what was found; the bytes that are code, tags or comments.
    fn finish(self, page: &mut Page) -> Vec<Range<usize>> {
        let text = self.scene.text;
        let in_html = self.html.first_heading();
        let (divs, opaque) = self.html.finish();
        page.spots = self.spots.map(Collector::finish).unwrap_or_default();
        page.words = self.words;
        page.headings = self.headings.finish();
        page.quotes = self.boxes.finish();
        page.lists = self.lists;
        page.left_open = self.open_html.finish(self.open_leaf);
        page.first_text = self.first_text.finish(self.input.icons);
        page.handwritten = divs.iter().filter_map(handwritten::of_div).collect();
        page.divs = divs;
        self.outline.handwritten(text, &mut page.handwritten);
        let title = self.outline.title(text, in_html);
        page.opens_with_title = title.is_some();
        page.title_end = title.and_then(|title| self.outline.title_end(text, title, &page.handwritten));
        opaque
    }
}
