//! The pages of a site, parsed as the book will parse them.

mod back;
mod cell_lists;
mod heard;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use mdbook_preprocessor::config::Config as MdbookConfig;

use self::back::Back;
use self::heard::Heard;
use super::disagreements::Disagreement;
use super::error::{MigrateError, Result};
use crate::diagnostic::{Code, Diagnostic};
use crate::library::survey::LinkKind;
use crate::library::{Library, guarded};
use crate::page::{HandwrittenKind, Page};
use crate::source::Source;
use crate::text::path::{is_index, own_name};
use crate::text::spans::is_within;
pub(super) use cell_lists::{CellList, in_cell};

/// Attribute lists of headings, which mdBook reads by itself.
pub(super) const HEADING_LISTS: &str = "attribute lists of headings";

/// Tables in the report.
const TABLES: &str = "tables";

/// A link of a page, with the bytes of its address in the author's text.
#[derive(Debug, Clone)]
pub(super) struct Link {
    pub(super) kind: LinkKind,
    /// The address, unescaped.
    pub(super) address: String,
    /// The bytes of the address.
    pub(super) span: Range<usize>,
    /// Whether they are the address, and nothing else.
    pub(super) is_exact: bool,
    /// Whether it stands in raw HTML, which MkDocs does not look at.
    pub(super) is_html: bool,
}

/// An emphasis with its signs: one at each end, or two of a strong one.
#[derive(Debug, Clone)]
pub(super) struct Emphasis {
    pub(super) span: Range<usize>,
    pub(super) signs: usize,
}

/// Mathematics of a page, in the bytes of its author's text.
#[derive(Debug, Clone)]
pub(super) struct Math {
    pub(super) span: Range<usize>,
    /// Between its delimiters.
    pub(super) inner: Range<usize>,
    /// Those of the book.
    pub(super) delimiters: (&'static str, &'static str),
}

/// A heading of a page.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    pub(super) level: u8,
    /// Its text without markup.
    pub(super) text: String,
    /// The id that mdBook gives it.
    pub(super) id: String,
    /// Whether its author gave it the id.
    pub(super) is_given: bool,
    /// Its bytes in the author's text.
    pub(super) span: Range<usize>,
}

/// The days that the front matter of a page says to the book.
#[derive(Debug, Default)]
pub(super) struct Days {
    pub(super) introduced: bool,
    pub(super) updated: bool,
    /// What stands between `date` and its value in `date:` with `created:` alone below it.
    pub(super) created: Option<Range<usize>>,
}

