//! Books that know nothing of this program: what is right there is not reported, and what is wrong is said once.

use std::fs;

use serde_json::Value;

use crate::run;
use crate::support::TestBook;

/// `CODE file:line message` of every problem.
fn problems(book: TestBook) -> Vec<String> {
    let found = run(&book.write(), &["check", "--format", "json", "--allow", "P1104"]);
    let report: Value = serde_json::from_str(&found.stdout).unwrap();
    let problems = report["problems"].as_array().unwrap().iter();
    let text = |problem: &Value, key: &str| problem[key].as_str().unwrap_or_default().to_owned();
    problems
        .map(|found| {
            let (code, file) = (text(found, "code"), text(found, "file"));
            format!("{code} {file}:{} {}", found["line"], text(found, "message"))
        })
        .collect()
}

fn page(text: &str) -> TestBook {
    TestBook::new().page("a.md", &format!("# A\n\n{text}\n")).page("b.md", "# B\n\n## How\n\nText.\n")
}

#[test]
fn signs_of_other_things_are_no_placeholders() {
    for text in [
        "- [x86_64] [int_64] are platforms.",
        "Only a unit variant carries #[default]. Mark it with #[link] or #[value].",
        "- [Static items][items.static]",
        "A [Reference To Nothing], and [another one][].",
        "A set {policy, validation expression}, {red, green, blue} or {x | x > 0}; a range [0, n].",
        "- [x] done\n* [X] **done**\n1. [x] done\n\n| [x] | a |\n|---|---|\n| [X] | b |",
        "Call `f` with [value] or a[name], `m`[key] and [link]: so.",
        "Items [Bob', data_bob], [Carol', data_carol], [Dave', data_dave] and [Eve', data_eve].",
        "[Existing Rule] and [New Logic] and [Proposed Change] of [SIG Node meeting].",
    ] {
        let found = problems(page(text));
        let placeholders: Vec<&String> = found.iter().filter(|found| found.starts_with("P0704")).collect();
        assert_eq!(placeholders, Vec::<&String>::new(), "{text}");
    }
}

#[test]
fn a_page_that_is_a_template_keeps_its_placeholders() {
    let text = "---\nstatus: '{proposed | rejected}'\n---\n# T\n\n[Pattern Name], [Value], [Benefit 1], {title of option 1}\n";
    assert_eq!(problems(TestBook::new().page("docs/adr-template.md", text)), Vec::<String>::new());
    assert_eq!(problems(TestBook::new().page("templates/adr.md", text)), Vec::<String>::new());
    assert!(problems(TestBook::new().page("docs/adr.md", text)).len() > 4);
}

#[test]
fn links_to_what_lies_beside_the_book_are_left_alone() {
    let text = "[o](../other/index.html) [b](/b.html#how) [b](/b.md) [r](/) [x](/blog/x) [z](/dist/z.zip) ![i](/img/i.png) ![j](../j.png)";
    assert_eq!(problems(page(text)), Vec::<String>::new());
    let below = page("[b](/site/b.html) [b](/site/) [o](/other/index.html) [o](/sites.html)")
        .config("[output.html]\nsite-url = \"/site/\"");
    assert_eq!(problems(below), Vec::<String>::new());
    // The page of this name on the host is another one.
    let named =
        page("[b](/b.html) [b](/b/) [b](/b) [h](/index.html)").config("[output.html]\nsite-url = \"/site/\"");
    assert_eq!(problems(named), Vec::<String>::new());
}

#[test]
fn what_a_build_makes_is_no_broken_link() {
    let text = "[c](patterns-index/catalog.json) [s](sitemap.xml) [l](llms.txt) [x](theme/x.css) [b](b.md#:~:text=x) [h](b.md#how:~:text=x)";
    let built = page(text)
        .config("[output.html]\nadditional-css = [\"./theme/x.css\"]\n[output.patterns]\n")
        .file("theme/x.css", "");
    assert_eq!(problems(built), Vec::<String>::new());
    assert_eq!(problems(page("[s](sitemap.xml) [x](theme/x.css)")).len(), 2);
}

