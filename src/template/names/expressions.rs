//! The names in expressions.

use minijinja::machinery::ast::{CallArg, Expr};

use super::TemplateWalk;
use crate::template::given::Shape;

/// Filters whose result is made of the items of what they are given.
const KEEPS_ITEMS: &[&str] = &[
    "batch",
    "default",
    "d",
    "first",
    "last",
    "list",
    "max",
    "min",
    "reject",
    "rejectattr",
    "reverse",
    "select",
    "selectattr",
    "slice",
    "sort",
    "unique",
];

impl TemplateWalk<'_> {
    pub(super) fn call(&mut self, callee: &Expr<'_>, arguments: &[CallArg<'_>]) {
        match callee {
            // A method, which is not one of the names that a value holds.
            Expr::GetAttr(method) => drop(self.expr(&method.expr)),
            callee => drop(self.expr(callee)),
        }
        self.arguments(arguments);
    }

    fn arguments(&mut self, arguments: &[CallArg<'_>]) {
        for argument in arguments {
            let (CallArg::Pos(value)
            | CallArg::Kwarg(_, value)
            | CallArg::PosSplat(value)
            | CallArg::KwargSplat(value)) = argument;
            self.expr(value);
        }
    }

    /// Reads an expression; what its value holds.
    pub(super) fn expr(&mut self, expr: &Expr<'_>) -> Shape<'static> {
        match expr {
            Expr::Var(var) => return self.variable(var.id, var.span()),
            Expr::GetAttr(get) => {
                let shape = self.expr(&get.expr);
                return self.attribute(&get.expr, &shape, get.name, expr.span());
            }
            Expr::GetItem(get) => {
                let shape = self.expr(&get.expr);
                return match get.subscript_expr.as_const().as_ref().map(|key| key.as_str()) {
                    Some(Some(name)) => self.attribute(&get.expr, &shape, name, expr.span()),
                    // One item of a list holds what all of them hold.
                    Some(None) => shape,
                    None => {
                        self.expr(&get.subscript_expr);
                        if shape.fields.is_empty() { Shape::open() } else { shape }
                    }
                };
            }
            Expr::Slice(slice) => {
                [&slice.start, &slice.stop, &slice.step]
                    .into_iter()
                    .flatten()
                    .for_each(|end| drop(self.expr(end)));
                return self.expr(&slice.expr);
            }
            Expr::IfExpr(either) => {
                self.expr(&either.test_expr);
                let shape = self.expr(&either.true_expr);
                let other = either.false_expr.as_ref().map(|other| self.expr(other));
                return if other.is_none_or(|other| other == shape) { shape } else { Shape::open() };
            }
            Expr::Filter(filter) => {
                let shape = filter.expr.as_ref().map(|value| self.expr(value)).unwrap_or_else(Shape::open);
                self.arguments(&filter.args);
                return if KEEPS_ITEMS.contains(&filter.name) { shape } else { Shape::open() };
            }
            // Who asks whether something is there knows that it may not be.
            Expr::Test(test) if matches!(test.name, "defined" | "undefined") => {}
            Expr::Test(test) => {
                self.expr(&test.expr);
                self.arguments(&test.args);
            }
            Expr::Const(_) => {}
            Expr::UnaryOp(one) => drop(self.expr(&one.expr)),
            Expr::BinOp(two) => {
                self.expr(&two.left);
                self.expr(&two.right);
            }
            Expr::Compare(chain) => {
                self.expr(&chain.expr);
                chain.ops.iter().for_each(|op| drop(self.expr(&op.expr)));
            }
            Expr::Call(call) => self.call(&call.expr, &call.args),
            Expr::List(list) => list.items.iter().for_each(|item| drop(self.expr(item))),
            Expr::Tuple(tuple) => tuple.items.iter().for_each(|item| drop(self.expr(item))),
            Expr::Map(map) => map.keys.iter().chain(&map.values).for_each(|part| drop(self.expr(part))),
        }
        Shape::open()
    }
}
