//! Problems as text for people.

use std::collections::HashMap;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use rayon::prelude::*;

use super::sources::{SourceText, Sources};
use super::{Aside, Code, Diagnostic, Place, Severity, printable};
use crate::text::floor_char_boundary;

/// How many problems of one kind are drawn for one file: nobody reads more, and a page may have thousands.
const DRAWN: usize = 50;

/// How many bytes of a line are drawn before and after the place in it.
const AROUND: usize = 400;

/// Draws all `diagnostics` and a line that counts them; the empty text if there are none.
///
/// `styled` adds ANSI colours. Of one kind, 50 problems are drawn for a file, and a line says how many more there are.
///
/// ```
/// use mdbook_patterns::diagnostic::{Code, Diagnostic, Sources, render};
///
/// let page = "---\ntitel: Retry\n---\n";
/// let found = Diagnostic::new(Code::UnknownKey, "no field is called `titel`")
///     .at("src/retry.md", 4..9)
///     .help("did you mean `title`?");
/// let sources = Sources::from([("src/retry.md".to_owned(), page)]);
///
/// assert_eq!(
///     render(&[found], &sources, false),
///     "\
/// warning[P0201]: no field is called `titel`
///  --> src/retry.md:2:1
///   |
/// 2 | titel: Retry
///   | ^^^^^
///   |
///   = help: did you mean `title`?
///
/// mdbook-patterns: 1 warning
/// "
/// );
/// ```
pub fn render(diagnostics: &[Diagnostic], sources: &Sources<'_>, styled: bool) -> String {
    render_with(diagnostics, &[], sources, styled)
}

/// Draws some diagnostics with their lines, and those that are `brief` in one line each.
pub(crate) fn render_with(
    diagnostics: &[Diagnostic],
    brief: &[Diagnostic],
    sources: &Sources<'_>,
    styled: bool,
) -> String {
    if diagnostics.is_empty() && brief.is_empty() {
        return String::new();
    }
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    let (drawn, rest) = most(diagnostics);
    let drawn: Vec<String> =
        drawn.par_iter().map(|found| renderer.render(&[group(found, sources)]) + "\n\n").collect();
    let mut out = drawn.concat();
    for more in rest {
        out += &renderer.render(&[more]);
        out += "\n\n";
    }
    for found in brief {
        out += &renderer.render(&[in_one_line(found, sources)]);
        out.push('\n');
    }
    if !brief.is_empty() {
        out.push('\n');
    }
    out.push_str(&summary(diagnostics.iter().chain(brief)));
    out.push('\n');
    out
}

/// A problem with its first place: `warning[P0801]: 12 times in 4 files: ... (src/a.md:3)`.
fn in_one_line<'a>(found: &'a Diagnostic, sources: &Sources<'_>) -> Group<'a> {
    let place =
        found.place.as_ref().map_or_else(String::new, |place| format!(" ({})", named(place, sources)));
    let text = format!("{}{place}", found.message);
    Group::with_title(level(found).primary_title(printable(&text).into_owned()).id(found.code.id()))
}

/// `src/a.md:3`
fn named(place: &Place, sources: &Sources<'_>) -> String {
    match sources.get(&place.file) {
        Some(source) => format!("{}:{}", place.file, source.position(place.span.start).line),
        None => place.file.clone(),
    }
}

/// The problems that are drawn, and a line for each file and kind with more of them.
fn most(diagnostics: &[Diagnostic]) -> (Vec<&Diagnostic>, Vec<Group<'_>>) {
    let mut counts: HashMap<(&str, Code), usize> = HashMap::new();
    let mut drawn = Vec::new();
    let mut cut = Vec::new();
    for found in diagnostics {
        let file = found.place.as_ref().map_or("", |place| &place.file);
        let count = counts.entry((file, found.code)).or_default();
        *count += 1;
        match *count {
            _ if file.is_empty() => drawn.push(found),
            1..=DRAWN => drawn.push(found),
            _ if *count == DRAWN + 1 => cut.push((file, found)),
            _ => {}
        }
    }
    let more = |(file, found): (&str, &'_ Diagnostic)| {
        let more = counts[&(file, found.code)] - DRAWN;
        let s = if more == 1 { "" } else { "s" };
        let text = format!("{more} more problem{s} of this kind in `{file}`");
        Group::with_title(level(found).primary_title(text).id(found.code.id()))
    };
    let rest = cut.into_iter().map(more).collect();
    (drawn, rest)
}

