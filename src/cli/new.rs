//! `mdbook-patterns new`: a page from a template, at its place in the book.

mod ask;
mod convention;
mod draft;
mod numbering;
mod peers;
mod place;
mod refuse;
mod supersede;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use self::convention::Convention;
use self::draft::{Draft, Open};
use self::place::Place;
pub(super) use self::refuse::known;
use self::refuse::{below, checked};
use self::supersede::Successor;
use super::book_folder::BookFolder;
use super::{readable, write_out};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, nearest};
use crate::file::Root;
use crate::library::Library;
use crate::page::Page;
use crate::page_template::{self, PageTemplate, PageTemplates};
use crate::schema::today;
use crate::source::{Source, folder};
use crate::text::name::slug;
use crate::text::path::slashes;

/// Create a page from a template, and add it to SUMMARY.md
///
/// The template is the one that book.toml names for the type under [preprocessor.patterns.check.templates], otherwise the
/// built-in one for the type. Your own templates are templates/NAME.md. The new page follows the pages of its folder: numbers in
/// file names and titles, dates, spelling of keys. Fill in what is in brackets; `check` reports what is left.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  mdbook-patterns new pattern 'Circuit breaker' --set category=resilience
  mdbook-patterns new pattern 'Saga' --template pattern-levels --set difficulty=advanced
  mdbook-patterns new adr 'Use PostgreSQL' --set deciders='Ann,Bob'
  mdbook-patterns new adr 'Use SQLite' --supersedes 12")]
pub(super) struct New {
    /// The type of the page: pattern, law, pillar, case-study, path, pack, adr, or one of your own
    #[arg(value_name = "TYPE")]
    page_type: String,
    /// The title of the page
    title: String,
    /// The template; `mdbook-patterns templates` lists them
    #[arg(long, value_name = "NAME")]
    template: Option<String>,
    /// Set a field; separate the values of a list by commas
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = key_value)]
    set: Vec<(String, String)>,
    /// The folder of the book, or a folder inside it
    #[arg(long, default_value = ".")]
    dir: PathBuf,
    /// The page that the new one replaces, by number, id, or path; both pages say so afterwards
    #[arg(long, value_name = "PAGE")]
    supersedes: Vec<String>,
    /// The path of the page, below src/ [default: beside other pages of its type]
    #[arg(long, value_name = "FILE")]
    path: Option<PathBuf>,
}

/// What is to be written.
struct Made {
    /// The path of the page, below the folder of the pages.
    path: String,
    text: String,
    summary: String,
    /// The files whose place it takes, with their texts.
    superseded: Vec<(String, String)>,
}

fn key_value(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("write it as key=value")?;
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    if !is_key {
        return Err(format!("`{key}` is not a key"));
    }
    Ok((key.to_owned(), value.to_owned()))
}

impl New {
    /// Writes the page.
    ///
    /// # Errors
    /// A book that cannot be read, a template or a field that does not exist, a value that the field
    /// does not take, a page that is there already, a folder that cannot be written. Nothing is
    /// written then.
    pub(super) fn run(&self) -> Result<ExitCode> {
        let book = BookFolder::find(&self.dir)?;
        let source = folder::read(&book.path())?.with_drafts();
        readable(&source)?;
        let src = source.mdbook.book.src.clone();
        let root = Root::of_book(&book.path(), &src)?;
        let made = self.make(&source, &root, &book)?;
        let (page, list) = (slashes(&src.join(made.path)), slashes(&src.join("SUMMARY.md")));
        // A page that no summary names would be half a page.
        let mut files = vec![(page.as_str(), made.text.as_str()), (list.as_str(), made.summary.as_str())];
        files.extend(made.superseded.iter().map(|(file, text)| (file.as_str(), text.as_str())));
        root.write_all(&files)?;
        let mut said = format!("wrote {}\nadded it to {}\n", book.shown(&page), book.shown(&list));
        for (file, _) in &made.superseded {
            said += &format!("superseded {}\n", book.shown(file));
        }
        write_out(&said, "report").map(|()| ExitCode::SUCCESS)
    }

