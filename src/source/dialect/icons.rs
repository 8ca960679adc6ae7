//! Icons: from the book's own files, mdBook's Font Awesome, or as emoji.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::emoji::EMOJI;
use super::svg::{self, Svg};
use crate::diagnostic::{Code, Diagnostic};
use crate::file::{FileError, Root};

/// What a shortcode shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Icon {
    /// A drawing of the book.
    Svg(Arc<Svg>),
    /// Classes of an `<i>` that mdBook draws.
    FontAwesome(String),
    /// A character.
    Emoji(&'static str),
    /// Nothing: an icon of a known set that nobody has a drawing of, and why.
    Missing(String),
}

/// The sets of Material for MkDocs; a name of theirs that leads nowhere is a problem, and no text.
const SETS: &[&str] = &["fontawesome", "material", "octicons", "simple"];

/// The drawings that mdBook has, Font Awesome Free 6.2.0, a line for each. Their names alone: with the drawings, which
/// mdBook writes, our programs were 2 MB larger.
const FONT_AWESOME: &str = include_str!("font_awesome.txt");

/// GitHub's shortcodes, a line for each with its emoji: those of the crate `emojis`, whose tables of all that it knows of
/// them made our programs 1 MB larger.
const SHORTCODES: &str = include_str!("shortcodes.txt");

/// Files that are larger hold more than an icon.
const LARGEST: u64 = 64 * 1024;

/// The icons of a book.
#[derive(Debug, Default)]
pub(crate) struct Icons {
    /// The folder that no icon may be outside of.
    root: PathBuf,
    /// `material-rocket-launch` to its file.
    files: BTreeMap<String, PathBuf>,
    read: Mutex<BTreeMap<String, Option<Arc<Svg>>>>,
    unread: Mutex<BTreeMap<String, Diagnostic>>,
}

impl Icons {
    /// The icons in the files of `folder`, in the book in `root`: `SET/NAME.svg`, `SET/STYLE/NAME.svg`.
    pub(crate) fn in_folder(root: &Path, folder: &Path) -> Self {
        let root = if folder.starts_with(root) { root } else { folder };
        Self { root: root.to_owned(), files: icon_files(folder), ..Self::default() }
    }

    /// The files of the icons asked for so far that cannot be read.
    pub(crate) fn problems(&self) -> Vec<Diagnostic> {
        self.unread.lock().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    /// What `:name:` shows; `None` if it is no shortcode.
    pub(crate) fn get(&self, name: &str) -> Option<Icon> {
        let mut broken = false;
        if self.files.contains_key(name) {
            match self.drawing(name) {
                Some(svg) => return Some(Icon::Svg(svg)),
                None => broken = true,
            }
        }
        let in_set = name.split_once('-').filter(|(set, _)| SETS.contains(set));
        let Some((set, rest)) = in_set else {
            return shortcode(name).map(Icon::Emoji);
        };
        let known = font_awesome_classes(set, rest).map(Icon::FontAwesome);
        let missing = || {
            Icon::Missing(match broken {
                true => "its file draws nothing, or nothing that is harmless".to_owned(),
                false => format!("there is no `theme/icons/{}.svg`", path_of(set, rest)),
            })
        };
        Some(known.or_else(|| emoji(set, rest).map(Icon::Emoji)).unwrap_or_else(missing))
    }

    fn drawing(&self, name: &str) -> Option<Arc<Svg>> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = read.get(name) {
            return known.clone();
        }
        let source = self.source(self.files.get(name)?).unwrap_or_else(|problem| {
            self.unread.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), problem);
            None
        });
        let drawing = source.and_then(|source| svg::read(&source)).map(Arc::new);
        read.insert(name.to_owned(), drawing.clone());
        drawing
    }

    /// The text of a file; `None` if it is too large to be an icon.
    fn source(&self, path: &Path) -> Result<Option<String>, Diagnostic> {
        let problem = |error: FileError| error.problem(Code::UnreadableFile, &self.root);
        let relative = path.strip_prefix(&self.root).unwrap_or(path);
        let root = Root::of(&self.root).map_err(problem)?;
        let real = root.resolve(relative).map_err(problem)?;
        if fs::metadata(real).is_ok_and(|file| file.len() > LARGEST) {
            return Ok(None);
        }
        root.read(relative).map_err(problem)
    }
}

/// The drawings below a folder, by the names of their icons.
pub(crate) fn icon_files(folder: &Path) -> BTreeMap<String, PathBuf> {
    let mut files = BTreeMap::new();
    gather(folder, "", 3, &mut files);
    files
}

/// The files below a folder, by their path with dashes.
fn gather(folder: &Path, prefix: &str, deep: usize, files: &mut BTreeMap<String, PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
        let Some(stem) = path.file_stem().and_then(|stem| stem.to_str()) else { continue };
        let name = if prefix.is_empty() { stem.to_owned() } else { format!("{prefix}-{stem}") };
        if path.is_dir() && deep > 1 {
            gather(&path, &name, deep - 1, files);
        } else if path.extension().is_some_and(|extension| extension == "svg") && !prefix.is_empty() {
            files.insert(name, path);
        }
    }
}

