//! Every diagnostic by its whole text, as authors see it in a terminal without colours.

use crate::support::TestBook;
use mdbook_patterns::diagnostic::Code;
use std::fs;
use std::path::Path;

/// What the plugin writes for a book of this page, between two others.
fn page(text: &str) -> String {
    page_in(TestBook::new(), text)
}

fn page_in(book: TestBook, text: &str) -> String {
    let book = book
        .page("page.md", text)
        .page("a/retry.md", "---\ntitle: Retry\n---\n# Retry\n")
        .page("b/retry.md", "---\ntitle: Retry again\n---\n# Retry again\n")
        .page("a/timeout.md", "---\ntitle: Timeout\n---\n# Timeout\n")
        .build();
    book.stderr()
}

/// A snapshot that must hold the code.
macro_rules! reports {
    ($code:ident, $stderr:expr) => {{
        let stderr = $stderr;
        assert!(
            stderr.contains(&format!("[{}]: ", Code::$code.id())),
            "{} is not reported:\n{stderr}",
            Code::$code.id()
        );
        insta::assert_snapshot!(stderr);
    }};
}

#[test]
fn every_code_has_a_golden_file() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/book/snapshots");
    let golden: String = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| {
            ["diagnostics__", "config__", "check_rules__"]
                .iter()
                .any(|test| path.to_str().unwrap().contains(test))
        })
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let shown = |code: &Code| golden.contains(&format!("[{}]: ", code.id()));
    // Bugs of ours, which no book is known to show; unit tests have their whole texts.
    let bugs = [Code::Panicked, Code::OverlappingEdits];
    let missing = Code::ALL.iter().filter(|code| !bugs.contains(code) && !shown(code));
    let missing: Vec<&str> = missing.map(|code| code.id()).collect();
    assert_eq!(missing, Vec::<&str>::new(), "no golden file shows these codes");
}

#[test]
fn a_build_says_what_many_pages_have_once() {
    let twins = |name: &'static str| {
        move |n: usize| (format!("{name}/{n}.md"), format!("---\ntitle: Page {n}\n---\n"))
    };
    let book = (0..51).map(twins("a")).chain((0..51).map(twins("b")));
    let book = book.fold(TestBook::new(), |book, (path, text)| book.page(&path, &text)).build();
    let stderr = book.stderr();
    assert!(
        stderr.contains("warning[P0304]: 51 times in 51 files: Two pages with the same title"),
        "{stderr}"
    );
    assert!(stderr.contains("2 entries have the title `Page 0`"), "{stderr}");
    let end = "mdbook-patterns: 51 warnings\nmdbook-patterns: `mdbook-patterns check --all` shows each\n";
    assert!(stderr.contains(end), "{stderr}");
}

#[test]
fn p0101_unclosed_front_matter() {
    reports!(UnclosedFrontMatter, page("---\ntitle: Page\n\n# Page\n\nText.\n"));
}

#[test]
fn p0101_unclosed_toml_front_matter() {
    let stderr = page("+++\ntitle = \"Page\"\n\n# Page\n");
    assert!(stderr.contains("put a line `+++` after"), "{stderr}");
    reports!(UnclosedFrontMatter, stderr);
}

#[test]
fn p0102_yaml_that_cannot_be_read() {
    reports!(InvalidFrontMatter, page("---\ntitle: Page\nreading_time: [X] min\ntier: gold\n---\n# Page\n"));
}

#[test]
fn p0102_front_matter_that_is_no_table() {
    reports!(InvalidFrontMatter, page("---\n- one\n- two\n---\n# Page\n"));
}

#[test]
fn p0106_text_that_goes_on_at_column_1() {
    reports!(UnindentedText, page("---\ntitle: Page\ndescription: \"long: text\ngoes on\"\n---\n# Page\n"));
}

#[test]
fn p0102_toml_that_cannot_be_read() {
    reports!(
        InvalidFrontMatter,
        page("+++\ntitle = \"Page\"\ntier = gold\nstatus = \"stub\"\n+++\n# Page\n")
    );
}

#[test]
fn p0102_a_tab_that_indents() {
    reports!(InvalidFrontMatter, page("---\ntitle: Page\nauthors:\n\t- Ann\ntier: gold\n---\n# Page\n"));
}

#[test]
fn p0103_an_unquoted_colon() {
    reports!(UnquotedColon, page("---\ntitle: Scenario: Delivering \"Bad\" News\ntier: gold\n---\n# Page\n"));
}

