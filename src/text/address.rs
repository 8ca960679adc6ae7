//! Addresses of links: what they are made of, which of them may be linked, and how pages write them.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use super::path;

/// What a path in an address must not hold as it is.
pub(crate) const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// What a segment of a path that pages link must not hold as it is.
const SEGMENT: &AsciiSet = &PATH.add(b':').add(b'&').add(b'=').add(b',');

/// What a value in a query must not hold as it is; a `+` would be a space.
const VALUE: &AsciiSet = &SEGMENT.add(b'+').add(b';');

/// The parts of an address within the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    /// The path as written.
    pub(crate) path: String,
    /// What follows `#`, decoded.
    pub(crate) fragment: Option<String>,
    /// `?...#...` as written.
    pub(crate) rest: String,
}

/// The parts of an address within the book; `None` for one that leads to another site.
pub(crate) fn parts(address: &str) -> Option<Address> {
    let has_scheme = address.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty()
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    });
    if has_scheme || address.starts_with("//") || address.contains("{{") {
        return None;
    }
    let at = address.find(['?', '#']).unwrap_or(address.len());
    let (path, rest) = address.split_at(at);
    let fragment = rest.split_once('#').map(|(_, fragment)| decoded(fragment));
    Some(Address { path: path.to_owned(), fragment, rest: rest.to_owned() })
}

/// A path in an address.
pub(crate) fn encoded(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// Whether an address names the host of a site.
pub(crate) fn has_host(address: &str) -> bool {
    let host = ["https://", "http://"].iter().find_map(|scheme| address.strip_prefix(scheme));
    host.is_some_and(|host| !host.is_empty() && !host.starts_with('/'))
}

/// `ann@example.org`, and not a handle such as `@ann`.
pub(crate) fn is_mail(text: &str) -> bool {
    let is_domain = |domain: &str| domain.trim_matches('.').contains('.');
    let parts = text.split_once('@').filter(|_| !text.contains([':', '/', ' ']));
    parts.is_some_and(|(name, domain)| !name.is_empty() && is_domain(domain))
}

/// Whether a text is an address of the web.
pub(crate) fn is_web(text: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| text.starts_with(scheme))
        && !text.contains(char::is_whitespace)
}

/// A part of an address without its percent signs.
pub(crate) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Whether an address may be linked: no scheme, or one that only leads somewhere.
pub(crate) fn is_safe_url(url: &str) -> bool {
    // Browsers skip white space and control characters inside a scheme.
    let url: String = url.chars().filter(|c| !c.is_whitespace() && !c.is_control()).take(64).collect();
    match url.split_once(':') {
        None => true,
        Some((scheme, _)) if scheme.contains(['/', '?', '#']) => true,
        Some((scheme, _)) => {
            matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https" | "mailto")
        }
    }
}

/// The address of the file `to` as seen from `from`: relative and encoded.
pub(crate) fn relative(from: &str, to: &str) -> String {
    utf8_percent_encode(&path::relate(from, to), SEGMENT).to_string()
}

/// The address of the page `to` as the page `from` links it: relative, still with `.md`, which
/// mdBook rewrites for the page and for print. Letters that are not ASCII stay as they are: for print,
/// mdBook compares an address with the names of files and decodes nothing.
pub(crate) fn to_page(from: &str, to: &str) -> String {
    let mut out = String::new();
    let mut buffer = [0; 4];
    for c in path::relate(from, to).chars() {
        if c.is_alphanumeric() {
            out.push(c);
        } else {
            out.extend(utf8_percent_encode(c.encode_utf8(&mut buffer), SEGMENT));
        }
    }
    out
}

/// The parenthesis of a path that has no partner.
pub(crate) fn unbalanced(path: &str) -> Option<char> {
    let mut depth = 0_usize;
    for c in path.chars() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(')'),
            ')' => depth -= 1,
            _ => {}
        }
    }
    (depth > 0).then_some('(')
}

/// The address of the page at `to` with a query. mdBook cuts off what is after `.md`, so this
/// one ends in `.html` already. Several values of a key are joined by commas.
pub(crate) fn with_query<'v, V: IntoIterator<Item = &'v str>>(
    from: &str,
    to: &str,
    pairs: impl Iterator<Item = (String, V)>,
) -> String {
    let mut url = relative(from, &path::html(to));
    for (at, (key, values)) in pairs.enumerate() {
        url.push(if at == 0 { '?' } else { '&' });
        url.extend(utf8_percent_encode(&key, SEGMENT));
        url.push('=');
        for (nth, value) in values.into_iter().enumerate() {
            url.push_str(if nth == 0 { "" } else { "," });
            url.extend(utf8_percent_encode(value, VALUE));
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_other_sites_are_none_of_ours() {
        for address in ["https://a.b/c", "mailto:a@b.c", "//a.b/c", "tel:1", "{{#x}}"] {
            assert!(parts(address).is_none(), "{address}");
        }
        let ours = parts("a%20b.md?x=1#%C3%A4").unwrap();
        assert_eq!((ours.path.as_str(), ours.rest.as_str()), ("a%20b.md", "?x=1#%C3%A4"));
        assert_eq!(ours.fragment.as_deref(), Some("ä"));
    }

    #[test]
    fn addresses_are_relative_and_encoded() {
        assert_eq!(relative("x/a.md", "b.md"), "../b.md");
        assert_eq!(relative("a.md", "x y/b#?.md"), "x%20y/b%23%3F.md");
        assert_eq!(relative("a.md", "é.md"), "%C3%A9.md");
        assert_eq!(to_page("a.md", "x y/b#?.md"), "x%20y/b%23%3F.md");
        assert_eq!(to_page("a.md", "再試行/über\u{2028}ß.md"), "再試行/über%E2%80%A8ß.md");
        assert_eq!(to_page("a.md", "b (1).md"), "b%20(1).md");
        let pairs = [("tier".to_owned(), vec!["gold", "silver"]), ("tags".to_owned(), vec!["a&b", "c++"])];
        let url = with_query("x/a.md", "catalog.md", pairs.into_iter());
        assert_eq!(url, "../catalog.html?tier=gold,silver&tags=a%26b,c%2B%2B");
    }
}
