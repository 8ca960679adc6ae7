//! Blocks between lines of colons, `:::note`, of Docusaurus, VitePress, Quarto and others, which mdBook shows as text.

use memchr::memmem;

use crate::check::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::page::PageId;

/// The kinds of blocks that a quote can be.
const ALERTS: &[&str] = &[
    "attention",
    "caution",
    "danger",
    "details",
    "error",
    "hint",
    "important",
    "info",
    "note",
    "secondary",
    "seealso",
    "success",
    "tip",
    "warning",
];

const WITHOUT: &str = "remove this line and the one that ends the block";

/// How the block of a name is written as a quote.
fn as_quote(name: &str) -> &'static str {
    match name {
        "tip" => "write a quote: `> [!TIP]`, and `> ` before each line of it",
        "warning" | "caution" => "write a quote: `> [!WARNING]`, and `> ` before each line of it",
        "danger" => "write a quote: `> [!CAUTION]`, and `> ` before each line of it",
        _ => "write a quote: `> [!NOTE]`, and `> ` before each line of it",
    }
}

/// `:::note` and `::: {.callout-note}` at the start of a line.
pub(super) fn page(book: &Checked, id: PageId) -> impl Iterator<Item = Diagnostic> + '_ {
    let page = book.page(id);
    let body = page.front_matter.end;
    let lines = memmem::find_iter(&page.text.as_bytes()[body..], ":::").filter_map(move |at| {
        let at = body + at;
        if at > 0 && !page.text[..at].ends_with('\n') {
            return None;
        }
        let line = page.text[at..].lines().next()?.trim_end();
        let word = line.trim_start_matches(':').trim_start();
        let opens = word.starts_with(|c: char| c.is_ascii_lowercase() || c == '{') && !book.is_code(id, at);
        opens.then(|| (at..at + line.len(), line))
    });
    lines.map(|(span, line)| {
        let (what, help) = meaning(line.trim_start_matches(':').trim_start(), book.config.mkdocs_syntax);
        let message = format!("`{line}` {what}, which mdBook shows as text");
        Diagnostic::new(Code::ForeignShortcode, message).at(&page.file, span).help(help)
    })
}

/// Whose block opens with some words, and the way out.
fn meaning(words: &str, is_mkdocs: bool) -> (&'static str, &'static str) {
    let name = words.trim_start_matches(['{', '.']).split([' ', '[', '{', '}']).next().unwrap_or_default();
    let callout = name.strip_prefix("callout-");
    let kind = callout.unwrap_or(name);
    // Plugins of MkDocs write what they find in source code in such a place: the name is that of a module.
    let is_of_code = is_mkdocs || name.contains(['.', '_']) || name.starts_with("mkdocs-");
    match name {
        _ if words.starts_with('{') && ALERTS.contains(&kind) => {
            ("opens a block of Quarto or MyST", as_quote(kind))
        }
        _ if words.starts_with('{') => ("opens a block of Quarto, MyST or Pandoc", WITHOUT),
        "v-pre" | "raw" | "code-group" => ("opens a block of VitePress", WITHOUT),
        _ if callout.is_some() => ("opens a block of Quarto", as_quote(kind)),
        _ if is_of_code => {
            ("is a block of a MkDocs plugin", "write the text here, or include a file that a program makes")
        }
        _ if ALERTS.contains(&name) => {
            ("opens a block of Docusaurus, Starlight or VitePress", as_quote(name))
        }
        _ => ("opens a block of Pandoc or another tool", WITHOUT),
    }
}
