//! Code blocks: what follows the language is no word of mdBook's.

use std::ops::Range;

use super::draft::Draft;
use super::ledger::Fate;
use super::site::Site;
use crate::front_matter::{Node, Value};
use crate::text::{Edit, unquoted};

/// What a fence says after its signs.
#[derive(Debug, Default, PartialEq, Eq)]
struct Info {
    language: String,
    classes: Vec<String>,
    options: Vec<(String, String)>,
}

/// The name of Mermaid diagrams in the report.
pub(super) const DIAGRAMS: &str = "Mermaid diagrams";

/// What is done with code.
#[derive(Debug, Clone)]
pub(super) struct Options {
    /// The languages whose blocks a function of Python draws, each with its name.
    pub(super) drawn: Vec<(String, String)>,
    /// Whether the site shows notes in all code.
    pub(super) annotates: bool,
    /// Whether the book gets what draws Mermaid diagrams.
    pub(super) draws_mermaid: bool,
    /// Whether the first line of code by indent may say its language.
    pub(super) has_headers: bool,
    /// Whether a span of code may.
    pub(super) has_inline: bool,
}

/// The languages of a site whose blocks functions of its own or of other programs draw (`custom_fences`), each with the
/// name of the function.
pub(super) fn drawn(site: &Site) -> Vec<(String, String)> {
    let options = site.extension("pymdownx.superfences").flatten();
    let Some(Value::List(fences)) =
        options.and_then(|options| options.get("custom_fences")).map(|node| &node.value)
    else {
        return Vec::new();
    };
    let one = |node: &Node| {
        let Value::Map(fence) = &node.value else { return None };
        let language = fence.get("name")?.text().filter(|name| !matches!(*name, "mermaid" | "*"))?;
        let function = site.tag(fence.get("format")?)?.rsplit(':').next()?.to_owned();
        // Those of the extensions themselves show what is in the block.
        (!function.starts_with("pymdownx.")).then(|| (language.to_owned(), function))
    };
    fences.iter().filter_map(one).collect()
}

/// Rewrites the fences and the spans of code of a page.
pub(super) fn rewrite(draft: &mut Draft<'_>, options: &Options) {
    for (span, _) in &draft.read.fences {
        fence(draft, span.start, span.end, options);
    }
    for span in draft.read.indented.iter().filter(|_| options.has_headers) {
        header(draft, span.clone());
    }
    for span in draft.read.spans.iter().filter(|_| options.has_inline) {
        let written = &draft.text[span.clone()];
        let inner = written.trim_start_matches('`').trim_start();
        let start = span.start + written.len() - inner.len();
        let length = language(inner, 3).filter(|length| inner[*length..].starts_with(' '));
        if let Some(length) = length {
            draft.edits.push(Edit::delete(start..start + length + 1));
            draft.note(start, "highlighting in spans of code", Fate::Converted, "");
        }
    }
}

/// The length of the language that code starts with, after `#!` or so many colons at least.
fn language(code: &str, colons: usize) -> Option<usize> {
    let name = code.strip_prefix("#!").or_else(|| {
        let name = code.trim_start_matches(':');
        (code.len() - name.len() >= colons).then_some(name)
    })?;
    let rest = name.trim_start_matches(|c: char| c.is_alphanumeric() || "_#.+-".contains(c));
    (rest.len() < name.len()).then_some(code.len() - rest.len())
}

/// A first line `::py` or `#!py` of code by indent, which `codehilite` takes away.
fn header(draft: &mut Draft<'_>, span: Range<usize>) {
    let code = &draft.text[span.clone()];
    let before = draft.before(span.start);
    let Some((line, _)) = code.split_once('\n') else { return };
    let text = line.trim();
    // Beside the marker of an item it would be text to MkDocs.
    let starts_line = before.chars().all(|c| c.is_whitespace() || c == '>');
    if language(text, 2) != Some(text.len()) || !starts_line {
        return;
    }
    // The columns before the next line take the place of those before this one.
    draft.edits.push(Edit::delete(span.start - before.len()..span.start + line.len() + 1));
    draft.note(span.start, "languages of code by indent", Fate::Converted, "");
}

fn fence(draft: &mut Draft<'_>, start: usize, end: usize, options: &Options) {
    let line = draft.text[start..].lines().next().unwrap_or_default();
    let rest = line.trim_start_matches(['`', '~']);
    let info = read(rest.trim());
    if info.language == "mermaid" {
        let (fate, note) = match options.draws_mermaid {
            true => (Fate::Converted, "mdbook-mermaid draws it"),
            false => (Fate::Lost, "a block of code until `mdbook-mermaid install` draws it"),
        };
        draft.note(start, DIAGRAMS, fate, note);
    }
    if let Some((_, function)) = options.drawn.iter().find(|(language, _)| *language == info.language) {
        let note =
            format!("`{}`: `{function}` draws it in MkDocs; the book shows what stands in it", rest.trim());
        draft.note(start, "blocks that Python draws", Fate::Lost, note);
    }
    let marked = info.options.iter().find(|(name, _)| name == "hl_lines").map(|(_, lines)| marked(lines));
    let marks = marked.clone().flatten().unwrap_or_default();
    let annotations = annotated(draft, &info, start..end, options.annotates, marks.is_empty());
    let is_plain = info.classes.is_empty() && info.options.is_empty() && !rest.trim_start().starts_with('{');
    // A comma separates words of mdBook's own.
    if (is_plain && annotations.is_empty()) || info.language.contains(',') {
        return;
    }
    let is_named = !info.language.is_empty() || annotations.len() + marks.len() == 0;
    let language = if is_named { info.language.as_str() } else { "text" };
    let language = format!("{language}{annotations}{marks}");
    let from = start + line.len() - rest.len();
    draft.edits.push(Edit::replace(from..start + line.trim_end().len(), language));
    draft.note(start, "options of code blocks", Fate::Converted, "");
    for (name, value) in &info.options {
        match name.as_str() {
            "title" if !value.is_empty() => title(draft, start, value),
            "linenums" | "linenostart" => {
                let note = "mdBook has none; where the text names a line, mark it: `hl-3` after the language";
                draft.note(start, "line numbers", Fate::Lost, note);
            }
            "hl_lines" => match &marked {
                Some(Some(_)) => draft.note(start, "highlighted lines", Fate::Converted, ""),
                _ => draft.note(start, "highlighted lines", Fate::Lost, format!("`hl_lines=\"{value}\"`")),
            },
            // Nothing shows them, in MkDocs neither.
            _ => draft.note(start, "options of code blocks", Fate::Converted, format!("`{name}`")),
        }
    }
}

