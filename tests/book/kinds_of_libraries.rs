//! More members of the kinds of library: other languages, other separators, other places. What is clear is read, and what is
//! not is named.

use crate::support::{Built, TestBook};
use serde_json::{Value, json};

const READ_TEXT: &str = "[preprocessor.patterns]\nread-text = true\n";

/// One value of the only entry of a page.
fn value(front_matter: &str, column: &str) -> Value {
    let page = format!("---\n{front_matter}\n---\n# A\n");
    TestBook::new().page("a.md", &page).write().listed(&format!("id,{column}"))[0][column].clone()
}

fn codes(book: &Built) -> Vec<String> {
    let found = book.found();
    let code = |line: &str| Some(line.split_once('[')?.1.split_once("]: ")?.0.to_owned());
    found
        .lines()
        .filter(|line| line.starts_with("warning[") || line.starts_with("error["))
        .filter_map(code)
        .collect()
}

#[test]
fn dates_of_other_languages_are_read_where_they_mean_one_day() {
    for (written, day) in [
        ("12 mars 2024", "2024-03-12"),
        ("12. März 2024", "2024-03-12"),
        ("2024年3月12日", "2024-03-12"),
        ("1er mai 2024", "2024-05-01"),
        ("3 de marzo de 2024", "2024-03-03"),
        ("12 марта 2024", "2024-03-12"),
        ("12 févr. 2024", "2024-02-12"),
        ("12 листопада 2024", "2024-11-12"),
    ] {
        assert_eq!(value(&format!("updated: \"{written}\""), "updated"), json!(day), "{written}");
        let text = format!("# A\n\n- Updated: {written}\n- Status: draft\n");
        let book = TestBook::new().config(READ_TEXT).page("a.md", &text).write();
        assert_eq!(book.listed("updated")[0]["updated"], json!(day), "{written} in the text");
    }
    for written in [
        "12.03.2024",
        "03/04/2024",
        "12 jui 2024",
        "1 listopada 2024",
        "令和6年3月12日",
        "2024年3月-12月",
        "2024年3月,5月",
        "2024년 3월, 5월",
        "2024年12日",
        "12. lip 2024",
        "12 srp 2024",
        "12 Mae 2024",
        "kesä 2024",
        "Set 12 2024",
        "out 2 2024",
        "15 Nisan 5784",
    ] {
        assert_eq!(value(&format!("updated: \"{written}\""), "updated"), Value::Null, "{written}");
        let book = TestBook::new().page("a.md", &format!("---\nupdated: \"{written}\"\n---\n# A\n")).write();
        assert_eq!(codes(&book), ["P0203"], "{written}");
    }
}

#[test]
fn lift_and_fix_leave_what_is_no_day() {
    let text = "# A\n\n- Status: accepted\n- Date: 2024年3月-12月\n";
    let book = TestBook::new()
        .page("a.md", text)
        .page("b.md", "---\nupdated: 12 srp 2024\n---\n# B\n")
        .page("c.md", "---\nstatus: accepted out 2 2024\n---\n# C\n")
        .page("d.md", "---\nstatus: Accepted on 12 srp 2024\n---\n# D\n")
        .write();
    let read = |file: &str| std::fs::read_to_string(book.root().join("src").join(file)).unwrap();
    book.run(&["lift", "--write", "--force"]);
    book.run(&["check", "--fix", "--force"]);
    assert!(read("a.md").ends_with("# A\n\n- Date: 2024年3月-12月\n"), "{}", read("a.md"));
    assert!(read("b.md").contains("\nupdated: 12 srp 2024\n"), "{}", read("b.md"));
    assert!(codes(&book).iter().filter(|code| *code == "P0204").count() > 1, "{}", book.found());
    for page in &book.listed("id,updated").as_array().unwrap()[1..] {
        assert_eq!(page["updated"], Value::Null, "{page}");
    }
}

#[test]
fn a_remark_in_english_is_no_second_date() {
    let words = "led set out ago sub gen mag ene tem kas ara lip dub sty ott mai mars elo ruled";
    let words: Vec<&str> = words.split(' ').collect();
    let book = words.iter().fold(TestBook::new().config(READ_TEXT), |book, word| {
        book.page(
            &format!("{word}.md"),
            &format!("# A\n\n- Date: 2024-03-01 ({word} by Ann)\n- Status: draft\n"),
        )
    });
    let listed = book.write().listed("id,updated");
    assert_eq!(listed.as_array().unwrap().len(), words.len());
    for page in listed.as_array().unwrap() {
        assert_eq!(page["updated"], json!("2024-03-01"), "{page}");
    }
}

