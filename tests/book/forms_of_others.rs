//! What libraries of other tools write, in forms that are theirs: each is read, or said.

use crate::support::TestBook;
use serde_json::json;

fn page(front_matter: &str, title: &str) -> String {
    format!("---\n{front_matter}\n---\n\n# {title}\n\nText.\n")
}

/// The lines of `check` that start a report.
fn reports(book: &TestBook) -> Vec<String> {
    let found = book.clone().write().found();
    found
        .lines()
        .filter(|line| line.starts_with("warning[") || line.starts_with("error["))
        .map(str::to_owned)
        .collect()
}

#[test]
fn front_matter_in_forms_of_others_is_said() {
    let opened = |by: &str| format!("since it is opened by `{by}`");
    for (page, why) in [
        ("---yaml\ntitle: A\n---\n\n# A\n".to_owned(), opened("---yaml")),
        ("---toml\ntitle = \"A\"\n---\n\n# A\n".to_owned(), opened("---toml")),
        ("---json\n{\"title\": \"A\"}\n---\n\n# A\n".to_owned(), opened("---json")),
        (";;;\n{\"title\": \"A\"}\n;;;\n\n# A\n".to_owned(), opened(";;;")),
        ("-----\ntitle: A\n-----\n\n# A\n".to_owned(), opened("-----")),
        ("{\n  \"title\": \"A\",\n  \"tags\": [\"x\"]\n}\n\n# A\n".to_owned(), "in JSON".to_owned()),
        ("\u{feff}{\"title\": \"A\"}\n\n# A\n".to_owned(), "in JSON".to_owned()),
        ("---\ntitle: A\n---\n---\nauthor: Ann\n---\n\n# A\n".to_owned(), "this second one".to_owned()),
        (
            "---\ntitle: A\n---\n\n---\nauthor: Ann\ntags:\n  - x\n---\n\n# A\n".to_owned(),
            "this second one".to_owned(),
        ),
    ] {
        let found = reports(&TestBook::new().page("a.md", &page));
        assert!(
            matches!(found.as_slice(), [one] if one.contains("[P1107]") && one.contains(&why)),
            "{page}: {found:?}"
        );
    }
    for page in [
        "---\n\nSome words.\n\n---\n\n# A\n",
        "---\n\nNote: some words.\n---\n\n# A\n",
        "---\n\nNote: some words.\nAnd more of them.\n\n---\n\n# A\n",
        "# A\n\n{\"title\": \"A\"}\n",
        "{braces} in a sentence\n\n# A\n",
        "----\n\nWords.\n\n----\n",
        "---\ntitle: A\n---\n\n---\n\nWords.\n\n---\n",
    ] {
        assert_eq!(reports(&TestBook::new().page("a.md", page)), Vec::<String>::new(), "{page}");
    }
    // The ways out work.
    let json = "---\n{\n  \"title\": \"Json\",\n  \"tags\": [\"x\"]\n}\n---\n\n# A\n";
    let book = TestBook::new().page("a.md", json).build();
    assert_eq!(
        (book.listed("title,tags"), book.stderr()),
        (json!([{"title": "Json", "tags": ["X"]}]), String::new())
    );
}

#[test]
fn a_value_that_yaml_takes_for_a_comment_is_said() {
    let keep = "[preprocessor.patterns]\nkeep = [\"issue\"]\n";
    for (written, lost, help) in [
        ("issue: #44 (disbands the team)", "#44 (disbands the team)", "`issue: \"#44 (disbands the team)\"`"),
        ("tags: #hash", "#hash", "`tags: \"#hash\"`"),
        ("description: Track #2 of 3", "#2 of 3", "`description: \"Track #2 of 3\"`"),
    ] {
        let found = TestBook::new().config(keep).page("a.md", &page(written, "A")).write().found();
        assert!(found.contains(&format!("`{lost}` is not read")) && found.contains(help), "{found}");
    }
    for written in [
        "issue: 44 # said",
        "tags: # none",
        "issue: \"#44\"",
        "issue: \"quoted\" #note",
        "issue: 'quoted' #note",
        "description: C# and F#1",
        "issue: x ## y",
        "tags: [a] #x",
    ] {
        let found = TestBook::new().config(keep).page("a.md", &page(written, "A")).write().found();
        assert!(found.contains("no problems"), "{written}: {found}");
    }
}

