//! The index: every word of a page finds that page. The words are taken by other means than the index's own, and
//! its files are read by the description of their format.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use mdbook_patterns::front_matter::{Fence, find};
use mdbook_patterns::renderer;
use mdbook_renderer::RenderContext;
use pulldown_cmark::{Event, Tag, TagEnd, TextMergeStream};

use super::book::book;

/// Writes the index of a page and looks for each of its words.
pub fn index(data: &[u8]) {
    let text = super::text(data);
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("patterns-index");
    let config = "[output.patterns-index]\n".parse().unwrap();
    let context = RenderContext::new("/nowhere", book(&text), config, &own);
    renderer::run(&context).unwrap();
    let catalog = fs::read(own.join("catalog.json")).unwrap();
    serde_json::from_slice::<serde_json::Value>(&catalog).unwrap();
    let held = words(&own.join("search"));
    if find(&text) != Fence::None
        || ["{{#", "[!", "<", "Home", "ext", "rev"].iter().any(|sign| text.contains(sign))
    {
        return;
    }
    for word in plain_words(&text) {
        assert!(held.get(&word).is_some_and(|pages| pages.contains(&0)), "{word} is not found in {text:?}");
    }
}

/// Words of paragraphs, in small letters without accents, that stand between spaces.
fn plain_words(text: &str) -> Vec<String> {
    let options = mdbook_markdown::MarkdownOptions::default();
    let mut words = Vec::new();
    let mut in_paragraph = false;
    for event in TextMergeStream::new(mdbook_markdown::new_cmark_parser(text, &options)) {
        match event {
            Event::Start(Tag::Paragraph) => in_paragraph = true,
            Event::End(TagEnd::Paragraph) => in_paragraph = false,
            Event::Text(text) if in_paragraph => words.extend(between_spaces(&text)),
            _ => {}
        }
    }
    words
}

fn between_spaces(text: &str) -> Vec<String> {
    let is_plain = |word: &&str| {
        (1..=40).contains(&word.chars().count())
            && word
                .chars()
                .all(|c| matches!(c, 'a'..='z' | 'а'..='и' | 'к'..='я' | 'α' | 'β'..='ρ' | 'σ'..='ω'))
    };
    let pieces: Vec<&str> = text.split(char::is_whitespace).collect();
    let inner = pieces.len().saturating_sub(1);
    pieces.into_iter().take(inner).skip(1).filter(is_plain).map(str::to_owned).collect()
}

/// All words of an index, each with the pages of its list.
pub(crate) fn words(folder: &Path) -> BTreeMap<String, Vec<usize>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('w')) {
            let (words, lists): (String, String) = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
            shard(&words, &lists, &mut found);
        }
    }
    found
}

fn shard(words: &str, lists: &str, found: &mut BTreeMap<String, Vec<usize>>) {
    let mut last: Vec<u16> = Vec::new();
    for (group, list) in words.split(',').zip(lists.split(',')) {
        let pages = pages(list);
        for coded in group.split(' ').filter(|coded| !coded.is_empty()) {
            let shared = coded[..1].chars().next().unwrap().to_digit(36).unwrap() as usize;
            last.truncate(shared);
            last.extend(coded[1..].encode_utf16());
            found.insert(String::from_utf16(&last).unwrap(), pages.clone());
        }
    }
}

fn pages(list: &str) -> Vec<usize> {
    let digits: Vec<u8> = (b' '..=b'~').filter(|b| !b"\",\\".contains(b)).collect();
    let value = |b: u8| digits.iter().position(|d| *d == b).unwrap();
    let mut bytes = list.bytes();
    let (mut pages, mut page) = (Vec::new(), 0);
    while let Some(byte) = bytes.next() {
        let (mut high, mut digit) = (0, value(byte));
        while digit >= 62 {
            high = high * 30 + digit - 62;
            digit = value(bytes.next().unwrap());
        }
        page += high * 62 + digit;
        pages.push(page - 1);
        let more = value(bytes.next().unwrap()) / 23;
        (0..more.count_ones()).for_each(|_| {
            bytes.next().unwrap();
        });
    }
    pages
}
