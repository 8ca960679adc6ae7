//! A table, and how its numbers are written.

use std::fmt;

/// A table in Markdown: its cells are numbers, but for the first ones of a row.
pub(super) struct Table {
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn new<S: Into<String>>(heads: impl IntoIterator<Item = S>) -> Self {
        Table { heads: heads.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }

    pub(super) fn row<S: Into<String>>(&mut self, cells: impl IntoIterator<Item = S>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = |cells: &[String]| format!("| {} |", cells.join(" | "));
        writeln!(f, "{}", line(&self.heads))?;
        writeln!(f, "|{}", "---:|".repeat(self.heads.len()))?;
        self.rows.iter().try_for_each(|cells| writeln!(f, "{}", line(cells)))
    }
}

/// A number with so many digits behind the point; a dash for one that was not measured.
pub(super) fn number(value: f64, digits: usize) -> String {
    if value.is_finite() { format!("{value:.digits$}") } else { "–".to_owned() }
}

/// `1.25`, with as many digits as a ratio is good for.
pub(super) fn ratio(value: f64) -> String {
    number(value, if value.abs() < 0.1 { 3 } else { 2 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_measured_is_a_dash() {
        let mut table = Table::new(["pages", "ours / theirs"]);
        table.row([number(188.0, 0), ratio(f64::NAN)]);
        table.row([number(752.0, 0), ratio(0.0512)]);
        assert_eq!(
            table.to_string(),
            "| pages | ours / theirs |\n|---:|---:|\n| 188 | – |\n| 752 | 0.051 |\n"
        );
    }
}
