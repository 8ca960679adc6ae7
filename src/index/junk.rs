//! Runs of characters that no one searches: hashes, base64, and words without an end. One block
//! of 400 KB of base64 would multiply the vocabulary by six.

/// Texts without spaces up to this length are never taken for base64.
const LONGEST: usize = 40;

/// No language and no program has a word of more letters that cannot be cut.
const ENDLESS: usize = 100;

/// Whether one run of letters and digits is dropped.
pub(super) fn is_dropped(run: &str) -> bool {
    if run.len() <= 15 {
        return false;
    }
    // No name of people goes on like this.
    let percent = if run.len() > LONGEST { 28 } else { 45 };
    is_hash(run) || (run.len() >= 20 && is_random(run, percent))
}

/// Whether a part of so many characters is no word.
pub(super) fn is_endless(length: usize) -> bool {
    length > ENDLESS
}

/// Sixteen or more hexadecimal digits, letters among them.
fn is_hash(run: &str) -> bool {
    let bytes = run.as_bytes();
    bytes.len() >= 16
        && bytes.iter().all(u8::is_ascii_hexdigit)
        && bytes.iter().any(u8::is_ascii_digit)
        && bytes.iter().any(u8::is_ascii_alphabetic)
}

/// Whether text without spaces is base64 or the like, or holds some.
pub(super) fn is_encoded(text: &str) -> bool {
    let is_sign = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | '-' | '_'));
    text.len() > LONGEST
        && text.split(is_sign).any(|part| {
            // An address may hold one hash; base64 is no address.
            part.len() > LONGEST && is_random(part, 52) && !part.split('/').any(is_hash)
        })
}

/// ASCII in which capitals, small letters and digits change places all the time, as in no language: at
/// no fewer than `percent` of 100 places. Base64 has 64, an address with a hash in it 45.
fn is_random(text: &str, percent: usize) -> bool {
    let kind = |b: u8| match b {
        b'a'..=b'z' => 0_u8,
        b'A'..=b'Z' => 1,
        b'0'..=b'9' => 2,
        _ => 3,
    };
    let bytes = text.as_bytes();
    let mut seen = [false; 4];
    let mut changes = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        if !byte.is_ascii() {
            return false;
        }
        seen[usize::from(kind(byte))] = true;
        changes += usize::from(at > 0 && kind(bytes[at - 1]) != kind(byte));
    }
    seen[0] && seen[1] && seen[2] && changes * 100 >= (bytes.len() - 1) * percent
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_search_stays() {
        for word in [
            "AbstractDocumentFactoryBean2",
            "internationalization",
            "0123456789012345",
            "deadbeef",
            "gateway_flowcontrol_rejected_requests_total",
            "AbstractTransactionalSingletonProxyFactoryBean",
            "rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz",
        ] {
            assert!(!is_dropped(word), "{word}");
        }
        assert!(!is_endless(100));
        assert!(!is_encoded("https://gist.github.com/FaKleiser/4555f5d0a1b2c3d4e5f60718293a4b5c"));
        assert!(!is_encoded("src/main/java/com/iluwatar/abstractdocument/AbstractDocument1.java#L10-L20"));
    }

    #[test]
    fn hashes_and_encoded_data_go() {
        assert!(is_dropped("d41d8cd98f00b204e9800998ecf8427e"));
        assert!(is_endless(101));
        assert!(is_dropped("iVBORw0KGgoAAAANSUhEUgAA9Q"));
        assert!(is_encoded(
            "data:font;base64,d09GMgX4zB7Rk2Lp9sQvT1nJ8aBzJ9xQ2LmT7vKp1sWc8RfYh3UeGiNo5XtVjZqC"
        ));
    }
}
