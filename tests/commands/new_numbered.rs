//! `new` follows what the folder shows: numbers, dates, status, spelling. The day is 2026-03-01, see `run`.

use std::fs;

use crate::run;
use crate::support::{Built, Run, TestBook, shared};

fn read(book: &Built, path: &str) -> String {
    fs::read_to_string(book.root().join(path)).unwrap_or_else(|_| panic!("there is no {path}"))
}

/// A book with decisions of these names, titles and further fields.
fn book(pages: &[(&str, &str, &str)]) -> TestBook {
    let list: String =
        pages.iter().map(|(file, title, _)| format!("- [{title}](decisions/{file}.md)\n")).collect();
    let book = TestBook::new().summary(&format!("# Summary\n\n- [Start](start.md)\n{list}- [End](end.md)\n"));
    let book = book.file("src/start.md", "# Start\n").file("src/end.md", "# End\n");
    pages.iter().fold(book, |book, (file, title, fields)| {
        let text =
            format!("---\ntitle: \"{title}\"\ntype: adr\nauthors: [Ann]\n{fields}---\n\n# {title}\n\nx\n");
        book.file(&format!("src/decisions/{file}.md"), text)
    })
}

#[track_caller]
fn adr(book: &Built, args: &[&str]) -> Run {
    let made = run(book, &[&["new", "adr"], args].concat());
    assert_eq!((made.code, made.stderr.as_str()), (Some(0), ""), "{args:?}");
    made
}

#[test]
fn the_case_of_a_numbered_folder() {
    let Some(shared) = shared() else { return };
    let book = TestBook::from_dir(shared.join("cases/authors/06-new-in-a-numbered-folder")).write();
    let made = adr(&book, &["Choice four", "--supersedes", "2"]);
    assert_eq!(
        made.stdout,
        "wrote src/decisions/0004-choice-four.md\nadded it to src/SUMMARY.md\nsuperseded src/decisions/0002-choice-2.md\n"
    );
    insta::assert_snapshot!(read(&book, "src/decisions/0004-choice-four.md"));
    assert!(
        read(&book, "src/SUMMARY.md")
            .ends_with("(decisions/0003-choice-3.md)\n- [Choice four](decisions/0004-choice-four.md)\n")
    );
    let old = read(&book, "src/decisions/0002-choice-2.md");
    assert!(
        old.contains("\nstatus: superseded\nauthors: [Ann]\nsuperseded_by: 0004-choice-four\n---\n"),
        "{old}"
    );
    let found = run(
        &book,
        &["check", "--allow", "P0602", "--allow", "P1104", "--allow", "P0205", "--allow", "P0704"],
    );
    assert!(found.stdout.contains("no problems"), "{}", found.stdout);
}

#[test]
fn the_number_is_written_as_the_others_are() {
    for (names, expected) in [
        (&["0001-a", "0002-b"][..], "0003-new-one"),
        (&["001-a", "007-b"], "008-new-one"),
        (&["1-a", "2-b", "9-c"], "10-new-one"),
        (&["adr-0001-a", "adr-0004-b"], "adr-0005-new-one"),
        (&["ADR-7-a", "ADR-8-b"], "ADR-9-new-one"),
        (&["0001_use_a", "0002_use_b"], "0003_new_one"),
        (&["010-a", "020-b"], "030-new-one"),
        (&["2025-12-31-a", "2026-01-02-b"], "2026-03-01-new-one"),
        (&["use-a", "use-b"], "new-one"),
        (&["v2-api"], "new-one"),
        (&["2024-retro", "2025-retro"], "new-one"),
    ] {
        let pages: Vec<(&str, &str, &str)> = names.iter().map(|name| (*name, "T", "")).collect();
        let book = book(&pages)
            .file("src/decisions/README.md", "# Decisions\n")
            .file("src/decisions/template.md", "# T\n")
            .write();
        let made = adr(&book, &["New one"]);
        assert!(
            made.stdout.starts_with(&format!("wrote src/decisions/{expected}.md\n")),
            "{names:?}: {}",
            made.stdout
        );
    }
}

