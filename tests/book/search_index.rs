//! The search index as the renderer writes it, beside books that real mdBook built.

use crate::support;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::support::{Built, TestBook};
use serde_json::Value;

const BINARY: &str = env!("CARGO_BIN_EXE_mdbook-patterns");

/// A book with two renderers, ours and mdBook's.
fn indexed(options: &str) -> TestBook {
    TestBook::new()
        .config(&format!("[output.html]\n[output.patterns]\ncommand = '{BINARY}'\n{options}"))
        .without_plugin()
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            found.insert(name, fs::read(&path).unwrap());
        }
    }
    found
}

fn own(book: &Built) -> PathBuf {
    book.html_dir().parent().unwrap().join("patterns")
}

/// The pages of a list, by the format's description.
fn pages_of(list: &str) -> Vec<usize> {
    let digits: Vec<u8> = (b' '..=b'~').filter(|b| !b"\",\\".contains(b)).collect();
    let value = |b: u8| digits.iter().position(|d| *d == b).unwrap();
    let (dense, list) = match list.strip_prefix("  ") {
        Some(list) => (true, list),
        None => (false, list),
    };
    let mut bytes = list.bytes().map(value).peekable();
    let number = |bytes: &mut dyn Iterator<Item = usize>| {
        let mut high = 0;
        loop {
            match bytes.next().unwrap() {
                digit if digit >= 62 => high = high * 30 + digit - 62,
                digit => break high * 62 + digit,
            }
        }
    };
    let (mut pages, mut page) = (Vec::new(), 0);
    while bytes.peek().is_some() {
        page += if dense { 1 } else { number(&mut bytes) };
        let mut mark = bytes.next().unwrap();
        while dense && mark >= 88 {
            page += mark - 87;
            mark = bytes.next().unwrap();
        }
        pages.push(page - 1);
        if mark / 22 == 3 {
            number(&mut bytes);
        }
    }
    pages
}

/// All words of an index, each with the pages of its list, by the format's description.
fn words(folder: &Path) -> BTreeMap<String, Vec<usize>> {
    let mut found = BTreeMap::new();
    for (_, text) in files(folder).iter().filter(|(name, _)| name.starts_with('w')) {
        let (words, lists): (String, String) = serde_json::from_slice(text).unwrap();
        let mut last: Vec<u16> = Vec::new();
        for (group, list) in words.split(',').zip(lists.split(',')) {
            let pages = pages_of(list);
            for coded in group.split(' ') {
                let shared = coded[..1].chars().next().unwrap().to_digit(36).unwrap() as usize;
                last.truncate(shared);
                last.extend(coded[1..].encode_utf16());
                found.insert(String::from_utf16(&last).unwrap(), pages.clone());
            }
        }
    }
    found
}

fn searched(book: &Built) -> BTreeMap<String, Vec<usize>> {
    words(&own(book).join("search"))
}

#[test]
fn what_readers_see_is_found_and_what_they_do_not_see_is_not() {
    let page = "---\ntitle: Alpha\ndescription: the gist\nalso_known_as: [othername]\n---\n# Alpha\n\n<!-- commented -->\n\n\
                Prose ![alternative](x.png) [linked](target.md)\n\n| cellone | celltwo |\n|---|---|\n| cellthree | x |\n\n\
                > [!AXIOM] Boxtitle\n> boxtext\n\n> [!WARNING]\n> more\n\n```rust\n# hiddenline();\nshownline();\n```\n\n\
                <div class=\"secretclass\">rawtext</div>\n\n{{#patterns count}}\n";
    let book = indexed("").page("a.md", page).page("b.md", "# Beta\n").build();
    let words = searched(&book);
    for word in [
        "alpha",
        "gist",
        "othername",
        "prose",
        "alternative",
        "linked",
        "cellone",
        "cellthree",
        "boxtitle",
        "boxtext",
        "warning",
        "shownline",
        "rawtext",
    ] {
        assert_eq!(words.get(word), Some(&vec![0]), "{word}");
    }
    for word in ["commented", "hiddenline", "secretclass", "axiom", "target", "png", "patterns", "count"] {
        assert_eq!(words.get(word), None, "{word}");
    }
    assert_eq!(words["beta"], [1]);
}

