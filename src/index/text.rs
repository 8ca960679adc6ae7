//! What a reader sees of a page, gathered from its one parse: headings, paragraphs, items, cells,
//! code, the alternatives of images. No comments, no tags, no hidden lines.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::html_text;
use crate::page::{Directive, Listener, OPENING, Page, directive_end, directive_starts, quoted_at};
use crate::source::dialect::{Icons, inline};
use crate::text::markdown::{plain, squeeze};

/// One piece of a page: a heading, a paragraph, an item, a cell or a block of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    /// What it is.
    pub(super) kind: RunKind,
    /// Where it starts in the page.
    pub(super) start: usize,
    /// Its text without markup; of code with its lines.
    pub(super) text: String,
    /// The same before its directives said something.
    pub(super) written: Option<String>,
    /// The code in it, for which [`CODE`] stands while MkDocs' syntax is read.
    codes: Vec<String>,
}

/// What stands for code: none of its signs are MkDocs' syntax.
const CODE: char = '\u{fffc}';

/// What a run is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RunKind {
    /// A heading.
    Heading,
    /// Anything that is read as sentences.
    Text,
    /// A block of code, with what follows its fence.
    Code(String),
}

/// Gathers the runs of one page.
#[derive(Debug, Default)]
pub(crate) struct Collector {
    runs: Vec<Run>,
    open: String,
    start: Option<usize>,
    kind: Option<RunKind>,
    /// Where the marker of a box ends, as `[!NOTE]`, which nobody sees.
    marker_end: usize,
    /// Whether the title of a box is being read, which ends with its line.
    in_title: bool,
    quotes: usize,
    html: Option<usize>,
    codes: Vec<String>,
    /// Whether the book is in MkDocs' syntax.
    has_dialect: bool,
}

impl Listener for Collector {
    fn event(&mut self, text: &str, event: &Event<'_>, span: &Range<usize>) {
        match event {
            Event::Code(found) if self.has_dialect => {
                self.codes.push(found.to_string());
                self.push(CODE.encode_utf8(&mut [0; 4]), span.start);
            }
            Event::Start(tag) => self.start(text, tag, span),
            Event::End(tag) => self.end(text, *tag, span),
            Event::Text(found) if self.html.is_none() => self.text(text, found, span),
            Event::Code(found) | Event::InlineMath(found) | Event::DisplayMath(found) => {
                self.push(found, span.start);
            }
            Event::SoftBreak | Event::HardBreak if self.in_title => {
                self.in_title = false;
                self.flush();
            }
            Event::SoftBreak | Event::HardBreak => self.push(" ", span.start),
            Event::InlineHtml(tag) => self.push(&html_text::inline(tag), span.start),
            _ => {}
        }
    }
}

impl Collector {
    /// A collector of a book that is in MkDocs' syntax or not.
    pub(crate) fn new(has_dialect: bool) -> Self {
        Self { has_dialect, ..Self::default() }
    }

    /// About how many bytes the texts of the page have, with its code or without.
    pub(super) fn bytes(&self, code: bool) -> usize {
        let is_read = |run: &&Run| code || !matches!(run.kind, RunKind::Code(_));
        self.runs.iter().filter(is_read).map(|run| run.text.len() + 1).sum()
    }

