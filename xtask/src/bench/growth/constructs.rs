//! Families of one page: each construct alone on lines, on one line, nested and never closed, all equal and all
//! different.

use super::{Family, Source};

/// Bytes of the page that a family makes.
const SIZES: [usize; 3] = [64_000, 256_000, 1_024_000];

/// Front matter is read up to 256 KB.
const FRONT_MATTER_SIZES: [usize; 3] = [15_000, 60_000, 240_000];

/// How many containers may stand in each other: more is no page, and takes the Markdown parser itself more than its share.
const DEPTH: usize = 64;

/// A construct: its name, how it opens, what stands in it, how it closes. `§` is the number of the copy.
type Construct = (&'static str, &'static str, &'static str, &'static str);

/// What stands in text and has an end.
const CONSTRUCTS: &[Construct] = &[
    ("heading", "## ", "H§", "\n"),
    ("heading with id", "## H {#i", "§", "}\n"),
    ("heading with class", "## H {.", "c§", "}\n"),
    ("setext heading", "H§", "\n---", "\n"),
    ("emphasis", "*", "a§", "*"),
    ("strong", "**", "a§", "**"),
    ("strike", "~~", "a§", "~~"),
    ("code", "`", "a§", "`"),
    ("fence", "```\n", "a§", "\n```\n"),
    ("tilde fence", "~~~ x\n", "a§", "\n~~~\n"),
    ("link", "[", "a§](b§.md", ")"),
    ("link to a heading", "[", "a](#h-§", ")"),
    ("link with title", "[a](b§.md \"", "t§", "\")"),
    ("reference link", "[", "a§][b§", "]"),
    ("reference definition", "\n[", "b§]: c§", ".md\n"),
    ("reference link with its definition", "\n[a][r", "§", "]\n\n[r§]: ./b/\n"),
    ("placeholder", "x [name] [title] ", "w§ [date]", " "),
    ("quoted placeholder", "\"x [name] [title] ", "w§ [date]", "\" "),
    ("wiki link", "[[", "a§", "]]"),
    ("wiki link to a heading", "[[#", "H§", "]]\n\n## H§\n"),
    ("image", "![", "a§](b§.png", ")"),
    ("autolink", "<https://e.org/", "§", ">"),
    ("footnote", "[^", "f§", "]"),
    ("footnote definition", "\n[^", "f§]: x", "\n"),
    ("table row", "|", "a§|b", "|\n"),
    ("table", "\n|a|\n|-|\n|", "x§", "|\n\n"),
    ("quote", "> ", "a§", "\n"),
    ("bullet", "- ", "a§", "\n"),
    ("number", "1. ", "a§", "\n"),
    ("task", "- [ ] ", "a§", "\n"),
    ("term with definition", "\nt§\n\n: ", "d", "\n"),
    ("rule", "\n---", "", "\n"),
    ("comment", "<!-- ", "a§", " -->"),
    ("div", "<div class=\"c§\">", "", "</div>"),
    ("div box", "<div class=\"axiom-box\">\n\n", "a§", "\n\n</div>\n\n"),
    ("div with id", "<div id=\"i§\">", "", "</div>"),
    ("details", "<details><summary>", "s§</summary>", "</details>"),
    ("span", "<span title=\"§\">", "a", "</span>"),
    ("anchor", "<a name=\"n§\">", "", "</a>"),
    ("image element", "<img src=\"i§.png\"", "", ">"),
    ("script", "<script>", "a§", "</script>"),
    ("entity", "&", "amp", ";"),
    ("escape", "\\", "*§", ""),
    ("math", "$", "a§", "$"),
    ("display math", "$$", "a§", "$$"),
    ("math in brackets", "\\\\(", "a§", "\\\\)"),
    ("include", "{{#include ", "f§.md", "}}"),
    ("other directive", "{{#other ", "a§", "}}"),
    ("escaped directive", "\\{{#patterns ", "count", "}}"),
    ("directive of no name", "{{#patterns zz§", "", "}}"),
    ("count", "{{#patterns count filter=\"", "tier:gold", "\"}}"),
    ("count of nothing", "{{#patterns count filter=\"", "zz§:a", "\"}}"),
    ("catalog", "{{#patterns catalog columns=\"", "title", "\"}}\n"),
    ("catalog of nothing", "{{#patterns catalog columns=\"", "z§", "\"}}\n"),
    ("stats", "{{#patterns stats", "", "}}\n"),
    ("legend", "{{#patterns legend ", "tier", "}}\n"),
    ("law table", "{{#patterns law-table", "", "}}\n"),
    ("by", "{{#patterns by ", "tier", "}}\n"),
    ("matrix", "{{#patterns matrix rows=tier columns=", "category", "}}\n"),
    ("changes", "{{#patterns changes", "", "}}\n"),
    ("packs", "{{#patterns packs", "", "}}\n"),
    ("graph", "{{#patterns graph of=", "a", "}}\n"),
    ("term directive", "{{#patterns term tier ", "g§", "}}\n"),
    ("compare", "{{#patterns compare a§,", "b", "}}\n"),
    ("progress", "{{#patterns progress}}\n\n- [ ] ", "x§", "\n\n"),
    ("box directive", "{{#patterns box ", "related", "}}\n"),
    ("related directive", "{{#patterns related", "", "}}\n"),
    ("box", "\n> [!AXIOM] T§\n> ", "a", "\n\n"),
    ("folding box", "\n> [!NOTE]- T§\n> ", "a", "\n\n"),
    ("box of no kind", "\n> [!ZZZ§] T\n> ", "a", "\n\n"),
    ("tabs", "\n> [!TAB] T§\n> ", "a", "\n\n"),
    ("breadcrumb by hand", "\n[Home](index.md) > [A](a§.md) > ", "B", "\n\n"),
    ("links to neighbours by hand", "\n[← A](a§.md) | [", "B →](b.md", ")\n\n"),
    ("label in bold", "\n**Status:** ", "a§", "\n\n"),
    ("label in a list", "* Status: ", "a§", "\n"),
    ("status section", "\n## Status\n\n", "Accepted §", "\n\n"),
    ("placeholder", "[", "Pattern Name §", "] "),
    ("typed total", "There are ", "12§ patterns", ". "),
    ("admonition", "\n!!! note \"T§\"\n    ", "a", "\n\n"),
    ("admonition of no kind", "\n!!! zz§\n    ", "a", "\n\n"),
    ("folding admonition", "\n??? tip \"T§\"\n    ", "a", "\n\n"),
    ("content tab", "\n=== \"T§\"\n\n    ", "a", "\n\n"),
    ("attribute list", "a {: .", "c§", " } "),
    ("attribute list of a block", "a\n{: #", "i§", " }\n\n"),
    ("key", "++ctrl+", "a", "++"),
    ("key of no name", "++", "zz§", "++"),
    ("shortcode", ":", "smile", ":"),
    ("shortcode of no name", ":zz", "§", ":"),
    ("icon", ":material-", "road", ":"),
    ("abbreviation", "\n*[A§", "]: T", "\n"),
    ("abbreviation in use", "\n*[A§", "]: T", "\n\nA§\n"),
    ("insert", "^^", "a§", "^^"),
    ("superscript", "^", "a§", "^"),
    ("subscript", "~", "a§", "~"),
    ("mark", "==", "a§", "=="),
    ("critic addition", "{++", "a§", "++}"),
    ("critic deletion", "{--", "a§", "--}"),
    ("critic change", "{~~", "a§~>b", "~~}"),
    ("critic comment", "{>>", "a§", "<<}"),
    ("snippet", "\n--8<-- \"", "f§.md", "\"\n"),
    ("contents", "\n[TOC", "", "]\n"),
    ("annotation", "(", "1", ")!"),
    ("smart symbol", "(", "c", ")"),
    ("grid", "\n<div class=\"grid cards\" markdown>\n\n- ", "a§", "\n\n</div>\n\n"),
    ("Markdown in HTML", "\n<div markdown>\n\n", "a§", "\n\n</div>\n\n"),
    ("macro", "{{ ", "a§", " }}"),
    ("Liquid tag", "{% ", "a§", " %}"),
    ("Hugo shortcode", "{{< ", "a§", " >}}"),
    ("blank lines", "\n", "", "\n"),
    ("tabs in text", "\t", "a§", "\n"),
    ("word", "", "word§ ", ""),
    ("name with signs", "request-timeout-", "ms§", ".x "),
    ("Chinese", "", "模式§", "。"),
    ("control characters", "\u{1}", "§", "\u{7f}"),
];

