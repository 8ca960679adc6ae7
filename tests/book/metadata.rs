//! Metadata from where it is: types that are a taxonomy, names that two declarations claim, defaults by path, folders,
//! numbers, and the keys of other tools.

use crate::support::TestBook;
use serde_json::json;

fn page(front_matter: &str, title: &str) -> String {
    format!("---\n{front_matter}\n---\n\n# {title}\n\nText.\n")
}

#[test]
fn the_type_of_a_page_can_be_a_taxonomy() {
    let config = "[preprocessor.patterns]\nentries = { types = [\"recipe\", \"tool\"] }\n\
                  [preprocessor.patterns.taxonomy.type]\nbadge = true\nfacet = true\n\
                  [preprocessor.patterns.field.owner]\nrequired-for = [\"tool\"]\n";
    let book = TestBook::new()
        .config(config)
        .page("a.md", &page("type: recipe", "A"))
        .page("b.md", &page("type: tool", "B"))
        .page("c.md", &page("type: guide", "C"))
        .build();
    assert_eq!(
        book.listed("id,type"),
        json!([{"id": "a", "type": ["Recipe"]}, {"id": "b", "type": ["Tool"]}])
    );
    assert!(book.stderr().contains("pages of type `tool` need `owner`"), "{}", book.stderr());
    assert!(book.main("a.html").contains("patterns-term-type-recipe"));
}

#[test]
fn readers_of_a_field_that_became_a_taxonomy_still_find_their_type() {
    let config = "[preprocessor.patterns.taxonomy.authors]\nfacet = true\n\
                  [preprocessor.patterns.taxonomy.updated]\nfacet = true\n\
                  [preprocessor.patterns.taxonomy.also-known-as]\nfacet = true\n";
    let book = TestBook::new()
        .config(config)
        .page("a.md", &page("authors: [Ann, Bob]\nupdated: 2024-03-01\nalso_known_as: [Alpha]", "A"))
        .page("b.md", &page("related: Alpha", "B"))
        .build();
    assert_eq!(book.stderr(), "");
    let main = book.main("a.html");
    assert!(main.contains("Ann") && main.contains("2024-03-01"), "{main}");
}

#[test]
fn a_type_that_readers_cannot_use_is_refused() {
    let config = "[preprocessor.patterns.field.updated]\ntype = \"list\"\n\
                  [preprocessor.patterns.field.tags]\ntype = \"text\"\n\
                  [preprocessor.patterns.taxonomy.related]\nfacet = true\n";
    let book = TestBook::new().config(config).page("a.md", "# A\n").try_build();
    insta::assert_snapshot!(book.expect_err("three fields have the wrong type").stderr);
}

#[test]
fn two_declarations_of_one_name_are_a_problem() {
    let config = "[preprocessor.patterns.field.id]\naliases = [\"number\"]\n\
                  [preprocessor.patterns.field.order]\naliases = [\"number\"]\n\
                  [preprocessor.patterns.field.updated]\nlabel = \"A\"\n\
                  [preprocessor.patterns.field.last_updated]\nlabel = \"B\"\n\
                  [preprocessor.patterns.field.area]\naliases = [\"team\"]\n\
                  [preprocessor.patterns.field.team]\nlabel = \"Team\"\n\
                  [preprocessor.patterns.taxonomy.tag]\nfacet = true\n\
                  [preprocessor.patterns.taxonomy.tags]\nfacet = true\n\
                  [preprocessor.patterns.taxonomy.status]\n\
                  terms = [\"open\", { id = \"Open\" }, { id = \"done\", aliases = [\"open\"] }]\n\
                  [preprocessor.patterns.box.a]\naliases = [\"x\"]\n\
                  [preprocessor.patterns.box.b]\naliases = [\"x\"]\n\
                  [preprocessor.patterns.labels]\nuse-when = \"A\"\nuse_when = \"B\"\n";
    let book = TestBook::new().config(config).page("a.md", "# A\n").try_build();
    insta::assert_snapshot!(book.expect_err("names are claimed twice").stderr);
}

#[test]
fn a_key_is_read_by_two_fields_where_one_says_so() {
    let config = "[preprocessor.patterns.field.id]\naliases = [\"number\"]\n\
                  [preprocessor.patterns.field.order]\nalso-reads = [\"number\"]\n";
    let book = TestBook::new()
        .config(config)
        .page("a.md", &page("number: 7", "A"))
        .page("b.md", &page("number: 10\nrelated: 7", "B"))
        .build();
    assert_eq!(book.stderr(), "");
    assert_eq!(
        book.listed("id,order,related"),
        json!([{"id": "7", "order": 7, "related": null}, {"id": "10", "order": 10, "related": ["7"]}])
    );
}

