//! What `install` wrote into a book, and whether it can go.

use std::path::PathBuf;

use super::book_folder::BookFolder;
use crate::assets::{Asset, Found};
use crate::file::Root;

/// Where an asset is that may be deleted; `None` if there is none, or a file of somebody else.
///
/// # Errors
/// Why it stays: something in it may be its author's.
pub(super) fn unchanged(root: &Root, book: &BookFolder, asset: &Asset) -> Result<Option<PathBuf>, String> {
    let stays = |reason: String| format!("left as it is: {reason}");
    let text = root.read(asset.path).map_err(|error| stays(error.to_string()))?;
    match text.map(|text| asset.found(&text)) {
        None | Some(Found::Foreign) => Ok(None),
        Some(Found::Same) => root.resolve(asset.path).map(Some).map_err(|error| stays(error.to_string())),
        Some(Found::Changed) => Err(stays(format!(
            "{} is not as this version writes it; delete it if nothing in it is yours",
            book.shown(asset.path)
        ))),
    }
}
