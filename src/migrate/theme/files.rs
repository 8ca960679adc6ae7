//! The files of a theme's own folder that MkDocs serves with the pages.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::migrate::site::Site;
use crate::migrate::tree::is_page;

/// Adds them to the other files of a site, which win.
pub(in crate::migrate) fn add_files(site: &Site, folder: &Path, files: &mut BTreeMap<String, PathBuf>) {
    // A folder that holds the pages is that of the whole project.
    if !site.root.join(&site.docs).starts_with(folder) {
        add_below(site, folder, "", DEEPEST, files);
    }
}

/// How deep the folders of a theme are looked at.
const DEEPEST: usize = 20;

/// No templates, programs and texts are among them.
fn add_below(site: &Site, folder: &Path, prefix: &str, depth: usize, files: &mut BTreeMap<String, PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        let real = entry.path().canonicalize().ok().filter(|real| real.starts_with(&site.root));
        let is_served = !name.starts_with('.')
            && !is_page(&name)
            && ![".html", ".py", ".pyc", ".xml", "mkdocs_theme.yml"].iter().any(|end| name.ends_with(end))
            && !name.to_lowercase().contains("readme");
        match real.filter(|_| is_served) {
            // A link to a folder may lead in circles.
            Some(real) if real.is_dir() && depth > 0 && !entry.path().is_symlink() => {
                add_below(site, &real, &format!("{path}/"), depth - 1, files);
            }
            Some(real) if real.is_file() => {
                files.entry(path).or_insert(real);
            }
            _ => {}
        }
    }
}
