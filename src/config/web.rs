//! `[output.patterns]`: what the world sees of the book.

use super::table::{Table, set};
use crate::text::address::has_host;

/// A valid table, as far as it is about the web.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebConfig {
    /// Where the book will be, with its scheme and host: `https://example.org/book/`.
    pub address: Option<String>,
    /// Whether the heads of pages get what is known of the page.
    pub head: bool,
    /// Whether there is a `sitemap.xml`.
    pub sitemap: bool,
    /// What is in `feed.xml`.
    pub feed: FeedConfig,
    /// Whether there is a `robots.txt`.
    pub robots: bool,
    /// Whether there is an `llms.txt`.
    pub llms: bool,
    /// Whether each page stands as Markdown beside its HTML.
    pub texts: bool,
    /// Whether links to entries show what they lead to.
    pub previews: bool,
    /// Whether a picture is drawn for each page that names none.
    pub cards: bool,
    /// The picture that links to the book show: an address, or a file of the book.
    pub image: Option<String>,
}

/// What is in `feed.xml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeedConfig {
    /// There is none.
    None,
    /// All entries with a date.
    Entries,
    /// The entries that a filter lets pass.
    Filter(String),
}

impl Default for WebConfig {
    fn default() -> Self {
        Self {
            address: None,
            head: true,
            sitemap: true,
            feed: FeedConfig::Entries,
            robots: true,
            llms: true,
            texts: true,
            previews: true,
            cards: false,
            image: None,
        }
    }
}

impl WebConfig {
    pub(super) fn apply(&mut self, table: &Table<'_>) {
        self.address = address(table);
        set(&mut self.head, table.bool("head"));
        set(&mut self.sitemap, table.bool("sitemap"));
        set(&mut self.robots, table.bool("robots"));
        set(&mut self.llms, table.bool("llms"));
        set(&mut self.texts, table.bool("texts"));
        set(&mut self.previews, table.bool("previews"));
        set(&mut self.cards, table.bool("cards"));
        self.image = table.text("image");
        match table.get("feed") {
            None => {}
            Some(toml::Value::Boolean(true)) => self.feed = FeedConfig::Entries,
            Some(toml::Value::Boolean(false)) => self.feed = FeedConfig::None,
            Some(toml::Value::String(filter)) => self.feed = FeedConfig::Filter(filter.clone()),
            Some(_) => table.reject("feed", "true, false, or a filter such as `tier:gold`"),
        }
    }
}

/// An address with its scheme and host.
fn address(table: &Table<'_>) -> Option<String> {
    let address = table.text("address")?;
    if !has_host(&address)
        || address.contains(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '#' | '?'))
    {
        table.reject("address", "an address such as `https://example.org/book/`");
        return None;
    }
    Some(address)
}
