//! Dates and durations as authors write them.

use std::fmt;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use serde::Serialize;

use super::months::{Form, Month, month};

/// A date as exact as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// The first day that it means.
    pub day: jiff::civil::Date,
    /// How exact it is.
    pub precision: Precision,
}

/// How exact a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// `2024`
    Year,
    /// `2024-03`
    Month,
    /// `2024-03-01`
    Day,
}

impl Date {
    /// `2024`, `2024-03` or `2024-03-01`, also with a time after it.
    pub fn parse(text: &str) -> Option<Self> {
        parse_date(text.trim())
    }

    /// The day of a number of seconds or milliseconds since 1970, in UTC, as programs write it: of 10 or 13 digits.
    pub(super) fn of_clock(text: &str) -> Option<Self> {
        let text = text.trim();
        let number = text.parse::<i64>().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()))?;
        // A day with an hour or a number after it looks like the clock, which comes to 19... in 2030.
        let is_day = text.starts_with("19") || text.starts_with("20");
        if is_day && text.get(..8).is_some_and(|day| named_date(day).is_some()) {
            return None;
        }
        let time = match text.len() {
            10 => Timestamp::from_second(number),
            13 => Timestamp::from_millisecond(number),
            _ => return None,
        };
        let day = time.ok()?.to_zoned(TimeZone::UTC).date();
        Some(Self { day, precision: Precision::Day })
    }

    /// Whether it is exact to the day.
    pub(crate) fn is_day(&self) -> bool {
        self.precision == Precision::Day
    }

    /// What [`parse`](Self::parse) reads, and what can mean only one date: `March 2024`.
    pub(crate) fn of_words(text: &str) -> Option<Self> {
        Self::parse(text).or_else(|| named_date(text.trim()))
    }

    /// The same of words in a sentence, where a short form of another language may be a word: `accepted out 2 2024`.
    pub(super) fn in_sentence(text: &str) -> Option<Self> {
        let is_whole = |month: &Month| month.form != Form::Short;
        Self::parse(text).or_else(|| date_with(text.trim(), is_whole))
    }
}

impl Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let format = match self.precision {
            Precision::Year => "%Y",
            Precision::Month => "%Y-%m",
            Precision::Day => "%Y-%m-%d",
        };
        write!(f, "{}", self.day.strftime(format))
    }
}

/// The day of today, where the author is. `SOURCE_DATE_EPOCH` says another, as it does for all programs that must write
/// the same twice.
pub(crate) fn today() -> jiff::civil::Date {
    let said = std::env::var("SOURCE_DATE_EPOCH").ok();
    let said = said.and_then(|seconds| Timestamp::from_second(seconds.parse().ok()?).ok());
    said.map_or_else(Zoned::now, |time| time.to_zoned(TimeZone::UTC)).date()
}

/// `2024`, `2024-03`, `2024-03-01`, or any of them with a time after.
pub(super) fn parse_date(written: &str) -> Option<Date> {
    let (date, time) = written.split_once(['T', ' ']).unwrap_or((written, ""));
    if !is_time(time) {
        return None;
    }
    let mut parts = date.split('-');
    let year = parts.next().filter(|y| y.len() == 4)?.parse().ok()?;
    let month = parts.next();
    let day = parts.next();
    if parts.next().is_some() {
        return None;
    }
    let precision = match (month, day) {
        (None, _) => Precision::Year,
        (Some(_), None) => Precision::Month,
        (Some(_), Some(_)) => Precision::Day,
    };
    let part = |text: Option<&str>| text.map_or(Some(1), |t| t.parse().ok());
    let day = jiff::civil::Date::new(year, part(month)?, part(day)?).ok()?;
    Some(Date { day, precision })
}

/// Whether a text after a date says the time: `10:00`, `10:00:00 +0100`, `10:00 PM CET`; or nothing.
fn is_time(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let mut said: Vec<PartOfTime> = Vec::new();
    words.next().is_none_or(is_clock)
        && words.all(|word| {
            let part = part_of_time(word).filter(|part| !said.contains(part));
            said.extend(part);
            part.is_some()
        })
}

/// `10:00`, which ends a date.
fn is_clock(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) && word.contains(':')
}

/// What may follow the hour, each once.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PartOfTime {
    /// `PM`, `h`
    Hour,
    /// `+0100`
    Offset,
    /// `CET`
    Zone,
}

