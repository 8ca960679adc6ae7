use jsonschema::draft202012;
use serde_json::Value;

use crate::run;
use crate::support::{Built, TestBook};

/// One warning with a place, one with a place in `book.toml`, one error.
fn book() -> Built {
    TestBook::new()
        .config("[preprocessor.zzz]")
        .page(
            "a b/ü, x.md",
            "---\ntitle: Ü\ntier: sliver\n---\n# Ü\n\n[50%](gone.md) and {{#patterns nothing}}\n",
        )
        .page("retry.md", "---\ntitle: Retry\n---\n# Retry\n\nText.\n")
        .write()
}

#[test]
fn json_has_every_problem_with_its_place() {
    let found = run(&book(), &["check", "--format", "json"]);
    assert_eq!(found.code, Some(1));
    insta::assert_snapshot!(found.stdout);
}

#[test]
fn workflow_commands_are_escaped() {
    let found = run(&book(), &["check", "--format", "github"]);
    assert_eq!(found.code, Some(1));
    insta::assert_snapshot!(found.stdout);
}

#[test]
fn sarif_in_a_golden_file() {
    let found = run(&book(), &["check", "--format", "sarif"]);
    assert_eq!(found.code, Some(1));
    insta::assert_snapshot!(found.stdout);
}

#[test]
fn a_clean_book_is_a_valid_report_in_every_format() {
    let clean = TestBook::new().page("a.md", "# A\n").write();
    for format in ["json", "sarif"] {
        let found = run(&clean, &["check", "--format", format]);
        assert_eq!((found.code, found.stderr.as_str()), (Some(0), ""));
        assert!(serde_json::from_str::<Value>(&found.stdout).unwrap().is_object());
    }
    assert_eq!(run(&clean, &["check", "--format", "github"]).stdout, "");
    assert_eq!(run(&clean, &["check"]).stdout, "mdbook-patterns: no problems in 1 page\n");
}

#[test]
fn codes_are_allowed_and_denied_by_the_command_and_by_the_book() {
    let codes = |book: &Built, args: &[&str]| {
        let found = run(book, &[&["check", "--format", "json"], args].concat());
        let report: Value = serde_json::from_str(&found.stdout).unwrap();
        let problems = report["problems"].as_array().unwrap().iter();
        problems
            .map(|p| format!("{} {}", p["code"].as_str().unwrap(), p["severity"].as_str().unwrap()))
            .collect::<Vec<_>>()
    };
    let page = "---\ntitle: A\nrelated: [b]\n---\n# A\n\n[x](gone.md) [y](#gone)\n";
    let make = || TestBook::new().page("a.md", page).page("b.md", "---\ntitle: B\n---\n# B\n\nText.\n");
    let plain = make().write();
    assert_eq!(codes(&plain, &[]), ["P0801 warning", "P0802 warning"]);
    assert_eq!(codes(&plain, &["--allow", "p0801"]), ["P0802 warning"]);
    assert_eq!(
        codes(&plain, &["--deny", "P0802", "--deny", "P1001"]),
        ["P1001 error", "P0801 warning", "P0802 error"]
    );
    let configured = make()
        .config(
            "[preprocessor.patterns.check]\nallow = [\"P0801\", \"P0602\", \"P1104\"]\ndeny = [\"P1001\"]",
        )
        .write();
    assert_eq!(codes(&configured, &[]), ["P1001 error", "P0802 warning"]);
    assert_eq!(
        codes(&configured, &["--deny", "P0801", "--allow", "P1001"]),
        ["P0801 error", "P0802 warning"]
    );
}

#[test]
fn a_baseline_holds_the_problems_of_one_day() {
    let book = TestBook::new().page("a.md", "# A\n\n[x](gone.md)\n[y](#gone)\n").write();
    let recorded = run(&book, &["check", "--baseline", "old.json"]);
    assert_eq!(
        (recorded.code, recorded.stderr.as_str()),
        (Some(0), "mdbook-patterns: recorded 2 problems in old.json\n")
    );
    insta::assert_snapshot!(std::fs::read_to_string(book.root().join("old.json")).unwrap());
    // The old problems moved, one went, a new one came.
    std::fs::write(book.root().join("src/a.md"), "# A\n\nMore.\n\n[x](gone.md)\n[z](new.md)\n").unwrap();
    let found = run(&book, &["check", "--baseline", "old.json"]);
    assert_eq!(found.code, Some(1));
    assert_eq!(
        found.stderr,
        "mdbook-patterns: 1 problem fewer than in old.json; delete it to record it again\n"
    );
    assert!(
        found.stdout.contains("`new.md` leads nowhere") && !found.stdout.contains("gone.md"),
        "{}",
        found.stdout
    );
}

#[test]
fn a_file_that_is_no_baseline_is_refused() {
    let book = TestBook::new().page("a.md", "# A\n").file("old.json", "[]").write();
    let found = run(&book, &["check", "--baseline", "old.json"]);
    assert_eq!(found.code, Some(2));
    assert!(
        found
            .stderr
            .starts_with("mdbook-patterns: old.json is not a baseline; delete it to record a new one: "),
        "{}",
        found.stderr
    );
}

