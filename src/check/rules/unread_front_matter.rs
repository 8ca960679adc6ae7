//! Front matter that is there and is not read: that of included files, and of the page of missing addresses.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::ops::Range;
use std::path::Path;

use crate::check::Checked;
use crate::config::Drafts;
use crate::diagnostic::{Code, Diagnostic, keep_line};
use crate::file::read_text;
use crate::front_matter::{self, Fence};
use crate::page::{Page, PageId};
use crate::schema::FieldType;
use crate::source::inputs::{self, Include};
use crate::text::markdown::{is_marks, is_property};
use crate::text::path::{folder, is_index, join};

pub(super) fn page(book: &Checked, id: PageId, problems: &mut Vec<Diagnostic>) {
    let Some(open) = open(book, id).filter(|open| are_fields(book, open)) else { return };
    let message = "properties of Logseq or Dataview, `key:: value`, are not read, and show as text";
    let help =
        "set `read-text = true` in `[preprocessor.patterns]`, or move them to front matter with `lift`";
    let found =
        Diagnostic::new(Code::UnreadFrontMatter, message).at(&book.page(id).file, open[0].span.clone());
    problems.push(found.help(help));
}

/// The properties of a page that nothing reads and nobody keeps as text.
fn open(book: &Checked, id: PageId) -> Option<Vec<Property<'_>>> {
    let page = book.page(id);
    let start = page.title_end.unwrap_or(page.front_matter.end).max(page.front_matter.end);
    let lines = properties(&page.text, start).filter(|_| !book.config.read_text)?;
    // Those that the book keeps are meant to be text.
    let field = |line: &Property<'_>| book.config.schema.get(line.key);
    let open: Vec<Property<'_>> = lines
        .into_iter()
        .filter(|line| field(line).is_none_or(|field| field.kind != FieldType::Free))
        .collect();
    open.first().filter(|first| !book.is_code(id, first.span.start))?;
    Some(open)
}

/// Whether some of the properties are fields of the book.
fn are_fields(book: &Checked, open: &[Property<'_>]) -> bool {
    open.iter().any(|line| book.config.schema.get(line.key).is_some())
}

/// Reports the properties that are no fields, with the keys of all pages in each report: together they are one.
fn strangers(book: &Checked, problems: &mut Vec<Diagnostic>) {
    let pages = book.catalog.pages.iter().enumerate().filter(|(_, page)| !page.generated);
    let open = pages.filter_map(|(id, page)| Some((page, open(book, id)?)));
    let open: Vec<_> = open.filter(|(_, open)| !are_fields(book, open)).collect();
    let keys: BTreeSet<&str> = open.iter().flat_map(|(_, open)| open.iter().map(|line| line.key)).collect();
    let message =
        "properties of Logseq or Dataview, `key:: value`, are no fields of this book, and show as text";
    let help = format!(
        "declare them in book.toml under `[preprocessor.patterns.field]`, for `lift` or `read-text`, or keep them as text, \
         with {} in `[preprocessor.patterns]`",
        keep_line(keys.into_iter())
    );
    for (page, open) in open {
        let found = Diagnostic::new(Code::UnreadFrontMatter, message).at(&page.file, open[0].span.clone());
        problems.push(found.help(help.clone()));
    }
}

/// A line `key:: value`.
struct Property<'t> {
    key: &'t str,
    span: Range<usize>,
}

/// The lines that a text starts with after `start`, if all of them are properties.
fn properties(text: &str, start: usize) -> Option<Vec<Property<'_>>> {
    let rest = text[start..].trim_start_matches(['\n', '\r']);
    // Further in it is code.
    if rest.starts_with([' ', '\t']) {
        return None;
    }
    let mut at = text.len() - rest.len();
    let mut found = Vec::new();
    for line in rest.split_inclusive('\n').take_while(|line| is_property(line)) {
        let (key, _) = line.split_once("::")?;
        found.push(Property { key: key.trim(), span: at..at + line.trim_end().len() });
        at += line.len();
    }
    let after = text[at..].lines().next().unwrap_or_default();
    // Where the same paragraph goes on with other text, these lines are text, too.
    let starts_a_block = after.starts_with(['#', '-', '*', '+', '>', '`', '~', '<', '|']);
    (after.trim().is_empty() || starts_a_block).then_some(found).filter(|found| !found.is_empty())
}

pub(super) fn book(book: &Checked, problems: &mut Vec<Diagnostic>) {
    strangers(book, problems);
    not_found(book, problems);
    beside(book, problems);
    included(book, problems);
}

fn read(book: &Checked, path: &str) -> Option<String> {
    read_text(&book.source.root.join(book.source.src_prefix()).join(path)).ok()
}

/// Reports the front matter of the page of missing addresses.
fn not_found(book: &Checked, problems: &mut Vec<Diagnostic>) {
    let Some(path) = &book.html.not_found else { return };
    let Some(span) = read(book, path).as_deref().and_then(fence) else { return };
    let message = format!(
        "mdBook makes its page for missing addresses from `{path}`, and shows the front matter as text"
    );
    let file = format!("{}{path}", book.source.src_prefix());
    let found = Diagnostic::new(Code::UnreadFrontMatter, message).at(&file, span);
    problems.push(found.help("remove it: no preprocessor sees this page"));
}

