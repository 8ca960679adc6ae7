//! Pages, their headings, and files, as links name them.

use std::ops::Range;

use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::address::{Form, Written};
use super::{Choice, Choices, FILE, REFERENCE};
use crate::lsp::book::State;
use crate::lsp::place::target;
use crate::page::Page;
use crate::text::address::{decoded, to_page};
use crate::text::path::relate;

/// The files that an image may show.
const IMAGES: &[&str] = &["apng", "avif", "gif", "jpeg", "jpg", "png", "svg", "webp"];

/// What an address may become that ends at a byte.
pub(super) fn choices(state: &State, file: &str, written: &Written<'_>, end: usize) -> Choices {
    let start = end - written.text.len();
    if let Some((path, _)) = written.text.split_once('#').filter(|_| written.form == Form::Link) {
        return Choices::at(start + path.len() + 1, headings(state, file, path));
    }
    let all = match written.form {
        Form::Link => pages(state, file, written),
        Form::Image => files(state, file, written, &|name| {
            let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
            ending.is_some_and(|ending| IMAGES.contains(&ending.as_str()))
        }),
        // mdBook takes a path to end at a space.
        Form::Include => files(state, file, written, &|name| name != "SUMMARY.md" && !name.contains(' ')),
    };
    Choices::at(start, all)
}

/// Whether a place is in code or in a comment, where nothing is a link.
pub(super) fn is_code(text: &str, byte: usize) -> bool {
    let holds = |(event, span): (Event<'_>, Range<usize>)| {
        let is_inside = span.start < byte && byte < span.end;
        // What nothing closes goes on at the end of the text.
        let is_at_end = span.start < byte && byte == span.end && text[byte..].trim().is_empty();
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                is_inside || is_at_end && !is_closed_fence(&text[span])
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => is_inside || is_at_end,
            Event::Code(_) => is_inside,
            Event::InlineHtml(html) => is_inside && html.starts_with("<!--"),
            // A comment may have several lines, each with an event of its own.
            Event::Start(Tag::HtmlBlock) => {
                let before = &text[span.start..byte.clamp(span.start, span.end)];
                let opened = before.rfind("<!--").filter(|at| !before[*at..].contains("-->"));
                (is_inside || is_at_end) && opened.is_some()
            }
            _ => false,
        }
    };
    new_cmark_parser(text, &MarkdownOptions::default()).into_offset_iter().any(holds)
}

/// Whether a fenced block ends with a fence as long as its first.
fn is_closed_fence(block: &str) -> bool {
    let fence = block.trim_start();
    let Some(sign) = fence.chars().next() else { return false };
    let length = fence.len() - fence.trim_start_matches(sign).len();
    let last = block.lines().skip(1).last().unwrap_or_default().trim_matches([' ', '\t', '>']);
    last.len() >= length && last.chars().all(|c| c == sign)
}

/// The pages, as this one links them.
fn pages(state: &State, file: &str, written: &Written<'_>) -> Vec<Choice> {
    let own = &own_path(state, file);
    let choice = |(_, page): (usize, &Page)| {
        let address = address(own, page.path.as_deref()?, written);
        let detail = page.title().to_owned();
        Some(Choice { detail, page: Some(page.file.clone()), ..Choice::new(address, FILE) })
    };
    state.book.catalog.authored().filter_map(choice).collect()
}

/// The files in the folder of the pages.
fn files(state: &State, file: &str, written: &Written<'_>, is_meant: &dyn Fn(&str) -> bool) -> Vec<Choice> {
    let own = &own_path(state, file);
    let mut all: Vec<&String> = state.book.files().all.iter().filter(|path| is_meant(path)).collect();
    all.sort();
    all.into_iter()
        .filter(|path| *path != own)
        .map(|path| Choice::new(address(own, path, written), FILE))
        .collect()
}

/// An address in the style of what is written so far.
fn address(own: &str, to: &str, written: &Written<'_>) -> String {
    let is_plain = written.is_enclosed || written.form == Form::Include;
    let way = |from: &str| if is_plain { relate(from, to) } else { to_page(from, to) };
    match written.text {
        text if text.starts_with('/') => format!("/{}", way("")),
        text if text.starts_with("./") && !way(own).starts_with('.') => format!("./{}", way(own)),
        _ => way(own),
    }
}

/// The headings of the page that a path leads to.
fn headings(state: &State, file: &str, path: &str) -> Vec<Choice> {
    let target = match path.is_empty() {
        true => state.page(file),
        false => target(state, &own_path(state, file), &decoded(path), 0),
    };
    let Some(target) = target else { return Vec::new() };
    let choice = |heading: &crate::page::Heading| Choice {
        detail: format!("{} {}", "#".repeat(usize::from(heading.level)), heading.text),
        ..Choice::new(&heading.id, REFERENCE)
    };
    state.book.page(target).headings.iter().map(choice).collect()
}

/// The path of a file from the folder of the pages, which it has before SUMMARY.md lists it, too.
fn own_path(state: &State, file: &str) -> String {
    let listed = state.page(file).and_then(|id| state.book.page(id).path.clone());
    let prefix = state.book.source.src_prefix();
    listed.unwrap_or_else(|| file.strip_prefix(&prefix).unwrap_or(file).to_owned())
}
