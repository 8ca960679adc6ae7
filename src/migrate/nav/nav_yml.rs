//! The order that `.nav.yml` files of the plugin awesome-nav give.

use globset::GlobBuilder;

use super::{Item, NavReader, titled};
use crate::front_matter::{self, Map, Node, Value};
use crate::migrate::ledger::{Fate, Lines};
use crate::text::path::join;

/// One of those files while it is read.
struct NavFile<'a> {
    /// The folder that it orders.
    folder: &'a str,
    /// The file in the report.
    shown: String,
    lines: Lines,
    /// The pages and folders of the folder that nothing has named.
    left: Vec<(String, Item)>,
}

impl NavReader<'_> {
    /// The keys of the `.nav.yml` of a folder, if the site has the plugin and the folder such a file.
    pub(super) fn nav_yml(&mut self, folder: &str) -> Option<Map> {
        self.site.plugin("awesome-nav")?;
        let text = self.tree.nav_files.get(&nav_file(folder))?;
        match front_matter::document(text) {
            Ok(map) => Some(map),
            Err((message, at)) => {
                let shown = self.site.file_of(&nav_file(folder));
                let line = Lines::of(text).at(at);
                self.ledger.add(&shown, line, "files of the navigation", Fate::Lost, message);
                None
            }
        }
    }

    /// The items of a folder as its `.nav.yml` wants them.
    pub(super) fn by_nav_yml(&mut self, folder: &str, map: &Map, items: Vec<(String, Item)>) -> Vec<Item> {
        let path = nav_file(folder);
        let shown = self.site.file_of(&path);
        self.ledger.add(&shown, 0, "files of the navigation", Fate::Converted, "");
        let text = self.tree.nav_files.get(&path).map_or("", String::as_str);
        let mut file = NavFile { folder, shown, lines: Lines::of(text), left: items };
        self.unread(map, &["nav", "title", "append_unmatched"], &file);
        let Some(Node { value: Value::List(nodes), .. }) = map.get("nav") else {
            return file.left.into_iter().map(|(_, item)| item).collect();
        };
        // What it names is taken from what is left; the rest is no part of the navigation.
        for (_, item) in &file.left {
            self.drop(item);
        }
        let mut out: Vec<Item> = nodes.iter().flat_map(|node| self.nav_node(node, &mut file)).collect();
        if map.get("append_unmatched").and_then(Node::text) == Some("true") {
            out.extend(file.left.into_iter().map(|(_, item)| item).filter_map(|item| self.unnamed(item)));
        }
        out
    }

    fn nav_node(&mut self, node: &Node, file: &mut NavFile<'_>) -> Vec<Item> {
        match &node.value {
            Value::Map(map) => match map.get("glob").and_then(Node::text) {
                Some(pattern) => {
                    self.unread(map, &["glob", "ignore_no_matches"], file);
                    self.globbed(pattern, file.lines.at(node.span.start), file)
                }
                None => map
                    .0
                    .iter()
                    .filter_map(|entry| self.nav_entry(Some(&entry.key), &entry.node, file))
                    .collect(),
            },
            _ => match node.text() {
                Some(text) if text.contains('*') => self.globbed(text, file.lines.at(node.span.start), file),
                _ => self.nav_entry(None, node, file).into_iter().collect(),
            },
        }
    }

    fn nav_entry(&mut self, title: Option<&str>, node: &Node, file: &mut NavFile<'_>) -> Option<Item> {
        if let Value::List(nodes) = &node.value {
            let items: Vec<Item> = nodes.iter().flat_map(|node| self.nav_node(node, file)).collect();
            return (!items.is_empty()).then(|| Item::Section(title.unwrap_or_default().to_owned(), items));
        }
        let (name, line) = (node.text()?, file.lines.at(node.span.start));
        if name.contains("://") {
            let note = format!("`{name}`: SUMMARY.md names pages only; link it from one");
            return self.lost(file, line, note);
        }
        let Some(full) = join(file.folder, name.trim_end_matches('/')) else {
            return self.lost(file, line, format!("`{name}` leads out of `{}`", self.site.docs));
        };
        if let Some(id) = self.find(&full) {
            if !self.named.insert(id) {
                let note = format!("`{name}` stands in the navigation before; mdBook shows a page once");
                return self.lost(file, line, note);
            }
            file.left.retain(|(_, item)| *item != Item::Page(id, None));
            return Some(Item::Page(id, title.map(str::to_owned)));
        }
        if let Some(at) = file.left.iter().position(|(own, _)| own == name.trim_end_matches('/')) {
            let item = file.left.remove(at).1;
            return self.unnamed(titled(item, title.map(str::to_owned)));
        }
        // A folder deep in this one was read before this one.
        let section = self.read.get(&full).filter(|_| is_below(&full, file.folder)).cloned();
        let section = section.unwrap_or_default();
        if section.is_empty() {
            return self.lost(file, line, format!("`{name}` is nothing in this folder"));
        }
        let own = full.rsplit('/').next().unwrap_or_default();
        let title = title.map_or_else(|| self.title_of(&full, own), str::to_owned);
        self.unnamed(Item::Section(title, section))
    }

    /// Notes the keys of a table that are not read.
    fn unread(&mut self, map: &Map, read: &[&str], file: &NavFile<'_>) {
        for entry in map.0.iter().filter(|entry| !read.contains(&entry.key.as_str())) {
            let note = format!("`{}` is not read; put the chapters in SUMMARY.md into its order", entry.key);
            self.lost(file, file.lines.at(entry.key_span.start), note);
        }
    }

    fn lost(&mut self, file: &NavFile<'_>, line: usize, note: String) -> Option<Item> {
        self.ledger.add(&file.shown, line, "files of the navigation", Fate::Lost, note);
        None
    }

    /// What a pattern matches of what is left in the folder.
    fn globbed(&mut self, pattern: &str, line: usize, file: &mut NavFile<'_>) -> Vec<Item> {
        let bare = pattern.trim_end_matches('/');
        let glob = GlobBuilder::new(bare).literal_separator(true).build();
        let Some(glob) = glob.ok().filter(|_| !bare.contains('/') && !bare.contains("**")) else {
            let note =
                format!("`{pattern}`: patterns of one folder only are read; put its pages into SUMMARY.md");
            self.lost(file, line, note);
            return Vec::new();
        };
        let matcher = glob.compile_matcher();
        let only_folders = pattern.ends_with('/');
        let (found, left): (Vec<_>, Vec<_>) =
            std::mem::take(&mut file.left).into_iter().partition(|(name, item)| {
                matcher.is_match(name) && (!only_folders || matches!(item, Item::Section(..)))
            });
        file.left = left;
        found.into_iter().filter_map(|(_, item)| self.unnamed(item)).collect()
    }

    /// An item without the pages that the navigation has named before.
    fn unnamed(&mut self, item: Item) -> Option<Item> {
        match item {
            Item::Page(id, title) => self.named.insert(id).then_some(Item::Page(id, title)),
            Item::Section(title, items) => {
                let items: Vec<Item> = items.into_iter().filter_map(|item| self.unnamed(item)).collect();
                (!items.is_empty()).then_some(Item::Section(title, items))
            }
        }
    }
}

/// Whether a path is deeper in a folder than the folder itself.
fn is_below(path: &str, folder: &str) -> bool {
    let rest = if folder.is_empty() { Some(path) } else { path.strip_prefix(folder) };
    rest.is_some_and(|rest| {
        !rest.trim_start_matches('/').is_empty() && (folder.is_empty() || rest.starts_with('/'))
    })
}

/// The file that orders a folder.
pub(super) fn nav_file(folder: &str) -> String {
    if folder.is_empty() { ".nav.yml".to_owned() } else { format!("{folder}/.nav.yml") }
}
