//! What the plugin `exclude` leaves out: files by their whole path, where `*` stands for `/`, too.

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

use super::ledger::{Fate, Ledger};
use super::site::Site;
use crate::front_matter::{Map, Node, Value};

/// The patterns of the plugin.
pub(super) struct Excluded(GlobSet);

impl Excluded {
    /// As a site says; what is not read is noted.
    pub(super) fn of(site: &Site, ledger: &mut Ledger) -> Self {
        let options = site.plugin("exclude").flatten();
        let mut set = GlobSetBuilder::new();
        let mut lost = |node: &Node, pattern: &str| {
            let note =
                format!("the plugin `exclude` leaves out `{pattern}`: take these pages out of the book");
            site.note(ledger, site.line(node.span.start), "pages left out", Fate::Lost, note);
        };
        for (node, pattern) in texts(options, "glob") {
            match glob(pattern) {
                Ok(glob) => {
                    set.add(glob);
                }
                Err(_) => lost(node, pattern),
            }
        }
        texts(options, "regex").into_iter().for_each(|(node, pattern)| lost(node, pattern));
        let set = set.build().unwrap_or_else(|_| {
            texts(options, "glob").into_iter().for_each(|(node, pattern)| lost(node, pattern));
            GlobSet::empty()
        });
        Self(set)
    }

    /// Whether a file is left out.
    pub(super) fn has(&self, source: &str) -> bool {
        self.0.is_match(source)
    }
}

/// The texts of an option: one, or a list.
fn texts<'m>(options: Option<&'m Map>, key: &str) -> Vec<(&'m Node, &'m str)> {
    let Some(node) = options.and_then(|options| options.get(key)) else { return Vec::new() };
    let nodes = match &node.value {
        Value::List(items) => items.iter().collect(),
        _ => vec![node],
    };
    nodes.into_iter().filter_map(|node| Some((node, node.text()?))).collect()
}

fn glob(pattern: &str) -> Result<Glob, globset::Error> {
    GlobBuilder::new(&of_fnmatch(pattern)).literal_separator(false).backslash_escape(false).build()
}

/// A pattern of Python's `fnmatch` as a glob: braces are text to it, and several stars are one.
fn of_fnmatch(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    for c in pattern.chars() {
        match c {
            '*' if out.ends_with('*') => {}
            '{' | '}' => out.extend(['[', c, ']']),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_those_of_fnmatch() {
        let fits = |pattern: &str, path: &str| glob(pattern).unwrap().compile_matcher().is_match(path);
        assert!(
            fits("*.draft.md", "a/x.draft.md") && fits("a/*", "a/b/c.md") && fits("a/**/c.md", "a/b/d/c.md")
        );
        assert!(fits("{a}.md", "{a}.md") && !fits("{a,b}.md", "a.md") && !fits("*.MD", "a.md"));
    }
}
