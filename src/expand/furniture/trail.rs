//! Breadcrumbs and the links to the neighbours: where a page stands.

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
        self.catalog.taxonomies.iter().filter(|taxonomy| taxonomy.pages).find_map(|taxonomy| {
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

    pub(super) fn nav(&self, id: PageId) -> Option<Nav> {
        let (prev, next) = self.neighbours(id);
        let nav = Nav { prev: self.neighbour(id, "prev", prev), next: self.neighbour(id, "next", next) };
        (nav.prev.is_some() || nav.next.is_some()).then_some(nav)
    }

    pub(in crate::expand) fn neighbours(&self, id: PageId) -> (Option<PageId>, Option<PageId>) {
        if self.config.nav_order == NavOrder::Category
            && let Some(neighbours) = self.in_category.get(&id)
        {
            return *neighbours;
        }
        self.in_summary.get(id).copied().unwrap_or_default()
    }

    /// The neighbour that the page names itself, or the computed one.
    fn neighbour(&self, id: PageId, field: &str, computed: Option<PageId>) -> Option<LinkView> {
        let view = match self.named_neighbour(id, field) {
            Some(Link { target: Target::Nowhere, .. }) => return None,
            Some(link) => self.link_view(id, link),
            None => self.page_link(id, computed?),
        };
        Some(LinkView { title: view.title, url: view.url, ..LinkView::default() })
    }

    /// The neighbour that the page names itself; a name that leads nowhere is none.
    pub(in crate::expand) fn named_neighbour(&self, id: PageId, field: &str) -> Option<&Link> {
        let link = self.catalog.links[id].iter().find(|link| link.field == field);
        link.filter(|link| !matches!(link.target, Target::Unresolved(_)))
    }
}
