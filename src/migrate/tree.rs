//! What lies in the folder of the pages. Nothing outside the site is read, and no circle is walked twice.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::{GlobBuilder, GlobMatcher};

use super::error::{MigrateError, Result};
use super::excluded::Excluded;
use super::ledger::{Fate, Ledger, Lines};
use super::nav;
use super::site::Site;
use super::theme;
use crate::diagnostic::Diagnostic;
use crate::front_matter::{self, Fence};
use crate::text::path::{folder, join, name, readme};

/// What MkDocs takes for pages.
const PAGES: &[&str] = &["md", "markdown", "mdown", "mkdn", "mkd"];

/// Files of other programs that say something about the navigation or the pages of their folder.
const NAV_FILES: &[&str] = &[".pages", ".nav.yml"];

/// A page of the site.
#[derive(Debug, Clone)]
pub(super) struct SitePage {
    /// Its path in the folder of the pages.
    pub(super) source: String,
    /// Its path below `src`.
    pub(super) file: String,
    /// Its path in mdBook, where each `README.md` is an `index.md`.
    pub(super) chapter: String,
    /// Its text.
    pub(super) text: String,
    /// The text that its author wrote, where that is another one.
    pub(super) written: Option<String>,
    /// The author's line of each line of the text, from 1; empty where they are the same.
    pub(super) origin: Vec<usize>,
    /// The same of the text as it was when its macros had been expanded.
    pub(super) expanded: Vec<usize>,
    /// The text as it lies on the disk.
    original: Arc<str>,
    /// Whether it stays so, because the program panicked at it.
    pub(super) is_kept: bool,
}

impl SitePage {
    /// The page as its author wrote it.
    pub(super) fn original(&self) -> String {
        self.original.to_string()
    }

    /// Gives the page back the text of its author, which no later step changes: the program panicked at it.
    pub(super) fn keep(&mut self, file: &str, panicked: &Diagnostic, ledger: &mut Ledger) {
        if !self.is_kept {
            ledger.panicked(file, panicked);
        }
        self.is_kept = true;
        self.text = self.original();
        self.written = None;
        self.origin = Vec::new();
        self.expanded = Vec::new();
    }

    /// Where the text after the front matter starts.
    pub(super) fn body(&self) -> usize {
        body(&self.text)
    }

    /// The lines of the text, to tell which of the author's a byte is in.
    pub(super) fn lines(&self) -> Lines {
        Lines::of(&self.text).with_origin(&self.origin)
    }
}

/// Where the text after a front matter starts.
pub(super) fn body(text: &str) -> usize {
    match front_matter::find(text) {
        Fence::Closed(block) => block.span.end,
        _ => 0,
    }
}

/// The files of a site.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// The pages, in the order in which MkDocs finds them.
    pub(super) pages: Vec<SitePage>,
    /// All other files: their path in the folder of the pages, and where they lie.
    pub(super) files: BTreeMap<String, PathBuf>,
    /// The texts of the files that order a folder, by their path.
    pub(super) nav_files: BTreeMap<String, String>,
}

/// Reads the folder of the pages.
///
/// # Errors
/// A folder or a page that cannot be read, a page that is no UTF-8 text.
pub(super) fn read(site: &Site, ledger: &mut Ledger) -> Result<Tree> {
    let excluded = Excluded::of(site, ledger);
    let mut walk = Walk {
        site,
        rules: rules(site.text("exclude_docs").unwrap_or_default()),
        excluded,
        nav_file: nav::list_file(site),
        found: Vec::new(),
        tree: Tree::default(),
        ledger: &mut *ledger,
    };
    let root = site.root.join(&site.docs);
    let real = root.canonicalize().map_err(MigrateError::file("cannot read", &root))?;
    walk.folder(&root, "", &mut vec![real])?;
    let Walk { found, mut tree, .. } = walk;
    let sources: BTreeSet<String> = found.iter().map(|(source, _)| source.clone()).collect();
    for (source, path) in found {
        if let Some(index) = readme(&source).filter(|index| sources.contains(index)) {
            let note = format!("MkDocs shows `{index}` in its place");
            ledger.add(&site.file_of(&source), 0, "pages left out", Fate::Converted, note);
            continue;
        }
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
                return MigrateError::refused(format!(
                    "{} is no UTF-8 text, which MkDocs and mdBook need; save it as UTF-8 first",
                    site.file_of(&source)
                ));
            }
            Err(error) => return Err(MigrateError::file("cannot read", &path)(error)),
        };
        let page = page(source, text);
        if page.file != page.source {
            let note = format!("is `{}` in the book", page.file);
            ledger.add(&site.file_of(&page.source), 0, "renamed pages", Fate::Converted, note);
        }
        tree.pages.push(page);
    }
    if let Some(theme) = site.table("theme").and_then(|theme| site.text_of(theme.get("custom_dir")?)) {
        let folder = join("", theme).map(|folder| site.root.join(folder));
        folder.iter().for_each(|folder| theme::add_files(site, folder, &mut tree.files));
    }
    Ok(tree)
}

fn page(source: String, text: String) -> SitePage {
    let stem = source.rsplit_once('.').map_or(source.as_str(), |(stem, _)| stem);
    // The book has a file of that name.
    let file = if stem.eq_ignore_ascii_case("summary") {
        "summary-page.md".to_owned()
    } else {
        format!("{stem}.md")
    };
    let chapter = readme(&file).unwrap_or_else(|| file.clone());
    SitePage {
        source,
        file,
        chapter,
        original: text.as_str().into(),
        text,
        written: None,
        origin: Vec::new(),
        expanded: Vec::new(),
        is_kept: false,
    }
}