#[test]
fn p0104_a_key_twice() {
    reports!(DuplicateKey, page("---\ntitle: Page\ntier: gold\ntitle: Other\n---\n# Page\n"));
}

#[test]
fn p0104_a_field_under_two_names() {
    reports!(DuplicateKey, page("---\nlast_updated: 2024-01-01\nupdated: 2023-01-01\n---\n# Page\n"));
}

#[test]
fn p0104_a_key_twice_in_toml() {
    reports!(DuplicateKey, page("+++\ntier = \"gold\"\ntitle = \"Page\"\ntier = \"silver\"\n+++\n# Page\n"));
}

#[test]
fn p0105_too_much_front_matter() {
    let many = "x-key: \"a long text that nobody needs\"\n".repeat(8_000);
    reports!(OversizedFrontMatter, page(&format!("---\ntitle: Page\n{many}---\n# Page\n")));
}

#[test]
fn p0201_unknown_keys() {
    reports!(
        UnknownKey,
        page(
            "---\ntitle: Page\ntitel: Page\nminuets: 5\nzzz: 1\nx-mine: 1\nextra: {any: thing}\n---\n# Page\n"
        )
    );
}

#[test]
fn p0201_an_unknown_key_of_many_pages_is_reported_once() {
    let book =
        TestBook::new().page("c.md", "---\nzzz: 2\n---\n# C\n").page("b.md", "---\nzzz: 3\n---\n# B\n");
    reports!(UnknownKey, page_in(book, "---\nzzz: 1\n---\n# Page\n"));
}

#[test]
fn p0202_values_of_the_wrong_type() {
    reports!(
        WrongType,
        page(
            "---\ntitle: [One, Two]\ndescription: {a: b}\nreading_time: soon\norder: first\nwhen_to_use: {a: {b: c}}\nbest_for:\n  - [a, b]\nsearch: no\nquote: [a]\ntrade_offs: {up: 1}\n---\n# Page\n"
        )
    );
}

#[test]
fn p0203_dates_that_do_not_exist() {
    reports!(InvalidDate, page("---\nintroduced: 2023-02-29\nupdated: March 2024\n---\n# Page\n"));
}

#[test]
fn p0204_values_of_no_term() {
    reports!(
        UnknownValue,
        page("---\ntier: glod\nstatus: agreed\ndifficulty: \"[beginner|expert]\"\n---\n# Page\n")
    );
}

#[test]
fn p0204_values_that_the_field_does_not_declare() {
    let config = "[preprocessor.patterns.field.risk]\none-of = [\"low\", \"high\"]";
    reports!(UnknownValue, page_in(TestBook::new().config(config), "---\nrisk: hihg\n---\n# Page\n"));
}

#[test]
fn p0205_placeholders() {
    reports!(
        Placeholder,
        page(
            "---\ntitle: [Pattern Name]\ndescription: \"[One line]\"\nprerequisites:\n  - \"[Prerequisite 1]\"\n  - [other axioms]\ntags: [one, two]\n---\n# Page\n"
        )
    );
}

#[test]
fn p0206_a_required_field() {
    let config = "[preprocessor.patterns.field.owner]\nrequired-for = [\"runbook\"]";
    reports!(MissingField, page_in(TestBook::new().config(config), "---\ntype: Runbook\n---\n# Page\n"));
}

#[test]
fn p0207_a_text_of_several_values() {
    reports!(SeveralValues, page("---\ncategory: data, core\n---\n# Page\n"));
}

#[test]
fn p0301_references_to_pages_that_are_not_there() {
    reports!(
        UnresolvedReference,
        page(
            "---\nrelated: [timeuot, a/nowhere.md]\nprerequisites:\n  Some Thing: because\nsuperseded_by: zzz\n---\n# Page\n"
        )
    );
}

#[test]
fn p0302_a_reference_that_fits_two_pages() {
    reports!(AmbiguousReference, page("---\nrelated: [retry]\n---\n# Page\n"));
}

#[test]
fn p0302_help_can_be_followed() {
    let stderr = page("---\nrelated: [retry]\n---\n# Page\n");
    let (_, paths) = stderr.split_once("name one by its path: ").unwrap();
    let path = paths.split([',', '\n']).next().unwrap();
    assert_eq!(page(&format!("---\nrelated: [{path}]\n---\n# Page\n")), "");
}

