//! Text that stays where it is when mdBook's fonts come: faces for fonts of the reader's machine stand before mdBook's own
//! in its stylesheet. A browser takes the last face of a family that is there, so these show until mdBook's have come.

use super::files::Files;
use crate::assets;
use crate::file::FileError;

/// Where mdBook puts its fonts, or those of the book.
const FOLDER: &str = "fonts";

/// What only mdBook's own stylesheet of fonts names.
const MDBOOKS: &str = "open-sans-v17-all-charsets-regular";

/// Completes mdBook's stylesheet of fonts. A book with fonts of its own keeps its stylesheet as it is.
pub(super) fn write(files: &Files<'_>) -> Result<(), FileError> {
    let Some(name) = files.find(FOLDER, |name| name.starts_with("fonts") && name.ends_with(".css")) else {
        return Ok(());
    };
    match files.page(&name)? {
        Some(css) if css.contains(MDBOOKS) && !css.starts_with(assets::HEADER) => {
            files.replace(&name, &format!("{}{css}", assets::fallback_fonts()))
        }
        _ => Ok(()),
    }
}
