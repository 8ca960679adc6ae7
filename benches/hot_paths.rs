//! Micro-benchmarks of what every page of a book goes through, over this project's own book: `cargo bench`.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot read its book cannot run")]

use std::path::Path;
use std::sync::LazyLock;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use mdbook_patterns::book::Source;
use mdbook_patterns::catalog::Catalog;
use mdbook_patterns::expand::Expander;
use mdbook_patterns::front_matter::{self, Fence};
use mdbook_patterns::index::hot_paths::{Lists, Words, count_tokens};
use mdbook_patterns::load::{Loaded, load};
use mdbook_patterns::page::Page;
use mdbook_patterns::template::{Mode, Templates};

/// The page that is measured alone: 30 fields, boxes, tables and code.
const PAGE: &str = "patterns/resilience/circuit-breaker.md";

static BOOK: LazyLock<Loaded> = LazyLock::new(|| load(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap());

fn main() {
    divan::main();
}

fn text() -> &'static str {
    let is_it = |path: &Path| path.ends_with(PAGE);
    let page = BOOK.book.chapters().find(|chapter| chapter.path.as_deref().is_some_and(is_it));
    &page.unwrap().content
}

fn source() -> Source<'static> {
    Source::read(&BOOK.root, &BOOK.config, &mut Vec::new())
}

fn pages() -> Vec<Page<'static>> {
    let sugars = Default::default();
    source().pages(&BOOK.book, &sugars, &mut Vec::new())
}

#[divan::bench]
fn front_matter(bencher: Bencher<'_, '_>) {
    let text = text();
    let Fence::Closed(block) = front_matter::find(text) else { unreachable!("the page has a front matter") };
    bencher
        .counter(BytesCount::new(block.span.len()))
        .bench(|| front_matter::parse(black_box(text), &block, PAGE, &mut Vec::new()));
}

#[divan::bench]
fn parse_page(bencher: Bencher<'_, '_>) {
    let source = source();
    let text = text();
    bencher.counter(BytesCount::of_str(text)).bench(|| {
        let mut page = Page { text: black_box(text), path: Some(PAGE.to_owned()), ..Page::default() };
        source.parse(&mut page, &mut Vec::new());
        page
    });
}

#[divan::bench]
fn build_catalog(bencher: Bencher<'_, '_>) {
    let config = source().config;
    bencher.with_inputs(pages).bench_values(|pages| Catalog::build(pages, &config, &mut Vec::new()));
}

#[divan::bench]
fn expand_page(bencher: Bencher<'_, '_>) {
    let config = source().config;
    let catalog = Catalog::build(pages(), &config, &mut Vec::new());
    let templates = Templates::new(Mode::Html, &config.labels, Path::new("none"), &mut Vec::new());
    let expander = Expander::new(&catalog, &config, &templates);
    let page = catalog.pages.iter().position(|page| page.path.as_deref() == Some(PAGE)).unwrap();
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
