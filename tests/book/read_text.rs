//! `read-text`: what the text of a page says of its fields counts, and the text stays as it is.

use crate::support::TestBook;
use serde_json::json;

const CONFIG: &str = "[preprocessor.patterns]\nread-text = true\n\
    [preprocessor.patterns.field]\nstart-date = { type = \"date\" }\nticket = { type = \"markdown\" }\n\
    essence = { type = \"markdown\", from-section = \"In one sentence\" }\n\
    [preprocessor.patterns.taxonomy.status]\nbadge = true\nterms = [\"proposed\", \"accepted\", \"superseded\"]\n\
    [preprocessor.patterns.taxonomy.area]\nfacet = true\n";

fn library(config: &str) -> TestBook {
    TestBook::new()
        .config(config)
        .page("a.md", "- Start Date: March 3, 2021\n- Area: storage, network\n- Status: Accepted\n- Requires: [Bee](b.md)\n\n# Ay\n\nText.\n")
        .page("b.md", "# Bee\n\n| | |\n|---|---|\n| Start date | (2021-04-05) |\n| Area | storage |\n| Ticket | [T-1](https://t.example/1)<br>and more |\n\n## In one sentence\n\nIt stores.\n")
        .page("c.md", "---\narea: other\n---\n\n# Cee\n\nDate: 2020-01-02\n\n**Area**: storage\n\n## Status\n\nsuperseded by [Ay](a.md)\n\n## Tags\n\nThese tags are explained.\n")
        .page("d.md", "# Dee\n\nNothing is said here.\n")
}

#[test]
fn what_the_text_says_counts_as_if_the_front_matter_said_so() {
    let book = library(CONFIG).build();
    assert_eq!(
        book.listed("id,start-date,area,status,prerequisites,superseded-by,updated,essence"),
        json!([
            {"id": "a", "start-date": "2021-03-03", "area": ["Storage", "Network"], "status": ["Accepted"], "prerequisites": ["b"], "superseded-by": null, "updated": null, "essence": null},
            {"id": "b", "start-date": "2021-04-05", "area": ["Storage"], "status": null, "prerequisites": null, "superseded-by": null, "updated": null, "essence": "It stores."},
            {"id": "c", "start-date": null, "area": ["Other"], "status": ["Superseded"], "prerequisites": null, "superseded-by": ["[Ay](a.md)"], "updated": "2020-01-02", "essence": null},
        ])
    );
    let b = book.main("b.html");
    assert!(b.contains("href=\"a.html\""), "the other page knows it: {b}");
    assert!(book.main("catalog.html").contains("Network"));
}

#[test]
fn the_text_stays_and_without_the_switch_says_nothing() {
    let with = library(CONFIG).build();
    for (page, kept) in [
        ("a.html", "<li>Start Date: March 3, 2021</li>"),
        ("b.html", "<td>(2021-04-05)</td>"),
        ("c.html", "<p>Date: 2020-01-02</p>"),
    ] {
        assert!(with.main(page).contains(kept), "{}", with.main(page));
    }
    let without = library(&CONFIG.replace("read-text = true\n", "")).build();
    let columns = "id,area,start-date";
    assert_eq!(without.listed(columns), json!([{"id": "c", "area": ["Other"], "start-date": null}]));
}

#[test]
fn what_no_field_takes_is_said_with_its_place() {
    let book = TestBook::new()
        .config(CONFIG)
        .page("b.md", "# Bee\n\n**Ticket**: T-1<br>T-2\n\nText.\n")
        .page(
            "a.md",
            "# Ay\n\n- Start Date: soon\n- Status: agreed\n- Ticket:\n- Requires: [Bee](gone.md)\n\nText.\n",
        )
        .build();
    insta::assert_snapshot!(book.found());
}

