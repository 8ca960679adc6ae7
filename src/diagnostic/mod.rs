//! One located, coded problem, and how it is drawn.
//!
//! Every stage makes [`Diagnostic`]s and none prints them: [`render`] draws all problems of a run
//! together, sorted by place, the way `rustc` does.

mod code;
mod draw;
mod grouped;
mod similar;
mod sources;

use std::borrow::Cow;
use std::ops::Range;

use crate::text::is_obeyed;

pub use code::{Code, Severity};
pub use draw::render;
pub(crate) use draw::{render_with, summary};
pub(crate) use grouped::{Most, by_message, for_people, keep_line};
pub use similar::{nearest, nearest_key, same_word};
pub use sources::{Position, SourceText, Sources};

/// Where a problem is: a byte range of a file, named relative to the book's root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file, with `/` between its parts.
    pub file: String,
    /// The bytes of the file that the problem is about.
    pub span: Range<usize>,
}

/// Orders places by file, then start, then end.
fn place_key(place: &Option<Place>) -> (&str, usize, usize) {
    place.as_ref().map_or(("", 0, 0), |p| (&p.file, p.span.start, p.span.end))
}

/// One problem: what is wrong, where, and the way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind of problem.
    pub code: Code,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// Where; `None` for problems of no file.
    pub place: Option<Place>,
    /// What is at the place, shown beside the marked text.
    pub label: Option<Box<str>>,
    /// The way out.
    pub help: Option<Box<str>>,
    /// How bad it is: as its code says, unless a run takes it harder.
    pub severity: Severity,
    /// The edit that is certain to fix it.
    pub mend: Option<Box<Mend>>,
    /// What few problems have.
    pub aside: Option<Box<Aside>>,
}

/// What few problems have: the other places of one that many pages have, and what it is about where its message says more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Aside {
    /// How many other places there are.
    pub count: usize,
    /// The first of them.
    pub places: Vec<Place>,
    /// What it is about, where its message holds what follows from the rest of the book.
    pub subject: Option<Box<str>>,
}

/// An edit that fixes a problem: `from` becomes `to`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mend {
    /// The text that goes.
    pub from: String,
    /// The text that comes.
    pub to: String,
    /// The bytes of the file that `from` stands in, where these are not those of the problem.
    pub span: Option<Range<usize>>,
}

impl Diagnostic {
    /// A problem of no file.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        let severity = code.severity();
        let (place, label, help, mend, aside) = (None, None, None, None, None);
        Self { code, message: message.into(), place, label, help, severity, mend, aside }
    }

    /// The same problem, known by `subject` and not by its message: a key, a name, or what was written. For messages
    /// with counts, dates or names that change when something else does. Each line is a subject of its own.
    #[must_use]
    pub fn about(mut self, subject: impl Into<String>) -> Self {
        self.aside.get_or_insert_default().subject = Some(subject.into().into_boxed_str());
        self
    }

    /// The same problem with the edit that fixes it.
    #[must_use]
    pub fn mend(mut self, from: impl Into<String>, to: impl Into<String>) -> Self {
        self.mend = Some(Box::new(Mend { from: from.into(), to: to.into(), span: None }));
        self
    }

    /// The same problem with the edit that fixes it elsewhere in the file.
    pub(crate) fn mend_at(mut self, span: Range<usize>, from: &str, to: String) -> Self {
        self.mend = Some(Box::new(Mend { from: from.to_owned(), to, span: Some(span) }));
        self
    }

    /// Names the files of its places otherwise.
    pub(crate) fn rename(&mut self, name: impl Fn(&str) -> String) {
        let others = self.aside.iter_mut().flat_map(|others| &mut others.places);
        self.place.iter_mut().chain(others).for_each(|place| place.file = name(&place.file));
    }

    /// How many problems it stands for.
    pub fn times(&self) -> usize {
        1 + self.aside.as_ref().map_or(0, |others| others.count)
    }

    /// The same problem at `span` of `file`.
    #[must_use]
    pub fn at(mut self, file: &str, span: Range<usize>) -> Self {
        self.place = Some(Place { file: file.to_owned(), span });
        self
    }

    /// The same problem with words beside the marked text.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into().into_boxed_str());
        self
    }

    /// The same problem with the edit that fixes it, where there is one.
    #[must_use]
    pub fn maybe_mend(self, from: &str, to: Option<impl Into<String>>) -> Self {
        if let Some(to) = to {
            return self.mend(from, to);
        }
        self
    }

    /// The same problem with a way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into().into_boxed_str());
        self
    }

    /// The same problem with a way out, where there is one.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.map(String::into_boxed_str).or(self.help);
        self
    }
}

/// Sorts `diagnostics` by place, then code, and drops repetitions.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        (place_key(&a.place), a.code, &a.message).cmp(&(place_key(&b.place), b.code, &b.message))
    });
    diagnostics.dedup();
}

/// Control characters of a page must not reach the terminal.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    let is_unfit = |c: char| is_obeyed(c) && c != '\n';
    if text.chars().any(is_unfit) {
        text.chars().map(|c| if is_unfit(c) { '\u{fffd}' } else { c }).collect()
    } else {
        Cow::Borrowed(text)
    }
}

/// An address that must not be linked; where, the caller knows.
pub fn unsafe_url(url: &str) -> Diagnostic {
    Diagnostic::new(Code::UnsafeUrl, format!("the address `{url}` is not linked"))
        .help("only `http`, `https` and `mailto` addresses and paths are linked; only the text is shown")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diagnostic_is_drawn_with_its_place_and_its_help() {
        let text = "---\ntitel: A\n---\n";
        let found = [Diagnostic::new(Code::UnknownKey, "`titel` is not a field")
            .at("src/a.md", 4..9)
            .label("unknown")
            .help("a similar field is `title`")];
        let sources = Sources::from([("src/a.md".to_owned(), text)]);
        assert_eq!(
            render(&found, &sources, false),
            "warning[P0201]: `titel` is not a field\n \
             --> src/a.md:2:1\n  |\n2 | titel: A\n  | ^^^^^ unknown\n  |\n  \
             = help: a similar field is `title`\n\nmdbook-patterns: 1 warning\n"
        );
    }

    #[test]
    fn spans_outside_the_text_or_inside_a_character_are_drawn_all_the_same() {
        let sources = Sources::from([("a.md".to_owned(), "é")]);
        for span in [1..1, 0..1, 5..9, 2..2] {
            let found = [Diagnostic::new(Code::WrongType, "m").at("a.md", span)];
            assert!(render(&found, &sources, false).contains("a.md:1:"));
        }
    }
}