#[test]
fn links_within_the_book_that_lead_nowhere_are_still_told() {
    let text =
        "[a](gone.html) [b](/gone.md) [c](/other/b/) [d](../a/) [e](gone.zip) ![f](f.png) [g](b.md#hw)";
    let codes: Vec<String> = problems(page(text)).iter().map(|found| found[..5].to_owned()).collect();
    assert_eq!(codes, ["P0801", "P0801", "P0801", "P0803", "P0801", "P0804", "P0802"]);
    let below = page("[a](/site/gone.md)").config("[output.html]\nsite-url = \"/site/\"");
    assert_eq!(problems(below), ["P0801 src/a.md:3 `/site/gone.md` leads nowhere"]);
}

#[test]
fn links_in_the_texts_of_front_matter_are_looked_at_where_pages_show_them() {
    let front = "---\ntitle: A\ntype: pattern\ndescription: see [b](b.md), [gone](gone.md) and `[no](code.md)`\n\
                 trade_offs:\n  pros:\n    - \"[b](b.md#how)\"\n    - '[h](b.md#hw)'\n# [no](comment.md)\nextra: {x: '[no](free.md)'}\nversion: '[no](plain.md)'\nalso_known_as: ['a[no](plain.md)']\ncall: array[int](gone)\n---\nText.\n";
    let book = TestBook::new()
        .config("[preprocessor.patterns.field.call]\ntype = \"text\"")
        .page("a.md", front)
        .page("b.md", "# B\n\n## How\n");
    let links: Vec<String> = problems(book).into_iter().filter(|found| found.starts_with("P08")).collect();
    assert_eq!(
        links,
        ["P0801 src/a.md:4 `gone.md` leads nowhere", "P0802 src/a.md:8 `src/b.md` has no heading `#hw`"]
    );
}

#[test]
fn marks_of_the_root_of_other_tools_lead_to_the_page_that_is_meant() {
    let found = problems(page("[b](@/b.md#how) [b](@site/docs/b.md) [c](@/c.md)"));
    assert_eq!(
        found,
        [
            "P0803 src/a.md:3 `@/b.md#how` is a link for Zola, and leads nowhere in mdBook",
            "P0803 src/a.md:3 `@site/docs/b.md` is a link for Docusaurus, and leads nowhere in mdBook",
            "P0801 src/a.md:3 `@/c.md` leads nowhere",
        ]
    );
    let book = page("[b](@/b.md#how)").write();
    run(&book, &["check", "--fix", "--force"]);
    let text = fs::read_to_string(book.root().join("src/a.md")).unwrap();
    assert_eq!(text, "# A\n\n[b](b.md#how)\n");
}

#[test]
fn files_may_be_named_as_if_each_page_were_a_folder() {
    let text = "![one](../d/one.png \"One\") ![two](two%20.png) [table](../d/t.csv) ![none](../d/none.png) [notes](notes.md)";
    let book = TestBook::new()
        .page("d.md", &format!("# D\n\n{text}\n"))
        .page("d/index.md", "# I\n\n![one](../d/one.png) ![e](../e/e.png)\n")
        .file("src/d/one.png", "")
        .file("src/d/two .png", "")
        .file("src/d/t.csv", "")
        .file("src/d/notes.md", "# Notes\n")
        .file("src/d/e/e.png", "");
    let found = problems(book.clone());
    let tool = "is an address for another tool, such as MkDocs or Hugo, and leads nowhere in mdBook";
    assert_eq!(
        found,
        [
            format!("P0803 src/d.md:3 `../d/one.png` {tool}"),
            format!("P0803 src/d.md:3 `two%20.png` {tool}"),
            format!("P0803 src/d.md:3 `../d/t.csv` {tool}"),
            "P0801 src/d.md:3 `notes.md` leads nowhere".to_owned(),
            "P0804 src/d/index.md:3 there is no image `../e/e.png`".to_owned(),
        ]
    );
    let said = run(&book.write(), &["check"]).stdout;
    for to in ["d/one.png", "d/two%20.png", "d/t.csv"] {
        assert!(said.contains(&format!("help: write `{to}`, if that file is meant")), "{said}");
    }
}