/// The zones that programs and people write. Any other word after the hour says something else, and would be lost.
const ZONES: &[&str] = &[
    "z", "utc", "gmt", "ut", "bst", "ist", "wet", "west", "cet", "cest", "met", "mest", "mez", "mesz", "eet",
    "eest", "msk", "trt", "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "akst", "akdt", "hst",
    "ast", "adt", "nst", "ndt", "brt", "art", "clt", "sast", "cat", "eat", "wat", "gst", "pkt", "npt", "ict",
    "wib", "sgt", "hkt", "pht", "jst", "kst", "awst", "acst", "acdt", "aest", "aedt", "nzst", "nzdt",
];

/// What a word after the hour says of it: `PM`, `+0100`, `CET`; `None` for any other.
fn part_of_time(word: &str) -> Option<PartOfTime> {
    let word = word.trim_matches(['(', ')', ',']).to_lowercase();
    let of_zone = word.strip_prefix("utc").or_else(|| word.strip_prefix("gmt")).unwrap_or(&word);
    let is_offset = of_zone.strip_prefix(['+', '-']).is_some_and(|digits| {
        (1..=5).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_digit() || c == ':')
    });
    match word.as_str() {
        "am" | "pm" | "a.m." | "p.m." | "h" | "hr" | "hrs" | "uhr" => Some(PartOfTime::Hour),
        _ if is_offset => Some(PartOfTime::Offset),
        zone => ZONES.contains(&zone).then_some(PartOfTime::Zone),
    }
}

/// What stands between the parts of a date with the name of a month: `3 de marzo de 2024`, `12 марта 2024 г`.
const JOINS: &[&str] = &["of", "de", "del", "den", "le", "г", "года", "року"];

/// What years, months and days end with in Chinese, Japanese and Korean.
const UNITS: [[char; 3]; 2] = [['年', '月', '日'], ['년', '월', '일']];

/// The years that a date in another language than English may have. One outside of them is of another calendar: the month
/// Nisan is April in Turkish and a Hebrew month.
const YEARS: std::ops::RangeInclusive<i16> = 1000..=2999;

/// A date that was written otherwise and can mean only one day: `March 2024`, `1 March 2024`, `2024/3/1`. None where day and
/// month could be either, as in `03/04/2024`.
pub(super) fn named_date(written: &str) -> Option<Date> {
    date_with(written, |_| true)
}

/// The same where only some names of months count.
fn date_with(written: &str, counts: impl Fn(&Month) -> bool) -> Option<Date> {
    let in_brackets = written.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let written = in_brackets.unwrap_or(written);
    let written =
        written.split_once(',').filter(|(day, _)| is_weekday(day)).map_or(written, |(_, date)| date);
    let (written, time) = written.split_at(written.len() - time_at_end(written).len());
    if !is_time(time) {
        return None;
    }
    if let Some(units) = UNITS.iter().find(|units| written.contains(**units)) {
        return date_in_units(written, units);
    }
    let parts = written.split(['/', '.', '-', ' ', ',']).filter(|part| !part.is_empty());
    let month = |part: &str| month(part).filter(|month| counts(month));
    let parts: Vec<&str> = parts.filter(|part| *part != "of").collect();
    if !parts.iter().any(|part| month(part).is_some()) {
        return parse_date(&of_numbers(&parts)?);
    }
    let parts: Vec<&str> = parts.into_iter().filter(|part| !JOINS.contains(part)).collect();
    of_name(&parts, month)
}

/// `2024年3月12日`: each number with its own sign, and nothing but spaces between. Two months are no day.
fn date_in_units(written: &str, units: &[char; 3]) -> Option<Date> {
    let mut rest = written.trim();
    let mut parts = Vec::new();
    for unit in units {
        if rest.is_empty() {
            break;
        }
        let (number, behind) = rest.split_once(*unit)?;
        let number = number.trim_end();
        if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        parts.push(format!("{number:0>2}"));
        rest = behind.trim_start();
    }
    parse_date(&parts.join("-")).filter(|date| rest.is_empty() && YEARS.contains(&date.day.year()))
}

/// The number of a part, which may be an ordinal of English.
fn number(part: &str) -> Option<u32> {
    let digits = part.trim_end_matches(|c: char| c.is_ascii_lowercase());
    matches!(&part[digits.len()..], "" | "st" | "nd" | "rd" | "th").then(|| digits.parse().ok())?
}

fn is_year(part: &str) -> bool {
    part.len() == 4
}

