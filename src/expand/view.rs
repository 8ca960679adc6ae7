//! View models: what the templates see.

use serde::Serialize;

use crate::source::dialect::{Attribute, Svg};
use crate::text::address::is_safe_url;

/// A link to a page, or a name without one.
#[derive(Debug, Clone, Default, Serialize)]
pub struct LinkView {
    /// The text.
    pub title: String,
    /// The address; a name that could not be resolved has none.
    pub url: Option<String>,
    /// The page's badge of the first taxonomy.
    pub badge: Option<BadgeView>,
    /// The page's description, in inline Markdown.
    pub description: Option<String>,
    /// Why, in inline Markdown.
    pub note: Option<String>,
    /// Whether no page of this name could be found.
    pub unresolved: bool,
}

/// A badge of a term.
#[derive(Debug, Clone, Serialize)]
pub struct BadgeView {
    /// The taxonomy's name.
    pub taxonomy: String,
    /// The term's id.
    pub term: String,
    /// What readers see.
    pub label: String,
    /// An emoji or a short text.
    pub icon: Option<String>,
    /// A name of the palette.
    pub colour: Option<String>,
    /// What it means, in plain text.
    pub title: String,
    /// The catalog filtered by it.
    pub url: Option<String>,
}

/// One step of the breadcrumbs.
#[derive(Debug, Serialize)]
pub(super) struct Breadcrumb {
    pub(super) title: String,
    pub(super) url: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Breadcrumbs {
    pub(super) items: Vec<Breadcrumb>,
}

#[derive(Debug, Serialize)]
pub(super) struct TitleView<'a> {
    pub(super) title: &'a str,
    /// Its id, where a heading of the page has the one that it would get.
    pub(super) id: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct LeadView<'a> {
    pub(super) description: &'a str,
}

#[derive(Debug, Serialize)]
pub(super) struct QuestionView<'a> {
    pub(super) question: &'a str,
}

#[derive(Debug, Serialize)]
pub(super) struct Notice {
    /// The word for it in the labels.
    pub(super) kind: &'static str,
    pub(super) icon: &'static str,
    pub(super) colour: &'static str,
    pub(super) reason: Option<String>,
    pub(super) links: Vec<LinkView>,
}

#[derive(Debug, Serialize)]
pub(super) struct Notices {
    pub(super) notices: Vec<Notice>,
}

#[derive(Debug, Serialize)]
pub(super) struct Badges {
    pub(super) badges: Vec<BadgeView>,
}

/// A row of the page's data.
#[derive(Debug, Default, Serialize)]
pub(super) struct MetaRow {
    pub(super) key: String,
    pub(super) label: String,
    pub(super) text: String,
    /// The texts in inline Markdown, where they may be some.
    pub(super) markdown: Vec<String>,
    pub(super) datetime: Option<String>,
    pub(super) links: Vec<LinkView>,
}

#[derive(Debug, Serialize)]
pub(super) struct Meta {
    pub(super) rows: Vec<MetaRow>,
}

#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub(super) label: String,
    pub(super) text: String,
}

#[derive(Debug, Serialize)]
pub(super) struct QuickReference {
    pub(super) rows: Vec<Row>,
}

/// A small box of texts.
#[derive(Debug, Serialize)]
pub(super) struct TextBox {
    pub(super) kind: &'static str,
    pub(super) colour: &'static str,
    pub(super) icon: &'static str,
    pub(super) title: String,
    pub(super) texts: Vec<String>,
}

/// A level of the page.
#[derive(Debug, Serialize)]
pub(super) struct LevelView {
    pub(super) number: u32,
    pub(super) name: String,
    pub(super) minutes: u32,
    pub(super) url: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Levels {
    pub(super) levels: Vec<LevelView>,
    /// Of all levels.
    pub(super) minutes: u32,
}

#[derive(Debug, Serialize)]
pub(super) struct When {
    pub(super) boxes: Vec<TextBox>,
}

#[derive(Debug, Serialize)]
pub(super) struct TradeOffsView {
    pub(super) columns: Vec<TextBox>,
}

#[derive(Debug, Serialize)]
pub(super) struct Examples {
    pub(super) columns: Vec<String>,
    /// Of each record the cells of all columns; none where there are too many columns for a table.
    pub(super) rows: Vec<Vec<String>>,
    /// Of each record its own keys and texts, in place of a table.
    pub(super) records: Vec<Vec<(String, String)>>,
}

#[derive(Debug, Serialize)]
pub(super) struct Checklist<'a> {
    pub(super) items: &'a [String],
}

