//! Hostile values: HTML, scripts and addresses with bad schemes come out inert, wherever they stand.

use crate::parts::page_elements;
use crate::support::{Built, TestBook};
use mdbook_patterns::schema::{FieldType, Schema};

/// What an attacker writes; the marker tells ours from mdBook's own scripts.
const PAYLOADS: &[&str] = &[
    "<script>MARK</script>",
    "<img src=x onerror=MARK>",
    "\" onmouseover=\"MARK\" x=\"",
    "' onmouseover='MARK",
    "</p></div></main><script>MARK</script>",
    "--><script>MARK</script><!--",
    "<svg/onload=MARK>",
    "[MARK](javascript:MARK)",
    "[MARK](JaVa&#x53;cript:MARK)",
    "[MARK]( java\tscript:MARK)",
    "[MARK](data:text/html,MARK)",
    "[MARK](vbscript:MARK)",
    "<javascript:MARK>",
    "![MARK](javascript:MARK)",
    "javascript:MARK",
    "`<script>MARK</script>`",
    "\n\n<script>MARK</script>\n\n",
    "x\n\n    <b>\n\n<script>MARK</script>",
    "{{ MARK }}{% MARK %}",
    "&lt;script&gt;MARK&lt;/script&gt;",
    "| <script>MARK</script> |",
    "\\<script>MARK</script>",
    "[MARK]: javascript:MARK",
    "<a href=\"javascript:MARK\">x</a>",
];

/// A text as YAML that means just this text.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// Each field in the shapes that its type accepts, all filled with one text.
fn shapes(kind: FieldType, text: &str) -> Vec<String> {
    let q = quoted(text);
    match kind {
        FieldType::Text
        | FieldType::Markdown
        | FieldType::Date
        | FieldType::Minutes
        | FieldType::Number
        | FieldType::Bool => vec![q],
        FieldType::List => vec![format!("[{q}, {q}]")],
        FieldType::Terms | FieldType::Relation => vec![
            format!("[{q}]"),
            format!("{{{q}: {q}}}"),
            format!("{{primary: [{{id: {q}, aspect: {q}, description: {q}}}]}}"),
            format!("[{{name: start, aspect: {q}, description: {q}}}]"),
            format!("{{start: {q}}}"),
        ],
        FieldType::Quote => vec![format!("{{text: {q}, by: {q}}}")],
        FieldType::TradeOffs => vec![format!("{{text: {q}, pros: [{q}], cons: [{q}]}}")],
        FieldType::Records => vec![format!("[{{company: {q}, {q}: {q}}}]")],
        FieldType::People => vec![format!("[{{name: {q}, url: {q}, email: {q}}}, {q}, {{github: {q}}}]")],
        FieldType::Search => vec![format!("{{exclude: {q}, boost: {q}}}")],
        FieldType::Steps => vec![
            format!(
                "[{{title: {q}, text: {q}, duration: {q}, {q}: {q}, patterns: [{{start: {q}}}, {q}]}}, {q}]"
            ),
            format!("{{{q}: [{q}]}}"),
        ],
        FieldType::Free => vec![format!("{{{q}: {q}}}")],
    }
}

const START: &str = "---
title: Start
---
# Start

