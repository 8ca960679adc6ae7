//! Templates of pages: what `new` writes, and what `check` holds pages against.
//!
//! A template is a page. `[field]` in it stands for the value of a field, other text in brackets is
//! for the author to replace, and a heading of level 2 is a section that pages of the template have,
//! unless it has the mark `<!-- optional -->`. A book adds its own in `templates/NAME.md`.

mod sections;

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::file::{Root, unreadable};
use crate::front_matter::{self, Fence};
use crate::text::name::slug;
use sections::{Sections, without_marks};

/// The folder of a book's own templates.
pub(crate) const FOLDER: &str = "templates";

/// The templates that come with the program.
pub(crate) const BUILT_IN: &[(&str, &str)] = &[
    ("adr", include_str!("adr.md")),
    ("case-study", include_str!("case-study.md")),
    ("law", include_str!("law.md")),
    ("pack", include_str!("pack.md")),
    ("path", include_str!("path.md")),
    ("pattern-levels", include_str!("pattern-levels.md")),
    ("pattern-quick", include_str!("pattern-quick.md")),
    ("pillar", include_str!("pillar.md")),
    ("readme", include_str!("readme.md")),
];

/// Sentences of well-known templates that have no brackets.
const SENTENCES: &[&str] = &[
    "Brief one-sentence description of what this pattern does",
    "Describe each component in the architecture",
    "Explain how data flows through the system",
    "Detailed instructions for the first step",
    "Continue with implementation steps as needed",
    "Describe any configuration options or environment variables",
    "Provide a comprehensive overview of the pattern. Explain",
    "Add diagram here, refrenced from the diagrams folder",
    "Description of what this component does",
    "Describe what happens first",
    "Describe what happens next",
    "Describe the final step",
    "Explain how to manually test the pattern",
    "Describe how to monitor this pattern",
    "List key metrics",
    "Recommended alerts to set up",
    "Specify the license (e.g., MIT, Apache 2.0)",
    "Your Name",
    "What you observe",
    "What causes this issue",
];

/// One template.
#[derive(Debug, Clone)]
pub(crate) struct PageTemplate {
    /// Its name.
    pub name: String,
    /// Its text, front matter included.
    pub text: String,
    /// The same as it was read.
    pub written: String,
    /// Its headings, without the title.
    pub sections: Vec<Section>,
}

/// A section of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Section {
    /// The level of its heading.
    pub level: u8,
    /// Its heading.
    pub title: String,
    /// What headings are compared by.
    pub key: String,
    /// Whether pages may leave it out.
    pub optional: bool,
}

/// All templates of a book.
#[derive(Debug, Clone)]
pub(crate) struct PageTemplates {
    templates: BTreeMap<String, PageTemplate>,
    sentences: HashSet<String>,
    /// What is in brackets in a template, as slugs.
    holes: HashSet<String>,
}

impl PageTemplates {
    /// The built-in templates, and those of the book in `root`.
    pub(crate) fn read(root: &Path, problems: &mut Vec<Diagnostic>) -> Self {
        let mut templates: BTreeMap<String, PageTemplate> = BTreeMap::new();
        for (name, text) in BUILT_IN {
            templates.insert((*name).to_owned(), PageTemplate::new(name, text));
        }
        for (name, text) in own(root, problems) {
            templates.insert(name.clone(), PageTemplate::new(&name, &text));
        }
        let sentences = SENTENCES.iter().map(|sentence| slug(sentence)).collect();
        let holes = templates.values().flat_map(|template| holes(&template.text)).collect();
        Self { templates, sentences, holes }
    }

    /// The template of a name.
    pub(crate) fn get(&self, name: &str) -> Option<&PageTemplate> {
        self.templates.get(name)
    }

    /// All names, sorted.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.templates.keys().map(String::as_str)
    }

    /// Whether a text of several words stands in brackets in a template.
    pub(crate) fn is_hole(&self, text: &str) -> bool {
        text.contains(' ') && self.holes.contains(&slug(text))
    }

    /// Whether a text is a sentence that templates have, and no page should.
    pub(crate) fn is_sentence(&self, text: &str) -> bool {
        let is_known = |text: &str| text.contains(' ') && self.sentences.contains(&slug(text));
        // `Step 1: Describe what happens first`
        text.len() < 100 && (is_known(text) || text.split_once(": ").is_some_and(|(_, rest)| is_known(rest)))
    }
}

/// What is in brackets in a text.
fn holes(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split('[').skip(1).filter_map(|rest| Some(slug(rest.split_once(']')?.0)))
}

