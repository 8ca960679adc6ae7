//! The renderer on bad input and in bad places: a clear error, and the last index whole or wholly replaced.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

use crate::support::{Built, TestBook};

const BINARY: &str = env!("CARGO_BIN_EXE_mdbook-patterns");

const NOT_OURS: &str = "mdbook-patterns: standard input is not what mdBook 0.5 sends to a preprocessor or a renderer; this program is run by `mdbook build`, see `mdbook-patterns --help`: ";

/// A book with two renderers, ours and mdBook's.
fn indexed(options: &str) -> TestBook {
    TestBook::new()
        .config(&format!("[output.html]\n[output.patterns]\ncommand = '{BINARY}'\n{options}"))
        .without_plugin()
}

fn own(book: &Built) -> PathBuf {
    book.html_dir().parent().unwrap().join("patterns")
}

/// All files below a folder.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.insert(path.clone(), fs::read(path).unwrap());
        }
    }
    found
}

/// What mdBook would send for these pages.
fn context(root: &Path, pages: &[(String, String)]) -> Value {
    let chapter = |(path, text): &(String, String)| {
        json!({"Chapter": {
            "name": path, "content": text, "number": [1], "sub_items": [], "path": path,
            "source_path": path, "parent_names": []
        }})
    };
    json!({
        "version": "0.5.4",
        "root": root,
        "book": {"items": pages.iter().map(chapter).collect::<Vec<_>>()},
        "config": {"book": {"src": "src", "language": "en", "authors": []}, "output": {"patterns": {}}},
        "destination": root.join("patterns"),
    })
}

/// `count` pages with a word of their own each.
fn pages(count: usize, word: &str) -> Vec<(String, String)> {
    let page = |nth| {
        (format!("p{nth}.md"), format!("---\ntitle: Page {nth}\n---\n# Page {nth}\n\n{word}{nth} of it\n"))
    };
    (0..count).map(page).collect()
}

/// Starts `command` with the renderer as its last argument, and gives it these bytes.
fn feed(command: &[&str], input: &[u8]) -> Output {
    let mut started = Command::new(command.first().copied().unwrap_or(BINARY));
    let rest = command.iter().skip(1).chain(Some(&BINARY).filter(|_| !command.is_empty()));
    let mut child = started
        .args(rest)
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A renderer that stops early closes its end.
    drop(child.stdin.take().unwrap().write_all(input));
    child.wait_with_output().unwrap()
}

fn run(context: &Value) -> (i32, String) {
    let output = feed(&[], &serde_json::to_vec(context).unwrap());
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// An index that a reader can use: each file that the manifest names is there, and is JSON.
fn assert_whole(folder: &Path) -> Value {
    let read = |name: &str| -> Value {
        let path = folder.join(format!("{name}.json"));
        let text = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let index = read("index");
    for (nth, hash) in index["titles"].as_str().unwrap().as_bytes().chunks(5).enumerate() {
        read(&format!("p{nth}-{}", String::from_utf8_lossy(hash)));
    }
    for (nth, hash) in index["words"].as_str().unwrap().as_bytes().chunks(5).enumerate() {
        read(&format!("w{nth}-{}", String::from_utf8_lossy(hash)));
    }
    index
}

#[test]
fn input_that_is_no_book_is_told_apart_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let whole = serde_json::to_vec(&context(folder.path(), &pages(3, "word"))).unwrap();
    for cut in [0, 1, whole.len() / 2, whole.len() - 1] {
        let output = feed(&[], &whole[..cut]);
        assert_eq!(output.status.code(), Some(2), "cut at {cut}");
        assert!(said(&output).starts_with(&format!("{NOT_OURS}EOF while parsing ")), "{}", said(&output));
    }
    for (foreign, why) in [
        (&b"[]"[..], "invalid length 0, expected a tuple of size 2 at line 1 column 2\n"),
        (b"{}", "missing field `version` at line 1 column 2\n"),
        (b"hello", "expected value at line 1 column 1\n"),
        (b"\xff\xfe", "expected value at line 1 column 1\n"),
        (b"\"\xff\"", "invalid unicode code point at line 1 column 2\n"),
    ] {
        let output = feed(&[], foreign);
        assert_eq!((output.status.code(), said(&output)), (Some(2), format!("{NOT_OURS}{why}")));
    }
    assert_eq!(files(folder.path()), BTreeMap::new());
}

#[test]
fn the_protocol_of_mdbook_0_4_is_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let mut old = context(folder.path(), &[]);
    old["version"] = json!("0.4.52");
    old["book"] = json!({"sections": [], "__non_exhaustive": null});
    let (code, stderr) = run(&old);
    assert_eq!(code, 2);
    assert!(stderr.starts_with(NOT_OURS) && stderr.contains("missing field `items`"), "{stderr}");
    assert_eq!(files(folder.path()), BTreeMap::new());
}