/// What stands in front matter, one a line.
const FRONT_MATTER: &[Construct] = &[
    ("own keys", "k§: ", "a", "\n"),
    ("one key again", "title: ", "a§", "\n"),
    ("keys like known ones", "titel§: ", "a", "\n"),
    ("keys without a colon", "key§ ", "a", "\n"),
    ("unquoted colons", "k§: a: ", "b", "\n"),
    ("open quotes", "k§: \"", "a", "\n"),
    ("aliases", "k§: &a§ ", "b", "\n"),
    ("placeholders", "k§: [", "Name §", "]\n"),
    ("tabs", "k§:\t", "\ta", "\n"),
    ("comments", "# ", "a§", "\n"),
];

/// Lists of one field.
const LISTS: &[(&str, &str, &str)] = &[
    ("related that nobody has", "related:", "- t§"),
    ("related, with reasons", "related:", "  t§: why"),
    ("tags", "tags:", "- t§"),
    ("laws", "laws:", "- l§"),
    ("examples with equal keys", "examples:", "- {company: c§, scale: s}"),
    ("examples with keys of their own", "examples:", "- k§: c"),
    ("checklist", "checklist:", "- c§"),
    ("when to use", "when_to_use:", "- c§"),
    ("tier", "tier:", "- t§"),
    ("old addresses", "redirect_from:", "- /a§/"),
    ("authors", "authors:", "- {name: a§, email: a@e.org}"),
    ("people in one text", "authors: >-", "  Ann Lee§,"),
    ("also known as", "also_known_as:", "- a§"),
    ("trade-offs", "trade_offs:", "  k§: [a]"),
    ("hide", "hide:", "- z§"),
    ("extra", "extra:", "  k§: a"),
    ("lists in lists", "extra:", "  - [[a], {b: §}]"),
];

