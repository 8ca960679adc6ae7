//! Signs that stand for a symbol: `(c)`, `-->`, `1/2`, `2nd`.

use super::{Found, ends_word, starts_word};
use crate::front_matter::{Map, Node};

/// The option that switches some of them, what is written, and the symbol. The longest come first.
const SIGNS: &[(&str, &str, &str)] = &[
    ("arrows", "<-->", "↔"),
    ("arrows", "-->", "→"),
    ("arrows", "<--", "←"),
    ("trademark", "(tm)", "™"),
    ("copyright", "(c)", "©"),
    ("registered", "(r)", "®"),
    ("care_of", "c/o", "℅"),
    ("plusminus", "+/-", "±"),
    ("notequal", "=/=", "≠"),
    ("fractions", "1/4", "¼"),
    ("fractions", "1/2", "½"),
    ("fractions", "3/4", "¾"),
    ("fractions", "1/3", "⅓"),
    ("fractions", "2/3", "⅔"),
    ("fractions", "1/5", "⅕"),
    ("fractions", "2/5", "⅖"),
    ("fractions", "3/5", "⅗"),
    ("fractions", "4/5", "⅘"),
    ("fractions", "1/6", "⅙"),
    ("fractions", "5/6", "⅚"),
    ("fractions", "1/8", "⅛"),
    ("fractions", "3/8", "⅜"),
    ("fractions", "5/8", "⅝"),
    ("fractions", "7/8", "⅞"),
];

/// The symbols that a site has.
pub(super) struct Symbols {
    signs: Vec<(&'static str, &'static str)>,
    has_ordinals: bool,
}

impl Symbols {
    /// As the options of the extension say.
    pub(super) fn of(options: Option<&Map>) -> Self {
        let has =
            |key: &str| options.and_then(|options| options.get(key)).and_then(Node::text) != Some("false");
        let signs = SIGNS.iter().filter(|(option, ..)| has(option));
        Self {
            signs: signs.map(|(_, sign, symbol)| (*sign, *symbol)).collect(),
            has_ordinals: has("ordinal_numbers"),
        }
    }

    /// What starts at a byte.
    pub(super) fn find(&self, text: &str, at: usize) -> Option<Found> {
        let rest = &text[at..];
        let sign = self.signs.iter().find(|(sign, _)| rest.starts_with(sign) && stands_alone(text, at, sign));
        if let Some((sign, symbol)) = sign {
            return Some(Found { length: sign.len(), text: Some((*symbol).to_owned()), what: "symbols" });
        }
        let is_first = rest.starts_with(|c: char| c.is_ascii_digit()) && starts_word(text, at);
        let length = ordinal(rest).filter(|_| self.has_ordinals && is_first)?;
        let (number, end) = rest[..length].split_at(length - 2);
        Some(Found { length, text: Some(format!("{number}<sup>{end}</sup>")), what: "symbols" })
    }
}

/// Whether nothing around a sign makes something else of it.
fn stands_alone(text: &str, at: usize, sign: &str) -> bool {
    let (before, behind) = (&text[..at], &text[at + sign.len()..]);
    let is_digit = |c: char| c.is_ascii_digit();
    match sign {
        "-->" => !before.ends_with('-'),
        // Snippets start with `--8<--`.
        "<--" => !behind.starts_with('-') && !before.ends_with("-8"),
        "c/o" => starts_word(text, at) && ends_word(behind),
        sign if sign.starts_with(is_digit) => !before.ends_with(is_digit) && !behind.starts_with(is_digit),
        _ => true,
    }
}

/// The length of `1st`, `12th` or `23rd`, of which a text starts.
fn ordinal(rest: &str) -> Option<usize> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let end = rest.get(digits..digits + 2)?;
    let number = &rest[..digits];
    let is_teen = ["11", "12", "13"].iter().any(|teen| number.ends_with(teen));
    let own = match number.bytes().last() {
        Some(b'1') if !is_teen => "st",
        Some(b'2') if !is_teen => "nd",
        Some(b'3') if !is_teen => "rd",
        _ => "th",
    };
    let is_number = digits > 0 && (digits == 1 || !number.starts_with('0'));
    (is_number && end == own && ends_word(&rest[digits + 2..])).then_some(digits + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_those_of_the_extension() {
        let symbols = Symbols::of(None);
        let at_start = |text: &str| symbols.find(text, 0).and_then(|found| found.text);
        for (text, now) in [
            ("(c) 2024", Some("©")),
            ("(C)", None),
            ("-->", Some("→")),
            ("<-->", Some("↔")),
            ("<---", None),
            ("1/2 cup", Some("½")),
            ("1/20", None),
            ("c/o", Some("℅")),
            ("c/one", None),
            ("2nd", Some("2<sup>nd</sup>")),
            ("12th", Some("12<sup>th</sup>")),
            ("12nd", None),
            ("21stly", None),
        ] {
            assert_eq!(at_start(text).as_deref(), now, "{text}");
        }
        assert!(symbols.find("11/2", 1).is_none() && symbols.find("--->", 1).is_none());
    }
}
