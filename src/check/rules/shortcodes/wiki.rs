//! Links of wikis and of Obsidian, `[[page]]`, which mdBook shows as text.

mod meaning;

use std::ops::Range;

use super::super::super::address::link_to;
use super::opens;
use crate::check::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::page::PageId;
use crate::schema::Date;
use crate::text::enclosed::enclosed;
use crate::text::spans::is_within;
use meaning::{LinkTargets, Means};

/// One such link, and what it means where the book says it.
struct WikiLink<'b> {
    page: PageId,
    /// Its bytes, with its brackets and the sign of an embed.
    span: Range<usize>,
    is_embed: bool,
    means: Option<Means<'b>>,
}

/// Reports them where one of the book names a page or a file of it: elsewhere two brackets mean something else.
pub(super) fn book(book: &Checked, problems: &mut Vec<Diagnostic>) {
    if book.others.rewrite_text {
        return;
    }
    let with_some = book.catalog.authored().filter(|(_, page)| page.text.contains("[["));
    let pages: Vec<PageId> = with_some.map(|(id, _)| id).collect();
    if pages.is_empty() {
        return;
    }
    let mut targets = LinkTargets::new(book);
    let links: Vec<WikiLink<'_>> = pages.iter().flat_map(|&id| of_page(book, id, &mut targets)).collect();
    if links.iter().any(|link| link.means.is_some()) {
        problems.extend(links.iter().map(|link| problem(book, link)));
    }
}

fn of_page<'b>(book: &'b Checked, page: PageId, targets: &mut LinkTargets<'b>) -> Vec<WikiLink<'b>> {
    let text = &book.page(page).text;
    let found = pieces(text, &book.surveys[page].texts).into_iter().flat_map(|piece| in_text(text, piece));
    found
        .map(|inner| {
            let is_embed = text[..inner.start - 2].ends_with('!');
            let span = inner.start - 2 - usize::from(is_embed)..inner.end + 2;
            WikiLink { page, span, is_embed, means: targets.means(page, &text[inner], is_embed) }
        })
        .collect()
}

/// The pieces of a text, where those around `\\|` are one: so a table holds `page|text`.
fn pieces(text: &str, texts: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for piece in texts {
        match pieces.last_mut() {
            Some(last)
                if text.get(last.end..piece.start) == Some("\\") && text[piece.start..].starts_with('|') =>
            {
                last.end = piece.end;
            }
            _ => pieces.push(piece.clone()),
        }
    }
    pieces
}

/// What is between two brackets in a piece of text.
fn in_text(text: &str, piece: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // Each is reported as a whole.
    let inner = &text[piece.clone()];
    let macros: Vec<Range<usize>> =
        enclosed(inner, ("{{", "}}"), |at| opens("{{", &inner[at..], "")).collect();
    let mut at = piece.start;
    while let Some(open) = text[at..piece.end].find("[[").map(|i| at + i + 2) {
        at = open;
        let rest = &text[open..piece.end];
        let Some(end) = rest.find(['[', ']', '\n']) else { break };
        let inner = &rest[..end];
        let is_escaped = text[..open - 2].ends_with(['\\', '[']);
        // Two brackets around a number are a note.
        let is_note = inner.bytes().all(|b| b.is_ascii_digit());
        let closes = rest[end..].starts_with("]]");
        let is_link = closes && text[open + end + 2..].starts_with(['(', '[', ']', ':']);
        if closes
            && !is_toml(text, open..open + end)
            && !is_within(&macros, open - piece.start)
            && !inner.trim().is_empty()
            && !is_escaped
            && !is_link
            && !is_note
        {
            found.push(open..open + end);
        }
    }
    found
}

/// Whether brackets are those of TOML that shows as text, as in Hugo's shortcodes: a table in a list, whose first line
/// follows, or a list of texts in a list.
fn is_toml(text: &str, inner: Range<usize>) -> bool {
    let before = text[..inner.start - 2].trim_end_matches([' ', '\t']);
    let after = text[inner.end + 2..].trim_start_matches([' ', '\t', '\r']);
    let name = text[inner].trim();
    let is_alone = before.is_empty() || before.ends_with('\n');
    let next = || after.strip_prefix('\n').and_then(|rest| rest.lines().next()).unwrap_or_default().trim();
    before.ends_with('=') && is_quoted(name) || is_alone && is_line_of_toml(next(), name)
}