#[test]
fn a_name_of_a_built_in_field_can_be_one_of_the_book() {
    let config = "[preprocessor.patterns.field.level]\ntype = \"number\"\n\
                  [preprocessor.patterns.field.decided]\ntype = \"date\"\naliases = [\"date\"]\n";
    let book = TestBook::new().config(config).page("a.md", &page("level: 3\ndate: 2024-03-01", "A")).build();
    assert_eq!(book.stderr(), "");
    assert_eq!(
        book.listed("level,decided,updated"),
        json!([{"level": 3, "decided": "2024-03-01", "updated": null}])
    );
}

#[test]
fn texts_of_several_tags_are_split() {
    let config = "[preprocessor.patterns.field.owners]\ntype = \"people\"\nsplit = \";\"\n";
    let book = TestBook::new()
        .config(config)
        .page("a.md", &page("tags: go, java", "A"))
        .page("b.md", &page("tags: [\"#go\", java]\nowners: Ann; Bob", "B"))
        .page("c.md", &page("tags: \"#go #c\"", "C"))
        .page("d.md", &page("keywords: go", "D"))
        .build();
    assert_eq!(book.stderr(), "");
    assert_eq!(
        book.listed("tags,owners"),
        json!([
            {"tags": ["Go", "Java"], "owners": null},
            {"tags": ["Go", "Java"], "owners": ["Ann", "Bob"]},
            {"tags": ["Go", "C"], "owners": null},
            {"tags": ["Go"], "owners": null},
        ])
    );
    assert_eq!(book.found(), "mdbook-patterns: no problems in 4 pages\n");
}

#[test]
fn a_text_that_may_hold_several_values_is_said() {
    let book = TestBook::new()
        .page("a.md", &page("category: data, core\ntags: go java", "A"))
        .page("b.md", &page("tags: [go, java, machine learning]", "B"))
        .page("c.md", &page("tags: machine learning", "C"))
        .build();
    insta::assert_snapshot!(book.stderr());
}

#[test]
fn a_sign_between_values_needs_a_field_of_several() {
    let config = "[preprocessor.patterns.field.cost]\nsplit = \",\"\nformat = \"EUR\"\n";
    let book = TestBook::new().config(config).page("a.md", "# A\n").try_build();
    insta::assert_snapshot!(book.expect_err("a text is one value").stderr);
}

#[test]
fn keys_of_other_tools_are_read() {
    let book = TestBook::new()
        .page("cache.md", &page("aliases: [Side store, /old/cache/]\ntype: pattern", "Cache"))
        .page("hugo.md", &page("date: 2023-01-02\nlastmod: 2024-05-06\nrelated: [Side store]", "Hugo"))
        .page("madr.md", &page("date: 2026-01-02\nconsulted: Ann\ninformed: [Bob]", "Madr"))
        .page(
            "docusaurus.md",
            &page(
                "id: d\nslug: /d/x\nlast_update: {date: 2024-01-02, author: Ann}\nsidebar_position: 3",
                "D",
            ),
        )
        .page("starlight.md", &page("lastUpdated: true\nsidebar: {order: 4, label: Star}", "Starlight"))
        .page("material.md", &page("date: {created: 2023-01-01, updated: 2024-01-01}\nstatus: new", "M"))
        .page("obsidian.md", &page("alias: Notes\ncssclasses: [wide]\ntags: [\"#a\"]", "O"))
        .page("quarto.md", &page("date: today\ndate-modified: last-modified\ncategories: [data]", "Q"))
        .page("jekyll.md", &page("layout: post\npermalink: /x/\ncategories: data", "J"))
        .build();
    assert_eq!(book.stderr(), "");
    assert_eq!(
        book.listed("id,updated,introduced,order,also_known_as"),
        json!([
            {"id": "cache", "updated": null, "introduced": null, "order": null, "also_known_as": ["Side store"]},
            {"id": "hugo", "updated": "2024-05-06", "introduced": "2023-01-02", "order": null, "also_known_as": null},
            {"id": "madr", "updated": "2026-01-02", "introduced": null, "order": null, "also_known_as": null},
            {"id": "d", "updated": "2024-01-02", "introduced": null, "order": 3, "also_known_as": null},
            {"id": "starlight", "updated": null, "introduced": null, "order": 4, "also_known_as": null},
            {"id": "material", "updated": "2024-01-01", "introduced": "2023-01-01", "order": null, "also_known_as": null},
            {"id": "obsidian", "updated": null, "introduced": null, "order": null, "also_known_as": ["Notes"]},
            {"id": "quarto", "updated": null, "introduced": null, "order": null, "also_known_as": null},
            {"id": "jekyll", "updated": null, "introduced": null, "order": null, "also_known_as": null},
        ])
    );
    assert!(book.main("madr.html").contains("Consulted"), "who was asked stands with the other metadata");
}

