//! The order that the plugin literate-nav reads in Markdown lists: `SUMMARY.md` of a folder, or another file of its
//! options.

use std::collections::BTreeSet;

use globset::GlobBuilder;

use super::{Item, NavReader};
use crate::migrate::ledger::Fate;
use crate::migrate::read::title_of_name;
use crate::migrate::site::Site;
use crate::migrate::tree::body;
use crate::text::path::{folder, join, name};

/// The options of the plugin, and what it has come to.
pub(super) struct Literate {
    /// The name of its files.
    file: String,
    /// Whether the index of a folder comes first without being named.
    has_index: bool,
    /// The pages and folders that are named somewhere, which patterns leave out.
    seen: BTreeSet<String>,
    /// The folders that are being read.
    open: Vec<String>,
}

/// An item of a list.
#[derive(Debug, Default, PartialEq, Eq)]
struct Entry {
    title: String,
    /// Where it leads, if it is a link.
    link: Option<String>,
    /// Its line, from 1.
    line: usize,
    below: Vec<Entry>,
}

/// The name of the files that the plugin reads, in a site that has it.
pub(in crate::migrate) fn list_file(site: &Site) -> Option<String> {
    let options = site.plugin("literate-nav")?;
    let own = options.and_then(|options| site.text_of(options.get("nav_file")?));
    Some(own.unwrap_or("SUMMARY.md").to_owned())
}

impl Literate {
    /// As a site says that has the plugin.
    pub(super) fn of(site: &Site) -> Option<Self> {
        let options = site.plugin("literate-nav")?;
        let text = |key: &str| options.and_then(|options| site.text_of(options.get(key)?));
        Some(Self {
            file: list_file(site)?,
            has_index: text("implicit_index") == Some("true"),
            seen: BTreeSet::new(),
            open: Vec::new(),
        })
    }
}

