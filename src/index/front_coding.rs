//! Sorted words, each without what it shares with the one before.

/// Sorted words with spaces between, each without what it shares with the one before.
pub(super) fn front_coded(words: &[&str]) -> String {
    let mut words: Vec<Vec<u16>> = words.iter().map(|word| word.encode_utf16().collect()).collect();
    words.sort_unstable();
    let mut out = String::new();
    for (at, word) in words.iter().enumerate() {
        if at > 0 {
            out.push(' ');
        }
        push_form(&mut out, at.checked_sub(1).map_or(&[], |before| &words[before]), word);
    }
    out
}

/// A form: one digit of base 36 for the units it shares with the one before, and the others.
pub(super) fn push_form(out: &mut String, last: &[u16], form: &[u16]) {
    let mut shared = last.iter().zip(form).take_while(|(a, b)| a == b).count().min(35);
    // A surrogate without its other half is no text.
    if shared > 0 && (0xd800..0xdc00).contains(&form[shared - 1]) {
        shared -= 1;
    }
    out.push(char::from_digit(shared as u32, 36).unwrap_or('0'));
    out.push_str(&String::from_utf16_lossy(&form[shared..]));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_are_coded_as_those_of_a_shard() {
        assert_eq!(front_coded(&["added", "a", "add"]), "0a 1dd 3ed");
    }
}
