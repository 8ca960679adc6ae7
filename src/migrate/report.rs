//! The report: what concerns the whole site, then kinds with their first places, then pages.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::ledger::{Counts, Fate, Ledger, Place};
use super::settings;

/// How many places of a kind are shown; the list of pages has all.
const FIRST: usize = 3;

/// How many kinds the terminal shows of each list.
const KINDS: usize = 15;

/// What was written.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Written {
    pub(super) pages: usize,
    pub(super) files: usize,
    pub(super) redirects: usize,
}

/// What became of the pages' text, for those fates that somebody has to look at.
const LISTS: &[(Fate, &str)] = &[
    (Fate::Fault, "Different, for a reason that is not known"),
    (Fate::Lost, "Lost"),
    (Fate::Broken, "Wrong in the site already, unless a plugin or a script makes it right"),
];

/// The whole report, a page in Markdown.
pub(super) fn whole(ledger: &Ledger, written: Written, site: &str) -> String {
    let mut out = format!("# Report of the migration\n\n{}\n", made(written));
    let of_site = of_site(ledger, site);
    if !of_site.is_empty() {
        out.push_str("\n## The whole site\n\n");
        of_site.iter().for_each(|line| out.push_str(&format!("- {line}\n")));
    }
    out.push_str("\n## Kinds\n\n");
    out.push_str(
        "| construct | converted | left | lost | wrong before | different |\n|---|--:|--:|--:|--:|--:|\n",
    );
    let mut sum = Counts::default();
    for (what, counts) in ledger.totals() {
        sum += counts;
        let _ = writeln!(out, "| {} |{}", escaped(what), cells(counts));
    }
    let _ = writeln!(out, "| total |{}", cells(sum));
    out.push_str("\n`left`: the page keeps it, and `mkdocs-syntax` or mdBook itself reads it.\n");
    for (fate, title) in LISTS {
        let kinds = kinds(ledger, *fate, site);
        if !kinds.is_empty() {
            let _ = writeln!(out, "\n## {title}\n");
            kinds.iter().for_each(|kind| out.push_str(&kind.markdown()));
        }
    }
    pages(ledger, &mut out);
    out
}

/// The report for a terminal.
pub(super) fn short(ledger: &Ledger, written: Written, site: &str) -> String {
    let mut out = format!("{}\n", made(written));
    let mut list = |title: &str, lines: Vec<String>| {
        if lines.is_empty() {
            return;
        }
        let _ = writeln!(out, "\n{title}:");
        lines.iter().take(KINDS).for_each(|line| out.push_str(&format!("  {line}\n")));
        if lines.len() > KINDS {
            let _ = writeln!(out, "  and {} more", lines.len() - KINDS);
        }
    };
    list("The whole site", of_site(ledger, site));
    for (fate, title) in LISTS {
        list(title, kinds(ledger, *fate, site).iter().flat_map(Kind::lines).collect());
    }
    let mut sum = Counts::default();
    ledger.totals().into_values().for_each(|counts| sum += counts);
    let [converted, left, lost] = [Fate::Converted, Fate::Left, Fate::Lost].map(|fate| sum.of(fate));
    let _ = writeln!(out, "\n{converted} converted, {left} left to `mkdocs-syntax`, {lost} lost");
    let faults = match ledger.compared {
        0 => "no page was compared".to_owned(),
        pages => {
            let pages = counted(pages, "page", "pages");
            format!(
                "{pages} compared with what MkDocs shows: {}",
                counted(sum.of(Fate::Fault), "fault", "faults")
            )
        }
    };
    out.push_str(&faults);
    out.push('\n');
    out
}

fn made(Written { pages, files, redirects }: Written) -> String {
    format!(
        "{}, {}, {}",
        counted(pages, "page", "pages"),
        counted(files, "other file", "other files"),
        counted(redirects, "redirect", "redirects")
    )
}

/// What is lost for the whole site: first what changes pages.
fn of_site(ledger: &Ledger, site: &str) -> Vec<String> {
    let mut places = ledger.places(Fate::Lost);
    places.retain(|(file, ..)| *file == site);
    places.sort_by_key(|(_, what, place)| (settings::changes_no_page(what), place.line));
    places
        .iter()
        .map(|(file, what, place)| format!("{}  {what}: {}", located(file, place), place.note))
        .collect()
}

/// The places of one construct.
struct Kind<'l> {
    what: &'l str,
    /// How they differ: the functions of macros, with the number of calls.
    forms: BTreeMap<&'l str, usize>,
    places: Vec<(&'l str, &'l Place)>,
}

/// The kinds of a fate in the pages, the most frequent first.
fn kinds<'l>(ledger: &'l Ledger, fate: Fate, site: &str) -> Vec<Kind<'l>> {
    let places = ledger.places(fate);
    // What a plugin or a template puts on page after page is one thing.
    let mut same: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (_, what, place) in places.iter().filter(|_| fate == Fate::Fault) {
        *same.entry((what, &place.note)).or_default() += 1;
    }
    let mut kinds: BTreeMap<(&str, &str), Kind<'_>> = BTreeMap::new();
    for (file, what, place) in places {
        if file == site && fate == Fate::Lost {
            continue;
        }
        let new = || Kind { what, forms: BTreeMap::new(), places: Vec::new() };
        let is_often = same.get(&(what, &*place.note)).is_some_and(|count| *count > FIRST);
        let kind = kinds.entry((what, if is_often { &*place.note } else { "" })).or_insert_with(new);
        kind.places.push((file, place));
        if !place.call.is_empty() {
            *kind.forms.entry(function(&place.call)).or_default() += 1;
        }
    }
    let mut kinds: Vec<Kind<'_>> = kinds.into_values().collect();
    kinds.sort_by_key(|kind| std::cmp::Reverse(kind.places.len()));
    kinds
}

