//! Values as Logseq, Obsidian and other wikis write them: words with `#`, and links in double brackets.

use crate::support::TestBook;
use serde_json::json;

const CONFIG: &str = "[preprocessor.patterns]\nread-text = true\n[preprocessor.patterns.field]\nkind = { type = \"text\" }\n\
    day = { type = \"date\" }\n[preprocessor.patterns.taxonomy.tags]\nfacet = true\n";

/// What `list` says of a page, and what `check` reports of it.
fn listed(page: &str, columns: &str) -> (serde_json::Value, String) {
    let others = "---\ntags: [AI, Coder]\n---\n\n# Bee\n\nText.\n";
    let book = TestBook::new().config(CONFIG).page("a.md", page).page("bee.md", others).write();
    let found = book.found();
    // What mdBook makes of a link of a wiki in the text is true, and no matter here.
    let is_report =
        |line: &&str| line.starts_with("error[") || line.starts_with("warning[") && !line.contains("[P1121]");
    let reports = found.lines().filter(is_report);
    (book.listed(columns)[0].clone(), reports.collect::<Vec<_>>().join("\n"))
}

#[test]
fn a_tag_ends_where_the_next_one_begins() {
    for page in [
        "tags:: #one #two\n\nText.\n",
        "tags:: #one, #two\n\nText.\n",
        "tags:: #[[one]] #two\n\nText.\n",
        "tags:: [[one]] [[two]]\n\nText.\n",
        "tags:: [[one]] #two\n\nText.\n",
        "---\ntags: \"#one #two\"\n---\n\nText.\n",
        "---\ntags: \"#one, #two\"\n---\n\nText.\n",
        "---\ntags: \"[[one]] [[two]]\"\n---\n\nText.\n",
        "---\ntags: \"[[one]], [[two]]\"\n---\n\nText.\n",
        "---\ntags: [\"#one #two\"]\n---\n\nText.\n",
        "---\ntags:\n  - \"#[[one]]\"\n  - \"#two\"\n---\n\nText.\n",
        "+++\ntags = \"#one #two\"\n+++\n\nText.\n",
    ] {
        let (found, problems) = listed(page, "tags");
        assert_eq!((&found["tags"], problems.as_str()), (&json!(["One", "Two"]), ""), "{page}");
    }
    // Words without the sign are one tag, as ever, and a comma in a link is its own.
    for (page, tags) in [
        ("tags:: one two\n\nText.\n", json!(["One two"])),
        ("tags:: [[one, two]]\n\nText.\n", json!(["One, two"])),
        ("---\ntags: \"[[one, two]], [[three]]\"\n---\n\nText.\n", json!(["One, two", "Three"])),
        ("---\ntags: [\"C# and F#\"]\n---\n\nText.\n", json!(["C# and F#"])),
    ] {
        assert_eq!(listed(page, "tags").0["tags"], tags, "{page}");
    }
}

#[test]
fn what_a_link_names_is_one_term() {
    for page in ["tags:: [[AI Coder]]\n\nText.\n", "---\ntags: \"[[AI Coder]]\"\n---\n\nText.\n"] {
        let (found, problems) = listed(page, "tags");
        assert_eq!((&found["tags"], problems.as_str()), (&json!(["AI Coder"]), ""), "{page}");
    }
}

#[test]
fn a_text_is_what_its_link_shows() {
    for (page, kind) in [
        ("kind:: [[Bee]]\n\nText.\n", "Bee"),
        ("kind:: [[Bee|a bee]]\n\nText.\n", "a bee"),
        ("---\nkind: \"[[Bee]]\"\n---\n\nText.\n", "Bee"),
        ("---\nkind: \"[[Bee|a bee]]\"\n---\n\nText.\n", "a bee"),
        ("---\nkind: \"[[Bee]] and [[Cee]]\"\n---\n\nText.\n", "[[Bee]] and [[Cee]]"),
        ("---\nkind: \"a[[0]] of [x]\"\n---\n\nText.\n", "a[[0]] of [x]"),
        ("---\nkind: \"Bash: if [[ -f x ]] is a test\"\n---\n\nText.\n", "Bash: if [[ -f x ]] is a test"),
    ] {
        let (found, problems) = listed(page, "kind");
        assert_eq!((&found["kind"], problems.as_str()), (&json!(kind), ""), "{page}");
    }
    for page in [
        "type:: [[Concept]]\nday:: [[2024-03-01]]\n\nText.\n",
        "---\ntype: \"[[Concept]]\"\nday: \"[[2024-03-01]]\"\n---\n\nText.\n",
    ] {
        let (found, problems) = listed(page, "type,day");
        assert_eq!(
            (&found, problems.as_str()),
            (&json!({"type": "Concept", "day": "2024-03-01"}), ""),
            "{page}"
        );
    }
}

