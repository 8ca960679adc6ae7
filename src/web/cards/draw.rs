//! From SVG to PNG.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use resvg::tiny_skia::{Color, Pixmap};
use resvg::usvg::{FontResolver, ImageHrefResolver, ImageKind, Options, Tree};

use super::fonts::Fonts;
use super::problems::Failed;

/// The most pixels that a card may have in a row or a column.
const MOST: f32 = 4096.0;

/// What a drawing asked for and did not get.
#[derive(Default)]
struct Missed {
    letters: Mutex<BTreeSet<char>>,
    images: Mutex<BTreeSet<String>>,
}

/// The picture that an SVG draws, on white where it draws nothing.
///
/// # Errors
/// What is no SVG, or needs files or letters that are not there.
pub(super) fn png(svg: &str, fonts: &Fonts) -> Result<Vec<u8>, Failed> {
    if fonts.is_empty() {
        return Err(Failed::NoFonts);
    }
    let missed = Missed::default();
    let tree =
        Tree::from_str(svg, &options(fonts, &missed)).map_err(|error| Failed::drawing(&error.to_string()))?;
    missed.nothing()?;
    let (width, height) = (tree.size().width().ceil(), tree.size().height().ceil());
    if width > MOST || height > MOST {
        return Err(Failed::drawing(&format!(
            "{width} x {height} pixels are too many; {MOST} x {MOST} are the most"
        )));
    }
    let Some(mut pixels) = Pixmap::new(width as u32, height as u32) else {
        return Err(Failed::drawing("it has no size"));
    };
    pixels.fill(Color::WHITE);
    resvg::render(&tree, Default::default(), &mut pixels.as_mut());
    encoded(&pixels).map_err(|error| Failed::drawing(&error.to_string()))
}

/// How texts are read: with our fonts, and without any file.
pub(super) fn options<'a>(fonts: &'a Fonts, missed: &'a impl Miss) -> Options<'a> {
    let mut options = Options { font_family: fonts.family().to_owned(), ..Options::default() };
    options.fontdb = fonts.database();
    options.font_resolver = FontResolver {
        select_font: FontResolver::default_font_selector(),
        select_fallback: Box::new(|letter, used, db| {
            let face = fonts.face_with(letter, used, db);
            if face.is_none() {
                missed.letter(letter);
            }
            face
        }),
    };
    let data = ImageHrefResolver::default_data_resolver();
    options.image_href_resolver = ImageHrefResolver {
        resolve_data: Box::new(move |kind, bytes, options| {
            let image = data(kind, bytes, options);
            let is_drawn = matches!(image, Some(ImageKind::SVG(_)));
            if !is_drawn {
                missed.image(kind);
            }
            image.filter(|_| is_drawn)
        }),
        resolve_string: Box::new(|file, _| {
            missed.image(file);
            None
        }),
    };
    options
}

/// Who hears of what could not be had.
pub(super) trait Miss: Sync {
    fn letter(&self, _: char) {}
    fn image(&self, _: &str) {}
}

impl Miss for () {}

impl Miss for Missed {
    fn letter(&self, letter: char) {
        self.letters.lock().unwrap_or_else(PoisonError::into_inner).insert(letter);
    }

    fn image(&self, name: &str) {
        self.images.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned());
    }
}

impl Missed {
    fn nothing(self) -> Result<(), Failed> {
        if let Some(image) = self.images.into_inner().unwrap_or_else(PoisonError::into_inner).first() {
            let why = format!("`{image}` is no drawing that it holds; put the SVG itself into the template");
            return Err(Failed::drawing(&why));
        }
        let letters = self.letters.into_inner().unwrap_or_else(PoisonError::into_inner);
        if letters.is_empty() { Ok(()) } else { Err(Failed::Letters(letters.into_iter().collect())) }
    }
}

fn encoded(pixels: &Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Rgba);
    // Flat colours: half the time of a filter, and no byte more.
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(pixels.data())?;
    writer.finish()?;
    Ok(out)
}