/// The texts that excerpts are cut from.
fn texts(book: &Built) -> Value {
    let search = files(&own(book).join("search"));
    let found = search.into_iter().find(|(name, _)| name.starts_with("t0")).unwrap().1;
    serde_json::from_slice(&found).unwrap()
}

#[test]
fn titles_of_boxes_are_indexed_as_readers_see_them() {
    let page = "# Page\n\n> [!AXIOM] Quoted {{#patterns count}} **bold**\n> one\n\n> [!DECISION]- Folded\n> two\n\n\
                <div class=\"axiom-box\">\n<h4>Div &amp; {{#patterns count}}</h4>\n\nthree\n\n</div>\n\n\
                !!! note \"Marked *{{#patterns count}}*\"\n    four\n\n??? tip \"Closed\"\n    five\n\n!!! warning \"\"\n    six\n\n\
                !!! failure\n    seven\n\n=== \"Tab {{#patterns count}}\"\n    eight\n\n\
                <!-- nine {{#patterns count}} -->\n\n{{#patterns catalog}}\n\n\
                ## Of {{#patterns count}}\n\nall {{#patterns count}}, `{{#patterns count}}`, \\{{#patterns count}}\n\n\
                ## Own {{#patterns count}} {#own}\n\n```rust\n# ten\neleven\n```\n";
    let book = TestBook::new()
        .config(&format!(
            "[output.html]\n[output.patterns]\ncommand = '{BINARY}'\n[preprocessor.patterns]\nmkdocs-syntax = true"
        ))
        .page("page.md", page)
        .page("gold.md", "---\ntitle: Gold\ntier: gold\n---\n# Gold\n")
        .build();
    let boxes = "Quoted 1 bold\none\nFolded\ntwo\nDiv & 1\nthree\nMarked 1\nfour\nClosed\nfive\nsix\nseven\nTab 1\neight";
    let text = "all 1, {{#patterns count}}, {{#patterns count}}";
    assert_eq!(
        texts(&book),
        serde_json::json!([
            0,
            "Page",
            boxes,
            "Of 1",
            text,
            "Own 1\nown",
            "",
            "",
            "Failure",
            "Own 1\nown",
            "\televen",
            1,
            "Gold",
            ""
        ])
    );
    for id in ["id=\"of-1\"", "id=\"own\""] {
        assert!(book.main("page.html").contains(id), "{id}");
    }
    let words = searched(&book);
    assert_eq!(words["eleven"], [0]);
    for word in ["nine", "ten", "catalog", "warning"] {
        assert_eq!(words.get(word), None, "{word}");
    }
}

#[test]
fn titles_are_those_that_pages_show() {
    let book = indexed("")
        .page("written.md", "---\ntitle: Option<T> or `Vec<T>`\n---\n# Heading\n")
        .page("inferred.md", "# Box\\<dyn Any> and *more*\n")
        .build();
    let search = files(&own(&book).join("search"));
    let titles = search.into_iter().find(|(name, _)| name.starts_with("p0")).unwrap().1;
    let titles = String::from_utf8(titles).unwrap();
    for title in ["Option<T> or `Vec<T>`", "Box<dyn Any> and more"] {
        assert!(titles.contains(title), "{title} in {titles}");
    }
}

#[test]
fn code_pages_and_ranks_are_the_authors_choice() {
    let book = indexed("code = false\nexclude = [\"drafts/**\", \"*.tmp.md\"]")
        .page("a.md", "# A\n\n```\ncodeword\n```\n\n`inline`\n")
        .page("drafts/b.md", "# Drafted\n")
        .page("c.md", "---\nsearch: {exclude: true}\n---\n# Excluded\n")
        .page("d.md", "---\nsearch: {boost: 2}\n---\n# Boosted\n")
        .build();
    let words = searched(&book);
    assert!(words.contains_key("inline") && words.contains_key("boosted"));
    for word in ["codeword", "drafted", "excluded"] {
        assert!(!words.contains_key(word), "{word}");
    }
    let index: Value = serde_json::from_slice(&files(&own(&book).join("search"))["index.json"]).unwrap();
    assert_eq!(index["boosts"], serde_json::json!([[1, 2.0]]));
    assert_eq!(index["pages"], 3, "the generated catalog is one");
}

