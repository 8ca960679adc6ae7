//! The pages of a site, parsed as the book will parse them.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;
use std::path::Path;

use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use mdbook_preprocessor::config::Config as MdbookConfig;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::dialect;
use super::disagreements::{Disagreement, Disagreements};
use super::error::{MigrateError, Result};
use super::math::{self, Math, Syntax};
use crate::front_matter::Value;
use crate::library::Library;
use crate::library::survey::{LinkKind, Survey, Surveyor};
use crate::page::{HandwrittenKind, Listener, Page};
use crate::source::Source;
use crate::text::path::{is_index, own_name};
use crate::text::spans::{is_within, merged};

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
    /// What is read as one text: paragraphs, headings, cells, what stands in an item.
    pub(super) leaves: Vec<Range<usize>>,
    /// Plain text outside links: what stands together, signs of Markdown between apart.
    pub(super) texts: Vec<Range<usize>>,
    /// Plain text in links.
    pub(super) link_texts: Vec<Range<usize>>,
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
    /// The title that the front matter says.
    pub(super) title: Option<String>,
    /// Its keys: the key as written, its bytes, and its value if that is a text.
    pub(super) keys: Vec<(String, Range<usize>, Option<String>)>,
    /// The kinds of its admonitions.
    pub(super) kinds: Vec<String>,
    /// What the front matter says of a post: its day, its slug, its categories, and whether it is a draft.
    pub(super) date: Option<String>,
    pub(super) slug: Option<String>,
    pub(super) categories: Vec<String>,
    pub(super) is_draft: bool,
    /// Where the text starts: the first byte behind the front matter that is no white space.
    pub(super) text_start: usize,
    /// Old addresses, as `aliases` or `redirect_from` say.
    pub(super) aliases: Vec<String>,
}

impl Read {
    /// Where tables start.
    pub(super) fn tables(&self) -> impl Iterator<Item = usize> + '_ {
        self.dialect.iter().filter(|(name, ..)| *name == TABLES).map(|(_, at, _)| *at)
    }

    /// Whether a byte is in code, or in mathematics.
    pub(super) fn in_code(&self, at: usize) -> bool {
        is_within(&self.code, at) || self.in_math(at)
    }

    fn in_math(&self, at: usize) -> bool {
        let next = self.math.partition_point(|math| math.span.end <= at);
        self.math.get(next).is_some_and(|math| math.span.start <= at)
    }

    /// Takes what a site reads as mathematics out of all else.
    pub(super) fn with_math(mut self, text: &str, syntax: Syntax) -> Self {
        self.math = math::find(text, &self, syntax);
        if self.math.is_empty() {
            return self;
        }
        for texts in [&mut self.texts, &mut self.link_texts] {
            let own = std::mem::take(texts);
            texts.extend(own.into_iter().flat_map(|text| outside(text, &self.math)));
        }
        let links = std::mem::take(&mut self.links);
        self.links = links.into_iter().filter(|link| !self.in_math(link.span.start)).collect();
        // A line of `=` in a block of it underlines nothing.
        let headings = std::mem::take(&mut self.headings);
        self.headings = headings.into_iter().filter(|heading| !self.in_math(heading.span.start)).collect();
        let dialect = std::mem::take(&mut self.dialect);
        self.dialect = dialect.into_iter().filter(|(_, at, _)| !self.in_math(*at)).collect();
        let disagreements = std::mem::take(&mut self.disagreements);
        self.disagreements = disagreements.into_iter().filter(|(_, at)| !self.in_math(*at)).collect();
        self
    }
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

