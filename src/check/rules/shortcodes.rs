//! Shortcodes of Hugo, tags of Jekyll and blocks of Docusaurus, which mdBook shows as text.

mod blocks;
mod wiki;

use std::ops::Range;

use super::super::address::link_to;
use crate::check::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::page::PageId;
use crate::text::enclosed::enclosed;
use crate::text::path::{folder, join, readme};

/// How each starts and ends, and whose it is.
const FORMS: &[(&str, &str, &str)] = &[
    ("{{<", ">}}", "a shortcode of Hugo or Quarto"),
    ("{{%", "%}}", "a shortcode of Hugo"),
    ("{%", "%}", "a tag of Liquid"),
    ("{{", "}}", "a macro of Logseq"),
    ("((", "))", "a reference to a block of Logseq"),
];

/// The macros that Logseq's own documentation shows.
const MACROS: &[&str] =
    &["cards", "cloze", "embed", "function", "namespace", "query", "renderer", "tweet", "video", "youtube"];

/// Whether one of [`FORMS`] opens at the start of a text.
fn opens(opening: &str, text: &str, before: &str) -> bool {
    let Some(inner) = text.strip_prefix(opening) else { return false };
    match opening {
        "{%" => !before.ends_with('{'),
        "{{" => MACROS.iter().any(|name| inner.strip_prefix(name).is_some_and(|rest| rest.starts_with(' '))),
        // That in an embed is a part of it.
        "((" => is_block(inner) && !before.ends_with("{{embed "),
        _ => true,
    }
}

/// Whether a text starts with the id of a block of Logseq, a UUID.
fn is_block(text: &str) -> bool {
    let is_in_place = |(at, byte): (usize, &u8)| match at {
        8 | 13 | 18 | 23 => *byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    text.as_bytes().get(..36).is_some_and(|id| id.iter().enumerate().all(is_in_place))
}

/// What another tool fills in where it stands in an address: `{{ site.url }}/x`, `{url}`.
pub(super) fn filled_in(address: &str) -> Option<FilledIn> {
    if address.strip_prefix("((").is_some_and(is_block) {
        return Some(FilledIn::By("a reference to a block of Logseq"));
    }
    let mut forms = FORMS.iter().flat_map(|(opening, ..)| address.match_indices(opening));
    if forms.any(|(at, opening)| opens(opening, &address[at..], &address[..at])) {
        return Some(FilledIn::Reported);
    }
    // A page is looked for as one.
    let is_alias = |path: &str| {
        path.starts_with(char::is_alphabetic)
            && path.contains('/')
            && !path.split('#').any(|p| p.ends_with(".md"))
    };
    if address.strip_prefix('@').is_some_and(is_alias) {
        return Some(FilledIn::By("an alias of VuePress or another tool"));
    }
    let is_template =
        ["{{", "<%", "${"].iter().any(|sign| address.contains(sign)) && !address.contains("{{#");
    // Without quotes an attribute ends at the first space of its expression.
    let is_expression = address.starts_with('{') && !address.starts_with("{{");
    match (is_template, is_expression) {
        (true, _) => Some(FilledIn::By("a template")),
        (_, true) => Some(FilledIn::By("an expression of JSX")),
        _ => None,
    }
}

/// What is in such an address.
pub(super) enum FilledIn {
    /// Something that is reported where it stands.
    Reported,
    /// Something of another tool.
    By(&'static str),
}

pub(super) fn page(book: &Checked, id: PageId, problems: &mut Vec<Diagnostic>) {
    // A program of somebody else may read them.
    if book.others.rewrite_text {
        return;
    }
    let page = book.page(id);
    let body = page.front_matter.end;
    let text = &page.text[body..];
    for (opening, closing, whose) in FORMS {
        let is_meant = |at: usize| {
            opens(opening, &text[at..], &text[..at])
                && !text[..at].ends_with('\\')
                && !book.is_code(id, body + at)
        };
        let spans = enclosed(text, (opening, closing), is_meant);
        problems.extend(spans.map(|span| shortcode(book, id, body + span.start..body + span.end, whose)));
    }
    problems.extend(blocks::page(book, id));
}

pub(super) fn book(book: &Checked, problems: &mut Vec<Diagnostic>) {
    wiki::book(book, problems);
}

fn shortcode(book: &Checked, id: PageId, span: Range<usize>, whose: &str) -> Diagnostic {
    let page = book.page(id);
    let written = &page.text[span.clone()];
    let message = format!("`{written}` is {whose}, which mdBook shows as text");
    let found = Diagnostic::new(Code::ForeignShortcode, message).at(&page.file, span.clone());
    let Some(to) = target(book, id, written) else {
        return found.help(match included(book, id, written) {
            Some(path) => format!("write `{{{{#include {path}}}}}`"),
            None => "write what it stands for, or remove it".to_owned(),
        });
    };
    // Elsewhere it is a text, which a path need not be.
    match whole_link(&page.text, &span) {
        Some(text) => found.help(format!("write `{text}({to})`")).mend(written, to),
        None => found.help(format!("write `{to}`")),
    }
}

/// The page that `{{< ref "a.md" >}}` or `{% link a.md %}` names, as this page links it.
fn target(book: &Checked, from: PageId, written: &str) -> Option<String> {
    let inner = written.trim_matches(['{', '}', '<', '>', '%']).trim();
    let (name, path) = inner.split_once(char::is_whitespace)?;
    if !matches!(name, "ref" | "relref" | "link") {
        return None;
    }
    let path = path.trim().trim_matches(['"', '`', '\'']);
    let (path, fragment) =
        path.split_once('#').map_or((path, String::new()), |(path, id)| (path, format!("#{id}")));
    let own = book.page(from).path.as_deref()?;
    let page = |path: &str| book.catalog.index.path(path);
    let at = |path: String| {
        let with_ending = format!("{}.md", path.trim_end_matches(".md").trim_end_matches('/'));
        page(&with_ending).or_else(|| page(&readme(&with_ending)?))
    };
    let near = || join(folder(own), path).and_then(at);
    let from_root = || join("", path.trim_start_matches('/')).and_then(at);
    let found = if path.starts_with('/') { from_root() } else { near().or_else(from_root) };
    Some(link_to(book, from, found?) + &fragment)
}

/// The file of the book that `{{< include _a.md >}}` of Quarto names.
fn included<'w>(book: &Checked, from: PageId, written: &'w str) -> Option<&'w str> {
    let path = written.strip_prefix("{{<")?.trim_end_matches(">}}").trim().strip_prefix("include ")?.trim();
    let joined = join(folder(book.page(from).path.as_deref()?), path)?;
    book.files().all.contains(&joined).then_some(path)
}

/// The text of the link whose address is the shortcode at `span`, with its brackets.
fn whole_link<'t>(text: &'t str, span: &Range<usize>) -> Option<&'t str> {
    let before = text[..span.start].strip_suffix('(').filter(|before| before.ends_with(']'))?;
    let start = before.rfind(['[', '\n']).filter(|at| before[*at..].starts_with('['))?;
    text[span.end..].starts_with(')').then(|| &before[start..])
}
