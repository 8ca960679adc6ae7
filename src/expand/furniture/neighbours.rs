//! The links to the neighbours of a page: in the book, and on each learning path that it is on. Where a page shows both,
//! they are one row.

use super::super::view::*;
use super::super::*;
use super::*;
use crate::catalog::LearningPath;

/// The paths that a page is on, and what is before and after it.
#[derive(Debug, Serialize)]
pub(super) struct Nav {
    /// Whether it is about paths alone.
    apart: bool,
    paths: Vec<OnPath>,
    prev: Option<Neighbour>,
    next: Option<Neighbour>,
    /// What is before it in other orders.
    other_prev: Vec<Neighbour>,
    /// What is after it in other orders.
    other_next: Vec<Neighbour>,
}

/// Where a page is on a path.
#[derive(Debug, Clone, Serialize)]
pub(super) struct OnPath {
    path: LinkView,
    /// `Step 2 of 5`
    position: String,
    step: usize,
    steps: usize,
    /// What the step is called, in inline Markdown.
    title: Option<String>,
    prev: Option<LinkView>,
    next: Option<LinkView>,
}

/// A page beside this one.
#[derive(Debug, Serialize)]
pub(super) struct Neighbour {
    #[serde(flatten)]
    link: LinkView,
    /// The path on which it is, or the word for the book, where the piece does not say it by itself.
    order: Option<String>,
    /// Whether it is beside this page in the book.
    in_book: bool,
}

/// An order of pages around this one: a path's, or the book's.
struct Order {
    name: Option<String>,
    in_book: bool,
    prev: Option<LinkView>,
    next: Option<LinkView>,
}

impl Expander<'_> {
    /// The neighbours in the book.
    pub(super) fn nav(&self, id: PageId) -> Option<Nav> {
        Nav::of(Vec::new(), self.in_book(id))
    }

    /// The neighbours on each path that names the page.
    pub(super) fn path_nav(&self, id: PageId) -> Option<Nav> {
        Nav::of(self.on_paths(id), None)
    }

    /// Both in one piece, where the page has both.
    pub(in crate::expand) fn joined_nav(&self, id: PageId) -> Option<impl Serialize + use<>> {
        let paths = self.on_paths(id);
        if paths.is_empty() { None } else { Nav::of(paths, Some(self.in_book(id)?)) }
    }

    fn in_book(&self, id: PageId) -> Option<Order> {
        let (prev, next) = self.neighbours(id);
        let (prev, next) = (self.neighbour(id, "prev", prev), self.neighbour(id, "next", next));
        let name = Some(self.word("in_book").to_owned());
        (prev.is_some() || next.is_some()).then_some(Order { name, in_book: true, prev, next })
    }

    fn on_paths(&self, id: PageId) -> Vec<OnPath> {
        self.catalog.paths.through(id).map(|(path, at)| self.on_path(id, path, at)).collect()
    }

    fn on_path(&self, id: PageId, path: &LearningPath, at: usize) -> OnPath {
        let (_, step) = path.stops[at];
        // A page that is named twice does not follow itself.
        let other = |stop: &&(PageId, usize)| stop.0 != id;
        let link = |stop: &(PageId, usize)| self.page_link(id, stop.0).bare();
        let (number, steps) = (step + 1, path.steps.len());
        let position = self.word("path_step").replace("{step}", &number.to_string());
        OnPath {
            path: link(&(path.page, 0)),
            position: position.replace("{steps}", &steps.to_string()),
            step: number,
            steps,
            title: path.steps[step].title.clone(),
            prev: path.stops[..at].iter().rev().find(other).map(link),
            next: path.stops[at + 1..].iter().find(other).map(link),
        }
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
        match self.named_neighbour(id, field) {
            Some(Link { target: Target::Nowhere, .. }) => None,
            Some(link) => Some(self.link_view(id, link).bare()),
            None => Some(self.page_link(id, computed?).bare()),
        }
    }

    /// The neighbour that the page names itself; a name that leads nowhere does not count.
    pub(in crate::expand) fn named_neighbour(&self, id: PageId, field: &str) -> Option<&Link> {
        let link = self.catalog.links[id].iter().find(|link| link.field == field);
        link.filter(|link| !matches!(link.target, Target::Unresolved(_)))
    }
}

impl Nav {
    /// The piece of some paths and of the book's order; the first path that has a neighbour gives the main link.
    fn of(paths: Vec<OnPath>, book: Option<Order>) -> Option<Self> {
        if paths.is_empty() && book.is_none() {
            return None;
        }
        let (several, alone) = (paths.len() > 1, paths.is_empty());
        let order = |on: &OnPath| Order {
            name: several.then(|| on.path.title.clone()),
            in_book: false,
            prev: on.prev.clone(),
            next: on.next.clone(),
        };
        let mut orders: Vec<Order> = paths.iter().map(order).collect();
        orders.extend(book.map(|book| Order { name: book.name.filter(|_| !alone), ..book }));
        let mut prev = neighbours(&orders, |order| order.prev.as_ref()).into_iter();
        let mut next = neighbours(&orders, |order| order.next.as_ref()).into_iter();
        Some(Self {
            apart: orders.iter().all(|order| !order.in_book),
            paths,
            prev: prev.next(),
            next: next.next(),
            other_prev: prev.collect(),
            other_next: next.collect(),
        })
    }
}

/// One side of some orders: each page once, with the names of all paths on which it is there.
fn neighbours(orders: &[Order], side: impl Fn(&Order) -> Option<&LinkView>) -> Vec<Neighbour> {
    let mut found: Vec<Neighbour> = Vec::new();
    for order in orders {
        let Some(link) = side(order) else { continue };
        match found.iter_mut().find(|known| known.link.url == link.url) {
            Some(known) => {
                known.in_book |= order.in_book;
                // Beside a path, that the book goes on in the same way is no news.
                if let (Some(names), Some(name), false) = (&mut known.order, &order.name, order.in_book) {
                    *names = format!("{names}, {name}");
                }
            }
            None => found.push(Neighbour {
                link: link.clone(),
                order: order.name.clone(),
                in_book: order.in_book,
            }),
        }
    }
    found
}
