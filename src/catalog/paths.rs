//! Learning paths: what their steps name, in order, and where on them each page is.

use std::collections::HashMap;

use super::index::Index;
use super::relations::{Link, Links, Target, link, resolve};
use crate::diagnostic::{Code, Diagnostic};
use crate::page::{Page, PageId};
use crate::schema::{Reference, Step};
use crate::text::name::slug;

/// The page types that are learning paths.
pub const PATH_TYPES: &[&str] = &["path", "learning-path"];

/// The field of a path, and the name of the relation that its steps make.
pub const STEPS: &str = "steps";

/// A page of type `path`, with its steps.
#[derive(Debug)]
pub struct LearningPath {
    /// The page.
    pub page: PageId,
    /// The steps in order.
    pub steps: Vec<PathStep>,
    /// The pages of this book that the steps name, in order, each with its step from 0. A page that
    /// is named twice is in it twice.
    pub stops: Vec<(PageId, usize)>,
}

/// A step whose pages are known.
#[derive(Debug)]
pub struct PathStep {
    /// An id that stays the same where other steps come and go.
    pub id: String,
    /// What it is called, in inline Markdown.
    pub title: Option<String>,
    /// What it is about, in inline Markdown.
    pub text: Option<String>,
    /// How many minutes it takes, if the author says so.
    pub minutes: Option<u32>,
    /// The pages to read, in order.
    pub links: Vec<Link>,
}

/// All paths of a book.
#[derive(Debug, Default)]
pub struct Paths {
    /// In the order of the book.
    pub all: Vec<LearningPath>,
    /// For each page the paths that name it, and its first place among their stops.
    places: HashMap<PageId, Vec<(usize, usize)>>,
}

impl Paths {
    /// The paths that name a page, and its first place among the stops of each.
    pub fn through(&self, page: PageId) -> impl Iterator<Item = (&LearningPath, usize)> {
        let places = self.places.get(&page).map_or(&[][..], Vec::as_slice);
        places.iter().map(|&(path, at)| (&self.all[path], at))
    }

    /// The path that a page is.
    pub fn of(&self, page: PageId) -> Option<&LearningPath> {
        let at = self.all.binary_search_by_key(&page, |path| path.page).ok()?;
        self.all.get(at)
    }
}

/// Resolves the steps of all paths; what they name becomes relations of the paths' pages.
pub(super) fn build(
    pages: &[Page],
    index: &Index,
    links: &mut Links,
    backlinks: &mut Links,
    problems: &mut Vec<Diagnostic>,
) -> Paths {
    let mut paths = Paths::default();
    for (id, page) in pages.iter().enumerate().filter(|(_, page)| page.is_a(PATH_TYPES)) {
        let mut builder = Builder { id, page, pages, index, stops: Vec::new() };
        let steps = builder.steps(problems);
        check_order(page, &builder.stops, links, problems);
        relate(id, &steps, is_canonical(id, page, index), links, backlinks);
        let stops = builder.stops.into_iter().map(|stop| (stop.page, stop.step)).collect();
        paths.all.push(LearningPath { page: id, steps, stops });
    }
    paths.places = places(&paths.all, pages, index);
    paths
}

/// Whether the page is not the second chapter of one file.
fn is_canonical(id: PageId, page: &Page, index: &Index) -> bool {
    page.path.as_deref().and_then(|path| index.path(path)) == Some(id)
}

/// A page of this book on a path.
struct Stop {
    page: PageId,
    step: usize,
    span: std::ops::Range<usize>,
    name: String,
}

struct Builder<'b> {
    id: PageId,
    page: &'b Page,
    pages: &'b [Page],
    index: &'b Index,
    stops: Vec<Stop>,
}

