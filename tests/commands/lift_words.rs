//! Nothing that a page says is lost: every word, link and footnote is on the built page after `lift --write`.

use std::collections::BTreeSet;
use std::fs;

use html5gum::{Token, Tokenizer};
use proptest::prelude::*;

use crate::run;
use crate::support::{Built, TestBook, files_like, shared};

const CONFIG: &str = "[preprocessor.patterns.taxonomy.status]\nterms = [\"proposed\", \"accepted\", \"superseded\"]\n[preprocessor.patterns.taxonomy.area]\nopen = true\n[preprocessor.patterns.field.ticket]\ntype = \"markdown\"\n[preprocessor.patterns.field.topic]\n[preprocessor.patterns.field.needs]\ntype = \"relation\"\n[preprocessor.patterns.field.notes]\ntype = \"list\"\n[preprocessor.patterns.field.effort]\ntype = \"minutes\"\n";

/// Words that name fields, which may have another name on the page, and words of what we add.
const LABELS: &[&str] = &[
    "status",
    "date",
    "deciders",
    "author",
    "authors",
    "name",
    "related",
    "patterns",
    "superseded",
    "superceded",
    "by",
    "and",
    "key",
    "value",
    "tags",
    "tier",
    "area",
    "next",
    "needs",
    "ticket",
    "topic",
    "notes",
    "effort",
    "license",
    "problem",
];

fn value() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        6 => "w[a-z]{3}[0-9]{2}",
        2 => Just("accepted".to_owned()),
        1 => Just("2020-01-02".to_owned()),
        1 => Just("15 minutes".to_owned()),
        2 => Just("[Use X](0005-use-x.md)".to_owned()),
        1 => Just("[that wlink](0005-use-x.md#wpart)".to_owned()),
        2 => "\\[wtext[0-9]\\]\\(https://example\\.org/[a-z]{3}\\)",
        1 => Just("[wref][ref]".to_owned()),
        1 => Just("<https://example.org/auto>".to_owned()),
        1 => Just("*wsome* `wcode`".to_owned()),
        1 => Just("**Accepted**".to_owned()),
        1 => Just("wnoted[^note]".to_owned()),
        1 => Just("![walt](wpicture.png)".to_owned()),
        1 => Just("<b>wbold</b>".to_owned()),
        1 => Just("\\*wstar &amp; wamp".to_owned()),
        1 => Just("~~wstruck [wout](0005-use-x.md)~~ accepted".to_owned()),
        1 => Just("superseded by [Use X](0005-use-x.md)".to_owned()),
        1 => Just("Superceded by [5. wother](0005-use-x.md)".to_owned()),
        1 => Just(String::new()),
    ];
    let between = prop_oneof![Just(" "), Just(", "), Just(" and "), Just("; ")];
    (prop::collection::vec(part, 1..3), between).prop_map(|(parts, between)| parts.join(between))
}

fn key() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "Status", "Date", "Deciders", "Ticket", "Topic", "Needs", "Notes", "Effort", "Area", "Tags",
        "License", "Tier", "Next", "Related", "Problem", "Wunknown",
    ])
}

fn block() -> impl Strategy<Value = String> {
    let pairs = || prop::collection::vec((key(), value()), 1..4);
    let each = |pairs: Vec<(&str, String)>, line: &dyn Fn(&str, &str) -> String| {
        pairs.iter().map(|(key, value)| line(key, value)).collect::<String>()
    };
    prop_oneof![
        pairs().prop_map(move |it| each(it, &|key, value| format!("* {key}: {value}\n"))),
        pairs().prop_map(move |it| each(it, &|key, value| format!("- **{key}**: {value}\n"))),
        pairs().prop_map(move |it| each(it, &|key, value| format!("**{key}:** {value}\\\n")) + "wend"),
        pairs().prop_map(move |it| each(it, &|key, value| format!("**{key}**: {value}  \n"))),
        pairs().prop_map(move |it| each(it, &|key, value| format!("{key}: {value}\n"))),
        pairs().prop_map(move |it| {
            "| Key | Value |\n|---|---|\n".to_owned()
                + &each(it, &|key, value| format!("| {key} | {value} |\n"))
        }),
        pairs().prop_map(move |it| each(it, &|key, value| format!("{key}\n: {value}\n\n"))),
        value().prop_map(|value| format!("> {value}\n")),
        value().prop_map(|value| format!("> [!NOTE]\n> {value}\n")),
        value().prop_map(|value| format!("{value}\n")),
        (key(), value()).prop_map(|(key, value)| format!("## {key}\n\n{value}\n")),
        (key(), prop::collection::vec(value(), 1..3))
            .prop_map(|(key, values)| format!("## {key}\n\n- {}\n", values.join("\n- "))),
        (key(), value()).prop_map(|(key, value)| format!("## {key}\n\n> {value}\n\nwmore {value}\n")),
        Just("<div>\n".to_owned()),
        Just("</div>\n".to_owned()),
        Just("---\n".to_owned()),
        Just("Wtext of the page.\n".to_owned()),
    ]
}

