//! The files of the search index on disk: first those that nobody knows of yet, then the manifest that
//! names them, then away with what it no longer names. Whoever reads in between, and a run that fails,
//! finds the old index whole.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::shards::NamedFile;
use crate::file;

/// The only name without a hash.
const MANIFEST: &str = "index";

/// A folder of the index.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    ending: &'static str,
}

impl Folder {
    /// The folder for programs: plain JSON.
    pub(crate) fn json(path: PathBuf) -> Self {
        Self { path, ending: "json" }
    }

    /// The folder for browsers: scripts that call one function, which works for `http` and for files.
    pub(crate) fn scripts(path: PathBuf) -> Self {
        Self { path, ending: "js" }
    }

    /// Brings the folder to these files. What is there already is not written again.
    ///
    /// # Errors
    /// A folder that cannot be written; the old index is still whole then.
    pub(crate) fn publish(&self, files: &[NamedFile]) -> Result<()> {
        fs::create_dir_all(&self.path).with_context(|| format!("cannot make {}", self.path.display()))?;
        files.iter().filter(|(name, _)| name != MANIFEST).try_for_each(|(name, json)| {
            let path = self.file(name);
            let text = self.text(name, json);
            if is(&path, &text) {
                return Ok(());
            }
            fs::write(&path, &text).with_context(|| format!("cannot write {}", path.display()))
        })?;
        for (name, json) in files.iter().filter(|(name, _)| name == MANIFEST) {
            file::write_changed(&self.file(name), &self.text(name, json))?;
        }
        file::remove_unfinished(&self.path)?;
        self.remove_stale(files)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.path.join(format!("{name}.{}", self.ending))
    }

    fn text(&self, name: &str, json: &str) -> String {
        match self.ending {
            "js" => {
                let engine = if name == MANIFEST { super::engine::script() } else { String::new() };
                format!("{engine}patternsIndex({json});\n")
            }
            _ => format!("{json}\n"),
        }
    }

    /// Removes the files of earlier runs; files with other names are somebody's.
    fn remove_stale(&self, files: &[NamedFile]) -> Result<()> {
        let current: BTreeSet<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        let failed = || format!("cannot clean {}", self.path.display());
        for entry in fs::read_dir(&self.path).with_context(failed)? {
            let path = entry.with_context(failed)?.path();
            let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            let is_ours = path.extension().is_some_and(|ending| ending == self.ending) && is_hashed(name);
            if is_ours && !current.contains(name) {
                match fs::remove_file(&path) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => {
                        return Err(error).with_context(|| format!("cannot remove {}", path.display()));
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }
}

fn is(path: &Path, text: &str) -> bool {
    fs::read(path).is_ok_and(|found| found == text.as_bytes())
}

/// `w12-a0b1c`
fn is_hashed(name: &str) -> bool {
    let Some((number, hash)) = name.split_once('-') else { return false };
    let digits = number.trim_start_matches(['w', 'l', 'p', 't', 'f']);
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
        let scripts = Folder::scripts(folder.path().join("a/b"));
        let files =
            |hash: &str| vec![("index".to_owned(), format!("{hash:?}")), (format!("w0-{hash}"), "[]".into())];
        scripts.publish(&files("aaaaa")).unwrap();
        fs::write(scripts.path.join("notes.txt"), "mine").unwrap();
        fs::write(scripts.path.join("w0-own.js"), "mine").unwrap();
        scripts.publish(&files("bbbbb")).unwrap();
        assert_eq!(names(&scripts.path), ["index.js", "notes.txt", "w0-bbbbb.js", "w0-own.js"]);
        let text = fs::read_to_string(scripts.path.join("w0-bbbbb.js")).unwrap();
        assert_eq!(text, "patternsIndex([]);\n");
    }

    #[test]
    fn what_has_not_changed_is_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let json = Folder::json(folder.path().to_owned());
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
