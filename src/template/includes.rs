//! Which templates a template includes, extends or imports.

use minijinja::machinery::ast::{Expr, Stmt};
use minijinja::machinery::parse;

/// The files that a template includes, extends or imports; `None` where a name is made while it runs.
pub(super) fn of(source: &str, file: &str) -> Option<Vec<String>> {
    let parsed = parse(source, file, Default::default()).ok()?;
    let mut found = Some(Vec::new());
    gather(&parsed, &mut found);
    found
}

fn gather(stmt: &Stmt<'_>, found: &mut Option<Vec<String>>) {
    let bodies: [&[Stmt<'_>]; 2] = match stmt {
        Stmt::Include(include) => return add(&include.name, found),
        Stmt::Extends(extends) => return add(&extends.name, found),
        Stmt::Import(import) => return add(&import.expr, found),
        Stmt::FromImport(import) => return add(&import.expr, found),
        Stmt::Template(template) => [&template.children, &[]],
        Stmt::ForLoop(each) => [&each.body, &each.else_body],
        Stmt::IfCond(condition) => [&condition.true_body, &condition.false_body],
        Stmt::WithBlock(with) => [&with.body, &[]],
        Stmt::SetBlock(set) => [&set.body, &[]],
        Stmt::AutoEscape(block) => [&block.body, &[]],
        Stmt::FilterBlock(block) => [&block.body, &[]],
        Stmt::Block(block) => [&block.body, &[]],
        Stmt::Macro(declared) => [&declared.body, &[]],
        Stmt::CallBlock(block) => [&block.macro_decl.body, &[]],
        _ => return,
    };
    bodies.iter().copied().flatten().for_each(|stmt| gather(stmt, found));
}

fn add(name: &Expr<'_>, found: &mut Option<Vec<String>>) {
    let Some(name) = name.as_const() else { return *found = None };
    let Some(found) = found else { return };
    match name.as_str() {
        Some(file) => found.push(file.to_owned()),
        None => found
            .extend(name.try_iter().into_iter().flatten().filter_map(|file| Some(file.as_str()?.to_owned()))),
    }
}
