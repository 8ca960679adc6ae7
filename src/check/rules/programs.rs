//! Programs that `book.toml` needs, and the version of mdBook.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use toml::Value;

use crate::check::Checked;
use crate::config::span_in_book_toml;
use crate::diagnostic::{Code, Diagnostic};
use crate::preprocess::version_problem;
use crate::source::runs_old_program;

/// What mdBook does itself.
const BUILT_IN: &[&str] = &["links", "index", "html", "markdown"];

pub(super) fn book(book: &Checked, problems: &mut Vec<Diagnostic>) {
    let config = &book.source.mdbook;
    let tables = [("preprocessor", config.preprocessors::<Value>()), ("output", config.outputs::<Value>())];
    for (kind, tables) in tables {
        missing(book, kind, tables.unwrap_or_default(), problems);
    }
    problems.extend(installed_version().and_then(|version| version_problem(&version)));
}

fn missing(book: &Checked, kind: &str, tables: BTreeMap<String, Value>, problems: &mut Vec<Diagnostic>) {
    for (name, table) in tables {
        let is_optional = table.get("optional").and_then(Value::as_bool).unwrap_or_default();
        let command = table.get("command").and_then(Value::as_str);
        let program = command.map_or_else(|| format!("mdbook-{name}"), first_word);
        // Of a table that is older than this program the build says more.
        let is_old = kind == "output" && runs_old_program(&name, command);
        if BUILT_IN.contains(&name.as_str()) || is_optional || is_old || is_there(&book.source.root, &program)
        {
            continue;
        }
        let span = span_in_book_toml(&book.source.book_toml, &[kind, &name]).unwrap_or(0..0);
        problems.push(
            Diagnostic::new(
                Code::MissingProgram,
                format!("`[{kind}.{name}]` needs the program `{program}`, which is not installed"),
            )
            .at("book.toml", span)
            .help("install it, put its folder on the PATH, or set `optional = true`"),
        );
    }
}

/// The program of a command line, whose first word may be quoted.
fn first_word(command: &str) -> String {
    let command = command.trim_start();
    match command.chars().next() {
        Some(quote @ ('"' | '\'')) => command[1..].split(quote).next().unwrap_or_default().to_owned(),
        _ => command.split_whitespace().next().unwrap_or_default().to_owned(),
    }
}

/// A name alone is looked up on the PATH; a path starts at the book's root, as in mdBook.
fn is_there(root: &Path, program: &str) -> bool {
    if Path::new(program).components().count() > 1 {
        return is_program(&root.join(program));
    }
    on_path(program).is_some()
}

/// The file of a program on the PATH.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(program)).find(|file| is_program(file))
}

fn is_program(file: &Path) -> bool {
    file.is_file() || file.with_extension(env::consts::EXE_EXTENSION).is_file()
}

/// The version of the mdBook on the PATH; none if there is none.
fn installed_version() -> Option<String> {
    let output = Command::new(on_path("mdbook")?).arg("--version").output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Some(text.trim().strip_prefix("mdbook v")?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_the_first_word() {
        assert_eq!(first_word("python3 tool.py"), "python3");
        assert_eq!(first_word("'my tool/run' --fast"), "my tool/run");
        assert_eq!(first_word(""), "");
    }
}