#[test]
fn p0303_addresses_of_schemes_that_are_not_allowed() {
    reports!(
        UnsafeUrl,
        page(
            "---\nrelated: [\"[x](javascript:alert(1))\"]\nauthors: {name: A, url: \"javascript:alert(1)\"}\n---\n# Page\n"
        )
    );
}

#[test]
fn p0304_two_entries_of_one_title() {
    reports!(DuplicateTitle, page("---\ntitle: timeout\n---\n# Page\n"));
}

#[test]
fn p0202_steps_of_the_wrong_shape_point_at_the_step() {
    reports!(
        WrongType,
        page(
            "---\ntype: path\nsteps:\n  - {title: [a, b], patterns: timeout}\n  - {title: A, duration: soon, patern: timeout}\n  - [timeout]\n  - {text: only words}\n  - {Basics: timeout}\n---\n# Page\n"
        )
    );
}

#[test]
fn p0301_references_in_steps_to_pages_that_are_not_there() {
    reports!(
        UnresolvedReference,
        page(
            "---\ntype: path\nsteps:\n  - title: A\n    patterns: [timeuot]\n  - Basics: [retry]\n---\n# Page\n"
        )
    );
}

#[test]
fn p0305_a_path_that_names_a_page_before_what_it_needs() {
    let book = TestBook::new()
        .page("x.md", "---\ntitle: X\nprerequisites: [y, timeout]\n---\n# X\n")
        .page("y.md", "---\ntitle: Y\n---\n# Y\n");
    reports!(
        PathOrder,
        page_in(book, "---\ntype: path\nsteps:\n  - {title: A, patterns: [x, Y, x]}\n---\n# Page\n")
    );
}

#[test]
fn p0408_a_graph_of_too_many_pages() {
    let book = TestBook::new()
        .config("[preprocessor.patterns]\nmermaid = true")
        .page("x.md", "---\ntitle: X\nrelated: [timeout, Page]\n---\n# X\n");
    reports!(GraphTooLarge, page_in(book, "# Page\n\n{{#patterns graph of=x limit=2}}\n"));
}

#[test]
fn p0409_a_matrix_of_too_many_cells() {
    let book = TestBook::new()
        .page("x.md", "---\ntitle: X\ntags: [a, b]\ntier: gold\n---\n# X\n")
        .page("y.md", "---\ntitle: Y\ntags: [c]\ntier: silver\n---\n# Y\n");
    reports!(
        MatrixTooLarge,
        page_in(book, "# Page\n\n{{#patterns matrix rows=tags columns=tier limit=5}}\n")
    );
}

#[test]
fn p0401_an_unknown_directive() {
    reports!(UnknownDirective, page("# Page\n\n{{#patterns catalouge}}\n"));
}

#[test]
fn p0402_an_argument_that_the_directive_does_not_take() {
    reports!(InvalidArgument, page("# Page\n\n{{#patterns count fitler=x}}\n"));
}

#[test]
fn p0403_a_block_in_a_line() {
    reports!(DirectiveNotAlone, page("# Page\n\nSee {{#patterns stats}}.\n"));
}

#[test]
fn p0404_an_unknown_kind_of_box() {
    reports!(UnknownBoxKind, page("# Page\n\n> [!AXOIM] Title\n> text\n\n> [!Zebra]\n> text\n"));
}

#[test]
fn p0405_unknown_furniture_in_hide() {
    reports!(UnknownFurniture, page("---\nhide: [badgse, zebra, toc]\n---\n# Page\n"));
}

#[test]
fn p0406_a_raw_box_that_is_never_closed() {
    reports!(UnclosedBox, page("# Page\n\n<div class=\"axiom-box\">\n\nText.\n"));
}

#[test]
fn p0407_a_directive_that_is_never_closed() {
    reports!(UnclosedDirective, page("# Page\n\nText {{#patterns catalog view=list\n\nText.\n"));
}

#[test]
fn p0410_a_block_that_the_end_of_the_page_ends() {
    reports!(LeftOpen, page("# Page\n\nText.\n\n```rust\nfn a() {}\n\nMore text.\n"));
}

