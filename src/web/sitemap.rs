//! `sitemap.xml` for crawlers, and the `robots.txt` that leads to it.

use serde::Serialize;

use super::Web;
use super::about::{About, day};
use super::address::Site;
use super::files::Files;

/// The most addresses that one file may hold, by the protocol.
const MOST: usize = 50_000;

#[derive(Debug, Serialize)]
struct Row {
    url: String,
    date: Option<String>,
}

/// A list of pages, or of such lists.
#[derive(Debug, Serialize)]
struct View {
    is_index: bool,
    rows: Vec<Row>,
}

/// Writes the sitemap: one file, or an index of several. The names of the files that crawlers start with.
pub(super) fn write(web: &Web<'_>, pages: &[About<'_>], files: &mut Files<'_>) -> Vec<String> {
    let rows: Vec<Row> = pages.iter().filter(|page| page.is_listed).filter_map(row).collect();
    write_rows(web, rows, MOST, files)
}

fn row(page: &About<'_>) -> Option<Row> {
    Some(Row { url: page.url.clone()?, date: page.date().map(day) })
}

fn write_rows(web: &Web<'_>, rows: Vec<Row>, most: usize, files: &mut Files<'_>) -> Vec<String> {
    let Some(site) = Site::of(web.context, web.config) else { return Vec::new() };
    let mut add = |name: &str, view: View| match web.templates.render("web-sitemap", &view) {
        Ok(xml) => files.add(name, &format!("{xml}\n")),
        Err(problem) => {
            files.problems.push(problem.message);
            false
        }
    };
    if rows.len() <= most {
        let is_ours = add("sitemap.xml", View { is_index: false, rows });
        return is_ours.then(|| "sitemap.xml".to_owned()).into_iter().collect();
    }
    let mut parts = Vec::new();
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let name = format!("sitemap-{}.xml", parts.len() + 1);
        let part: Vec<Row> = rows.by_ref().take(most).collect();
        let date = part.iter().filter_map(|row| row.date.clone()).max();
        add(&name, View { is_index: false, rows: part });
        parts.push(Row { url: site.of_file(&name), date });
    }
    let is_ours = add("sitemap.xml", View { is_index: true, rows: parts });
    is_ours.then(|| "sitemap.xml".to_owned()).into_iter().collect()
}

/// Writes a `robots.txt` that lets everybody in, where the book has none.
pub(super) fn write_robots(site: &Site, sitemaps: &[String], files: &mut Files<'_>) {
    let lines: String = sitemaps.iter().map(|name| format!("Sitemap: {}\n", site.of_file(name))).collect();
    files.add("robots.txt", &format!("User-agent: *\nDisallow:\n{lines}"));
}