impl NavReader<'_> {
    /// The whole navigation, where the site has the plugin and says it in a file, or says nothing.
    pub(super) fn by_lists(&mut self, has_nav: bool) -> Option<Vec<Item>> {
        let file = self.literate.as_ref()?.file.clone();
        let is_said = self.tree.nav_files.contains_key(&file);
        (is_said || !has_nav).then(|| self.by_list_of(""))
    }

    /// What `nav` means by a folder with a slash, or by a pattern; `None` where it means neither.
    pub(super) fn of_folder_or_pattern(&mut self, path: &str, line: usize) -> Option<Vec<Item>> {
        self.literate.as_ref()?;
        let full = join("", path.trim_end_matches('/'))?;
        if path.contains('*') {
            let shown = self.site.file.to_owned();
            return Some(self.matching(&full, path.ends_with('/'), &shown, line));
        }
        (path.ends_with('/') && self.folders.contains_key(&full)).then(|| self.by_list_of(&full))
    }

    /// The items of a folder: as its file has them, or all of it.
    fn by_list_of(&mut self, own: &str) -> Vec<Item> {
        let Some(literate) = &mut self.literate else { return Vec::new() };
        if literate.open.iter().any(|open| open == own) {
            return Vec::new();
        }
        literate.open.push(own.to_owned());
        let path = below(own, &literate.file);
        let has_index = literate.has_index;
        let entries = self.tree.nav_files.get(&path).and_then(|text| entries(text));
        let shown = self.site.file_of(&path);
        let mut items = Vec::new();
        match entries {
            Some(entries) => {
                let index = has_index.then(|| self.index_of(own)).flatten();
                self.see(path);
                self.name_all(&entries, own);
                items.extend(index.and_then(|id| self.unseen_page(id)));
                items.extend(self.listed(&entries, own, &shown));
                self.ledger.add(&shown, 0, "files of the navigation", Fate::Converted, "");
            }
            None => items = self.matching(&below(own, "*"), false, &shown, 0),
        }
        if let Some(literate) = &mut self.literate {
            literate.open.pop();
        }
        items
    }

    /// Notes what the lists name, so that no pattern takes it.
    fn name_all(&mut self, entries: &[Entry], own: &str) {
        for entry in entries {
            let full = entry.link.as_deref().and_then(|link| join(own, link.trim_end_matches('/')));
            full.into_iter().for_each(|full| self.see(full));
            self.name_all(&entry.below, own);
        }
    }

    fn listed(&mut self, entries: &[Entry], own: &str, shown: &str) -> Vec<Item> {
        entries.iter().flat_map(|entry| self.entry(entry, own, shown)).collect()
    }

    fn entry(&mut self, entry: &Entry, own: &str, shown: &str) -> Vec<Item> {
        let title = entry.title.as_str();
        let Some(link) = &entry.link else {
            if !entry.below.is_empty() {
                let items = self.listed(&entry.below, own, shown);
                return section(title, items);
            }
            let pattern = join(own, title.trim_end_matches('/'));
            return match pattern.filter(|_| title.contains('*')) {
                Some(pattern) => self.matching(&pattern, title.ends_with('/'), shown, entry.line),
                None => {
                    let note = format!("`{title}` names no page");
                    self.ledger.add(shown, entry.line, "files of the navigation", Fate::Lost, note);
                    Vec::new()
                }
            };
        };
        let path = match join(own, link.trim_end_matches('/')) {
            Some(path) if !link.contains("://") => path,
            _ => link.clone(),
        };
        if link.ends_with('/') && self.folders.contains_key(&path) {
            let items = self.by_list_of(&path);
            return section(title, items);
        }
        let page = self.page(&path, Some(title), 0);
        if entry.below.is_empty() {
            return page.into_iter().collect();
        }
        let mut items: Vec<Item> = page.into_iter().collect();
        items.extend(self.listed(&entry.below, own, shown));
        section(title, items)
    }

    /// The pages and folders of a pattern that nothing has named, pages first.
    fn matching(&mut self, pattern: &str, only_folders: bool, shown: &str, line: usize) -> Vec<Item> {
        let Some(glob) = GlobBuilder::new(pattern).literal_separator(true).build().ok() else {
            let note = format!("`{pattern}` is no pattern");
            self.ledger.add(shown, line, "files of the navigation", Fate::Lost, note);
            return Vec::new();
        };
        let glob = glob.compile_matcher();
        let mut items = Vec::new();
        let pages = self.tree.pages.iter().enumerate();
        let pages: Vec<usize> = pages
            .filter(|(_, page)| !only_folders && glob.is_match(&page.source))
            .map(|(id, _)| id)
            .collect();
        items.extend(pages.into_iter().filter_map(|id| self.unseen_page(id)));
        let folders: Vec<String> =
            self.folders.keys().filter(|path| !path.is_empty() && glob.is_match(path)).cloned().collect();
        for path in folders {
            if !self.is_seen(&path) {
                let below = self.by_list_of(&path);
                items.extend(section(&title_of_name(name(&path)), below));
                self.see(path);
            }
        }
        items
    }

    fn unseen_page(&mut self, id: usize) -> Option<Item> {
        let source = self.tree.pages[id].source.clone();
        let is_new = !self.is_seen(&source) && self.named.insert(id);
        self.see(source);
        is_new.then_some(Item::Page(id, None))
    }

    fn index_of(&self, own: &str) -> Option<usize> {
        let is_index = |page: &crate::migrate::tree::SitePage| {
            folder(&page.source) == own && crate::text::path::is_index(&page.chapter)
        };
        self.tree.pages.iter().position(is_index)
    }

    fn is_seen(&self, path: &str) -> bool {
        self.literate.as_ref().is_some_and(|literate| literate.seen.contains(path))
    }

    fn see(&mut self, path: String) {
        if let Some(literate) = &mut self.literate {
            literate.seen.insert(path);
        }
    }
}

fn section(title: &str, items: Vec<Item>) -> Vec<Item> {
    if items.is_empty() { items } else { vec![Item::Section(title.to_owned(), items)] }
}

