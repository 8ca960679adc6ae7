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
pub(super) fn write(web: &Web<'_>, pages: &[About<'_>], site: &Site, files: &mut Files<'_>) -> Vec<String> {
    let rows: Vec<Row> = pages.iter().filter(|page| page.is_listed).filter_map(row).collect();
    write_rows(web, site, rows, files)
}

fn row(page: &About<'_>) -> Option<Row> {
    Some(Row { url: page.url.clone()?, date: page.date().map(day) })
}

fn write_rows(web: &Web<'_>, site: &Site, rows: Vec<Row>, files: &mut Files<'_>) -> Vec<String> {
    let mut add = |name: &str, view: View| match web.templates.render("web-sitemap", &view) {
        Ok(xml) => files.add(name, &format!("{xml}\n")),
        Err(problem) => {
            files.problems.push(problem.message);
            false
        }
    };
    if rows.len() <= MOST {
        let is_ours = add("sitemap.xml", View { is_index: false, rows });
        return is_ours.then(|| "sitemap.xml".to_owned()).into_iter().collect();
    }
    let mut index = Vec::new();
    for (at, rows) in parts(rows, MOST).into_iter().enumerate() {
        let name = format!("sitemap-{}.xml", at + 1);
        let date = rows.iter().filter_map(|row| row.date.clone()).max();
        add(&name, View { is_index: false, rows });
        index.push(Row { url: site.of_file(&name), date });
    }
    let is_ours = add("sitemap.xml", View { is_index: true, rows: index });
    is_ours.then(|| "sitemap.xml".to_owned()).into_iter().collect()
}

/// The rows of each file.
fn parts(rows: Vec<Row>, most: usize) -> Vec<Vec<Row>> {
    let mut parts = Vec::new();
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        parts.push(rows.by_ref().take(most).collect());
    }
    parts
}

/// Writes a `robots.txt` that lets everybody in, where the book has none.
pub(super) fn write_robots(site: &Site, sitemaps: &[String], files: &mut Files<'_>) {
    let lines: String = sitemaps.iter().map(|name| format!("Sitemap: {}\n", site.of_file(name))).collect();
    files.add("robots.txt", &format!("User-agent: *\nDisallow:\n{lines}"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_file_holds_more_than_it_may_and_no_page_is_lost() {
        let rows = |count: usize| (0..count).map(|n| Row { url: n.to_string(), date: None }).collect();
        let sizes = |count| parts(rows(count), 3).iter().map(Vec::len).collect::<Vec<_>>();
        assert_eq!(sizes(7), [3, 3, 1]);
        assert_eq!(sizes(6), [3, 3]);
        let urls: Vec<String> = parts(rows(7), 3).into_iter().flatten().map(|row| row.url).collect();
        assert_eq!(urls, ["0", "1", "2", "3", "4", "5", "6"]);
    }
}
