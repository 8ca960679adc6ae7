//! What became of each construct, and where it stands.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;

use crate::diagnostic::Diagnostic;

/// What became of a construct.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fate {
    /// The book says the same in mdBook's way.
    Converted,
    /// The page keeps it, and `mkdocs-syntax` or mdBook itself reads it.
    Left,
    /// The book does not have it.
    Lost,
    /// It led nowhere before, as far as can be seen.
    Broken,
    /// A reader gets something else, and none of the others says so.
    Fault,
}

impl Fate {
    /// All of them, in the order of the report.
    pub(super) const ALL: [Fate; 5] = [Fate::Converted, Fate::Left, Fate::Lost, Fate::Broken, Fate::Fault];

    /// Its word in the report.
    pub(super) fn name(self) -> &'static str {
        match self {
            Fate::Converted => "converted",
            Fate::Left => "left",
            Fate::Lost => "lost",
            Fate::Broken => "wrong before",
            Fate::Fault => "different",
        }
    }
}

/// A count for each fate.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counts([usize; Fate::ALL.len()]);

impl Counts {
    /// That of one fate.
    pub(super) fn of(self, fate: Fate) -> usize {
        self.0[fate as usize]
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(own, more)| *own += more);
    }
}

/// One place of a construct.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// The line, from 1; 0 for the whole file.
    pub(super) line: usize,
    /// What is to be said of it; may be empty.
    pub(super) note: String,
    /// The call of a macro that stays there; may be empty.
    pub(super) call: String,
}

/// The places of one construct in one file, by what became of them.
type Places = BTreeMap<Fate, Vec<Place>>;

/// All that was found, by file and construct.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    files: BTreeMap<String, BTreeMap<String, Places>>,
    /// How many pages were compared with what MkDocs shows.
    pub(super) compared: usize,
}

/// Whether a note of a construct says that readers get something else there.
fn explains(what: &str, fate: Fate) -> bool {
    let keeps_text = matches!(
        what,
        "links"
            | "anchors"
            | "blank lines in raw HTML"
            | "colons without a space"
            | "fences in raw HTML"
            | "tags in boxes and lists"
            | "definitions directly below text"
            | "lines below paragraphs"
            | "code in lists"
            | "headings without a space"
            | "rows of one sign"
            | "cells that end in a backslash"
            | "comments that never end"
            | "braces at the end of headings"
            | "emphasis beside a punctuation mark"
            | "addresses of pages"
            | "renamed pages"
            | "front matter"
            | "signs of mdBook's own"
            | "blocks of pymdownx"
            | "items"
            | "items below text"
            | "ids of tabs"
            | "terms of definitions"
            | "references apart from their text"
            | "tags on a line of their own"
            | "comments before text"
            | "references defined twice"
            | "references in titles"
            | "references by their text"
            | "texts below the names of footnotes"
            | "footnotes in titles"
            | "footnotes before a bracket"
            | "links without an address"
            | "images without an address"
            | "code in raw HTML"
            | "addresses with spaces"
            | "addresses on two lines"
            | "tabs before raw HTML"
            | "addresses of mail"
            | "titles with quotation marks"
            | "fences that are indented too far"
    );
    let is_lost_note =
        fate == Fate::Lost && matches!(what, "footnotes in titles" | "footnotes before a bracket");
    fate != Fate::Left && (is_lost_note || !keeps_text)
}

impl Ledger {
    /// Notes a construct in the plural (`admonitions`) at a line of a file.
    pub(super) fn add(&mut self, file: &str, line: usize, what: &str, fate: Fate, note: impl Into<String>) {
        self.add_call(file, line, what, fate, "", note);
    }

    /// The same of a macro.
    pub(super) fn add_call(
        &mut self,
        file: &str,
        line: usize,
        what: &str,
        fate: Fate,
        call: &str,
        note: impl Into<String>,
    ) {
        let constructs = self.files.entry(file.to_owned()).or_default();
        let places = constructs.entry(what.to_owned()).or_default().entry(fate).or_default();
        places.push(Place { line, note: note.into(), call: call.to_owned() });
    }

