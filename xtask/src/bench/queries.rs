//! The time of queries in Node over a generated library: 10,000 pages of paragraphs from the real one, so that words
//! are as common as they are in texts.

use super::books::{Sample, write_json};
use super::section::Section;
use super::sites::text;
use super::subjects::from_file;
use super::table::{Table, number};
use super::{Bench, tools};
use anyhow::Result;
use mdbook_driver::book::{Book, BookItem, Chapter};
use mdbook_driver::config::Config;
use mdbook_renderer::RenderContext;
use serde::Deserialize;
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use std::str::FromStr;

const PAGES: usize = 10_000;
const PARAGRAPHS: usize = 6;
/// How often each query is asked.
const RUNS: usize = 21;

/// Text, kind, and whether the last word may go on.
const QUERIES: [(&str, &str, bool); 12] = [
    ("observer", "one word", false),
    ("recursion", "one word", false),
    ("immutable", "one word", false),
    ("circuit breaker", "two words", false),
    ("thread pool", "two words", false),
    ("retries with exponential backoff", "four words", false),
    ("hexag", "prefix", true),
    ("c", "prefix", true),
    ("\"thread pool\"", "phrase", false),
    ("\"the client code\"", "phrase", false),
    ("pattern", "very common", false),
    ("design pattern object class", "very common", false),
];

/// What a query took, in milliseconds.
#[derive(Deserialize)]
struct Taken {
    text: String,
    kind: String,
    hits: usize,
    first: f64,
    search: f64,
    results: f64,
}

pub(super) fn measure(bench: &Bench) -> Result<Section> {
    let mut section = Section::default();
    let index = generate(bench)?;
    let queries: Vec<Value> = QUERIES
        .iter()
        .map(|(text, kind, typing)| json!({ "text": text, "kind": kind, "typing": typing }))
        .collect();
    let input = json!({ "index": index, "queries": queries, "runs": RUNS });
    let answer = match tools::node("tests/bench/queries.mjs", &input) {
        Ok(answer) => answer,
        Err(error) => {
            section.skipped("queries in Node", format!("{error:#}"));
            return Ok(section);
        }
    };
    let taken: Vec<Taken> = serde_json::from_value(answer)?;
    let slowest = taken.iter().map(|taken| taken.search).fold(f64::NAN, f64::max);
    section.at_most("slowest query with files in memory, ms", 5.0, slowest);
    let mut table = Table::new([
        "query",
        "kind",
        "hits",
        "ranked list ms",
        "ten titles ms",
        "first time, files read, ms",
    ]);
    for taken in taken {
        let times = [taken.search, taken.results, taken.first].map(|time| number(time, 2));
        table.row([taken.text, taken.kind, taken.hits.to_string()].into_iter().chain(times));
    }
    section.table(&format!("Queries at {PAGES} pages, in Node"), &table);
    Ok(section)
}

/// The search index of the library, as our renderer makes it; its folder.
fn generate(bench: &Bench) -> Result<PathBuf> {
    let sample = bench.book(1)?;
    let root = bench.work.join("generated");
    fs::create_dir_all(&root)?;
    let config = Config::from_str("[output.html]\n[output.patterns]\n")?;
    let destination = root.join("book/patterns");
    let context = RenderContext::new(&root, book_of(&sample), config, &destination);
    let input = root.join("render.json");
    write_json(&input, &context)?;
    from_file(&[text(&bench.indexer)?], &input)?;
    Ok(destination.join("search"))
}

/// Pages of paragraphs that look drawn by lot and are the same each time.
fn book_of(sample: &Sample) -> Book {
    let (paragraphs, words) = (sample.paragraphs(), sample.titles().collect::<Vec<_>>());
    let pages = (0..PAGES).map(|page| {
        let pick =
            |nth: usize, of: usize| ((page * 31 + nth + 1).wrapping_mul(2_654_435_761) >> 10) % of.max(1);
        let title = format!("{} and {} {page}", words[pick(7, words.len())], words[pick(11, words.len())]);
        let texts = (0..PARAGRAPHS).map(|nth| paragraphs[pick(nth, paragraphs.len())]);
        let content =
            std::iter::once(format!("# {title}")).chain(texts.map(str::to_owned)).collect::<Vec<_>>();
        BookItem::Chapter(Chapter::new(&title, content.join("\n\n"), format!("p/{page}.md"), Vec::new()))
    });
    Book::new_with_items(pages.collect())
}
