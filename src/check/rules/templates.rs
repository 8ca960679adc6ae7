//! Templates that the configuration names and nobody has written.

use crate::check::Checked;
use crate::config::span_in_book_toml;
use crate::diagnostic::{Code, Diagnostic, nearest};

pub(super) fn book(book: &Checked, problems: &mut Vec<Diagnostic>) {
    for (page_type, name) in &book.config.check.templates {
        if book.templates.get(name).is_some() {
            continue;
        }
        // A template is named without its folder and its ending.
        let bare = name.strip_suffix(".md").unwrap_or(name);
        let bare = bare.strip_prefix("templates/").unwrap_or(bare);
        let is_there = book.templates.get(bare).is_some();
        let help = match is_there.then_some(bare).or_else(|| nearest(bare, book.templates.names())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "write `templates/{bare}.md`, or take one of: {}",
                book.templates.names().collect::<Vec<_>>().join(", ")
            ),
        };
        let message = format!("pages of type `{page_type}` use the template `{name}`, which does not exist");
        let path = ["preprocessor", "patterns", "check", "templates", page_type];
        let span = span_in_book_toml(&book.source.book_toml, &path).unwrap_or(0..0);
        problems.push(Diagnostic::new(Code::MissingTemplate, message).at("book.toml", span).help(help));
    }
}