#[test]
fn pages_of_middleman_have_an_ending_of_their_own() {
    let book = page("[b](b.html) [m](m.html#how) [x](x.html) [c](c/) [d](c/d) [table](b.csv)")
        .file("src/m.html.md", "# M\n\n## How\n")
        .file("src/c/index.html.md", "# C\n")
        .file("src/c/d/index.html.md", "# D\n");
    let pages = "- [C](c/index.html.md)\n- [D](c/d/index.html.md)\n";
    let book = book.summary(&format!("- [A](a.md)\n- [B](b.md)\n- [M](m.html.md)\n{pages}"));
    assert_eq!(
        problems(book.clone()),
        [
            "P0803 src/a.md:3 `m.html#how` is a link for Middleman, and leads nowhere in mdBook",
            "P0801 src/a.md:3 `x.html` leads nowhere",
            "P0803 src/a.md:3 `c/` is a link for Middleman, and leads nowhere in mdBook",
            "P0803 src/a.md:3 `c/d` is a link for Middleman, and leads nowhere in mdBook",
            "P0801 src/a.md:3 `b.csv` leads nowhere",
        ]
    );
    let book = book.write();
    let said = run(&book, &["check"]).stdout;
    assert!(!said.contains("did you mean `b.md`"), "a table is no page: {said}");
    run(&book, &["check", "--fix", "--force"]);
    let text = fs::read_to_string(book.root().join("src/a.md")).unwrap();
    assert_eq!(
        text,
        "# A\n\n[b](b.html) [m](m.html.md#how) [x](x.html) [c](c/index.html.md) [d](c/d/index.html.md) [table](b.csv)\n"
    );
}

#[test]
fn what_other_programs_make_is_not_judged() {
    let text = "[a][expr.closure] [b](#r-names) [c](book.pdf) {{%segment outline}} {% x %}\n\n[expr.closure]: expr.closure";
    let other = "[preprocessor.spec]\ncommand = \"spec\"";
    assert_eq!(problems(page(text).config(other)), Vec::<String>::new());
    assert_eq!(problems(page("[c](book.pdf)").config("[output.html]\n[output.pdf]")), Vec::<String>::new());
    let keys = TestBook::new().page("a.md", "---\nminutes: 5\nTitle: A\n---\n# A\n").config(other);
    assert_eq!(problems(keys), Vec::<String>::new());
    let known = page("[c](gone.md) [d](#hw)\n\n## How").config(other);
    assert_eq!(
        problems(known),
        ["P0801 src/a.md:3 `gone.md` leads nowhere", "P0802 src/a.md:3 this page has no heading `#hw`"]
    );
}

#[test]
fn a_reference_that_nothing_defines_is_a_broken_link() {
    let found = problems(page(
        "See [the items][items.static], [done][ok], a[i][j] and [Feature:Quota][Disruptive].\n\n[ok]: b.md",
    ));
    assert_eq!(
        found,
        [
            "P0801 src/a.md:3 `[the items][items.static]` is shown as text, because nothing defines `items.static`"
        ]
    );
}

#[test]
fn an_id_of_an_attribute_list_is_one_to_link_to() {
    let mkdocs = "[preprocessor.patterns]\nmkdocs-syntax = true\n";
    let text = "[](){#empty} *a*{ #b } [c](b.md){ #c }\n\nText.\n{ #para }\n\n[e](#empty) [b](#b) [c](#c) [p](#para) [no](#no)";
    let found = problems(page(text).config(mkdocs));
    assert_eq!(found[1..], ["P0802 src/a.md:8 this page has no heading `#no`"]);
}

