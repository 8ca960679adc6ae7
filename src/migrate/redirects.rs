//! Addresses that readers may have kept: those of `redirect_maps`, and those that MkDocs served the pages at.

use std::collections::{BTreeMap, BTreeSet};

use super::ledger::{Fate, Ledger};
use super::links::Library;
use super::site::Site;
use crate::front_matter::{Node, Value};
use crate::source::dialect::address::{page_of, served_at};
use crate::text::address::{decoded, parts, relative};
use crate::text::path::{html, join, name, readme};

/// Old addresses, and where they lead now, both as `[output.html.redirect]` has them.
pub(super) type Redirects = BTreeMap<String, String>;

/// All redirects of a site, with the headings that they lead to.
pub(super) fn read(
    site: &Site,
    library: &Library<'_>,
    ledger: &mut Ledger,
) -> (Redirects, BTreeSet<(usize, usize)>) {
    let mut redirects = Redirects::new();
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
            let Some(to) = entry.node.text() else {
                lost("it leads nowhere");
                continue;
            };
            let Some(target) = target(library, &from, to, &mut wanted) else {
                lost(&format!("there is no page `{to}`"));
                continue;
            };
            if is_in_file(library, &from) || !taken.insert(from.clone()) {
                lost("a page or a file has that address, or another redirect");
                continue;
            }
            redirects.insert(format!("/{from}"), target);
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
            let to = relative(&from, &html(&library.tree.pages[page].chapter));
            redirects.insert(format!("/{from}"), to);
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

/// `old/` to `old/index.html`.
fn file_of(alias: &str) -> Option<String> {
    let path = join("", decoded(alias).as_str())?;
    Some(match name(&path).rsplit_once('.') {
        Some((_, "html" | "htm")) => path,
        Some((_, "md")) => html(&path),
        _ if path.is_empty() => "index.html".to_owned(),
        _ => format!("{path}/index.html"),
    })
}

fn target(
    library: &Library<'_>,
    from: &str,
    to: &str,
    wanted: &mut BTreeSet<(usize, usize)>,
) -> Option<String> {
    let Some(parts) = parts(to) else { return Some(to.to_owned()) };
    let path = join("", &decoded(&parts.path))?;
    let page = library.page(&path).or_else(|| page_of(&path, |path| library.page(path)));
    let Some(page) = page else {
        let is_file = library.tree.files.contains_key(&path);
        return is_file.then(|| format!("{}{}", relative(from, &path), parts.rest));
    };
    if let Some(fragment) = &parts.fragment
        && let Some(nth) = library.ids[page].iter().position(|id| id == fragment)
    {
        wanted.insert((page, nth));
    }
    Some(format!("{}{}", relative(from, &html(&library.tree.pages[page].chapter)), parts.rest))
}