#[test]
fn lift_a_move_and_a_renamed_term_leave_the_text_whole() {
    let lifted = library(CONFIG).write();
    let shown = lifted.run(&["lift"]);
    assert!(shown.stdout.contains("+start_date: 2021-03-03\n"), "{}", shown.stdout);

    let moved = library(CONFIG).write();
    assert_eq!(moved.run(&["mv", "src/b.md", "src/new/b.md"]).code, Some(0));
    let a = std::fs::read_to_string(moved.root().join("src/a.md")).unwrap();
    assert!(a.starts_with("- Start Date: March 3, 2021\n- Area: storage, network\n- Status: Accepted\n- Requires: [Bee](new/b.md)\n\n# Ay\n"), "{a}");

    let renamed = library(CONFIG).write();
    let note = "mdbook-patterns: note: these pages still have `storage`, because their text, their date or the name of their folder gives it; change it there: ";
    let told = renamed.run(&["rename-term", "area", "storage", "disk"]);
    assert!(told.stderr.starts_with(note) && told.stderr.trim_end().ends_with("src/b.md"), "{}", told.stderr);
    let a = std::fs::read_to_string(renamed.root().join("src/a.md")).unwrap();
    assert!(a.starts_with("- Start Date: March 3, 2021\n- Area: storage, network\n"), "{a}");
}

#[test]
fn a_status_in_the_text_says_its_day_and_its_relations() {
    let config = "[preprocessor.patterns]\nread-text = true\nentries = { paths = [\"[0-9]*.md\"] }\n\
                  [preprocessor.patterns.taxonomy.status]\nterms = [\"proposed\", \"accepted\", \"superseded\"]\n";
    let section =
        |title: &str, status: &str| format!("# {title}\n\n## Status\n\n{status}\n\n## Context\n\nText.\n");
    let book = TestBook::new()
        .config(config)
        .page("0001-a.md", &section("Use A", "Accepted (2024-01-02)"))
        .page(
            "0002-b.md",
            &section("Use B", "Accepted on 2 January 2024\n\nSupersedes [1. Use A](0001-a.md)"),
        )
        .page(
            "0003-c.md",
            "# Use C\n\n- Status: ~~Proposed~~ Accepted, 2024-01-02\n- Deciders: Ann, Bob and Cy\n",
        )
        .page(
            "0004-d.md",
            &section("Use D", "* 2024-01-01: proposed\n* 2024-03-01: accepted\n* 2024-02-01: proposed"),
        )
        .page("0005-e.md", &section("Use E", "Proposed | Accepted | Superseded"))
        .build();
    assert_eq!(
        book.listed("status,authors,supersedes"),
        json!([
            {"status": ["Accepted"], "authors": null, "supersedes": null},
            {"status": ["Accepted"], "authors": null, "supersedes": ["[1. Use A](0001-a.md)"]},
            {"status": ["Accepted"], "authors": ["Ann", "Bob", "Cy"], "supersedes": null},
            {"status": ["Accepted"], "authors": null, "supersedes": null},
            {"status": null, "authors": null, "supersedes": null},
        ])
    );
    assert!(book.main("0001-a.html").contains("patterns-notice-superseded"));
    assert!(book.stderr().contains("the status is still a choice of several"), "{}", book.stderr());
    // What no key can say stays where it is when the rest is lifted.
    let lifted = book.run(&["lift", "--write", "--force"]);
    assert_eq!(lifted.code, Some(0), "{}", lifted.stderr);
    for (file, said) in [
        ("0001-a", "(2024-01-02)"),
        ("0002-b", "Supersedes [1. Use A]"),
        ("0003-c", "~~Proposed~~"),
        ("0004-d", "2024-02-01"),
    ] {
        let text = std::fs::read_to_string(book.root().join(format!("src/{file}.md"))).unwrap();
        assert!(text.contains(said), "{text}");
    }
}

