//! `graph`: relations between pages as a drawing, or for Mermaid, with the same as a list.

use super::super::graph::{Graph, Relation, Shape};
use super::*;
use crate::catalog::Found;
use crate::drawing::Direction;
use crate::page::Argument;

/// So many pages are drawn where the author names no limit.
const LIMIT: usize = 60;

pub(super) const DIRECTIONS: &[(&str, (&str, Direction))] = &[
    ("LR", ("LR", Direction::LeftToRight)),
    ("RL", ("RL", Direction::RightToLeft)),
    ("TB", ("TB", Direction::Down)),
    ("TD", ("TD", Direction::Down)),
    ("BT", ("BT", Direction::Up)),
];

/// What draws the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Svg,
    Mermaid,
}

pub(super) fn run(expander: &Expander<'_>, id: PageId, arguments: &Arguments<'_>) -> Outcome {
    let relations = expander.asked_relations(arguments)?;
    let shape = expander.asked_shape(arguments)?;
    let limit = arguments.number("limit")?;
    let graph = match arguments.get("of") {
        Some(of) => expander.graph_of(expander.asked_page(id, arguments, of)?, &relations),
        None => expander.graph_among(&expander.filtered(arguments)?, &relations),
    };
    let drawn = |shape: &Shape| {
        if !matches!(shape, Shape::List) {
            within(arguments, &graph, limit)?;
        }
        let view = expander.graph_view(id, &graph, &relations, shape);
        view.map_err(|message| unreadable(arguments, message))
    };
    match drawn(&shape) {
        Ok(view) => expander.templates.render("graph", &view).map(Output::Block),
        // What is too much for a drawing can still be read as a list.
        Err(problem) => {
            let block = expander.templates.render("graph", &drawn(&Shape::List)?)?;
            Ok(Output::Instead { block, problem: Box::new(problem) })
        }
    }
}

/// A graph is drawn up to a limit, which the author may raise.
fn within(arguments: &Arguments<'_>, graph: &Graph, limit: Option<usize>) -> Result<(), Diagnostic> {
    let (count, limit) = (graph.pages().len(), limit.unwrap_or(LIMIT));
    if count <= limit {
        return Ok(());
    }
    let message = format!("the graph would show {count} pages, more than {limit}");
    let help =
        format!("choose some with `filter=` or `of=`, write `list=only`, or allow it with `limit={count}`");
    Err(arguments.at_directive(Code::GraphTooLarge, message).help(help))
}

/// Beyond this nobody could read the drawing.
fn unreadable(arguments: &Arguments<'_>, message: String) -> Diagnostic {
    let help = "choose some with `filter=` or `of=`, or write `list=only` or `as=mermaid`";
    arguments.at_directive(Code::GraphTooLarge, message).help(help)
}

impl<'a> Expander<'a> {
    fn asked_relations(&self, arguments: &Arguments<'_>) -> Result<Vec<Relation<'a>>, Diagnostic> {
        let names = arguments.get("relations").map_or("prerequisites,related", |a| a.value.as_str());
        let names = names.split([',', ' ']).filter(|name| !name.is_empty());
        let found = names.map(|name| {
            self.relation(name).map_err(|all| match arguments.get("relations") {
                Some(argument) => arguments.reject(
                    &Argument { value: name.to_owned(), ..argument.clone() },
                    "relation",
                    all,
                ),
                None => arguments.missing("relations", "{{#patterns graph relations=related}}"),
            })
        });
        found.collect()
    }

    /// The page that the graph is about.
    fn asked_page(&self, id: PageId, arguments: &Arguments<'_>, of: &Argument) -> Result<PageId, Diagnostic> {
        if let Some(filter) = arguments.get("filter") {
            let message = "`of` and `filter` both choose pages; use one of them".to_owned();
            return Err(arguments.problem(filter, message).help("delete one"));
        }
        let from = self.page(id).path.as_deref().unwrap_or_default();
        match self.catalog.index.resolve(&of.value, from) {
            Found::Page(page) => Ok(page),
            _ => {
                let near =
                    self.catalog.index.suggest(&of.value).map(|near| format!("did you mean `{near}`?"));
                Err(arguments.problem(of, format!("there is no page `{}`", of.value)).maybe_help(near))
            }
        }
    }

    fn asked_shape(&self, arguments: &Arguments<'_>) -> Result<Shape, Diagnostic> {
        let direction = arguments.one_of("direction", DIRECTIONS)?;
        let list_only = arguments.one_of("list", &[("only", true), ("below", false)])?.unwrap_or(false);
        let formats = [("svg", Format::Svg), ("mermaid", Format::Mermaid)];
        let format = arguments.one_of("as", &formats)?.unwrap_or(Format::Svg);
        // Other renderers get the list.
        if list_only || self.templates.mode() == Mode::Text {
            return Ok(Shape::List);
        }
        match (format, arguments.get("as")) {
            (Format::Mermaid, Some(argument)) if !self.config.mermaid => {
                let message = "nothing in the book draws Mermaid diagrams".to_owned();
                let help = "delete `as=mermaid`, or run `mdbook-mermaid install`; if a script of yours draws them, write `mermaid = true` in `[preprocessor.patterns]`";
                Err(arguments.problem(argument, message).help(help))
            }
            (Format::Mermaid, _) => {
                Ok(Shape::Mermaid { direction: direction.map_or("LR", |(word, _)| word) })
            }
            (Format::Svg, _) => Ok(Shape::Drawing { direction: direction.map(|(_, direction)| direction) }),
        }
    }
}
