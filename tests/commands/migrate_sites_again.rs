//! `migrate mkdocs`: what a second reader found in the settling of what public sites held.

use crate::migrate::Site;
use crate::migrate_members::{EXTENSIONS, Member, all_show};

/// Sites that have no emoji, so that MkDocs shows the backslash of `\:`.
const FEW: &str = "site_name: S\ntheme:\n  name: material\nmarkdown_extensions:\n  - admonition\n  - def_list\n  - tables\n";

/// The report of a site of one page, with these settings.
fn report(settings: &str, text: &str) -> (String, String) {
    let site = Site::new(&[("mkdocs.yml", settings), ("docs/index.md", &format!("# P\n\n{text}\n"))]);
    let run = site.migrate();
    (site.read("migration-report.md"), run.stdout)
}

#[test]
fn colons_without_a_space_show_no_backslash() {
    let tight = ["colons without a space"].as_slice();
    let members: [Member<'_>; 6] = [
        ("Term\n:b", &["<p>Term\n:b</p>"], tight),
        ("Use std\n::vector here", &["<p>Use std\n::vector here</p>"], tight),
        ("Some text:\n:param x: d", &["<p>Some text:\n:param x: d</p>"], tight),
        ("!!! note\n\n    Term\n    :b", &["Term\n:b</p>"], tight),
        ("Term\n:\n  def", &["<p>Term\n:\ndef</p>"], tight),
        ("Line1\nLine2\n  ===", &["<p>Line1\nLine2\n===</p>"], &["lines below paragraphs"]),
    ];
    all_show(FEW, &members);
    all_show(EXTENSIONS, &members);
    all_show(EXTENSIONS, &[("Alt text\n:warning: be careful", &["Alt text\n", "⚠"], &[])]);
    let report =
        all_show(EXTENSIONS, &[("One\nTerm\n::before\n:smile: x", &["<p>One\nTerm\n::before\n"], tight)]);
    assert!(!report.contains("terms of one definition"), "{report}");
}

#[test]
fn references_from_source_code_below_text_are_named() {
    let settings = format!("{FEW}plugins: [mkdocstrings]\n");
    let (report, _) = report(&settings, "Some text:\n::: json\n    options:\n      x: y");
    assert!(
        report.contains("lost: 1 reference from source code") && report.contains("`::: json`"),
        "{report}"
    );
}

/// The rest of the line that an address ends on makes no other block.
#[test]
fn addresses_on_two_lines_take_their_line_along() {
    let two = ["addresses on two lines"].as_slice();
    let link = "<a href=\"https://x.org/a/b\">t</a>";
    let rests = [
        (" - a description", " - a description</p>"),
        (" > one", " &gt; one</p>"),
        (" # x", " # x</p>"),
        (" ---", " ---</p>"),
        (" : def", " : def</p>"),
        (" !!! note", " !!! note</p>"),
        ("\nmore text", "\nmore text</p>"),
        (" and [u](https://x.org/\nc) - more", "<a href=\"https://x.org/c\">u</a> - more</p>"),
    ];
    let members: Vec<(String, String)> = rests
        .iter()
        .map(|(rest, shown)| (format!("See [t](https://x.org/\na/b){rest}"), shown.to_string()))
        .collect();
    let parts: Vec<[&str; 2]> = members.iter().map(|(_, shown)| [link, shown.as_str()]).collect();
    let members: Vec<Member<'_>> =
        members.iter().zip(&parts).map(|((text, _), parts)| (text.as_str(), parts.as_slice(), two)).collect();
    all_show(EXTENSIONS, &members);
    all_show(
        EXTENSIONS,
        &[
            (
                "- a [t](https://x.org/\na/b)\nlazy text\n- b",
                &["<li>a <a href=\"https://x.org/a/b\">t</a>\nlazy text</li>\n<li>b</li>"],
                two,
            ),
            (
                "* [t](https://x.org/\n  a/b)\n    * nested",
                &["<li><a href=\"https://x.org/a/b\">t</a>\n<ul>\n<li>nested"],
                two,
            ),
            (
                "See [t](https://x.org/\na \"title\") z.",
                &["<a href=\"https://x.org/a\" title=\"title\">t</a> z."],
                two,
            ),
        ],
    );
    let none = all_show(
        EXTENSIONS,
        &[
            ("## Head [t](https://x.org/\na/b) z", &["Head [t](https://x.org/</a></h2>\n<p>a/b) z</p>"], &[]),
            ("text `code\nmore[0](a\nb)` end", &["<code>code more[0](a b)</code>"], &[]),
            ("| A | B |\n|--|--|\n| c | [t](https://x.org/\na/b) | d |", &["[t](https://x.org/</td>"], &[]),
        ],
    );
    assert!(!none.contains("addresses on two lines"), "{none}");
}

