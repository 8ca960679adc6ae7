//! `{{#patterns NAME key=value "positional"}}`

use std::ops::Range;

use memchr::memmem;

use crate::text::enclosed::enclosed;

/// How a directive starts.
pub(crate) const OPENING: &str = "{{#patterns";

/// A directive as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// The bytes from `{{` to `}}`.
    pub span: Range<usize>,
    /// Its name; empty if it has none.
    pub name: String,
    /// The bytes of the name.
    pub name_span: Range<usize>,
    /// What follows the name.
    pub arguments: Vec<Argument>,
}

/// `key=value`, or a value alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// The key; `None` for a value alone.
    pub key: Option<String>,
    /// The value, without its quotes.
    pub value: String,
    /// The bytes of both.
    pub span: Range<usize>,
}

impl Argument {
    /// The bytes of the value, without its quotes.
    pub(crate) fn value_span(&self) -> Range<usize> {
        let start = self.span.start + self.key.as_ref().map_or(0, |key| key.len() + 1);
        let quote = usize::from(self.span.end - start > self.value.len());
        start + quote..start + quote + self.value.len()
    }
}

/// Where directives start in `text`, escaped or not.
pub(crate) fn starts(text: &str) -> impl Iterator<Item = usize> {
    memmem::find_iter(text.as_bytes(), OPENING)
        .filter(|at| text[at + OPENING.len()..].starts_with(|c: char| c.is_whitespace() || c == '}'))
}

/// What is nearly a directive: `{{ #patterns count }}`, `{{#pattern count}}`, `{{#Patterns count}}`.
pub(crate) fn near_misses(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let is_near = |at: usize| {
        let rest = text[at + 2..].trim_start_matches([' ', '\t']);
        let Some(rest) = rest.strip_prefix('#') else { return false };
        let rest = rest.trim_start_matches([' ', '\t']);
        let name = &rest[..rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())];
        let is_name = name.eq_ignore_ascii_case("patterns") || name.eq_ignore_ascii_case("pattern");
        is_name && !text[at..].starts_with(OPENING) && !text[..at].ends_with('\\')
    };
    enclosed(text, ("{{", "}}"), is_near)
}

/// The directive at `start`; `None` if it is never closed on its line.
pub(crate) fn parse(text: &str, start: usize) -> Option<Directive> {
    let end = end(text, start)?;
    let mut words = Words { text, at: start + OPENING.len(), end: end - 2 };
    let name_span = words.next_span().unwrap_or(start + 2..end - 2);
    let name = if name_span.end == end - 2 && name_span.start == start + 2 {
        String::new()
    } else {
        text[name_span.clone()].to_owned()
    };
    let arguments = std::iter::from_fn(|| words.next_span()).map(|span| argument(text, span)).collect();
    Some(Directive { span: start..end, name, name_span, arguments })
}

/// Where the directive at `start` ends; `None` if it is never closed on its line.
pub(crate) fn end(text: &str, start: usize) -> Option<usize> {
    Some(start + closing(&text[start..])?)
}

/// Where `}}` ends in the line that `text` starts with, outside quotes; the rest of a line that holds many is not
/// looked at.
fn closing(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut first = None;
    for (at, c) in text.char_indices() {
        let ends = c == '}' && text[at..].starts_with("}}");
        match (quote, c) {
            (_, '\n') => break,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None, _) if ends => return Some(at + 2),
            _ if ends => first = first.or(Some(at + 2)),
            _ => {}
        }
    }
    // A quote that is open to the end of the line is not a quote.
    first
}

fn argument(text: &str, span: Range<usize>) -> Argument {
    let word = &text[span.clone()];
    let key_end = word
        .find('=')
        .filter(|at| *at > 0 && word[..*at].chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')));
    let (key, value) = match key_end {
        Some(at) => (Some(word[..at].to_owned()), &word[at + 1..]),
        None => (None, word),
    };
    Argument { key, value: crate::text::unquoted(value).to_owned(), span }
}

/// Splits at white space outside quotes.
struct Words<'a> {
    text: &'a str,
    at: usize,
    end: usize,
}

impl Words<'_> {
    fn next_span(&mut self) -> Option<Range<usize>> {
        let rest = &self.text[self.at..self.end];
        let start = self.at + rest.find(|c: char| !c.is_whitespace())?;
        let mut quote = None;
        let mut end = self.end;
        for (at, c) in self.text[start..self.end].char_indices() {
            match (quote, c) {
                (None, '"' | '\'') => quote = Some(c),
                (Some(open), c) if open == c => quote = None,
                (None, c) if c.is_whitespace() => {
                    end = start + at;
                    break;
                }
                _ => {}
            }
        }
        self.at = end;
        Some(start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Read = (String, Vec<(Option<String>, String)>);

    fn all(text: &str) -> Vec<Read> {
        starts(text)
            .filter_map(|at| parse(text, at))
            .map(|d| (d.name, d.arguments.into_iter().map(|a| (a.key, a.value)).collect()))
            .collect()
    }

    #[test]
    fn names_and_arguments_are_read() {
        let text = "x {{#patterns catalog view=cards filter=\"tier:gold category:data\" 'a b'}} y";
        let key = |k: &str| Some(k.to_owned());
        assert_eq!(
            all(text),
            [(
                "catalog".to_owned(),
                vec![
                    (key("view"), "cards".to_owned()),
                    (key("filter"), "tier:gold category:data".to_owned()),
                    (None, "a b".to_owned()),
                ]
            )]
        );
    }

    #[test]
    fn odd_ones_are_read_too() {
        assert_eq!(all("{{#patterns}}"), [(String::new(), vec![])]);
        assert_eq!(all("{{#patterns   }}"), [(String::new(), vec![])]);
        assert_eq!(all("{{#patterns stats it's}}")[0].0, "stats");
        assert_eq!(all("{{#patternsx a}}"), []);
        assert_eq!(all("{{#patterns stats\n}}"), []);
    }
}
