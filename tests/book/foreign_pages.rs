//! Pages of libraries that know nothing of this program: what is reported is true, what is reported as fixed is, and what
//! their authors wrote shows.

use std::fs;

use crate::support::{Built, TestBook};
use serde_json::json;

fn page(front_matter: &str, title: &str) -> String {
    format!("---\n{front_matter}\n---\n\n# {title}\n\nText.\n")
}

/// What `check --fix` leaves to be said, and a page after it.
fn fixed(book: TestBook, file: &str) -> (String, String) {
    let book = book.write();
    book.run(&["check", "--fix", "--force"]);
    (book.found(), fs::read_to_string(book.root().join("src").join(file)).unwrap())
}

#[test]
fn links_of_a_wiki_are_said_and_written_as_links() {
    let text = "# A\n\nSee [[Saga]], [[saga|the saga]], [[The saga|saga.how]], ![[cat.png]], [[saga#How it works]],\n\
                [[#Below]], [[gone]], `[[saga]]`, \\[[saga]], [[1]] and [[1]](x/saga.md).\n\n## Below\n\nText.\n";
    let book = TestBook::new()
        .page("a.md", text)
        .page("x/saga.md", "# Saga\n\n## How it works\n\nText.\n")
        .page("saga.how.md", "# How\n")
        .file("src/pix/cat.png", "");
    let found = book.clone().write().found();
    assert_eq!(found.matches("which mdBook shows as text").count(), 7, "{found}");
    assert!(found.contains("no page of the book has this name"), "{found}");
    let (left, text) = fixed(book, "a.md");
    let wanted = "# A\n\nSee [Saga](x/saga.md), [the saga](x/saga.md), [The saga](saga.how.md), ![](pix/cat.png), \
                  [saga#How it works](x/saga.md#how-it-works),\n\
                  [#Below](#below), [[gone]], `[[saga]]`, \\[[saga]], [[1]] and [[1]](x/saga.md).\n\n## Below\n\nText.\n";
    assert_eq!(text.as_str(), wanted, "{left}");
    // A text may be the title of another page.
    let text = "# A\n\n[[Commands|ref.commands]], [[Commands|v://vault/ref.commands]], [[Commands|How]], [[Commands|ref.commands^x1]], [[Commands|gone.commands]].\n";
    let book = TestBook::new()
        .page("a.md", text)
        .page("pod.commands.md", "# Commands\n")
        .page("ref.commands.md", "# Reference\n")
        .page("other.md", "# How\n");
    let (left, text) = fixed(book, "a.md");
    let wanted = "# A\n\n[Commands](ref.commands.md), [Commands](ref.commands.md), [[Commands|How]], [[Commands|ref.commands^x1]], [[Commands|gone.commands]].\n";
    assert_eq!(text, wanted, "{left}");
    assert!(left.contains("both sides name a page"), "{left}");
    // Two brackets mean nothing of the kind in a book where none names a page.
    let book = TestBook::new().page("a.md", "# A\n\nA table is [[bin]] and [[test]].\n").write();
    assert_eq!(book.found(), "mdbook-patterns: no problems in 1 page\n");
}