#[test]
fn a_heading_in_a_list_is_the_title_only_of_a_page_without_others() {
    for (page, title) in [
        ("- # In a list\n- more\n\n# Real\n\nText.\n", "Real"),
        ("1. # In a list\n\n# Real\n", "Real"),
        ("> # In a quote\n\n# Real\n", "Real"),
        ("- # In a list\n\n## A part\n\nText.\n", "a"),
        ("- # In a list\n  - more\n", "In a list"),
        ("# Real\n\n- # In a list\n", "Real"),
    ] {
        let (found, problems) = listed(&format!("---\nkind: x\n---\n\n{page}"), "title");
        assert_eq!((&found["title"], problems.as_str()), (&json!(title), ""), "{page}");
    }
}

#[test]
fn a_record_of_a_text_and_an_address_is_a_link() {
    let page = |relation: &str| format!("---\ntitle: A\n{relation}\n---\n\n# A\n\nText.\n");
    for (written, shown) in [
        ("next:\n  text: The bee\n  link: /bee.md", json!(["[The bee](/bee.md)"])),
        ("next: {link: bee.md, label: The bee}", json!(["[The bee](bee.md)"])),
        ("next: {link: bee.md}", json!(["bee.md"])),
        (
            "related:\n  - title: Talk\n    url: https://example.org/talk\n    why: it began there",
            json!(["[Talk](https://example.org/talk)"]),
        ),
        ("related:\n  - {name: Bee}", json!(["Bee"])),
        ("related:\n  - {text: \"x](y\", link: bee.md}", json!(["[x] (y](bee.md)"])),
    ] {
        let column = written.split(':').next().unwrap();
        let (found, problems) = listed(&page(written), column);
        assert_eq!((&found[column], problems.as_str()), (&shown, ""), "{written}");
    }
    // What names a page counts, and not the address beside it, and this is said.
    for which in ["id: bee", "page: bee.md"] {
        let written = format!("related:\n  - {{{which}, title: Bee, url: \"https://example.org\"}}");
        let (found, problems) = listed(&page(&written), "related");
        assert_eq!(found["related"], json!([which.split(": ").nth(1).unwrap()]), "{written}");
        assert!(problems.contains("`url`") && problems.lines().count() == 1, "{problems}");
    }
    // A term has no address, and this is said.
    let (found, problems) =
        listed(&page("tags:\n  - text: Office hours\n    href: https://example.org"), "tags");
    assert_eq!(found["tags"], json!(["Office hours"]));
    assert!(problems.contains("`href`") && problems.lines().count() == 1, "{problems}");
}

#[test]
fn tags_of_docusaurus_are_their_labels() {
    let page = "---\ntags:\n  - {label: Office, permalink: /office}\n  - plain\n---\n\n# A\n\nText.\n";
    assert_eq!(listed(page, "tags").0["tags"], json!(["Office", "Plain"]));
}

#[test]
fn the_day_from_which_a_page_is_published_is_when_it_was_introduced() {
    for (keys, introduced, updated) in [
        ("pubDate: 2024-01-02", Some("2024-01-02"), None),
        ("pubDate: Jan 02 2024\nupdatedDate: 2024-03-01", Some("2024-01-02"), Some("2024-03-01")),
        ("publishDate: 2024-01-02\ndate: 2024-02-01", Some("2024-01-02"), Some("2024-02-01")),
        ("publishDate: 2024-01-02\nintroduced: 2023", Some("2023"), None),
        ("publishDate: 2024-01-02\npubDate: 2023-01-01", Some("2024-01-02"), None),
        ("published: true\nlast_modified_at: 2024-03-01", None, Some("2024-03-01")),
    ] {
        let (found, problems) = listed(&format!("---\n{keys}\n---\n\n# A\n\nText.\n"), "introduced,updated");
        let is_twice = keys.matches("01-0").count() + keys.matches("introduced").count() > 1;
        assert_eq!(problems.contains("[P0104]"), is_twice, "{keys}: {problems}");
        assert_eq!(
            (found["introduced"].as_str(), found["updated"].as_str()),
            (introduced, updated),
            "{keys}"
        );
    }
}

