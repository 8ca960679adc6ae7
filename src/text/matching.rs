//! What words match: the one definition for `filter=`, `list`, the catalog's text field and the terms that a search
//! names. `theme/text/matching.js` does the same in the browser; `tests/search/matching.json` holds the two together.
//!
//! A text holds a word wherever it stands in it, as a part of a longer one too, without case and accents.

use std::ops::Range;

use super::fold::folded;
use super::name::slug;

/// An item of a filter, as it was written: between white space or `;`, with what is in quotes kept together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Item {
    /// Whether a `-` stands before it.
    pub(crate) negated: bool,
    signs: Vec<Sign>,
}

/// A character of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sign {
    c: char,
    /// Whether it stands in quotes, where it has no meaning.
    is_quoted: bool,
    /// Its bytes in the filter.
    span: Range<usize>,
}

impl Sign {
    fn means(&self, c: char) -> bool {
        !self.is_quoted && self.c == c
    }
}

impl Item {
    /// Its text, without the quotes.
    pub(crate) fn text(&self) -> String {
        self.signs.iter().map(|sign| sign.c).collect()
    }

    /// As an author writes it: with its sign, and quotes around what stands in quotes.
    pub(crate) fn written(&self) -> String {
        let sign = if self.negated { "-" } else { "" };
        let runs = self.signs.chunk_by(|a, b| a.is_quoted == b.is_quoted);
        let run = |signs: &[Sign]| {
            let text: String = signs.iter().map(|sign| sign.c).collect();
            if signs[0].is_quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
        };
        sign.to_owned() + &runs.map(run).collect::<String>()
    }

    /// Its bytes in the filter: within its quotes if all of it stands in them.
    pub(crate) fn span(&self) -> Range<usize> {
        let (Some(first), Some(last)) = (self.signs.first(), self.signs.last()) else { return 0..0 };
        // A quote that only one end stands in is a part of the item.
        let (opens, closes) = (first.is_quoted && !last.is_quoted, last.is_quoted && !first.is_quoted);
        first.span.start - usize::from(opens)..last.span.end + usize::from(closes)
    }

    /// Whether all of it stands in quotes.
    pub(crate) fn is_quoted(&self) -> bool {
        self.signs.iter().all(|sign| sign.is_quoted)
    }

    /// Where the first of some signs stands, outside of quotes.
    pub(crate) fn find(&self, wanted: impl Fn(char) -> bool) -> Option<usize> {
        self.signs.iter().position(|sign| !sign.is_quoted && wanted(sign.c))
    }

    /// What is before a place, and from it on.
    pub(crate) fn split_at(&self, at: usize) -> (Self, Self) {
        let (before, after) = self.signs.split_at(at);
        let part = |signs: &[Sign]| Self { negated: self.negated, signs: signs.to_vec() };
        (part(before), part(after))
    }

    /// What follows after a text that it starts with, outside of quotes.
    pub(crate) fn strip_prefix(&self, prefix: &str) -> Option<Self> {
        let length = prefix.chars().count();
        let starts =
            prefix.chars().enumerate().all(|(at, c)| self.signs.get(at).is_some_and(|sign| sign.means(c)));
        starts.then(|| self.split_at(length).1)
    }

    /// What is between commas, without space around and what is empty.
    pub(crate) fn values(&self) -> Vec<Self> {
        let parts = self.signs.split(|sign| sign.means(','));
        parts.map(trimmed).filter(|part| !part.signs.is_empty()).collect()
    }

    /// What is on both sides of `..`, if it does so once, outside of quotes.
    pub(crate) fn range(&self) -> Option<(Self, Self)> {
        let at = self.signs.windows(2).position(|pair| pair.iter().all(|sign| sign.means('.')))?;
        Some((trimmed(&self.signs[..at]), trimmed(&self.signs[at + 2..])))
    }
}

/// An item of some signs, without the space around them.
fn trimmed(signs: &[Sign]) -> Item {
    let is_said = |sign: &Sign| sign.is_quoted || !sign.c.is_whitespace();
    let start = signs.iter().position(is_said).unwrap_or(signs.len());
    let end = signs.iter().rposition(is_said).map_or(start, |at| at + 1);
    Item { negated: false, signs: signs[start..end].to_vec() }
}

