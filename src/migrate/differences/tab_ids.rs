//! Ids of tabs: `pymdownx.tabbed` with `slugify` gives a tab the id of its title, and links may lead there.

use std::collections::{BTreeSet, HashSet};

use super::Note;
use super::lines::{Changes, PageLines, indent};
use crate::migrate::ledger::Fate;
use crate::migrate::read::Read;
use crate::migrate::site::Site;
use crate::migrate::slug::Slugs;

/// Makes the ids of tabs.
pub(super) struct TabIds {
    slugs: Slugs,
    /// The names that links of the site have after `#`.
    wanted: HashSet<String>,
}

impl TabIds {
    /// As the options of a site say; `None` where its tabs have no ids of that kind.
    pub(super) fn of(site: &Site, reads: &[Read]) -> Option<Self> {
        let slugs = Slugs::of_tabs(site)?;
        let names = reads.iter().flat_map(|read| &read.links);
        let wanted = names.filter_map(|link| Some(link.address.split_once('#')?.1.to_owned())).collect();
        Some(Self { slugs, wanted })
    }

    /// Puts an anchor into each tab that a link leads to.
    pub(super) fn settle(&self, lines: &mut PageLines, read: &Read, note: &mut Note<'_>) {
        let headings: BTreeSet<&str> = read.headings.iter().map(|heading| heading.id.as_str()).collect();
        let mut taken: HashSet<String> = HashSet::new();
        let mut changes = Changes::new();
        for at in read.dialect.iter().filter(|(name, ..)| *name == "content tabs").map(|(_, at, _)| *at) {
            let at = lines.line_of(at);
            let line = lines.get(at);
            let Some(title) = title(line) else { continue };
            let id = self.slugs.slug(title);
            let is_free = !headings.contains(id.as_str()) && !read.ids.contains(&id);
            if self.wanted.contains(&id) && is_free && taken.insert(id.clone()) {
                let anchor = format!("{}    <a id=\"{id}\"></a>", " ".repeat(indent(line)));
                changes.insert(at, vec![line.to_owned(), String::new(), anchor, String::new()]);
                note(lines.origin(at), "ids of tabs", Fate::Converted, "");
            }
        }
        lines.change(changes);
    }
}

/// The title of a tab.
fn title(line: &str) -> Option<&str> {
    let rest = line.trim().strip_prefix("===")?;
    rest.split_once('"')?.1.strip_suffix('"')
}
