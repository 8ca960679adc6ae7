use crate::run;
use crate::support::TestBook;

#[test]
fn relations_are_a_graph_for_other_programs() {
    let book = TestBook::new()
        .page(
            "a.md",
            "---\ntitle: 'A \"x\" [y] | #'\ntype: pattern\nrelated: [b]\nprerequisites: [b]\n---\n# A\n",
        )
        .page("b.md", "---\ntitle: B\ntype: pattern\nrelated: [a]\ntier: gold\n---\n# B\n")
        .page("c.md", "---\ntitle: C\ntype: pattern\nrelated: [gone]\n---\n# C\n")
        .write();
    insta::assert_snapshot!("dot", run(&book, &["graph"]).stdout);
    insta::assert_snapshot!("mermaid", run(&book, &["graph", "--format", "mermaid"]).stdout);
    insta::assert_snapshot!("svg", run(&book, &["graph", "--format", "svg"]).stdout);
    let some = run(&book, &["graph", "--filter", "tier:gold"]).stdout;
    assert!(some.contains("label=\"B\"") && !some.contains("->"), "{some}");
    let some = run(&book, &["graph", "--relation", "prerequisites"]).stdout;
    assert_eq!(some.matches("->").count(), 1, "{some}");
    let unknown = run(&book, &["graph", "--relation", "relatd"]);
    assert_eq!(
        (unknown.code, unknown.stderr.as_str()),
        (
            Some(2),
            "mdbook-patterns: the book has 1 problem; `mdbook-patterns check` shows all\nmdbook-patterns: `relatd` is not a field; did you mean `related`?\n"
        )
    );
}

#[test]
fn a_drawing_is_a_file_of_its_own_in_the_books_language() {
    let book = TestBook::new()
        .file("book.toml", "[book]\nlanguage = \"de\"\n[preprocessor.patterns]\n")
        .page("a.md", "---\ntitle: A\ntype: pattern\nrelated: [b]\nsuperseded_by: b\n---\n# A\n")
        .page("b.md", "---\ntitle: B & <C>\ntype: pattern\n---\n# B\n")
        .page("c.md", "---\ntitle: Alone\ntype: pattern\n---\n# C\n")
        .write();
    let drawing = run(&book, &["graph", "--format", "svg"]);
    assert_eq!(drawing.stderr, "");
    assert!(
        drawing.stdout.contains("lang=\"de\"")
            && drawing.stdout.contains("<title>Diagramm der Beziehungen</title>")
    );
    assert!(drawing.stdout.contains("<desc>A – Verwandtes: B &amp; &lt;C&gt;."), "{}", drawing.stdout);
    assert!(drawing.stdout.contains("Alone"), "an entry without relations is in it");
    let one = run(&book, &["graph", "--format", "svg", "--relation", "superseded_by"]).stdout;
    assert!(!one.contains("Verwandtes"), "{one}");
}

#[test]
fn what_nobody_could_read_is_not_drawn() {
    let page = |n: usize| format!("---\ntitle: Page {n}\ntype: pattern\n---\n");
    let book = (0..501).fold(TestBook::new(), |book, n| book.page(&format!("p{n}.md"), &page(n))).write();
    let drawing = run(&book, &["graph", "--format", "svg"]);
    assert_eq!((drawing.code, drawing.stdout.as_str()), (Some(2), ""));
    assert_eq!(
        drawing.stderr,
        "mdbook-patterns: the graph would show 501 pages and 0 relations; a drawing shows at most 500 and 1500: choose some with `--filter` or `--relation`, or write `--format dot`\n"
    );
    assert_eq!(run(&book, &["graph"]).code, Some(0));
}

#[test]
fn lines_that_cross_too_much_are_not_drawn() {
    // A chain of pages, and lines from each to a page far along it.
    let page = |n: usize| {
        let far = (n + 1..480).step_by(37).map(|to| format!("p{to}")).collect::<Vec<_>>().join(", ");
        let next = if n == 0 { String::new() } else { format!("prerequisites: [p{}]\n", n - 1) };
        let related = if n.is_multiple_of(6) { format!("superseded_by: [{far}]\n") } else { String::new() };
        format!("---\ntitle: Page {n}\ntype: pattern\n{next}{related}---\n")
    };
    let book = (0..480).fold(TestBook::new(), |book, n| book.page(&format!("p{n}.md"), &page(n))).write();
    let drawing = run(&book, &["graph", "--format", "svg"]);
    assert_eq!((drawing.code, drawing.stdout.as_str()), (Some(2), ""));
    assert!(
        drawing.stderr.contains(" layers; those of a drawing cross at most 20000: choose some"),
        "{}",
        drawing.stderr
    );
}

#[test]
fn names_and_addresses_are_what_other_programs_can_read() {
    let book = TestBook::new()
        .page("a.md", "---\ntitle: \"A \\uFFFE x\"\ntype: pattern\nrelated: [b]\n---\n# A\n")
        .summary("# Summary\n\n- [A](a.md)\n- [B](<b #1 50% x.md>)\n")
        .file("src/b #1 50% x.md", "---\ntitle: B\nid: b\ntype: pattern\n---\n# B\n")
        .write();
    let drawing = run(&book, &["graph", "--format", "svg"]).stdout;
    assert!(!drawing.contains('\u{fffe}') && drawing.contains("<desc>A x – "), "{drawing}");
    assert!(drawing.contains("href=\"b%20%231%2050%25%20x.html\""), "{drawing}");
    assert!(run(&book, &["graph"]).stdout.contains("URL=\"b%20%231%2050%25%20x.html\""));
}
