//! The numbers that the pages of a folder have: in their files, their titles and their fields.

use std::collections::BTreeMap;

/// A text with a number at its start, after some letters at most: `0012-use-x`, `adr-0012-use-x`, `ADR-12: Use X`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Numbered<'t> {
    prefix: &'t str,
    digits: &'t str,
    rest: &'t str,
}

/// How long a word before a number may be; more is a title.
const PREFIX: usize = 12;

/// How many digits a number may have; more is a time or an id of something else.
const DIGITS: usize = 6;

impl<'t> Numbered<'t> {
    pub(super) fn read(text: &'t str) -> Option<Self> {
        let start = text.find(|c: char| c.is_ascii_digit())?;
        let rest = text[start..].trim_start_matches(|c: char| c.is_ascii_digit());
        let (prefix, digits) = (&text[..start], &text[start..text.len() - rest.len()]);
        let is_prefix = prefix.chars().count() <= PREFIX
            && prefix.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '_' | ' ' | '.' | '#'));
        let is_number = digits.len() <= DIGITS && !rest.starts_with(char::is_alphanumeric);
        (is_prefix && is_number).then_some(Self { prefix, digits, rest })
    }

    pub(super) fn number(&self) -> u64 {
        self.digits.parse().unwrap_or_default()
    }

    pub(super) fn digits(&self) -> &'t str {
        self.digits
    }

    pub(super) fn prefix(&self) -> &'t str {
        self.prefix
    }

    /// What is between the number and the words.
    fn separator(&self) -> &'t str {
        let words = self.rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        &self.rest[..self.rest.len() - words.len()]
    }

    fn form(&self) -> (&'t str, &'t str) {
        (self.prefix, self.separator())
    }
}

/// How the numbers of a collection are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numbering {
    prefix: String,
    /// How many digits there are at least.
    width: usize,
    separator: String,
    /// Whether words follow the number.
    has_words: bool,
    /// The highest number, and how far it is to the next.
    last: u64,
    step: u64,
}

impl Numbering {
    /// The numbering that more than half of these texts follow. Years and days do not count as numbers.
    pub(super) fn of(texts: &[&str]) -> Option<Self> {
        let numbered: Vec<Numbered<'_>> = texts.iter().filter_map(|text| Numbered::read(text)).collect();
        let mut sizes: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        numbered.iter().for_each(|one| *sizes.entry(one.form()).or_default() += 1);
        let usual = numbered.iter().rev().max_by_key(|one| sizes[&one.form()])?;
        let group: Vec<&Numbered<'_>> = numbered.iter().filter(|one| one.form() == usual.form()).collect();
        let is_padded = group.iter().any(|one| one.digits.starts_with('0'));
        let is_sure = group.len() > 1 || is_padded || usual.prefix.is_empty();
        let are_years =
            group.iter().all(|one| one.digits.len() == 4 && (1900..=2100).contains(&one.number()));
        if 2 * group.len() <= texts.len() || !is_sure || are_years {
            return None;
        }
        let width = if is_padded { group.iter().map(|one| one.digits.len()).max()? } else { 1 };
        let mut numbers: Vec<u64> = group.iter().map(|one| one.number()).collect();
        numbers.sort_unstable();
        let last = *numbers.last()?;
        let by_tens = numbers.len() > 1 && numbers.iter().all(|number| number % 10 == 0);
        Some(Self {
            prefix: usual.prefix.to_owned(),
            width,
            separator: usual.separator().to_owned(),
            has_words: group.iter().any(|one| one.rest != one.separator()),
            last,
            step: if by_tens { 10 } else { 1 },
        })
    }

    /// Whether the number is set off from words after it, so that it is no word of them: `ADR-12: Use X`, `12. Use X`.
    pub(super) fn is_set_off(&self) -> bool {
        self.has_words && (self.prefix.is_empty() || !self.separator.trim().is_empty())
    }

    /// The number after the highest.
    pub(super) fn next(&self) -> u64 {
        self.last / self.step * self.step + self.step
    }

    /// A text with a number, as the others are written.
    pub(super) fn text(&self, number: u64, words: &str) -> String {
        let number = format!("{number:0width$}", width = self.width);
        match self.has_words {
            true => format!("{}{number}{}{words}", self.prefix, self.separator),
            false => format!("{}{number}", self.prefix),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(texts: &[&str]) -> Option<String> {
        let numbering = Numbering::of(texts)?;
        Some(numbering.text(numbering.next(), "new"))
    }

    #[test]
    fn the_next_number_is_written_as_the_others_are() {
        for (texts, expected) in [
            (&["0001-a", "0002-b"][..], "0003-new"),
            (&["0001-a"], "0002-new"),
            (&["001-a", "003-b"], "004-new"),
            (&["1-a", "9-b"], "10-new"),
            (&["0099-a", "9999-b"], "10000-new"),
            (&["adr-0004-a", "adr-0002-b", "template"], "adr-0005-new"),
            (&["ADR-7", "ADR-8"], "ADR-9"),
            (&["ADR-7: A", "ADR-8: B"], "ADR-9: new"),
            (&["1. A", "2. B"], "3. new"),
            (&["01_a", "02_b", "03_c", "notes"], "04_new"),
            (&["010-a", "020-b"], "030-new"),
            (&["0001 a", "0002 b"], "0003 new"),
        ] {
            assert_eq!(next(texts).as_deref(), Some(expected), "{texts:?}");
        }
        for texts in [
            &["retry", "timeout"][..],
            &["v2-api"],
            &["2023-retro", "2024-retro"],
            &["2024-01-05-a", "2024-02-01-b"],
            &["a", "b", "c", "01-d"],
            &["3d-models", "2d-models"],
            &["20240105123456-a"],
            &[],
        ] {
            assert_eq!(next(texts), None, "{texts:?}");
        }
    }
}
