//! The syntax of Material for MkDocs where it once went wrong: each test is a kind, with several members.

use crate::support::TestBook;

const SYNTAX: &str = "[preprocessor.patterns]\nmkdocs-syntax = true\n";

/// The text of a page behind its title, and what the build said.
fn built(body: &str) -> (String, String) {
    let built = TestBook::new().config(SYNTAX).page("page.md", &format!("# Page\n\n{body}\n")).build();
    let main = built.main("page.html");
    (main.split_once("</h1>").unwrap().1.trim().to_owned(), built.stderr())
}

/// Each body has each of its parts; the build says nothing.
fn all_have(cases: &[(&str, &[&str])]) {
    for (body, parts) in cases {
        let (main, said) = built(body);
        assert_eq!(said, "", "{body}");
        for part in *parts {
            assert!(main.contains(part), "{body}\nhas no {part}\n{main}");
        }
    }
}

#[test]
fn attribute_lists_of_headings_have_all_forms() {
    all_have(&[
        ("## 1.0 { id=\"v1.0\" }", &["<h2 id=\"v1.0\">"]),
        ("## 3.0 {: id=v3 }", &["<h2 id=\"v3\">"]),
        ("## A {: #a .b class='c d' }", &["<h2 id=\"a\" class=\"c d\">"]),
        ("## A ## { #a }", &["<h2 id=\"a\">", ">A</a>"]),
        ("Under { id='u' }\n-----", &["<h2 id=\"u\">", ">Under</a>"]),
        ("> ## Q { id=\"q\" }", &["<h2 id=\"q\">"]),
        ("!!! note\n    ## B { id=\"b\" }", &["<h2 id=\"b\">"]),
        ("- ## L {: id=l }", &["<h2 id=\"l\">"]),
        ("## `{x}` {: #code }", &["<h2 id=\"code\">", "<code>{x}</code>"]),
        ("## Plain {#p .c}", &["<h2 id=\"p\" class=\"c\">"]),
    ]);
    let (main, said) = built("## A { onclick=\"x()\" title=\"two words\" #a }");
    assert!(main.contains("<h2 id=\"a\">"), "{main}");
    assert!(said.contains("a page may not set the attribute `onclick`"), "{said}");
    assert!(said.contains("a page may not set the attribute `title`"), "{said}");
}

#[test]
fn attribute_lists_follow_all_elements_of_a_line() {
    all_have(&[
        ("*a*{ .c }", &["<em class=\"c\">a</em>"]),
        ("**a _b_**{: #i .c }", &["<strong id=\"i\" class=\"c\">a <em>b</em></strong>"]),
        ("`a|<b>*c*`{ .lang }", &["<code class=\"lang\">a|&lt;b&gt;*c*</code>"]),
        ("==a=={ .c }", &["<mark class=\"c\">a</mark>"]),
        ("~~a b~~{ .c }", &["<del class=\"c\">a b</del>"]),
        ("x^2^{ .c }", &["<sup class=\"c\">2</sup>"]),
        ("[a](#page){ title=\"x } y\" }", &["title=\"x } y\""]),
        ("[a](#page){ .b class=c }", &["class=\"c\""]),
        (
            "`{a}` and `{ .b }` and *a* { .c }",
            &["<code>{a}</code> and <code>{ .b }</code> and <em>a</em> { .c }"],
        ),
    ]);
}

#[test]
fn what_is_on_a_key_is_text() {
    all_have(&[
        ("a ++backslash++ b *c*", &["<kbd>\\</kbd>", "b <em>c</em>"]),
        ("++backtick++ x ++backtick++ y", &["<kbd>`</kbd></span> x", "<kbd>`</kbd></span> y"]),
        ("++tilde++ a ++tilde++", &["<kbd>~</kbd></span> a "]),
        ("++asterisk++ or ++asterisk++ twice", &["</span> or <span", "twice"]),
        ("++underscore++a++underscore++", &["<kbd>_</kbd>"]),
        ("++bracket-left++ a ++bracket-right++(b)", &["<kbd>[</kbd>", "<kbd>]</kbd></span>(b)"]),
        ("++\"<b>\"++ ++\"a*b*c\"++", &["<kbd>&lt;b&gt;</kbd>", "<kbd>a*b*c</kbd>"]),
        ("| a | b |\n|---|---|\n| ++pipe++ | x |", &["<kbd>|</kbd></span></td><td>x</td>"]),
        ("| a |\n|---|\n| ++backtick++ ++backslash++ |", &["<kbd>`</kbd>", "<kbd>\\</kbd>"]),
    ]);
}