/// A law (or another term that is a page) and how it applies.
#[derive(Debug, Serialize)]
pub(super) struct LawView {
    pub(super) number: Option<u32>,
    pub(super) label: String,
    pub(super) icon: Option<String>,
    pub(super) url: Option<String>,
    pub(super) aspect: Option<String>,
    pub(super) note: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct LawGroup {
    pub(super) taxonomy: String,
    pub(super) colour: &'static str,
    pub(super) icon: String,
    pub(super) label: String,
    pub(super) laws: Vec<LawView>,
}

#[derive(Debug, Serialize)]
pub(super) struct Laws {
    pub(super) groups: Vec<LawGroup>,
}

#[derive(Debug, Serialize)]
pub(super) struct RelatedGroup {
    pub(super) key: String,
    pub(super) label: String,
    pub(super) links: Vec<LinkView>,
}

#[derive(Debug, Serialize)]
pub(super) struct Related {
    pub(super) groups: Vec<RelatedGroup>,
}

/// A box of the text.
#[derive(Debug, Serialize)]
pub(super) struct BoxView<'a> {
    pub(super) kind: &'a str,
    /// What it is called for those who do not see it.
    pub(super) label: &'a str,
    /// Empty for a box without a title.
    pub(super) title: &'a str,
    /// The title as HTML, where icons or keys stand in it.
    pub(super) title_html: Option<&'a str>,
    pub(super) icon: Option<&'a str>,
    pub(super) colour: Option<&'a str>,
    pub(super) open: bool,
    pub(super) classes: Vec<String>,
}

/// A tab, and whether its set starts with it.
#[derive(Debug, Serialize)]
pub(super) struct TabView<'a> {
    pub(super) title: &'a str,
    /// The title as HTML, where icons or keys stand in it.
    pub(super) title_html: Option<&'a str>,
    pub(super) first: bool,
    pub(super) selected: bool,
}

/// An icon.
#[derive(Debug, Default, Serialize)]
pub(super) struct IconView<'a> {
    pub(super) svg: Option<&'a Svg>,
    /// Classes of an `<i>` that mdBook draws.
    pub(super) font_awesome: Option<&'a str>,
    pub(super) emoji: Option<&'a str>,
    pub(super) classes: &'a str,
    pub(super) attributes: Vec<&'a Attribute>,
}

#[derive(Debug, Serialize)]
pub(super) struct KeysView<'a> {
    pub(super) keys: &'a [String],
}

#[derive(Debug, Serialize)]
pub(super) struct AbbreviationView<'a> {
    pub(super) text: &'a str,
    pub(super) meaning: &'a str,
}

/// A mark of an annotation, or what leads back to it.
#[derive(Debug, Serialize)]
pub(super) struct AnnotationView {
    /// The number of the list that explains it, from 1.
    pub(super) group: usize,
    /// The number of the item.
    pub(super) number: usize,
    /// Whether it is the mark that its item leads back to.
    pub(super) first: bool,
}

/// The opening tags of a block of code.
#[derive(Debug, Serialize)]
pub(super) struct CodeOpenView<'a> {
    pub(super) classes: &'a str,
}

/// A text, or code.
#[derive(Debug, Serialize)]
pub(super) struct TextView<'a> {
    pub(super) text: &'a str,
}

/// A link's opening tag, an image, or a paragraph's opening tag.
#[derive(Debug, Default, Serialize)]
pub(super) struct ElementView<'a> {
    pub(super) element: &'a str,
    pub(super) url: &'a str,
    pub(super) title: &'a str,
    pub(super) alt: &'a str,
    pub(super) attributes: Vec<&'a Attribute>,
}

impl LinkView {
    /// A link to an address of the author's; the text alone if its scheme is not allowed.
    pub fn external(text: &str, url: &str) -> Self {
        let url = is_safe_url(url).then(|| url.to_owned());
        Self { title: text.to_owned(), url, ..Self::default() }
    }

    /// The same without what is said about its page.
    pub(in crate::expand) fn bare(self) -> Self {
        Self { title: self.title, url: self.url, ..Self::default() }
    }

    /// The name of a page that could not be found.
    pub fn unresolved(name: &str) -> Self {
        Self { title: name.to_owned(), unresolved: true, ..Self::default() }
    }
}
