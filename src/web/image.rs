//! The picture that a link to a page shows.

/// A picture elsewhere or in the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Image {
    /// Its address, with the host.
    pub(super) url: String,
    /// What is in it, and its width and height in pixels, as far as we drew it.
    pub(super) drawn: Option<Drawn>,
}

/// What is known of a picture that we drew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Drawn {
    pub(super) text: String,
    pub(super) width: u32,
    pub(super) height: u32,
}
