//! Front matter of every shape, read into fields; what a bad key costs: itself.

use crate::support::TestBook;
use mdbook_patterns::front_matter::{self, Fence};
use mdbook_patterns::schema::{FieldValue, Fields, Schema};

/// The fields of a page and the codes of its problems.
fn read(text: &str) -> (Fields, Vec<&'static str>) {
    let Fence::Closed(block) = front_matter::find(text) else { panic!("no front matter in {text}") };
    let mut problems = Vec::new();
    let written = front_matter::parse(text, &block, "page.md", &mut problems);
    let fields = Schema::default().read(written, &[], text, "page.md", &mut problems);
    (fields, problems.iter().map(|problem| problem.code.id()).collect())
}

/// The value of a field after a line of YAML, read without a problem.
fn yaml(field: &str, line: &str) -> Option<FieldValue> {
    let (fields, problems) = read(&format!("---\n{line}\n---\n"));
    assert_eq!(problems, Vec::<&str>::new(), "{line}");
    fields.get(field).map(|typed| typed.value.clone())
}

fn toml(field: &str, line: &str) -> Option<FieldValue> {
    let (fields, problems) = read(&format!("+++\n{line}\n+++\n"));
    assert_eq!(problems, Vec::<&str>::new(), "{line}");
    fields.get(field).map(|typed| typed.value.clone())
}

fn text(value: &str) -> Option<FieldValue> {
    Some(FieldValue::Text(value.to_owned()))
}

fn list(values: &[&str]) -> Option<FieldValue> {
    Some(FieldValue::List(values.iter().map(|&value| value.to_owned()).collect()))
}

/// The names that a field of terms or a relation holds, with what is said about each.
fn names(value: Option<FieldValue>) -> Vec<(String, Option<String>, Option<String>)> {
    match value {
        Some(FieldValue::References(references)) => {
            references.into_iter().map(|r| (r.name, r.aspect, r.note)).collect()
        }
        None => Vec::new(),
        other => panic!("no references: {other:?}"),
    }
}

/// DESIGN's table: each field with all names that it accepts.
const ALIASES: &[(&str, &[&str], &str)] = &[
    ("title", &["title", "Title", "TITLE"], "x"),
    (
        "short_title",
        &["short_title", "shortTitle", "linkTitle", "nav_title", "sidebar_label", "short-title"],
        "x",
    ),
    ("description", &["description", "summary", "tagline"], "x"),
    ("type", &["type", "content_type"], "x"),
    ("tier", &["tier", "excellence_tier"], "x"),
    ("category", &["category", "categories", "pattern_type"], "x"),
    ("tags", &["tags", "tag"], "x"),
    ("difficulty", &["difficulty", "level"], "x"),
    ("status", &["status"], "x"),
    ("recommendation", &["recommendation", "pattern_status"], "x"),
    ("relevance", &["relevance", "current_relevance"], "x"),
    ("laws", &["laws", "related_laws", "axioms", "related_axioms"], "x"),
    ("pillars", &["pillars", "related_pillars"], "x"),
    ("problems", &["problems", "challenges", "problem_domains"], "x"),
    ("related", &["related", "related_patterns"], "x"),
    ("prerequisites", &["prerequisites", "requires"], "x"),
    ("patterns", &["patterns"], "x"),
    ("authors", &["authors", "author", "deciders", "decision-makers"], "x"),
    ("license", &["license"], "x"),
    ("version", &["version"], "x"),
    ("superseded_by", &["superseded_by", "modern_alternatives"], "x"),
    ("supersedes", &["supersedes"], "x"),
    ("deprecation_reason", &["deprecation_reason"], "x"),
    ("problem", &["problem"], "x"),
    ("solution", &["solution"], "x"),
    ("trade_offs", &["trade_offs", "trade-offs", "tradeoffs"], "x"),
    ("use_when", &["use_when"], "x"),
    ("when_to_use", &["when_to_use"], "x"),
    ("when_not_to_use", &["when_not_to_use"], "x"),
    ("best_for", &["best_for"], "x"),
    ("essential_question", &["essential_question"], "x"),
    ("quote", &["quote"], "x"),
    ("examples", &["examples", "modern_examples"], "x"),
    ("checklist", &["checklist", "production_checklist"], "x"),
    ("introduced", &["introduced"], "\"2024\""),
    (
        "updated",
        &["updated", "date", "last_updated", "last_update", "lastmod", "modified", "date-modified"],
        "\"2024-03\"",
    ),
    ("consulted", &["consulted"], "x"),
    ("informed", &["informed"], "x"),
    ("reading_time", &["reading_time", "readtime", "estimated_time"], "5"),
    ("steps", &["steps"], "{title: \"A\"}"),
    ("audience", &["audience"], "x"),
    ("duration", &["duration"], "5"),
    ("order", &["order", "weight", "nav_order", "sidebar_position"], "5"),
    ("icon", &["icon"], "x"),
    ("image", &["image"], "x"),
    ("also_known_as", &["also_known_as", "aliases", "alias"], "x"),
    ("redirect_from", &["redirect_from"], "x"),
    ("draft", &["draft"], "true"),
    ("hide", &["hide"], "x"),
    ("search", &["search"], "{exclude: true}"),
    ("extra", &["extra"], "{a: {b: [1]}}"),
];

