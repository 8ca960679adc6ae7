//! A term of another name, on every page, in filters and in book.toml.

use std::fs;

use crate::run;
use crate::support::{Built, TestBook};

fn read(book: &Built, path: &str) -> String {
    fs::read_to_string(book.root().join(path)).unwrap()
}

fn book() -> Built {
    TestBook::new()
        .config("[preprocessor.patterns.taxonomy.stage]\nterms = [\"old-way\", { id = \"new-way\", label = \"old-way\", aliases = [\"nw\"] }]")
        .page("a.md", "---\ntitle: A\ntype: pattern\ntags: [k8s, \"K8s\", other] # k8s\nstage: old-way\ndescription: k8s is fine\n---\n# A\n\nk8s and `k8s`.\n\n{{#patterns count filter=\"tags:k8s,other -stage:old-way\"}}\n")
        .page("b.md", "+++\ntitle = \"B\"\ntype = \"pattern\"\ntags = [\"k8s\"]\nstage = \"Old way\"\n+++\n# B\n")
        .page("c.md", "---\r\ntitle: C\r\ntype: pattern\r\ntags:\r\n  - kubernetes\r\n  - k8s\r\n---\r\n# C\r\n")
        .page("d.md", "---\ntitle: D\ntype: pattern\ntags: other\n---\n# D\n")
        .write()
}

#[test]
fn a_term_has_its_new_name_wherever_it_is_one() {
    let book = book();
    let done = run(&book, &["rename-term", "tags", "k8s", "kubernetes"]);
    assert_eq!(
        (done.code, done.stdout.as_str(), done.stderr.as_str()),
        (Some(0), "changed src/a.md\nchanged src/b.md\nchanged src/c.md\n", "")
    );
    let a = read(&book, "src/a.md");
    assert!(a.contains("tags: [kubernetes, other] # k8s\n"), "{a}");
    assert!(a.contains("description: k8s is fine\n") && a.contains("\nk8s and `k8s`.\n"), "{a}");
    assert!(a.contains("filter=\"tags:kubernetes,other -stage:old-way\""), "{a}");
    assert!(read(&book, "src/b.md").contains("tags = [\"kubernetes\"]"));
    assert!(
        read(&book, "src/c.md").contains("tags:\r\n  - kubernetes\r\n---\r\n"),
        "{}",
        read(&book, "src/c.md")
    );
}

#[test]
fn a_declared_term_is_renamed_where_it_is_declared() {
    let book = book();
    let dry = run(&book, &["rename-term", "stage", "Old way", "Better way", "--dry-run"]);
    assert!(dry.stdout.contains("-stage: old-way\n+stage: Better way\n"), "{}", dry.stdout);
    assert!(read(&book, "src/a.md").contains("stage: old-way"));
    let done = run(&book, &["rename-term", "stage", "old-way", "Better way"]);
    assert_eq!(done.stdout, "changed src/a.md\nchanged src/b.md\nchanged book.toml\n");
    assert!(
        read(&book, "book.toml").contains(
            "terms = [\"better-way\", { id = \"new-way\", label = \"old-way\", aliases = [\"nw\"] }]"
        ),
        "{}",
        read(&book, "book.toml")
    );
    assert!(read(&book, "src/b.md").contains("stage = \"Better way\""));
    let found = run(&book, &["check", "--format", "json"]).stdout;
    assert!(!found.contains("P0204"), "{found}");
}

#[test]
fn what_does_not_exist_is_named_with_the_nearest() {
    let book = book();
    for (args, said) in [
        (["rename-term", "tgas", "k8s", "x"], "there is no taxonomy called `tgas`; did you mean `tags`?"),
        (["rename-term", "tags", "k9s", "x"], "there is no term of `tags` called `k9s`; did you mean `k8s`?"),
        (["rename-term", "tags", "k8s", "k8s"], "`k8s` is not a new name"),
        (
            ["rename-term", "pillars", "x", "y"],
            "there is no term of `pillars` called `x`; there is none at all",
        ),
    ] {
        let refused = run(&book, &args);
        assert_eq!((refused.code, refused.stderr), (Some(2), format!("mdbook-patterns: {said}\n")));
    }
}

#[test]
fn stats_count_what_there_is() {
    let book = book();
    insta::assert_snapshot!(run(&book, &["stats"]).stdout);
    let json: serde_json::Value =
        serde_json::from_str(&run(&book, &["stats", "--format", "json", "--filter", "tags:k8s"]).stdout)
            .unwrap();
    assert_eq!((json["pages"].as_u64(), json["entries"].as_u64()), (Some(4), Some(3)));
    let tags =
        json["taxonomies"].as_array().unwrap().iter().find(|taxonomy| taxonomy["name"] == "tags").unwrap();
    assert!(
        tags["terms"].as_array().unwrap().iter().any(|term| term["id"] == "k8s" && term["count"] == 3),
        "{tags}"
    );
}