/// What is heard while a page is parsed.
#[derive(Default)]
struct Heard {
    surveyor: Surveyor,
    given: HashSet<usize>,
    fences: Vec<(Range<usize>, String)>,
    spans: Vec<Range<usize>>,
    line_ends: Vec<usize>,
    constructs: Vec<(&'static str, usize)>,
    /// The items around, by the columns that the inside of each starts further in to MkDocs.
    items: Vec<usize>,
    indented: Vec<(Range<usize>, usize)>,
    leaves: Vec<Range<usize>>,
    /// Whether the last of them goes on.
    in_leaf: bool,
    texts: Vec<Range<usize>>,
    link_texts: Vec<Range<usize>>,
    disagreements: Disagreements,
    /// The links that are open: whether each is an address in angle brackets.
    in_links: Vec<bool>,
    /// How many images and blocks of code are open.
    in_others: usize,
    /// Whether a tag of raw HTML has opened a link in the block.
    in_anchor: bool,
}

impl Heard {
    fn leaf(&mut self, text: &str, event: &Event<'_>, span: &Range<usize>) {
        let goes_on = match event {
            Event::Start(tag) => is_in_line(&tag.to_end()),
            Event::End(tag) => is_in_line(tag),
            Event::Html(_) | Event::Rule => false,
            _ => true,
        };
        match self.leaves.last_mut() {
            Some(leaf) if goes_on && self.in_leaf => leaf.end = leaf.end.max(span.end),
            _ if goes_on => {
                // A backslash is none of the text that it stands before.
                let start = span.start - usize::from(text[..span.start].ends_with('\\'));
                self.leaves.push(start..span.end);
            }
            _ => {}
        }
        self.in_leaf = goes_on;
    }

    fn plain_text(&mut self, text: &str, event: &Event<'_>, span: &Range<usize>) {
        let is_other = |tag: &TagEnd| {
            matches!(tag, TagEnd::Image | TagEnd::CodeBlock | TagEnd::HtmlBlock)
        };
        match event {
            Event::Start(Tag::Link { link_type, .. }) => {
                self.in_links.push(matches!(link_type, LinkType::Autolink | LinkType::Email));
            }
            Event::End(TagEnd::Link) => {
                self.in_links.pop();
            }
            Event::Start(tag) if is_other(&tag.to_end()) => self.in_others += 1,
            Event::End(tag) if is_other(tag) => self.in_others = self.in_others.saturating_sub(1),
            Event::InlineHtml(html) if html.starts_with("<a ") => self.in_anchor = !html.ends_with("/>"),
            Event::InlineHtml(html) if html.starts_with("</a") => self.in_anchor = false,
            // What a block leaves open ends with it.
            Event::End(tag) if !is_in_line(tag) => self.in_anchor = false,
            Event::Text(_) if self.in_others == 0 && !self.in_links.contains(&true) => {
                let is_link = self.in_anchor || !self.in_links.is_empty();
                let texts = if is_link { &mut self.link_texts } else { &mut self.texts };
                // The sign behind a backslash is a sign, and nothing else.
                let start = span.start + usize::from(text[..span.start].ends_with('\\'));
                match texts.last_mut().filter(|last| last.end == start) {
                    Some(last) => last.end = span.end,
                    None if start < span.end => texts.push(start..span.end),
                    None => {}
                }
            }
            _ => {}
        }
    }
}

fn is_in_line(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::Superscript
            | TagEnd::Subscript
    )
}

impl Listener for Heard {
    fn event(&mut self, text: &str, event: &Event<'_>, span: &Range<usize>) {
        self.surveyor.event(text, event, span);
        self.leaf(text, event, span);
        self.disagreements.event(text, event, span);
        self.plain_text(text, event, span);
        match event {
            Event::Start(Tag::Heading { id, classes, attrs, .. }) => {
                if id.is_some() {
                    self.given.insert(span.start);
                }
                if id.is_some() || !classes.is_empty() || !attrs.is_empty() {
                    self.constructs.push((HEADING_LISTS, span.start));
                }
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                self.fences.push((span.clone(), info.to_string()));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                self.indented.push((span.clone(), self.items.last().copied().unwrap_or_default()));
            }
            Event::Start(Tag::Item) => self.items.push(columns_left(text, span)),
            // Code in a box or a quote stands as far from its side as its author wrote.
            Event::Start(Tag::BlockQuote(kind)) => {
                if kind.is_some() {
                    self.constructs.push(("boxes", span.start));
                }
                self.items.push(0);
            }
            Event::End(TagEnd::Item | TagEnd::BlockQuote(_)) => {
                self.items.pop();
            }
            Event::Code(_) => self.spans.push(span.clone()),
            Event::SoftBreak => self.line_ends.push(span.start),
            Event::Start(Tag::Table(_)) => self.constructs.push((TABLES, span.start)),
            Event::Start(Tag::FootnoteDefinition(_)) => self.constructs.push(("footnotes", span.start)),
            Event::Start(Tag::DefinitionList) => self.constructs.push(("definition lists", span.start)),
            Event::TaskListMarker(_) => self.constructs.push(("task lists", span.start)),
            _ => {}
        }
    }
}