#[test]
fn a_link_of_a_wiki_is_fixed_only_where_one_reading_is_sure() {
    let book = |text: &str| {
        TestBook::new()
            .page("a.md", text)
            .page("retry.md", "# Retry\n")
            .page("saga.how.md", "# How\n")
            .page("0300-use-x.md", "# Use x\n")
            .file("src/notes.pdf", "")
            .file("src/d.png", "")
    };
    for (written, wanted, help) in [
        ("[[notes.pdf|Retry]]", "[[notes.pdf|Retry]]", "write `[text](notes.pdf)`"),
        ("[[retry-v2|Retry]]", "[[retry-v2|Retry]]", "if that is meant, write `[retry-v2](retry.md)`"),
        ("[[More|retry]]", "[[More|retry]]", "if that is meant, write `[More](retry.md)`"),
        ("[[More|retry.md]]", "[[More|retry.md]]", "if that is meant, write `[More](retry.md)`"),
        ("[[d.png|300]]", "[[d.png|300]]", "write `[text](d.png)`"),
        ("[[Retry|how]]", "[[Retry|how]]", "both sides name a page or a file"),
        ("![[d.png|300]]", "![[d.png|300]]", "write `<img src=\"d.png\" width=\"300\" alt=\"\">`"),
        ("![[d.png|A cat|300x200]]", "![[d.png|A cat|300x200]]", "width=\"300\" alt=\"A cat\">"),
        ("![[gone.png|Retry]]", "![[gone.png|Retry]]", "no page of the book has this name"),
        ("![[notes.pdf]]", "![[notes.pdf]]", "write `[text](notes.pdf)`"),
        ("![[d.png|A cat]]", "![A cat](d.png)", ""),
        ("[[More|saga.how]]", "[More](saga.how.md)", ""),
        ("[[More|v://vault/retry]]", "[More](retry.md)", ""),
        ("[[retry|Use x]]", "[Use x](retry.md)", ""),
        ("<div>[[retry]]</div>", "<div>[[retry]]</div>", "write `<a href=\"retry.md\">retry</a>`"),
        ("<div>\n![[d.png]]\n</div>", "<div>\n![[d.png]]\n</div>", "write `<img src=\"d.png\" alt=\"\">`"),
        ("<div>\n\n[[retry]]\n\n</div>", "<div>\n\n[retry](retry.md)\n\n</div>", ""),
        ("| a |\n|---|\n| [[retry\\|the text]] |", "| a |\n|---|\n| [the text](retry.md) |", ""),
    ] {
        // The last link says that the book has such links.
        let text = format!("# A\n\n{written}\n\n[[retry]]\n");
        let (left, text) = fixed(book(&text), "a.md");
        assert_eq!(text, format!("# A\n\n{wanted}\n\n[retry](retry.md)\n"), "{left}");
        let found = book(&format!("# A\n\n{written}\n\n[[retry]]\n")).write().found();
        assert!(found.contains(help), "{written}: {found}");
    }
}

#[test]
fn the_address_of_a_link_by_reference_is_fixed_where_it_stands() {
    let text = "# A\n\n[One][1], [again][1] and [two][2].\n\n[1]: ./b\n[2]: ./c#Some-Heading\n";
    let book = TestBook::new()
        .page("a.md", text)
        .page("b.md", "# B\n")
        .page("c.md", "# C\n\n## Some heading\n\nText.\n");
    let (left, text) = fixed(book, "a.md");
    assert_eq!(text, "# A\n\n[One][1], [again][1] and [two][2].\n\n[1]: b.md\n[2]: c.md#some-heading\n");
    // The parser says where a definition is; code is none, and neither is the text of a link.
    for (written, wanted) in [
        ("[x][l]\n\n[l]:\tb/\n\n```\n[l]: b/\n```\n", "[x][l]\n\n[l]:\tb.md\n\n```\n[l]: b/\n```\n"),
        ("[x][l]\n\n    [l]: b/\n\n[l]:  b/ 'B'\n", "[x][l]\n\n    [l]: b/\n\n[l]:  b.md 'B'\n"),
        ("[x][L]\n\n[l]:\n  <b/>\n", "[x][L]\n\n[l]:\n  <b.md>\n"),
        ("> [x][l]\n>\n> [l]:\n> b/\n", "> [x][l]\n>\n> [l]:\n> b.md\n"),
        ("[b/] and [b/][]\n\n[b/]: b/\n", "[b/] and [b/][]\n\n[b/]: b.md\n"),
        ("[x][a\\]: b/]\n\n[a\\]: b/]: b/\n", "[x][a\\]: b/]\n\n[a\\]: b/]: b.md\n"),
        ("[x][l]\n\n[l]: b/\n[l]: b/\n", "[x][l]\n\n[l]: b.md\n[l]: b/\n"),
        ("[\\#b/](b/\\#y)\n", "[\\#b/](b/\\#y)\n"),
    ] {
        let book =
            TestBook::new().page("a.md", &format!("# A\n\n{written}")).page("b.md", "# B\n\n## y\n\nText.\n");
        let (left, text) = fixed(book, "a.md");
        assert_eq!(text, format!("# A\n\n{wanted}"), "{left}");
    }
    assert!(left.starts_with("mdbook-patterns: no problems"), "{left}");
}