pub(super) fn families() -> Vec<Family> {
    let mut families = Vec::new();
    for &construct in CONSTRUCTS {
        for is_equal in [true, false] {
            families.extend(shapes(construct, is_equal));
        }
    }
    for &(name, open, text, close) in FRONT_MATTER {
        families.push(front_matter(name, String::new(), format!("{open}{text}{close}"), "---"));
        families.push(front_matter(
            &format!("{name}, TOML"),
            String::new(),
            format!("{open}{text}{close}").replacen(": ", " = ", 1),
            "+++",
        ));
    }
    for (name, head, line) in LISTS {
        families.push(front_matter(name, format!("{head}\n"), format!("{line}\n"), "---"));
    }
    for (name, head, unit) in [
        ("points in a term", "tags: x", "."),
        ("signs in a term", "tags: x", "<="),
        ("directives on one line", "problem: A ", "{{#patterns a§}} "),
        ("unclosed directives on one line", "problem: A ", "{{#patterns a§ "),
    ] {
        families.push(front_matter(name, head.to_owned(), unit.to_owned(), "---"));
    }
    for (name, head, unit) in [
        ("items after text in an item", "- a\n\n    b\n", "- c\n"),
        ("items too deep in an item", "- a\n", "       - c\n"),
        ("items in an item", "- a\n", "    - c\n"),
        ("items of two lines", "", "- a\n  more text\n"),
    ] {
        families.push(family(name, SIZES, move |size| head.to_owned() + &unit.repeat(size / unit.len())));
    }
    for key in ["related", "prerequisites", "tags", "laws", "supersedes"] {
        families.push(family(format!("{key} in one list"), FRONT_MATTER_SIZES, move |size| {
            let names: String = (0..size / 8).map(|i| format!("t{i:05}, ")).collect();
            format!("---\n{key}: [{names}]\n---\n\n# Page\n")
        }));
    }
    families.push(family("wiki links that are closed once", SIZES, |size| "[[a ".repeat(size / 4) + "]]"));
    families.push(family("boxes in boxes", SIZES, |size| {
        let depth = (size as f64).sqrt() as usize;
        (0..depth.min(DEPTH))
            .map(|i| format!("{}[!AXIOM] T{i}\n", "> ".repeat(i + 1)))
            .collect::<String>()
            .repeat(size / (DEPTH * DEPTH).min(size) + 1)
    }));
    families
}

fn shapes((name, open, text, close): Construct, is_equal: bool) -> [Family; 4] {
    let kind = if is_equal { "equal" } else { "different" };
    let named = |shape: &str| format!("{name}, {shape}, {kind}");
    let unit = format!("{open}{text}{close}");
    let (lines, line) = (format!("{unit}\n\n"), unit.replace('\n', " ") + " ");
    let unclosed = format!("{open}{text}\n\n");
    let nested = move |size: usize| {
        let (opens, closes) = (numbered(open, DEPTH, is_equal), close.repeat(DEPTH));
        let stack = format!("{opens}{text}{closes}\n\n");
        stack.repeat(size / stack.len().max(1) + 1)
    };
    [
        family(named("on lines"), SIZES, move |size| repeated(&lines, size, is_equal)),
        family(named("on one line"), SIZES, move |size| repeated(&line, size, is_equal)),
        family(named("unclosed"), SIZES, move |size| repeated(&unclosed, size, is_equal)),
        family(named("nested"), SIZES, nested),
    ]
}

fn family(name: impl Into<String>, sizes: [usize; 3], text: impl Fn(usize) -> String + 'static) -> Family {
    let make = move |size| Source::page(format!("---\ntitle: A\n---\n# A\n\n{}\n", text(size)));
    Family { name: name.into(), sizes, make: Box::new(make) }
}

fn front_matter(name: &str, head: String, line: String, fence: &'static str) -> Family {
    let make = move |size| {
        let lines = repeated(&line, size, false);
        Source::page(format!("{fence}\n{head}{lines}\n{fence}\n# A\n\nText.\n"))
    };
    Family { name: format!("front matter: {name}"), sizes: FRONT_MATTER_SIZES, make: Box::new(make) }
}

/// A unit again and again, up to so many bytes.
fn repeated(unit: &str, size: usize, is_equal: bool) -> String {
    numbered(unit, size / unit.len().max(1), is_equal)
}

fn numbered(unit: &str, count: usize, is_equal: bool) -> String {
    if is_equal {
        return unit.replace('§', "7").repeat(count);
    }
    (0..count).map(|index| unit.replace('§', &index.to_string())).collect()
}