#[test]
fn what_the_command_line_cannot_mean_is_refused() {
    let book = TestBook::new().page("a.md", "# A\n").write();
    let both = run(&book, &["check", "--deny", "P0801", "--allow", "P0801"]);
    assert_eq!(
        (both.code, both.stderr.as_str()),
        (Some(2), "mdbook-patterns: P0801 is both denied and allowed\n")
    );
    let unknown = run(&book, &["check", "--allow", "P08011"]);
    assert_eq!(unknown.code, Some(2));
    assert!(unknown.stderr.contains("there is no such code; did you mean P0801?"), "{}", unknown.stderr);
    assert_eq!(run(&book, &["check", "--force"]).code, Some(2));
}

/// A part of the schema of SARIF 2.1.0: what it requires and allows of the objects that we write.
#[test]
fn sarif_has_the_shape_of_its_standard() {
    let schema: Value = serde_json::from_str(include_str!("sarif.schema.json")).unwrap();
    let report: Value = serde_json::from_str(&run(&book(), &["check", "--format", "sarif"]).stdout).unwrap();
    let validator = draft202012::new(&schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(&report).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert_eq!(errors, Vec::<String>::new());
    let rules = report["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    for result in report["runs"][0]["results"].as_array().unwrap() {
        let at = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[at]["id"], result["ruleId"]);
    }
}