#[test]
fn blocks_of_plugins_are_not_called_docusaurus() {
    let said = "is a block of a MkDocs plugin, which mdBook shows as text";
    for block in ["::: pkg.module", "::: mkdocs-click", "::: pkg_name"] {
        assert_eq!(problems(page(block)), [format!("P1121 src/a.md:3 `{block}` {said}")]);
    }
    for (block, what) in [
        ("::: v-pre", "opens a block of VitePress"),
        ("::: code-group", "opens a block of VitePress"),
        (":::{note}", "opens a block of Quarto or MyST"),
        ("::: {.callout-warning title=\"T\"}", "opens a block of Quarto or MyST"),
        (":::: {.columns}", "opens a block of Quarto, MyST or Pandoc"),
        ("::: callout-tip", "opens a block of Quarto"),
        ("::: panel-tabset", "opens a block of Pandoc or another tool"),
        ("::: {#lst-a .python}", "opens a block of Quarto, MyST or Pandoc"),
        ("::::: columns", "opens a block of Pandoc or another tool"),
        (":::tip[Title]", "opens a block of Docusaurus, Starlight or VitePress"),
        ("::: details Click", "opens a block of Docusaurus, Starlight or VitePress"),
    ] {
        assert_eq!(
            problems(page(block)),
            [format!("P1121 src/a.md:3 `{block}` {what}, which mdBook shows as text")]
        );
    }
    let mkdocs = page("::: package").config("[preprocessor.patterns]\nmkdocs-syntax = true\n");
    assert_eq!(problems(mkdocs)[1..], [format!("P1121 src/a.md:3 `::: package` {said}")]);
}

#[test]
fn shortcodes_of_other_tools_are_told_with_what_to_write() {
    let book = page(
        "See [Disk is full]({{< ref \"./b.md\" >}}) too. {{% notice %}}\n\n`{{< code >}}` and {% link b.md %}, {{#include x.md}}\n\n:::note\n\nText.\n\n:::",
    )
    .file("src/x.md", "x\n")
    .write();
    let report: Value = serde_json::from_str(&run(&book, &["check", "--format", "json"]).stdout).unwrap();
    let told: Vec<String> = report["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| {
            format!("{} {} | {}", found["code"], found["message"], found["help"])
                .replace("\\\"", "'")
                .replace('"', "")
        })
        .collect();
    assert_eq!(
        told,
        [
            "P1121 `{{< ref './b.md' >}}` is a shortcode of Hugo or Quarto, which mdBook shows as text | write `[Disk is full](b.md)`",
            "P1121 `{{% notice %}}` is a shortcode of Hugo, which mdBook shows as text | write what it stands for, or remove it",
            "P1121 `{% link b.md %}` is a tag of Liquid, which mdBook shows as text | write `b.md`",
            "P1121 `:::note` opens a block of Docusaurus, Starlight or VitePress, which mdBook shows as text | write a quote: `> [!NOTE]`, and `> ` before each line of it",
        ]
    );
    run(&book, &["check", "--fix", "--force"]);
    let mended = fs::read_to_string(book.root().join("src/a.md")).unwrap();
    assert!(mended.contains("See [Disk is full](b.md) too. {{% notice %}}\n"), "{mended}");
}

#[test]
fn an_alias_bomb_is_no_placeholder() {
    let bomb = "---\na: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]\ne: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]\nf: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e]\ntitle: Bomb\n---\n# A\n";
    let found = run(&TestBook::new().page("a.md", bomb).write(), &["check"]).stdout;
    assert!(!found.contains("placeholder") && found.contains("an alias (`*name`)"), "{found}");
}

#[test]
fn files_with_a_meaning_of_their_own_are_no_orphans() {
    let titled = "---\ntitle: T\ntags: [x]\n---\n\n# T\n\nGo back.\n";
    let book = TestBook::new()
        .config("[output.html.redirect]\n\"/old.html\" = \"a.html\"")
        .page("a.md", "---\ntitle: A\ntags: [x]\n---\n\n# A\n\n{{#include parts/steps.md}}\n")
        .file("src/parts/steps.md", "{{#include deep.md}}\n")
        .file("src/parts/deep.md", titled)
        .file("src/old.md", titled)
        .file("src/404.md", "# Not here\n");
    assert_eq!(problems(book.clone()), Vec::<String>::new());
    let listed = run(&book.write(), &["summary"]).stdout;
    assert!(listed.ends_with("\n\n# Summary\n\n- [A](a.md)\n"), "{listed}");
}

