//! Finding annotations: texts and code with numbers in brackets, and the list after them that says what they mean.

use std::collections::BTreeSet;
use std::ops::Range;

use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

/// Marks, and the list that explains them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Annotated {
    /// The numbers in text: `(1)`, in the order of the page.
    pub(super) marks: Vec<Mark>,
    /// The blocks of code that have numbers, with their marks.
    pub(super) code: Vec<Code>,
    /// Where the text of each item starts; none where it starts with something else.
    pub(super) items: Vec<Option<usize>>,
}

/// `(1)`, or `(1)!` in code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) span: Range<usize>,
    pub(super) number: usize,
}

/// A fenced block of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Code {
    /// What follows the fence's signs.
    pub(super) info: String,
    /// From the first sign of the fence to its last.
    pub(super) span: Range<usize>,
    pub(super) text: String,
    /// Its marks, in the bytes of its own text.
    pub(super) marks: Vec<Mark>,
}

/// What may be explained by the list that follows.
enum Subject {
    /// Text from a byte on.
    Text(usize),
    Code(usize),
}

/// The blocks around, and what is in each of them before the next block.
#[derive(Default)]
struct Level {
    before: Option<Subject>,
    /// Where an element that says `annotate` has started.
    element: Option<usize>,
}

struct Finder<'t> {
    text: &'t str,
    boxes: &'t BTreeSet<usize>,
    levels: Vec<Level>,
    marks: Vec<Mark>,
    code: Vec<Code>,
    in_code: bool,
    /// How many links and images are open.
    in_links: usize,
    /// The lists around, by whether they explain something.
    lists: Vec<Option<Annotated>>,
    found: Vec<Annotated>,
}

/// The annotations of a text from a byte on; those of the boxes that start at `boxes` follow them.
pub(super) fn find(
    text: &str,
    body: usize,
    boxes: &BTreeSet<usize>,
    options: &MarkdownOptions,
) -> Vec<Annotated> {
    let mut finder = Finder {
        text,
        boxes,
        levels: vec![Level::default()],
        marks: Vec::new(),
        code: Vec::new(),
        in_code: false,
        in_links: 0,
        lists: Vec::new(),
        found: Vec::new(),
    };
    let mut events = new_cmark_parser(&text[body..], options).into_offset_iter().peekable();
    while let Some((event, span)) = events.next() {
        let next = events.peek().map(|(event, span)| (event, body + span.start));
        finder.event(&event, body + span.start..body + span.end, next);
    }
    finder.found.retain(|annotated| !annotated.marks.is_empty() || !annotated.code.is_empty());
    finder.found
}

impl Finder<'_> {
    fn event(&mut self, event: &Event<'_>, span: Range<usize>, next: Option<(&Event<'_>, usize)>) {
        match event {
            Event::Start(Tag::List(first)) => {
                let explains = if *first == Some(1) { self.explained(span.start) } else { None };
                self.lists.push(explains);
                self.levels.push(Level::default());
            }
            Event::Start(Tag::Item) => {
                self.levels.push(Level::default());
                if let Some(Some(list)) = self.lists.last_mut() {
                    let text = next.filter(|(event, _)| starts_text(event)).map(|(_, at)| at);
                    list.items.push(text.map(|at| after_marker(self.text, span.start).unwrap_or(at)));
                }
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                self.in_code = true;
                let code = Code { info: info.to_string(), span, text: String::new(), marks: Vec::new() };
                self.code.push(code);
            }
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => self.in_links += 1,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => self.levels.push(Level::default()),
            Event::Start(tag) if is_block(&tag.to_end()) => self.levels.push(Level::default()),
            Event::End(TagEnd::List(_)) => {
                self.end(None);
                self.found.extend(self.lists.pop().flatten());
            }
            Event::End(TagEnd::CodeBlock) if self.in_code => self.end_code(),
            Event::End(TagEnd::CodeBlock) => self.end(None),
            Event::End(TagEnd::Link | TagEnd::Image) => {
                self.in_links = self.in_links.saturating_sub(1);
            }
            Event::End(TagEnd::Paragraph) => {
                let written = self.text[span.clone()].trim_end();
                let says = written.ends_with('}')
                    && written.rsplit_once('{').is_some_and(|(_, list)| {
                        list.split_whitespace().any(|word| word.trim_matches([':', '}']) == ".annotate")
                    });
                self.end(says.then_some(Subject::Text(span.start)));
            }
            Event::End(TagEnd::BlockQuote(_)) => {
                let is_one = self.boxes.contains(&span.start);
                self.end(is_one.then_some(Subject::Text(span.start)));
            }
            Event::End(tag) if is_block(tag) => self.end(None),
            Event::Html(html) => self.html(html, span.start),
            Event::Text(text) if self.in_code => {
                if let Some(code) = self.code.last_mut() {
                    code.text.push_str(text);
                }
            }
            Event::Text(_) if self.in_links == 0 => {
                let is_escaped = self.text[..span.start].ends_with('\\');
                let found = marks(&self.text[span.clone()], span.start);
                self.marks.extend(
                    found
                        .filter(|(mark, _)| !is_escaped || mark.span.start > span.start)
                        .map(|(mark, _)| mark),
                );
            }
            _ => {}
        }
    }

    /// A line of raw HTML: what follows it stands around it.
    fn html(&mut self, html: &str, start: usize) {
        let Some(level) = self.levels.iter_mut().rev().nth(1) else { return };
        let html = html.trim_start();
        if html.starts_with("</") {
            level.element = None;
        } else if html.strip_prefix('<').is_some_and(is_annotated) && !html.contains("</") {
            level.element = Some(start);
        }
    }

    /// A block ends: what it is to the next one.
    fn end(&mut self, subject: Option<Subject>) {
        if self.levels.len() > 1 {
            self.levels.pop();
        }
        if let Some(level) = self.levels.last_mut() {
            level.before = subject;
        }
    }

    /// What the list that starts at a byte explains.
    fn explained(&mut self, start: usize) -> Option<Annotated> {
        let level = self.levels.last_mut()?;
        let subject = level.before.take().or_else(|| level.element.take().map(Subject::Text))?;
        match subject {
            Subject::Code(code) => {
                let code = self.code.get(code).filter(|code| !code.marks.is_empty())?.clone();
                Some(Annotated { code: vec![code], ..Annotated::default() })
            }
            Subject::Text(from) => {
                let first = self.marks.partition_point(|mark| mark.span.start < from);
                let marks =
                    self.marks[first..].iter().filter(|mark| mark.span.end <= start).cloned().collect();
                Some(Annotated { marks, ..Annotated::default() })
            }
        }
    }

    fn end_code(&mut self) {
        self.in_code = false;
        let (Some(level), Some(code)) = (self.levels.last_mut(), self.code.last_mut()) else { return };
        let says =
            code.info.split([',', ' ', '{', '}']).any(|word| word.trim_start_matches('.') == "annotate");
        let mut start = 0;
        for line in code.text.split_inclusive('\n') {
            let found = marks(line, start).filter(|(mark, has_sign)| {
                (says || *has_sign) && in_comment(&line[..mark.span.start - start])
            });
            code.marks.extend(found.map(|(mark, _)| mark));
            start += line.len();
        }
        level.before = Some(Subject::Code(self.code.len() - 1));
    }
}

