//! A line of text that may be a value: what readers see of it, its Markdown, its links.

use std::ops::Range;

use super::node::{Kind, Node, text_of};
use crate::text::markdown::{link_parts, squeeze, wiki_parts};

/// Signs between labels of one line, and between values of one label.
pub(super) const SEPARATORS: &[char] = &['|', '•', '·', ';', ','];

/// Some inline nodes; the first may begin before the bytes of the line, and the last end after them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line<'n> {
    pub(super) nodes: &'n [Node],
    pub(super) span: Range<usize>,
}

/// One of several values: `[Text](address)`, or a text between separators.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Value {
    /// The text that readers see.
    pub(super) text: String,
    /// Where its link leads.
    pub(super) link: Option<String>,
    /// What the author says of it, in Markdown.
    pub(super) note: Option<String>,
    /// Its bytes.
    pub(super) span: Range<usize>,
}

impl<'n> Line<'n> {
    /// All of some nodes.
    pub(super) fn of(nodes: &'n [Node]) -> Self {
        let (start, end) = match (nodes.first(), nodes.last()) {
            (Some(first), Some(last)) => (first.span.start, last.span.end),
            _ => (0, 0),
        };
        Self { nodes, span: start..end }
    }

    /// What of some nodes stands in `span`.
    pub(super) fn within(nodes: &'n [Node], span: Range<usize>) -> Self {
        let from = nodes.iter().position(|node| node.span.end > span.start).unwrap_or(nodes.len());
        Self { nodes: &nodes[from..], span }
    }

    /// What follows the first bytes of the line.
    pub(super) fn behind(&self, bytes: usize) -> Self {
        Self::within(self.nodes, self.span.start + bytes..self.span.end)
    }

    /// Without emphasis that is around all of it: `**Accepted**`. The bytes stay those of the whole.
    pub(super) fn unwrapped(&self) -> Line<'n> {
        match self.nodes {
            [one] if matches!(one.kind, Kind::Strong | Kind::Emphasis) && one.span == self.span => {
                Line::of(&one.below).unwrapped()
            }
            _ => self.clone(),
        }
    }

    /// Every node of the line, those in others too, but for what is struck out.
    pub(super) fn all(&self) -> Vec<&'n Node> {
        fn add<'n>(nodes: &'n [Node], all: &mut Vec<&'n Node>) {
            for node in nodes.iter().filter(|node| node.kind != Kind::Struck) {
                all.push(node);
                add(&node.below, all);
            }
        }
        let mut all = Vec::new();
        add(self.nodes, &mut all);
        all
    }

    /// The links, with the addresses they lead to.
    pub(super) fn links(&self) -> Vec<(&'n Node, &'n str)> {
        let link = |node: &'n Node| match &node.kind {
            Kind::Link(to, _) => Some((node, to.as_str())),
            _ => None,
        };
        self.all().into_iter().filter_map(link).collect()
    }

    /// The nodes that say something: what is struck out does not count.
    fn read(&self) -> impl Iterator<Item = &'n Node> {
        self.nodes.iter().filter(|node| node.kind != Kind::Struck)
    }

    /// The text that readers see, and that counts.
    pub(super) fn shown(&self, page: &str) -> String {
        squeeze(&self.read().map(|node| self.text_within(node, page)).collect::<String>())
    }

    /// The text of a node, as far as it stands in the line.
    fn text_within(&self, node: &Node, page: &str) -> String {
        let is_whole = node.span.start >= self.span.start && node.span.end <= self.span.end;
        match node.kind {
            Kind::Text(_) if !is_whole => unescaped(&page[self.clip(node)]),
            _ => text_of(std::slice::from_ref(node)),
        }
    }

    fn clip(&self, node: &Node) -> Range<usize> {
        let start = node.span.start.max(self.span.start);
        start..node.span.end.min(self.span.end).max(start)
    }

    /// Its Markdown on one line, as it can stand elsewhere: with the address in every link, and without comments, which
    /// readers would see where a value is shown.
    pub(super) fn markdown(&self, page: &str) -> String {
        let lines = self.nodes.split(|node| node.kind == Kind::Break);
        let lines = lines.map(|nodes| match (nodes.first(), nodes.last()) {
            (Some(first), Some(last)) => {
                let span = self.clip(first).start..self.clip(last).end;
                as_written(nodes, span, page)
            }
            _ => String::new(),
        });
        squeeze(&lines.collect::<Vec<_>>().join(" "))
    }

    /// The values between separators.
    pub(super) fn values(&self, page: &str) -> Vec<Value> {
        let mut values = vec![Value { span: self.span.start..self.span.start, ..Value::default() }];
        let mut brackets = 0;
        for node in self.read() {
            match &node.kind {
                Kind::Text(text) => {
                    let span = self.clip(node);
                    let written = &page[span.clone()];
                    // Escapes and entities are as readers see them, and their place is that of the text.
                    let is_whole = span == node.span;
                    let text = if is_whole { text.clone() } else { unescaped(written) };
                    let is_exact = text == written;
                    let mut at = span.start;
                    for (nth, piece) in pieces(&text, &mut brackets).into_iter().enumerate() {
                        if nth > 0 {
                            values.push(Value { span: at..at, ..Value::default() });
                        }
                        let end = if is_exact { at + piece.len() } else { span.end };
                        add(&mut values, piece, None, at..end);
                        at = if is_exact { next_char(page, end) } else { span.start };
                    }
                }
                Kind::Link(address, _) => add(&mut values, &node.text(), Some(address), node.span.clone()),
                Kind::Break => add(&mut values, " ", None, node.span.clone()),
                _ => {
                    let link =
                        Line::of(std::slice::from_ref(node)).links().first().map(|(_, to)| (*to).to_owned());
                    add(&mut values, &node.text(), link.as_ref(), node.span.clone());
                }
            }
        }
        for value in &mut values {
            // A link of a wiki is text to Markdown, and any link is in a header.
            let text = squeeze(&value.text);
            (value.text, value.link) = match (wiki_parts(&text), link_parts(&text)) {
                (Some((name, _)), _) => (name.to_owned(), value.link.take()),
                (None, Some((text, to))) => (text.to_owned(), Some(to.to_owned())),
                (None, None) => (text, value.link.take()),
            };
        }
        values.retain(|value| !value.text.is_empty());
        values
    }
}