#[test]
fn front_matter_that_is_not_read_is_told() {
    let titled = "---\ntitle: T\ntags: [x]\n---\n\n# T\n\nText.\n";
    let book = TestBook::new()
        .page("a.md", "# A\n\n{{#include part.md}}\n")
        .page("b.md", &format!("\n{titled}"))
        .page("c.md", &format!("<!-- mine -->\n\n{titled}"))
        .page("d.md", "\n---\n\nText: so\n\n---\n")
        .page("e.md", "# E\n\n1. {{#include part.md}}\n")
        .page("f.md", "# F\n\nSee {{#include part.md}}\n")
        .file("src/part.md", titled)
        .file("src/404.md", titled);
    let unread = "this front matter is not read, since the page does not start with it";
    assert_eq!(
        problems(book),
        [
            "P1107 src/404.md:1 mdBook makes its page for missing addresses from `404.md`, and shows the front matter as text".to_owned(),
            "P1107 src/a.md:3 the front matter of `part.md` is not read where the file is included".to_owned(),
            format!("P1107 src/b.md:2 {unread}"),
            format!("P1107 src/c.md:3 {unread}"),
            "P1107 src/e.md:3 the front matter of `part.md` is not read where the file is included".to_owned(),
            "P1107 src/f.md:3 the front matter of `part.md` is not read where the file is included".to_owned(),
        ]
    );
    for (before, help) in
        [("", "it is left out there"), ("1. ", "it is left out there"), ("See ", "it shows there")]
    {
        let page = format!("# A\n\n{before}{{{{#include part.md}}}}\n");
        let book = TestBook::new().page("a.md", &page).file("src/part.md", titled).write();
        let found = run(&book, &["check"]).stdout;
        assert!(found.contains(&format!("= help: {help}")), "{before}: {found}");
    }
}

#[test]
fn one_problem_on_many_pages_is_one_report() {
    let mut book = TestBook::new();
    for n in 0..30 {
        book = book.page(&format!("p{n}.md"), "# P\n\n[x](gone.md)\n");
    }
    let shown = run(&book.write(), &["check"]).stdout;
    assert_eq!(
        shown,
        "warning[P0801]: `gone.md` leads nowhere, here and in 29 more pages\n --> src/p0.md:3:5\n  |\n3 | [x](gone.md)\n  |     ^^^^^^^\n  |\n  = note: also at src/p1.md:3, src/p10.md:3, src/p11.md:3 and 26 more places\n  = help: correct the address, or remove the link\n\nmdbook-patterns: 30 warnings\n"
    );
}

#[test]
fn a_library_of_nine_hundred_pages_fits_on_a_screen() {
    let mut book = TestBook::new();
    for n in 0..900 {
        let text = format!(
            "---\ntitle: P{n}\nzzz: 1\n---\n# P\n\n[x](gone{n}.md) ![y](i{n}.png) [z](#zz{n}) TODO: {n}\n\nTODO: {n}\n"
        );
        book = book.page(&format!("p{n}.md"), &text);
    }
    let book = book.write();
    let shown = run(&book, &["check"]).stdout;
    assert!(shown.lines().count() <= 50, "{shown}");
    for told in [
        "`zzz` is not a field, here and in 899 more pages",
        "900 times in 900 files: A link to a page or file that the book does not have",
        "900 times in 900 files: A link to a heading that its page does not have",
        "900 times in 900 files: An image that the book does not have",
        "mdbook-patterns: `check --all` shows each\n",
    ] {
        assert!(shown.contains(told), "{told}\n{shown}");
    }
    assert!(run(&book, &["check", "--all"]).stdout.contains("`gone899.md` leads nowhere"));
}