/// How many columns stand between where CommonMark takes the inside of an item to start, and where MkDocs does: at the
/// next column of four.
fn columns_left(text: &str, span: &Range<usize>) -> usize {
    let line = text[..span.start].rfind('\n').map_or(0, |end| end + 1);
    let before = &text[line..span.start];
    let before = before
        .rfind('>')
        .map_or(before, |at| before[at + 1..].strip_prefix(' ').unwrap_or(&before[at + 1..]));
    // The bytes of a nested item may start with its indent.
    let item = text[span.clone()].trim_start_matches(' ');
    let indent = before.len() + span.len() - item.len();
    let marker = item.find([' ', '\t', '\n']).unwrap_or(item.len());
    let spaces = item[marker..].bytes().take_while(|b| *b == b' ').count();
    let inside = if (1..=4).contains(&spaces) { spaces } else { 1 };
    (indent - indent % 4 + 4).saturating_sub(indent + marker + inside)
}

/// Parses pages: their paths in mdBook, and their texts.
pub(super) type ParseAll<'a> = dyn Fn(&[(&str, &str)]) -> Result<Vec<Read>> + 'a;

/// Parses pages, each with its path in mdBook and its text, as a book of this configuration would.
pub(super) fn read(root: &Path, book_toml: &str, icons: &Path, pages: &[(&str, &str)]) -> Result<Vec<Read>> {
    let mdbook: MdbookConfig = book_toml
        .parse()
        .map_err(|error: mdbook_preprocessor::errors::Error| MigrateError::Made(error.into()))?;
    let chapter = |(path, text): &(&str, &str)| {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        BookItem::Chapter(Chapter::new(path, text.to_owned(), path, Vec::new()))
    };
    let book = Book::new_with_items(pages.iter().map(chapter).collect());
    let mut source = Source::of_parts(root, mdbook, book_toml.to_owned(), book).with_drafts();
    icons.clone_into(&mut source.icons);
    let (library, heard) = Library::build_with(source, |_| Heard::default());
    let written = library.catalog.pages.iter().zip(heard).filter(|(page, _)| !page.generated);
    let read = |((page, heard), (_, text)): ((&Page, Heard), &(&str, &str))| {
        let bom = text.len() - text.strip_prefix('\u{feff}').unwrap_or(text).len();
        Back { bom, text, page }.read(heard)
    };
    Ok(written.zip(pages).map(read).collect())
}

/// The way from the text that was parsed to the author's.
struct Back<'a> {
    bom: usize,
    text: &'a str,
    page: &'a Page,
}

