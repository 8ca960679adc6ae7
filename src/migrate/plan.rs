//! From a site to the files of its book.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::book_toml::{self, Needs};
use super::draft::Draft;
use super::error::{MigrateError, Result};
use super::ledger::{Fate, Ledger};
use super::links::{self, Library};
use super::macros::Macros;
use super::page::Rewriter;
use super::pins::Pins;
use super::read::{self, ParseAll, Read};
use super::report::Written;
use super::site::Site;
use super::slug::Slugs;
use super::snippets::{Copies, Snippets};
use super::tree::{self, SitePage, Tree};
use super::write::{self, Content, Files};
use super::{
    CALLS, Migration, Options, REPORT, anchors, audit, blocks, blog, differences, icons, inclusions, macros,
    math, nav, outline, paste, redirects, settings, styles, theme,
};
use crate::library::guarded;

/// Reads a site and makes the files of its book, without writing any.
///
/// # Errors
/// A site that cannot be read, a folder that the book cannot go into.
pub(crate) fn plan(options: &Options) -> Result<Migration> {
    let site = Site::read(&options.site)?;
    write::accept(&options.out, &site.root)?;
    let mut ledger = Ledger::default();
    let posts = blog::Blog::all(&site).into_iter().map(|blog| blog.posts).collect();
    let needs = Needs { of_content: theme::for_content(&site), posts, ..Needs::default() };
    settings::note_all(&site, &needs.of_content, &mut ledger);
    let mut tree = tree::read(&site, &mut ledger)?;
    let calls = put_together(&site, options, &mut tree, &mut ledger)?;
    let icons = icons::Found::of(&site, options.icons.as_deref());
    let nav = nav::read(&site, &tree, &mut ledger);
    let parse = |pages: &[(&str, &str)]| parsed(&site, &icons, pages);
    let mut reads = parse(&texts(&tree))?;
    keep_unread(&site, &mut tree, &reads, &mut ledger);
    differences::settle(&site, &mut tree.pages, &mut reads, &parse, &mut ledger)?;
    let ids = ids(&Slugs::of(&site), &reads);
    let pages = Pages {
        site: &site,
        options,
        tree: &tree,
        reads: &reads,
        ids: &ids,
        titles: nav.titles(),
        icons: &icons,
        parse: &parse,
    };
    let summary = outline::summary(&site, &tree, &reads, &nav).to_string();
    let library = pages.library();
    let made = pages.rewritten(&library, needs, &mut ledger)?;
    pages.audit(&library, &made, &mut ledger)?;
    let redirects = made.old_addresses + if library.has_folders { moved(&tree) } else { 0 };
    let mut files = made.files(&site, &tree, &reads);
    files.insert("src/SUMMARY.md".to_owned(), Content::Text(summary));
    files.extend(calls.map(|table| (CALLS.to_owned(), Content::Text(table))));
    let written = Written { pages: tree.pages.len(), files: tree.files.len(), redirects };
    let mut migration =
        Migration { out: options.out.clone(), files, ledger, written, site_file: site.file.to_owned() };
    migration.files.insert(REPORT.to_owned(), Content::Text(migration.report()));
    Ok(migration)
}

/// Puts into the pages what stands elsewhere in the site; the calls of macros that are left.
fn put_together(
    site: &Site,
    options: &Options,
    tree: &mut Tree,
    ledger: &mut Ledger,
) -> Result<Option<String>> {
    let calls = expand_macros(site, options.expand.as_deref(), tree, ledger)?;
    if let Some(inclusions) = inclusions::Inclusions::of(site) {
        on_each_page(site, tree, ledger, &mut |page, ledger| inclusions.put(page, ledger));
    }
    if let Some(snippets) = Snippets::of(site) {
        on_each_page(site, tree, ledger, &mut |page, ledger| paste::paste(site, &snippets, page, ledger));
    }
    rewrite_blocks(site, tree, ledger)?;
    Ok(calls)
}