#[test]
fn what_is_mended_is_listed() {
    let book = TestBook::new()
        .page("a.md", "---\nTitle: A\nrecommendation: useWithCaution\n---\n# A\n\n[b](b)\n")
        .page("b.md", "# B\n")
        .write();
    let fixed = run(&book, &["check", "--fix", "--force"]);
    assert_eq!(
        fixed.stderr,
        "fixed src/a.md:3: `useWithCaution` is now `use-with-caution`\nfixed src/a.md:7: `b` is now `b.md`\n"
    );
}

/// `CODE message | help` of every problem.
fn told(book: TestBook) -> Vec<String> {
    let found = run(&book.write(), &["check", "--format", "json", "--allow", "P1104"]);
    let report: Value = serde_json::from_str(&found.stdout).unwrap();
    let text = |problem: &Value, key: &str| problem[key].as_str().unwrap_or_default().to_owned();
    let problems = report["problems"].as_array().unwrap().iter();
    problems
        .map(|found| format!("{} {} | {}", text(found, "code"), text(found, "message"), text(found, "help")))
        .collect()
}

#[test]
fn an_address_that_another_tool_fills_in_is_not_called_broken() {
    let help = "which mdBook does not fill in | write the address that it stands for";
    let id = "60a7fe2b-3ac3-4f96-8f4c-0d4b42f0c1aa";
    for (text, address, what) in [
        ("<div><a href={url}>x</a></div>", "{url}", "an expression of JSX"),
        ("<div>\n<a href={cond ? \"a\" : \"b\"}>x</a></div>", "{cond", "an expression of JSX"),
        ("<img src={cart.src} alt=\"x\">", "{cart.src}", "an expression of JSX"),
        ("[x](/docs/${version}/b)", "/docs/${version}/b", "a template"),
        ("[x]({{site.baseurl}}/b)", "{{site.baseurl}}/b", "a template"),
        ("<a href=\"<%= root %>\">x</a>", "<%= root %>", "a template"),
        ("[x](((60a7fe2b-3ac3-4f96-8f4c-0d4b42f0c1aa)))", "", "a reference to a block of Logseq"),
    ] {
        let block = format!("(({id}))");
        let address = if address.is_empty() { block.as_str() } else { address };
        assert_eq!(told(page(text)), [format!("P1121 `{address}` holds {what}, {help}")], "{text}");
    }
    // What stands in code, what mdBook fills in, and files that have such names are no templates.
    let files = page("`[x]({a})` [x]({{#include a.txt}}) ![y]({y}.png)")
        .file("src/{y}.png", "")
        .file("src/a.txt", "b.md");
    assert_eq!(told(files), Vec::<String>::new());
    assert_eq!(
        told(page("[x]({{<relref \"b.md\">}})")).len(),
        1,
        "a shortcode is reported as one, and not as an address too"
    );
}

#[test]
fn what_logseq_alone_draws_is_said() {
    let id = "60a7fe2b-3ac3-4f96-8f4c-0d4b42f0c1aa";
    let shows = "which mdBook shows as text | write what it stands for, or remove it";
    let text = format!(
        "- {{{{embed (({id}))}}}} (({id}))\n- {{{{query (page-property type [[b]])}}}}\n- {{{{embed [[b]]}}}}, `{{{{embed x}}}}` {{{{ embed }}}} ((a note))"
    );
    assert_eq!(
        told(page(&text)),
        [
            format!("P1121 `{{{{embed (({id}))}}}}` is a macro of Logseq, {shows}"),
            format!("P1121 `(({id}))` is a reference to a block of Logseq, {shows}"),
            format!("P1121 `{{{{query (page-property type [[b]])}}}}` is a macro of Logseq, {shows}"),
            format!("P1121 `{{{{embed [[b]]}}}}` is a macro of Logseq, {shows}"),
        ]
    );
}

