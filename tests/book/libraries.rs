//! Real libraries, built with the configuration that their authors would start with. They are in
//! `../shared`; without it these tests skip with a message.

use crate::parts::{attributes, element, elements, raw_elements};
use crate::support::{Built, TestBook, shared};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The five seeds with the names they would have in a library.
const SEEDS: &[(&str, &str)] = &[
    ("002", "patterns/index.md"),
    ("004", "patterns/part-3.md"),
    ("000", "patterns/template.md"),
    ("001", "patterns/template-2.md"),
    ("003", "recipes/pattern-title.md"),
];

fn seed_text(shared: &Path, number: &str) -> String {
    let files = fs::read_dir(shared.join("seeds")).unwrap().map(|file| file.unwrap().path());
    let mut found = files.filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with(number));
    fs::read_to_string(found.next().unwrap()).unwrap()
}

fn seeds(shared: &Path) -> Built {
    let mut book = TestBook::new();
    for (number, path) in SEEDS {
        book = book.page(path, &seed_text(shared, number));
    }
    book.build()
}

/// The same in the syntax they are written in.
fn sweet_seeds(shared: &Path) -> Built {
    let mut book = TestBook::new().config("[preprocessor.patterns]\nmkdocs-syntax = true\n");
    for (number, path) in SEEDS {
        book = book.page(path, &seed_text(shared, number));
    }
    book.build()
}

fn html_of(path: &str) -> String {
    path.replace(".md", ".html")
}

#[test]
fn seeds_show_no_front_matter() {
    let Some(shared) = shared() else { return };
    let book = seeds(&shared);
    for (_, path) in SEEDS {
        let main = book.main(&html_of(path));
        for line in ["type: pattern", "reading_time:", "last_updated:", "title:", "prerequisites:"] {
            assert!(
                !main.contains(&format!("<p>{line}")) && !main.contains(&format!("\n{line}")),
                "{path} shows {line}"
            );
        }
        assert!(!main.trim_start().starts_with("<hr"), "{path} starts with a fence");
    }
}

#[test]
fn seeds_have_each_piece_of_navigation_once() {
    let Some(shared) = shared() else { return };
    let book = seeds(&shared);
    for (number, path) in SEEDS {
        let main = book.main(&html_of(path));
        let has_front_matter = !["001", "003"].contains(number);
        let expected = usize::from(has_front_matter);
        assert_eq!(elements(&main, "patterns-nav").len(), expected, "{path}");
        for class in ["navigation-breadcrumb", "navigation-links", "page-nav"] {
            assert_eq!(raw_elements(&main, class).len(), 0, "{path} keeps the div of class {class}");
        }
        assert!(!main.contains("Home</a> →"), "{path} keeps its hand-written breadcrumbs");
        assert!(elements(&main, "patterns-breadcrumbs").len() <= 1, "{path}");
    }
}

#[test]
fn seeds_boxes_hold_markdown_that_is_drawn() {
    let Some(shared) = shared() else { return };
    let book = seeds(&shared);
    for (number, boxes) in [("000", 5), ("001", 3)] {
        let path = SEEDS.iter().find(|(n, _)| *n == number).unwrap().1;
        let main = book.main(&html_of(path));
        for class in ["axiom-box", "decision-box", "failure-vignette", "truth-box"] {
            assert_eq!(raw_elements(&main, class).len(), 0, "{path} keeps a raw box of class {class}");
        }
        let drawn = elements(&main, "patterns-box");
        let with_title = drawn.iter().filter(|html| html.contains("patterns-box-title")).count();
        assert!(with_title >= boxes, "{path} has {with_title} boxes:\n{drawn:#?}");
        assert!(
            !drawn.iter().any(|html| html.contains("**")),
            "{path} shows raw Markdown in a box:\n{drawn:#?}"
        );
        assert!(
            !drawn.iter().any(|html| html.contains("- [ ]")),
            "{path} shows a raw list in a box:\n{drawn:#?}"
        );
    }
}

#[test]
fn seeds_show_no_syntax_of_mkdocs() {
    let Some(shared) = shared() else { return };
    let book = sweet_seeds(&shared);
    for (_, path) in SEEDS {
        let main = book.main(&html_of(path));
        for sign in ["!!!", ":material-", "{ .lg", "{: ", " markdown>", ":octicons-"] {
            assert!(!main.contains(sign), "{path} shows {sign}");
        }
    }
    let index = book.main("patterns/index.html");
    let boxes = elements(&index, "patterns-box");
    let titles =
        ["Pattern Curation", "Quick Navigation", "System on Fire? Start Here!", "Track Your Pattern Mastery"];
    for title in titles {
        assert!(boxes.iter().any(|html| html.contains(title)), "no box is titled {title}:\n{boxes:#?}");
    }
    // Every card of the eight grids is an item with a title and a rule, none is code.
    let grids = raw_elements(&index, "grid");
    assert_eq!(grids.len(), 6);
    assert_eq!(grids.iter().map(|grid| grid.matches("<hr").count()).sum::<usize>(), 4 + 3 + 5 + 3 + 4 + 4);
    assert!(!grids.iter().any(|grid| grid.contains("<pre")), "a card is code");
    assert_eq!(book.stderr().lines().filter(|line| line.contains("[P07")).count(), 0, "{}", book.stderr());
}