#[test]
fn this_projects_own_book_has_nothing_to_report() {
    let found = std::process::Command::new(env!("CARGO_BIN_EXE_mdbook-patterns"))
        .args(["check", "--allow", "P1104", "--allow", "P0603"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let report = String::from_utf8(found.stdout).unwrap();
    assert!(report.starts_with("mdbook-patterns: no problems in "), "{report}");
}

/// Every link of a page: whether `check` accepts it, and whether real mdBook makes a file of that name.
#[test]
fn a_link_is_accepted_if_and_only_if_mdbook_resolves_it() {
    let links = [
        "a/retry.md",
        "./a/../a/retry.md?x=1",
        "a/retry.html",
        "b/index.md",
        "b/index.html",
        "b/",
        "c%20d.md",
        "data.csv",
        "b/README.md",
        "b/README.html",
        "a/retry",
        "/a/retry/",
        "../a/retry.md",
        "gone.md",
        "gone/",
        "extra.md",
        "index.html",
        "print.html",
        "a/",
        "c d.html",
        "a/retry.MD",
    ];
    let page: String = links.iter().map(|link| format!("[x](<{link}>)\n")).collect();
    let book = TestBook::new()
        .summary(
            "# Summary\n\n- [Page](page.md)\n- [Retry](a/retry.md)\n- [B](b/README.md)\n- [C](<c d.md>)\n",
        )
        .file("src/page.md", format!("# Page\n\n{page}"))
        .file("src/a/retry.md", "# Retry\n")
        .file("src/b/README.md", "# B\n")
        .file("src/c d.md", "# C\n")
        .file("src/data.csv", "1\n")
        .file("src/extra.md", "# Extra\n")
        .without_plugin()
        .build();
    let report: Value = serde_json::from_str(&run(&book, &["check", "--format", "json"]).stdout).unwrap();
    let problems = report["problems"].as_array().unwrap();
    let refused = |at: usize| problems.iter().any(|problem| problem["line"] == at + 3);
    let main = book.main("page.html");
    let hrefs: Vec<&str> =
        main.split("<a href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let hrefs: Vec<&str> = hrefs.into_iter().filter(|href| !href.starts_with("#")).collect();
    assert_eq!(hrefs.len(), links.len(), "{hrefs:?}");
    let wrong: Vec<&str> = (0..links.len())
        .filter(|at| {
            let path = hrefs[*at].split(['?', '#']).next().unwrap().replace("%20", " ");
            let file = book.html_dir().join(path);
            let is_there = file.is_file() || (hrefs[*at].ends_with('/') && file.join("index.html").is_file());
            is_there == refused(*at)
        })
        .map(|at| links[at])
        .collect();
    assert_eq!(wrong, Vec::<&str>::new());
}

#[test]
fn a_summary_with_dots_before_its_paths_is_read_as_mdbook_reads_it() {
    let book = TestBook::new()
        .summary("# Summary\n\n- [Chapter 1](./chapter_1.md)\n- [Timeout](patterns/timeout.md)\n")
        .file("src/chapter_1.md", "# Chapter 1\n\n[t](patterns/timeout.md)\n")
        .file(
            "src/patterns/timeout.md",
            "---\ntitle: T\nrelated: [../chapter_1.md]\n---\n# T\n\n[c](../chapter_1.md)\n",
        )
        .write();
    assert_eq!(run(&book, &["check"]).stdout, "mdbook-patterns: no problems in 2 pages\n");
}

#[test]
fn a_term_that_does_not_exist_is_reported_of_each_page_and_shown_once() {
    let mut book = TestBook::new();
    for name in ["a", "b", "c"] {
        book = book.page(
            &format!("{name}.md"),
            &format!("---\ntitle: {name}\nrecommendation: useWithCaution\n---\n# {name}\n"),
        );
    }
    let book = book.write();
    let shown = run(&book, &["check"]).stdout;
    assert!(
        shown.contains("`useWithCaution` is not a term of `recommendation`, here and in 2 more pages"),
        "{shown}"
    );
    let json: Value = serde_json::from_str(&run(&book, &["check", "--format", "json"]).stdout).unwrap();
    assert_eq!(json["problems"].as_array().unwrap().len(), 3);
    assert_eq!(
        run(&book, &["check", "--fix", "--force"]).stdout,
        "mdbook-patterns: no problems in 3 pages\n"
    );
}

#[test]
fn an_included_file_that_is_not_there_is_reported() {
    let page = "# A\n\n{{#include gone.md}} {{ #include gone.md:1:2 }}\n\n```rust\n{{#rustdoc_include deep/gone.rs:main}}\n```\n\n{{#playground part.md}}\n\n\
                {{#include parts/part.md}} {{#include ../other.md}} {{#include parts/part.md:1:2}} {{#include parts/part.md:anchor}}\n\n\
                \\{{#include gone.md}} `{{#include gone.md}}` `See {{#include gone.md}}.` ``x {{#include gone.md}}`` {{#template gone.md}} {{#include }} {{#title gone}}\n";
    let book = |config: &str| {
        TestBook::new()
            .config(config)
            .page("a.md", page)
            .file("src/parts/part.md", "Part.\n")
            .file("other.md", "Other.\n")
            .write()
    };
    let said = |book: &Built| -> Vec<String> {
        let report: serde_json::Value =
            serde_json::from_str(&run(book, &["check", "--format", "json"]).stdout).unwrap();
        let problems = report["problems"].as_array().unwrap().iter();
        let links = problems.filter(|problem| problem["code"] == "P0801");
        links
            .map(|one| {
                format!(
                    "{}:{} {} {}",
                    one["line"],
                    one["column"],
                    one["message"].as_str().unwrap(),
                    one["help"].as_str().unwrap()
                )
            })
            .collect()
    };
    let correct = "correct the path, which is relative to the page; until then readers see the directive";
    let expected = [
        format!("3:12 there is no file `gone.md` to include {correct}"),
        format!("3:34 there is no file `gone.md` to include {correct}"),
        format!("6:20 there is no file `deep/gone.rs` to include {correct}"),
        "9:15 there is no file `part.md` to include did you mean `parts/part.md`?".to_owned(),
    ];
    assert_eq!(said(&book("")), expected);
    // Another program may make the files, or nothing includes any.
    assert_eq!(said(&book("[preprocessor.generate]\ncommand = \"x\"\n")), [""; 0]);
    assert_eq!(said(&book("[build]\nuse-default-preprocessors = false\n")), [""; 0]);
}

/// The places of the files that `check` says are not there.
fn absent(page: &str) -> Vec<String> {
    let book = TestBook::new().page("a.md", page).file("src/a}b.md", "x\n").write();
    let report: serde_json::Value =
        serde_json::from_str(&run(&book, &["check", "--format", "json"]).stdout).unwrap();
    let problems = report["problems"].as_array().unwrap().iter();
    let absent = problems.filter(|one| one["message"].as_str().unwrap().ends_with(" to include"));
    absent.map(|one| format!("{}:{}", one["line"], one["column"])).collect()
}

#[test]
fn what_mdbook_does_not_include_is_not_missed() {
    for (text, places) in [
        // An escape reaches to the last `}}` of its line.
        ("\\{{#include a}} and {{#include gone.md}}\n{{#include gone.md}}", &["4:12"][..]),
        ("{{#include gone} 13.md}}", &[]),
        // Spans of code and comments show or hide it.
        ("x ```` {{#include gone.md}} ```` y", &[]),
        ("``` {{#include gone.md}} ```", &[]),
        ("<!-- {{#include gone.md}} -->", &[]),
        ("x <!--\n{{#include gone.md}} --> y", &[]),
        ("```\n{{#include gone.md}}\n```", &["4:12"]),
    ] {
        assert_eq!(absent(&format!("# A\n\n{text}\n")), places, "{text}");
    }
}

#[test]
fn many_missing_files_are_found_in_the_time_of_their_number() {
    let fences = |n: usize| "```\n{{#include gone.md}}\n```\n\n".repeat(n);
    let time = |n: usize| {
        let book = TestBook::new().page("a.md", &format!("# A\n\n{}", fences(n)));
        let book = (0..n / 2).fold(book, |book, n| book.file(&format!("src/f{n}.txt"), "x")).write();
        let start = std::time::Instant::now();
        run(&book, &["check", "--format", "json"]);
        start.elapsed()
    };
    let (few, many) = (time(1000), time(4000));
    assert!(many < few * 8 + std::time::Duration::from_secs(1), "{few:?} {many:?}");
}