/// A text cut at separators, but not at those within a link of a wiki. Markdown cuts such a link into several texts, so
/// that the brackets that are open are counted from one to the next.
fn pieces<'t>(text: &'t str, open: &mut usize) -> Vec<&'t str> {
    let separates = |c: char| {
        match c {
            '[' => *open += 1,
            ']' => *open = open.saturating_sub(1),
            _ => {}
        }
        *open < 2 && SEPARATORS.contains(&c)
    };
    text.split(separates).collect()
}

/// After the separator at `at`.
fn next_char(page: &str, at: usize) -> usize {
    at + page[at..].chars().next().map_or(0, char::len_utf8)
}

fn add(values: &mut [Value], text: &str, link: Option<&String>, span: Range<usize>) {
    let Some(value) = values.last_mut() else { return };
    value.text.push_str(text);
    value.link = value.link.take().or(link.cloned());
    value.span.end = span.end.max(value.span.end);
}

fn unescaped(written: &str) -> String {
    written.replace('\\', "")
}

/// The source in `span`, without comments, and with the addresses of links that name them elsewhere.
fn as_written(nodes: &[Node], span: Range<usize>, page: &str) -> String {
    let mut out = String::new();
    let mut at = span.start;
    for node in nodes {
        let own = node.span.start.max(at)..node.span.end.min(span.end);
        if own.is_empty() {
            continue;
        }
        out += &page[at..own.start];
        at = own.end;
        match (&node.kind, node.below.first(), node.below.last()) {
            (Kind::Html, ..) if node.is_comment(page) => {}
            (Kind::Link(to, false), Some(first), Some(last)) if own == node.span => {
                out += &link(&as_written(&node.below, first.span.start..last.span.end, page), to);
            }
            _ => out += &as_written(&node.below, own, page),
        }
    }
    out += &page[at..span.end.max(at)];
    out
}

/// A link in Markdown.
pub(super) fn link(text: &str, to: &str) -> String {
    let is_plain = !to.is_empty() && !to.contains([' ', '(', ')', '<', '>']);
    if is_plain { format!("[{text}]({to})") } else { format!("[{text}](<{to}>)") }
}
