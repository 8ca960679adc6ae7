//! `style=` in attribute lists, which a page may not set: a class in its place, with a rule in the book's stylesheet.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use crate::text::name::slug;

/// The declarations of each class.
pub(super) type Styles = BTreeMap<String, String>;

/// A style that becomes a class.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Style {
    /// The bytes of `style="..."`.
    pub(super) span: Range<usize>,
    pub(super) class: String,
    /// What the class declares, in CSS.
    pub(super) declarations: String,
}

/// Material's colours that mdBook has under another name.
const COLOURS: [(&str, &str); 5] = [
    ("--md-default-fg-color", "--fg"),
    ("--md-default-bg-color", "--bg"),
    ("--md-primary-fg-color", "--links"),
    ("--md-accent-fg-color", "--links"),
    ("--md-typeset-a-color", "--links"),
];

/// The style of the attribute list that starts at a byte; `None` where it has none, or one that only its site can show.
pub(super) fn of_list(text: &str, list: usize) -> Option<Style> {
    let end = list + text[list..].find(['}', '\n'])?;
    let inner = &text[list..end];
    let at =
        inner.match_indices("style=").map(|(at, _)| at).find(|at| inner[..*at].ends_with([' ', '{', ':']))?;
    let value = &inner[at + "style=".len()..];
    let (declared, length) = match value.chars().next()? {
        quote @ ('"' | '\'') => {
            let close = value[1..].find(quote)?;
            (&value[1..=close], close + 2)
        }
        _ => {
            let close = value.find(' ').unwrap_or(value.len());
            (&value[..close], close)
        }
    };
    let declarations = declarations(declared)?;
    let start = list + at;
    let class = format!("style-{}", slug(&spelt(&declarations)));
    Some(Style { span: start..start + "style=".len() + length, class, declarations })
}

/// Signs as words, so that other declarations have another name.
fn spelt(declarations: &str) -> String {
    let signs = [
        (";", " "),
        ("#", " "),
        (": -", " minus"),
        (" -", " minus"),
        (".", "point"),
        ("%", "percent"),
        ("*", "times"),
        ("/", "over"),
    ];
    signs.iter().fold(declarations.to_owned(), |text, (sign, word)| text.replace(sign, word))
}

/// The declarations of a style, one a line; `None` where one of them is not known to be harmless.
fn declarations(style: &str) -> Option<String> {
    let one = |declaration: &str| -> Option<String> {
        let (name, value) = declaration.split_once(':')?;
        let (name, value) = (name.trim(), value.trim());
        let is_name = name.chars().all(|c| c.is_ascii_lowercase() || c == '-') && !name.is_empty();
        let is_value = value.chars().all(|c| c.is_alphanumeric() || " .,%#()+-*/".contains(c))
            && !value.contains("url(");
        let value = COLOURS.iter().fold(value.to_owned(), |value, (theirs, ours)| {
            value.replace(&format!("var({theirs})"), &format!("var({ours})"))
        });
        (is_name && is_value && !value.contains("--md-")).then(|| format!("    {name}: {value};\n"))
    };
    let all: Option<String> = style.split(';').filter(|one| !one.trim().is_empty()).map(one).collect();
    all.filter(|all| !all.is_empty())
}

/// The rules of the classes. They win over the theme's, as the styles did.
pub(super) fn sheet(styles: &Styles) -> String {
    let mut out = String::new();
    if !styles.is_empty() {
        out.push_str("/* The styles that pages of the site set. */\n");
    }
    for (class, declarations) in styles {
        let _ = write!(out, "\nmain .{class}.{class} {{\n{declarations}}}\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_classes_where_they_are_harmless() {
        let of = |list: &str| {
            of_list(list, 0).map(|style| (list[style.span].to_owned(), style.class, style.declarations))
        };
        let (span, class, declarations) = of("{: style=\"height:50px;width:150px\" .a }").unwrap();
        assert_eq!(span, "style=\"height:50px;width:150px\"");
        assert_eq!(
            (class.as_str(), declarations.as_str()),
            ("style-height-50px-width-150px", "    height: 50px;\n    width: 150px;\n")
        );
        assert_eq!(
            of("{ style='color: var(--md-accent-fg-color)' }").unwrap().2,
            "    color: var(--links);\n"
        );
        assert_eq!(of("{style=width:10px}").unwrap().0, "style=width:10px");
        let class = |list: &str| of(list).unwrap().1;
        assert_ne!(class("{ style=\"margin: 1px\" }"), class("{ style=\"margin: -1px\" }"));
        assert_ne!(class("{ style=\"margin: 0.5px\" }"), class("{ style=\"margin: 0 5px\" }"));
        for no in [
            "{ .a }",
            "{ title=\"style=color:red\" }",
            "{ style=\"\" }",
            "{ style=\"color\" }",
            "{ style=\"background: url(x)\" }",
            "{ style=\"color: red}</style>\" }",
            "{ style=\"color: var(--md-code-hl-color)\" }",
        ] {
            assert_eq!(of(no), None, "{no}");
        }
    }
}
