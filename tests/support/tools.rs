//! Small helpers: files, and what this machine has.

use anyhow::{Context, Result};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder with the real libraries to test on: `MDBOOK_PATTERNS_SHARED`, or `../shared`.
pub(crate) fn shared() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let folder = env::var_os("MDBOOK_PATTERNS_SHARED").map_or_else(beside, PathBuf::from);
    if !folder.is_dir() {
        eprintln!("skipped: {} is not there; MDBOOK_PATTERNS_SHARED names it", folder.display());
        return None;
    }
    Some(folder)
}

/// The browser: `CHROMIUM`, or the first one on PATH; `cargo xtask test` installs it.
pub(crate) fn chromium() -> Option<PathBuf> {
    let names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];
    let path = env::var_os("PATH").unwrap_or_default();
    let on_path = names.iter().flat_map(|name| env::split_paths(&path).map(move |folder| folder.join(name)));
    let browser =
        env::var_os("CHROMIUM").map(PathBuf::from).into_iter().chain(on_path).find(|file| file.is_file());
    if browser.is_none() {
        eprintln!("skipped: no Chromium on PATH; CHROMIUM names it");
    }
    browser
}

/// Write a file, and the folders above it.
pub(crate) fn write(path: &Path, content: &[u8]) -> Result<()> {
    let folder = path.parent().context("a file has a folder")?;
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}

/// Copy a folder with all it holds.
pub(crate) fn copy_tree(from: &Path, to: &Path) -> Result<()> {
    let entries = fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))?;
    for entry in entries {
        let (path, to) = {
            let entry = entry?;
            (entry.path(), to.join(entry.file_name()))
        };
        if path.is_dir() {
            copy_tree(&path, &to)?;
        } else {
            write(&to, &fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?)?;
        }
    }
    Ok(())
}

/// The files below a folder with the extension of `path`, sorted, relative to the folder.
pub(crate) fn files_like(folder: &Path, path: &str) -> Vec<PathBuf> {
    let mut found = files(folder);
    found.retain(|file| file.extension() == Path::new(path).extension());
    found.sort();
    found
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for path in fs::read_dir(next).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                found.extend(path.strip_prefix(folder).map(Path::to_path_buf));
            }
        }
    }
    found
}

/// How the generated summary names a page: its title, its first heading, or its file's stem.
pub(crate) fn page_title(path: &str, text: &str) -> String {
    let (front_matter, body) = split_front_matter(text);
    let title = front_matter
        .lines()
        .find_map(|line| line.strip_prefix("title")?.trim_start().strip_prefix([':', '=']));
    let heading = || body.lines().find_map(|line| line.strip_prefix("# "));
    let name = title.or_else(heading).unwrap_or_default();
    let name = name.replace(['[', ']', '"', '\''], "").trim().to_owned();
    if name.is_empty() { stem(path) } else { name }
}

fn split_front_matter(text: &str) -> (&str, &str) {
    let fences = ["---\n", "+++\n"].into_iter().find_map(|fence| {
        let rest = text.strip_prefix(fence)?;
        rest.split_once(&format!("\n{fence}"))
    });
    fences.unwrap_or(("", text))
}

fn stem(path: &str) -> String {
    Path::new(path).file_stem().map_or_else(|| path.to_owned(), |stem| stem.to_string_lossy().into_owned())
}
