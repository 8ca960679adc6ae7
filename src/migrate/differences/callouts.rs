//! Boxes of the extension `callouts`: a paragraph, or a quote, that starts with `NOTE: `. They become admonitions.

use super::lines::{Changes, PageLines, prefix_length};

/// Columns of the inside of an admonition.
const INSIDE: &str = "    ";

/// Rewrites them; which of the author's lines they start on.
pub(super) fn settle(lines: &mut PageLines) -> Vec<usize> {
    let mut changed = Vec::new();
    let mut changes = Changes::new();
    let mut at = 0;
    while at < lines.len() {
        let found = callout(lines, at);
        let Some((kind, text, mark)) = found else {
            at += 1;
            continue;
        };
        let line = lines.get(at);
        let pad = &line[..line.len() - line.trim_start_matches(' ').len()];
        let (title, text) = titled(text);
        let title = title.map(|title| format!(" \"{}\"", title.replace('"', "'"))).unwrap_or_default();
        let mut now = vec![format!("{pad}{mark} {}{title}", kind.to_lowercase())];
        if !text.is_empty() {
            now.push(format!("{pad}{INSIDE}{text}"));
        }
        changes.insert(at, now);
        changed.push(lines.origin(at));
        at += 1;
        let is_quote = line[pad.len()..].starts_with('>');
        while at < lines.len() && !lines.get(at).trim().is_empty() {
            let own = &lines.get(at)[pad.len().min(prefix_length(lines.get(at)))..];
            let own = if is_quote { own.strip_prefix('>').unwrap_or(own) } else { own };
            let own = own.strip_prefix(' ').filter(|_| is_quote).unwrap_or(own);
            let inside = if own.trim().is_empty() { String::new() } else { format!("{pad}{INSIDE}{own}") };
            changes.insert(at, vec![inside]);
            at += 1;
        }
    }
    lines.change(changes);
    changed
}

/// The box that starts on a line: its kind, its text on that line, and the signs of an admonition.
fn callout(lines: &PageLines, at: usize) -> Option<(&str, &str, &'static str)> {
    let is_first = at == 0 || lines.get(at - 1).trim().is_empty();
    let rest = lines.get(at).trim_start_matches(' ');
    let (rest, mark) = match rest.strip_prefix('>') {
        Some(rest) if rest.starts_with('!') => (rest[1..].trim_start_matches(' '), "???+"),
        Some(rest) if rest.starts_with('?') => (rest[1..].trim_start_matches(' '), "???"),
        Some(rest) => (rest.strip_prefix(' ').unwrap_or(rest), "!!!"),
        None => (rest, "!!!"),
    };
    let (kind, text) = rest.split_once(':')?;
    let is_kind = kind.len() >= 2 && kind.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_text = text.is_empty() || text.starts_with(' ');
    (is_first && is_kind && is_text && !lines.is_code(at)).then(|| (kind, text.trim(), mark))
}

/// A title in strong emphasis at the start of a text, and what follows it.
fn titled(text: &str) -> (Option<&str>, &str) {
    let found = text.strip_prefix("**").and_then(|rest| rest.split_once("**"));
    match found.filter(|(title, _)| !title.trim().is_empty()) {
        Some((title, rest)) => (Some(title.trim().trim_end_matches('.')), rest.trim_start()),
        None => (None, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callouts_are_admonitions() {
        for (text, now) in [
            ("NOTE: One\ntwo\n\nthree\n", "!!! note\n    One\n    two\n\nthree\n"),
            ("WARNING: **Take *care*.**\ntwo\n", "!!! warning \"Take *care*\"\n    two\n"),
            ("> TIP: one\n>\n> - two\n", "!!! tip\n    one\n\n    - two\n"),
            (">? NEW: one\n", "??? new\n    one\n"),
            ("- a\n\n    NOTE: b\n    c\n", "- a\n\n    !!! note\n        b\n        c\n"),
            ("a\nNOTE: b\n", "a\nNOTE: b\n"),
            ("Note: b\nN: c\n", "Note: b\nN: c\n"),
            ("HTTP:x\n", "HTTP:x\n"),
        ] {
            let mut lines = PageLines::of(text, &[]);
            settle(&mut lines);
            assert_eq!(lines.into_parts().0, now, "{text}");
        }
    }
}
