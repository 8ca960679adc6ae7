//! The configuration of the book.

use std::collections::{BTreeMap, BTreeSet};

use toml_edit::{Array, DocumentMut, Item, Table, Value as Toml, value};

use super::read::Read;
use super::site::Site;
use super::styles::Styles;
use super::{redirects, theme};
use crate::front_matter::{Map, Node, Value};

/// What the pages ask of the configuration.
#[derive(Debug, Default)]
pub(super) struct Needs {
    /// Mathematics.
    pub(super) math: bool,
    /// Keys of front matter that are no fields, and what they are to be.
    pub(super) keys: BTreeSet<String>,
    /// Kinds of admonitions that nobody declared.
    pub(super) boxes: BTreeSet<String>,
    /// Whether pages have a status.
    pub(super) status: bool,
    /// Whether pages are classified, so that a catalog says something.
    pub(super) catalog: bool,
    /// Old addresses that no page says itself, and where they lead.
    pub(super) redirects: BTreeMap<String, String>,
    /// Whether a file lists more of them.
    pub(super) has_redirect_file: bool,
    /// The folders of the posts of blogs, which never had the addresses of their files.
    pub(super) posts: Vec<String>,
    /// The classes that pages have in the place of styles.
    pub(super) styles: Styles,
    /// Whether the book has a stylesheet of its own.
    pub(super) has_sheet: bool,
    /// The stylesheets of the site that concern the text of pages only.
    pub(super) of_content: BTreeSet<String>,
}

impl Needs {
    /// Notes what pages need.
    pub(super) fn of_pages(&mut self, reads: &[Read]) {
        let schema = crate::schema::Schema::default();
        let names: BTreeSet<&str> = schema
            .fields()
            .flat_map(|f| std::iter::once(&*f.name).chain(f.aliases.iter().map(|a| &**a)))
            .collect();
        for (key, ..) in reads.iter().flat_map(|read| &read.keys) {
            match schema.get(key) {
                Some(field) => {
                    self.status |= field.name == "status";
                    self.catalog |=
                        matches!(field.name.as_str(), "type" | "tier" | "category" | "difficulty");
                }
                // One slip away from a field is probably that field, which the build reports: `titel`, but not `owner`.
                None if is_of_mkdocs(key)
                    || !names.iter().any(|name| strsim::damerau_levenshtein(key, name) == 1) =>
                {
                    self.keys.insert(key.clone());
                }
                None => {}
            }
        }
        let known = crate::config::Config::default().boxes;
        let names: BTreeSet<&str> = known
            .iter()
            .flat_map(|(name, kind)| std::iter::once(&**name).chain(kind.aliases.iter().map(|a| &**a)))
            .collect();
        for kind in reads.iter().flat_map(|read| &read.kinds) {
            let slug = crate::text::name::slug(kind);
            let is_own = !slug.is_empty() && !names.contains(&*slug);
            if is_own && crate::diagnostic::nearest(&slug, names.iter().copied()).is_none() {
                self.boxes.insert(slug);
            }
        }
    }
}

/// Keys that Material and its plugins read.
fn is_of_mkdocs(key: &str) -> bool {
    matches!(
        key,
        "template"
            | "comments"
            | "social"
            | "date"
            | "pin"
            | "links"
            | "subtitle"
            | "revision_date"
            | "render_macros"
            | "ignore_macros"
    )
}

/// What is enough to read the pages as the book will.
pub(super) fn for_reading() -> String {
    "[book]\n[preprocessor.patterns]\nmkdocs-syntax = true\n".to_owned()
}

/// The whole of `book.toml`.
pub(super) fn write(site: &Site, needs: &Needs) -> String {
    let mut document = DocumentMut::new();
    document["book"] = Item::Table(book(site));
    let mut build = Table::new();
    build["create-missing"] = value(false);
    document["build"] = Item::Table(build);
    let mut preprocessors = Table::new();
    preprocessors.set_implicit(true);
    preprocessors["patterns"] = Item::Table(patterns(needs));
    document["preprocessor"] = Item::Table(preprocessors);
    let mut outputs = Table::new();
    outputs.set_implicit(true);
    outputs["html"] = Item::Table(html(site, needs));
    let own = index(site, needs);
    if !own.is_empty() {
        outputs["patterns"] = Item::Table(own);
    }
    document["output"] = Item::Table(outputs);
    let mut text = document.to_string();
    let listed = listed(site, needs);
    if !listed.is_empty() {
        text = text.replacen("[output.html]\n", &format!("[output.html]\n{listed}"), 1);
    }
    text
}