#[test]
fn front_pages_are_no_entries() {
    let config = "[preprocessor.patterns]\nentries = { paths = [\"decisions/\", \"runbooks/**\"], exclude = [\"**/template.md\"] }\n";
    let book = TestBook::new()
        .config(config)
        .page("decisions/README.md", "# D\n\nWe took {{#patterns count}} decisions.\n")
        .page("decisions/0001-x.md", "# X\n\nText.\n")
        .page("decisions/template.md", "# Template\n\nText.\n")
        .page("runbooks/_index.md", "# Runbooks\n\nText.\n")
        .page("runbooks/restart/index.md", "# Restart\n\nA page with its folder for itself.\n")
        .build();
    assert_eq!(book.listed("id"), json!([{"id": "0001-x"}, {"id": "restart"}]));
    assert!(book.main("decisions/index.html").contains("We took 2 decisions."));
}

#[test]
fn pages_have_defaults_by_their_paths() {
    let config = "[preprocessor.patterns]\n[preprocessor.patterns.field.team]\ntype = \"text\"\n\
                  [[preprocessor.patterns.defaults]]\npaths = [\"runbooks/**\"]\ntype = \"runbook\"\nteam = \"ops\"\ntags = [\"a\"]\n\
                  [[preprocessor.patterns.defaults]]\npaths = [\"runbooks/db/*.md\"]\nteam = \"data\"\n";
    let book = TestBook::new()
        .config(config)
        .page("runbooks/README.md", "# Runbooks\n")
        .page("runbooks/a.md", "# A\n\nText.\n")
        .page("runbooks/db/b.md", &page("tags:", "B"))
        .page("runbooks/db/c.md", &page("team: web", "C"))
        .page("other.md", "# Other\n")
        .build();
    assert_eq!(book.stderr(), "");
    assert_eq!(
        book.listed("id,type,team,tags"),
        json!([
            {"id": "a", "type": "runbook", "team": "ops", "tags": ["A"]},
            {"id": "b", "type": "runbook", "team": "data", "tags": null},
            {"id": "c", "type": "runbook", "team": "web", "tags": ["A"]},
        ])
    );
    assert!(book.main("runbooks/a.html").contains("patterns-badges"), "what a page has by its path shows");
}

#[test]
fn defaults_that_cannot_be_are_refused() {
    let config = "[[preprocessor.patterns.defaults]]\npaths = [\"a/[\"]\nteem = \"x\"\n\
                  [[preprocessor.patterns.defaults]]\nupdated = \"soon\"\n\
                  [[preprocessor.patterns.defaults]]\npaths = \"a/**\"\nupdated = \"soon\"\n";
    let book = TestBook::new().config(config).page("a.md", "# A\n").try_build();
    insta::assert_snapshot!(book.expect_err("the defaults are wrong").stderr);
}

#[test]
fn terms_come_from_folders_and_numbers() {
    let config = "[preprocessor.patterns]\nentries = { paths = [\"**/*.md\"] }\n\
                  [preprocessor.patterns.taxonomy.stage]\nfrom = \"folder\"\nfacet = true\n\
                  [preprocessor.patterns.taxonomy.area]\nfrom = \"folder\"\nlevel = 2\n\
                  [preprocessor.patterns.taxonomy.part]\nfrom = \"number\"\n";
    let book = TestBook::new()
        .config(config)
        .page("3-validated/web/21-a.md", "# A\n")
        .page("1-draft/b.md", &page("stage: validated", "B"))
        .page("c.md", "# C\n")
        .build();
    assert_eq!(
        book.listed("id,stage,area,part"),
        json!([
            {"id": "21-a", "stage": ["Validated"], "area": ["Web"], "part": ["21"]},
            {"id": "b", "stage": ["Validated"], "area": null, "part": null},
            {"id": "c", "stage": null, "area": null, "part": null},
        ])
    );
}

