//! The blocks of a page.

use super::Extensions;
use super::containers::{boxed, definition, item, marker, note, opener, quote};
use super::ends::Ends;
use super::inline::{self, escaped};
use super::line::{Container, Line, is_rule, without_list};
use super::raw_html::{self, fenced, raw_html};
use super::table::{starts_table, table};

/// Whether a line is nothing but the signs of a snippet, and the name of a file.
fn is_snippet(line: &str) -> bool {
    let signs = line.trim_start_matches('-');
    let behind = signs.strip_prefix("8<-").map(|rest| rest.trim_start_matches('-').trim());
    signs.len() < line.len()
        && behind.is_some_and(|rest| {
            rest.is_empty()
                || (rest.len() > 1 && rest.starts_with(['"', '\'']) && rest.ends_with(['"', '\'']))
        })
}

/// Whether what is indented below a line stands in what it opens.
fn holds(line: &Line, extensions: &Extensions) -> bool {
    let text = line.text.trim_start();
    opener(text, extensions).is_some()
        || marker(&line.text, extensions).is_some()
        || text.starts_with([':', '<', '>'])
        || (text.starts_with('[') && text.contains("]:"))
}

/// Takes the definitions of references, footnotes and abbreviations out of the lines of a page, or notes them.
pub(super) fn definitions(lines: Vec<Line>, extensions: &mut Extensions) -> Vec<Line> {
    let mut kept = Vec::with_capacity(lines.len());
    let ends = Ends::of(&lines, extensions);
    // Whether what is indented below the last line that was not stands in a container.
    let mut holds_more = false;
    let mut at = 0;
    while at < lines.len() {
        if let Some(end) = ends.of_fence(&lines, at) {
            kept.extend_from_slice(&lines[at..=end]);
            at = end + 1;
            continue;
        }
        let line = &lines[at];
        let rest = line.text.trim_start();
        at += 1;
        if line.indent() < 4 && !line.is_blank() {
            let starts = at < 2 || lines[at - 2].is_blank();
            holds_more = holds(line, extensions) || (holds_more && !starts);
        } else if line.indent() >= 4 && !holds_more {
            // Code, or text that goes on.
            kept.push(line.clone());
            continue;
        }
        let meaning = rest.strip_prefix("*[").filter(|_| line.indent() < 4 && extensions.abbr);
        if let Some((_, meaning)) = meaning.and_then(|rest| rest.split_once("]:")) {
            // It may stand on the next line, and what stands around both is apart.
            let is_below = meaning.trim().is_empty() && lines.get(at).is_some_and(|line| !line.is_blank());
            at += usize::from(is_below);
            kept.push(line.with(""));
            continue;
        }
        if let Some((name, target)) = rest.strip_prefix('[').and_then(|rest| rest.split_once("]:")) {
            if let Some(note) = name.strip_prefix('^').filter(|_| extensions.has_footnotes) {
                extensions.footnotes.insert(note.to_owned());
            } else if !name.contains(['[', ']']) && !name.starts_with('^') {
                let mut words = target.split_whitespace();
                let address = words.next();
                if words.next().is_some_and(|word| !word.starts_with(['"', '\'', '('])) {
                    // A sentence.
                    kept.push(line.clone());
                    continue;
                }
                // It may stand on the next line.
                let below = lines.get(at).and_then(|line| line.text.split_whitespace().next());
                if let Some(found) = address.or(below) {
                    at += usize::from(address.is_none());
                    let target = found.trim_start_matches('<').trim_end_matches('>').to_owned();
                    extensions.references.insert(inline::reference(name), target);
                    continue;
                }
            }
        }
        kept.push(line.clone());
    }
    kept
}

/// The lines of a container as HTML.
pub(super) fn html(lines: &[Line], extensions: &Extensions) -> String {
    let Some(_inside) = extensions.deeper() else {
        let lines: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        return format!("<p>{}</p>", escaped(&lines.join("\n")));
    };
    let mut out = String::new();
    let ends = Ends::of(lines, extensions);
    let mut at = 0;
    // Whether the line before is blank, or ends another block.
    let mut starts = true;
    while at < lines.len() {
        let line = &lines[at];
        if line.is_blank() {
            starts = true;
            at += 1;
            continue;
        }
        let (length, block) = block(lines, at, starts, &ends, extensions);
        at += length.max(1);
        out.push_str(&format!("<!--L{}-{}-->{block}", line.number, lines[at - 1].number));
        starts = true;
    }
    out
}