#[test]
fn a_status_that_the_book_declares_counts_before_words_for_it() {
    let config =
        |terms: &str| format!("[preprocessor.patterns]\n[preprocessor.patterns.taxonomy.status]\n{terms}\n");
    let czech = "terms = [\"Navrženo\", \"Přijato\", \"Nahrazeno\"]";
    let german = "terms = [\"Akzeptiert\", \"Abgelöst\"]";
    let alias = "terms = [\"Akzeptiert\", { id = \"alt\", label = \"Alt\", aliases = [\"ersetzt\"] }]";
    let whole = "terms = [\"Superseded by design\"]";
    for (terms, status, wanted, successor) in [
        (czech, "Nahrazeno (2024-03-12)", "Nahrazeno", false),
        (german, "Abgelöst durch [B](b.md)", "Abgelöst", true),
        (alias, "Ersetzt durch [B](b.md)", "Alt", true),
        ("terms = [\"Replaced\"]", "replaced by [B](b.md)", "Replaced", true),
        (whole, "Superseded by design", "Superseded by design", false),
    ] {
        let front_matter = TestBook::new().page("a.md", &format!("---\nstatus: \"{status}\"\n---\n# A\n"));
        let text = TestBook::new().page("a.md", &format!("# A\n\n- Status: {status}\n"));
        let read_text = config(terms).replace("patterns]\n[", "patterns]\nread-text = true\n[");
        for book in [front_matter.config(&config(terms)), text.config(&read_text)] {
            let book = book.page("b.md", "# B\n").write();
            let listed = book.listed("id,status,superseded-by");
            assert_eq!(listed[0]["status"], json!([wanted]), "{status}: {listed}\n{}", book.found());
            assert_eq!(listed[0]["superseded-by"] != Value::Null, successor, "{status}: {listed}");
            assert!(!codes(&book).contains(&"P0204".to_owned()), "{}", book.found());
        }
    }
    let nobody = "---\nstatus: Nahrazeno v roce 2024\n---\n# A\n";
    let book = TestBook::new().page("a.md", nobody).write();
    assert_eq!(codes(&book), ["P0204"], "{}", book.found());
}

#[test]
fn no_term_ends_with_the_word_before_a_day() {
    for status in ["Akzeptiert am 12. März 2024", "accepté le 12 mars 2024", "aceptado el 3 de marzo de 2024"]
    {
        let listed = TestBook::new()
            .config("[preprocessor.patterns]\n[preprocessor.patterns.taxonomy.status]\nopen = true\n")
            .page("a.md", &format!("---\nstatus: {status}\n---\n# A\n"))
            .write()
            .listed("status");
        let said = listed[0]["status"][0].as_str().unwrap().to_lowercase();
        assert_eq!(said, status.to_lowercase());
    }
}

#[test]
fn a_day_that_is_lifted_is_no_update() {
    let new = "---\nupdated: 2024-01-01\n---\n# B\n";
    let book = TestBook::new()
        .page("a.md", "# A\n\n- Date: 2019\n- Status: accepted\n")
        .page("b.md", new)
        .page("c.md", new)
        .write();
    assert_eq!(book.run(&["lift", "--write", "--force"]).code, Some(0));
    let lifted = std::fs::read_to_string(book.root().join("src/a.md")).unwrap();
    assert_eq!(lifted, "---\ntitle: A\ndate: 2019\nstatus: accepted\n---\n\n# A\n");
    assert!(!codes(&book).contains(&"P0905".to_owned()), "{}", book.found());
    assert_eq!(book.listed("id,updated")[0]["updated"], json!("2019"));
}

