//! The pages at old addresses, which lead on to the new ones.

use std::fs;
use std::path::Path;

use serde::Serialize;

use super::address;
use crate::catalog::Catalog;
use crate::file;
use crate::template::Templates;
use crate::text::url;

/// What only our own redirecting pages hold.
const MARK: &str = "content=\"mdbook-patterns redirect\"";

#[derive(Debug, Serialize)]
struct View<'a> {
    language: &'a str,
    title: &'a str,
    url: String,
}

/// Writes a page for each old address into the folder of the HTML, never over a file that is something else;
/// what could not be written, line by line.
pub(crate) fn write(folder: &Path, catalog: &Catalog, templates: &Templates, language: &str) -> Vec<String> {
    let mut problems = Vec::new();
    for redirect in &catalog.redirects {
        let page = &catalog.pages[redirect.to];
        let to = page.path.as_deref().map(address).unwrap_or_default();
        let view = View { language, title: page.title(), url: url::relative(&redirect.from, &to) };
        let path = folder.join(&redirect.from);
        let is_other = fs::read(&path).is_ok_and(|found| !String::from_utf8_lossy(&found).contains(MARK));
        if is_other {
            problems.push(format!(
                "{}: `{}` is a file of the book, and was left as it is",
                page.file, redirect.from
            ));
            continue;
        }
        match templates.render("redirect", &view) {
            Ok(html) => {
                if let Err(error) = file::write_changed(&path, &(html + "\n")) {
                    problems.push(format!("{}: {error:#}", page.file));
                }
            }
            Err(problem) => problems.push(problem.message),
        }
    }
    problems
}
