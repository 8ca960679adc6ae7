//! What is compared by size: dates, numbers and minutes, each from its least to its greatest.

use std::fmt;

use crate::schema::{Date, Precision};

/// All numbers from one to another, both included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Span {
    from: f64,
    to: f64,
}

/// How a value is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
    /// `<`
    Less,
    /// `<=`
    AtMost,
}

impl Comparison {
    /// The signs, the longer ones first.
    pub(super) const SIGNS: &'static [(&'static str, Comparison)] = &[
        (">=", Comparison::AtLeast),
        ("<=", Comparison::AtMost),
        (">", Comparison::Greater),
        ("<", Comparison::Less),
    ];
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = Self::SIGNS.iter().find(|(_, known)| known == self).map_or("", |(sign, _)| sign);
        f.write_str(sign)
    }
}

impl Span {
    pub(super) fn of_number(number: f64) -> Self {
        Self { from: number, to: number }
    }

    /// A year or a month is all of its days.
    pub(super) fn of_date(date: Date) -> Self {
        let last = match date.precision {
            Precision::Year => date.day.last_of_year(),
            Precision::Month => date.day.last_of_month(),
            Precision::Day => date.day,
        };
        Self { from: day(date.day), to: day(last) }
    }

    /// All that compares so with this one.
    pub(super) fn compared(self, comparison: Comparison) -> Self {
        let (from, to) = (f64::NEG_INFINITY, f64::INFINITY);
        match comparison {
            Comparison::Greater => Self { from: self.to.next_up(), to },
            Comparison::AtLeast => Self { from: self.from, to },
            Comparison::Less => Self { from, to: self.from.next_down() },
            Comparison::AtMost => Self { from, to: self.to },
        }
    }

    /// From the start of one to the end of the other, open where there is none; `None` if that holds nothing.
    pub(super) fn between(from: Option<Self>, to: Option<Self>) -> Option<Self> {
        let span = Self {
            from: from.map_or(f64::NEG_INFINITY, |span| span.from),
            to: to.map_or(f64::INFINITY, |span| span.to),
        };
        (span.from <= span.to).then_some(span)
    }

    /// Whether all of another one is in it.
    pub(super) fn holds(&self, other: &Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// `5..10`, with open ends left out.
    pub(super) fn in_whole_numbers(&self) -> String {
        let end = |number: f64| if number.is_finite() { number.to_string() } else { String::new() };
        format!("{}..{}", end(self.from.ceil().max(0.0)), end(self.to.floor()))
    }
}

/// A day as a number that is greater for later ones.
fn day(date: jiff::civil::Date) -> f64 {
    f64::from(date.year()) * 10_000.0 + f64::from(date.month()) * 100.0 + f64::from(date.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Span {
        Span::of_date(Date::parse(text).unwrap())
    }

    #[test]
    fn dates_compare_by_what_they_cover() {
        for (limit, comparison, value, holds) in [
            ("2021", Comparison::Greater, "2021-12-31", false),
            ("2021", Comparison::Greater, "2022-01-01", true),
            ("2021", Comparison::AtLeast, "2021-01-01", true),
            ("2021", Comparison::Less, "2020-12-31", true),
            ("2021", Comparison::Less, "2021-01-01", false),
            ("2021", Comparison::AtMost, "2021", true),
            ("2021-02", Comparison::AtMost, "2021-02-28", true),
            ("2021-02", Comparison::AtMost, "2021", false),
            ("2021-02", Comparison::AtLeast, "2021", false),
        ] {
            assert_eq!(
                date(limit).compared(comparison).holds(&date(value)),
                holds,
                "{value} {comparison:?} {limit}"
            );
        }
    }

    #[test]
    fn limits_are_in_or_out() {
        let ten = Span::of_number(10.0);
        let written = |comparison| ten.compared(comparison).in_whole_numbers();
        assert_eq!(written(Comparison::Less), "0..9");
        assert_eq!(written(Comparison::AtMost), "0..10");
        assert_eq!(written(Comparison::Greater), "11..");
        assert_eq!(ten.in_whole_numbers(), "10..10");
        assert_eq!(Span::between(Some(ten), Some(Span::of_number(9.0))), None);
    }
}
