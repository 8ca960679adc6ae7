//! The guide is easy to read: short sentences of common words, and none of the words that strangers stumbled over.

use std::fs;
use std::path::Path;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Flesch's reading ease that the guide as a whole must have: 60 to 70 is plain English, 50 to 60 fairly difficult.
const WHOLE: f64 = 60.0;

/// What each page must have. Pages of reference hold many long names.
const EACH: f64 = 45.0;

/// Words that readers know in another meaning or not at all, and what to write instead.
const WORDS: &[(&str, &str)] = &[
    ("mend", "fix"),
    ("mends", "fixes"),
    ("mended", "fixed"),
    ("honoured", "used"),
    ("whilst", "while"),
    ("thereof", "of it"),
    ("spelt", "spelled, or written"),
    ("anew", "again"),
    ("whoever", "readers who"),
    ("alike", "in the same way"),
];

/// Turns of phrase that are not idiomatic English, also in tables, and what to write instead.
const PHRASES: &[(&str, &str)] = &[
    (", else ", ", otherwise"),
    ("; else ", "; otherwise"),
    ("or else ", "otherwise"),
    (", for they ", ", because they"),
    ("that is none ", "unknown, or another one"),
    ("what stands ", "what is"),
    (" all the same", "anyway"),
    ("behind other ", "after other"),
    ("behind the title", "after the title"),
    ("behind the heading", "after the heading"),
];

/// The prose of a page, with a full stop after each block: no code, no tables, no headings.
fn prose(markdown: &str) -> String {
    let body = markdown
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
        .map_or(markdown, |(_, body)| body);
    let (mut text, mut skipped) = (String::new(), 0_usize);
    for event in Parser::new_ext(body, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::Table(_) | Tag::Heading { .. } | Tag::HtmlBlock) => {
                skipped += 1
            }
            Event::End(TagEnd::CodeBlock | TagEnd::Table | TagEnd::Heading(_) | TagEnd::HtmlBlock) => {
                skipped -= 1
            }
            Event::Text(words) if skipped == 0 => text += &words,
            // A name in code is one word, whatever it is.
            Event::Code(_) if skipped == 0 => text += "it",
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::End(TagEnd::Paragraph | TagEnd::Item) if !text.ends_with(". ") => {
                text += if text.ends_with('.') { " " } else { ". " };
            }
            _ => {}
        }
    }
    text
}

/// How many vowels stand together in a word, at least one: about its syllables.
fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let is_vowel = |c: char| "aeiouy".contains(c);
    let starts = word.chars().zip(std::iter::once(' ').chain(word.chars()));
    let count = starts.filter(|(c, before)| is_vowel(*c) && !is_vowel(*before)).count();
    let is_silent = word.ends_with('e') && !word.ends_with("le") && count > 1;
    (count - usize::from(is_silent)).max(1)
}

/// Sentences, words and syllables.
fn counts(text: &str) -> [f64; 3] {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’')
        .filter(|word| !word.is_empty())
        .collect();
    let is_end = |part: &&str| part.chars().any(char::is_alphabetic);
    let sentences = text.split(['.', '!', '?', ':', ';']).filter(is_end).count();
    let all: usize = words.iter().map(|word| syllables(word)).sum();
    [sentences as f64, words.len() as f64, all as f64]
}

fn ease([sentences, words, syllables]: [f64; 3]) -> f64 {
    206.835 - 1.015 * words / sentences - 84.6 * syllables / words
}

fn pages() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("book/src/guide");
    let read = |file: fs::DirEntry| {
        (file.file_name().into_string().unwrap(), fs::read_to_string(file.path()).unwrap())
    };
    let mut pages: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|file| read(file.unwrap()))
        .filter(|(name, _)| name.ends_with(".md"))
        .collect();
    pages.sort();
    pages
}

/// The guide, and what strangers read beside it.
fn texts() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let others =
        ["README.md", "CONTRIBUTING.md", "RELEASING.md", "packages/README.md", "editors/vscode/README.md"];
    let read = |name: &str| (name.to_owned(), fs::read_to_string(root.join(name)).unwrap());
    pages().into_iter().chain(others.map(read)).collect()
}

#[test]
fn the_guide_is_easy_to_read() {
    let mut whole = [0.0; 3];
    let mut hard = Vec::new();
    for (name, text) in pages() {
        let counts = counts(&prose(&text));
        whole.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        if ease(counts) < EACH {
            hard.push(format!("{name}: {:.0}", ease(counts)));
        }
    }
    assert!(hard.is_empty(), "these pages are hard to read, wanted is {EACH}: {hard:#?}");
    assert!(ease(whole) >= WHOLE, "the guide has a reading ease of {:.1}, wanted is {WHOLE}", ease(whole));
}

#[test]
fn the_guide_has_no_words_that_strangers_stumble_over() {
    for (name, text) in texts() {
        let prose = prose(&text).to_lowercase();
        let words: Vec<&str> = prose.split(|c: char| !c.is_alphabetic()).collect();
        for (word, better) in WORDS {
            assert!(!words.contains(word), "{name} says “{word}”: write “{better}”");
        }
    }
}

#[test]
fn the_guide_has_no_turns_of_phrase_that_strangers_read_twice() {
    for (name, text) in texts() {
        let text = text.to_lowercase().replace('\n', " ");
        for (phrase, better) in PHRASES {
            assert!(!text.contains(phrase), "{name} says “{phrase}”: write “{better}”");
        }
    }
}

#[test]
fn hard_text_is_told_from_easy_text() {
    let easy = counts("The cat sat on the mat. It was warm. The dog came in and sat by the fire.");
    let hard = counts(
        "Notwithstanding organisational considerations, implementation responsibilities necessitate comprehensive interdepartmental coordination.",
    );
    assert!(ease(easy) > 90.0 && ease(hard) < 0.0, "{} {}", ease(easy), ease(hard));
    assert_eq!(
        prose("---\ntitle: A\n---\n# A\n\nOne `x y`.\n\n```sh\ncode\n```\n\n| a |\n|---|\n| b |\n"),
        "One it. "
    );
}
