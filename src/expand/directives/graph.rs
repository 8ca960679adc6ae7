//! `graph`: relations between pages as a Mermaid diagram, with the same as a list.
//!
//! The diagram is the `<pre class="mermaid">` that mdbook-mermaid makes of a fenced block, and not the
//! block: so it is drawn whichever of the two preprocessors runs first.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::*;
use crate::catalog::{Found, Target, is_turned};
use crate::schema::{Field, FieldType};

/// So many pages are drawn where the author names no limit.
const LIMIT: usize = 60;

const DIRECTIONS: &[(&str, &str)] = &[("LR", "LR"), ("RL", "RL"), ("TB", "TB"), ("TD", "TD"), ("BT", "BT")];

#[derive(Debug, Serialize)]
struct GraphView {
    /// Whether anything in the book draws Mermaid.
    draw: bool,
    direction: &'static str,
    nodes: Vec<NodeView>,
    edges: Vec<EdgeView>,
    items: Vec<ItemView>,
}

#[derive(Debug, Serialize)]
struct NodeView {
    key: String,
    /// The title, with every sign that Mermaid may read as its entity.
    label: String,
    /// Its final address: mdBook rewrites only links of Markdown and HTML.
    url: Option<String>,
    /// The same as mdBook rewrites it, which the script puts in its place: in print it is another one.
    link: Option<String>,
    /// Whether the graph is about it.
    here: bool,
}

#[derive(Debug, Serialize)]
struct EdgeView {
    from: String,
    to: String,
    directed: bool,
    label: Option<String>,
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

/// A relation that is drawn.
struct Relation<'a> {
    field: &'a Field,
    label: String,
    inverse: String,
    /// Whether it says the same in both directions.
    symmetric: bool,
}

/// Pages and their relations: from, to, and the place of the relation in the list.
struct Graph {
    about: Option<PageId>,
    edges: BTreeSet<(PageId, PageId, usize)>,
}

pub(super) fn run(expander: &Expander<'_>, id: PageId, arguments: &Arguments<'_>) -> Outcome {
    let relations = expander.drawn_relations(arguments)?;
    let direction = arguments.one_of("direction", DIRECTIONS)?.unwrap_or("LR");
    let list_only = arguments.one_of("list", &[("only", true), ("below", false)])?.unwrap_or(false);
    let graph = match arguments.get("of") {
        Some(of) => expander.graph_of(id, arguments, of, &relations)?,
        None => expander.graph_among(&expander.filtered(arguments)?, &relations),
    };
    let nodes = graph.nodes();
    let draw = expander.config.mermaid && !list_only;
    let limit = arguments.number("limit")?.unwrap_or(LIMIT);
    if draw && nodes.len() > limit {
        return Err(too_large(arguments, nodes.len(), limit));
    }
    let keys: BTreeMap<PageId, String> =
        nodes.iter().enumerate().map(|(at, &page)| (page, format!("n{at}"))).collect();
    let view = GraphView {
        draw,
        direction,
        nodes: nodes.iter().map(|&page| expander.node(id, page, &keys[&page], &graph)).collect(),
        edges: edges(&graph, &relations, &keys),
        items: expander.items(id, &graph, &nodes, &relations),
    };
    expander.templates.render("graph", &view).map(Output::Block)
}

fn too_large(arguments: &Arguments<'_>, count: usize, limit: usize) -> Diagnostic {
    let message = format!("the graph would show {count} pages, more than {limit}");
    let help =
        format!("choose some with `filter=` or `of=`, write `list=only`, or allow it with `limit={count}`");
    arguments.at_directive(Code::GraphTooLarge, message).help(help)
}

impl Graph {
    fn nodes(&self) -> Vec<PageId> {
        let ends = self.edges.iter().flat_map(|(from, to, _)| [*from, *to]).chain(self.about);
        ends.collect::<BTreeSet<_>>().into_iter().collect()
    }
}