#[test]
fn the_clock_of_a_program_is_a_date() {
    let config = "[preprocessor.patterns.field.created]\ntype = \"date\"\n";
    let book = TestBook::new()
        .config(config)
        .page("a.md", &page("created: 1653409628830\nupdated: 1709596800", "A"))
        .page("b.md", &page("created: 20240304\nupdated: Mon, 04 Mar 2024 10:00:00 GMT", "B"))
        .build();
    let wanted = json!([
        {"created": "2022-05-24", "updated": "2024-03-05"},
        {"created": "2024-03-04", "updated": "2024-03-04"},
    ]);
    assert_eq!(book.listed("created,updated"), wanted);
    // Another tool reads a number of a clock, and no other date in other words.
    assert_eq!(book.stderr().matches("[P0203]").count(), 2, "{}", book.stderr());
    assert!(!book.stderr().contains("src/a.md"), "{}", book.stderr());
}

#[test]
fn a_picture_may_be_a_table() {
    for key in ["src", "url", "path"] {
        let picture = page(&format!("image:\n  {key}: https://example.org/a.png\n  alt: A cat"), "A");
        let book = TestBook::new().page("a.md", &picture).page("b.md", "# B\n").build();
        assert_eq!(book.stderr(), "");
        assert!(
            book.html("a.html").contains("content=\"https://example.org/a.png\"")
                || !book.html("a.html").contains("og:"),
            "{key}"
        );
        assert_eq!(book.listed("image"), json!([{"image": "https://example.org/a.png"}]));
    }
}

#[test]
fn a_number_in_a_text_says_how_it_is_read() {
    let field = "[preprocessor.patterns.field.serves]\ntype = \"number\"\n";
    let book = TestBook::new().config(field).page("a.md", &page("serves: 4 people", "A"));
    let found = book.clone().write().found();
    let help = "`format = \"{number} people\"` for the field in book.toml reads it";
    assert!(found.contains("write `serves: 4`") && found.contains(help), "{found}");
    let book = TestBook::new()
        .config(&format!("{field}format = \"{{number}} people\"\n"))
        .page("a.md", &page("serves: 4 people", "A"))
        .build();
    assert_eq!((book.listed("serves"), book.stderr()), (json!([{"serves": 4}]), String::new()));
}

#[test]
fn a_name_of_a_page_may_have_its_title_after_it() {
    let names = [
        "CIP-0030 | Bridge",
        "CIP-0030 (Bridge for wallets)",
        "CIP-0030: Bridge",
        "CIP-0030 - Bridge",
        "30 (Bridge)",
    ];
    for name in names {
        let book = TestBook::new()
            .page("a.md", &page(&format!("related:\n  - \"{name}\""), "A"))
            .page("cip-0030.md", &page("tier: gold", "Bridge"))
            .build();
        assert_eq!(book.stderr(), "", "{name}");
        assert!(
            book.main("cip-0030.html").contains("href=\"a.html\""),
            "{name}: {}",
            book.main("cip-0030.html")
        );
    }
    for name in ["Bridge (the one)", "CIP-0031 (Other)", "data/CIP-0030 (x)"] {
        let book = TestBook::new()
            .page("a.md", &page(&format!("related:\n  - \"{name}\""), "A"))
            .page("cip-0030.md", &page("tier: gold", "Bridge of wallets"))
            .build();
        assert!(book.stderr().contains("[P0301]"), "{name}");
    }
}

#[test]
fn keys_in_tables_are_read_by_their_path() {
    let config = "[preprocessor.patterns.field.category]\naliases = [\"placement.category\"]\n\
                  [preprocessor.patterns.field.order]\naliases = [\"placement.order\", \"extra.rank\"]\n";
    let book = TestBook::new()
        .config(config)
        .page("a.md", &page("placement:\n  category: Auth\n  order: 20", "A"))
        .page("b.md", &page("placement: {category: Auth, oder: 1}\nextra: {rank: 3, note: mine}", "B"))
        .page("c.md", "+++\ntitle = \"C\"\n[taxonomies]\ntags = [\"x\"]\nteams = [\"ops\"]\n[extra]\nrank = 2\n+++\n\n# C\n")
        .build();
    let wanted = json!([
        {"id": "a", "category": ["Auth"], "order": 20, "tags": null},
        {"id": "b", "category": ["Auth"], "order": 3, "tags": null},
        {"id": "c", "category": null, "order": 2, "tags": ["X"]},
    ]);
    assert_eq!(book.listed("id,category,order,tags"), wanted);
    let said = book.stderr();
    assert!(
        said.contains("`placement.oder` is not a field") && said.contains("`teams` is not a field"),
        "{said}"
    );
    assert!(said.contains("mdbook-patterns: 2 warnings"), "{said}");
}

