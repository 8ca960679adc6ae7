//! The search in Chromium: bytes over the wire, and the time to the list of results, with a cold cache.

use super::books::{Sample, in_words};
use super::pagefind::{Pagefind, Staged};
use super::section::Section;
use super::series::median;
use super::sites::{Site, text};
use super::table::{Table, number, ratio};
use super::{Bench, tools};
use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};

const SYSTEMS: [&str; 3] = ["ours", "pagefind", "mdbook"];

/// The fixed list over java-design-patterns.
const QUERIES: [(&str, &str); 8] = [
    ("retry", "one word"),
    ("singleton", "one word"),
    ("immutable", "one word"),
    ("circuit breaker", "two words"),
    ("thread pool", "two words"),
    ("lazy loading", "two words"),
    ("hexag", "prefix"),
    ("pattern", "common"),
];

/// On books larger than one copy mdBook's search takes seconds for each: two of the list.
const FEW: [usize; 2] = [0, 3];

/// What a query took in one system.
#[derive(Deserialize)]
struct Taken {
    system: String,
    text: String,
    kind: String,
    /// Nothing where no result came within a minute.
    ms: Option<f64>,
    /// Milliseconds to ten excerpts over a slow line; nothing where that is not measured.
    slow: Option<f64>,
    bytes: f64,
    results: usize,
}

pub(super) fn measure(bench: &Bench) -> Result<Section> {
    let mut section = Section::default();
    if let Err(error) = tools::ensure_browser() {
        section.skipped("the search in a browser", format!("{error:#}"));
        return Ok(section);
    }
    let pagefind = Pagefind::find();
    match &pagefind {
        Ok(pagefind) => {
            section.note(format!("Pagefind {} with its own interface, the debounce off.", pagefind.version))
        }
        Err(error) => section.skipped("Pagefind", format!("{error:#}")),
    }
    for copies in bench.copies.iter().copied().filter(|copies| [1, 16].contains(copies)) {
        let sample = bench.book(copies)?;
        eprintln!("{} pages, the search in Chromium", sample.pages);
        let taken = take(bench, &sample, pagefind.as_ref().ok())?;
        judge(&mut section, copies, &taken);
        let title = format!("First query, {} pages", sample.pages);
        section.table(&format!("{title}: kB over the wire, gzip"), &table(&taken, |taken| taken.bytes / 1e3));
        section.table(
            &format!("{title}: ms to the first results"),
            &table(&taken, |taken| taken.ms.unwrap_or(f64::NAN)),
        );
        section.table(
            &format!("{title}: ms to ten excerpts over a line of 1.6 Mbit/s and 300 ms"),
            &table(&taken, |taken| taken.slow.unwrap_or(f64::NAN)),
        );
    }
    Ok(section)
}

fn take(bench: &Bench, sample: &Sample, pagefind: Option<&Pagefind>) -> Result<Vec<Taken>> {
    let pages = sample.html_pages();
    let page = pages.get(pages.len() / 2).context("the book has no pages")?;
    let mut sites = vec![
        json!({ "system": "ours", "folder": Site::Ours.html(bench, sample)?, "page": page }),
        json!({ "system": "mdbook", "folder": Site::Mdbook.html(bench, sample)?, "page": page }),
    ];
    if let Some(pagefind) = pagefind {
        let staged = Staged::of(bench, sample, Site::Ours)?;
        pagefind.run(&staged)?;
        let folder = Site::Bare.html(bench, sample)?;
        sites.push(json!({
            "system": "pagefind", "folder": folder, "page": page, "pagefind": text(&staged.output)?,
        }));
    }
    let runs = if sample.copies == 1 { bench.runs.min(3) } else { 1 };
    let queries = queries(bench, sample);
    let input = json!({ "sites": sites, "queries": queries, "runs": runs });
    Ok(serde_json::from_value(tools::node("tests/bench/wire.mjs", &input)?)?)
}

fn queries(bench: &Bench, sample: &Sample) -> Vec<Value> {
    let query = |text: &str, kind: &str| json!({ "text": text, "kind": kind });
    if !bench.corpus.is_usual {
        return words_of(sample)
            .iter()
            .flat_map(|[one, two]| [query(one, "one word"), query(two, "two words")])
            .collect();
    }
    let usual = |&(text, kind): &(&str, &str)| query(text, kind);
    match sample.copies {
        1 => QUERIES.iter().map(usual).collect(),
        _ => FEW.iter().map(|&at| usual(&QUERIES[at])).collect(),
    }
}

/// Of three pages of any book the longest word of the title, and its two longest.
fn words_of(sample: &Sample) -> Vec<[String; 2]> {
    let titles: Vec<[String; 2]> = sample
        .titles()
        .filter_map(|title| {
            let mut words: Vec<&str> = title.split(|letter: char| !letter.is_alphanumeric()).collect();
            words.sort_by_key(|word| std::cmp::Reverse(word.len()));
            let two = words.get(..2).filter(|two| two[1].len() >= 4)?;
            Some([two[0].to_lowercase(), two.join(" ").to_lowercase()])
        })
        .collect();
    let step = (titles.len() / 3).max(1);
    titles.into_iter().step_by(step).take(3).collect()
}

fn table(taken: &[Taken], value: fn(&Taken) -> f64) -> Table {
    let mut table =
        Table::new(["query", "kind", "ours", "Pagefind", "mdBook", "ours / Pagefind", "ours / mdBook"]);
    for ours in taken.iter().filter(|taken| taken.system == "ours") {
        let of = |system: &str| {
            let theirs = taken.iter().find(|taken| taken.system == system && taken.text == ours.text);
            theirs.filter(|taken| taken.results > 0).map_or(f64::NAN, value)
        };
        let [ours_is, pagefind, mdbook] = SYSTEMS.map(of);
        let values = [ours_is, pagefind, mdbook].map(|value| number(value, 0));
        let ratios = [ratio(ours_is / pagefind), ratio(ours_is / mdbook)];
        table.row([ours.text.clone(), ours.kind.clone()].into_iter().chain(values).chain(ratios));
    }
    table
}

fn judge(section: &mut Section, copies: usize, taken: &[Taken]) {
    let of = |system: &str, kind: &str, value: fn(&Taken) -> f64| {
        let values =
            taken.iter().filter(|taken| taken.system == system && (kind.is_empty() || taken.kind == kind));
        median(values.map(value).collect())
    };
    let time: fn(&Taken) -> f64 = |taken| taken.ms.unwrap_or(f64::NAN);
    let at = in_words(copies);
    for (kind, limit) in [("one word", 60.0), ("two words", 70.0)] {
        section.at_most(format!("kB for {kind}, {at}"), limit, of("ours", kind, |taken| taken.bytes / 1e3));
    }
    section.at_most(
        format!("our time / Pagefind's, {at}"),
        0.5,
        of("ours", "", time) / of("pagefind", "", time),
    );
    let slow: fn(&Taken) -> f64 = |taken| taken.slow.unwrap_or(f64::NAN);
    section.at_most(
        format!("our time / Pagefind's over a slow line, {at}"),
        0.6,
        of("ours", "", slow) / of("pagefind", "", slow),
    );
    if copies > 1 {
        section.at_most(
            format!("our time / mdBook's, {at}"),
            0.02,
            of("ours", "", time) / of("mdbook", "", time),
        );
    }
}
