//! What readers get of a page, from its HTML: words in their order, code, headings, tables, links and images.

mod kinds;

use html5gum::Tokenizer;
use html5gum::emitters::default::{DefaultEmitter, StartTag, Token};

pub(super) use self::kinds::{Item, Kind, Shown};
use super::without_tabs;
use crate::text::is_void;
use crate::text::name::in_words;

/// Parts of the frame around what an author wrote, by their class.
const FRAME: &[&str] = &[
    "headerlink",
    "footnote-ref",
    "footnote-reference",
    "footnote-backref",
    "footnote-definition-label",
    "patterns-icon",
    "linenos",
    "twemoji",
    "md-source-file",
    "md-content__button",
    "md-tags",
    "md-feedback",
];

/// What is drawn: icons and emoji.
const DRAWN: &[&str] = &["patterns-icon", "twemoji"];

/// Links that one side only has: MkDocs makes the numbers of annotations with a script, and may link headings to
/// themselves.
const UNCOUNTED: &[&str] = &["patterns-annotation", "toclink"];

/// The start of links from lines of code to themselves.
const LINE_OF_CODE: &str = "#__codelineno-";

/// How many words of an item stand for it.
const WORDS_OF_ITEM: usize = 5;

/// Elements whose text nobody sees.
const UNSEEN: &[&str] = &["script", "style", "svg", "math", "template", "iframe"];

#[derive(Default)]
struct HtmlWalk {
    shown: Shown,
    /// Footnotes stand at the end, wherever they are defined.
    notes: Vec<Note>,
    /// The first and the last line of the block.
    lines: (usize, usize),
    open: Vec<Open>,
    code: Option<String>,
    heading: Option<String>,
    row: Option<Vec<String>>,
    /// The title of a tab.
    tab: Option<String>,
    /// How many words the last item still takes.
    wanted: usize,
}

/// The words of a footnote, and its links.
#[derive(Default)]
struct Note {
    words: Vec<Item>,
    links: Vec<Item>,
}

struct Open {
    name: String,
    /// Whether it is a part of the frame, or stands in one; and so with notes.
    is_frame: bool,
    is_note: bool,
    is_numbered_code: bool,
    is_tab: bool,
    /// Whether the labels in it are titles of tabs.
    is_tab_set: bool,
}

/// Reads HTML. A comment `L12` says that what follows is of line 12.
pub(super) fn read(html: &str) -> Shown {
    let mut walk = HtmlWalk::default();
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => walk.start(&tag),
            Token::EndTag(tag) => walk.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => walk.text(&String::from_utf8_lossy(&text.value)),
            Token::Comment(comment) => walk.comment(&String::from_utf8_lossy(&comment.value)),
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    let HtmlWalk { mut shown, mut notes, .. } = walk;
    // Both sides have an order of their own, and versions of MkDocs have several.
    notes.sort_by_cached_key(|note| note.words.iter().map(|word| word.text.clone()).collect::<Vec<_>>());
    for note in notes {
        shown[Kind::Words].extend(note.words);
        shown[Kind::Links].extend(note.links);
    }
    shown[Kind::Tabs].sort_by(|one, other| one.text.cmp(&other.text));
    shown
}

impl HtmlWalk {
    fn comment(&mut self, text: &str) {
        let Some((first, last)) =
            text.strip_prefix('L').map(|lines| lines.split_once('-').unwrap_or((lines, lines)))
        else {
            return;
        };
        if let (Ok(first), Ok(last)) = (first.parse(), last.parse()) {
            self.lines = (first, last);
        }
    }

    fn item(&self, text: String) -> Item {
        let is_note = self.is_in_note();
        Item { text, line: self.lines.0, last: self.lines.1, loose: None, is_note }
    }

