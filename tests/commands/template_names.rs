//! Names in the templates of a book that nobody gives, and files that are no templates.

use crate::run;
use crate::support::{TestBook, shared};

const PAGE: &str =
    "---\ntitle: A\ntype: pattern\ntier: gold\ndescription: Short.\nrelated: [b]\n---\n# A\n\nText.\n";

/// What `check` says of templates: a line each, of file, place, code, message and help.
fn said(templates: &[(&str, &str)]) -> Vec<String> {
    let book = TestBook::new().page("a.md", PAGE).page("b.md", PAGE.replace("title: A", "title: B").as_str());
    let book =
        templates.iter().fold(book, |book, (name, text)| book.file(&format!("theme/patterns/{name}"), *text));
    let found = run(&book.write(), &["check", "--format", "json"]).stdout;
    let report: serde_json::Value = serde_json::from_str(&found).unwrap();
    let problems = report["problems"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|problem| problem["code"].as_str().unwrap().starts_with("P05"));
    let line = |problem: &serde_json::Value| {
        let text = |key: &str| {
            problem[key].as_str().unwrap_or_default().trim_start_matches("theme/patterns/").to_owned()
        };
        format!(
            "{}:{}:{} {} {}; {}",
            text("file"),
            problem["line"],
            problem["column"],
            text("code"),
            text("message"),
            text("help")
        )
    };
    problems.map(line).collect()
}

#[track_caller]
fn says(templates: &[(&str, &str)], expected: &[&str]) {
    assert_eq!(said(templates), expected, "{templates:?}");
}

#[test]
fn the_case_of_silent_mistakes() {
    let Some(shared) = shared() else { return };
    let book = TestBook::from_dir(shared.join("cases/authors/03-template-override-silent")).write();
    let found = run(&book, &["check", "--allow", "P0602", "--allow", "P1104"]);
    insta::assert_snapshot!(found.stdout);
}

#[test]
fn a_misspelt_name_is_found_wherever_it_is_read() {
    for (file, text, expected) in [
        (
            "lead.html",
            "{{ descripton }}",
            "lead.html:1:4 P0506 `descripton` is not available in `lead.html`; did you mean `description`?",
        ),
        (
            "lead.html",
            "é\n{{ descripton|inline }}",
            "lead.html:2:4 P0506 `descripton` is not available in `lead.html`; did you mean `description`?",
        ),
        (
            "lead.html",
            "{% if descriptio %}x{% endif %}",
            "lead.html:1:7 P0506 `descriptio` is not available in `lead.html`; did you mean `description`?",
        ),
        (
            "lead.html",
            "{% set x = descriptio %}{{ x }}",
            "lead.html:1:12 P0506 `descriptio` is not available in `lead.html`; did you mean `description`?",
        ),
        (
            "badges.html",
            "{% for b in badge_list %}{{ b.label }}{% endfor %}",
            "badges.html:1:13 P0506 `badge_list` is not available in `badges.html`; did you mean `badges`?",
        ),
        (
            "badges.html",
            "{% for b in badges %}{{ b.lable }}{% endfor %}",
            "badges.html:1:25 P0506 `b.lable` is not available in `badges.html`; did you mean `label`?",
        ),
        (
            "badges.html",
            "{% for b in badges|sort %}{{ b['lable'] }}{% endfor %}",
            "badges.html:1:30 P0506 `b.lable` is not available in `badges.html`; did you mean `label`?",
        ),
        (
            "badges.html",
            "{{ badges[0].lable }}",
            "badges.html:1:4 P0506 `badges.lable` is not available in `badges.html`; did you mean `label`?",
        ),
        (
            "badges.html",
            "{{ (badges|first).lable }}",
            "badges.html:1:12 P0506 `lable` is not available in `badges.html`; did you mean `label`?",
        ),
        (
            "badges.html",
            "{% macro m(b) %}{{ b.x }}{{ y }}{% endmacro %}{% for b in badges %}{{ m(b) }}{% endfor %}",
            "badges.html:1:29 P0506 `y` is not available in `badges.html`; there are: b, badges, caller, m",
        ),
        (
            "badge.html",
            "{{ badge.lable }}",
            "badge.html:1:4 P0506 `badge.lable` is not available in `badge.html`; did you mean `label`?",
        ),
        (
            "link.md",
            "[{{ link.titel }}]",
            "link.md:1:5 P0506 `link.titel` is not available in `link.md`; did you mean `title`?",
        ),
        (
            "progress.html",
            "{{ entries }}",
            "progress.html:1:4 P0506 `entries` is not available in `progress.html`; remove it: nothing similar is available here",
        ),
        (
            "lead.html",
            "{{ unknown_function(description) }}",
            "lead.html:1:4 P0506 `unknown_function` is not available in `lead.html`; there are: description",
        ),
    ] {
        let found = said(&[(file, text)]);
        assert!(found.iter().any(|line| line == expected), "{file} {text}\n{found:#?}");
    }
}