#[test]
fn a_file_that_no_summary_names_counts_too_and_order_is_kept() {
    let book = book(&[("0002-b", "B", ""), ("0001-a", "A", "category: x\n")])
        .file("src/decisions/0007-draft.md", "# Draft\n")
        .write();
    adr(&book, &["New one", "--set", "category=x"]);
    assert!(
        read(&book, "src/SUMMARY.md")
            .contains("(decisions/0002-b.md)\n- [New one](decisions/0008-new-one.md)\n"),
        "{}",
        read(&book, "src/SUMMARY.md")
    );
}

#[test]
fn titles_and_keys_with_the_number_go_on() {
    let book = book(&[
        ("0001-a", "ADR-0001: A", "id: ADR-0001\norder: 1\ndate: 2024-01-01\nstatus: Accepted\n"),
        ("0002-b", "ADR-0002: B", "id: ADR-0002\norder: 2\ndate: 2024-02-01\nstatus: Accepted\n"),
    ])
    .write();
    adr(&book, &["New one", "--supersedes", "ADR-0001", "--supersedes", "decisions/0002-b.md"]);
    let text = read(&book, "src/decisions/0003-new-one.md");
    for line in [
        "title: \"ADR-0003: New one\"",
        "id: ADR-0003",
        "order: 3",
        "date: 2026-03-01",
        "status: Proposed",
        "# ADR-0003: New one",
    ] {
        assert!(text.lines().any(|known| known == line), "{line}\n{text}");
    }
    assert!(text.contains("\nauthors: [") && !text.contains("deciders"), "{text}");
    for old in ["0001-a", "0002-b"] {
        let old = read(&book, &format!("src/decisions/{old}.md"));
        assert!(old.contains("\nstatus: Superseded\nsuperseded_by: 0003-new-one\n---\n"), "{old}");
    }
    assert!(read(&book, "src/SUMMARY.md").contains("- [ADR-0003: New one](decisions/0003-new-one.md)\n"));
}

#[test]
fn the_page_that_is_replaced_may_be_named_by_its_file() {
    let book = book(&[("0001-a", "A", "status: accepted\n")]).write();
    adr(&book, &["B", "--supersedes", "src/decisions/0001-a.md"]);
    assert!(read(&book, "src/decisions/0001-a.md").contains("status: superseded\n"));
}

#[test]
fn the_day_stands_under_the_key_that_the_folder_has() {
    for (key, line) in [
        ("introduced", "introduced: 2026-03-01"),
        ("last_updated", "last_updated: 2026-03-01"),
        ("date", "date: 2026-03-01"),
    ] {
        let book = book(&[
            ("0001-a", "A", &format!("{key}: 2024-01-01\n")),
            ("0002-b", "B", &format!("{key}: 2024-01-02\n")),
        ])
        .write();
        adr(&book, &["New one"]);
        let text = read(&book, "src/decisions/0003-new-one.md");
        assert_eq!(text.matches("2026-03-01").count(), 1, "{text}");
        assert!(text.lines().any(|known| known == line), "{text}");
    }
}

#[test]
fn a_template_of_the_book_has_the_day_where_it_wants_it() {
    let template = "---\ntitle: \"[title]\"\ntype: adr\ndecided: \"[date]\"\n---\n# [title]\n\nOn [date].\n";
    let book = book(&[("0001-a", "A", "")])
        .config("[preprocessor.patterns.field.decided]\ntype = \"date\"")
        .file("templates/adr.md", template)
        .write();
    adr(&book, &["New one"]);
    let text = read(&book, "src/decisions/0002-new-one.md");
    assert!(text.contains("\ndecided: 2026-03-01\n") && text.contains("\nOn 2026-03-01.\n"), "{text}");
}

