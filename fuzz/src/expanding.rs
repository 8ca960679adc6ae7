//! Pages through the preprocessor: what is not ours stays, what is made is whole, and one pass is enough.

use mdbook_patterns::front_matter::{Fence, find};
use mdbook_patterns::preprocess;
use mdbook_preprocessor::PreprocessorContext;
use mdbook_preprocessor::book::Book;

use super::book::{Expanded, expand};
use super::html::{assert_balanced, rendered};

/// A page of any text.
pub fn page(data: &[u8]) {
    let text = super::text(data);
    for renderer in ["html", "markdown"] {
        assert_whole(&[&*text], renderer, false);
    }
}

/// A page whose text stands in boxes of each form.
pub fn boxes(data: &[u8]) {
    let text = super::text(data);
    let quoted: String = text.split('\n').map(|line| format!("> {line}\n")).collect();
    let pages = [
        format!("# Page\n\n> [!AXIOM] {text}\n"),
        format!("# Page\n\n> [!AXIOM]- Title\n{quoted}"),
        format!("# Page\n\n<div class=\"truth-box\">\n\n{text}\n\n</div>\n"),
        format!("---\ntitle: Page\n---\n{text}\n\n> [!BUG]\n{quoted}\nEnd.\n"),
    ];
    for renderer in ["html", "markdown"] {
        assert_whole(&pages, renderer, false);
    }
}

/// A page in the syntax of Material for MkDocs.
pub fn mkdocs(data: &[u8]) {
    let text = super::text(data);
    for renderer in ["html", "markdown"] {
        assert_whole(&[&*text], renderer, true);
    }
}

/// A page whose text is what stands in a directive.
pub fn directives(data: &[u8]) {
    let text = super::text(data);
    let inside = text.replace(['\n', '\r'], " ");
    let pages = [
        format!("# Page\n\n{{{{#patterns {inside}}}}}\n"),
        format!("---\ntitle: Page\ntier: gold\n---\n# Page\n\nThere are {{{{#patterns count {inside}}}}}.\n"),
        format!("# Page\n\n{{{{#patterns catalog {inside}}}}}\n\n```\n{{{{#patterns {inside}}}}}\n```\n"),
        text.to_string(),
    ];
    assert_whole(&pages, "html", false);
}

/// What mdBook writes to the preprocessor, or anything else: an answer is a book of the same chapters.
pub fn protocol(data: &[u8]) {
    let Ok((mut context, book)) = serde_json::from_slice::<(PreprocessorContext, Book)>(data) else {
        return;
    };
    // The fuzzer must not read this machine.
    context.root = "/nowhere".into();
    let before = book.chapters().count();
    let mut answer = Vec::new();
    preprocess::expand(&context, book.clone()).1.write(&mut answer).unwrap();
    let answered: Book = serde_json::from_slice(&answer).unwrap();
    let applied = preprocess::expand(&context, book).1.into_book();
    assert_eq!(answered, applied, "written and applied edits differ");
    assert!(answered.chapters().count() >= before, "a chapter is lost");
}

/// What holds of each page, expanded with the others in one book.
fn assert_whole(texts: &[impl AsRef<str>], renderer: &str, mkdocs: bool) {
    let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
    let found = expand(&texts, renderer, mkdocs);
    for (text, found) in texts.iter().zip(&found) {
        assert_untouched(found);
        if is_plain(text) && !mkdocs {
            assert_eq!(found.after, found.before, "nothing of it is ours");
            // A CR alone becomes the LF that CommonMark takes it for.
            assert_eq!(super::ended_with_lf(&found.before), super::ended_with_lf(text), "another text");
        }
        if renderer == "html" && !text.contains('<') && !has_empty_item_behind_title(text) {
            assert_balanced(&rendered(&found.after), text);
        }
    }
    assert_stable(&texts, &found, renderer, mkdocs);
}

