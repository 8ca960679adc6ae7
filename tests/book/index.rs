//! The renderer: `catalog.json` from the front matter as written.

use std::process::{Command, Stdio};

use crate::support::TestBook;
use serde_json::{Value, json};

/// Feeds a book to the renderer as mdBook does, and reads what it wrote.
pub(crate) fn catalog_json(book: TestBook) -> Value {
    let written = book.write();
    let loaded = mdbook_driver::MDBook::load(written.root()).unwrap();
    let out = written.root().join("out");
    std::fs::create_dir_all(&out).unwrap();
    let run = render(&json!({
        "version": "0.5.4",
        "root": written.root(),
        "book": loaded.book,
        "config": loaded.config,
        "destination": out,
    }));
    assert_eq!((run.0, run.1.as_str()), (0, ""));
    let read = |name: &str| std::fs::read_to_string(out.join(name)).unwrap();
    let catalog: Value = serde_json::from_str(&read("catalog.json")).unwrap();
    let schema: Value = serde_json::from_str(&read(catalog["$schema"].as_str().unwrap())).unwrap();
    let problems: Vec<_> =
        jsonschema::validator_for(&schema).unwrap().iter_errors(&catalog).map(|e| e.to_string()).collect();
    assert_eq!(problems, [""; 0]);
    let lines: Vec<Value> =
        read("catalog.ndjson").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(Some(&lines), catalog["entries"].as_array());
    catalog
}