#[test]
fn keys_have_the_names_of_pymdownx_and_other_words_are_text() {
    all_have(&[(
        "++cmd+bracket-left++ ++brace-right++ ++alt+num0++ ++num-plus++ ++left-shift+a++ ++altgr++ ++page-dn++ \
         ++bksp++ ++prtsc++ ++volume-up++ ++less-than++ ++double-quote++ ++ctrl+'My key'++ ++f24++ ++lwin++ \
         ++num-separator++ ++media-play-pause++ ++x-button2++ ++PageUp++",
        &[
            "<kbd>⌘ Cmd</kbd>+<kbd>[</kbd>",
            "<kbd>}</kbd>",
            "<kbd>Num 0</kbd>",
            "<kbd>Num +</kbd>",
            "<kbd>Left Shift</kbd>+<kbd>A</kbd>",
            "<kbd>AltGr</kbd>",
            "<kbd>Page Down</kbd>",
            "<kbd>Backspace</kbd>",
            "<kbd>Print Screen</kbd>",
            "<kbd>Volume Up</kbd>",
            "<kbd>&lt;</kbd>",
            "<kbd>\"</kbd>",
            "<kbd>Ctrl</kbd>+<kbd>My key</kbd>",
            "<kbd>F24</kbd>",
            "Left Win</kbd>",
            "<kbd>Num .</kbd>",
            "<kbd>Play/Pause</kbd>",
            "<kbd>X Button 2</kbd>",
            "<kbd>Page Up</kbd>",
        ],
    )]);
    all_have(&[(
        "++word++ and C++ or D++ and ++ctrl+word++",
        &["++word++ and C++ or D++ and ++ctrl+word++"],
    )]);
}

#[test]
fn addresses_hold_no_syntax() {
    let abbreviation = "\n\n*[CQRS]: Command Query";
    for (body, parts) in [
        (
            "<https://example.org/CQRS> <a@CQRS.example>",
            ["href=\"https://example.org/CQRS\">https", "mailto:a@CQRS"],
        ),
        (
            "| a |\n|---|\n| <https://x.org/CQRS> |",
            ["href=\"https://x.org/CQRS\"", ">https://x.org/CQRS</a>"],
        ),
        ("<https://x.org/a~b~c^d^?e==f==> <https://x.org/:smile:>", ["/a~b~c^d^?e==f==</a>", "/:smile:</a>"]),
        ("<https://x.org/++a++>{ .c }", ["class=\"c\"", ">https://x.org/++a++</a>"]),
        (
            "[a](https://x.org/CQRS \"CQRS\") ![CQRS](CQRS.png)",
            ["href=\"https://x.org/CQRS\"", "alt=\"CQRS\""],
        ),
        ("`CQRS` <b title=\"CQRS\">b</b>", ["<code>CQRS</code>", "<b title=\"CQRS\">"]),
    ] {
        let (main, said) = built(&format!("{body}{abbreviation}"));
        assert_eq!(said, "", "{body}");
        for part in parts {
            assert!(main.contains(part), "{body}\nhas no {part}\n{main}");
        }
    }
}

