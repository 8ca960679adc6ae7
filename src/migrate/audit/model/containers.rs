//! Blocks that hold others: boxes, quotes, footnotes, items, definitions.

use super::Extensions;
use super::ends::Ends;
use super::inline;
use super::line::{Container, Line, is_rule};
use crate::text::name::in_words;

/// The first line of a box or a tab.
pub(super) struct Opener<'l> {
    kind: &'l str,
    title: Option<&'l str>,
    is_tab: bool,
}

/// The opener that a line is.
pub(super) fn opener<'l>(line: &'l str, extensions: &Extensions) -> Option<Opener<'l>> {
    let text = line.trim();
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
    Some(Opener { kind, title, is_tab })
}

/// Admonitions, what folds, and tabs: all that is indented by four columns.
pub(super) fn boxed(lines: &[Line], at: usize, extensions: &Extensions) -> Option<Container> {
    let Opener { kind, title, is_tab } = opener(&lines[at].text, extensions)?;
    let (length, inner) = indented(lines, at + 1);
    let class = if is_tab { "patterns-tab-title" } else { "title" };
    let shown = title.map_or_else(|| default_title(kind), str::to_owned);
    let title = format!("<p class=\"{class}\">{}</p>", inline::html(&shown, extensions));
    Some(Container::new(length + 1, title, inner, ""))
}

/// `note` to `Note`
fn default_title(kind: &str) -> String {
    in_words(kind.split(' ').next().unwrap_or_default())
}

/// The lines from `from` on that are blank or indented by four columns: how many, and without those.
fn indented(lines: &[Line], from: usize) -> (usize, Vec<Line>) {
    let count = lines[from..].iter().take_while(|line| line.is_blank() || line.indent() >= 4).count();
    (count, lines[from..from + count].iter().map(|line| line.without(4)).collect())
}

pub(super) fn quote(lines: &[Line], at: usize, extensions: &Extensions) -> Container {
    let count = lines[at..].iter().take_while(|line| !line.is_blank()).count();
    let bare = |line: &Line| {
        let rest = line.text.trim_start();
        let text =
            rest.strip_prefix('>').map_or(line.text.as_str(), |rest| rest.strip_prefix(' ').unwrap_or(rest));
        line.with(text)
    };
    let mut inner: Vec<Line> = lines[at..at + count].iter().map(bare).collect();
    let alert = inner[0].text.trim().strip_prefix("[!").filter(|_| extensions.alerts);
    match alert.and_then(|rest| rest.split_once(']')) {
        Some((kind, title)) => {
            let own = title.trim_start_matches(['+', '-']).trim();
            let shown = if own.is_empty() { default_title(&kind.to_lowercase()) } else { own.to_owned() };
            let title = inline::html(&shown, extensions);
            Container::new(count, format!("<p class=\"title\">{title}</p>"), inner.split_off(1), "")
        }
        None => Container::new(count, "<blockquote>", inner, "</blockquote>"),
    }
}

/// `[^name]: text`
pub(super) fn note(lines: &[Line], at: usize, extensions: &Extensions) -> Option<Container> {
    let rest = lines[at].text.trim_start().strip_prefix("[^").filter(|_| extensions.has_footnotes)?;
    let (_, text) = rest.split_once("]:")?;
    let mut inner = vec![lines[at].with(text.trim_start())];
    // After a blank line, only what is indented belongs to it.
    let goes_on = |pair: &&[Line]| {
        let (before, line) = (&pair[0], &pair[1]);
        let is_inside = line.is_blank() || line.indent() >= 4 || !before.is_blank();
        is_inside && !line.text.starts_with("[^")
    };
    let count = 1 + lines[at..].windows(2).take_while(goes_on).count();
    inner.extend(lines[at + 1..at + count].iter().map(|line| line.without(4)));
    Some(Container::new(count, "<div class=\"footnote\">", inner, "</div>"))
}

