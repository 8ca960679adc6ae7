//! The names that a template reads, and that nobody gives it: a misspelt variable prints nothing, and says nothing.

mod expressions;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use minijinja::Environment;
use minijinja::machinery::ast::{Expr, Macro, Stmt};
use minijinja::machinery::{Span, parse};

use super::given::Shape;

/// Names that every template has.
const EVERYWHERE: &[&str] =
    &["labels", "progress_words", "range", "dict", "namespace", "debug", "self", "true", "false"];

/// How deep templates may include each other: as deep as minijinja lets them.
const DEPTH: usize = 10;

/// A name that nobody gives.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Unknown {
    /// The template that reads it.
    pub(super) file: String,
    /// Where.
    pub(super) span: (usize, usize),
    /// The name, with what it was looked for in: `badge.lable`.
    pub(super) name: String,
    /// The last part of it, and the names that are there in its place.
    pub(super) last: String,
    pub(super) known: Vec<String>,
}

/// A walk through one template and those that it includes.
pub(super) struct TemplateWalk<'e> {
    env: &'e Environment<'static>,
    /// The template, and those on the way to it.
    files: Vec<String>,
    /// The names of blocks around, the innermost last.
    scopes: Vec<BTreeMap<String, Shape<'static>>>,
    /// What is unknown, and the places that were read where all is known.
    pub(super) unknown: BTreeSet<Unknown>,
    pub(super) read: BTreeSet<String>,
}

impl<'e> TemplateWalk<'e> {
    /// Reads the template `file`, which is given `shape`.
    pub(super) fn read(env: &'e Environment<'static>, file: &str, shape: &Shape<'static>) -> Self {
        let everywhere = EVERYWHERE.iter().map(|name| ((*name).to_owned(), Shape::open()));
        let mut given: BTreeMap<String, Shape<'static>> = everywhere.collect();
        given.extend(shape.fields.iter().map(|(name, shape)| ((*name).to_owned(), shape.clone())));
        let mut walk = Self {
            env,
            files: Vec::new(),
            scopes: vec![given],
            unknown: BTreeSet::new(),
            read: BTreeSet::new(),
        };
        walk.template(file);
        walk
    }

    fn template(&mut self, file: &str) {
        if self.files.len() >= DEPTH || self.files.iter().any(|open| open == file) {
            return;
        }
        let Ok(template) = self.env.get_template(file) else { return };
        let Ok(parsed) = parse(template.source(), file, Default::default()) else { return };
        self.read.insert(file.to_owned());
        self.files.push(file.to_owned());
        self.stmt(&parsed);
        self.files.pop();
    }

