//! Drawings of icons that the book takes along: the site's own, and those of Material's package if somebody names it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::draft::Draft;
use super::ledger::{Fate, Ledger};
use super::site::Site;
use crate::front_matter::Value;
use crate::source::dialect::icon_files;
use crate::text::path::join;

/// Where icons may be found.
pub(super) struct Found {
    /// The site's own folders: `.icons` of its `custom_dir`, and `custom_icons`.
    folders: Vec<PathBuf>,
    own: BTreeMap<String, PathBuf>,
    package: BTreeMap<String, PathBuf>,
}

impl Found {
    /// Looks for the icons of a site, and of a package's folder.
    pub(super) fn of(site: &Site, package: Option<&Path>) -> Self {
        let theme = site.table("theme").and_then(|theme| theme.get("custom_dir"));
        let of_theme = theme.and_then(|node| site.text_of(node)).map(|custom| format!("{custom}/.icons"));
        let options = site.extension("pymdownx.emoji").flatten().and_then(|options| options.get("options"));
        let listed = match options.map(|node| &node.value) {
            Some(Value::Map(options)) => options.get("custom_icons"),
            _ => None,
        };
        let listed = match listed.map(|node| &node.value) {
            Some(Value::List(items)) => items.as_slice(),
            _ => &[],
        };
        let of_options = listed.iter().filter_map(|item| site.text_of(item)).map(str::to_owned);
        let real = |path: String| site.root.join(join("", &path)?).canonicalize().ok();
        let all = of_theme.into_iter().chain(of_options).filter_map(real);
        let folders: Vec<PathBuf> = all.filter(|folder| folder.starts_with(&site.root)).collect();
        let own = folders.iter().rev().flat_map(|folder| icon_files(folder)).collect();
        let package = package.map(icon_files).unwrap_or_default();
        Self { folders, own, package }
    }

    /// The drawings to copy, by their path in the book: all of the site's own, and of the package what pages name
    /// and mdBook does not draw itself. Those are no longer lost, and no emoji stands in for them.
    pub(super) fn used(&self, drafts: &[Draft<'_>], ledger: &mut Ledger) -> BTreeMap<String, PathBuf> {
        let mut copies: BTreeMap<String, PathBuf> = BTreeMap::new();
        for path in self.own.values() {
            let below = self.folders.iter().find_map(|folder| path.strip_prefix(folder).ok());
            if let Some(below) = below {
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

    /// The site's own folders; of two icons of one name, the book has that of the first.
    pub(super) fn folders(&self) -> &[PathBuf] {
        &self.folders
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