/// The bytes of the marker of an item, spaces after it included.
pub(super) fn marker(text: &str, extensions: &Extensions) -> Option<usize> {
    let indent = text.len() - text.trim_start_matches(' ').len();
    let rest = &text[indent..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let sign = match digits {
        0 => usize::from(rest.starts_with(['*', '+', '-'])),
        digits => digits + usize::from(rest[digits..].starts_with('.')),
    };
    let spaces = rest[sign..].len() - rest[sign..].trim_start_matches(' ').len();
    (sign > 0 && (digits == 0 || sign > digits) && spaces > 0 && indent < extensions.inside)
        .then_some(indent + sign + spaces)
}

/// An item of a list: what follows it, unless that is another item or stands outside after a blank line.
pub(super) fn item(lines: &[Line], at: usize, ends: &Ends, extensions: &Extensions) -> Container {
    let first = &lines[at];
    let inside = extensions.inside;
    let marker_end = marker(&first.text, extensions).unwrap_or_default();
    let text = &first.text[marker_end..];
    let is_task = ["[ ] ", "[x] ", "[X] "].iter().any(|task| text.starts_with(task));
    let text = if is_task { &text[4..] } else { text };
    let mut inner = vec![first.with(text)];
    let mut after_blank = false;
    // The lines directly below its text keep their columns: no block but items starts in them.
    let mut is_text = true;
    // A block that starts further in goes on with whatever follows it directly.
    let mut in_block = false;
    // A rule ends a list; one line above it is a heading.
    let is_first = at == 0 || lines[at - 1].is_blank();
    let mut count = 1;
    while let Some(line) = lines.get(at + count) {
        if line.indent() < inside && !in_block && !(is_first && count == 1) && is_rule(&line.text) {
            break;
        }
        // A fence is found before lists are, and keeps its lines together.
        let is_inside = line.indent() >= inside || !after_blank;
        if let Some(end) = ends.of_fence(lines, at + count).filter(|_| is_inside) {
            in_block |= after_blank;
            (is_text, after_blank) = (false, false);
            let columns = line.indent().min(inside);
            inner.extend(lines[at + count..=end].iter().map(|line| line.without(columns)));
            count = end + 1 - at;
            continue;
        }
        if line.is_blank() {
            after_blank = true;
            (is_text, in_block) = (false, false);
        } else if line.indent() < inside
            && !in_block
            && (after_blank || marker(&line.text, extensions).is_some())
        {
            break;
        } else {
            in_block |= after_blank;
            after_blank = false;
        }
        // An item in the item, with a line of text before it.
        let own = line.without(inside);
        if line.indent() >= inside && marker(&own.text, extensions).is_some() {
            inner.push(line.with(""));
            is_text = false;
        }
        inner.push(if is_text { line.clone() } else { own });
        count += 1;
    }
    Container::new(count, "<li>", inner, "</li>")
}

/// Terms, and each `:   text` that says what they are: a container for each text, of which the first has all the lines.
pub(super) fn definition(lines: &[Line], at: usize, own: usize, extensions: &Extensions) -> Vec<Container> {
    let (more, rest) = indented(lines, at + own);
    let mut terms = String::new();
    let mut texts: Vec<Vec<Line>> = Vec::new();
    for line in &lines[at..at + own] {
        match (line.text.strip_prefix(": "), texts.last_mut()) {
            (Some(text), _) => texts.push(vec![line.with(text.trim_start())]),
            (None, Some(text)) => text.push(line.without(4)),
            (None, None) => terms.push_str(&format!("<dt>{}</dt>", inline::html(&line.text, extensions))),
        }
    }
    texts.last_mut().into_iter().for_each(|text| text.extend_from_slice(&rest));
    let mut length = own + more;
    let one = |text| {
        Container::new(std::mem::take(&mut length), std::mem::take(&mut terms) + "<dd>", text, "</dd>")
    };
    texts.into_iter().map(one).collect()
}
