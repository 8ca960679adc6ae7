//! Attribute lists of headings, written as mdBook reads them: `{#id .class key=value}`.

use std::ops::Range;

use super::attributes;

/// A list that mdBook would read in another way.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct HeadingList {
    /// Where the text of the heading ends in its line.
    pub(super) at: usize,
    /// The list as mdBook reads it, with a space before it; empty if nothing is left of it.
    pub(super) text: String,
    /// The attributes that cannot be written, and the bytes of the list.
    pub(super) refused: Vec<String>,
    pub(super) span: Range<usize>,
}

/// The list at the end of a line, which is a heading by itself or by the line `below` it.
pub(super) fn read(line: &str, below: &str) -> Option<HeadingList> {
    let trimmed = line.trim_end();
    if !trimmed.ends_with('}') || !(is_heading(line) || is_underline(below)) {
        return None;
    }
    let opens = trimmed.match_indices('{').map(|(at, _)| at);
    let mut lists = opens.filter(|at| trimmed[..*at].ends_with([' ', '\t']));
    let (open, found) = lists.find_map(|at| {
        let (found, length) = attributes::read(&trimmed[at..])?;
        (at + length == trimmed.len()).then_some((at, found))
    })?;
    let (before, list) = (trimmed[..open].trim_end(), &trimmed[open..]);
    let text_end = if is_heading(line) { without_closing(before) } else { before.len() };
    let is_own = !list.starts_with("{:") && !list.contains(['"', '\'', '=']) && text_end == before.len();
    if is_own {
        return None;
    }
    let mut refused = found.refused;
    let mut parts = Vec::new();
    for attribute in &found.allowed {
        match (attribute.name.as_str(), attribute.value.as_str()) {
            ("class", classes) => parts.extend(classes.split_whitespace().map(|class| format!(".{class}"))),
            // mdBook's lists have no quotation marks.
            (name, value) if value.contains(|c: char| c.is_whitespace() || "{}\"'".contains(c)) => {
                refused.push(name.to_owned());
            }
            ("id", id) => parts.push(format!("#{id}")),
            (name, "") => parts.push(name.to_owned()),
            (name, value) => parts.push(format!("{name}={value}")),
        }
    }
    let text = if parts.is_empty() { String::new() } else { format!(" {{{}}}", parts.join(" ")) };
    Some(HeadingList { at: text_end, text, refused, span: open..trimmed.len() })
}

fn is_heading(line: &str) -> bool {
    let level = line.bytes().take_while(|b| *b == b'#').count();
    (1..=6).contains(&level) && line[level..].starts_with([' ', '\t'])
}

/// `---` or `===`
fn is_underline(line: &str) -> bool {
    let signs = line.trim_matches([' ', '\t', '\r', '>']);
    signs.starts_with(['-', '=']) && signs.chars().all(|c| signs.starts_with(c))
}

/// Where a heading's text ends before the `##` that close it.
fn without_closing(before: &str) -> usize {
    let text = before.trim_end_matches('#');
    if text.ends_with([' ', '\t']) { text.trim_end().len() } else { before.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(line: &str) -> Option<String> {
        read(line, "").map(|list| format!("{}{}", &line[..list.at], list.text))
    }

    #[test]
    fn lists_become_those_of_mdbook() {
        for (line, now) in [
            ("## T {: #id }", "## T {#id}"),
            ("## T { id=\"v1.0\" }", "## T {#v1.0}"),
            ("## T {: id=v3 }", "## T {#v3}"),
            ("## T { #a .b class='c d' data-x=y }", "## T {#a data-x=y .c .d}"),
            ("## T ## { #a }", "## T {#a}"),
            ("## T {x} {: .y}", "## T {x} {.y}"),
            ("## T { style=\"x\" }", "## T"),
        ] {
            assert_eq!(heading(line).as_deref(), Some(now), "{line}");
        }
        for line in
            ["## T {#id}", "## T { #id .c }", "##T {: #id }", "## T {: #id } x", "T {: #id }", "## T{: #id }"]
        {
            assert_eq!(heading(line), None, "{line}");
        }
        assert_eq!(read("T {: #a }", "---").map(|list| list.text), Some(" {#a}".to_owned()));
        let list = read("## T { title=\"a b\" onclick=x #i }", "").unwrap();
        assert_eq!(
            (list.text.as_str(), list.refused),
            (" {#i}", vec!["onclick".to_owned(), "title".to_owned()])
        );
    }
}