#[test]
fn properties_of_logseq_and_dataview_are_said_where_they_are_not_read() {
    let said =
        "P1107 src/a.md:3 properties of Logseq or Dataview, `key:: value`, are not read, and show as text";
    let text = "type:: [[Feature]]\nplatforms:: [[All]], [[Web]]\nempty::\n\nText.";
    assert_eq!(problems(page(text)), [said]);
    let read = problems(page(text).config("[preprocessor.patterns]\nread-text = true\n"));
    assert!(!read.iter().any(|found| found.starts_with("P1107")), "{read:?}");
    for property in ["a:: b\r\nc:: d\r\n\r\nText.", "a:: b\n- Text.", "a:: b\n  \nText.", "a:: b\n## B"] {
        assert!(problems(page(property)).iter().any(|found| found.starts_with("P1107")), "{property}");
    }
    for no_property in [
        "std::io is a module:: of Rust",
        "a:: b\nand prose",
        "```\na:: b\n```",
        "    a:: b",
        "std::vec",
        "Home :: Patterns :: Retry",
        "map :: (a -> b) -> [a]",
        "Note that this is a sentence of prose which ends here:: and goes on",
    ] {
        assert_eq!(problems(page(no_property)), Vec::<String>::new(), "{no_property}");
    }
}

#[test]
fn of_a_readme_and_an_index_in_one_folder_one_is_lost_and_that_is_said() {
    let book =
        TestBook::new().page("a/index.md", "# I\n").page("a/README.md", "# R\n").page("b/README.md", "# B\n");
    assert_eq!(
        told(book),
        [
            "P0903 mdBook makes one page of this file and of `src/a/README.md`, which replaces it | give one of the two another name, or remove it from SUMMARY.md"
        ]
    );
}

#[test]
fn an_include_of_quarto_is_told_as_one_of_mdbook() {
    let book = page("{{< include _part.md >}}\n\n{{< include gone.md >}}").file("src/_part.md", "x\n");
    let shows = "is a shortcode of Hugo or Quarto, which mdBook shows as text";
    assert_eq!(
        told(book),
        [
            format!("P1121 `{{{{< include _part.md >}}}}` {shows} | write `{{{{#include _part.md}}}}`"),
            format!("P1121 `{{{{< include gone.md >}}}}` {shows} | write what it stands for, or remove it"),
        ]
    );
}

#[test]
fn a_suggestion_is_a_probable_slip() {
    let help = |key: &str| {
        let book = TestBook::new().page("a.md", &format!("---\ntitle: A\n{key}: [x]\n---\n# A\n"));
        told(book).join("\n")
    };
    assert_eq!(
        help("relaetd_laws"),
        "P0201 `relaetd_laws` is not a field | a similar field is `related_laws`"
    );
    for key in ["related_rules", "relatedRules", "modern_applications"] {
        let said = format!(
            "P0201 `{key}` is not a field | put it under `extra:`, or declare it in book.toml: `[preprocessor.patterns.field.{key}]`"
        );
        assert_eq!(help(key), said);
    }
    let numbered = TestBook::new()
        .page("0012-a.md", "---\ntitle: A\nrelated: [13, note-0013, 0013-b]\n---\n# A\n")
        .page("note-0014.md", "# N\n");
    let found = told(numbered);
    assert!(
        found.iter().all(|line| line.starts_with("P0301") && !line.contains("did you mean")),
        "{found:#?}"
    );
    assert_eq!(found.len(), 3);
}

#[test]
fn two_titles_that_are_alike_are_shown_where_they_come_from() {
    let book = TestBook::new()
        .page("a.md", "---\ntags: [x]\n---\n## One\n")
        .page("b.md", "---\ntags: [x]\n---\n## Two\n")
        .summary("- [Same](a.md)\n- [Same](b.md)\n");
    assert_eq!(
        problems(book),
        ["P0304 src/b.md:1 2 entries have the title `Same` in SUMMARY.md, and say none themselves"]
    );
    let pages = ["a", "b", "c"]
        .map(|name| (format!("{name}.md"), "---\ntags: [x]\n---\n# Summary\n\n# Motivation\n"));
    let book = pages.iter().fold(TestBook::new(), |book, (name, text)| book.page(name, text));
    assert_eq!(
        told(book),
        [
            "P0304 3 entries have the title `Summary` | the first is src/a.md; give each a title of its own, or let the files name all pages, in place of their first headings: `title = { from = \"file-name\" }` in `[preprocessor.patterns.field]`"
        ]
    );
}