#[test]
fn links_from_the_former_address_of_a_site_say_where_it_is_set() {
    let book = TestBook::new()
        .page("a.md", "# A\n\n[B](/docs/part/b/) and [C](/docs/part).\n")
        .page("part/b.md", "# B\n")
        .page("part/_index.md", "# Part\n");
    let found = book.clone().write().found();
    assert!(found.contains("set `site-url = \"/docs/\"` in `[output.html]`"), "{found}");
    let (left, text) = fixed(book.config("[output.html]\nsite-url = \"/docs/\"\n"), "a.md");
    assert_eq!(text, "# A\n\n[B](part/b.md) and [C](part/_index.md).\n", "{left}");
}

#[test]
fn a_day_without_a_word_about_changes_is_no_date_of_an_update() {
    let (old, new) = (|key: &str| format!("{key}: 2019-01-01"), "updated: 2024-01-01");
    for (key, is_stale) in [("date", false), ("updated", true), ("lastmod", true)] {
        let book = TestBook::new()
            .page("a.md", &page(&old(key), "A"))
            .page("b.md", &page(new, "B"))
            .page("c.md", &page(new, "C"))
            .page("d.md", &page(new, "D"));
        assert_eq!(book.clone().write().found().contains("[P0905]"), is_stale, "{key}");
        let asked = book.config("[preprocessor.patterns.check]\nstale-after = 36\n").write();
        assert!(asked.found().contains("[P0905]"), "{key}");
    }
}

#[test]
fn a_part_of_a_value_has_no_spelling_of_its_own() {
    let book = TestBook::new()
        .page("a.md", &page("status: Superseded by B", "A"))
        .page("b.md", &page("status: Superseded\nsuperseded_by: c", "B"))
        .page("c.md", &page("status: Superseded\nsuperseded_by: d", "C"))
        .page("d.md", &page("status: Accepted", "D"));
    assert!(!book.write().found().contains("[P0907]"));
}

const ROWS: &str = "[preprocessor.patterns.taxonomy.team]\nfacet = true\n\
                    [preprocessor.patterns.taxonomy.quiet]\nbadge = false\n\
                    [preprocessor.patterns.taxonomy.loud]\nbadge = true\n\
                    [preprocessor.patterns.taxonomy.part]\nfrom = \"folder\"\n\
                    [preprocessor.patterns.taxonomy.type]\nfacet = true\n\
                    [preprocessor.patterns.field.owner]\ntype = \"people\"\n\
                    [preprocessor.patterns.taxonomy.owner]\nfacet = true\n";

fn with_rows() -> Built {
    let said = "team: [ops, data team]\nquiet: hushed\nloud: bang\ntype: Standards Track\nowner: \"[Ann](https://ann.example)\"";
    TestBook::new().config(ROWS).page("net/a.md", &page(said, "A")).build()
}

#[test]
fn a_taxonomy_without_a_badge_has_no_row_where_the_book_says_so() {
    for (config, is_there) in
        [("", true), ("[preprocessor.patterns.taxonomy.status]\nbadge = false\n", false)]
    {
        let book = TestBook::new().config(config).page("a.md", &page("status: accepted", "A")).build();
        assert_eq!(book.main("a.html").contains("Accepted"), is_there, "{}", book.main("a.html"));
    }
}

#[test]
fn terms_without_a_badge_show_where_the_author_wrote_them() {
    let book = with_rows();
    let main = book.main("net/a.html");
    for (label, shown) in
        [("Team", "Ops"), ("Team", "Data team"), ("Type", "Standards Track"), ("Owner", "Ann")]
    {
        assert!(main.contains(label) && main.contains(&format!(">{shown}</a>")), "{shown}: {main}");
    }
    assert!(
        main.contains("href=\"../catalog.html?team=ops\"") && main.contains("href=\"https://ann.example\""),
        "{main}"
    );
    assert_eq!(main.matches(">Bang<").count(), 1, "a badge says it: {main}");
    // Who wants no badge, and what the folder says, show no more.
    assert!(!main.contains("Hushed") && !main.contains(">Net<"), "{main}");
}

