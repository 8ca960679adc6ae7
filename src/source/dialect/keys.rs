//! `++ctrl+k++`

use super::key_names::KEYS;

/// Characters of a text between quotation marks; what is longer is no key.
const LONGEST: usize = 200;

/// The keys that `text` starts with, and the length of all in bytes.
pub(crate) fn read(text: &str) -> Option<(Vec<String>, usize)> {
    let inner = text.strip_prefix("++")?;
    let mut keys = Vec::new();
    let mut at = 0;
    loop {
        let (key, length) = key(&inner[at..])?;
        keys.push(key);
        at += length;
        let rest = &inner[at..];
        if rest.starts_with("++") {
            return Some((keys, at + 4));
        }
        at += rest.strip_prefix('+').map(|_| 1)?;
    }
}

/// One key: the name of one, or a text between quotation marks.
fn key(text: &str) -> Option<(String, usize)> {
    if let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        return quoted(text, quote);
    }
    let end = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(text.len());
    Some((label(&text[..end])?, end))
}

/// A text between quotation marks, in which a backslash takes the next sign for itself.
fn quoted(text: &str, quote: char) -> Option<(String, usize)> {
    let mut label = String::new();
    let mut chars = text.char_indices().skip(1).take(LONGEST);
    while let Some((at, c)) = chars.next() {
        match c {
            '\n' => return None,
            '\\' => label.push(chars.next().filter(|(_, c)| *c != '\n')?.1),
            c if c == quote => {
                let label = label.trim().to_owned();
                return (!label.is_empty()).then_some((label, at + 1));
            }
            c => label.push(c),
        }
    }
    None
}

/// What is on a key, whatever the case of its name and the signs between words: `PgDn`, `page_down`. `None` if there is
/// no such key, and the signs are text.
fn label(name: &str) -> Option<String> {
    let mut chars = name.chars();
    let first = chars.next()?;
    if chars.next().is_none() {
        return first.is_ascii_alphanumeric().then(|| first.to_ascii_uppercase().to_string());
    }
    let number = name.strip_prefix(['f', 'F']);
    if let Some(number) = number.filter(|number| number.starts_with(|c: char| ('1'..='9').contains(&c))) {
        return number.parse::<u8>().ok().filter(|number| (1..=24).contains(number)).map(|n| format!("F{n}"));
    }
    let lower = name.to_lowercase().replace('_', "-");
    named(&lower).or_else(|| named(&apart(name))).map(str::to_owned)
}

fn named(name: &str) -> Option<&'static str> {
    KEYS.binary_search_by_key(&name, |(name, _)| name).ok().map(|at| KEYS[at].1)
}

/// `PageDown` to `page-down`.
fn apart(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        if c.is_uppercase() && !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
        out.extend(c.to_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_the_names_that_are_on_them() {
        assert!(KEYS.is_sorted_by_key(|(name, _)| name));
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(read("++ctrl+k++ x"), Some((names(&["Ctrl", "K"]), 10)));
        assert_eq!(read("++f12++"), Some((names(&["F12"]), 7)));
        assert_eq!(read("++a+++"), Some((names(&["A"]), 5)));
        assert_eq!(read("++fn+f++"), Some((names(&["Fn", "F"]), 8)));
        assert_eq!(read("++cmd+\"My key\"++"), Some((names(&["⌘ Cmd", "My key"]), 16)));
        assert_eq!(read("++'My key'++"), Some((names(&["My key"]), 12)));
        assert_eq!(read("++\"a\\\"b\"++"), Some((names(&["a\"b"]), 10)));
        assert_eq!(read("++PageDown+page_up+PgDn++").unwrap().0, ["Page Down", "Page Up", "Page Down"]);
        let other = ["++", "++++", "++a", "++a+", "++a b++", "++ a++", "++\"\"++"];
        for text in
            other.into_iter().chain(["++word++", "++f25++", "++f0++", "++f01++", "++ctrl+word++", "++ä++"])
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
