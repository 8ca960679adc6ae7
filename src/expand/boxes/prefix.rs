//! What the lines of a block start with in the containers around it.

use crate::expand::Expander;
use crate::page::{Form, Page, Quoted};

impl Expander<'_> {
    /// The prefix of the lines that take the place of what is at `at`: that of the containers
    /// around, less the quotes that become boxes.
    pub(in crate::expand) fn line_prefix(&self, page: &Page, at: usize) -> String {
        container_prefix(&page.text, at, &self.taken(page, at))
    }

    /// Which of the quotes around what is at `at` become boxes, counted from 1 from the left.
    pub(super) fn taken(&self, page: &Page, at: usize) -> Vec<usize> {
        let mut taken = Vec::new();
        let mut next = page.quotes.partition_point(|quoted| quoted.span.start <= at).checked_sub(1);
        while let Some(quoted) = next.and_then(|next| page.quotes.get(next)) {
            if quoted.span.contains(&at) && Self::is_taken(quoted) {
                taken.push(quoted.depth);
            }
            next = quoted.parent;
        }
        taken
    }

    /// Whether the `>` of a quote go: those of tabs, which no author wrote.
    fn is_taken(quoted: &Quoted) -> bool {
        matches!(quoted.form, Form::Tab { .. })
    }
}

/// What the lines of a block at `at` start with: the quotes and indents of the containers around
/// it, less the quotes (counted from 1) that are taken away.
pub(super) fn container_prefix(text: &str, at: usize, taken: &[usize]) -> String {
    let line_start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let line = without_footnote(&unquoted(&text[line_start..at], taken));
    let mut prefix = String::new();
    for c in line.chars() {
        match c {
            '>' | '\t' | ' ' => prefix.push(c),
            // The space after a quote's sign is part of it, and the item of a list need not have had one.
            _ if prefix.ends_with('>') => prefix.push_str("  "),
            _ => prefix.push(' '),
        }
    }
    prefix
}

/// The start of a line with four spaces for the label of a footnote, which is what the lines of a footnote begin with.
fn without_footnote(line: &str) -> String {
    let label = line.find("[^").zip(line.find("]:"));
    match label.filter(|(start, end)| start < end) {
        Some((start, end)) => {
            format!("{}    {}", &line[..start], line[end + 2..].trim_start_matches([' ', '\t']))
        }
        None => line.to_owned(),
    }
}

/// The start of a line without some of the signs of its quotes.
fn unquoted(line: &str, taken: &[usize]) -> String {
    let mut left = String::new();
    let mut quotes = 0;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        quotes += usize::from(c == '>');
        if c != '>' || !taken.contains(&quotes) {
            left.push(c);
        } else if !left.ends_with('>') {
            chars.next_if_eq(&' ');
        }
    }
    left
}
