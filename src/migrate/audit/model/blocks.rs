//! The blocks of a page.

use super::Extensions;
use super::inline::{self, escaped};

/// A line in its container.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Its number in the page, from 1.
    pub(super) number: usize,
    pub(super) text: String,
}

impl Line {
    fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }

    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    fn without(&self, columns: usize) -> Self {
        Self { number: self.number, text: self.text[columns.min(self.indent())..].to_owned() }
    }
}

/// Takes the definitions of references, footnotes and abbreviations out of the lines of a page, or notes them.
pub(super) fn definitions(lines: Vec<Line>, extensions: &mut Extensions) -> Vec<Line> {
    let mut kept = Vec::with_capacity(lines.len());
    let mut at = 0;
    while at < lines.len() {
        if let Some(end) = fence_end(&lines, at, extensions) {
            kept.extend_from_slice(&lines[at..=end]);
            at = end + 1;
            continue;
        }
        let line = &lines[at];
        let rest = line.text.trim_start();
        at += 1;
        if line.indent() < 4 && extensions.abbr && rest.starts_with("*[") && rest.contains("]:") {
            continue;
        }
        if let Some((name, target)) = rest.strip_prefix('[').and_then(|rest| rest.split_once("]:")) {
            if let Some(note) = name.strip_prefix('^').filter(|_| extensions.has_footnotes) {
                extensions.footnotes.insert(note.to_owned());
            } else if !name.contains(['[', ']']) && !name.starts_with('^') {
                let target = target.split_whitespace().next().unwrap_or_default();
                if !target.is_empty() {
                    let target = target.trim_start_matches('<').trim_end_matches('>').to_owned();
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
    let mut out = String::new();
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
        out.push_str(&format!("<!--L{}-->", line.number));
        let (length, block) = block(lines, at, starts, extensions);
        out.push_str(&block);
        starts = true;
        at += length.max(1);
    }
    out
}

/// The block that starts at a line: how many lines it has, and its HTML.
fn block(lines: &[Line], at: usize, starts: bool, extensions: &Extensions) -> (usize, String) {
    let line = &lines[at];
    let text = line.text.as_str();
    let rest = text.trim_start();
    if let Some(end) = fence_end(lines, at, extensions) {
        let code = &lines[at + 1..end];
        let columns = line.indent();
        let code: Vec<String> = code.iter().map(|line| line.without(columns).text).collect();
        let title = fence_title(rest).map(|title| format!("<p>{}</p>", escaped(title))).unwrap_or_default();
        return (end + 1 - at, format!("{title}<pre>{}</pre>", escaped(&code.join("\n"))));
    }
    if line.indent() >= 4 {
        return code(lines, at);
    }
    if extensions.snippets && rest.starts_with('-') && rest.contains("8<-") {
        return (1, String::new());
    }
    if let Some(found) = raw_html(lines, at, extensions) {
        return found;
    }
    if let Some(found) = boxed(lines, at, extensions) {
        return found;
    }
    if let Some(level) = heading_level(text) {
        let inner = text[level..].trim().trim_end_matches('#').trim_end();
        return (1, heading(level, inner, extensions));
    }
    let below = lines.get(at + 1).map_or("", |line| line.text.as_str());
    if starts && is_underline(below) {
        let level = if below.starts_with('=') { 1 } else { 2 };
        return (2, heading(level, rest.trim_end(), extensions));
    }
    if is_rule(text) {
        return (1, "<hr>".to_owned());
    }
    if rest.starts_with('>') {
        return quote(lines, at, extensions);
    }
    if let Some(found) = note(lines, at, extensions) {
        return found;
    }
    if marker(text).is_some() {
        return item(lines, at, extensions);
    }
    if is_delimiter(below) && text.contains('|') {
        return table(lines, at, extensions);
    }
    paragraph(lines, at, extensions)
}

fn heading(level: usize, text: &str, extensions: &Extensions) -> String {
    let bare = without_list(text, extensions);
    format!(
        "<h{level}>{}</h{level}>",
        inline::html(bare.trim_end().trim_end_matches('#').trim_end(), extensions)
    )
}

/// A text without the list at its end.
fn without_list<'t>(text: &'t str, extensions: &Extensions) -> &'t str {
    let trimmed = text.trim_end();
    if !extensions.attr_list || !trimmed.ends_with('}') {
        return text;
    }
    let mut opens = trimmed.match_indices('{').map(|(at, _)| at);
    let open = opens.find(|at| {
        let is_apart = *at == 0 || trimmed[..*at].ends_with(' ');
        is_apart && inline::list(&trimmed[*at..]).is_some_and(|length| at + length == trimmed.len())
    });
    open.map_or(text, |at| &trimmed[..at])
}

fn heading_level(text: &str) -> Option<usize> {
    let level = text.bytes().take_while(|b| *b == b'#').count().min(6);
    (level > 0).then_some(level)
}

fn is_underline(line: &str) -> bool {
    let signs = line.trim_end();
    !signs.is_empty() && signs.bytes().all(|b| matches!(b, b'=' | b'-'))
}

fn is_rule(text: &str) -> bool {
    let signs: String = text.chars().filter(|c| *c != ' ').collect();
    let first = signs.chars().next().unwrap_or(' ');
    matches!(first, '-' | '_' | '*')
        && signs.len() >= 3
        && signs.chars().all(|c| c == first)
        && !text.contains("   -")
}

/// The last line of the fenced code that starts at a line, whatever its info says: where that makes it none, the report
/// says so of the fence.
fn fence_end(lines: &[Line], at: usize, extensions: &Extensions) -> Option<usize> {
    let line = &lines[at];
    let rest = line.text.trim_start();
    let sign = rest.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = rest.chars().take_while(|c| *c == sign).count();
    let info = rest[length..].trim();
    let is_allowed = extensions.superfences || line.indent() == 0;
    if length < 3 || info.contains('`') || !is_allowed {
        return None;
    }
    let (column, fence) = (line.indent(), &rest[..length]);
    for (number, line) in lines.iter().enumerate().skip(at + 1) {
        if line.is_blank() {
            continue;
        }
        if line.indent() < column {
            return None;
        }
        if line.text[column..].trim_end() == fence {
            return Some(number);
        }
    }
    None
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

/// Elements that are blocks to Python-Markdown.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "canvas",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "iframe",
    "legend",
    "li",
    "main",
    "math",
    "menu",
    "nav",
    "noscript",
    "object",
    "ol",
    "output",
    "p",
    "pre",
    "progress",
    "script",
    "section",
    "style",
    "summary",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "video",
];

/// Raw HTML goes on to its end tag, blank lines or not.
fn raw_html(lines: &[Line], at: usize, extensions: &Extensions) -> Option<(usize, String)> {
    let first = lines[at].text.trim_start();
    if first.starts_with("<!--") {
        let end = lines.iter().skip(at).position(|line| line.text.contains("-->"))? + at;
        let rest = lines[end].text.rsplit_once("-->").map_or("", |(_, rest)| rest).trim();
        return Some((end + 1 - at, inline::html(rest, extensions)));
    }
    let name_end = first.get(1..)?.find(|c: char| !c.is_ascii_alphanumeric())? + 1;
    let name = first.get(1..name_end)?.to_ascii_lowercase();
    if !first.starts_with('<') || !BLOCKS.contains(&name.as_str()) {
        return None;
    }
    let mut depth = 0_usize;
    let open = format!("<{name}");
    for (number, line) in lines.iter().enumerate().skip(at) {
        let lower = line.text.to_ascii_lowercase();
        let opens = lower.match_indices(open.as_str()).filter(|(at, sign)| {
            lower[at + sign.len()..].starts_with([' ', '>', '\n', '/']) || lower.len() == at + sign.len()
        });
        depth += opens.count();
        depth = depth.saturating_sub(lower.matches(&format!("</{name}")).count());
        if depth == 0 {
            return Some((number + 1 - at, raw(&lines[at..=number], &name, extensions)));
        }
    }
    Some((lines.len() - at, raw(&lines[at..], &name, extensions)))
}

/// The lines of an element: as they are, or with what is in it read where it says so.
fn raw(lines: &[Line], name: &str, extensions: &Extensions) -> String {
    let first = lines[0].text.as_str();
    let tag_end = first.find('>').map_or(first.len(), |end| end + 1);
    let is_read = extensions.md_in_html && first[..tag_end].contains("markdown");
    if !is_read {
        // A tag may go over lines.
        let mut in_tag = false;
        let text = |line: &Line| {
            let start = if in_tag { String::new() } else { format!("<!--L{}-->", line.number) };
            if let Some(sign) = line.text.rfind(['<', '>']) {
                in_tag = line.text[sign..].starts_with('<');
            }
            format!("{start}{}", line.text)
        };
        return match name {
            "pre" | "script" | "style" | "textarea" => {
                lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n")
            }
            _ => lines.iter().map(text).collect::<Vec<_>>().join("\n"),
        };
    }
    let close = format!("</{name}");
    let mut inner: Vec<Line> = lines.to_vec();
    inner[0].text = first[tag_end..].to_owned();
    if let Some(last) = inner.last_mut()
        && let Some(end) = last.text.to_ascii_lowercase().rfind(&close)
    {
        last.text.truncate(end);
    }
    let own =
        inner.iter().skip(1).filter(|line| !line.is_blank()).map(Line::indent).min().unwrap_or_default();
    let columns = if own >= 4 { own } else { 0 };
    let inner: Vec<Line> = inner.iter().map(|line| line.without(columns)).collect();
    format!("{}{}</{name}>", &first[..tag_end], html(&inner, extensions))
}

/// Admonitions, what folds, and tabs: all that is indented by four columns.
fn boxed(lines: &[Line], at: usize, extensions: &Extensions) -> Option<(usize, String)> {
    let text = lines[at].text.trim();
    let (rest, is_tab) = if let Some(rest) = text.strip_prefix("!!!").filter(|_| extensions.admonition) {
        (rest, false)
    } else if let Some(rest) = text.strip_prefix("???").filter(|_| extensions.details) {
        (rest.strip_prefix('+').unwrap_or(rest), false)
    } else {
        (text.strip_prefix("===").filter(|_| extensions.tabbed)?.trim_start_matches(['!', '+']), true)
    };
    let (kind, title) = match rest.split_once('"') {
        Some((kind, title)) => (kind.trim(), Some(title.strip_suffix('"')?)),
        None => (rest.trim(), None),
    };
    let is_kind = kind.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' '));
    if !is_kind || (is_tab && (title.is_none() || !kind.is_empty())) || (kind.is_empty() && title.is_none()) {
        return None;
    }
    let (length, inner) = indented(lines, at + 1);
    let class = if is_tab { "patterns-tab-title" } else { "title" };
    let shown = title.map_or_else(|| default_title(kind), str::to_owned);
    let title = format!("<p class=\"{class}\">{}</p>", inline::html(&shown, extensions));
    Some((length + 1, format!("{title}{}", html(&inner, extensions))))
}

