//! One located, coded problem, and how it is drawn.
//!
//! Every stage makes [`Diagnostic`]s and none prints them: [`render`] draws all problems of a run
//! together, sorted by place, the way `rustc` does.

mod draw;
mod grouped;
mod sources;

use std::borrow::Cow;
use std::ops::Range;

pub use draw::render;
pub(crate) use draw::summary;
pub(crate) use grouped::{by_message, for_people};
pub use sources::{Position, SourceText, Sources};

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something the author wrote could not be used.
    Error,
    /// The page is whole, but something is probably not meant.
    Warning,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $id:literal $severity:ident;)+) => {
        /// The stable code of a kind of problem.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code { $($(#[doc = $doc])+ $name,)+ }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Code] = &[$(Code::$name,)+];

            /// The code as users see it, for example `P0101`.
            pub fn id(self) -> &'static str {
                match self { $(Code::$name => $id,)+ }
            }

            /// The code that users see as `id`, in any case.
            pub fn of(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.id().eq_ignore_ascii_case(id))
            }

            /// How bad problems of this kind are.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity,)+ }
            }

            /// What the problem is, in a few words.
            pub fn summary(self) -> &'static str {
                match self { $(Code::$name => concat!($($doc),+).trim_ascii(),)+ }
            }
        }
    };
}

