//! The colours of Material's palette.

use std::fmt;

/// How far a text must stand out from its background (WCAG AA).
const CONTRAST: f64 = 4.5;

/// A colour: red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colour(pub(super) u8, pub(super) u8, pub(super) u8);

/// A name, the primary colour of that name, and the accent, as `palette.css` of mkdocs-material 9 has them.
const COLOURS: [(&str, u32, Option<u32>); 19] = [
    ("red", 0xef5552, Some(0xff1a47)),
    ("pink", 0xe92063, Some(0xf50056)),
    ("purple", 0xab47bd, Some(0xdf41fb)),
    ("deep-purple", 0x7e56c2, Some(0x7c4dff)),
    ("indigo", 0x4051b5, Some(0x526cfe)),
    ("blue", 0x2094f3, Some(0x4287ff)),
    ("light-blue", 0x02a6f2, Some(0x0091eb)),
    ("cyan", 0x00bdd6, Some(0x00bad6)),
    ("teal", 0x009485, Some(0x00bda4)),
    ("green", 0x4cae4f, Some(0x00c753)),
    ("light-green", 0x8bc34b, Some(0x63de17)),
    ("lime", 0xcbdc38, Some(0xb0eb00)),
    ("yellow", 0xffec3d, Some(0xffd500)),
    ("amber", 0xffc105, Some(0xffaa00)),
    ("orange", 0xffa724, Some(0xff9100)),
    ("deep-orange", 0xff6e42, Some(0xff6e42)),
    ("brown", 0x795649, None),
    ("grey", 0x757575, None),
    ("blue-grey", 0x546d78, None),
];

/// The primary colour of a name.
pub(super) fn primary(name: &str) -> Option<Colour> {
    COLOURS.iter().find(|(own, ..)| *own == name).map(|(_, colour, _)| Colour::of(*colour))
}

/// The colour of Material's header where the primary colour has this name.
pub(super) fn header(name: &str) -> Option<Colour> {
    match name {
        "black" => Some(Colour(0, 0, 0)),
        "white" => Some(Colour(255, 255, 255)),
        name => primary(name),
    }
}

/// The accent of a name.
pub(super) fn accent(name: &str) -> Option<Colour> {
    COLOURS.iter().find(|(own, ..)| *own == name).and_then(|(.., colour)| colour.map(Colour::of))
}

impl Colour {
    fn of(rgb: u32) -> Self {
        let [_, red, green, blue] = rgb.to_be_bytes();
        Self(red, green, blue)
    }

    /// This colour, as much darker or lighter as it takes to stand out from a background.
    pub(super) fn apart_from(self, background: Self) -> Self {
        let target = if background.luminance() > 0.5 { Self(0, 0, 0) } else { Self(255, 255, 255) };
        let steps = (0..=100).map(|part| self.mixed(target, part));
        let mut fitting = steps.filter(|colour| colour.contrast(background) >= CONTRAST);
        fitting.next().unwrap_or(target)
    }

    fn mixed(self, other: Self, percent: u16) -> Self {
        let mix = |own: u8, other: u8| {
            let mixed = (u16::from(own) * (100 - percent) + u16::from(other) * percent) / 100;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        Self(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }

    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_stands_out() {
        for background in [Colour(0xe1, 0xe1, 0xdb), Colour(0x29, 0x2c, 0x2f)] {
            for (name, ..) in COLOURS {
                let colour = primary(name).unwrap().apart_from(background);
                assert!(colour.contrast(background) >= CONTRAST, "{name} is {colour}");
            }
        }
        assert_eq!(primary("indigo").unwrap().apart_from(Colour(255, 255, 255)).to_string(), "#4051b5");
        assert!(accent("brown").is_none() && primary("custom").is_none());
    }
}
