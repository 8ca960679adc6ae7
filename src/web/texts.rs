//! Each page as Markdown beside its HTML: its text as other renderers get it, with its front matter as facts.

use std::collections::HashSet;

use rayon::iter::Either;
use rayon::prelude::*;

use super::Web;
use super::about::About;
use super::address::{Site, encoded};
use super::files::Files;
use crate::expand::{Expander, relinked};
use crate::file::FileError;
use crate::page::PageId;
use crate::template::Mode;
use crate::text::{Edited, address, path};

/// The file of a page's text.
pub(super) fn file(page: &About<'_>) -> String {
    format!("{}.md", page.file.strip_suffix(".html").unwrap_or(&page.file))
}

/// Where it is: an address, or the way to it from the root of the book.
pub(super) fn address(page: &About<'_>) -> String {
    let text = file(page);
    match page.url.as_deref().and_then(|url| url.strip_suffix(".html")) {
        Some(url) => format!("{url}.md"),
        // That of a folder.
        None => {
            page.url.as_deref().map_or_else(|| encoded(&text), |url| format!("{url}{}", path::name(&text)))
        }
    }
}

/// Writes the text of every page; the pages that have one then, of ours or of the author's.
pub(super) fn write(
    web: &Web<'_>,
    pages: &[About<'_>],
    site: Option<&Site>,
    files: &mut Files<'_>,
) -> HashSet<PageId> {
    let mut problems = Vec::new();
    let templates = web.templates.in_mode(Mode::Text);
    let expander = Expander::new(web.library, &templates).with_facts();
    let edits = expander.edits(&mut problems);
    let text = |page: &About<'_>| {
        let edited = Edited::new(&page.page.text, edits.of(page.id).to_vec());
        let text = edited.map_or_else(|_| page.page.text.clone(), |edited| edited.to_string());
        linked(&text, page.path, site)
    };
    let write = |page: &About<'_>| {
        let text = web.panics.guarded(&page.page.file, "write the text of this page", || text(page))?;
        Some(files.added(&file(page), &format!("{}\n", text.trim())).map(|_| page.id))
    };
    let (written, failed): (HashSet<PageId>, Vec<FileError>) = pages
        .par_iter()
        .filter_map(write)
        .partition_map(|written| written.map_or_else(Either::Right, Either::Left));
    files.problems.extend(failed.iter().map(FileError::to_string));
    written
}

/// The text with its links within the book made absolute, where the book has an address.
fn linked(text: &str, page: &str, site: Option<&Site>) -> String {
    let Some(site) = site else { return text.to_owned() };
    relinked(text, &|written| {
        let parts = address::parts(written)?;
        if parts.path.is_empty() || parts.path.starts_with('/') {
            return None;
        }
        let to = path::join(path::folder(page), &address::decoded(&parts.path))?;
        let to = path::readme(&to).unwrap_or(to);
        let slash = if parts.path.ends_with('/') { "/" } else { "" };
        Some(format!("{}{slash}{}", site.of_file(&to), parts.rest))
    })
}
