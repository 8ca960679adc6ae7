//! The codes of all problems.

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
    /// An end tag of something that Markdown ends itself, at which mdBook stops.
    StrayEnd = "P0411" Error;
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
    /// A taxonomy with more terms than get a page of their own.
    TermsWithoutPages = "P0509" Warning;
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

impl Code {
    /// Whether it is about the configuration, which stops every build.
    pub(crate) fn stops_builds(self) -> bool {
        matches!(self, Code::UnknownConfigKey | Code::InvalidConfigValue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_ordered() {
        let ids: Vec<_> = Code::ALL.iter().map(|c| c.id()).collect();
        let mut sorted = ids.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(ids, sorted);
    }
}