fn is_quoted(value: &str) -> bool {
    ['\'', '"'].iter().any(|quote| value.len() > 1 && value.starts_with(*quote) && value.ends_with(*quote))
}

/// `key = value`, or a table of the one with the name: `[name.more]`.
fn is_line_of_toml(line: &str, name: &str) -> bool {
    let is_key =
        |key: &str| !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "-_.'\"".contains(c));
    let table = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    line.split_once('=').is_some_and(|(key, value)| is_key(key.trim_end()) && is_value(value.trim_start()))
        || table.is_some_and(|table| table.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')))
}

/// `"text"`, `3`, `true`, `2024-03-01`, or the start of a list or a table.
fn is_value(written: &str) -> bool {
    let value = written.split(" #").next().unwrap_or_default().trim_end();
    let is_date = Date::parse(value).is_some();
    value.starts_with(['[', '{'])
        || ["\"\"\"", "'''"].iter().any(|quotes| value.starts_with(*quotes))
        || is_quoted(value)
        || matches!(value, "true" | "false")
        || value.replace('_', "").parse::<f64>().is_ok()
        || is_date
}

fn problem(book: &Checked, link: &WikiLink<'_>) -> Diagnostic {
    let page = book.page(link.page);
    let written = &page.text[link.span.clone()];
    let what = if link.is_embed { "an embed" } else { "a link" };
    let message = format!("`{written}` is {what} of Obsidian or a wiki, which mdBook shows as text");
    let found = Diagnostic::new(Code::ForeignShortcode, message).at(&page.file, link.span.clone());
    // Markdown in a block of HTML would stay as it is.
    let is_html = book.surveys[link.page].is_html(link.span.start);
    let page_link = |to: PageId| link_to(book, link.page, to);
    let meant = |text: &str, to: &str| match is_html {
        true => found.clone().help(format!("write `<a href=\"{to}\">{text}</a>`")),
        false => as_written(found.clone(), written, format!("[{text}]({to})")),
    };
    match &link.means {
        Some(Means::Page(to, ..)) if link.is_embed => {
            let to = page_link(*to);
            found.help(format!("write `{{{{#include {to}}}}}`, or a link: `[text]({to})`"))
        }
        Some(Means::Page(to, text, id)) => {
            let path = if *to == link.page { String::new() } else { page_link(*to) };
            match id.as_deref() {
                Some("") => meant(text, &page_link(*to)),
                Some(id) => meant(text, &format!("{path}#{id}")),
                None => found.help(format!("write `[{text}]({path}#id)`, with the id of a heading")),
            }
        }
        Some(Means::Second(to, text)) => {
            let link = format!("[{text}]({})", page_link(*to));
            found.help(format!("only its second part names a page; if that is meant, write `{link}`"))
        }
        Some(Means::Picture(to, text)) if link.is_embed && is_html => {
            found.help(format!("write `<img src=\"{to}\" alt=\"{text}\">`"))
        }
        Some(Means::Picture(to, text)) if link.is_embed => {
            as_written(found, written, format!("![{text}]({to})"))
        }
        Some(Means::Sized(to, width, alt)) if link.is_embed => {
            found.help(format!("write `<img src=\"{to}\" width=\"{width}\" alt=\"{alt}\">`"))
        }
        Some(Means::Picture(to, _) | Means::Sized(to, ..) | Means::File(to)) => {
            found.help(format!("write `[text]({to})`"))
        }
        Some(Means::Either) => {
            found.help("both sides name a page or a file; write a link: `[text](page.md)`")
        }
        None => found
            .help("no page of the book has this name; write a link, `[text](page.md)`, or the text alone"),
    }
}

fn as_written(found: Diagnostic, written: &str, link: String) -> Diagnostic {
    found.help(format!("write `{link}`")).mend(written, link)
}
