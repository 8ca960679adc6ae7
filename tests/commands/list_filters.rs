//! What `list --filter` understands and refuses, and how `list --sort` sorts.

use crate::run;
use crate::support::{Built, TestBook};

const CONFIG: &str = "[preprocessor.patterns.field.impact]\ntype = \"number\"\n\n\
                      [preprocessor.patterns.field.risk]\none-of = [\"low\", \"high\"]\n";

fn book() -> Built {
    let page = |more: &str| format!("---\n{more}\n---\n# X\n\nText.\n");
    TestBook::new()
        .config(CONFIG)
        .page(
            "adr-10.md",
            &page("title: ADR-10\nupdated: 2020-05-01\nimpact: 2.5\ntags: [Café]\nreading_time: 1 h"),
        )
        .page("adr-2.md", &page("title: adr-2\nupdated: 2021\nimpact: 10\ntier: silver\nreading_time: 12"))
        .page(
            "adr-1.md",
            &page("title: ADR-1\nshort_title: First\nupdated: 2021-06-30\nimpact: -3\ntier: gold\nrisk: low"),
        )
        .page(
            "b.md",
            &page("title: Béa\nid: note-7\nalso_known_as: [Load shed]\ncategory: resilience\ntier: bronze"),
        )
        .write()
}

fn listed(book: &Built, args: &[&str]) -> String {
    let listed = run(book, &[&["list", "--columns", "file", "--format", "csv"], args].concat());
    assert_eq!((listed.code, listed.stderr.as_str()), (Some(0), ""), "{args:?}");
    let files =
        listed.stdout.lines().skip(1).map(|line| line.trim_start_matches("src/").trim_end_matches(".md"));
    files.collect::<Vec<_>>().join(" ")
}

#[test]
fn filters_compare_dates_numbers_minutes_and_ordered_terms() {
    let book = book();
    for (filter, expected) in [
        ("updated:2021", "adr-2 adr-1"),
        ("updated:2021-06", "adr-1"),
        ("updated>2021", ""),
        ("updated:>2020", "adr-2 adr-1"),
        ("updated>=2021", "adr-2 adr-1"),
        ("updated>=2021-06", "adr-1"),
        ("updated<2021", "adr-10"),
        ("updated<=2020-05", "adr-10"),
        ("updated:2020-05-01..2021-06-30", "adr-10 adr-1"),
        ("updated:..2020", "adr-10"),
        ("updated:2021..", "adr-2 adr-1"),
        ("updated:<2020-06,>2021-05", "adr-10 adr-1"),
        ("-updated>=2021", "adr-10 b"),
        ("Updated>=2021 -impact:10", "adr-1"),
        ("impact>2.5", "adr-2"),
        ("impact>=2.5", "adr-10 adr-2"),
        ("impact:-3..2.5", "adr-10 adr-1"),
        ("impact:2.50", "adr-10"),
        ("reading-time<10", "adr-1 b"),
        ("reading_time:12", "adr-2"),
        ("readtime>=\"1 h\"", "adr-10"),
        ("tier>=silver", "adr-2 b"),
        ("tier:gold..silver", "adr-2 adr-1"),
        ("tier<silver", "adr-1"),
        ("risk:LOW", "adr-1"),
    ] {
        assert_eq!(listed(&book, &["--filter", filter]), expected, "{filter}");
    }
}

#[test]
fn words_look_into_titles_ids_other_names_descriptions_and_terms() {
    let book = book();
    for (filter, expected) in [
        ("bea", "b"),
        ("BÉA", "b"),
        ("note-7", "b"),
        ("adr", "adr-10 adr-2 adr-1"),
        ("\"load shed\"", "b"),
        ("\"shed load\"", ""),
        ("shed load", "b"),
        ("resilien", "b"),
        ("resilience-patterns", "b"),
        ("cafe", "adr-10"),
        ("tags:cafe", "adr-10"),
        ("first", "adr-1"),
        ("adr-1 -first", "adr-10"),
        ("\"-1\"", "adr-10 adr-1"),
        ("id:adr-2", "adr-2"),
        ("title:adr-2", "adr-2"),
        ("load and shed", ""),
        ("\"OR\" load", ""),
    ] {
        assert_eq!(listed(&book, &["--filter", filter]), expected, "{filter}");
    }
}

