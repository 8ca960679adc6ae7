//! Each small input of `../shared/cases/library`, with the value that its `expect.md` calls right. Without that folder the
//! tests skip with a message.

use std::fs;

use crate::support::{Built, TestBook, shared};
use serde_json::{Value, json};

const BINARY: &str = env!("CARGO_BIN_EXE_mdbook-patterns");

/// The case of a number; its tables of a renderer have the name that the program has today.
fn case(number: &str) -> Option<TestBook> {
    let folders = fs::read_dir(shared()?.join("cases/library")).unwrap().map(|folder| folder.unwrap().path());
    let is_it = |name: &str| name.starts_with(&format!("{number}-"));
    let mut folders = folders.filter(|folder| is_it(folder.file_name().unwrap().to_str().unwrap()));
    let folder = folders.next().unwrap();
    let config = fs::read_to_string(folder.join("book.toml")).unwrap();
    let command = format!("command = '{BINARY}'");
    let config = config
        .replace("command = \"mdbook-patterns-index\"", &command)
        .replace("[output.patterns-index]", "[output.patterns]")
        .replace("[output.patterns]", &format!("[output.patterns]\n{command}"));
    Some(TestBook::from_dir(folder).file("book.toml", config))
}

fn read(book: &Built, path: &str) -> String {
    fs::read_to_string(book.root().join(path)).unwrap()
}

fn json_of(book: &Built, path: &str) -> Value {
    serde_json::from_str(&read(book, path)).unwrap()
}

fn out(book: &Built, arguments: &[&str]) -> String {
    let run = book.run(arguments);
    run.stdout + &run.stderr
}

/// What is said once `lift --write` or `check --fix` has run, and a page after it.
fn after(book: &Built, command: &[&str], page: &str) -> (String, String) {
    let said = out(book, command);
    (said, read(book, page))
}

const LIFT: &[&str] = &["lift", "--write", "--force"];
const FIX: &[&str] = &["check", "--fix", "--force"];

#[test]
fn case_01_an_index_under_another_name() {
    let Some(book) = case("01").map(TestBook::build) else { return };
    let catalog = json_of(&book, "book/zz-index/catalog.json");
    let titles: Vec<&str> =
        catalog["entries"].as_array().unwrap().iter().filter_map(|it| it["title"].as_str()).collect();
    assert_eq!(titles, ["Retry", "Saga"]);
    let tier = catalog["taxonomies"].as_array().unwrap().iter().find(|it| it["name"] == "tier").unwrap();
    let counts: Vec<&Value> = tier["terms"].as_array().unwrap().iter().map(|term| &term["count"]).collect();
    assert_eq!(counts, [1, 1, 0]);
}

#[test]
fn case_02_one_number_everywhere() {
    let Some(book) = case("02").map(TestBook::build) else { return };
    assert!(book.main("all.html").contains("Count resilience: 2. Count cafe: 1."));
    assert!(out(&book, &["list", "--filter", "cafe"]).contains("1 entry"));
    assert!(out(&book, &["list", "--filter", "resilience"]).contains("2 entries"));
}

#[test]
fn case_03_an_escaped_link_is_rebased() {
    let Some(book) = case("03").map(TestBook::build) else { return };
    let high = book.main("catalog/severity/high.html");
    assert!(high.contains("\"../../my_policy.html\"") && high.contains("\"../../policy.html\""), "{high}");
}

#[test]
fn case_04_generated_pages_are_searched() {
    let Some(book) = case("04").map(TestBook::build) else { return };
    let folder = book.root().join("book/patterns/search");
    let files = fs::read_dir(folder).unwrap().map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    let all: String = files.filter(|text| text.contains("\"titles\"")).collect();
    assert!(all.contains("[\"All\",\"Severity\",\"High\",\"Retry\""), "{}", &all[..all.len().min(400)]);
}

#[test]
fn case_05_no_key_becomes_another_field() {
    let Some(book) = case("05").map(TestBook::write) else { return };
    let before = [read(&book, "src/a.md"), read(&book, "src/b.md")];
    let said = out(&book, FIX);
    assert!(said.contains("[P0201]: `created` is not a field, here and in 1 more page"), "{said}");
    assert_eq!([read(&book, "src/a.md"), read(&book, "src/b.md")], before);
}

