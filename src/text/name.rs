//! Names: as ids, as keys of front matter, and in words.

use std::borrow::Cow;

/// A value as an id: lower case, letters and digits, a dash for everything between.
pub(crate) fn slug(value: &str) -> String {
    let mut id = String::with_capacity(value.len());
    for c in value.trim().chars() {
        if c.is_alphanumeric() {
            id.extend(c.to_lowercase());
        } else if matches!(c, '+' | '#') {
            id.push_str(if c == '+' { "plus" } else { "sharp" });
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    id.truncate(id.trim_end_matches('-').len());
    id
}

/// A value as the id of a term, where a sign that says something is a word: `<100` is not `>100`, nor `A-` an `A`. Signs
/// alone, which have no letters, are their code points.
pub(crate) fn term_id(value: &str) -> String {
    let id = slug(&spoken(value.trim()));
    if !id.is_empty() {
        return id;
    }
    let points = value.trim().chars().map(|c| format!("u{:x}", u32::from(c)));
    points.collect::<Vec<_>>().join("-")
}

/// A value with the signs that say something as words: those that compare with a number, a minus, and what comes first in
/// `.net`, `!prod`, `|cmd` and `=cmd`.
fn spoken(value: &str) -> Cow<'_, str> {
    if !value.contains(SAYING) {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len() + 8);
    // Where the next letter or digit stands: looked for once, however many signs stand before it.
    let mut next = 0;
    for (at, c) in value.char_indices() {
        let (before, after) = (&value[..at], &value[at + c.len_utf8()..]);
        if next <= at {
            next = value.len() - after.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        }
        let number_follows = value[next..].starts_with(|c: char| c.is_ascii_digit());
        let is_first = before.is_empty() && after.starts_with(char::is_alphanumeric);
        let is_last = after.is_empty() && before.ends_with(char::is_alphanumeric);
        let compares = !before.ends_with(['-', '=']) && number_follows;
        out.push_str(match c {
            '<' if compares => " lt",
            '>' if compares => " gt",
            '≤' if compares => " lteq",
            '≥' if compares => " gteq",
            '=' if before.ends_with(['<', '>']) && number_follows => "eq",
            '-' | '−' if is_last || is_first && number_follows => "minus",
            '.' if is_first => "dot",
            '!' if is_first => "not",
            '|' if is_first => "pipe",
            '=' if is_first => "eq",
            '$' if is_first => "dollar",
            '^' if is_first => "caret",
            '~' if is_first => "tilde",
            '/' if is_first => "slash",
            c => {
                out.push(c);
                continue;
            }
        });
    }
    Cow::Owned(out)
}

const SAYING: &[char] = &['<', '>', '≤', '≥', '-', '−', '.', '!', '|', '=', '$', '^', '~', '/'];

/// `trade_offs` to `Trade offs`. In a name that has spaces already, other signs are those of its words: `half-edge mesh`.
pub(crate) fn in_words(name: &str) -> String {
    let words = if name.contains(' ') { name.to_owned() } else { name.replace(['_', '-'], " ") };
    // A name of signs alone has no words.
    capital(Some(words.trim()).filter(|words| !words.is_empty()).unwrap_or(name))
}

/// Whether a name is made of words with `-` or `_` between them, and starts with a letter: `load-shedding`, and no
/// `2024-01-01`, `--flag` or `front-end work`.
pub(crate) fn is_id(name: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.chars().all(char::is_alphanumeric);
    name.starts_with(char::is_alphabetic) && name.split(['_', '-']).all(is_word)
}

/// A text with a capital at its start.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The form in which keys are compared: `last-updated`, `LastUpdated` and `last_updated` are one.
pub(crate) fn key(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_ids() {
        for (value, id) in [
            ("Data access", "data-access"),
            (" Behavioral ", "behavioral"),
            ("use_with_caution", "use-with-caution"),
            ("C++", "cplusplus"),
            ("C#", "csharp"),
            ("on hold!", "on-hold"),
            ("日本語", "日本語"),
            ("設計 パターン", "設計-パターン"),
            ("---", ""),
        ] {
            assert_eq!(slug(value), id);
        }
    }

    #[test]
    fn terms_of_signs_alone_have_ids() {
        assert_eq!(term_id("Use with caution"), "use-with-caution");
        assert_eq!(term_id("🔥"), "u1f525");
        assert_eq!(term_id(" -> "), "u2d-u3e");
    }

    #[test]
    fn signs_that_say_something_are_words() {
        for (value, id) in [
            ("<100", "lt100"),
            ("> 100 ms", "gt-100-ms"),
            (">= $5", "gteq-5"),
            ("≥5", "gteq5"),
            ("-100", "minus100"),
            ("BBB-", "bbbminus"),
            (".NET", "dotnet"),
            ("!prod", "notprod"),
            ("a -> 5", "a-5"),
            ("x => 5", "x-5"),
            ("a<5 <b <= 7", "a-lt5-b-lteq-7"),
            ("< é 5", "é-5"),
            ("<٣", "٣"),
            ("<canvas>", "canvas"),
            ("on hold!", "on-hold"),
            ("v1.2-rc", "v1-2-rc"),
            ("...", "u2e-u2e-u2e"),
            ("- open", "open"),
        ] {
            assert_eq!(term_id(value), id, "{value}");
        }
        for (value, id) in [
            ("|cmd", "pipecmd"),
            ("=cmd", "eqcmd"),
            ("cmd", "cmd"),
            ("a/b", "a-b"),
            ("a|b", "a-b"),
            ("/x", "slashx"),
        ] {
            assert_eq!(term_id(value), id, "{value}");
        }
    }
}