    fn start(&mut self, text: &str, tag: &Tag<'_>, span: &Range<usize>) {
        if is_inline(tag) {
            return;
        }
        self.flush();
        match tag {
            Tag::Heading { .. } => self.kind = Some(RunKind::Heading),
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.kind = Some(RunKind::Code(info));
            }
            Tag::BlockQuote(kind) => {
                self.quotes += 1;
                // Those of GitHub's kinds mdBook draws with their name.
                if let Some(kind) = kind {
                    self.push(&format!("{kind:?}"), span.start);
                    self.flush();
                } else if let Some(quoted) = quoted_at(text, span.clone(), self.quotes) {
                    let fold = usize::from(quoted.fold.is_some());
                    self.marker_end = quoted.kind_span.end + "]".len() + fold;
                    self.in_title = true;
                }
            }
            Tag::HtmlBlock => self.html = Some(span.start),
            _ => {}
        }
        if matches!(tag, Tag::Heading { .. } | Tag::CodeBlock(_)) {
            self.start = Some(span.start);
        }
    }

    fn end(&mut self, text: &str, tag: TagEnd, span: &Range<usize>) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => return,
            TagEnd::Superscript | TagEnd::Subscript => return,
            TagEnd::Image => return self.push(" ", span.end),
            TagEnd::Paragraph => self.in_title = false,
            TagEnd::BlockQuote(_) => self.quotes = self.quotes.saturating_sub(1),
            TagEnd::HtmlBlock => {
                let start = self.html.take().unwrap_or(span.start);
                for part in html_text::block(&text[start..span.end]) {
                    self.push(&part, start);
                    self.flush();
                }
            }
            _ => {}
        }
        self.flush();
    }

    fn text(&mut self, source: &str, found: &str, span: &Range<usize>) {
        if span.end <= self.marker_end {
            return;
        }
        if span.start < self.marker_end {
            self.push(&source[self.marker_end..span.end], self.marker_end);
        } else {
            self.push(found, span.start);
        }
    }

    fn push(&mut self, text: &str, start: usize) {
        self.start.get_or_insert(start);
        self.open.push_str(text);
    }

    /// Ends the open run.
    fn flush(&mut self) {
        let kind = self.kind.take().unwrap_or(RunKind::Text);
        let start = self.start.take().unwrap_or_default();
        let open = std::mem::take(&mut self.open);
        let text = match kind {
            RunKind::Code(_) => open,
            _ => squeeze(&open),
        };
        // A heading without text opens a section all the same: it has an id.
        if !text.is_empty() || kind == RunKind::Heading {
            let codes = std::mem::take(&mut self.codes);
            self.runs.push(Run { kind, start, text, written: None, codes });
        }
    }

    /// The runs of the page, without what is replaced or drawn by us; with what directives say within lines, and what
    /// readers see of MkDocs' syntax, if the book has `icons`.
    pub(super) fn finish(
        mut self,
        page: &Page,
        replaces_handwritten: bool,
        icons: Option<&Icons>,
        said: impl Fn(&Directive) -> String,
    ) -> Vec<Run> {
        self.flush();
        let mut runs = self.runs;
        if let Some(icons) = icons {
            runs.iter_mut()
                .filter(|run| !matches!(run.kind, RunKind::Code(_)))
                .for_each(|run| translate(run, icons));
        }
        if replaces_handwritten && !page.handwritten.is_empty() {
            runs.retain(|run| !page.handwritten.iter().any(|found| found.span.contains(&run.start)));
        }
        if page.quotes.iter().any(|quoted| quoted.form.is_made()) {
            runs.retain_mut(|run| retitle(run, page));
        }
        if !page.directives.is_empty() {
            let mut starts = directive_starts(&page.text).peekable();
            for run in &mut runs {
                // Those between are in text that is not read, as in comments.
                while starts.next_if(|at| *at < run.start).is_some() {}
                if run.text.contains(OPENING) {
                    let text = with_directives(run, page, &mut starts, &said);
                    run.written = Some(std::mem::replace(&mut run.text, text));
                }
            }
        }
        runs
    }
}

/// Makes of a run in MkDocs' syntax what readers see, and puts its code back.
fn translate(run: &mut Run, icons: &Icons) {
    let shown = inline::shown(&run.text, icons);
    let mut codes = run.codes.iter();
    let mut text = String::with_capacity(shown.len());
    for (nth, part) in shown.split(CODE).enumerate() {
        if nth > 0 {
            text.push_str(codes.next().map_or("", String::as_str));
        }
        text.push_str(part);
    }
    run.text = squeeze(&text);
}

