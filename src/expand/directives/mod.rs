//! `{{#patterns NAME ...}}`: one function a directive, one table of their names and arguments.

mod arguments;
mod catalog;
mod changes;
mod compare;
mod fields;
mod graph;
#[cfg(test)]
mod guide_tables;
mod interactive;
mod matrix;
mod packs;
mod progress;
mod takes;
mod term;
mod terms;

use std::ops::Range;

use super::*;
use crate::page::Directive;
use crate::text::markdown::is_sign;
use arguments::Arguments;
pub(crate) use takes::{Takes, takes};

/// What a directive becomes.
enum Output {
    /// Blocks, which need lines of their own.
    Block(String),
    /// Blocks in place of those that were asked for, and why.
    Instead { block: String, problem: Box<Diagnostic> },
    /// A text within a line.
    Inline(String),
    /// Nothing, and that is right.
    Nothing,
}

impl Output {
    /// What is shown, with why it is not what was asked for among the problems.
    fn reported(self, problems: &mut Vec<Diagnostic>) -> Self {
        match self {
            Self::Instead { block, problem } => {
                problems.push(*problem);
                Self::Block(block)
            }
            output => output,
        }
    }
}

type Outcome = Result<Output, Diagnostic>;
type Run = fn(&Expander<'_>, PageId, &Arguments<'_>) -> Outcome;

/// A directive: its name, the keys it takes, how many values without a key, and what it does.
struct Spec {
    name: &'static str,
    keys: &'static [&'static str],
    values: usize,
    run: Run,
}

const DIRECTIVES: &[Spec] = &[
    Spec {
        name: "catalog",
        keys: &["view", "group-by", "filter", "sort", "columns", "limit", "controls", "compare"],
        values: 0,
        run: catalog::run,
    },
    Spec { name: "stats", keys: &["by", "filter"], values: 0, run: terms::stats },
    Spec { name: "count", keys: &["filter"], values: 0, run: terms::count },
    Spec { name: "box", keys: &[], values: 1, run: furniture_box },
    Spec { name: "related", keys: &[], values: 0, run: |e, id, _| e.piece_block(PageElement::Related, id) },
    Spec { name: "law-table", keys: &["filter"], values: 0, run: terms::law_table },
    Spec { name: "by", keys: &["filter"], values: 1, run: terms::by },
    Spec { name: "matrix", keys: &["rows", "columns", "filter", "limit"], values: 0, run: matrix::run },
    Spec {
        name: "changes",
        keys: &["filter", "limit", "stale-after", "as-of"],
        values: 0,
        run: changes::run,
    },
    Spec { name: "compare", keys: &[], values: 8, run: compare::run },
    Spec { name: "packs", keys: &["filter", "sort", "limit"], values: 0, run: packs::packs },
    Spec { name: "paths", keys: &["filter", "sort", "limit"], values: 0, run: packs::paths },
    Spec {
        name: "graph",
        keys: &["of", "filter", "relations", "as", "direction", "list", "limit"],
        values: 0,
        run: graph::run,
    },
    Spec { name: "term", keys: &["limit"], values: 2, run: term::run },
    Spec { name: "progress", keys: &[], values: 0, run: progress::run },
    Spec { name: "legend", keys: &["filter"], values: 1, run: terms::legend },
];

/// The directives and the keys that each takes.
pub(crate) fn directive_names() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    DIRECTIVES.iter().map(|directive| (directive.name, directive.keys))
}

/// The one directive that stands within lines; all others make blocks.
const IN_LINES: &str = "count";

