//! `migrate mkdocs`: from an MkDocs site to a book.
//!
//! ```text
//!  mkdocs.yml ─▶ site ─┬─▶ nav ──▶ outline ─▶ SUMMARY.md
//!  docs/ ─────▶ tree ──┴─▶ read ─▶ page ────▶ pages        ─▶ files ─▶ write
//!                                  anchors ─▶ {#id}
//!                          redirects, book_toml ─▶ book.toml
//! ```
//!
//! Pages are parsed as the book will parse them, links resolved as MkDocs resolves them. What becomes of each
//! construct goes into one ledger, of which the report is made. Nothing is written before all is known.

mod anchors;
mod attribute_lists;
mod audit;
mod authors;
mod blocks;
mod blog;
mod book_toml;
mod code;
mod critic;
mod dialect;
mod differences;
mod disagreements;
mod draft;
mod error;
mod excluded;
mod icons;
mod inclusions;
mod inserts;
mod ledger;
mod links;
mod macros;
mod made;
mod math;
mod nav;
mod outline;
mod page;
mod paste;
mod pins;
mod plain_text;
mod read;
mod redirects;
mod report;
mod served;
mod settings;
mod signs;
mod site;
mod slug;
mod snippets;
mod styles;
mod theme;
mod tree;
mod write;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use self::error::{MigrateError, Result};
use self::ledger::{Fate, Ledger};
use self::links::Library;
use self::report::Written;
use self::site::Site;
use self::slug::Slugs;
use self::snippets::Copies;
use self::tree::Tree;
use self::write::{Content, Files};

/// How a site is to be migrated.
#[derive(Debug, Clone, Default)]
pub(crate) struct Options {
    /// The folder of `mkdocs.yml`.
    pub site: PathBuf,
    /// The folder of the new book.
    pub out: PathBuf,
    /// Whether all headings whose ids differ keep those of Python-Markdown, and not only those that a page links.
    pub pin_all: bool,
    /// A folder of icons, as the package of Material has it.
    pub icons: Option<PathBuf>,
    /// The texts of macros, in JSON.
    pub expand: Option<PathBuf>,
    /// Whether a program adds to the book what draws Mermaid diagrams.
    pub draws_mermaid: bool,
    /// The site as MkDocs built it, to compare with.
    pub built: Option<PathBuf>,
}

/// A book that is ready to be written.
#[derive(Debug)]
pub(crate) struct Migration {
    out: PathBuf,
    files: Files,
    ledger: Ledger,
    written: Written,
    /// The configuration of the site.
    site_file: String,
}

/// The report's file in the book.
pub(crate) const REPORT: &str = "migration-report.md";

/// The calls of macros that nothing is known of, in the book.
pub(crate) const CALLS: &str = "migration-macros.json";