codes! {
    /// The front matter has no closing fence.
    UnclosedFrontMatter = "P0101" Error;
    /// The front matter, or one key of it, cannot be parsed.
    InvalidFrontMatter = "P0102" Error;
    /// A value with an unquoted `: `, which was taken as text.
    UnquotedColon = "P0103" Warning;
    /// A key is given twice in one front matter; the first one is used.
    DuplicateKey = "P0104" Warning;
    /// The front matter is too large or too deeply nested, and is not read.
    OversizedFrontMatter = "P0105" Error;
    /// The lines that continue a quoted text are not indented; the text was read anyway.
    UnindentedText = "P0106" Warning;
    /// A key that is not a field of the schema.
    UnknownKey = "P0201" Warning;
    /// A value of the wrong type for its field.
    WrongType = "P0202" Warning;
    /// A date that does not exist or cannot be read.
    InvalidDate = "P0203" Warning;
    /// A value that its field or taxonomy does not declare.
    UnknownValue = "P0204" Warning;
    /// A placeholder of a template that nobody filled in.
    Placeholder = "P0205" Warning;
    /// A field that pages of this type need is missing.
    MissingField = "P0206" Warning;
    /// One text where a list of values was probably meant.
    SeveralValues = "P0207" Warning;
    /// A relation to a page that does not exist.
    UnresolvedReference = "P0301" Warning;
    /// A relation whose name fits several pages.
    AmbiguousReference = "P0302" Warning;
    /// An address whose scheme is not allowed.
    UnsafeUrl = "P0303" Error;
    /// Two pages with the same title.
    DuplicateTitle = "P0304" Warning;
    /// A learning path names a page before another that it needs.
    PathOrder = "P0305" Warning;
    /// An old address of a page that cannot lead to it.
    InvalidRedirect = "P0306" Warning;
    /// A text that looks like a field, but stays in the page because its field does not accept it.
    NotLifted = "P0340" Warning;
    /// A directive that does not exist.
    UnknownDirective = "P0401" Error;
    /// An argument that the directive does not take, or whose value it cannot use.
    InvalidArgument = "P0402" Error;
    /// A directive that makes a block, but is in the middle of a line.
    DirectiveNotAlone = "P0403" Error;
    /// A box of an undeclared kind.
    UnknownBoxKind = "P0404" Warning;
    /// The name of a page element that does not exist.
    UnknownFurniture = "P0405" Warning;
    /// A raw `<div>` box that is never closed.
    UnclosedBox = "P0406" Warning;
    /// A directive without its `}}`.
    UnclosedDirective = "P0407" Error;
    /// A graph with more pages than the limit.
    GraphTooLarge = "P0408" Warning;
    /// A matrix with more cells than the limit.
    MatrixTooLarge = "P0409" Warning;
    /// Code, a comment or an element that is never closed, so that the rest of the page is part of it.
    LeftOpen = "P0410" Warning;
    /// A key of the configuration that does not exist.
    UnknownConfigKey = "P0501" Error;
    /// A value of the configuration that cannot be used.
    InvalidConfigValue = "P0502" Error;
    /// A template of the book that cannot be compiled or rendered.
    InvalidTemplate = "P0503" Error;
    /// A page that this program could not process, which is a bug in the program.
    Panicked = "P0504" Error;
    /// Two edits of the same place in a page, which is a bug in the program.
    OverlappingEdits = "P0505" Error;
    /// A name in a template of the book that is not available there, so that nothing is printed.
    UnknownTemplateName = "P0506" Warning;
    /// A file among the templates of the book that replaces none of them, so that it is not used.
    UnknownTemplate = "P0507" Warning;
    /// A table of the configuration that chooses pages, and chooses none.
    NothingChosen = "P0508" Warning;
    /// The assets in the book are older than the plugin.
    StaleAssets = "P0601" Warning;
    /// The book's stylesheet is not linked, so pages show without style.
    MissingAssets = "P0602" Warning;
    /// A version of mdBook that this plugin was not made for.
    UnsupportedMdbook = "P0603" Warning;
    /// A renderer's table from the time when the renderer was a separate program.
    OldRenderer = "P0604" Warning;
    /// A section of the template that the page lacks.
    MissingSection = "P0701" Warning;
    /// A section of the template that the page leaves empty.
    EmptySection = "P0702" Warning;
    /// A section that is in another place than in the template.
    SectionOrder = "P0703" Warning;
    /// A placeholder of a template, left in the text.
    TextPlaceholder = "P0704" Warning;
    /// Characters that were once read in the wrong encoding.
    Mojibake = "P0705" Warning;
    /// A link to a page or file that the book does not have.
    BrokenLink = "P0801" Warning;
    /// A link to a heading that its page does not have.
    BrokenAnchor = "P0802" Warning;
    /// A link that works in another tool but not in mdBook.
    MkdocsLink = "P0803" Warning;
    /// An image that the book does not have.
    MissingImage = "P0804" Warning;
    /// A total that was typed by hand and differs from the count.
    WrongTotal = "P0901" Warning;
    /// Breadcrumbs, or links to the previous and next page, that were written by hand.
    HandwrittenNavigation = "P0902" Warning;
    /// An entry that `SUMMARY.md` does not list, so that readers cannot reach it.
    NotInSummary = "P0903" Warning;
    /// An entry without a category, in a library that has categories.
    NoCategory = "P0904" Warning;
    /// A page that was last updated long before the newest page.
    StalePage = "P0905" Warning;
    /// A reading time that is far from the counted one.
    WrongReadingTime = "P0906" Warning;
    /// A key or a value that other pages of the book spell differently.
    MixedSpelling = "P0907" Warning;
    /// Fields that contradict each other, or the page.
    Contradiction = "P0908" Warning;
    /// A relation that the other page does not name back.
    OneSidedRelation = "P1001" Warning;
    /// Pages that are prerequisites of each other.
    CyclicPrerequisites = "P1002" Warning;
    /// A page superseded by one that is itself superseded.
    SupersededChain = "P1003" Warning;
    /// One page, named twice in one field.
    DuplicateReference = "P1004" Warning;
    /// A file that cannot be read, or that is not UTF-8 text.
    UnreadableFile = "P1101" Error;
    /// A chapter of `SUMMARY.md` whose file does not exist.
    MissingChapter = "P1102" Error;
    /// A `SUMMARY.md` that mdBook cannot read.
    InvalidSummary = "P1103" Error;
    /// A preprocessor or renderer of `book.toml` whose program is not installed.
    MissingProgram = "P1104" Warning;
    /// A preprocessor that runs in the wrong order relative to this one.
    PreprocessorOrder = "P1105" Warning;
    /// A template that `book.toml` names but that does not exist.
    MissingTemplate = "P1106" Error;
    /// Front matter that is not read.
    UnreadFrontMatter = "P1107" Warning;
    /// A block of Material for MkDocs in a book that does not read such blocks.
    MkdocsSyntaxOff = "P1120" Warning;
    /// A shortcode of another tool, which mdBook shows as text.
    ForeignShortcode = "P1121" Warning;
    /// An admonition of an undeclared kind; it is drawn as a box without a colour.
    UnknownAdmonition = "P1201" Warning;
    /// An icon that is neither a file of the book nor an emoji; nothing is drawn.
    UnknownIcon = "P1202" Warning;
    /// An attribute that pages may not set; it is removed.
    RefusedAttribute = "P1203" Warning;
}