#[test]
fn lift_moves_terms_that_show() {
    let text = "# A\n\n- Team: ops\n- Quiet: hushed\n\nText.\n";
    let book = TestBook::new().config(ROWS).page("a.md", text).write();
    book.run(&["lift", "--write", "--force"]);
    let after = fs::read_to_string(book.root().join("src/a.md")).unwrap();
    assert_eq!(after, "---\ntitle: A\nteam: ops\nquiet: hushed\n---\n\n# A\n\n- Quiet: hushed\n\nText.\n");
}

#[test]
fn a_folder_may_have_the_name_of_another_key() {
    let config = "[preprocessor.patterns.taxonomy.level]\nfrom = \"folder\"\nfacet = true\n";
    let book = TestBook::new().config(config).page("initial/a.md", &page("difficulty: expert", "A")).build();
    assert_eq!(book.stderr(), "");
    assert_eq!(book.listed("level,difficulty"), json!([{"level": ["Initial"], "difficulty": ["Expert"]}]));
}

#[test]
fn a_key_of_a_field_in_a_taxonomy_says_where_it_belongs() {
    let config = "[preprocessor.patterns.taxonomy.category]\nsplit = \",\"\naliases = [\"kind\"]\n";
    let book = TestBook::new().config(config).page("a.md", "# A\n").try_build();
    let said = book.expect_err("two keys are in the wrong table").stderr;
    for key in ["split", "aliases"] {
        assert!(said.contains(&format!("`{key}` is not a key")), "{said}");
    }
    assert!(
        said.contains("it is a key of `[preprocessor.patterns.field.category]`: write it there"),
        "{said}"
    );
}

#[test]
fn a_built_in_term_is_called_as_all_pages_call_it() {
    let book = TestBook::new()
        .page("a.md", &page("status: Final\ndifficulty: easy", "A"))
        .page("b.md", &page("status: final\ndifficulty: beginner", "B"))
        .page("c.md", &page("status: Draft", "C"))
        .build();
    assert_eq!(
        book.listed("status,difficulty"),
        json!([
            {"status": ["Final"], "difficulty": ["Beginner"]},
            {"status": ["Final"], "difficulty": ["Beginner"]},
            {"status": ["Draft"], "difficulty": null},
        ])
    );
    let main = book.main("a.html");
    assert!(main.contains(">Final</a>") && !main.contains("Complete"), "{main}");
    let found = book.run(&["list", "--filter", "status:complete", "--columns", "id"]);
    assert!(found.stdout.contains('a') && found.stdout.contains('b'), "{}", found.stdout);
    // A term that the book declares is called as it says.
    let config =
        "[preprocessor.patterns.taxonomy.status]\nterms = [{ id = \"done\", aliases = [\"final\"] }]\n";
    let book = TestBook::new().config(config).page("a.md", &page("status: Final", "A")).build();
    assert_eq!(book.listed("status"), json!([{"status": ["Done"]}]));
}

#[test]
fn the_type_of_a_page_is_one_and_the_names_of_people_are_their_own() {
    let config = "[preprocessor.patterns.taxonomy.type]\nfacet = true\n[preprocessor.patterns.taxonomy.authors]\nfacet = true\n";
    let book = TestBook::new()
        .config(config)
        .page("a.md", &page("type: Technical Core\nauthors: Irene (@i)", "A"))
        .page("b.md", &page("type: Technical\nauthors: irene (@i)", "B"))
        .page("c.md", &page("type: Core\nauthors: irene (@i)", "C"))
        .write();
    assert_eq!(book.found(), "mdbook-patterns: no problems in 3 pages\n");
}

