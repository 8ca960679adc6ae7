//! Links as MkDocs resolves them, and as mdBook does.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::ledger::{Fate, Ledger};
use super::read::{Link, Read};
use super::served::Served;
use super::tree::{SitePage, Tree};
use crate::library::survey::LinkKind;
use crate::source::dialect::address::{page_of, served_at};
use crate::text::address::{Address, decoded, parts, relative};
use crate::text::path::{folder, html, join};
use crate::text::{Edit, Edited};

/// What follows the `#` of an image for one theme.
const FOR_ONE_THEME: [&str; 4] = ["only-light", "only-dark", "gh-light-mode-only", "gh-dark-mode-only"];

/// All that a link may lead to.
pub(super) struct Library<'a> {
    pub(super) tree: &'a Tree,
    pub(super) reads: &'a [Read],
    /// The ids of the headings of each page, as Python-Markdown makes them.
    pub(super) ids: &'a [Vec<String>],
    /// The path of the site's address, without `/` at its ends.
    pub(super) base: String,
    /// Whether each page is served in a folder of its own.
    pub(super) has_folders: bool,
    /// What its blogs serve.
    pub(super) blog: Served,
    /// Whether a plugin makes pages that nobody wrote.
    pub(super) makes_pages: bool,
    pages: HashMap<&'a str, usize>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    Page(usize),
    /// A file, by its path in the folder of the pages.
    File(String),
    Nothing,
}

/// What the links of a page are to become.
#[derive(Debug, Default)]
pub(super) struct Links {
    pub(super) edits: Vec<Edit>,
    /// The headings that are linked: the page, and the number of the heading.
    pub(super) wanted: BTreeSet<(usize, usize)>,
}

/// One link of one page, however it is written.
struct Found<'a> {
    kind: LinkKind,
    address: &'a str,
    span: Range<usize>,
    is_exact: bool,
    is_html: bool,
}

impl<'a> Library<'a> {
    /// The pages and files of a site.
    pub(super) fn new(tree: &'a Tree, reads: &'a [Read], ids: &'a [Vec<String>]) -> Self {
        let mut pages = HashMap::new();
        for (id, page) in tree.pages.iter().enumerate() {
            pages.insert(page.chapter.as_str(), id);
        }
        for (id, page) in tree.pages.iter().enumerate() {
            pages.insert(page.source.as_str(), id);
        }
        let (base, blog) = (String::new(), Served::default());
        Self { tree, reads, ids, base, has_folders: true, blog, makes_pages: false, pages }
    }

    /// The page at a path, of a source or of a chapter.
    pub(super) fn page(&self, path: &str) -> Option<usize> {
        self.pages.get(path).copied()
    }

    fn exact(&self, path: &str) -> Option<Target> {
        let file = || self.tree.files.contains_key(path).then(|| Target::File(path.to_owned()));
        self.page(path).map(Target::Page).or_else(file)
    }

    /// What the site serves at a path.
    fn served(&self, path: &str) -> Option<Target> {
        let file = || self.tree.files.contains_key(path).then(|| Target::File(path.to_owned()));
        let post = || self.blog.at(path).map(Target::Page);
        file().or_else(post).or_else(|| page_of(path, |path| self.page(path)).map(Target::Page))
    }

    fn resolve(&self, from: usize, address: &Address, is_html: bool) -> Target {
        let path = decoded(&address.path);
        if path.is_empty() {
            return Target::Page(from);
        }
        let own = &self.tree.pages[from].chapter;
        let found = match path.strip_prefix('/') {
            Some(below) => self.below_root(below),
            None => {
                let by_file = || self.exact(&join(folder(own), &path)?);
                let bases = [if self.has_folders { served_at(own) } else { folder(own) }, folder(own)];
                let by_url = || bases.iter().find_map(|base| self.served(&join(base, &path)?));
                // MkDocs turns addresses of files into those of pages, but not in raw HTML.
                if is_html { by_url().or_else(by_file) } else { by_file().or_else(by_url) }
            }
        };
        found.unwrap_or(Target::Nothing)
    }

    fn below_root(&self, below: &str) -> Option<Target> {
        let at = |path: &str| {
            let path = join("", path)?;
            self.exact(&path).or_else(|| self.served(&path))
        };
        let rest = below.strip_prefix(&self.base).filter(|rest| rest.is_empty() || rest.starts_with('/'));
        rest.filter(|_| !self.base.is_empty()).and_then(at).or_else(|| at(below))
    }

    /// What becomes of the links of a page; those in `without` go.
    pub(super) fn links_of(
        &self,
        from: usize,
        without: &[Range<usize>],
        note: &mut impl FnMut(usize, &str, Fate, String),
    ) -> Links {
        let read = &self.reads[from];
        let mut links = Links::default();
        let is_kept = |span: &Range<usize>| {
            !without.iter().any(|gone| gone.start <= span.start && span.end <= gone.end)
        };
        for link in read.links.iter().filter(|link| is_kept(&link.span)) {
            // The address of a reference stands in its definition.
            let is_defined =
                !link.is_exact && read.definitions.iter().any(|(address, _)| *address == link.address);
            if !is_defined {
                self.link(from, &Found::of(link), &mut links, note);
            }
        }
        for (address, span) in read.definitions.iter().filter(|(_, span)| is_kept(span)) {
            let span = span.clone();
            let found = Found { kind: LinkKind::Link, address, span, is_exact: true, is_html: false };
            self.link(from, &found, &mut links, note);
        }
        links
    }

