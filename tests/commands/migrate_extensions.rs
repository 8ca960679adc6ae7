//! `migrate mkdocs` and what single extensions of Python-Markdown read: each test is a kind, with several members.

use crate::migrate_differences::with;

/// The page of a site with these extensions, and its main element in the book.
fn page(extensions: &str, text: &str) -> (String, String) {
    let yml = format!("site_name: S\nmarkdown_extensions: [{extensions}]\n");
    let (site, page) = with(&yml, &[("docs/index.md", &format!("# T\n\n{text}"))]);
    let page = page.trim_start_matches("# T\n\n").to_owned();
    (page, site.build().main("index.html"))
}

#[test]
fn mathematics_in_quotes_has_no_signs_of_them() {
    for (text, shown) in [
        ("> $$\n> a\n> $$\n", "$$\na\n$$"),
        ("> $$\n> a\n> > b\n> $$\n", "$$\na\n&gt; b\n$$"),
        ("> > \\begin{align}\n> > - a\n> > \\end{align}\n", "\\begin{align}\n- a\n\\end{align}"),
        ("> x $a\n> b$ y\n", "x \\(a\nb\\) y"),
    ] {
        let (_, main) = page("pymdownx.arithmatex", text);
        assert!(main.contains(shown), "{text}\n{main}");
    }
}

#[test]
fn code_of_callouts_stays_whole() {
    let (text, main) =
        page("callouts, fenced_code", "NOTE: x\n```\ncode\n\nmore\n```\n\nAfter *x*.\n\n> TIP: y\n> ```\n> c\n>\n> d\n> ```\n");
    assert_eq!(
        text,
        "!!! note\n    x\n    ```\n    code\n\n    more\n    ```\n\nAfter *x*.\n\n!!! tip\n    y\n    ```\n    c\n\n    d\n    ```\n"
    );
    assert!(main.contains("code\n\nmore\n</code>") && main.contains("<p>After <em>x</em>.</p>"), "{main}");
    let code = "Text.\n\n    NOTE: x\n    y\n\n```\nNOTE: x\n\n> TIP: y\n```\n";
    assert_eq!(page("callouts, fenced_code", code).0, code);
}

#[test]
fn callouts_start_on_any_line_of_a_quote() {
    for (text, now) in [
        ("Text\n> NOTE: y\n", "Text\n\n!!! note\n    y\n"),
        ("> a\n> NOTE: q\n> r\n", "> a\n\n!!! note\n    q\n    r\n"),
        ("## H\nNOTE: q\n", "## H\n\n!!! note\n    q\n"),
    ] {
        let (page, main) = page("callouts", text);
        assert_eq!(page, now);
        assert!(main.contains("Note</p>"), "{main}");
    }
}