/// The bytes between the edits are those of the page, in their order.
fn assert_untouched(found: &Expanded) {
    let mut edits = found.edits.clone();
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let (mut at, mut rest) = (0, found.after.as_str());
    for edit in &edits {
        let kept = found.before.get(at..edit.span.start);
        let kept = kept.unwrap_or_else(|| panic!("edits overlap, or cut a character: {edits:?}"));
        rest = rest.strip_prefix(kept).unwrap_or_else(|| panic!("{kept:?} is changed"));
        rest = rest.strip_prefix(edit.text.as_str()).unwrap_or_else(|| panic!("{edit:?} is not made"));
        at = edit.span.end;
    }
    assert_eq!(found.before.get(at..), Some(rest), "the text behind the last edit is changed");
}

/// Whether no sign of ours is in a page, wherever it stands.
fn is_plain(text: &str) -> bool {
    let signs = ["{{#patterns", "[!", "class", "Home", "ext", "rev", "→", "←", "«", "»", ">", "|"];
    find(&super::ended_with_lf(text)) == Fence::None && !signs.iter().any(|sign| text.contains(sign))
}

/// A second pass finds nothing to do, but for what the first one unwrapped, and for attribute lists: of several in a row
/// each is the last one of a pass.
fn assert_stable(texts: &[&str], found: &[Expanded], renderer: &str, mkdocs: bool) {
    let pairs = texts
        .iter()
        .zip(found)
        .filter(|(text, found)| !found.leaves_open && !is_unwrapped(text, &found.after, renderer));
    let (texts, once): (Vec<&str>, Vec<&str>) =
        pairs.map(|(text, found)| (*text, found.after.as_str())).unzip();
    let mkdocs = mkdocs && !texts.iter().any(|text| text.contains('{'));
    for ((text, once), twice) in texts.iter().zip(&once).zip(expand(&once, renderer, mkdocs)) {
        assert_eq!(&twice.after, once, "a second pass changes more of\n{text}");
    }
}

/// Whether the first pass left something that a second one would read as ours.
fn is_unwrapped(text: &str, once: &str, renderer: &str) -> bool {
    // In Markdown, the HTML that an author has in a title comes out of it; in HTML it is text from then on.
    text.contains("\\{{#patterns")
        || find(once) != Fence::None
        || text.lines().any(|line| line.contains("[!") && (line.contains('<') || has_open_code(line)))
        // Raw HTML that is never closed ends with the box around it.
        || tags(text, "<div") != tags(text, "</div")
        || (renderer != "html" && text.contains("<div"))
        // A pair of signs goes, and those between and behind it are left to each other.
        || (renderer != "html" && ["==", "^^"].iter().any(|sign| text.contains(sign) && once.contains(sign)))
        || has_broken_tags(text)
        || text.lines().any(has_open_tag)
}

/// How many tags start so, and have no longer name.
fn tags(text: &str, start: &str) -> usize {
    let behind = text.match_indices(start).map(|(at, _)| text[at + start.len()..].bytes().next());
    behind
        .filter(|next| next.is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>')))
        .count()
}

/// Whether code may begin in a line and go on behind it: behind the title of a box it is code no longer.
fn has_open_code(line: &str) -> bool {
    line.matches('`').count() % 2 == 1
}

/// Whether an item without text stands directly behind the title of a box: text there, as it cannot end a paragraph, and an
/// item once the title is one of its own.
fn has_empty_item_behind_title(text: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let is_item = |line: &str| {
        let sign = line.trim_start_matches([' ', '\t', '>']).trim_end();
        let digits = sign.trim_end_matches(['.', ')']);
        matches!(sign, "-" | "+" | "*") || (digits.len() + 1 == sign.len() && is_number(digits))
    };
    let behind = text.lines().skip(1);
    text.lines().zip(behind).any(|(title, line)| title.contains("[!") && is_item(line))
}

/// Whether a line of a quote ends in a tag: in the quote the sign of the next line ends it.
fn has_open_tag(line: &str) -> bool {
    line.trim_start().starts_with('>') && line.rfind('<').is_some_and(|at| !line[at..].contains('>'))
}

/// Whether a `<` stands in what would be a tag: where a line starts with it, it is HTML of another kind.
fn has_broken_tags(text: &str) -> bool {
    let between = text.find('<').zip(text.rfind('<')).map(|(first, last)| &text[first..last]);
    between.is_some_and(|text| text.split('<').skip(1).any(|tag| !tag.contains('>')))
}