/// Where a problem is: a byte range of a file, named relative to the book's root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file, with `/` between its parts.
    pub file: String,
    /// The bytes of the file that the problem is about.
    pub span: Range<usize>,
}

/// Orders places by file, then start, then end.
fn place_key(place: &Option<Place>) -> (&str, usize, usize) {
    place.as_ref().map_or(("", 0, 0), |p| (&p.file, p.span.start, p.span.end))
}

/// One problem: what is wrong, where, and the way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind of problem.
    pub code: Code,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// Where; `None` for problems of no file.
    pub place: Option<Place>,
    /// What stands at the place, shown beside the marked text.
    pub label: Option<Box<str>>,
    /// The way out.
    pub help: Option<Box<str>>,
    /// How bad it is: as its code says, unless a run takes it harder.
    pub severity: Severity,
    /// The edit that is certain to fix it.
    pub mend: Option<Box<Mend>>,
    /// What few problems have.
    pub aside: Option<Box<Aside>>,
}

/// What few problems have: the other places of one that many pages have, and what it is about where its message says more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Aside {
    /// How many other places there are.
    pub count: usize,
    /// The first of them.
    pub places: Vec<Place>,
    /// What it is about, where its message holds what follows from the rest of the book.
    pub subject: Option<Box<str>>,
}

/// An edit that fixes a problem: `from` becomes `to`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mend {
    /// The text that goes.
    pub from: String,
    /// The text that comes.
    pub to: String,
    /// The bytes of the file that `from` stands in, where these are not those of the problem.
    pub span: Option<Range<usize>>,
}

impl Diagnostic {
    /// A problem of no file.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        let severity = code.severity();
        let (place, label, help, mend, aside) = (None, None, None, None, None);
        Self { code, message: message.into(), place, label, help, severity, mend, aside }
    }

    /// The same problem, known by `subject` and not by its message: a key, a name, or what was written. For messages
    /// with counts, dates or names that change when something else does. Each line is a subject of its own.
    #[must_use]
    pub fn about(mut self, subject: impl Into<String>) -> Self {
        self.aside.get_or_insert_default().subject = Some(subject.into().into_boxed_str());
        self
    }

    /// The same problem with the edit that fixes it.
    #[must_use]
    pub fn mend(mut self, from: impl Into<String>, to: impl Into<String>) -> Self {
        self.mend = Some(Box::new(Mend { from: from.into(), to: to.into(), span: None }));
        self
    }

    /// The same problem with the edit that fixes it elsewhere in the file.
    pub(crate) fn mend_at(mut self, span: Range<usize>, from: &str, to: String) -> Self {
        self.mend = Some(Box::new(Mend { from: from.to_owned(), to, span: Some(span) }));
        self
    }

    /// Names the files of its places otherwise.
    pub(crate) fn rename(&mut self, name: impl Fn(&str) -> String) {
        let others = self.aside.iter_mut().flat_map(|others| &mut others.places);
        self.place.iter_mut().chain(others).for_each(|place| place.file = name(&place.file));
    }

    /// How many problems it stands for.
    pub fn times(&self) -> usize {
        1 + self.aside.as_ref().map_or(0, |others| others.count)
    }

    /// The same problem at `span` of `file`.
    #[must_use]
    pub fn at(mut self, file: &str, span: Range<usize>) -> Self {
        self.place = Some(Place { file: file.to_owned(), span });
        self
    }

    /// The same problem with words beside the marked text.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into().into_boxed_str());
        self
    }

    /// The same problem with the edit that fixes it, where there is one.
    #[must_use]
    pub fn maybe_mend(self, from: &str, to: Option<impl Into<String>>) -> Self {
        if let Some(to) = to {
            return self.mend(from, to);
        }
        self
    }

    /// The same problem with a way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into().into_boxed_str());
        self
    }

    /// The same problem with a way out, where there is one.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.map(String::into_boxed_str).or(self.help);
        self
    }
}