#[test]
fn tags_and_abbreviations_are_names_and_no_addresses() {
    for (alias, is_name) in [
        ("#topic/part", true),
        ("TCP/IP", true),
        ("I/O", true),
        ("either / or", true),
        ("old/place", false),
        ("/Old/Place", false),
        ("/OLD", false),
        ("2024/03", false),
    ] {
        let page = format!("---\naliases: [\"{alias}\"]\n---\n\n# A\n\nText.\n");
        let (found, problems) = listed(&page, "also-known-as,redirect-from");
        let both = (&found["also-known-as"], &found["redirect-from"]);
        let names = json!([alias]);
        let expected = if is_name { (&names, &json!(null)) } else { (&json!(null), &names) };
        assert_eq!((both, problems.as_str()), (expected, ""), "{alias}");
    }
}

#[test]
fn front_matter_may_begin_with_an_empty_line() {
    for page in [
        "---\n\ntitle: Soup\ntags: [AI]\n\nkind: hot\n\n---\n\nText.\n",
        "---\r\n\r\ntitle: Soup\r\ntags:\r\n- AI\r\nkind: hot\r\n---\r\n\r\nText.\r\n",
        "+++\n\ntitle = \"Soup\"\ntags = [\"AI\"]\nkind = \"hot\"\n+++\n\nText.\n",
    ] {
        let (found, problems) = listed(page, "title,tags,kind");
        let expected = json!({"title": "Soup", "tags": ["AI"], "kind": "hot"});
        assert_eq!((&found, problems.as_str()), (&expected, ""), "{page}");
    }
}

#[test]
fn properties_that_are_no_fields_are_said_once_and_can_be_kept() {
    let report = |config: &str, page: &str| {
        TestBook::new().config(config).page("a.md", page).write().found().lines().take(1).collect::<String>()
    };
    let page = "# A\n\nmood:: good\nplace:: here\n\n- Text.\n";
    assert_eq!(
        report("", page),
        "warning[P1107]: properties of Logseq or Dataview, `key:: value`, are no fields of this book, and show as text"
    );
    let kept = "[preprocessor.patterns]\nkeep = [\"mood\", \"place\"]\n";
    assert_eq!(report(kept, page), "mdbook-patterns: no problems in 1 page");
    let read = format!("{kept}read-text = true\n");
    assert_eq!(report(&read, page), "mdbook-patterns: no problems in 1 page");
    // The way out names the keys of all pages.
    let several = TestBook::new().page("a.md", "# A\n\nmood:: good\n\n- Text.\n");
    let several = several.page("b.md", "# B\n\nplace:: here\n\n- Text.\n").write().found();
    assert!(several.contains("and in 1 more page") || several.contains("also at"), "{several}");
    assert!(several.contains("`keep = [\"mood\", \"place\"]`"), "{several}");
    let known = "# A\n\nmood:: good\nstatus:: draft\n\n- Text.\n";
    assert!(report("", known).ends_with("`key:: value`, are not read, and show as text"));
}

#[test]
fn numbers_that_are_words_stay_in_titles() {
    let named = |names: &[&str]| {
        let pages = names.iter().map(|name| (format!("{name}.md"), "Text.\n"));
        let book = pages.fold(TestBook::new(), |book, (path, text)| book.page(&path, text)).write();
        book.run(&["summary"]).stdout
    };
    let summary = named(&["20-20-20 rule", "0-index vs 1-index", "event-driven", "Half-edge mesh", "a", "b"]);
    for title in ["20-20-20 rule", "0-index vs 1-index", "Event driven", "Half-edge mesh"] {
        assert!(summary.contains(&format!("[{title}]")), "{title}: {summary}");
    }
    let summary = named(&["01-intro", "2-install", "2024-03-01-release"]);
    for title in ["Intro", "Install", "Release"] {
        assert!(summary.contains(&format!("[{title}]")), "{title}: {summary}");
    }
}

#[test]
fn double_brackets_within_a_heading_are_its_own() {
    for (heading, title) in [
        ("The `[[nodiscard]]` attribute", "The [[nodiscard]] attribute"),
        ("The [[bin]] tables", "The [[bin]] tables"),
        ("[[Bee|The bee]]", "The bee"),
    ] {
        let (found, _) = listed(&format!("---\nkind: x\n---\n\n# {heading}\n\nText.\n"), "title");
        assert_eq!(found["title"], json!(title));
    }
}

#[test]
fn a_report_names_some_of_the_keys_of_all_pages_and_counts_the_rest() {
    let page = |n: usize| (format!("{n}.md"), format!("key{n:02}:: x\n\nText.\n"));
    let book = (0..30).map(page).fold(TestBook::new(), |book, (path, text)| book.page(&path, &text));
    let found = book.write().found();
    assert_eq!(found.matches("warning[P1107]").count(), 1, "{found}");
    assert!(
        found.contains("`keep = [\"key00\", \"key01\", ") && found.contains("\"key19\"]`, and 10 more keys"),
        "{found}"
    );
}