/// A date of numbers alone, as [`parse_date`] reads it.
fn of_numbers(parts: &[&str]) -> Option<String> {
    let date = match parts {
        [all] if all.len() == 8 && all.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{}-{}-{}", &all[..4], &all[4..6], &all[6..])
        }
        [year, month] if is_year(year) => format!("{year}-{:02}", number(month)?),
        // Twelve months: where one of the two is more, it is the day.
        [first, second, year] if is_year(year) => match (number(first)?, number(second)?) {
            (day @ 13.., month @ ..=12) | (month @ ..=12, day @ 13..) => {
                format!("{year}-{month:02}-{day:02}")
            }
            _ => return None,
        },
        [year, month, day] if is_year(year) => {
            format!("{year}-{:02}-{:02}", number(month)?, number(day)?)
        }
        _ => return None,
    };
    Some(date)
}

/// A date with the name of a month. A short form of another language needs the day before it, or the year: `12 févr. 2024`.
fn of_name(parts: &[&str], month: impl Fn(&str) -> Option<Month>) -> Option<Date> {
    let whole = |part: &str| month(part).filter(|month| month.form != Form::Short);
    let day_of = |part: &str| {
        let digits = ["er", "º", "ª"].iter().find_map(|ordinal| part.strip_suffix(ordinal)).unwrap_or(part);
        number(digits)
    };
    let (year, month, day) = match parts {
        [name, year] if is_year(year) => (year, whole(name)?, None),
        [name, day, year] if is_year(year) && whole(name).is_some() => {
            (year, whole(name)?, Some(day_of(day)?))
        }
        [day, name, year] if is_year(year) => (year, month(name)?, Some(day_of(day)?)),
        [year, name, day] if is_year(year) => (year, month(name)?, Some(day_of(day)?)),
        _ => return None,
    };
    let day = day.map_or(String::new(), |day| format!("-{day:02}"));
    let date = parse_date(&format!("{year}-{:02}{day}", month.number))?;
    (month.form == Form::English || YEARS.contains(&date.day.year())).then_some(date)
}

/// From the first word that is an hour on.
fn time_at_end(text: &str) -> &str {
    let starts = std::iter::once(0).chain(text.match_indices(' ').map(|(at, _)| at + 1));
    let mut rests = starts.map(|at| &text[at..]);
    rests.find(|rest| rest.split(' ').next().is_some_and(is_clock)).unwrap_or_default()
}

/// Whether a word names a month in English. In another language it may be any other English word: `set`, `mai`.
pub(crate) fn is_month(word: &str) -> bool {
    month(word).is_some_and(|month| month.form == Form::English)
}

/// `Tue` or `Tuesday`.
fn is_weekday(word: &str) -> bool {
    let word = word.trim().to_lowercase();
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    word.len() > 2 && days.iter().any(|day| day.starts_with(&word))
}

/// `45`, `45 min`, `1 h 30 min`, `1.5 hours`; at most a year.
pub(crate) fn parse_minutes(text: &str) -> Option<u32> {
    let text = text.trim().to_lowercase();
    if let Ok(minutes) = text.parse::<f64>() {
        return in_range(minutes);
    }
    let mut total = 0.0;
    let mut rest = text.trim_start_matches(['~', ' ']);
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').filter(|end| *end > 0)?;
        let number: f64 = rest[..end].parse().ok()?;
        rest = rest[end..].trim_start();
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        total += number
            * match &rest[..end] {
                "m" | "min" | "mins" | "minute" | "minutes" | "minuten" => 1.0,
                "h" | "hr" | "hrs" | "hour" | "hours" | "std" | "stunden" => 60.0,
                "d" | "day" | "days" => 24.0 * 60.0,
                "w" | "wk" | "week" | "weeks" => 7.0 * 24.0 * 60.0,
                _ => return None,
            };
        rest = rest[end..].trim_start_matches(|c: char| c == ',' || c == '.' || c.is_whitespace());
        rest = match rest {
            "read" | "reading" | "read time" => "",
            other => other,
        };
    }
    in_range(total)
}

