//! `llms.txt`: the book for programs that read Markdown, <https://llmstxt.org>.

use super::Web;
use super::about::{About, clean};
use super::files::Files;
use super::texts;
use crate::text::markdown::{markdown_text, plain};

/// Writes a list of all pages, by the parts of the book.
pub(super) fn write(web: &Web<'_>, pages: &[About<'_>], files: &mut Files<'_>) {
    let book = &web.context.config.book;
    let mut out = format!("# {}\n", markdown_text(&clean(book.title.as_deref().unwrap_or("Book"))));
    if let Some(description) = book.description.as_deref().map(clean).filter(|text| !text.is_empty()) {
        out += &format!("\n> {}\n", markdown_text(&description));
    }
    let mut part = None;
    let title = web.library.config.labels.get("contents");
    for page in pages.iter().filter(|page| page.is_listed) {
        let own = page.page.part.as_deref().map(plain).filter(|own| !own.is_empty());
        let own = own.unwrap_or_else(|| title.to_owned());
        if part.as_ref() != Some(&own) {
            out += &format!("\n## {}\n\n", markdown_text(&own));
            part = Some(own);
        }
        out += &line(web, page, files);
    }
    files.add("llms.txt", &out);
}

fn line(web: &Web<'_>, page: &About<'_>, files: &Files<'_>) -> String {
    let text = texts::file(page);
    let is_text = web.config.texts && files.has(&text);
    let url = if is_text { texts::address(page) } else { page.address() };
    let description = page.description.as_deref().map(|text| format!(": {}", markdown_text(text)));
    format!("- [{}]({url}){}\n", markdown_text(&page.title), description.unwrap_or_default())
}