/// The script of the index seed filters the table by these; its search box and its buttons it makes itself.
#[test]
fn the_script_of_the_index_seed_finds_what_it_expects() {
    let Some(shared) = shared() else { return };
    let index = sweet_seeds(&shared).main("patterns/index.html");
    for id in ["filter-gold", "filter-silver", "filter-bronze", "pattern-catalog-section"] {
        assert_eq!(index.matches(&format!("id=\"{id}\"")).count(), 1, "{id}");
    }
    let section = index.split_once("id=\"pattern-catalog-section\"").unwrap().1;
    let (table, _) = section.split_once("</div>\n").unwrap();
    assert_eq!(table.matches("<tr").count(), 22, "#pattern-catalog-section table tbody tr");
    assert!(table.contains("<tbody"), "{table}");
    let container = &raw_elements(&index, "pattern-filter-container")[0];
    assert!(container.contains("style=\"margin-top: 1rem;\""), "div[style*=\"margin-top: 1rem;\"]");
    let (script, _) = index.split_once("<script>").unwrap().1.split_once("</script>").unwrap();
    let seed = seed_text(&shared, "002");
    let (written, _) = seed.split_once("<script>").unwrap().1.split_once("</script>").unwrap();
    assert_eq!(script.trim(), written.trim());
}

#[test]
fn seeds_placeholders_are_reported_with_their_lines() {
    let Some(shared) = shared() else { return };
    insta::assert_snapshot!(seeds(&shared).stderr());
}

#[test]
fn seeds_placeholders_reach_no_furniture() {
    let Some(shared) = shared() else { return };
    let main = seeds(&shared).main("patterns/template.html");
    let pieces: Vec<String> = [
        "patterns-lead",
        "patterns-badges",
        "patterns-meta",
        "patterns-when",
        "patterns-related",
        "patterns-laws",
    ]
    .iter()
    .flat_map(|class| elements(&main, class))
    .collect();
    let html = pieces.join("\n");
    assert!(!html.contains('['), "a placeholder shows:\n{html}");
    assert!(html.contains("2025-07-21"), "{html}");
}

#[test]
fn seeds_pages_in_golden_files() {
    let Some(shared) = shared() else { return };
    let book = seeds(&shared);
    let main = book.main("patterns/template.html");
    let boxes = elements(&main, "patterns-box").join("\n");
    insta::assert_snapshot!(boxes);
}

/// A folder of Markdown as a book: every folder's README or index is a chapter, its files below it.
fn book_of(folder: &Path) -> TestBook {
    let mut lines = String::from("# Summary\n\n");
    let mut book = TestBook::new();
    let mut files = markdown_files(folder);
    files.sort();
    for file in files {
        let path = file.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
        lines += &format!("- [{}](<{path}>)\n", path.trim_end_matches(".md").replace(['[', ']'], ""));
        book = book.file(&format!("src/{path}"), fs::read(&file).unwrap());
    }
    book.summary(&lines).config("[preprocessor.patterns]")
}

fn markdown_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(markdown_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
    found
}

/// How often each value of a key stands in the front matter of a library, read without our code:
/// a list counts each of its items, and `Data access` and `data-access` are one.
fn counts(folder: &Path, keys: &[&str]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for file in markdown_files(folder) {
        let text = fs::read_to_string(&file).unwrap().replace("\r\n", "\n");
        let mut values = values_of(&text, keys);
        values.sort();
        values.dedup();
        for value in values {
            *counts.entry(value).or_default() += 1;
        }
    }
    counts
}

fn values_of(text: &str, keys: &[&str]) -> Vec<String> {
    let Some((front_matter, _)) = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"))
    else {
        return Vec::new();
    };
    let mut values = Vec::new();
    let mut inside = false;
    for line in front_matter.lines() {
        if let Some(item) = line.trim_start().strip_prefix("- ").filter(|_| inside) {
            values.push(item.to_owned());
        } else if let Some((key, value)) = line.split_once(':').filter(|(key, _)| !key.starts_with(' ')) {
            inside = keys.contains(&key);
            let value = value.trim();
            if inside && !value.is_empty() {
                values.push(value.to_owned());
            }
        }
    }
    values.into_iter().map(|value| id(&value)).collect()
}

