//! Mathematics as `pymdownx.arithmatex` reads it, written so that mdBook's MathJax finds it.

use super::draft::Draft;
use super::ledger::Fate;
use crate::text::Edit;

/// Rewrites the mathematics of a page; whether there was any.
pub(super) fn rewrite(draft: &mut Draft<'_>) -> bool {
    let mut at = draft.read.front_matter;
    let mut found = false;
    while let Some(next) = draft.text[at..].find(['$', '\\']).map(|next| at + next) {
        let rest = &draft.text[next..];
        let Some((open, close, now_open, now_close)) = delimiters(rest).filter(|_| !draft.in_code(next))
        else {
            // An escaped sign is text.
            at = next + 1 + usize::from(rest.starts_with("\\$") || rest.starts_with("\\\\"));
            continue;
        };
        let end = draft.paragraph_end(next);
        let inner = next + open.len();
        let Some(length) = length(&draft.text[inner..end.max(inner)], open, close) else {
            at = inner;
            continue;
        };
        let text = &draft.text[inner..inner + length];
        let behind = inner + length + close.len();
        draft.edits.push(Edit::replace(next..behind, format!("{now_open}{}{now_close}", escaped(text))));
        draft.note(next, "mathematics", Fate::Converted, "");
        found = true;
        at = behind;
    }
    found
}

/// The delimiters that a text starts with, and those of MathJax in Markdown.
fn delimiters(rest: &str) -> Option<(&'static str, &'static str, &'static str, &'static str)> {
    let known = [
        ("$$", "$$", "$$", "$$"),
        ("$", "$", "\\\\(", "\\\\)"),
        ("\\(", "\\)", "\\\\(", "\\\\)"),
        ("\\[", "\\]", "\\\\[", "\\\\]"),
    ];
    known.into_iter().find(|(open, ..)| rest.starts_with(open))
}

/// How long mathematics is; `None` where the signs are text, as in `$5 and $6`.
fn length(inner: &str, open: &str, close: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(next) = inner[at..].find(close).map(|next| at + next) {
        let is_escaped = close == "$" && inner[..next].ends_with('\\');
        if !is_escaped {
            let text = &inner[..next];
            let is_tight = !text.is_empty() && text.trim() == text;
            let is_money = inner[next + close.len()..].starts_with(|c: char| c.is_ascii_digit());
            let is_math = open != "$" || (is_tight && !is_money && !text.contains('\n'));
            return is_math.then_some(next);
        }
        at = next + close.len();
    }
    None
}

/// The text with a backslash before all that Markdown, or the book's `mkdocs-syntax`, would take for its own.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let is_double = matches!(c, '=' | '+') && (next == Some(c) || before == c);
        let starts_line = matches!(c, '-' | '+' | '#' | '=') && (before == '\n');
        if matches!(c, '\\' | '*' | '_' | '`' | '<' | '[' | ']' | '~' | '|' | '^') || is_double || starts_line
        {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_no_mathematics() {
        assert_eq!(length("5 and ", "$", "$"), None);
        assert_eq!(length("x_1$ and", "$", "$"), Some(3));
        assert_eq!(length("5 and $6", "$", "$"), None);
        assert_eq!(length("a\\$b$", "$", "$"), Some(4));
        assert_eq!(length("\nx\n$$", "$$", "$$"), Some(3));
    }

    #[test]
    fn nothing_in_it_is_markdown() {
        assert_eq!(escaped("\\frac{a_1}{b*c} x^2^"), "\\\\frac{a\\_1}{b\\*c} x\\^2\\^");
        assert_eq!(escaped("a\n- b ++c"), "a\n\\- b \\+\\+c");
    }
}