/// `note` to `Note`
fn default_title(kind: &str) -> String {
    let word = kind.split(' ').next().unwrap_or_default();
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The lines from `from` on that are blank or indented by four columns: how many, and without those.
fn indented(lines: &[Line], from: usize) -> (usize, Vec<Line>) {
    let count = lines[from..].iter().take_while(|line| line.is_blank() || line.indent() >= 4).count();
    (count, lines[from..from + count].iter().map(|line| line.without(4)).collect())
}

fn quote(lines: &[Line], at: usize, extensions: &Extensions) -> (usize, String) {
    let count = lines[at..].iter().take_while(|line| !line.is_blank()).count();
    let bare = |line: &Line| {
        let rest = line.text.trim_start();
        let text =
            rest.strip_prefix('>').map_or(line.text.as_str(), |rest| rest.strip_prefix(' ').unwrap_or(rest));
        Line { number: line.number, text: text.to_owned() }
    };
    let inner: Vec<Line> = lines[at..at + count].iter().map(bare).collect();
    (count, format!("<blockquote>{}</blockquote>", html(&inner, extensions)))
}

/// `[^name]: text`
fn note(lines: &[Line], at: usize, extensions: &Extensions) -> Option<(usize, String)> {
    let rest = lines[at].text.trim_start().strip_prefix("[^").filter(|_| extensions.has_footnotes)?;
    let (_, text) = rest.split_once("]:")?;
    let mut inner = vec![Line { number: lines[at].number, text: text.trim_start().to_owned() }];
    let mut count = 1;
    for line in &lines[at + 1..] {
        let is_inside = line.indent() >= 4
            || line.is_blank()
            || lines[at + count - 1..at + count].iter().all(|l| !l.is_blank());
        if !is_inside || line.text.starts_with("[^") {
            break;
        }
        inner.push(line.without(4));
        count += 1;
    }
    Some((count, format!("<div class=\"footnote\">{}</div>", html(&inner, extensions))))
}

/// The bytes of the marker of an item, spaces behind it included.
fn marker(text: &str) -> Option<usize> {
    let indent = text.len() - text.trim_start_matches(' ').len();
    let rest = &text[indent..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let sign = match digits {
        0 => usize::from(rest.starts_with(['*', '+', '-'])),
        digits => digits + usize::from(rest[digits..].starts_with('.')),
    };
    let spaces = rest[sign..].len() - rest[sign..].trim_start_matches(' ').len();
    (sign > 0 && (digits == 0 || sign > digits) && spaces > 0 && indent < 4).then_some(indent + sign + spaces)
}

/// An item of a list: what follows it, unless that is another item or stands outside behind a blank line.
fn item(lines: &[Line], at: usize, extensions: &Extensions) -> (usize, String) {
    let first = &lines[at];
    let marker_end = marker(&first.text).unwrap_or_default();
    let text = &first.text[marker_end..];
    let is_task = ["[ ] ", "[x] ", "[X] "].iter().any(|task| text.starts_with(task));
    let text = if is_task { &text[4..] } else { text };
    let mut inner = vec![Line { number: first.number, text: text.to_owned() }];
    let mut after_blank = false;
    let mut count = 1;
    for line in &lines[at + 1..] {
        if line.is_blank() {
            after_blank = true;
        } else if line.indent() < 4 && (after_blank || marker(&line.text).is_some()) {
            break;
        } else {
            after_blank = false;
        }
        // An item in the item, with a line of text before it.
        let own = line.without(4);
        if line.indent() >= 4 && marker(&own.text).is_some() {
            inner.push(Line { number: line.number, text: String::new() });
        }
        inner.push(own);
        count += 1;
    }
    (count, format!("<li>{}</li>", html(&inner, extensions)))
}

fn is_delimiter(line: &str) -> bool {
    let row = line.trim().trim_matches('|');
    line.contains('|')
        && row.split('|').all(|column| {
            let dashes = column.trim().trim_matches(':');
            !dashes.is_empty() && dashes.bytes().all(|b| b == b'-')
        })
}

fn table(lines: &[Line], at: usize, extensions: &Extensions) -> (usize, String) {
    let count = lines[at..].iter().take_while(|line| !line.is_blank()).count();
    let width = cells(&lines[at].text).len();
    let mut out = "<table>".to_owned();
    for line in lines[at..at + count].iter().enumerate().filter(|(nth, _)| *nth != 1).map(|(_, line)| line) {
        let mut row = cells(&line.text);
        row.resize(width, String::new());
        out.push_str(&format!("<!--L{}--><tr>", line.number));
        for cell in row {
            out.push_str(&format!("<td>{}</td>", inline::html(without_list(&cell, extensions), extensions)));
        }
        out.push_str("</tr>");
    }
    (count, out + "</table>")
}

/// The cells of a row: no `|` in code ends one.
fn cells(row: &str) -> Vec<String> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut found = vec![String::new()];
    let mut rest = row;
    while let Some(c) = rest.chars().next() {
        let signs = rest.bytes().take_while(|b| *b == b'`').count();
        let code = (signs > 0)
            .then(|| rest[signs..].find(&"`".repeat(signs)).map(|end| signs + end + signs))
            .flatten();
        let length = match (c, code) {
            (_, Some(length)) => length,
            ('\\', None) => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            ('|', None) => {
                found.push(String::new());
                rest = &rest[1..];
                continue;
            }
            _ => c.len_utf8(),
        };
        if let Some(cell) = found.last_mut() {
            cell.push_str(&rest[..length]);
        }
        rest = &rest[length..];
    }
    if found.len() > 1 && found.last().is_some_and(|cell| cell.trim().is_empty()) {
        found.pop();
    }
    found.iter().map(|cell| cell.trim().to_owned()).collect()
}

fn paragraph(lines: &[Line], at: usize, extensions: &Extensions) -> (usize, String) {
    let mut count = 1;
    for (number, line) in lines.iter().enumerate().skip(at + 1) {
        let is_other = heading_level(&line.text).is_some()
            || is_rule(&line.text)
            || line.text.trim_start().starts_with('>')
            || fence_end(lines, number, extensions).is_some()
            || raw_html(lines, number, extensions).is_some();
        if line.is_blank() || is_other {
            break;
        }
        count += 1;
    }
    let own = &lines[at..at + count];
    if extensions.def_list && own.iter().any(|line| line.text.starts_with(": ")) {
        return definition(lines, at, count, extensions);
    }
    let text = own.iter().map(|line| line.text.trim()).collect::<Vec<_>>().join("\n");
    let bare = match text.rfind('\n') {
        Some(end) if extensions.attr_list && inline::list(&text[end + 1..]).is_some() => &text[..end],
        _ => text.as_str(),
    };
    (count, format!("<p>{}</p>", inline::html(bare, extensions)))
}

/// Terms, and `:   text` that says what they are.
fn definition(lines: &[Line], at: usize, own: usize, extensions: &Extensions) -> (usize, String) {
    let (more, rest) = indented(lines, at + own);
    let mut out = String::new();
    let mut inner: Vec<Line> = Vec::new();
    for line in &lines[at..at + own] {
        match line.text.strip_prefix(": ") {
            Some(text) => inner.push(Line { number: line.number, text: text.trim_start().to_owned() }),
            None if inner.is_empty() => {
                out.push_str(&format!("<dt>{}</dt>", inline::html(&line.text, extensions)))
            }
            None => inner.push(line.without(4)),
        }
    }
    inner.extend(rest);
    out.push_str(&format!("<dd>{}</dd>", html(&inner, extensions)));
    (own + more, out)
}