#[test]
fn books_without_pages_or_entries_have_an_index() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(&context(folder.path(), &[])), (0, String::new()));
    let index = assert_whole(&folder.path().join("patterns/search"));
    assert_eq!(index["pages"], 0);
    let plain = [("a.md".to_owned(), "# A\n".to_owned())];
    assert_eq!(run(&context(folder.path(), &plain)), (0, String::new()));
    let catalog = fs::read(folder.path().join("patterns/catalog.json")).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&catalog).unwrap()["entries"], json!([]));
    assert_eq!(fs::read(folder.path().join("patterns/catalog.ndjson")).unwrap(), b"");
}

#[test]
fn one_page_of_twenty_megabytes_is_indexed() {
    let line = "Every line has the same words, and nothing stops after them.\n\n";
    let text = format!("# Long\n\n{}lastword here.\n", line.repeat(20_000_000 / line.len() + 1));
    assert!(text.len() > 20_000_000);
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(&context(folder.path(), &[("long.md".to_owned(), text)])), (0, String::new()));
    assert_eq!(assert_whole(&folder.path().join("patterns/search"))["pages"], 1);
}

#[test]
fn thousands_of_pages_are_indexed() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(&context(folder.path(), &pages(5_000, "word"))), (0, String::new()));
    assert_eq!(assert_whole(&folder.path().join("patterns/search"))["pages"], 5_001);
}

#[test]
fn odd_names_are_indexed_as_mdbook_writes_them() {
    let names = [
        "a b.md",
        "it's.md",
        "say \"x\".md",
        "c#.md",
        "what?.md",
        "100%.md",
        "ünï/日本語.md",
        "a&b.md",
        "<x>.md",
    ];
    let folder = tempfile::tempdir().unwrap();
    let mut pages = names.map(|name| (name.to_owned(), String::new()));
    for (nth, (_, text)) in pages.iter_mut().enumerate() {
        *text = format!("# Title\n\nown{nth}word\n");
    }
    assert_eq!(run(&context(folder.path(), &pages)), (0, String::new()));
    let search = folder.path().join("patterns/search");
    assert_whole(&search);
    let titles =
        files(&search).into_iter().find(|(path, _)| path.to_string_lossy().contains("/p0-")).unwrap().1;
    let urls = serde_json::from_slice::<Value>(&titles).unwrap()["urls"].clone();
    assert_eq!(urls, json!(names.map(|name| name.replace(".md", ""))));
    let own: Vec<String> = (0..names.len()).map(|nth| format!("own{nth}word")).collect();
    let Some(found) = first(&search, &own) else { return };
    let addresses = [
        "a%20b.html",
        "it's.html",
        "say%20%22x%22.html",
        "c%23.html",
        "what%3F.html",
        "100%25.html",
        "%C3%BCn%C3%AF/%E6%97%A5%E6%9C%AC%E8%AA%9E.html",
        "a%26b.html",
        "%3Cx%3E.html",
    ];
    assert_eq!(found, addresses, "a link that a browser follows to the file");
}

/// The address of the page that the search finds first for each word; nothing without Node.
fn first(search: &Path, words: &[impl AsRef<std::ffi::OsStr>]) -> Option<Vec<String>> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/search/first.mjs");
    let mut node = Command::new("node");
    let Ok(output) = node.arg(script).arg(search).args(words).output() else {
        eprintln!("skipped: no Node on PATH");
        return None;
    };
    assert!(output.status.success(), "{}", said(&output));
    Some(String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect())
}

/// Every word of each script leads to its page, as the search itself finds it.
#[test]
fn ten_scripts_are_found() {
    let words = [
        ("latin", "Größe"),
        ("cyrillic", "надёжность"),
        ("greek", "αξιοπιστία"),
        ("arabic", "موثوقية"),
        ("hebrew", "אמינות"),
        ("devanagari", "विश्वसनीयता"),
        ("thai", "ความน่าเชื่อถือ"),
        ("chinese", "可靠性"),
        ("japanese", "パターン"),
        ("korean", "신뢰성"),
    ];
    let folder = tempfile::tempdir().unwrap();
    let pages = words.map(|(name, word)| (format!("{name}.md"), format!("# {name}\n\n{word}\n")));
    assert_eq!(run(&context(folder.path(), &pages)), (0, String::new()));
    let search = folder.path().join("patterns/search");
    let Some(found) = first(&search, &words.map(|(_, word)| word)) else { return };
    assert_eq!(found, words.map(|(name, _)| format!("{name}.html")));
}

