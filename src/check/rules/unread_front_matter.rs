//! Front matter that is there and is not read: that of included files, and of the page of missing addresses.

use std::collections::HashMap;
use std::ops::Range;

use crate::check::Checked;
use crate::config::Drafts;
use crate::diagnostic::{Code, Diagnostic};
use crate::file::read_text;
use crate::front_matter::{self, Fence};
use crate::page::{Page, PageId};
use crate::source::inputs;
use crate::text::markdown::is_property;
use crate::text::path::{folder, join};

pub(super) fn page(book: &Checked, id: PageId, problems: &mut Vec<Diagnostic>) {
    let page = book.page(id);
    let start = page.title_end.unwrap_or(page.front_matter.end).max(page.front_matter.end);
    let Some(span) = properties(&page.text, start).filter(|_| !book.config.read_text) else { return };
    if !book.is_code(id, span.start) {
        let message = "properties of Logseq or Dataview, `key:: value`, are not read, and show as text";
        let help =
            "set `read-text = true` in `[preprocessor.patterns]`, or move them to front matter with `lift`";
        problems.push(Diagnostic::new(Code::UnreadFrontMatter, message).at(&page.file, span).help(help));
    }
}

/// The first of the lines that a text starts with after `start`, if all of them are properties.
fn properties(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = text[start..].trim_start_matches(['\n', '\r']);
    // Further in it is code.
    if rest.starts_with([' ', '\t']) {
        return None;
    }
    let at = text.len() - rest.len();
    let first = rest.lines().next().filter(|line| is_property(line))?;
    let after = rest.lines().find(|line| !is_property(line)).unwrap_or_default();
    // Where the same paragraph goes on with other text, these lines are text, too.
    let starts_a_block = after.starts_with(['#', '-', '*', '+', '>', '`', '~', '<', '|']);
    (after.trim().is_empty() || starts_a_block).then(|| at..at + first.trim_end().len())
}

pub(super) fn book(book: &Checked, problems: &mut Vec<Diagnostic>) {
    let src = book.source.src_prefix();
    let read = |path: &str| read_text(&book.source.root.join(&src).join(path)).ok();
    if let Some(path) = &book.html.not_found
        && let Some(span) = read(path).as_deref().and_then(fence)
    {
        let message = format!(
            "mdBook makes its page for missing addresses from `{path}`, and shows the front matter as text"
        );
        let help = "remove it: no preprocessor sees this page";
        problems.push(
            Diagnostic::new(Code::UnreadFrontMatter, message).at(&format!("{src}{path}"), span).help(help),
        );
    }
    // Many pages may include one file.
    let mut known: HashMap<String, bool> = HashMap::new();
    for page in book.catalog.pages.iter().filter(|page| !page.generated) {
        let Some(own) = page.file.strip_prefix(&src) else { continue };
        for include in inputs::includes(page.written()) {
            let Some(target) = join(folder(own), include.path).filter(|path| path.ends_with(".md")) else {
                continue;
            };
            let mut has_some = || {
                *known
                    .entry(target.clone())
                    .or_insert_with_key(|target| read(target).as_deref().and_then(fence).is_some())
            };
            let (message, help) = if publishes_a_draft(book, page, &target) {
                let help =
                    "builds leave the draft out, and not its text in this page; remove the line, or `draft`";
                (format!("`{target}` is a draft, whose text is published here"), help)
            } else if include.is_whole && include.span.start > 0 && has_some() {
                let help = "it is left out there; write what matters into the front matter of this page";
                (format!("the front matter of `{target}` is not read where the file is included"), help)
            } else {
                continue;
            };
            let found = Diagnostic::new(Code::UnreadFrontMatter, message).at(&page.file, include.span);
            problems.push(found.help(help));
        }
    }
}

/// Whether a page includes a draft that builds leave out, and is none itself.
fn publishes_a_draft(book: &Checked, page: &Page, target: &str) -> bool {
    let is_draft = |page: &Page| page.fields.bool("draft");
    let included = book.catalog.index.path(target).map(|id| book.page(id));
    book.config.drafts == Drafts::Omit && !is_draft(page) && included.is_some_and(is_draft)
}

/// The bytes of the fence that opens a front matter.
fn fence(text: &str) -> Option<Range<usize>> {
    match front_matter::find(text) {
        Fence::Closed(block) => {
            Some(block.span.start..block.inner.start.saturating_sub(1).max(block.span.start))
        }
        _ => None,
    }
}