/// Reads a site and makes the files of its book, without writing any.
///
/// # Errors
/// A site that cannot be read, a folder that the book cannot go into.
pub(crate) fn plan(options: &Options) -> Result<Migration> {
    let site = Site::read(&options.site)?;
    write::accept(&options.out, &site.root)?;
    let mut ledger = Ledger::default();
    let of_content = theme::for_content(&site);
    settings::note_all(&site, &of_content, &mut ledger);
    let mut tree = tree::read(&site, &mut ledger)?;
    let calls = expand_macros(&site, options.expand.as_deref(), &mut tree, &mut ledger)?;
    if let Some(inclusions) = inclusions::Inclusions::of(&site) {
        tree.pages.iter_mut().for_each(|page| inclusions.put(page, &mut ledger));
    }
    if let Some(snippets) = snippets::Snippets::of(&site) {
        tree.pages.iter_mut().for_each(|page| paste::paste(&site, &snippets, page, &mut ledger));
    }
    let found = icons::Found::of(&site, options.icons.as_deref());
    rewrite_blocks(&site, &mut tree, &mut ledger)?;
    let nav = nav::read(&site, &tree, &mut ledger);
    let mut files = Files::new();
    let mut copies = Copies::new();
    let for_reading = book_toml::for_reading();
    let syntax = math::Syntax::of(&site);
    let parse = |pages: &[(&str, &str)]| -> Result<Vec<read::Read>> {
        let reads = read::read(&site.root, &for_reading, found.folders(), pages)?;
        let with_math = |(read, (_, text)): (read::Read, &(&str, &str))| match syntax {
            Some(syntax) => math::read(text, read, syntax),
            None => read,
        };
        Ok(reads.into_iter().zip(pages).map(with_math).collect())
    };
    let mut reads = parse(&texts(&tree))?;
    differences::settle(&site, &mut tree.pages, &mut reads, &parse, &mut ledger)?;
    let summary = outline::summary(&site, &tree, &reads, &nav).to_string();
    let slugs = Slugs::of(&site);
    let ids = ids(&slugs, &reads);
    let titles = nav.titles();
    let title = |id: usize| read::title(&tree.pages[id], &reads[id], titles.get(&id).copied());
    let mut library = Library::new(&tree, &reads, &ids);
    let blogs = blog::Blog::all(&site);
    library.blog = blog::served(&blogs, &tree, &reads, title);
    library.base = book_toml::site_path(&site).unwrap_or_default();
    let has_folders = site.bool("use_directory_urls", true);
    library.has_folders = has_folders;
    library.makes_pages = settings::makes_pages(&site);
    let (mut redirects, mut wanted) = redirects::read(&site, &library, &mut ledger);
    let plain = titles.iter().map(|(id, title)| (*id, outline::plain(title))).collect();
    let rewriter = page::Rewriter::of(&site, &found, plain, options.draws_mermaid);
    let old_addresses = redirects.len();
    let mut needs = book_toml::Needs { of_content, ..book_toml::Needs::default() };
    let mut drafts = Vec::with_capacity(tree.pages.len());
    for id in 0..tree.pages.len() {
        let mut rewritten = rewriter.rewrite(&library, id, &mut copies);
        redirects.write(id, &tree.pages[id].chapter, &mut rewritten.draft);
        needs.math |= rewritten.has_math;
        wanted.append(&mut rewritten.wanted);
        needs.styles.append(&mut rewritten.draft.styles);
        drafts.push(rewritten.draft);
    }
    let old_addresses_file = redirects.take_file();
    needs.redirects = redirects.table();
    needs.has_redirect_file = old_addresses_file.is_some();
    needs.posts = blogs.iter().map(|blog| blog.posts.clone()).collect();
    if needs.math {
        drafts.iter_mut().for_each(math::set_apart);
    }
    needs.of_pages(&reads);
    if options.pin_all {
        let all = reads.iter().enumerate().flat_map(|(page, read)| {
            anchors::different(read, &ids[page]).into_iter().map(move |nth| (page, nth)).collect::<Vec<_>>()
        });
        wanted.extend(all);
    }
    let icons = found.used(&drafts, &mut ledger);
    let pinned = pins::Pins { tree: &tree, reads: &reads, ids: &ids, parse: &parse }.apply(
        drafts,
        &wanted,
        &mut ledger,
    )?;
    let sides = |id: usize| audit::Sides {
        page: &tree.pages[id],
        file: site.file_of(&tree.pages[id].source),
        title: outline::plain(&read::title(&tree.pages[id], &reads[id], titles.get(&id).copied())),
        body: reads[id].front_matter,
        text: &pinned[id],
        address: library.blog.posts.get(&id).and_then(Option::as_deref),
        is_shown: library.blog.posts.get(&id).is_none_or(Option::is_some),
    };
    let place = audit::Place {
        root: &site.root,
        icons: found.folders(),
        built: options.built.as_deref(),
        has_folders,
    };
    let sides: Vec<audit::Sides<'_>> = (0..tree.pages.len()).map(sides).collect();
    audit::run(&sides, &audit::Extensions::of(&site, found.names()), &place, &mut ledger)?;
    drop(sides);
    for (page, text) in tree.pages.iter().zip(pinned) {
        files.insert(format!("src/{}", page.file), Content::Text(text));
    }
    let is_moved = |page: &&tree::SitePage| !crate::text::path::is_index(&page.chapter);
    let moved = if has_folders { tree.pages.iter().filter(is_moved).count() } else { 0 };
    let written =
        Written { pages: tree.pages.len(), files: tree.files.len(), redirects: old_addresses + moved };
    for (path, from) in tree.files {
        files.insert(format!("src/{path}"), Content::Copy(from));
    }
    files.extend(copies.into_iter().map(|(path, from)| (path, Content::Copy(from))));
    files.extend(icons.into_iter().map(|(path, from)| (path, Content::Copy(from))));
    files.extend(favicon(&site));
    let look = theme::Look::of(&site).stylesheet();
    let styles = Some(styles::sheet(&needs.styles)).filter(|sheet| !sheet.is_empty());
    let has_terms =
        reads.iter().any(|read| read.dialect.iter().any(|(name, ..)| *name == "definition lists"));
    let terms = has_terms.then(|| styles::DEFINITIONS.to_owned());
    let sheet = look.into_iter().chain(styles).chain(terms).collect::<Vec<_>>().join("\n");
    needs.has_sheet = !sheet.is_empty();
    if needs.has_sheet {
        files.insert(theme::FILE.to_owned(), Content::Text(sheet));
    }
    files.insert("src/SUMMARY.md".to_owned(), Content::Text(summary));
    files.insert("book.toml".to_owned(), Content::Text(book_toml::write(&site, &needs)));
    files.extend(old_addresses_file.map(|text| (redirects::FILE.to_owned(), Content::Text(text))));
    files.extend(calls.map(|table| (CALLS.to_owned(), Content::Text(table))));
    let site_file = site.file.to_owned();
    let mut migration = Migration { out: options.out.clone(), files, ledger, written, site_file };
    migration.files.insert(REPORT.to_owned(), Content::Text(migration.report()));
    Ok(migration)
}