#[test]
fn who_took_over_is_said_in_many_ways() {
    let library = |page: String| {
        TestBook::new().page("a.md", &page).page("0002-b.md", "---\nstatus: accepted\n---\n# Use B\n").write()
    };
    for status in [
        "Superseded (by 0002-b)",
        "superseded (by [B](0002-b.md))",
        "abgelöst durch [B](0002-b.md)",
        "Remplacé par [B](0002-b.md)",
        "Reemplazado por 0002-b",
    ] {
        let front_matter = library(format!("---\nstatus: \"{status}\"\n---\n# A\n"));
        let text = library(format!("# A\n\n## Status\n\n{status}\n\n## Context\n"));
        let text = {
            std::fs::write(text.root().join("book.toml"), format!("[book]\ntitle = \"T\"\n{READ_TEXT}"))
                .unwrap();
            text
        };
        for book in [front_matter, text] {
            let listed = book.listed("id,status,superseded-by");
            assert_eq!(listed[0]["status"], json!(["Superseded"]), "{status}: {listed}");
            assert!(listed[0]["superseded-by"][0].as_str().unwrap().contains("0002-b"), "{status}: {listed}");
            assert_eq!(codes(&book), Vec::<String>::new(), "{status}: {}", book.found());
        }
    }
}

#[test]
fn a_status_that_says_more_than_pages_is_one_report() {
    for (status, message) in [
        ("superseded by Use B for new code", "`Use B for new code` says more than which page it is"),
        (
            "superseded by [B](0002-b.md) for new code",
            "is one value of `status`, for it says more than a term and pages",
        ),
    ] {
        let book = TestBook::new()
            .page("a.md", &format!("---\nstatus: {status}\n---\n# A\n"))
            .page("0002-b.md", "---\nstatus: accepted\n---\n# Use B\n")
            .write();
        assert_eq!(codes(&book), ["P0207"], "{}", book.found());
        assert!(book.found().contains(message), "{}", book.found());
    }
}

#[test]
fn a_successor_that_is_no_page_is_reported_once_as_one() {
    let text = "# A\n\n## Status\n\nSuperseded by [Gone](gone.md)\n\n## Context\n";
    let book = TestBook::new().config(READ_TEXT).page("a.md", text).write();
    // The link is another matter: readers follow it.
    assert_eq!(codes(&book), ["P0301", "P0801"], "{}", book.found());
    let text = "# A\n\n## Status\n\nSuperseded by Use B (see the log)\n\n## Context\n";
    let found = TestBook::new().config(READ_TEXT).page("a.md", text).write().found();
    assert!(found.contains("`Use B (see the log)` is not a page of this book"), "{found}");
}

#[test]
fn two_terms_of_a_section_are_none() {
    let text = "# A\n\nText.\n\n## 1. Status\n\n- Proposed\n- Accepted\n";
    let book = TestBook::new().page("a.md", text).write();
    let lifted = book.run(&["lift"]);
    assert_eq!(lifted.stdout, "");
    assert!(
        lifted.stderr.contains("the section says two terms of `status`, `Proposed` and `Accepted`"),
        "{}",
        lifted.stderr
    );
    // A heading with a number is the same heading, and a picture that the term does not have is said, too.
    let one = "# A\n\nText.\n\n## 2) Status\n\nAccepted\n";
    let book =
        TestBook::new().page("a.md", one).page("b.md", "# B\n\nText.\n\n## Status\n\nAccepted 🎉\n").write();
    assert_eq!(book.run(&["lift", "--write", "--force"]).code, Some(0));
    let read = |file: &str| std::fs::read_to_string(book.root().join("src").join(file)).unwrap();
    assert_eq!(read("a.md"), "---\ntitle: A\nstatus: accepted\n---\n\n# A\n\nText.\n");
    assert!(read("b.md").ends_with("## Status\n\nAccepted 🎉\n"), "{}", read("b.md"));
}

#[test]
fn a_heading_in_a_list_is_a_title_where_the_page_is_that_list() {
    for (text, title) in [
        ("- # Use Kafka\n- It is fast.\n", "Use Kafka"),
        ("tags:: one\n\n- # Use Kafka\n", "Use Kafka"),
        ("Some words.\n\n- # Not a title\n", "Page"),
        ("> # A motto\n\nText.\n", "Page"),
        ("1. # One\n2. # Two\n", "Page"),
        ("1. # Use Kafka\n", "Use Kafka"),
        ("- - # Use Kafka\n", "Use Kafka"),
        ("<!-- mine -->\n\n- # Use Kafka\n", "Use Kafka"),
        ("<a id=\"top\"></a>\n\n- # Use Kafka\n", "Use Kafka"),
        ("{{#patterns breadcrumbs}}\n\n- # Use Kafka\n", "Use Kafka"),
    ] {
        let book = TestBook::new().config("[preprocessor.patterns]\nentries = { paths = [\"a.md\"] }\n");
        let book = book.page("a.md", text).summary("- [Page](a.md)\n").write();
        assert_eq!(book.listed("title")[0]["title"], json!(title), "{text}");
    }
}