/// Notes the annotations of a block; what is to follow its language so that the book makes links of them.
fn annotated(
    draft: &mut Draft<'_>,
    info: &Info,
    span: Range<usize>,
    in_all: bool,
    is_unmarked: bool,
) -> &'static str {
    let code = &draft.text[span.clone()];
    let says = in_all || info.classes.iter().any(|class| class == "annotate");
    if !says || !code.contains("(1)") {
        return "";
    }
    if !is_unmarked || info.language == "rust" {
        let note = "its numbers stay in the code, and the list below it says what they mean";
        draft.note(span.start, "annotations", Fate::Converted, note);
        return "";
    }
    let has_sign = code.contains("(1)!");
    draft.note(span.start, "annotations", Fate::Left, "");
    if has_sign { "" } else { ",annotate" }
}

/// `2 4-6` as `,hl-2,hl-4-6`; `None` if it says something else, or nothing.
fn marked(lines: &str) -> Option<String> {
    let number = |text: &str| {
        let is_number = text.len() <= 5 && text.bytes().all(|c| c.is_ascii_digit());
        text.parse::<usize>().ok().filter(|number| is_number && *number > 0)
    };
    let mut out = String::new();
    for range in lines.split_whitespace() {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        out.push_str(&format!(",hl-{}", (number(first)? <= number(last)?).then_some(range)?));
    }
    (!out.is_empty()).then_some(out)
}

/// The title of a block as a line above it.
fn title(draft: &mut Draft<'_>, start: usize, title: &str) {
    let before = draft.before(start);
    let prefix: String =
        before.chars().map(|c| if c == '>' || c.is_whitespace() { c } else { ' ' }).collect();
    let above = draft.text[..start - before.len()].trim_end_matches(['\n', '\r']).rsplit('\n').next();
    let is_apart =
        draft.text[..start - before.len()].ends_with("\n\n") || before != prefix || above.is_none();
    let blank = prefix.trim_end();
    let apart = if is_apart { String::new() } else { format!("\n{prefix}") };
    let shown = as_code(title);
    draft.edits.push(Edit::insert(start, format!("{apart}**{shown}**\n{blank}\n{prefix}")));
    draft.note(start, "titles of code blocks", Fate::Converted, "");
}

/// A text as a span of code, between more backticks than it has.
fn as_code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let (signs, apart) = ("`".repeat(longest + 1), if longest > 0 { " " } else { "" });
    format!("{signs}{apart}{text}{apart}{signs}")
}

fn read(text: &str) -> Info {
    let mut info = Info::default();
    for word in words(text) {
        if let Some((name, value)) = word.split_once('=') {
            info.options.push((name.to_owned(), unquoted(value).to_owned()));
        } else if let Some(class) = word.strip_prefix('.') {
            if info.language.is_empty() {
                info.language = class.to_owned();
            } else {
                info.classes.push(class.to_owned());
            }
        } else if info.language.is_empty() && !word.starts_with('#') {
            info.language = word;
        } else {
            info.classes.push(word);
        }
    }
    info
}

/// Splits at white space and braces outside quotes.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in text.chars() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None, c) if c.is_whitespace() || matches!(c, '{' | '}') => {
                words.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = words.last_mut() {
            last.push(c);
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn infos_are_read_in_both_forms() {
        let info = read("py title=\"a b.py\" linenums=\"1\"");
        assert_eq!((info.language.as_str(), info.options.len()), ("py", 2));
        assert_eq!(info.options[0], ("title".to_owned(), "a b.py".to_owned()));
        let info = read("{ .yaml .annotate title='x' }");
        assert_eq!((info.language.as_str(), info.classes), ("yaml", vec!["annotate".to_owned()]));
        assert_eq!(read("py title=\"a {b}.py\"").options[0].1, "a {b}.py");
        assert_eq!((as_code("a"), as_code("a `b`")), ("`a`".to_owned(), "`` a `b` ``".to_owned()));
        assert_eq!(read("").language, "");
        assert_eq!(marked("2 4-6").as_deref(), Some(",hl-2,hl-4-6"));
        assert_eq!((marked("a"), marked(""), marked("0"), marked("2-")), (None, None, None, None));
    }
}
