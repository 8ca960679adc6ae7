//! Definitions of references and footnotes: of two of one name MkDocs takes the last, CommonMark the first; the text of a
//! footnote may start on the next line; titles of boxes may hold references.

use std::collections::BTreeMap;

use super::lines::{Changes, PageLines, prefix_length};
use crate::migrate::read::reference_name;
use crate::source::dialect::is_delimiter;

/// The name and the address of a definition.
fn definition(line: &str) -> Option<(String, &str)> {
    let rest = line.trim_start().strip_prefix('[').filter(|rest| !rest.starts_with('^'))?;
    let (name, address) = rest.split_once("]:")?;
    let is_name = !name.is_empty() && !name.contains(['[', ']']);
    let indent = line.len() - line.trim_start().len();
    let rest = address.trim();
    let (address, title) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    // More words are a sentence, and no address.
    let is_title = title.trim().is_empty() || title.trim().starts_with(['"', '\'', '(']);
    (is_name && indent < 4 && !address.is_empty() && is_title).then(|| (reference_name(name), address))
}

/// Puts a blank line before a definition that follows text directly: it is none to CommonMark there. The lines that
/// changed.
pub(super) fn apart(lines: &mut PageLines) -> Vec<usize> {
    let mut changed = Vec::new();
    let mut changes = Changes::new();
    for at in 1..lines.len() {
        let (line, before) = (lines.get(at), lines.get(at - 1));
        if !line.trim_start().starts_with('[') || lines.is_code(at) || before.trim().is_empty() {
            continue;
        }
        let is_address_of_one = is_address(before) && at > 1 && lines.get(at - 2).trim_end().ends_with("]:");
        let is_below_another = definition(before).is_some() || is_address_of_one;
        if is_whole(line, lines.get(at + 1)) && !is_below_another && !lines.is_code(at - 1) {
            changes.insert(at, vec![String::new(), line.to_owned()]);
            changed.push(lines.origin(at));
        }
    }
    lines.change(changes);
    changed
}

/// Whether a line is a definition and nothing else; its address may stand on the line `below`.
fn is_whole(line: &str, below: &str) -> bool {
    let rest = line.trim_start();
    let indent = line.len() - rest.len();
    let parts = rest.strip_prefix('[').filter(|rest| indent < 4 && !rest.starts_with('^'));
    let Some((name, target)) = parts.and_then(|rest| rest.split_once("]:")) else { return false };
    if name.is_empty() || name.contains(['[', ']']) {
        return false;
    }
    let target = target.trim();
    let Some((_, title)) = target.split_once(' ') else {
        return !target.is_empty() || is_address(below);
    };
    let title = title.trim();
    [("\"", "\""), ("'", "'"), ("(", ")")]
        .iter()
        .any(|(open, close)| title.strip_prefix(open).is_some_and(|inner| inner.ends_with(close)))
}

/// Whether a line is an address and nothing else.
fn is_address(line: &str) -> bool {
    let word = line.trim();
    !word.contains(' ')
        && (word.contains("://") || word.starts_with(['/', '#', '<']) || word.ends_with(".md"))
}

/// Takes all definitions of a name but the last away; the lines that changed.
pub(super) fn last_ones(lines: &mut PageLines) -> Vec<usize> {
    let mut seen: BTreeMap<String, (usize, String)> = BTreeMap::new();
    let mut changed = Vec::new();
    for at in 0..lines.len() {
        if !lines.get(at).trim_start().starts_with('[') || lines.is_code(at) {
            continue;
        }
        let Some((name, address)) = definition(lines.get(at)) else { continue };
        let address = address.to_owned();
        if let Some((before, other)) = seen.insert(name, (at, address.clone()))
            && other != address
        {
            lines.set(before, "");
            changed.push(lines.origin(before));
        }
    }
    changed
}

/// All definitions of a page: their names, and their addresses.
fn known(lines: &PageLines) -> BTreeMap<String, String> {
    let found = lines.iter().filter_map(definition);
    found.map(|(name, address)| (name, address.to_owned())).collect()
}