/// Sorts `diagnostics` by place, then code, and drops repetitions.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        (place_key(&a.place), a.code, &a.message).cmp(&(place_key(&b.place), b.code, &b.message))
    });
    diagnostics.dedup();
}

/// Control characters of a page must not reach the terminal.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| c.is_control() && c != '\n') {
        text.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect()
    } else {
        Cow::Borrowed(text)
    }
}

/// An address that must not be linked; where, the caller knows.
pub fn unsafe_url(url: &str) -> Diagnostic {
    Diagnostic::new(Code::UnsafeUrl, format!("the address `{url}` is not linked"))
        .help("only `http`, `https` and `mailto` addresses and paths are linked; only the text is shown")
}

/// The name of `names` that `word` was probably meant to be.
///
/// ```
/// use mdbook_patterns::diagnostic::nearest;
///
/// assert_eq!(nearest("glod", ["silver", "gold"]), Some("gold"));
/// assert_eq!(nearest("platinum", ["silver", "gold"]), None);
/// ```
pub fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    names
        .into_iter()
        // What has no name, a page titled by signs, is no suggestion.
        .filter(|name| !name.is_empty())
        .map(|name| (strsim::damerau_levenshtein(&word, &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= 1 + name.chars().count().min(word.chars().count()) / 4)
        .min()
        .map(|(_, name)| name)
}

/// The name of `names` that is `word` in another case, or with other signs between its parts. What is merely similar is
/// another word: `unstable` is not `stable`.
pub fn same_word<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = crate::text::name::key(word);
    let mut same =
        names.into_iter().filter(|name| !wanted.is_empty() && crate::text::name::key(name) == wanted);
    let name = same.next()?;
    same.all(|other| other == name).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_case_and_signs_make_no_other_word() {
        assert_eq!(same_word("CaseStudy", ["case-study", "case-studies"]), Some("case-study"));
        assert_eq!(same_word("use_with caution", ["use-with-caution"]), Some("use-with-caution"));
        for (word, other) in
            [("incomplete", "complete"), ("unstable", "stable"), ("created", "related"), ("titel", "title")]
        {
            assert_eq!(same_word(word, [other]), None);
        }
        assert_eq!(same_word("a b", ["a-b", "ab"]), None, "either could be meant");
    }

    #[test]
    fn codes_are_unique_and_ordered() {
        let ids: Vec<_> = Code::ALL.iter().map(|c| c.id()).collect();
        let mut sorted = ids.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(ids, sorted);
    }

    #[test]
    fn a_diagnostic_is_drawn_with_its_place_and_its_help() {
        let text = "---\ntitel: A\n---\n";
        let found = [Diagnostic::new(Code::UnknownKey, "`titel` is not a field")
            .at("src/a.md", 4..9)
            .label("unknown")
            .help("a similar field is `title`")];
        let sources = Sources::from([("src/a.md".to_owned(), text)]);
        assert_eq!(
            render(&found, &sources, false),
            "warning[P0201]: `titel` is not a field\n \
             --> src/a.md:2:1\n  |\n2 | titel: A\n  | ^^^^^ unknown\n  |\n  \
             = help: a similar field is `title`\n\nmdbook-patterns: 1 warning\n"
        );
    }

    #[test]
    fn spans_outside_the_text_or_inside_a_character_are_drawn_all_the_same() {
        let sources = Sources::from([("a.md".to_owned(), "é")]);
        for span in [1..1, 0..1, 5..9, 2..2] {
            let found = [Diagnostic::new(Code::WrongType, "m").at("a.md", span)];
            assert!(render(&found, &sources, false).contains("a.md:1:"));
        }
    }

    #[test]
    fn the_nearest_name_is_near() {
        assert_eq!(nearest("titel", ["title", "tier"]), Some("title"));
        assert_eq!(nearest("Use-With_caution", ["use-with-caution", "stable"]), Some("use-with-caution"));
        assert_eq!(nearest("language", ["tags", "laws"]), None);
        assert_eq!(nearest("-", [""]), None);
    }
}