fn own(root: &Path, problems: &mut Vec<Diagnostic>) -> Vec<(String, String)> {
    let Ok(files) = Root::of(root) else { return Vec::new() };
    let folder = match files.resolve(FOLDER).map(fs::read_dir) {
        Ok(Ok(entries)) => entries,
        Ok(Err(cause)) => {
            // A book may have none, or a file of that name.
            let is_folder = root.join(FOLDER).is_dir();
            problems.extend(is_folder.then(|| unreadable(FOLDER, &cause)));
            return Vec::new();
        }
        Err(error) => {
            problems.push(error.problem(Code::UnreadableFile, root));
            return Vec::new();
        }
    };
    let mut templates = Vec::new();
    for file in folder.flatten().filter_map(|entry| entry.file_name().into_string().ok()) {
        let Some(name) = file.strip_suffix(".md") else { continue };
        match files.read(Path::new(FOLDER).join(&file)) {
            Ok(text) => templates.extend(text.map(|text| (name.to_owned(), text))),
            Err(error) => problems.push(error.problem(Code::UnreadableFile, root)),
        }
    }
    templates.sort();
    templates
}

impl PageTemplate {
    /// The template of a text.
    pub(crate) fn new(name: &str, text: &str) -> Self {
        let written = text.to_owned();
        let text = without_version(&text.trim_start_matches('\u{feff}').replace("\r\n", "\n"));
        let Sections { sections, .. } = Sections::read(&text[body(&text)..]);
        Self { name: name.to_owned(), text, written, sections }
    }

    /// The front matter between its fences; empty if there is none.
    pub(crate) fn front_matter(&self) -> &str {
        match front_matter::find(&self.text) {
            Fence::Closed(block) => &self.text[block.inner],
            _ => "",
        }
    }

    /// What comes after the front matter, as a page has it: that a section is optional matters to `check` alone.
    pub(crate) fn body(&self) -> String {
        let body = &self.text[body(&self.text)..];
        without_marks(body, &Sections::read(body).marks)
    }
}

/// The file that a template was copied from, and of which version of the program.
pub(crate) fn version_of(file: &str) -> String {
    format!("{file}{OF_PROGRAM}{}", env!("CARGO_PKG_VERSION"))
}

const OF_PROGRAM: &str = concat!(" of ", env!("CARGO_PKG_NAME"), " ");

/// A built-in template with the version of the program at the end of its front matter, for who copies it.
pub(crate) fn with_version(name: &str, text: &str) -> String {
    text.replacen("\n---\n", &format!("\n# {}\n---\n", version_of(&format!("{name}.md"))), 1)
}

/// The text without that line: pages made from it are their author's. Any other comment is the author's own.
fn without_version(text: &str) -> String {
    let Fence::Closed(block) = front_matter::find(text) else { return text.to_owned() };
    let is_version = |line: &&str| {
        let said = line.trim_end().strip_prefix("# ").and_then(|said| said.split_once(OF_PROGRAM));
        said.is_some_and(|(file, version)| {
            let name = file.strip_suffix(".md");
            BUILT_IN.iter().any(|(known, _)| Some(*known) == name) && semver::Version::parse(version).is_ok()
        })
    };
    let kept: String =
        text[block.inner.clone()].split_inclusive('\n').filter(|line| !is_version(line)).collect();
    [&text[..block.inner.start], &kept, &text[block.inner.end..]].concat()
}

fn body(text: &str) -> usize {
    match front_matter::find(text) {
        Fence::Closed(block) => block.span.end,
        _ => 0,
    }
}

/// What headings are compared by: `Level 1: Intuition (5 minutes)` and `level 1 – intuition` are one.
pub(crate) fn section_key(heading: &str) -> String {
    let heading = heading.trim();
    let without_aside = match heading.rfind('(') {
        Some(at) if heading.ends_with(')') && at > 0 => &heading[..at],
        _ => heading,
    };
    slug(without_number(without_aside))
}

/// A heading without the number that some authors write: `1. Status`, `2.1) Context`.
fn without_number(heading: &str) -> &str {
    let rest = heading.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')'));
    let number = &heading[..heading.len() - rest.len()];
    let is_number = number.starts_with(|c: char| c.is_ascii_digit()) && number.contains(['.', ')']);
    if is_number && rest.starts_with(' ') { rest } else { heading }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_templates_are_the_files_of_the_folder() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/page_template");
        let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mut names: Vec<String> = names
            .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
            .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
            .collect();
        names.sort();
        assert_eq!(names, BUILT_IN.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    }

    #[test]
    fn sections_are_the_headings_without_holes() {
        let template = PageTemplate::new(
            "x",
            "---\ntitle: \"[title]\"\n---\n# [title]\n\n## Level 1: Why (5 minutes)\n\n### [One]\n\n## Notes\n<!-- optional -->\n",
        );
        let shown: Vec<_> = template.sections.iter().map(|s| (s.key.as_str(), s.level, s.optional)).collect();
        assert_eq!(shown, [("level-1-why", 2, false), ("notes", 2, true)]);
        assert_eq!(section_key("Level 1 – Why"), "level-1-why");
        assert_eq!(template.front_matter(), "title: \"[title]\"\n");
    }
}
