//! How much a word matters to a page: BM25 over fields, worked out here, so that the browser only adds.
//! How rare the word is, the browser sees from the length of its list.

use super::words::Count;

/// The levels of an impact: more were no better, and so many leave room in one digit for the first blocks of a page.
pub(super) const LEVELS: u8 = 22;

/// Levels lie the closer the less a word matters: most words stand in sentences alone.
const BEND: f32 = 1.5;

/// How much it matters that a word is among those that a page with sections starts with: they say what it is about.
const LEAD: f32 = 0.5;

/// The largest impact: text and code, headings, title, front matter, start.
const MOST: f32 = 1.0 + 0.6 + 1.0 + 0.4 + LEAD;

/// How soon more of a word says nothing new.
const SATURATION: f32 = 1.2;

/// How much longer pages are held to be about more things.
const BY_LENGTH: f32 = 0.6;

/// A word in code says less about a page than in a sentence.
const CODE: f32 = 0.4;

/// The level of a word in a page whose length is `length` times that of the average page.
pub(super) fn level(count: &Count, length: f32) -> u8 {
    let often = count.text as f32 + CODE * count.code as f32;
    let text = often / (often + SATURATION * (1.0 - BY_LENGTH + BY_LENGTH * length));
    let headings = count.headings as f32;
    let extras = count.extras as f32;
    let impact = text
        + 0.6 * (headings / (headings + 0.3))
        + if count.title { 1.0 } else { 0.0 }
        + if count.lead { LEAD } else { 0.0 }
        + 0.4 * (extras / (extras + 0.5));
    (((impact / MOST).powf(1.0 / BEND) * f32::from(LEVELS)) as u8).min(LEVELS - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: u32, code: u32, headings: u32, title: bool) -> u8 {
        level(&Count { text, code, headings, title, ..Count::default() }, 1.0)
    }

    #[test]
    fn titles_say_more_than_headings_and_headings_more_than_text() {
        let order = [
            of(0, 1, 0, false),
            of(1, 0, 0, false),
            of(9, 0, 0, false),
            of(9, 0, 1, false),
            of(9, 0, 1, true),
        ];
        assert!(order.is_sorted_by(|a, b| a < b), "{order:?}");
        assert!(of(9999, 9999, 999, true) < LEVELS);
    }

    #[test]
    fn what_a_page_starts_with_says_more_than_the_rest_of_it() {
        let count = Count { text: 1, ..Count::default() };
        assert!(level(&Count { lead: true, ..count }, 1.0) > level(&Count { text: 3, ..count }, 1.0));
    }

    #[test]
    fn the_same_number_of_words_says_less_about_a_longer_page() {
        let count = Count { text: 3, ..Count::default() };
        assert!(level(&count, 0.2) > level(&count, 4.0));
    }
}
