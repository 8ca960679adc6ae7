//! `mdbook-patterns mv`: a page or a folder moves, and what names it follows.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow, bail};

use super::book_folder::BookFolder;
use super::{is_below, readable, write_out};
use crate::check::fix::edited;
use crate::file::{Root, is_respelled};
use crate::library::Surveyed;
use crate::moving::{Left, MoveError, Moved, Moves, changes};
use crate::source::{Source, folder};
use crate::text::path::slashes;
use crate::text::{Change, diff};

/// Move or rename a page, another file or a folder, and update everything that refers to it
///
/// Updates links, images, includes, relations, arguments of directives and SUMMARY.md. Links inside a moved page are updated,
/// too. A moved page keeps its old address in `redirect_from`, so that old links still work.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  mdbook-patterns mv src/retry.md src/patterns/retry.md
  mdbook-patterns mv src/old src/new --dry-run
  mdbook-patterns mv src/retry.md src/patterns/")]
pub(super) struct Mv {
    /// The file or folder to move
    old: PathBuf,
    /// The new path, or an existing folder to move it into
    new: PathBuf,
    /// Change nothing; show the changes as a diff
    #[arg(long)]
    dry_run: bool,
    /// Do not add the old address to `redirect_from`
    #[arg(long)]
    no_redirect: bool,
}

impl Mv {
    /// Moves, and says on standard output what it did.
    ///
    /// # Errors
    /// A path that is not in the book, a new one that is taken, a file that cannot be written. Nothing is changed then.
    pub(super) fn run(&self) -> Result<ExitCode> {
        self.is_there()?;
        let book = BookFolder::find(&self.old)?;
        let source = folder::read(&book.path())?.with_drafts();
        readable(&source)?;
        let src = slashes(&source.mdbook.book.src);
        let (old, new) = self.paths(&book, &src)?;
        let moves = Moves::at(&source.root.join(&source.mdbook.book.src), &old, &new);
        let before = Surveyed::build(source.clone());
        let Moved { changes, left } =
            changes(&before, &source, &moves, !self.no_redirect).map_err(|(file, error)| {
                let way_out = match error {
                    MoveError::NoAddress(_) => "; `--no-redirect` moves it anyway",
                    _ => "",
                };
                anyhow!("{}: {error}{way_out}", book.shown(file))
            })?;
        let shown = |path: &str| book.shown(Path::new(&src).join(path));
        let prefix = source.src_prefix();
        let new_name = |file: &str| new_name(file, &prefix, &moves);
        let mut said = String::new();
        if self.dry_run {
            said += &moves
                .files()
                .map(|(old, new)| format!("move {} to {}\n", shown(old), shown(new)))
                .collect::<String>();
            for change in &changes {
                let (old, new) = (book.shown(&change.file), book.shown(new_name(&change.file)));
                said += &diff::renamed(&old, &new, &change.before, &change.after());
            }
            said = diff::coloured(&said);
            said += &left_over(&book, &left, &new_name);
            return write_out(&said, "difference").map(|()| ExitCode::SUCCESS);
        }
        apply(&source, &book, (&old, &new), &changes, &new_name)?;
        said += &format!("moved {} to {}\n", shown(&old), shown(&new));
        for change in &changes {
            said += &format!("changed {}\n", book.shown(new_name(&change.file)));
        }
        said += &left_over(&book, &left, &new_name);
        for line in named_in_book_toml(&source.book_toml, &old) {
            let file = book.shown("book.toml");
            said += &format!("{file}:{line} still names {old}; edit it by hand if it means this file\n");
        }
        write_out(&said, "report").map(|()| ExitCode::SUCCESS)
    }

    /// Pages are often named from the folder of the pages, as links do.
    fn is_there(&self) -> Result<()> {
        if self.old.symlink_metadata().is_ok() {
            return Ok(());
        }
        let old = self.old.display();
        let book = BookFolder::find(Path::new(".")).and_then(|book| Ok((folder::read(&book.path())?, book)));
        let meant = book.ok().map(|(source, book)| book.shown(source.mdbook.book.src.join(&self.old)));
        match meant.filter(|meant| Path::new(meant).symlink_metadata().is_ok()) {
            Some(meant) => bail!("there is no file or folder {old}; did you mean {meant}?"),
            None => bail!("there is no file or folder {old}"),
        }
    }

