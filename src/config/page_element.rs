//! The pieces of furniture.

macro_rules! pieces {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal;)+) => {
        /// One piece of furniture; each has a template of its name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum PageElement { $($(#[doc = $doc])+ $variant,)+ }

        impl PageElement {
            /// All pieces.
            pub const ALL: &'static [PageElement] = &[$(PageElement::$variant,)+];

            /// Its name in the configuration, in `hide:` and in `{{#patterns box NAME}}`.
            pub fn name(self) -> &'static str {
                match self { $(PageElement::$variant => $name,)+ }
            }
        }
    };
}

pieces! {
    /// The way from the book's start to the page.
    Breadcrumbs = "breadcrumbs";
    /// The page's title, where its text has no heading of level 1.
    Title = "title";
    /// Draft, stub, legacy, superseded.
    Notice = "notice";
    /// The description.
    Lead = "lead";
    /// One badge for each term.
    Badges = "badges";
    /// Reading time, dates, prerequisites.
    Meta = "meta";
    /// The question that the pattern answers.
    EssentialQuestion = "essential-question";
    /// A quotation.
    Quote = "quote";
    /// Problem, solution, trade-offs, use when.
    QuickReference = "quick-reference";
    /// The levels of the page, where its headings have the shape `Level N: Name (M minutes)`.
    Levels = "levels";
    /// When to use it and when not.
    When = "when";
    /// Gains and costs.
    TradeOffs = "trade-offs";
    /// A table of examples.
    Examples = "examples";
    /// A list of tasks.
    Checklist = "checklist";
    /// The laws that apply.
    Laws = "laws";
    /// Related pages, and those that name this one.
    Related = "related";
    /// What the page needs, what builds on it and what is beside it, as a drawing.
    Graph = "graph";
    /// The patterns of a pack.
    Pack = "pack";
    /// The steps of a learning path.
    Steps = "steps";
    /// Previous and next on each learning path.
    PathNav = "path-nav";
    /// Previous and next.
    Nav = "nav";
}

impl PageElement {
    /// The piece of a name, whatever its case and dashes.
    pub fn named(name: &str) -> Option<Self> {
        let wanted = crate::text::name::key(name);
        Self::ALL.iter().copied().find(|piece| crate::text::name::key(piece.name()) == wanted)
    }
}