/// What a page holds, all places in the author's text.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) links: Vec<Link>,
    /// Definitions of reference links: the address, and its bytes.
    pub(super) definitions: Vec<(String, Range<usize>)>,
    /// The names of references that the page defines.
    pub(super) names: BTreeSet<String>,
    pub(super) headings: Vec<Heading>,
    /// The ids that are none of headings.
    pub(super) ids: HashSet<String>,
    /// Code, blocks and spans, and raw elements; sorted, without overlaps.
    pub(super) code: Vec<Range<usize>>,
    /// Fenced code: all bytes, and the info string.
    pub(super) fences: Vec<(Range<usize>, String)>,
    /// Mathematics, in which nothing else is found.
    pub(super) math: Vec<Math>,
    /// Code by indent.
    pub(super) indented: Vec<Range<usize>>,
    /// That of lists, with the columns of its lists that MkDocs takes off and CommonMark does not.
    pub(super) code_in_lists: Vec<(Range<usize>, usize)>,
    /// What is read as one text: paragraphs, headings, cells, what is in an item.
    pub(super) leaves: Vec<Range<usize>>,
    /// Plain text outside links: what is together, signs of Markdown between apart.
    pub(super) texts: Vec<Range<usize>>,
    /// Plain text in links.
    pub(super) link_texts: Vec<Range<usize>>,
    /// Emphasis as CommonMark finds it, outside images.
    pub(super) emphasis: Vec<Emphasis>,
    /// Backslashes that CommonMark takes out of the text.
    pub(super) escapes: Vec<usize>,
    /// What is struck out, with its signs.
    pub(super) struck: Vec<Range<usize>>,
    /// Cells of tables, and terms of definitions.
    pub(super) cells: Vec<Range<usize>>,
    /// Links, from bracket to bracket.
    pub(super) whole_links: Vec<Range<usize>>,
    /// Items that follow another one of their list: where that starts, and where they do.
    pub(super) following: Vec<(usize, usize)>,
    /// Where lists start.
    pub(super) lists: Vec<usize>,
    /// What MkDocs reads in another way.
    pub(super) disagreements: Vec<(Disagreement, usize)>,
    /// Spans of code.
    pub(super) spans: Vec<Range<usize>>,
    /// Where a paragraph goes on with the next line.
    pub(super) line_ends: Vec<usize>,
    pub(super) handwritten: Vec<(HandwrittenKind, Range<usize>)>,
    /// What `mkdocs-syntax` reads, in the plural: (name, byte, what is missing for it).
    pub(super) dialect: Vec<(&'static str, usize, Option<String>)>,
    /// The bytes of the front matter.
    pub(super) front_matter: usize,
    /// The title that the front matter says to MkDocs, which asks for small letters, and to the book.
    pub(super) title: Option<String>,
    pub(super) title_in_book: Option<String>,
    /// Its keys: the key as written, its bytes, and its value if that is a text.
    pub(super) keys: Vec<(String, Range<usize>, Option<String>)>,
    /// The kinds of its admonitions.
    pub(super) kinds: Vec<String>,
    /// What the front matter says of a post: its day, its slug, its categories, and whether it is a draft.
    pub(super) date: Option<String>,
    /// The days that it says, by which lists may sort.
    pub(super) days: Days,
    pub(super) slug: Option<String>,
    pub(super) categories: Vec<String>,
    pub(super) authors: Vec<String>,
    pub(super) is_draft: bool,
    /// Where the text starts: the first byte after the front matter that is no white space.
    pub(super) text_start: usize,
    /// Old addresses, as `aliases` or `redirect_from` say.
    pub(super) aliases: Vec<String>,
    /// The panic that kept the program from reading more than the front matter.
    pub(super) panicked: Option<Diagnostic>,
}

impl Read {
    /// Where tables start.
    pub(super) fn tables(&self) -> impl Iterator<Item = usize> + '_ {
        self.dialect.iter().filter(|(name, ..)| *name == TABLES).map(|(_, at, _)| *at)
    }

    /// What is read as one text and goes on at a byte: it starts before.
    pub(super) fn leaf_around(&self, at: usize) -> Option<&Range<usize>> {
        let next = self.leaves.partition_point(|leaf| leaf.end <= at);
        self.leaves.get(next).filter(|leaf| leaf.start < at)
    }

    /// Whether a byte is in code, or in mathematics.
    pub(super) fn in_code(&self, at: usize) -> bool {
        is_within(&self.code, at) || is_in(&self.math, at)
    }

    /// Takes mathematics out of all else.
    pub(super) fn with_math(mut self, math: Vec<Math>) -> Self {
        if math.is_empty() {
            return self;
        }
        for texts in [&mut self.texts, &mut self.link_texts] {
            let own = std::mem::take(texts);
            texts.extend(own.into_iter().flat_map(|text| outside(text, &math)));
        }
        let is_other = |at: usize| !is_in(&math, at);
        self.links.retain(|link| is_other(link.span.start));
        // A line of `=` in a block of it underlines nothing.
        self.headings.retain(|heading| is_other(heading.span.start));
        self.dialect.retain(|(_, at, _)| is_other(*at));
        self.disagreements.retain(|(_, at)| is_other(*at));
        self.lists.retain(|at| is_other(*at));
        self.escapes.retain(|at| is_other(*at));
        self.struck.retain(|span| is_other(span.start));
        self.line_ends.retain(|at| is_other(*at));
        self.math = math;
        self
    }
}

fn is_in(math: &[Math], at: usize) -> bool {
    let next = math.partition_point(|math| math.span.end <= at);
    math.get(next).is_some_and(|math| math.span.start <= at)
}

