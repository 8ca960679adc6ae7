//! The order in which people list texts: numbers by their size, case and accents left aside. `theme/text/natural.js`
//! sorts the same in the browser; `tests/search/matching.json` holds the two together.

use super::matching;

/// What is before a number, which comes before all other signs.
const NUMBER: char = '\u{1}';

/// What ends the part that is compared first; less than any sign within it.
const END: char = '\0';

/// What texts are sorted by: `Law 2` stands before `Law 10`. Texts that differ in case or accents alone follow the
/// order of their characters, so that no two texts are equal that are not the same.
pub(crate) fn natural(text: &str) -> String {
    let folded = matching::word(text);
    let mut key = String::with_capacity(folded.len() + text.len() + 8);
    let mut rest = folded.as_str();
    while let Some(first) = rest.chars().next() {
        let is_number = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != is_number).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        if is_number {
            push_number(&mut key, piece.trim_start_matches('0'));
        } else {
            key.extend(piece.chars().filter(|c| !c.is_control()));
        }
        rest = after;
    }
    key.push(END);
    key.push_str(text);
    key
}

/// Digits after how many they are, so that longer numbers are greater; and before that, how long this count is.
fn push_number(key: &mut String, digits: &str) {
    let count = digits.len().to_string();
    key.push(NUMBER);
    key.push_str(&count.len().to_string());
    key.push_str(&count);
    key.push_str(digits);
}

/// The numbers that a file's name starts with: `0007-use-x`, `2024-03-01 release`.
pub(crate) fn leading_numbers(name: &str) -> Vec<f64> {
    let mut numbers = Vec::new();
    let mut rest = name;
    loop {
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (digits, behind) = rest.split_at(end);
        match digits.parse() {
            Ok(number) if behind.is_empty() || behind.starts_with(['-', '_', '.', ' ']) => {
                numbers.push(number)
            }
            _ => return numbers,
        }
        rest = behind.get(1..).unwrap_or_default();
    }
}

/// A name without the numbers it starts with, if it says something without them.
pub(crate) fn without_numbers(name: &str) -> &str {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | '.' | ' '));
    if rest.is_empty() || leading_numbers(name).is_empty() { name } else { rest }
}

/// A name without the numbers that put it in order: where most names beside it start with some, or where they have a zero
/// before them or are a day. Others are words of the name: `12 factors`, `20-20-20 rule`.
pub(crate) fn without_order(name: &str, are_numbered: bool) -> &str {
    let mut digits = name.bytes().take_while(u8::is_ascii_digit);
    let is_padded = digits.next() == Some(b'0') && digits.next().is_some();
    let is_day = matches!(leading_numbers(name)[..], [year, month, day, ..]
        if (1900.0..2200.0).contains(&year) && (1.0..13.0).contains(&month) && (1.0..32.0).contains(&day));
    if are_numbered || is_padded || is_day { without_numbers(name) } else { name }
}

/// Whether numbers at the start of names put them in order: most names have one, and more than one name.
pub(crate) fn are_numbered<'n>(names: impl Iterator<Item = &'n str>) -> bool {
    let (mut all, mut numbered) = (0, 0);
    for name in names {
        all += 1;
        numbered += usize::from(!leading_numbers(name).is_empty());
    }
    numbered > 0 && numbered * 2 >= all && (numbered > 1 || all == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_sort_by_size() {
        let mut titles = ["law 10", "Law 2", "a", "Law", "Law 02b", "10", "9"];
        titles.sort_by_key(|title| natural(title));
        assert_eq!(titles, ["9", "10", "a", "Law", "Law 2", "Law 02b", "law 10"]);
    }

    #[test]
    fn texts_sort_as_in_the_browser() {
        let table: serde_json::Value =
            serde_json::from_str(include_str!("../../tests/search/matching.json")).unwrap();
        let sorted: Vec<Vec<String>> = serde_json::from_value(table["sorted"].clone()).unwrap();
        for texts in sorted {
            let mut found: Vec<String> = texts.iter().rev().cloned().collect();
            found.sort_by_cached_key(|text| natural(text));
            assert_eq!(found, texts);
        }
    }

    #[test]
    fn names_start_with_numbers() {
        assert_eq!(leading_numbers("0007-use-x"), [7.0]);
        assert_eq!(leading_numbers("2024-03-01 x"), [2024.0, 3.0, 1.0]);
        assert_eq!(leading_numbers("3d-models"), [0.0; 0]);
        assert_eq!(without_numbers("01_intro"), "intro");
        for name in ["20-20-20 rule", "12-factors", "0-index", "0.999... = 1", "3d-models", "9-1-1 calls"] {
            assert_eq!(without_order(name, false), name);
        }
        for (name, words) in
            [("0001-use-x", "use-x"), ("01. intro", "intro"), ("2024-03-01-release", "release")]
        {
            assert_eq!(without_order(name, false), words);
        }
        assert_eq!(without_order("1-intro", true), "intro");
        assert!(are_numbered(["1-a", "2-b", "c"].into_iter()) && are_numbered(["1-a"].into_iter()));
        assert!(
            !are_numbered(["12-factors", "b"].into_iter())
                && !are_numbered(["1-a", "2-b", "c", "d", "e"].into_iter())
        );
        assert_eq!((without_numbers("2024"), without_numbers("3d-models")), ("2024", "3d-models"));
    }
}