#[test]
fn the_day_of_a_status_is_that_of_the_update_where_the_page_says_no_other() {
    let section =
        |title: &str, status: &str| format!("# {title}\n\n## Status\n\n{status}\n\n## Context\n\nText.\n");
    let book = TestBook::new()
        .config("[preprocessor.patterns]\nread-text = true\n")
        .page("a.md", &section("A", "Accepted 2024-01-02"))
        .page("b.md", &section("B", "Superseded by [A](a.md) on 2 January 2024"))
        .page("c.md", &section("C", "* 2024-01-01: proposed\n* 2024-03-01: accepted"))
        .page("d.md", &section("D", "Accepted 2024-01-02\n\n## Date\n\n2024-05-06"))
        .page("e.md", "# E\n\n- Status: accepted (2024-01-02)\n- Date: 2024-05-06\n\nText.\n")
        .page("f.md", &format!("---\nupdated: 2020-01-01\n---\n\n{}", section("F", "Accepted 2024-01-02")))
        .write();
    let listed = book.run(&["list", "--columns", "status,updated", "--format", "csv"]).stdout;
    let wanted = [
        "status,updated",
        "Accepted,2024-01-02",
        "Superseded,2024-01-02",
        "Accepted,2024-03-01",
        "Accepted,2024-01-02",
        "Accepted,2024-05-06",
        "Accepted,2020-01-01",
    ];
    assert_eq!(listed.lines().collect::<Vec<_>>(), wanted, "{listed}");
    assert!(!book.found().contains("P0340"), "{}", book.found());
    // The text says it, and stays.
    assert_eq!(book.run(&["lift", "--write", "--force"]).code, Some(0));
    let a = std::fs::read_to_string(book.root().join("src/a.md")).unwrap();
    assert!(a.contains("\ndate: 2024-01-02\n") && a.contains("Accepted 2024-01-02"), "{a}");
}

/// A decision is not out of date because it was made long ago.
#[test]
fn a_day_in_the_text_is_one_of_an_update_only_where_it_says_so() {
    let dated = |said: &str| format!("# A\n\n- Status: accepted\n- {said}\n\nText.\n");
    for (said, is_stale) in [
        ("Date: 2019-01-01", false),
        ("Last updated: 2019-01-01", true),
        ("Status: accepted (2019-01-01)", false),
    ] {
        let book = TestBook::new()
            .config("[preprocessor.patterns]\nread-text = true\n")
            .page("a.md", &dated(said).replacen("- Status: accepted\n- Status", "- Status", 1))
            .page("b.md", &dated("Date: 2024-01-01"))
            .page("c.md", &dated("Date: 2024-01-01"))
            .write();
        assert_eq!(book.found().contains("[P0905]"), is_stale, "{said}: {}", book.found());
    }
}

#[test]
fn a_comment_beside_a_value_says_nothing_and_stays() {
    let text = "# A\n\n* Status: accepted <!-- optional -->\n* Deciders: <!-- who? --> Ann Lee, Bo Ray\n* Date: 2024-01-02 <!-- when -->\n\nText.\n";
    let book =
        TestBook::new().config("[preprocessor.patterns]\nread-text = true\n").page("a.md", text).write();
    let listed = book.run(&["list", "--columns", "status,authors,updated", "--format", "csv"]).stdout;
    assert_eq!(
        listed,
        "status,authors,updated\r\nAccepted,Ann Lee; Bo Ray,2024-01-02\r\n",
        "{}",
        book.found()
    );
    assert!(!book.found().contains("P0340"), "{}", book.found());
    assert_eq!(book.run(&["lift", "--write", "--force"]).code, Some(0));
    let after = std::fs::read_to_string(book.root().join("src/a.md")).unwrap();
    for comment in ["<!-- optional -->", "<!-- who? -->", "<!-- when -->"] {
        assert!(after.contains(comment), "{after}");
    }
}

#[test]
fn a_remark_in_parentheses_is_none_of_a_date_or_a_name() {
    let text = "# A\n\n- Status: accepted\n- Date: 2018-01-05 (approx, backdated)\n\
                - Authors: [Ann Lee](mailto:ann@x.example) (Animo Solutions) & [Bo Ray](https://bo.example) (Animo Solutions)\n\nText.\n";
    let text_b = "# B\n\n- Status: accepted\n- Authors: [Ann Lee],[Bo Ray],[Cy Fox]\n\nText.\n";
    let book = TestBook::new()
        .config("[preprocessor.patterns]\nread-text = true\n")
        .page("a.md", text)
        .page("b.md", text_b)
        .write();
    let listed = book.run(&["list", "--columns", "authors,updated", "--format", "csv"]).stdout;
    assert_eq!(
        listed,
        "authors,updated\r\nAnn Lee; Bo Ray,2018-01-05\r\nAnn Lee; Bo Ray; Cy Fox,\r\n",
        "{}",
        book.found()
    );
    assert!(!book.found().contains("P0340"), "{}", book.found());
    // What no key can hold stays.
    assert_eq!(book.run(&["lift", "--write", "--force"]).code, Some(0));
    let after = std::fs::read_to_string(book.root().join("src/a.md")).unwrap();
    assert!(after.contains("(approx, backdated)") && after.contains("& [Bo Ray]"), "{after}");
}

