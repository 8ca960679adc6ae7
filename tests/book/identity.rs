//! Bytes that are nobody's business but the author's come back as they were.

use crate::support;
use mdbook_patterns::diagnostic::Code;
use mdbook_patterns::preprocess;
use mdbook_preprocessor::PreprocessorContext;
use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use mdbook_preprocessor::config::Config;
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

/// What our preprocessor makes of pages of these texts, in one book; which codes it reports.
fn expand(pages: &[(String, String)], renderer: &str) -> (Vec<String>, Vec<Code>) {
    let chapters = pages
        .iter()
        .map(|(path, text)| BookItem::Chapter(Chapter::new(path, text.clone(), path.as_str(), Vec::new())));
    let mut book = Book::new_with_items(chapters.collect());
    let config = "[preprocessor.patterns.catalog]\nenable = false\n[output.html]\nadditional-css = [\"theme/patterns.css\", \"theme/patterns-catalog.css\"]\nadditional-js = [\"theme/patterns-common.js\", \"theme/patterns-catalog.js\", \"theme/patterns-progress.js\"]\n";
    let config = config.parse::<Config>().unwrap();
    let context = PreprocessorContext::new(PathBuf::from("/nowhere"), config, renderer.to_owned());
    let report = preprocess::run(&context, &mut book);
    let contents = book.chapters().map(|chapter| chapter.content.clone()).collect();
    (contents, report.diagnostics.iter().map(|diagnostic| diagnostic.code).collect())
}

fn expand_one(text: &str, renderer: &str) -> String {
    let (mut contents, _) = expand(&[("page.md".to_owned(), text.to_owned())], renderer);
    contents.remove(0)
}

/// A word or a sign that means something to Markdown, or to us if it stood elsewhere.
fn inline() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z0-9 ,.;:!?'\"()_*~-]{1,20}",
        "\\PC{1,8}",
        Just("`code`".to_owned()),
        Just("**bold** *em* ~~gone~~".to_owned()),
        Just("[link](a.md) <https://x.y> ![i](i.png)".to_owned()),
        Just("<b class=\"axiom\">raw</b>".to_owned()),
        Just("{{#include a.md}} {{ x }} {{#patternsx}} {{#pattern count}} { {#patterns}".to_owned()),
        Just("$a_b$ \\[x\\] [^1] &amp; &#x41; \\* \\{{".to_owned()),
        Just("日本語 é e\u{301} \u{200d}\u{feff} 👩‍👩‍👧 \u{202e}rtl".to_owned()),
        Just("[!AXIOM] [x] --- +++ title: x".to_owned()),
    ]
}

fn line() -> impl Strategy<Value = String> {
    prop::collection::vec(inline(), 1..4).prop_map(|parts| parts.join(" ").replace(['\n', '\r'], " "))
}

fn block() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        line(),
        (1..7_usize, line()).prop_map(|(level, text)| format!("{} {text}", "#".repeat(level))),
        (line(), prop_oneof!["=+", "-+"]).prop_map(|(text, rule)| format!("{text}\n{rule}")),
        line().prop_map(|text| format!("```rust\n{text}\n\n  more\n```")),
        line().prop_map(|text| format!("    indented {text}")),
        line().prop_map(|text| format!("| a | b |\n|---|:-:|\n| {} | `x` |", text.replace('|', "/"))),
        line().prop_map(|text| format!("<div class=\"card\">\n\n{text}\n\n</div>")),
        Just("---".to_owned()),
        Just("***".to_owned()),
        Just("[ref]: a.md \"title\"".to_owned()),
        Just("> [!NOTE]\n> GitHub's own".to_owned()),
        Just("[Home](a.md) → **Page**".to_owned()),
        Just("**Next**: [A](a.md) | **Previous**: [B](b.md)".to_owned()),
        Just(String::new()),
        Just("   \t".to_owned()),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let blocks = || prop::collection::vec(inner.clone(), 1..3).prop_map(|blocks| blocks.join("\n\n"));
        prop_oneof![
            blocks().prop_map(|text| indent(&text, "> ")),
            blocks().prop_map(|text| item("- ", &text)),
            (blocks(), blocks()).prop_map(|(a, b)| format!("{}\n{}", item("1. ", &a), item("2) ", &b))),
        ]
    })
}