#[test]
fn case_06_a_taxonomy_called_type() {
    let Some(book) = case("06").map(TestBook::write) else { return };
    assert_eq!(book.listed("title"), json!([{"title": "A"}, {"title": "B"}]));
}

#[test]
fn case_07_two_fields_of_one_alias() {
    let Some(book) = case("07").map(TestBook::write) else { return };
    assert!(
        book.found().contains("error[P0502]: `number` names two fields: `id` and `order`"),
        "{}",
        book.found()
    );
}

#[test]
fn case_08_filters_compare() {
    let Some(book) = case("08").map(TestBook::write) else { return };
    for (filter, titles) in [("updated:>2021", "c"), ("updated:<2021", "a"), ("updated:>=2021", "bc")] {
        let listed = out(&book, &["list", "--filter", filter, "--columns", "title", "--format", "csv"]);
        assert_eq!(listed.replace("\r\n", "").strip_prefix("title"), Some(titles), "{filter}");
    }
    let refused = book.run(&["list", "--filter", "updated:two-thousand"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.stderr.contains("`two-thousand` is not a date"), "{}", refused.stderr);
}

#[test]
fn case_09_home_is_the_first_page() {
    let Some(book) = case("09").map(TestBook::build) else { return };
    assert!(
        book.main("b.html").contains("href=\"catalog.html\"><span itemprop=\"name\">Home"),
        "{}",
        book.main("b.html")
    );
    assert!(book.html("index.html").contains("<title>Catalog - T</title>"));
}

#[test]
fn case_10_one_page_without_a_number() {
    let Some(book) = case("10").map(TestBook::write) else { return };
    let summary = out(&book, &["summary"]);
    let places = ["Zebra", "Apple", "All"].map(|name| summary.find(&format!("[{name}]")).unwrap());
    assert!(places.is_sorted(), "{summary}");
}

#[test]
fn case_11_ids_are_searched() {
    let Some(book) = case("11").map(TestBook::build) else { return };
    let folder = book.root().join("book/patterns/search");
    let files = fs::read_dir(folder).unwrap().map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    // What is found first, the tests of the search engine say: `search_names`.
    assert!(files.into_iter().any(|text| text.contains("adr-7") && text.contains("adr-9")));
}

#[test]
fn case_12_an_inferred_id_shows() {
    let Some(book) = case("12").map(TestBook::build) else { return };
    assert!(book.main("start.html").contains("<td data-label=\"Id\">apple-pie</td>"));
    assert_eq!(book.listed("id,title"), json!([{"id": "apple-pie", "title": "Apple pie"}]));
}

#[test]
fn case_13_links_of_own_fields_stay() {
    let Some(book) = case("13").map(TestBook::write) else { return };
    out(&book, LIFT);
    let page = book.render().unwrap_or_else(|failure| panic!("{failure}")).main("a.html");
    assert!(page.contains("<a href=\"https://example.org/12\">ops#12</a>"), "{page}");
    assert!(page.contains("href=\"https://example.org/talk\""), "{page}");
}

#[test]
fn case_14_a_footnote_stays_in_the_text() {
    let Some(book) = case("14").map(TestBook::write) else { return };
    let (said, page) = after(&book, LIFT, "src/a.md");
    assert!(said.contains("[P0340]: this contains a footnote"), "{said}");
    assert!(page.contains("- Topic: queues[^old]") && page.contains("\nticket: 12\n"), "{page}");
}

#[test]
fn case_15_an_empty_value_stops_nothing() {
    let Some(book) = case("15").map(TestBook::write) else { return };
    let (said, page) = after(&book, LIFT, "src/a.md");
    assert!(page.starts_with("---\ntopic: queues\n---\n\n- Ticket:\n"), "{page}");
    assert!(said.contains("`ticket` has no value, so this stays in the text"), "{said}");
}

#[test]
fn case_16_a_status_as_a_list() {
    let Some(book) = case("16").map(TestBook::write) else { return };
    out(&book, LIFT);
    assert_eq!(read(&book, "src/a.md"), "---\ntitle: A\nstatus: draft\n---\n\n# A\n\nText.\n");
    assert_eq!(read(&book, "src/b.md"), "---\ntitle: B\nstatus: draft\n---\n\n# B\n\nText.\n");
}

#[test]
fn case_17_shortcodes_are_no_placeholders() {
    let Some(book) = case("17").map(TestBook::write) else { return };
    let found = book.found();
    assert!(!found.contains("P0704"), "{found}");
    assert!(
        found.contains("= help: write `[Disk is full](b.md)`") && found.contains("`{{% notice %}}`"),
        "{found}"
    );
}

#[test]
fn case_18_term_pages_are_nested() {
    let Some(book) = case("18").map(TestBook::build) else { return };
    let toc = book.html("toc.html");
    for (number, name) in [("3.1.", "Tag"), ("3.1.1.", "Green"), ("3.1.2.", "Red"), ("3.1.3.", "Round")] {
        assert!(toc.contains(&format!(">{number}</strong> {name}</a>")), "{toc}");
    }
}

#[test]
fn case_19_values_have_the_names_of_their_fields() {
    let Some(book) = case("19").map(TestBook::build) else { return };
    let catalog = json_of(&book, "book/html/patterns-index/catalog.json");
    let said = |at: usize| {
        let entry = &catalog["entries"][at];
        json!([entry["type"], entry["source"], entry["values"]["updated"], entry["values"]["authors"]])
    };
    assert_eq!(said(0), json!(["runbook", "src/a.md", "2026-03-01", ["Ann"]]));
    assert_eq!(said(1), json!(["runbook", "src/b.md", "2026-03", ["Ann"]]));
    assert_eq!(said(2), json!(["runbook", "src/c.md", "2026-03-01", ["Ann, Bob"]]));
}

#[test]
fn case_20_a_title_alone_is_not_lifted() {
    let Some(book) = case("20").map(TestBook::write) else { return };
    let before = read(&book, "src/welcome.md");
    assert_eq!(after(&book, LIFT, "src/welcome.md").1, before);
    assert_eq!(book.listed("title"), json!([{"title": "Timeout"}]));
}

#[test]
fn case_21_outside_links_are_related() {
    let Some(book) = case("21").map(TestBook::write) else { return };
    let (_, page) = after(&book, LIFT, "src/timeout.md");
    let related =
        "related:\n  retry: \"after it\"\n  \"[A talk about deadlines](https://example.org/talk)\": ~\n";
    assert!(page.contains(related) && !page.contains("## Related"), "{page}");
}

#[test]
fn case_22_a_front_page_is_no_entry() {
    let Some(book) = case("22").map(TestBook::build) else { return };
    assert_eq!(book.listed("title"), json!([{"title": "Use X"}]));
    assert!(book.main("decisions/index.html").contains("We took 1 decision."));
}

#[test]
fn case_23_aliases_and_date() {
    let Some(book) = case("23").map(TestBook::build) else { return };
    assert_eq!(book.found(), "mdbook-patterns: no problems in 2 pages\n");
    assert!(!book.root().join("book/html/Side store").exists());
    assert_eq!(book.listed("title,updated")[1]["updated"], json!("2026-01-02"));
}

#[test]
fn case_24_boxes_stay() {
    let Some(book) = case("24").map(TestBook::write) else { return };
    assert_eq!(out(&book, &["lift"]), "mdbook-patterns: nothing to lift\n");
}

#[test]
fn case_25_drafts_are_in_no_file() {
    let Some(book) = case("25").map(TestBook::build) else { return };
    assert_eq!(book.listed("title"), json!([{"title": "Done"}]));
    let mut folders = vec![book.root().join("book")];
    while let Some(folder) = folders.pop() {
        for file in fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
            if file.is_dir() {
                folders.push(file);
            } else {
                let text = String::from_utf8_lossy(&fs::read(&file).unwrap()).into_owned();
                assert!(!text.contains("Zebracorn"), "{}", file.display());
            }
        }
    }
}

