//! The directives of a page, outside of what is code, a tag or a comment.

use std::collections::HashMap;
use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::page::{Page, directive};

/// Finds the directives outside `opaque`, and the escaped ones.
pub(super) fn find(text: &str, page: &mut Page, opaque: &[Range<usize>], problems: &mut Vec<Diagnostic>) {
    let body = page.front_matter.end;
    let is_opaque = |at: usize| {
        let next = opaque.partition_point(|range| range.end <= at);
        opaque.get(next).is_some_and(|range| range.start <= at)
    };
    problems.extend(in_front_matter(&text[..body], page));
    let misses = directive::near_misses(&text[body..]).map(|span| span.start + body..span.end + body);
    problems.extend(misses.filter(|span| !is_opaque(span.start)).map(|span| miswritten(text, page, span)));
    // Its end is a part of code that goes on after it.
    let is_cut = |end: usize| is_opaque(end - 1) && is_opaque(end);
    // What is found up to here is an argument, or as unclosed as what was found before it: each byte is read once.
    let mut read = body;
    for start in directive::starts(&text[body..]).map(|at| at + body) {
        if start < read || is_opaque(start) {
            continue;
        }
        if text[..start].ends_with('\\') {
            page.escapes.push(start - 1..start);
            continue;
        }
        match directive::parse(text, start) {
            Some(found) if !is_cut(found.span.end) => {
                read = found.span.end;
                page.directives.push(found);
            }
            found => {
                let line =
                    start + memchr::memchr(b'\n', &text.as_bytes()[start..]).unwrap_or(text.len() - start);
                read = found.map_or(line, |found| found.span.end);
                problems.push(unclosed(page, start..start + text[start..line].trim_end().len()));
            }
        }
    }
}

/// Directives in front matter, where they are not read.
fn in_front_matter(text: &str, page: &Page) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        let start = end;
        end += line.len();
        for span in shown_in(line) {
            let message =
                format!("`{}` stands in front matter, where directives are not read", &line[span.clone()]);
            let help = "write the text itself, or the directive in the text of the page";
            let span = start + span.start..start + span.end;
            problems.push(Diagnostic::new(Code::UnknownDirective, message).at(&page.file, span).help(help));
        }
    }
    problems
}

/// The directives that readers see of a line of front matter: no comment, and no code of Markdown.
fn shown_in(line: &str) -> Vec<Range<usize>> {
    let mut shown = Vec::new();
    if line.trim_start().starts_with('#') {
        return shown;
    }
    let (mut counted, mut signs, mut read) = (0, 0, 0);
    for start in directive::starts(line) {
        signs += line[counted..start].matches('`').count();
        counted = start;
        if start < read || signs % 2 == 1 {
            continue;
        }
        // Where one is not closed on its line, none after it is.
        let Some(end) = directive::end(line, start) else { break };
        read = end;
        shown.push(start..end);
    }
    shown
}

fn miswritten(text: &str, page: &Page, span: Range<usize>) -> Diagnostic {
    let written = &text[span.clone()];
    let inner = written.trim_matches(['{', '}']).trim().trim_start_matches('#').trim_start();
    let rest = inner.trim_start_matches(|c: char| c.is_alphabetic()).trim();
    Diagnostic::new(
        Code::UnknownDirective,
        format!("`{written}` is not a directive, and readers see it as text"),
    )
    .at(&page.file, span)
    .help(format!("write `{} {rest}}}}}`", directive::OPENING))
}

fn unclosed(page: &Page, span: Range<usize>) -> Diagnostic {
    Diagnostic::new(Code::UnclosedDirective, "this directive is never closed")
        .at(&page.file, span)
        .help("put `}}` after it, on the same line and outside code")
}

/// Drops the directives that the file on disk has with a backslash: the n-th of the page, code and
/// all, is the n-th of the file. Where text was included, so that the numbers differ, a directive is
/// escaped if the file escapes all of its kind.
pub(super) fn drop_escaped(text: &str, page: &mut Page, on_disk: &str) {
    let is_escaped = |at: &usize| on_disk[..*at].ends_with('\\');
    let in_file: Vec<usize> = directive::starts(on_disk).collect();
    let in_page: Vec<usize> = directive::starts(text).collect();
    if !in_file.iter().any(is_escaped) {
        return;
    }
    if in_file.len() == in_page.len() {
        page.directives.retain(|directive| {
            let nth = in_page.partition_point(|at| *at < directive.span.start);
            !is_escaped(&in_file[nth])
        });
        return;
    }
    // Whether all of a kind are.
    let mut escaped: HashMap<&str, bool> = HashMap::new();
    for at in &in_file {
        let Some(end) = directive::end(on_disk, *at) else { continue };
        *escaped.entry(&on_disk[*at..end]).or_insert(true) &= is_escaped(at);
    }
    page.directives.retain(|directive| !escaped.get(&text[directive.span.clone()]).copied().unwrap_or(false));
}
