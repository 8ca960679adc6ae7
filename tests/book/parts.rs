//! Parts of a built page, for golden files that show one thing.

use crate::support::pretty;

/// The first element with a class, laid out for a golden file.
#[track_caller]
pub(crate) fn element(html: &str, class: &str) -> String {
    let all = elements(html, class);
    all.into_iter().next().unwrap_or_else(|| panic!("no element of class {class} in\n{html}"))
}

/// All elements with a class, laid out for a golden file, those inside another one left out.
pub(crate) fn elements(html: &str, class: &str) -> Vec<String> {
    raw_elements(html, class).into_iter().map(pretty).collect()
}

/// All elements with a class, as they stand in the page, those inside another one left out.
pub(crate) fn raw_elements<'html>(html: &'html str, class: &str) -> Vec<&'html str> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start..];
        let tag = tag(rest);
        if classes(tag).any(|c| c == class) {
            let end = element_length(rest, tag_name(tag));
            found.push(&rest[..end]);
            rest = &rest[end..];
        } else {
            rest = &rest[tag.len()..];
        }
    }
    found
}

/// Every opening tag of a page.
pub(crate) fn tags(html: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start..];
        let tag = tag(rest);
        if tag[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            found.push(tag);
        }
        rest = &rest[tag.len()..];
    }
    found
}

/// The values of an attribute in all tags of a page.
pub(crate) fn attributes(html: &str, name: &str) -> Vec<String> {
    tags(html).into_iter().filter_map(|tag| attribute(tag, name)).map(str::to_owned).collect()
}

/// The value of a quoted attribute of a tag.
pub(crate) fn attribute<'tag>(tag: &'tag str, name: &str) -> Option<&'tag str> {
    let (_, after) = tag.split_once(&format!(" {name}=\""))?;
    after.split_once('"').map(|(value, _)| value)
}

fn classes(tag: &str) -> impl Iterator<Item = &str> {
    attribute(tag, "class").unwrap_or_default().split_whitespace()
}

/// The tag or comment at the start; a `>` in quotes does not end it.
fn tag(html: &str) -> &str {
    if html.starts_with("<!--") {
        return html.find("-->").map_or(html, |end| &html[..end + 3]);
    }
    let mut quoted = false;
    for (at, c) in html.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return &html[..=at],
            _ => {}
        }
    }
    html
}

fn tag_name(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/']);
    &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())]
}

/// The length of the element at the start, up to its closing tag.
fn element_length(html: &str, name: &str) -> usize {
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(start) = html[at..].find('<') {
        let tag = tag(&html[at + start..]);
        at += start + tag.len();
        if tag_name(tag) == name {
            depth = if tag.starts_with("</") { depth.saturating_sub(1) } else { depth + 1 };
            if depth == 0 {
                return at;
            }
        }
    }
    html.len()
}
