//! The order that the plugin literate-nav reads in Markdown lists: `SUMMARY.md` of a folder, or another file of its
//! options.

use std::collections::BTreeSet;

use globset::GlobBuilder;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{Item, NavReader};
use crate::front_matter::{Node, Value};
use crate::migrate::ledger::Fate;
use crate::migrate::read::title_of_name;
use crate::migrate::site::Site;
use crate::migrate::tree::body;
use crate::text::address::decoded;
use crate::text::markdown::{link_parts, plain, squeeze, unescaped};
use crate::text::path::{folder, join, name};

/// The options of the plugin, and what it has come to.
pub(super) struct Literate {
    /// The name of its files.
    file: String,
    /// Whether the index of a folder comes first without being named.
    has_index: bool,
    form: Form,
    /// The pages and folders that are named somewhere, which patterns leave out.
    seen: BTreeSet<String>,
    /// The folders that are being read.
    open: Vec<String>,
}

/// How the plugin reads Markdown.
#[derive(Debug, Clone, Copy)]
struct Form {
    /// How far in a list stands that is below an item.
    tab: usize,
    /// Whether it knows fenced code.
    has_fences: bool,
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
            form: Form {
                tab: text("tab_length").and_then(|tab| tab.parse().ok()).filter(|tab| *tab > 0).unwrap_or(4),
                has_fences: options
                    .and_then(|options| options.get("markdown_extensions"))
                    .is_some_and(knows_fences),
            },
            seen: BTreeSet::new(),
            open: Vec::new(),
        })
    }
}

/// Whether some extensions of Markdown read fenced code.
fn knows_fences(extensions: &Node) -> bool {
    const NAMES: &[&str] = &[
        "fenced_code",
        "extra",
        "pymdownx.superfences",
        "pymdownx.extra",
        "markdown.extensions.fenced_code",
    ];
    let is_one = |name: &str| NAMES.contains(&name);
    match &extensions.value {
        Value::List(nodes) => nodes.iter().any(|node| match &node.value {
            Value::Map(map) => map.0.iter().any(|entry| is_one(&entry.key)),
            _ => node.text().is_some_and(is_one),
        }),
        Value::Map(map) => map.0.iter().any(|entry| is_one(&entry.key)),
        _ => false,
    }
}