#[test]
fn case_26_a_description_has_its_numbers() {
    let Some(book) = case("26").map(TestBook::build) else { return };
    let catalog = json_of(&book, "book/patterns/catalog.json");
    assert_eq!(catalog["entries"][0]["description"], json!("Here are 2 pages, 1 of them about the net."));
}

#[test]
fn case_27_included_front_matter_is_taken_out() {
    let Some(book) = case("27").map(TestBook::build) else { return };
    assert!(!book.main("guide.html").contains("Ops"), "{}", book.main("guide.html"));
    let found = book.found();
    assert!(found.contains("[P1107]") && !found.contains("[P0903]"), "{found}");
}

#[test]
fn case_28_the_page_of_missing_addresses_is_no_chapter() {
    let Some(book) = case("28").map(TestBook::write) else { return };
    assert!(!out(&book, &["summary"]).contains("404"));
    assert!(!book.found().contains("[P0903]"), "{}", book.found());
}

#[test]
fn case_29_numbers_keep_their_spelling() {
    let Some(book) = case("29").map(TestBook::build) else { return };
    let fields = &json_of(&book, "book/patterns/catalog.json")["entries"][0]["fields"];
    let wanted =
        json!({"extra": {"since": "2.30"}, "tags": ["3.10", "1_000"], "title": "Tool", "version": "1.10"});
    assert_eq!(*fields, wanted);
}

