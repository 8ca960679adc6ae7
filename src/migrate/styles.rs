//! `style=` in attribute lists, which a page may not set: a class in its place, with a rule in the book's stylesheet.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use crate::index::hash;

/// mdBook numbers the definitions of a term that has several; MkDocs does not.
pub(super) const DEFINITIONS: &str = "dd:has(+ dd), dd + dd {\n    display: block;\n}\n\n\
    dd:has(+ dd)::before, dd + dd::before {\n    content: none;\n}\n";

/// The declarations of each class.
pub(super) type Styles = BTreeMap<String, String>;

/// A style that becomes a class.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Style {
    /// The bytes of `style="..."`.
    pub(super) span: Range<usize>,
    /// Where its list ends, before the bracket.
    pub(super) end: usize,
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
    let (words, end) = words(text, list)?;
    let mut styles = words.into_iter().filter(|word| text[word.clone()].starts_with("style="));
    let span = styles.next().filter(|_| styles.next().is_none())?;
    let value = crate::text::unquoted(&text[span.clone()]["style=".len()..]);
    let declarations = declarations(value)?;
    let names = declarations.lines().filter_map(|line| line.trim().split(':').next());
    let class = format!("style-{}-{}", names.collect::<Vec<_>>().join("-"), hash(declarations.as_bytes()));
    let end = list + text[list..end].trim_end().len();
    Some(Style { span, end, class, declarations })
}

/// The words of an attribute list, quotes looked at, and where its bracket closes.
fn words(text: &str, list: usize) -> Option<(Vec<Range<usize>>, usize)> {
    let (mut words, mut start, mut quote) = (Vec::new(), None, None);
    for (at, c) in text[list + 1..].char_indices().map(|(at, c)| (list + 1 + at, c)) {
        match (quote, c) {
            (_, '\n') => return None,
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, ' ' | '}') => {
                words.extend(start.take().map(|start| start..at));
                if c == '}' {
                    return Some((words, at));
                }
            }
            (None, ':') if start.is_none() => {}
            (None, c) => {
                start.get_or_insert(at);
                quote = Some(c).filter(|c| matches!(c, '"' | '\''));
            }
        }
    }
    None
}

/// The declarations of a style, one a line; `None` where one of them is not known to be harmless.
fn declarations(style: &str) -> Option<String> {
    let one = |declaration: &str| -> Option<String> {
        let (name, value) = declaration.split_once(':')?;
        let (name, value) = (name.trim(), value.trim());
        let is_name = name.chars().all(|c| c.is_ascii_lowercase() || c == '-') && !name.is_empty();
        let is_value = value.chars().all(|c| c.is_alphanumeric() || " .,%#()+-*/".contains(c))
            && !value.is_empty()
            && !["url(", "/*"].iter().any(|sign| value.contains(sign))
            && are_paired(value);
        let value = COLOURS.iter().fold(value.to_owned(), |value, (theirs, ours)| {
            value.replace(&format!("var({theirs})"), &format!("var({ours})"))
        });
        (is_name && is_value && !value.contains("--md-")).then(|| format!("    {name}: {value};\n"))
    };
    let all: Option<String> = style.split(';').filter(|one| !one.trim().is_empty()).map(one).collect();
    all.filter(|all| !all.is_empty())
}

/// Whether each bracket closes one that is open.
fn are_paired(value: &str) -> bool {
    let depth = value.bytes().try_fold(0_usize, |depth, byte| match byte {
        b'(' => Some(depth + 1),
        b')' => depth.checked_sub(1),
        _ => Some(depth),
    });
    depth == Some(0)
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
            of_list(list, 0)
                .map(|style| (list[style.span].to_owned(), style.end, style.class, style.declarations))
        };
        let (span, end, class, declarations) = of("{: style=\"height:50px;width:150px\" .a }").unwrap();
        assert_eq!((span.as_str(), end), ("style=\"height:50px;width:150px\"", 37));
        assert!(class.starts_with("style-height-width-"), "{class}");
        assert_eq!(declarations, "    height: 50px;\n    width: 150px;\n");
        assert_eq!(
            of("{ style='color: var(--md-accent-fg-color)' }").unwrap().3,
            "    color: var(--links);\n"
        );
        assert_eq!(of("{style=width:10px}").unwrap().0, "style=width:10px");
        assert_eq!(
            of("{ title=\"a style=x:1 } b\" style=\"color: red\" }").unwrap().0,
            "style=\"color: red\""
        );
        let class = |style: &str| of(&format!("{{ style=\"{style}\" }}")).unwrap().2;
        for (one, other) in [
            ("margin: 1px", "margin: -1px"),
            ("margin: 0.5px", "margin: 0 5px"),
            ("transform: rotate(90deg)", "transform: rotate(-90deg)"),
            ("font-family: Fira, Sans", "font-family: Fira Sans"),
        ] {
            assert_ne!(class(one), class(other));
        }
        for no in [
            "{ .a }",
            "{ title=\"style=color:red\" }",
            "{ style=\"\" }",
            "{ style=\"color\" }",
            "{ style=\"color:\" }",
            "{ style=\"color: red\" style=\"color: blue\" }",
            "{ style=\"color: rgb(1\" }",
            "{ style=\"color: rgb)1(\" }",
            "{ style=\"width: 1px /* two\" }",
            "{ style=\"background: url(x)\" }",
            "{ style=\"color: red}</style>\" }",
            "{ style=\"color: var(--md-code-hl-color)\" }",
            "{ style=\"color: red\"",
        ] {
            assert_eq!(of(no), None, "{no}");
        }
    }
}