#[test]
fn a_date_alone_that_could_be_either_is_said() {
    let page = |date: &str| format!("# A\n\nDate: {date}\n\n## Status\n\nAccepted\n\n## Context\n\nText.\n");
    let found = |date: &str| {
        let book =
            TestBook::new().config("[preprocessor.patterns]\nread-text = true\n").page("a.md", &page(date));
        book.write().found()
    };
    assert!(
        found("02/01/2024").contains("`02/01/2024` is not a date, so this is only text"),
        "{}",
        found("02/01/2024")
    );
    assert!(!found("to be announced").contains("P0340"), "a sentence");
}

const READ: &str = "[preprocessor.patterns]\nread-text = true\n";

/// A page that is accepted, with what follows.
fn accepted(said: &str) -> String {
    format!("# A\n\n- Status: accepted\n{said}\n\nText.\n")
}

/// What `list` says in one column of one page that `read-text` reads, and what `check` says of it.
fn read(column: &str, text: &str) -> (String, String) {
    let book = TestBook::new().config(READ).page("a.md", text).write();
    let listed = book.run(&["list", "--columns", column, "--format", "csv"]).stdout;
    (listed.lines().nth(1).unwrap_or_default().trim_matches('"').to_owned(), book.found())
}

/// The page after `lift --write`.
fn lifted(config: &str, text: &str, others: &[&str]) -> String {
    let book = TestBook::new().config(config).page("a.md", text);
    let book = others.iter().fold(book, |book, file| book.page(file, "# Other\n\nText.\n")).write();
    book.run(&["lift", "--write", "--force"]);
    std::fs::read_to_string(book.root().join("src/a.md")).unwrap()
}

#[test]
fn a_comment_within_a_value_is_never_published() {
    let config = format!(
        "{READ}[preprocessor.patterns.field]\nessence = {{ type = \"markdown\", from-section = \"In one sentence\" }}\n"
    );
    let text = "# A\n\n> It <!-- one secret --> helps.\n\n- Status: accepted\n\n## In one sentence\n\n\
                It is <!-- TODO secret --> **very <!-- a secret --> good**, see [B<!-- x secret -->][b].\n\n[b]: b.md\n";
    let book = TestBook::new().config(&config).page("a.md", text).page("b.md", "# B\n\nText.\n").build();
    let main = book.main("a.html");
    assert!(
        main.contains("<dd>It is <strong>very good</strong>, see <a href=\"b.html\">B</a>.</dd>"),
        "{main}"
    );
    assert!(!main.contains("&lt;!--"), "{main}");
    // What `lift` writes is a value, too; the text stays with its comments.
    let text = "# A\n\n> It <!-- one secret --> helps.\n\n- Status: accepted\n\n## Related\n\n- [B](b.md): it <!-- two secret --> helps\n";
    let after = lifted(READ, text, &["b.md"]);
    let (front, body) = after[4..].split_once("---\n").unwrap();
    assert!(
        front.contains("It helps.") && front.contains("it helps") && !front.contains("secret"),
        "{after}"
    );
    assert_eq!(body.matches("secret").count(), 2, "{after}");
}

#[test]
fn a_comment_in_what_would_go_stays() {
    for text in [
        "# A\n\n## Status <!-- h -->\n\naccepted\n\n## Context\n\nText.\n",
        "# A\n\n| Status <!-- h --> | Version |\n|---|---|\n| accepted | 1.0 |\n\nText.\n",
        "# A\n\nStatus <!-- h -->\n: accepted\n\nText.\n",
    ] {
        let config = "[output.html]\ndefinition-lists = true\n";
        assert!(lifted(config, text, &[]).contains("<!-- h -->"), "{}", lifted(config, text, &[]));
    }
    let superseded = "# A\n\n- Status: Superseded by [B](b.md) <!-- s -->\n\nText.\n";
    let book = TestBook::new().config(READ).page("a.md", superseded).page("b.md", "# B\n\nText.\n").write();
    let listed = book.run(&["list", "--columns", "id,superseded-by", "--format", "csv"]).stdout;
    assert!(listed.contains("\r\na,b\r\n"), "{listed}{}", book.found());
}