    /// Both paths, from the folder of the pages.
    fn paths(&self, book: &BookFolder, src: &str) -> Result<(String, String)> {
        let old = book.file(&self.old)?;
        let into = self.new.is_dir() || self.new.as_os_str().to_string_lossy().ends_with('/');
        let name = self.old.file_name().with_context(|| format!("{} has no name", self.old.display()))?;
        let target = if into { self.new.join(name) } else { self.new.clone() };
        let new = book.named(&target);
        let below = |file: &str, path: &Path| match file
            .strip_prefix(src)
            .and_then(|rest| rest.strip_prefix('/'))
        {
            Some(below) if below != "SUMMARY.md" => Ok(below.to_owned()),
            _ if src.is_empty() => Ok(file.to_owned()),
            _ => Err(anyhow!("{} is not in the folder of the pages, {}", path.display(), book.shown(src))),
        };
        let (old, new) = (below(&old, &self.old)?, below(&new, &target)?);
        if target.symlink_metadata().is_ok() && !is_respelled(&self.old, &target) {
            bail!("{} already exists; nothing was moved", target.display());
        }
        if is_below(&new, &old) {
            bail!("{} is inside {}", target.display(), self.old.display());
        }
        if self.old.is_file() && old.ends_with(".md") && !new.ends_with(".md") {
            bail!("{} is not the name of a page, which ends in `.md`", target.display());
        }
        Ok((old, new))
    }
}

/// The links that their author has to edit.
fn left_over(book: &BookFolder, left: &[Left], new_name: &dyn Fn(&str) -> String) -> String {
    let line = |one: &Left| one.said(&book.shown(new_name(&one.file))) + "\n";
    left.iter().map(line).collect()
}

/// Where a file of the book is afterwards. `src` is what the paths of pages start with.
fn new_name(file: &str, src: &str, moves: &Moves) -> String {
    file.strip_prefix(src).map_or_else(|| file.to_owned(), |below| format!("{src}{}", moves.of(below)))
}

/// Moves the file or folder and writes all texts, or does nothing.
fn apply(
    source: &Source,
    book: &BookFolder,
    (old, new): (&str, &str),
    changes: &[Change],
    new_name: &dyn Fn(&str) -> String,
) -> Result<()> {
    let src = &source.mdbook.book.src;
    let root = Root::of_book(&book.path(), src)?;
    let text = |change: &Change| {
        let text = edited(&root, &change.file, &change.before, change.edits.clone())?;
        Ok((PathBuf::from(new_name(&change.file)), text))
    };
    let files: Vec<(PathBuf, String)> = changes.iter().map(text).collect::<Result<_>>()?;
    let (from, to) = (root.resolve(src.join(old))?, root.resolve(src.join(new))?);
    let folder = to.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    fs::rename(&from, &to).with_context(|| format!("cannot move {} to {}", from.display(), to.display()))?;
    let texts: Vec<(&PathBuf, &str)> = files.iter().map(|(file, text)| (file, text.as_str())).collect();
    if let Err(error) = root.write_all(&texts) {
        fs::rename(&to, &from).with_context(|| format!("cannot move {} back", to.display()))?;
        return Err(error.into());
    }
    Ok(())
}

/// The lines of book.toml that name a path, which may mean it or not.
fn named_in_book_toml(text: &str, old: &str) -> Vec<usize> {
    let stem = old.trim_end_matches(".md");
    let names = |line: &str| {
        line.split(['"', '\'']).skip(1).step_by(2).any(|said| said.trim_start_matches('/').starts_with(stem))
    };
    text.lines().enumerate().filter(|(_, line)| names(line)).map(|(at, _)| at + 1).collect()
}
