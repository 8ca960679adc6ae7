//! The index: every word of a page finds that page. The words are taken by other means than the index's own, and
//! its files are read by the description of their format.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use mdbook_patterns::front_matter::{Fence, find};
use mdbook_patterns::render;
use mdbook_renderer::RenderContext;
use pulldown_cmark::{Event, Tag, TagEnd, TextMergeStream};

use super::book::book;

/// Writes the index of a page and looks for each of its words.
pub fn index(data: &[u8]) {
    let text = super::text(data);
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("patterns");
    let config = "[output.patterns]\n".parse().unwrap();
    let context = RenderContext::new("/nowhere", book(&text), config, &own);
    render::run(context).unwrap();
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

/// The digits of a list, from its start.
struct Digits<'a>(std::str::Bytes<'a>);

impl Digits<'_> {
    fn digit(&mut self) -> Option<usize> {
        let byte = self.0.next()?;
        (b' '..=b'~').filter(|b| !b"\",\\".contains(b)).position(|b| b == byte)
    }

    fn number(&mut self) -> Option<usize> {
        let (mut high, mut digit) = (0, self.digit()?);
        while digit >= 62 {
            high = high * 30 + digit - 62;
            digit = self.digit()?;
        }
        Some(high * 62 + digit)
    }
}

/// The pages of a list: each a distance and a mark; in a dense list a mark, with the pages left out before.
fn pages(list: &str) -> Vec<usize> {
    let (levels, mut pages, mut next) = (22, Vec::new(), 0);
    let is_dense = list.starts_with("  ");
    let mut digits = Digits(list.get(2..).filter(|_| is_dense).unwrap_or(list).bytes());
    while let Some(first) = if is_dense { digits.digit() } else { digits.number() } {
        let mut mark = first;
        while is_dense && mark >= levels * 4 {
            next += mark + 1 - levels * 4;
            mark = digits.digit().unwrap();
        }
        if !is_dense {
            next += first - 1;
            mark = digits.digit().unwrap();
        }
        if mark / levels == 3 {
            digits.number().unwrap();
        }
        pages.push(next);
        next += 1;
    }
    pages
}