impl<'a> Expander<'a> {
    fn drawn_relations(&self, arguments: &Arguments<'_>) -> Result<Vec<Relation<'a>>, Diagnostic> {
        let is_relation = |field: &&Field| {
            let drawn = field.kind == FieldType::Relation || field.name == crate::catalog::STEPS;
            drawn && !crate::catalog::NEIGHBOURS.contains(&field.name.as_str()) && !is_turned(field)
        };
        let names = arguments.get("relations").map_or("prerequisites,related", |a| a.value.as_str());
        let mut relations = Vec::new();
        for name in names.split([',', ' ']).filter(|name| !name.is_empty()) {
            let Some(field) = self.config.schema.get(name).filter(is_relation) else {
                let argument = arguments
                    .get("relations")
                    .map(|a| crate::page::Argument { value: name.to_owned(), ..a.clone() });
                let all = self.config.schema.fields().filter(is_relation).map(|field| field.name.as_str());
                return Err(match argument {
                    Some(argument) => arguments.reject(&argument, "relation", all),
                    None => arguments.missing("relations", "{{#patterns graph relations=related}}"),
                });
            };
            relations.push(self.drawn_relation(field));
        }
        Ok(relations)
    }

    fn drawn_relation(&self, field: &'a Field) -> Relation<'a> {
        let label = self.config.field_label(&field.name);
        let inverse = match field.name.as_str() {
            crate::catalog::STEPS => self.word("in_path").to_owned(),
            "patterns" => self.word("part_of").to_owned(),
            _ => field.inverse.clone().unwrap_or_else(|| label.clone()),
        };
        Relation { field, symmetric: field.name == "related" || label == inverse, label, inverse }
    }

    /// The relations of one page, both ways.
    fn graph_of(
        &self,
        id: PageId,
        arguments: &Arguments<'_>,
        of: &crate::page::Argument,
        relations: &[Relation<'_>],
    ) -> Result<Graph, Diagnostic> {
        if let Some(filter) = arguments.get("filter") {
            let message = "`of` and `filter` both choose pages; use one of them".to_owned();
            return Err(arguments.problem(filter, message).help("delete one"));
        }
        let from = self.page(id).path.as_deref().unwrap_or_default();
        let Found::Page(page) = self.catalog.index.resolve(&of.value, from) else {
            let near = self.catalog.index.suggest(&of.value).map(|near| format!("did you mean `{near}`?"));
            return Err(arguments.problem(of, format!("there is no page `{}`", of.value)).maybe_help(near));
        };
        let mut graph = Graph { about: Some(page), edges: BTreeSet::new() };
        self.add_edges(&mut graph, page, relations, |_| true);
        for link in &self.catalog.backlinks[page] {
            if let (Target::Page(from), Some(at)) = (&link.target, position(relations, &link.field)) {
                graph.edges.insert(edge(*from, page, at, relations));
            }
        }
        Ok(graph)
    }

    /// The relations of some pages with each other.
    fn graph_among(&self, pages: &[PageId], relations: &[Relation<'_>]) -> Graph {
        let among: BTreeSet<PageId> = pages.iter().copied().collect();
        let mut graph = Graph { about: None, edges: BTreeSet::new() };
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

    fn node(&self, on: PageId, page: PageId, key: &str, graph: &Graph) -> NodeView {
        let url = match (self.page(on).path.as_deref(), self.page(page).path.as_deref()) {
            (Some(from), Some(to)) => {
                Some(address::with_query(from, to, std::iter::empty::<(String, [&str; 0])>()))
            }
            _ => None,
        };
        let label = mermaid_text(self.page(page).short_title());
        let link = self.url(self.page(on), self.page(page));
        NodeView { key: key.to_owned(), label, url, link, here: graph.about == Some(page) }
    }

    /// The graph as a list: each page, or only the one that it is about, with its relations.
    fn items(
        &self,
        on: PageId,
        graph: &Graph,
        nodes: &[PageId],
        relations: &[Relation<'_>],
    ) -> Vec<ItemView> {
        let mut groups: BTreeMap<PageId, BTreeMap<(usize, bool), BTreeSet<PageId>>> = BTreeMap::new();
        for &(from, to, at) in &graph.edges {
            let forward = relations[at].symmetric;
            groups.entry(from).or_default().entry((at, false)).or_default().insert(to);
            groups.entry(to).or_default().entry((at, !forward)).or_default().insert(from);
        }
        let shown = nodes.iter().filter(|&&page| graph.about.is_none_or(|about| about == page));
        let plain = |page: PageId| {
            let LinkView { title, url, .. } = self.page_link(on, page);
            LinkView { title, url, ..LinkView::default() }
        };
        let group = |(&(at, inverse), pages): (&(usize, bool), &BTreeSet<PageId>)| GroupView {
            label: if inverse { relations[at].inverse.clone() } else { relations[at].label.clone() },
            links: pages.iter().map(|&page| plain(page)).collect(),
        };
        let item = |page: PageId| ItemView {
            link: plain(page),
            groups: groups.get(&page).into_iter().flatten().map(group).collect(),
        };
        shown.map(|&page| item(page)).filter(|item| !item.groups.is_empty()).collect()
    }
}

fn position(relations: &[Relation<'_>], field: &str) -> Option<usize> {
    relations.iter().position(|relation| relation.field.name == field)
}

/// An edge; one that says the same in both directions once.
fn edge(from: PageId, to: PageId, at: usize, relations: &[Relation<'_>]) -> (PageId, PageId, usize) {
    if relations[at].symmetric && to < from { (to, from, at) } else { (from, to, at) }
}

/// Prerequisites lead from what comes first to what needs it, and need no words where they are the only
/// arrows.
fn edges(graph: &Graph, relations: &[Relation<'_>], keys: &BTreeMap<PageId, String>) -> Vec<EdgeView> {
    let directed: BTreeSet<usize> =
        graph.edges.iter().map(|(.., at)| *at).filter(|&at| !relations[at].symmetric).collect();
    let draw = |&(from, to, at): &(PageId, PageId, usize)| {
        let relation = &relations[at];
        let is_prerequisite = relation.field.name == "prerequisites";
        let (from, to) = if is_prerequisite { (to, from) } else { (from, to) };
        let text = if is_prerequisite { &relation.inverse } else { &relation.label };
        let needs_label = !relation.symmetric && (!is_prerequisite || directed.len() > 1);
        EdgeView {
            from: keys[&from].clone(),
            to: keys[&to].clone(),
            directed: !relation.symmetric,
            label: needs_label.then(|| mermaid_text(text)),
        }
    };
    graph.edges.iter().map(draw).collect()
}

/// A text within quotes of Mermaid: what is no letter, digit or space as its entity, for Mermaid reads
/// Markdown, HTML, entities and its own syntax there.
fn mermaid_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            c if c.is_control() => out.push(' '),
            c if c.is_ascii_punctuation() => out.push_str(&format!("#{};", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mermaid_sees_only_letters_and_entities() {
        assert_eq!(mermaid_text("Retry & \"back\"\noff"), "Retry #38; #34;back#34; off");
        assert_eq!(mermaid_text("1. `a`; [b] #c; <d>"), "1#46; #96;a#96;#59; #91;b#93; #35;c#59; #60;d#62;");
        assert_eq!(mermaid_text("再試行"), "再試行");
    }
}