#[test]
fn numbers_name_pages() {
    let config = "[preprocessor.patterns.field.adr]\ntype = \"number\"\nformat = \"ADR-{number}\"\n\
                  [preprocessor.patterns.field.supersedes]\ntype = \"relation\"\ninverse = \"Superseded by\"\n";
    let book = TestBook::new()
        .config(config)
        .page("note-2718.md", &page("title: Note", "Note"))
        .page("adr/0012-use-x.md", &page("status: superseded by ADR-0013", "X"))
        .page("adr/0013-use-y.md", &page("supersedes: 12\nrequires: 2718\nrelated: [ADR-7]", "Y"))
        .page("seven.md", &page("adr: ADR-7", "Seven"))
        .build();
    assert_eq!(book.stderr(), "");
    let main = book.main("adr/0013-use-y.html");
    for link in ["href=\"0012-use-x.html\"", "href=\"../note-2718.html\"", "href=\"../seven.html\""] {
        assert!(main.contains(link), "{link} in {main}");
    }
    assert_eq!(book.listed("adr")[3], json!({"adr": 7}));
    assert!(book.main("adr/0012-use-x.html").contains("superseded"), "MADR 4 writes its successor so");
}

#[test]
fn a_status_that_says_other_facts_is_a_term_and_these() {
    let book = TestBook::new()
        .page("0001-a.md", &page("status: \"~~accepted~~ superseded by [B](0002-b.md)\"", "A"))
        .page("0002-b.md", &page("status: accepted (2024-03-01)", "B"))
        .page("0003-c.md", &page("status: Accepted on 1 April 2024, supersedes ADR-4", "C"))
        .page("0004-d.md", &page("status: accepted\nupdated: 2020-01-01", "D"))
        .page("0005-e.md", &page("status: Replaced by 0002", "E"))
        .page("0006-f.md", &page("status: \"2021-05-06: rejected\"\nupdated: 2022", "F"))
        .build();
    assert_eq!(
        book.listed("status,updated,superseded_by"),
        json!([
            {"status": ["Superseded"], "updated": null, "superseded_by": ["[B](0002-b.md)"]},
            {"status": ["Accepted"], "updated": "2024-03-01", "superseded_by": null},
            {"status": ["Accepted"], "updated": "2024-04-01", "superseded_by": null},
            {"status": ["Accepted"], "updated": "2020-01-01", "superseded_by": null},
            {"status": ["Superseded"], "updated": null, "superseded_by": ["0002"]},
            {"status": ["Rejected"], "updated": "2022", "superseded_by": null},
        ])
    );
    assert_eq!(book.stderr(), "");
}

#[test]
fn the_day_of_a_status_counts_in_a_facet_of_years() {
    let config = "[preprocessor.patterns.taxonomy.updated]\nfacet = true\n";
    let book = TestBook::new()
        .config(config)
        .page("a.md", &page("status: accepted (2024-03-01)", "A"))
        .page("b.md", &page("status: accepted\nupdated: 2023-01-01", "B"))
        .build();
    assert_eq!(book.listed("updated"), json!([{"updated": "2024-03-01"}, {"updated": "2023-01-01"}]));
    assert_eq!(book.stderr(), "");
}

#[test]
fn two_reasons_for_one_relation_are_both_shown() {
    let book = TestBook::new()
        .page("a.md", &page("related: [{id: b, why: Reason one}, {id: b, why: Reason two}]", "A"))
        .page("b.md", &page("title: B", "B"))
        .build();
    for file in ["a.html", "b.html"] {
        let main = book.main(file);
        assert!(main.contains("Reason one") && main.contains("Reason two"), "{main}");
    }
}

#[test]
fn what_a_page_supersedes_is_superseded_by_it() {
    let book = TestBook::new()
        .page("0001-a.md", &page("status: accepted", "Use A"))
        .page("0002-b.md", &page("supersedes: {1: faster}", "Use B"))
        .page("0003-c.md", &page("status: accepted\nsuperseded_by: 4", "Use C"))
        .page("0004-d.md", &page("status: \"accepted, supersedes ADR-3\"", "Use D"))
        .build();
    assert_eq!(book.stderr(), "");
    for (old, new, title) in [("0001-a", "0002-b", "Use B"), ("0003-c", "0004-d", "Use D")] {
        let main = book.main(&format!("{old}.html"));
        assert!(main.contains("patterns-notice-superseded"), "{main}");
        assert_eq!(main.matches(&format!("href=\"{new}.html\">{title}")).count(), 1, "{main}");
        let main = book.main(&format!("{new}.html"));
        assert!(!main.contains("patterns-notice-superseded"), "{main}");
        assert_eq!(main.matches("Supersedes").count(), 1, "{main}");
        assert!(main.contains(&format!("href=\"{old}.html\"")), "{main}");
    }
}