type Change<'a> = dyn FnMut(&mut SitePage, &mut Ledger) + 'a;

fn on_each_page(site: &Site, tree: &mut Tree, ledger: &mut Ledger, change: &mut Change<'_>) {
    tree.pages.iter_mut().for_each(|page| on_page(site, page, ledger, change));
}

/// Changes a page; one that makes the program panic stays as it was.
fn on_page(site: &Site, page: &mut SitePage, ledger: &mut Ledger, change: &mut Change<'_>) {
    let file = site.file_of(&page.source);
    if page.is_kept {
        return;
    }
    let changed = guarded(&file, "put this page together, and leaves it as it is", || {
        let (mut page, mut ledger) = (page.clone(), Ledger::default());
        change(&mut page, &mut ledger);
        (page, ledger)
    });
    match changed {
        Ok((changed, own)) => {
            *page = changed;
            ledger.merge(own);
        }
        Err(panicked) => page.keep(&file, &panicked, ledger),
    }
}

/// Keeps the pages that made the program panic while it read them.
fn keep_unread(site: &Site, tree: &mut Tree, reads: &[Read], ledger: &mut Ledger) {
    for (page, read) in tree.pages.iter_mut().zip(reads) {
        if let Some(panicked) = &read.panicked {
            page.keep(&site.file_of(&page.source), panicked, ledger);
        }
    }
}

/// Pages as the book will parse them, with their mathematics.
fn parsed(site: &Site, icons: &icons::Found, pages: &[(&str, &str)]) -> Result<Vec<Read>> {
    let reads = read::read(&site.root, &book_toml::for_reading(), icons.folders(), pages)?;
    let syntax = math::Syntax::of(site);
    let with_math = |(read, (path, text)): (Read, &(&str, &str))| match syntax {
        Some(syntax) if read.panicked.is_none() => {
            read::or_panicked(&format!("src/{path}"), || math::read(text, read, syntax))
        }
        _ => read,
    };
    Ok(reads.into_iter().zip(pages).map(with_math).collect())
}

/// How many pages have another address in the book.
fn moved(tree: &Tree) -> usize {
    tree.pages.iter().filter(|page| !crate::text::path::is_index(&page.chapter)).count()
}

/// The pages of a site once all of them are read.
struct Pages<'a> {
    site: &'a Site,
    options: &'a Options,
    tree: &'a Tree,
    reads: &'a [Read],
    /// The ids of the headings of each, as Python-Markdown makes them.
    ids: &'a [Vec<String>],
    /// The titles that the navigation gives to them.
    titles: BTreeMap<usize, &'a str>,
    icons: &'a icons::Found,
    parse: &'a ParseAll<'a>,
}

/// What was made of them.
struct Made {
    texts: Vec<String>,
    /// The pages that stay as their authors wrote them.
    kept: BTreeSet<usize>,
    needs: Needs,
    /// The files that pages name, and the icons.
    copies: Vec<(String, PathBuf)>,
    old_addresses: usize,
    /// The file that lists old addresses, where there are many.
    redirect_file: Option<String>,
}

impl<'a> Pages<'a> {
    fn title(&self, id: usize) -> String {
        read::title(&self.tree.pages[id], &self.reads[id], self.titles.get(&id).copied())
    }

