//! The generic blocks of `pymdownx.blocks` (`/// note | Title` to `///`), written as `!!! note "Title"`.

use super::differences::lists::Marker;
use super::draft::Draft;
use super::ledger::Fate;
use crate::text::Edit;

/// A block that is open.
struct Open {
    slashes: usize,
    indent: usize,
    is_known: bool,
    is_caption: bool,
    /// Whether lines of options may still come.
    at_start: bool,
}

/// Kinds of boxes that have blocks of their own.
const BOXES: &[&str] = &[
    "note",
    "attention",
    "caution",
    "danger",
    "error",
    "tip",
    "hint",
    "warning",
    "abstract",
    "info",
    "success",
    "question",
    "failure",
    "bug",
    "example",
    "quote",
    "important",
    "check",
];

/// Rewrites the blocks of a page; its lines keep their numbers, but for those below a caption.
pub(super) fn rewrite(draft: &mut Draft<'_>, has_captions: bool) {
    let mut open: Vec<Open> = Vec::new();
    let lines: Vec<(usize, &str)> = draft.lines().collect();
    for (at, (start, line)) in lines.iter().copied().enumerate() {
        let trimmed = line.trim_start();
        let indent = line.len() - trimmed.len();
        let quoted = trimmed.strip_prefix('>').map(|rest| rest.trim_start_matches(['>', ' ']));
        if let Some(quoted) = quoted.filter(|rest| is_opener(rest) && !draft.in_code(start + indent)) {
            let note = format!("`{quoted}` in a quote stays as written");
            draft.note(start + indent, "blocks of pymdownx", Fate::Lost, note);
        }
        let slashes = trimmed.bytes().take_while(|b| *b == b'/').count();
        let is_sign = slashes >= 3 && !draft.in_code(start + indent);
        let depth = open.iter().filter(|block| block.is_known).count();
        let rest = trimmed[slashes..].trim();
        if is_sign && rest.is_empty() && open.last().is_some_and(|block| block.slashes == slashes) {
            let Some(block) = open.pop() else { continue };
            let pad = " ".repeat(4 * open.iter().filter(|block| block.is_known).count());
            // What follows directly is no part of the paragraph.
            let apart = lines.get(at + 1).is_some_and(|(_, below)| !below.trim().is_empty());
            let end = if apart { "\n" } else { "" };
            let caption = format!("{pad}{}{{ .caption }}{end}", &line[..indent]);
            let now = if block.is_caption { caption } else { String::new() };
            if block.is_caption || block.is_known {
                draft.edits.push(Edit::replace(start..start + line.len(), now));
            }
        } else if is_sign && !rest.is_empty() {
            let (head, title) =
                rest.split_once('|').map_or((rest, None), |(head, title)| (head, Some(title.trim())));
            let opener = opener(head.trim(), title);
            let pad = " ".repeat(4 * depth);
            let is_caption =
                has_captions && rest == "caption" && is_one_paragraph(&lines[at + 1..], indent, slashes);
            match &opener {
                _ if is_caption => {
                    draft.edits.push(Edit::replace(start..start + line.len(), ""));
                    let note = "a paragraph of the class `caption` below what it belongs to";
                    draft.note(start + indent, "captions", Fate::Converted, note);
                }
                Some(opener) => {
                    let text = format!("{pad}{}{opener}", &line[..indent]);
                    draft.edits.push(Edit::replace(start..start + line.len(), text));
                    draft.note(start + indent, "blocks of pymdownx", Fate::Converted, "");
                }
                None => draft.note(start + indent, "blocks of pymdownx", Fate::Lost, format!("`{trimmed}`")),
            }
            open.push(Open { slashes, indent, is_known: opener.is_some(), is_caption, at_start: true });
        } else if depth > 0 && !trimmed.is_empty() {
            let is_option = open.last().is_some_and(|block| {
                block.at_start && block.is_known && indent >= block.indent + 4 && is_option(trimmed)
            });
            if is_option {
                draft.edits.push(Edit::delete(start..start + line.len()));
                let fate = if trimmed.starts_with("open:") { Fate::Lost } else { Fate::Converted };
                draft.note(start, "options of blocks", fate, format!("`{trimmed}`"));
            } else {
                draft.edits.push(Edit::insert(start, " ".repeat(4 * depth)));
                open.iter_mut().for_each(|block| block.at_start = false);
            }
        } else if let Some(block) = open.last_mut() {
            block.at_start = false;
        }
    }
}

/// Whether a line opens a block: `/// note`.
fn is_opener(line: &str) -> bool {
    let rest = line.trim_start_matches('/');
    line.len() - rest.len() >= 3 && rest.trim().starts_with(|c: char| c.is_ascii_alphabetic())
}

/// Whether a block whose lines follow holds one paragraph, and ends directly after it.
fn is_one_paragraph(lines: &[(usize, &str)], indent: usize, slashes: usize) -> bool {
    let inner = lines.iter().map(|(_, line)| line).take_while(|line| {
        let (text, own) = (line.trim(), line.len() - line.trim_start().len());
        let starts = text.starts_with(|c: char| c.is_alphanumeric() || "*_`[\"'(".contains(c));
        own == indent && starts && !is_other_block(text)
    });
    let count = inner.count();
    let end = lines.get(count).map_or("", |(_, line)| line.trim());
    count > 0 && end.len() == slashes && end.bytes().all(|sign| sign == b'/')
}

/// Whether a line is an item, a fence, a rule or a definition.
fn is_other_block(line: &str) -> bool {
    let is_definition = line.trim_start_matches('*').starts_with('[') && line.contains("]:");
    let is_rule = line.chars().all(|c| matches!(c, '*' | '_' | ' '));
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_bracketed = number.len() < line.len() && number.starts_with(')');
    is_definition || is_rule || is_bracketed || line.starts_with("```") || Marker::of(line).is_some()
}

fn opener(head: &str, title: Option<&str>) -> Option<String> {
    let quoted = title.map(|title| format!(" \"{}\"", title.replace('"', "'"))).unwrap_or_default();
    match head {
        "tab" => title.map(|_| format!("==={quoted}")),
        "details" => Some(format!("??? note{quoted}")),
        "admonition" => Some(format!("!!! note{quoted}")),
        kind if BOXES.contains(&kind) => Some(format!("!!! {kind}{quoted}")),
        _ => None,
    }
}

/// `type: warning`, `open: true`
fn is_option(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, _)| matches!(key, "type" | "open" | "attrs" | "new" | "select"))
}