#[test]
fn what_stands_in_brackets_is_no_name_unless_it_looks_like_one() {
    for hole in [
        "[Your Name], [Other Name]",
        "[name1],[name2]",
        "[Author 1], [Author 2]",
        "[First Last],[Other Person]",
    ] {
        let text = accepted(&format!("- Authors: {hole}"));
        let (listed, _) = read("authors", &text);
        assert_eq!(listed, "", "{hole}");
        assert!(lifted(READ, &text, &[]).contains(&format!("- Authors: {hole}")), "{hole}");
    }
    assert_eq!(read("authors", &accepted("- Authors: [[ann]], [[bo]]")).0, "ann; bo");
}

#[test]
fn what_parentheses_say_of_people_is_not_lost() {
    let text =
        accepted("- Authors: [Ann Lee](https://a.example) (ann@x.example), [Bo Ray](https://b.example)");
    let after = lifted(READ, &text, &[]);
    assert!(after.contains("ann@x.example") && after.contains("email"), "{after}");
    let text = accepted("- Authors: [Ann Lee](https://a.example) (with Cy Fox), [Bo Ray](https://b.example)");
    let (listed, found) = read("authors", &text);
    assert!(listed.contains("Cy Fox") || found.contains("P0340"), "{listed} {found}");
}

#[test]
fn of_two_dates_none_is_taken() {
    for date in [
        "2018 (draft), 2024-05-06 (final)",
        "2018-01-05 (superseded 2020-02-03), updated 2024-05-06",
        "2018-01-05 (superseded 2020-02-03)",
        "2018-01-05 (v1) and 2024-05-06",
        "2018-01-05 (again in May)",
        "2024 (March)",
    ] {
        let (listed, found) = read("updated", &accepted(&format!("- Date: {date}")));
        assert_eq!(listed, "", "{date}");
        assert!(found.contains(&format!("`{date}` is not a date")), "{date}: {found}");
    }
    assert_eq!(read("updated", &accepted("- Date: 2018-01-05 (approx, backdated)")).0, "2018-01-05");
}

#[test]
fn a_date_in_the_name_of_a_page_is_no_day_of_a_status() {
    for status in [
        "Superseded by [Decision of 2024-01-02](2024-01-02.md)",
        "Accepted, supersedes [2024-01-02](2024-01-02.md)",
    ] {
        let book = TestBook::new()
            .config(READ)
            .page("a.md", &format!("# A\n\n## Status\n\n{status}\n\n## Context\n\nText.\n"))
            .page("2024-01-02.md", "# Decision of 2024-01-02\n\nText.\n")
            .write();
        let listed = book.run(&["list", "--columns", "id,updated", "--format", "csv"]).stdout;
        assert!(listed.contains("\r\na,\r\n"), "{status}: {listed}");
    }
}

/// What the book calls a date counts, in its own words, and in the front matter that `lift` writes.
#[test]
fn a_date_is_one_of_an_update_by_what_the_text_calls_it() {
    let field = |more: &str| format!("{READ}[preprocessor.patterns.field.updated]\n{more}\n");
    let lines = |said: &str| accepted(&format!("- {said}"));
    for (config, said) in [
        (READ.to_owned(), lines("Lastmod: 2019-01-01")),
        (
            READ.to_owned(),
            "# A\n\n| Status | Last updated |\n|---|---|\n| accepted | 2019-01-01 |\n\nText.\n".to_owned(),
        ),
        (field("label = \"Stand\""), lines("Stand: 2019-01-01")),
        (field("aliases = [\"aktualisiert\"]"), lines("Aktualisiert: 2019-01-01")),
        (
            field("from-section = \"Letzte Änderung\""),
            accepted("\n## Letzte Änderung\n\n2019-01-01\n\n## Rest"),
        ),
    ] {
        assert!(found_beside(&config, &said).contains("[P0905]"), "{said}: {}", found_beside(&config, &said));
    }
    let decided = "# A\n\n- Status: accepted (2019-01-01)\n\nText.\n";
    assert!(!found_beside(READ, decided).contains("[P0905]"));
    let after = lifted(READ, decided, &[]);
    assert!(after.contains("2019-01-01\n") && !found_beside(READ, &after).contains("[P0905]"), "{after}");
}

