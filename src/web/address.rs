//! Where the book will be on the web.

use mdbook_renderer::RenderContext;
use percent_encoding::{AsciiSet, utf8_percent_encode};

use crate::config::WebConfig;
use crate::text::address as text;

/// What an address in an attribute, in XML, or in a link of Markdown must not hold as it is.
const QUOTED: &AsciiSet = &text::PATH.add(b'&').add(b'\'').add(b'(').add(b')');

/// The address of the book, which ends in `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Site {
    base: String,
    /// Whether it names the host, as programs elsewhere need it.
    pub(super) is_whole: bool,
}

impl Site {
    /// The address that the book says: ours, mdBook's `canonical-site-url`, or its `site-url` with the host of `cname`.
    pub(super) fn of(context: &RenderContext, web: &WebConfig) -> Option<Self> {
        let key = |key: &str| context.config.get::<String>(&format!("output.html.{key}")).ok().flatten();
        let path = key("site-url").filter(|path| !path.trim().is_empty());
        let host = || {
            let host = key("cname").filter(|host| !host.trim().is_empty())?;
            let path = path.as_deref().unwrap_or("/").trim_start_matches('/');
            Some(format!("https://{}/{path}", host.trim().trim_matches('/')))
        };
        let whole = web.address.clone().or_else(|| key("canonical-site-url"));
        let whole = whole.or_else(|| path.clone().filter(|path| text::has_host(path))).or_else(host);
        whole.or(path).map(|base| Self::at(&base))
    }

    fn at(base: &str) -> Self {
        let slash = if base.ends_with('/') { "" } else { "/" };
        Self { base: format!("{base}{slash}"), is_whole: text::has_host(base) }
    }

    /// The address of a file of the HTML; that of a folder for its `index.html`.
    pub(super) fn of_file(&self, file: &str) -> String {
        let shown = match file.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => file,
        };
        format!("{}{}", self.base, encoded(shown))
    }
}

/// A path in an address; letters of all scripts are encoded, as sitemaps want it.
pub(super) fn encoded(path: &str) -> String {
    utf8_percent_encode(path, QUOTED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_an_address() {
        let site = Site::at("https://example.org/lib");
        assert!(site.is_whole);
        assert_eq!(site.of_file("a b/é&\"<.html"), "https://example.org/lib/a%20b/%C3%A9%26%22%3C.html");
        assert_eq!(site.of_file("index.html"), "https://example.org/lib/");
        assert_eq!(site.of_file("a/index.html"), "https://example.org/lib/a/");
        assert_eq!(site.of_file("a/my-index.html"), "https://example.org/lib/a/my-index.html");
        assert!(!Site::at("/lib/").is_whole);
    }
}
