//! Where two folders of HTML differ, apart from the assets that `install` links.

use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// What was compared, and what is not the same.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Comparison {
    /// How many HTML files mdBook alone wrote.
    pub(crate) html: usize,
    /// How many other files.
    pub(crate) others: usize,
    /// In the order of the files' names.
    pub(crate) differences: Vec<Difference>,
}

/// One file that is not the same.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Difference {
    /// Only mdBook alone wrote it.
    Missing(PathBuf),
    /// Only mdBook with us wrote it, and it is none of our own files.
    Added(PathBuf),
    /// Another content; of text, the first line that differs, without us and with us.
    Changed { file: PathBuf, line: usize, alone: String, ours: String },
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(file) => write!(f, "{} is missing", file.display()),
            Self::Added(file) => write!(f, "{} is new", file.display()),
            Self::Changed { file, line, alone, ours } => {
                write!(f, "{}:{line}\n    - {}\n    + {}", file.display(), short(alone), short(ours))
            }
        }
    }
}

fn short(line: &str) -> String {
    line.trim().chars().take(200).collect()
}

/// Compare what mdBook alone wrote with what it wrote with us. A hash in a file's name is no difference of its own: it
/// follows from the content, and stands in every page.
pub(crate) fn folders(alone: &Path, ours: &Path) -> Result<Comparison> {
    let (before, after) = (files(alone)?, files(ours)?);
    let mut comparison = Comparison::default();
    let names: BTreeSet<&PathBuf> = before.keys().chain(after.keys()).collect();
    for file in names {
        let is_html = file.extension().is_some_and(|extension| extension == "html");
        match (before.get(file), after.get(file)) {
            (Some(alone), Some(ours)) => comparison.differences.extend(changed(file, alone, ours, is_html)?),
            (Some(_), None) => comparison.differences.push(Difference::Missing(file.clone())),
            (None, _) if is_our_own(file) => continue,
            (None, _) => comparison.differences.push(Difference::Added(file.clone())),
        }
        comparison.html += usize::from(is_html);
        comparison.others += usize::from(!is_html);
    }
    Ok(comparison)
}

fn changed(file: &Path, alone: &Path, ours: &Path, is_html: bool) -> Result<Option<Difference>> {
    let read = |path: &Path| fs::read(path).with_context(|| format!("cannot read {}", path.display()));
    let (alone, ours) = (read(alone)?, read(ours)?);
    if alone == ours {
        return Ok(None);
    }
    let text = |bytes: &[u8]| without_hashes(&String::from_utf8_lossy(bytes));
    let (alone, ours) = (text(&alone), text(&ours));
    let linked = |line: &&str| !(is_html && links_our_asset(line));
    let (mut left, mut right) = (alone.split('\n').filter(linked), ours.split('\n').filter(linked));
    for line in 1.. {
        match (left.next(), right.next()) {
            (None, None) => return Ok(None),
            (alone, ours) if alone == ours => {}
            (alone, ours) => {
                let text = |line: Option<&str>| line.unwrap_or("(the end)").to_owned();
                return Ok(Some(Difference::Changed {
                    file: file.to_path_buf(),
                    line,
                    alone: text(alone),
                    ours: text(ours),
                }));
            }
        }
    }
    Ok(None)
}

/// The same without the hashes that mdBook puts into names of files: `searchindex-9fca1337.js`.
fn without_hashes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('-') {
        let (before, behind) = (&rest[..at], &rest[at..]);
        let is_hash = behind.get(1..10).is_some_and(|hash| {
            hash.ends_with('.') && hash[..8].bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        });
        let end = if is_hash { 9 } else { 1 };
        out.push_str(before);
        out.push_str(if is_hash { "" } else { "-" });
        rest = &behind[end..];
    }
    out + rest
}

/// Whether mdBook wrote this line for one of our assets, and for nothing else.
fn links_our_asset(line: &str) -> bool {
    let line = line.trim();
    let style =
        line.strip_prefix("<link rel=\"stylesheet\" href=\"").and_then(|rest| rest.strip_suffix("\">"));
    let script = line.strip_prefix("<script src=\"").and_then(|rest| rest.strip_suffix("\"></script>"));
    style.or(script).is_some_and(|address| !address.contains('"') && is_our_own(Path::new(address)))
}

/// Whether a file is `theme/patterns*`, or in the folder of the index.
fn is_our_own(file: &Path) -> bool {
    let file = file.to_string_lossy().replace('\\', "/");
    let file = file.trim_start_matches("../");
    file.starts_with("theme/patterns") || file.starts_with("patterns-index/")
}

/// Every file below a folder, by its name there without a hash.
fn files(folder: &Path) -> Result<BTreeMap<PathBuf, PathBuf>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(inside) = open.pop() {
        for entry in fs::read_dir(&inside).with_context(|| format!("cannot read {}", inside.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder)?.to_string_lossy();
                found.insert(PathBuf::from(without_hashes(&name)), path);
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(alone: &[(&str, &str)], ours: &[(&str, &str)]) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, files: &[(&str, &str)]| {
            for (file, text) in files {
                let path = folder.path().join(name).join(file);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
            folder.path().join(name)
        };
        let comparison = folders(&write("alone", alone), &write("ours", ours)).unwrap();
        comparison.differences.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn linked_assets_are_no_difference() {
        let alone = [("x/a.html", "<head>\n</head>\n")];
        let linked = "<head>\n    <link rel=\"stylesheet\" href=\"../theme/patterns-1a.css\">\n\
            <script src=\"../theme/patterns-search.js\"></script>\n</head>\n";
        let ours = [("x/a.html", linked), ("theme/patterns-1a.css", ""), ("patterns-index/m.js", "")];
        assert_eq!(compared(&alone, &ours), Vec::<String>::new());
    }

    #[test]
    fn anything_else_is() {
        let alone = [("a.html", "one\ntwo\n"), ("b.html", ""), ("c-0123abcd.js", "1")];
        let ours = [
            ("a.html", "one\n<script src=\"theme/patterns.js\"></script> 2\n"),
            ("c.js", "2"),
            ("d.html", ""),
        ];
        let expected = [
            "a.html:2\n    - two\n    + <script src=\"theme/patterns.js\"></script> 2",
            "b.html is missing",
            "c.js:1\n    - 1\n    + 2",
            "d.html is new",
        ];
        assert_eq!(compared(&alone, &ours), expected);
    }

    #[test]
    fn a_hash_in_a_name_is_none() {
        let page = |hash: &str| format!("<script src=\"c-{hash}.js\"></script>\n");
        let (before, after) = (page("0123abcd"), page("4567abcd"));
        assert_eq!(compared(&[("a.html", &before)], &[("a.html", &after)]), Vec::<String>::new());
        assert_eq!(without_hashes("é-0123abcd.js -0123abcde.js a-b"), "é.js -0123abcde.js a-b");
    }

    #[test]
    fn a_page_that_ends_early_differs() {
        assert_eq!(
            compared(&[("a.html", "x\ny")], &[("a.html", "x")]),
            ["a.html:2\n    - y\n    + (the end)"]
        );
    }
}