#[test]
fn a_key_that_the_book_names_leaves_the_others_of_its_table() {
    let config = "[preprocessor.patterns.field.badge]\naliases = [\"sidebar.badge\"]\n\
                  [preprocessor.patterns.taxonomy.law]\nfacet = true\n[preprocessor.patterns.field.law]\naliases = [\"taxonomies.law2\"]\n\
                  [preprocessor.patterns.field.published]\ntype = \"date\"\naliases = [\"date.published\"]\n";
    let text = "sidebar: {order: 3, label: Short, badge: New, hidden: true}\ntaxonomies: {tags: [x], law2: [y], team: [z]}\n\
                date: {created: 2024-03-01, published: 2024-03-02, updated: 2024-03-03}";
    let book = TestBook::new().config(config).page("a.md", &page(text, "A")).build();
    let wanted = json!([{
        "order": 3, "short_title": "Short", "badge": "New", "tags": ["X"], "law": ["Y"],
        "introduced": "2024-03-01", "published": "2024-03-02", "updated": "2024-03-03",
    }]);
    assert_eq!(book.listed("order,short_title,badge,tags,law,introduced,published,updated"), wanted);
    let said = book.stderr();
    assert!(
        said.contains("`team` is not a field") && said.contains("mdbook-patterns: 1 warning\n"),
        "{said}"
    );
}

#[test]
fn a_part_of_a_value_that_nothing_reads_is_said() {
    let config = "[preprocessor.patterns.taxonomy.team]\nfacet = true\n";
    let book = TestBook::new()
        .config(config)
        .page("a.md", &page("team: {name: Ops, lead: Ann}\nquote: {said: x}\nsearch: {exclude: maybe}", "A"))
        .page(
            "b.md",
            &page("team: {Ops: {why: on call}}\nauthors: [{name: Ann, affiliation: Acme, shoe: 40}]", "B"),
        )
        .build();
    assert_eq!(book.listed("team"), json!([{"team": ["Ops"]}, {"team": ["Ops"]}]));
    let said = book.stderr();
    for what in [
        "`lead` is not a key of a reference",
        "`quote` needs a text, or `text` and `by`",
        "`search` needs `true` or `false` as `exclude`",
        "`shoe` is not a key of a person",
        "mdbook-patterns: 4 warnings",
    ] {
        assert!(said.contains(what), "{what}: {said}");
    }
}

#[test]
fn a_section_that_the_book_names_says_the_title_and_the_description() {
    let config = "[preprocessor.patterns]\nread-text = true\nentries = { paths = [\"*.md\"] }\n\
                  [preprocessor.patterns.field]\ntitle = { from-section = \"Title\" }\n\
                  description = { from-section = \"Patlet\" }\nproblem = { from-section = \"Problem\" }\n";
    let text =
        "## Title\n\n30 Day Warranty\n\n## Patlet\n\nA team *hesitates*.\n\n## Problem\n\nNobody dares.\n";
    let book = TestBook::new().config(config).page("30-day.md", text).page("b.md", "# B\n\nText.\n").build();
    assert_eq!(
        book.listed("title,description,problem")[0],
        json!({"title": "30 Day Warranty", "description": "A team hesitates.", "problem": "Nobody dares."})
    );
    let main = book.main("30-day.html");
    for once in ["A team <em>hesitates</em>.", "Nobody dares."] {
        assert_eq!(main.matches(once).count(), 1, "{main}");
    }
}