#[test]
fn p0411_an_end_tag_that_stops_mdbook() {
    let found = |text: &str| TestBook::new().page("page.md", text).write().found();
    for fine in [
        "# Page\n\n<b>a</b> `</p>` <br> <em>b</em> </i> <span>c</span>\n\n<p>\n\nText.\n\n</p>\n",
        "# Page\n\n<p-card>\n\nText </p-card> more *this </em-emoji> x*\n\n</p-card>\n\nText <p class=x/>inner</p>\n",
        "# Page\n\n- <p>a</p>\n\n| a </td> |\n|---|\n| b </th> |\n",
    ] {
        assert!(!found(fine).contains("P0411"), "{}", found(fine));
        TestBook::new().page("page.md", fine).build();
    }
    reports!(
        StrayEnd,
        found(
            "# Page\n\nText </p> more.\n\n- *a </em> b*\n- c </li>\n\n> ~~d </DEL> e~~ [x </a>](page.md)\n\n| f </th> |\n|---|\n| g </td> |\n"
        )
    );
}

/// Blocks of raw HTML as well: what is reported is what mdBook itself stops at, and nothing else is.
#[test]
fn p0411_is_what_mdbook_stops_at_in_blocks_of_html() {
    for (text, stops) in [
        ("# A\n\n> a\n>\n> </blockquote>\n", true),
        ("# A\n\n- a\n\n  </li>\n", true),
        ("# A\n\n- a\n\n  <div>\n  </div\n  ></li>\n", true),
        ("# A\n\n> <div>\n>\n> a\n>\n> </div></blockquote>\n", true),
        ("# A\n\n</blockquote>\n\n</div>\n\n</p>\n", false),
        ("# A\n\n<blockquote>\n\na\n\n</blockquote>\n", false),
        ("# A\n\n<ul>\n<li>\n\n- a\n\n</li>\n</ul>\n", false),
        ("# A\n\n> <!-- </blockquote> -->\n> <pre>\n> </pre>\n\n- <details>\n\n  a\n\n  </details>\n", false),
        ("# A\n\n<div>\n\n> a\n\n</div>\n\n<p align=\"center\">\n  <img src=\"x.png\">\n</p>\n", false),
    ] {
        let is_built = || TestBook::new().page("a.md", text).without_plugin().try_build().is_ok();
        assert_eq!(std::panic::catch_unwind(is_built).unwrap_or(false), !stops, "{text}");
        let found = TestBook::new().page("a.md", text).write().found();
        assert_eq!(found.contains("P0411"), stops, "{text}{found}");
    }
}

#[test]
fn p0601_assets_of_another_version() {
    let config = "[preprocessor.patterns]\nassets-version = \"0.0.1\"";
    reports!(StaleAssets, page_in(TestBook::new().config(config), "# Page\n"));
}

#[test]
fn p0602_a_book_without_our_stylesheet() {
    reports!(MissingAssets, page_in(TestBook::new().unstyled(), "# Page\n"));
}

#[test]
fn p0602_is_no_matter_of_other_renderers() {
    let book = TestBook::new().unstyled().config("[output.markdown]");
    assert_eq!(page_in(book, "# Page\n"), "");
}

#[test]
fn p0603_another_version_of_mdbook() {
    let run = TestBook::new().page("a.md", "# A\n").write();
    let input = format!(
        r#"[{{"root":{:?},"config":{{"book":{{}}}},"renderer":"markdown","mdbook_version":"0.4.52"}},{{"items":[]}}]"#,
        run.root()
    );
    let report = in_process(&input);
    reports!(UnsupportedMdbook, report);
}

#[test]
fn p0604_the_renderer_that_was_a_program_of_its_own() {
    let run = TestBook::new().config("[output.html]\n[output.patterns-index]").page("a.md", "# A\n").write();
    let input = format!(
        r#"[{{"root":{:?},"config":{{"book":{{}},"output":{{"html":{{}},"patterns-index":{{}}}}}},"renderer":"markdown","mdbook_version":"0.5.4"}},{{"items":[]}}]"#,
        run.root()
    );
    reports!(OldRenderer, in_process(&input));
}

/// The report of a run on this input, drawn as a terminal without colours shows it.
fn in_process(input: &str) -> String {
    let (context, mut book) = mdbook_preprocessor::parse_input(input.as_bytes()).unwrap();
    let report = mdbook_patterns::preprocess::run(&context, &mut book);
    assert!(!report.fails);
    without_colours(&report.text)
}

/// Text without ANSI codes.
fn without_colours(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        out += before;
        rest = after.split_once('m').map_or("", |(_, after)| after);
    }
    out + rest
}

