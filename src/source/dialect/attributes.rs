//! Attribute lists: `{ .class #id key=value }`, or `{: ... }`.

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
    "align", "alt", "class", "dir", "download", "height", "hreflang", "id", "lang", "loading", "rel",
    "target", "title", "width",
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
    let mut classes: Vec<&str> = Vec::new();
    let words = words(body);
    for word in &words {
        if let Some(class) = word.strip_prefix('.') {
            classes.push(Some(class).filter(|class| is_name(class))?);
        } else if let Some(id) = word.strip_prefix('#') {
            found.add("id", Some(id).filter(|id| is_name(id))?);
        } else {
            let (name, value) = word.split_once('=')?;
            let name = Some(name).filter(|name| is_name(name))?;
            found.add(&name.to_ascii_lowercase(), value.trim_matches(['"', '\'']));
        }
    }
    if !classes.is_empty() {
        found.add("class", &classes.join(" "));
    }
    (!words.is_empty()).then_some((found, end + 2))
}

impl Attributes {
    fn add(&mut self, name: &str, value: &str) {
        let data = name.strip_prefix("data-").is_some_and(|rest| !rest.is_empty());
        if !data && !ALLOWED.contains(&name) {
            self.refused.push(name.to_owned());
            return;
        }
        match self.allowed.iter_mut().find(|attribute| attribute.name == name) {
            Some(class) if name == "class" => class.value = format!("{} {value}", class.value),
            Some(_) => {}
            None => self.allowed.push(Attribute { name: name.to_owned(), value: value.to_owned() }),
        }
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))
}

/// Where `}` is, outside quotes.
fn closing(inner: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in inner.char_indices().take(LONGEST) {
        match (quote, c) {
            (_, '\n') => return None,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None, '}') => return Some(at),
            (None, '{') => return None,
            _ => {}
        }
    }
    None
}

/// Splits at white space outside quotes.
fn words(body: &str) -> Vec<&str> {
    let mut quote = None;
    let split = |c: char| {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
        quote.is_none() && c.is_whitespace()
    };
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

    #[test]
    fn lists_are_read() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
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
    fn other_braces_are_text() {
        for text in
            ["{}", "{ }", "{a}", "{{ .a }}", "{ .a", "{ . }", "{ .a b }", "{ .a\n}", "{ .a<b }", "{ \"x }"]
        {
            assert_eq!(pairs(text), None, "{text}");
        }
    }
}