impl Expander<'_> {
    /// `titles` are the headings of boxes as [`Expander::titles_of_divs`] finds them.
    pub(super) fn expand_directives(
        &self,
        id: PageId,
        titles: &[Range<usize>],
        used: &mut BTreeSet<PageElement>,
        edits: &mut Vec<Edit>,
        problems: &mut Vec<Diagnostic>,
    ) {
        let page = self.page(id);
        for directive in &page.directives {
            // Titles of boxes expand their own.
            if self.goes_into_title(page, titles, directive.span.start) {
                continue;
            }
            let output = self.run(id, directive).map(|output| output.reported(problems));
            let line = line_around(&page.text, &directive.span);
            if matches!(&output, Ok(Output::Block(_)) if line.is_some()) {
                used.extend(piece_of(directive));
            }
            match output {
                Err(problem) => {
                    problems.push(problem);
                    edits.extend(self.as_text(page, directive));
                }
                Ok(Output::Inline(text)) => edits.push(Edit::replace(directive.span.clone(), text)),
                Ok(Output::Nothing) => edits.push(Edit::delete(directive.span.clone())),
                Ok(Output::Block(block) | Output::Instead { block, .. }) => match line {
                    Some(line) => {
                        let prefix = self.line_prefix(page, directive.span.start);
                        edits.push(block_edit(&page.text, directive, &line, &block, &prefix));
                    }
                    None => {
                        problems.push(not_alone(page, directive));
                        edits.extend(self.as_text(page, directive));
                    }
                },
            }
        }
    }

    /// A directive that is refused shows as it was written: no Markdown or HTML in it is any. A directive
    /// in it is on its own.
    fn as_text(&self, page: &Page, directive: &Directive) -> Vec<Edit> {
        if self.templates.mode() == Mode::Text {
            return Vec::new();
        }
        let is_own = |at: &usize| {
            let next = page.directives.partition_point(|other| other.span.start <= *at);
            let last = page.directives[..next].last();
            last.is_none_or(|last| last.span == directive.span || last.span.end <= *at)
                && !escapes_in(page, &(*at..*at + 1)).iter().any(|escape| escape.contains(at))
        };
        let signs = page.text[directive.span.clone()].match_indices(is_sign);
        let places = signs.map(|(at, _)| directive.span.start + at).filter(is_own);
        places.map(|at| Edit::insert(at, "\\")).collect()
    }

    /// The title of a box with what its directives say; it stands in a line of the page.
    pub(super) fn expand_title(
        &self,
        id: PageId,
        line: &Range<usize>,
        title: &str,
        problems: &mut Vec<Diagnostic>,
    ) -> String {
        // Titles with signs that MkDocs' syntax escapes stand in no line as they are.
        match self.page(id).text[line.clone()].rfind(title) {
            Some(at) => self.expand_line(id, line.start + at..line.start + at + title.len(), problems),
            None => title.to_owned(),
        }
    }

    /// A part of a line with what its directives say.
    pub(super) fn expand_line(
        &self,
        id: PageId,
        span: Range<usize>,
        problems: &mut Vec<Diagnostic>,
    ) -> String {
        let page = self.page(id);
        let mut edits: Vec<Edit> = escapes_in(page, &span).iter().cloned().map(Edit::delete).collect();
        let first = page.directives.partition_point(|directive| directive.span.start < span.start);
        for directive in page.directives[first..].iter().take_while(|found| found.span.start < span.end) {
            match self.run(id, directive) {
                Err(problem) => problems.push(problem),
                Ok(Output::Block(_) | Output::Instead { .. }) => problems.push(not_alone(page, directive)),
                Ok(Output::Inline(text)) => edits.push(Edit::replace(directive.span.clone(), text)),
                Ok(Output::Nothing) => edits.push(Edit::delete(directive.span.clone())),
            }
        }
        edits.retain(|edit| span.start <= edit.span.start && edit.span.end <= span.end);
        for edit in &mut edits {
            edit.span = edit.span.start - span.start..edit.span.end - span.start;
        }
        let text = &page.text[span];
        Edited::new(text, edits).map_or_else(|_| text.to_owned(), |edited| edited.to_string())
    }

    /// What a directive says within a line; nothing if it makes a block, or is wrong.
    pub(crate) fn said(&self, id: PageId, directive: &Directive) -> String {
        match (directive.name == IN_LINES).then(|| self.run(id, directive)) {
            Some(Ok(Output::Inline(text))) => text,
            _ => String::new(),
        }
    }

    fn run(&self, id: PageId, directive: &Directive) -> Outcome {
        let page = self.page(id);
        let Some(spec) = DIRECTIVES.iter().find(|spec| spec.name == directive.name) else {
            return Err(unknown(page, directive));
        };
        let arguments = Arguments::check(page, directive, spec.keys, spec.values)?;
        (spec.run)(self, id, &arguments)
    }

    fn piece_block(&self, piece: PageElement, id: PageId) -> Outcome {
        let Some(view) = self.view(piece, id) else { return Ok(Output::Nothing) };
        self.templates.render(piece.name(), &view).map(Output::Block)
    }
}