#[test]
fn a_fence_that_is_closed_too_deep_ends_with_its_container() {
    for opener in ["!!! note", "??? note", "=== \"A\""] {
        let (main, said) = built(&format!(
            "{opener}\n    ```sh\n    make all\n        ```\n\nAfter.\n\n## Next\n\n**bold**"
        ));
        assert_eq!(said, "", "{opener}");
        for part in ["make all\n", "<p>After.</p>", "id=\"next\"", "<strong>bold</strong>"] {
            assert!(main.contains(part), "{opener}\n{main}");
        }
    }
    let boxes = "> [!axiom] T\n> ```sh\n> make all\n>      ```\n\nAfter.\n\n- i\n\n    !!! tip\n        ```sh\n        make\n          ```\n\nBehind.";
    let (main, _) = built(boxes);
    assert!(main.contains("<p>After.</p>") && main.contains("<p>Behind.</p>"), "{main}");
    // In CommonMark itself such a fence stays open.
    let (main, _) = built("```\na\n    ```\nb\n```\n\nAfter.");
    assert!(main.contains("a\n    ```\nb\n</code>") && main.contains("<p>After.</p>"), "{main}");
}

#[test]
fn code_in_boxes_in_lists_keeps_its_columns() {
    for marker in ["- ", "* ", "1. ", "-   ", "10. ", "[^a]: ", "x\n:   "] {
        for (opener, inside) in
            [("!!! note", true), ("??? note", true), ("???+ note", true), ("=== \"A\"", true)]
        {
            let body = format!(
                "{marker}text [^a]\n\n    {opener}\n        Run:\n\n            make all\n              more\n\n        <pre>\n        root\n          leaf\n        </pre>\n"
            );
            let (main, _) = built(&body);
            assert!(inside && main.contains("<code>make all\n  more\n</code>"), "{body}\n{main}");
            assert!(main.contains("<pre>\nroot\n  leaf\n</pre>"), "{body}\n{main}");
        }
    }
}

#[test]
fn a_lazy_line_ends_no_item() {
    for opener in ["!!! note", "??? note", "=== \"A\""] {
        all_have(&[
            (
                &format!("* text\n{{#own}}\n\n    {opener}\n\n        Inside.\n\n    After."),
                &["<p>Inside.</p>", "<p>After.</p>"],
            ),
            (&format!("1. text\nthat goes on\n\n    {opener}\n        Inside.\n"), &["Inside.</p>"]),
            (&format!("- text\n{opener}\n    Inside.\n"), &["Inside.</p>"]),
        ]);
    }
}

#[test]
fn pipes_in_code_stay_in_their_cell() {
    all_have(&[
        (
            "| Type | Meaning |\n|------|---------|\n| `string|null` | the last |",
            &["<td><code>string|null</code></td><td>the last</td>"],
        ),
        ("a | b\n--|--\n``x`|y`` | z", &["<td><code>x`|y</code></td><td>z</td>"]),
        ("| `a|b` | c |\n|---|---|\n| 1 | 2 |", &["<th><code>a|b</code></th><th>c</th>"]),
        ("| a | b |\n|---|---|\n| `x\\|y` | z |", &["<td><code>x|y</code></td><td>z</td>"]),
        (
            "!!! note\n    | a | b |\n    |---|---|\n    | `x||y` | z |",
            &["<td><code>x||y</code></td><td>z</td>"],
        ),
        ("- a\n\n    | a | b |\n    |---|---|\n    | `x|y` | z |", &["<td><code>x|y</code></td><td>z</td>"]),
        ("> | a | b |\n> |---|---|\n> | `x|y` | z |", &["<td><code>x|y</code></td><td>z</td>"]),
        (
            "Text with `a|b` and | c.\n\n    | `a|b` |\n    |---|",
            &["<code>a|b</code> and |", "| `a|b` |\n|---|"],
        ),
    ]);
}

#[test]
fn emoji_have_all_names_of_materials_index() {
    all_have(&[(
        ":man_raising_hand: :backpack: :smile: :wave_tone3: :wave_dark_skin_tone: :piñata:",
        &["🙋‍♂️ 🎒 😄 👋🏽 👋🏿 🪅"],
    )]);
    all_have(&[(":no_such_name:", &[":no_such_name:"])]);
}