/// A block that holds what would be ours if it did not stand in code or a comment.
fn protected() -> impl Strategy<Value = String> {
    prop_oneof![
        line().prop_map(|text| format!("```rust\n{text}\n{{{{#patterns count}}}}\n> [!AXIOM] x\n```")),
        line().prop_map(|text| {
            format!(
                "<!-- {{{{#patterns count}}}}\n> [!AXIOM]\n<div class=\"axiom-box\">{} -->",
                text.replace("--", "")
            )
        }),
        Just("A `{{#patterns count}}` and `<div class=\"axiom-box\">`.".to_owned()),
    ]
}

/// An item of a list whose lines are all indented as its first one is.
fn item(marker: &str, text: &str) -> String {
    let indented = indent(text, &" ".repeat(marker.len()));
    format!("{marker}{}", indented.get(marker.len()..).unwrap_or_default())
}

fn indent(text: &str, with: &str) -> String {
    text.lines().map(|line| format!("{with}{line}")).collect::<Vec<_>>().join("\n")
}

/// A page without front matter, directives and boxes of ours.
fn page() -> impl Strategy<Value = String> {
    let ends = prop_oneof![Just("\n"), Just("\r\n")];
    let gap = prop_oneof![Just("\n"), Just("\n\n"), Just("\n\n\n")];
    let blocks = prop::collection::vec((block(), gap), 0..8);
    (blocks, prop::option::of(protected()), ends, any::<bool>(), any::<bool>())
        .prop_map(|(blocks, protected, end, bom, newline)| {
            let before = protected.map_or_else(String::new, |block| format!("Text.\n\n{block}\n\n"));
            let mut text = blocks.into_iter().fold(before, |text, (block, gap)| text + &block + gap);
            if !newline {
                text.truncate(text.trim_end_matches('\n').len());
            }
            format!("{}{}", if bom { "\u{feff}" } else { "" }, text.replace('\n', end))
        })
        .prop_filter("front matter or a box by chance", |text| !is_ours(text))
}

/// Whether the grammar made a front matter or a box after all.
fn is_ours(text: &str) -> bool {
    let first = text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default().trim_end();
    let is_box = |line: &str| {
        let quoted = line.trim_start_matches(['\u{feff}', ' ', '\t', '>', '-', '1', '2', '.', ')']);
        let is_protected = quoted == "[!AXIOM]" || quoted == "[!AXIOM] x";
        line.contains('>') && quoted.starts_with("[!") && !quoted.starts_with("[!NOTE]") && !is_protected
    };
    matches!(first, "---" | "+++") || text.lines().any(is_box)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn generated_markdown_comes_back_byte_for_byte(text in page()) {
        for renderer in ["html", "markdown"] {
            prop_assert_eq!(expand_one(&text, renderer), text.as_str());
        }
    }

    #[test]
    fn generated_text_of_any_kind_never_panics(text in "\\PC{0,200}|(?s).{0,300}") {
        expand_one(&text, "html");
        expand_one(&format!("---\n{text}\n---\n{text}"), "html");
        expand_one(&format!("+++\n{text}\n+++\n{text}"), "markdown");
    }

    #[test]
    fn a_body_behind_front_matter_keeps_its_lines_in_order(text in page(), crlf in any::<bool>()) {
        let end = if crlf { "\r\n" } else { "\n" };
        let front_matter = format!("---{end}title: Page{end}tier: gold{end}problem: P{end}---{end}");
        let body = text.trim_start_matches('\u{feff}');
        let out = expand_one(&format!("{front_matter}{body}"), "html");
        prop_assert_eq!(missing_line(body, &out), None);
        prop_assert!(!out.contains("title: Page"), "{}", out);
        let plain = expand_one(&format!("{front_matter}{body}"), "markdown");
        prop_assert!(plain.ends_with(body), "{}", plain);
    }

    #[test]
    fn a_body_with_boxes_and_directives_keeps_its_words(blocks in prop::collection::vec(ours(), 1..6)) {
        let body = format!("# Page\n\n{}\n", blocks.join("\n\n"));
        let out = expand_one(&format!("---\ntitle: Page\n---\n{body}"), "html");
        let mut rest = out.as_str();
        for word in words(&body) {
            let at = rest.find(&word);
            prop_assert!(at.is_some(), "{} is lost or out of order in\n{}", word, out);
            rest = &rest[at.unwrap()..];
        }
    }
}