#[test]
fn a_readme_is_left_out_by_the_name_that_its_author_knows() {
    let book = indexed("exclude = [\"README.md\", \"n/README.md\"]")
        .page("README.md", "# Home\n\nzzroot\n")
        .page("n/README.md", "# N\n\nzznest\n")
        .page("a.md", "# A\n\nzza\n")
        .build();
    let found = searched(&book);
    assert!(found.contains_key("zza") && !found.contains_key("zzroot") && !found.contains_key("zznest"));
}

#[test]
fn the_syntax_of_mkdocs_is_indexed_as_readers_see_it() {
    let page =
        "# B :rocket: x\n\nPress ++ctrl+c++ and [go](b.md){ .md-button } ==now== `==not==`.\n{ .lead }\n";
    let tables = format!("[output.html]\n[output.patterns]\ncommand = '{BINARY}'\n");
    let book = TestBook::new()
        .config(&format!("[preprocessor.patterns]\nmkdocs-syntax = true\n{tables}"))
        .page("b.md", page)
        .build();
    let shown = texts(&book).to_string();
    assert!(shown.contains("Press Ctrl+C and go now ==not==."), "{shown}");
    assert!(shown.contains("B 🚀 x"), "{shown}");
}

#[test]
fn a_pattern_that_cannot_be_read_is_an_error() {
    let failure = indexed("exclude = [\"a[\"]").page("a.md", "# A\n").try_build().unwrap_err();
    assert!(failure.error.contains("renderer failed"), "{}", failure.error);
}

#[test]
fn browsers_get_the_same_as_scripts() {
    let book = indexed("").page("a.md", "---\ntier: gold\n---\n# A\n\nword\n").build();
    let json = files(&own(&book).join("search"));
    let mut scripts = files(&book.html_dir().join("patterns-index"));
    for name in ["catalog.json", "catalog.schema.json"] {
        assert_eq!(scripts.remove(name), Some(std::fs::read(own(&book).join(name)).unwrap()), "{name}");
    }
    // What pages load of it, beside the index.
    for name in [
        "catalog.css",
        "catalog.js",
        "search.css",
        "search-box.js",
        "preview-box.js",
        "preview.js",
        "progress.js",
    ] {
        assert!(scripts.remove(name).is_some(), "{name}");
    }
    scripts.retain(|name, _| !name.starts_with("preview"));
    assert_eq!(json.len(), scripts.len());
    for (name, text) in &json {
        let stem = name.strip_suffix(".json").unwrap();
        let script = String::from_utf8(scripts[&format!("{stem}.js")].clone()).unwrap();
        let data = String::from_utf8(text.clone()).unwrap();
        if stem == "index" {
            assert!(script.contains(&format!("patternsIndex({},{{\"", data.trim_end())));
            for name in json.keys().filter(|name| name.starts_with("p0-") || name.starts_with("f0-")) {
                let data = String::from_utf8(json[name].clone()).unwrap();
                let brought = format!("\"{}\":{}", name.strip_suffix(".json").unwrap(), data.trim_end());
                assert!(script.contains(&brought), "{name}");
            }
            assert_eq!(json.keys().filter(|name| name.starts_with(['p', 'f'])).count(), 2);
            continue;
        }
        assert_eq!(script, format!("patternsIndex({});\n", data.trim_end()), "{name}");
    }
}

