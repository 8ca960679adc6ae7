use crate::run;
use crate::support::TestBook;

#[test]
fn completions_know_the_commands() {
    let book = TestBook::new().page("a.md", "# A\n").write();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let made = run(&book, &["completions", shell]);
        assert_eq!((made.code, made.stderr.as_str()), (Some(0), ""), "{shell}");
        for word in ["check", "baseline", "list", "schema", "migrate"] {
            assert!(made.stdout.contains(word), "{shell} lacks {word}");
        }
    }
}

#[test]
fn there_is_a_man_page_for_each_command() {
    let book = TestBook::new().page("a.md", "# A\n").write();
    assert_eq!(run(&book, &["man", "out/man"]).code, Some(0));
    for page in
        ["mdbook-patterns.1", "mdbook-patterns-check.1", "mdbook-patterns-new.1", "mdbook-patterns-list.1"]
    {
        let text = std::fs::read_to_string(book.root().join("out/man").join(page)).unwrap();
        assert!(text.contains(".TH"), "{page}");
    }
}

#[test]
fn wrong_usage_exits_with_2() {
    let book = TestBook::new().page("a.md", "# A\n").write();
    for args in [&["chekc"][..], &["check", "--format", "xml"], &["new", "pattern"], &["list", "--nothing"]] {
        assert_eq!(run(&book, args).code, Some(2), "{args:?}");
    }
}