fn id(value: &str) -> String {
    let lower = value.trim().trim_matches(['"', '\'']).to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

/// The counts that a legend shows, by the id of the term.
fn legend_counts(html: &str, taxonomy: &str) -> BTreeMap<String, usize> {
    let prefix = format!("patterns-term-{taxonomy}-");
    let legend = raw_elements(html, "patterns-legend");
    let items = legend[0].split("<li>").skip(1).map(|item| {
        let (_, class) = item.split_once(&prefix).unwrap();
        let id = class.split([' ', '"']).next().unwrap();
        let count = &raw_elements(item, "patterns-count")[0];
        let digits: String = strip_tags(count).chars().filter(char::is_ascii_digit).collect();
        (id.to_owned(), digits.parse().unwrap())
    });
    items.filter(|(_, count)| *count > 0).collect()
}

fn strip_tags(html: &str) -> String {
    html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text)).collect()
}

const OVERVIEW: &str =
    "# Overview\n\nThere are {{#patterns count}} patterns.\n\n{{#patterns legend category}}\n";

/// Java Design Patterns with only `[preprocessor.patterns]`, and a page that counts.
fn java(shared: &Path) -> Built {
    let folder = shared.join("corpora/java-design-patterns");
    book_of(&folder).page("overview.md", OVERVIEW).build_with_summary(&folder)
}

/// The summary of a copied library names the pages that a test added, too.
trait WithSummary {
    fn build_with_summary(self, folder: &Path) -> Built;
}

impl WithSummary for TestBook {
    fn build_with_summary(self, folder: &Path) -> Built {
        let mut files = markdown_files(folder);
        files.sort();
        let name = |file: &PathBuf| file.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
        let lines: String = files.iter().map(name).map(|path| format!("- [{path}](<{path}>)\n")).collect();
        self.summary(&format!("# Summary\n\n- [Overview](overview.md)\n{lines}")).build()
    }
}

#[test]
fn java_design_patterns_are_all_in_the_catalog() {
    let Some(shared) = shared() else { return };
    let book = java(&shared);
    let catalog = book.main("catalog.html");
    let mut ids = attributes(&catalog, "data-id");
    assert_eq!(ids.len(), 187);
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 187, "each entry has an id of its own");
    assert!(book.main("overview.html").contains("There are 187 patterns."));
}

#[test]
fn java_design_patterns_are_counted_as_their_front_matter_says() {
    let Some(shared) = shared() else { return };
    let folder = shared.join("corpora/java-design-patterns");
    let expected = counts(&folder, &["category", "categories"]);
    assert!(expected.len() > 10, "{expected:?}");
    assert_eq!(legend_counts(&java(&shared).main("overview.html"), "category"), expected);
}

#[test]
fn java_design_patterns_show_no_front_matter() {
    let Some(shared) = shared() else { return };
    let book = java(&shared);
    for file in markdown_files(&shared.join("corpora/java-design-patterns")) {
        let path = file.strip_prefix(shared.join("corpora/java-design-patterns")).unwrap().to_str().unwrap();
        let main = book.main(&path.replace("README.md", "index.html").replace(".md", ".html"));
        assert!(!main.contains("shortTitle:"), "{path} shows its front matter");
        assert!(main.contains("<h1") || path == "LICENSE.md", "{path} has no title");
    }
}

#[test]
fn java_design_patterns_problems_are_few_and_known() {
    let Some(shared) = shared() else { return };
    insta::assert_snapshot!(java(&shared).stderr());
}

const MADR: &str = r#"
[preprocessor.patterns.taxonomy.status]
badge = true
terms = ["proposed", "rejected", "accepted", "deprecated", "superseded", { id = "on-hold", label = "On hold" }]
"#;

fn madr(shared: &Path) -> Built {
    let folder = shared.join("corpora/madr/docs");
    let overview = "# Overview\n\n{{#patterns count}} decisions.\n\n{{#patterns legend status}}\n";
    book_of(&folder).config(MADR).page("overview.md", overview).build_with_summary(&folder)
}

#[test]
fn madr_with_its_own_status_lists_every_record() {
    let Some(shared) = shared() else { return };
    let folder = shared.join("corpora/madr/docs");
    let with_front_matter = markdown_files(&folder)
        .iter()
        .filter(|file| fs::read_to_string(file).unwrap().starts_with("---"))
        .filter(|file| file.file_name() != Some("index.md".as_ref()))
        .count();
    let book = madr(&shared);
    assert_eq!(attributes(&book.main("catalog.html"), "data-id").len(), with_front_matter);
    assert!(book.main("overview.html").contains(&format!("{with_front_matter} decisions.")));
    assert_eq!(legend_counts(&book.main("overview.html"), "status"), counts(&folder, &["status"]));
}

#[test]
fn madr_problems_in_a_golden_file() {
    let Some(shared) = shared() else { return };
    insta::assert_snapshot!(madr(&shared).stderr());
}

#[test]
fn madr_record_in_a_golden_file() {
    let Some(shared) = shared() else { return };
    let main = madr(&shared).main("decisions/0008-add-status-field.html");
    insta::assert_snapshot!(
        [element(&main, "patterns-breadcrumbs"), element(&main, "patterns-meta")].join("\n")
    );
}
