//! Reading TOML tables: each key is asked for by name and type, and what nobody asked for is
//! reported at the end.

use std::cell::RefCell;
use std::ops::RangeInclusive;

use toml::Value;

use crate::diagnostic::{Code, nearest};
use crate::text::name::key;

/// A problem at a path of keys.
#[derive(Debug)]
pub(super) struct Problem {
    /// The keys that lead to it.
    pub(super) path: Vec<String>,
    /// Whether the key itself is wrong, and not its value.
    pub(super) unknown_key: bool,
    /// Its code, where the value is only of no use.
    pub(super) code: Option<Code>,
    /// What is wrong.
    pub(super) message: String,
    /// The way out.
    pub(super) help: Option<String>,
}

impl Problem {
    pub(super) fn new(path: &[String], message: String) -> Self {
        Self { path: path.to_vec(), unknown_key: false, code: None, message, help: None }
    }
}

/// Collects the problems of all tables.
#[derive(Debug, Default)]
pub(super) struct Problems {
    problems: RefCell<Vec<Problem>>,
    /// Every key that was asked for, with the path to it: the guide must name them all.
    #[cfg(test)]
    pub(super) asked: RefCell<std::collections::BTreeSet<Vec<String>>>,
}

impl Problems {
    pub(super) fn problem(&self, problem: Problem) {
        self.problems.borrow_mut().push(problem);
    }

    pub(super) fn is_clean(&self) -> bool {
        self.problems.borrow().is_empty()
    }

    pub(super) fn take(&self) -> Vec<Problem> {
        self.problems.take()
    }
}

/// One table.
pub(super) struct Table<'r> {
    problems: &'r Problems,
    table: &'r toml::Table,
    path: Vec<String>,
    known: RefCell<Vec<&'static str>>,
}

impl<'r> Table<'r> {
    pub(super) fn root(problems: &'r Problems, table: &'r toml::Table) -> Self {
        Self { problems, table, path: Vec::new(), known: RefCell::default() }
    }

    /// A table that is the item `index` of the list `key` of this one.
    pub(super) fn item(&self, key: &str, index: usize, table: &'r toml::Table) -> Self {
        let path = self.path_to(key).into_iter().chain([index.to_string()]).collect();
        Self { problems: self.problems, table, path, known: RefCell::default() }
    }

    /// Keys that belong to somebody else.
    pub(super) fn allow(&self, keys: &[&'static str]) {
        #[cfg(test)]
        self.problems.asked.borrow_mut().extend(keys.iter().map(|key| self.path_to(key)));
        self.known.borrow_mut().extend(keys);
    }

    fn path_to(&self, key: &str) -> Vec<String> {
        self.path.iter().cloned().chain([key.to_owned()]).collect()
    }

    pub(super) fn get(&self, key: &'static str) -> Option<&'r Value> {
        #[cfg(test)]
        self.problems.asked.borrow_mut().insert(self.path_to(key));
        self.known.borrow_mut().push(key);
        self.table.get(key)
    }

    /// Reports that the value of `key` should have been something else.
    pub(super) fn reject(&self, key: &str, expected: &str) {
        let found = self.table.get(key).map_or("nothing".to_owned(), |value| match value {
            Value::String(text) => format!("`{text}`"),
            value => format!("{} `{value}`", value.type_str()),
        });
        let message = format!("`{key}` needs {expected}, not {found}");
        self.problems.problem(Problem::new(&self.path_to(key), message));
    }

    /// Reports that the value of `key` is of no use, which stops no build.
    pub(super) fn warn(&self, key: &str, code: Code, message: String) {
        let problem = Problem::new(&self.path_to(key), message);
        self.problems.problem(Problem { code: Some(code), ..problem });
    }

    /// Reports that the item `index` of the list `key` cannot be used, and why.
    pub(super) fn reject_item(&self, key: &str, index: usize, why: String) {
        let path: Vec<String> = self.path_to(key).into_iter().chain([index.to_string()]).collect();
        self.problems.problem(Problem::new(&path, why));
    }

    /// Reports that `value` is not one of `names`.
    pub(super) fn reject_value<'n>(&self, key: &str, value: &str, names: impl IntoIterator<Item = &'n str>) {
        let names: Vec<_> = names.into_iter().collect();
        let mut problem = Problem::new(&self.path_to(key), format!("`{value}` is not a value of `{key}`"));
        problem.help = Some(match nearest(value, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the values are: {}", names.join(", ")),
        });
        self.problems.problem(problem);
    }

    /// Reports that the value of `key` cannot be used, and why.
    pub(super) fn reject_with(&self, key: &str, message: String, help: Option<String>) {
        self.problems.problem(Problem { help, ..Problem::new(&self.path_to(key), message) });
    }

    /// Reports that the item `index` of the list `key` cannot be used, why, and what would be.
    pub(super) fn reject_item_with(&self, key: &str, index: usize, message: String, help: String) {
        let path: Vec<String> = self.path_to(key).into_iter().chain([index.to_string()]).collect();
        self.problems.problem(Problem { help: Some(help), ..Problem::new(&path, message) });
    }

    /// Reports that the table itself cannot be used.
    pub(super) fn reject_table(&self, message: String, help: &str) {
        self.problems.problem(Problem { help: Some(help.to_owned()), ..Problem::new(&self.path, message) });
    }

    /// Reports, from the root, that a taxonomy cannot be one.
    pub(super) fn reject_taxonomy(&self, name: &str, message: String) {
        let tables = self.table.get("taxonomy").and_then(Value::as_table);
        let written = tables.and_then(|tables| tables.keys().find(|written| key(written) == key(name)));
        let path = ["taxonomy", written.map_or(name, String::as_str)].map(str::to_owned);
        let help = Some("declare a taxonomy of another name".to_owned());
        self.problems.problem(Problem { help, ..Problem::new(&path, message) });
    }

    /// A table below this one, without asking for it: who reads it does.
    pub(super) fn quiet(&self, key: &str) -> Option<Table<'r>> {
        let table = self.table.get(key)?.as_table()?;
        Some(Table { problems: self.problems, table, path: self.path_to(key), known: RefCell::default() })
    }

