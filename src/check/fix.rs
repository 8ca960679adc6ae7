//! `check --fix`: the fixes that are certain, in the bytes that are wrong and in no others.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Findings;
use crate::diagnostic::Diagnostic;
use crate::file::{FileError, Root};
use crate::text::path::slashes;
use crate::text::{Edit, Edited};

/// Why nothing was fixed.
#[derive(Debug, thiserror::Error)]
pub enum FixError {
    /// A file that cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// A file that holds another text by now.
    #[error("{} was changed in the meantime; run it again", .0.display())]
    Changed(PathBuf),
    /// Two fixes of one place, which is a bug of the program.
    #[error("two fixes of one place")]
    Overlapping,
    /// Files with changes that are not committed.
    #[error(
        "these files have changes that are not committed:\n{files}\ncommit them first, or use `--force` to {verb} \
         them anyway"
    )]
    Uncommitted {
        /// The files, as git lists them.
        files: String,
        /// What `--force` does.
        verb: &'static str,
    },
    /// A book in no repository.
    #[error(
        "{} is not in a git repository, so {} could not be undone; use `--force` to {verb} them anyway",
        root.display(),
        if *verb == "fix" { "fixes" } else { "changes" }
    )]
    NoRepository {
        /// The book's root.
        root: PathBuf,
        /// What `--force` does.
        verb: &'static str,
    },
}

/// What was fixed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Fixed {
    /// The fixes of each file, in their order.
    pub files: BTreeMap<String, Vec<Written>>,
}

/// What was written in the place of what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The line, from 1.
    pub line: usize,
    /// What went.
    pub old: String,
    /// What came.
    pub new: String,
}

/// What edits of a text write, in their order.
fn listed(text: &str, edits: &[Edit]) -> Vec<Written> {
    let (mut line, mut read) = (1, 0);
    let mut list = |edit: &Edit| {
        line += text[read..edit.span.start].matches('\n').count();
        read = edit.span.start;
        Written { line, old: text[edit.span.clone()].to_owned(), new: edit.text.clone() }
    };
    edits.iter().map(&mut list).collect()
}

/// Applies all certain fixes to the files of the book in `root`.
///
/// # Errors
/// Files with changes that are not committed, unless `force`; files that cannot be read or written. All files are
/// written, or none.
pub fn fix(root: &Path, findings: &Findings, force: bool) -> Result<Fixed, FixError> {
    let edits = edits(findings);
    if !force {
        refuse_uncommitted(root, &edits.keys().copied().collect::<Vec<_>>(), "fix")?;
    }
    let root = Root::of_book(root, &findings.src)?;
    let mut fixed = Fixed::default();
    let mut written = Vec::new();
    for (name, edits) in edits {
        fixed.files.insert(name.to_owned(), listed(&findings.texts[name], &edits));
        written.push((name, edited(&root, name, &findings.texts[name], edits)?));
    }
    let files: Vec<(&str, &str)> = written.iter().map(|(name, text)| (*name, text.as_str())).collect();
    root.write_all(&files)?;
    Ok(fixed)
}

/// The certain fixes of each file, none over another.
pub fn edits(findings: &Findings) -> BTreeMap<&str, Vec<Edit>> {
    let mut edits: BTreeMap<&str, Vec<Edit>> = BTreeMap::new();
    for found in &findings.diagnostics {
        if let Some((file, edit)) = edit(found, &findings.texts) {
            edits.entry(file).or_default().push(edit);
        }
    }
    edits.values_mut().for_each(drop_overlapping);
    edits
}

/// The certain fixes of one file, none over another.
pub(crate) fn edits_of(findings: &Findings, file: &str) -> Vec<Edit> {
    let is_there = |found: &&Diagnostic| found.place.as_ref().is_some_and(|place| place.file == file);
    let found = findings.diagnostics.iter().filter(is_there);
    let mut edits: Vec<Edit> =
        found.filter_map(|found| edit(found, &findings.texts)).map(|(_, edit)| edit).collect();
    drop_overlapping(&mut edits);
    edits
}

/// The edit of a problem, if its place still holds what is to go.
pub(crate) fn edit<'f>(found: &'f Diagnostic, texts: &BTreeMap<String, String>) -> Option<(&'f str, Edit)> {
    let (place, mend) = (found.place.as_ref()?, found.mend.as_ref().filter(|mend| mend.from != mend.to)?);
    let text = texts.get(&place.file)?;
    let span = mend.span.as_ref().unwrap_or(&place.span);
    let start = span.start + text.get(span.clone())?.find(&mend.from)?;
    Some((&place.file, Edit::replace(start..start + mend.from.len(), mend.to.clone())))
}

/// Two fixes of one place: the first counts, and the next run sees the rest.
fn drop_overlapping(edits: &mut Vec<Edit>) {
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut end = 0;
    edits.retain(|edit| {
        let is_free = edit.span.start >= end;
        if is_free {
            end = edit.span.end;
        }
        is_free
    });
}

/// What edits make of a file that was read as `text`.
///
/// # Errors
/// A file that holds another text by now, or cannot be read; edits that overlap.
pub(crate) fn edited(root: &Root, file: &str, text: &str, edits: Vec<Edit>) -> Result<String, FixError> {
    let changed = || FixError::Changed(root.join(Path::new(file)));
    let written = root.read(file)?.ok_or_else(changed)?;
    // mdBook takes the byte order mark away; the file keeps it.
    let (mark, body) = match written.strip_prefix('\u{feff}') {
        Some(body) => ("\u{feff}", body),
        None => ("", written.as_str()),
    };
    // A CR alone was read as the LF that it stands for, at the same place.
    if body != text && crate::library::with_lf(body) != text {
        return Err(changed());
    }
    Ok(format!("{mark}{}", Edited::new(body, edits).map_err(|_| FixError::Overlapping)?))
}

/// What is not committed could not be told from what a program wrote, nor be had back.
///
/// # Errors
/// Files with such changes, or a book in no repository. `verb` is what `--force` does to the files anyway.
pub(crate) fn refuse_uncommitted(root: &Path, files: &[&str], verb: &'static str) -> Result<(), FixError> {
    let paths: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
    if paths.is_empty() {
        return Ok(());
    }
    let output = Command::new("git")
        .current_dir(root)
        .args(["-c", "status.relativePaths=true", "status", "--short", "--untracked-files=all", "--"])
        .args(&paths)
        .output();
    // Git names them as they are in the root; whoever reads this stands elsewhere.
    let named = |line: &str| match line.split_at_checked(3) {
        Some((state, file)) => format!("{state}{}", slashes(&root.join(file)).trim_start_matches("./")),
        None => line.to_owned(),
    };
    let changed = match output {
        Ok(output) if output.status.success() => String::from_utf8_lossy(&output.stdout).into_owned(),
        _ => return Err(FixError::NoRepository { root: root.to_owned(), verb }),
    };
    if changed.trim().is_empty() {
        return Ok(());
    }
    let files = changed.lines().map(named).collect::<Vec<_>>().join("\n");
    Err(FixError::Uncommitted { files, verb })
}
