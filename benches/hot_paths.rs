//! Micro-benchmarks of what every page of a book goes through, over this project's own book: `cargo bench`.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot read its book cannot run")]

use std::path::Path;
use std::sync::LazyLock;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use mdbook_patterns::expand::Expander;
use mdbook_patterns::front_matter::{self, Fence};
use mdbook_patterns::index::hot_paths::{Lists, Words, count_tokens};
use mdbook_patterns::library::Library;
use mdbook_patterns::source::{Source, folder};
use mdbook_patterns::template::{Mode, Templates};

/// The page that is measured alone: 30 fields, boxes, tables and code.
const PAGE: &str = "patterns/resilience/circuit-breaker.md";

static BOOK: LazyLock<Source> =
    LazyLock::new(|| folder::read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap());

fn main() {
    divan::main();
}

fn text() -> &'static str {
    let is_it = |path: &Path| path.ends_with(PAGE);
    let page = BOOK.book.chapters().find(|chapter| chapter.path.as_deref().is_some_and(is_it));
    &page.unwrap().content
}

#[divan::bench]
fn front_matter(bencher: Bencher<'_, '_>) {
    let text = text();
    let Fence::Closed(block) = front_matter::find(text) else { unreachable!("the page has a front matter") };
    bencher
        .counter(BytesCount::new(block.span.len()))
        .bench(|| front_matter::parse(black_box(text), &block, PAGE, &mut Vec::new()));
}

/// Pages parsed, catalog built.
#[divan::bench]
fn build_library(bencher: Bencher<'_, '_>) {
    let bytes: usize = BOOK.book.chapters().map(|chapter| chapter.content.len()).sum();
    bencher.counter(BytesCount::new(bytes)).with_inputs(|| BOOK.clone()).bench_values(Library::build);
}

#[divan::bench]
fn expand_page(bencher: Bencher<'_, '_>) {
    let library = Library::build(BOOK.clone());
    let templates = Templates::new(Mode::Html, &library.config.labels, Path::new("none"), &mut Vec::new());
    let expander = Expander::new(&library, &templates);
    let page = library.catalog.pages.iter().position(|page| page.path.as_deref() == Some(PAGE)).unwrap();
    bencher.bench(|| expander.page_edits(black_box(page), &mut Vec::new()));
}

#[divan::bench]
fn tokens(bencher: Bencher<'_, '_>) {
    let text = text();
    bencher.counter(BytesCount::of_str(text)).bench(|| count_tokens(black_box(text)));
}

#[divan::bench]
fn words_of_page(bencher: Bencher<'_, '_>) {
    let words = Words::of("Circuit breaker", text());
    bencher.counter(BytesCount::of_str(text())).bench(|| black_box(&words).count());
}

#[divan::bench]
fn shards_of_book(bencher: Bencher<'_, '_>) {
    let pages: Vec<Words> =
        BOOK.book.chapters().map(|chapter| Words::of(&chapter.name, &chapter.content)).collect();
    let lists = Lists::of(&pages);
    bencher.with_inputs(|| lists.clone()).bench_values(Lists::shards);
}
