use std::fs;

use crate::run;
use crate::support::{Built, TestBook};

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

const REPLACED: &str = "\n\nNOTE: what was replaced was of another version, or changed by hand: rules of your own go into a\nfile of your own.\n";

fn stays(file: &str) -> String {
    format!("left as it is: {file} is not as this version writes it; delete it if nothing in it is yours")
}

/// A book with the plugin, in which this line was added to a file of the assets.
fn changed(file: &str, line: &str) -> (Built, String) {
    let book = TestBook::new().page("a.md", "# A\n").write();
    run(&book, &["install"]);
    let text = fs::read_to_string(book.root().join(file)).unwrap() + line;
    fs::write(book.root().join(file), &text).unwrap();
    (book, text)
}

#[test]
fn a_file_that_was_changed_stays_however_often_it_is_asked() {
    let (book, text) = changed("theme/patterns.css", ".mine{}");
    let file = book.root().join("theme/patterns.css");
    let first = run(&book, &["uninstall"]).stdout;
    assert!(first.contains(&format!("\n{}\n", stays("theme/patterns.css"))), "{first}");
    let second = run(&book, &["uninstall"]).stdout;
    assert_eq!(second, stays("theme/patterns.css") + "\n");
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
    let again = run(&book, &["install"]).stdout;
    assert!(again.starts_with("replaced theme/patterns.css\nwrote theme/"), "{again}");
    assert!(again.contains(REPLACED), "{again}");
}

#[test]
fn a_file_of_another_version_may_have_been_changed() {
    let (book, text) = changed("theme/patterns.css", ".mine{}");
    let toml = fs::read_to_string(book.root().join("book.toml")).unwrap();
    let old = toml.replace(env!("CARGO_PKG_VERSION"), "0.0.9");
    assert_ne!(old, toml);
    fs::write(book.root().join("book.toml"), old).unwrap();
    let done = run(&book, &["uninstall"]).stdout;
    assert!(done.contains(&stays("theme/patterns.css")), "{done}");
    assert_eq!(fs::read_to_string(book.root().join("theme/patterns.css")).unwrap(), text);
    assert!(!book.root().join("theme/patterns-common.js").exists());
}

#[test]
fn a_script_that_was_changed_stays_when_the_index_goes() {
    let (book, text) = changed("theme/patterns-search.js", "\n// mine\n");
    let toml = fs::read_to_string(book.root().join("book.toml")).unwrap();
    fs::write(book.root().join("book.toml"), toml.replace("[output.patterns]\n", "")).unwrap();
    let done = run(&book, &["install", "--no-index"]).stdout;
    assert!(done.contains(&format!("\n{}\n", stays("theme/patterns-search.js"))), "{done}");
    assert!(!done.contains("removed theme/patterns-search.js"), "{done}");
    assert_eq!(fs::read_to_string(book.root().join("theme/patterns-search.js")).unwrap(), text);
}

#[test]
fn files_that_git_wrote_with_other_line_ends_are_the_same() {
    let book = TestBook::new().page("a.md", "# A\n").write();
    run(&book, &["install"]);
    let theme = book.root().join("theme");
    for file in fs::read_dir(&theme).unwrap().map(|file| file.unwrap().path()) {
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, text.replace('\n', "\r\n")).unwrap();
    }
    let again = run(&book, &["install"]);
    assert_eq!((again.code, again.stderr.as_str()), (Some(0), ""));
    assert!(again.stdout.lines().all(|line| line.starts_with("is up to date: ")), "{}", again.stdout);
    let css = theme.join("patterns.css");
    let text = fs::read_to_string(&css).unwrap() + ".mine{}\r\n";
    fs::write(&css, &text).unwrap();
    let done = run(&book, &["uninstall"]).stdout;
    assert!(done.contains(&stays("theme/patterns.css")), "{done}");
    let left: Vec<_> = fs::read_dir(&theme).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(left, ["patterns.css"]);
    assert_eq!(fs::read_to_string(&css).unwrap(), text);
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
        again.starts_with("replaced theme/patterns.css\nis up to date: ") && again.contains(REPLACED),
        "{again}"
    );
    fs::write(&file, &changed).unwrap();
    let done = run(&book, &["uninstall"]);
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""));
    assert!(done.stdout.contains(&format!("\n{}\n", stays("theme/patterns.css"))), "{}", done.stdout);
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