#[test]
fn case_30_tags_with_commas_are_several() {
    let Some(book) = case("30").map(TestBook::write) else { return };
    assert_eq!(book.listed("tags"), json!([{"tags": ["Go", "Java"]}, {"tags": ["Go", "Java"]}]));
}

#[test]
fn case_31_a_status_of_madr_is_two_facts() {
    let Some(book) = case("31").map(TestBook::build) else { return };
    assert_eq!(book.found(), "mdbook-patterns: no problems in 2 pages\n");
    assert!(out(&book, &["list", "--filter", "status:superseded"]).contains("1 entry"));
    assert!(book.main("0001-use-a.html").contains("patterns-notice-superseded"));
    assert!(book.main("0002-use-b.html").contains("Supersedes"));
}

#[test]
fn case_32_no_value_becomes_its_opposite() {
    let Some(book) = case("32").map(TestBook::write) else { return };
    let (said, page) = after(&book, FIX, "src/a.md");
    assert!(page.contains("status: incomplete"), "{page}");
    for value in ["incomplete", "unstable", "stale"] {
        assert!(said.contains(&format!("[P0204]: `{value}` is not a term")), "{said}");
    }
}

#[test]
fn case_33_a_slip_of_toml_costs_one_key() {
    let Some(book) = case("33").map(TestBook::build) else { return };
    let catalog = json_of(&book, "book/patterns/catalog.json");
    let fields: Vec<&Value> = catalog["entries"].as_array().unwrap().iter().map(|it| &it["fields"]).collect();
    let same = json!({"tier": "gold", "title": "Same in YAML"});
    assert_eq!(fields, [&json!({"tier": "gold", "title": "List"}), &json!({"title": "Date"}), &same]);
    assert_eq!(book.found().matches("error[P0102]").count(), 3, "{}", book.found());
}

#[test]
fn case_34_attributes_are_no_placeholders() {
    let Some(book) = case("34").map(TestBook::write) else { return };
    let found = book.found();
    assert!(!found.contains("P0704") && found.matches("[P0801]").count() == 2, "{found}");
}

#[test]
fn case_35_links_out_of_the_book_are_not_judged() {
    let Some(book) = case("35").map(TestBook::write) else { return };
    assert_eq!(book.found(), "mdbook-patterns: no problems in 2 pages\n");
}

#[test]
fn case_36_a_comment_is_not_published() {
    let Some(book) = case("36").map(TestBook::build) else { return };
    assert_eq!(book.listed("title,tier"), json!([{"title": "Retry: the basics", "tier": ["Gold"]}]));
    assert!(!book.main("a.html").contains("working title"));
    assert!(book.found().contains("quote it: `title: \"Retry: the basics\"`"), "{}", book.found());
}
