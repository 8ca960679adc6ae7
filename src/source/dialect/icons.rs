//! Icons: from the book's own files, mdBook's Font Awesome, or as emoji.

use std::borrow::Cow;
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
    Emoji(Cow<'static, str>),
    /// Nothing: an icon of a known set that nobody has a drawing of, and why.
    Missing(String),
}

/// The sets of Material for MkDocs; a name of theirs that leads nowhere is a problem, and no text.
const SETS: &[&str] = &["fontawesome", "material", "octicons", "simple"];

/// The drawings that mdBook has, Font Awesome Free 6.2.0, a line for each. Their names alone: with the drawings, which
/// mdBook writes, our programs were 2 MB larger.
pub(super) const FONT_AWESOME: &str = include_str!("font_awesome.txt");

/// GitHub's shortcodes, a line for each with its emoji: those of the crate `emojis`, whose tables of all that it knows of
/// them made our programs 1 MB larger.
pub(super) const SHORTCODES: &str = include_str!("shortcodes.txt");

/// What Material's index has beyond them, in the same form; a script in `xtask/scripts` writes it.
pub(super) const EMOJI_NAMES: &str = include_str!("emoji_names.txt");

/// The names of skin tones, from light to dark.
const TONES: [&str; 5] = ["light", "medium_light", "medium", "medium_dark", "dark"];

/// Files that are larger hold more than an icon.
const LARGEST: u64 = 64 * 1024;

/// The icons of a book.
#[derive(Debug, Default)]
pub(crate) struct Icons {
    /// The folder that no icon may be outside of.
    root: PathBuf,
    /// `material-rocket-launch` to its file.
    pub(super) files: BTreeMap<String, PathBuf>,
    read: Mutex<BTreeMap<String, Option<Arc<Svg>>>>,
    unread: Mutex<BTreeMap<String, Diagnostic>>,
}

impl Icons {
    /// The icons in the files of `folders`, in the book in `root`: `SET/NAME.svg`, `SET/STYLE/NAME.svg`. Of one name, that of
    /// the first folder.
    pub(crate) fn in_folders(root: &Path, folders: &[PathBuf]) -> Self {
        let outside = folders.iter().find(|folder| !folder.starts_with(root));
        let root = outside.map_or(root, PathBuf::as_path).to_owned();
        let files = folders.iter().rev().flat_map(|folder| icon_files(folder)).collect();
        Self { root, files, ..Self::default() }
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
        let emoji = || emoji(set, rest).map(|emoji| Icon::Emoji(emoji.into()));
        Some(known.or_else(emoji).unwrap_or_else(missing))
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
        } else if path.extension().is_some_and(|extension| extension == "svg") {
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

/// The emoji of a shortcode: of Material's index, otherwise of GitHub's, otherwise one with a skin tone.
fn shortcode(name: &str) -> Option<Cow<'static, str>> {
    let plain = |name: &str| listed(EMOJI_NAMES, name).or_else(|| listed(SHORTCODES, name));
    plain(name).map(Cow::Borrowed).or_else(|| {
        let (name, tone) = name_and_tone(name)?;
        toned(plain(name)?, tone).map(Cow::Owned)
    })
}

/// Whether a name between colons is that of an icon or of an emoji.
pub(crate) fn is_shortcode(name: &str) -> bool {
    name.split_once('-').is_some_and(|(set, _)| SETS.contains(&set)) || shortcode(name).is_some()
}

/// The emoji in the line of a name; the lines are sorted.
fn listed(lines: &'static str, name: &str) -> Option<&'static str> {
    let (mut from, mut to) = (0, lines.len());
    while from < to {
        let middle = from + (to - from) / 2;
        let start = memchr::memrchr(b'\n', &lines.as_bytes()[from..middle]).map_or(from, |at| from + at + 1);
        let end = memchr::memchr(b'\n', &lines.as_bytes()[start..]).map_or(lines.len(), |at| start + at);
        let (own, emoji) = lines[start..end].split_once(' ').unwrap_or_default();
        match own.cmp(name) {
            std::cmp::Ordering::Equal if !own.is_empty() => return Some(emoji),
            std::cmp::Ordering::Greater => to = start,
            _ => from = end + 1,
        }
    }
    None
}

/// The emoji that a name with a skin tone starts from, and the number of the tone, from 0: `wave` and 1 of
/// `wave_tone2`, `wave` and 4 of `wave_dark_skin_tone`.
fn name_and_tone(name: &str) -> Option<(&str, usize)> {
    if let Some((name, tone)) = name.rsplit_once("_tone").filter(|(_, tone)| !tone.is_empty()) {
        let tone = tone.parse::<usize>().ok().filter(|tone| (1..=5).contains(tone))?;
        return Some((name, tone - 1));
    }
    let name = name.strip_suffix("_skin_tone")?;
    // Of two tones that fit, the longer: `medium_light`, and not `light`.
    let mut fits: Vec<(&str, usize)> = TONES
        .iter()
        .enumerate()
        .filter_map(|(tone, word)| Some((name.strip_suffix(word)?.strip_suffix('_')?, tone)))
        .collect();
    fits.sort_by_key(|(name, _)| name.len());
    fits.first().copied()
}

/// An emoji with a skin tone, which follows its first character.
fn toned(emoji: &str, tone: usize) -> Option<String> {
    let mut chars = emoji.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    let rest = rest.strip_prefix('\u{fe0f}').unwrap_or(rest);
    let tone = char::from_u32(0x1f3fb + u32::try_from(tone).ok()?)?;
    Some(format!("{first}{tone}{rest}"))
}

/// The emoji of a name, whatever its set: of a drawing, or GitHub's.
pub(super) fn named_emoji(name: &str) -> Option<Cow<'static, str>> {
    let is_code = |code: &str| !code.contains(['\n', ' ']);
    let code = |name: &str| Some(name).filter(|name| is_code(name)).and_then(shortcode);
    emoji("octicons", name)
        .map(Cow::Borrowed)
        .or_else(|| code(name))
        .or_else(|| code(&name.replace('-', "_")))
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
            fs::write("src/source/dialect/shortcodes.txt", &lines).unwrap();
        }
        assert_eq!(lines, SHORTCODES, "`SHORTCODES_UPDATE=1 cargo test --lib shortcodes` writes them anew");
        for (code, emoji) in known {
            let own = listed(EMOJI_NAMES, code).unwrap_or(emoji);
            assert_eq!(shortcode(code).as_deref(), Some(own));
        }
    }

    #[test]
    fn emoji_have_the_names_of_materials_index() {
        for (name, emoji) in [
            ("man_raising_hand", "🙋‍♂️"),
            ("backpack", "🎒"),
            ("wave_tone2", "👋🏼"),
            ("wave_medium_dark_skin_tone", "👋🏾"),
            ("handshake_tone1_tone2", "🫱🏻‍🫲🏼"),
            ("piñata", "🪅"),
            ("om", "🇴🇲"),
            ("+1", "👍"),
        ] {
            assert_eq!(shortcode(name).as_deref(), Some(emoji), "{name}");
        }
        for name in ["no_such_name", "wave_tone6", "_tone1", "skin_tone"] {
            assert_eq!(shortcode(name), None, "{name}");
        }
    }

    #[test]
    fn names_lead_to_icons() {
        let icons = Icons::default();
        assert_eq!(icons.get("rocket"), Some(Icon::Emoji("🚀".into())));
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