#[test]
fn keys_are_read_below_a_heading_of_another_level_and_an_include() {
    let config = "[preprocessor.patterns]\nread-text = true\nentries = { paths = [\"a.md\"] }\n\
                  [preprocessor.patterns.field.ticket]\ntype = \"markdown\"\n";
    let key = "Ticket: <https://example.org/1>";
    for head in [
        "## Tuples\n\n",
        "# Tuples\n\n[!INCLUDE[note](../note.md)]\n\n",
        "Tuples\n===\n\n{% include note.html %}\n\n",
        "# Tuples\n\n{%- include-markdown \"note.md\" -%}\n\n",
        "# Tuples\n\n{{< include note.md >}}\n\n",
        "# Tuples\n\n--8<-- \"note.md\"\n\n",
    ] {
        let book = TestBook::new().config(config).page("a.md", &format!("{head}{key}\n\nText.\n")).write();
        assert_eq!(book.listed("ticket")[0]["ticket"], json!("<https://example.org/1>"), "{head}");
    }
    for head in [
        "# A\n\n{% raw %}\n\n",
        "# A\n\n{% comment %}\n\n",
        "# A\n\n{% if internal %}\n\n",
        "# A\n\n{% hint %}\n\n",
        "# A\n\n{{< example >}}\n\n",
        "# A\n\n{% include %}\n\n",
        "# A\n\n{{ page.note }}\n\n",
    ] {
        let text = format!("{head}{key}\n\n- Status: accepted\n");
        let book = TestBook::new().config(config).page("a.md", &text).write();
        assert_eq!(book.listed("ticket,status"), json!([{"ticket": null, "status": null}]), "{head}");
        assert_eq!(book.run(&["lift"]).stdout, "", "{head}");
    }
    let two = format!(
        "# A\n\n{key}\nDiscussion: <https://example.org/a-very-long-address/of-a-discussion/12345>\n"
    );
    let book = TestBook::new().config(config).page("a.md", &two).write();
    assert_eq!(book.listed("ticket")[0]["ticket"], json!("<https://example.org/1>"));
}

#[test]
fn the_first_of_several_sections_is_no_head() {
    for text in [
        "## Example response\n\n- Status: accepted\n- Date: 2024-01-01\n- Version: 1.1\n\n## Errors\n\nText.\n",
        "### Response headers\n\n| Status | Version |\n|---|---|\n| accepted | 1.1 |\n\n### Next\n\nText.\n",
        "## Fields of a record\n\n> A quote of it.\n\n## Others\n\nText.\n",
        "### Deep\n\n- Status: accepted\n- Version: 1.1\n\n## Higher\n\nText.\n",
    ] {
        let config = "[preprocessor.patterns]\nread-text = true\nentries = { paths = [\"a.md\"] }\n";
        let book = TestBook::new().config(config).page("a.md", text).write();
        assert_eq!(book.listed("status,version"), json!([{"status": null, "version": null}]), "{text}");
        assert_eq!(book.run(&["lift"]).stdout, "", "{text}");
    }
}

#[test]
fn a_sentence_below_a_label_is_one() {
    let config = format!("{READ_TEXT}[preprocessor.patterns.field.goal]\ntype = \"text\"\n");
    for (text, wanted) in [
        ("Goal: faster builds\nfor everybody who waits.", vec![]),
        ("Goal: faster builds\nOther words.", vec!["P0340"]),
    ] {
        let book = TestBook::new().config(&config).page("a.md", &format!("# A\n\n{text}\n")).write();
        assert_eq!(codes(&book), wanted, "{}", book.found());
    }
}

