//! The files of the search index on disk: first those that nobody knows of yet, then the manifest that
//! names them, then away with what it no longer names. Whoever reads in between, and a run that fails,
//! finds the old index whole.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::shards::NamedFile;
use crate::file::{FileError, Root, sweep};

/// The folder that browsers read, in that of the HTML: books have a `patterns/` of their own.
pub const FOLDER: &str = "patterns-index";

/// The only name without a hash.
const MANIFEST: &str = "index";

/// A folder of the index.
#[derive(Debug)]
pub(crate) struct Folder<'r> {
    root: &'r Root,
    /// Its path below the root.
    path: PathBuf,
    ending: &'static str,
}

impl<'r> Folder<'r> {
    /// The folder for programs: plain JSON.
    pub(crate) fn json(root: &'r Root, path: PathBuf) -> Self {
        Self { root, path, ending: "json" }
    }

    /// The folder for browsers: scripts that call one function, which works for `http` and for files.
    pub(crate) fn scripts(root: &'r Root, path: PathBuf) -> Self {
        Self { root, path, ending: "js" }
    }

    /// Brings the folder to these files. What is there already is not written again.
    ///
    /// # Errors
    /// A folder that cannot be written; the old index is still whole then.
    pub(crate) fn publish(&self, files: &[NamedFile]) -> Result<(), FileError> {
        let folder = self.root.resolve(&self.path)?;
        fs::create_dir_all(folder).map_err(|cause| self.failed(&self.path, cause))?;
        for (name, json) in files.iter().filter(|(name, _)| name != MANIFEST) {
            self.write_new(name, json)?;
        }
        for (name, json) in files.iter().filter(|(name, _)| name == MANIFEST) {
            self.root.write_changed(self.file(name), &self.manifest(json, files))?;
        }
        self.remove_stale(files)
    }

    /// Nobody reads a file with a hash before the manifest names it, so it need not be there at once.
    fn write_new(&self, name: &str, json: &str) -> Result<(), FileError> {
        let (file, text) = (self.file(name), self.text(json));
        let path = self.root.resolve(&file)?;
        if is(&path, &text) {
            Ok(())
        } else {
            fs::write(&path, &text).map_err(|cause| self.failed(&file, cause))
        }
    }

    fn failed(&self, file: &Path, cause: io::Error) -> FileError {
        FileError::Write { path: self.root.join(file), cause }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.path.join(format!("{name}.{}", self.ending))
    }

    fn text(&self, json: &str) -> String {
        if self.ending == "js" { format!("patternsIndex({json});\n") } else { format!("{json}\n") }
    }

    /// The manifest. For browsers it brings the engine, and what every query needs.
    fn manifest(&self, json: &str, files: &[NamedFile]) -> String {
        if self.ending == "js" {
            format!("{}patternsIndex({json},{{{}}});\n", super::engine::script(), needed(files))
        } else {
            self.text(json)
        }
    }

    /// Removes the files of earlier runs; files with other names are somebody's.
    fn remove_stale(&self, files: &[NamedFile]) -> Result<(), FileError> {
        let current: BTreeSet<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        let failed = |cause| self.failed(&self.path, cause);
        let folder = self.root.resolve(&self.path)?;
        sweep(&folder);
        for entry in fs::read_dir(folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            let is_ours = path.extension().is_some_and(|ending| ending == self.ending) && is_hashed(name);
            if is_ours && !current.contains(name) {
                match fs::remove_file(&path) {
                    Err(cause) if cause.kind() != io::ErrorKind::NotFound => return Err(failed(cause)),
                    _ => {}
                }
            }
        }
        Ok(())
    }
}

/// The files that no query does without, by name: the terms, and the titles where one file holds all of them.
fn needed(files: &[NamedFile]) -> String {
    let is_one = !files.iter().any(|(name, _)| name.starts_with("p1-"));
    let is_needed = |name: &str| name.starts_with("f0-") || (is_one && name.starts_with("p0-"));
    let needed = files.iter().filter(|(name, _)| is_needed(name));
    needed.map(|(name, json)| format!("\"{name}\":{json}")).collect::<Vec<_>>().join(",")
}

fn is(path: &Path, text: &str) -> bool {
    fs::read(path).is_ok_and(|found| found == text.as_bytes())
}

/// `w12-a0b1c`
fn is_hashed(name: &str) -> bool {
    let Some((number, hash)) = name.split_once('-') else { return false };
    let digits = number.trim_start_matches(['w', 'l', 'p', 't', 'f', 'm', 'e']);
    digits.len() + 1 == number.len()
        && !digits.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit())
        && hash.len() == super::digits::HASH
        && hash.bytes().all(|b| b.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn stale_files_go_and_others_stay() {
        let folder = tempfile::tempdir().unwrap();
        let root = Root::of(folder.path()).unwrap();
        let scripts = Folder::scripts(&root, "a/b".into());
        let path = folder.path().join("a/b");
        let files =
            |hash: &str| vec![("index".to_owned(), format!("{hash:?}")), (format!("w0-{hash}"), "[]".into())];
        scripts.publish(&files("aaaaa")).unwrap();
        fs::write(path.join("notes.txt"), "mine").unwrap();
        fs::write(path.join("w0-own.js"), "mine").unwrap();
        scripts.publish(&files("bbbbb")).unwrap();
        assert_eq!(names(&path), ["index.js", "notes.txt", "w0-bbbbb.js", "w0-own.js"]);
        let text = fs::read_to_string(path.join("w0-bbbbb.js")).unwrap();
        assert_eq!(text, "patternsIndex([]);\n");
    }

    #[test]
    fn what_has_not_changed_is_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let root = Root::of(folder.path()).unwrap();
        let json = Folder::json(&root, "".into());
        let files = vec![("index".to_owned(), "1".to_owned()), ("t3-abcde".to_owned(), "2".to_owned())];
        json.publish(&files).unwrap();
        let times = || {
            names(folder.path())
                .iter()
                .map(|name| fs::metadata(folder.path().join(name)).unwrap().modified().unwrap())
                .collect::<Vec<_>>()
        };
        let before = times();
        json.publish(&files).unwrap();
        assert_eq!(times(), before);
    }
}
