//! Attribute lists: `{ .class #id key=value }`, or `{: ... }`, as Python-Markdown's `attr_list` reads them.

use crate::text::start;

/// An attribute that may be written into the page.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Attribute {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// A list as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Attributes {
    /// Those that are allowed; classes are one.
    pub allowed: Vec<Attribute>,
    /// The names of those that are not.
    pub refused: Vec<String>,
}

/// What pages may set. Nothing here runs or draws anything: no `style`, no `on*`, no `href`.
const ALLOWED: &[&str] = &[
    "align",
    "alt",
    "class",
    "dir",
    "download",
    "height",
    "hidden",
    "hreflang",
    "id",
    "lang",
    "loading",
    "open",
    "rel",
    "reversed",
    "role",
    "start",
    "target",
    "title",
    "translate",
    "width",
];

/// Bytes of a list; what is longer is text.
const LONGEST: usize = 2_000;

/// The list that `text` starts with, and its length in bytes.
pub(crate) fn read(text: &str) -> Option<(Attributes, usize)> {
    let inner = text.strip_prefix('{')?;
    if inner.starts_with('{') {
        return None;
    }
    let end = closing(inner)?;
    let body = inner[..end].trim();
    let body = body.strip_prefix(':').unwrap_or(body);
    let mut found = Attributes::default();
    // `. name` is `.name`: MkDocs hides such a list, too.
    let joined = body.trim_start().strip_prefix(". ").map(|rest| format!(".{rest}"));
    let words = words(joined.as_deref().unwrap_or(body));
    for word in &words {
        if let Some(class) = word.strip_prefix('.') {
            found.add_class(Some(class).filter(|class| is_name(class))?);
        } else if let Some(id) = word.strip_prefix('#') {
            found.set("id", Some(id).filter(|id| is_name(id))?);
        } else {
            let (name, value) = match word.split_once('=') {
                Some(pair) => pair,
                None if is_allowed(&word.to_ascii_lowercase()) => (*word, ""),
                // `target"_blank"`: somebody forgot the sign between.
                None if words.len() > 1 && word.split_once('"').is_some_and(|(name, _)| is_allowed(name)) => {
                    found.refused.push((*word).to_owned());
                    continue;
                }
                None => return None,
            };
            let name = Some(name).filter(|name| is_name(name))?;
            found.set(&name.to_ascii_lowercase(), unquoted(value));
        }
    }
    found.allowed.sort_by_key(|attribute| attribute.name == "class");
    (!words.is_empty()).then_some((found, end + 2))
}

impl Attributes {
    /// Sets an attribute, over what the list said of it before.
    fn set(&mut self, name: &str, value: &str) {
        if !is_allowed(name) {
            self.refused.push(name.to_owned());
            return;
        }
        match self.allowed.iter_mut().find(|attribute| attribute.name == name) {
            Some(attribute) => value.clone_into(&mut attribute.value),
            None => self.allowed.push(Attribute { name: name.to_owned(), value: value.to_owned() }),
        }
    }

    fn add_class(&mut self, class: &str) {
        match self.allowed.iter_mut().find(|attribute| attribute.name == "class") {
            Some(classes) => classes.value = format!("{} {class}", classes.value),
            None => self.set("class", class),
        }
    }
}

/// A value without its quotes; one that is not closed goes, too.
fn unquoted(value: &str) -> &str {
    let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else { return value };
    let inner = &value[1..];
    inner.strip_suffix(quote).unwrap_or(inner)
}

fn is_allowed(name: &str) -> bool {
    let is_more = |prefix: &str| name.strip_prefix(prefix).is_some_and(|rest| !rest.is_empty());
    is_more("data-") || is_more("aria-") || ALLOWED.contains(&name)
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))
}

/// Which characters of a list stand in quotes: those open after `=`, and only where they close again.
#[derive(Default)]
struct Quotes {
    open: Option<char>,
    before: Option<char>,
}

impl Quotes {
    /// Takes the next character, which `rest` follows; whether it stands in quotes.
    fn holds(&mut self, c: char, rest: &str) -> bool {
        let was_open = self.open.is_some();
        match self.open {
            Some(open) if open == c => self.open = None,
            None if matches!(c, '"' | '\'') && self.before == Some('=') => {
                self.open = Some(c).filter(|c| rest.contains(*c));
            }
            _ => {}
        }
        self.before = Some(c);
        was_open || self.open.is_some()
    }
}

