//! From pages to a summary: folders become chapters or parts, and pages stand in their order.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::{Chapter, Part, Summary, title_of_path};
use crate::text::natural::{self, leading_numbers, natural};
use crate::text::path::{is_index, stem};

/// A page, with all that decides where it stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Leaf {
    /// Its file below the folder of the pages, with `/`.
    pub path: String,
    /// What the sidebar shows.
    pub title: String,
    /// The order that its author gave it.
    pub order: Option<f64>,
    /// The place of its first category among all, and its label.
    pub category: Option<(usize, String)>,
    /// Whether it is named without a link.
    pub unlinked: bool,
}

/// What the parts of a summary are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Parts {
    /// The folders that have no page of their own; where there are none, the categories of the pages
    #[default]
    Auto,
    /// All folders
    Folder,
    /// The categories of the pages
    Category,
    /// No parts
    None,
}

/// The summary of these pages.
pub(crate) fn arrange(leaves: Vec<Leaf>, parts: Parts) -> Summary {
    let mut root = Folder::default();
    leaves.into_iter().for_each(|leaf| root.add(leaf));
    let prefix = root.index.take().map(|leaf| leaf.chapter()).into_iter().collect();
    let branches = root.branches();
    let parts = match parts {
        Parts::Auto if branches.iter().any(Branch::is_bare) => by_folder(branches, Branch::is_bare),
        Parts::Auto if are_categorized(&branches) => by_category(branches),
        Parts::Folder => by_folder(branches, |branch| !branch.chapter.below.is_empty()),
        Parts::Category => by_category(branches),
        Parts::Auto | Parts::None => vec![part(None, branches)],
    };
    let parts = parts.into_iter().filter(|part| !part.chapters.is_empty()).collect();
    Summary { prefix, parts, ..Summary::default() }
}

/// Whether most of what is at the top has a category, and they have several.
fn are_categorized(branches: &[Branch]) -> bool {
    let categories = branches.iter().filter_map(|branch| branch.category.as_ref());
    let count = categories.clone().count();
    count * 2 >= branches.len() && categories.collect::<BTreeSet<_>>().len() > 1
}

/// A part for each folder that `is_part`; what is in none comes first.
fn by_folder(branches: Vec<Branch>, is_part: impl Fn(&Branch) -> bool) -> Vec<Part> {
    let (folders, others): (Vec<Branch>, Vec<Branch>) = branches.into_iter().partition(is_part);
    let part_of = |folder: Branch| {
        let title = Some(folder.chapter.title.clone());
        let own =
            folder.chapter.path.is_some().then(|| Chapter { below: Vec::new(), ..folder.chapter.clone() });
        Part { title, chapters: own.into_iter().chain(folder.chapter.below).collect() }
    };
    std::iter::once(part(None, others)).chain(folders.into_iter().map(part_of)).collect()
}

/// A part for each category; what has none comes first.
fn by_category(branches: Vec<Branch>) -> Vec<Part> {
    let mut parts: BTreeMap<Option<(usize, String)>, Vec<Branch>> = BTreeMap::new();
    for branch in branches.into_iter().flat_map(Branch::opened) {
        parts.entry(branch.category.clone()).or_default().push(branch);
    }
    parts.into_iter().map(|(category, branches)| part(category.map(|(_, label)| label), branches)).collect()
}

fn part(title: Option<String>, mut branches: Vec<Branch>) -> Part {
    branches.sort_by(Branch::compare);
    Part { title, chapters: branches.into_iter().map(|branch| branch.chapter).collect() }
}

impl Leaf {
    fn chapter(&self) -> Chapter {
        Chapter::new(self.title.clone(), (!self.unlinked).then(|| self.path.clone()))
    }

    /// Whether it is the folder's page by the name that other sites know.
    fn is_readme(&self) -> bool {
        stem(&self.path).eq_ignore_ascii_case("readme")
    }
}

/// What is before the number in most names of a folder: `adr-` of `adr-2-use-x` and `adr-10`. Empty where names start with
/// their numbers, or most have none.
fn before_numbers<'n>(names: impl Iterator<Item = &'n str>) -> &'n str {
    let mut all = 0;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in names {
        let (before, number) = name.split_at(name.find(|c: char| c.is_ascii_digit()).unwrap_or(name.len()));
        all += 1;
        if !leading_numbers(number).is_empty() {
            *counts.entry(before).or_default() += 1;
        }
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.filter(|(_, count)| *count > 1 && *count * 2 >= all).map_or("", |(before, _)| before)
}

fn is_padded(name: &str) -> bool {
    name.starts_with('0')
}

/// A folder of pages.
#[derive(Default)]
struct Folder {
    index: Option<Leaf>,
    pages: Vec<Leaf>,
    folders: BTreeMap<String, Folder>,
}

