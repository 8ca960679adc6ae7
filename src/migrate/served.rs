//! The addresses of blogs.

use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What the blogs of a site serve.
#[derive(Debug, Default)]
pub(super) struct Served {
    /// The path of each post without its end (`blog/2024/03/05/slug`); `None` where it cannot be told, or is not served.
    pub(super) posts: BTreeMap<usize, Option<String>>,
    /// The lists that the plugin makes: their path, and the page that stands for them.
    pub(super) lists: BTreeMap<String, usize>,
    /// The pages that list the posts of a blog.
    pub(super) indexes: BTreeSet<usize>,
    /// The field that all posts say their day in, and no other page has.
    pub(super) day: Option<&'static str>,
    /// The folder of the posts, where other pages have such a day, too.
    pub(super) folder: Option<String>,
    /// The post at each of the paths; the first of two.
    pub(super) by_path: HashMap<String, usize>,
}

impl Served {
    /// The post at an address below the site's, or the page that stands for a list there.
    pub(super) fn at(&self, address: &str) -> Option<usize> {
        let path = address.strip_suffix("index.html").unwrap_or(address);
        let path = path.strip_suffix(".html").unwrap_or(path).trim_end_matches('/');
        self.by_path.get(path).or_else(|| self.lists.get(path)).copied()
    }
}
