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
