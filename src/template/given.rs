//! What each template is given: the names of its values, at any depth.

use std::collections::BTreeMap;

/// A line for each template: its name, and the paths of its values. `.*` is a value of which nothing more is known, or a
/// table with names of the book.
const GIVEN: &str = include_str!("given.txt");

/// A value, by the names of what it holds. The items of a list are one value, that has the names of all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Shape<'s> {
    /// What it holds.
    pub(super) fields: BTreeMap<&'s str, Shape<'s>>,
    /// Whether it may hold anything.
    pub(super) open: bool,
}

impl<'s> Shape<'s> {
    /// A value that may hold anything.
    pub(super) fn open() -> Self {
        Self { open: true, ..Self::default() }
    }

    /// The value of a name in it; an open one where any may be.
    pub(super) fn get(&self, name: &str) -> Option<Shape<'s>> {
        self.fields.get(name).cloned().or_else(|| self.open.then(Shape::open))
    }

    fn add(&mut self, path: &'s str) {
        match path.split_once('.') {
            None if path == "*" => self.open = true,
            None => drop(self.fields.entry(path).or_default()),
            Some((first, rest)) => self.fields.entry(first).or_default().add(rest),
        }
    }
}

/// What the template of a file is given; `None` for files that are no templates.
pub(super) fn of(file: &str) -> Option<Shape<'static>> {
    let (stem, _) = file.rsplit_once('.')?;
    let line = GIVEN.lines().find_map(|line| line.strip_prefix(stem)?.strip_prefix(':'))?;
    let mut shape = Shape::default();
    line.split_whitespace().for_each(|path| shape.add(path));
    Some(shape)
}