fn below(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// The list of a text that is its navigation: the first one after `<!--nav-->`, or else the last one.
fn entries(text: &str) -> Option<Vec<Entry>> {
    let head = text[..body(text)].lines().count();
    let lines: Vec<&str> = text.lines().collect();
    let marked = lines.iter().rposition(|line| line.trim() == "<!--nav-->");
    let mut lists = lists(&lines, marked.map_or(head, |at| at + 1));
    if marked.is_some() {
        lists.truncate(1);
    }
    let items = lists.pop()?;
    Some(nested(&mut items.into_iter().peekable(), 0))
}

/// The items of each list, with their columns.
fn lists(lines: &[&str], from: usize) -> Vec<Vec<(usize, Entry)>> {
    let mut lists: Vec<Vec<(usize, Entry)>> = Vec::new();
    let mut is_open = false;
    for (at, line) in lines.iter().enumerate().skip(from) {
        match item(line) {
            Some((column, inner)) if is_open || column < 4 => {
                if !is_open {
                    lists.push(Vec::new());
                }
                is_open = true;
                lists
                    .iter_mut()
                    .last()
                    .into_iter()
                    .for_each(|list| list.push((column, entry(inner, at + 1))));
            }
            _ => is_open &= line.trim().is_empty() || line.starts_with([' ', '\t']),
        }
    }
    lists
}

/// The column of an item, and what follows its sign.
fn item(line: &str) -> Option<(usize, &str)> {
    let bare = line.trim_start();
    let column = line[..line.len() - bare.len()].chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
    let number = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = match number.len() < bare.len() {
        true => number.strip_prefix('.'),
        false => bare.strip_prefix(['*', '-', '+']),
    };
    let inner = rest?.strip_prefix([' ', '\t'])?.trim();
    (!inner.is_empty()).then_some((column, inner))
}

/// `[Title](path.md)`, a title, or a pattern.
fn entry(inner: &str, line: usize) -> Entry {
    let link = inner.strip_prefix('[').and_then(|rest| rest.strip_suffix(')')?.rsplit_once("]("));
    match link {
        Some((title, address)) => {
            let address = address.trim();
            let bare = address.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
            let path = bare.unwrap_or_else(|| address.split_whitespace().next().unwrap_or_default());
            let link = crate::text::address::decoded(path);
            Entry { title: without_signs(title), link: Some(link), line, below: Vec::new() }
        }
        None => Entry { title: without_escapes(inner), link: None, line, below: Vec::new() },
    }
}

/// A title without what makes code or emphasis of it.
fn without_signs(title: &str) -> String {
    without_escapes(&title.trim().trim_matches('*').replace('`', ""))
}

fn without_escapes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_escape = c == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation);
        out.extend(if is_escape { chars.next() } else { Some(c) });
    }
    out
}

/// The items from a column on, each with those that stand further in below it.
fn nested(items: &mut std::iter::Peekable<std::vec::IntoIter<(usize, Entry)>>, column: usize) -> Vec<Entry> {
    let mut out: Vec<Entry> = Vec::new();
    let mut own = None;
    while let Some((at, _)) = items.peek() {
        let at = *at;
        if at < column {
            break;
        }
        match out.last_mut() {
            Some(last) if at > *own.get_or_insert(at) => last.below = nested(items, at),
            _ => {
                own = Some(at);
                out.extend(items.next().map(|(_, entry)| entry));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_list_is_the_navigation() {
        let shape = |entries: &[Entry]| {
            fn of(entries: &[Entry]) -> String {
                let one = |entry: &Entry| {
                    let link = entry.link.as_deref().unwrap_or_default();
                    format!("{}={link}[{}]", entry.title, of(&entry.below))
                };
                entries.iter().map(one).collect::<Vec<_>>().join(" ")
            }
            of(entries)
        };
        for (text, wanted) in [
            (
                "# A\n\n- x\n\nText.\n\n* [A](a.md)\n* B\n    * [C `c`](b/c.md)\n    * *.md\n* */\n",
                "A=a.md[] B=[C c=b/c.md[] *.md=[]] */=[]",
            ),
            (
                "<!--nav-->\n1. [A](<a b.md>)\n   - [B](b%20c.md \"t\")\n\n2. [`C`](c/)\n\nText\n\n- x\n",
                "A=a b.md[B=b c.md[]] C=c/[]",
            ),
            ("- \\*\n- [X](https://x.org)\n", "*=[] X=https://x.org[]"),
        ] {
            assert_eq!(shape(&entries(text).unwrap_or_default()), wanted, "{text}");
        }
        assert_eq!(entries("Text.\n"), None);
    }
}
