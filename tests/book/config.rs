//! Problems of `[preprocessor.patterns]` in `book.toml`, all at once and with their lines.

use crate::support::TestBook;

/// How a build with this configuration fails.
fn failure(config: &str) -> String {
    let book = TestBook::new().config(config).page("a.md", "---\ntier: gold\n---\n# A\n");
    book.try_build().expect_err("the configuration is wrong").to_string()
}

#[test]
fn an_unknown_key_names_the_nearest_known_one() {
    insta::assert_snapshot!(failure("[preprocessor.patterns]\nreplace-handwriten = true"));
}

#[test]
fn a_key_like_nothing_known_lists_all() {
    insta::assert_snapshot!(failure("[preprocessor.patterns.catalog]\nzebra = true"));
}

#[test]
fn a_value_of_the_wrong_type() {
    insta::assert_snapshot!(failure("[preprocessor.patterns]\nreplace-handwritten = \"yes\""));
}

#[test]
fn all_problems_come_at_once_with_their_lines() {
    insta::assert_snapshot!(failure(
        r#"
[preprocessor.patterns]
nav-order = "catgory"
on-problem = 3
words-per-minute = 0
entries = { type = ["pattern"], paths = [1] }
wpm = 5

[preprocessor.patterns.furniture]
top = ["breadcrumb", "title"]
middle = []

[preprocessor.patterns.catalog]
path = "../out.md"
place = "frist"

[preprocessor.patterns.labels]
probelm = "P"

[preprocessor.patterns.field.risk]
type = "txt"
one_of = ["a"]

[preprocessor.patterns.taxonomy.tier]
badges = true
terms = [{ id = "gold", color = "gold" }, { id = "x", colour = "golden" }, { label = "y" }, 5]

[preprocessor.patterns.box.axiom]
titel = "Law"
colour = "violet"
"#
    ));
}

#[test]
fn keys_of_mdbook_are_no_problem() {
    let config =
        "[preprocessor.patterns]\nrenderers = [\"html\"]\nbefore = [\"links\"]\nafter = []\noptional = true";
    let book = TestBook::new().config(config).page("a.md", "# A\n").build();
    assert_eq!(book.stderr(), "");
}

#[test]
fn a_template_that_cannot_be_compiled() {
    let book = TestBook::new()
        .page("a.md", "---\ndescription: Words.\n---\n# A\n")
        .file("theme/patterns/lead.html", "<p>{{ description </p>\n{% if %}")
        .build();
    assert!(book.main("a.html").contains("Words."), "the embedded template stands in");
    insta::assert_snapshot!(book.stderr());
}

#[test]
fn a_template_that_fails_while_it_runs() {
    let book = TestBook::new()
        .page("a.md", "---\ndescription: Words.\n---\n# A\n\nText.\n")
        .file("theme/patterns/lead.html", "<p>{{ description|nothing }}</p>");
    let outcome = book.try_build();
    let text = outcome.map_or_else(|failure| failure.to_string(), |book| book.stderr());
    assert!(text.contains("P0503"), "{text}");
    insta::assert_snapshot!(text);
}

#[test]
fn a_configuration_from_the_environment_has_no_place() {
    let book = TestBook::new().page("a.md", "# A\n").write();
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_mdbook-patterns"))
        .env("NO_COLOR", "1")
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn();
    let mut run = run.unwrap();
    let input = format!(
        r#"[{{"root":{:?},"config":{{"book":{{}},"preprocessor":{{"patterns":{{"nav-ordr":"x"}}}}}},"renderer":"markdown","mdbook_version":"0.5.4"}},{{"items":[]}}]"#,
        book.root()
    );
    std::io::Write::write_all(&mut run.stdin.take().unwrap(), input.as_bytes()).unwrap();
    let output = run.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(output.stdout, b"", "no book comes out");
    insta::assert_snapshot!(String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_field_of_the_book_itself_is_shown_with_its_label() {
    let main = TestBook::new()
        .config("[preprocessor.patterns.field.cost]\nlabel = \"Costs per month\"\n[preprocessor.patterns.field.reviewed]\ntype = \"date\"\n")
        .page("a.md", "---\ntitle: A\ncost: <b>10</b> EUR\nreviewed: 2024-03\n---\n# A\n")
        .build()
        .main("a.html");
    assert!(main.contains("<dt>Costs per month</dt>"), "{main}");
    assert!(main.contains("<dd>&lt;b&gt;10&lt;/b&gt; EUR</dd>"), "{main}");
    assert!(main.contains("<dt>Reviewed</dt>"), "{main}");
}

#[test]
fn what_is_missing_prints_nothing_in_a_template_of_the_book() {
    let book = TestBook::new()
        .page("s.md", "---\ntitle: S\n---\n# S\n")
        .page("a.md", "---\ntitle: A\nquote: hi\nrelated: [s]\n---\n# A\n")
        .file("theme/patterns/quote.html", "<blockquote>{{ text|inline }} by {{ by }}.</blockquote>")
        .file("theme/patterns/related.html", "<aside>{% for g in groups %}{% for l in g.links %}{{ l.title }}: {{ l.note|inline }}{{ l.note|plain }}.{% endfor %}{% endfor %}</aside>")
        .build();
    assert_eq!(book.stderr(), "");
    let main = book.main("a.html");
    assert!(main.contains("<blockquote>hi by .</blockquote>"), "{main}");
    assert!(main.contains("<aside>S: .</aside>"), "{main}");
}

#[test]
fn what_two_tables_claim_is_said() {
    let field = "[preprocessor.patterns.field.";
    for (config, said) in [
        (
            format!(
                "{field}a]\nfrom-section = \"Summary\"\n{field}b]\nfrom-section = [\"In short\", \"summary\"]\n"
            ),
            "`from-section = \"summary\"` is that of two fields: `a` and `b`",
        ),
        (
            format!(
                "{field}a]\ntype = \"number\"\nformat = \"ADR-{{number}}\"\n{field}b]\ntype = \"number\"\nformat = \"adr {{number}}\"\n"
            ),
            "`format = \"adr {number}\"` is that of two fields: `a` and `b`",
        ),
        (
            format!(
                "[preprocessor.patterns]\nread-text = true\n{field}a]\nlabel = \"Same\"\n{field}b]\nlabel = \"same\"\n"
            ),
            "`label = \"same\"` is that of two fields: `a` and `b`",
        ),
        (
            format!("[preprocessor.patterns]\nkeep = [\"made-on\"]\n{field}made_on]\ntype = \"date\"\n"),
            "`made-on` is kept as it is, by `keep`, and a field",
        ),
        (
            "[[preprocessor.patterns.defaults]]\npaths = [\"**\"]\ntag = \"x\"\ntags = [\"y\"]\n".to_owned(),
            "`tag` and `tags` are the same field",
        ),
    ] {
        let failure = failure(&config);
        assert!(failure.contains(said) && failure.contains("keep one of them"), "{config}: {failure}");
    }
    // A unit is no name, and neither is a sign.
    let times = |name: &str| format!("{field}{name}]\ntype = \"number\"\nformat = \"{{number}} min\"\n");
    let stars = format!("{field}a]\nfrom-section = \"★\"\n{field}b]\nfrom-section = \"☆\"\n");
    for config in [times("prep") + &times("cook"), stars] {
        assert_eq!(
            TestBook::new().config(&config).page("a.md", "# A\n").write().found(),
            "mdbook-patterns: no problems in 1 page\n",
            "{config}"
        );
    }
}