/// A link of Obsidian is the page, with the text of the link; without quotes YAML takes it for a list in a list.
#[test]
fn links_of_obsidian_in_front_matter_are_read() {
    let text = "next: '[Bee](<b.md> \"tip\")'\nprev: '[F](sub/f\\_%C3%A4.md)'\nrelated: [\"[[sub/deep|Deep]]\", '[[b]]']\nprerequisites: \"[[deep#Head]]\"\n\
                superseded_by: [[b]]\nauthors: \"[[Ann Lee]], [[people/bob|Bob Ray]]\"\ncategory: \"[[Data|d]]\"\npatterns:\n  - [[gone page]]\n  - \"[[gone|Gone]]\"";
    let book = TestBook::new()
        .page("a.md", &page(text, "A"))
        .page("b.md", &page("title: B page", "B"))
        .page("sub/f_ä.md", &page("title: F", "F"))
        .page("sub/deep.md", &page("title: Down", "Down"))
        .build();
    let listed = book.listed("authors,category");
    assert_eq!(listed[0], json!({"authors": ["Ann Lee", "Bob Ray"], "category": ["Data"]}));
    let main = book.main("a.html");
    for link in [r#"<a href="sub/deep.html">Deep</a>"#, r#"<a href="b.html">B page</a>"#, "Gone"] {
        assert!(main.contains(link), "{link}: {main}");
    }
    assert!(!main.contains("[["), "{main}");
    let said = book.stderr();
    for what in [
        "`[[b]]` is a list in a list to YAML, and no link",
        "put it in quotes: `\"[[b]]\"`",
        "`[[gone page]]` is a list in a list to YAML",
        "there is no page `[[gone|Gone]]`",
        "mdbook-patterns: 3 warnings",
    ] {
        assert!(said.contains(what), "{what}: {said}");
    }
}

/// A list written as one text: on lines, in quotes, with the commas of other scripts, and in fields of several texts.
#[test]
fn a_list_that_is_one_text_is_said() {
    let config = "[preprocessor.patterns.field.langs]\ntype = \"list\"\n";
    for (written, what, help) in [
        ("langs: en, de", "`en, de` is one value of `langs`", "`[en, de]`"),
        ("audience: |\n  devs\n  ops", "`devs ops` is one value of `audience`", "`[devs, ops]`"),
        ("also_known_as: X; Z", "`X; Z` is one value of `also_known_as`", "`[X, Z]`"),
        ("redirect_from: /a1, /a2", "`/a1, /a2` is one value of `redirect_from`", "`[\"/a1\", \"/a2\"]`"),
        ("also_known_as: '[[x]], {y}'", "is one value of `also_known_as`", "`[\"[[x]]\", \"{y}\"]`"),
        ("tags: '[[x]]，*y'", "is one term of `tags`", "`[\"[[x]]\", \"*y\"]`"),
        ("tags: go，java", "`go，java` is one term of `tags`", "`[go, java]`"),
        ("tags: |\n  go\n  java", "`go java` is one term of `tags`", "write a list, `[go, java]`\n"),
        ("tags: \"[go, java]\"", "`tags` needs a list, but this is one in quotes", "`tags: [go, java]`"),
        ("related: |\n  b\n  c", "there is no page `b c`", "`[b, c]`"),
        ("related: b c", "there is no page `b c`", "`[b, c]`"),
    ] {
        let book = TestBook::new()
            .config(config)
            .page("a.md", &page(written, "A"))
            .page("b.md", &page("title: Bee", "B"))
            .page("c.md", &page("title: Cee", "C"))
            .write();
        let found = book.found();
        assert!(found.contains(what) && found.contains(help), "{written}: {found}");
    }
    for written in [
        "langs: [\"en, de\"]",
        "best_for: large, busy systems",
        "audience: Those who run it at night, and whoever pays for it",
        "audience: devs",
        "authors: |\n  Ann Lee\n  Bob Ray",
        "authors: [\"[[b|Bea]]\"]",
    ] {
        let found = TestBook::new().config(config).page("a.md", &page(written, "A")).write().found();
        assert!(found.contains("no problems"), "{written}: {found}");
    }
}

#[test]
fn words_with_spaces_are_names_and_no_addresses() {
    let book = TestBook::new()
        .page("a.md", &page("aliases: [A/B testing, /old place/, old/place]", "A"))
        .page("b.md", &page("related: A/B testing", "B"))
        .build();
    assert_eq!(
        book.listed("also_known_as,redirect_from")[0],
        json!({"also_known_as": ["A/B testing"], "redirect_from": ["/old place/", "old/place"]})
    );
    assert!(!book.stderr().contains("P0301"), "{}", book.stderr());
}