/// What `check` says of a page beside two of 2024.
fn found_beside(config: &str, text: &str) -> String {
    let new = "---\nupdated: 2024-01-01\ntags: [x]\n---\n\n# B\n\nText.\n";
    TestBook::new().config(config).page("a.md", text).page("b.md", new).page("c.md", new).write().found()
}

#[test]
fn a_line_that_may_be_prose_is_reported_only_for_a_date() {
    for said in [
        "Difficulty: ★★☆",
        "Weight: 10-20",
        "Status: 200",
        "Reading time: 5–10",
        "Introduced: 1.2",
        "Date: ?",
    ] {
        let (_, found) = read("id", &format!("# A\n\n{said}\n\nText.\n"));
        assert!(!found.contains("P0340"), "{said}: {found}");
    }
}

/// What a container runs is no picture of the page, unless the book says that it means one.
#[test]
fn an_image_that_the_text_names_is_none_of_the_page() {
    let page = "# Web\n\n- Start Date: March 3, 2021\n- Image: nginx:1.27\n\nText.\n";
    let of =
        |config: &str| TestBook::new().config(config).page("a.md", page).build().listed("start-date,image");
    assert_eq!(of(CONFIG), json!([{"start-date": "2021-03-03", "image": null}]));
    let own = format!("{CONFIG}[preprocessor.patterns.field.image]\ntype = \"text\"\n");
    assert_eq!(of(&own), json!([{"start-date": "2021-03-03", "image": "nginx:1.27"}]));
}

const OF_OTHERS: &str = "[preprocessor.patterns]\nread-text = true\n\
    [preprocessor.patterns.taxonomy]\nstatus = { open = true }\nplatforms = {}\ntype = { facet = true }\n\
    [preprocessor.patterns.field]\ncreated = { type = \"date\" }\nparent = { type = \"relation\" }\n";

#[test]
fn properties_of_logseq_and_dataview_are_read() {
    let book = TestBook::new()
        .config(OF_OTHERS)
        .page("a.md", "type:: [[Feature]]\nplatforms:: [[All]], Web\ndescription:: What it is: a *long* sentence, and one more of them.\nalias:: other/name\nnobody-knows:: a sentence that is much longer than forty characters\n\n- Text.\n")
        .page("b.md", "parent:: [[a]]\ntitle:: B it is\n\n- Text\n  type:: Block\n")
        .page("c.md", "type:: [[Feature]]\nand this is prose.\n")
        .page("d.md", "type:: [[Feature]]\n")
        .build();
    assert_eq!(
        book.listed("id,title,type,platforms,description,also-known-as,parent"),
        json!([
            {"id": "a", "title": "a", "type": ["Feature"], "platforms": ["All", "Web"], "description": "What it is: a long sentence, and one more of them.", "also-known-as": ["other/name"], "parent": null},
            {"id": "b", "title": "B it is", "type": null, "platforms": null, "description": null, "also-known-as": null, "parent": ["a"]},
            {"id": "d", "title": "d", "type": ["Feature"], "platforms": null, "description": null, "also-known-as": null, "parent": null},
        ])
    );
    assert!(book.main("a.html").contains("platforms:: [[All]], Web"), "the text stays");
}

#[test]
fn links_of_a_wiki_are_whole_values() {
    let book = TestBook::new()
        .config(OF_OTHERS)
        .page("a.md", "platforms:: [[notes/web|Web]], [[Paris, France]]\nparent:: [[b|Bee]]\n")
        .page("b.md", "platforms:: Web\n")
        .build();
    assert_eq!(
        book.listed("platforms,parent"),
        json!([{"platforms": ["Notes/web", "Paris, France"], "parent": ["b"]}, {"platforms": ["Web"], "parent": null}])
    );
}

