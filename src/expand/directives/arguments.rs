//! The arguments of a directive, checked.

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::page::{Argument, Directive, Page};

/// The arguments of one directive: only keys that it takes, each once.
pub(super) struct Arguments<'a> {
    page: &'a Page,
    directive: &'a Directive,
}

impl<'a> Arguments<'a> {
    pub(super) fn check(
        page: &'a Page,
        directive: &'a Directive,
        keys: &[&str],
        values: usize,
    ) -> Result<Self, Diagnostic> {
        let arguments = Self { page, directive };
        for (at, argument) in directive.arguments.iter().enumerate() {
            let repeated = directive.arguments[..at].iter().any(|a| a.key.is_some() && a.key == argument.key);
            match &argument.key {
                Some(key) if !keys.contains(&key.as_str()) => {
                    let message = format!("`{}` does not take `{key}`", directive.name);
                    return Err(arguments.problem(argument, message).help(choice(key, keys.iter().copied())));
                }
                Some(key) if repeated => {
                    let message = format!("`{key}` is given twice");
                    return Err(arguments.problem(argument, message).help("delete one"));
                }
                _ => {}
            }
        }
        if let Some(extra) = arguments.values().nth(values) {
            let message = format!("`{}` does not take `{}`", directive.name, extra.value);
            return Err(arguments.problem(extra, message).help(choice(&extra.value, keys.iter().copied())));
        }
        Ok(arguments)
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&'a Argument> {
        self.directive.arguments.iter().find(|argument| argument.key.as_deref() == Some(key))
    }

    /// The values without a key.
    pub(super) fn values(&self) -> impl Iterator<Item = &'a Argument> {
        self.directive.arguments.iter().filter(|argument| argument.key.is_none())
    }

    /// The bytes of the directive.
    pub(super) fn span(&self) -> std::ops::Range<usize> {
        self.directive.span.clone()
    }

    /// A problem with an argument.
    pub(super) fn problem(&self, argument: &Argument, message: String) -> Diagnostic {
        Diagnostic::new(Code::InvalidArgument, message).at(&self.page.file, argument.span.clone())
    }

    /// The value of an argument is not one of `names`.
    pub(super) fn reject<'n>(
        &self,
        argument: &Argument,
        what: &str,
        names: impl IntoIterator<Item = &'n str>,
    ) -> Diagnostic {
        self.problem(argument, format!("`{}` is not a {what}", argument.value))
            .help(choice(&argument.value, names))
    }

    /// A problem with the directive as a whole.
    pub(super) fn at_directive(&self, code: Code, message: String) -> Diagnostic {
        let found = Diagnostic::new(code, message).about(&self.directive.name);
        found.at(&self.page.file, self.directive.span.clone())
    }

    /// Something that the directive needs is not there.
    pub(super) fn missing(&self, what: &str, example: &str) -> Diagnostic {
        Diagnostic::new(Code::InvalidArgument, format!("`{}` needs {what}", self.directive.name))
            .at(&self.page.file, self.directive.span.clone())
            .help(format!("write `{example}`"))
    }

    /// The argument's value as one of `names`.
    pub(super) fn one_of<T: Copy>(&self, key: &str, names: &[(&str, T)]) -> Result<Option<T>, Diagnostic> {
        let Some(argument) = self.get(key) else { return Ok(None) };
        match names.iter().find(|(name, _)| *name == argument.value) {
            Some((_, value)) => Ok(Some(*value)),
            None => {
                Err(self.reject(argument, &format!("value of `{key}`"), names.iter().map(|(name, _)| *name)))
            }
        }
    }

    /// The argument's value as a number from 1.
    pub(super) fn number(&self, key: &str) -> Result<Option<usize>, Diagnostic> {
        let Some(argument) = self.get(key) else { return Ok(None) };
        match argument.value.parse() {
            Ok(number) if number > 0 => Ok(Some(number)),
            _ => {
                let message = format!("`{key}` needs a number from 1, not `{}`", argument.value);
                Err(self.problem(argument, message).help(format!("write `{key}=10`")))
            }
        }
    }
}

fn choice<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> String {
    let names: Vec<_> = names.into_iter().collect();
    match nearest(word, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if names.is_empty() => "it takes no arguments".to_owned(),
        None => format!("there are: {}", names.join(", ")),
    }
}
