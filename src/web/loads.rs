//! What only some pages load: mdBook links a script on all pages or on none, so these stand beside the index. The heads of the
//! pages that have a catalog to filter name its script and its style, and those of pages with a list to tick off name its script.

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

/// How a list that remembers ticks, or what stands before it, says so.
const PROGRESS: &str = "data-patterns-progress";

/// mdBook's pages that are no chapters and can hold one; that of print has no controls.
const OTHERS: [&str; 2] = ["index.html", "404.html"];

/// A file beside the index, with what tells a new one from an old one in a browser's memory.
struct Loaded {
    asset: &'static Asset,
    file: String,
    version: String,
}

/// Writes the files, and links those of catalogs and of lists; what could not be written, line by line.
pub(super) fn write(web: &Web<'_>) -> Vec<String> {
    let files = Files::new(web.root, web.html);
    let mut problems = previews::write(web, &files);
    let mut linked = Vec::new();
    let html = web.context.config.html_config().unwrap_or_default();
    for asset in ASSETS {
        let Some(name) = asset.served() else { continue };
        let name = format!("{FOLDER}/{name}");
        problems.extend(files.replace(&name, asset.text).err());
        if asset.pages != Pages::Asked && !asset.is_linked(&html) {
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

/// Names the files that a page needs in its head.
fn link(files: &Files<'_>, page: &str, loads: &[Loaded]) -> Result<(), FileError> {
    let Some(html) = files.page(page)? else { return Ok(()) };
    let needs = Needs::of(&html);
    let loads: Vec<&Loaded> = loads.iter().filter(|load| needs.has(load.asset.pages)).collect();
    let Some(head) = Head::of(&html).filter(|_| !loads.is_empty()) else { return Ok(()) };
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

/// What a page has that only some pages have, by its elements and not by text about them.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Needs {
    catalog: bool,
    progress: bool,
}

impl Needs {
    fn of(html: &str) -> Self {
        let tags = html.split('<').skip(1).filter_map(|rest| rest.split('>').next());
        tags.filter(|tag| tag.contains("data-patterns")).fold(Self::default(), |needs, tag| Self {
            catalog: needs.catalog || (tag.contains(CATALOG) && tag.contains(CONTROLS)),
            progress: needs.progress || tag.contains(PROGRESS),
        })
    }

    fn has(self, pages: Pages) -> bool {
        match pages {
            Pages::Catalog => self.catalog,
            Pages::Progress => self.progress,
            Pages::All | Pages::Searched | Pages::Asked => false,
        }
    }
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
        let catalog = Needs { catalog: true, progress: false };
        assert_eq!(Needs::of(yes), catalog);
        assert_eq!(Needs::of("<div data-patterns=\"{}\" data-patterns-catalog=\"table\">"), catalog);
        for no in [
            "<div data-patterns-catalog=\"table\"><p data-patterns=\"x\">",
            "<code>&lt;div data-patterns-catalog=\"table\" data-patterns=\"{}\"&gt;</code>",
            "",
        ] {
            assert_eq!(Needs::of(no), Needs::default(), "{no}");
        }
    }

    #[test]
    fn a_list_that_remembers_is_told_from_text_about_one() {
        let progress = Needs { catalog: false, progress: true };
        assert_eq!(Needs::of("<ol class=\"a\"\n  data-patterns-progress=\"{}\">"), progress);
        assert_eq!(Needs::of("<div data-patterns-progress></div>"), progress);
        assert_eq!(
            Needs::of("<code>data-patterns-progress</code> &lt;ol data-patterns-progress&gt;"),
            Needs::default()
        );
    }
}
