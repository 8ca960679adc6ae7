//! Pages in pages: snippets of Markdown that an include of mdBook cannot stand for are put in their place before all
//! else, so that what is in them is read like the rest of the page.

use super::ledger::{Fate, Ledger};
use super::made::{Made, indented};
use super::site::Site;
use super::snippets::Snippets;
use super::tree::SitePage;

/// Puts the snippets of a page in their place.
pub(super) fn paste(site: &Site, snippets: &Snippets<'_>, page: &mut SitePage, ledger: &mut Ledger) {
    if !page.text.contains("8<-") {
        return;
    }
    let head = page.text[..page.body()].lines().count();
    let file = site.file_of(&page.source);
    let mut made = Made::default();
    let mut is_first = true;
    for (at, line) in page.text.split_inclusive('\n').enumerate() {
        let number = page.origin.get(at).copied().unwrap_or(at + 1);
        let found = Some(line).filter(|_| at >= head).and_then(|line| snippets.page_in(line));
        if let Some((text, named)) = found {
            let meta = if is_first && !named { snippets.meta(&text) } else { 0 };
            let indent = &line[..line.len() - line.trim_start().len()];
            made.put(&format!("{indent}{}\n", indented(&text[meta..], indent)), number);
            ledger.add(&file, number, "snippets", Fate::Converted, "pasted");
        } else {
            made.copy(line, number);
        }
        is_first &= at < head || line.trim().is_empty();
    }
    made.give(page);
}