fn path_of(set: &str, rest: &str) -> String {
    match (set, rest.split_once('-')) {
        ("fontawesome", Some((style, name))) => format!("{set}/{style}/{name}"),
        _ => format!("{set}/{rest}"),
    }
}

/// The classes that mdBook draws, for the icons it knows.
fn font_awesome_classes(set: &str, rest: &str) -> Option<String> {
    let (style, name) = rest.split_once('-').filter(|_| set == "fontawesome")?;
    FONT_AWESOME.contains(&format!("\n{style}/{name}\n")).then(|| format!("fa-{style} fa-{name}"))
}

/// The emoji of a shortcode of GitHub's.
fn shortcode(name: &str) -> Option<&'static str> {
    let line = format!("\n{name} ");
    let at = SHORTCODES.find(&line)? + line.len();
    SHORTCODES[at..].lines().next()
}

/// The emoji of a name, whatever its set: of a drawing, or GitHub's.
pub(super) fn named_emoji(name: &str) -> Option<&'static str> {
    let is_code = |code: &str| !code.contains(['\n', ' ']);
    let code = |name: &str| Some(name).filter(|name| is_code(name)).and_then(shortcode);
    emoji("octicons", name).or_else(|| code(name)).or_else(|| code(&name.replace('-', "_")))
}

/// The emoji of an icon; variants of a drawing share it.
fn emoji(set: &str, rest: &str) -> Option<&'static str> {
    if set == "simple" {
        return None;
    }
    let styled = rest.split_once('-').filter(|_| set == "fontawesome").map_or(rest, |(_, name)| name);
    let mut name = styled.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-');
    if set != "octicons" {
        name = styled;
    }
    loop {
        if let Ok(at) = EMOJI.binary_search_by_key(&name, |(name, _)| name) {
            return Some(EMOJI[at].1);
        }
        let variants = ["-outline", "-variant", "-circle", "-box", "-bold", "-multiple", "-fill", "-solid"];
        name = variants.iter().find_map(|variant| name.strip_suffix(variant))?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emoji_are_found_by_name() {
        assert!(EMOJI.is_sorted_by_key(|(name, _)| name));
        assert_eq!(emoji("material", "clock-outline"), Some("🕒"));
        assert_eq!(emoji("octicons", "rocket-16"), Some("🚀"));
        assert_eq!(emoji("material", "numeric-1-circle"), Some("1️⃣"));
        assert_eq!(emoji("material", "no-such-thing"), None);
        assert_eq!(emoji("simple", "github"), None);
    }

    #[test]
    fn mdbook_draws_what_is_named() {
        assert!(FONT_AWESOME.lines().is_sorted());
        for line in FONT_AWESOME.trim().lines() {
            let (style, name) = line.split_once('/').unwrap();
            assert!(font_awesome_as_a_crate::svg(style.parse().unwrap(), name).is_ok(), "{line}");
        }
    }

    #[test]
    fn shortcodes_are_those_of_the_crate() {
        let of = |emoji: &'static emojis::Emoji| emoji.shortcodes().map(move |code| (code, emoji.as_str()));
        let mut known: Vec<_> = emojis::iter().flat_map(of).collect();
        known.sort_unstable();
        let lines: String = known.iter().map(|(code, emoji)| format!("{code} {emoji}\n")).collect();
        let lines = format!("\n{lines}");
        if std::env::var_os("SHORTCODES_UPDATE").is_some() {
            fs::write("src/mkdocs/shortcodes.txt", &lines).unwrap();
        }
        assert_eq!(lines, SHORTCODES, "`SHORTCODES_UPDATE=1 cargo test --lib shortcodes` writes them anew");
        for (code, emoji) in known {
            assert_eq!(shortcode(code), Some(emoji));
        }
    }

    #[test]
    fn names_lead_to_icons() {
        let icons = Icons::default();
        assert_eq!(icons.get("rocket"), Some(Icon::Emoji("🚀")));
        assert_eq!(icons.get("fontawesome-solid-gear"), Some(Icon::FontAwesome("fa-solid fa-gear".into())));
        assert_eq!(
            icons.get("fontawesome-brands-github"),
            Some(Icon::FontAwesome("fa-brands fa-github".into()))
        );
        let missing = |path: &str| Some(Icon::Missing(format!("there is no `theme/icons/{path}.svg`")));
        assert_eq!(icons.get("material-xyz"), missing("material/xyz"));
        assert_eq!(icons.get("fontawesome-solid-xyz"), missing("fontawesome/solid/xyz"));
        assert_eq!(icons.get("fmt"), None);
    }
}