/// Only in an id do signs stand for spaces.
#[test]
fn terms_show_as_they_are_written() {
    let written =
        ["front-end work", "2024-01-01", "--flag", "v1.2-rc", "load-shedding", "a - b", "snake_case"];
    let book = TestBook::new().page("a.md", &page(&format!("tags: {written:?}"), "A")).build();
    assert_eq!(
        book.listed("tags"),
        json!([{"tags": ["Front-end work", "2024-01-01", "--flag", "V1.2-rc", "Load shedding", "A - b", "Snake case"]}])
    );
}

#[test]
fn a_key_that_toml_has_twice_is_named() {
    let book = TestBook::new()
        .page("a.md", "+++\ntitle = \"A\"\ntags = [\"x\"]\ntags = [\"y\"]\n+++\n# A\n")
        .write();
    let found = book.found();
    assert!(
        found.contains("`tags` is given twice") && found.contains("the first one is used; delete the other"),
        "{found}"
    );
}

#[test]
fn an_empty_list_says_nothing() {
    let text = "type: []\nversion: []\ntags: []\nupdated: []\nrelated: []\nauthors: []\norder: []";
    let found = TestBook::new().page("a.md", &page(text, "A")).write().found();
    assert!(found.contains("no problems"), "{found}");
    let found = TestBook::new().page("a.md", &page("updated: {{date}}", "A")).write().found();
    assert!(found.contains("it looks like a placeholder"), "{found}");
}

/// A colon in a list makes a table in YAML: what follows it would be lost.
#[test]
fn what_follows_a_colon_in_a_list_of_terms_is_said() {
    for written in
        ["tags: [topic: caching, b]", "tags:\n  - b\n  - topic: caching", "category:\n  - \"topic\": caching"]
    {
        let found = TestBook::new().page("a.md", &page(written, "A")).write().found();
        assert!(found.contains("`caching` is read as the reason for the term `topic`"), "{written}: {found}");
        assert!(found.contains("`\"topic: caching\"`"), "{found}");
    }
    let law = page("type: law", "Topic");
    let text = page("laws:\n  - topic: caching\ntags: {b: why}", "A");
    let found = TestBook::new().page("a.md", &text).page("topic.md", &law).write().found();
    assert!(!found.contains("is read as the reason"), "{found}");
}

#[test]
fn a_word_that_the_program_knows_looks_like_the_others_of_the_book() {
    let terms = |categories: &[&str]| -> String {
        let page = |book: TestBook, (n, category): (usize, &&str)| {
            book.page(&format!("{n}.md"), &page(&format!("category: {category}"), &n.to_string()))
        };
        let book = categories.iter().enumerate().fold(TestBook::new(), page);
        let text = book.page("terms.md", "# T\n\n{{#patterns legend category}}\n").build();
        let list = text.main("terms.html");
        let labels = ["Architectural", "Behavioral", "Resilience", "Core", "🛡️", "🏗️"];
        let mut found: Vec<(usize, &str)> =
            labels.iter().filter_map(|label| Some((list.find(label)?, *label))).collect();
        found.sort_unstable();
        found.into_iter().map(|(_, label)| label).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(terms(&["resilience", "behavioral", "architectural"]), "Architectural Behavioral Resilience");
    assert_eq!(terms(&["resilience", "core", "architectural"]), "Core 🏗️ Resilience 🛡️ Architectural");
}

#[test]
fn tags_with_a_stroke_between_them_are_several_where_other_pages_have_each() {
    let book = |tags: &str| {
        TestBook::new()
            .page("a.md", &page(&format!("tags: {tags}"), "A"))
            .page("b.md", &page("tags: [go, java, tcp, ip]", "B"))
            .write()
            .found()
    };
    for (tags, list) in [("go / java", "[go, java]"), ("go|java", "[go, java]"), ("go java", "[go, java]")] {
        let found = book(tags);
        assert!(found.contains(&format!("write a list, `{list}`")), "{tags}: {found}");
    }
    for one in ["tcp/ip", "go / cobol", "[go / cobol]"] {
        assert!(!book(one).contains("P0207"), "{one}: {}", book(one));
    }
    // A sign that stands in a term, too, separates none.
    let found = TestBook::new()
        .page("a.md", &page("tags: tcp/ip / go", "A"))
        .page("b.md", &page("tags: [tcp/ip, go]", "B"))
        .write()
        .found();
    assert!(found.contains("write a list, `[tcp/ip, go]`\n"), "{found}");
}