#[test]
fn an_old_page_says_so_in_its_own_way() {
    let toml = "+++\ntitle = \"A\"\ntype = \"adr\"\nstatus = \"accepted\" # for now\n+++\n\n# A\n";
    let section = "# 2. B\n\nDate: 2024-01-01\n\n## Status\n\nAccepted\n\n## Context\n\nx\n";
    let book = TestBook::new()
        .summary("# Summary\n\n- [A](d/0001-a.md)\n- [B](d/0002-b.md)\n- [C](d/0003-c.md)\n")
        .file("src/d/0001-a.md", toml)
        .file("src/d/0002-b.md", section)
        .file("src/d/0003-c.md", "---\r\ntitle: C\r\ntype: adr\r\nsuperseded_by: [a]\r\n---\r\n# C\r\n")
        .write();
    adr(&book, &["New", "--supersedes", "1", "--supersedes", "2", "--supersedes", "3"]);
    let one = read(&book, "src/d/0001-a.md");
    assert!(one.contains("superseded_by = \"0004-new\"") && one.contains("status = \"superseded\""), "{one}");
    assert_eq!(
        read(&book, "src/d/0002-b.md"),
        section.replace("Accepted", "Superseded by [New](0004-new.md)")
    );
    assert!(read(&book, "src/d/0003-c.md").contains("superseded_by: [a, 0004-new]\r\n"));
    let relations = run(&book, &["check", "--format", "json"]).stdout;
    assert!(!relations.contains("P0301"), "{relations}");
}

#[test]
fn who_supersedes_nothing_is_told_so_and_nothing_is_written() {
    let book = book(&[("0001-a", "A", "")]).write();
    let list = read(&book, "src/SUMMARY.md");
    let refused = run(&book, &["new", "adr", "New", "--supersedes", "7"]);
    assert_eq!((refused.code, refused.stderr.as_str()), (Some(2), "mdbook-patterns: there is no page `7`\n"));
    assert_eq!(read(&book, "src/SUMMARY.md"), list);
    assert!(!book.root().join("src/decisions/0002-new.md").exists());
}

#[test]
fn comments_beside_values_that_change_stay() {
    let book = TestBook::new()
        .summary("# Summary\n\n- [A](d/0001-a.md)\n- [B](d/0002-b.md)\n")
        .file(
            "src/d/0001-a.md",
            "+++\ntitle = \"A\"\ntype = \"adr\"\nstatus = \"accepted\" # since May\n+++\n\n# A\n",
        )
        .file(
            "src/d/0002-b.md",
            "+++\ntitle = \"B\"\ntype = \"adr\"\nstatus = \"accepted\" # in June\n+++\n\n# B\n",
        )
        .write();
    adr(&book, &["C", "--supersedes", "1"]);
    let old = read(&book, "src/d/0001-a.md");
    assert!(old.contains("\nstatus = \"superseded\" # since May\n"), "{old}");
}

/// Records as other programs leave them: their pages say no type.
fn untyped(names: &[&str], front_matter: &str) -> TestBook {
    let list: String = names.iter().map(|name| format!("  - [{name}](docs/adr/{name}.md)\n")).collect();
    let summary =
        format!("# Summary\n\n- [Intro](book/01-intro.md)\n- [Use](book/02-use.md)\n- [Records]()\n{list}");
    let book = TestBook::new()
        .summary(&summary)
        .file("src/book/01-intro.md", "# Intro\n")
        .file("src/book/02-use.md", "# Use\n");
    names.iter().fold(book, |book, name| {
        let title = name.trim_start_matches(|c: char| !c.is_alphabetic()).replace('-', " ");
        let number = name.trim_start_matches(|c: char| !c.is_ascii_digit()).split('-').next().unwrap();
        let number = number.trim_start_matches('0');
        book.file(&format!("src/docs/adr/{name}.md"), format!("{front_matter}# {number}. {title}\n\nText.\n"))
    })
}