    fn start(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let value = |name: &str| {
            tag.attributes
                .get(name.as_bytes())
                .map(|value| String::from_utf8_lossy(&value.value).into_owned())
        };
        let class = value("class").unwrap_or_default();
        let has = |names: &[&str]| class.split_whitespace().any(|class| names.contains(&class));
        if let Some(kind) = class.split_whitespace().find_map(|class| class.strip_prefix("markdown-alert-")) {
            // mdBook writes the title of these quotes.
            self.text(&in_words(kind));
        }
        match name.as_str() {
            "pre" => self.code = Some(String::new()),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading = Some(String::new()),
            // Code with the numbers of its lines is a table to MkDocs.
            "tr" if !self.open.last().is_some_and(|open| open.is_numbered_code) => {
                self.row = Some(Vec::new())
            }
            "td" | "th" => {
                if let Some(row) = &mut self.row {
                    row.push(String::new());
                }
            }
            "li" | "dt" | "dd" if !self.is_hidden() && !self.is_in_note() => {
                let depth = self.open.iter().filter(|open| matches!(open.name.as_str(), "li" | "dd")).count();
                let sign = if name == "li" { "-" } else { name.as_str() };
                let mark = format!("{}{sign}", "- ".repeat(depth));
                let item = Item { loose: Some(mark.clone()), ..self.item(mark) };
                self.shown[Kind::Items].push(item);
                self.wanted = WORDS_OF_ITEM;
            }
            "a" if !self.is_hidden() && !has(FRAME) && !has(UNCOUNTED) => {
                let href = value("href").filter(|href| !href.starts_with(LINE_OF_CODE));
                let target = href.map(|href| target(&href)).filter(|target| !target.is_empty());
                let item = target.map(|text| self.item(text));
                match self.notes.last_mut().filter(|_| self.open.last().is_some_and(|open| open.is_note)) {
                    Some(note) => note.links.extend(item),
                    None => self.shown[Kind::Links].extend(item),
                }
            }
            "img" if !has(FRAME) => {
                let source = value("src").unwrap_or_default();
                let file = source
                    .split(['#', '?'])
                    .next()
                    .unwrap_or_default()
                    .rsplit('/')
                    .next()
                    .unwrap_or_default();
                let item = self.item(decoded(file));
                self.shown[Kind::Pictures].push(item);
            }
            _ => {}
        }
        if has(DRAWN)
            && let Some(cell) = self.row.as_mut().and_then(|row| row.last_mut())
        {
            // No word, but the cell is not empty.
            cell.push(char::REPLACEMENT_CHARACTER);
        }
        if tag.self_closing || is_void(&name) {
            return;
        }
        let around = self.open.last();
        let is_frame =
            has(FRAME) || UNSEEN.contains(&name.as_str()) || around.is_some_and(|open| open.is_frame);
        let is_of_notes = around.is_some_and(|open| open.is_note);
        let starts_notes = has(&["footnote-definition", "footnote"]);
        let is_note = starts_notes || is_of_notes;
        if starts_notes || (is_of_notes && value("id").is_some_and(|id| id.starts_with("fn:"))) {
            self.notes.push(Note::default());
        }
        let is_numbered_code = has(&["highlighttable"]) || around.is_some_and(|open| open.is_numbered_code);
        let is_in_tabs = around.is_some_and(|open| open.is_tab_set);
        let is_label = name == "label" && value("for").is_some() && is_in_tabs;
        let is_tab = is_label || has(&["patterns-tab-title"]);
        if is_tab {
            self.tab = Some(String::new());
        }
        let is_tab_set = has(&["tabbed-set", "tabbed-labels"]);
        self.open.push(Open { is_frame, is_note, is_numbered_code, is_tab, is_tab_set, name });
    }

    fn end(&mut self, name: &str) {
        match name {
            "pre" => {
                let Some(mut code) = self.code.take() else { return };
                if self.row.is_some() {
                    // In a cell it is text like other text, whose quotation marks both may make round.
                    code = code.replace(['“', '”', '„'], "\"").replace(['‘', '’'], "'");
                }
                let loose = has_inner_tab(&code).then(|| loose(&tidy(&code)));
                let item = Item { loose, ..self.item(tidy(&code)) };
                self.shown[Kind::Code].extend((!item.text.is_empty()).then_some(item));
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let item = self.heading.take().map(|text| self.item(words(&text).join(" ")));
                self.shown[Kind::Headings].extend(item);
            }
            // A term without a word is a comment.
            "li" | "dt" | "dd" => {
                let last = &mut self.shown[Kind::Items];
                if name == "dt" && self.wanted == WORDS_OF_ITEM {
                    last.pop();
                }
                self.wanted = 0;
            }
            "tr" => {
                let text = |row: Vec<String>| {
                    row.iter().map(|cell| words(cell).join(" ")).collect::<Vec<_>>().join(" | ")
                };
                // MkDocs gives a table without rows an empty one.
                let row = self.row.take().filter(|row| row.iter().any(|cell| !cell.trim().is_empty()));
                let item = row.map(|row| self.item(text(row)));
                self.shown[Kind::Rows].extend(item);
            }
            _ => {}
        }
        if let Some(at) = self.open.iter().rposition(|open| open.name == name) {
            if self.open[at].is_tab {
                let item = self.tab.take().map(|title| self.item(words(&title).join(" ")));
                self.shown[Kind::Tabs].extend(item);
            }
            self.open.truncate(at);
        }
    }

