//! Drawings of icons that the book takes along: the site's own, and those of Material's package if somebody names it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::draft::Draft;
use super::ledger::{Fate, Ledger};
use super::site::Site;
use crate::source::dialect::icon_files;
use crate::text::path::join;

/// Where icons may be found.
pub(super) struct Found {
    /// The site's own folder, `.icons` of its `custom_dir`; empty if it has none.
    pub(super) folder: PathBuf,
    own: BTreeMap<String, PathBuf>,
    package: BTreeMap<String, PathBuf>,
}

impl Found {
    /// Looks for the icons of a site, and of a package's folder.
    pub(super) fn of(site: &Site, package: Option<&Path>) -> Self {
        let custom =
            site.table("theme").and_then(|theme| theme.get("custom_dir")).and_then(|node| node.text());
        let folder = custom
            .and_then(|custom| join("", custom))
            .and_then(|custom| site.root.join(custom).join(".icons").canonicalize().ok())
            .filter(|folder| folder.starts_with(&site.root))
            .unwrap_or_default();
        let own = if folder.as_os_str().is_empty() { BTreeMap::new() } else { icon_files(&folder) };
        let package = package.map(icon_files).unwrap_or_default();
        Self { folder, own, package }
    }

    /// The drawings to copy, by their path in the book: all of the site's own, and of the package what pages name
    /// and mdBook does not draw itself. Those are no longer lost, and no emoji stands in for them.
    pub(super) fn used(&self, drafts: &[Draft<'_>], ledger: &mut Ledger) -> BTreeMap<String, PathBuf> {
        let mut copies: BTreeMap<String, PathBuf> = BTreeMap::new();
        for path in self.own.values() {
            if let Ok(below) = path.strip_prefix(&self.folder) {
                copies.insert(format!("theme/icons/{}", crate::text::path::slashes(below)), path.clone());
            }
        }
        if !self.own.is_empty() {
            ledger.add("theme", 0, "icons of the site", Fate::Converted, "");
        }
        for name in drafts.iter().flat_map(named) {
            if let Some(path) = self.package.get(name) {
                copies.insert(format!("theme/icons/{}", in_sets(path)), path.clone());
            }
        }
        copies
    }

    /// The names of the site's own.
    pub(super) fn names(&self) -> impl Iterator<Item = String> {
        self.own.keys().cloned()
    }

    /// Whether the package has a drawing of a name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.package.contains_key(name)
    }
}

/// The names of icons in a page, but those of Font Awesome that mdBook has, too.
fn named<'d>(draft: &'d Draft<'_>) -> impl Iterator<Item = &'d str> {
    let icons = draft.read.dialect.iter().filter(|(name, ..)| matches!(*name, "icons" | "emoji"));
    icons.filter_map(|(name, at, why)| {
        let is_drawn = *name == "icons" && why.is_none();
        let (icon, _) = draft.text.get(*at..).filter(|_| !is_drawn)?.split_once(':')?.1.split_once(':')?;
        Some(icon)
    })
}

/// The name in "`:name:`: why it cannot be drawn".
pub(super) fn missing_icon(why: Option<&str>) -> Option<&str> {
    why?.strip_prefix("`:")?.split_once(":`").map(|(name, _)| name)
}

/// `.../fontawesome/solid/gear.svg` from its set on.
fn in_sets(path: &Path) -> String {
    let sets = ["fontawesome", "material", "octicons", "simple"];
    let parts: Vec<String> = crate::text::path::slashes(path).split('/').map(str::to_owned).collect();
    let start =
        parts.iter().rposition(|part| sets.contains(&part.as_str())).unwrap_or(parts.len().saturating_sub(2));
    parts[start..].join("/")
}