impl Folder {
    fn add(&mut self, leaf: Leaf) {
        let mut here = self;
        let path = leaf.path.clone();
        for name in path.split('/').rev().skip(1).collect::<Vec<_>>().into_iter().rev() {
            here = here.folders.entry(name.to_owned()).or_default();
        }
        // With both, `README.md` is what other sites show, and `index.md` is a page like others.
        match &here.index {
            None if is_index(&leaf.path) => here.index = Some(leaf),
            Some(other) if leaf.is_readme() && !other.is_readme() => {
                here.pages.extend(here.index.replace(leaf));
            }
            _ => here.pages.push(leaf),
        }
    }

    /// What is in the folder, sorted.
    fn branches(self) -> Vec<Branch> {
        let before = before_numbers(
            self.pages.iter().map(|leaf| stem(&leaf.path)).chain(self.folders.keys().map(String::as_str)),
        )
        .to_owned();
        let pages = self.pages.iter().map(|leaf| stem(&leaf.path));
        let is_order = natural::are_numbered(pages.chain(self.folders.keys().map(String::as_str)));
        let branch = |(name, folder): (String, Self)| folder.branch(&name, &before, is_order);
        let folders = self.folders.into_iter().filter_map(branch);
        let pages = self.pages.into_iter().map(|leaf| Branch::page(leaf, &before));
        let mut branches: Vec<Branch> = pages.chain(folders).collect();
        if !are_numbered(&branches) {
            branches.iter_mut().filter(|branch| !branch.is_ordered).for_each(|branch| branch.numbers.clear());
        }
        branches.sort_by(Branch::compare);
        branches
    }

    fn branch(mut self, name: &str, before: &str, is_order: bool) -> Option<Branch> {
        let index = self.index.take();
        let mut below = self.branches();
        let mut branch = match index {
            Some(index) => Branch::page(index, ""),
            // A folder around one page says nothing.
            None if below.len() < 2 => return below.pop(),
            None => Branch::bare(title_of_path(name, is_order)),
        };
        if !branch.is_ordered {
            branch.numbers = leading_numbers(name.strip_prefix(before).unwrap_or(name));
            branch.is_padded = is_padded(name);
        }
        branch.chapter.below = below.iter().map(|branch| branch.chapter.clone()).collect();
        branch.below = below;
        Some(branch)
    }
}

/// Whether the numbers of names are an order: one name with a number is a title like `12 factors`, unless it has zeros
/// before it or no name is without. Pages without a number switch nothing off.
fn are_numbered(branches: &[Branch]) -> bool {
    let by_name = || branches.iter().filter(|branch| !branch.is_ordered && !branch.numbers.is_empty());
    let all = branches.iter().all(|branch| branch.is_ordered || !branch.numbers.is_empty());
    all || by_name().count() > 1 || by_name().any(|branch| branch.is_padded)
}

/// A chapter with those below it, and what it is sorted by.
struct Branch {
    chapter: Chapter,
    /// What `chapter.below` was made of.
    below: Vec<Branch>,
    category: Option<(usize, String)>,
    /// The author's order, otherwise the numbers of the file's name.
    numbers: Vec<f64>,
    is_ordered: bool,
    /// Whether the number of its name has zeros before it, as in `0001`.
    is_padded: bool,
    /// Whether it is a folder without a page of its own.
    is_folder: bool,
    /// What its title sorts by.
    title: String,
}

impl Branch {
    /// A page whose name may have this before its number.
    fn page(leaf: Leaf, before: &str) -> Self {
        let own = stem(&leaf.path);
        let own = own.strip_prefix(before).unwrap_or(own);
        Self {
            chapter: leaf.chapter(),
            below: Vec::new(),
            numbers: leaf.order.map_or_else(|| leading_numbers(own), |order| vec![order]),
            is_ordered: leaf.order.is_some(),
            is_padded: is_padded(own),
            is_folder: false,
            title: natural(&leaf.title),
            category: leaf.category,
        }
    }

    fn bare(title: String) -> Self {
        Self { is_folder: true, ..Self::page(Leaf { title, unlinked: true, ..Leaf::default() }, "") }
    }

    /// Whether it is a folder that only its pages speak for.
    fn is_bare(&self) -> bool {
        self.is_folder
    }

    /// A folder that has no category, and no page that could have one, gives its pages away.
    fn opened(self) -> Vec<Branch> {
        if self.is_folder { self.below.into_iter().flat_map(Branch::opened).collect() } else { vec![self] }
    }