/// Whether a line stands between the head of a table and its rows.
fn is_below_head(lines: &PageLines, at: usize) -> bool {
    let own = &lines.get(at)[prefix_length(lines.get(at))..];
    own.contains('-') && own.contains('|') && is_delimiter(own.trim()) && at > 0 && !lines.is_code(at)
}

/// Puts the name of a reference directly after its text, where MkDocs lets a space or a line's end stand between; the
/// lines that changed.
pub(super) fn joined(lines: &mut PageLines) -> Vec<usize> {
    let mut names: Option<BTreeMap<String, String>> = None;
    let mut changed = Vec::new();
    // A row ends where its line does.
    let mut in_table = false;
    for at in 0..lines.len() {
        let line = lines.get(at).to_owned();
        in_table = (in_table && !line.trim().is_empty()) || is_below_head(lines, at);
        let below = if at + 1 < lines.len() { lines.get(at + 1).to_owned() } else { String::new() };
        let goes_on = !in_table && line.trim_end().ends_with(']') && below.trim_start().starts_with('[');
        if lines.is_code(at) || !(goes_on || line.contains("] [")) || definition(&line).is_some() {
            continue;
        }
        let names = names.get_or_insert_with(|| known(lines));
        let is_name = |rest: &str| {
            let (name, behind) = rest.strip_prefix('[')?.split_once(']')?;
            let is_known = names.contains_key(&reference_name(name)) && !behind.starts_with([':', '(', '[']);
            is_known.then_some(name.len() + 2)
        };
        let mut now = String::new();
        let mut rest = line.as_str();
        while let Some(close) = rest.find("] [") {
            let is_task = now.is_empty()
                && rest[..close].trim_end().ends_with(['[', 'x', 'X'])
                && rest[..close].len() < 8;
            // The name of a reference is the text of no other.
            let is_named = match rest[..close].rfind('[') {
                Some(0) => now.ends_with(']'),
                Some(open) => rest[..open].ends_with(']'),
                None => false,
            };
            let is_text = is_name(&rest[close + 2..]).is_some() && !is_task && !is_named;
            let space = if is_text { "" } else { " " };
            now.push_str(&rest[..=close]);
            now.push_str(space);
            rest = &rest[close + 2..];
        }
        now.push_str(rest);
        if let Some(length) = is_name(below.trim_start()).filter(|_| goes_on && definition(&below).is_none())
        {
            let (indent, name) = (below.len() - below.trim_start().len(), below.trim_start());
            now = format!("{}{}", now.trim_end(), &name[..length]);
            let rest = name[length..].trim_start();
            lines.set(at + 1, &format!("{}{rest}", &below[..indent]));
        }
        if now != line {
            lines.set(at, &now);
            changed.push(lines.origin(at));
        }
    }
    changed
}

/// Puts the text of a footnote, or of an abbreviation, on the line of its name; the lines that changed.
pub(super) fn footnotes(lines: &mut PageLines) -> Vec<usize> {
    let mut changed = Vec::new();
    let mut changes = Changes::new();
    for at in 0..lines.len().saturating_sub(1) {
        let line = lines.get(at).trim_end();
        let is_name = line.trim_start().starts_with("[^") || line.starts_with("*[");
        let is_empty = is_name && line.ends_with("]:") && !lines.is_code(at);
        let text = lines.get(at + 1).trim().to_owned();
        let is_text = !text.is_empty()
            && !text.starts_with(['`', '~', '!', '?', '='])
            && !text.starts_with("[^")
            && !text.starts_with("*[");
        if is_empty && is_text {
            changes.insert(at, vec![format!("{line} {text}")]);
            changes.insert(at + 1, Vec::new());
            changed.push(lines.origin(at));
        }
    }
    lines.change(changes);
    changed
}

