//! What the template of a graph draws.

use serde::Serialize;

use super::mermaid::{EdgeView, NodeView, edges};
use super::*;
use crate::drawing::{Diagram, Direction, DrawingView, Line, Node};

/// How a graph shows.
pub(in crate::expand) enum Shape {
    /// A drawing, with a list below it.
    Drawing {
        /// Where lines lead; as text runs if `None`.
        direction: Option<Direction>,
    },
    /// A drawing without a list, and of how many neighbours it shows how many.
    Neighbourhood {
        /// Those that it shows, and all.
        neighbours: (usize, usize),
    },
    /// A diagram for Mermaid, with a list below it.
    Mermaid {
        /// In Mermaid's words.
        direction: &'static str,
    },
    /// The list alone.
    List,
}

#[derive(Debug, Default, Serialize)]
pub(in crate::expand) struct GraphView {
    /// What is drawn here.
    drawing: Option<DrawingView>,
    /// Whether the drawing is a page element, which says all that it shows.
    neighbourhood: bool,
    /// How many neighbours it shows of how many.
    shown: usize,
    total: usize,
    /// Whether Mermaid draws it.
    draw: bool,
    direction: &'static str,
    nodes: Vec<NodeView>,
    edges: Vec<EdgeView>,
    items: Vec<ItemView>,
}

/// A drawing as a file of its own.
#[derive(Debug, Serialize)]
pub(super) struct FileView<'a> {
    pub(super) language: &'a str,
    pub(super) title: &'a str,
    pub(super) drawing: DrawingView,
}

#[derive(Debug, Serialize)]
struct ItemView {
    link: LinkView,
    groups: Vec<GroupView>,
}

#[derive(Debug, Serialize)]
struct GroupView {
    label: String,
    links: Vec<LinkView>,
}

impl Expander<'_> {
    /// The view of a graph on a page.
    ///
    /// # Errors
    /// More than is ever drawn.
    pub(in crate::expand) fn graph_view(
        &self,
        on: PageId,
        graph: &Graph,
        relations: &[Relation<'_>],
        shape: &Shape,
    ) -> Result<GraphView, String> {
        let items = self.items(on, graph, relations);
        let drawing = |direction| {
            if graph.edges.is_empty() || self.templates.mode() == Mode::Text {
                return Ok(None);
            }
            let diagram = self.diagram(Some(on), graph, relations);
            match diagram.too_large() {
                Some(message) => Err(message),
                None => Ok(Some(diagram.view(direction, self.config.is_right_to_left))),
            }
        };
        Ok(match *shape {
            Shape::List => GraphView { items, ..GraphView::default() },
            Shape::Drawing { direction } => {
                GraphView { drawing: drawing(direction)?, items, ..GraphView::default() }
            }
            Shape::Neighbourhood { neighbours: (shown, total) } => {
                let drawing = drawing(None)?;
                GraphView { drawing, neighbourhood: true, shown, total, items, ..GraphView::default() }
            }
            Shape::Mermaid { direction } => GraphView {
                draw: true,
                direction,
                nodes: self.mermaid_nodes(on, graph),
                edges: edges(graph, relations),
                items,
                ..GraphView::default()
            },
        })
    }

    /// What is drawn of a graph on a page, or at the root of the book.
    pub(in crate::expand) fn diagram(
        &self,
        on: Option<PageId>,
        graph: &Graph,
        relations: &[Relation<'_>],
    ) -> Diagram {
        let pages = graph.pages();
        let places: BTreeMap<PageId, usize> =
            pages.iter().enumerate().map(|(at, &page)| (page, at)).collect();
        let node = |&page: &PageId| Node {
            title: self.page(page).short_title().to_owned(),
            url: match on {
                Some(on) => self.url(self.page(on), self.page(page)),
                None => self.page(page).path.as_deref().map(|path| address::encoded(&path::html(path))),
            },
            here: graph.about == Some(page),
        };
        let line = |&(from, to, kind): &(PageId, PageId, usize)| {
            let (from, to) = relations[kind].drawn(from, to);
            Line { from: places[&from], to: places[&to], kind, directed: !relations[kind].symmetric }
        };
        Diagram {
            nodes: pages.iter().map(node).collect(),
            lines: graph.edges.iter().map(line).collect(),
            kinds: relations.iter().map(|relation| relation.text().to_owned()).collect(),
        }
    }

    /// The graph as a list: each page, or only the one that it is about, with its relations.
    fn items(&self, on: PageId, graph: &Graph, relations: &[Relation<'_>]) -> Vec<ItemView> {
        let mut groups: BTreeMap<PageId, BTreeMap<(usize, bool), BTreeSet<PageId>>> = BTreeMap::new();
        for &(from, to, at) in &graph.edges {
            let forward = relations[at].symmetric;
            groups.entry(from).or_default().entry((at, false)).or_default().insert(to);
            groups.entry(to).or_default().entry((at, !forward)).or_default().insert(from);
        }
        let plain = |page: PageId| self.page_link(on, page).bare();
        let group = |(&(at, inverse), pages): (&(usize, bool), &BTreeSet<PageId>)| GroupView {
            label: if inverse { relations[at].inverse.clone() } else { relations[at].label.clone() },
            links: pages.iter().map(|&page| plain(page)).collect(),
        };
        let item = |page: PageId| ItemView {
            link: plain(page),
            groups: groups.get(&page).into_iter().flatten().map(group).collect(),
        };
        let is_shown = |page: &PageId| graph.about.is_none_or(|about| about == *page);
        let shown = graph.pages().into_iter().filter(is_shown);
        shown.map(item).filter(|item| !item.groups.is_empty()).collect()
    }
}