#[test]
fn titles_that_differ_in_a_sign_are_two() {
    let titled = |titles: [&str; 2]| {
        let pages = [("a.md", titles[0]), ("b.md", titles[1])];
        let text = |title: &str| format!("---\ntitle: \"{title}\"\n---\n# {title}\n");
        problems(pages.iter().fold(TestBook::new(), |book, (file, title)| book.page(file, &text(title))))
    };
    for titles in [["C#", "C++"], ["hugo.Version", "hugo version"]] {
        assert_eq!(titled(titles), Vec::<String>::new());
    }
    assert_eq!(titled(["Go", "go"]), ["P0304 src/b.md:2 2 entries have the title `go`"]);
    for same in ["retry pattern", "Retry Pattern.", "Retry  *pattern*"] {
        let found = titled(["Retry-Pattern", same]);
        assert!(matches!(found.as_slice(), [one] if one.starts_with("P0304")), "{same}: {found:?}");
    }
}

#[test]
fn terms_that_differ_in_a_sign_are_two_or_said_to_be_one() {
    let book =
        |tags: &str| TestBook::new().page("a.md", &format!("---\ntitle: A\ncategory: [{tags}]\n---\n# A\n"));
    assert_eq!(told(book("'|cmd', '=cmd', cmd, $x, x, /y, y")), Vec::<String>::new());
    assert_eq!(
        told(book("'R & D', 'R D'")),
        [
            "P0907 `R & D` is spelled `R D` in 1 other place | they count as one, since signs between words do not make two; use one spelling, or other words"
        ]
    );
}

#[test]
fn a_report_of_many_kinds_fits_on_a_screen_and_counts_each() {
    let mut book = TestBook::new().page("index.md", "# I\n");
    for n in 0..40 {
        let text = format!(
            "---\ntitle: Same\ntier: golden\nzzz{n}: 1\nrelated: none{n}\nupdated: soon{n}\nstatus: s{n}\ntags: a{n}, b\n\
             authors: A{n}, B\nredirect_from: ..\n---\n# P {{#same}}\n\n[x](gone{n}.md) ![y](i{n}.png) [z](#zz{n}) [a](p1) \
             [Your name] {{{{< x{n} >}}}}\n\nTODO: {n}\n\n{{{{#patterns cuont{n}}}}}\n\n[t][label{n}]\n\n> [!ODD{n}]\n> x\n"
        );
        book = book.page(&format!("p{n}.md"), &text);
    }
    let book = book.write();
    let shown = run(&book, &["check"]).stdout;
    let rows: usize = shown.lines().map(|line| 1 + line.chars().count().saturating_sub(1) / 120).sum();
    assert!(rows <= 50, "{rows} rows:\n{shown}");
    let report: Value = serde_json::from_str(&run(&book, &["check", "--format", "json"]).stdout).unwrap();
    let problems = report["problems"].as_array().unwrap();
    let codes: std::collections::BTreeSet<&str> =
        problems.iter().filter_map(|it| it["code"].as_str()).collect();
    assert!(codes.len() > 10, "{codes:?}");
    for code in codes {
        let times = problems.iter().filter(|it| it["code"] == code).count();
        let told = shown.lines().find(|line| line.contains(&format!("[{code}]: "))).unwrap_or_default();
        let is_counted = told.contains(&format!("{times} times in"))
            || told.contains(&format!("here and in {} more", times - 1));
        assert!(!told.is_empty() && (is_counted || times == 1), "{code}, {times} times: {told:?}\n{shown}");
    }
    assert!(shown.contains("mdbook-patterns: `check --all` shows each\n"), "{shown}");
}
