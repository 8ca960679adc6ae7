use std::fs;

use crate::run;
use crate::support::TestBook;

#[test]
fn a_book_is_left_with_every_word_of_its_author() {
    let mine = "[output.html]\nadditional-css = [\"mine.css\"]\n\n# my words\n[preprocessor.patterns.taxonomy.stage]\nterms = [\"draft\", # first\n  \"done\"]\n\n[preprocessor.links]\n";
    let book = TestBook::new().config(mine).page("a.md", "---\ntitle: A\n---\n# A\n").write();
    let read = || fs::read_to_string(book.root().join("book.toml")).unwrap();
    let before = read();
    assert_eq!(run(&book, &["install"]).code, Some(0));
    assert!(book.root().join("theme/patterns.css").is_file() && read() != before);
    let done = run(&book, &["uninstall"]);
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""));
    assert!(done.stdout.starts_with("wrote book.toml\ndeleted theme/patterns"), "{}", done.stdout);
    let after = read();
    for line in before.lines().filter(|line| !line.is_empty()) {
        assert!(after.lines().any(|known| known == line || known == format!("# {line}")), "{line}\n{after}");
    }
    assert!(
        after.contains(
            "# [preprocessor.patterns.taxonomy.stage]\n# terms = [\"draft\", # first\n#   \"done\"]\n"
        ),
        "{after}"
    );
    assert!(
        after.contains("\n[preprocessor.links]\n") && after.contains("additional-css = [\"mine.css\"]"),
        "{after}"
    );
    assert!(!after.lines().any(|line| !line.starts_with('#') && line.contains("patterns")), "{after}");
    let left: Vec<_> = fs::read_dir(book.root().join("theme"))
        .into_iter()
        .flatten()
        .map(|file| file.unwrap().file_name())
        .collect();
    assert!(left.is_empty(), "{left:?}");
    assert_eq!(run(&book, &["uninstall"]).stdout, "this book does not use the plugin\n");
    assert_eq!(fs::read_to_string(book.root().join("src/a.md")).unwrap(), "---\ntitle: A\n---\n# A\n");
}

#[test]
fn a_file_of_the_authors_own_stays() {
    let book = TestBook::new().page("a.md", "# A\n").write();
    run(&book, &["install"]);
    fs::write(book.root().join("theme/patterns.css"), "/* mine */").unwrap();
    run(&book, &["uninstall"]);
    assert!(book.root().join("theme/patterns.css").is_file());
}

#[test]
fn a_file_that_cannot_be_read_stays_and_the_rest_goes() {
    let book = TestBook::new().page("a.md", "# A\n").write();
    run(&book, &["install"]);
    fs::write(book.root().join("theme/patterns.css"), b"/* \xff */").unwrap();
    let done = run(&book, &["uninstall"]);
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""));
    assert!(done.stdout.contains("\nleft as it is: cannot read ./theme/patterns.css: "), "{}", done.stdout);
    let left: Vec<_> =
        fs::read_dir(book.root().join("theme")).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(left, ["patterns.css"]);
    let after = fs::read_to_string(book.root().join("book.toml")).unwrap();
    assert!(!after.lines().any(|line| !line.starts_with('#') && line.contains("patterns")), "{after}");
}
