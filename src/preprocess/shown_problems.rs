//! Problems where authors look while they write: in short lines on the terminal, and in a box at the top of
//! the page that has them.

use std::collections::HashMap;

use mdbook_preprocessor::config::Config as MdbookConfig;
use serde::Serialize;

use crate::config::ShowProblems;
use crate::diagnostic::{Diagnostic, Place, Position, Severity, Sources, printable, sort, summary};
use crate::expand::Edits;
use crate::page::Page;
use crate::source::is_served;
use crate::template::{Mode, Templates};

/// Whether pages show their problems.
pub(crate) fn are_shown(when: ShowProblems, mdbook: &MdbookConfig, mode: Mode) -> bool {
    let now = match when {
        ShowProblems::Serve => is_served(mdbook),
        ShowProblems::Always => true,
        ShowProblems::Never => false,
    };
    now && mode == Mode::Html
}

/// The problems one a line, as compilers write them, and a line that counts them.
pub(crate) fn short(problems: &[Diagnostic], sources: &Sources<'_>) -> String {
    if problems.is_empty() {
        return String::new();
    }
    let lines = problems.iter().map(|problem| short_line(problem, sources));
    lines.collect::<String>() + &summary(problems) + "\n"
}

/// `src/retry.md:3:7: warning[P0204]: message; help`
fn short_line(problem: &Diagnostic, sources: &Sources<'_>) -> String {
    let place = match &problem.place {
        Some(place) => match position(place, sources) {
            Some(at) => format!("{}:{}:{}: ", place.file, at.line, at.column),
            None => format!("{}: ", place.file),
        },
        None => String::new(),
    };
    // A short way out fits the line; the box on the page has the long ones.
    let help = problem.help.as_ref().filter(|help| help.len() <= 60);
    let help = help.map(|help| format!("; {help}")).unwrap_or_default();
    let text = format!("{place}{}[{}]: {}{help}", name(problem.severity), problem.code.id(), problem.message);
    printable(&text).replace('\n', " ") + "\n"
}

fn position(place: &Place, sources: &Sources<'_>) -> Option<Position> {
    Some(sources.get(&place.file)?.position(place.span.start))
}

fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

#[derive(Serialize)]
struct ProblemsView<'p> {
    colour: &'static str,
    icon: &'static str,
    problems: Vec<ProblemView<'p>>,
}

#[derive(Serialize)]
struct ProblemView<'p> {
    code: &'static str,
    severity: &'static str,
    line: Option<String>,
    message: &'p str,
    help: Option<&'p str>,
}

/// Adds to the edits of each page the box with its own problems.
pub(crate) fn add_boxes(
    edits: &mut Edits,
    pages: &[Page],
    problems: &mut Vec<Diagnostic>,
    sources: &Sources<'_>,
    templates: &Templates,
) {
    sort(problems);
    let mut by_file: HashMap<&str, Vec<&Diagnostic>> = HashMap::new();
    for problem in problems.iter() {
        if let Some(place) = &problem.place {
            by_file.entry(&place.file).or_default().push(problem);
        }
    }
    let mut failure = None;
    for (id, page) in pages.iter().enumerate() {
        let Some(found) = by_file.get(page.file.as_str()).filter(|_| page.path.is_some()) else { continue };
        match templates.render("problems", &view(found, sources)) {
            // Before the front matter, whatever becomes of that.
            Ok(html) if !html.is_empty() => edits.put_first(id, format!("{html}\n\n")),
            Ok(_) => {}
            Err(error) => failure = Some(error),
        }
    }
    problems.extend(failure);
}

fn view<'p>(problems: &[&'p Diagnostic], sources: &Sources<'_>) -> ProblemsView<'p> {
    let has_error = problems.iter().any(|problem| problem.severity == Severity::Error);
    let (colour, icon) = if has_error { ("red", "⛔") } else { ("orange", "⚠️") };
    let one = |problem: &&'p Diagnostic| ProblemView {
        code: problem.code.id(),
        severity: name(problem.severity),
        line: problem.place.as_ref().and_then(|place| Some(position(place, sources)?.line.to_string())),
        message: &problem.message,
        help: problem.help.as_deref(),
    };
    ProblemsView { colour, icon, problems: problems.iter().map(one).collect() }
}
