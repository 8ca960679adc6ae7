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
fn a_file_that_was_changed_stays_and_what_is_off_is_said() {
    let book = TestBook::new().page("a.md", "# A\n").write();
    run(&book, &["install", "--mdbook-search", "off"]);
    let file = book.root().join("theme/patterns.css");
    let changed = fs::read_to_string(&file).unwrap() + "\na { color: red; }\n";
    fs::write(&file, &changed).unwrap();
    let again = run(&book, &["install"]).stdout;
    assert!(
        again.starts_with("wrote theme/patterns.css again, which was changed: rules of your own go into a file of your own\nis up to date: "),
        "{again}"
    );
    fs::write(&file, &changed).unwrap();
    let done = run(&book, &["uninstall"]);
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""));
    assert!(
        done.stdout.contains("\nleft as it is: theme/patterns.css was changed after `install` wrote it\n"),
        "{}",
        done.stdout
    );
    assert!(done.stdout.contains("\nNOTE: mdBook's own search is off."), "{}", done.stdout);
    assert_eq!(fs::read_to_string(&file).unwrap(), changed);
    assert!(!book.root().join("theme/patterns-common.js").exists());
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

/// What books have in book.toml, before any of it knew of the plugin.
const PARTS: &[&str] = &[
    "# mine\n",
    "[book]\ntitle = \"A\"\n",
    "# Mine.\n\n[book]\ntitle = \"A\" # mine\nauthors = [\n  \"x\", # one\n  \"y\"\n]\n# end\n",
    "[build]\nbuild-dir = \"out\"\n",
    "[output.html]\n",
    "[output.html] # mine\n",
    "[output.html]\n# mine\n",
    "[output.html]\nadditional-css = [\"mine.css\"]\n",
    "[output.html]\nadditional-css = []\nmathjax-support = true\n",
    "[output.html]\nmathjax-support = true # mine\nadditional-css = [ \"a.css\", 'b.css' ] # mine\n# mine, too\n",
    "[output.html]\nadditional-js = [\n  \"a.js\", # one\n  # two\n  \"b.js\", # three\n]\n",
    "[output.html]\nadditional-js = [\n    \"a.js\",\n    \"b.js\"\n]\nadditional-css = [\"x.css\",]\n",
    "[output.html]\nadditional-js = [\n    \"a.js\" # one\n]\n",
    "[output.html.search]\nenable = true\n",
    "[output.html.playground]\neditable = true\n\n[output.html.fold]\nenable = true\n",
    "[preprocessor.links]\n\n\n",
    "[output]\nhtml.mathjax-support = true\n",
    "[preprocessor.mermaid]\ncommand = \"mdbook-mermaid\"\n",
    "[rust]\nedition = \"2021\"\n\n# the end\n",
    "[other]\nlists = [\n  [1],\n  [2]\n]\n",
];

#[test]
fn install_and_uninstall_leave_every_book_toml_as_it_was() {
    let is_table = |line: &&str| line.starts_with('[');
    let head =
        |text: &'static str| text.lines().find(is_table).unwrap_or_default().trim_end_matches(" # mine");
    let book = TestBook::new().page("a.md", "# A\n").write();
    let file = book.root().join("book.toml");
    let mut wrong = Vec::new();
    // Each one alone, and with neighbours before and after it.
    for (at, beside) in (0..PARTS.len()).flat_map(|at| (0..4).map(move |beside| (at, beside))) {
        let (first, second) = (PARTS[at], PARTS[(at + beside) % PARTS.len()]);
        if beside > 0
            && (head(first) == head(second)
                || [first, second].iter().any(|part| part.starts_with("[output]")))
        {
            continue;
        }
        let both = if beside == 0 { first.to_owned() } else { format!("{first}\n{second}") };
        for text in [both.clone(), both.replace('\n', "\r\n"), both.trim_end().to_owned()] {
            fs::write(&file, &text).unwrap();
            let args = if at % 2 == 0 { &["install"][..] } else { &["install", "--no-index"] };
            assert_eq!(run(&book, args).code, Some(0), "{text}");
            let installed = fs::read_to_string(&file).unwrap();
            assert_eq!(run(&book, &["uninstall"]).code, Some(0), "{text}\n{installed}");
            let after = fs::read_to_string(&file).unwrap();
            if after != text {
                wrong.push(format!("{text:?}\n{installed:?}\n{after:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n\n"));
}
