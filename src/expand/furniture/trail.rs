//! Breadcrumbs: where a page stands.

use super::super::view::*;
use super::super::*;
use super::*;

impl Expander<'_> {
    pub(super) fn breadcrumbs(&self, id: PageId) -> Option<Breadcrumbs> {
        let page = self.page(id);
        let item = |(title, to): (String, Option<PageId>)| {
            let url = to.and_then(|to| self.url(page, self.page(to)));
            let url = url.or_else(|| self.chapter_named(id, &title)).filter(|_| to != Some(id));
            Breadcrumb { title, url }
        };
        let items: Vec<Breadcrumb> = self.trail_of(id).into_iter().map(item).collect();
        (items.len() > 1).then_some(Breadcrumbs { items })
    }

    /// The chapter of a term that the page carries, where a part or a draft chapter above has its name.
    pub(super) fn chapter_named(&self, id: PageId, name: &str) -> Option<String> {
        self.catalog.taxonomies.iter().filter(|taxonomy| taxonomy.pages > 0).find_map(|taxonomy| {
            let at = taxonomy.position(name)?;
            let carried = taxonomy.uses(id).iter().any(|term_use| term_use.term == at);
            self.chapter_url(id, &taxonomy.terms[at]).filter(|_| carried)
        })
    }

    pub(in crate::expand) fn is_above(&self, above: PageId, id: PageId) -> bool {
        let mut parent = self.page(id).parent;
        while let Some(id) = parent {
            if id == above {
                return true;
            }
            parent = self.page(id).parent;
        }
        false
    }
}