{{#patterns catalog view=cards}}

{{#patterns catalog view=list group-by=tags}}

{{#patterns stats by=\"tier,tags\"}}

{{#patterns legend tags}}

{{#patterns legend laws}}

{{#patterns law-table}}
";

const TABLE: &str = "# Table

{{#patterns catalog columns=\"title,description,tags,related,authors,updated,examples,version,problem\"}}
";

/// A page for each shape of each field with one payload, and pages that show them all.
fn book(payload: &str) -> Built {
    let mut pages =
        vec![("start.md".to_owned(), START.to_owned()), ("table.md".to_owned(), TABLE.to_owned())];
    let mut all = String::new();
    for field in Schema::default().fields() {
        let (name, values) = (&field.name, shapes(field.kind, payload));
        all += &format!("{name}: {}\n", values[0]);
        pages.push((format!("l/{name}.md"), format!("---\ntype: law\n{name}: {}\n---\nText.\n", values[0])));
        for (at, value) in values.iter().enumerate() {
            pages.push((format!("p/{name}-{at}.md"), format!("---\n{name}: {value}\n---\nText.\n")));
        }
    }
    pages.push(("p/all.md".to_owned(), format!("---\n{all}---\nText.\n")));
    let summary: String = pages.iter().map(|(path, _)| format!("- [{path}]({path})\n")).collect();
    // What neither says yes nor no to `draft` is one.
    let book = TestBook::new().summary(&summary).config("[preprocessor.patterns]\ndrafts = \"show\"\n");
    pages.iter().fold(book, |book, (path, text)| book.file(&format!("src/{path}"), text.as_str())).build()
}

/// The page without what mdBook itself puts around the text.
fn pages(book: &Built) -> Vec<(String, String)> {
    let mut names = vec!["start.html".to_owned(), "table.html".to_owned(), "p/all.html".to_owned()];
    for folder in ["p", "l"] {
        let files = std::fs::read_dir(book.html_dir().join(folder)).unwrap();
        names.extend(files.map(|file| format!("{folder}/{}", file.unwrap().file_name().to_str().unwrap())));
    }
    names.sort();
    names.dedup();
    names.into_iter().map(|name| (name.clone(), book.main(&name))).collect()
}

#[track_caller]
fn assert_inert(name: &str, html: &str, payload: &str) {
    for element in page_elements(html) {
        let what = format!("{name} has {element:?} from {payload:?}");
        assert!(!["script", "svg", "iframe"].contains(&element.name()), "{what}");
        for (attribute, value) in element.attrs() {
            if ["href", "src", "action", "formaction"].contains(&attribute) {
                let is_kept = |c: &char| !c.is_whitespace() && !c.is_control();
                let plain: String = value.chars().filter(is_kept).collect();
                let scheme = plain.split([':', '/', '?', '#']).next().unwrap().to_lowercase();
                let has_scheme = plain[scheme.len()..].starts_with(':');
                assert!(!has_scheme || ["http", "https", "mailto"].contains(&scheme.as_str()), "{what}");
            }
            assert!(!attribute.starts_with("on"), "{what}");
        }
        let is_marked = element.attrs().any(|(name, value)| name.contains("mark") || value.contains("MARK"));
        assert!(element.attr("style").is_none() || !is_marked, "{what}");
    }
}

#[test]
fn the_check_of_these_tests_sees_what_is_hostile() {
    for html in [
        "<p><script>MARK</script></p>",
        "<p title=\"a\" onmouseover=\"MARK\">x</p>",
        "<img src=x onerror=MARK>",
        "<a href=\"javascript:MARK\">x</a>",
        "<a href=\" JaVa\tscript:MARK\">x</a>",
        "<a href=\"data:text/html,MARK\">x</a>",
        "<svg/onload=MARK>",
    ] {
        let seen = std::panic::catch_unwind(|| assert_inert("page", html, html));
        assert!(seen.is_err(), "{html} passes as inert");
    }
    assert_inert("page", "<a href=\"a.md?x=y:z\" title=\"onclick=MARK\">&lt;script&gt;</a>", "");
}

#[test]
fn values_of_every_field_come_out_inert() {
    for payload in PAYLOADS {
        let book = book(payload);
        for (name, main) in pages(&book) {
            assert_inert(&name, &main, payload);
            assert!(
                main.contains("Text.") || ["start.html", "table.html"].contains(&name.as_str()),
                "{name} lost its text to {payload:?}:\n{main}"
            );
        }
    }
}

#[test]
fn values_stay_inside_the_main_part_of_the_page() {
    let payload = "</p></div></nav></main></body><script>MARK</script>";
    let book = book(payload);
    for (name, _) in pages(&book) {
        let html = book.html(&name);
        assert_eq!(html.matches("</main>").count(), 1, "{name}");
        assert_eq!(html.matches("<script>MARK").count(), 0, "{name}");
    }
}

#[test]
fn payloads_are_shown_as_text() {
    let book = book("<script>MARK</script>");
    for page in [
        "p/description-0.html",
        "p/problem-0.html",
        "p/quote-0.html",
        "p/authors-0.html",
        "p/tags-0.html",
        "p/examples-0.html",
        "p/title-0.html",
    ] {
        assert!(book.main(page).contains("&lt;script&gt;MARK&lt;/script&gt;"), "{page}\n{}", book.main(page));
    }
}

#[test]
fn values_of_the_configuration_come_out_inert() {
    for payload in PAYLOADS {
        let q = quoted(payload);
        let config = format!(
            "[preprocessor.patterns.catalog]\ntitle = {q}\n[preprocessor.patterns.labels]\nhome = {q}\nbreadcrumbs = {q}\nprevious = {q}\n\
             [preprocessor.patterns.taxonomy.tier]\nlabel = {q}\nbadge = true\nterms = [{{ id = \"gold\", label = {q}, icon = {q}, description = {q}, link = {q} }}]\n\
             [preprocessor.patterns.box.axiom]\ntitle = {q}\nicon = {q}\n[preprocessor.patterns.field.note]\ntype = \"relation\"\nlabel = {q}\ninverse = {q}"
        );
        let book = TestBook::new()
            .config(&config)
            .page("start.md", "# Start\n\n{{#patterns legend tier}}\n")
            .page("page.md", "---\ntier: gold\nnote: [start]\n---\n# Page\n\n> [!AXIOM]\n> Text.\n")
            .build();
        for name in ["start.html", "page.html", "catalog.html"] {
            assert_inert(name, &book.main(name), payload);
        }
    }
}

#[test]
fn titles_of_boxes_come_out_as_the_author_may_write_them_elsewhere() {
    for payload in PAYLOADS.iter().filter(|payload| !payload.contains('\n')) {
        let book =
            TestBook::new().page("page.md", &format!("# Page\n\n> [!AXIOM] {payload}\n> Text.\n")).build();
        assert_inert("page.html", &book.main("page.html"), payload);
    }
}

#[test]
fn arguments_of_directives_come_out_inert() {
    let book = TestBook::new()
        .page("page.md", "---\ntier: gold\n---\n# Page\n\n{{#patterns catalog filter=\"<script>MARK</script>\"}}\n\n{{#patterns count filter='\" onload=MARK'}}\n")
        .build();
    let main = book.main("page.html");
    assert!(!main.contains("MARK"), "the filters matched nothing, so nothing of them shows:\n{main}");
}