/// The exit code and the error text of the renderer.
fn render(context: &Value) -> (i32, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_mdbook-patterns"))
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    serde_json::to_writer(child.stdin.take().unwrap(), context).unwrap();
    let output = child.wait_with_output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

fn library() -> TestBook {
    TestBook::new()
        .page("laws/one.md", "---\ntitle: Law One\ntype: law\norder: 1\n---\n# Law One\n")
        .page(
            "retry.md",
            "---\ntitle: Retry\ntier: gold\nlaws: {1: it waits}\nversion: 1.10\nrelated: [timeout]\nodd_key: [1, two]\n---\n# Retry\n\n## Why\n\nFour words are here.\n",
        )
        .page("timeout.md", "---\ntitle: Timeout\nrelated: [nowhere]\n---\n# Timeout\n")
        .page("plain.md", "# Plain\n")
}

#[test]
fn entries_carry_their_terms_relations_and_fields_as_written() {
    let catalog = catalog_json(library());
    assert_eq!(catalog["schema_version"], "0.3.1");
    assert_eq!(catalog["book"]["title"], "Test book");
    let retry = &catalog["entries"][1];
    assert_eq!(retry["id"], "retry");
    assert_eq!(retry["url"], "retry.html");
    assert_eq!(retry["terms"], json!({"tier": ["gold"], "laws": ["one"]}));
    assert_eq!(retry["fields"]["version"], "1.10");
    assert_eq!(retry["fields"]["odd_key"], json!([1, "two"]));
    assert_eq!(retry["relations"]["related"][0]["id"], "timeout");
    assert_eq!(
        retry["headings"],
        json!([{"level": 1, "text": "Retry", "id": "retry"}, {"level": 2, "text": "Why", "id": "why"}])
    );
    assert_eq!((&retry["words"], &retry["minutes"]), (&json!(6), &json!(1)));
}

#[test]
fn values_have_the_names_of_their_fields_whatever_their_authors_called_them() {
    let catalog = catalog_json(
        TestBook::new()
            .config("[preprocessor.patterns]\nentries = { types = [\"runbook\"] }")
            .page(
                "a.md",
                "---\ntype: runbook\nupdated: 2026-03-01\nauthors: [Ann]\nreading_time: 1 h 30 min\ntags: go, c\n---\n# A\n",
            )
            .page("b.md", "---\ntype: runbook\nlastUpdated: 2026-03\nauthor: Ann\nrelated: a\n---\n# B\n")
            .page(
                "c.md",
                "+++\ntype = \"runbook\"\ndate_modified = 2026-03-01T10:00:00Z\ndeciders = \"Ann, Bob\"\n+++\n# C\n",
            )
            .page("in/README.md", "# In\n")
            .page("in/d.md", "---\ntype: guide\ndate: 2026\n---\n# D\n"),
    );
    let values: Vec<_> =
        catalog["entries"].as_array().unwrap().iter().map(|entry| entry["values"].clone()).collect();
    assert_eq!(
        values,
        [
            json!({"type": "runbook", "updated": "2026-03-01", "authors": ["Ann"], "reading_time": 90, "tags": ["Go", "C"]}),
            json!({"type": "runbook", "updated": "2026-03", "authors": ["Ann"], "related": ["a"]}),
            json!({"type": "runbook", "updated": "2026-03-01", "authors": ["Ann, Bob"]}),
        ]
    );
    let c = &catalog["entries"][2];
    assert_eq!(
        (&c["source"], &c["type"], &c["updated"], &c["entry"]),
        (&json!("src/c.md"), &json!("runbook"), &json!("2026-03-01"), &json!(true))
    );
    assert_eq!(c["fields"]["deciders"], "Ann, Bob", "beside what was written");
    assert_eq!(
        catalog["pages"],
        json!([
            {"id": "in", "url": "in/README.html", "source": "src/in/README.md", "entry": false, "type": null, "title": "In", "breadcrumbs": [], "updated": null},
            {"id": "d", "url": "in/d.html", "source": "src/in/d.md", "entry": false, "type": "guide", "title": "D", "breadcrumbs": [], "updated": "2026"},
            {"id": "catalog", "url": "catalog.html", "source": null, "entry": false, "type": null, "title": "Catalog", "breadcrumbs": [], "updated": null},
        ])
    );
}

#[test]
fn inverses_and_what_could_not_be_resolved_are_there() {
    let catalog = catalog_json(library());
    let timeout = &catalog["entries"][2];
    assert_eq!(timeout["backlinks"]["related"][0]["id"], "retry");
    assert_eq!(
        timeout["relations"]["related"][0],
        json!({"id": null, "title": "nowhere", "url": null, "note": null})
    );
    let law = &catalog["entries"][0];
    assert_eq!(
        law["backlinks"]["laws"][0],
        json!({"id": "retry", "title": "Retry", "url": "retry.html", "note": "it waits"})
    );
}

#[test]
fn counts_are_those_of_the_entries() {
    let catalog = catalog_json(library());
    let tier = catalog["taxonomies"].as_array().unwrap().iter().find(|t| t["name"] == "tier").unwrap();
    let counts: Vec<_> = tier["terms"].as_array().unwrap().iter().map(|t| (&t["id"], &t["count"])).collect();
    assert_eq!(
        counts,
        [(&json!("gold"), &json!(1)), (&json!("silver"), &json!(0)), (&json!("bronze"), &json!(0))]
    );
    assert_eq!(catalog["entries"].as_array().unwrap().len(), 3, "a page without front matter is no entry");
}

#[test]
fn the_preprocessor_leaves_pages_as_they_are_for_the_renderer() {
    let text = "---\ntitle: A\n---\n# A\n\n{{#patterns count}}\n";
    assert_eq!(TestBook::new().page("a.md", text).expanded("a.md", "patterns"), text);
}

#[test]
fn unknown_keys_and_foreign_input_are_errors() {
    let book = TestBook::new()
        .page("a.md", "# A\n")
        .config("[output.html]\n[output.patterns]\nexlude = []\n")
        .write();
    let loaded = mdbook_driver::MDBook::load(book.root()).unwrap();
    let context = json!({"version": "0.5.4", "root": book.root(), "book": loaded.book, "config": loaded.config, "destination": book.root().join("out")});
    let (code, stderr) = render(&context);
    assert_eq!(code, 2);
    insta::assert_snapshot!(stderr, @r"
    mdbook-patterns: the index was not written
    error[P0501]: `exlude` is not a key in `[output.patterns]`
     --> book.toml:7:1
      |
    7 | exlude = []
      | ^^^^^^
      |
      = help: did you mean `exclude`?

    mdbook-patterns: 1 error
    ");
    let (code, stderr) = render(&json!({"not": "a book"}));
    assert_eq!(code, 2);
    assert!(stderr.starts_with("mdbook-patterns: standard input is not what mdBook 0.5 sends"), "{stderr}");
}
