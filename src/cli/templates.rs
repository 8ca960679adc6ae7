//! `mdbook-patterns templates`: the templates that come with the program, to copy and change.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};

use super::book_folder::BookFolder;
use super::write_out;
use crate::diagnostic::nearest;
use crate::page_template::{self, BUILT_IN, PageTemplates};
use crate::template::embedded;

/// List the templates, or print one
///
/// There are two kinds. Page templates are for `new`; put your own into templates/NAME.md. The other templates draw the parts of
/// a page; put your own into theme/patterns/NAME.html, or NAME.md for renderers other than HTML. A printed template names the
/// version of the program that it comes from, in a comment that no page shows.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  mdbook-patterns templates
  mdbook-patterns templates adr > templates/adr.md
  mdbook-patterns templates lead.html > theme/patterns/lead.html")]
pub(super) struct Templates {
    /// The template to print: `adr` for pages, `lead.html` or `lead` for a part
    name: Option<String>,
    /// The book's folder; the list marks the templates of the book
    #[arg(long, default_value = ".")]
    dir: PathBuf,
}

impl Templates {
    /// Lists or prints.
    ///
    /// # Errors
    /// A name that no template has.
    pub(super) fn run(&self) -> Result<ExitCode> {
        let text = match &self.name {
            None => self.list(),
            Some(name) => self.source(name)?,
        };
        write_out(&text, "templates").map(|()| ExitCode::SUCCESS)
    }

    fn list(&self) -> String {
        let root = self.root();
        let own = self.own();
        let mut pages: Vec<String> = BUILT_IN.iter().map(|(name, _)| (*name).to_owned()).collect();
        if let Some(own) = &own {
            pages = own.names().map(str::to_owned).collect();
        }
        let mark = |name: String, folder: &str, file: &str| {
            let is_own = root.as_ref().is_some_and(|root| root.join(folder).join(file).is_file());
            if is_own { format!("  {name} (the book's own)\n") } else { format!("  {name}\n") }
        };
        let pages = pages.into_iter().map(|name| {
            let file = format!("{name}.md");
            mark(name, crate::page_template::FOLDER, &file)
        });
        let parts = embedded().map(|(file, _)| mark(file.to_owned(), crate::template::FOLDER, file));
        format!("Pages:\n{}Parts of pages:\n{}", pages.collect::<String>(), parts.collect::<String>())
    }

    /// The text of a template, with the version that it was copied from; of one that is the book's alone, as it is.
    fn source(&self, name: &str) -> Result<String> {
        let page = name.strip_suffix(".md").unwrap_or(name);
        let part = embedded().find(|(file, _)| *file == name || file.strip_suffix(".html") == Some(name));
        if let Some((name, text)) =
            BUILT_IN.iter().find(|(known, _)| *known == page).filter(|_| part.is_none())
        {
            return Ok(page_template::with_version(name, text));
        }
        // The sign at its end takes the line end with it, so that the first line stays the first.
        if let Some((file, text)) = part {
            return Ok(format!("{{# {} -#}}\n{text}", page_template::version_of(file)));
        }
        let own = self.own();
        if let Some(template) = own.as_ref().and_then(|own| own.get(page)) {
            return Ok(template.written.clone());
        }
        let parts = embedded().flat_map(|(file, _)| [Some(file), file.strip_suffix(".html")]).flatten();
        let pages = BUILT_IN.iter().map(|(name, _)| *name).chain(own.iter().flat_map(PageTemplates::names));
        let near = nearest(name, pages.chain(parts)).map(|near| format!("; did you mean `{near}`?"));
        let near = near.unwrap_or_else(|| "; `templates` lists them".to_owned());
        bail!("there is no template `{name}`{near}")
    }

    fn root(&self) -> Option<PathBuf> {
        BookFolder::find(&self.dir).map(|book| book.path()).ok()
    }

    /// The page templates of the book, where there is one.
    fn own(&self) -> Option<PageTemplates> {
        Some(PageTemplates::read(&self.root()?, &mut Vec::new()))
    }
}