#[test]
fn code_in_boxes_after_spaces_stays() {
    let named = ["boxes after spaces"].as_slice();
    all_show(
        EXTENSIONS,
        &[
            (
                "   !!! warning\n\n       Run this:\n\n           rm -rf x",
                &["<code>rm -rf x\n</code>"],
                named,
            ),
            ("  !!! note\n    In\n\n    more", &["<p>more</p>"], named),
            ("<!--\n === \"T\"\n    x\n-->\n\nText.", &["<!--\n === \"T\"\n    x\n-->"], &[]),
        ],
    );
}

#[test]
fn captions_of_other_blocks_stay() {
    let settings = EXTENSIONS.replace("  - abbr\n", "  - abbr\n  - pymdownx.blocks.caption\n");
    all_show(
        &settings,
        &[(
            "Text.\n/// caption\nA `code`\n///\nMore directly below.",
            &["<div class=\"caption\">\n<p>A <code>code</code></p>\n</div>", "<p>More directly below.</p>"],
            &["captions"],
        )],
    );
    for block in ["* one\n* two", "1. x", "```\nx\n```", "***", "[x]: https://x.org", "[^1]: note"] {
        let (report, _) = report(&settings, &format!("Text.\n/// caption\n{block}\n///"));
        let is_named = report.contains("lost: 1 blocks of pymdownx") && !report.contains("captions");
        assert!(is_named, "{block}\n{report}");
    }
    let without = all_show(EXTENSIONS, &[("Text.\n/// caption\nOne.\n///", &["/// caption"], &[])]);
    assert!(!without.contains("captions"), "{without}");
}

/// A note excuses what its kind changes, and nothing else.
#[test]
fn notes_of_words_excuse_no_links() {
    let (_, out) = report(EXTENSIONS, "See [t](https://x.org/\na{b) z.\n\nAt 10:100:30 we go.\n\nTerm\n:b");
    assert!(out.contains("links to other places"), "{out}");
}

#[test]
fn the_columns_of_sane_lists_may_come_from_the_environment() {
    let sane = |options: &str| {
        EXTENSIONS.replace("  - abbr\n", &format!("  - abbr\n  - mdx_truly_sane_lists{options}\n"))
    };
    let (report, _) = report(&sane(":\n      nested_indent: !ENV [NI, 4]"), "- a\n    - b\n- c");
    assert!(!report.contains("lists in items"), "{report}");
    all_show(
        &sane(""),
        &[
            ("- a\n\n    !!! note\n        text\n\n- b", &["patterns-box-note"], &["boxes after spaces"]),
            ("- a\n\n  !!! note\n      text\n\n- b", &["patterns-box-note"], &[]),
        ],
    );
}

#[test]
fn code_keeps_its_tabs_beside_raw_html() {
    let html = "\n\n=== \"T\"\n\n\t<center>\n\tx\n\t</center>";
    let item = format!("-\t```make\n\tall:\n\t\techo\n\t```{html}");
    let code = format!("Text\n\n    all:\n    \techo{html}");
    let whole = ["tabs before raw HTML"].as_slice();
    let shown = ["all:\n\techo\n</code>"].as_slice();
    all_show(EXTENSIONS, &[(&item, shown, whole), (&code, shown, whole)]);
    let none = all_show(
        EXTENSIONS,
        &[
            ("\tcat\n\t<in.txt", &["<code>cat\n&lt;in.txt"], &[]),
            ("Text\n\n\t<b>x</b>", &["<code>&lt;b&gt;x"], &[]),
            ("Text\n\n    all:\n    \techo\n\n\t<b>x</b>", &["<code>all:\n\techo\n\n&lt;b&gt;x"], &[]),
        ],
    );
    assert!(!none.contains("tabs before raw HTML"), "{none}");
}

#[test]
fn footnotes_in_quotes_without_their_extension_are_named() {
    all_show(FEW, &[("Text [^A].\n\n> [^A]: x", &["Text"], &["footnotes without their extension"])]);
}