    fn link(
        &self,
        from: usize,
        link: &Found<'_>,
        links: &mut Links,
        note: &mut impl FnMut(usize, &str, Fate, String),
    ) {
        let Some(address) = parts(link.address) else { return };
        let (page, shown) = (&self.tree.pages[from], link.address);
        let what = if link.kind == LinkKind::Link { "links" } else { "images and media" };
        let now = match self.resolve(from, &address, link.is_html) {
            Target::Page(to) => {
                let rest = self.anchor(to, &address, links).unwrap_or_else(|| {
                    note(
                        link.span.start,
                        "anchors",
                        Fate::Broken,
                        format!("`{shown}`: there is no such heading"),
                    );
                    address.rest.clone()
                });
                let chapter = &self.tree.pages[to].chapter;
                // mdBook finds the page after `.md` in links only, and drops queries there.
                let is_page = link.kind == LinkKind::Link && !rest.starts_with('?');
                let target = if is_page { chapter.clone() } else { html(chapter) };
                if address.path.is_empty() {
                    rest
                } else {
                    format!("{}{rest}", relative(&page.chapter, &target))
                }
            }
            Target::File(file) => {
                if address.fragment.as_deref().is_some_and(|name| FOR_ONE_THEME.contains(&name)) {
                    let why = "shown by the stylesheet of the book".to_owned();
                    note(link.span.start, "images for one theme", Fate::Converted, why);
                }
                format!("{}{}", relative(&page.chapter, &file), address.rest)
            }
            Target::Nothing if address.path.starts_with("#") => return,
            Target::Nothing => {
                let (fate, why) = match self.makes_pages {
                    true => (Fate::Lost, "nothing is there; perhaps a plugin made it"),
                    false => (Fate::Broken, "nothing is there"),
                };
                return note(link.span.start, what, fate, format!("`{shown}`: {why}"));
            }
        };
        if is_same(&now, shown) {
            return;
        }
        if link.is_exact {
            let now = if link.is_html { now.replace('&', "&amp;") } else { now };
            links.edits.push(Edit::replace(link.span.clone(), now));
            note(link.span.start, what, Fate::Converted, String::new());
        } else {
            let why = "it is written with escapes, and was left as it is";
            note(link.span.start, what, Fate::Lost, format!("write `{now}` for `{shown}`: {why}"));
        }
    }

    /// What follows the path of a link to the page `to`: its fragment as the book has it; `None` if nothing there has
    /// such an id.
    fn anchor(&self, to: usize, address: &Address, links: &mut Links) -> Option<String> {
        let Some(fragment) = address.fragment.as_deref().filter(|fragment| !fragment.is_empty()) else {
            return Some(address.rest.clone());
        };
        let (read, ids) = (&self.reads[to], &self.ids[to]);
        if let Some(nth) = ids.iter().position(|id| id == fragment) {
            links.wanted.insert((to, nth));
            return Some(address.rest.clone());
        }
        // What a page holds at which the program panicked, nobody knows.
        if read.ids.contains(fragment) || fragment == "top" || read.panicked.is_some() {
            return Some(address.rest.clone());
        }
        let query = address.rest.split('#').next().unwrap_or_default();
        if let Some(name) = fragment.strip_prefix("fn:").filter(|name| read.ids.contains(*name)) {
            return Some(format!("{query}#footnote-{name}"));
        }
        // The slug of another program: signs between words apart, it is the heading's own.
        let mut meant = ids.iter().enumerate().filter(|(_, id)| bare(id) == bare(fragment));
        match (meant.next(), meant.next()) {
            (Some((nth, id)), None) if !bare(fragment).is_empty() => {
                links.wanted.insert((to, nth));
                Some(format!("{query}#{id}"))
            }
            _ => None,
        }
    }
}

impl<'a> Found<'a> {
    fn of(link: &'a Link) -> Self {
        Self {
            kind: link.kind,
            address: &link.address,
            span: link.span.clone(),
            is_exact: link.is_exact,
            is_html: link.is_html,
        }
    }
}

/// Whether two addresses lead to one place; how they are encoded is the author's choice, but for slashes, which MkDocs
/// decodes and browsers do not.
fn is_same(now: &str, then: &str) -> bool {
    let path = then.split(['?', '#']).next().unwrap_or_default();
    !path.to_ascii_lowercase().contains("%2f")
        && decoded(now) == decoded(then.strip_prefix("./").unwrap_or(then))
}

/// Slugs differ in what they do with signs between words: what they keep is the same.
pub(super) fn bare(id: &str) -> String {
    id.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A page's text with its edits; those that overlap another one are noted, and left out.
pub(super) fn apply(page: &SitePage, file: &str, mut edits: Vec<Edit>, ledger: &mut Ledger) -> String {
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut end = 0;
    let lines = page.lines();
    edits.retain(|edit| {
        let fits = edit.span.start >= end;
        if fits {
            end = edit.span.end;
        } else {
            let note = format!("was left as it is; `{}` was to stand here", edit.text.trim());
            ledger.add(file, lines.at(edit.span.start), "places with two changes", Fate::Lost, note);
        }
        fits
    });
    Edited::new(&page.text, edits).map_or_else(|_| page.text.clone(), |edited| edited.to_string())
}