#[test]
fn p0306_old_addresses_that_cannot_lead_to_the_page() {
    let text =
        "---\ntitle: Page\nredirect_from: [old.html, ../out.html, other.html, old.html]\n---\n# Page\n";
    reports!(InvalidRedirect, page_in(TestBook::new().page("other.md", "# Other\n"), text));
}

#[test]
fn p0306_lines_of_the_file_of_old_addresses_that_lead_nowhere() {
    let lines = "# mine\nold/ -> a.md\nother.html -> a.md\nup/ -> gone.md\nno arrow\n../out -> a.md\nold -> https://x.org\n";
    let book = TestBook::new()
        .config(&format!(
            "[output.html]\n[output.patterns]\ncommand = '{}'\nredirects = \"old.txt\"\n",
            env!("CARGO_BIN_EXE_mdbook-patterns")
        ))
        .file("old.txt", lines)
        .page("a.md", "# A\n")
        .page("other.md", "# Other\n")
        .write();
    let checked = book.run(&["check"]);
    insta::assert_snapshot!(checked.stdout);
}

/// A book with these values of our renderer.
fn rendering(values: &str) -> TestBook {
    let command = env!("CARGO_BIN_EXE_mdbook-patterns");
    TestBook::new().config(&format!("[output.html]\n[output.patterns]\ncommand = '{command}'\n{values}\n"))
}

#[test]
fn p0306_old_addresses_do_not_lead_to_pages_that_are_not_published() {
    let lines = "a/ -> orphan.md\nb/ -> draft.md\nc/ -> SUMMARY.md\nd/ -> a.md\ne/ -> f.txt\n";
    let book = rendering("redirects = \"old.txt\"")
        .file("old.txt", lines)
        .file("src/orphan.md", "# Orphan\n")
        .file("src/f.txt", "f")
        .page("draft.md", "---\ndraft: true\n---\n# Draft\n")
        .page("a.md", "# A\n")
        .write();
    let said = book.run(&["check"]).stdout;
    for line in [
        "`a/` leads to `orphan.md`, of which the book publishes no page",
        "`b/` leads to `draft.md`, of which the book publishes no page",
        "`c/` leads to `SUMMARY.md`, of which the book publishes no page",
    ] {
        assert!(said.contains(line), "{said}");
    }
    assert_eq!(said.matches("[P0306]").count(), 3, "{said}");
}

#[test]
fn p0502_a_file_of_old_addresses_lies_in_the_book() {
    for path in ["../r.txt", ".", "/abs/r.txt"] {
        let said = rendering(&format!("redirects = \"{path}\"")).page("a.md", "# A\n").write();
        let said = said.run(&["check"]).stdout;
        let message =
            format!("[P0502]: `redirects` needs the path of a file in the folder of the book, not `{path}`");
        assert!(said.contains(&message) && said.contains("--> book.toml:"), "{said}");
    }
}

#[test]
fn all_problems_of_a_book_come_together_sorted_by_place() {
    let book = TestBook::new()
        .page("z.md", "---\ntier: glod\n---\n# Z\n\n{{#patterns nothing-here}}\n")
        .page("b.md", "---\nupdated: 2023-02-29\ntitel: B\n---\n# B\n")
        .page("a.md", "# A\n\n> [!ZEBRA] x\n> y\n");
    let stderr = page_in(book, "---\ntitle: a: b\n---\n");
    insta::assert_snapshot!(stderr);
}

#[test]
fn places_count_characters_and_show_the_whole_line() {
    let line = "---\ndescription: \"naïve — 日本語\" \nupdated: \"日本語 – 2024\"\n---\n# Page\n";
    reports!(InvalidDate, page(line));
}

#[test]
fn places_are_right_behind_crlf_and_a_bom() {
    reports!(
        InvalidDate,
        page(
            "\u{feff}---\r\ntitle: Page\r\nupdated: 2023-02-29\r\n---\r\n# Page\r\n\r\n{{#patterns nope}}\r\n"
        )
    );
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let stderr =
        page("---\ntier: \"a\\e[31mb\\u0007\"\n---\n# Page \u{1b}[31m\n\n{{#patterns \u{1b}[31mx}}\n");
    assert!(stderr.contains("P0204") && stderr.contains("P0401"), "{stderr}");
    assert!(!stderr.contains('\u{1b}') && !stderr.contains('\u{7}'), "{stderr:?}");
}

#[test]
fn a_book_without_problems_is_silent() {
    assert_eq!(page("---\ntitle: Page\n---\n# Page\n"), "");
}