struct Walk<'a> {
    site: &'a Site,
    ledger: &'a mut Ledger,
    rules: Vec<Rule>,
    excluded: Excluded,
    /// The name of the files that literate-nav reads.
    nav_file: Option<String>,
    /// Pages, not read yet.
    found: Vec<(String, PathBuf)>,
    tree: Tree,
}

impl Walk<'_> {
    /// Goes through a folder as MkDocs does: its index, its files, its folders. `above` are the folders that it
    /// lies in, links resolved.
    fn folder(&mut self, path: &Path, prefix: &str, above: &mut Vec<PathBuf>) -> Result<()> {
        let mut entries: Vec<_> = fs::read_dir(path)
            .and_then(Iterator::collect::<std::io::Result<Vec<_>>>)
            .map_err(MigrateError::file("cannot read", path))?;
        entries.sort_by_key(|entry| (!is_index(&entry.file_name()), entry.file_name()));
        let mut folders = Vec::new();
        for entry in entries {
            let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
                self.lost(prefix, "a name that is no UTF-8 text; the file was not copied");
                continue;
            };
            let source = format!("{prefix}{name}");
            let Some(real) = self.inside(&entry.path(), &source) else { continue };
            if real.is_dir() {
                folders.push((entry.path(), source, real));
            } else if real.is_file() {
                self.file(entry.path(), source, &name)?;
            } else {
                self.lost(&source, "is neither a file nor a folder, and was not copied");
            }
        }
        for (path, source, real) in folders {
            if is_hidden(&source) || self.is_excluded(&source, true) {
                continue;
            }
            if above.contains(&real) {
                self.lost(&source, "is a symbolic link to a folder that it lies in; it was not followed");
                continue;
            }
            above.push(real);
            self.folder(&path, &format!("{source}/"), above)?;
            above.pop();
        }
        Ok(())
    }

    /// Where a path really is; `None`, and noted, if that is nowhere or outside the site.
    fn inside(&mut self, path: &Path, source: &str) -> Option<PathBuf> {
        match path.canonicalize() {
            Ok(real) if real.starts_with(&self.site.root) => Some(real),
            Ok(_) => {
                self.lost(source, "is a symbolic link that leads out of the site; it was not copied");
                None
            }
            Err(error) => {
                self.lost(source, &format!("cannot be read ({error}); it was not copied"));
                None
            }
        }
    }

    fn lost(&mut self, source: &str, note: &str) {
        self.ledger.add(&self.site.file_of(source), 0, "files not copied", Fate::Lost, note);
    }

    fn file(&mut self, path: PathBuf, source: String, name: &str) -> Result<()> {
        // literate-nav reads its files also where the site leaves them out.
        let is_list = self.nav_file.as_deref() == Some(name);
        if NAV_FILES.contains(&name) || is_list {
            let text = fs::read_to_string(&path).map_err(MigrateError::file("cannot read", &path))?;
            self.tree.nav_files.insert(source.clone(), text);
        }
        if NAV_FILES.contains(&name) {
            // It is no page.
        } else if name == ".meta.yml" {
            let note = "front matter for a whole folder, of the plugin `meta`: write it into the pages";
            self.ledger.add(&self.site.file_of(&source), 0, "folder metadata", Fate::Lost, note);
        } else if is_hidden(&source) {
            // MkDocs leaves them out, too.
        } else if self.is_excluded(&source, false) || self.excluded.has(&source) {
            let note = match self.is_excluded(&source, false) {
                true => "`exclude_docs` leaves it out",
                false => "the plugin `exclude` leaves it out",
            };
            self.ledger.add(&self.site.file_of(&source), 0, "pages left out", Fate::Converted, note);
        } else if is_page(name) {
            self.found.push((source, path));
        } else {
            self.tree.files.insert(source, path);
        }
        Ok(())
    }

    fn is_excluded(&self, source: &str, is_folder: bool) -> bool {
        let last = self.rules.iter().rev().find(|rule| rule.fits(source, is_folder));
        last.is_some_and(|rule| !rule.keeps)
    }
}

fn is_index(name: &std::ffi::OsStr) -> bool {
    name == "index.md" || name == "README.md"
}

pub(super) fn is_page(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| PAGES.contains(&extension))
}

/// What MkDocs leaves out by itself: dot files, and templates at the top.
fn is_hidden(source: &str) -> bool {
    name(source).starts_with('.') || source == "templates"
}

/// A line of `exclude_docs`, in the language of `.gitignore`.
struct Rule {
    keeps: bool,
    only_folders: bool,
    glob: GlobMatcher,
}

impl Rule {
    fn fits(&self, source: &str, is_folder: bool) -> bool {
        if !self.only_folders || is_folder {
            return self.glob.is_match(source);
        }
        !folder(source).is_empty() && self.glob.is_match(folder(source))
    }
}

fn rules(text: &str) -> Vec<Rule> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let rule = |line: &str| {
        let (keeps, line) = line.strip_prefix('!').map_or((false, line), |line| (true, line));
        let (only_folders, line) = line.strip_suffix('/').map_or((false, line), |line| (true, line));
        let glob = match line.strip_prefix('/') {
            Some(rooted) => rooted.to_owned(),
            None if line.contains('/') => line.to_owned(),
            None => format!("**/{line}"),
        };
        let glob = GlobBuilder::new(&glob).literal_separator(true).build().ok()?.compile_matcher();
        Some(Rule { keeps, only_folders, glob })
    };
    lines.filter_map(rule).collect()
}
