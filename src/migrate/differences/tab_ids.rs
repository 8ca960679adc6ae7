//! Ids of tabs, where links may lead: `pymdownx.tabbed` with `slugify` gives a tab the id of its title, and otherwise
//! `__tabbed_2_1`, by the number of its group on the page and its own.

use std::collections::{BTreeSet, HashSet};

use super::Note;
use super::lines::{Changes, PageLines, indent};
use crate::migrate::ledger::Fate;
use crate::migrate::read::Read;
use crate::migrate::site::Site;
use crate::migrate::slug::Slugs;
use crate::migrate::tree::SitePage;
use crate::text::path::name;

/// Makes the ids of tabs.
pub(super) struct TabIds {
    /// None where ids are numbers.
    slugs: Option<Slugs>,
    /// What links of the site have after `#`, each with the name of the file before it, if it has one.
    wanted: HashSet<(String, String)>,
}

impl TabIds {
    /// As the options of a site say; `None` where nothing can lead to a tab.
    pub(super) fn of(site: &Site, reads: &[Read]) -> Option<Self> {
        let slugs = Slugs::of_tabs(site);
        let names = reads.iter().flat_map(|read| &read.links);
        let wanted: HashSet<(String, String)> = names
            .filter_map(|link| {
                let (path, id) = link.address.split_once('#')?;
                Some((own_name(path).to_owned(), id.to_owned()))
            })
            .collect();
        let has_one = slugs.is_some() || wanted.iter().any(|(_, id)| id.starts_with(NUMBERED));
        (has_one && site.extension("pymdownx.tabbed").is_some()).then_some(Self { slugs, wanted })
    }

    /// Puts an anchor into each tab that a link leads to.
    pub(super) fn settle(&self, lines: &mut PageLines, page: &SitePage, read: &Read, note: &mut Note<'_>) {
        let own = own_name(&page.source);
        let is_wanted = |id: &str| {
            let has = |file: &str| self.wanted.contains(&(file.to_owned(), id.to_owned()));
            has(own) || has("")
        };
        let headings: BTreeSet<&str> = read.headings.iter().map(|heading| heading.id.as_str()).collect();
        let mut taken: HashSet<String> = HashSet::new();
        let mut changes = Changes::new();
        let tabs = read.dialect.iter().filter(|(name, ..)| *name == "content tabs");
        let tabs: Vec<usize> = tabs.map(|(_, at, _)| lines.line_of(*at)).collect();
        for (at, (group, nth)) in tabs.iter().copied().zip(numbers(lines, &tabs)) {
            let line = lines.get(at);
            let Some(title) = title(line) else { continue };
            let id = match &self.slugs {
                Some(slugs) => slugs.slug(title),
                None => format!("{NUMBERED}{group}_{nth}"),
            };
            let is_free = !headings.contains(id.as_str()) && !read.ids.contains(&id);
            if is_wanted(&id) && is_free && taken.insert(id.clone()) {
                let anchor = format!("{}    <a id=\"{id}\"></a>", " ".repeat(indent(line)));
                changes.insert(at, vec![line.to_owned(), String::new(), anchor, String::new()]);
                note(lines.origin(at), "ids of tabs", Fate::Converted, "");
            }
        }
        lines.change(changes);
    }
}

/// The name by which a link means the page of a path: that of its file, or of the folder that it is served in.
fn own_name(path: &str) -> &str {
    let bare = path.trim_end_matches('/');
    let stem = bare.strip_suffix(".md").or_else(|| bare.strip_suffix(".html")).unwrap_or(bare);
    let served = ["index", "README"].iter().find_map(|index| stem.strip_suffix(index));
    let served = served.filter(|rest| rest.is_empty() || rest.ends_with('/')).unwrap_or(stem);
    name(served.trim_end_matches('/'))
}

/// What ids of tabs start with that have no other.
const NUMBERED: &str = "__tabbed_";

/// The number of the group of each tab, and its own in it. A group goes on at the next tab, if only what is in the tab
/// before stands between.
fn numbers(lines: &PageLines, tabs: &[usize]) -> Vec<(usize, usize)> {
    // The groups that are open: the columns, the last tab, and both numbers.
    let mut open: Vec<(usize, usize, usize, usize)> = Vec::new();
    let mut groups = 0;
    let number = |at: &usize| {
        let (line, own) = (lines.get(*at), indent(lines.get(*at)));
        let is_inside = |last: usize, columns: usize| {
            let mut between = (last + 1..*at).map(|between| lines.get(between));
            between.all(|line| line.trim().is_empty() || indent(line) > columns)
        };
        while open.last().is_some_and(|(columns, last, ..)| {
            *columns > own
                || !is_inside(*last, *columns)
                || *columns == own && line.trim().starts_with("===!")
        }) {
            open.pop();
        }
        match open.last_mut().filter(|(columns, ..)| *columns == own) {
            Some((_, last, group, nth)) => {
                (*last, *nth) = (*at, *nth + 1);
                (*group, *nth)
            }
            None => {
                groups += 1;
                open.push((own, *at, groups, 1));
                (groups, 1)
            }
        }
    };
    tabs.iter().map(number).collect()
}

/// The title of a tab.
fn title(line: &str) -> Option<&str> {
    let rest = line.trim().strip_prefix("===")?;
    rest.split_once('"')?.1.strip_suffix('"')
}