/// `mdbook-patterns: 1 error, 3 warnings`
pub(crate) fn summary<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> String {
    let diagnostics: Vec<&Diagnostic> = diagnostics.into_iter().collect();
    let count = |severity: Severity| -> usize {
        diagnostics.iter().filter(|found| found.severity == severity).map(|found| found.times()).sum()
    };
    let parts = [(count(Severity::Error), "error"), (count(Severity::Warning), "warning")]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| format!("{n} {word}{}", if n == 1 { "" } else { "s" }))
        .collect::<Vec<_>>();
    format!("mdbook-patterns: {}", parts.join(", "))
}

fn level(diagnostic: &Diagnostic) -> Level<'static> {
    match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    }
}

fn group<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources<'_>) -> Group<'a> {
    let title = level(diagnostic).primary_title(printable(&diagnostic.message)).id(diagnostic.code.id());
    let mut group = Group::with_title(title);
    if let Some(place) = &diagnostic.place {
        group = match sources.get(&place.file) {
            Some(source) => with_snippet(group, place, source, diagnostic.label.as_deref()),
            None => group.element(Origin::path(place.file.as_str())),
        };
    }
    if let Some(others) = &diagnostic.aside
        && !others.places.is_empty()
    {
        group = group.element(Level::NOTE.message(elsewhere(others, sources)));
    }
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(printable(help))),
        None => group,
    }
}

/// `also at src/a.md:3, src/b.md:9 and 7 more places`
fn elsewhere(others: &Aside, sources: &Sources<'_>) -> String {
    let places: Vec<String> = others.places.iter().map(|place| named(place, sources)).collect();
    let more = match others.count - places.len() {
        0 => String::new(),
        1 => " and 1 more place".to_owned(),
        more => format!(" and {more} more places"),
    };
    format!("also at {}{more}", places.join(", "))
}

/// The line of a place, or of one that is very long the part around the place.
fn with_snippet<'a>(
    group: Group<'a>,
    place: &'a Place,
    source: &'a SourceText<'_>,
    label: Option<&'a str>,
) -> Group<'a> {
    let text = source.text();
    let start = floor_char_boundary(text, place.span.start);
    let line = source.line_around(start);
    let end = floor_char_boundary(text, place.span.end).clamp(start, line.end.max(start));
    let window = window(text, &line, start..end);
    let position = source.position(start);
    let shown = &text[window.clone()];
    let mark = |end: usize| AnnotationKind::Primary.span(start - window.start..end - window.start);
    let snippet: Snippet<'a, Annotation<'a>> = Snippet::source(shown)
        .line_start(position.line)
        .annotation(mark(end.min(window.end.max(start))).label(label.map(printable)));
    if window == line {
        return group.element(snippet.path(place.file.as_str()));
    }
    let origin = Origin::path(place.file.as_str()).line(position.line).char_column(position.column);
    group.element(origin).element(snippet)
}

/// The bytes of a line that are drawn: all, or those around the place.
fn window(text: &str, line: &Range<usize>, place: Range<usize>) -> Range<usize> {
    if line.len() <= 4 * AROUND {
        return line.start..line.end.max(place.start);
    }
    let start = floor_char_boundary(text, place.start.saturating_sub(AROUND)).max(line.start);
    let end = floor_char_boundary(text, place.end.min(place.start + AROUND) + AROUND).min(line.end);
    start..end
}