/// A disk that is full, in the form of a limit on the size of files.
#[cfg(unix)]
#[test]
fn a_disk_that_fills_up_leaves_the_last_index() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(&context(folder.path(), &pages(40, "first"))).0, 0);
    let search = folder.path().join("patterns/search");
    let before = files(folder.path());
    let next = serde_json::to_vec(&context(folder.path(), &pages(400, "second"))).unwrap();
    // Blocks of 512 bytes in `sh`; the signal that kills by default is the error EFBIG instead.
    let output = feed(&["sh", "-c", "trap '' XFSZ; ulimit -f 8; exec \"$0\""], &next);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(
        said(&output).contains("cannot write ") && said(&output).contains("File too large"),
        "{}",
        said(&output)
    );
    // The generated catalog is a page, too.
    assert_eq!(assert_whole(&search)["pages"], 41);
    let after = files(folder.path());
    assert!(before.iter().all(|(path, text)| after.get(path) == Some(text)), "the old files are whole");
    assert_eq!(run(&context(folder.path(), &pages(400, "second"))), (0, String::new()));
    assert_eq!(assert_whole(&search)["pages"], 401);
    let clean = tempfile::tempdir().unwrap();
    assert_eq!(run(&context(clean.path(), &pages(400, "second"))).0, 0);
    let names = |root: &Path| {
        files(root).keys().map(|path| path.strip_prefix(root).unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(folder.path()), names(clean.path()), "nothing of the failed run stays");
}

/// A folder of the output that a link leads elsewhere.
#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_that_leads_out_of_the_output() {
    for link in ["patterns", "patterns/search"] {
        let (folder, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let link = folder.path().join(link);
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(outside.path(), &link).unwrap();
        let mut context = context(folder.path(), &pages(3, "first"));
        context["config"]["output"]["html"] = json!({});
        let (code, stderr) = run(&context);
        let error =
            format!("mdbook-patterns: {} is a symbolic link that leads out of the book", link.display());
        assert!(code == 2 && stderr.starts_with(&error), "{code}: {stderr}");
        assert_eq!(files(outside.path()).len(), 0);
    }
}

/// A folder that this user may not write into.
#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_named_and_left() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(&context(folder.path(), &pages(3, "first"))).0, 0);
    let own = folder.path().join("patterns");
    let before = files(folder.path());
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let folders = [own.clone(), own.join("search")];
    folders.iter().for_each(|path| fs::set_permissions(path, fs::Permissions::from_mode(0o555)).unwrap());
    let next = serde_json::to_vec(&context(folder.path(), &pages(3, "second"))).unwrap();
    // Root may write everywhere, so another user runs it.
    let is_root = fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
    let nobody: &[&str] = &["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
    if is_root
        && !Command::new("setpriv")
            .args(&nobody[1..])
            .args([BINARY, "--version"])
            .stdin(Stdio::null())
            .output()
            .is_ok_and(|o| o.status.code() == Some(2))
    {
        eprintln!("skipped: root, and no setpriv to be somebody else with who may run {BINARY}");
        return;
    }
    let output = feed(if is_root { nobody } else { &[] }, &next);
    folders.iter().for_each(|path| fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap());
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    let expected = format!("cannot write {}", own.join("catalog.json").display());
    assert!(
        said(&output).contains(&expected) && said(&output).contains("Permission denied"),
        "{}",
        said(&output)
    );
    assert_eq!(files(folder.path()), before);
}

#[cfg(unix)]
#[test]
fn killed_at_any_point_the_index_is_an_old_or_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = ["first", "second"]
        .map(|word| serde_json::to_vec(&context(folder.path(), &pages(60, word))).unwrap());
    assert_eq!(feed(&[], &inputs[0]).status.code(), Some(0));
    let search = folder.path().join("patterns/search");
    // The longer a run may last, the further it gets; the last ones end by themselves.
    for round in 0..24_u32 {
        let mut child = Command::new(BINARY).stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = inputs[round as usize % 2].clone();
        let killed = std::thread::scope(|scope| {
            scope.spawn(move || drop(stdin.write_all(&input)));
            let ended = wait(&mut child, round * round);
            child.kill().unwrap();
            child.wait().unwrap();
            !ended
        });
        let index = assert_whole(&search);
        assert_eq!(index["pages"], 61, "round {round}, killed: {killed}");
        serde_json::from_slice::<Value>(&fs::read(folder.path().join("patterns/catalog.json")).unwrap())
            .unwrap();
    }
    // What a run that is killed in the middle of a file leaves.
    for left in ["patterns/.patterns-unfinished-a1", "patterns/search/.patterns-unfinished-b2"] {
        fs::write(folder.path().join(left), "half").unwrap();
    }
    assert_eq!(feed(&[], &inputs[1]).status.code(), Some(0));
    let clean = tempfile::tempdir().unwrap();
    assert_eq!(run(&context(clean.path(), &pages(60, "second"))).0, 0);
    let bytes = |root: &Path| -> Vec<Vec<u8>> { files(&root.join("patterns")).into_values().collect() };
    assert_eq!(bytes(folder.path()), bytes(clean.path()), "what killed runs left is gone");
}