#[test]
fn names_that_a_template_declares_are_no_mistakes() {
    for (file, text) in [
        ("lead.html", "{% set x = description %}<p>{{ x|inline }}{{ labels.related }}</p>"),
        ("lead.html", "{% if subtitle is defined %}{{ description }}{% endif %}"),
        ("lead.html", "{% with a = description, b = a %}{{ b }}{% endwith %}"),
        (
            "lead.html",
            "{% set ns = namespace(n=0) %}{% for x in range(3) %}{% set ns.n = ns.n + 1 %}{% endfor %}{{ ns.n }}{{ description }}",
        ),
        (
            "lead.html",
            "{% macro p(text, class='x') %}<p class=\"{{ class }}\">{{ text }}{{ caller is defined }}</p>{% endmacro %}{{ p(description) }}",
        ),
        (
            "lead.html",
            "{% filter upper %}{{ description }}{% endfilter %}{# descripton #}{% raw %}{{ descripton }}{% endraw %}",
        ),
        ("lead.html", "{% set d = {'deep': {'er': description}} %}{{ d.deep.er }}{{ dict(a=1).a }}"),
        ("lead.html", "{% if description %}{% set y = 1 %}{% else %}{% set y = 2 %}{% endif %}{{ y }}"),
        ("lead.html", "{% set z %}{{ description }}{% endset %}{{ z }}{{ [1, 2]|map('string')|join }}"),
        (
            "badges.html",
            "{% for b in badges if b.url %}{{ loop.index }}{{ loop.first }}{{ b.label }}{% else %}-{% endfor %}",
        ),
        ("badges.html", "{% for badge in badges %}{% include \"badge.html\" %}{% endfor %}"),
        (
            "badges.html",
            "{% for key, all in badges|groupby('taxonomy') %}{{ key }}{% for b in all %}{{ b.anything }}{% endfor %}{% endfor %}",
        ),
        (
            "badges.html",
            "{% for k, v in {'a': 1}|items %}{{ k }}{{ v }}{% endfor %}{{ badges|length }}{{ badges[0].label }}{{ badges[1:] }}",
        ),
        (
            "badges.html",
            "{{ badges|map(attribute='label')|join(', ') }}{{ (badges|first).label }}{{ badges|selectattr('url')|list|length }}",
        ),
        (
            "related.html",
            "{% for g in groups %}{{ g.label }}{% for link in g.links %}{% include \"link.html\" %}{{ link.badge.label }}{% endfor %}{% endfor %}",
        ),
        (
            "nav.html",
            "{% if prev %}<a href=\"{{ prev.url }}\">{{ prev.title }}</a>{% endif %}{{ next.title }}",
        ),
        (
            "box-open.html",
            "<div class=\"{{ kind }}\">{{ title_html or title }}{{ label }}{{ icon }}{{ open }}{{ colour }}{{ classes }}",
        ),
    ] {
        says(&[(file, text)], &[]);
    }
}

#[test]
fn parts_of_the_books_own_are_read_where_they_are_included() {
    let includes = ("badges.html", "{% for one in badges %}{% include \"parts/one.html\" %}{% endfor %}");
    says(&[includes, ("parts/one.html", "{{ one.label }}")], &[]);
    says(
        &[includes, ("parts/one.html", "{{ one.lable }}")],
        &["parts/one.html:1:4 P0506 `one.lable` is not available in `parts/one.html`; did you mean `label`?"],
    );
    says(
        &[
            ("lead.html", "{% from \"macros.html\" import p %}{{ p(description) }}"),
            ("macros.html", "{% macro p(x) %}{{ x }}{% endmacro %}"),
        ],
        &[],
    );
    says(
        &[
            (
                "lead.html",
                "{% extends \"frame.html\" %}{% block b %}{{ super() }}{{ description }}{% endblock %}",
            ),
            ("frame.html", "<p>{% block b %}{% endblock %}</p>"),
        ],
        &[],
    );
    let built = TestBook::new()
        .page("a.md", PAGE)
        .page("b.md", "# B\n")
        .file("theme/patterns/badges.html", includes.1)
        .file("theme/patterns/parts/one.html", "<b class=\"mine\">{{ one.label }}</b>")
        .build();
    assert!(built.main("a.html").contains("<b class=\"mine\">Gold</b>"), "{}", built.main("a.html"));
}

#[test]
fn a_file_that_stands_for_no_template_is_named_with_the_nearest() {
    for (file, expected) in [
        (
            "badge-list.html",
            "badge-list.html:1:1 P0507 there is no template `badge-list.html` that this file could replace; did you mean `badge.html`?",
        ),
        (
            "zzzzzz.html",
            "zzzzzz.html:1:1 P0507 there is no template `zzzzzz.html` that this file could replace; `mdbook-patterns templates` lists the names; a part must be included by one of them",
        ),
        (
            "leed.html",
            "leed.html:1:1 P0507 there is no template `leed.html` that this file could replace; did you mean `lead.html`?",
        ),
        (
            "Lead.html",
            "Lead.html:1:1 P0507 there is no template `Lead.html` that this file could replace; did you mean `lead.html`?",
        ),
        (
            "lead.htm",
            "lead.htm:1:1 P0507 there is no template `lead.htm` that this file could replace; did you mean `lead.html`?",
        ),
        (
            "lead.HTML",
            "lead.HTML:1:1 P0507 there is no template `lead.HTML` that this file could replace; did you mean `lead.html`?",
        ),
        (
            "sub/lead.html",
            "sub/lead.html:1:1 P0507 there is no template `sub/lead.html` that this file could replace; did you mean `lead.html`?",
        ),
    ] {
        says(&[(file, "<p>{{ description }}</p>")], &[expected]);
    }
    for file in ["README.md", "notes.txt", ".lead.html.swp", "lead.html~", "style.css"] {
        says(&[(file, "text")], &[]);
    }
}