fn in_range(minutes: f64) -> Option<u32> {
    (minutes > 0.0 && minutes <= 525_600.0).then(|| minutes.ceil() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_minutes() {
        for (text, minutes) in [
            ("45", 45),
            ("45 min", 45),
            ("1 h 30 min", 90),
            ("1h30m", 90),
            ("1.5 hours", 90),
            ("5 min read", 5),
            ("2 weeks", 20_160),
        ] {
            assert_eq!(parse_minutes(text), Some(minutes), "{text}");
        }
        for text in ["", "soon", "-5", "0", "5 parsecs", "min", "1e9"] {
            assert_eq!(parse_minutes(text), None, "{text}");
        }
    }

    #[test]
    fn dates_written_otherwise_are_read_where_they_can_mean_one_day() {
        for (written, date) in [
            ("March 2024", "2024-03"),
            ("1 Mar 2024", "2024-03-01"),
            ("March 1, 2024", "2024-03-01"),
            ("2024/3/1", "2024-03-01"),
            ("2024-3-1", "2024-03-01"),
            ("2024.03", "2024-03"),
            ("September 22nd, 2023", "2023-09-22"),
            ("11-April-2023", "2023-04-11"),
            ("22-10-2024", "2024-10-22"),
            ("10/22/2024", "2024-10-22"),
            ("Tue, 03 Feb 2015", "2015-02-03"),
            ("(2016-06-17)", "2016-06-17"),
            ("20240304", "2024-03-04"),
            ("2nd of March 2024", "2024-03-02"),
            ("Mon, 04 Mar 2024 10:00:00 GMT", "2024-03-04"),
            ("March 4, 2024 10:30 AM", "2024-03-04"),
            ("12 mars 2024", "2024-03-12"),
            ("1er mai 2024", "2024-05-01"),
            ("2 avr. 2024", "2024-04-02"),
            ("12. März 2024", "2024-03-12"),
            ("Dezember 2023", "2023-12"),
            ("3 de marzo de 2024", "2024-03-03"),
            ("12 mrt. 2024", "2024-03-12"),
            ("12 марта 2024 г.", "2024-03-12"),
            ("2024 mars 12", "2024-03-12"),
            ("2024年3月12日", "2024-03-12"),
            ("2024年3月", "2024-03"),
            ("2024년 3월 12일", "2024-03-12"),
            ("2024 年 3 月", "2024-03"),
            ("2024年3月12日 10:00", "2024-03-12"),
            ("12 листопада 2024", "2024-11-12"),
            ("12 listopadu 2024", "2024-11-12"),
            ("12 févr. 2024", "2024-02-12"),
            ("15 nisan 2024", "2024-04-15"),
        ] {
            assert_eq!(named_date(written).map(|date| date.to_string()).as_deref(), Some(date), "{written}");
        }
        for written in [
            "03/04/2024",
            "30 February 2024",
            "soon",
            "",
            "2024-13",
            "Ma 2024",
            "20241304",
            "10:00",
            "12 jui 2024",
            "12.03.2024",
            "1 listopada 2024",
            "令和6年3月12日",
            "2024年3月-12月",
            "2024年3-4月",
            "2024年3月,5月",
            "2024年3月・4月",
            "2024년 3월, 5월",
            "2024년 1월-2월",
            "2024年12日",
            "2024日3月12年",
            "12月3日2024年",
            "2024年3월12日",
            "0006年3月12日",
            "2024 de 3-4",
            "3 de 13 de 2024",
            "2024-3er",
            "12. lip 2024",
            "12 srp 2024",
            "12 Mae 2024",
            "kesä 2024",
            "Set 12 2024",
            "out 2 2024",
            "Gen 2 2024",
            "Ara 2024",
            "Led 2024",
            "15 Nisan 5784",
        ] {
            assert_eq!(named_date(written), None, "{written}");
        }
    }

    #[test]
    fn the_clock_of_a_program_is_a_day() {
        for (written, day) in
            [("1653409628830", "2022-05-24"), ("1709596800", "2024-03-05"), ("1612113000", "2021-01-31")]
        {
            assert_eq!(Date::of_clock(written).map(|date| date.to_string()).as_deref(), Some(day));
        }
        for written in
            ["20240304", "165340962883", "-709596800", "1709596800.5", "2024", "2024030412", "1999123123"]
        {
            assert_eq!(Date::of_clock(written), None, "{written}");
        }
    }

    #[test]
    fn dates_are_as_exact_as_written_and_exist() {
        for text in ["2024", "2024-03", "2024-02-29"] {
            assert_eq!(parse_date(text).map(|d| d.to_string()).as_deref(), Some(text));
        }
        assert_eq!(parse_date("2024-03-01T10:00:00Z").map(|d| d.to_string()).as_deref(), Some("2024-03-01"));
        for text in ["2023-02-29", "2024-13", "24", "March 2024", "", "2024-01-01-01"] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }
}