#[test]
fn a_file_that_vuepress_imports_is_said_to_be_one() {
    let found = TestBook::new().page("a.md", "# A\n\n@[code](@snippets/install/a.sh)\n").write().found();
    let said = "[P1121]: `@snippets/install/a.sh` holds an alias of VuePress or another tool, which mdBook does not fill in";
    assert!(found.contains(said) && !found.contains("leads nowhere"), "{found}");
}

#[test]
fn an_address_without_its_scheme_is_told_from_a_file() {
    let text = "# A\n\n[1](www.example.org) [2](example.com/a/b) [3](notes.txt) [4](v1.2/notes)\n";
    let found = TestBook::new().page("a.md", text).write().found();
    for help in [
        "write `https://www.example.org`, if it is the address of a site",
        "write `https://example.com/a/b`, if it is the address of a site",
    ] {
        assert!(found.contains(help), "{found}");
    }
    assert_eq!(found.matches("correct the address, or remove the link").count(), 2, "{found}");
}

#[test]
fn toml_that_shows_as_text_is_no_link_of_a_wiki() {
    let toml = "{{< code-toggle >}}\n[[retry]]\nname = 'x'\n\n[[retry]]\n[retry.all]\n\nlist = [['@', '@']]\n{{< /code-toggle >}}\n";
    let text = format!("# A\n\n{toml}\n[[retry]]\n\nText.\n");
    let book = TestBook::new().page("a.md", &text).page("retry.md", "# Retry\n");
    let (left, after) = fixed(book, "a.md");
    assert_eq!(after, text.replace("[[retry]]\n\nText", "[retry](retry.md)\n\nText"), "{left}");
    assert!(!left.contains("of Obsidian"), "{left}");
}

#[test]
fn hugo_counts_an_old_address_from_where_the_page_is() {
    let binary = env!("CARGO_BIN_EXE_mdbook-patterns");
    let book = TestBook::new()
        .page("a/b.md", &page("aliases: [../old/b, ./was, /other/]", "B"))
        .page("a/z/index.md", &page("aliases: [../before]", "A"))
        .page("c.md", &page("aliases: [../../out]", "C"))
        .config(&format!("[output.html]\n[output.patterns]\ncommand = '{binary}'"))
        .build();
    let found = book.found();
    assert_eq!(found.matches("is not an address inside the book").count(), 1, "{found}");
    assert!(found.contains("`../../out` is not an address inside the book"), "{found}");
    for file in ["old/b/index.html", "a/was/index.html", "other/index.html", "before/index.html"] {
        assert!(book.html_dir().join(file).is_file(), "{file}");
    }
}

#[test]
fn a_page_that_a_theme_leaves_out_of_the_order_has_no_place_in_it() {
    let book = TestBook::new()
        .page("a.md", &page("order: false", "A"))
        .page("b.md", &page("order: true", "B"))
        .write();
    let found = book.found();
    assert_eq!(found.matches("[P0202]").count(), 1, "{found}");
    assert!(found.contains("b.md:2:8"), "{found}");
}

#[test]
fn a_date_in_another_form_is_said_to_be_that_and_what_follows_a_time_is_not_lost() {
    let dated = |date: &str| TestBook::new().page("a.md", &page(&format!("updated: \"{date}\""), "A"));
    let found = dated("2 February 2026").write().found();
    assert!(found.contains("`2 February 2026` is not a date in the form YYYY-MM-DD"), "{found}");
    for said in [
        "2024-03-01 note: moved from the wiki",
        "2024-03-01 10:00 by Ann",
        "March 4, 2024 10:30 by Ann",
        "2024-03-01 / Status: accepted",
    ] {
        let (left, text) = fixed(dated(said), "a.md");
        assert!(text.contains(said), "{text}");
        assert!(left.contains("[P0203]"), "{said}: {left}");
    }
    for said in ["2024-03-01 10:00 PM", "2024-03-01T10:00:00+02:00", "2024-03-01 10:00:00 -0500 (EST)"] {
        assert!(!dated(said).write().found().contains("P0203"), "{said}");
    }
}

