//! The navigation: as `nav` says, or of the tree of pages as MkDocs makes it.

mod literate;
mod nav_yml;

use std::collections::{BTreeMap, BTreeSet};

use self::literate::Literate;
pub(super) use self::literate::list_file;
use crate::front_matter::{self, Map, Node, Value};
use crate::migrate::blog::Blog;
use crate::migrate::ledger::{Fate, Ledger, Lines};
use crate::migrate::read::title_of_name;
use crate::migrate::site::Site;
use crate::migrate::tree::Tree;
use crate::source::dialect::address::page_of;
use crate::text::path::{folder, join, name, readme};

/// An item of the navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    /// A page: its number, and the title that the navigation gives it.
    Page(usize, Option<String>),
    /// Items below a title.
    Section(String, Vec<Item>),
}

/// The navigation of a site.
#[derive(Debug, Default)]
pub(super) struct Nav {
    /// Its items.
    pub(super) items: Vec<Item>,
    /// The pages that it does not name, in the order of the tree.
    pub(super) outside: Vec<usize>,
}

impl Nav {
    /// The titles that it gives to pages.
    pub(super) fn titles(&self) -> BTreeMap<usize, &str> {
        fn add<'n>(items: &'n [Item], titles: &mut BTreeMap<usize, &'n str>) {
            for item in items {
                match item {
                    Item::Page(id, title) => titles.extend(title.as_deref().map(|title| (*id, title))),
                    Item::Section(_, items) => add(items, titles),
                }
            }
        }
        let mut titles = BTreeMap::new();
        add(&self.items, &mut titles);
        titles
    }
}

/// Reads the navigation.
pub(super) fn read(site: &Site, tree: &Tree, ledger: &mut Ledger) -> Nav {
    let numbers = tree.pages.iter().enumerate().map(|(id, page)| (page.source.as_str(), id)).collect();
    let mut reader = NavReader {
        site,
        tree,
        ledger: &mut *ledger,
        numbers,
        named: BTreeSet::new(),
        folders: folders(tree),
        read: BTreeMap::new(),
        literate: Literate::of(site),
    };
    let nav = site.keys().get("nav");
    let items = match (reader.by_lists(nav.is_some()), nav) {
        (Some(items), _) => items,
        (None, Some(Node { value: Value::List(items), .. })) => {
            reader.name_titled(items);
            reader.items(items)
        }
        (None, _) => reader.by_tree(),
    };
    let outside: Vec<usize> = (0..tree.pages.len()).filter(|id| !reader.named.contains(id)).collect();
    let blogs = Blog::all(site);
    let is_post = |id: &&usize| blogs.iter().any(|blog| blog.has(&tree.pages[**id].source));
    for id in outside.iter().filter(|id| !is_post(id)) {
        let file = site.file_of(&tree.pages[*id].source);
        ledger.add(
            &file,
            0,
            "pages outside the navigation",
            Fate::Converted,
            "stands at the end of SUMMARY.md",
        );
    }
    Nav { items, outside }
}

struct NavReader<'a> {
    site: &'a Site,
    tree: &'a Tree,
    ledger: &'a mut Ledger,
    /// The pages by their path.
    numbers: BTreeMap<&'a str, usize>,
    named: BTreeSet<usize>,
    folders: BTreeMap<String, Folder>,
    /// The items of the folders that were read.
    read: BTreeMap<String, Vec<Item>>,
    /// The plugin that reads lists, where the site has it.
    literate: Option<Literate>,
}

/// What is in a folder, in the order of the tree.
#[derive(Debug, Clone, Default)]
struct Folder {
    pages: Vec<usize>,
    folders: Vec<String>,
}

/// All folders that hold pages, by their paths.
fn folders(tree: &Tree) -> BTreeMap<String, Folder> {
    let mut found: BTreeMap<String, Folder> = BTreeMap::new();
    for (id, page) in tree.pages.iter().enumerate() {
        let mut path = folder(&page.source);
        let mut is_new = !found.contains_key(path);
        found.entry(path.to_owned()).or_default().pages.push(id);
        while is_new && !path.is_empty() {
            let (parent, own) = path.rsplit_once('/').unwrap_or(("", path));
            is_new = !found.contains_key(parent);
            found.entry(parent.to_owned()).or_default().folders.push(own.to_owned());
            path = parent;
        }
    }
    found
}