#[test]
fn problems_fail_the_build_where_the_book_says_so() {
    let failure = TestBook::new()
        .config("[preprocessor.patterns]\non-problem = \"error\"")
        .page("a.md", "---\ntitel: A\n---\n# A\n")
        .try_build()
        .unwrap_err();
    insta::assert_snapshot!(failure);
}

fn mkdocs(text: &str) -> String {
    page_in(TestBook::new().config("[preprocessor.patterns]\nmkdocs-syntax = true\n"), text)
}

#[test]
fn p0340_a_text_that_no_field_takes() {
    let text = "---\ntitle: Page\n---\n# Page\n\n* Status: agreed\n* Date: soon\n";
    let stderr = TestBook::new().page("page.md", text).write().run(&["lift"]).stderr;
    reports!(NotLifted, stderr);
}

#[test]
fn p1201_an_admonition_of_an_unknown_kind() {
    reports!(UnknownAdmonition, mkdocs("# Page\n\n- item\n\n    !!! nite \"T\"\n        Text.\n"));
}

#[test]
fn p1202_an_icon_that_nobody_has_is_reported_once() {
    let text = "# Page\n\n:material-no-such: a\n\n!!! note\n    :material-no-such: b :simple-own:\n";
    reports!(UnknownIcon, mkdocs(text));
}

#[test]
fn p1203_attributes_that_pages_may_not_set() {
    reports!(RefusedAttribute, mkdocs("# Page\n\n=== \"A\"\n    [a](retry.md){ onclick=x .b }\n"));
}

#[test]
fn p0508_a_table_that_chooses_nothing() {
    let book = TestBook::new()
        .config("[preprocessor.patterns.entries]\npaths = [\"adr/**\"]\n")
        .page("decisions/b.md", "# B\n")
        .page("decisions/c.md", "# C\n");
    reports!(NothingChosen, page_in(book, "# Page\n"));
}

#[test]
fn p0508_a_catalog_without_entries() {
    let said = |config: &str, page: &str| {
        let book = TestBook::new().config(config).page("etcd/a.md", page);
        book.page("etcd/b.md", "# B\n").page("dns/c.md", "# C\n").build().stderr()
    };
    let wanted = "[preprocessor.patterns.taxonomy.team]\nfrom = \"folder\"\n";
    reports!(NothingChosen, said(wanted, "# A\n"));
    // Boxes and links need no entries, and a page with front matter is one.
    assert_eq!(said("[preprocessor.patterns]\n", "# A\n"), "");
    assert_eq!(said(wanted, "---\ntitle: A\n---\n# A\n"), "");
}

#[test]
fn p0509_more_terms_than_pages() {
    let book = TestBook::new()
        .config("[preprocessor.patterns.taxonomy.tags]\npages = 2\n")
        .page("b.md", "---\ntitle: B\ntype: pattern\ntags: [one, two, three]\n---\n# B\n");
    reports!(TermsWithoutPages, page_in(book, "---\ntype: pattern\ntags: [two, three]\n---\n# Page\n"));
}

#[test]
fn p0506_p0507_names_in_templates() {
    let book = TestBook::new()
        .file("theme/patterns/lead.html", "<p>{{ descripton|inline }}</p>\n")
        .file("theme/patterns/leed.html", "<p>{{ description|inline }}</p>\n");
    let stderr = page_in(book, "---\ndescription: Short.\n---\n# Page\n");
    assert!(stderr.contains("[P0506]: "), "{stderr}");
    reports!(UnknownTemplate, stderr);
}

#[test]
fn advice_on_toml_is_toml() {
    let book = TestBook::new()
        .config("[preprocessor.patterns]\non-problem = \"warn\"\n[preprocessor.patterns.field.owner]\ntype = \"text\"\nrequired-for = [\"runbook\"]\n")
        .page("a.md", "+++\ntype = \"runbook\"\ndraft = false\nreading_time = \"soon\"\nquote = [1]\nstatus = \"superseded\"\nupdated = \"never\"\n+++\n# A\n")
        .page("b.md", "---\ntype: runbook\n---\n# B\n")
        .build();
    let said = book.stderr();
    for advice in
        ["`owner = \"...\"`", "`reading_time = \"15 min\"`", "`quote = { text = \"...\", by = \"...\" }`"]
    {
        assert!(said.contains(advice), "{advice}\n{said}");
    }
    assert!(!said.contains("`reading_time: "), "{said}");
}