impl Builder<'_> {
    /// The steps that the page writes; without any, each of its `patterns` is one.
    fn steps(&mut self, problems: &mut Vec<Diagnostic>) -> Vec<PathStep> {
        let page = self.page;
        let written = page.fields.steps(STEPS);
        let mut steps = Vec::new();
        let mut ids = HashMap::new();
        for step in written {
            let links = step.patterns.iter().map(|r| self.link(r, steps.len(), problems)).collect();
            steps.push(self.step(step, links, &mut ids));
        }
        if written.is_empty() {
            for reference in page.fields.references("patterns") {
                // What is wrong with it, the relation `patterns` has reported.
                let links = vec![self.link(reference, steps.len(), &mut Vec::new())];
                steps.push(self.step(&Step::default(), links, &mut ids));
            }
        }
        steps
    }

    fn link(&mut self, reference: &Reference, step: usize, problems: &mut Vec<Diagnostic>) -> Link {
        let target = resolve(reference, self.page, self.pages, self.index, problems);
        if let Target::Page(page) = target
            && page != self.id
        {
            let (span, name) = (reference.span.clone(), reference.name.clone());
            self.stops.push(Stop { page, step, span, name });
        }
        link(STEPS, reference, target)
    }

    fn step(&self, step: &Step, links: Vec<Link>, ids: &mut HashMap<String, usize>) -> PathStep {
        let title = step.title.as_deref().map(|title| slug(&crate::text::markdown::plain(title)));
        let id = title.filter(|id| !id.is_empty()).unwrap_or_else(|| self.id_of(&links));
        PathStep {
            id: unique(id, ids),
            title: step.title.clone(),
            text: step.text.clone(),
            minutes: step.minutes,
            links,
        }
    }

    /// The id of a step without a title: those of its pages.
    fn id_of(&self, links: &[Link]) -> String {
        let names = links.iter().map(|link| match &link.target {
            Target::Page(page) => self.pages[*page].id(),
            Target::External { text, .. } => slug(text),
            Target::Unresolved(name) => slug(name),
            Target::Nowhere => String::new(),
        });
        let id = names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join("-");
        if id.is_empty() { "step".to_owned() } else { id }
    }
}

/// The id, with a number after it where it is taken.
fn unique(id: String, taken: &mut HashMap<String, usize>) -> String {
    let count = taken.entry(id.clone()).or_default();
    *count += 1;
    if *count == 1 {
        return id;
    }
    let numbered = format!("{id}-{count}");
    unique(numbered, taken)
}

/// Reports the pages that stand before one that they need. A page that the path does not name at all
/// is no problem: the path's page says that readers should know it.
fn check_order(page: &Page, stops: &[Stop], links: &Links, problems: &mut Vec<Diagnostic>) {
    let mut first: HashMap<PageId, usize> = HashMap::new();
    for (at, stop) in stops.iter().enumerate() {
        first.entry(stop.page).or_insert(at);
    }
    for (at, stop) in stops.iter().enumerate().filter(|(at, stop)| first[&stop.page] == *at) {
        for link in links[stop.page].iter().filter(|link| link.field == "prerequisites") {
            let Target::Page(needed) = link.target else { continue };
            let Some(later) = first.get(&needed).filter(|later| **later > at) else { continue };
            let needed = &stops[*later].name;
            let message = format!("`{}` needs `{needed}`, which comes later on this path", stop.name);
            problems.push(
                Diagnostic::new(Code::PathOrder, message)
                    .about(format!("{}: {}", stop.name, stops[*later].name))
                    .at(&page.file, stop.span.clone())
                    .help(format!(
                        "put `{needed}` before it, or correct the `prerequisites` of `{}`",
                        stop.name
                    )),
            );
        }
    }
}

/// Each page that the steps name, once: on both sides.
fn relate(id: PageId, steps: &[PathStep], canonical: bool, links: &mut Links, backlinks: &mut Links) {
    let mut seen = std::collections::HashSet::new();
    for link in steps.iter().flat_map(|step| &step.links) {
        let Target::Page(to) = link.target else {
            links[id].push(link.clone());
            continue;
        };
        if !seen.insert(to) {
            continue;
        }
        links[id].push(link.clone());
        if canonical && to != id {
            backlinks[to].push(Link { target: Target::Page(id), text: None, ..link.clone() });
        }
    }
}

fn places(paths: &[LearningPath], pages: &[Page], index: &Index) -> HashMap<PageId, Vec<(usize, usize)>> {
    let mut places: HashMap<PageId, Vec<(usize, usize)>> = HashMap::new();
    for (path, found) in paths.iter().enumerate() {
        if !is_canonical(found.page, &pages[found.page], index) {
            continue;
        }
        for (at, (page, _)) in found.stops.iter().enumerate() {
            let of_page = places.entry(*page).or_default();
            if of_page.iter().all(|(known, _)| *known != path) {
                of_page.push((path, at));
            }
        }
    }
    places
}