fn book(site: &Site) -> Table {
    let mut book = Table::new();
    if let Some(title) = site.text("site_name") {
        book["title"] = value(title);
    }
    if let Some(author) = site.text("site_author") {
        book["authors"] = value(Array::from_iter([author]));
    }
    if let Some(description) = site.text("site_description") {
        book["description"] = value(description.trim());
    }
    let theme = site.table("theme");
    let language = ["language", "locale"].iter().find_map(|key| theme?.get(key)?.text()).unwrap_or("en");
    let is_language = language.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    book["language"] = value(if is_language { language.replace('_', "-") } else { "en".to_owned() });
    book["src"] = value("src");
    book
}

fn patterns(needs: &Needs) -> Table {
    let mut patterns = Table::new();
    patterns["mkdocs-syntax"] = value(true);
    if !needs.keys.is_empty() {
        patterns["keep"] = value(Array::from_iter(&needs.keys));
    }
    if !needs.catalog {
        let mut catalog = Table::new();
        catalog["enable"] = value(false);
        patterns["catalog"] = Item::Table(catalog);
    }
    if needs.status {
        let mut status = Table::new();
        status["open"] = value(true);
        let mut taxonomies = Table::new();
        taxonomies.set_implicit(true);
        taxonomies["status"] = Item::Table(status);
        patterns["taxonomy"] = Item::Table(taxonomies);
    }
    if !needs.boxes.is_empty() {
        let mut boxes = Table::new();
        boxes.set_implicit(true);
        for name in &needs.boxes {
            boxes[name] = Item::Table(Table::new());
        }
        patterns["box"] = Item::Table(boxes);
    }
    patterns
}

fn index(site: &Site, needs: &Needs) -> Table {
    let mut index = Table::new();
    if let Some(address) = site.text("site_url").filter(|address| has_host(address)) {
        index["address"] = value(format!("{}/", address.trim_end_matches('/')));
    }
    if site.bool("use_directory_urls", true) {
        index["folder-redirects"] = value(true);
        let below = |folder: &String| globset::escape(folder) + "/**";
        if !needs.posts.is_empty() {
            index["folder-redirects-exclude"] = value(Array::from_iter(needs.posts.iter().map(below)));
        }
    }
    let versions = versions(site);
    if !versions.is_empty() {
        index["also-below"] = value(Array::from_iter(versions));
    }
    if needs.has_redirect_file {
        index["redirects"] = value(redirects::FILE);
    }
    index
}

/// The names of the version that mike serves the pages under, where the address of the site does not end with it.
fn versions(site: &Site) -> BTreeSet<String> {
    let version = site.table("extra").and_then(|extra| match &extra.get("version")?.value {
        Value::Map(version) => Some(version),
        _ => None,
    });
    let provider = version.and_then(|version| site.text_of(version.get("provider")?));
    let plugin = site.plugin("mike");
    if plugin.is_none() && provider != Some("mike") {
        return BTreeSet::new();
    }
    let mut nodes: Vec<&Node> =
        plugin.flatten().and_then(|options| options.get("canonical_version")).into_iter().collect();
    match version.and_then(|version| version.get("default")) {
        Some(Node { value: Value::List(all), .. }) => nodes.extend(all),
        Some(node) => nodes.push(node),
        None => {}
    }
    let path = site_path(site).unwrap_or_default();
    let is_name = |name: &&str| {
        !name.is_empty()
            && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
            && path.rsplit('/').next() != Some(*name)
    };
    nodes.into_iter().filter_map(|node| site.text_of(node)).filter(is_name).map(str::to_owned).collect()
}

/// Whether an address is one of the web, and not a place holder of a template.
fn has_host(address: &str) -> bool {
    let rest = ["https://", "http://"].iter().find_map(|scheme| address.strip_prefix(scheme));
    rest.is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_alphanumeric()) && !rest.contains([' ', '{', '<'])
    })
}

