//! What the text of a page says of its fields, where the book says `read-text`: the text stays as it is, and the page has
//! the values as if its front matter said so.

use std::path::Path;

use rayon::prelude::*;

use crate::catalog::Catalog;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::from_text::{Candidate, NodeCollector, Sections, Values, candidates, repeats};
use crate::front_matter::{self, Fence};
use crate::page::Page;
use crate::page_template::PageTemplates;
use crate::schema::Fields;

/// Gives the author's pages the values that their texts say. What their front matter says counts first.
pub(super) fn read(
    pages: &mut [Page],
    heard: Vec<Option<NodeCollector>>,
    drafts: &[Page],
    config: &Config,
    root: &Path,
    problems: &mut Vec<Diagnostic>,
) {
    if !config.read_text || heard.iter().all(Option::is_none) {
        return;
    }
    // What a name means is known once all pages are. What is wrong with them, the catalog of the book says.
    let catalog = Catalog::build(pages.to_vec(), drafts, config, &mut Vec::new());
    let templates = PageTemplates::read(root, &mut Vec::new());
    let of_page = |(page, heard): (&Page, Option<NodeCollector>)| {
        let blocks = heard?.finish(&page.text);
        let values = Values { page, catalog: &catalog, config, templates: &templates };
        let mut problems = Vec::new();
        Some((fields(candidates(&values, &blocks, Sections::Declared), &values, &mut problems), problems))
    };
    let said: Vec<Option<(Fields, Vec<Diagnostic>)>> =
        catalog.pages.par_iter().zip(heard).map(of_page).collect();
    for (page, said) in pages.iter_mut().zip(said) {
        let Some((fields, found)) = said else { continue };
        page.fields.take_from_text(fields);
        problems.extend(found);
    }
}

/// The values that were found, each field once, at their places in the text. Those that readers would see twice, in the
/// text and in a block that says the same, are left out.
fn fields(found: Vec<Candidate>, values: &Values<'_>, problems: &mut Vec<Diagnostic>) -> Fields {
    let mut fields = Fields::default();
    for candidate in found {
        let name = &candidate.field;
        if name == "title" || values.is_known(name) || repeats(values, name) || fields.get(name).is_some() {
            continue;
        }
        match candidate.said {
            Ok(said) => fields.say(&typed(&said.yaml(name), values), candidate.span),
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

/// The fields of a front matter of one key, whose value was tried before.
fn typed(yaml: &str, values: &Values<'_>) -> Fields {
    let text = format!("---\n{yaml}---\n");
    let Fence::Closed(block) = front_matter::find(&text) else { return Fields::default() };
    let (file, problems) = (&values.page.file, &mut Vec::new());
    let written = front_matter::parse(&text, &block, file, problems);
    values.config.schema.read(written, &[], &text, file, problems)
}