/// Writes the addresses of references into the titles of boxes and tabs, which are read by themselves; the lines that
/// changed.
pub(super) fn in_titles(lines: &mut PageLines) -> Vec<usize> {
    let mut addresses: Option<BTreeMap<String, String>> = None;
    let mut changed = Vec::new();
    for at in 0..lines.len() {
        let line = lines.get(at).to_owned();
        let rest = line.trim_start();
        let is_opener = ["!!!", "???", "==="].iter().any(|sign| rest.starts_with(sign));
        if !is_opener || !rest.contains('[') || lines.is_code(at) {
            continue;
        }
        let known = addresses.get_or_insert_with(|| known(lines));
        let now = with_addresses(&line, known);
        if now != line {
            lines.set(at, &now);
            changed.push(lines.origin(at));
        }
    }
    changed
}

/// `[text][name]` and `[name]` as `[text](address)`.
fn with_addresses(line: &str, known: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(open) = rest.find('[') {
        let Some(close) = rest[open..].find(']').map(|close| open + close) else { break };
        let text = &rest[open + 1..close];
        let behind = &rest[close + 1..];
        let named = behind.strip_prefix('[').and_then(|behind| behind.split_once(']'));
        let (name, length) = match named {
            Some((name, _)) if !name.is_empty() => (name, name.len() + 2),
            Some(_) => (text, 2),
            None => (text, 0),
        };
        let address = known.get(&reference_name(name)).filter(|_| !behind.starts_with('('));
        match address {
            Some(address) => {
                out.push_str(&format!("{}[{text}]({address})", &rest[..open]));
                rest = &behind[length..];
            }
            None => {
                out.push_str(&rest[..=close]);
                rest = behind;
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    type Step = fn(&mut PageLines) -> Vec<usize>;

    fn after(step: Step, text: &str) -> String {
        let mut lines = PageLines::of(text, &[]);
        step(&mut lines);
        lines.into_parts().0
    }

    #[test]
    fn definitions_are_those_of_mkdocs() {
        assert_eq!(after(last_ones, "[a]: Text goes on\n\n[a]: z\n"), "[a]: Text goes on\n\n[a]: z\n");
        assert_eq!(after(last_ones, "[a]: x\n[A]: y\n[b]: z\n[b]: z\n"), "\n[A]: y\n[b]: z\n[b]: z\n");
        assert_eq!(
            after(joined, "a [b]\n[c] d, [e] [c] [f] [g]\n\n[c]: x\n"),
            "a [b][c]\nd, [e][c] [f] [g]\n\n[c]: x\n"
        );
        assert_eq!(after(joined, "[c][] [c] [c] [c]\n\n[c]: x\n"), "[c][] [c][c] [c]\n\n[c]: x\n");
        assert_eq!(after(joined, "- [x] [c]\n\n[c]: x\n"), "- [x] [c]\n\n[c]: x\n");
        let table = "a | b\n--|--\n[c] | [c]\n[c] | d\n\n[c]: x\n";
        assert_eq!(after(joined, table), table);
        assert_eq!(
            after(apart, "a\n[b]: https://x.org\n[c]: d (e)\nf\n[g]:\n  https://x.org\n"),
            "a\n\n[b]: https://x.org\n[c]: d (e)\nf\n\n[g]:\n  https://x.org\n"
        );
        assert_eq!(after(apart, "a\n[b]: is a word\n[c]\n[^1]: d\n"), "a\n[b]: is a word\n[c]\n[^1]: d\n");
        assert_eq!(after(footnotes, "[^1]:\n    Text.\n    More.\n"), "[^1]: Text.\n    More.\n");
        assert_eq!(after(footnotes, "*[A]:\n    Text\n*[B]:\n*[C]: d\n"), "*[A]: Text\n*[B]:\n*[C]: d\n");
        assert_eq!(after(footnotes, "[^1]: Text.\n\n[^2]:\n"), "[^1]: Text.\n\n[^2]:\n");
        assert_eq!(
            after(in_titles, "!!! tip \"[a b] and [t][A B], [x](y) [no]\"\n[a  b]: https://x.org\n"),
            "!!! tip \"[a b](https://x.org) and [t](https://x.org), [x](y) [no]\"\n[a  b]: https://x.org\n"
        );
    }
}
