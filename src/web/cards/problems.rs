//! Why a card was not drawn, as lines that say each reason once.

use std::collections::{BTreeMap, BTreeSet};

use super::TEMPLATE;
use crate::diagnostic::{Code, Diagnostic, Sources, render};
use crate::file::FileError;
use crate::template::{FOLDER, Templates};

/// How many letters and pages a line names.
const NAMED: usize = 12;
const PAGES: usize = 3;

/// Why a page has no card.
#[derive(Debug)]
pub(super) enum Failed {
    /// No font has these letters.
    Letters(String),
    /// The template fails, or draws nothing that can be drawn.
    Template(Box<Diagnostic>),
    /// There is no font at all.
    NoFonts,
    File(FileError),
}

impl From<FileError> for Failed {
    fn from(error: FileError) -> Self {
        Self::File(error)
    }
}

impl Failed {
    pub(super) fn template(problem: Diagnostic) -> Self {
        Self::Template(Box::new(problem))
    }

    /// What the template drew cannot be used.
    pub(super) fn drawing(why: &str) -> Self {
        let message = format!("the template `{TEMPLATE}` draws no card: {why}");
        let help = format!("correct or delete `{FOLDER}/{TEMPLATE}` in the book");
        Self::template(
            Diagnostic::new(Code::InvalidTemplate, message)
                .at(&format!("{FOLDER}/{TEMPLATE}"), 0..0)
                .help(help),
        )
    }
}

/// The reasons, each with the first pages that it is true of; signs that were left out of cards.
pub(super) fn lines(
    failed: Vec<(&str, Failed)>,
    left_out: BTreeSet<char>,
    templates: &Templates,
) -> Vec<String> {
    let mut letters = BTreeSet::new();
    let mut without_letters = Vec::new();
    let mut without_fonts = Vec::new();
    let mut by_message: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let sources: Sources<'_> = templates.texts().collect();
    for (page, failed) in failed {
        match failed {
            Failed::Letters(missing) => {
                letters.extend(missing.chars());
                without_letters.push(page);
            }
            Failed::NoFonts => without_fonts.push(page),
            Failed::Template(problem) => {
                let message = drawn(&problem, &sources) + "\n  = note: ";
                by_message.entry(message).or_default().push(page);
            }
            Failed::File(error) => by_message.entry(format!("{error}: ")).or_default().push(page),
        }
    }
    let mut lines = Vec::new();
    if !without_letters.is_empty() {
        lines.push(format!(
            "warning: {}: no font has {}; put one that has into `theme/fonts/`, or install it",
            no_card(&without_letters),
            quoted(&letters)
        ));
    }
    if !without_fonts.is_empty() {
        lines.push(format!(
            "warning: {}: there is no font; put one into `theme/fonts/`, or install one",
            no_card(&without_fonts)
        ));
    }
    if !left_out.is_empty() {
        lines.push(format!("note: cards leave out {}: no font has it", quoted(&left_out)));
    }
    lines.extend(by_message.into_iter().map(|(message, pages)| message + &no_card(&pages)));
    lines
}

/// A problem without the line that counts it.
fn drawn(problem: &Diagnostic, sources: &Sources<'_>) -> String {
    let drawn = render(std::slice::from_ref(problem), sources, false);
    drawn.rsplit_once("\n\n").map_or(drawn.as_str(), |(drawn, _)| drawn).to_owned()
}

/// `a.md, b.md and 3 more pages have no card`
fn no_card(pages: &[&str]) -> String {
    let named = pages[..pages.len().min(PAGES)].join(", ");
    match (pages.len(), pages.len().saturating_sub(PAGES)) {
        (1, _) => format!("{named} has no card"),
        (_, 0) => format!("{named} have no card"),
        (_, 1) => format!("{named} and 1 more page have no card"),
        (_, more) => format!("{named} and {more} more pages have no card"),
    }
}

fn quoted(letters: &BTreeSet<char>) -> String {
    let named: Vec<String> = letters.iter().take(NAMED).map(|letter| format!("`{letter}`")).collect();
    match letters.len().saturating_sub(NAMED) {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_names_a_few_pages_and_counts_the_rest() {
        assert_eq!(no_card(&["a.md"]), "a.md has no card");
        assert_eq!(no_card(&["a", "b"]), "a, b have no card");
        assert_eq!(no_card(&["a", "b", "c", "d"]), "a, b, c and 1 more page have no card");
        assert_eq!(no_card(&["a", "b", "c", "d", "e"]), "a, b, c and 2 more pages have no card");
        assert_eq!(quoted(&"ba".chars().collect()), "`a`, `b`");
        assert!(quoted(&('a'..='z').collect()).ends_with("`l` and 14 more"));
    }
}