#[test]
fn every_alias_of_the_design_means_its_field_in_both_languages() {
    for (field, keys, value) in ALIASES {
        for key in *keys {
            assert!(yaml(field, &format!("{key}: {value}")).is_some(), "{key} is not {field} in YAML");
            let value = match value.chars().next().unwrap() {
                'x' => "\"x\"".to_owned(),
                '{' => value.replace(": ", " = "),
                _ => (*value).to_owned(),
            };
            assert!(toml(field, &format!("{key} = {value}")).is_some(), "{key} is not {field} in TOML");
        }
    }
}

#[test]
fn every_built_in_field_is_in_the_table_of_this_test() {
    let known: Vec<&str> = ALIASES.iter().map(|(field, ..)| *field).collect();
    let ours = ["id", "language", "prev", "next"];
    for field in Schema::default().fields() {
        assert!(
            known.contains(&field.name.as_str()) || ours.contains(&field.name.as_str()),
            "{}",
            field.name
        );
    }
}

#[test]
fn values_are_coerced_where_their_meaning_is_clear() {
    assert_eq!(yaml("reading_time", "reading_time: \"45 min\""), Some(FieldValue::Minutes(45)));
    assert_eq!(yaml("reading_time", "reading_time: 45"), Some(FieldValue::Minutes(45)));
    assert_eq!(yaml("reading_time", "reading_time: 1 h 30 min"), Some(FieldValue::Minutes(90)));
    assert_eq!(toml("reading_time", "reading_time = 45"), Some(FieldValue::Minutes(45)));
    assert_eq!(yaml("when_to_use", "when_to_use: Always"), list(&["Always"]));
    assert_eq!(yaml("when_to_use", "when_to_use: [a, 2, true]"), list(&["a", "2", "true"]));
    assert_eq!(yaml("checklist", "checklist:\n- key: value\n- b"), list(&["key: value", "b"]));
    assert_eq!(yaml("title", "title: 2001"), text("2001"));
    assert_eq!(yaml("version", "version: 1.10"), text("1.10"));
    assert_eq!(yaml("title", "title: yes"), text("yes"));
    assert_eq!(yaml("order", "order: \"3\""), Some(FieldValue::Number(3.0)));
    assert_eq!(yaml("draft", "draft: \"true\""), Some(FieldValue::Bool(true)));
    assert_eq!(yaml("title", "title: |\n  Two\n  lines"), text("Two\nlines"));
    assert_eq!(yaml("description", "description: >-\n  Two\n  lines"), text("Two lines"));
}

#[test]
fn dates_are_as_exact_as_written() {
    for (written, shown) in [
        ("2024", "2024"),
        ("2024-03", "2024-03"),
        ("2024-03-01", "2024-03-01"),
        ("2024-03-01T10:00:00Z", "2024-03-01"),
        ("2024-03-01 10:00:00 +0000", "2024-03-01"),
        ("2024-03-01 10:00 PM CET", "2024-03-01"),
    ] {
        for value in [
            yaml("updated", &format!("updated: {written}")),
            yaml("updated", &format!("updated: '{written}'")),
        ] {
            let Some(FieldValue::Date(date)) = value else { panic!("{written} is no date: {value:?}") };
            assert_eq!(date.to_string(), shown);
        }
    }
    let Some(FieldValue::Date(date)) = toml("updated", "updated = 2024-03-01") else { panic!("no date") };
    assert_eq!(date.to_string(), "2024-03-01");
}