#[test]
fn a_second_run_writes_nothing_and_a_change_leaves_nothing_behind() {
    let book = indexed("").page("a.md", "# A\n\none\n").page("b.md", "# B\n\ntwo\n").build();
    let folder = own(&book).join("search");
    let (first, root) = (files(&folder), book.root().to_owned());
    let times = |folder: &Path| {
        let time = |name: &String| fs::metadata(folder.join(name)).unwrap().modified().unwrap();
        files(folder).keys().map(|name| (name.clone(), time(name))).collect::<Vec<_>>()
    };
    let before = times(&folder);
    let book = book.render().unwrap();
    assert_eq!(times(&folder), before);
    fs::write(root.join("src/a.md"), "# A\n\nchanged\n").unwrap();
    let _book = book.render().unwrap();
    let second = files(&folder);
    assert_ne!(second, first);
    assert_eq!(second.len(), first.len());
}

#[test]
fn old_addresses_lead_to_pages_and_never_over_others() {
    let book = indexed("")
        .page("sub/a.md", "---\ntitle: A & B\nredirect_from: [old.html, /deep/er/, b.md, ../out.html, book.js, image.png]\n---\n# A\n")
        .page("b.md", "# B\n")
        .file("src/book.js/index.html", "mine")
        .build();
    let old = book.html("old.html");
    assert!(
        old.contains("content=\"0; url=sub&#x2f;a.html\"") && old.contains("<title>A &amp; B</title>"),
        "{old}"
    );
    assert!(book.html("deep/er/index.html").contains("url=..&#x2f;..&#x2f;sub&#x2f;a.html"));
    assert!(book.html("b.html").contains("<h1 id=\"b\">"));
    assert_eq!(book.html("book.js/index.html"), "mine");
    assert!(!book.html_dir().join("../out.html").exists());
}

/// A file lists old addresses of pages without front matter, of files, and those that lead out of the book.
#[test]
fn a_file_lists_old_addresses() {
    let list = "# mine\nold/ -> a.md\nvery/old.html -> sub/b.html#part\nweb -> https://example.org/\npaper/ -> x.pdf\n\
                once/ -> before.html\n";
    let book = indexed("redirects = \"old.txt\"\nfolder-redirects = true\nfolder-redirects-exclude = [\"sub/**\"]\nalso-below = [\"v1\"]\n")
        .file("old.txt", list)
        .file("src/x.pdf", "pdf")
        .page("a.md", "---\nredirect_from: [before.html]\n---\n# A\n\n[once](old/)\n")
        .page("sub/b.md", "# B\n\n## Part\n\n[web](../web/)\n")
        .build();
    assert_eq!(book.stderr(), "");
    for (old, new) in [
        ("old/index.html", "../a.html"),
        ("very/old.html", "../sub/b.html#part"),
        ("web/index.html", "https://example.org/"),
        ("paper/index.html", "../x.pdf"),
        ("once/index.html", "../a.html"),
        ("a/index.html", "../a.html"),
        ("v1/a/index.html", "../../a.html"),
        ("v1/sub/b.html", "../../sub/b.html"),
        ("v1/old/index.html", "../../a.html"),
    ] {
        let html = book.html(old).replace("&#x2f;", "/");
        assert!(html.contains(&format!("url={new}\"")), "{old}: {html}");
    }
    assert!(!book.html_dir().join("sub/b/index.html").exists());
    // A link to an address of a page is told where it is now; one that leads out of the book is a link.
    let checked = book.run(&["check"]).stdout;
    assert!(checked.contains("old/") && !checked.contains("../web/"), "{checked}");
}

