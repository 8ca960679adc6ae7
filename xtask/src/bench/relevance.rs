//! How often the right page comes first, in ours, Pagefind and mdBook's search over the same pages.

use super::index::Renderer;
use super::pagefind::{Pagefind, Staged};
use super::section::Section;
use super::sites::Site;
use super::table::{Table, number};
use super::{Bench, collections, tools};
use anyhow::Result;
use serde::Deserialize;
use serde_json::json;

/// What `tests/bench/relevance.mjs` answers.
#[derive(Deserialize)]
struct Answer {
    queries: usize,
    ours: Rating,
    mdbook: Rating,
    pagefind: Option<Rating>,
}

#[derive(Deserialize)]
struct Rating {
    /// Mean reciprocal rank; nothing where no list was judged.
    mrr: Option<f64>,
    first: usize,
    unique: usize,
    /// Of a library with judged queries of kinds: kind, queries, mean reciprocal rank.
    kinds: Vec<(String, usize, f64)>,
}

impl Rating {
    fn share(&self) -> f64 {
        self.first as f64 / self.unique as f64
    }

    fn mrr(&self) -> f64 {
        self.mrr.unwrap_or(f64::NAN)
    }
}

pub(super) fn measure(bench: &Bench) -> Result<Section> {
    let mut section = Section::default();
    let sample = bench.book(1)?;
    let pagefind = Pagefind::find().and_then(|pagefind| {
        tools::ensure_browser()?;
        let staged = Staged::of(bench, &sample, Site::Ours)?;
        pagefind.run(&staged)?;
        section.note(format!("Pagefind {}.", pagefind.version));
        Ok(staged.output)
    });
    if let Err(error) = &pagefind {
        section.skipped("Pagefind, which is asked in a browser", format!("{error:#}"));
    }
    Renderer::of(bench, &sample)?.run()?;
    let input = json!({
        "index": sample.root.join("out-alone/patterns/search"),
        "mdbook": Site::MdbookWithOurs.html(bench, &sample)?,
        "pagefind": pagefind.ok().map(|output| json!({ "folder": output, "pagefind": output })),
        "isJudged": bench.corpus.is_usual,
        "library": bench.corpus.name(),
    });
    match tools::node("tests/bench/relevance.mjs", &input) {
        Ok(answer) => report(&mut section, &serde_json::from_value(answer)?),
        Err(error) => section.skipped("relevance, which is measured in Node", format!("{error:#}")),
    }
    collections::measure(bench, &mut section);
    Ok(section)
}

fn report(section: &mut Section, answer: &Answer) {
    section.at_least("titles that find their page first", 0.97, answer.ours.share());
    let rivals = || [Some(&answer.mdbook), answer.pagefind.as_ref()].into_iter().flatten();
    let best = rivals().map(Rating::mrr).fold(f64::NAN, f64::max);
    section.at_least("our mean reciprocal rank / the better rival's", 1.0, answer.ours.mrr() / best);
    let judged = format!("mean reciprocal rank of {} queries", answer.queries);
    let mut table = Table::new(["search", &judged, "titles first", "of unique titles", "share"]);
    let named = [
        ("ours", Some(&answer.ours)),
        ("Pagefind", answer.pagefind.as_ref()),
        ("mdBook", Some(&answer.mdbook)),
    ];
    for (name, rating) in named {
        let Some(rating) = rating else { continue };
        table.row([
            name.to_owned(),
            number(rating.mrr(), 3),
            rating.first.to_string(),
            rating.unique.to_string(),
            number(rating.share(), 3),
        ]);
    }
    section.table("Relevance", &table);
    if !answer.ours.kinds.is_empty() {
        kinds(section, answer);
    }
}

/// The queries of each kind.
fn kinds(section: &mut Section, answer: &Answer) {
    let mut table = Table::new(["kind", "queries", "ours", "Pagefind", "mdBook"]);
    let of = |rating: Option<&Rating>, kind: usize| {
        rating.and_then(|rating| rating.kinds.get(kind)).map_or(f64::NAN, |(_, _, mrr)| *mrr)
    };
    for (at, (kind, queries, ours)) in answer.ours.kinds.iter().enumerate() {
        let rivals = [of(answer.pagefind.as_ref(), at), of(Some(&answer.mdbook), at)];
        table.row([
            kind.clone(),
            queries.to_string(),
            number(*ours, 3),
            number(rivals[0], 3),
            number(rivals[1], 3),
        ]);
        let best = rivals.into_iter().fold(f64::NAN, f64::max);
        section.at_least(format!("{kind}: ours / the better rival's"), 1.0, ours / best);
    }
    section.table("Mean reciprocal rank by kind", &table);
}