/// A block that is ours, in other blocks, with numbered words.
fn ours() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("> [!AXIOM] titleword\n> bodyword".to_owned()),
        Just("> [!TRUTH]-\n> bodyword\nlazyword".to_owned()),
        Just("<div class=\"axiom-box\">\n<h4>titleword</h4>\n\nbodyword\n</div>".to_owned()),
        Just("<div class=\"truth-box\">bodyword</div>".to_owned()),
        Just("{{#patterns catalog view=list}}".to_owned()),
        Just("paraword {{#patterns count}} behindword".to_owned()),
        Just("{{#patterns stats}}\nbehindword".to_owned()),
        Just("paraword".to_owned()),
    ];
    leaf.prop_recursive(3, 8, 2, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..3).prop_map(|blocks| indent(&blocks.join("\n\n"), "> ")),
            prop::collection::vec(inner.clone(), 1..3)
                .prop_map(|blocks| format!("- {}", indent(&blocks.join("\n\n"), "  ").trim_start())),
            inner.prop_map(|block| format!("> [!BUG] outerword\n{}", indent(&block, "> "))),
        ]
    })
}

fn words(text: &str) -> Vec<String> {
    let found = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.ends_with("word"));
    found.map(str::to_owned).collect()
}

/// The first line of a body that is not navigation and does not stand in the page in its order.
fn missing_line(body: &str, page: &str) -> Option<String> {
    let mut rest = page;
    for line in body.lines().filter(|line| !line.trim().is_empty() && !is_navigation(line)) {
        match rest.find(line) {
            Some(at) => rest = &rest[at + line.len()..],
            None => return Some(line.to_owned()),
        }
    }
    None
}

fn is_navigation(line: &str) -> bool {
    line.contains("[Home](") || line.contains("**Next**") || line.contains("**Previous**")
}

fn markdown_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(markdown_files(&path)),
            false => found
                .extend(Some(path).filter(|path| path.extension().is_some_and(|e| e == "md" || e == "txt"))),
        }
    }
    found.sort();
    found
}

/// All pages of all libraries: path and text.
fn corpora(shared: &Path) -> Vec<(String, String)> {
    let files = ["corpora", "seeds"].iter().flat_map(|folder| markdown_files(&shared.join(folder)));
    let pages = files.map(|file| {
        let path = file.strip_prefix(shared).unwrap().to_str().unwrap().to_owned();
        (path, String::from_utf8_lossy(&fs::read(&file).unwrap()).into_owned())
    });
    pages.collect()
}

/// The text behind the front matter.
fn body(text: &str) -> &str {
    let Some(rest) = text.strip_prefix("---").filter(|rest| rest.starts_with(['\n', '\r'])) else {
        return text;
    };
    let end = rest.find("\n---\n").map(|at| at + 5).or_else(|| rest.find("\n---\r\n").map(|at| at + 6));
    end.map_or(text, |at| &rest[at..])
}

#[test]
fn pages_of_real_libraries_without_front_matter_come_back_byte_for_byte() {
    let Some(shared) = support::shared() else { return };
    let has_boxes = |text: &str| {
        text.contains("-box\">") || text.contains("failure-vignette") || text.contains("{{#patterns")
    };
    let pages: Vec<(String, String)> = corpora(&shared)
        .into_iter()
        .map(|(path, text)| (path, body(&text).to_owned()))
        .filter(|(_, text)| !has_boxes(text))
        .collect();
    assert!(pages.len() > 200, "only {} pages", pages.len());
    for renderer in ["html", "markdown"] {
        let (out, problems) = expand(&pages, renderer);
        assert_eq!(problems, []);
        for ((path, text), out) in pages.iter().zip(&out) {
            assert!(text == out, "{path} changed for {renderer}");
        }
    }
}

#[test]
fn pages_of_real_libraries_keep_every_line_of_their_bodies() {
    let Some(shared) = support::shared() else { return };
    let pages = corpora(&shared);
    let (out, _) = expand(&pages, "html");
    for ((path, text), out) in pages.iter().zip(&out).filter(|((path, _), _)| !path.starts_with("seeds/")) {
        assert_eq!(missing_line(body(text), out), None, "{path}");
    }
    let (out, _) = expand(&pages, "markdown");
    for ((path, text), out) in pages.iter().zip(&out).filter(|((path, _), _)| !path.starts_with("seeds/")) {
        assert!(out.ends_with(body(text)), "{path}");
    }
}