    fn library(&self) -> Library<'a> {
        let mut library = Library::new(self.tree, self.reads, self.ids);
        library.blog = blog::served(&blog::Blog::all(self.site), self.tree, self.reads, |id| self.title(id));
        library.base = book_toml::site_path(self.site).unwrap_or_default();
        library.has_folders = self.site.bool("use_directory_urls", true);
        library.makes_pages = settings::makes_pages(self.site);
        library
    }

    /// The texts of the book, and what it needs besides.
    fn rewritten(&self, library: &Library<'a>, mut needs: Needs, ledger: &mut Ledger) -> Result<Made> {
        let (mut redirects, mut wanted) = redirects::read(self.site, library, ledger);
        let old_addresses = redirects.len();
        let mut copies = Copies::new();
        let mut drafts = self.drafts(library, &mut redirects, (&mut needs, &mut wanted, &mut copies));
        let redirect_file = redirects.take_file();
        needs.redirects = redirects.table();
        needs.has_redirect_file = redirect_file.is_some();
        if needs.math {
            drafts.iter_mut().for_each(math::set_apart);
        }
        needs.of_pages(self.reads);
        if self.options.pin_all {
            wanted.extend(self.different());
        }
        let icons = self.icons.used(&drafts, ledger);
        let pins = Pins { tree: self.tree, reads: self.reads, ids: self.ids, parse: self.parse };
        let (texts, kept) = pins.apply(drafts, &wanted, ledger)?;
        Ok(Made {
            texts,
            kept,
            needs,
            copies: copies.into_iter().chain(icons).collect(),
            old_addresses,
            redirect_file,
        })
    }

    /// The pages with their edits. A page that makes the program panic has none.
    fn drafts(
        &self,
        library: &Library<'a>,
        redirects: &mut redirects::Redirects,
        (needs, wanted, copies): (&mut Needs, &mut BTreeSet<(usize, usize)>, &mut Copies),
    ) -> Vec<Draft<'a>> {
        let plain = self.titles.iter().map(|(id, title)| (*id, outline::plain(title))).collect();
        let rewriter = Rewriter::of(self.site, self.icons, plain, self.options.draws_mermaid);
        let draft = |(id, page): (usize, &SitePage)| {
            let file = self.site.file_of(&page.source);
            let rewrite = || match page.is_kept {
                true => rewriter.unchanged(library, id, None),
                false => rewriter.rewrite(library, id, copies),
            };
            let rewritten = guarded(&file, "rewrite this page, and leaves it as it is", rewrite);
            let mut rewritten =
                rewritten.unwrap_or_else(|panicked| rewriter.unchanged(library, id, Some(&panicked)));
            redirects.write(id, &page.chapter, &mut rewritten.draft);
            needs.math |= rewritten.has_math;
            wanted.append(&mut rewritten.wanted);
            needs.styles.append(&mut rewritten.draft.styles);
            rewritten.draft
        };
        self.tree.pages.iter().enumerate().map(draft).collect()
    }

    /// All headings whose ids differ: the page, and the number of the heading.
    fn different(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let pages = self.reads.iter().zip(self.ids).enumerate();
        pages.flat_map(|(page, (read, ids))| {
            anchors::different(read, ids).into_iter().map(move |nth| (page, nth))
        })
    }

    /// Notes what readers of the book get otherwise than those of the site.
    fn audit(&self, library: &Library<'_>, made: &Made, ledger: &mut Ledger) -> Result<()> {
        let sides = |(id, page): (usize, &'a SitePage)| audit::Sides {
            page,
            file: self.site.file_of(&page.source),
            title: outline::plain(&self.title(id)),
            body: self.reads[id].front_matter,
            text: &made.texts[id],
            address: library.blog.posts.get(&id).and_then(Option::as_deref),
            is_compared: library.blog.posts.get(&id).is_none_or(Option::is_some) && !made.kept.contains(&id),
        };
        let sides: Vec<audit::Sides<'_>> = self.tree.pages.iter().enumerate().map(sides).collect();
        let place = audit::Place {
            root: &self.site.root,
            icons: self.icons.folders(),
            built: self.options.built.as_deref(),
            has_folders: library.has_folders,
        };
        audit::run(&sides, &audit::Extensions::of(self.site, self.icons.names()), &place, ledger)
    }
}

