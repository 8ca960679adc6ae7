//! What a page is related to: its laws, and who names whom.

use std::collections::{HashMap, HashSet};

use super::super::view::*;
use super::super::*;
use super::*;

/// The relation that says least.
const RELATED: &str = "related";

/// The relations of a page in groups of one label, each once.
#[derive(Default)]
struct Gathered {
    groups: Vec<RelatedGroup>,
    at: HashMap<String, usize>,
    shown: HashSet<(usize, String, Option<String>, Option<String>)>,
}

impl Gathered {
    fn add(&mut self, key: String, label: String, link: LinkView) {
        let at = *self.at.entry(label.clone()).or_insert_with(|| {
            self.groups.push(RelatedGroup { key, label, links: Vec::new() });
            self.groups.len() - 1
        });
        if self.shown.insert((at, link.title.clone(), link.url.clone(), link.note.clone())) {
            self.groups[at].links.push(link);
        }
    }

    /// The pages by label, title and address.
    fn pages(&self) -> HashSet<(String, String, Option<String>)> {
        let of_group = |group: &RelatedGroup| -> Vec<_> {
            let key = |link: &LinkView| (group.label.clone(), link.title.clone(), link.url.clone());
            group.links.iter().map(key).collect()
        };
        self.groups.iter().flat_map(of_group).collect()
    }
}

impl Expander<'_> {
    pub(super) fn laws(&self, id: PageId) -> Option<Laws> {
        let page = self.page(id);
        let from_pages = self.config.taxonomies.iter().filter(|taxonomy| !taxonomy.from.is_empty());
        let group = |declared: &crate::config::TaxonomyConfig| {
            let taxonomy = self.catalog.taxonomy(&declared.name, self.config)?;
            let laws: Vec<LawView> = self
                .catalog
                .terms(id, taxonomy)
                .map(|(term, term_use)| LawView {
                    number: term.number.filter(|n| n.fract() == 0.0 && *n >= 0.0).map(|n| n as u32),
                    label: term.label.clone(),
                    icon: term.icon.clone(),
                    url: term.page.and_then(|to| self.url(page, self.page(to))),
                    aspect: term_use.aspect.clone(),
                    note: term_use.note.clone(),
                })
                .collect();
            let is_laws = declared.name == "laws";
            let label = match declared.name.as_str() {
                "laws" => self.word("laws").to_owned(),
                "pillars" => self.config.field_label("pillars"),
                _ => declared.label.clone(),
            };
            let icon = declared.icon.clone().unwrap_or_else(|| if is_laws { "⚖️" } else { "🏛️" }.to_owned());
            (!laws.is_empty()).then(|| LawGroup {
                taxonomy: declared.name.clone(),
                // Colours are for what advises.
                colour: "grey",
                icon,
                label,
                laws,
            })
        };
        let groups: Vec<LawGroup> = from_pages.filter_map(group).collect();
        (!groups.is_empty()).then_some(Laws { groups })
    }

    /// What the page names and who names it; both directions of one name in one group.
    pub(in crate::expand) fn related(&self, id: PageId) -> Option<Related> {
        let mut gathered = Gathered::default();
        // What must be read before stands at the top already, but for the reason.
        let is_in_meta = self.shows_meta(id);
        let said = self.said_otherwise(id);
        let is_left_out = |link: &Link, is_inverse: bool| {
            let is_said = link.target.page().is_some_and(|page| said.contains(&page));
            self.shown_apart(id, link, is_inverse)
                || (link.field == RELATED && is_said && link.note.is_none() && link.text.is_none())
        };
        let is_own = |link: &&Link| {
            let is_at_the_top = is_in_meta && link.field == "prerequisites" && link.note.is_none();
            let is_other = link.target != Target::Page(id) && !NEIGHBOURS.contains(&link.field.as_str());
            is_other && !is_at_the_top && !is_left_out(link, false)
        };
        for link in self.catalog.links[id].iter().filter(is_own) {
            let label = self.config.field_label(&link.field);
            gathered.add(link.field.clone(), label, self.link_view(id, link));
        }
        let own = gathered.pages();
        for link in self.catalog.backlinks[id].iter().filter(|link| !is_left_out(link, true)) {
            let Target::Page(from) = link.target else { continue };
            let label = self.inverse_label(&link.field, from);
            // Under a label that both pages have, the reason of one would be read as that of the other: "do this first".
            let says_direction = label != self.config.field_label(&link.field);
            let note = link.note.clone().filter(|_| says_direction);
            let mut view = self.link_view(id, &Link { note, ..link.clone() });
            // The note was written on another page: its links would not lead anywhere from here.
            view.note = view.note.map(|note| crate::text::markdown::plain(&note));
            if !own.contains(&(label.clone(), view.title.clone(), view.url.clone())) {
                gathered.add(format!("inverse-{}", link.field), label, view);
            }
        }
        (!gathered.groups.is_empty()).then_some(Related { groups: gathered.groups })
    }

    /// The pages that a relation of this page names and says more than that they are related, in either direction.
    fn said_otherwise(&self, id: PageId) -> HashSet<PageId> {
        let says_more = |link: &&Link| link.field != RELATED && !NEIGHBOURS.contains(&link.field.as_str());
        let links = self.catalog.links[id].iter().chain(&self.catalog.backlinks[id]);
        links.filter(says_more).filter_map(|link| link.target.page()).collect()
    }

    /// Whether the page shows its row of facts.
    fn shows_meta(&self, id: PageId) -> bool {
        // A text for other renderers has no such row.
        let is_drawn = self.templates.mode() == Mode::Html || self.shows_facts;
        is_drawn && self.is_placed(self.page(id), PageElement::Meta)
    }

    pub(super) fn inverse_label(&self, field: &str, from: PageId) -> String {
        if field == "patterns" {
            let key = if self.page(from).is_a(&["case-study"]) { "seen_in" } else { "part_of" };
            return self.word(key).to_owned();
        }
        if field == crate::catalog::STEPS {
            return self.word("in_path").to_owned();
        }
        let of_taxonomy = self.catalog.taxonomies.iter().find(|t| t.name == field);
        let inverse = match of_taxonomy {
            Some(taxonomy) => taxonomy.inverse.clone(),
            None => self.config.schema.get(field).and_then(|f| f.inverse.clone()),
        };
        inverse.unwrap_or_else(|| self.config.field_label(field))
    }

    pub(in crate::expand) fn link_view(&self, from: PageId, link: &Link) -> LinkView {
        match &link.target {
            Target::Page(to) => {
                let view = LinkView { note: link.note.clone(), ..self.page_link(from, *to) };
                LinkView { title: link.text.clone().unwrap_or(view.title), ..view }
            }
            Target::External { text, url } => {
                LinkView { note: link.note.clone(), ..LinkView::external(text, url) }
            }
            Target::Unresolved(name) => LinkView { note: link.note.clone(), ..LinkView::unresolved(name) },
            Target::Nowhere => LinkView::default(),
        }
    }

    /// The links of one relation of a page, as the page itself shows them.
    pub(in crate::expand) fn relation_links(&self, id: PageId, field: &str) -> Vec<LinkView> {
        self.relation_links_on(id, id, field)
    }

    /// The links of one relation of the page `of`, as the page `on` shows them.
    pub(in crate::expand) fn relation_links_on(&self, on: PageId, of: PageId, field: &str) -> Vec<LinkView> {
        let links = self.catalog.links[of].iter().filter(|link| link.field == field);
        links.map(|link| self.link_view(on, link)).collect()
    }
}
