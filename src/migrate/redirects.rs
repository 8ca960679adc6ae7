//! Addresses that readers may have kept: those of `redirect_maps`, and those that MkDocs served the pages at.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::Draft;
use super::ledger::{Fate, Ledger};
use super::links::Library;
use super::site::Site;
use crate::catalog::file_of;
use crate::front_matter::edit::{Setting, map, set};
use crate::front_matter::{Fence, Node, Syntax, Value, find};
use crate::schema::Schema;
use crate::source::dialect::address::{page_of, served_at};
use crate::source::redirect_file::line;
use crate::text::Edit;
use crate::text::address::{decoded, encoded, is_web, parts, relative};
use crate::text::path::{html, join, readme};

/// Old addresses, and where they lead now.
#[derive(Debug, Default)]
pub(super) struct Redirects {
    /// The files that stood for a page.
    of_pages: BTreeMap<usize, Vec<String>>,
    /// The others: where each leads from the folder of the pages, with what follows its path, or to another site.
    others: BTreeMap<String, (String, String)>,
}

/// How many old addresses `book.toml` holds; more than these are a file.
const MOST_IN_TABLE: usize = 10;

/// That file.
pub(super) const FILE: &str = "redirects.txt";

impl Redirects {
    /// Takes the addresses out that stand in a file of their own, if there are many; its text.
    pub(super) fn take_file(&mut self) -> Option<String> {
        if self.others.len() <= MOST_IN_TABLE {
            return None;
        }
        let mut text =
            "# Old addresses, and where they lead: pages and files from the folder of the pages.\n"
                .to_owned();
        self.others.retain(|file, (path, rest)| {
            let listed = listed(file, path, rest);
            text.extend(listed.iter().map(String::as_str));
            listed.is_none()
        });
        Some(text)
    }

    /// Those that are left, as `[output.html.redirect]` has them.
    pub(super) fn table(&self) -> BTreeMap<String, String> {
        let entry = |(from, (path, rest)): (&String, &(String, String))| {
            let file = if path.ends_with(".md") { html(path) } else { path.clone() };
            let to = if is_elsewhere(path) { file } else { relative(from, &file) + rest };
            (format!("/{from}"), to)
        };
        self.others.iter().map(entry).collect()
    }

    pub(super) fn len(&self) -> usize {
        self.of_pages.values().map(Vec::len).sum::<usize>() + self.others.len()
    }

    /// Writes the old addresses of a page into its front matter, so that they go along when it moves; those that
    /// it cannot hold stay with the others.
    pub(super) fn write(&mut self, page: usize, chapter: &str, draft: &mut Draft<'_>) {
        let Some(files) = self.of_pages.remove(&page) else { return };
        let (own, mut others): (Vec<String>, Vec<String>) =
            files.into_iter().partition(|file| said_as(file).is_some() && !draft.is_kept);
        match in_front_matter(draft.text, &own) {
            Some(edits) => draft.edits.extend(edits),
            None => others.extend(own),
        }
        self.others.extend(others.into_iter().map(|from| (from, (chapter.to_owned(), String::new()))));
    }
}

/// The line of the file for an old address; `None` where its reader would not understand that.
fn listed(file: &str, path: &str, rest: &str) -> Option<String> {
    let new = match is_elsewhere(path) {
        true => is_web(path).then(|| path.to_owned())?,
        false => encoded(path) + rest,
    };
    line(&said_as(file)?, &new)
}

/// Whether a redirect leads to another site.
fn is_elsewhere(to: &str) -> bool {
    parts(to).is_none()
}

/// The address by which front matter means a file of the HTML; `None` where none does.
fn said_as(file: &str) -> Option<String> {
    let folder = file.strip_suffix("index.html").filter(|folder| !folder.is_empty());
    let address = folder.unwrap_or(file);
    // Among `aliases`, words are an address only after a slash.
    let address = format!("{}{address}", if address.contains(' ') { "/" } else { "" });
    (file_of(&address).as_deref() == Some(file)).then_some(address)
}

/// The edits that add old addresses to the front matter of a page; `None` where it cannot say them.
fn in_front_matter(text: &str, files: &[String]) -> Option<Vec<Edit>> {
    if !matches!(find(text), Fence::Closed(block) if block.syntax == Syntax::Yaml) {
        return None;
    }
    let addresses: Vec<String> = files.iter().filter_map(|file| said_as(file)).collect();
    if addresses.is_empty() {
        return None;
    }
    let (schema, matter) = (Schema::default(), map(text));
    let is_it = |key: &str| schema.get(key).is_some_and(|field| field.name == "redirect_from");
    let said = matter.0.iter().find(|entry| is_it(&entry.key));
    if said.is_some_and(|entry| !matches!(entry.node.value, Value::List(_))) {
        return None;
    }
    let key = said.map_or("redirect_from", |entry| entry.key.as_str());
    set(text, &[(key, Setting::Added(addresses))]).ok()
}