fn html(site: &Site, needs: &Needs) -> Table {
    let mut html = Table::new();
    let (light, dark) = schemes(site);
    if dark {
        html["default-theme"] = value(if light { "light" } else { "navy" });
        html["preferred-dark-theme"] = value("navy");
    }
    html["no-section-label"] = value(true);
    // mdBook turns `"` and `--` into other signs, unless it is told not to.
    if site.extension("smarty").is_none() {
        html["smart-punctuation"] = value(false);
    }
    if needs.math {
        html["mathjax-support"] = value(true);
    }
    if let Some(path) = site_path(site) {
        html["site-url"] = value(if path.is_empty() { "/".to_owned() } else { format!("/{path}/") });
    }
    if let Some(repository) = site.text("repo_url") {
        html["git-repository-url"] = value(repository);
        if let Some(icon) = icon(repository) {
            html["git-repository-icon"] = value(icon);
        }
        if let Some(template) = edit_url(site, repository) {
            html["edit-url-template"] = value(template);
        }
    }
    let sheets = stylesheets(site, needs);
    if !sheets.is_empty() {
        html["additional-css"] = value(Array::from_iter(sheets));
    }
    let mut fold = Table::new();
    fold["enable"] = value(!site.has_feature("navigation.expand"));
    html["fold"] = Item::Table(fold);
    if !needs.redirects.is_empty() {
        let mut redirects = Table::new();
        for (from, to) in &needs.redirects {
            redirects[from] = value(to);
        }
        html["redirect"] = Item::Table(redirects);
    }
    html
}

/// The stylesheets that the book takes over: of the theme's colours and fonts, and of the text of pages.
fn stylesheets(site: &Site, needs: &Needs) -> Vec<String> {
    let own = needs.has_sheet.then(|| theme::FILE.to_owned());
    let list = site.list("extra_css");
    let of_content = list.iter().filter(|(path, _)| needs.of_content.contains(*path));
    let of_content = of_content.filter_map(|(path, _)| crate::text::path::join("", path));
    own.into_iter().chain(of_content.map(|path| format!("src/{path}"))).collect()
}

/// Other stylesheets and scripts of the site, after `#`: they were made for another theme.
fn listed(site: &Site, needs: &Needs) -> String {
    let mut out = String::new();
    for (key, name) in [("extra_css", "additional-css"), ("extra_javascript", "additional-js")] {
        let local = |path: &&(&str, usize)| {
            let is_taken = key == "extra_css" && needs.of_content.contains(path.0);
            !path.0.contains("://") && site.has_file(path.0) && !is_taken
        };
        let list = site.list(key);
        let paths: Vec<String> = list
            .iter()
            .filter(local)
            .filter_map(|(path, _)| crate::text::path::join("", path))
            .map(|path| Toml::from(format!("src/{path}")).to_string())
            .collect();
        if !paths.is_empty() {
            out.push_str(&format!(
                "# Of mkdocs.yml, made for another theme: {name} = [{}]\n",
                paths.join(", ")
            ));
        }
    }
    out
}

/// Whether the palette has a light scheme, and a dark one.
fn schemes(site: &Site) -> (bool, bool) {
    let tables = theme::palettes(site);
    let is_dark = |map: &&Map| map.get("scheme").and_then(|node| node.text()) == Some("slate");
    let dark = tables.iter().filter(|map| is_dark(map)).count();
    (dark < tables.len() || tables.is_empty(), dark > 0)
}

/// The path of the site's address, without `/` at its ends.
pub(super) fn site_path(site: &Site) -> Option<String> {
    let rest = site.text("site_url")?.split_once("://")?.1;
    Some(rest.split_once('/').map_or("", |(_, path)| path).trim_matches('/').to_owned())
}

fn icon(repository: &str) -> Option<&'static str> {
    let host = repository.split_once("://")?.1.split('/').next()?;
    let known = BTreeMap::from([("gitlab", "fab-gitlab"), ("bitbucket", "fab-bitbucket")]);
    known.into_iter().find(|(name, _)| host.contains(name)).map(|(_, icon)| icon)
}

/// Where a page of the book is edited, as if the book's folder were that of the repository.
fn edit_url(site: &Site, repository: &str) -> Option<String> {
    let is_shown = site.has_feature("content.action.edit").then_some("edit/master/docs/");
    let written = site.text("edit_uri_template").or(site.text("edit_uri")).or(is_shown)?;
    let folder = written.split('{').next()?.trim_end_matches('/');
    let folder = folder.strip_suffix(site.docs.as_str()).unwrap_or(folder).trim_matches('/');
    match folder {
        "" => None,
        folder if folder.contains("://") => Some(format!("{folder}/{{path}}")),
        folder => Some(format!("{}/{folder}/{{path}}", repository.trim_end_matches('/'))),
    }
}
