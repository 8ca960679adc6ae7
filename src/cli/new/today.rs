//! The day of today, which a new page bears.

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// The day of today, where the author is. `SOURCE_DATE_EPOCH` says another, as it does for all programs that must write
/// the same twice.
pub(super) fn day() -> String {
    let said = std::env::var("SOURCE_DATE_EPOCH").ok();
    let said = said.and_then(|seconds| Timestamp::from_second(seconds.parse().ok()?).ok());
    let now = said.map_or_else(Zoned::now, |time| time.to_zoned(TimeZone::UTC));
    now.date().to_string()
}
