//! What was written for other programs, and what is taken from pages to be shown elsewhere.

use crate::index::catalog_json;
use crate::support::TestBook;

#[test]
fn an_inferred_description_has_the_numbers_of_count() {
    let text = "---\ntags: [overview]\n---\n\n# All {{#patterns count}}\n\nHere are {{#patterns count}} pages, {{#patterns count filter=\"tags:net\"}} of them about the net.\n";
    let book = TestBook::new()
        .config("[output.html]\nsmart-punctuation = true")
        .page("start.md", text)
        .page("retry.md", "---\ntitle: Retry\ntags: [net]\nrelated: [start]\n---\n\n# Retry\n\nTry again.\n");
    let built = book.clone().build();
    let catalog = catalog_json(book);
    let said = "Here are 2 pages, 1 of them about the net.";
    assert_eq!(catalog["entries"][0]["description"], said);
    assert_eq!(catalog["entries"][0]["title"], "All 2");
    for page in ["catalog.html", "start.html", "retry.html"] {
        assert!(built.main(page).contains(" of them about the net"), "{page}");
    }
}

#[test]
fn a_text_that_looks_like_a_number_keeps_its_spelling() {
    let text = "---\ntitle: Tool\nversion: 1.10\ntags: [3.10, 1_000]\norder: 3\nextra:\n  since: 2.30\n  n: 1.5\n---\n\n# Tool\n";
    let fields = catalog_json(TestBook::new().page("tool.md", text))["entries"][0]["fields"].to_string();
    let said = r#"{"extra":{"n":1.5,"since":"2.30"},"order":3,"tags":["3.10","1_000"],"title":"Tool","version":"1.10"}"#;
    assert_eq!(fields, said);
    let whole = "---\nversion: 2.0\nn: 12345678901234567890\nm: 7\n---\n\n# Tool\n";
    let fields = catalog_json(TestBook::new().page("a.md", whole))["entries"][0]["fields"].to_string();
    assert_eq!(fields, r#"{"m":7,"n":"12345678901234567890","version":"2.0"}"#);
    let toml = "+++\ntitle = 'Tool'\nversion = 1.10\nn = 1_000\n+++\n\n# Tool\n";
    let fields = catalog_json(TestBook::new().page("tool.md", toml))["entries"][0]["fields"].to_string();
    assert_eq!(fields, r#"{"n":"1_000","title":"Tool","version":"1.10"}"#);
}

#[test]
fn a_slip_in_toml_costs_one_key() {
    let text = "+++\ntitle = \"List\"\nupdated = 2023-13-01\ntags = [\"alpha\", \"beta\"\ntier = \"gold\"\n+++\n\nText.\n";
    let fields = catalog_json(TestBook::new().page("a.md", text))["entries"][0]["fields"].to_string();
    assert_eq!(fields, r#"{"tier":"gold","title":"List"}"#);
}

#[test]
fn the_front_matter_of_an_included_file_is_left_out() {
    let part = "---\ntitle: Steps\nauthors: Ops\ntags: [part]\n---\n\nSwitch it on.\n";
    let guide = "---\ntitle: Guide\n---\n\n# Guide\n\nBefore you start:\n\n{{#include parts/outer.md}}\n\n{{#include parts/marked.md}}\n\n```markdown\n{{#include parts/steps.md}}\n```\n\nSo.\n";
    let built = TestBook::new()
        .page("guide.md", guide)
        .page("whole.md", "{{#include parts/steps.md}}\n")
        .file("src/parts/outer.md", "Outer.\n\n{{#include steps.md}}\n")
        .file("src/parts/steps.md", part)
        .file("src/parts/marked.md", "\u{feff}+++\ntitle = \"Marked\"\n+++\n\nOf another tool.\n")
        .build();
    let main = built.main("guide.html");
    assert!(!main.contains("<h2"), "{main}");
    assert!(main.contains("<p>Switch it on.</p>"), "{main}");
    assert!(main.contains("<p>Of another tool.</p>") && !main.contains("Marked"), "{main}");
    assert_eq!(main.matches("authors: Ops").count(), 1, "the code shows the file: {main}");
    // A page may show how to include a file, and write the directive with spaces.
    let how = "# How\n\n{{ #include parts/steps.md }}\n\nWrite \\{{#include parts/steps.md}}.\n";
    let how = TestBook::new().page("how.md", how).file("src/parts/steps.md", part).build().main("how.html");
    assert!(how.contains("<p>Switch it on.</p>") && !how.contains("<h2"), "{how}");
    assert!(how.contains("Write {{#include parts/steps.md}}."), "{how}");
    // In a list or a quote it stands behind a mark, and in a page of its own front matter behind a byte order mark.
    let marked = "---\ntitle: A\n---\n{{#include bom.md}}\n\n- {{#include parts/steps.md}}\n";
    let quoted = "# B\n\n> {{#include parts/steps.md}}\n";
    let built_marked = TestBook::new()
        .page("marked.md", marked)
        .page("quoted.md", quoted)
        .file("src/bom.md", "\u{feff}---\r\ntitle: Bom\r\n---\r\nWith a mark.\r\n")
        .file("src/parts/steps.md", part)
        .build();
    for page in ["marked.html", "quoted.html"] {
        let main = built_marked.main(page);
        assert!(
            main.contains("Switch it on.") && !main.contains("authors: Ops") && !main.contains("Bom"),
            "{main}"
        );
    }
    // A numbered list has marks, too, and the page's own rules are its own.
    let numbered = "# C\n\n1. {{#include parts/steps.md}}\n\n> 2) {{#include parts/steps.md}}\n";
    let own = "# D\n\n{{#include bom.md}}\n\n-----\ntitle: Bom\n---\n\nText.\n";
    let built_marked = TestBook::new()
        .page("numbered.md", numbered)
        .page("own.md", own)
        .file("src/bom.md", "---\ntitle: Bom\n---\nWith a mark.\n")
        .file("src/parts/steps.md", part)
        .build();
    let main = built_marked.main("numbered.html");
    assert!(main.matches("Switch it on.").count() == 2 && !main.contains("authors: Ops"), "{main}");
    let main = built_marked.main("own.html");
    assert!(main.matches("title: Bom").count() == 1 && main.contains("<hr"), "{main}");
    // A page that is nothing but the file has its front matter.
    assert!(built.main("whole.html").contains("Steps"));
}

/// What a quote of a kind beyond GitHub's is in a book of this configuration.
fn quote(config: &str) -> (bool, String) {
    let page = "# A\n\n> [!EXAMPLE] One\n> Text.\n\n> [!EDITION-2024]\n> Text.\n\n> [!NOTE] Two\n> Text.\n\n<div class=\"example-box\">Mine.</div>\n";
    let book = TestBook::new().config(config).page("a.md", page).file("own.css", "").write();
    (book.expanded("a.md", "html").contains("patterns-box-example"), book.run(&["check"]).stdout)
}

#[test]
fn kinds_of_others_are_left_to_them() {
    for config in [
        "[preprocessor.patterns]\n[output.html]\nadditional-css = [\"own.css\"]",
        "[preprocessor.patterns]\nbefore = [\"callouts\"]\n[preprocessor.callouts]\ncommand = \"true\"",
    ] {
        let (is_box, said) = quote(config);
        assert!(!is_box && !said.contains("P0404"), "{config}\n{said}");
    }
    for config in [
        "[preprocessor.patterns]",
        "[preprocessor.patterns]\nhome = true\n[output.html]\nadditional-css = [\"own.css\"]",
        "[preprocessor.patterns.box.mine]\n[output.html]\nadditional-css = [\"own.css\"]",
    ] {
        let (is_box, said) = quote(config);
        assert!(is_box && said.contains("P0404"), "{config}\n{said}");
    }
}

#[test]
fn a_word_that_many_pages_use_is_the_librarys_own() {
    let page =
        |status: &str, title: &str| format!("---\ntitle: {title}\nstatus: {status}\n---\n\n# {title}\n");
    let library = || {
        ["A", "B", "C"].iter().fold(TestBook::new(), |book, name| {
            book.page(&format!("{}.md", name.to_lowercase()), &page("implementable", name))
        })
    };
    let others = library().page("d.md", &page("depreciated", "D")).page("e.md", &page("parked", "E")).build();
    let found = others.run(&["check", "--allow", "P0602"]).stdout;
    assert!(!found.contains("implementable"), "{found}");
    assert!(
        found.contains("`depreciated` is not a term of `status`") && found.contains("`parked` is not a term"),
        "{found}"
    );
    assert!(found.contains("or take any with `open = true`"), "{found}");
    // A book that only says how they show has declared none of them.
    let shown =
        library().config("[preprocessor.patterns.taxonomy.status]\nfacet = true\nlabel = \"State\"").build();
    let found = shown.run(&["check", "--allow", "P0602"]).stdout;
    assert!(!found.contains("implementable"), "{found}");
    // A book that declares its terms hears of every other.
    let declared = library().config("[preprocessor.patterns.taxonomy.status]\nterms = [\"draft\"]").build();
    let closed = library().config("[preprocessor.patterns.taxonomy.status]\nopen = false").build();
    for book in [declared, closed] {
        let found = book.run(&["check", "--allow", "P0602"]).stdout;
        assert!(
            found.contains("`implementable` is not a term of `status`, here and in 2 more pages"),
            "{found}"
        );
    }
}

#[test]
fn where_most_pages_are_old_age_says_nothing_unless_the_book_asks() {
    let page = |year: u32| format!("---\ntitle: P{year}\nupdated: {year}-01-01\n---\n\n# P{year}\n");
    let library =
        || (2015..2025).fold(TestBook::new(), |book, year| book.page(&format!("p{year}.md"), &page(year)));
    let found = |book: TestBook| book.build().run(&["check", "--allow", "P0602"]).stdout;
    let by_itself = found(library());
    assert!(!by_itself.contains("P0905"), "{by_itself}");
    let asked = found(library().config("[preprocessor.patterns.check]\nstale-after = 60"));
    assert!(asked.contains("P0905"), "{asked}");
}
