//! Text that was read in the wrong encoding once: `â€”` and `‚Äî` for a dash.

use crate::check::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::page::PageId;

pub(super) fn page(book: &Checked, id: PageId, problems: &mut Vec<Diagnostic>) {
    let page = book.page(id);
    if page.text.is_ascii() {
        return;
    }
    let mut at = 0;
    while let Some(start) = page.text[at..].find(|c: char| !c.is_ascii()).map(|found| at + found) {
        let length = page.text[start..].find(|c: char| c.is_ascii());
        at = length.map_or(page.text.len(), |length| start + length);
        let run = &page.text[start..at];
        if let Some(meant) = meant(run).filter(|_| !book.is_code(id, start)) {
            problems.push(
                Diagnostic::new(Code::Mojibake, format!("`{run}` was probably meant to be `{meant}`"))
                    .at(&page.file, start..at)
                    .help("the text was read in the wrong encoding; copy it again as UTF-8, or retype it"),
            );
        }
    }
}

/// What a run of characters is if its bytes are read as UTF-8.
fn meant(run: &str) -> Option<String> {
    [windows_byte as fn(char) -> Option<u8>, mac_byte].into_iter().find_map(|byte| {
        let mut bytes = run.chars().map(byte).collect::<Option<Vec<u8>>>()?;
        // The first byte of an emoji is Apple's own sign in that encoding, and gets lost.
        if bytes.len() == 3 && bytes[0] == 0x9f && !run.chars().all(char::is_alphabetic) {
            bytes.insert(0, 0xf0);
        }
        let text = String::from_utf8(bytes).ok()?;
        (text.chars().count() < run.chars().count() && text.chars().all(is_plausible)).then_some(text)
    })
}

/// What people write in such places: accents, dashes and quotes, arrows, symbols.
fn is_plausible(c: char) -> bool {
    matches!(c,
        '\u{a0}'..='\u{ff}' | '\u{2000}'..='\u{206f}' | '\u{20ac}' | '\u{2122}' | '\u{2190}'..='\u{22ff}'
        | '\u{2460}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

/// Windows-1252, from 0x80 to 0x9f; the five bytes that it leaves out stay control characters.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Mac OS Roman, from 0x80.
const MAC: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";

fn windows_byte(c: char) -> Option<u8> {
    let at = WINDOWS.iter().position(|known| *known == c);
    at.map(|at| 0x80 + at as u8).or_else(|| matches!(c, '\u{a0}'..='\u{ff}').then_some(c as u32 as u8))
}

fn mac_byte(c: char) -> Option<u8> {
    MAC.chars().position(|known| known == c).and_then(|at| u8::try_from(0x80 + at).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_of_both_encodings_are_read() {
        assert_eq!(MAC.chars().count(), 128);
        for (run, text) in [
            ("‚Äî", "—"),
            ("â€”", "—"),
            ("Ã©", "é"),
            ("\u{f8ff}ü\u{ee}•", "🔥"),
            ("ü\u{ee}•", "🔥"),
            ("‚ö†Ô∏è", "⚠️"),
        ] {
            assert_eq!(meant(run).as_deref(), Some(text), "{run}");
        }
    }

    #[test]
    fn text_of_many_languages_is_what_it_is() {
        for run in [
            "é",
            "ÄÖÜ",
            "—",
            "…",
            "«",
            "“",
            "–é",
            "≤",
            "ção",
            "日本語",
            "→",
            "🔥",
            "⚠️",
            "√",
            "’",
            "ß",
            "üçü",
            "üé",
        ] {
            assert_eq!(meant(run), None, "{run}");
        }
    }
}