    /// Notes a page that made the program panic.
    pub(super) fn panicked(&mut self, file: &str, panicked: &Diagnostic) {
        let help = panicked.help.as_deref().unwrap_or_default();
        self.add(file, 0, "pages", Fate::Fault, format!("{}; {help}", panicked.message));
    }

    /// Takes back what was said to be converted in a file: it stays as it was.
    pub(super) fn take_back(&mut self, file: &str) {
        let Some(constructs) = self.files.get_mut(file) else { return };
        for places in constructs.values_mut() {
            let converted = places.get_mut(&Fate::Converted);
            converted.into_iter().for_each(|places| places.retain(|place| place.line == 0));
            places.retain(|_, places| !places.is_empty());
        }
        constructs.retain(|_, places| !places.is_empty());
    }

    /// The lines of a file about which something is said that changes what readers get, of the constructs that `own` takes.
    /// What is said of the whole file explains no line.
    pub(super) fn explained(&self, file: &str, own: impl Fn(&str) -> bool) -> BTreeSet<usize> {
        let constructs = self.files.get(file).into_iter().flatten().filter(|(what, _)| own(what));
        let places = constructs.flat_map(|(what, fates)| {
            let fates = fates.iter().filter(|(fate, _)| explains(what, **fate));
            fates.flat_map(|(_, places)| places).map(|place| place.line).filter(|line| *line > 0)
        });
        places.collect()
    }

    /// Takes over what another ledger holds.
    pub(super) fn merge(&mut self, other: Ledger) {
        for (file, constructs) in other.files {
            for (what, places) in constructs {
                for (fate, places) in places {
                    let own = self.files.entry(file.clone()).or_default().entry(what.clone()).or_default();
                    own.entry(fate).or_default().extend(places);
                }
            }
        }
    }

    /// The files with their constructs, in the order of their names.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, &BTreeMap<String, Places>)> {
        self.files.iter().map(|(file, constructs)| (file.as_str(), constructs))
    }

    /// How often each construct met each fate.
    pub(super) fn totals(&self) -> BTreeMap<&str, Counts> {
        let mut totals: BTreeMap<&str, Counts> = BTreeMap::new();
        for (what, places) in self.files.values().flatten() {
            let counts = totals.entry(what).or_default();
            places.iter().for_each(|(fate, places)| counts.0[*fate as usize] += places.len());
        }
        totals
    }

    /// How often a construct was found.
    pub(super) fn count(&self, what: &str) -> usize {
        let places = self.files.values().filter_map(|constructs| constructs.get(what));
        places.flat_map(BTreeMap::values).map(Vec::len).sum()
    }

    /// Every place of a fate: file, construct, place.
    pub(super) fn places(&self, fate: Fate) -> Vec<(&str, &str, &Place)> {
        let mut found = Vec::new();
        for (file, constructs) in &self.files {
            for (what, places) in constructs {
                let places = places.get(&fate).into_iter().flatten();
                found.extend(places.map(|place| (file.as_str(), what.as_str(), place)));
            }
        }
        found.sort_by_key(|(file, _, place)| (*file, place.line));
        found
    }
}

/// The lines of a text, to tell where a byte stands.
pub(super) struct Lines {
    ends: Vec<usize>,
    /// The author's line of each; empty where they are the same.
    origin: Vec<usize>,
}

impl Lines {
    /// The lines of `text`.
    pub(super) fn of(text: &str) -> Self {
        Self { ends: memchr::memchr_iter(b'\n', text.as_bytes()).collect(), origin: Vec::new() }
    }

    /// The same for a text whose lines are these of its author's.
    pub(super) fn with_origin(self, origin: &[usize]) -> Self {
        Self { origin: origin.to_owned(), ..self }
    }

    /// The line of a byte, from 1.
    pub(super) fn at(&self, byte: usize) -> usize {
        let line = self.ends.partition_point(|end| *end < byte);
        self.origin.get(line).or(self.origin.last()).copied().unwrap_or(line + 1)
    }
}
