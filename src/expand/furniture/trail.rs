//! Breadcrumbs and the links to the neighbours: where a page stands.

use super::super::view::*;
use super::super::*;
use super::*;

impl Expander<'_> {
    pub(super) fn breadcrumbs(&self, id: PageId) -> Option<Breadcrumbs> {
        let page = self.page(id);
        let mut items = vec![Breadcrumb { title: page.short_title().to_owned(), url: None }];
        let mut parent = page.parent;
        while let Some(parent_id) = parent {
            let above = self.page(parent_id);
            let title = above.short_title().to_owned();
            let url = self.url(page, above).or_else(|| self.chapter_named(id, &title));
            items.push(Breadcrumb { title, url });
            parent = above.parent;
        }
        if let Some(part) = &page.part {
            let title = crate::text::markdown::plain(part);
            items.push(Breadcrumb { url: self.chapter_named(id, &title), title });
        }
        if let Some(home) =
            self.home.filter(|&home| self.config.home && home != id && !self.is_above(home, id))
        {
            let title = self.word("home").to_owned();
            items.push(Breadcrumb { title, url: self.url(page, self.page(home)) });
        }
        items.reverse();
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
        let link = self.catalog.links[id].iter().find(|link| link.field == field);
        let view = match link.map(|link| (&link.target, link)) {
            Some((Target::Nowhere, _)) => return None,
            Some((Target::Page(_) | Target::External { .. }, link)) => self.link_view(id, link),
            Some((Target::Unresolved(_), _)) | None => self.page_link(id, computed?),
        };
        Some(LinkView { title: view.title, url: view.url, ..LinkView::default() })
    }
}
