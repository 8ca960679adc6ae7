//! What plugins put into pages: included pages, lists of tags, reference from source code.

use super::differences::COLON;
use super::draft::Draft;
use super::inclusions::Inclusions;
use super::ledger::Fate;
use super::site::Site;
use crate::text::Edit;

/// Which of them a site has.
#[derive(Debug, Clone, Copy)]
pub(super) struct Inserts {
    include_markdown: bool,
    /// Whether `{!` names pages of another tool, and not files that have been put in their place.
    includes: bool,
    reference: bool,
    tags: bool,
    blog: bool,
}

impl Inserts {
    /// As the site's plugins say.
    pub(super) fn of(site: &Site) -> Self {
        let has = |name: &str| site.plugin(name).is_some();
        Self {
            include_markdown: has("include-markdown"),
            includes: Inclusions::of(site).is_none() && names_includes(site),
            reference: has("mkdocstrings"),
            tags: has("tags"),
            blog: has("blog"),
        }
    }

    /// Rewrites or counts what a page has of them.
    pub(super) fn rewrite(self, draft: &mut Draft<'_>) {
        // mdBook reads its own directives everywhere, and MkDocs has none.
        let directives = ["include", "playground", "rustdoc_include", "title", "template", "patterns"];
        for (at, _) in draft.text.match_indices("{{#") {
            if directives.iter().any(|name| draft.text[at + 3..].starts_with(name)) {
                draft.edits.push(Edit::insert(at, "\\"));
                draft.note(at, "signs of mdBook's own", Fate::Converted, "");
            }
        }
        for (start, line) in draft.lines() {
            let trimmed = line.trim();
            let at = start + line.len() - line.trim_start().len();
            let is_tags = trimmed.starts_with("<!-- material/tags") && !draft.in_fence(at);
            let is_more = self.blog && trimmed == "<!-- more -->" && !draft.in_fence(at);
            if trimmed.is_empty() || (draft.in_code(at) && !is_tags && !is_more) {
                continue;
            }
            if trimmed == "[TOC]" {
                draft.edits.push(Edit::delete(at..at + trimmed.len()));
                draft.note(
                    at,
                    "tables of contents",
                    Fate::Converted,
                    "the sidebar lists the headings of the page",
                );
            } else if is_more {
                let note = "lists show the description of the front matter, or the first paragraph";
                draft.note(at, "excerpts", Fate::Converted, note);
            } else if self.tags && (is_tags || trimmed == "[TAGS]") {
                draft.edits.push(Edit::replace(at..at + trimmed.len(), "{{#patterns by tags}}"));
                draft.note(at, "lists of tags", Fate::Converted, "");
            } else if let Some(name) = identifier(trimmed).filter(|_| self.reference) {
                draft.note(at, "reference from source code", Fate::Lost, format!("`::: {name}`"));
            } else if trimmed.starts_with("{*") && trimmed.ends_with("*}") {
                draft.note(at, "includes of other tools", Fate::Lost, format!("`{trimmed}`"));
            } else if self.includes && trimmed.starts_with("{!") && trimmed.ends_with("!}") {
                included(draft, at, line, trimmed[2..trimmed.len() - 2].trim());
            } else if self.include_markdown && trimmed.starts_with("{%") && trimmed.contains("include") {
                let inner = trimmed.trim_start_matches(['{', '%']).trim_end_matches(['%', '}']).trim();
                let name = inner.trim_start_matches("include-markdown").trim_start_matches("include").trim();
                included(draft, at, line, name.trim_matches(['"', '\'']));
            }
        }
    }
}

/// What `::: name` names; below text, its first colon has been written as a reference by now.
fn identifier(line: &str) -> Option<&str> {
    line.strip_prefix("::: ").or_else(|| line.strip_prefix(COLON)?.strip_prefix(":: "))
}

/// Whether a plugin or an extension that is not known here includes files.
fn names_includes(site: &Site) -> bool {
    let extensions = site.extensions().iter().any(|extension| extension.name.contains("include"));
    extensions || site.plugins().iter().any(|plugin| plugin.name.contains("include"))
}

/// A page that another one includes, from the page's own folder.
fn included(draft: &mut Draft<'_>, at: usize, line: &str, name: &str) {
    let is_simple =
        !line.starts_with([' ', '\t', '>', '-']) && !name.contains(['"', '\'', ' ', '{', '}', '*', ':']);
    if is_simple && crate::text::path::join("x/x/x/x/x/x/x/x", name).is_some() && !name.starts_with('/') {
        draft.edits.push(Edit::replace(at..at + line.trim().len(), format!("{{{{#include {name}}}}}")));
        draft.note(at, "included pages", Fate::Converted, "");
    } else {
        draft.note(at, "included pages", Fate::Lost, format!("`{}`", line.trim()));
    }
}
