//! A book and the edits of its chapters, written as one: the new texts are never all in memory.

use std::io::Write;

use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use crate::expand::{Edit, Edited};

/// The edits of each chapter, in the order of the book; none at the end are none.
#[derive(Debug, Clone, Default)]
pub struct BookEdits(Vec<Vec<Edit>>);

impl BookEdits {
    pub(crate) fn new(edits: Vec<Vec<Edit>>) -> Self {
        Self(edits)
    }

    /// The edits of each chapter; of those at the end that have none, nothing may be said.
    pub fn chapters(&self) -> &[Vec<Edit>] {
        &self.0
    }

    /// Applies them to the book that they were made for.
    pub fn apply(self, book: &mut Book) {
        apply(&mut book.items, &mut self.0.into_iter());
    }

    /// Writes the edited book as mdBook reads it.
    ///
    /// # Errors
    /// What `output` reports.
    pub fn write(self, book: &Book, output: impl Write) -> serde_json::Result<()> {
        let mut edits = self.0.into_iter();
        let items = items(&book.items, &mut edits);
        serde_json::to_writer(output, &BookView { items })
    }
}

fn apply(items: &mut [BookItem], edits: &mut impl Iterator<Item = Vec<Edit>>) {
    for item in items {
        if let BookItem::Chapter(chapter) = item {
            let edits_here = edits.next().unwrap_or_default();
            if let Some(edited) = edited(&chapter.content, edits_here) {
                chapter.content = edited.to_string();
            }
            apply(&mut chapter.sub_items, edits);
        }
    }
}

/// The edited text; `None` where nothing changes.
fn edited(text: &str, edits: Vec<Edit>) -> Option<Edited<'_>> {
    if edits.is_empty() {
        return None;
    }
    let edited = Edited::new(text, edits);
    debug_assert!(edited.is_some(), "overlapping edits in {text:?}");
    edited
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
    edited: Option<Edited<'a>>,
    sub_items: Vec<ItemView<'a>>,
}

fn items<'a>(items: &'a [BookItem], edits: &mut impl Iterator<Item = Vec<Edit>>) -> Vec<ItemView<'a>> {
    let mut views = Vec::with_capacity(items.len());
    for item in items {
        views.push(match item {
            BookItem::Separator => ItemView::Separator,
            BookItem::PartTitle(title) => ItemView::PartTitle(title),
            BookItem::Chapter(chapter) => {
                let edited = edited(&chapter.content, edits.next().unwrap_or_default());
                ItemView::Chapter(ChapterView {
                    chapter,
                    edited,
                    sub_items: self::items(&chapter.sub_items, edits),
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
    use super::*;

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

    fn written(edits: BookEdits, book: &Book) -> String {
        let mut out = Vec::new();
        edits.write(book, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_book_without_edits_is_written_as_mdbook_writes_it() {
        assert_eq!(written(BookEdits::default(), &book()), serde_json::to_string(&book()).unwrap());
    }

    #[test]
    fn written_and_applied_edits_are_the_same() {
        let edits = BookEdits::new(vec![vec![Edit::replace(0..3, "1\t\"")], vec![Edit::insert(5, "!")]]);
        let mut applied = book();
        edits.clone().apply(&mut applied);
        assert_eq!(
            applied.chapters().map(|c| c.content.as_str()).collect::<Vec<_>>(),
            ["1\t\"\n\"two\"", "three!"]
        );
        assert_eq!(written(edits, &book()), serde_json::to_string(&applied).unwrap());
    }
}