#[test]
fn keys_that_hide_a_page_elsewhere_hide_it_here() {
    let binary = env!("CARGO_BIN_EXE_mdbook-patterns");
    let hiding = [
        "search_exclude: true",
        "unlisted: true",
        "pagefind: false",
        "pagefind: false\nunlisted: true",
        "search: {boost: 2}\npagefind: false",
        "noindex: yes",
        "in_search_index: false",
        "build: {list: never}",
    ];
    let shown = [
        "search_exclude: false",
        "noindex: false",
        "_build: {list: always, render: always}",
        "unlisted: false",
        "pagefind: true\nsearch: {boost: 2}",
        "search: true",
    ];
    let drafts = [
        "publishDate: 9999-01-01",
        "pubdate: 9999-01-01T10:00:00Z",
        "expiryDate: 2001-01-01",
        "draft: false\npublishDate: 9999-01-01",
        "draft: true\npublished: false",
        "published: no",
        "publish: \"False\"",
        "permalink: false",
        "headless: true",
        "_build: {render: never, list: never}",
        "draft: 1",
        "draft: Y",
        "draft: yes please",
        "draft: [x]",
    ];
    let public = [
        "publishDate: 2001-01-01",
        "expiryDate: 9999-01-01",
        "published: true",
        "published: 2001-01-01",
        "permalink: /x/",
        "headless: false",
        "draft: 0",
    ];
    let mut book =
        TestBook::new().config(&format!("[output.html]\n[output.patterns]\ncommand = '{binary}'\n"));
    for (kind, keys) in [("hidden", &hiding[..]), ("shown", &shown), ("draft", &drafts), ("public", &public)]
    {
        for (at, keys) in keys.iter().enumerate() {
            book = book.page(&format!("{kind}-{at}.md"), &page(keys, kind));
        }
    }
    let book = book.build();
    assert!(!book.stderr().contains("P0104") && !book.stderr().contains("P0201"), "{}", book.stderr());
    for (kind, count, is_hidden) in
        [("hidden", hiding.len(), true), ("shown", shown.len(), false), ("public", public.len(), false)]
    {
        for at in 0..count {
            let html = book.html(&format!("{kind}-{at}.html"));
            assert_eq!(html.contains("noindex"), is_hidden, "{kind} {at}");
        }
    }
    // Who hides a page without meaning it hears of it.
    assert_eq!(
        book.stderr().matches("until then the page counts as a draft").count(),
        2,
        "{}",
        book.stderr()
    );
    for at in 0..drafts.len() {
        assert!(!book.html_dir().join(format!("draft-{at}.html")).exists(), "draft {at}");
    }
}

#[test]
fn addresses_and_headings_of_pages_are_names_of_pages() {
    let book = TestBook::new()
        .page("a.md", &page("related: [b.html, \"sub/c.html#text\", \"d#text\", \"C# basics\"]", "A"))
        .page("b.md", &page("title: B", "B"))
        .page("sub/c.md", &page("title: C", "C"))
        .page("d.md", &page("title: D", "D"))
        .page("e.md", &page("title: \"C# basics\"", "E"))
        .build();
    assert_eq!(book.stderr(), "");
    let main = book.main("a.html");
    for link in ["b.html", "sub/c.html", "d.html", "e.html"] {
        assert!(main.contains(&format!("href=\"{link}\"")), "{link} in {main}");
    }
}

#[test]
fn numbers_and_lists_that_name_no_page_say_what_was_meant() {
    let book = TestBook::new()
        .page("0001-a.md", &page("related: 3", "Alpha"))
        .page("0002-b.md", &page("related: alpha, btea", "Beta"))
        .page("x/0004-c.md", &page("title: C", "Gamma"))
        .page("y/0004-d.md", &page("related: []", "Delta"))
        .page("e.md", &page("related: [4, \"RFC-1\"]", "Epsilon"))
        .build();
    insta::assert_snapshot!(book.stderr());
}