impl Back<'_> {
    fn span(&self, span: Range<usize>) -> Range<usize> {
        let span = self.page.original.as_ref().map_or(span.clone(), |original| original.map.back(span));
        span.start + self.bom..span.end + self.bom
    }

    fn at(&self, byte: usize) -> usize {
        self.span(byte..byte + 1).start
    }

    fn read(&self, heard: Heard) -> Read {
        let page = self.page;
        let survey = heard.surveyor.finish(page);
        let mut read = Read {
            headings: self.headings(page, &heard.given),
            code: survey.code.iter().map(|span| self.span(span.clone())).collect(),
            fences: heard.fences.into_iter().map(|(span, info)| (self.span(span), info)).collect(),
            indented: heard.indented.iter().map(|(span, _)| self.span(span.clone())).collect(),
            code_in_lists: heard
                .indented
                .iter()
                .filter(|(_, more)| *more > 0)
                .map(|(span, more)| (self.span(span.clone()), *more))
                .collect(),
            leaves: heard.leaves.into_iter().map(|span| self.span(span)).collect(),
            texts: heard.texts.into_iter().map(|span| self.span(span)).collect(),
            link_texts: heard.link_texts.into_iter().map(|span| self.span(span)).collect(),
            disagreements: heard
                .disagreements
                .finish()
                .into_iter()
                .map(|(kind, at)| (kind, self.at(at)))
                .collect(),
            lists: page.lists.iter().map(|at| self.at(*at)).collect(),
            line_ends: heard.line_ends.iter().map(|at| self.at(*at)).collect(),
            spans: heard.spans.into_iter().map(|span| self.span(span)).collect(),
            handwritten: page
                .handwritten
                .iter()
                .map(|found| (found.kind, self.span(found.span.clone())))
                .collect(),
            front_matter: page.front_matter.end + if page.front_matter.is_empty() { 0 } else { self.bom },
            title: page.fields.text("title").map(str::to_owned),
            keys: self.keys(page),
            aliases: page.fields.list("redirect_from").iter().map(|alias| (*alias).to_owned()).collect(),
            ..Read::default()
        };
        let written = &page.fields.written;
        read.date = written.get("date").and_then(|node| match &node.value {
            Value::Map(map) => map.get("created")?.text().map(str::to_owned),
            _ => node.text().map(str::to_owned),
        });
        read.slug = written.get("slug").and_then(|node| node.text()).map(str::to_owned);
        read.is_draft = written.get("draft").and_then(|node| node.text()) == Some("true");
        read.categories = match written.get("categories").map(|node| &node.value) {
            Some(Value::List(items)) => {
                items.iter().filter_map(|item| item.text()).map(str::to_owned).collect()
            }
            _ => Vec::new(),
        };
        let body = &self.text[read.front_matter.min(self.text.len())..];
        read.text_start = self.text.len() - body.trim_start().len();
        read.links = self.links(&survey, page);
        (read.definitions, read.names) = self.definitions(page);
        read.ids = survey.ids;
        read.dialect = heard.constructs.into_iter().map(|(name, at)| (name, self.at(at), None)).collect();
        let drawn = dialect::read(page, &|byte| self.at(byte));
        read.dialect.extend(drawn.constructs);
        read.kinds = drawn.kinds;
        read.ids.extend(drawn.ids);
        read.code = merged(read.code);
        read
    }

    fn headings(&self, page: &Page, given: &HashSet<usize>) -> Vec<Heading> {
        let heading = |heading: &crate::page::Heading| Heading {
            level: heading.level,
            text: heading.text.clone(),
            id: heading.id.clone(),
            is_given: given.contains(&heading.span.start),
            span: self.span(heading.span.clone()),
        };
        page.headings.iter().map(heading).collect()
    }

    fn keys(&self, page: &Page) -> Vec<(String, Range<usize>, Option<String>)> {
        let shift = |span: &Range<usize>| span.start + self.bom..span.end + self.bom;
        let entries = page.fields.written.0.iter();
        entries
            .map(|entry| (entry.key.clone(), shift(&entry.key_span), entry.node.text().map(str::to_owned)))
            .collect()
    }

    fn links(&self, survey: &Survey, page: &Page) -> Vec<Link> {
        let link = |link: &crate::library::survey::PageLink| {
            let own = self.span(link.span.clone());
            let is_exact = self.text.get(own.clone()) == Some(link.address.as_str());
            let before = page.text[..link.span.start.min(page.text.len())].trim_end();
            Link {
                kind: link.kind,
                address: link.address.clone(),
                is_html: is_exact && before.ends_with(['=', '"', '\'']),
                span: own,
                is_exact,
            }
        };
        survey.links.iter().map(link).collect()
    }

    /// The definitions of reference links, whose places the events of the parse do not tell.
    fn definitions(&self, page: &Page) -> (Vec<(String, Range<usize>)>, BTreeSet<String>) {
        let body = page.front_matter.end;
        let text = &page.text[body..];
        if !text.contains("]:") {
            return Default::default();
        }
        let parser = mdbook_markdown::new_cmark_parser(text, &mdbook_markdown::MarkdownOptions::default());
        let mut found: Vec<(String, Range<usize>)> = Vec::new();
        let mut names = BTreeSet::new();
        for (name, definition) in parser.reference_definitions().iter() {
            names.insert(reference_name(name));
            let written = text.get(definition.span.clone()).unwrap_or_default();
            let Some(behind) = written.find("]:").map(|at| at + 2) else { continue };
            let Some(inside) = written[behind..].find(&*definition.dest) else { continue };
            let at = body + definition.span.start + behind + inside;
            let span = self.span(at..at + definition.dest.len());
            if !definition.dest.is_empty() && self.text.get(span.clone()) == Some(&*definition.dest) {
                found.push((definition.dest.to_string(), span));
            }
        }
        found.sort_by_key(|(_, span)| span.start);
        (found, names)
    }
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
            false => super::nav::title_of_folder(own_name(stem)),
        }
    })
}
