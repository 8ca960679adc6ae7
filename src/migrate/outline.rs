//! The navigation as a summary.

use std::collections::{BTreeMap, HashSet};

use super::blog::{Blog, date};
use super::nav::{Item, Nav};
use super::read::{Read, title};
use super::site::Site;
use super::tree::Tree;
use crate::summary::{Chapter, Part, Summary};
use crate::text::path::is_index;

/// The heading above the pages that the navigation does not name.
const OUTSIDE: &str = "Pages outside the navigation";

/// Makes the summary of a site.
pub(super) fn summary(site: &Site, tree: &Tree, reads: &[Read], nav: &Nav) -> Summary {
    let posts = posts(site, tree, reads, nav);
    let placed: HashSet<usize> = posts.values().flatten().copied().collect();
    let outside: Vec<usize> = nav.outside.iter().copied().filter(|id| !placed.contains(id)).collect();
    let opens = site.has_feature("navigation.indexes") || site.plugin("section-index").is_some();
    let outline = Outline { tree, reads, posts, opens };
    let first =
        nav.items.iter().position(|item| matches!(item, Item::Section(..))).unwrap_or(nav.items.len());
    let (pages, rest) = nav.items.split_at(first);
    // A part of mdBook goes on until the next one: pages after a section would belong to it.
    let are_parts = !rest.is_empty() && rest.iter().all(|item| matches!(item, Item::Section(..)));
    let mut summary = Summary::default();
    if are_parts {
        summary.prefix = outline.chapters(pages);
        for item in rest {
            if let Item::Section(title, items) = item {
                let title = Some(plain(title)).filter(|title| !title.is_empty());
                summary.parts.push(Part { title, chapters: outline.chapters(items) });
            }
        }
    } else {
        summary.parts.push(Part { title: None, chapters: outline.chapters(&nav.items) });
    }
    if !outside.is_empty() {
        let chapters = outside.iter().map(|id| outline.page(*id, None)).collect();
        summary.parts.push(Part { title: Some(OUTSIDE.to_owned()), chapters });
    }
    // Only the first part can be without a title.
    for (nth, part) in summary.parts.iter_mut().enumerate() {
        if nth > 0 && part.title.is_none() {
            part.title =
                Some(part.chapters.first().map_or_else(String::new, |chapter| chapter.title.clone()));
        }
    }
    summary.parts.retain(|part| !part.chapters.is_empty());
    summary
}

/// The posts of each blog whose page the navigation names, by that page, the newest first.
fn posts(site: &Site, tree: &Tree, reads: &[Read], nav: &Nav) -> BTreeMap<usize, Vec<usize>> {
    let mut posts = BTreeMap::new();
    for blog in Blog::all(site) {
        let Some(index) = blog.index(tree).filter(|index| !nav.outside.contains(index)) else { continue };
        let own = nav.outside.iter().copied().filter(|id| blog.has(&tree.pages[*id].source));
        let mut own: Vec<usize> = own.collect();
        own.sort_by_key(|id| std::cmp::Reverse(date(&reads[*id])));
        posts.insert(index, own);
    }
    posts
}

struct Outline<'a> {
    tree: &'a Tree,
    reads: &'a [Read],
    /// The posts below the page of their blog.
    posts: BTreeMap<usize, Vec<usize>>,
    /// Whether the index of a section opens with its title.
    opens: bool,
}

impl Outline<'_> {
    fn chapters(&self, items: &[Item]) -> Vec<Chapter> {
        items.iter().map(|item| self.chapter(item)).collect()
    }

    fn chapter(&self, item: &Item) -> Chapter {
        match item {
            Item::Page(id, title) => self.page(*id, title.as_deref()),
            Item::Section(title, items) => {
                let title = plain(title);
                match items.first() {
                    Some(Item::Page(id, own)) if self.is_index(*id) && (self.opens || own.is_none()) => {
                        let mut chapter =
                            self.page(*id, Some(&title).filter(|title| !title.is_empty()).map(|t| &**t));
                        chapter.below.splice(0..0, self.chapters(&items[1..]));
                        chapter
                    }
                    _ => Chapter { title, path: None, below: self.chapters(items) },
                }
            }
        }
    }

    fn is_index(&self, id: usize) -> bool {
        is_index(&self.tree.pages[id].chapter)
    }

    fn page(&self, id: usize, given: Option<&str>) -> Chapter {
        let page = &self.tree.pages[id];
        let title = title(page, &self.reads[id], given.map(plain).as_deref());
        let title = if title.is_empty() { page.file.clone() } else { title };
        let mut chapter = Chapter::new(title, Some(page.file.clone()));
        let posts = self.posts.get(&id).into_iter().flatten();
        chapter.below = posts.map(|post| self.page(*post, None)).collect();
        chapter
    }
}

/// A title without its icons and markup.
pub(super) fn plain(title: &str) -> String {
    let words = title.split_whitespace().filter(|word| {
        let inner = word.strip_prefix(':').and_then(|word| word.strip_suffix(':'));
        !inner.is_some_and(|name| name.contains('-') && !name.contains(':'))
    });
    words.collect::<Vec<_>>().join(" ")
}
