//! A book and the edits of its pages, written as one: the new texts are never all in memory.

use std::io::Write;

use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use crate::expand::Edits;
use crate::library::Library;
use crate::page::Page;
use crate::text::{Edit, Edited};

/// A book whose pages have edits.
#[derive(Debug)]
pub struct EditedBook {
    /// The chapters; the texts of those that are pages are there.
    book: Book,
    /// Its chapters in their order; none where the book stays as it is.
    pages: Vec<Page>,
    edits: Edits,
}

impl EditedBook {
    pub(super) fn new(library: Library, edits: Edits) -> Self {
        Self { book: library.source.book, pages: library.catalog.pages, edits }
    }

    /// A book that stays as it is.
    pub(super) fn unchanged(book: Book) -> Self {
        Self { book, pages: Vec::new(), edits: Edits::default() }
    }

    /// The texts that edits belong to, and their edits.
    pub fn pages(&self) -> impl Iterator<Item = (&str, &[Edit])> {
        self.pages.iter().enumerate().map(|(id, page)| (page.text.as_str(), self.edits.of(id)))
    }

    /// The book with the edits applied.
    pub fn into_book(mut self) -> Book {
        let mut texts = self.pages.into_iter().enumerate().map(|(id, page)| {
            let edits = self.edits.take(id);
            if edits.is_empty() { page.text } else { edited(&page.text, edits).to_string() }
        });
        put_back(&mut self.book.items, &mut texts);
        self.book
    }

    /// Writes the edited book as mdBook reads it.
    ///
    /// # Errors
    /// What `output` reports.
    pub fn write(self, output: impl Write) -> serde_json::Result<()> {
        let Self { book, pages, mut edits } = self;
        let mut pages = pages.iter().enumerate().map(|(id, page)| edited(&page.text, edits.take(id)));
        let items = items(&book.items, &mut pages);
        serde_json::to_writer(output, &BookView { items })
    }
}

/// Gives the chapters their texts, each before those below it.
fn put_back(items: &mut [BookItem], texts: &mut impl Iterator<Item = String>) {
    for item in items {
        if let BookItem::Chapter(chapter) = item {
            if let Some(text) = texts.next() {
                chapter.content = text;
            }
            put_back(&mut chapter.sub_items, texts);
        }
    }
}

/// The edited text. Edits that overlap never come here: [`Edits`] has none.
fn edited(text: &str, edits: Vec<Edit>) -> Edited<'_> {
    Edited::new(text, edits).unwrap_or_else(|_| Edited::unchanged(text))
}

/// The same shape as mdBook's [`Book`], with the edited texts.
#[derive(Serialize)]
struct BookView<'a> {
    items: Vec<ItemView<'a>>,
}

/// As mdBook's [`BookItem`].
#[derive(Serialize)]
enum ItemView<'a> {
    Chapter(ChapterView<'a>),
    Separator,
    PartTitle(&'a str),
}

struct ChapterView<'a> {
    chapter: &'a Chapter,
    /// The text; that of the chapter where it is no page.
    edited: Option<Edited<'a>>,
    sub_items: Vec<ItemView<'a>>,
}

fn items<'a>(items: &'a [BookItem], pages: &mut impl Iterator<Item = Edited<'a>>) -> Vec<ItemView<'a>> {
    let mut views = Vec::with_capacity(items.len());
    for item in items {
        views.push(match item {
            BookItem::Separator => ItemView::Separator,
            BookItem::PartTitle(title) => ItemView::PartTitle(title),
            BookItem::Chapter(chapter) => {
                let edited = pages.next();
                ItemView::Chapter(ChapterView {
                    chapter,
                    edited,
                    sub_items: self::items(&chapter.sub_items, pages),
                })
            }
        });
    }
    views
}

impl Serialize for ChapterView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Names every field: a new one in mdBook must not be lost.
        let Chapter { name, content, number, sub_items: _, path, source_path, parent_names } = self.chapter;
        let mut view = serializer.serialize_struct("Chapter", 7)?;
        view.serialize_field("name", name)?;
        match &self.edited {
            Some(edited) => view.serialize_field("content", &Displayed(edited))?,
            None => view.serialize_field("content", content)?,
        }
        view.serialize_field("number", number)?;
        view.serialize_field("sub_items", &self.sub_items)?;
        view.serialize_field("path", path)?;
        view.serialize_field("source_path", source_path)?;
        view.serialize_field("parent_names", parent_names)?;
        view.end()
    }
}

/// A text that is written piece by piece.
struct Displayed<'a>(&'a Edited<'a>);

impl Serialize for Displayed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self.0)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use mdbook_preprocessor::config::Config;

    use super::*;
    use crate::source::Source;

    fn book() -> Book {
        let mut chapter = Chapter::new("A", "one\n\"two\"".to_owned(), "a.md", vec!["P".to_owned()]);
        chapter.sub_items.push(Chapter::new("B", "three".to_owned(), "b.md", vec![]).into());
        let draft = Chapter::new_draft("D", vec![]);
        Book::new_with_items(vec![
            BookItem::PartTitle("Part".to_owned()),
            chapter.into(),
            BookItem::Separator,
            draft.into(),
        ])
    }

    fn edited_book(edits: Vec<(usize, Edit)>) -> EditedBook {
        let library = Library::build(Source::of_mdbook(Path::new("none"), &Config::default(), book()));
        let mut of_pages = Edits::default();
        edits.into_iter().for_each(|(page, edit)| of_pages.push(page, edit));
        EditedBook::new(library, of_pages)
    }

    fn written(book: EditedBook) -> String {
        let mut out = Vec::new();
        book.write(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_book_without_edits_is_written_as_mdbook_writes_it() {
        let expected = serde_json::to_string(&book()).unwrap();
        assert_eq!(written(edited_book(Vec::new())), expected);
        assert_eq!(written(EditedBook::unchanged(book())), expected);
    }

    #[test]
    fn written_and_applied_edits_are_the_same() {
        let edits = || vec![(0, Edit::replace(0..3, "1\t\"")), (1, Edit::insert(5, "!"))];
        let applied = edited_book(edits()).into_book();
        assert_eq!(written(edited_book(edits())), serde_json::to_string(&applied).unwrap());
        let texts: Vec<&str> = applied.chapters().map(|chapter| chapter.content.as_str()).collect();
        assert_eq!(texts, ["1\t\"\n\"two\"", "three!"], "a draft is no chapter that mdBook iterates over");
    }
}
