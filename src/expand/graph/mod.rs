//! Relations between pages as a graph: of some pages with each other, or of one page.

mod mermaid;
mod view;

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::catalog::{NEIGHBOURS, STEPS, Target, is_turned};
use crate::schema::{Field, FieldType};

pub(super) use view::{GraphView, Shape};

/// The relations of a page that readers look for first: what comes before, what is beside, what took over.
const NEIGHBOURHOOD: [&str; 3] = ["prerequisites", "related", "superseded_by"];

/// So many neighbours of a page are drawn.
const MOST_NEIGHBOURS: usize = 12;

/// A relation that is drawn.
pub(super) struct Relation<'a> {
    field: &'a Field,
    label: String,
    inverse: String,
    /// Whether it says the same in both directions.
    symmetric: bool,
}

/// Pages and their relations: from, to, and the place of the relation in the list.
#[derive(Default)]
pub(super) struct Graph {
    about: Option<PageId>,
    /// Pages that are in it without a relation, too.
    alone: BTreeSet<PageId>,
    edges: BTreeSet<(PageId, PageId, usize)>,
}

impl Graph {
    /// Its pages, in the order of the book.
    pub(super) fn pages(&self) -> Vec<PageId> {
        let ends = self.edges.iter().flat_map(|(from, to, _)| [*from, *to]).chain(self.about);
        let ends = ends.chain(self.alone.iter().copied());
        ends.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The same with at most so many pages around the one that it is about: those of the first relations.
    fn nearest(mut self, most: usize) -> Self {
        let other =
            |&(from, to, _): &(PageId, PageId, usize)| if self.about == Some(from) { to } else { from };
        let mut by_relation: Vec<_> = self.edges.iter().map(|edge| (edge.2, other(edge))).collect();
        by_relation.sort_unstable();
        let mut kept = BTreeSet::new();
        for (_, page) in by_relation {
            if kept.len() < most {
                kept.insert(page);
            }
        }
        self.edges = self.edges.iter().copied().filter(|edge| kept.contains(&other(edge))).collect();
        self
    }
}

/// Whether a field says how pages are related, and can be drawn.
fn is_drawn(field: &Field) -> bool {
    let is_relation = field.kind == FieldType::Relation || field.name == STEPS;
    is_relation && !NEIGHBOURS.contains(&field.name.as_str()) && !is_turned(field)
}

impl<'a> Expander<'a> {
    /// The relation of a name; an error with the names that there are.
    pub(super) fn relation(&self, name: &str) -> Result<Relation<'a>, Vec<&'a str>> {
        let config = self.config;
        match config.schema.get(name).filter(|field| is_drawn(field)) {
            Some(field) => Ok(self.named(field)),
            None => {
                let drawn = config.schema.fields().filter(|field| is_drawn(field));
                Err(drawn.map(|field| field.name.as_str()).collect())
            }
        }
    }

    fn named(&self, field: &'a Field) -> Relation<'a> {
        let label = self.config.field_label(&field.name);
        let inverse = match field.name.as_str() {
            STEPS => self.word("in_path").to_owned(),
            "patterns" => self.word("part_of").to_owned(),
            _ => field.inverse.clone().unwrap_or_else(|| label.clone()),
        };
        Relation { field, symmetric: field.name == "related" || label == inverse, label, inverse }
    }

    /// The diagram of what a page needs, what builds on it, and what is beside it.
    pub(super) fn neighbourhood(&self, id: PageId) -> Option<GraphView> {
        let named = NEIGHBOURHOOD.iter().filter_map(|name| self.relation(name).ok());
        let relations: Vec<Relation<'_>> = named.collect();
        let all = self.graph_of(id, &relations);
        let total = all.pages().len() - 1;
        if total == 0 {
            return None;
        }
        let graph = all.nearest(MOST_NEIGHBOURS);
        let neighbours = (graph.pages().len() - 1, total);
        // So few neighbours can always be drawn.
        self.graph_view(id, &graph, &relations, &Shape::Neighbourhood { neighbours }).ok()
    }

    /// Entries and their relations as a file of its own; all relations where none is named.
    ///
    /// # Errors
    /// More than is ever drawn, and a template of the book that fails.
    pub(crate) fn graph_svg(
        &self,
        entries: &BTreeSet<PageId>,
        names: &[String],
        language: &str,
    ) -> Result<String, String> {
        let is_meant = |field: &&Field| match names {
            [] => is_drawn(field),
            names => names.contains(&field.name),
        };
        let fields = self.config.schema.fields().filter(is_meant);
        let relations: Vec<Relation<'_>> = fields.map(|field| self.named(field)).collect();
        let pages: Vec<PageId> = entries.iter().copied().collect();
        let graph = Graph { alone: entries.clone(), ..self.graph_among(&pages, &relations) };
        let diagram = self.diagram(None, &graph, &relations);
        if let Some(message) = diagram.too_large() {
            return Err(message);
        }
        let drawing = diagram.view(None, self.config.is_right_to_left);
        let view = view::FileView { language, title: self.word("graph_diagram"), drawing };
        self.templates.render("graph-svg", &view).map(|svg| svg + "\n").map_err(|problem| problem.message)
    }

    /// The relations of one page, both ways.
    pub(super) fn graph_of(&self, page: PageId, relations: &[Relation<'_>]) -> Graph {
        let mut graph = Graph { about: Some(page), ..Graph::default() };
        self.add_edges(&mut graph, page, relations, |_| true);
        for link in &self.catalog.backlinks[page] {
            if let (Target::Page(from), Some(at)) = (&link.target, position(relations, &link.field))
                && *from != page
            {
                graph.edges.insert(edge(*from, page, at, relations));
            }
        }
        graph
    }

    /// The relations of some pages with each other.
    pub(super) fn graph_among(&self, pages: &[PageId], relations: &[Relation<'_>]) -> Graph {
        let among: BTreeSet<PageId> = pages.iter().copied().collect();
        let mut graph = Graph::default();
        for &page in pages {
            self.add_edges(&mut graph, page, relations, |to| among.contains(&to));
        }
        graph
    }

    fn add_edges(
        &self,
        graph: &mut Graph,
        page: PageId,
        relations: &[Relation<'_>],
        wanted: impl Fn(PageId) -> bool,
    ) {
        for link in &self.catalog.links[page] {
            if let (Target::Page(to), Some(at)) = (&link.target, position(relations, &link.field))
                && *to != page
                && wanted(*to)
            {
                graph.edges.insert(edge(page, *to, at, relations));
            }
        }
    }
}

fn position(relations: &[Relation<'_>], field: &str) -> Option<usize> {
    relations.iter().position(|relation| relation.field.name == field)
}

/// An edge; one that says the same in both directions once.
fn edge(from: PageId, to: PageId, at: usize, relations: &[Relation<'_>]) -> (PageId, PageId, usize) {
    if relations[at].symmetric && to < from { (to, from, at) } else { (from, to, at) }
}

impl Relation<'_> {
    /// The ends as they are drawn: prerequisites lead from what comes first to what needs it.
    fn drawn(&self, from: PageId, to: PageId) -> (PageId, PageId) {
        if self.is_turned() { (to, from) } else { (from, to) }
    }

    /// What is said along the line.
    fn text(&self) -> &str {
        if self.is_turned() { &self.inverse } else { &self.label }
    }

    fn is_turned(&self) -> bool {
        self.field.name == "prerequisites"
    }
}