/// The items of a filter. Within quotes `""` is a quote; a quote without its end goes on to the end.
pub(crate) fn items(text: &str) -> Vec<Item> {
    let mut items = vec![Item::default()];
    let mut quoted = false;
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let is_double = c == '"' && quoted && rest.next_if(|(_, next)| *next == '"').is_some();
        match c {
            '"' if !is_double => quoted = !quoted,
            c if !quoted && (c.is_whitespace() || c == ';') => items.push(Item::default()),
            c => {
                let end = at + c.len_utf8() + usize::from(is_double);
                let sign = Sign { c, is_quoted: quoted, span: at..end };
                items.last_mut().expect("never empty").signs.push(sign);
            }
        }
    }
    items.retain(|item| !item.signs.is_empty());
    for item in &mut items {
        item.negated = item.signs.len() > 1 && item.signs[0].means('-');
        item.signs.drain(..usize::from(item.negated));
    }
    items
}

/// A word or phrase as it is compared.
pub(crate) fn word(text: &str) -> String {
    folded(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What words look into: texts as they are compared, one a line, so that no phrase reaches from one into the next.
pub(crate) fn haystack<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut out = String::new();
    for text in texts {
        out.push_str(&word(text));
        out.push('\n');
    }
    out
}

/// A name of a term as it is compared: letters and digits, `+` and `#`; of signs alone, the signs.
pub(crate) fn name(text: &str) -> String {
    let folded = folded(text);
    let name: String = folded.chars().filter(|&c| c.is_alphanumeric() || matches!(c, '+' | '#')).collect();
    if name.is_empty() { folded } else { name }
}

/// A value of a field as an id, without accents.
pub(crate) fn folded_slug(value: &str) -> String {
    slug(&folded(value))
}

/// A word as [`items`] reads it back.
pub(crate) fn quoted(word: &str) -> String {
    let is_plain = |c: char| !c.is_whitespace() && !matches!(c, ';' | '"');
    if word.chars().all(is_plain) && !word.starts_with('-') {
        return word.to_owned();
    }
    format!("\"{}\"", word.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct Table {
        folds: Vec<(String, String)>,
        words: Vec<(String, Vec<String>, Vec<String>)>,
        holds: Vec<(String, String, bool)>,
        names: Vec<(String, String)>,
    }

    fn table() -> Table {
        serde_json::from_str(include_str!("../../tests/search/matching.json")).unwrap()
    }

    #[test]
    fn texts_are_folded_as_in_the_browser() {
        for (text, expected) in table().folds {
            assert_eq!(word(&text), expected, "{text}");
        }
    }

    #[test]
    fn items_are_the_words_of_the_browser() {
        for (text, wanted, without) in table().words {
            let items = items(&text);
            let of = |negated: bool| -> Vec<String> {
                items.iter().filter(|item| item.negated == negated).map(|item| word(&item.text())).collect()
            };
            assert_eq!((of(false), of(true)), (wanted, without), "{text}");
        }
    }

    #[test]
    fn a_text_holds_words_as_in_the_browser() {
        for (text, words, expected) in table().holds {
            let hay = haystack(text.split('\n'));
            let found = items(&words).iter().all(|item| hay.contains(&word(&item.text())) != item.negated);
            assert_eq!(found, expected, "{words} in {text}");
        }
    }

    #[test]
    fn names_are_compared_as_in_the_browser() {
        for (text, expected) in table().names {
            assert_eq!(name(&text), expected, "{text}");
        }
    }

    #[test]
    fn words_are_written_so_that_they_are_read_back() {
        for text in ["a", "load shed", "-x", "a;b", "say \"so\"", "\""] {
            let read = items(&format!("x {}", quoted(text)));
            assert_eq!((read.len(), read[1].text().as_str(), read[1].negated), (2, text, false));
        }
    }

    #[test]
    fn signs_in_quotes_have_no_meaning() {
        let [item] = items("tags:\"c,d\",e").try_into().unwrap();
        let (name, rest) = item.split_at(item.find(|c| c == ':').unwrap());
        assert_eq!(name.text(), "tags");
        let values: Vec<String> = rest.strip_prefix(":").unwrap().values().iter().map(Item::text).collect();
        assert_eq!(values, ["c,d", "e"]);
        let range = |text: &str| items(text)[0].range().map(|(from, to)| (from.text(), to.text()));
        assert_eq!(range("2..5"), Some(("2".to_owned(), "5".to_owned())));
        assert_eq!(range("\"2..5\""), None);
    }

    #[test]
    fn items_know_their_bytes() {
        for (text, spans) in [
            ("é -tier:a", vec!["é", "tier:a"]),
            ("tag:\"a b\" x", vec!["tag:\"a b\"", "x"]),
            ("\"a b\"", vec!["a b"]),
            ("\"a \"b", vec!["\"a \"b"]),
            ("\"a\"\"\"", vec!["a\"\""]),
        ] {
            let found: Vec<&str> = items(text).iter().map(|item| &text[item.span()]).collect();
            assert_eq!(found, spans, "{text}");
        }
    }
}