    fn is_in_note(&self) -> bool {
        self.open.last().is_some_and(|open| open.is_note)
    }

    fn is_hidden(&self) -> bool {
        self.open.last().is_some_and(|open| open.is_frame)
    }

    fn text(&mut self, text: &str) {
        if self.is_hidden() {
            return;
        }
        // Marked parts of a word are words, whatever marks them.
        let apart = [" ", text].concat();
        if let Some(tab) = &mut self.tab {
            tab.push_str(&apart);
            return;
        }
        if let Some(code) = &mut self.code {
            code.push_str(text);
            return;
        }
        if let Some(heading) = &mut self.heading {
            heading.push_str(&apart);
        }
        if let Some(cell) = self.row.as_mut().and_then(|row| row.last_mut()) {
            cell.push_str(&apart);
        }
        let found: Vec<Item> = words(text).into_iter().map(|text| self.item(text)).collect();
        if let Some(item) = self.shown[Kind::Items].last_mut() {
            for word in found.iter().take(self.wanted) {
                item.text.push_str(&format!(" {}", word.text));
            }
            self.wanted = self.wanted.saturating_sub(found.len());
        }
        match self.notes.last_mut().filter(|_| self.open.last().is_some_and(|open| open.is_note)) {
            Some(note) => note.words.extend(found),
            None => self.shown[Kind::Words].extend(found),
        }
    }
}

/// The words of a text: letters and digits, and prices. What is between them is spelled in several ways.
pub(super) fn words(text: &str) -> Vec<String> {
    // Emoji that are letters to Unicode.
    let is_sign = |c: char| ('\u{2100}'..'\u{2c00}').contains(&c) || c == '\u{200b}';
    let is_word = |c: char| (c.is_alphanumeric() && !is_sign(c)) || c == '$';
    text.split(|c| !is_word(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Code without what nobody sees: spaces at the ends of lines, empty lines at its own ends. MkDocs writes tabs as
/// spaces.
fn tidy(code: &str) -> String {
    let lines: Vec<String> = code.lines().map(|line| without_tabs(line.trim_end())).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// Whether a line of code has a tab after text: how wide it is depends on what is before the line.
fn has_inner_tab(code: &str) -> bool {
    code.lines().any(|line| line.trim().contains('\t'))
}

/// Code with one space in the place of several, but those at the starts of lines.
pub(super) fn loose(code: &str) -> String {
    let line = |line: &str| {
        let text = line.trim_start();
        let indent = &line[..line.len() - text.len()];
        format!("{indent}{}", text.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    code.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// An address of another site, or a sign for one of this site: those are looked at elsewhere.
fn target(href: &str) -> String {
    if href.is_empty() {
        return String::new();
    }
    // Browsers leave these out. What the next line of an address is indented by is no part of it.
    let href = &href.split('\n').map(str::trim_start).collect::<String>().replace(['\r', '\t'], "");
    let is_outside = href.contains("://") || href.starts_with("mailto:");
    if is_outside { decoded(href.trim_end_matches('/')) } else { "a page".to_owned() }
}

fn decoded(address: &str) -> String {
    percent_encoding::percent_decode_str(address).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_read_as_readers_see_it() {
        let shown = read(
            "<!--L3--><h2 id=a>A <em>b</em><a class=headerlink href=#a>#</a></h2><p>x_y &amp; $5</p>\
             <pre><code>a  \n\n</code></pre><table><tr><th>1</th><td><code>p|q</code></td></tr></table>\
             <a href=https://x.org/>t</a><a href=b.md>u</a><img src=../i%20j.png><script>no</script>",
        );
        let texts = |items: &[Item]| items.iter().map(|item| item.text.clone()).collect::<Vec<_>>();
        assert_eq!(texts(&shown[Kind::Words]), ["A", "b", "x", "y", "$5", "1", "p", "q", "t", "u"]);
        assert_eq!(texts(&shown[Kind::Code]), ["a"]);
        assert_eq!(texts(&shown[Kind::Headings]), ["A b"]);
        assert_eq!(texts(&shown[Kind::Rows]), ["1 | p q"]);
        assert_eq!(texts(&shown[Kind::Links]), ["https://x.org", "a page"]);
        assert_eq!(texts(&shown[Kind::Pictures]), ["i j.png"]);
        assert!(shown[Kind::Words].iter().all(|word| word.line == 3));
    }
}