#[test]
fn records_that_say_no_type_are_gone_on_with() {
    for (names, front_matter, config, file, title) in [
        // adr-tools, as it writes them, and with the configuration of `install --kind adr` after `lift`.
        (&["0001-a", "0002-b"][..], "", "", "0003-choice", "3. Choice"),
        (
            &["0001-a", "0002-b"],
            "---\nstatus: accepted\n---\n\n",
            "[preprocessor.patterns.entries]\npaths = [\"**/[0-9]*.md\"]\n",
            "0003-choice",
            "3. Choice",
        ),
        (&["adr-1-a", "adr-2-b"], "", "", "adr-3-choice", "3. Choice"),
        (&["ADR-001-a", "ADR-004-b"], "---\nstatus: accepted\n---\n", "", "ADR-005-choice", "5. Choice"),
    ] {
        let book = untyped(names, front_matter).config(config).write();
        let made = adr(&book, &["Choice"]);
        let expected = format!("wrote src/docs/adr/{file}.md\nadded it to src/SUMMARY.md\n");
        assert_eq!(made.stdout, expected, "{names:?}");
        let page = read(&book, &format!("src/docs/adr/{file}.md"));
        assert!(page.contains(&format!("\n# {title}\n")), "{page}");
        let line = format!("  - [{title}](docs/adr/{file}.md)\n");
        assert!(read(&book, "src/SUMMARY.md").ends_with(&line), "{names:?}");
        // The second one follows the first, although only that one says its type.
        assert!(adr(&book, &["Other"]).stdout.starts_with("wrote src/docs/adr/"), "{names:?}");
    }
}

#[test]
fn numbered_chapters_are_no_records() {
    let book = untyped(&[], "").write();
    assert_eq!(adr(&book, &["Choice"]).stdout, "wrote src/choice.md\nadded it to src/SUMMARY.md\n");
    // Nor do records take in pages of another type.
    let book = untyped(&["0001-a", "0002-b"], "").write();
    let made = run(&book, &["new", "law", "Choice"]);
    assert_eq!(made.stdout, "wrote src/choice.md\nadded it to src/SUMMARY.md\n", "{}", made.stderr);
}

/// Files with numbers that are no records, and pages that say no type, take in no new page.
#[test]
fn pages_with_which_a_new_one_has_nothing_to_do_do_not_take_it_in() {
    let book = |files: &[&str], config: &str| {
        files
            .iter()
            .fold(TestBook::new().config(config), |book, file| book.page(file, "# Page\n\nText.\n"))
            .write()
    };
    let patterns = "[preprocessor.patterns.entries]\npaths = [\"patterns/**\"]";
    let made = |files: &[&str], config: &str, page_type: &str| {
        run(&book(files, config), &["new", page_type, "Choice"]).stdout
    };
    let at = |file: &str| format!("wrote src/{file}\nadded it to src/SUMMARY.md\n");
    for page_type in ["law", "path", "case-study", "adr"] {
        let found = made(&["patterns/retry.md", "patterns/saga.md"], patterns, page_type);
        assert_eq!(found, at("choice.md"), "{page_type}");
    }
    let records =
        ["patterns/retry.md", "patterns/saga.md", "patterns/x.md", "adr/0001-a.md", "adr/0002-b.md"];
    assert_eq!(made(&records, patterns, "adr"), at("adr/0003-choice.md"));
    assert_eq!(made(&records, patterns, "law"), at("choice.md"));
    for files in [
        &["err/error-404.md", "err/error-500.md"][..],
        &["http/404.md"],
        &["blog/2023-review.md"],
        &["rfc/rfc-1234-x.md", "rfc/rfc-1235-y.md"],
        &["ch/001-start.md", "ch/002-next.md"],
        // Nothing says which of the two is meant.
        &["a/0001-x.md", "b/0001-x.md"],
    ] {
        assert_eq!(made(files, "", "adr"), at("choice.md"), "{files:?}");
    }
    assert_eq!(made(&["docs/decisions/001-x.md"], "", "adr"), at("docs/decisions/002-choice.md"));
}
