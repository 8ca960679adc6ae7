//! Pages that nobody would write: whatever is in them, nothing of the author's text is lost, edits never
//! overlap (a debug assertion), and the work grows with the page and not faster.

use mdbook_patterns::preprocess;
use mdbook_preprocessor::PreprocessorContext;
use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use proptest::prelude::*;

fn expanded(text: &str, renderer: &str) -> String {
    let chapter = Chapter::new("Page", text.to_owned(), "page.md", Vec::new());
    let mut book = Book::new_with_items(vec![BookItem::Chapter(chapter)]);
    let config = "[preprocessor.patterns]\nmkdocs-syntax = true\n".parse().unwrap();
    let context = PreprocessorContext::new("/nowhere".into(), config, renderer.to_owned());
    let report = preprocess::run(&context, &mut book);
    for place in report.diagnostics.iter().filter_map(|problem| problem.place.as_ref()) {
        if place.file.ends_with("page.md") {
            assert!(text.get(place.span.clone()).is_some(), "{place:?} in {text:?}");
        }
    }
    book.chapters().next().unwrap().content.clone()
}

const PARTS: &[&str] = &[
    "!!! note \"W\"",
    "!!! nite",
    "??? tip",
    "???+ \"W\"",
    "=== \"W\"",
    "===! \"W\"",
    "===+ \"W\"",
    "!!! a inline end \"\"",
    "- W",
    "1. W",
    "> W",
    "> > W",
    "* !!! note",
    "> === \"W\"",
    "- === \"W\"",
    "```",
    "~~~~",
    "    W",
    "\tW",
    "W",
    "",
    "",
    "<div markdown>",
    "<div class=\"grid cards\" markdown=\"1\">",
    "</div>",
    "<div>W</div>",
    "<div markdown>W</div>",
    "<p markdown>W</p>",
    "<td markdown>*W* `W` [W](W.md) \\*W</td><td markdown=span>W",
    "<figure markdown=\"span\">",
    "</figure>",
    "<summary markdown>**W** <b>W & < W",
    "<li markdown=block>W",
    "<section markdown><div>",
    "</div></section>",
    "<!-- W",
    "-->",
    "<script>",
    "</script>",
    "<pre>",
    "</pre>",
    "# W { .a }",
    "## W {: #b }",
    "W\n===",
    "W ==W *W== W*",
    "^^W `^^` W^^ x^W^ ~W~ ~~W~~",
    "++ctrl+W++ ++",
    ":rocket: :material-x: :W:",
    "[W](W.md){ .a } ![W](W.png){ width=3 onload=x }",
    ":material-none:{ title=\"*W* `W`\" } :rocket:{ .a }",
    "{ .a }",
    "{: #W }",
    "*[W]: W W",
    "$W^2$ $$",
    "[^1]: W",
    ": W",
    "> [!AXIOM] W",
    "> [!NOTE]",
    "<div class=\"axiom-box\">",
    "{{#patterns count}}",
    "{{#patterns nope}}",
    "| W | :x: |\n|---|---|\n| ==W== | W |",
    "---",
    "***",
    "\\:rocket: \\==W==",
    "ä日本🚀",
    "\r",
    "&amp; W",
    "[W",
    "](W",
    "`W",
    "*W",
    "__W",
    "W\\",
    "<b",
    "<b>W</b>",
];

/// Each `W` becomes a word of its own.
fn page() -> impl Strategy<Value = (String, Vec<String>)> {
    let line = (0_usize..6, 0..PARTS.len(), prop::bool::weighted(0.1));
    prop::collection::vec(line, 0..24).prop_map(|lines| {
        let (mut text, mut words) = (String::new(), Vec::new());
        for (indent, part, windows) in lines {
            let indent = ["", "    ", "  ", "\t", "        ", "> "][indent];
            let mut line = String::new();
            for c in PARTS[part].chars() {
                if c == 'W' {
                    words.push(format!("Word{}x", words.len()));
                    line.push_str(words.last().unwrap());
                } else {
                    line.push(c);
                }
            }
            text.push_str(&format!("{indent}{line}{}", if windows { "\r\n" } else { "\n" }));
        }
        (text, words)
    })
}

/// Words that stand where the syntax takes them: a key's name, the name and the meaning of an
/// abbreviation nobody uses, the id of an attribute list, the title of an icon that nobody has, a comment of a front
/// matter.
fn may_go(text: &str, word: &str) -> bool {
    text.lines().any(|line| {
        line.contains(word)
            && (line.contains("*[")
                || line.contains("{: #")
                || line.contains(":material-none:")
                || line.contains("++ctrl")
                || (line.starts_with('#') && text.starts_with("---")))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost((text, words) in page()) {
        for renderer in ["html", "markdown"] {
            let out = expanded(&text, renderer);
            for word in words.iter().filter(|word| !may_go(&text, word)) {
                prop_assert!(out.contains(word.as_str()), "{word} is lost:\n{text}\n---\n{out}");
            }
        }
    }

    #[test]
    fn any_text_is_read(text in "(!!! |=== \"|[ \t>`:{}.#*+=^~$a\\-\n\"\\[\\]()<>/!?]){0,80}") {
        expanded(&text, "html");
        expanded(&text, "markdown");
    }
}

/// The work of a page of `n` parts, in bytes of output: no part may cost more because of the others.
#[test]
fn long_and_deep_pages_are_read() {
    let deep: String = (0..300).map(|n| format!("{}!!! note\n", " ".repeat(4 * n))).collect();
    let pages = [
        deep,
        "=== \"x\"\n".repeat(20_000),
        "!!! note\n    x\n".repeat(10_000),
        "<div markdown>\n".repeat(20_000),
        "- ".repeat(10_000) + "!!! note\n",
        "> ".repeat(10_000) + "!!! note\n",
        "==a ^^b :a ++c ~d ^e { .f }[".repeat(20_000),
        "![a".repeat(3_000) + &"](b){ .c }".repeat(3_000),
        "*[a]: b\n".repeat(20_000) + &"a ".repeat(20_000),
        ":rocket: ==x== ++a++ ".repeat(30_000),
        "<p markdown>*a* ".repeat(5_000),
        "<p markdown>*a*</p> ".repeat(5_000),
        "<td markdown>`".repeat(5_000),
        format!("<figure markdown=span>\n{}", "*a*\n".repeat(20_000)),
        "<figure markdown=span>\n\n".repeat(5_000),
    ];
    for page in pages {
        assert!(!expanded(&page, "html").is_empty());
    }
}