/// A page may quote what a redirect of ours holds: that makes it none.
#[test]
fn a_redirect_is_known_by_what_was_written_and_not_by_what_it_says() {
    let mark = "content=\"mdbook-patterns redirect\"";
    for quoted in [format!("`<meta {mark}>`"), format!("<div><meta name=\"generator\" {mark}></div>")] {
        let redirects = "[print.html, index.html, 404.html, toc.html, mine.html, x.txt/, old.html]";
        let book = indexed("")
            .page("a.md", &format!("---\ntitle: A\nredirect_from: {redirects}\n---\n# A\n\n{quoted}\n"))
            .file("src/mine.html", format!("<meta name=\"generator\" {mark}>"))
            .file("src/x.txt/index.html", format!("<meta name=\"generator\" {mark}>"))
            .build();
        assert!(book.html("print.html").contains("id=\"a\""), "print.html holds the whole book");
        assert!(
            book.html("mine.html").starts_with("<meta") && book.html("x.txt/index.html").starts_with("<meta")
        );
        assert!(book.html("old.html").contains("url=a.html"));
        let own = fs::read_to_string(book.root().join("book/patterns/redirects.json")).unwrap();
        assert!(own.starts_with("{\"old.html\":\"") && !own.contains("print"), "{own}");
    }
}

#[test]
fn a_book_without_html_has_its_own_index_only() {
    let book = TestBook::new()
        .config(&format!("[output.patterns]\ncommand = '{BINARY}'"))
        .page("a.md", "# A\n")
        .without_plugin()
        .build();
    let folder = book.root().join("book");
    assert!(folder.join("search/index.json").is_file() && folder.join("catalog.json").is_file());
    assert!(!folder.join("html").exists());
}

#[test]
fn a_renderer_that_runs_before_the_html_says_so() {
    let book = TestBook::new()
        .config(&format!("[output.html]\n[output.an-index]\ncommand = 'sh -c \"{BINARY} 2> said\"'"))
        .page("a.md", "# A\n")
        .without_plugin()
        .build();
    let own = book.html_dir().parent().unwrap().join("an-index");
    assert!(own.join("search/index.json").is_file());
    assert!(!book.html_dir().join("patterns-index").exists());
    let said = fs::read_to_string(own.join("said")).unwrap();
    insta::assert_snapshot!(said, @r#"
    the search index was not put into the HTML: mdBook runs `output.html` after `output.an-index` and empties its folder then
      = help: name the table of the index so that it comes later in the alphabet, with `command = "mdbook-patterns"` in it
    "#);
}

#[test]
fn odd_names_scripts_and_duplicates_are_no_trouble() {
    let book = indexed("")
        .page(
            "a b/ü ' & 100%.md",
            "# Zeichen Größe\n\nпривет שלום مرحبا नमस्ते สวัสดี 設計パターン 한국어 γειά ծանոթ\n",
        )
        .page("README.md", "# Home\n")
        .summary("# Summary\n\n[Home](README.md)\n[Draft]()\n[U](<a b/ü ' & 100%.md>)\n")
        .build();
    let words = searched(&book);
    for word in
        ["grosse", "größe", "привет", "שלום", "مرحبا", "नमस्ते", "สว", "設計", "ん", "한국", "γεια", "ծանոթ"]
    {
        assert_eq!(words.get(word), Some(&vec![1]), "{word}");
    }
    let pages =
        files(&own(&book).join("search")).into_iter().find(|(name, _)| name.starts_with("p0")).unwrap().1;
    let pages: Value = serde_json::from_slice(&pages).unwrap();
    assert_eq!(pages["urls"], serde_json::json!(["index", "a b/ü ' & 100%"]));
}

#[test]
fn a_page_that_comes_twice_is_found_once() {
    let folder = tempfile::tempdir().unwrap();
    let run = run(&context(&[("a.md", "# A\n"), ("a.md", "# A\n"), ("b.md", "# B\n")])(folder.path()));
    assert_eq!(run, (0, String::new()));
    let words = words(&folder.path().join("patterns/search"));
    assert_eq!((&words["a"], &words["b"]), (&vec![0], &vec![1]));
}

#[test]
fn a_book_without_pages_has_an_empty_index() {
    let book = indexed("").summary("# Summary\n").file("src/x.txt", "").build();
    let index: Value = serde_json::from_slice(&files(&own(&book).join("search"))["index.json"]).unwrap();
    assert_eq!((&index["pages"], &index["first"]), (&Value::from(0), &Value::Array(Vec::new())));
}

#[test]
fn twenty_megabytes_of_one_page_and_of_one_word_are_no_trouble() {
    let long = "An endless page of words that go on and on.\n\n".repeat(60_000) + &"A1b2C3d4".repeat(60_000);
    let folder = tempfile::tempdir().unwrap();
    let (code, stderr) = run(&context(&[("a.md", &long)])(folder.path()));
    assert_eq!((code, stderr.as_str()), (0, ""));
    let words = words(&folder.path().join("patterns/search"));
    assert!(words.contains_key("endless") && words.len() < 30, "{}", words.len());
}

#[test]
fn a_folder_that_cannot_be_written_is_an_error_and_the_old_index_stays() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(&context(&[("a.md", "# A\n\none\n")])(folder.path())).0, 0);
    let search = folder.path().join("patterns/search");
    let before = files(&search);
    // A folder where a file of the new index must go; permissions do not stop root.
    let next = tempfile::tempdir().unwrap();
    assert_eq!(run(&context(&[("a.md", "# A\n\ntwo\n")])(next.path())).0, 0);
    let new = files(&next.path().join("patterns/search"));
    let shard = new.keys().find(|name| name.starts_with('w')).unwrap();
    fs::create_dir(search.join(shard)).unwrap();
    let (code, stderr) = run(&context(&[("a.md", "# A\n\ntwo\n")])(folder.path()));
    assert_eq!(code, 2);
    assert!(stderr.contains("cannot write") && stderr.contains(shard.as_str()), "{stderr}");
    let after = files(&search);
    assert!(before.iter().all(|(name, text)| after.get(name) == Some(text)), "the old index is whole");
}

