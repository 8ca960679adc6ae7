//! What the text of a page says of its fields, where the book says `read-text`: the text stays as it is, and the page has
//! the values as if its front matter said so.

use std::path::Path;

use rayon::prelude::*;

use super::panics::guarded;
use crate::catalog::Catalog;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::from_text::{Candidate, NodeCollector, Sections, Values, candidates, repeats};
use crate::page::Page;
use crate::page_template::PageTemplates;
use crate::schema::Fields;

/// Gives the author's pages the values that their texts say. What their front matter says counts first.
pub(super) fn read(
    pages: &mut Vec<Page>,
    heard: Vec<Option<NodeCollector>>,
    drafts: &[Page],
    config: &Config,
    root: &Path,
    problems: &mut Vec<Diagnostic>,
) {
    if heard.iter().all(Option::is_none) {
        return;
    }
    // What a name means is known once all pages are. What is wrong with them, the catalog of the book says.
    let catalog = Catalog::build(std::mem::take(pages), drafts, config, &mut Vec::new());
    let templates = PageTemplates::read(root, &mut Vec::new());
    let of_page = |(page, heard): (&Page, Option<NodeCollector>)| {
        let heard = heard?;
        let values = Values { page, catalog: &catalog, config, templates: &templates };
        let said = || {
            let mut problems = Vec::new();
            let found = candidates(&values, &heard.finish(&page.text), Sections::Declared);
            (fields(found, &values, &mut problems), problems)
        };
        Some(
            guarded(&page.file, "find fields in the text of this page", said)
                .unwrap_or_else(|panicked| (Fields::default(), vec![panicked])),
        )
    };
    let said: Vec<Option<(Fields, Vec<Diagnostic>)>> =
        catalog.pages.par_iter().zip(heard).map(of_page).collect();
    *pages = catalog.pages;
    for (page, (fields, found)) in pages.iter_mut().zip(said).filter_map(|(page, said)| Some((page, said?))) {
        page.fields.take_from_text(fields);
        problems.extend(found);
    }
}

/// Whether the first heading is the title already, which a header above it is not.
fn has_title_before(page: &Page, at: usize) -> bool {
    page.title_heading().is_some_and(|heading| heading.span.start < at)
}

/// The values that were found, each field once, at their places in the text. Those that readers would see twice, in the
/// text and in a block that says the same, are left out, unless the book names the section: then the block is.
fn fields(found: Vec<Candidate>, values: &Values<'_>, problems: &mut Vec<Diagnostic>) -> Fields {
    let mut fields = Fields::default();
    for candidate in found {
        let name = &candidate.field;
        let is_left_out = candidate.is_in_passing
            || !candidate.is_declared && repeats(values, name)
            || name == "title" && has_title_before(values.page, candidate.span.start);
        if is_left_out || values.is_known(name) || fields.get(name).is_some() {
            continue;
        }
        match candidate.said {
            Ok(said) => {
                let mut said = values.typed(name, &said).0;
                candidate.key.iter().for_each(|key| said.call(name, key));
                fields.say(said, candidate.span);
            }
            Err(refused) if refused.is_empty => {}
            Err(refused) => {
                let message = format!("{}, so this is only text", refused.message);
                let problem = Diagnostic::new(Code::NotLifted, message).at(&values.page.file, refused.span);
                problems.push(problem.maybe_help(refused.help));
            }
        }
    }
    fields
}
