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

#[test]
fn help_says_what_a_command_does_and_what_it_leaves() {
    let book = TestBook::new().page("a.md", "# A\n").write();
    for (command, sentence) in [
        ("install", "never a file that you wrote"),
        ("uninstall", "commented out with `#`"),
        ("check", "Exits with 0 if there is nothing to report"),
        ("mv", "keeps its old address in `redirect_from`"),
        ("rename-term", "merges two spellings into one"),
        ("lift", "Existing front matter never changes"),
        ("migrate", "The site itself is never changed"),
        ("summary", "README.md or index.md is the chapter of its folder"),
        ("lsp", "Your editor starts it"),
    ] {
        let help = run(&book, &[command, "--help"]).stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(help.contains(sentence), "{command}: {help}");
        let short = run(&book, &[command, "-h"]).stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(!short.contains(sentence), "{command} -h is short: {short}");
    }
}
