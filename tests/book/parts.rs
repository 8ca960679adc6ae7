//! Parts of a built page, for golden files that show one thing.

use scraper::node::Element;
use scraper::{ElementRef, Html, Selector};

use crate::support::pretty;

/// The first element with a class, laid out for a golden file.
#[track_caller]
pub(crate) fn element(html: &str, class: &str) -> String {
    let all = elements(html, class);
    all.into_iter().next().unwrap_or_else(|| panic!("no element of class {class} in\n{html}"))
}

/// All elements with a class, laid out for a golden file, those inside another one left out.
pub(crate) fn elements(html: &str, class: &str) -> Vec<String> {
    raw_elements(html, class).iter().map(|element| pretty(element)).collect()
}

/// All elements with a class, each on one line as a browser reads it, those inside another one left out.
pub(crate) fn raw_elements(html: &str, class: &str) -> Vec<String> {
    let class = select(&format!(".{class}"));
    let is_outer = |element: &ElementRef<'_>| {
        !element.ancestors().filter_map(ElementRef::wrap).any(|above| class.matches(&above))
    };
    Html::parse_fragment(html).select(&class).filter(is_outer).map(|element| element.html()).collect()
}

/// All elements of a page.
pub(crate) fn page_elements(html: &str) -> Vec<Element> {
    Html::parse_fragment(html).select(&select("*")).map(|element| element.value().clone()).collect()
}

/// The values of an attribute in all elements of a page.
pub(crate) fn attributes(html: &str, name: &str) -> Vec<String> {
    page_elements(html).iter().filter_map(|element| element.attr(name)).map(str::to_owned).collect()
}

fn select(selector: &str) -> Selector {
    Selector::parse(selector).unwrap_or_else(|error| panic!("{selector}: {error}"))
}