#[test]
fn drafts_are_in_no_build() {
    let binary = env!("CARGO_BIN_EXE_mdbook-patterns");
    let config = format!(
        "[output.html]\n[output.html.search]\nenable = true\n[output.patterns]\ncommand = '{binary}'\n"
    );
    let pages = |book: TestBook| {
        book.page("done.md", &page("type: pattern\nrelated: plan", "Done"))
            .page("plan.md", &page("type: pattern\ndraft: true\ndescription: Zebracorn.", "Secret plan"))
            .page("off.md", &page("published: false", "Zebracorn off"))
            .page("last.md", &page("type: pattern", "Last"))
    };
    let summary = "# Summary\n\n- [Done](done.md)\n- [Secret plan](plan.md)\n  - [Last](last.md)\n- [Zebracorn off](off.md)\n";
    let book = pages(TestBook::new().config(&config)).summary(summary).build();
    assert_eq!(book.listed("id"), json!([{"id": "done"}, {"id": "last"}]));
    let files = walk(&book.root().join("book"));
    assert!(!files.iter().any(|(_, text)| text.contains("Zebracorn") || text.contains("Secret plan")));
    assert!(!files.iter().any(|(name, _)| name.ends_with("plan.html")));
    assert!(
        book.html("toc.html").contains("<strong aria-hidden=\"true\">2.</strong> Last"),
        "{}",
        book.html("toc.html")
    );
    insta::assert_snapshot!(book.stderr());
    let shown =
        pages(TestBook::new().config(&format!("[preprocessor.patterns]\ndrafts = \"show\"\n{config}")))
            .build();
    assert_eq!(shown.stderr(), "");
    assert!(shown.main("plan.html").contains("Zebracorn"));
}

#[test]
fn served_books_show_their_drafts() {
    let book = TestBook::new()
        .config("[output.html]\nlive-reload-endpoint = \"__livereload\"\n")
        .page("plan.md", &page("draft: true", "Plan"))
        .build();
    assert!(book.main("plan.html").contains("This page is a draft."));
}

