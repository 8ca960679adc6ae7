//! How wide texts are, and how they are broken into lines that fit: SVG has no lines of its own.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::value::{Kwargs, Serde, Value};
use minijinja::{Environment, Error};
use resvg::usvg::{Node, Tree};
use serde::Serialize;
use unicode_linebreak::linebreaks;
use unicode_normalization::char::is_combining_mark;

use super::draw;
use super::fonts::Fonts;
use super::view::{is_rtl, starts_rtl};
use crate::template::attribute;

/// The distance of two lines, in sizes of the font.
const LINE: f32 = 1.2;

/// How much smaller each try is.
const STEP: f32 = 4.0;

/// The size that texts are measured at.
const MEASURED: f32 = 100.0;

/// The most characters of a text that are looked at: no card has room for more.
const MOST: usize = 600;

/// Marks around a line that runs from right to left, whatever it starts with.
const RTL: [char; 2] = ['\u{2067}', '\u{2069}'];

/// A text that fits: `size` in pixels, and its lines.
#[derive(Debug, Serialize)]
struct Block {
    size: f32,
    lines: Vec<String>,
}

/// What a text must fit into, in pixels.
struct Room {
    width: f32,
    height: f32,
    /// The sizes of the font to start and to end with.
    size: f32,
    smallest: f32,
    weight: u16,
}

/// Gives the templates `fit` and `width_of`.
pub(super) fn add_functions(env: &mut Environment<'static>, fonts: &Arc<Fonts>) {
    let measure = Arc::new(Measure { fonts: Arc::clone(fonts), widths: Mutex::default() });
    let of = Arc::clone(&measure);
    env.add_function("fit", move |text: Option<String>, named: Kwargs| -> Result<Value, Error> {
        let room = Room::read(&named)?;
        Ok(Value::from(Serde(measure.fit(&text.unwrap_or_default(), &room))))
    });
    env.add_function("width_of", move |text: Option<String>, named: Kwargs| -> Result<f32, Error> {
        let (size, weight) = (named.get::<f32>("size")?, named.get::<Option<u16>>("weight")?);
        named.assert_all_used()?;
        Ok((of.width(&text.unwrap_or_default(), weight.unwrap_or(400)) * size).ceil())
    });
}

impl Room {
    fn read(named: &Kwargs) -> Result<Self, Error> {
        let size = named.get::<f32>("size")?.max(1.0);
        let room = Self {
            width: named.get("width")?,
            height: named.get("height")?,
            size,
            smallest: named.get::<Option<f32>>("smallest")?.unwrap_or(size).clamp(1.0, size),
            weight: named.get::<Option<u16>>("weight")?.unwrap_or(400),
        };
        named.assert_all_used()?;
        Ok(room)
    }

    /// How many lines there is room for.
    fn lines(&self, size: f32) -> usize {
        // The last line needs no distance to a next one.
        let more = ((self.height - size) / (size * LINE) + 0.001).max(0.0);
        1 + more as usize
    }
}

/// A part of a text that no line ends in, with its width at size 1 and that of the space after it.
struct Piece<'t> {
    text: &'t str,
    width: f32,
    space: f32,
}

struct Measure {
    fonts: Arc<Fonts>,
    widths: Mutex<HashMap<(String, u16), f32>>,
}

impl Measure {
    /// The width of a text at size 1.
    fn width(&self, text: &str, weight: u16) -> f32 {
        let key = (text.to_owned(), weight);
        let known = |widths: &HashMap<_, _>| widths.get(&key).copied();
        if let Some(width) = known(&self.widths.lock().unwrap_or_else(PoisonError::into_inner)) {
            return width;
        }
        let width = self.measured(text, weight);
        self.widths.lock().unwrap_or_else(PoisonError::into_inner).insert(key, width);
        width
    }

