//! The head of each page, from its front matter. What its author's theme says already stays, and stands once.

use std::collections::HashSet;
use std::ops::Range;

use rayon::prelude::*;
use serde::Serialize;

use super::Web;
use super::about::{About, clean, instant};
use super::address::{Site, encoded};
use super::files::Files;
use super::images::Images;
use super::json_ld;
use super::scan::Head;
use super::texts;
use crate::file::FileError;
use crate::page::PageId;
use crate::template::attribute;
use crate::text::address::relative;
use crate::text::{Edit, Edited};

/// A `<meta>`.
#[derive(Debug, Serialize)]
struct Meta {
    /// `name` or `property`.
    key: &'static str,
    name: &'static str,
    content: String,
}

/// A `<link>`.
#[derive(Debug, Serialize)]
struct Link {
    relation: &'static str,
    kind: Option<&'static str>,
    title: Option<String>,
    url: String,
}

/// What is put at the end of a head.
#[derive(Debug, Serialize)]
struct View {
    metas: Vec<Meta>,
    links: Vec<Link>,
    /// JSON in which nothing ends a script.
    data: Option<String>,
}

/// What was made of pages before.
pub(super) struct Known {
    /// The pages that have a text.
    pub(super) texts: HashSet<PageId>,
    pub(super) images: Images,
}

/// What is the same for all pages.
struct Book<'a> {
    web: &'a Web<'a>,
    site: Option<&'a Site>,
    title: String,
    description: String,
    has_feed: bool,
    /// The page that mdBook wrote to `index.html`, too.
    first: Option<PageId>,
    known: &'a Known,
    /// By page, how each is written about.
    about: Vec<Option<&'a About<'a>>>,
}

/// Completes the heads of all pages.
pub(super) fn write(
    web: &Web<'_>,
    pages: &[About<'_>],
    site: Option<&Site>,
    known: &Known,
    files: &mut Files<'_>,
) {
    let has_feed = files.has("feed.xml");
    let book = Book::new(web, pages, site, known, has_feed);
    let write = |about: &About<'_>| {
        let what = "complete the head of this page, and leaves it as mdBook wrote it";
        web.panics.guarded(&about.page.file, what, || book.write_page(about, files)).unwrap_or_default()
    };
    let problems: Vec<String> = pages.par_iter().flat_map(write).collect();
    files.problems.extend(problems);
}

