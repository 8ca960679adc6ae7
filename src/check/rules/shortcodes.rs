//! Shortcodes of Hugo, tags of Jekyll and blocks of Docusaurus, which mdBook shows as text.

mod wiki;

use std::ops::Range;

use memchr::memmem;

use super::super::address::link_to;
use crate::check::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::page::PageId;
use crate::text::enclosed::enclosed;
use crate::text::path::{folder, join, readme};

/// How each starts and ends, and whose it is.
const FORMS: &[(&str, &str, &str)] = &[
    ("{{<", ">}}", "a shortcode of Hugo"),
    ("{{%", "%}}", "a shortcode of Hugo"),
    ("{%", "%}", "a tag of Liquid"),
];

pub(super) fn page(book: &Checked, id: PageId, problems: &mut Vec<Diagnostic>) {
    // A program of somebody else may read them.
    if book.others.rewrite_text {
        return;
    }
    let page = book.page(id);
    let body = page.front_matter.end;
    let text = &page.text[body..];
    for (opening, closing, whose) in FORMS {
        let is_meant = |at: usize| {
            let is_other = *opening == "{%" && text[..at].ends_with('{');
            !is_other && !text[..at].ends_with('\\') && !book.is_code(id, body + at)
        };
        let spans = enclosed(text, (opening, closing), is_meant);
        problems.extend(spans.map(|span| shortcode(book, id, body + span.start..body + span.end, whose)));
    }
    problems.extend(blocks(book, id));
}

pub(super) fn book(book: &Checked, problems: &mut Vec<Diagnostic>) {
    wiki::book(book, problems);
}

fn shortcode(book: &Checked, id: PageId, span: Range<usize>, whose: &str) -> Diagnostic {
    let page = book.page(id);
    let written = &page.text[span.clone()];
    let message = format!("`{written}` is {whose}, which mdBook shows as text");
    let found = Diagnostic::new(Code::ForeignShortcode, message).at(&page.file, span.clone());
    let Some(to) = target(book, id, written) else {
        return found.help("write what it stands for, or remove it");
    };
    // Elsewhere it is a text, which a path need not be.
    match whole_link(&page.text, &span) {
        Some(text) => found.help(format!("write `{text}({to})`")).mend(written, to),
        None => found.help(format!("write `{to}`")),
    }
}

/// The page that `{{< ref "a.md" >}}` or `{% link a.md %}` names, as this page links it.
fn target(book: &Checked, from: PageId, written: &str) -> Option<String> {
    let inner = written.trim_matches(['{', '}', '<', '>', '%']).trim();
    let (name, path) = inner.split_once(char::is_whitespace)?;
    if !matches!(name, "ref" | "relref" | "link") {
        return None;
    }
    let path = path.trim().trim_matches(['"', '`', '\'']);
    let (path, fragment) =
        path.split_once('#').map_or((path, String::new()), |(path, id)| (path, format!("#{id}")));
    let own = book.page(from).path.as_deref()?;
    let page = |path: &str| book.catalog.index.path(path);
    let at = |path: String| {
        let with_ending = format!("{}.md", path.trim_end_matches(".md").trim_end_matches('/'));
        page(&with_ending).or_else(|| page(&readme(&with_ending)?))
    };
    let near = || join(folder(own), path).and_then(at);
    let from_root = || join("", path.trim_start_matches('/')).and_then(at);
    let found = if path.starts_with('/') { from_root() } else { near().or_else(from_root) };
    Some(link_to(book, from, found?) + &fragment)
}

/// The text of the link whose address is the shortcode at `span`, with its brackets.
fn whole_link<'t>(text: &'t str, span: &Range<usize>) -> Option<&'t str> {
    let before = text[..span.start].strip_suffix('(').filter(|before| before.ends_with(']'))?;
    let start = before.rfind(['[', '\n']).filter(|at| before[*at..].starts_with('['))?;
    text[span.end..].starts_with(')').then(|| &before[start..])
}

/// The kinds of blocks in braces that a quote can be.
const IN_BRACES: &[&str] =
    &["attention", "caution", "danger", "error", "hint", "important", "note", "seealso", "tip", "warning"];

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
fn blocks(book: &Checked, id: PageId) -> impl Iterator<Item = Diagnostic> + '_ {
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
        let word = line.trim_start_matches(':').trim_start();
        let name = word.trim_start_matches(['{', '.']).split([' ', '[', '{', '}']).next().unwrap_or_default();
        let kind = name.strip_prefix("callout-").unwrap_or(name);
        // Plugins of MkDocs write what they find in source code in such a place.
        let is_of_code = book.config.mkdocs_syntax || name.contains(['.', '_', '-']);
        let (what, help) = match name {
            _ if word.starts_with('{') && IN_BRACES.contains(&kind) => {
                ("opens a block of Quarto or MyST", as_quote(kind))
            }
            _ if word.starts_with('{') => ("opens a block of Quarto, MyST or Pandoc", WITHOUT),
            "v-pre" | "raw" | "code-group" => ("opens a block of VitePress", WITHOUT),
            _ if is_of_code => (
                "is a block of a MkDocs plugin",
                "write the text here, or include a file that a program makes",
            ),
            _ => ("opens a block of Docusaurus", as_quote(name)),
        };
        let message = format!("`{line}` {what}, which mdBook shows as text");
        Diagnostic::new(Code::ForeignShortcode, message).at(&page.file, span).help(help)
    })
}