impl NavReader<'_> {
    /// Notes what `nav` gives a title, so that no pattern takes it, wherever that stands.
    pub(super) fn name_titled(&mut self, nodes: &[Node]) {
        for node in nodes {
            let Some(Value::Map(map)) = self.site.default_of(node).map(|node| &node.value) else { continue };
            for entry in &map.0 {
                match self.site.default_of(&entry.node).map(|node| &node.value) {
                    Some(Value::List(items)) => self.name_titled(items),
                    Some(Value::Text(path)) => self.name(path),
                    _ => {}
                }
            }
        }
    }

    /// Notes the pages that a list of `nav` names without a title: only its own patterns leave them out.
    pub(super) fn name_untitled(&mut self, nodes: &[Node]) {
        nodes.iter().filter_map(Node::text).for_each(|path| self.name(path));
    }

    fn name(&mut self, path: &str) {
        let full = join("", path.trim_end_matches('/')).filter(|_| !path.contains('*'));
        full.into_iter().for_each(|full| self.see(full));
    }

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
        let (has_index, form) = (literate.has_index, literate.form);
        let entries = self.tree.nav_files.get(&path).and_then(|text| entries(text, form));
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
        // The plugin compares folder by folder.
        let one_folder = pattern.replace("**", "*");
        let Some(glob) = GlobBuilder::new(&one_folder).literal_separator(true).build().ok() else {
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
fn entries(text: &str, form: Form) -> Option<Vec<Entry>> {
    let head = text[..body(text)].lines().count();
    let text = without_hidden(text, form.has_fences);
    let lines: Vec<&str> = text.lines().collect();
    let marked = lines.iter().rposition(|line| line.trim() == MARK);
    let mut lists = lists(&lines, marked.map_or(head, |at| at + 1), form.tab);
    if marked.is_some() {
        lists.truncate(1);
    }
    let items = lists.pop()?;
    let defined: Vec<&str> = lines.iter().copied().filter(|line| is_definition(line)).collect();
    let defined = defined.join("\n");
    let items: Vec<(usize, Entry)> =
        items.into_iter().map(|item| (item.level, entry(&item.text, &defined, item.line))).collect();
    Some(nested(&mut items.into_iter().peekable(), 0))
}

/// What marks the navigation.
const MARK: &str = "<!--nav-->";

/// What is left of a comment that stands between blocks.
const APART: &str = "<!---->";

/// A text without its comments, but for the marks, and without what is code: all its lines stay.
fn without_hidden(text: &str, has_fences: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("<!--") {
        let Some(end) = rest[at..].find("-->").map(|end| at + end + "-->".len()) else { break };
        out.push_str(&rest[..at]);
        let hidden = &rest[at..end];
        let line = out.rsplit('\n').next().unwrap_or_default();
        let is_apart = line.trim().is_empty() && line.len() < 4;
        match hidden {
            MARK if is_apart => out.push_str(MARK),
            _ => {
                out.push_str(if is_apart { APART } else { "" });
                out.extend(hidden.chars().filter(|c| *c == '\n'));
            }
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    if has_fences { without_fences(&out) } else { out }
}

fn without_fences(text: &str) -> String {
    let mut open: Option<&str> = None;
    let line = |line: &str| {
        let bare = line.trim();
        let signs = ["```", "~~~"].into_iter().find(|signs| bare.starts_with(signs));
        match open {
            Some(fence) => open = Some(fence).filter(|fence| signs != Some(*fence)),
            None if signs.is_some() => open = signs,
            None => return line.to_owned(),
        }
        String::new()
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// `[name]: address`.
fn is_definition(line: &str) -> bool {
    let bare = line.trim_start();
    line.len() - bare.len() < 4 && bare.starts_with('[') && bare.contains("]:")
}

/// An item as it is written.
struct Written {
    level: usize,
    /// What follows its sign, with the lines that go on with it.
    text: String,
    /// Its line, from 1.
    line: usize,
}

/// The items of each list. As in Python-Markdown, a list starts below a blank line, a heading or a comment, which end one,
/// too, and what is below an item stands a whole `tab` further in.
fn lists(lines: &[&str], from: usize, tab: usize) -> Vec<Vec<Written>> {
    let mut lists: Vec<Vec<Written>> = Vec::new();
    let (mut is_open, mut is_text) = (false, false);
    for (at, line) in lines.iter().enumerate().skip(from) {
        let is_blank = line.trim().is_empty();
        let is_apart = line.starts_with('#') || line.trim_start().starts_with(APART);
        match item(line, tab) {
            Some((column, inner)) if is_open || (column < tab && !is_text) => {
                if !is_open {
                    lists.push(Vec::new());
                }
                is_open = true;
                let item = Written { level: column / tab, text: inner.to_owned(), line: at + 1 };
                if let Some(list) = lists.last_mut() {
                    list.push(item);
                }
            }
            _ if is_apart => is_open = false,
            _ if is_open && is_text && !is_blank => {
                let last = lists.last_mut().and_then(|list| list.last_mut());
                if let Some(item) = last {
                    item.text.extend(["\n", line.trim()]);
                }
            }
            _ => is_open &= is_blank || line.starts_with([' ', '\t']),
        }
        is_text = !is_blank && !is_apart;
    }
    lists
}

/// The column of an item, and what follows its sign.
fn item(line: &str, tab: usize) -> Option<(usize, &str)> {
    let bare = line.trim_start();
    let indent = line[..line.len() - bare.len()].chars();
    let column = indent.fold(0, |at, c| if c == '\t' { (at / tab + 1) * tab } else { at + 1 });
    let number = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = match number.len() < bare.len() {
        true => number.strip_prefix('.'),
        false => bare.strip_prefix(['*', '-', '+']),
    };
    let inner = rest?.strip_prefix([' ', '\t'])?.trim();
    (!inner.is_empty()).then_some((column, inner))
}

/// `[Title](path.md)`, a title, or a pattern; `defined` are the definitions of the text around.
fn entry(inner: &str, defined: &str, line: usize) -> Entry {
    let (title, link) = match link(inner, defined) {
        Some((title, address)) => (title, Some(address)),
        None => (without_escapes(inner), None),
    };
    Entry { title, link, line, below: Vec::new() }
}

/// The text and the address of a link that is all of an item.
fn link(inner: &str, defined: &str) -> Option<(String, String)> {
    let text = format!("{inner}\n\n{defined}");
    in_markdown(inner, &text).or_else(|| {
        // Python-Markdown takes spaces in an address.
        let (title, address) = link_parts(inner)?;
        Some((plain(title), decoded(&unescaped(address))))
    })
}

fn in_markdown(inner: &str, text: &str) -> Option<(String, String)> {
    let mut events = Parser::new(text).skip_while(|event| *event == Event::Start(Tag::Paragraph));
    let Some(Event::Start(Tag::Link { dest_url, .. })) = events.next().filter(|_| inner.starts_with('['))
    else {
        return None;
    };
    let mut title = String::new();
    for event in events.by_ref().take_while(|event| *event != Event::End(TagEnd::Link)) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => title.push_str(&text),
            Event::SoftBreak | Event::HardBreak => title.push(' '),
            _ => {}
        }
    }
    let is_all = events.next() == Some(Event::End(TagEnd::Paragraph));
    is_all.then(|| (squeeze(&title), decoded(&dest_url)))
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

/// The items from a level on, each with those that stand further in below it.
fn nested(items: &mut std::iter::Peekable<std::vec::IntoIter<(usize, Entry)>>, level: usize) -> Vec<Entry> {
    let mut out: Vec<Entry> = Vec::new();
    let mut own = None;
    while let Some((at, _)) = items.peek() {
        let at = *at;
        if at < level {
            break;
        }
        match out.last_mut() {
            Some(last) if at > *own.get_or_insert(at) => last.below.extend(nested(items, at)),
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

    const FORM: Form = Form { tab: 4, has_fences: false };

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
                "<!--nav-->\n1. [A](<a b.md>)\n    - [B](b%20c.md \"t\")\n\n2. [`C`](c/)\n\nText\n\n- x\n",
                "A=a b.md[B=b c.md[]] C=c/[]",
            ),
            // Comments, and what is below a text without a blank line, are no lists.
            ("* [A](a.md)\n* B\n    * [C](c.md)\n\n<!--\n* [X](x.md)\n-->\n", "A=a.md[] B=[C=c.md[]]"),
            ("* [A](a.md) <!-- b -->\n\nText:\n* [X](x.md)\n", "A=a.md[]"),
            ("# Contents\n* [A](a.md)\n* [B](b.md)\n", "A=a.md[] B=b.md[]"),
            // Headings and comments end a list.
            ("* [A](a.md)\n<!-- * [X](x.md) -->\n* [B](b.md)\n", "B=b.md[]"),
            ("* [A](a.md)\n## H\n* [B](b.md)\n", "B=b.md[]"),
            ("Text <!--nav-->\n* [A](a.md)\n\n+ [B](b c.md)\n", "B=b c.md[]"),
            // Two or three columns are none of a list below.
            ("- [A](a.md)\n  - [B](b.md)\n   - [C](c.md)\n", "A=a.md[] B=b.md[] C=c.md[]"),
            ("1. [A](a.md)\n   1. [B](b.md)\n\t1. [C](c.md)\n", "A=a.md[] B=b.md[C=c.md[]]"),
            ("* A\n        * [B](b.md)\n    * [C](c.md)\n* [D](d.md)\n", "A=[B=b.md[] C=c.md[]] D=d.md[]"),
            // Links by names, on two lines, with signs in their titles.
            ("* [Ref][r]\n* [S]\n\n[r]: api/y.md\n[s]: <s.md>\n", "Ref=api/y.md[] S=s.md[]"),
            ("* [A long\n  title](a.md)\n* [B\ntoo](b.md \"t\")\n", "A long title=a.md[] B too=b.md[]"),
            ("* [X & Y *z* \\* <b>](x.md)\n* [A](a.md) more\n", "X & Y z * <b>=x.md[] [A](a.md) more=[]"),
            ("- \\*\n- [X](https://x.org)\n", "*=[] X=https://x.org[]"),
        ] {
            assert_eq!(shape(&entries(text, FORM).unwrap_or_default()), wanted, "{text}");
        }
        assert_eq!(entries("Text.\n", FORM), None);
        let two = "- [A](a.md)\n  - [B](b.md)\n\n```\n\n- [X](x.md)\n```\n";
        let form = Form { tab: 2, has_fences: true };
        assert_eq!(shape(&entries(two, form).unwrap_or_default()), "A=a.md[B=b.md[]]");
    }
}