/// What mdBook would send for these pages; to be completed with the folder to build in.
fn context<'a>(pages: &'a [(&'a str, &'a str)]) -> impl Fn(&Path) -> Value + 'a {
    move |folder| {
        let chapter = |(path, text): &(&str, &str)| {
            serde_json::json!({"Chapter": {
                "name": path, "content": text, "number": [1], "sub_items": [], "path": path,
                "source_path": path, "parent_names": []
            }})
        };
        serde_json::json!({
            "version": "0.5.4",
            "root": folder,
            "book": {"items": pages.iter().map(chapter).collect::<Vec<_>>()},
            "config": {"book": {"src": "src", "language": "en", "authors": []}, "output": {"patterns": {}}},
            "destination": folder.join("patterns"),
        })
    }
}

/// The exit code and the error text of the renderer.
fn run(context: &Value) -> (i32, String) {
    let mut child = Command::new(BINARY).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    serde_json::to_writer(std::io::BufWriter::new(child.stdin.take().unwrap()), context).unwrap();
    let output = child.wait_with_output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

/// Runs a script of `tests/search/` over a built book; `None` without Node.
fn node(script: &str, arguments: &[&Path]) -> Option<(bool, String)> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/search").join(script);
    let output = Command::new("node").arg(script).args(arguments).output().ok()?;
    let text =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    Some((output.status.success(), text))
}

#[test]
fn every_word_of_every_page_finds_that_page() {
    let Some(shared) = support::shared() else { return };
    for corpus in ["corpora/madr/docs/decisions", "corpora/java-design-patterns"] {
        let book = indexed("").pages_of(&shared.join(corpus)).build();
        let Some((found, said)) = node("recall.mjs", &[&own(&book).join("search"), &book.html_dir()]) else {
            return;
        };
        assert!(found, "{corpus}: {said}");
    }
}

#[test]
fn the_best_pages_come_first() {
    let Some(shared) = support::shared() else { return };
    let folder = shared.join("corpora/java-design-patterns");
    let book = support::files_like(&folder, "*.md").iter().fold(indexed(""), |book, file| {
        book.page(file.to_str().unwrap(), &fs::read_to_string(folder.join(file)).unwrap())
    });
    let book = book.build();
    if let Some((found, said)) = node("relevance.mjs", &[&own(&book).join("search")]) {
        assert!(found, "{said}");
    }
}
