use crate::run;
use crate::support::{Built, TestBook};

fn book() -> Built {
    let page = |title: &str, more: &str| {
        format!("---\ntitle: '{title}'\ntype: pattern\n{more}\n---\n# {title}\n\nText.\n")
    };
    TestBook::new()
        .page(
            "retry.md",
            &page("Retry, again", "tier: gold\ncategory: resilience\nupdated: 2024-03-01\ntags: [a, b]"),
        )
        .page("cache.md", &page("\"Cache\" 設計", "tier: bronze\ncategory: data\nreading_time: 12"))
        .page("saga.md", &page("Saga", "tier: silver\ncategory: [data, coordination]\nupdated: 2023"))
        .page("guide.md", "---\ntitle: Guide\ntype: guide\n---\n# Guide\n")
        .write()
}

#[test]
fn a_table_of_all_entries() {
    let listed = run(&book(), &["list"]);
    assert_eq!((listed.code, listed.stderr.as_str()), (Some(0), ""));
    insta::assert_snapshot!(listed.stdout);
}

#[test]
fn json_has_lists_numbers_and_nulls() {
    insta::assert_snapshot!(
        run(&book(), &["list", "--format", "json", "--columns", "id,category,minutes,updated,tags"]).stdout
    );
}

#[test]
fn csv_is_quoted() {
    assert_eq!(
        run(&book(), &["list", "--format", "csv", "--columns", "title,category,words"]).stdout,
        "title,category,words\r\n\"Retry, again\",Resilience,3\r\n\"\"\"Cache\"\" 設計\",Data,3\r\nSaga,Data; Coordination,2\r\n"
    );
}

#[test]
fn no_terminal_and_no_spreadsheet_obeys_csv() {
    let page = |title: &str| format!("---\ntitle: {title}\ntags: [\"@x\", \"-y\"]\n---\n# A\n");
    let book = TestBook::new()
        .page("a.md", &page("\"A\\e]0;X\\a\""))
        .page("b.md", &page("\"=1+2\""))
        .page("c.md", &page("\"-1\""))
        .page("d.md", &page("\"\\tC\""))
        .page("e.md", &page("＝1+2"))
        .write();
    let found = run(&book, &["list", "--format", "csv", "--columns", "title,tags"]).stdout;
    assert_eq!(
        found,
        "title,tags\r\nA ]0;X ,'@x; -y\r\n'=1+2,'@x; -y\r\n'-1,'@x; -y\r\nC,'@x; -y\r\n'＝1+2,'@x; -y\r\n"
    );
}

#[test]
fn filters_are_those_of_directives() {
    let paths = |args: &[&str]| run(&book(), &[&["list", "--format", "paths"], args].concat()).stdout;
    assert_eq!(paths(&["--filter", "tier:gold,silver"]), "src/retry.md\nsrc/saga.md\n");
    assert_eq!(paths(&["--filter", "-category:data"]), "src/retry.md\n");
    assert_eq!(paths(&["--filter", "cache"]), "src/cache.md\n");
    assert_eq!(paths(&["--filter", "updated:2023"]), "src/saga.md\n");
    assert_eq!(run(&book(), &["list", "--filter", "nobody"]).stdout, "no entries\n");
}

#[test]
fn entries_are_sorted_and_those_without_a_value_stand_last() {
    let paths = |sort: &str| run(&book(), &["list", "--format", "paths", "--sort", sort]).stdout;
    assert_eq!(paths("tier"), "src/retry.md\nsrc/saga.md\nsrc/cache.md\n");
    assert_eq!(paths("-tier"), "src/cache.md\nsrc/saga.md\nsrc/retry.md\n");
    assert_eq!(paths("updated"), "src/saga.md\nsrc/retry.md\nsrc/cache.md\n");
    assert_eq!(paths("-updated"), "src/retry.md\nsrc/saga.md\nsrc/cache.md\n");
    assert_eq!(paths("category,-title"), "src/retry.md\nsrc/saga.md\nsrc/cache.md\n");
}

#[test]
fn what_does_not_exist_is_named_with_the_nearest() {
    let error = |args: &[&str]| {
        let listed = run(&book(), &[&["list"], args].concat());
        assert_eq!(listed.code, Some(2));
        listed.stderr
    };
    assert_eq!(
        error(&["--filter", "teir:gold"]),
        "mdbook-patterns: `teir` is not a field to filter by; did you mean `tier`?\n"
    );
    assert_eq!(
        error(&["--filter", "tier:glod"]),
        "mdbook-patterns: `glod` is not a term of `tier`; did you mean `gold`?\n"
    );
    assert_eq!(
        error(&["--filter", "tier=gold"]),
        "mdbook-patterns: `tier=gold` is not a condition; write `tier:gold`\n"
    );
    assert_eq!(
        error(&["--columns", "tilte"]),
        "mdbook-patterns: there is no column `tilte`; did you mean `title`?\n"
    );
    assert_eq!(
        error(&["--sort", "-wrods"]),
        "mdbook-patterns: there is no column `wrods`; did you mean `words`?\n"
    );
}

#[test]
fn problems_are_counted_and_the_list_is_whole() {
    let book = TestBook::new().page("a.md", "---\ntitle: A\nteir: gold\n---\n# A\n").write();
    let listed = run(&book, &["list", "--format", "paths"]);
    assert_eq!(listed.stdout, "src/a.md\n");
    assert_eq!(listed.stderr, "mdbook-patterns: the book has 1 problem; `mdbook-patterns check` shows all\n");
}

#[test]
fn trade_offs_of_two_lists_are_one() {
    let page = "---\ntitle: A\ntrade_offs: {pros: [fast], cons: [more load]}\n---\n# A\n";
    let book = TestBook::new().page("a.md", page).write();
    let found = run(&book, &["list", "--columns", "title,trade_offs", "--format", "csv"]);
    assert_eq!(found.stdout.lines().last(), Some("A,'+ fast; − more load"));
}