/// Looks a number of times whether a program has ended.
fn wait(child: &mut std::process::Child, looks: u32) -> bool {
    (0..looks).any(|_| {
        std::thread::yield_now();
        child.try_wait().unwrap().is_some()
    })
}

#[test]
fn standard_output_may_be_closed() {
    let folder = tempfile::tempdir().unwrap();
    let input = serde_json::to_vec(&context(folder.path(), &pages(2, "word"))).unwrap();
    let output = feed(&["sh", "-c", "exec \"$0\" >&-"], &input);
    assert_eq!((output.status.code(), said(&output)), (Some(0), String::new()));
}

/// The options of mdBook that move or rename what it writes.
#[test]
fn the_index_finds_the_html_wherever_mdbook_puts_it() {
    for config in [
        "[build]\nbuild-dir = \"out/deep/er\"",
        "[output.html]\nhash-files = true\nsite-url = \"/sub/folder/\"",
        "[output.markdown]",
        "[output.html.print]\nenable = false\n[output.markdown]",
    ] {
        let (html, rest) = match config.strip_prefix("[output.html]\n") {
            Some(options) => (format!("[output.html]\n{options}"), String::new()),
            None => ("[output.html]".to_owned(), config.to_owned()),
        };
        let book = TestBook::new()
            .config(&format!("{html}\n[output.patterns]\ncommand = '{BINARY}'\n{rest}"))
            .without_plugin()
            .page("README.md", "# Home\n")
            .page("sub/README.md", "# Sub\n\nword\n")
            .page("sub/a.md", "# A\n")
            .build();
        let index = assert_whole(&own(&book).join("search"));
        assert_eq!(index["pages"], 3, "{config}");
        assert!(book.html_dir().join("patterns-index/index.js").is_file(), "{config}");
        let titles = files(&own(&book).join("search"))
            .into_iter()
            .find(|(path, _)| path.to_string_lossy().contains("/p0-"))
            .unwrap()
            .1;
        let titles: Value = serde_json::from_slice(&titles).unwrap();
        for url in titles["urls"].as_array().unwrap() {
            let page = book.html_dir().join(format!("{}.html", url.as_str().unwrap()));
            assert!(page.is_file(), "{config}: {url}");
        }
    }
}

#[test]
fn an_html_renderer_of_another_name_is_named_in_the_options() {
    let book = TestBook::new()
        .config(&format!(
            "[output.html]\n[output.a-site]\ncommand = 'sh -c \"cat > /dev/null; echo > index.html\"'\n\
             [output.patterns]\ncommand = '{BINARY}'\nhtml = \"a-site\""
        ))
        .without_plugin()
        .page("a.md", "# A\n")
        .build();
    let build = book.html_dir().parent().unwrap().to_owned();
    assert!(build.join("a-site/patterns-index/index.js").is_file());
    assert!(!build.join("html/patterns-index").exists());
}

/// What `mdbook serve` does at each save: the HTML folder is emptied, and all renderers run again.
#[test]
fn each_build_of_mdbook_serve_brings_the_index_up_to_date() {
    let book = indexed("").page("a.md", "# A\n\nbefore\n").build();
    let script = |book: &Built| fs::read_to_string(book.html_dir().join("patterns-index/index.js")).unwrap();
    let first = (assert_whole(&own(&book).join("search"))["build"].clone(), script(&book));
    fs::write(book.root().join("src/a.md"), "# A\n\nafterwards\n").unwrap();
    let book = book.render().unwrap();
    let index = assert_whole(&own(&book).join("search"));
    assert_ne!(index["build"], first.0);
    assert_ne!(script(&book), first.1);
    let names: Vec<String> = files(&book.html_dir().join("patterns-index"))
        .keys()
        .map(|path| path.display().to_string())
        .collect();
    assert_eq!(
        names.iter().filter(|name| name.contains("/w")).count(),
        files(&own(&book).join("search")).keys().filter(|path| path.to_string_lossy().contains("/w")).count()
    );
}