/// Whether a tag has the class.
fn is_annotated(tag: &str) -> bool {
    let tag = tag.split('>').next().unwrap_or_default();
    let Some((_, value)) = tag.split_once("class=") else { return false };
    let quote = value.chars().next().filter(|sign| matches!(sign, '"' | '\''));
    let classes = match quote {
        Some(quote) => value[1..].split(quote).next(),
        None => value.split_whitespace().next(),
    };
    classes.is_some_and(|classes| classes.split_whitespace().any(|class| class == "annotate"))
}

/// The numbers in brackets of a text that starts at a byte, and whether `!` follows each.
fn marks(text: &str, start: usize) -> impl Iterator<Item = (Mark, bool)> + '_ {
    text.match_indices('(').filter_map(move |(at, _)| {
        let inner = &text[at + 1..];
        let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
        let number = inner[..digits].parse().ok().filter(|number| (1..1000).contains(number))?;
        let behind = inner[digits..].strip_prefix(')')?;
        Some((Mark { span: start + at..start + at + digits + 2, number }, behind.starts_with('!')))
    })
}

/// Whether the sign of a comment stands in what is before a mark in code.
fn in_comment(before: &str) -> bool {
    ["#", "//", "--", "/*", "<!--", ";", "%", "(*"].iter().any(|sign| before.contains(sign))
}

fn is_block(tag: &TagEnd) -> bool {
    use TagEnd::{Emphasis, Image, Link, Strikethrough, Strong, Subscript, Superscript};
    !matches!(
        tag,
        Emphasis | Image | Link | Strikethrough | Strong | Subscript | Superscript | TagEnd::CodeBlock
    )
}

/// Where the text of an item starts, if it starts on the line of the marker. The parser's text can start after a colon.
fn after_marker(text: &str, item: usize) -> Option<usize> {
    let line = text[item..].lines().next()?;
    let rest =
        line.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix(['.', ')', '-', '*', '+'])?;
    let own = rest.trim_start_matches([' ', '\t']);
    (!own.is_empty()).then(|| item + line.len() - own.len())
}

fn starts_text(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => {
            matches!(tag, Tag::Paragraph) || !is_block(&tag.to_end()) && !matches!(tag, Tag::CodeBlock(_))
        }
        Event::Text(_) | Event::Code(_) | Event::InlineHtml(_) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(Vec<usize>, usize)> {
        let all = find(text, 0, &BTreeSet::new(), &MarkdownOptions::default());
        let numbers = |marks: &[Mark]| marks.iter().map(|mark| mark.number).collect::<Vec<_>>();
        let of_code =
            |code: &Annotated| code.code.iter().flat_map(|code| numbers(&code.marks)).collect::<Vec<_>>();
        all.iter().map(|own| ([numbers(&own.marks), of_code(own)].concat(), own.items.len())).collect()
    }

    #[test]
    fn lists_explain_what_stands_before_them() {
        for (text, is) in [
            ("a (1) b (2)\n{ .annotate }\n\n1.  x\n2.  y\n", vec![(vec![1, 2], 2)]),
            ("a (1)\n\n1.  x\n", vec![]),
            ("a (1)\n{ .annotate }\n\nb\n\n1.  x\n", vec![]),
            ("a (1)\n{ .annotate }\n\n- x\n", vec![]),
            ("``` py\na() # (1)!\nb(2)!\n```\n\n1.  x\n", vec![(vec![1], 1)]),
            ("``` py\na # (1)\n```\n\n1.  x\n", vec![]),
            ("```py,annotate\na # (1)\n```\n\n1.  x\n", vec![(vec![1], 1)]),
            ("<div class=\"annotate\">\n\na (1)\n\n1.  x\n\n</div>\n", vec![(vec![1], 1)]),
            ("<div class=\"annotate\">x</div>\n\na (1)\n\n1.  x\n", vec![]),
            ("<p>\nPlease annotate this\n</p>\n\na (1)\n\n1.  x\n", vec![]),
            ("- a (1)\n  { .annotate }\n\n    1.  x\n", vec![(vec![1], 1)]),
        ] {
            assert_eq!(found(text), is, "{text}");
        }
    }
}
