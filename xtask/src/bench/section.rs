//! What a part of the bench found, and its place in BENCHMARKS.md.

use super::table::{Table, ratio};
use anyhow::{Context, Result};
use std::fmt;

/// What a part found, as Markdown.
#[derive(Default)]
pub(super) struct Section {
    goals: Vec<Goal>,
    body: String,
}

/// What was to be reached, and what was.
struct Goal {
    what: String,
    target: String,
    reached: f64,
    is_met: bool,
}

impl Section {
    /// A goal that the number must not exceed. One that was not measured is left out.
    pub(super) fn at_most(&mut self, what: impl Into<String>, limit: f64, reached: f64) {
        self.goal(what.into(), format!("at most {limit}"), reached, reached <= limit);
    }

    /// A goal that the number must come up to.
    pub(super) fn at_least(&mut self, what: impl Into<String>, limit: f64, reached: f64) {
        self.goal(what.into(), format!("at least {limit}"), reached, reached >= limit);
    }

    fn goal(&mut self, what: String, target: String, reached: f64, is_met: bool) {
        if reached.is_finite() {
            self.goals.push(Goal { what, target, reached, is_met });
        }
    }

    pub(super) fn table(&mut self, title: &str, table: &Table) {
        self.body += &format!("\n#### {title}\n\n{table}");
    }

    /// A sentence between the tables.
    pub(super) fn note(&mut self, text: impl AsRef<str>) {
        self.body += &format!("\n{}\n", text.as_ref());
    }

    /// What another program printed.
    pub(super) fn verbatim(&mut self, text: &str) {
        self.body += &format!("\n```text\n{}\n```\n", text.trim_end());
    }

    /// What was not measured, and why.
    pub(super) fn skipped(&mut self, what: &str, why: impl fmt::Display) {
        let why = why.to_string();
        eprintln!("skipped: {what}: {why}");
        self.note(format!("**Skipped: {what}.** {}", why.trim()));
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.goals.is_empty() {
            let mut table = Table::new(["target", "wanted", "reached", ""]);
            for goal in &self.goals {
                let met = if goal.is_met { "met" } else { "**missed**" };
                table.row([&goal.what, &goal.target, &ratio(goal.reached), met]);
            }
            write!(f, "{table}")?;
        }
        f.write_str(&self.body)
    }
}

/// The document with a part's section between its marks replaced.
pub(super) fn replaced(document: &str, part: &str, section: &str) -> Result<String> {
    let (open, close) = (format!("<!-- bench {part} -->\n"), format!("<!-- end {part} -->\n"));
    let place = || format!("BENCHMARKS.md has no `{}` with `{}` after it", open.trim(), close.trim());
    let start = document.find(&open).with_context(place)? + open.len();
    let end = start + document[start..].find(&close).with_context(place)?;
    Ok(format!("{}\n{}\n\n{}", &document[..start], section.trim(), &document[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_replaces_the_one_between_its_marks() {
        let document = "a\n<!-- bench x -->\nold\n<!-- end x -->\nb\n";
        let new = replaced(document, "x", "new\n").unwrap();
        assert_eq!(new, "a\n<!-- bench x -->\n\nnew\n\n<!-- end x -->\nb\n");
        assert_eq!(replaced(&new, "x", "new").unwrap(), new);
        assert_eq!(
            replaced(document, "y", "").unwrap_err().to_string(),
            "BENCHMARKS.md has no `<!-- bench y -->` with `<!-- end y -->` after it"
        );
    }

    #[test]
    fn goals_say_whether_they_were_met() {
        let mut section = Section::default();
        section.at_most("time", 1.0, 0.5);
        section.at_least("speed", 10.0, 9.0);
        section.at_most("not measured", 1.0, f64::NAN);
        assert_eq!(
            section.to_string(),
            "| target | wanted | reached |  |\n|---:|---:|---:|---:|\n\
             | time | at most 1 | 0.50 | met |\n| speed | at least 10 | 9.00 | **missed** |\n"
        );
    }
}