    fn assign(&mut self, name: &str, shape: Shape<'static>) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.insert(name.to_owned(), shape);
        }
    }

    /// Names that stand for a value, or for the parts of one.
    fn target(&mut self, target: &Expr<'_>, shape: Shape<'static>) {
        match target {
            Expr::Var(var) => self.assign(var.id, shape),
            Expr::List(list) => list.items.iter().for_each(|item| self.target(item, Shape::open())),
            Expr::Tuple(tuple) => tuple.items.iter().for_each(|item| self.target(item, Shape::open())),
            // A field of a namespace.
            _ => {}
        }
    }

    fn within(&mut self, read: impl FnOnce(&mut Self)) {
        self.scopes.push(BTreeMap::new());
        read(self);
        self.scopes.pop();
    }

    fn body(&mut self, body: &[Stmt<'_>]) {
        self.within(|walk| body.iter().for_each(|stmt| walk.stmt(stmt)));
    }

    fn stmt(&mut self, stmt: &Stmt<'_>) {
        match stmt {
            Stmt::Template(template) => template.children.iter().for_each(|child| self.stmt(child)),
            Stmt::EmitRaw(_) => {}
            Stmt::EmitExpr(emit) => drop(self.expr(&emit.expr)),
            Stmt::ForLoop(each) => {
                let items = self.expr(&each.iter);
                self.within(|walk| {
                    walk.assign("loop", Shape::open());
                    walk.target(&each.target, items);
                    each.filter_expr.iter().for_each(|filter| drop(walk.expr(filter)));
                    each.body.iter().for_each(|stmt| walk.stmt(stmt));
                });
                self.body(&each.else_body);
            }
            Stmt::IfCond(condition) => {
                self.expr(&condition.expr);
                // What is set in a branch is there after it.
                condition.true_body.iter().chain(&condition.false_body).for_each(|stmt| self.stmt(stmt));
            }
            Stmt::WithBlock(with) => self.within(|walk| {
                for (target, value) in &with.assignments {
                    let shape = walk.expr(value);
                    walk.target(target, shape);
                }
                with.body.iter().for_each(|stmt| walk.stmt(stmt));
            }),
            Stmt::Set(set) => {
                let shape = self.expr(&set.expr);
                self.target(&set.target, shape);
            }
            Stmt::SetBlock(set) => {
                self.body(&set.body);
                self.target(&set.target, Shape::open());
            }
            Stmt::AutoEscape(block) => self.body(&block.body),
            Stmt::FilterBlock(block) => self.body(&block.body),
            Stmt::Block(block) => self.within(|walk| {
                walk.assign("super", Shape::open());
                block.body.iter().for_each(|stmt| walk.stmt(stmt));
            }),
            Stmt::Include(include) => self.named(&include.name),
            Stmt::Extends(extends) => self.named(&extends.name),
            Stmt::Import(import) => self.target(&import.name, Shape::open()),
            Stmt::FromImport(import) => {
                for (name, alias) in &import.names {
                    self.target(alias.as_ref().unwrap_or(name), Shape::open());
                }
            }
            Stmt::Macro(declared) => {
                self.assign(declared.name, Shape::open());
                self.declared(declared);
            }
            Stmt::CallBlock(block) => {
                self.call(&block.call.expr, &block.call.args);
                self.declared(&block.macro_decl);
            }
            Stmt::Do(call) => self.call(&call.call.expr, &call.call.args),
        }
    }

    fn declared(&mut self, declared: &Macro<'_>) {
        self.within(|walk| {
            walk.assign("caller", Shape::open());
            declared.args.iter().for_each(|argument| walk.target(argument, Shape::open()));
            declared.defaults.iter().for_each(|default| drop(walk.expr(default)));
            declared.body.iter().for_each(|stmt| walk.stmt(stmt));
        });
    }

    /// The templates that one text, or one of a list of them, names.
    fn named(&mut self, name: &Expr<'_>) {
        let Some(name) = name.as_const() else { return drop(self.expr(name)) };
        match name.as_str() {
            Some(file) => self.template(file),
            None => name.try_iter().into_iter().flatten().for_each(|file| {
                file.as_str().into_iter().for_each(|file| self.template(file));
            }),
        }
    }

    fn variable(&mut self, name: &str, span: Span) -> Shape<'static> {
        let known = self.scopes.iter().rev().find_map(|scope| scope.get(name)).cloned();
        known.unwrap_or_else(|| {
            let names: BTreeSet<&String> = self.scopes.iter().flat_map(BTreeMap::keys).collect();
            let is_given = |known: &&&String| !EVERYWHERE.contains(&known.as_str());
            let names = names.iter().filter(is_given).map(|known| (**known).clone()).collect();
            self.report(name.to_owned(), name, bytes(span), names);
            Shape::open()
        })
    }

    fn attribute(&mut self, of: &Expr<'_>, shape: &Shape<'static>, name: &str, span: Span) -> Shape<'static> {
        shape.get(name).unwrap_or_else(|| {
            let span = bytes(of.span()).start..bytes(span).end;
            let names = shape.fields.keys().map(|known| (*known).to_owned()).collect();
            let of = path(of).map(|of| format!("{of}.{name}"));
            self.report(of.unwrap_or_else(|| name.to_owned()), name, span, names);
            Shape::open()
        })
    }

    fn report(&mut self, name: String, last: &str, span: Range<usize>, known: Vec<String>) {
        let Some(file) = self.files.last().cloned() else { return };
        let span = (span.start, span.end);
        self.unknown.insert(Unknown { file, span, name, last: last.to_owned(), known });
    }
}

fn bytes(span: Span) -> Range<usize> {
    span.start_offset as usize..span.end_offset as usize
}

/// `a.b` of what is written so.
fn path(expr: &Expr<'_>) -> Option<String> {
    match expr {
        Expr::Var(var) => Some(var.id.to_owned()),
        Expr::GetAttr(get) => Some(format!("{}.{}", path(&get.expr)?, get.name)),
        Expr::GetItem(get) => path(&get.expr),
        _ => None,
    }
}