    /// Whether a key is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// All keys and values.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'r str, &'r Value)> {
        self.table.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// The tables of a list.
    pub(super) fn list_of_tables(&self, key: &'static str) -> Vec<Table<'r>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let items = value.as_array().filter(|items| items.iter().all(Value::is_table));
        let Some(items) = items else {
            self.reject(key, "tables: `[[preprocessor.patterns.defaults]]`");
            return Vec::new();
        };
        let tables =
            items.iter().enumerate().filter_map(|(at, item)| Some(self.item(key, at, item.as_table()?)));
        tables.collect()
    }

    pub(super) fn typed<T>(
        &self,
        key: &'static str,
        expected: &str,
        read: impl Fn(&'r Value) -> Option<T>,
    ) -> Option<T> {
        let value = self.get(key)?;
        let typed = read(value);
        if typed.is_none() {
            self.reject(key, expected);
        }
        typed
    }

    pub(super) fn text(&self, key: &'static str) -> Option<String> {
        self.typed(key, "a text", |value| value.as_str().map(str::to_owned))
    }

    pub(super) fn bool(&self, key: &'static str) -> Option<bool> {
        self.typed(key, "`true` or `false`", Value::as_bool)
    }

    pub(super) fn integer(&self, key: &'static str, range: RangeInclusive<u32>) -> Option<u32> {
        let expected = format!("a whole number from {} to {}", range.start(), range.end());
        self.typed(key, &expected, |value| {
            value.as_integer().and_then(|n| u32::try_from(n).ok()).filter(|n| range.contains(n))
        })
    }

    /// A list of texts, or one text.
    pub(super) fn list(&self, key: &'static str) -> Option<Vec<String>> {
        self.typed(key, LIST, list_of)
    }

    pub(super) fn one_of<T: Copy>(&self, key: &'static str, values: &[(&str, T)]) -> Option<T> {
        let name = self.text(key)?;
        let found = values.iter().find(|(n, _)| *n == name).map(|(_, value)| *value);
        if found.is_none() {
            self.reject_value(key, &name, values.iter().map(|(n, _)| *n));
        }
        found
    }

    pub(super) fn table(&self, key: &'static str) -> Option<Table<'r>> {
        let table = self.typed(key, "a table", Value::as_table)?;
        Some(Table { problems: self.problems, table, path: self.path_to(key), known: RefCell::default() })
    }

    /// The tables below `key`, by name, in the order of the file.
    pub(super) fn tables(&self, key: &'static str) -> Vec<(String, Table<'r>)> {
        let Some(parent) = self.table(key) else { return Vec::new() };
        let tables = parent.table.iter().filter_map(|(name, value)| match value.as_table() {
            Some(table) => {
                let path = parent.path_to(name);
                let table = Table { problems: self.problems, table, path, known: RefCell::default() };
                Some((name.clone(), table))
            }
            None => {
                parent.reject(name, "a table");
                None
            }
        });
        tables.collect()
    }

    /// All texts of the table, by key.
    pub(super) fn texts(&self) -> Vec<(String, String)> {
        let texts = self.table.iter().filter_map(|(key, value)| match value.as_str() {
            Some(text) => Some((key.clone(), text.to_owned())),
            None => {
                self.reject(key, "a text");
                None
            }
        });
        texts.collect()
    }

    /// All lists of texts of the table, by key; a text is a list of one.
    pub(super) fn lists(&self) -> Vec<(String, Vec<String>)> {
        let lists = self.table.iter().filter_map(|(key, value)| match list_of(value) {
            Some(texts) => Some((key.clone(), texts)),
            None => {
                self.reject(key, LIST);
                None
            }
        });
        lists.collect()
    }

    /// Reports a key of a table whose keys are data.
    pub(super) fn unknown_key<'n>(&self, key: &str, names: impl IntoIterator<Item = &'n str>) {
        let names: Vec<_> = names.into_iter().collect();
        let help = match nearest(key, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the keys are: {}", names.join(", ")),
        };
        self.unknown(key, help);
    }

    fn unknown(&self, key: &str, help: String) {
        self.problems.problem(Problem {
            path: self.path_to(key),
            unknown_key: true,
            code: None,
            message: format!("`{key}` is not a key"),
            help: Some(help),
        });
    }

    /// Reports the keys that nobody asked for; those of `others` belong to the table `named`.
    pub(super) fn finish_beside(&self, others: &[&'static str], named: &str) {
        for key in others.iter().filter(|key| self.table.contains_key(**key)) {
            let help = format!("it is a key of `[preprocessor.patterns.field.{named}]`: write it there");
            self.unknown(key, help);
            self.known.borrow_mut().push(key);
        }
        self.finish();
    }

    /// Reports the keys that nobody asked for.
    pub(super) fn finish(&self) {
        let mut known = self.known.take();
        known.sort_unstable();
        known.dedup();
        for key in self.table.keys().filter(|key| !known.contains(&key.as_str())) {
            self.unknown_key(key, known.iter().copied());
        }
    }
}

/// What a list of texts is called.
const LIST: &str = "a list of texts";

pub(super) fn list_of(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(text) => Some(vec![text.clone()]),
        value => value.as_array()?.iter().map(|item| item.as_str().map(str::to_owned)).collect(),
    }
}

/// A value that is written takes the place of the one there.
pub(super) fn set<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}