fn page() -> impl Strategy<Value = String> {
    let front_matter = prop_oneof![
        3 => Just(""),
        1 => Just("---\ntier: gold\n---\n"),
        1 => Just("---\ntitle: \"Wbroken\n---\n"),
        1 => Just("+++\nversion = \"1\"\n+++\n"),
        1 => Just("---\nhide: [meta]\n---\n"),
    ];
    (front_matter, prop::collection::vec(block(), 1..6)).prop_map(|(front_matter, blocks)| {
        format!(
            "{front_matter}# A wtitle\n\n{}\n[ref]: https://example.org/ref\n\n[^note]: Wfootnote.\n",
            blocks.join("\n")
        )
    })
}

/// The words of a built page, where its links lead, and its marks of footnotes.
fn said(book: &Built, page: &str) -> BTreeSet<String> {
    let (mut text, mut said) = (String::new(), BTreeSet::new());
    for token in Tokenizer::new(&book.main(page)) {
        match token.unwrap() {
            Token::StartTag(tag) => {
                text.push(' ');
                let attribute = |name: &[u8]| {
                    tag.attributes.get(name).map(|value| String::from_utf8_lossy(value).into_owned())
                };
                let is_anchor = attribute(b"class").is_some_and(|class| class == "header");
                said.extend(attribute(b"href").filter(|to| !is_anchor && !to.starts_with("#fr-")));
                said.extend(attribute(b"src"));
            }
            Token::String(string) => text += &String::from_utf8_lossy(&string),
            _ => text.push(' '),
        }
    }
    let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    said.extend(words.filter(|word| !word.is_empty() && !LABELS.contains(&word.as_str())));
    said
}

#[track_caller]
fn holds(book: TestBook, pages: &[String]) {
    let before = book.write().render().unwrap();
    let text = |book: &Built, page: &String| fs::read_to_string(book.root().join("src").join(page)).unwrap();
    let html = |page: &String| page.replace(".md", ".html").replace("README", "index");
    let said_before: Vec<BTreeSet<String>> = pages.iter().map(|page| said(&before, &html(page))).collect();
    let texts: Vec<String> = pages.iter().map(|page| text(&before, page)).collect();
    let run_once = run(&before, &["lift", "--write", "--force"]);
    assert_eq!(run_once.code, Some(0), "{}", run_once.stderr);
    let after = before.render().unwrap();
    let changed: Vec<String> = pages.iter().map(|page| text(&after, page)).collect();
    for (at, page) in pages.iter().enumerate() {
        let is_named = run_once.stdout.contains(&format!("lifted into src/{page}:"));
        assert_eq!(texts[at] != changed[at], is_named, "{page}\n{}", run_once.stdout);
        let now = said(&after, &html(page));
        let lost: Vec<&String> = said_before[at].iter().filter(|word| !now.contains(*word)).collect();
        // What the page shows of others, and counts, is not its own.
        let written = texts[at].to_lowercase();
        let is_own = |word: &&&String| {
            word.parse::<u32>().is_err() && written.contains(&word.to_lowercase().replace(".html", ".md"))
        };
        // A page that two fields name is shown once, by the words of one of them.
        let is_shown = |word: &str| ["use", "x"].contains(&word) && now.contains("0005-use-x.html");
        let lost: Vec<&&String> = lost.iter().filter(is_own).filter(|word| !is_shown(word)).collect();
        assert!(lost.is_empty(), "{lost:?} of\n{}\nnow\n{}", texts[at], changed[at]);
    }
    assert_eq!(run(&after, &["lift", "--write", "--force"]).stdout, "");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, max_shrink_iters: 0, ..ProptestConfig::default() })]

    #[test]
    fn of_generated_pages(pages in prop::collection::vec(page(), 40)) {
        let names: Vec<String> = (0..pages.len()).map(|at| format!("p{at}.md")).collect();
        let book = TestBook::new().config(CONFIG).page("0005-use-x.md", "---\ntitle: Use X\n---\n# Use X\n");
        let book = names.iter().zip(&pages).fold(book, |book, (name, page)| book.page(name, page));
        holds(book, &names);
    }
}

#[test]
fn of_real_libraries() {
    let Some(shared) = shared() else { return };
    for library in ["madr", "java-design-patterns"] {
        let folder = shared.join("corpora").join(library);
        let files = files_like(&folder, "*.md");
        let names: Vec<String> = files.iter().map(|file| file.to_str().unwrap().to_owned()).collect();
        let book = names.iter().fold(TestBook::new().config(CONFIG), |book, name| {
            book.page(name, &fs::read_to_string(folder.join(name)).unwrap())
        });
        holds(book, &names);
    }
}
