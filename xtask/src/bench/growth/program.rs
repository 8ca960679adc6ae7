//! The programs that a family is given to.

use super::source::Source;
use crate::bench::books::write_json;
use crate::bench::measure::{Measured, Usage};
use crate::bench::sites::text;
use anyhow::{Context, Result};
use std::fmt;
use std::fs::{self, File};
use std::path::Path;
use std::process::Stdio;

/// It ends so when it has something to report.
const FOUND_SOMETHING: i32 = 1;

/// A way to read a book.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Program {
    Preprocess,
    /// With the syntax of Material for MkDocs.
    Dialect,
    Render,
    Check,
    Lift,
    Migrate,
}

impl Program {
    pub(super) const ALL: &[Program] = &[
        Program::Preprocess,
        Program::Dialect,
        Program::Render,
        Program::Check,
        Program::Lift,
        Program::Migrate,
    ];

    /// Run it once over a book, in a folder that is made anew.
    pub(super) fn run(self, subject: &Path, source: &Source, folder: &Path) -> Result<Usage> {
        if folder.is_dir() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
        let input = folder.join("input.json");
        let mut command = vec![text(subject)?];
        match self {
            Program::Preprocess => write_json(&input, &source.for_preprocessor("")?)?,
            Program::Dialect => write_json(&input, &source.for_preprocessor("mkdocs-syntax = true")?)?,
            Program::Render => {
                fs::create_dir_all(folder.join("book/html"))?;
                write_json(&input, &source.for_renderer(folder)?)?;
            }
            Program::Check | Program::Lift => source.write_book(folder)?,
            Program::Migrate => source.write_site(&folder.join("site"))?,
        }
        match self {
            Program::Preprocess | Program::Dialect | Program::Render => {}
            Program::Check => command.extend(["check".to_owned(), text(folder)?]),
            Program::Lift => command.extend(["lift".to_owned(), "--dir".to_owned(), text(folder)?]),
            Program::Migrate => {
                let out = ["--out".to_owned(), text(&folder.join("out"))?];
                command.extend(["migrate".to_owned(), "mkdocs".to_owned(), text(&folder.join("site"))?]);
                command.extend(out);
            }
        }
        let mut measured = Measured::accepting(FOUND_SOMETHING, &command)?;
        let stdin = if input.is_file() { Stdio::from(File::open(&input)?) } else { Stdio::null() };
        measured.command.stdin(stdin).stdout(Stdio::null()).stderr(Stdio::null());
        let status = measured.command.status()?;
        measured.usage(status).with_context(|| format!("{self} failed"))
    }
}

impl fmt::Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Program::Preprocess => "preprocess",
            Program::Dialect => "preprocess, MkDocs syntax",
            Program::Render => "render",
            Program::Check => "check",
            Program::Lift => "lift",
            Program::Migrate => "migrate",
        })
    }
}