    /// By order, those without after; then by category, then by title.
    fn compare(&self, other: &Self) -> Ordering {
        let (a, b) = (self, other);
        let rank = |branch: &Self| branch.category.as_ref().map_or(usize::MAX, |(rank, _)| *rank);
        let numbers = a.numbers.iter().zip(&b.numbers).map(|(a, b)| a.total_cmp(b));
        (a.numbers.is_empty().cmp(&b.numbers.is_empty()))
            .then_with(|| numbers.fold(Ordering::Equal, Ordering::then))
            .then_with(|| a.numbers.len().cmp(&b.numbers.len()))
            .then_with(|| rank(a).cmp(&rank(b)))
            .then_with(|| a.title.cmp(&b.title))
            .then_with(|| a.chapter.path.cmp(&b.chapter.path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf(path: &str, title: &str) -> Leaf {
        Leaf { path: path.to_owned(), title: title.to_owned(), ..Leaf::default() }
    }

    fn of(category: (usize, &str), leaf: Leaf) -> Leaf {
        Leaf { category: Some((category.0, category.1.to_owned())), ..leaf }
    }

    fn written(leaves: &[Leaf], parts: Parts) -> String {
        arrange(leaves.to_vec(), parts).to_string().replace("# Summary\n\n", "")
    }

    #[test]
    fn folders_without_a_page_are_parts_and_others_are_chapters() {
        let leaves = [
            leaf("README.md", "Home"),
            leaf("guide/b.md", "Law 10"),
            leaf("guide/a.md", "law 2"),
            leaf("guide/deep/x.md", "X"),
            leaf("guide/deep/y.md", "Y"),
            leaf("guide/lone/z.md", "Z"),
            leaf("laws/index.md", "Laws"),
            leaf("laws/one.md", "One"),
        ];
        assert_eq!(
            written(&leaves, Parts::Auto),
            "[Home](README.md)\n\n- [Laws](laws/index.md)\n  - [One](laws/one.md)\n\n# Guide\n\n- [Deep]()\n  - [X](guide/deep/x.md)\n  - [Y](guide/deep/y.md)\n- [law 2](guide/a.md)\n- [Law 10](guide/b.md)\n- [Z](guide/lone/z.md)\n"
        );
        assert_eq!(
            written(&leaves[6..], Parts::Folder),
            "\n# Laws\n\n- [Laws](laws/index.md)\n- [One](laws/one.md)\n".trim_start_matches('\n')
        );
    }

    #[test]
    fn categories_are_parts_where_folders_are_none() {
        let leaves = [
            of((1, "Data"), leaf("a/README.md", "A")),
            of((0, "Core"), leaf("b/README.md", "B")),
            of((1, "Data"), Leaf { order: Some(1.0), ..leaf("c/README.md", "C") }),
            leaf("d.md", "D"),
        ];
        assert_eq!(
            written(&leaves, Parts::Auto),
            "- [D](d.md)\n\n# Core\n\n- [B](b/README.md)\n\n# Data\n\n- [C](c/README.md)\n- [A](a/README.md)\n"
        );
        assert_eq!(
            written(&leaves, Parts::None),
            "- [C](c/README.md)\n- [B](b/README.md)\n- [A](a/README.md)\n- [D](d.md)\n"
        );
    }

    #[test]
    fn numbers_of_names_are_an_order_unless_one_alone_has_one() {
        let leaves = [leaf("0010-a.md", "A"), leaf("0002-z.md", "Z"), leaf("index.md", "Log")];
        assert_eq!(written(&leaves, Parts::Auto), "[Log](index.md)\n\n- [Z](0002-z.md)\n- [A](0010-a.md)\n");
        let leaves = [leaf("12-factors.md", "Twelve"), leaf("a.md", "A")];
        assert_eq!(written(&leaves, Parts::Auto), "- [A](a.md)\n- [Twelve](12-factors.md)\n");
        let leaves = [leaf("catalog.md", "All"), leaf("0002-a.md", "A"), leaf("0001-z.md", "Z")];
        assert_eq!(
            written(&leaves, Parts::Auto),
            "- [Z](0001-z.md)\n- [A](0002-a.md)\n- [All](catalog.md)\n"
        );
        let leaves = [leaf("a.md", "A"), leaf("01-z.md", "Z")];
        assert_eq!(written(&leaves, Parts::Auto), "- [Z](01-z.md)\n- [A](a.md)\n");
    }

    #[test]
    fn a_word_may_stand_before_the_numbers() {
        let leaves = [leaf("adr-10-a.md", "A"), leaf("adr-2.md", "Z"), leaf("log.md", "B")];
        assert_eq!(written(&leaves, Parts::Auto), "- [Z](adr-2.md)\n- [A](adr-10-a.md)\n- [B](log.md)\n");
        let leaves = [leaf("part10/README.md", "A"), leaf("part2/README.md", "Z")];
        assert_eq!(written(&leaves, Parts::Auto), "- [Z](part2/README.md)\n- [A](part10/README.md)\n");
        let leaves = [
            leaf("http2.md", "Z"),
            leaf("http3.md", "A"),
            leaf("b.md", "B"),
            leaf("c.md", "C"),
            leaf("d.md", "D"),
        ];
        assert!(written(&leaves, Parts::Auto).starts_with("- [A](http3.md)"), "most have no number");
        let leaves = [leaf("mp3-z.md", "Z"), leaf("h264codec.md", "H"), leaf("a1.md", "A")];
        assert!(written(&leaves, Parts::Auto).starts_with("- [A](a1.md)"), "no two are alike");
    }
}