/// `name` of `{{ name(1) }}`.
fn function(call: &str) -> &str {
    let inner = call.trim_start_matches(['{', '%', ' ', '-', '+']);
    let end = inner.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.'))).unwrap_or(inner.len());
    if end == 0 { "other" } else { &inner[..end] }
}

impl Kind<'_> {
    /// Few places with what is said of each; of many `29 macros: ...`, with the first of them.
    fn lines(&self) -> Vec<String> {
        if self.places.len() > FIRST {
            return vec![self.line()];
        }
        let line = |(file, place): &(&str, &Place)| {
            let note = if place.note.is_empty() { String::new() } else { format!(": {}", place.note) };
            format!("{}  {}{note}", located(file, place), self.what)
        };
        self.places.iter().map(line).collect()
    }

    fn line(&self) -> String {
        let places: Vec<String> =
            self.places.iter().take(FIRST).map(|(file, place)| located(file, place)).collect();
        let more = if self.places.len() > FIRST { ", ..." } else { "" };
        let note = self.places.first().map(|(_, place)| place.note.as_str()).unwrap_or_default();
        let note = match self.forms.len() {
            0 if note.is_empty() => String::new(),
            0 => format!(": {note}"),
            _ => format!(": {}", self.functions()),
        };
        format!("{} {}{note} ({}{more})", self.places.len(), self.what, places.join(", "))
    }

    fn functions(&self) -> String {
        let mut forms: Vec<(&str, usize)> = self.forms.iter().map(|(name, count)| (*name, *count)).collect();
        forms.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let more = if forms.len() > 8 { format!(" and {} more", forms.len() - 8) } else { String::new() };
        let shown = forms.iter().take(8).map(|(name, count)| format!("`{name}` {count}"));
        shown.collect::<Vec<_>>().join(", ") + &more
    }

    /// All calls, each once, with all its places.
    fn by_function(&self) -> String {
        let mut calls: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
        for (file, place) in &self.places {
            let call = place.call.as_str();
            calls.entry((function(call), call)).or_default().push(located(file, place));
        }
        let line = |((_, call), places): (&(&str, &str), &Vec<String>)| {
            format!("  - `{call}`: {}\n", places.join(", "))
        };
        calls.iter().map(line).collect()
    }

    fn markdown(&self) -> String {
        let mut out = format!("- {} {}", self.places.len(), escaped(self.what));
        if !self.forms.is_empty() {
            out.push_str(&format!(": {}", self.functions()));
        }
        out.push('\n');
        if !self.forms.is_empty() {
            return out + &self.by_function();
        }
        for (file, place) in self.places.iter().take(FIRST) {
            let note = if place.note.is_empty() { String::new() } else { format!(": {}", place.note) };
            let _ = writeln!(out, "  - {}{note}", located(file, place));
        }
        if self.places.len() > FIRST {
            let _ = writeln!(out, "  - and {} more, which stand with their pages", self.places.len() - FIRST);
        }
        out
    }
}

fn cells(counts: Counts) -> String {
    let counts = Fate::ALL.iter().map(|fate| counts.of(*fate));
    counts.map(|count| if count == 0 { " - |".to_owned() } else { format!(" {count} |") }).collect()
}

fn located(file: &str, place: &Place) -> String {
    if place.line == 0 { file.to_owned() } else { format!("{file}:{}", place.line) }
}

fn escaped(text: &str) -> String {
    text.replace('|', "\\|")
}

/// What became of each construct, page by page; what is to be said of a place stands there.
fn pages(ledger: &Ledger, out: &mut String) {
    out.push_str("\n## Page by page\n");
    for (file, constructs) in ledger.files() {
        let _ = writeln!(out, "\n### {file}\n");
        for (what, fates) in constructs {
            for (fate, places) in fates {
                let mut lines: Vec<usize> = places.iter().map(|p| p.line).filter(|line| *line > 0).collect();
                lines.sort_unstable();
                lines.dedup();
                let lines: Vec<String> = lines.iter().map(usize::to_string).collect();
                let word = if lines.len() == 1 { "line" } else { "lines" };
                let at =
                    if lines.is_empty() { String::new() } else { format!(" ({word} {})", lines.join(", ")) };
                let _ = writeln!(out, "- {}: {} {what}{at}", fate.name(), places.len());
                if matches!(fate, Fate::Lost | Fate::Fault | Fate::Broken) {
                    for place in places.iter().filter(|place| !place.note.is_empty()) {
                        let _ = writeln!(out, "  - {}", said(place));
                    }
                }
            }
        }
    }
}

fn said(place: &Place) -> String {
    if place.line == 0 { place.note.clone() } else { format!("line {}: {}", place.line, place.note) }
}

/// `1 page`, `2 pages`
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
