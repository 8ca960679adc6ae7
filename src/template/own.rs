//! The templates of a book: those that stand for embedded ones, and the parts that they include.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use minijinja::Environment;

use super::names::{TemplateWalk, Unknown};
use super::{FOLDER, embedded, given, includes};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::file::Root;

/// The ends of files that can only be meant as templates.
const ENDS: &[&str] = &[".html", ".htm", ".md", ".j2", ".jinja", ".jinja2", ".hbs", ".tera"];

/// The templates of a book, by their files below `theme/patterns/`.
pub(super) type Own = BTreeMap<String, String>;

/// Reads the templates of the book in `root`. Those that cannot be read are reported, and so are those that stand for
/// none and that none includes.
pub(super) fn read(root: &Path, problems: &mut Vec<Diagnostic>) -> Own {
    // A book that is in memory only has none.
    let Ok(files) = Root::of(root) else { return Own::new() };
    if files.join(FOLDER.as_ref()).symlink_metadata().is_err() {
        return Own::new();
    }
    if !root.join(FOLDER).is_dir() {
        problems.push(no_folder(&files, root));
        return Own::new();
    }
    let mut names = BTreeSet::new();
    // A file that a link leads to is read by its name, or reported by it.
    let is_there = |name: &&str| files.join(&Path::new(FOLDER).join(name)).symlink_metadata().is_ok();
    names.extend(embedded::TEMPLATES.iter().map(|(name, _)| *name).filter(is_there).map(str::to_owned));
    list(&root.join(FOLDER), "", &mut names);
    let mut own = Own::new();
    for name in names {
        match files.read(Path::new(FOLDER).join(&name)) {
            Ok(source) => own.extend(source.map(|source| (name, without_mark(source)))),
            Err(error) => problems.push(error.problem(Code::InvalidTemplate, root)),
        }
    }
    let strangers = strangers(&own);
    problems.extend(strangers.iter().map(|name| stranger(name)));
    own.retain(|name, _| !strangers.contains(name));
    own
}

/// A source without the mark of its encoding, which would be printed on every page.
fn without_mark(source: String) -> String {
    source.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(source)
}

/// What is where the folder of the templates would be.
fn no_folder(files: &Root, root: &Path) -> Diagnostic {
    match files.read(FOLDER) {
        Err(error) if !root.join(FOLDER).exists() => error.problem(Code::InvalidTemplate, root),
        _ => Diagnostic::new(Code::InvalidTemplate, format!("`{FOLDER}` is a file, and not a folder"))
            .at(FOLDER, 0..0)
            .help("make a folder of this name, and put the templates of the book into it"),
    }
}

/// The files below a folder that can only be templates. Links to folders are not followed.
fn list(folder: &Path, prefix: &str, names: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Ok(kind) = entry.file_type() else { continue };
        let is_hidden = name.starts_with('.');
        let is_readme = name.to_lowercase().starts_with("readme.");
        if kind.is_dir() && !is_hidden {
            list(&entry.path(), &format!("{prefix}{name}/"), names);
        } else if !kind.is_dir() && !is_hidden && !is_readme && has_end(&name) {
            names.insert(format!("{prefix}{name}"));
        }
    }
}

fn has_end(name: &str) -> bool {
    let name = name.to_lowercase();
    ENDS.iter().any(|end| name.ends_with(end))
}

/// The templates that stand for no embedded one, and that none of the others includes.
fn strangers(own: &Own) -> BTreeSet<String> {
    let is_embedded = |name: &str| embedded::TEMPLATES.iter().any(|(known, _)| *known == name);
    let mut open: Vec<&String> = own.keys().filter(|name| is_embedded(name)).collect();
    let mut used: BTreeSet<String> = open.iter().map(|name| (*name).clone()).collect();
    while let Some(name) = open.pop() {
        // Whatever a name may be that is made while a template runs, any of them may be meant.
        let Some(included) = includes::of(&own[name], name) else { return BTreeSet::new() };
        for name in included {
            if let Some((known, _)) = own.get_key_value(&name).filter(|_| used.insert(name)) {
                open.push(known);
            }
        }
    }
    own.keys().filter(|name| !used.contains(*name)).cloned().collect()
}

fn stranger(name: &str) -> Diagnostic {
    let names: Vec<&str> = embedded::TEMPLATES.iter().map(|(name, _)| *name).collect();
    let own = name.rsplit('/').next().unwrap_or(name);
    let (_, end) = own.rsplit_once('.').unwrap_or_default();
    // One of the same kind, if there is one.
    let of_kind = |known: &&str| known.ends_with(&format!(".{end}"));
    let names = if names.iter().any(&of_kind) { names.into_iter().filter(of_kind).collect() } else { names };
    let help = match closest(own, &names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            "`mdbook-patterns templates` lists the names; a part must be included by one of them".to_owned()
        }
    };
    let message = format!("there is no template `{name}` that this file could replace");
    Diagnostic::new(Code::UnknownTemplate, message).at(&format!("{FOLDER}/{name}"), 0..0).help(help)
}

/// The name that was probably meant: a near one, or the one that starts alike.
fn closest<'n>(word: &str, names: &[&'n str]) -> Option<&'n str> {
    let alike = |name: &&&str| {
        let same = name.bytes().zip(word.bytes()).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
        (same, std::cmp::Reverse(name.len()))
    };
    let starts = || names.iter().max_by_key(alike).filter(|name| alike(name).0 >= ALIKE).copied();
    nearest(word, names.iter().copied()).or_else(starts)
}

/// How many letters a name starts with alike that is meant.
const ALIKE: usize = 4;

/// The names that the templates of a book read, and that nobody gives them. A part that several include is read in each
/// of them; only what all of them lack is reported.
pub(super) fn unknown_names(env: &Environment<'static>, own: &Own) -> Vec<Diagnostic> {
    if own.is_empty() {
        return Vec::new();
    }
    let mut times_read: BTreeMap<String, usize> = BTreeMap::new();
    let mut times_unknown: BTreeMap<Unknown, usize> = BTreeMap::new();
    for (file, shape) in embedded::TEMPLATES.iter().filter_map(|(file, _)| Some((*file, given::of(file)?))) {
        let walk = TemplateWalk::read(env, file, &shape);
        walk.read.into_iter().for_each(|file| *times_read.entry(file).or_default() += 1);
        walk.unknown.into_iter().for_each(|unknown| *times_unknown.entry(unknown).or_default() += 1);
    }
    let is_of_book = |unknown: &&Unknown| own.contains_key(&unknown.file);
    let mut found: BTreeMap<(String, (usize, usize)), (Unknown, usize)> = BTreeMap::new();
    for (unknown, times) in times_unknown.iter().filter(|(unknown, _)| is_of_book(unknown)) {
        let key = (unknown.file.clone(), unknown.span);
        found.entry(key).or_insert_with(|| (unknown.clone(), 0)).1 += times;
    }
    let everywhere = found.into_values().filter(|(unknown, times)| *times >= times_read[&unknown.file]);
    everywhere.map(|(unknown, _)| problem(&unknown)).collect()
}

fn problem(unknown: &Unknown) -> Diagnostic {
    let Unknown { file, name, last, known, .. } = unknown;
    let message = format!("`{name}` is not available in `{file}`");
    let names: Vec<&str> = known.iter().map(String::as_str).collect();
    let help = match closest(last, &names) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => "remove it: nothing similar is available here".to_owned(),
        None => format!("there are: {}", known.join(", ")),
    };
    Diagnostic::new(Code::UnknownTemplateName, message)
        .at(&format!("{FOLDER}/{file}"), unknown.span.0..unknown.span.1)
        .help(help)
}