/// `{{#patterns box NAME}}`: a piece of furniture, here.
fn furniture_box(expander: &Expander<'_>, id: PageId, arguments: &Arguments<'_>) -> Outcome {
    let Some(name) = arguments.values().next() else {
        return Err(arguments.missing("the name of a page element", "{{#patterns box quick-reference}}"));
    };
    match PageElement::named(&name.value) {
        Some(piece) => expander.piece_block(piece, id),
        None => {
            let names = PageElement::ALL.iter().map(|piece| piece.name());
            Err(arguments.reject(name, "page element", names))
        }
    }
}

/// The piece that a directive puts where it stands.
fn piece_of(directive: &Directive) -> Option<PageElement> {
    match directive.name.as_str() {
        "box" => PageElement::named(&directive.arguments.first()?.value),
        "related" => Some(PageElement::Related),
        _ => None,
    }
}

fn unknown(page: &Page, directive: &Directive) -> Diagnostic {
    let names = DIRECTIVES.iter().map(|spec| spec.name);
    let help = match nearest(&directive.name, names.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the directives are: {}", names.collect::<Vec<_>>().join(", ")),
    };
    let message = match directive.name.as_str() {
        "" => "this directive has no name".to_owned(),
        name => format!("there is no directive `{name}`"),
    };
    Diagnostic::new(Code::UnknownDirective, message).at(&page.file, directive.name_span.clone()).help(help)
}

fn not_alone(page: &Page, directive: &Directive) -> Diagnostic {
    let message = format!("`{}` makes a block and cannot stand in a line of text", directive.name);
    Diagnostic::new(Code::DirectiveNotAlone, message)
        .at(&page.file, directive.span.clone())
        .help("put it on a line of its own, with blank lines around it")
}

/// The backslashes before directives that start in a part of a page.
fn escapes_in<'p>(page: &'p Page, span: &Range<usize>) -> &'p [Range<usize>] {
    let first = page.escapes.partition_point(|escape| escape.start < span.start);
    let end = page.escapes.partition_point(|escape| escape.start < span.end);
    &page.escapes[first..end]
}

/// The line that a directive stands alone on, markers of lists and quotes aside.
fn line_around(text: &str, span: &std::ops::Range<usize>) -> Option<std::ops::Range<usize>> {
    // Of a line that holds many, what is next to each is enough to tell.
    let after = text[span.end..].trim_start_matches(|c: char| c.is_whitespace() && c != '\n');
    let ends_line = after.is_empty() || after.starts_with('\n');
    if !ends_line || !super::boxes::starts_line(text, span.start) {
        return None;
    }
    let start = text[..span.start].rfind('\n').map_or(0, |i| i + 1);
    Some(start..text.len() - after.len())
}

/// A block in place of a directive, each line of it with the prefix of the containers around, and
/// with a blank line after where the text goes on at once.
fn block_edit(
    text: &str,
    directive: &Directive,
    line: &std::ops::Range<usize>,
    block: &str,
    prefix: &str,
) -> Edit {
    let mut out = block.replace('\n', &format!("\n{prefix}"));
    let next = text[line.end..].strip_prefix('\n').and_then(|rest| rest.lines().next());
    if next.is_some_and(|next| !next.trim_matches(['>', ' ', '\t', '\r']).is_empty()) {
        out.push('\n');
        out.push_str(prefix.trim_end());
    }
    Edit::replace(directive.span.clone(), out)
}
