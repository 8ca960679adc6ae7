//! The furniture of packs and learning paths, as real mdBook builds them.

use crate::parts::{attributes, element, elements};
use crate::support::{Built, TestBook};

const PACK: &str = "---\ntitle: Starter\ntype: pack\naudience: [New *services*, Teams]\nduration: 2 weeks\ntier: gold\npatterns:\n  retry: \"Try *again*\"\n  timeout:\n  \"[the manual](sub/deep.md)\":\n  \"[elsewhere](https://example.org/)\":\n---\n# Starter\n\nWhy these.\n";

const PATH: &str = "---\ntitle: Basics\ntype: path\nsteps:\n  - title: \"Bound *it*\"\n    text: First `of` all.\n    patterns: [timeout]\n  - Then: [retry, deep]\n  - title: Exercise\n    duration: 1 h\n    text: Break it.\n  - timeout\n---\n# Basics\n\nHow to read.\n";

fn library() -> TestBook {
    TestBook::new()
        .page("timeout.md", "---\ntitle: Timeout\ntier: gold\nreading_time: 10\ndescription: Bound *waits*\n---\n# Timeout\n")
        .page("retry.md", "---\ntitle: Retry <b>\ntier: silver\nreading_time: 20\nprerequisites: [timeout, base]\n---\n# Retry\n")
        .page("sub/deep.md", "---\ntitle: Deep\nreading_time: 5\n---\n# Deep\n")
        .page("base.md", "---\ntitle: Base\n---\n# Base\n")
}

fn build(path: &str, text: &str) -> Built {
    let book = library().page(path, text).build();
    assert_eq!(book.stderr(), "");
    book
}

#[test]
fn pack_lists_its_patterns_in_order_with_their_time() {
    let main = build("in/pack.md", PACK).main("in/pack.html");
    insta::assert_snapshot!(element(&main, "patterns-pack"));
    assert_eq!(elements(&main, "patterns-related"), Vec::<String>::new(), "it does not list them twice");
}

#[test]
fn pack_says_for_whom_it_is_and_how_long_it_takes() {
    let main = build("in/pack.md", PACK).main("in/pack.html");
    insta::assert_snapshot!(element(&main, "patterns-meta"));
}

#[test]
fn pack_shows_on_the_pages_of_its_patterns() {
    let main = build("in/pack.md", PACK).main("timeout.html");
    insta::assert_snapshot!(element(&main, "patterns-related"));
}

#[test]
fn pack_of_nothing_shows_nothing() {
    let main = build("pack.md", "---\ntitle: P\ntype: pack\n---\n# P\n").main("pack.html");
    assert_eq!(elements(&main, "patterns-pack"), Vec::<String>::new());
}

#[test]
fn graph_shows_what_a_page_needs_and_what_builds_on_it() {
    let config = "[preprocessor.patterns.furniture]\nbottom = [\"graph\"]";
    let page = "---\ntitle: Own\nprerequisites: [retry]\nrelated: [deep]\n---\n# Own\n";
    let book = library().config(config).page("in/own.md", page).build();
    assert_eq!(book.stderr(), "");
    insta::assert_snapshot!(element(&book.main("in/own.html"), "patterns-graph"));
}

#[test]
fn steps_are_numbered_with_their_pages_and_times() {
    let main = build("in/path.md", PATH).main("in/path.html");
    insta::assert_snapshot!(element(&main, "patterns-steps"));
    assert_eq!(elements(&main, "patterns-related"), Vec::<String>::new(), "it does not list them twice");
}

#[test]
fn steps_of_patterns_alone_are_one_for_each() {
    let text = "---\ntitle: Short\ntype: learning-path\npatterns: [timeout, retry]\n---\n# Short\n";
    let main = build("path.md", text).main("path.html");
    insta::assert_snapshot!(element(&main, "patterns-steps"));
}

#[test]
fn steps_have_ids_that_do_not_depend_on_their_place() {
    let text = "---\ntype: path\nsteps:\n  - {title: A, patterns: timeout}\n  - {title: A}\n  - {title: \"🎉\", patterns: [retry, deep]}\n  - {title: a-2}\n  - {title: \"!\"}\n  - {title: 超時}\n---\n# P\n";
    let steps = element(&build("path.md", text).main("path.html"), "patterns-steps");
    assert_eq!(attributes(&steps, "data-id"), ["a", "a-2", "retry-deep", "a-2-2", "step", "超時"]);
}

#[test]
fn steps_of_other_pages_are_their_own_business() {
    let text = "---\ntitle: Runbook\nsteps: [Open the console, Restart]\n---\n# Runbook\n";
    let main = build("runbook.md", text).main("runbook.html");
    assert_eq!(elements(&main, "patterns-steps"), Vec::<String>::new());
}

#[test]
fn path_nav_leads_to_the_neighbours_on_each_path() {
    let other = "---\ntitle: Other\ntype: path\nsteps: [deep, retry]\n---\n# Other\n";
    let config = "[preprocessor.patterns.furniture]\nbottom = [\"path-nav\"]";
    let book = library().page("in/path.md", PATH).page("other.md", other).config(config).build();
    insta::assert_snapshot!(elements(&book.main("retry.html"), "patterns-path").join("\n"));
}

#[test]
fn path_nav_of_a_page_named_twice_is_that_of_its_first_place() {
    let main = library().page("in/path.md", PATH).build().main("timeout.html");
    assert_eq!(attributes(&element(&main, "patterns-nav-next"), "href"), ["retry.html"]);
    assert!(main.contains("Step 1 of 4"), "{main}");
}