/// The pages as the parser takes them.
fn texts(tree: &Tree) -> Vec<(&str, &str)> {
    tree.pages.iter().map(|page| (page.chapter.as_str(), page.text.as_str())).collect()
}

/// The ids of all headings, as Python-Markdown makes them.
fn ids(slugs: &Slugs, reads: &[read::Read]) -> Vec<Vec<String>> {
    let of_page = |read: &read::Read| {
        let headings = read.headings.iter();
        let headings =
            headings.map(|heading| (heading.text.as_str(), heading.is_given.then_some(heading.id.as_str())));
        slugs.ids(headings, &read.ids)
    };
    reads.iter().map(of_page).collect()
}

/// Puts texts in the place of macros, first of all; the calls that are left, as a table that somebody can fill in.
fn expand_macros(
    site: &Site,
    texts: Option<&Path>,
    tree: &mut Tree,
    ledger: &mut Ledger,
) -> Result<Option<String>> {
    let read = texts.map(macros::texts).transpose()?.unwrap_or_default();
    let Some(mut macros) = macros::Macros::of(site, read) else {
        settings::note_values(site, ledger, &|_| false);
        let Some(file) = texts else { return Ok(None) };
        return MigrateError::refused(format!(
            "the site has no plugin for macros, so the texts of {} would not be used; leave `--expand` out",
            file.display()
        ));
    };
    tree.pages.iter_mut().for_each(|page| macros.expand(page, ledger));
    macros.note_plugins(ledger);
    settings::note_values(site, ledger, &|name| macros.has_named(name));
    let file = texts.map(|file| file.display().to_string()).unwrap_or_default();
    for call in macros.unused() {
        ledger.add(&file, 0, "texts of macros", Fate::Lost, format!("`{call}`: no page calls it"));
    }
    let table: std::collections::BTreeMap<&String, ()> = macros.left.iter().map(|call| (call, ())).collect();
    let table = serde_json::to_string_pretty(&table).map_err(|error| MigrateError::Made(error.into()))?;
    Ok((!macros.left.is_empty()).then(|| table + "\n"))
}

/// Generic blocks become admonitions before all else: what is in them is then found like other text.
fn rewrite_blocks(site: &Site, tree: &mut Tree, ledger: &mut Ledger) -> Result<()> {
    if !site.extensions().iter().any(|extension| extension.name.starts_with("pymdownx.blocks.")) {
        return Ok(());
    }

    let reads = read::read(&site.root, &book_toml::for_reading(), &[], &texts(tree))?;
    for (page, read) in tree.pages.iter_mut().zip(&reads) {
        let file = site.file_of(&page.source);
        let mut draft = draft::Draft::new(page, read, file.clone());
        blocks::rewrite(&mut draft, site.extension("pymdownx.blocks.caption").is_some());
        let draft::Draft { edits, ledger: own, .. } = draft;
        ledger.merge(own);
        page.text = links::apply(page, &file, edits, ledger);
    }
    Ok(())
}

/// The picture in the browser's tab.
fn favicon(site: &Site) -> Option<(String, Content)> {
    let name = site.table("theme")?.get("favicon")?.text()?;
    let path = crate::text::path::join(&site.docs, name)?;
    let real = site.real_file(&path)?;
    let extension =
        real.extension()?.to_str().filter(|extension| matches!(*extension, "png" | "svg"))?.to_owned();
    Some((format!("theme/favicon.{extension}"), Content::Copy(real)))
}

impl Migration {
    /// The whole report, in Markdown.
    pub(crate) fn report(&self) -> String {
        report::whole(&self.ledger, self.written, &self.site_file)
    }

    /// The report for a terminal: what weighs most, with the first places of each kind.
    pub(crate) fn short_report(&self) -> String {
        report::short(&self.ledger, self.written, &self.site_file)
    }

    /// The files of the book, in the order of their names.
    pub(crate) fn files(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// How many Mermaid diagrams the book has.
    pub(crate) fn diagrams(&self) -> usize {
        self.ledger.count(code::DIAGRAMS)
    }

    /// Whether the book lacks something that the site has.
    pub(crate) fn has_losses(&self) -> bool {
        !self.ledger.places(Fate::Lost).is_empty() || !self.ledger.places(Fate::Fault).is_empty()
    }

    /// Writes the book; `finish` may add to it before anybody sees it.
    ///
    /// # Errors
    /// What the file system reports, with the path; nothing is left then.
    pub(crate) fn write(&self, finish: impl FnOnce(&Path) -> write::Finished) -> Result<()> {
        write::write(&self.out, &self.files, finish)
    }
}

impl book_toml::Needs {
    fn of_pages(&mut self, reads: &[read::Read]) {
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