#[test]
fn what_is_not_understood_is_refused() {
    let book = book();
    for (filter, error) in [
        (
            "updated:two-thousand",
            "`two-thousand` is not a date, which `updated` needs; write `2024`, `2024-03`, `2024-03-01`, or a range: `2023..2024-06`",
        ),
        ("updated:2022..2021", "`2022..2021` ends before it starts; write `updated:2021..2022`"),
        (
            "updated:..",
            "`..` has neither a start nor an end; write `2024`, `2024-03`, `2024-03-01`, or a range: `2023..2024-06`",
        ),
        (
            "updated>",
            "`updated` compares with only one value; write `2024`, `2024-03`, `2024-03-01`, or a range: `2023..2024-06`",
        ),
        ("updated=>2021", "`updated=>2021` is not a condition; write `updated:>2021`"),
        ("tier!=gold", "`tier!=gold` is not a condition; write `-tier:gold`"),
        (
            "tier:!gold",
            "`!gold` is not a value to filter by; write `tier:gold`, or `-tier:gold` for all others",
        ),
        (
            "impact:many",
            "`many` is not a number, which `impact` needs; write `impact:3`, `impact>=3` or `impact:3..5`",
        ),
        (
            "impact:inf",
            "`inf` is not a number, which `impact` needs; write `impact:3`, `impact>=3` or `impact:3..5`",
        ),
        (
            "reading-time:soon",
            "`soon` is not a duration, which `reading_time` needs; write minutes: `reading_time<10`, `reading_time:5..10`",
        ),
        ("risk:medium", "`medium` is not a value of `risk`; the values are: low, high"),
        (
            "draft:maybe",
            "`maybe` is neither `true` nor `false`, which `draft` needs; write `draft:true` or `draft:false`",
        ),
        (
            "category>data",
            "`>data` compares, but `category` has no order; put the value in quotes: `category:\">data\"`",
        ),
        (
            "license:a..b",
            "`a..b` compares, but `license` has no order; put the value in quotes: `license:\"a..b\"`",
        ),
        ("tier>glod", "`glod` is not a term of `tier`; did you mean `gold`?"),
        (
            "examples:x",
            "the values of `examples` are too complex to filter by; `examples:` finds pages that have it",
        ),
        ("Vec<T>", "`Vec` is not a field to filter by; put the text in quotes to search for it: \"Vec<T>\""),
        ("title:^re", "`^re` is not a value to filter by; put the value in quotes: `title:\"^re\"`"),
        ("title:re*", "`re*` is not a value to filter by; put the value in quotes: `title:\"re*\"`"),
        ("tags:[cafe,x]", "`[cafe` is not a value to filter by; put the value in quotes: `tags:\"[cafe\"`"),
        (
            "!tags",
            "`!tags` is not a condition; write `-tags` for all without it, or put the text in quotes to search for it: \"!tags\"",
        ),
        (
            "-!tags",
            "`-!tags` is not a condition; write `tags` for all with it, or put the text in quotes to search for it: -\"!tags\"",
        ),
        (
            "!!tags",
            "`!!tags` is not a condition; write `tags` for all with it, or put the text in quotes to search for it: \"!!tags\"",
        ),
        // Two negations are none.
        ("!tier:gold", "`!tier:gold` is not a condition; write `-tier:gold`"),
        ("-!tier:gold", "`-!tier:gold` is not a condition; write `tier:gold`"),
        ("--tier:gold", "`--tier:gold` is not a condition; write `tier:gold`"),
        ("-tier!=gold", "`-tier!=gold` is not a condition; write `tier:gold`"),
        ("-tier=gold", "`-tier=gold` is not a condition; write `-tier:gold`"),
        ("!updated>2021", "`!updated>2021` is not a condition; write `-updated>2021`"),
        ("!tags:\"a b\"", "`!tags:\"a b\"` is not a condition; write `-tags:\"a b\"`"),
        // What word processors make of a `-`.
        ("–tier:gold", "`–tier:gold` is not a condition; write `-tier:gold`"),
        ("—tier:gold", "`—tier:gold` is not a condition; write `-tier:gold`"),
        (
            "tier:-gold",
            "`-gold` is not a value to filter by; write `tier:gold`, or `-tier:gold` for all others",
        ),
        (
            "tier:–gold",
            "`–gold` is not a value to filter by; write `tier:gold`, or `-tier:gold` for all others",
        ),
        ("!tier!=gold", "`!tier!=gold` is not a condition; write `tier:gold`"),
        ("--tier!=gold", "`--tier!=gold` is not a condition; write `-tier:gold`"),
        (
            "!a\"b c\"",
            "`!a\"b c\"` is not a condition; write `-a\"b c\"` for all without it, or put the text in quotes to search for it: \"!ab c\"",
        ),
        (
            "title:-pedantic",
            "`-pedantic` is not a value to filter by; write `title:pedantic`, or `-title:pedantic` for all others; put the value in quotes if it starts so: `title:\"-pedantic\"`",
        ),
        ("title~re", "`title~re` is not a condition; write `title:re`"),
        (
            "updated > 2021",
            "`>` has no field before it; write `field:value` or `field>value` without spaces, or put the text in quotes to search for it: \">\"",
        ),
        (
            ">2021",
            "`>2021` has no field before it; write `field:value` or `field>value` without spaces, or put the text in quotes to search for it: \">2021\"",
        ),
        (
            "tier:gold OR tier:silver",
            "`OR` does not join conditions: an entry must meet all of them; write `field:one,two` for either value, `-field:value` for all others, or put the word in quotes to search for it: \"OR\"",
        ),
        (
            "tier:gold and tags:cafe",
            "`and` does not join conditions: an entry must meet all of them; write `field:one,two` for either value, `-field:value` for all others, or put the word in quotes to search for it: \"and\"",
        ),
        ("upddated>2020", "`upddated` is not a field to filter by; did you mean `updated`?"),
    ] {
        let found = run(&book, &["list", "--filter", filter]);
        assert_eq!((found.code, found.stderr), (Some(2), format!("mdbook-patterns: {error}\n")), "{filter}");
    }
}

/// A term may start with the sign, however it is spelled.
#[test]
fn a_term_that_starts_with_a_dash_is_a_term() {
    let page = "---\ntags: [-Wall]\n---\n# X\n\nText.\n";
    let book = TestBook::new().page("a.md", page).page("b.md", "---\ntags: [x]\n---\n# Y\n").write();
    for filter in ["tags:-Wall", "tags:-wall", "tags:-WALL"] {
        assert_eq!(listed(&book, &["--filter", filter]), "a", "{filter}");
    }
}

#[test]
fn texts_sort_naturally_and_numbers_by_size() {
    let book = book();
    assert_eq!(listed(&book, &["--sort", "title"]), "adr-1 adr-2 adr-10 b");
    assert_eq!(listed(&book, &["--sort", "-title"]), "b adr-10 adr-2 adr-1");
    assert_eq!(listed(&book, &["--sort", "id"]), "adr-1 adr-2 adr-10 b");
    assert_eq!(listed(&book, &["--sort", "impact"]), "adr-1 adr-10 adr-2 b");
    assert_eq!(listed(&book, &["--sort", "-updated"]), "adr-1 adr-2 adr-10 b");
}
