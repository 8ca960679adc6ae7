//! Templates that the configuration names and nobody has written.

use crate::check::Checked;
use crate::config::span_in_book_toml;
use crate::diagnostic::{Code, Diagnostic, nearest};

pub(super) fn book(book: &Checked, problems: &mut Vec<Diagnostic>) {
    for (page_type, name) in &book.config.check.templates {
        if book.templates.get(name).is_some() {
            continue;
        }
        let help = match nearest(name, book.templates.names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "write `templates/{name}.md`, or take one of: {}",
                book.templates.names().collect::<Vec<_>>().join(", ")
            ),
        };
        let message = format!("pages of type `{page_type}` use the template `{name}`, which does not exist");
        let path = ["preprocessor", "patterns", "check", "templates", page_type];
        let span = span_in_book_toml(&book.source.book_toml, &path).unwrap_or(0..0);
        problems.push(Diagnostic::new(Code::MissingTemplate, message).at("book.toml", span).help(help));
    }
}