/// Gives the first line of a box or a tab in MkDocs' syntax the text of its title; whether it has one.
fn retitle(run: &mut Run, page: &Page) -> bool {
    let found = page.quotes.partition_point(|quoted| quoted.span.start <= run.start).checked_sub(1);
    let made = found.map(|found| &page.quotes[found]).filter(|quoted| {
        let text = &page.text[quoted.span.clone()];
        let line = quoted.span.start + text.find('\n').unwrap_or(text.len());
        quoted.form.is_made() && run.start < line
    });
    if let Some(quoted) = made {
        run.text = quoted.title.as_deref().map(plain).unwrap_or_default();
    }
    !run.text.is_empty() || run.kind == RunKind::Heading
}

/// The text of a run with what its directives say. `starts` are the places of all that look like one from the run's
/// start on: a run's text has other bytes than the page, but the same directives in the same order.
fn with_directives(
    run: &Run,
    page: &Page,
    starts: &mut impl Iterator<Item = usize>,
    said: impl Fn(&Directive) -> String,
) -> String {
    let mut out = String::with_capacity(run.text.len());
    let mut done = 0;
    for at in directive_starts(&run.text) {
        let Some(start) = starts.next() else { break };
        let found = page.directives.binary_search_by_key(&start, |directive| directive.span.start);
        // What is in code, or after a backslash, readers see as it is.
        if let (Ok(found), Some(end)) = (found, directive_end(&run.text, at)) {
            out.push_str(&run.text[done..at]);
            out.push_str(&said(&page.directives[found]));
            done = end;
        }
    }
    out.push_str(&run.text[done..]);
    match run.kind {
        RunKind::Code(_) => out,
        _ => squeeze(&out),
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

#[cfg(test)]
mod tests {
    use mdbook_markdown::{MarkdownOptions, new_cmark_parser};

    use super::*;

    fn texts(text: &str) -> Vec<(char, String)> {
        let mut collector = Collector::default();
        for (event, span) in new_cmark_parser(text, &MarkdownOptions::default()).into_offset_iter() {
            collector.event(text, &event, &span);
        }
        let name = |run: Run| match run.kind {
            RunKind::Heading => ('h', run.text),
            RunKind::Text => ('t', run.text),
            RunKind::Code(_) => ('c', run.text),
        };
        collector.finish(&Page::default(), true, None, |_| String::new()).into_iter().map(name).collect()
    }

    fn pairs(found: &[(char, String)]) -> Vec<(char, &str)> {
        found.iter().map(|(kind, text)| (*kind, text.as_str())).collect()
    }

    #[test]
    fn everything_that_readers_see_is_gathered() {
        let found = texts(
            "# A *b* `c`\n\nOne\ntwo [three](x.md) ![four](y.png).\n\n- item\n\n  more\n- next\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n```rust\nlet a;\n```\n",
        );
        let expected = [
            ('h', "A b c"),
            ('t', "One two three four ."),
            ('t', "item"),
            ('t', "more"),
            ('t', "next"),
            ('t', "x"),
            ('t', "y"),
            ('t', "1"),
            ('t', "2"),
            ('c', "let a;\n"),
        ];
        assert_eq!(pairs(&found), expected);
    }

    #[test]
    fn comments_tags_and_the_markers_of_boxes_are_not() {
        let found = texts(
            "<!-- secret -->\n<div class=\"x\">\n<b>bold</b> text <img alt=\"picture\" src=\"s.png\"></div>\n\n> [!AXIOM] Law *one*\n> inside\n\n> [!NOTE]\n> noted\n\nin <kbd>Ctrl</kbd> <!-- no --> line\n\n<script>\nlet hidden;\n</script>\n",
        );
        let expected = [
            ('t', "bold text picture"),
            ('t', "Law one"),
            ('t', "inside"),
            ('t', "Note"),
            ('t', "noted"),
            ('t', "in Ctrl line"),
        ];
        assert_eq!(pairs(&found), expected);
    }
}