/// The parts of a text that are no mathematics.
fn outside(text: Range<usize>, math: &[Math]) -> Vec<Range<usize>> {
    let first = math.partition_point(|math| math.span.end <= text.start);
    let mut parts = Vec::new();
    let mut at = text.start;
    for math in math[first..].iter().take_while(|math| math.span.start < text.end) {
        parts.push(at..math.span.start.max(at));
        at = math.span.end;
    }
    parts.push(at.min(text.end)..text.end);
    parts.retain(|part| !part.is_empty());
    parts
}

/// Parses pages: their paths in mdBook, and their texts.
pub(super) type ParseAll<'a> = dyn Fn(&[(&str, &str)]) -> Result<Vec<Read>> + 'a;

/// Parses pages, each with its path in mdBook and its text, as a book of this configuration would.
pub(super) fn read(
    root: &Path,
    book_toml: &str,
    icons: &[PathBuf],
    pages: &[(&str, &str)],
) -> Result<Vec<Read>> {
    let mdbook: MdbookConfig = book_toml
        .parse()
        .map_err(|error: mdbook_preprocessor::errors::Error| MigrateError::Made(error.into()))?;
    let chapter = |(path, text): &(&str, &str)| {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        BookItem::Chapter(Chapter::new(path, text.to_owned(), path, Vec::new()))
    };
    let book = Book::new_with_items(pages.iter().map(chapter).collect());
    let mut source = Source::of_parts(root, mdbook, book_toml.to_owned(), book).with_drafts();
    source.icons = icons.to_vec();
    let (library, heard) = Library::build_with(source, |_| Heard::default());
    let written = library.catalog.pages.iter().zip(heard).filter(|(page, _)| !page.generated);
    let panics = library.problems.iter().filter(|found| found.code == Code::Panicked);
    let panics: BTreeMap<&str, &Diagnostic> =
        panics.filter_map(|found| Some((found.place.as_ref()?.file.as_str(), found))).collect();
    let read = |((page, heard), (_, text)): ((&Page, Heard), &(&str, &str))| {
        let bom = text.len() - text.strip_prefix('\u{feff}').unwrap_or(text).len();
        let panicked = panics.get(page.file.as_str()).copied().cloned();
        let read = or_panicked(&page.file, || Back { bom, text, page }.read(heard));
        Read { panicked: panicked.or(read.panicked), ..read }
    };
    Ok(written.zip(pages).map(read).collect())
}

/// What some work reads of a page; where it panics, that alone.
pub(super) fn or_panicked(file: &str, read: impl FnOnce() -> Read) -> Read {
    let done = guarded(file, "read what this page holds, and leaves it as it is", read);
    done.unwrap_or_else(|panicked| Read { panicked: Some(panicked), ..Read::default() })
}

/// The name of a reference as it is looked up.
pub(super) fn reference_name(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The title of a page as MkDocs finds it: what the navigation says, its own, a heading that it starts with, its file's
/// name. There is no other place that decides this.
pub(super) fn title(page: &super::tree::SitePage, read: &Read, in_nav: Option<&str>) -> String {
    let first =
        read.headings.first().filter(|heading| heading.level == 1 && heading.span.start == read.text_start);
    let heading = || first.map(|heading| heading.text.clone());
    let own = in_nav.map(str::to_owned).or_else(|| read.title.clone()).or_else(heading);
    let own = own.map(|title| title.trim().to_owned());
    own.filter(|title| !title.is_empty()).unwrap_or_else(|| {
        let stem = page.source.rsplit_once('.').map_or(page.source.as_str(), |(stem, _)| stem);
        match is_index(stem) && !stem.contains('/') {
            true => "Home".to_owned(),
            false => title_of_name(own_name(stem)),
        }
    })
}

/// `getting-started` to `Getting started`, as MkDocs has it.
pub(super) fn title_of_name(name: &str) -> String {
    let title = name.replace(['-', '_'], " ");
    if title.to_lowercase() == title { crate::text::name::in_words(&title) } else { title }
}
