//! Same book, same bytes, on every run and with any number of threads.

use crate::support::{Built, TestBook};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Pages that name each other in many ways, with terms that nobody declared.
fn library() -> TestBook {
    let mut book = TestBook::new().page("index.md", "# Start\n\n{{#patterns stats}}\n\n{{#patterns catalog group-by=tags sort=tier}}\n\n{{#patterns law-table}}\n");
    for n in 0..40_usize {
        let text = format!(
            "---\ntitle: Page {n}\ntier: {}\ntags: [t{}, u{}, v{n}]\ncategory: c{}\nlaws: [{}, l{}]\nrelated: [p{}, p{}, nowhere-{n}]\nprerequisites: p{}\nzzz{}: 1\n---\n# Page {n}\n\n> [!AXIOM] Box\n> Text {n}.\n\n{{{{#patterns related}}}}\n",
            ["gold", "silver", "glod"][n % 3],
            n % 7,
            n % 11,
            n % 5,
            n % 4,
            n % 3,
            (n * 7) % 40,
            (n * 13) % 40,
            (n + 1) % 40,
            n % 6,
        );
        book = book.page(&format!("f{}/p{n}.md", n % 4), &text);
    }
    book
}

/// All files of the HTML, by path.
fn files(book: &Built) -> BTreeMap<String, String> {
    fn walk(folder: &Path, root: &Path, found: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => walk(&path, root, found),
                false => {
                    let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                    found.insert(name, String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned());
                }
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(&book.html_dir(), &book.html_dir(), &mut found);
    found
}

#[test]
fn two_builds_make_the_same_files_and_the_same_problems() {
    let (one, two) = (library().build(), library().build());
    let (first, second) = (files(&one), files(&two));
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    assert!(first.len() > 42);
    for (path, content) in first {
        assert!(second[&path] == content, "{path} differs between two builds");
    }
    assert_ne!(one.stderr(), "");
    assert_eq!(one.stderr(), two.stderr());
}

#[test]
fn no_output_names_the_folder_of_the_book() {
    let book = library().build();
    let root = book.root().parent().unwrap().to_str().unwrap().to_owned();
    for (path, content) in files(&book) {
        assert!(!content.contains(&root), "{path} names {root}");
    }
    assert!(!book.stderr().contains(&root), "{}", book.stderr());
}

/// What the program writes on both streams for a book, on this many threads.
fn run(input: &[u8], threads: &str) -> (Vec<u8>, Vec<u8>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_mdbook-patterns"))
        .env("RAYON_NUM_THREADS", threads)
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    (output.stdout, output.stderr)
}

/// What mdBook sends to a preprocessor.
fn input(book: &Built, renderer: &str) -> Vec<u8> {
    let context = mdbook_preprocessor::PreprocessorContext::new(
        book.root().to_owned(),
        mdbook_preprocessor::config::Config::from_disk(book.root().join("book.toml")).unwrap(),
        renderer.to_owned(),
    );
    let loaded = mdbook_driver::MDBook::load(book.root()).unwrap();
    serde_json::to_vec(&(context, loaded.book)).unwrap()
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let book = library().write();
    for renderer in ["html", "markdown"] {
        let input = input(&book, renderer);
        let one = run(&input, "1");
        assert!(!one.0.is_empty() && !one.1.is_empty());
        for threads in ["4", "4", "2"] {
            assert!(run(&input, threads) == one, "{renderer} on {threads} threads");
        }
    }
}