#[test]
fn templates_are_listed_and_printed_with_their_version() {
    let book = TestBook::new().page("a.md", "# A\n").file("templates/mine.md", "# [title]\n").write();
    let listed = run(&book, &["templates"]).stdout;
    assert!(
        listed.starts_with("Pages:\n  adr\n")
            && listed.contains("\n  mine (the book's own)\n")
            && listed.contains("\n  lead.html\n"),
        "{listed}"
    );
    assert!(run(&book, &["templates", "adr"]).stdout.starts_with("---\ntitle: \"[title]\"\n"));
    let version = format!("\n# adr.md of mdbook-patterns {}\n---\n", env!("CARGO_PKG_VERSION"));
    let adr = run(&book, &["templates", "adr.md"]).stdout;
    assert!(adr.contains(&version), "{adr}");
    // Comments that only look like it are the author's, and a template of the book is printed as it is.
    let own = "---\r\ntitle: \"[title]\"\r\ncategory: \"[category]\"\r\n# Keys are those of mdbook-patterns and of Obsidian: keep both\r\n# adr.md of mdbook-patterns 0.0.1\r\n---\r\n# [title]\r\n";
    let with_own = TestBook::new().page("a.md", "# A\n").file("templates/own.md", own).write();
    assert_eq!(run(&with_own, &["templates", "own"]).stdout, own);
    let new = run(&with_own, &["new", "own", "Choice"]);
    assert_eq!(new.code, Some(0), "{}", new.stderr);
    let page = read(&with_own, "src/choice.md");
    assert!(page.contains("\n# Keys are those of mdbook-patterns and of Obsidian: keep both\n"), "{page}");
    assert!(!page.contains("[category]"), "{page}");
    assert!(!page.contains("adr.md of mdbook-patterns"), "{page}");
    // A copy makes what the built-in one makes.
    let made = |book: &Built| {
        assert_eq!(
            run(book, &["new", "adr", "Choice"]).stdout,
            "wrote src/choice.md\nadded it to src/SUMMARY.md\n"
        );
        read(book, "src/choice.md")
    };
    let copied = TestBook::new().page("a.md", "# A\n").file("templates/adr.md", adr.as_str()).write();
    assert_eq!(made(&copied), made(&TestBook::new().page("a.md", "# A\n").write()));
    assert_eq!(run(&book, &["templates", "mine"]).stdout, "# [title]\n");
    let near = run(&book, &["templates", "mime"]);
    assert_eq!(near.stderr, "mdbook-patterns: there is no template `mime`; did you mean `mine`?\n");
    let lead = run(&book, &["templates", "lead"]).stdout;
    assert!(
        lead.starts_with(&format!("{{# lead.html of mdbook-patterns {} -#}}\n<p", env!("CARGO_PKG_VERSION"))),
        "{lead}"
    );
    assert_eq!(lead, run(&book, &["templates", "lead.html"]).stdout);
    let near = run(&book, &["templates", "leed"]);
    assert_eq!(near.stderr, "mdbook-patterns: there is no template `leed`; did you mean `lead`?\n");
    let unknown = run(&book, &["templates", "leed.html"]);
    assert_eq!(
        (unknown.code, unknown.stderr.as_str()),
        (Some(2), "mdbook-patterns: there is no template `leed.html`; did you mean `lead.html`?\n")
    );
    // A copy draws what the embedded one draws.
    let page = "---\ntitle: A\ndescription: Short.\n---\n# A\n";
    let plain = TestBook::new().page("a.md", page).build().main("a.html");
    assert_eq!(
        TestBook::new().page("a.md", page).file("theme/patterns/lead.html", lead).build().main("a.html"),
        plain
    );
}