impl Made {
    /// The files of the book, but for what all pages together are.
    fn files(mut self, site: &Site, tree: &Tree, reads: &[Read]) -> Files {
        let text = |(page, text): (&SitePage, String)| (format!("src/{}", page.file), Content::Text(text));
        let mut files: Files = tree.pages.iter().zip(self.texts).map(text).collect();
        let beside = tree.files.iter().map(|(path, from)| (format!("src/{path}"), from.clone()));
        files.extend(beside.chain(self.copies).map(|(path, from)| (path, Content::Copy(from))));
        files.extend(favicon(site));
        let sheet = sheet(site, &self.needs, reads);
        self.needs.has_sheet = !sheet.is_empty();
        if self.needs.has_sheet {
            files.insert(theme::FILE.to_owned(), Content::Text(sheet));
        }
        files.insert("book.toml".to_owned(), Content::Text(book_toml::write(site, &self.needs)));
        files.extend(self.redirect_file.map(|text| (redirects::FILE.to_owned(), Content::Text(text))));
        files
    }
}

/// The rules of style that the book has of its own.
fn sheet(site: &Site, needs: &Needs, reads: &[Read]) -> String {
    let styles = Some(styles::sheet(&needs.styles)).filter(|sheet| !sheet.is_empty());
    let has_terms =
        reads.iter().any(|read| read.dialect.iter().any(|(name, ..)| *name == "definition lists"));
    let terms = has_terms.then(|| styles::DEFINITIONS.to_owned());
    let look = theme::Look::of(site).stylesheet();
    look.into_iter().chain(styles).chain(terms).collect::<Vec<_>>().join("\n")
}

/// The pages as the parser takes them.
fn texts(tree: &Tree) -> Vec<(&str, &str)> {
    tree.pages.iter().map(|page| (page.chapter.as_str(), page.text.as_str())).collect()
}

/// The ids of all headings, as Python-Markdown makes them.
fn ids(slugs: &Slugs, reads: &[Read]) -> Vec<Vec<String>> {
    let of_page = |read: &Read| {
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
    let Some(mut macros) = Macros::of(site, read) else {
        settings::note_values(site, ledger, &|_| false);
        let Some(file) = texts else { return Ok(None) };
        return MigrateError::refused(format!(
            "the site has no plugin for macros, so the texts of {} would not be used; leave `--expand` out",
            file.display()
        ));
    };
    on_each_page(site, tree, ledger, &mut |page, ledger| macros.expand(page, ledger));
    macros.note_plugins(ledger);
    settings::note_values(site, ledger, &|name| macros.has_named(name));
    let file = texts.map(|file| file.display().to_string()).unwrap_or_default();
    for call in macros.unused() {
        ledger.add(&file, 0, "texts of macros", Fate::Lost, format!("`{call}`: no page calls it"));
    }
    let table: BTreeMap<&String, ()> = macros.left.iter().map(|call| (call, ())).collect();
    let table = serde_json::to_string_pretty(&table).map_err(|error| MigrateError::Made(error.into()))?;
    Ok((!macros.left.is_empty()).then(|| table + "\n"))
}

/// Generic blocks become admonitions before all else: what is in them is then found like other text.
fn rewrite_blocks(site: &Site, tree: &mut Tree, ledger: &mut Ledger) -> Result<()> {
    if !site.extensions().iter().any(|extension| extension.name.starts_with("pymdownx.blocks.")) {
        return Ok(());
    }

    let reads = read::read(&site.root, &book_toml::for_reading(), &[], &texts(tree))?;
    keep_unread(site, tree, &reads, ledger);
    for (page, read) in tree.pages.iter_mut().zip(&reads) {
        on_page(site, page, ledger, &mut |page, ledger| {
            let file = site.file_of(&page.source);
            let mut draft = Draft::new(page, read, file.clone());
            blocks::rewrite(&mut draft, site.extension("pymdownx.blocks.caption").is_some());
            let Draft { edits, ledger: own, .. } = draft;
            ledger.merge(own);
            page.text = links::apply(page, &file, edits, ledger);
        });
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