#[test]
fn a_quotation_may_show_what_to_write_elsewhere() {
    let text = |quoted: &str| format!("# A\n\nLead with: {quoted}, and no more.\n");
    for quoted in [
        "'[name] was appointed [title] in [date]'",
        "\"[name] was appointed [title] in [date]\"",
        "“It’s [name], the [title] of [date]”",
    ] {
        let found = TestBook::new().page("a.md", &text(quoted)).write().found();
        assert_eq!(found, "mdbook-patterns: no problems in 1 page\n", "{quoted}");
    }
    // Nobody filled these in.
    for left in ["[name], the [title], isn't in [date], and [owner]'s", "\"[quote] [name] [title] [date]\""] {
        let found = TestBook::new().page("a.md", &text(left)).write().found();
        assert!(found.matches("P0704").count() + found.matches("times in").count() > 0, "{left}: {found}");
    }
}

#[test]
fn addresses_of_hugo_are_in_small_letters_and_lead_to_the_front_page_of_their_own_folder() {
    let text =
        "---\ntitle: A\n---\n\n[1](../architecture/#parts), [2](/functions/css/build/), [3](LICENSE).\n";
    let book = TestBook::new()
        .page("v1/architecture/_index.md", "# Architecture\n\n## Parts\n")
        .page("v2/architecture/_index.md", "# Architecture\n\n## Parts\n")
        .page("v2/a.md", text)
        .page("functions/css/Build.md", "# Build\n")
        .page("v2/license.md", "# License\n");
    let (left, after) = fixed(book, "v2/a.md");
    let wanted = text
        .replace("../architecture/#parts", "architecture/_index.md#parts")
        .replace("/functions/css/build/", "../functions/css/Build.md");
    assert_eq!(after, wanted, "{left}");
    assert!(left.contains("`LICENSE` leads nowhere"), "{left}");
}

#[test]
fn a_letter_is_no_slip_for_a_name() {
    let book = TestBook::new().page("a.md", "# A\n\n[x](g).\n").page("ge.md", "# Ge\n").write();
    let found = book.found();
    assert!(found.contains("`g` leads nowhere") && !found.contains("did you mean"), "{found}");
}

#[test]
fn a_bare_number_is_one_of_the_series_that_a_page_is_in() {
    let book = TestBook::new()
        .page("tests/0002-select.md", &page("tags: [x]", "Select"))
        .page("v2/ics-002-client/README.md", &page("tags: [x]", "Client 2"))
        .page("core/ics-002-client/README.md", &page("tags: [x]", "Client"))
        .page("core/ics-003-connection/README.md", &page("requires: 2", "Connection"))
        .page("tests/0003-run.md", &page("requires: 2", "Run"))
        .build();
    for (page, to) in [
        ("core/ics-003-connection/index.html", "../ics-002-client/index.html"),
        ("tests/0003-run.html", "0002-select.html"),
    ] {
        let main = book.main(page);
        assert!(main.contains(&format!("<dd><a href=\"{to}\">")), "{page}: {main}");
    }
}

#[test]
fn a_relation_may_have_the_address_of_a_page_on_its_site() {
    let book = TestBook::new()
        .page("a.md", &page("next: {text: B, link: /book/b.md}\nrelated: [/book/c]", "A"))
        .page("b.md", &page("tags: [x]", "B"))
        .page("c.md", &page("tags: [x]", "C"))
        .config("[output.html]\nsite-url = \"/book/\"")
        .write();
    let found = book.found();
    assert!(!found.contains("P0301"), "{found}");
}

#[test]
fn a_name_means_the_page_below_a_front_page_or_none_where_two_are_near() {
    let related = page("related: [setup]", "A");
    let book = |with: &str| {
        let setup = page("tags: [x]", "Setup");
        TestBook::new()
            .page("a/index.md", &related)
            .page("a/setup/index.md", &setup)
            .page(with, &setup)
            .write()
    };
    assert!(book("setup.md").found().contains("[P0302]"), "{}", book("setup.md").found());
    assert!(!book("b/setup.md").found().contains("[P0302]"), "{}", book("b/setup.md").found());
}

