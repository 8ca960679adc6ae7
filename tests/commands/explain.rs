use crate::run;
use crate::support::TestBook;

#[test]
fn a_code_is_explained_as_the_guide_does() {
    let book = TestBook::new().page("a.md", "# A\n").write();
    let explained = run(&book, &["explain", "p0103"]);
    assert_eq!(
        (explained.code, explained.stdout.as_str()),
        (
            Some(0),
            "P0103: A value with an unquoted `: `, which was taken as text\n\n```yaml\n---\ntitle: Scenario: Bad news\n---\n```\n\n\
             Quote it: `title: \"Scenario: Bad news\"`. Other programs that read the file refuse it otherwise.\n\n\
             By default it is a warning; `--allow P0103` turns it off.\n"
        )
    );
    assert!(
        run(&book, &["explain", "P1001"])
            .stdout
            .ends_with("\nIt is off by default; `--deny P1001` turns it on.\n")
    );
    let unknown = run(&book, &["explain", "P08011"]);
    assert_eq!(unknown.code, Some(2));
    assert!(unknown.stderr.contains("there is no such code; did you mean P0801?"), "{}", unknown.stderr);
}
