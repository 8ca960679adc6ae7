//! Cards in a program that was built without them.

use super::Web;
use super::about::About;
use super::address::Site;
use super::files::Files;
use super::image::Image;
use crate::page::PageId;

/// Draws none, and says how to get a program that does.
pub(super) fn write(
    _: &Web<'_>,
    _: &[&About<'_>],
    _: &Site,
    _: &Files<'_>,
) -> (Vec<(PageId, Image)>, Vec<String>) {
    let note = "warning: there are no cards: `[output.patterns]` says `cards = true`, and this program was built without \
                them; `cargo install mdbook-patterns --features cards` builds one that has them, and the programs of each \
                release have them, too";
    (Vec::new(), vec![note.to_owned()])
}

/// There is nothing to remove.
pub(super) fn clean(_: &Web<'_>) {}
