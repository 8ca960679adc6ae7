//! Addresses within the book.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What a path segment of an address must not hold as it is.
const SEGMENT: &AsciiSet = &CONTROLS
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
    .add(b'}')
    .add(b':')
    .add(b'&')
    .add(b'=')
    .add(b',');

/// What a value in a query must not hold as it is; a `+` would be a space.
const VALUE: &AsciiSet = &SEGMENT.add(b'+').add(b';');

/// The address of the file `to` as seen from `from`: relative and encoded.
pub(crate) fn relative(from: &str, to: &str) -> String {
    joined(from, to, |out, segment| out.extend(utf8_percent_encode(segment, SEGMENT)))
}

/// The address of the page `to` as the page `from` links it: relative, still with `.md`, which
/// mdBook rewrites for the page and for print. Letters that are not ASCII stay as they are: for print,
/// mdBook compares an address with the names of files and decodes nothing.
pub(crate) fn to_page(from: &str, to: &str) -> String {
    joined(from, to, push_but_letters)
}

fn joined(from: &str, to: &str, push: impl Fn(&mut String, &str)) -> String {
    let mut from: Vec<&str> = from.split('/').collect();
    from.pop();
    let to: Vec<&str> = to.split('/').collect();
    let common = from.iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
    let mut out = "../".repeat(from.len() - common);
    for (at, segment) in to[common..].iter().enumerate() {
        if at > 0 {
            out.push('/');
        }
        push(&mut out, segment);
    }
    out
}

/// Adds a segment, encoded but for the letters and digits of any script.
fn push_but_letters(out: &mut String, segment: &str) {
    let mut buffer = [0; 4];
    for c in segment.chars() {
        if c.is_alphanumeric() {
            out.push(c);
        } else {
            out.extend(utf8_percent_encode(c.encode_utf8(&mut buffer), SEGMENT));
        }
    }
}

/// The address of the page at `to` with a query. mdBook cuts off what stands behind `.md`, so this
/// one ends in `.html` already. Several values of a key are joined by commas.
pub(crate) fn with_query<'v, V: IntoIterator<Item = &'v str>>(
    from: &str,
    to: &str,
    pairs: impl Iterator<Item = (String, V)>,
) -> String {
    let page = relative(from, to);
    let mut url = format!("{}.html", page.strip_suffix(".md").unwrap_or(&page));
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
    fn addresses_are_relative_and_encoded() {
        assert_eq!(relative("a.md", "b.md"), "b.md");
        assert_eq!(relative("x/a.md", "x/b.md"), "b.md");
        assert_eq!(relative("x/y/a.md", "x/z/b.md"), "../z/b.md");
        assert_eq!(relative("x/a.md", "b.md"), "../b.md");
        assert_eq!(relative("a.md", "x y/b#?.md"), "x%20y/b%23%3F.md");
        assert_eq!(relative("a.md", "é.md"), "%C3%A9.md");
        assert_eq!(to_page("a.md", "x y/b#?.md"), "x%20y/b%23%3F.md");
        assert_eq!(to_page("a.md", "再試行/über\u{2028}ß.md"), "再試行/über%E2%80%A8ß.md");
        let pairs = [("tier".to_owned(), vec!["gold", "silver"]), ("tags".to_owned(), vec!["a&b", "c++"])];
        let url = with_query("x/a.md", "catalog.md", pairs.into_iter());
        assert_eq!(url, "../catalog.html?tier=gold,silver&tags=a%26b,c%2B%2B");
    }
}
