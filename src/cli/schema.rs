//! `mdbook-patterns schema`: the front matter as JSON Schema.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use mdbook_preprocessor::book::Book;
use serde_json::{Map, Value};

use super::write_out;
use crate::config::json_schema;
use crate::file::Root;
use crate::library::config;
use crate::source::Source;
use crate::source::folder::open;
use crate::text::path::slashes;

/// Where `--write` puts the schema, beside book.toml.
const FILE: &str = "front-matter.schema.json";

/// Where VS Code learns of it.
const SETTINGS: &str = ".vscode/settings.json";

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
        let source = Source::of_mdbook(&self.dir, &open(&self.dir)?, Book::new());
        let book = &source.mdbook.book;
        let schema =
            json_schema(&config(&source, &mut Vec::new()), book.title.as_deref().unwrap_or("the book"));
        let text = serde_json::to_string_pretty(&schema).context("cannot make the schema")? + "\n";
        if !self.write {
            return write_out(&text, "schema").map(|()| ExitCode::SUCCESS);
        }
        let root = Root::of(&self.dir)?;
        let (settings, said) = self.for_editors(&root, &slashes(&book.src))?;
        let mut files = vec![(FILE, text)];
        files.extend(settings.map(|settings| (SETTINGS, settings)));
        let is_new = |file: &(&str, String)| Ok(root.read(file.0)?.as_ref() != Some(&file.1));
        let changed: Vec<bool> = files.iter().map(is_new).collect::<Result<_>>()?;
        let news = files.iter().zip(&changed).filter(|(_, changed)| **changed);
        root.write_all(&news.map(|((path, text), _)| (*path, text.as_str())).collect::<Vec<_>>())?;
        let line = |((path, _), changed): (&(&str, String), &bool)| {
            let word = if *changed { "wrote" } else { "is up to date:" };
            format!("{word} {}\n", self.dir.join(path).display())
        };
        let lines: String = files.iter().zip(&changed).map(line).collect();
        write_out(&(lines + &said), "report").map(|()| ExitCode::SUCCESS)
    }

    /// Names the schema in the settings of VS Code, and leaves every other byte of them as it is; and what is to be
    /// said. Settings with comments are the author's to edit: what we cannot read as JSON we would spoil.
    fn for_editors(&self, root: &Root, src: &str) -> Result<(Option<String>, String)> {
        let entry = format!("\"yaml.schemas\": {{\"./{FILE}\": [\"{src}/**/*.md\"]}}");
        let written = root.read(SETTINGS)?.unwrap_or_default();
        let (settings, to_do) = match with_entry(&written, &entry) {
            Settings::Known => (Some(written), String::new()),
            Settings::Edited(text) => (Some(text), String::new()),
            Settings::Strange => {
                (None, format!("add this to {}:\n  {entry}\n", self.dir.join(SETTINGS).display()))
            }
        };
        let line = format!("# yaml-language-server: $schema={FILE}");
        let others = "other editors with yaml-language-server look for a first line in the front matter:";
        Ok((settings, format!("{to_do}{others}\n  {line}\n")))
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