/// Reports the front matter of files that pages include, and the drafts among them.
fn included(book: &Checked, problems: &mut Vec<Diagnostic>) {
    let src = book.source.src_prefix();
    // Many pages may include one file.
    let mut known: HashMap<String, Option<usize>> = HashMap::new();
    for page in book.catalog.pages.iter().filter(|page| !page.generated) {
        let Some(own) = page.file.strip_prefix(&src) else { continue };
        for include in inputs::includes(page.written()) {
            let Some(target) = join(folder(own), include.path).filter(|path| path.ends_with(".md")) else {
                continue;
            };
            if publishes_a_draft(book, page, &target) {
                problems.push(published(&page.file, &include, &target));
            } else if include.span.start > 0 {
                let lines = *known
                    .entry(target.clone())
                    .or_insert_with_key(|target| lines_of_front_matter(&read(book, target)?));
                problems.extend(lines.and_then(|lines| unread(page, &include, &target, lines)));
            }
        }
    }
}

/// What is to be said of a draft that builds leave out, in a page that they do not.
fn published(file: &str, include: &Include<'_>, target: &str) -> Diagnostic {
    let message = format!("`{target}` is a draft, whose text is published here");
    let help = "builds leave the draft out, and not its text in this page; remove the line, or `draft`";
    Diagnostic::new(Code::UnreadFrontMatter, message).at(file, include.span.clone()).help(help)
}

/// What is to be said of a file whose front matter has so many lines, if the page includes some of them.
fn unread(page: &Page, include: &Include<'_>, target: &str, of_front_matter: usize) -> Option<Diagnostic> {
    // Its last line alone is a rule.
    let some = include.lines.as_ref().filter(|some| some.start < of_front_matter)?;
    if some.start > 1 || some.end <= of_front_matter {
        return Some(partly(&page.file, include, of_front_matter));
    }
    let text = page.written();
    let line = text[..include.span.start].rfind('\n').map_or(0, |end| end + 1);
    let help = match is_marks(&text[line..include.span.start]) {
        true => "it is left out there; write what matters into the front matter of this page",
        false => "it shows there; include the file in a line of its own, or without its first lines",
    };
    let message = format!("the front matter of `{target}` is not read where the file is included");
    let found = Diagnostic::new(Code::UnreadFrontMatter, message).at(&page.file, include.span.clone());
    Some(found.help(help))
}

/// Lines of a file that are included from the middle of its front matter on.
fn partly(file: &str, include: &Include<'_>, of_front_matter: usize) -> Diagnostic {
    let path = include.path;
    let message =
        format!("the lines of `{path}` that are included are in its front matter, and show as text");
    let help = format!("begin after it: `{{{{#include {path}:{}:}}}}`", of_front_matter + 1);
    Diagnostic::new(Code::UnreadFrontMatter, message).at(file, include.span.clone()).help(help)
}

/// Reports files of YAML beside pages without front matter, as some libraries keep their metadata: `kep.yaml`, `retry.yaml`.
fn beside(book: &Checked, problems: &mut Vec<Diagnostic>) {
    let src = book.source.root.join(book.source.src_prefix());
    let mut folders: HashMap<&str, Vec<String>> = HashMap::new();
    for page in book.catalog.pages.iter().filter(|page| !page.generated && !page.has_front_matter) {
        let Some(path) = &page.path else { continue };
        let names = folders.entry(folder(path)).or_insert_with(|| names_of_yaml(&src.join(folder(path))));
        let is_beside =
            |name: &&String| is_index(path) || Path::new(name).file_stem() == Path::new(path).file_stem();
        let Some(name) = names.iter().filter(is_beside).find(|name| {
            let text = read_text(&src.join(folder(path)).join(name)).ok();
            text.is_some_and(|text| holds_fields(book, &text))
        }) else {
            continue;
        };
        let message = format!("`{name}` beside the page holds fields, and is not read");
        let help = "write them into the front matter of the page";
        let start = Diagnostic::new(Code::UnreadFrontMatter, message).at(&page.file, 0..0);
        problems.push(start.help(help));
    }
}

/// The files of YAML of a folder that are no settings of a program.
fn names_of_yaml(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let is_meant = |name: &String| name.ends_with(".yaml") || name.ends_with(".yml");
    let mut names: Vec<String> =
        names.filter(is_meant).filter(|name| !name.starts_with(['_', '.'])).collect();
    names.sort();
    names
}

/// Whether a text has a title, as settings of programs have none, and two more fields of the book.
fn holds_fields(book: &Checked, text: &str) -> bool {
    let Ok(map) = front_matter::document(text) else { return false };
    let is_field = |key: &&str| book.config.schema.get(key).is_some();
    let keys = || map.0.iter().map(|entry| entry.key.as_str());
    keys().any(|key| key == "title") && keys().filter(is_field).count() > 2
}

/// How many lines the front matter of a text has, with its fences.
fn lines_of_front_matter(text: &str) -> Option<usize> {
    match front_matter::find(text) {
        Fence::Closed(block) => Some(text[..block.span.end].trim_end().lines().count()),
        _ => None,
    }
}

/// Whether a page includes a draft that builds leave out, and is not a draft itself.
fn publishes_a_draft(book: &Checked, page: &Page, target: &str) -> bool {
    let is_draft = |page: &Page| page.fields.bool("draft");
    let included = book.catalog.index.path(target).map(|id| book.page(id));
    book.config.drafts == Drafts::Omit && !is_draft(page) && included.is_some_and(is_draft)
}

/// The bytes of the fence that opens a front matter.
fn fence(text: &str) -> Option<Range<usize>> {
    match front_matter::find(text) {
        Fence::Closed(block) => {
            Some(block.span.start..block.inner.start.saturating_sub(1).max(block.span.start))
        }
        _ => None,
    }
}
