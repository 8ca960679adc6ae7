//! `llms.txt`: the book for programs that read Markdown, <https://llmstxt.org>.

use std::collections::HashSet;

use super::Web;
use super::about::{About, clean};
use super::files::Files;
use super::texts;
use crate::page::PageId;
use crate::text::markdown::{markdown_text, plain};

/// Writes a list of all pages, by the parts of the book.
pub(super) fn write(web: &Web<'_>, pages: &[About<'_>], texts: &HashSet<PageId>, files: &mut Files<'_>) {
    let book = &web.context.config.book;
    let mut out = format!("# {}\n", markdown_text(&clean(book.title.as_deref().unwrap_or("Book"))));
    let description = book.description.as_deref().map(clean).filter(|text| !text.is_empty());
    if let Some(description) = &description {
        out += &format!("\n> {}\n", markdown_text(description));
    }
    let mut part = None;
    let unnamed_part = web.library.config.labels.get("contents");
    for page in pages.iter().filter(|page| page.is_listed) {
        let own = page.page.part.as_deref().map(plain).filter(|own| !own.is_empty());
        let own = own.unwrap_or_else(|| unnamed_part.to_owned());
        if part.as_ref() != Some(&own) {
            out += &format!("\n## {}\n\n", markdown_text(&own));
            part = Some(own);
        }
        let line = || line(page, texts.contains(&page.id), description.as_deref());
        let what = "put this page into llms.txt";
        out += &web.panics.guarded(&page.page.file, what, line).unwrap_or_default();
    }
    files.add("llms.txt", &out);
}

/// A page, with what it is about where the list has not said that of the book.
fn line(page: &About<'_>, has_text: bool, said: Option<&str>) -> String {
    let url = if has_text { texts::address(page) } else { page.address() };
    let description = page
        .description
        .as_deref()
        .filter(|text| Some(*text) != said)
        .map(|text| format!(": {}", markdown_text(text)));
    format!("- [{}]({url}){}\n", markdown_text(&page.title), description.unwrap_or_default())
}
