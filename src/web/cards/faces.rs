//! A set of fonts, and the letters that each face of theirs has.

use std::sync::{Arc, OnceLock};

use resvg::usvg::fontdb::{Database, FaceInfo, ID, Style};
use skrifa::raw::TableProvider;
use skrifa::{FontRef, MetadataProvider, Tag};

/// Pictures in place of outlines, which are not drawn.
const PICTURES: [&[u8; 4]; 2] = [b"CBDT", b"sbix"];

/// Fonts, and their upright faces in a fixed order.
pub(super) struct Faces {
    pub(super) db: Arc<Database>,
    faces: Vec<Face>,
}

struct Face {
    id: ID,
    weight: u16,
    /// The letters that it has, in order; read when one is first asked for.
    letters: OnceLock<Vec<u32>>,
}

impl Faces {
    pub(super) fn new(db: Database) -> Self {
        let mut found: Vec<&FaceInfo> = db.faces().filter(|face| face.style == Style::Normal).collect();
        found.sort_by(|a, b| order(a).cmp(&order(b)));
        let face = |info: &FaceInfo| Face { id: info.id, weight: info.weight.0, letters: OnceLock::new() };
        let faces = found.into_iter().map(face).collect();
        Self { db: Arc::new(db), faces }
    }

    /// Whether any face has a letter.
    pub(super) fn has(&self, letter: char) -> bool {
        self.faces.iter().any(|face| face.has(&self.db, letter))
    }

    /// The face that has a letter and is nearest to a weight, but for those that were used.
    pub(super) fn find(&self, letter: char, weight: u16, used: &[ID]) -> Option<ID> {
        let fits = |face: &&Face| !used.contains(&face.id) && face.has(&self.db, letter);
        self.faces.iter().filter(fits).min_by_key(|face| face.weight.abs_diff(weight)).map(|face| face.id)
    }
}

impl Face {
    fn has(&self, db: &Database, letter: char) -> bool {
        let letters = self.letters.get_or_init(|| db.with_face_data(self.id, letters).unwrap_or_default());
        letters.binary_search(&u32::from(letter)).is_ok()
    }
}

/// Fonts for text before those for code; the rest of the order only has to be the same on each run.
fn order(face: &FaceInfo) -> (bool, &str, &str, u32) {
    let family = face.families.first().map_or("", |(name, _)| name.as_str());
    (face.monospaced, family, face.post_script_name.as_str(), face.index)
}

/// The letters of a face that are outlines.
fn letters(data: &[u8], index: u32) -> Vec<u32> {
    let Ok(font) = FontRef::from_index(data, index) else { return Vec::new() };
    if PICTURES.iter().any(|table| font.data_for_tag(Tag::new(table)).is_some()) {
        return Vec::new();
    }
    let mut letters: Vec<u32> = font.charmap().mappings().map(|(letter, _)| letter).collect();
    letters.sort_unstable();
    letters
}
