//! A graph in the language of Mermaid.
//!
//! The diagram is the `<pre class="mermaid">` that mdbook-mermaid makes of a fenced block, and not the
//! block: so it is drawn whichever of the two preprocessors runs first.

use serde::Serialize;

use super::*;

#[derive(Debug, Serialize)]
pub(super) struct NodeView {
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
pub(super) struct EdgeView {
    from: String,
    to: String,
    directed: bool,
    label: Option<String>,
}

impl Expander<'_> {
    /// The nodes of a graph on a page.
    pub(super) fn mermaid_nodes(&self, on: PageId, graph: &Graph) -> Vec<NodeView> {
        let node = |(at, &page): (usize, &PageId)| {
            let url = match (self.page(on).path.as_deref(), self.page(page).path.as_deref()) {
                (Some(from), Some(to)) => {
                    Some(address::with_query(from, to, std::iter::empty::<(String, [&str; 0])>()))
                }
                _ => None,
            };
            NodeView {
                key: key(at),
                label: mermaid_text(self.page(page).short_title()),
                url,
                link: self.url(self.page(on), self.page(page)),
                here: graph.about == Some(page),
            }
        };
        graph.pages().iter().enumerate().map(node).collect()
    }
}

/// The name of a node in the diagram.
fn key(at: usize) -> String {
    format!("n{at}")
}

/// The edges of a graph. Arrows of prerequisites need no words where they are the only ones.
pub(super) fn edges(graph: &Graph, relations: &[Relation<'_>]) -> Vec<EdgeView> {
    let pages = graph.pages();
    let keys: BTreeMap<PageId, String> =
        pages.iter().enumerate().map(|(at, &page)| (page, key(at))).collect();
    let directed: BTreeSet<usize> =
        graph.edges.iter().map(|(.., at)| *at).filter(|&at| !relations[at].symmetric).collect();
    let draw = |&(from, to, at): &(PageId, PageId, usize)| {
        let relation = &relations[at];
        let (from, to) = relation.drawn(from, to);
        let needs_label = !relation.symmetric && (!relation.is_turned() || directed.len() > 1);
        EdgeView {
            from: keys[&from].clone(),
            to: keys[&to].clone(),
            directed: !relation.symmetric,
            label: needs_label.then(|| mermaid_text(relation.text())),
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