impl NavReader<'_> {
    fn items(&mut self, nodes: &[Node]) -> Vec<Item> {
        self.name_untitled(nodes);
        nodes.iter().flat_map(|node| self.item(node)).collect()
    }

    fn item(&mut self, node: &Node) -> Vec<Item> {
        let Some(node) = self.without_environment(node) else { return Vec::new() };
        match &node.value {
            Value::Map(map) => {
                map.0.iter().filter_map(|entry| self.titled(&entry.key, &entry.node)).collect()
            }
            _ => match node.text() {
                Some(path) => {
                    let line = self.site.line(node.span.start);
                    let found = self.of_folder_or_pattern(path, line);
                    found.unwrap_or_else(|| self.page(path, None, line).into_iter().collect())
                }
                None => Vec::new(),
            },
        }
    }

    /// An entry; of `!ENV [NAME, default]` the default.
    fn without_environment<'n>(&mut self, node: &'n Node) -> Option<&'n Node> {
        let found = self.site.default_of(node);
        if found.is_none() {
            let note = "an entry that the environment names has no value now".to_owned();
            self.note(self.site.line(node.span.start), "entries of the navigation", note);
        }
        found
    }

    fn titled(&mut self, title: &str, node: &Node) -> Option<Item> {
        let line = self.site.line(node.span.start);
        let node = self.without_environment(node)?;
        match &node.value {
            Value::List(items) => {
                let items = self.items(items);
                (!items.is_empty()).then(|| Item::Section(title.to_owned(), items))
            }
            Value::Null => self.page(title, None, line),
            _ => match self.of_folder_or_pattern(node.text()?, line) {
                Some(items) => (!items.is_empty()).then(|| Item::Section(title.to_owned(), items)),
                None => self.page(node.text()?, Some(title), line),
            },
        }
    }

    fn page(&mut self, path: &str, title: Option<&str>, line: usize) -> Option<Item> {
        // What starts at the root of the server is none of the site's own to MkDocs.
        if path.contains("://") || path.starts_with("mailto:") || path.starts_with('/') {
            let name = title.map(|title| format!("`{title}`: ")).unwrap_or_default();
            let note = format!("{name}{path}: SUMMARY.md names pages only; link it from one");
            self.note(line, "external links in the navigation", note);
            return None;
        }
        let Some(inside) = join("", path) else {
            self.note(
                line,
                "entries of the navigation",
                format!("`{path}` leads out of `{}`", self.site.docs),
            );
            return None;
        };
        let found = self.find(&inside);
        match found {
            Some(id) if self.named.insert(id) => {
                let title = title.filter(|title| !title.trim().is_empty()).map(str::to_owned);
                self.site.note(self.ledger, line, "entries of the navigation", Fate::Converted, "");
                Some(Item::Page(id, title))
            }
            Some(_) => {
                let note = format!("`{path}` stands in the navigation before; mdBook shows a page once");
                self.note(line, "entries of the navigation", note);
                None
            }
            None if self.tree.files.contains_key(&inside) => {
                let note = format!("`{path}` is a file and no page; link it from one");
                self.note(line, "entries of the navigation", note);
                None
            }
            None => {
                let note = format!("there is no page `{path}`");
                self.site.note(self.ledger, line, "entries of the navigation", Fate::Broken, note);
                None
            }
        }
    }

    fn find(&self, path: &str) -> Option<usize> {
        let page = |path: &str| self.numbers.get(path).copied();
        page(path).or_else(|| page(&readme(path)?)).or_else(|| page_of(path, page))
    }

    fn note(&mut self, line: usize, what: &str, note: String) {
        self.site.note(self.ledger, line, what, Fate::Lost, note);
    }

    /// All pages: of each folder its index, its pages, its folders, as they were found.
    fn by_tree(&mut self) -> Vec<Item> {
        self.named.extend(0..self.tree.pages.len());
        let items = self.folder("");
        for name in self.tree.nav_files.keys() {
            if !name.ends_with(".pages") && self.site.plugin("awesome-nav").is_none() {
                let note = "the navigation of another plugin; put the chapters in SUMMARY.md into its order";
                self.ledger.add(&self.site.file_of(name), 0, "files of the navigation", Fate::Lost, note);
            }
        }
        items
    }

    fn folder(&mut self, path: &str) -> Vec<Item> {
        let tree = self.tree;
        let own = self.folders.get(path).cloned().unwrap_or_default();
        let page = |id: &usize| (name(&tree.pages[*id].source).to_owned(), Item::Page(*id, None));
        let mut items: Vec<(String, Item)> = own.pages.iter().map(page).collect();
        for name in own.folders {
            let full = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
            let section = Item::Section(self.title_of(&full, &name), self.folder(&full));
            items.push((name, section));
        }
        let items = match self.nav_yml(path) {
            Some(map) => self.by_nav_yml(path, &map, items),
            None => self.arranged(path, items),
        };
        self.read.insert(path.to_owned(), items.clone());
        items
    }

    /// The title of a folder: as its `.pages` or `.nav.yml` says, or its name in words.
    fn title_of(&self, path: &str, name: &str) -> String {
        let of_pages = self.tree.nav_files.get(&format!("{path}/.pages"));
        let text = of_pages.or_else(|| self.tree.nav_files.get(&nav_yml::nav_file(path)));
        let own = text.and_then(|text| front_matter::document(text).ok()).and_then(|map| {
            let title = map.get("title")?.text()?;
            Some(title.to_owned())
        });
        own.unwrap_or_else(|| title_of_name(name))
    }

    /// The items of a folder as its `.pages` of the plugin awesome-pages wants them.
    fn arranged(&mut self, path: &str, items: Vec<(String, Item)>) -> Vec<Item> {
        let file = if path.is_empty() { ".pages".to_owned() } else { format!("{path}/.pages") };
        let Some(text) = self.tree.nav_files.get(&file) else {
            return items.into_iter().map(|(_, item)| item).collect();
        };
        let shown = self.site.file_of(&file);
        let map = match front_matter::document(text) {
            Ok(map) => map,
            Err((message, at)) => {
                self.ledger.add(
                    &shown,
                    Lines::of(text).at(at),
                    "files of the navigation",
                    Fate::Lost,
                    message,
                );
                Map::default()
            }
        };
        let mut left: Vec<(String, Item)> = items;
        let mut out = Vec::new();
        let lines = Lines::of(text);
        match map.get("nav").or(map.get("arrange")).map(|node| &node.value) {
            Some(Value::List(nodes)) => {
                let mut rest_at = None;
                for node in nodes {
                    let (title, name) = match &node.value {
                        Value::Map(map) => match map.0.first() {
                            Some(entry) => (Some(entry.key.clone()), entry.node.text()),
                            None => continue,
                        },
                        _ => (None, node.text()),
                    };
                    let line = lines.at(node.span.start);
                    match name {
                        Some("...") => rest_at = Some(out.len()),
                        Some(name) => match left.iter().position(|(own, _)| own == name) {
                            Some(at) => out.push(titled(left.remove(at).1, title)),
                            None => {
                                let note = format!("`{name}` is nothing in this folder");
                                self.ledger.add(&shown, line, "files of the navigation", Fate::Lost, note);
                            }
                        },
                        None => {
                            let note =
                                "a list in a list is not read; put its pages in SUMMARY.md into their order";
                            self.ledger.add(&shown, line, "files of the navigation", Fate::Lost, note);
                        }
                    }
                }
                if let Some(at) = rest_at {
                    out.splice(at..at, left.into_iter().map(|(_, item)| item));
                } else {
                    // What it does not name is no part of the navigation.
                    left.iter().for_each(|(_, item)| self.drop(item));
                }
            }
            _ => out.extend(left.into_iter().map(|(_, item)| item)),
        }
        self.ledger.add(&shown, 0, "files of the navigation", Fate::Converted, "");
        out
    }

    fn drop(&mut self, item: &Item) {
        match item {
            Item::Page(id, _) => {
                self.named.remove(id);
            }
            Item::Section(_, items) => items.iter().for_each(|item| self.drop(item)),
        }
    }
}

fn titled(item: Item, title: Option<String>) -> Item {
    match (item, title) {
        (Item::Page(id, old), title) => Item::Page(id, title.or(old)),
        (Item::Section(old, items), title) => Item::Section(title.unwrap_or(old), items),
    }
}