/// All text files below a folder.
fn walk(folder: &std::path::Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            files.extend(walk(&entry.path()));
        } else {
            let bytes = std::fs::read(entry.path()).unwrap();
            files.push((entry.path().display().to_string(), String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    files
}

#[test]
fn the_generated_catalog_is_as_the_configuration_says() {
    let config = "[preprocessor.patterns.catalog]\ncolumns = [\"id\", \"title\", \"status\", \"owner\"]\nsort = \"-id\"\n\
                  group-by = \"status\"\nfilter = 'status:\"accepted\",rejected'\n\
                  [preprocessor.patterns.field.owner]\nlabel = \"Owner\"\n";
    let book = TestBook::new()
        .config(config)
        .page("0001-a.md", &page("status: accepted", "A"))
        .page("0002-b.md", &page("status: accepted", "B"))
        .page("0003-c.md", &page("status: proposed", "C"))
        .page("last.md", "# Last\n")
        .build();
    assert_eq!(book.stderr(), "");
    let main = book.main("catalog.html");
    let at = |text: &str| main.find(text).unwrap_or_else(|| panic!("{text} in {main}"));
    assert!(at("0002-b") < at("0001-a"), "the last one first");
    assert!(!main.contains("0003-c.html"), "what does not pass the filter is not there");
    assert!(!main.contains("Owner"), "a column that is empty in all rows is left out: {main}");
    assert!(book.main("0001-a.html").contains("href=\"catalog.html?status=accepted\""), "badges lead to it");
}

#[test]
fn a_generated_catalog_that_cannot_be_is_said() {
    let config = "[preprocessor.patterns.catalog]\nview = \"tabel\"\nfilter = \"a:'b' \\\"c\\\"\"\n";
    let book = TestBook::new().config(config).page("a.md", "# A\n").try_build();
    insta::assert_snapshot!(book.expect_err("the catalog is wrong").stderr);
}

#[test]
fn dates_are_a_facet_of_years() {
    let config = "[preprocessor.patterns.taxonomy.updated]\nfacet = true\n";
    let years = ["2021-03-01", "2022", "2023-05", "2024-01-02", "2024-06-30"];
    let book = years.iter().enumerate().fold(TestBook::new().config(config), |book, (at, date)| {
        book.page(&format!("{at}.md"), &page(&format!("title: T{at}\nupdated: {date}"), "T"))
    });
    let book = book
        .page(
            "all.md",
            "# All\n\n{{#patterns catalog columns=\"title,updated\"}}\n\n{{#patterns stats by=updated}}\n",
        )
        .build();
    assert_eq!(book.stderr(), "");
    let main = book.main("all.html");
    assert!(main.contains("2024-06-30"), "a column shows the whole date: {main}");
    assert!(
        main.contains("&quot;name&quot;:&quot;updated&quot;") || main.contains("\"name\":\"updated\""),
        "{main}"
    );
    let run = |filter: &str| book.run(&["list", "--format", "paths", "--filter", filter]).stdout;
    assert_eq!(run("updated>=2024-02"), "src/4.md\n");
    assert_eq!(run("updated:2022..2023"), "src/1.md\nsrc/2.md\n");
    assert_eq!(book.listed("updated")[3], json!({"updated": "2024-01-02"}));
    insta::assert_snapshot!(crate::parts::element(&main, "patterns-stats"));
}

#[test]
fn dates_in_words_are_reported_and_used_where_they_can_mean_one_day() {
    let book = ["March 2024", "\"September 22nd, 2023\"", "11-April-2023", "22-10-2024", "Tue, 03 Feb 2015"];
    let book = book.iter().enumerate().fold(TestBook::new(), |book, (nth, date)| {
        book.page(&format!("{nth}.md"), &page(&format!("updated: {date}"), &format!("Page {nth}")))
    });
    let built = book.build();
    assert_eq!(built.stderr().matches("[P0203]").count(), 5, "{}", built.stderr());
    let dates = built.listed("title,updated");
    let dates: Vec<&str> =
        dates.as_array().unwrap().iter().map(|entry| entry["updated"].as_str().unwrap()).collect();
    assert_eq!(dates, ["2024-03", "2023-09-22", "2023-04-11", "2024-10-22", "2015-02-03"]);
}

#[test]
fn a_relation_that_says_there_is_none_is_none() {
    let book = TestBook::new()
        .page("a.md", &page("superseded_by: N/A\nrelated: [none, \"-\", b]", "A"))
        .page("b.md", &page("tier: gold", "B"))
        .build();
    assert_eq!(book.stderr(), "");
    assert!(!book.main("a.html").contains("N/A"), "{}", book.main("a.html"));
    // A page of that name is meant.
    let book = TestBook::new()
        .page("a.md", &page("related: none", "A"))
        .page("none.md", &page("tier: gold", "Nobody"))
        .build();
    assert!(book.main("a.html").contains("none.html"), "{}", book.main("a.html"));
}

#[test]
fn links_to_drafts_are_said() {
    let book = TestBook::new()
        .page("done.md", "# Done\n\n[Plan](plan.md)\n")
        .page("plan.md", &page("draft: true", "Plan"))
        .page("other.md", "---\ndraft: true\n---\n# Other\n\n[Plan](plan.md)\n")
        .build();
    insta::assert_snapshot!(book.found());
}

#[test]
fn people_in_one_text_are_several() {
    let book = TestBook::new()
        .page("a.md", &page("authors: Ann Lee, Bob Ray and Cy Day", "A"))
        .page("b.md", &page("deciders: ann, bob, cy", "B"))
        .page("c.md", &page("author: Ann Lee & Bob Ray", "C"))
        .page("d.md", &page("authors: [\"Doe, Jane\", Ann]", "D"))
        .page("e.md", &page("authors: Acme, Inc.", "E"))
        .page("f.md", &page("author: Doe, Jane", "F"))
        .page("g.md", &page("authors: \"Doe, J., Roe, R.\"", "G"))
        .build();
    assert_eq!(
        book.listed("authors"),
        json!([
            {"authors": ["Ann Lee", "Bob Ray", "Cy Day"]},
            {"authors": ["ann", "bob", "cy"]},
            {"authors": ["Ann Lee", "Bob Ray"]},
            {"authors": ["Doe, Jane", "Ann"]},
            {"authors": ["Acme, Inc."]},
            {"authors": ["Doe, Jane"]},
            {"authors": ["Doe, J., Roe, R."]},
        ])
    );
    let said = "`Doe, Jane` is one person of `author`, but looks like several";
    assert!(
        book.stderr().contains(said) && book.stderr().contains("mdbook-patterns: 2 warnings"),
        "{}",
        book.stderr()
    );
}

#[test]
fn a_table_that_chooses_no_page_is_named() {
    let tables = [
        (
            "[preprocessor.patterns.entries]\npaths = [\"adr/**\"]\n",
            "no page is at these paths, so the book has no entries and the catalog is empty",
        ),
        (
            "[preprocessor.patterns.entries]\ntypes = [\"decision\", \"adr\"]\n",
            "no page is of the type `decision` or `adr`, so the book has no entries and the catalog is empty",
        ),
        (
            "[[preprocessor.patterns.defaults]]\npaths = [\"x/\"]\ntype = \"pattern\"\n",
            "no page is at these paths, so these defaults are never used",
        ),
    ];
    for (config, said) in tables {
        let book = || TestBook::new().config(config).page("decisions/a.md", "# A\n").page("a.md", "# A\n");
        let three = book().page("decisions/in/b.md", "# B\n").build();
        assert!(three.stderr().contains(&format!("warning[P0508]: {said}")), "{}", three.stderr());
        // A book that somebody starts, and one that has such pages.
        assert!(!book().build().stderr().contains("P0508"));
        let path = if config.contains("adr/") { "adr/c.md" } else { "x/c.md" };
        let some = book().page(path, &page("type: decision", "C")).build();
        assert!(!some.stderr().contains("P0508"), "{}", some.stderr());
    }
    let excluded = "[preprocessor.patterns.entries]\ntypes = [\"pattern\"]\nexclude = [\"*\"]\n";
    let pages = ["a.md", "b.md", "c.md"];
    let book = pages
        .iter()
        .fold(TestBook::new().config(excluded), |book, path| book.page(path, &page("type: pattern", path)));
    assert!(!book.build().stderr().contains("P0508"));
    let pages = ["decisions/a.md", "b.md", "decisions/c.md"];
    let book = TestBook::new().config(tables[0].0);
    let book = pages.iter().fold(book, |book, path| book.page(path, "# A\n\nText.\n")).build();
    assert!(
        book.stderr().contains(
            "= help: patterns start at the folder of the pages, which are `decisions/a.md`, `b.md`"
        ),
        "{}",
        book.stderr()
    );
}

#[test]
fn a_pattern_that_names_front_pages_makes_entries_of_them() {
    let book = |paths: &str| {
        TestBook::new()
            .config(&format!("[preprocessor.patterns.entries]\npaths = [\"{paths}\"]\n"))
            .page("0001-a/README.md", "# A\n")
            .page("0001-a/more.md", "# More\n")
            .page("0002-b/README.md", "# B\n")
            .build()
            .listed("title")
    };
    assert_eq!(book("[0-9]*/README.md"), json!([{"title": "A"}, {"title": "B"}]));
    assert_eq!(book("0001-a/README.md"), json!([{"title": "A"}]));
    assert_eq!(book("0001-a/"), json!([{"title": "More"}]));
}

#[test]
fn a_draft_that_another_page_includes_is_said() {
    let book = |head: &str| {
        TestBook::new()
            .page("a.md", &format!("{head}# A\n\nText.\n\n{{{{#include b.md:4:5}}}}\n"))
            .page("b.md", "---\ndraft: true\n---\n# B\n\nSecret.\n")
    };
    let said = "`b.md` is a draft, whose text is published here";
    let found = book("").write().found();
    assert!(found.contains(said) && found.contains("src/a.md:5:1"), "{found}");
    let of_a_draft = book("---\ndraft: true\n---\n").write().found();
    assert!(!of_a_draft.contains(said), "{of_a_draft}");
    let shown = book("").config("[preprocessor.patterns]\ndrafts = \"show\"\n").write().found();
    assert!(!shown.contains(said), "{shown}");
}

#[test]
fn a_date_may_be_in_the_name_of_a_file() {
    let dates = |config: &str| {
        let book = TestBook::new()
            .config(&format!("[preprocessor.patterns.field.{config}]\nfrom = \"file-name\"\n"))
            .page("blog/2024-03-01-release.md", "---\ntitle: A\n---\n# A\n")
            .page("blog/2023-12-31/index.md", "+++\ntitle = \"B\"\ntype = \"pattern\"\n+++\n# B\n")
            .page("blog/2024-02-30-no-day.md", "---\ntitle: C\n---\n# C\n")
            .page("blog/2024-03-01_own.md", "---\ntitle: D\ndate: 2020\n---\n# D\n")
            .page("blog/2024-03-012.md", "---\ntitle: E\n---\n# E\n")
            .page("blog/übung-2024-03-01.md", "---\ntitle: F\n---\n# F\n")
            .write();
        let name = config.split_whitespace().next().unwrap();
        let rows = book.listed(name).as_array().unwrap().clone();
        rows.iter().map(|row| row[name].as_str().unwrap_or("-").to_owned()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(dates("updated"), "2024-03-01 2023-12-31 - 2020 - -");
    let old = TestBook::new()
        .config("[preprocessor.patterns.field.updated]\nfrom = \"file-name\"\n")
        .page("2015-03-01-a.md", "---\ntitle: A\n---\n# A\n")
        .page("2024-03-01-b.md", "---\ntitle: B\n---\n# B\n");
    assert_eq!(old.write().found(), "mdbook-patterns: no problems in 2 pages\n");
    let wrong = TestBook::new()
        .config("[preprocessor.patterns.field.owner]\ntype = \"people\"\nfrom = \"file-name\"\n[preprocessor.patterns.field.day]\ntype = \"date\"\nfrom = \"name\"\n")
        .page("a.md", "# A\n")
        .write()
        .found();
    assert!(wrong.contains("a field of type `people` cannot come from the file's name"), "{wrong}");
    assert!(wrong.contains("2024-03-01-release.md"), "{wrong}");
}
