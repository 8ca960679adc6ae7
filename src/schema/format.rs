//! Numbers within a text: `ADR-12`.

use crate::text::name::key;

/// The text around a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberFormat {
    before: String,
    after: String,
}

impl NumberFormat {
    /// What stands for the number.
    const NUMBER: &str = "{number}";

    /// `ADR-{number}`; `None` for a text that does not say once where the number stands.
    ///
    /// ```
    /// use mdbook_patterns::schema::NumberFormat;
    ///
    /// let format = NumberFormat::parse("ADR-{number}").unwrap();
    /// assert_eq!(format.digits("ADR-0012"), Some("0012"));
    /// assert_eq!(format.digits("adr 12"), Some("12"));
    /// assert_eq!(format.digits("RFC-12"), None);
    /// assert!(NumberFormat::parse("ADR").is_none());
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let (before, after) = text.split_once(Self::NUMBER)?;
        let both = Self { before: key(before), after: key(after) };
        (!after.contains(Self::NUMBER)).then_some(both)
    }

    /// The digits of a text that has this form, or is a number alone; whatever the case and the dashes.
    pub fn digits<'t>(&self, text: &'t str) -> Option<&'t str> {
        let text = text.trim();
        let start = text.find(|c: char| c.is_ascii_digit())?;
        let length = text[start..].find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len() - start);
        let (before, after) = (key(&text[..start]), key(&text[start + length..]));
        let is_bare = before.is_empty() && after.is_empty();
        (is_bare || (before == self.before && after == self.after)).then(|| &text[start..start + length])
    }

    /// What the number is written in, in words without it: `adr`.
    pub(crate) fn before(&self) -> &str {
        &self.before
    }
}