/// The heading is the title, and what a page shows as a sample says nothing of the page.
#[test]
fn a_sample_is_no_header_and_no_title_goes_before_the_heading() {
    let book = TestBook::new()
        .config(OF_OTHERS)
        .page("a.md", "# How to\n\n```\ntitle: My page\nstatus: draft\n```\n\nText.\n")
        .page("b.md", "```\nversion: \"3\"\nstatus: draft\n```\n\nText.\n")
        .page("c.md", "# Ann Lee\n\n- **Title**: Staff Engineer\n- **Status**: Draft\n")
        .page("d.md", "<pre>\n  Title: A &amp; B\n  Status: <b>Draft</b>\n  Created: 2024-03-01\n</pre>\n\n# Abstract\n")
        .page("e.md", "```\r\n  Title: Ee\r\n  Status: Draft\r\n```\r\n\r\n# Abstract\r\n")
        .build();
    // The first two say nothing, so that they are no entries.
    assert_eq!(
        book.listed("title,status,version,created"),
        json!([
            {"title": "Ann Lee", "status": ["Draft"], "version": null, "created": null},
            {"title": "Abstract", "status": null, "version": null, "created": "2024-03-01"},
            {"title": "Ee", "status": ["Draft"], "version": null, "created": null},
        ])
    );
    let said = "this contains HTML, which no value can hold, so this is only text, here and in 1 more place";
    assert!(book.stderr().contains(said), "{}", book.stderr());
}

#[test]
fn a_header_of_keys_in_preformatted_text_is_read() {
    let header = "  title: Ay\n  author: Ann Lee <ann@example.org>\n          Bob Ray <bob@example.org>\n  created: 2024-03-01\n  status: Final\n  requires: [Bee](0002-b.md)\n";
    let book = TestBook::new()
        .config(OF_OTHERS)
        .page("0001-a.md", &format!("<pre>\n{header}</pre>\n\n## Abstract\n\nText.\n"))
        .page("0002-b.md", "```\n  Title: Bee\n  Status: Draft\n```\n\nText.\n")
        .page("0003-c.md", "```yaml\ntitle: Code\nstatus: Draft\n```\n")
        .page("0004-d.md", "Text.\n\n<pre>\ntitle: Later\nstatus: Draft\n</pre>\n")
        .page("0005-e.md", "<pre>\ntitle: Half\nand prose\n</pre>\n")
        .page("0006-f.md", "# Eff\n\n<pre>\n  status: Living\n  created: 2024-04-01\n</pre>\n")
        .build();
    assert_eq!(
        book.listed("title,authors,created,status,prerequisites"),
        json!([
            {"title": "Ay", "authors": ["Ann Lee", "Bob Ray"], "created": "2024-03-01", "status": ["Final"], "prerequisites": ["[Bee](0002-b.md)"]},
            {"title": "Bee", "authors": null, "created": null, "status": ["Draft"], "prerequisites": null},
            {"title": "Eff", "authors": null, "created": "2024-04-01", "status": ["Living"], "prerequisites": null},
        ])
    );
    assert!(book.main("0001-a.html").contains("<pre>\n  title: Ay\n"), "the text stays");
}

#[test]
fn a_template_of_the_library_says_nothing() {
    let text = "<pre>\n  title: [The title]\n  status: [Draft | Final]\n  created: YYYY-MM-DD\n</pre>\n";
    let book = TestBook::new().config(OF_OTHERS).page("a.md", "# A\n").page("adr-template.md", text).write();
    assert_eq!(book.found(), "mdbook-patterns: no problems in 2 pages\n");
}

#[test]
fn a_file_may_name_its_page_and_number_it() {
    let config = "[preprocessor.patterns]\nentries = { paths = [\"**/*.md\"] }\n\
        [preprocessor.patterns.field.title]\nfrom = \"file-name\"\n[preprocessor.patterns.taxonomy.number]\nfrom = \"number\"\n";
    let book = TestBook::new()
        .config(config)
        .page("0001-use-x.md", "# Summary\n\n# Motivation\n")
        .page("0002-own.md", "---\ntitle: Its own\n---\n# Summary\n")
        .page("XLS-0003-smart-thing/README.md", "## Abstract\n")
        .page("a/4-four/README.md", "# Four\n")
        .build();
    assert_eq!(
        book.listed("title,number"),
        json!([
            {"title": "Use x", "number": ["1"]},
            {"title": "Its own", "number": ["2"]},
            {"title": "XLS 0003 smart thing", "number": ["3"]},
            {"title": "Four", "number": ["4"]},
        ])
    );
}
