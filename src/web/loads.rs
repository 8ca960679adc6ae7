//! What only some pages load: mdBook links a script on all pages or on none, so these stand beside the index, and the heads of
//! the pages that have a catalog to filter name its script and its style.

use rayon::prelude::*;

use super::Web;
use super::files::Files;
use super::previews;
use super::scan::Head;
use crate::assets::{ASSETS, Asset, Pages};
use crate::file::FileError;
use crate::index::{FOLDER, hash};
use crate::text::address::relative;
use crate::text::{Edit, Edited, path};

/// How the element of a catalog with controls says what its script needs.
const CATALOG: &str = "data-patterns-catalog=";
const CONTROLS: &str = " data-patterns=\"";

/// mdBook's pages that are no chapters and can hold one; that of print has no controls.
const OTHERS: [&str; 2] = ["index.html", "404.html"];

/// A file beside the index, with what tells a new one from an old one in a browser's memory.
struct Loaded {
    asset: &'static Asset,
    file: String,
    version: String,
}

/// Writes the files, and links those of the catalog; what could not be written, line by line.
pub(super) fn write(web: &Web<'_>) -> Vec<String> {
    let files = Files::new(web.root, web.html);
    let mut problems = previews::write(web, &files);
    let mut linked = Vec::new();
    let html = web.context.config.html_config().unwrap_or_default();
    for asset in ASSETS {
        let Some(name) = asset.served() else { continue };
        let name = format!("{FOLDER}/{name}");
        problems.extend(files.replace(&name, asset.text).err());
        if asset.pages == Pages::Catalog && !asset.is_linked(&html) {
            linked.push(Loaded { asset, file: name, version: hash(asset.text.as_bytes()) });
        }
    }
    let pages = web.library.catalog.pages.iter().filter_map(|page| page.path.as_deref().map(path::html));
    let mut pages: Vec<String> = pages.chain(OTHERS.map(str::to_owned)).collect();
    pages.sort_unstable();
    pages.dedup();
    let link = |page: &String| {
        let what = "name the scripts of this page in its head";
        web.panics.guarded(page, what, || link(&files, page, &linked).err())?
    };
    problems.par_extend(pages.par_iter().filter_map(link));
    problems.iter().map(FileError::to_string).collect()
}

/// Names the files of the catalog in the head of a page that has one.
fn link(files: &Files<'_>, page: &str, loads: &[Loaded]) -> Result<(), FileError> {
    let Some(html) = files.page(page)?.filter(|html| has_catalog(html)) else { return Ok(()) };
    let Some(head) = Head::of(&html) else { return Ok(()) };
    let mut edits: Vec<Edit> = Vec::new();
    for load in loads {
        // A style goes after the one that all pages have, so that rules of the book's own come after both.
        let at = head.style.filter(|_| load.is_style()).map(|end| end + line_end(&html[end..]));
        edits.push(Edit::insert(at.unwrap_or(head.end), load.tag(page)));
    }
    match Edited::new(&html, edits) {
        Ok(edited) => files.replace(page, &edited.to_string()),
        Err(_) => Ok(()),
    }
}

/// The bytes of a line's end at the start of a text.
fn line_end(text: &str) -> usize {
    ["\n", "\r\n"].iter().find(|end| text.starts_with(**end)).map_or(0, |end| end.len())
}

/// Whether there is a catalog that readers can filter, and not only text about one.
fn has_catalog(html: &str) -> bool {
    html.split('<').skip(1).any(|rest| {
        let tag = rest.split('>').next().unwrap_or_default();
        tag.contains(CATALOG) && tag.contains(CONTROLS)
    })
}

impl Loaded {
    /// The line that loads it. A script that waits for the page runs after those at its end, and before a reader can act.
    fn tag(&self, page: &str) -> String {
        let address = format!("{}?{}", relative(page, &self.file), self.version);
        match self.is_style() {
            true => format!("<link rel=\"stylesheet\" href=\"{address}\">\n"),
            false => format!("<script defer src=\"{address}\"></script>\n"),
        }
    }

    fn is_style(&self) -> bool {
        self.asset.key() == "additional-css"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_comes_before_the_rules_of_the_book() {
        let html = "<head><title>What theme/patterns.css holds</title>\n<link href=\"mdbook.css\">\n\
                    <link href=\"theme/patterns-1a2b.css\">\n<link href=\"theme/ours.css\">\n</head>";
        let end = Head::of(html).unwrap().style.unwrap();
        assert!(html[end + line_end(&html[end..])..].starts_with("<link href=\"theme/ours.css\">"));
        assert_eq!(Head::of("<head><link href=\"ours.css\">\n</head>").unwrap().style, None);
    }

    #[test]
    fn a_catalog_with_controls_is_told_from_text_about_one() {
        let yes = "<div class=\"patterns-catalog\" data-patterns-catalog=\"table\" data-patterns=\"{&quot;a&quot;:1}\">";
        assert!(has_catalog(yes));
        assert!(has_catalog("<div data-patterns=\"{}\" data-patterns-catalog=\"table\">"));
        for no in [
            "<div data-patterns-catalog=\"table\"><p data-patterns=\"x\">",
            "<code>&lt;div data-patterns-catalog=\"table\" data-patterns=\"{}\"&gt;</code>",
            "",
        ] {
            assert!(!has_catalog(no), "{no}");
        }
    }
}