#[test]
fn path_nav_is_absent_from_pages_on_no_path() {
    let main = build("in/path.md", PATH).main("base.html");
    assert_eq!(elements(&main, "patterns-path-title"), Vec::<String>::new());
}

#[test]
fn the_neighbours_on_paths_and_in_the_book_are_one_row() {
    let other = "---\ntitle: Other\ntype: path\nsteps: [deep, retry, base]\n---\n# Other\n";
    let book = library().page("in/path.md", PATH).page("other.md", other).build();
    assert_eq!(elements(&book.main("retry.html"), "patterns-nav").len(), 1);
    insta::assert_snapshot!(element(&book.main("retry.html"), "patterns-nav"));
    insta::assert_snapshot!(
        "at_the_end_of_a_path_the_book_goes_on",
        element(&book.main("base.html"), "patterns-nav")
    );
}

#[test]
fn where_book_and_path_go_the_same_way_it_is_said_once() {
    let path = "---\ntitle: Short\ntype: path\nsteps: [timeout, retry, deep]\n---\n# Short\n";
    let main = build("path.md", path).main("retry.html");
    let nav = element(&main, "patterns-nav");
    assert_eq!(attributes(&nav, "href"), ["path.html", "timeout.html", "sub/deep.html"]);
    assert_eq!(attributes(&nav, "rel"), ["prev", "next"]);
    assert!(!nav.contains("In the book"), "{nav}");
}

#[test]
fn the_two_pieces_stay_two_where_the_book_sets_them_apart_or_has_its_own_template() {
    let apart = "[preprocessor.patterns.furniture]\ntop = [\"path-nav\"]\nbottom = [\"nav\"]";
    let own = library()
        .page("in/path.md", PATH)
        .file("theme/patterns/nav.html", "<nav class=\"own\">{{ next.title }}</nav>\n");
    let book = library().page("in/path.md", PATH).config(apart).build();
    let main = book.main("retry.html");
    assert_eq!(elements(&main, "patterns-path").len(), 1, "{main}");
    assert_eq!(elements(&main, "patterns-nav").len(), 2, "{main}");
    assert!(!main.contains("In the book"), "{main}");
    let main = own.build().main("retry.html");
    assert_eq!((elements(&main, "own").len(), elements(&main, "patterns-path").len()), (1, 1), "{main}");
}

#[test]
fn a_page_that_hides_one_of_the_two_shows_the_other() {
    let page = |hide: &str| {
        let text = format!("---\ntitle: Retry\nhide: [{hide}]\n---\n# Retry\n");
        library().page("in/path.md", PATH).file("src/retry.md", text).build().main("retry.html")
    };
    let main = page("nav");
    assert_eq!(
        attributes(&element(&main, "patterns-path"), "href"),
        ["in/path.html", "timeout.html", "sub/deep.html"]
    );
    assert_eq!(elements(&main, "patterns-nav").len(), 1, "{main}");
    let main = page("path-nav");
    assert_eq!(elements(&main, "patterns-path-title"), Vec::<String>::new());
    assert_eq!(elements(&main, "patterns-nav").len(), 1, "{main}");
}

#[test]
fn without_its_piece_a_path_is_among_the_related_pages() {
    let config = "[preprocessor.patterns.furniture]\nbottom = [\"related\"]";
    let book = library().config(config).page("path.md", PATH).build();
    insta::assert_snapshot!(element(&book.main("sub/deep.html"), "patterns-related"));
}

#[test]
fn all_of_them_are_markdown_in_text_mode() {
    let boxes = "\n{{#patterns box pack}}\n\n{{#patterns box steps}}\n\n{{#patterns box path-nav}}\n";
    let pack = library().page("pack.md", &format!("{PACK}{boxes}")).expanded("pack.md", "markdown");
    let path = library().page("path.md", &format!("{PATH}{boxes}")).expanded("path.md", "markdown");
    let stop = library()
        .page("path.md", PATH)
        .page("x.md", "# X\n\n{{#patterns box path-nav}}\n")
        .page("p.md", "---\ntype: path\nsteps: [timeout, x, retry]\n---\n# P\n")
        .expanded("x.md", "markdown");
    insta::assert_snapshot!(format!("{pack}\n=====\n{path}\n=====\n{stop}"));
}

#[test]
fn a_line_turns_all_reading_times_off_and_no_time_that_an_author_gave() {
    let on =
        "{{#patterns stats}}\n\n{{#patterns term tier gold}}\n\n{{#patterns packs}}\n\n{{#patterns paths}}\n";
    let build = |config: &str| {
        let pages = library().page("pack.md", &PACK.replace("duration: 2 weeks\n", "")).page("path.md", PATH);
        let book = pages.page("all.md", on).config(config).build();
        ["timeout.html", "pack.html", "path.html", "all.html"].map(|page| book.main(page))
    };
    let is_timed = |main: &String| main.contains("eading time") || main.contains(" min<");
    assert!(build("").iter().all(is_timed));
    let [timeout, pack, path, all] = build("[preprocessor.patterns]\nreading-time = false");
    for main in [&timeout, &pack, &path, &all] {
        assert!(!is_timed(main), "{main}");
    }
    assert!(path.contains("Duration: 1 h") && path.contains("Total: 1 h<"), "{path}");
}