    fn measured(&self, text: &str, weight: u16) -> f32 {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"><text font-size=\"{MEASURED}\" \
             font-family=\"{}\" font-weight=\"{weight}\">{}</text></svg>",
            attribute(self.fonts.family()),
            attribute(text)
        );
        let Ok(tree) = Tree::from_str(&svg, &draw::options(&self.fonts, &())) else { return 0.0 };
        let widths = tree.root().children().iter().map(|node| match node {
            Node::Text(text) => text.bounding_box().width() / MEASURED,
            _ => 0.0,
        });
        widths.sum()
    }

    /// The largest size at which a text fits, and its lines; at the smallest its end is cut.
    fn fit(&self, text: &str, room: &Room) -> Block {
        let start = text.char_indices().nth(MOST).map(|(end, _)| format!("{}…", &text[..end]));
        let text = start.as_deref().unwrap_or(text);
        let pieces = self.pieces(text, room.weight);
        let mut size = room.size;
        loop {
            let most = room.width / size;
            let has_long = pieces.iter().any(|piece| piece.width > most);
            let lines = lines(&pieces, most);
            if !has_long && lines.len() <= room.lines(size) {
                return Block { size, lines: directed(text, lines) };
            }
            if size <= room.smallest {
                break;
            }
            size = (size - STEP).max(room.smallest);
        }
        let most = room.width / size;
        let split: Vec<Piece<'_>> =
            pieces.into_iter().flat_map(|piece| self.split(piece, most, room.weight)).collect();
        let mut found = lines(&split, most);
        let count = room.lines(size);
        if found.len() > count {
            found.truncate(count);
            let last = found.pop().unwrap_or_default();
            found.push(self.cut(&last, most, room.weight));
        }
        Block { size, lines: directed(text, found) }
    }

    fn pieces<'t>(&self, text: &'t str, weight: u16) -> Vec<Piece<'t>> {
        let space = self.width("n n", weight) - self.width("nn", weight);
        let mut start = 0;
        let ends = linebreaks(text).map(|(end, _)| end);
        let piece = |end: usize| {
            let piece = &text[start..end];
            start = end;
            let word = piece.trim_end();
            let has_space = word.len() < piece.len();
            Piece { text: word, width: self.width(word, weight), space: if has_space { space } else { 0.0 } }
        };
        ends.map(piece).filter(|piece| !piece.text.is_empty()).collect()
    }

    /// A piece that is wider than a line, in parts that are not.
    fn split<'t>(&self, piece: Piece<'t>, most: f32, weight: u16) -> Vec<Piece<'t>> {
        if piece.width <= most {
            return vec![piece];
        }
        let mut parts = Vec::new();
        let mut rest = piece.text;
        while !rest.is_empty() {
            let end = self.longest(rest, most, weight);
            let (part, after) = rest.split_at(end);
            let space = if after.is_empty() { piece.space } else { 0.0 };
            parts.push(Piece { text: part, width: self.width(part, weight), space });
            rest = after;
        }
        parts
    }

    /// The bytes of the longest start of a text that is not wider than a line: one letter at least.
    fn longest(&self, text: &str, most: f32, weight: u16) -> usize {
        let is_start = |(_, c): &(usize, char)| !is_combining_mark(*c) && *c != '\u{200d}';
        let ends: Vec<usize> =
            text.char_indices().filter(is_start).map(|(at, _)| at).chain([text.len()]).collect();
        let fits = ends.partition_point(|end| self.width(&text[..*end], weight) <= most);
        // The first end is that of nothing.
        ends[fits.saturating_sub(1).max(1).min(ends.len() - 1)]
    }

    /// A line that says that more follows.
    fn cut(&self, line: &str, most: f32, weight: u16) -> String {
        let room = most - self.width("…", weight);
        let end =
            if self.width(line, weight) <= room { line.len() } else { self.longest(line, room, weight) };
        format!("{}…", line[..end].trim_end())
    }
}

/// The pieces in lines of a width.
fn lines(pieces: &[Piece<'_>], most: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut end = f32::INFINITY;
    let mut space = 0.0;
    for piece in pieces {
        match lines.last_mut().filter(|_| end + space + piece.width <= most) {
            Some(line) => {
                line.push_str(if space > 0.0 { " " } else { "" });
                line.push_str(piece.text);
                end += space + piece.width;
            }
            None => {
                lines.push(piece.text.to_owned());
                end = piece.width;
            }
        }
        space = piece.space;
    }
    lines
}

/// The lines of a text that runs from right to left, marked as such.
fn directed(text: &str, lines: Vec<String>) -> Vec<String> {
    if !starts_rtl(text) || !text.chars().any(is_rtl) {
        return lines;
    }
    lines.into_iter().map(|line| format!("{}{line}{}", RTL[0], RTL[1])).collect()
}