#[test]
fn only_what_means_the_term_changes_in_book_toml() {
    let config = "[preprocessor.patterns.taxonomy.tier]
# The tiers. Not \"gold\".
terms = [
  \"gold\", # best
  { label = \"gold\", id = 'Silver', aliases = [\"gold\", \"bronze\"] },
]
from = \"tier\"

[[preprocessor.patterns.taxonomy.stage.terms]]
id = \"gold\"
label = \"gold\"

[[preprocessor.patterns.defaults]]
paths = [\"gold/**\", \"gold\"]
tier = \"Gold\"
stage = [\"gold\", \"other\"]

[output.html]
additional-css = [\"gold\", \"b.css\"]

[output.patterns]
feed = 'tier:gold,silver -stage:gold words gold'
";
    let page = "---\ntitle: A\ntype: pattern\ntier: gold\nstage: gold\n---\n# A\n";
    let book = || {
        let book = TestBook::new().page("a.md", page).write();
        let toml = read(&book, "book.toml");
        fs::write(
            book.root().join("book.toml"),
            format!("{}\n{config}", &toml[..toml.find("[output").unwrap_or(toml.len())]),
        )
        .unwrap();
        book
    };
    let changed = |args: &[&str]| {
        let book = book();
        let before = read(&book, "book.toml");
        let done = run(&book, args);
        assert_eq!(done.code, Some(0), "{}", done.stderr);
        let after = read(&book, "book.toml");
        let lines = before.lines().zip(after.lines()).filter(|(a, b)| a != b);
        let lines: Vec<String> = lines.map(|(_, new)| new.to_owned()).collect();
        assert_eq!(before.lines().count(), after.lines().count());
        lines
    };
    assert_eq!(
        changed(&["rename-term", "tier", "gold", "Best one"]),
        [
            "  \"best-one\", # best",
            "tier = \"Best one\"",
            "feed = 'tier:best-one,silver -stage:gold words gold'"
        ]
    );
    assert_eq!(
        changed(&["rename-term", "tier", "silver", "second"]),
        [
            "  { label = \"gold\", id = 'second', aliases = [\"gold\", \"bronze\"] },",
            "feed = 'tier:gold,second -stage:gold words gold'"
        ]
    );
    assert_eq!(
        changed(&["rename-term", "stage", "gold", "last"]),
        [
            "id = \"last\"",
            "stage = [\"last\", \"other\"]",
            "feed = 'tier:gold,silver -stage:last words gold'"
        ]
    );
}

#[test]
fn filters_name_the_new_term_however_they_are_written() {
    let filters = "---\ntitle: A\ntype: pattern\ntags: [k8s, \"data mesh\"]\ntier: gold\n---\n# A\n\n{{#patterns count filter=\"tag:k8s;-tags:other,k8s k8s\"}}\n\n{{#patterns count filter='tags:\"data mesh\",x'}}\n\n{{#patterns count filter=\"tier>=gold\"}} {{#patterns count filter=\"tier:bronze..gold\"}}\n\n{{#patterns count filter=\"tier:>gold,<=gold\"}} {{#patterns count filter=tier<gold}} {{#patterns count filter='\"tier:gold\" tier:\"gold\"'}}\n\n{{#patterns term tier gold}} {{#patterns term tags \"data mesh\" limit=3}} {{#patterns term category gold}}\n\n`{{#patterns count filter=\"tags:k8s\"}}`\n";
    for mkdocs in [false, true] {
        let mut text = filters.to_owned();
        if mkdocs {
            text += "\n!!! note\n\n    {{#patterns count filter=\"tags:k8s\"}}\n";
        }
        let book = TestBook::new()
            .config(if mkdocs { "[preprocessor.patterns]\nmkdocs-syntax = true" } else { "" })
            .page("a.md", text.as_str())
            .write();
        run(&book, &["rename-term", "tags", "k8s", "kubernetes"]);
        run(&book, &["rename-term", "tags", "data mesh", "Mesh"]);
        run(&book, &["rename-term", "tier", "gold", "best"]);
        let after = read(&book, "src/a.md");
        for line in [
            "filter=\"tag:kubernetes;-tags:other,kubernetes k8s\"",
            "filter='tags:\"mesh\",x'",
            "filter=\"tier>=best\"}} {{#patterns count filter=\"tier:bronze..best\"",
            "filter=\"tier:>best,<=best\"}} {{#patterns count filter=tier<best}}",
            "filter='\"tier:gold\" tier:\"best\"'}}",
            "{{#patterns term tier best}} {{#patterns term tags \"mesh\" limit=3}} {{#patterns term category gold}}",
            "`{{#patterns count filter=\"tags:k8s\"}}`",
        ] {
            assert!(after.contains(line), "{mkdocs} {line}\n{after}");
        }
        assert!(
            !mkdocs || after.ends_with("    {{#patterns count filter=\"tags:kubernetes\"}}\n"),
            "{after}"
        );
    }
}

#[test]
fn what_is_complete_counts_however_it_is_written() {
    let page =
        |status: &str| format!("---\ntitle: {status}\ntype: pattern\nstatus: {status}\n---\n# {status}\n");
    let book = TestBook::new()
        .config("[preprocessor.patterns.taxonomy.status]\nterms = [{ id = \"complete\", aliases = [\"fertig\"] }, \"draft\"]")
        .page("a.md", &page("Complete"))
        .page("b.md", &page("fertig"))
        .page("c.md", &page("draft"))
        .page("d.md", "{{#patterns stats}}\n")
        .write();
    let numbers = |args: &[&str]| -> serde_json::Value {
        serde_json::from_str(&run(&book, &[&["stats", "--format", "json"], args].concat()).stdout).unwrap()
    };
    assert_eq!(numbers(&[])["complete"], 2);
    assert_eq!(numbers(&["--filter", "status:draft"])["complete"], 0);
}

#[test]
fn of_many_terms_the_table_shows_the_most_common() {
    let tags: Vec<String> = (0..40).map(|nth| format!("tag{nth}")).collect();
    let page = |title: &str, tags: &[String]| {
        format!("---\ntitle: {title}\ntype: pattern\ntags: [{}]\n---\n# {title}\n", tags.join(", "))
    };
    let book = TestBook::new().page("a.md", &page("A", &tags)).page("b.md", &page("B", &tags[39..])).write();
    let table = run(&book, &["stats"]).stdout;
    assert!(table.contains("Tag\n  Tag39") && table.contains("\n  and 20 more terms\n"), "{table}");
    let json: serde_json::Value =
        serde_json::from_str(&run(&book, &["stats", "--format", "json"]).stdout).unwrap();
    assert_eq!(json["taxonomies"][0]["terms"].as_array().unwrap().len(), 40);
}
