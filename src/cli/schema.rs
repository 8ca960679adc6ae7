//! `mdbook-patterns schema`: the front matter as JSON Schema.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use mdbook_preprocessor::book::Book;
use serde_json::{Map, Value};

use crate::file;
use crate::library::config;
use crate::schema::json_schema;
use crate::source::Source;
use crate::source::folder::read_config;
use crate::text::address::slashes;

/// Where `--write` puts the schema, beside book.toml.
const FILE: &str = "front-matter.schema.json";

/// Prints the JSON Schema of the book's front matter
///
/// With it an editor completes keys and values, and marks what is wrong while you write. It follows
/// from the fields and taxonomies of book.toml: run it again after you change them.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  mdbook-patterns schema > front-matter.schema.json
  mdbook-patterns schema --write     the same, and tell VS Code where it is")]
pub(super) struct Schema {
    /// The book's folder, which holds book.toml
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Write it into the book as front-matter.schema.json, and name it in .vscode/settings.json
    #[arg(long)]
    write: bool,
}

impl Schema {
    /// Prints or writes the schema.
    ///
    /// # Errors
    /// A book that cannot be read or written.
    pub(super) fn run(&self) -> Result<ExitCode> {
        let source = Source::of_mdbook(&self.dir, &read_config(&self.dir)?, Book::new());
        let book = &source.mdbook.book;
        let schema =
            json_schema(&config(&source, &mut Vec::new()), book.title.as_deref().unwrap_or("the book"));
        let text = serde_json::to_string_pretty(&schema).context("cannot make the schema")? + "\n";
        let mut out = io::stdout().lock();
        if !self.write {
            out.write_all(text.as_bytes()).context("cannot write the schema")?;
            return Ok(ExitCode::SUCCESS);
        }
        let path = self.dir.join(FILE);
        if file::read(&path)?.as_ref() == Some(&text) {
            writeln!(out, "is up to date: {}", path.display())?;
        } else {
            file::write(&path, &text)?;
            writeln!(out, "wrote {}", path.display())?;
        }
        self.tell_editors(&slashes(&book.src), &mut out)?;
        Ok(ExitCode::SUCCESS)
    }

    /// Names the schema in the settings of VS Code, and leaves every other byte of them as it is.
    /// Settings with comments are the author's to edit: what we cannot read as JSON we would spoil.
    fn tell_editors(&self, src: &str, out: &mut impl Write) -> Result<()> {
        let path = self.dir.join(".vscode/settings.json");
        let entry = format!("\"yaml.schemas\": {{\"./{FILE}\": [\"{src}/**/*.md\"]}}");
        let written = file::read(&path)?.unwrap_or_default();
        match with_entry(&written, &entry) {
            Settings::Known => writeln!(out, "is up to date: {}", path.display())?,
            Settings::Edited(text) => {
                file::write(&path, &text)?;
                writeln!(out, "wrote {}", path.display())?;
            }
            Settings::Strange => writeln!(out, "add this to {}:\n  {entry}", path.display())?,
        }
        let line = format!("# yaml-language-server: $schema={FILE}");
        writeln!(
            out,
            "other editors with yaml-language-server look for a first line in the front matter:\n  {line}"
        )?;
        Ok(())
    }
}

/// What becomes of an author's settings.
#[derive(Debug, PartialEq, Eq)]
enum Settings {
    /// They name the schema already.
    Known,
    /// They do now.
    Edited(String),
    /// They cannot be edited for sure.
    Strange,
}

fn with_entry(written: &str, entry: &str) -> Settings {
    if written.trim().is_empty() {
        return Settings::Edited(format!("{{\n  {entry}\n}}\n"));
    }
    let Ok(settings) = serde_json::from_str::<Map<String, Value>>(written) else { return Settings::Strange };
    match settings.get("yaml.schemas") {
        Some(schemas) if schemas.get(format!("./{FILE}")).is_some() => return Settings::Known,
        Some(_) => return Settings::Strange,
        None => {}
    }
    let Some(end) = written.rfind('}') else { return Settings::Strange };
    let before = written[..end].trim_end();
    let comma = if settings.is_empty() { "" } else { "," };
    Settings::Edited(format!("{before}{comma}\n  {entry}\n{}", &written[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_keep_what_they_have() {
        let edited = |text: &str| Settings::Edited(text.to_owned());
        assert_eq!(with_entry("", "E"), edited("{\n  E\n}\n"));
        assert_eq!(with_entry("{}", "E"), edited("{\n  E\n}"));
        assert_eq!(
            with_entry("{\n  \"b\": 1,\n  \"a\": {}\n}\n", "E"),
            edited("{\n  \"b\": 1,\n  \"a\": {},\n  E\n}\n")
        );
        assert_eq!(with_entry("{ // mine\n}", "E"), Settings::Strange);
        assert_eq!(with_entry("{\"yaml.schemas\": {\"x\": []}}", "E"), Settings::Strange);
        let known = format!("{{\"yaml.schemas\": {{\"./{FILE}\": []}}}}");
        assert_eq!(with_entry(&known, "E"), Settings::Known);
    }
}
