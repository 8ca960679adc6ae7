//! Attribute lists: `{ .class #id key=value }`, or `{: ... }`, as Python-Markdown's `attr_list` reads them.

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

/// Characters of a list; what is longer is text.
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
    let words = words(body);
    for word in &words {
        if let Some(class) = word.strip_prefix('.') {
            found.add_class(Some(class).filter(|class| is_name(class))?);
        } else if let Some(id) = word.strip_prefix('#') {
            found.set("id", Some(id).filter(|id| is_name(id))?);
        } else {
            // A word alone is an attribute without a value, where it is one at all.
            let (name, value) = match word.split_once('=') {
                Some(pair) => pair,
                None => (*word, is_allowed(&word.to_ascii_lowercase()).then_some("")?),
            };
            let name = Some(name).filter(|name| is_name(name))?;
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            let bare = quote.and_then(|quote| value[1..].strip_suffix(quote));
            found.set(&name.to_ascii_lowercase(), bare.unwrap_or(value));
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

fn is_allowed(name: &str) -> bool {
    let is_more = |prefix: &str| name.strip_prefix(prefix).is_some_and(|rest| !rest.is_empty());
    is_more("data-") || is_more("aria-") || ALLOWED.contains(&name)
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))
}

/// Which characters of a list stand in quotes, which open behind `=`.
#[derive(Default)]
struct Quotes {
    open: Option<char>,
    before: Option<char>,
}

impl Quotes {
    /// Takes the next character; whether it stands in quotes.
    fn holds(&mut self, c: char) -> bool {
        let was_open = self.open.is_some();
        match self.open {
            Some(open) if open == c => self.open = None,
            None if matches!(c, '"' | '\'') && self.before == Some('=') => self.open = Some(c),
            _ => {}
        }
        self.before = Some(c);
        was_open || self.open.is_some()
    }
}

/// Where `}` is, outside quotes.
fn closing(inner: &str) -> Option<usize> {
    let mut quotes = Quotes::default();
    for (at, c) in inner.char_indices().take(LONGEST) {
        match (quotes.holds(c), c) {
            (_, '\n') => return None,
            (false, '}') => return Some(at),
            (false, '{') => return None,
            _ => {}
        }
    }
    None
}

/// Splits at white space outside quotes.
fn words(body: &str) -> Vec<&str> {
    let mut quotes = Quotes::default();
    let split = |c: char| !quotes.holds(c) && c.is_whitespace();
    body.split(split).filter(|word| !word.is_empty()).collect()
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
        ] {
            assert_eq!(pairs(text), Some((vec![value], vec![], text.len())), "{text}");
        }
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
            "{ x=\"y }",
            "{% if x %}",
            "{1, 2}",
        ] {
            assert_eq!(pairs(text), None, "{text}");
        }
    }
}