/// Where `}` is: outside quotes, unless they would hold a whole link or code, as those do that somebody forgot to close.
fn closing(inner: &str) -> Option<usize> {
    // No further than a list can be: a line can hold as many braces as it has bytes.
    let line = start(inner, LONGEST).lines().next()?;
    let first = line.find('}')?;
    let mut quotes = Quotes::default();
    for (at, c) in line.char_indices() {
        match (quotes.holds(c, &line[at + c.len_utf8()..]), c) {
            (false, '}') => {
                let holds_text = line[first..at].contains(['`', '<']) || line[first..at].contains("](");
                return Some(if holds_text { first } else { at });
            }
            (false, '{') => return (at > first).then_some(first),
            _ => {}
        }
    }
    None
}

/// Splits at white space outside quotes.
fn words(body: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let (mut quotes, mut start) = (Quotes::default(), 0);
    for (at, c) in body.char_indices() {
        let end = at + c.len_utf8();
        if !quotes.holds(c, &body[end..]) && c.is_whitespace() {
            words.push(&body[start..at]);
            start = end;
        }
    }
    words.push(&body[start..]);
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is allowed, what is refused, and the length.
    type Read = (Vec<(String, String)>, Vec<String>, usize);

    fn pairs(text: &str) -> Option<Read> {
        let (found, length) = read(text)?;
        let allowed = found.allowed.into_iter().map(|a| (a.name, a.value)).collect();
        Some((allowed, found.refused, length))
    }

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn lists_are_read() {
        assert_eq!(
            pairs("{ .a .b #c width=\"3 4\" data-x='y' } z"),
            Some((
                vec![pair("id", "c"), pair("width", "3 4"), pair("data-x", "y"), pair("class", "a b")],
                vec![],
                35
            ))
        );
        assert_eq!(pairs("{: .a}"), Some((vec![pair("class", "a")], vec![], 6)));
        assert_eq!(
            pairs("{ onclick=x style=y href=z .a }"),
            Some((vec![pair("class", "a")], vec!["onclick".into(), "style".into(), "href".into()], 31))
        );
    }

    #[test]
    fn the_last_value_counts_and_words_are_attributes() {
        for (text, value) in [
            ("{ #a id=b }", pair("id", "b")),
            ("{ id=b #a }", pair("id", "a")),
            ("{ .a class=\"b c\" }", pair("class", "b c")),
            ("{ class=\"b c\" .a }", pair("class", "b c a")),
            ("{ id=\"v1.0\" }", pair("id", "v1.0")),
            ("{:id='v1'}", pair("id", "v1")),
            ("{ title=\"a } b\" }", pair("title", "a } b")),
            ("{ title=\"it's\" }", pair("title", "it's")),
            ("{ title=it's }", pair("title", "it's")),
            ("{ download }", pair("download", "")),
            ("{target=\"_blank}", pair("target", "_blank")),
        ] {
            assert_eq!(pairs(text), Some((vec![value], vec![], text.len())), "{text}");
        }
    }

    #[test]
    fn a_quote_that_is_not_closed_ends_with_the_list() {
        for (text, length) in [
            ("{target=\"_blank}. See [b](c){target=\"_blank\"}", 16),
            ("{target=\"_blank} `x=\"1\"` {.a}", 16),
            ("{ title=\"a } b\" } c", 17),
            ("{target=\"_blank} b\nc\" }", 16),
            ("{ target=\"_blank rel=\"nofollow\" } b", 33),
        ] {
            assert_eq!(pairs(text).map(|(_, _, length)| length), Some(length), "{text}");
        }
        let (allowed, refused, _) = pairs("{target\"_blank\" rel=\"nofollow\"} b").unwrap();
        assert_eq!(allowed, [pair("rel", "nofollow")]);
        assert_eq!(refused, ["target\"_blank\""]);
    }

    #[test]
    fn a_class_may_stand_apart_from_its_sign() {
        let (apart, refused, _) = pairs("{. a .b title=\"c. d\" }").unwrap();
        assert_eq!(apart, [pair("title", "c. d"), pair("class", "a b")]);
        assert!(refused.is_empty());
    }

    #[test]
    fn other_braces_are_text() {
        for text in [
            "{}",
            "{ }",
            "{a}",
            "{ .a b }",
            "{{ .a }}",
            "{ .a",
            "{ . }",
            "{ .a\n}",
            "{ .a<b }",
            "{% if x %}",
            "{1, 2}",
        ] {
            assert_eq!(pairs(text), None, "{text}");
        }
    }
}