#[test]
fn data_beside_a_page_and_front_matter_in_code_are_meant() {
    let schema =
        "\"$schema\": x\ntitle: Order\ndescription: D\ntype: object\nproperties:\n  id: {type: string}\n";
    let metadata = "title: C\nstatus: accepted\ntags: [x]\n";
    let long = format!("title: L\nstatus: accepted\ntags: [x]\nnotes: {}\n", "x".repeat(70_000));
    let book = TestBook::new()
        .page("order.md", "# Order\n")
        .page("long.md", "# L\n")
        .page("s/README.md", "# S\n")
        .page("k/README.md", "# K\n")
        .page("k/k.md", "---\nstatus: draft\n---\n# K, too\n")
        .page("m/README.md", "# M\n")
        .page(
            "code.md",
            "# Code\n\n```yaml\n{{#include part.md:2:4}}\n```\n\n```\n{{#include part.md:3}}\n```\n",
        )
        .file("src/part.md", "---\ntitle: Part\nauthors: Ann\nstatus: draft\n---\nText.\n")
        .file("src/order.yaml", schema)
        .file("src/long.yaml", long)
        .file("src/s/order.yaml", schema)
        .file("src/s/rule.yml", "title: R\nid: 1\nstatus: test\nauthor: A\ndate: 2024-01-01\ntags: [x]\n")
        .file("src/s/config.yml", "title: X\ndescription: D\nauthors: A\nurl: https://example.org\n")
        .file("src/k/k.yaml", metadata)
        .file("src/m/m.yaml", metadata)
        .write();
    let found = book.found();
    assert_eq!(codes(&book).iter().filter(|code| *code == "P1107").count(), 1, "{found}");
    assert!(found.contains("`m.yaml` beside the page holds fields, and is not read"), "{found}");
}

#[test]
fn two_fields_of_one_label_are_told_apart_in_front_matter() {
    let fields = "[preprocessor.patterns]\n[preprocessor.patterns.field.a]\ntype = \"text\"\nlabel = \"Links\"\n\
                  [preprocessor.patterns.field.b]\ntype = \"text\"\nlabel = \"links\"\n";
    let book = TestBook::new().config(fields).page("a.md", "---\na: x\nb: y\n---\n# A\n").build();
    assert_eq!((book.stderr(), codes(&book)), (String::new(), Vec::new()));
}

#[test]
fn an_old_address_is_looked_for_in_its_own_field() {
    let page = "---\nredirect_from: \"..\\u002fout.html\"\ntitle: ../out.html\n---\n# A\n";
    let found = TestBook::new().page("a.md", page).write().found();
    assert!(found.contains("[P0306]") && found.contains("src/a.md:2"), "{found}");
}

#[test]
fn front_matter_that_stands_elsewhere_is_named() {
    let part = "---\ntitle: Part\nauthors: Ann\n---\nText.\n";
    let book = TestBook::new()
        .page("a.md", "# A\n\n{{#include part.md:2:}}\n")
        .page("kept/README.md", "# Kept\n\nText.\n")
        .page("b.md", "# B\n")
        .page("c/README.md", "# C\n")
        .file("src/part.md", part)
        .file("src/kept/kep.yaml", "title: Kept\nstatus: accepted\nauthors: [Ann]\n")
        .file("src/b.yaml", "title: B\nstatus: accepted\ntags: [x]\n")
        // Settings of programs have no title, or a sign before their name.
        .file("src/c/Chart.yaml", "name: c\nversion: 1.0\ndescription: D\ntype: application\n")
        .file("src/c/_config.yml", "title: C\nauthor: Ann\nversion: 1\n")
        .write();
    let found = book.found();
    assert_eq!(codes(&book), ["P1107", "P1107", "P1107"], "{found}");
    for told in [
        "the lines of `part.md` that are included are in its front matter, and show as text",
        "begin after it: `{{#include part.md:5:}}`",
        "`kep.yaml` beside the page holds fields, and is not read",
        "`b.yaml` beside the page holds fields, and is not read",
    ] {
        assert!(found.contains(told), "{told}\n{found}");
    }
}

#[test]
fn signs_of_other_scripts_separate_values_in_a_help() {
    let book = TestBook::new()
        .page("a.md", "---\ntags: go、java，rust\n---\n# A\n")
        .page("b.md", "---\ntags: [go, java, rust]\n---\n# B\n")
        .page("c.md", "---\ntags: go · java\n---\n# C\n")
        .write();
    let found = book.found();
    assert!(found.contains("= help: write a list, `[go, java, rust]`\n"), "{found}");
    assert!(
        found.contains(
            "= help: write a list, `[go, java]`, or set `split = \"·\"` for the field in book.toml\n"
        ),
        "{found}"
    );
}