#[test]
fn what_follows_a_date_is_said() {
    for written in ["2024-03-01 (updated 2024-04-01)", "2024-03-01 to 2024-04-01", "2024-03-01, by Ann"] {
        let book = TestBook::new().page("a.md", &format!("---\nupdated: {written}\n---\n# A\n")).write();
        let found = book.found();
        assert!(found.contains(&format!("`{written}` is not a date")), "{found}");
        assert!(found.contains("`2024-03-01` is read, and the rest is not"), "{found}");
        assert_eq!(
            book.run(&["list", "--columns", "updated", "--format", "csv"]).stdout,
            "updated\r\n2024-03-01\r\n"
        );
    }
}

#[test]
fn nothing_is_none() {
    for line in [
        "prerequisites:",
        "prerequisites: ~",
        "prerequisites: null",
        "prerequisites: []",
        "prerequisites: \"\"",
        "title:",
        "title: \"\"",
        "tags: [~]",
        "quote:",
    ] {
        let field = line.split(':').next().unwrap();
        assert_eq!(yaml(field, line), None, "{line}");
    }
}

#[test]
fn laws_have_four_shapes() {
    let one = |name: &str, aspect: Option<&str>, note: Option<&str>| {
        (name.to_owned(), aspect.map(str::to_owned), note.map(str::to_owned))
    };
    assert_eq!(
        names(yaml("laws", "laws: [failure, latency]")),
        [one("failure", None, None), one("latency", None, None)]
    );
    assert_eq!(names(yaml("laws", "laws: [1, 2]")), [one("1", None, None), one("2", None, None)]);
    assert_eq!(
        names(yaml("laws", "laws:\n  failure: how\n  latency:")),
        [one("failure", None, Some("how")), one("latency", None, None)]
    );
    let lists = "laws:\n  primary:\n  - {number: 1, aspect: a, description: d}\n  secondary:\n  - number: 2\n    aspect: b";
    assert_eq!(names(yaml("laws", lists)), [one("1", Some("a"), Some("d")), one("2", Some("b"), None)]);
    let lists = "[[laws.primary]]\nnumber = 1\naspect = \"a\"\ndescription = \"d\"\n[[laws.secondary]]\nnumber = 2\naspect = \"b\"";
    assert_eq!(names(toml("laws", lists)), [one("1", Some("a"), Some("d")), one("2", Some("b"), None)]);
}

#[test]
fn people_are_texts_or_tables() {
    let value =
        yaml("authors", "authors:\n- Ann\n- {name: Bob, url: \"https://b\", email: b@c}\n- {github: carl}");
    let Some(FieldValue::People(people)) = value else { panic!("no people: {value:?}") };
    let names: Vec<&str> = people.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["Ann", "Bob", "carl"]);
    assert_eq!(people[1].url.as_deref(), Some("https://b"));
    assert_eq!(people[1].email.as_deref(), Some("b@c"));
}

/// A bad line between a title and a tier, with what it is reported as.
const BAD: &[(&str, &[&str])] = &[
    ("reading_time: [X] min", &["P0102"]),
    ("status: {a: b", &["P0102"]),
    ("status: \"open", &["P0102"]),
    ("description: Scenario: Bad News", &["P0103"]),
    ("status: *nobody", &["P0102"]),
    ("updated: 2023-02-30", &["P0203"]),
    ("summary: @home", &["P0102"]),
    ("summary: `code` first", &["P0102"]),
    ("\tsummary: tab", &["P0102"]),
];

#[test]
fn one_bad_key_costs_one_key() {
    for (line, codes) in BAD {
        for end in ["\n", "\r\n"] {
            let text = format!("---{end}title: Page{end}{line}{end}tier: gold{end}---{end}# Page{end}");
            let (fields, problems) = read(&text);
            assert_eq!(fields.text("title"), Some("Page"), "{text:?}");
            assert_eq!(fields.references("tier").len(), 1, "{text:?}");
            assert_eq!(problems, *codes, "{text:?}");
        }
    }
}