#[test]
fn a_word_before_a_number_is_a_series_only_where_the_number_is_that_of_one() {
    let text = |title: &str| page("tags: [x]", title);
    for (files, from, to) in [
        (vec!["adr/0002-use-x.md", "adr/use-2-nodes.md"], "adr/use-3-nodes.md", "0002-use-x.html"),
        (vec!["adr/0002-use-x.md", "adr/adr-002-z.md"], "adr/adr-003-y.md", "adr-002-z.html"),
    ] {
        let book = files.iter().fold(TestBook::new(), |book, file| book.page(file, &text(file)));
        let built = book.page(from, &page("prerequisites: 2", "From")).build();
        let main = built.main(&from.replace(".md", ".html"));
        assert!(main.contains(&format!("<dd><a href=\"{to}\">")), "{from}: {main}");
    }
}

#[test]
fn only_what_belongs_to_a_time_may_follow_it() {
    let dated = |date: &str| TestBook::new().page("a.md", &page(&format!("updated: \"{date}\""), "A"));
    for said in [
        "2024-03-01 10:00 DEPRECATED SINCE V2",
        "2024-03-01 10:00 2025-04-01 12:00",
        "2024-03-01 10:00 DRAFT",
        "March 4, 2024 10:30 DEPRECATED",
        "4 March 2024 10:30 BY QA",
        "14.3.2024 10:30 / 15.3.2024 11:00",
    ] {
        let (left, text) = fixed(dated(said), "a.md");
        assert!(text.contains(said), "{text}");
        assert!(left.contains("[P0203]"), "{said}: {left}");
    }
    for said in [
        "10:00 utc",
        "10:00 cet",
        "10:00 hrs",
        "10:00 PM CET",
        "10:00:00 -0500 (EST)",
        "10:00 UTC+2",
        "10:00Z",
    ] {
        let found = dated(&format!("2024-03-01 {said}")).write().found();
        assert!(!found.contains("P0203"), "{said}: {found}");
    }
    let (_, text) = fixed(dated("Mon, 04 Mar 2024 10:00:00 GMT"), "a.md");
    assert!(text.contains("2024-03-04"), "{text}");
}

#[test]
fn words_between_two_quotations_are_in_none() {
    for text in [
        "He said \"Hello.\" [name], the [title], in [date]. \"Bye.\"",
        "| a | b | c | d | e |\n|---|---|---|---|---|\n| \"Hi!\" | [name] | [title] | [date] | \"Bye!\" |",
        "'Tis [name] the [title] on [date] o' course",
    ] {
        let found = TestBook::new().page("a.md", &format!("# A\n\n{text}\n")).write().found();
        assert!(found.contains("P0704"), "{text}: {found}");
    }
}

#[test]
fn a_link_of_a_wiki_in_its_own_line_is_one() {
    for (text, wanted) in [
        ("[[retry]]\n\nE = mc^2 holds.\n", "[retry](retry.md)\n\nE = mc^2"),
        ("[[retry]]\n\n[link]\n", "[retry](retry.md)\n\n[link]"),
        ("[[retry]]\nN = 3 nodes are enough.\n", "[retry](retry.md)\nN = 3"),
        ("[[retry]]\r\n\r\nN=3 nodes are enough.\r\n", "[retry](retry.md)\r\n\r\nN=3"),
    ] {
        let book = TestBook::new().page("a.md", &format!("# A\n\n{text}")).page("retry.md", "# Retry\n");
        let (left, after) = fixed(book, "a.md");
        assert!(after.contains(wanted), "{after}{left}");
    }
    let text = "# A\n\nSee [[retry]] and [[\"retry\"]] in a sentence.\n";
    let found = TestBook::new().page("a.md", text).page("retry.md", "# Retry\n").write().found();
    assert_eq!(found.matches("which mdBook shows as text").count(), 2, "{found}");
}

#[test]
fn an_address_of_the_site_above_the_book_is_left_alone() {
    let book = TestBook::new().page("a.md", "# A\n\n[x](/license/).\n").page("License.md", "# License\n");
    let (left, after) = fixed(book, "a.md");
    assert!(after.contains("[x](/license/)"), "{after}{left}");
}