    /// The page, the summary, and the pages whose place it takes.
    fn make(&self, source: &Source, root: &Root, book: &BookFolder) -> Result<Made> {
        let library = Library::build(source.clone());
        let mut problems = Vec::new();
        let templates = PageTemplates::read(&source.root, &mut problems);
        let template = self.template(&templates, &problems, &library.config)?;
        let mut draft = Draft::new(template, &self.page_type, &self.title);
        for (key, value) in &self.set {
            draft.set(known(key, &library.config)?, value, &library.config);
        }
        let open = draft.open_fields(&self.page_type, &library.config);
        if crate::cli::ask::is_possible() {
            ask::for_fields(&open, &mut draft, &library.config)?;
        } else {
            self.refuse_open(&open)?;
        }
        let page = self.parsed(&draft, &library);
        let page_type = page.page_type().unwrap_or(&self.page_type);
        let peers = peers::of(&library, page_type, template.name == "adr");
        let mut place = place::find(&peers, &page, &source.src_prefix());
        let today = today().to_string();
        let convention = self.convention(&place, &peers, source, &today);
        let title = if self.path.is_some() { self.title.clone() } else { convention.title(&self.title) };
        let mut named = Draft::new(template, &self.page_type, &title);
        draft.said().iter().for_each(|(key, value)| named.set(key, value, &library.config));
        named.follow(&convention, &today, &library.config);
        let text = checked(&mut named, source)?;
        let path = self.page_path(&place, &convention)?;
        let target = source.root.join(&source.mdbook.book.src).join(&path);
        if target.symlink_metadata().is_ok() {
            bail!("{} already exists; nothing was written", target.display());
        }
        if let Some(last) = convention.last() {
            place.stand_after(last, &source.src_prefix());
        }
        let new = Successor { path: &path, title: &title };
        let old = |name: &String| {
            let page = supersede::page(&library, &supersede::named(book, &source.src_prefix(), name), &path)?;
            let text = supersede::superseded(root, page, &new, &convention, &library)?;
            Ok((page.file.clone(), text))
        };
        let superseded = self.supersedes.iter().map(old).collect::<Result<_>>()?;
        let summary = place::insert(&source.summary, &place, &title, &path);
        Ok(Made { path, text, summary, superseded })
    }

    /// The page that the draft is.
    fn parsed(&self, draft: &Draft, library: &Library) -> Page {
        let mut page = Page { name: self.title.clone(), text: draft.text(), ..Page::default() };
        library.parse(&mut page, &mut Vec::new());
        page
    }

    fn convention<'l>(
        &self,
        place: &Place,
        peers: &[&'l Page],
        source: &Source,
        today: &'l str,
    ) -> Convention<'l> {
        let folder = match &self.path {
            Some(path) => slashes(path.parent().unwrap_or(Path::new(""))),
            None => place.folder.clone(),
        };
        let is_here = |page: &&&Page| {
            page.path.as_deref().is_some_and(|path| crate::text::path::folder(path) == folder)
        };
        let pages = peers.iter().filter(is_here).copied().collect();
        let entries = std::fs::read_dir(source.root.join(&source.mdbook.book.src).join(&folder));
        let names =
            entries.into_iter().flatten().flatten().filter_map(|entry| entry.file_name().into_string().ok());
        let files: Vec<String> = names.filter(|name| name.ends_with(".md") && name != "SUMMARY.md").collect();
        Convention::of(pages, &files, today)
    }

    fn page_path(&self, place: &Place, convention: &Convention<'_>) -> Result<String> {
        if let Some(path) = &self.path {
            return below(path);
        }
        if slug(&self.title).is_empty() {
            bail!("the title `{}` cannot become a file name; name a file with `--path`", self.title);
        }
        Ok(place::path(&place.folder, &convention.stem(&self.title)))
    }

    /// Where nobody can be asked, all that is missing is named at once.
    fn refuse_open(&self, open: &[Open]) -> Result<()> {
        let needed: Vec<&str> =
            open.iter().filter(|field| field.required).map(|field| field.name.as_str()).collect();
        if needed.is_empty() {
            return Ok(());
        }
        let arguments: Vec<String> = needed.iter().map(|name| format!("--set {name}=...")).collect();
        bail!(
            "pages of type `{}` need `{}`; add `{}`",
            self.page_type,
            needed.join("`, `"),
            arguments.join(" ")
        );
    }

    /// A built-in template does not stand in for one of the book's that cannot be read.
    fn template<'t>(
        &self,
        templates: &'t PageTemplates,
        problems: &[Diagnostic],
        config: &Config,
    ) -> Result<&'t PageTemplate> {
        let page_type = slug(&self.page_type);
        let name = self.template.clone().or_else(|| config.check.templates.get(&page_type).cloned());
        let built_in = match page_type.as_str() {
            "pattern" => "pattern-quick",
            "axiom" => "law",
            "decision" => "adr",
            other => other,
        };
        let of_type = if templates.get(&page_type).is_some() { &page_type } else { built_in };
        let tried = name.as_deref().unwrap_or(&page_type);
        let file = format!("{}/{tried}.md", page_template::FOLDER);
        let is_it = |file: &str, problem: &Diagnostic| {
            problem
                .place
                .as_ref()
                .is_some_and(|place| place.file == file || place.file == page_template::FOLDER)
        };
        if let Some(problem) = problems.iter().find(|problem| is_it(&file, problem)) {
            bail!("{}", problem.message);
        }
        let name = name.unwrap_or_else(|| of_type.to_owned());
        templates.get(&name).with_context(|| {
            let near = nearest(&name, templates.names()).map(|near| format!("; did you mean `{near}`?"));
            let all = || format!("; there are: {}", templates.names().collect::<Vec<_>>().join(", "));
            format!("there is no template `{name}`{}", near.unwrap_or_else(all))
        })
    }
}