#[test]
fn one_bad_key_of_toml_costs_one_key() {
    for line in ["status = oops", "status = [1,", "status = \"open", "status =", "= 1"] {
        let text = format!("+++\ntitle = \"Page\"\n{line}\ntier = \"gold\"\n+++\n");
        let (fields, problems) = read(&text);
        assert_eq!(fields.text("title"), Some("Page"), "{text:?}");
        assert!(
            !problems.is_empty() && problems.iter().all(|code| *code == "P0102"),
            "{problems:?} {text:?}"
        );
    }
}

#[test]
fn toml_of_great_depth_is_refused() {
    let (_, problems) = read(&format!("+++\ntitle = \"Page\"\nx-deep = {}\n+++\n", "[".repeat(10_000)));
    assert!(problems.contains(&"P0102"), "{problems:?}");
    let (_, problems) = read(&format!("+++\ntitle = \"Page\"\n[x{}]\n+++\n", ".a".repeat(10_000)));
    assert!(!problems.is_empty());
}

/// In YAML a `#` after white space begins a comment, in a text that had to be fixed as well.
#[test]
fn the_comment_of_a_title_with_a_colon_is_none_of_its_words() {
    for (line, title) in [
        ("title: Retry: the basics # working title", "Retry: the basics"),
        ("title: Retry: C# and F#", "Retry: C# and F#"),
        ("title: Retry: the\n  basics # one\n  of it # two", "Retry: the basics of it"),
    ] {
        let book = TestBook::new().page("a.md", &format!("---\n{line}\ntier: gold # yes\n---\n")).write();
        let listed = book.run(&["list", "--columns", "title,tier", "--format", "csv"]).stdout;
        assert_eq!(listed, format!("title,tier\r\n{title},Gold\r\n"), "{line}");
    }
}

#[test]
fn text_between_rules_stays_text_and_is_said() {
    let blocks = [
        "---\n- first\n- second\n---",
        "---\n> quoted: words\n---",
        "---\n[a link](https://example.org/)\n...",
        "+++\nplain words\n+++",
    ];
    for block in blocks {
        let book = TestBook::new().page("a.md", &format!("{block}\n\nText.\n")).write();
        let page = book.expanded("a.md", "markdown");
        assert!(page.contains(block), "{block}\n{page}");
        let said = book.run(&["check"]).stdout;
        assert!(
            said.contains("error[P0102]: front matter must be keys with values\n --> src/a.md:2:1"),
            "{said}"
        );
        assert!(said.contains("until then readers see it as text"), "{said}");
    }
}

#[test]
fn an_anchor_is_known_beside_a_key_that_cannot_be_read() {
    for (keys, field, expected, codes) in [
        (
            "title: Sub: x\ntags: &t [red, green]\nalso_known_as: *t",
            "also_known_as",
            "red green",
            &["P0103"][..],
        ),
        ("tags: &t [red]\nbest_for: *t\nproblem: [open", "tags", "red", &["P0102"]),
        (
            "tags: &t\n  - red\n  - &g green\nalso_known_as:\n  - *g\n  - blue\ntitle: 'it''s",
            "also_known_as",
            "green blue",
            &["P0102"],
        ),
        (
            "tags: &t [red]\nbest_for: *gone\nalso_known_as: *t\ntitle: a: b",
            "also_known_as",
            "red",
            &["P0102", "P0103"],
        ),
        ("also_known_as: *t\ntags: &t [red]\ntitle: a: b", "also_known_as", "", &["P0102", "P0103"]),
        (
            "tags: &t [red]\ntags: [blue]\ntitle: a: b\nalso_known_as: *t",
            "also_known_as",
            "red",
            &["P0104", "P0103"],
        ),
    ] {
        let (fields, problems) = read(&format!("---\n{keys}\n---\n"));
        let said = match fields.get(field).map(|typed| &typed.value) {
            Some(FieldValue::List(items)) => items.join(" "),
            Some(FieldValue::References(items)) => {
                items.iter().map(|item| item.name.as_str()).collect::<Vec<_>>().join(" ")
            }
            _ => String::new(),
        };
        let problems: Vec<&str> = problems.into_iter().filter(|code| *code != "P0202").collect();
        assert_eq!((said.as_str(), problems.as_slice()), (expected, codes), "{keys}");
    }
}