/// The block that starts at a line: how many lines it has, and its HTML.
fn block(lines: &[Line], at: usize, starts: bool, ends: &Ends, extensions: &Extensions) -> (usize, String) {
    let line = &lines[at];
    let text = line.text.as_str();
    let rest = text.trim_start();
    // Code by indent keeps its fences; it never goes on with a paragraph.
    let is_code = line.indent() >= 4 && (at == 0 || lines[at - 1].is_blank());
    if let Some(end) = ends.of_fence(lines, at).filter(|_| !is_code) {
        let title = fence_title(rest).map(|title| format!("<p>{}</p>", escaped(title))).unwrap_or_default();
        return (end + 1 - at, title + &fenced(&lines[at..=end]));
    }
    if line.indent() >= 4 {
        return code(lines, at);
    }
    if extensions.snippets && is_snippet(rest) {
        return (1, String::new());
    }
    let found = raw_html(lines, at, ends, extensions).or_else(|| boxed(lines, at, extensions));
    if let Some(found) = found {
        return read(found, extensions);
    }
    if let Some(level) = heading_level(text, extensions) {
        let inner = text[level..].trim().trim_end_matches('#').trim_end();
        return (1, heading(level, inner, extensions));
    }
    let below = lines.get(at + 1).map_or("", |line| line.text.as_str());
    // An item that follows another one is no heading.
    let follows = marker(text, extensions).is_some() && at > 0 && !lines[at - 1].is_blank();
    if starts && !follows && is_underline(below) {
        let level = if below.starts_with('=') { 1 } else { 2 };
        return (2, heading(level, rest.trim_end(), extensions));
    }
    if is_rule(text) {
        return (1, "<hr>".to_owned());
    }
    if rest.starts_with('>') {
        return read(quote(lines, at, extensions), extensions);
    }
    if let Some(found) = note(lines, at, extensions) {
        return read(found, extensions);
    }
    if marker(text, extensions).is_some() {
        return read(item(lines, at, ends, extensions), extensions);
    }
    if starts_table(text, below) {
        return table(lines, at, extensions);
    }
    paragraph(lines, at, ends, extensions)
}

/// A container, with what is in it as HTML.
fn read(container: Container, extensions: &Extensions) -> (usize, String) {
    let Container { length, before, inner, after } = container;
    let inner = if inner.is_empty() { String::new() } else { html(&inner, extensions) };
    (length, before + &inner + &after)
}

fn heading(level: usize, text: &str, extensions: &Extensions) -> String {
    // What is nothing but a list is text.
    let bare = if text.trim_start().starts_with('{') { text } else { without_list(text, extensions) };
    format!(
        "<h{level}>{}</h{level}>",
        inline::html(bare.trim_end().trim_end_matches('#').trim_end(), extensions)
    )
}

fn heading_level(text: &str, extensions: &Extensions) -> Option<usize> {
    let level = text.bytes().take_while(|b| *b == b'#').count().min(6);
    let is_one = !extensions.sane_headings || text[level..].starts_with(' ') || text.len() == level;
    (level > 0 && is_one).then_some(level)
}

fn is_underline(line: &str) -> bool {
    let signs = line.trim_end();
    !signs.is_empty() && signs.bytes().all(|b| matches!(b, b'=' | b'-'))
}

/// The title of a block of code, which is a line above it.
fn fence_title(line: &str) -> Option<&str> {
    let at = line.find("title=").filter(|at| line[..*at].ends_with([' ', '{']))? + "title=".len();
    let quote = line[at..].chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inner = &line[at + 1..];
    Some(&inner[..inner.find(quote)?])
}

fn code(lines: &[Line], at: usize) -> (usize, String) {
    let mut end = at;
    for (number, line) in lines.iter().enumerate().skip(at) {
        if line.is_blank() {
            continue;
        }
        if line.indent() < 4 {
            break;
        }
        end = number + 1;
    }
    let code: Vec<String> = lines[at..end].iter().map(|line| line.without(4).text).collect();
    (end - at, format!("<pre>{}</pre>", escaped(&code.join("\n"))))
}

fn paragraph(lines: &[Line], at: usize, ends: &Ends, extensions: &Extensions) -> (usize, String) {
    let mut count = 1;
    for (number, line) in lines.iter().enumerate().skip(at + 1) {
        let is_other = heading_level(&line.text, extensions).is_some()
            || is_rule(&line.text)
            || line.text.trim_start().starts_with('>')
            || ends.of_fence(lines, number).is_some()
            || (line.indent() == 0 && opener(&line.text, extensions).is_some())
            || raw_html::end(lines, number, ends).is_some();
        if line.is_blank() || is_other {
            break;
        }
        count += 1;
    }
    let own = &lines[at..at + count];
    if extensions.def_list && own.iter().any(|line| line.text.starts_with(": ")) {
        let parts = definition(lines, at, count, extensions).into_iter().map(|part| read(part, extensions));
        return parts.fold((0, String::new()), |(length, html), (more, part)| (length + more, html + &part));
    }
    // `<pre>` in a text keeps its spaces.
    let text = own.iter().map(|line| line.text.trim_end()).collect::<Vec<_>>().join("\n");
    let text = text.trim_start();
    let bare = match text.rfind('\n') {
        Some(end) if extensions.attr_list && inline::list(text[end + 1..].trim_start()).is_some() => {
            &text[..end]
        }
        _ => text,
    };
    // A definition that follows makes terms of the lines.
    let next = lines[at + count..].iter().find(|line| !line.is_blank());
    if extensions.def_list && next.is_some_and(|line| line.text.starts_with(": ")) {
        let term = |line: &str| format!("<dt>{}</dt>", inline::html(line, extensions));
        return (count, bare.lines().map(term).collect());
    }
    (count, format!("<p>{}</p>", inline::html(bare, extensions)))
}
