//! Where books come from: a folder, a git directory without files, or an address to clone.

use crate::repo;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A book that was found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Its source and, if that holds several, its folder there.
    pub(crate) name: String,
    /// The folder of its `book.toml`.
    pub(crate) root: PathBuf,
}

/// How deep in a repository books are looked for.
const DEPTH: usize = 3;

/// All books of a source, by name. Books in folders for tests and examples, broken on purpose, are none.
pub(crate) fn books(source: &str) -> Result<Vec<Found>> {
    let folder = if source.contains("://") { cloned(source)? } else { PathBuf::from(source) };
    ensure!(folder.is_dir(), "{source} is no folder");
    let (folder, is_git) =
        if is_git_directory(&folder) { (files_of(&folder)?, true) } else { (folder, false) };
    let name = if is_git { name_of(Path::new(source)) } else { name_of(&folder) };
    let mut found = Vec::new();
    collect(&folder, &name, DEPTH, &mut found)?;
    ensure!(!found.is_empty(), "there is no book.toml in {source}");
    Ok(found)
}

fn collect(folder: &Path, name: &str, depth: usize, found: &mut Vec<Found>) -> Result<()> {
    if folder.join("book.toml").is_file() {
        found.push(Found { name: name.to_owned(), root: folder.to_path_buf() });
    }
    if depth == 0 {
        return Ok(());
    }
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut inside: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    inside.sort();
    for folder in inside.iter().filter(|path| path.is_dir() && !is_left_out(path)) {
        collect(folder, &format!("{name}/{}", last(folder)), depth - 1, found)?;
    }
    Ok(())
}

fn is_left_out(folder: &Path) -> bool {
    let name = last(folder);
    name.starts_with('.') || ["target", "tests", "test_book", "node_modules"].contains(&name.as_str())
}

fn last(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The last folder of a source that says something: `.../mdBook/repo` is mdBook's.
fn name_of(path: &Path) -> String {
    let says_nothing = |name: &String| ["repo", ".git"].contains(&name.as_str());
    let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    path.ancestors().map(last).find(|name| !says_nothing(name)).unwrap_or_default()
}

fn is_git_directory(folder: &Path) -> bool {
    folder.join("HEAD").is_file() && folder.join("objects").is_dir()
}

/// The files of a git directory's newest commit, below `target/books`.
fn files_of(git: &Path) -> Result<PathBuf> {
    let folder = place(&name_of(git))?;
    let mut archive = Command::new("git")
        .arg("--git-dir")
        .arg(git)
        .args(["archive", "HEAD"])
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start git")?;
    let piped = archive.stdout.take().context("stdout is piped")?;
    let unpacked = Command::new("tar").arg("x").arg("-C").arg(&folder).stdin(piped).status();
    ensure!(
        archive.wait()?.success() && unpacked.context("cannot start tar")?.success(),
        "git does not give the files of {}",
        git.display()
    );
    Ok(folder)
}

/// A clone of a public repository, made anew.
fn cloned(address: &str) -> Result<PathBuf> {
    let name = address.trim_end_matches('/').trim_end_matches(".git").rsplit('/').next().unwrap_or_default();
    let folder = place(name)?;
    eprintln!("==> cloning {address}");
    let cloned = Command::new("git")
        .args(["clone", "--quiet", "--depth", "1", address])
        .arg(&folder)
        .status()
        .context("cannot start git")?;
    ensure!(cloned.success(), "git does not clone {address}");
    Ok(folder)
}

/// An empty folder for the files of a source.
fn place(name: &str) -> Result<PathBuf> {
    ensure!(!name.is_empty(), "a source without a name");
    let folder = repo::root().join("target/books").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_of(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        folder
    }

    #[test]
    fn books_are_found_below_a_folder_but_not_among_tests() {
        let folder = folder_of(&[
            "lib/doc/b/book.toml",
            "lib/doc/a/book.toml",
            "lib/tests/x/book.toml",
            "lib/.x/book.toml",
        ]);
        let found = books(folder.path().join("lib").to_str().unwrap()).unwrap();
        let names: Vec<&str> = found.iter().map(|found| found.name.as_str()).collect();
        assert_eq!(names, ["lib/doc/a", "lib/doc/b"]);
    }

    #[test]
    fn a_folder_without_a_book_is_an_error() {
        let folder = folder_of(&["readme.md"]);
        let source = folder.path().to_str().unwrap().to_owned();
        assert_eq!(books(&source).unwrap_err().to_string(), format!("there is no book.toml in {source}"));
    }
}
