//! A baseline knows a problem by what it is: what changes elsewhere does not bring it back.

use std::fs;

use crate::run;
use crate::support::{Built, TestBook, files_like, shared};

fn write(book: &Built, path: &str, text: &str) {
    let path = book.root().join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn append(book: &Built, path: &str, text: &str) {
    let old = fs::read_to_string(book.root().join(path)).unwrap();
    write(book, path, &(old + text));
}

/// Records what there is, changes the book, and checks again: nothing is new.
#[track_caller]
fn nothing_is_new(book: &Built, change: impl FnOnce(&Built)) {
    let recorded = run(book, &["check", "--baseline", "old.json", "--deny", "P1001"]);
    assert_eq!(recorded.code, Some(0), "{}", recorded.stderr);
    change(book);
    let found = run(book, &["check", "--baseline", "old.json", "--deny", "P1001"]);
    assert_eq!(
        found.code,
        Some(0),
        "{}{}",
        found.stdout,
        fs::read_to_string(book.root().join("old.json")).unwrap()
    );
}

#[test]
fn a_faultless_new_page_makes_no_old_problem_new() {
    let Some(shared) = shared() else { return };
    let book = TestBook::from_dir(shared.join("cases/authors/01-baseline-comes-back")).write();
    nothing_is_new(&book, |book| {
        let two = fs::read_to_string(book.root().join("src/two.md")).unwrap();
        write(book, "src/three.md", &two.replace("Two", "Three").replace("2026-01-01", "2026-06-01"));
        append(book, "src/SUMMARY.md", "- [Three](three.md)\n");
        append(book, "src/one.md", &"Many words more. ".repeat(30));
    });
}

/// One of each problem whose message holds something that is computed.
fn book() -> TestBook {
    let page = |title: &str, fields: &str, text: &str| {
        format!("---\ntitle: {title}\ntype: pattern\n{fields}---\n# {title}\n\n{text}\n")
    };
    let graph = (0..70).map(|n| format!("- [N{n}](n/n{n}.md)\n")).collect::<String>();
    let mut book = TestBook::new()
        .config(
            "[preprocessor.patterns]\nassets-version = \"0.0.1\"\nmermaid = true\n[preprocessor.patterns.check.templates]\npattern = \"p\"\n[output.html]",
        )
        .summary(&format!(
            "# Summary\n\n- [A](a.md)\n- [B](b.md)\n- [C](c.md)\n- [D](d.md)\n- [E](e.md)\n- [X](x/same.md)\n- [Y](y/same.md)\n{graph}"
        ))
        .file("templates/p.md", "# [title]\n\n## Steps\n\n## History\n\n## Ways\n")
        .file("theme/patterns/lead.html", "<p>{{ description|nothing }}</p>\n")
        .file("src/a.md", page("A", "category: x\ntier: gold\ndescription: Short.\nupdated: 2020-01-01\nreading_time: 90\ntags: [One Way]\nstatus: complete\n", "Browse all 40 patterns.\n\n## Steps\n\nx"))
        .file("src/b.md", page("Same", "category: x\ntier: silver\nupdated: 2026-01-01\nprerequisites: [c]\ntags: [one-way]\n", "## History\n\nx\n\n## Steps\n\nx"))
        .file("src/c.md", page("Same", "category: x\nprerequisites: [b]\nrelated: [same]\ntags: [one-way]\n", "!!! note\n    x\n\n=== \"T\"\n    x\n"))
        .file("src/d.md", page("D", "category: x\nsuperseded_by: e\ntags: [one-way]\nintroduced: 2025-01-01\nupdated: 2024-01-01\n", "{{#patterns graph limit=2}}\n\n{{#patterns matrix rows=category columns=tier limit=1}}"))
        .file("src/e.md", page("E", "category: x\nsuperseded_by: a\nrelated: [a]\n", "x"))
        .file("src/x/same.md", page("X", "", "x"))
        .file("src/y/same.md", page("Y", "category: x\n", "x"));
    for n in 0..70 {
        let next = format!("related: [n{}]\ncategory: x\n", (n + 1) % 70);
        book = book.file(&format!("src/n/n{n}.md"), page(&format!("N{n}"), &next, "x"));
    }
    book
}

#[test]
fn what_is_counted_or_dated_elsewhere_is_no_part_of_a_problem() {
    let book = book().write();
    let found = run(&book, &["check", "--format", "json"]).stdout;
    for code in [
        "P0302", "P0304", "P0408", "P0409", "P0503", "P0701", "P0703", "P0901", "P0904", "P0905", "P0906",
        "P0907", "P0908", "P1002", "P1003", "P1120",
    ] {
        assert!(found.contains(code), "the book has no {code}\n{found}");
    }
    nothing_is_new(&book, |book| {
        for (path, old, new) in [
            ("src/a.md", "x\n", "x and many more words than there were before this\n"),
            ("src/a.md", "## Steps\n\nx", "## Steps\n\nx\n\n## Ways\n\nx"),
            ("src/c.md", "!!! note\n    x\n", "Text.\n"),
            ("src/b.md", "updated: 2026-01-01", "updated: 2026-05-05"),
            ("src/d.md", "title: D", "title: Another D"),
            ("src/e.md", "title: E", "title: Another E"),
            ("src/x/same.md", "title: X", "title: Another X"),
            ("book.toml", "0.0.1", "0.0.2"),
            ("theme/patterns/lead.html", "<p>", "\n\n<p>"),
        ] {
            let text = fs::read_to_string(book.root().join(path)).unwrap();
            assert!(text.contains(old), "{path}: {old}");
            write(book, path, &text.replacen(old, new, 1));
        }
        write(
            book,
            "src/z/same.md",
            "---\ntitle: Z\ntype: pattern\ncategory: x\ntags: [one-way]\n---\n# Z\n\n## Steps\n\nx\n\n## History\n\nx\n\n## Ways\n\nx\n",
        );
        append(book, "src/SUMMARY.md", "- [Z](z/same.md)\n");
    });
}

#[test]
fn a_new_problem_of_an_old_kind_is_new() {
    let book = book().write();
    run(&book, &["check", "--baseline", "old.json"]);
    append(&book, "src/a.md", "\nBrowse all 41 patterns.\n");
    append(&book, "src/e.md", "\nBrowse all 40 patterns.\n");
    let template = "# [title]\n\n## Steps\n\n## History\n\n## Ways\n\n## More\n";
    write(&book, "templates/p.md", template);
    let found =
        run(&book, &["check", "--baseline", "old.json", "--format", "github", "--allow", "P0601"]).stdout;
    let totals = found.lines().filter(|line| line.contains("P0901")).count();
    assert_eq!(totals, 2, "{found}");
    assert!(found.contains("file=src/y/same.md") && found.contains("`More`"), "{found}");
}

#[test]
fn a_baseline_of_the_whole_book_serves_its_parts_and_other_folders() {
    let book =
        TestBook::new().page("a.md", "# A\n\n[x](gone.md)\n").page("b.md", "# B\n\n[y](gone.md)\n").write();
    let refused = run(&book, &["check", "src/a.md", "--baseline", "old.json"]);
    assert_eq!(
        (refused.code, refused.stderr.as_str()),
        (
            Some(2),
            "mdbook-patterns: old.json does not exist; run the command once without files, to record the whole book in it\n"
        )
    );
    run(&book, &["check", "--baseline", "old.json"]);
    for args in [&["check", "src/a.md", "--baseline", "old.json"][..], &["check", "--baseline", "old.json"]] {
        let found = run(&book, args);
        assert_eq!((found.code, found.stderr.as_str()), (Some(0), ""), "{}", found.stdout);
    }
}

/// Pages that say more, in other lines, and newer pages beside them make no problem of a real library new.
#[test]
fn a_library_may_grow_without_an_old_problem_coming_back() {
    let Some(shared) = shared() else { return };
    for library in ["java-design-patterns", "madr/docs"] {
        let folder = shared.join("corpora").join(library);
        let book = files_like(&folder, "x.md").iter().fold(TestBook::new(), |book, file| {
            book.page(file.to_str().unwrap(), &fs::read_to_string(folder.join(file)).unwrap())
        });
        let book = book.write();
        let report: serde_json::Value =
            serde_json::from_str(&run(&book, &["check", "--format", "json"]).stdout).unwrap();
        assert!(report["problems"].as_array().unwrap().len() > 5, "{library}");
        nothing_is_new(&book, |book| {
            let src = book.root().join("src");
            for page in files_like(&src, "x.md").iter().filter(|page| !page.ends_with("SUMMARY.md")) {
                let text = fs::read_to_string(src.join(page)).unwrap();
                // Some pages have the line ends of Windows.
                let fence = ["---\n", "---\r\n"].into_iter().find(|fence| text.starts_with(fence));
                let end =
                    fence.and_then(|fence| Some(text[3..].find(&format!("\n{fence}"))? + 4 + fence.len()));
                let (head, body) = text.split_at(end.unwrap_or(0));
                fs::write(src.join(page), format!("{head}\n\n{body}\n\nSome more words stand here.\n"))
                    .unwrap();
            }
            for n in 1..4 {
                let page = format!(
                    "---\ntitle: Newer {n}\ncategory: newer\nupdated: 2031-0{n}-01\n---\n# Newer {n}\n\nText.\n"
                );
                write(book, &format!("src/newer-{n}.md"), &page);
                append(book, "src/SUMMARY.md", &format!("- [Newer {n}](newer-{n}.md)\n"));
            }
        });
    }
}