impl<'a> Book<'a> {
    fn new(
        web: &'a Web<'a>,
        pages: &'a [About<'a>],
        site: Option<&'a Site>,
        known: &'a Known,
        has_feed: bool,
    ) -> Self {
        let book = &web.context.config.book;
        let mut about = vec![None; web.library.catalog.pages.len()];
        pages.iter().for_each(|page| about[page.id] = Some(page));
        let has_index = pages.iter().any(|page| page.file == "index.html");
        Self {
            web,
            site,
            title: book.title.clone().unwrap_or_default(),
            description: book.description.clone().unwrap_or_default(),
            has_feed,
            first: pages.first().filter(|_| !has_index).map(|page| page.id),
            known,
            about,
        }
    }

    /// Completes the head of a page, wherever mdBook wrote it: the first page stands at the address of the book, too.
    fn write_page(&self, about: &About<'_>, files: &Files<'_>) -> Vec<String> {
        let copy = (self.first == Some(about.id)).then_some("index.html");
        let names = [Some(about.file.as_str()), copy];
        let write = |name: &str| -> Result<(), FileError> {
            let Some(html) = files.page(name)? else { return Ok(()) };
            match self.completed(about, name, &html) {
                Some(completed) if completed != html => files.replace(name, &completed),
                _ => Ok(()),
            }
        };
        names
            .into_iter()
            .flatten()
            .filter_map(|name| write(name).err())
            .map(|error| error.to_string())
            .collect()
    }

    /// The page with a head that says all; `None` where it has no head.
    fn completed(&self, about: &About<'_>, name: &str, html: &str) -> Option<String> {
        let head = Head::of(html)?;
        let mut edits = self.description_edits(about, &head);
        edits.extend(self.title_edit(about, &head));
        let view = self.view(about, name, &head);
        let added = self.web.templates.render("web-head", &view).ok()?;
        if !added.is_empty() {
            edits.push(Edit::insert(head.end, format!("{added}\n")));
        }
        Edited::new(html, edits).ok().map(|edited| edited.to_string())
    }

    /// The title in place of the name in `SUMMARY.md`, where the page says one. What else stands beside the name stays.
    fn title_edit(&self, about: &About<'_>, head: &Head) -> Option<Edit> {
        let (span, written) = head.title.as_ref()?;
        // mdBook puts the book's title after that of a page, also where both are the same.
        let text = self.titled(about, written).unwrap_or_else(|| written.clone());
        let is_twice =
            text.strip_prefix(&self.title).and_then(|rest| rest.strip_prefix(" - ")) == Some(&self.title);
        let text = if is_twice { &self.title } else { &text };
        (text != written).then(|| Edit::replace(span.clone(), attribute(text)))
    }

    /// A title with what the page says in place of its name in `SUMMARY.md`.
    fn titled(&self, about: &About<'_>, written: &str) -> Option<String> {
        about.page.fields.text("title")?;
        let name = about.page.name.as_str();
        let rest = written.strip_prefix(name).filter(|_| !name.is_empty())?;
        // A longer word that starts with the name is no name.
        if rest.starts_with(char::is_alphanumeric) {
            return None;
        }
        Some(format!("{}{rest}", about.title))
    }

    /// Puts the page's description in place of the book's, which goes wherever the author says another one.
    fn description_edits(&self, about: &About<'_>, head: &Head) -> Vec<Edit> {
        let written = head.metas.get("description").map_or(&[][..], Vec::as_slice);
        let is_mdbooks = |(_, text): &&(Range<usize>, String)| *text == self.description.trim();
        let (mdbooks, own): (Vec<_>, Vec<_>) = written.iter().partition(is_mdbooks);
        let mut mdbooks = mdbooks.into_iter().map(|(span, _)| span.clone());
        let mut edits = Vec::new();
        if own.is_empty()
            && let Some(text) =
                about.description.as_deref().or(Some(self.description.trim()).filter(|text| !text.is_empty()))
        {
            let meta = format!("<meta name=\"description\" content=\"{}\">", attribute(text));
            edits.extend(mdbooks.next().map(|span| Edit::replace(span, meta)));
        }
        edits.extend(mdbooks.map(Edit::delete));
        edits
    }

    fn view(&self, about: &About<'_>, name: &str, head: &Head) -> View {
        let mut metas = self.metas(about);
        // The size and the text of our picture say nothing of another one.
        let has_image = head.has_meta("og:image");
        metas.retain(|meta| !(head.has_meta(meta.name) || has_image && meta.name.starts_with("og:image")));
        let mut links = self.links(about, name);
        links.retain(|link| {
            let kind = link.kind.map(|kind| format!(" {kind}")).unwrap_or_default();
            !head.links.contains(&format!("{}{kind}", link.relation))
        });
        let image = self.known.images.get(about.id);
        let data = || json_ld::of(self.web, about, self.site, &self.title, image, &self.about);
        let data = (!head.has_data).then(data);
        View { metas, links, data }
    }

    fn metas(&self, about: &About<'_>) -> Vec<Meta> {
        let mut metas = Vec::new();
        let mut add = |key: &'static str, name: &'static str, content: Option<String>| {
            metas.extend(content.filter(|text| !text.is_empty()).map(|content| Meta { key, name, content }));
        };
        let book_says = || Some(clean(&self.description)).filter(|text| !text.is_empty());
        let description = about.description.clone();
        add("name", "description", description.clone());
        add("name", "robots", (!about.is_listed).then(|| "noindex".to_owned()));
        // Only articles have dates.
        let is_article = !about.is_home && !about.is_list();
        let [published, modified] =
            [about.published(), about.updated].map(|date| date.filter(|_| is_article));
        add("property", "og:type", Some(if is_article { "article" } else { "website" }.to_owned()));
        add("property", "og:title", Some(about.title.clone()));
        add("property", "og:description", description.or_else(book_says));
        add("property", "og:site_name", Some(clean(&self.title)));
        add("property", "og:url", about.url.clone().filter(|_| self.site.is_some_and(|site| site.is_whole)));
        let image = self.known.images.get(about.id);
        let drawn = image.and_then(|image| image.drawn.as_ref());
        add("property", "og:image", image.map(|image| image.url.clone()));
        add("property", "og:image:width", drawn.map(|drawn| drawn.width.to_string()));
        add("property", "og:image:height", drawn.map(|drawn| drawn.height.to_string()));
        add("property", "og:image:alt", drawn.map(|drawn| drawn.text.clone()));
        add("property", "og:locale", self.web.context.config.book.language.as_deref().and_then(locale));
        add("property", "article:published_time", published.map(instant));
        add("property", "article:modified_time", modified.map(instant));
        let card = if image.is_some() { "summary_large_image" } else { "summary" };
        add("name", "twitter:card", Some(card.to_owned()));
        metas
    }

    fn links(&self, about: &About<'_>, name: &str) -> Vec<Link> {
        let mut links = Vec::new();
        let mut add = |relation: &'static str, url: Option<String>| {
            links.extend(url.map(|url| Link { relation, kind: None, title: None, url }));
        };
        add("canonical", about.url.clone());
        let (prev, next) = self.web.expander.order_of(about.id);
        let way = |id: Option<usize>| Some(relative(name, &self.about[id?]?.file));
        add("prev", way(prev));
        add("next", way(next));
        if self.known.texts.contains(&about.id) {
            let url = relative(name, &texts::file(about));
            links.push(Link { relation: "alternate", kind: Some("text/markdown"), title: None, url });
        }
        if self.has_feed {
            let title = Some(clean(&self.title));
            let url = encoded(&relative(name, "feed.xml"));
            links.push(Link { relation: "alternate", kind: Some("application/atom+xml"), title, url });
        }
        links
    }
}

/// `de` and `pt-BR` as Open Graph has them: with a region, or not at all.
fn locale(language: &str) -> Option<String> {
    let (language, region) = language.split_once(['-', '_'])?;
    let fits =
        language.len() == 2 && region.len() == 2 && region.bytes().all(|byte| byte.is_ascii_alphabetic());
    fits.then(|| format!("{}_{}", language.to_lowercase(), region.to_uppercase()))
}