/// All redirects of a site, with the headings that they lead to.
pub(super) fn read(
    site: &Site,
    library: &Library<'_>,
    ledger: &mut Ledger,
) -> (Redirects, BTreeSet<(usize, usize)>) {
    let mut redirects = Redirects::default();
    let mut wanted = BTreeSet::new();
    let mut taken: BTreeSet<String> = library.tree.pages.iter().map(|page| html(&page.chapter)).collect();
    // The front matter of pages says these, and the index of the plugin writes them.
    let aliases = library.reads.iter().flat_map(|read| read.aliases.iter());
    taken.extend(aliases.filter_map(|alias| file_of(alias)));
    let maps = site.plugin("redirects").flatten().and_then(|options| options.get("redirect_maps"));
    if let Some(Node { value: Value::Map(map), .. }) = maps {
        for entry in &map.0 {
            let line = site.line(entry.key_span.start);
            let mut lost = |why: &str| {
                let note = format!("`{}`: {why}", entry.key);
                site.note(ledger, line, "redirects", Fate::Lost, note);
            };
            let Some(from) = join("", &entry.key).map(|key| old_address(&key, library.has_folders)) else {
                lost("it leads out of the site");
                continue;
            };
            if from.contains(['#', '?']) {
                lost("mdBook cannot make a page at an address with `#` or `?`");
                continue;
            }
            let Some(to) = site.text_of(&entry.node) else {
                lost("it leads nowhere");
                continue;
            };
            let Some(target) = target(library, to, &mut wanted) else {
                lost(&format!("there is no page `{to}`"));
                continue;
            };
            if is_in_file(library, &from) || !taken.insert(from.clone()) {
                lost("a page or a file has that address, or another redirect");
                continue;
            }
            match target {
                Target::Page(page) => redirects.of_pages.entry(page).or_default().push(from),
                Target::Address(to, rest) => drop(redirects.others.insert(from, (to, rest))),
            }
            site.note(ledger, line, "redirects", Fate::Converted, "");
        }
    }
    blog(site, library, &mut taken, &mut redirects, ledger);
    // The others are written by the renderer, for every page.
    if library.has_folders {
        for (id, page) in library.tree.pages.iter().enumerate() {
            let is_moved = old_address(&page.chapter, true) != html(&page.chapter);
            if is_moved && !library.blog.posts.contains_key(&id) {
                let file = site.file_of(&page.source);
                ledger.add(&file, 0, "addresses of pages", Fate::Converted, "");
            }
        }
    }
    (redirects, wanted)
}

/// Whether a path, or a folder of it, is a file of the site: no page can stand there.
fn is_in_file(library: &Library<'_>, path: &str) -> bool {
    let slashes = path.match_indices('/').map(|(at, _)| at);
    slashes.chain([path.len()]).any(|end| library.tree.files.contains_key(&path[..end]))
}

/// The addresses of posts, and of the lists that the blog makes.
fn blog(
    site: &Site,
    library: &Library<'_>,
    taken: &mut BTreeSet<String>,
    redirects: &mut Redirects,
    ledger: &mut Ledger,
) {
    let file =
        |path: &str| if library.has_folders { format!("{path}/index.html") } else { format!("{path}.html") };
    let mut lead = |path: &str, page: usize| {
        let from = file(path);
        let is_free = !is_in_file(library, &from) && taken.insert(from.clone());
        if is_free {
            redirects.of_pages.entry(page).or_default().push(from);
        }
        is_free
    };
    for (id, address) in &library.blog.posts {
        let source = site.file_of(&library.tree.pages[*id].source);
        match address {
            Some(address) if lead(address, *id) => {
                ledger.add(&source, 0, "addresses of posts", Fate::Converted, "");
            }
            Some(_) => {}
            None if library.reads[*id].is_draft => {
                let note = "a draft: MkDocs leaves it out, and so does the book";
                ledger.add(&source, 0, "drafts of posts", Fate::Converted, note);
            }
            None => {
                let note = "where MkDocs serves it cannot be told from its date and the blog's settings";
                ledger.add(&source, 0, "addresses of posts", Fate::Lost, note);
            }
        }
    }
    for (id, page) in library.tree.pages.iter().enumerate() {
        if library.reads[id].is_draft && !library.blog.posts.contains_key(&id) {
            let note = "`draft: true`: MkDocs shows it, and the book leaves it out; delete the key";
            ledger.add(&site.file_of(&page.source), 0, "drafts", Fate::Lost, note);
        }
    }
    for (path, index) in &library.blog.lists {
        if lead(path, *index) {
            let source = site.file_of(&library.tree.pages[*index].source);
            ledger.add(&source, 0, "addresses of lists of posts", Fate::Converted, "");
        }
    }
}

/// The file that stood for a page.
fn old_address(page: &str, has_folders: bool) -> String {
    let chapter = readme(page).unwrap_or_else(|| page.to_owned());
    if !chapter.ends_with(".md") {
        return file_of(&chapter).unwrap_or(chapter);
    }
    if !has_folders {
        return html(&chapter);
    }
    match served_at(&chapter) {
        "" => "index.html".to_owned(),
        folder => format!("{folder}/index.html"),
    }
}

/// Where a redirect leads.
enum Target {
    /// To a page as a whole.
    Page(usize),
    /// Elsewhere, or to a place in a page.
    Address(String, String),
}

fn target(library: &Library<'_>, to: &str, wanted: &mut BTreeSet<(usize, usize)>) -> Option<Target> {
    let Some(parts) = parts(to) else { return Some(Target::Address(to.to_owned(), String::new())) };
    let path = join("", &decoded(&parts.path))?;
    let below = |file: &str| Target::Address(file.to_owned(), parts.rest.clone());
    let page = library.page(&path).or_else(|| page_of(&path, |path| library.page(path)));
    let Some(page) = page else {
        return library.tree.files.contains_key(&path).then(|| below(&path));
    };
    if parts.rest.is_empty() {
        return Some(Target::Page(page));
    }
    if let Some(fragment) = &parts.fragment
        && let Some(nth) = library.ids[page].iter().position(|id| id == fragment)
    {
        wanted.insert((page, nth));
    }
    Some(below(&library.tree.pages[page].chapter))
}
