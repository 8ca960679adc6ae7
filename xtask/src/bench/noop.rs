//! Preprocessors that do nothing, or next to nothing: what the protocol itself costs.

use anyhow::Result;
use mdbook_driver::book::Book;
use mdbook_preprocessor::{PreprocessorContext, parse_input};
use std::io::{BufWriter, Read, stdin, stdout};

/// As in mdBook's own example: parse stdin as it comes, and write to stdout.
pub(crate) fn streaming(args: &[String]) -> Result<()> {
    if is_supports(args) {
        return Ok(());
    }
    let (_context, book) = parse_input(stdin())?;
    Ok(serde_json::to_writer(stdout(), &book)?)
}

/// The same, but all of stdin is read before it is parsed.
pub(crate) fn slurping(args: &[String]) -> Result<()> {
    if is_supports(args) {
        return Ok(());
    }
    let mut input = Vec::new();
    stdin().lock().read_to_end(&mut input)?;
    let (_context, book): (PreprocessorContext, Book) = serde_json::from_slice(&input)?;
    Ok(serde_json::to_writer(stdout(), &book)?)
}

/// Leaves the first chapter, and makes drafts of all others: they still stand in the sidebar, and mdBook writes one
/// page in seconds, not ten thousand in minutes.
pub(crate) fn first(args: &[String]) -> Result<()> {
    if is_supports(args) {
        return Ok(());
    }
    let (_context, mut book) = parse_input(stdin())?;
    let mut is_first = true;
    book.for_each_chapter_mut(|chapter| {
        // It goes from the leaves up, and the first chapter of such a book has none below it.
        if !std::mem::take(&mut is_first) {
            chapter.path = None;
            chapter.content = String::new();
        }
    });
    Ok(serde_json::to_writer(BufWriter::new(stdout()), &book)?)
}

fn is_supports(args: &[String]) -> bool {
    args.first().is_some_and(|arg| arg == "supports")
}
