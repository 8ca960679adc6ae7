//! One page, rewritten.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::draft::Draft;
use super::icons::{Found, missing_icon};
use super::inserts::Inserts;
use super::ledger::Fate;
use super::links::Library;
use super::plain_text::PlainText;
use super::read::{HEADING_LISTS, Read, reference_name, title};
use super::settings::{ALERTS, has_reader};
use super::signs::Signs;
use super::site::Site;
use super::snippets::{Copies, Snippets};
use super::styles::{self, Style};
use super::tree::SitePage;
use super::{attribute_lists, blog, code, critic, math};
use crate::diagnostic::Diagnostic;
use crate::front_matter::{self, Fence, Syntax};
use crate::page::HandwrittenKind;
use crate::source::dialect::{attributes, is_shortcode};
use crate::text::spans::is_within;
use crate::text::{self, Edit};

/// What a site's extensions make of its pages.
pub(super) struct Rewriter<'a> {
    site: &'a Site,
    inserts: Inserts,
    plain_text: PlainText,
    signs: Signs,
    snippets: Option<Snippets<'a>>,
    has_critic: bool,
    code: code::Options,
    icons: &'a Found,
    /// The titles that the navigation gives to pages.
    titles: BTreeMap<usize, String>,
}

/// What was made of a page.
pub(super) struct Rewritten<'a> {
    pub(super) draft: Draft<'a>,
    /// The headings of any page that it links.
    pub(super) wanted: BTreeSet<(usize, usize)>,
    /// Whether it has mathematics.
    pub(super) has_math: bool,
}

impl<'a> Rewriter<'a> {
    /// As the extensions of a site say.
    pub(super) fn of(
        site: &'a Site,
        icons: &'a Found,
        titles: BTreeMap<usize, String>,
        draws_mermaid: bool,
    ) -> Self {
        let has = |name: &str| site.extension(name).is_some();
        Self {
            site,
            inserts: Inserts::of(site),
            plain_text: PlainText::of(site),
            signs: Signs::of(site),
            snippets: Snippets::of(site),
            has_critic: has("pymdownx.critic"),
            code: code::Options {
                drawn: code::drawn(site),
                annotates: site.has_feature("content.code.annotate"),
                draws_mermaid,
                has_headers: has("codehilite"),
                has_inline: has("pymdownx.inlinehilite"),
            },
            icons,
            titles,
        }
    }

    fn draft<'l>(&self, library: &Library<'l>, id: usize) -> Draft<'l> {
        let page = &library.tree.pages[id];
        Draft::new(page, &library.reads[id], self.site.file_of(&page.source))
    }

    /// A page that made the program panic, now or before.
    pub(super) fn unchanged<'l>(
        &self,
        library: &Library<'l>,
        id: usize,
        panicked: Option<&Diagnostic>,
    ) -> Rewritten<'l> {
        let mut draft = self.draft(library, id);
        draft.is_kept = true;
        panicked.into_iter().for_each(|panicked| draft.ledger.panicked(&draft.file, panicked));
        Rewritten { draft, wanted: BTreeSet::new(), has_math: false }
    }

    /// Rewrites a page.
    pub(super) fn rewrite<'l>(&self, library: &Library<'l>, id: usize, copies: &mut Copies) -> Rewritten<'l> {
        let page = &library.tree.pages[id];
        let mut draft = self.draft(library, id);
        let gone = without_navigation(&mut draft);
        let links = {
            let mut notes: Vec<(usize, String, Fate, String)> = Vec::new();
            let mut note = |at: usize, what: &str, fate, text| notes.push((at, what.to_owned(), fate, text));
            let links = library.links_of(id, &gone, &mut note);
            notes.into_iter().for_each(|(at, what, fate, text)| draft.note(at, &what, fate, text));
            links
        };
        draft.edits.extend(links.edits);
        code::rewrite(&mut draft, &self.code);
        self.inserts.rewrite(&mut draft);
        if let Some(snippets) = &self.snippets {
            snippets.rewrite(&mut draft, &page.file, copies);
        }
        if self.has_critic {
            critic::rewrite(&mut draft);
        }
        let has_math = math::rewrite(&mut draft);
        if self.site.extension("nl2br").is_some() {
            line_breaks(&mut draft);
        }
        placeholders(&mut draft);
        unknown_addresses(&mut draft);
        if self.site.extension("pymdownx.emoji").is_some() {
            emoji_in_words(&mut draft);
        }
        if !self.site.reads_footnotes() {
            unread_footnotes(&mut draft);
        }
        let has_plugin = ["autorefs", "mkdocstrings"].iter().any(|name| self.site.plugin(name).is_some());
        references(&mut draft, has_plugin);
        self.plain_text.rewrite(&mut draft);
        self.signs.rewrite(&mut draft);
        if self.site.reads_attribute_lists() {
            attribute_lists::rewrite(&mut draft);
        }
        blog::plain_date(&mut draft, library, id);
        if library.blog.indexes.contains(&id) {
            blog::list_posts(&mut draft, library);
        }
        blog::page_of_posts(&mut draft, library, id);
        unread_front_matter(&mut draft);
        with_title(&mut draft, page, self.titles.get(&id).map(String::as_str));
        let has = |name: &str| has_reader(self.site, name);
        count(&mut draft, self.icons, &has);
        Rewritten { draft, wanted: links.wanted, has_math }
    }
}

/// Takes breadcrumbs and links to the neighbours away, where the book makes its own: on pages with front matter. Where
/// they were.
fn without_navigation(draft: &mut Draft<'_>) -> Vec<Range<usize>> {
    let read = draft.read;
    let mut gone: Vec<Range<usize>> = Vec::new();
    if read.front_matter == 0 {
        return gone;
    }
    for (kind, span) in &read.handwritten {
        let what = match kind {
            HandwrittenKind::Breadcrumbs => "breadcrumbs written by hand",
            HandwrittenKind::Neighbours => "previous and next written by hand",
        };
        if gone.iter().any(|other| other.end > span.start) {
            continue;
        }
        // The line's end and the blank line after it go along.
        let behind =
            draft.text[span.end..].bytes().take_while(|b| matches!(b, b'\r' | b'\n')).take(4).count();
        draft.edits.push(Edit::delete(span.start..span.end + behind));
        draft.note(span.start, what, Fate::Converted, "");
        gone.push(span.clone());
    }
    gone
}

/// The end of each line of text breaks it, as `nl2br` says, but where only the attribute list of the paragraph follows.
fn line_breaks(draft: &mut Draft<'_>) {
    let all = &draft.read.line_ends;
    let breaks = |(nth, at): (usize, &usize)| {
        let is_last = |line: usize| all.get(nth + 1).is_none_or(|next| *next > line);
        (!draft.in_code(*at) && !list_after(draft.text, *at).is_some_and(is_last)).then_some(*at)
    };
    let ends: Vec<usize> = all.iter().enumerate().filter_map(breaks).collect();
    draft.edits.extend(ends.iter().map(|at| Edit::insert(*at, "\\")));
    if let Some(first) = ends.first() {
        draft.note(*first, "pages whose lines break", Fate::Converted, "");
    }
}

/// Where the line ends that follows the end of a line, if it is an attribute list.
fn list_after(text: &str, line_end: usize) -> Option<usize> {
    let start = line_end + text[line_end..].find('\n')? + 1;
    let line = text[start..].lines().next()?;
    let list = line.trim_start_matches(['>', ' ', '\t']).trim_end();
    let (_, length) = attributes::read(list)?;
    (length == list.len()).then_some(start + line.len())
}

/// MkDocs reads front matter as a whole: one bad key makes text of all of it.
fn unread_front_matter(draft: &mut Draft<'_>) {
    let Fence::Closed(block) = front_matter::find(draft.text) else { return };
    if block.syntax != Syntax::Yaml {
        return;
    }
    if let Err((why, at)) = front_matter::document(&draft.text[block.inner.clone()]) {
        let note = format!("the book reads the rest; MkDocs cannot read it, and shows it as text: {why}");
        draft.note(block.inner.start + at, UNREAD, Fate::Converted, note);
    }
}

/// Front matter that one side reads only.
const UNREAD: &str = "front matter with a bad key";

/// Text in angle brackets that is a tag to MkDocs only, so that its readers do not see it.
fn placeholders(draft: &mut Draft<'_>) {
    for at in draft.places("<") {
        let rest = &draft.text[at + 1..];
        let Some(end) = rest.find(['<', '>']).filter(|end| rest[*end..].starts_with('>')) else { continue };
        let shown = &rest[..end];
        let name = shown.strip_prefix('/').unwrap_or(shown);
        let is_tag = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && !name.split([' ', '\n']).next().is_some_and(|word| word.contains('@'))
            && !draft.text[..at].ends_with('\\')
            && !name.ends_with('\\');
        if is_tag && is_within(&draft.read.texts, at) {
            let note = format!("`<{shown}>`: text in the book; MkDocs takes it for a tag, and shows nothing");
            draft.note(at, "text in angle brackets", Fate::Converted, note);
        }
    }
}

/// The schemes of addresses without `//` that a link may have.
const SCHEMES: &[&str] = &[
    "callto", "facetime", "geo", "magnet", "mailto", "news", "sip", "sips", "skype", "sms", "tel", "urn",
    "xmpp",
];

/// What CommonMark takes for an address, and MkDocs for a tag: `<tel:1>`. `<Info::Driver>` is none.
fn unknown_addresses(draft: &mut Draft<'_>) {
    let read = draft.read;
    for link in &read.whole_links {
        let Some(shown) = draft.text[link.clone()].strip_prefix('<').and_then(|rest| rest.strip_suffix('>'))
        else {
            continue;
        };
        let Some((scheme, rest)) = shown.split_once(':') else { continue };
        if rest.starts_with("//") || shown.contains('@') || draft.in_code(link.start) {
            continue;
        }
        let is_known = SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known));
        if !is_known {
            draft.edits.push(Edit::insert(link.start, "\\"));
        }
        let what = if is_known { "a link" } else { "text" };
        let note = format!("`<{shown}>`: {what} in the book; MkDocs takes it for a tag, and shows nothing");
        draft.note(link.start, "text in angle brackets", Fate::Converted, note);
    }
}

/// `a:b:c`: MkDocs draws what is between the colons if it has a name, and the book takes one sign in a word for text.
fn emoji_in_words(draft: &mut Draft<'_>) {
    for at in draft.places(":") {
        let (before, rest) = (&draft.text[..at], &draft.text[at + 1..]);
        let Some((name, after)) = rest.split_once(':') else { return };
        let is_word = |c: char| c.is_ascii_alphanumeric();
        let is_long = name.len() > 1 && name.contains(|c: char| c.is_alphabetic());
        let is_in_word = before.ends_with(is_word) || after.starts_with(is_word);
        // After the end of another name the book draws it, too.
        let follows_sign = before.ends_with(':') && !ends_with_name(before);
        let is_in_text = !is_long && is_in_word && !before.ends_with(':') || follows_sign;
        let is_drawn = is_in_text && is_shortcode(name);
        if is_drawn && is_within(&draft.read.texts, at) {
            let note = format!("`:{name}:` in a word: text in the book; MkDocs draws it");
            draft.note(at, "emoji in words", Fate::Converted, note);
        }
    }
}

/// Whether a text ends with the name of an emoji or an icon, and its signs.
fn ends_with_name(text: &str) -> bool {
    let name = text.strip_suffix(':').and_then(|rest| rest.rsplit_once(':'));
    name.is_some_and(|(_, name)| is_shortcode(name))
}

/// How many bytes the name of a footnote may have.
const LONGEST_NAME: usize = 200;

/// Footnotes in a site whose Markdown has none.
fn unread_footnotes(draft: &mut Draft<'_>) {
    let notes: Vec<(usize, String)> = draft
        .places("[^")
        .into_iter()
        .filter_map(|at| {
            Some((at, text::start(&draft.text[at..], LONGEST_NAME).split_once(']')?.0.to_owned()))
        })
        .collect();
    let is_definition = |at: usize, name: &str| {
        let before = draft.text[..at].trim_end_matches([' ', '\t', '>']);
        let starts_line = before.is_empty() || before.ends_with('\n');
        starts_line && draft.text[at + name.len()..].starts_with("]:")
    };
    let defined: BTreeSet<String> =
        notes.iter().filter(|(at, name)| is_definition(*at, name)).map(|(_, name)| name.clone()).collect();
    for (at, _) in notes.iter().filter(|(_, name)| defined.contains(name)) {
        let note = "a footnote in the book; the site has no `footnotes`, and shows text, or a link";
        draft.note(*at, "footnotes without their extension", Fate::Converted, note);
    }
}

/// `[text][name]` whose name the page does not define. A plugin links it, and the book shows it as text; without one,
/// MkDocs takes the text alone for the reference where that is defined.
fn references(draft: &mut Draft<'_>, has_plugin: bool) {
    let known = &draft.read.names;
    let has = |name: &str| known.contains(&reference_name(name));
    for at in draft.places("][") {
        let (before, after) = (&draft.text[..at], &draft.text[at + 2..]);
        let Some((name, end)) = after.split_once(']') else { continue };
        let Some((outside, shown)) = before.rsplit_once('[') else { continue };
        let is_text =
            is_within(&draft.read.texts, at) && !shown.contains('\n') && !name.contains(['\n', '[', '^']);
        if !is_text || outside.ends_with(['\\', '!', ']']) || end.starts_with(['(', '[', ':']) {
            continue;
        }
        let label = if name.is_empty() { shown.trim_matches('`') } else { name };
        if has(label) {
            continue;
        }
        if has_plugin {
            let note = format!("`[{label}]`: a plugin links it; the book shows it as text");
            draft.note(at, "references of plugins", Fate::Lost, note);
        } else if has(shown) {
            draft.edits.push(Edit::replace(at..at + 2, "][]\\["));
            draft.note(at, "references by their text", Fate::Converted, "");
        }
    }
}

/// The title that Material shows on a page that has none in its text.
fn with_title(draft: &mut Draft<'_>, page: &SitePage, in_nav: Option<&str>) {
    let has_title =
        draft.read.headings.iter().any(|heading| heading.level == 1) || !draft.places("<h1").is_empty();
    let has_matter = draft.read.front_matter > 0;
    let starts_with_it = draft
        .read
        .headings
        .first()
        .is_some_and(|first| first.level == 1 && first.span.start == draft.read.text_start);
    let key = draft.read.keys.iter().find(|(key, ..)| key == "title").map(|(_, span, _)| span.start);
    if let Some(at) = key.filter(|_| has_title && !starts_with_it) {
        let note =
            "shown above the text; MkDocs shows none where a heading of the first level stands further down";
        draft.note(at, "titles of pages", Fate::Converted, note);
    }
    if !has_title
        && in_nav.is_none()
        && draft.read.title_in_book != draft.read.title
        && let Some((key, ..)) = draft.read.keys.iter().find(|(key, ..)| key.eq_ignore_ascii_case("title"))
    {
        let shown = title(page, draft.read, None);
        let note =
            format!("`{key}` is the title in the book; MkDocs reads `title` only, and shows `{shown}`");
        // Readers see it above all lines.
        draft.note(0, "titles of pages", Fate::Converted, note);
    }
    // A page with front matter gets its title by the book's furniture, unless the navigation has another.
    if has_title || (has_matter && (in_nav.is_none() || draft.read.title.as_deref() == in_nav)) {
        return;
    }
    let at = match has_matter {
        true => draft.read.text_start,
        false if draft.text.starts_with('\u{feff}') => '\u{feff}'.len_utf8(),
        false => 0,
    };
    let escaped = crate::summary::title(&title(page, draft.read, in_nav));
    let apart = if at > 0 && !draft.text[..at].ends_with(['\n', '\u{feff}']) { "\n\n" } else { "" };
    draft.edits.push(Edit::insert(at, format!("{apart}# {escaped}\n\n")));
    draft.note(at, "titles of pages", Fate::Converted, "");
}

/// Attributes of a list that a page may not set: a style becomes a class, the others are lost.
fn attribute(draft: &mut Draft<'_>, list: usize, why: &str) {
    let style = styles::of_list(draft.text, list).filter(|_| why.contains("`style`"));
    let Some(Style { span, end, class, declarations }) = style else {
        return draft.note(list, "attributes", Fate::Lost, why);
    };
    // A class that the list sets by its name would take the place of one before it.
    draft.edits.extend([Edit::delete(span), Edit::insert(end, format!(" .{class}"))]);
    draft.note(list, "styles", Fate::Converted, "");
    draft.styles.insert(class, declarations);
    if why.contains(',') {
        draft.note(list, "attributes", Fate::Lost, why);
    }
}

/// The extensions that read a construct of the dialect, any of them.
fn reader(construct: &str) -> Option<&'static [&'static str]> {
    Some(match construct {
        "attribute lists" | HEADING_LISTS => &["attr_list", "extra", "pymdownx.extra"],
        "keys" => &["pymdownx.keys"],
        "emoji" | "icons" => &["pymdownx.emoji"],
        "highlighting, sub- and superscript" => &["pymdownx.mark", "pymdownx.caret", "pymdownx.tilde"],
        "abbreviations" => &["abbr", "extra", "pymdownx.extra"],
        "admonitions" => &["admonition", "pymdownx.blocks.admonition"],
        "collapsible admonitions" => &["pymdownx.details", "pymdownx.blocks.details"],
        "content tabs" => &["pymdownx.tabbed", "pymdownx.blocks.tab"],
        "Markdown in HTML" | "grids" => &["md_in_html", "extra", "pymdownx.extra"],
        "footnotes" => &["footnotes", "extra", "pymdownx.extra"],
        "definition lists" => &["def_list", "extra", "pymdownx.extra"],
        "task lists" => &["pymdownx.tasklist"],
        "boxes" => ALERTS,
        _ => return None,
    })
}

/// Notes what stays as it is.
fn count(draft: &mut Draft<'_>, icons: &Found, has: &dyn Fn(&str) -> bool) {
    let read: &Read = draft.read;
    for (name, at, why) in &read.dialect {
        match why {
            Some(_)
                if *name == "icons" && missing_icon(why.as_deref()).is_some_and(|name| icons.has(name)) =>
            {
                draft.note(*at, name, Fate::Converted, "");
            }
            Some(why) if *name == "attributes" => attribute(draft, *at, why),
            Some(why) => draft.note(*at, name, Fate::Lost, why.clone()),
            None => match reader(name).filter(|extensions| !extensions.iter().any(|e| has(e))) {
                None => draft.note(*at, name, Fate::Left, ""),
                Some(extensions) => {
                    let text = format!(
                        "the book reads it; the site has no `{}`, and shows it as text",
                        extensions[0]
                    );
                    draft.note(*at, name, Fate::Converted, text);
                }
            },
        }
    }
    let keys: BTreeMap<&str, _> =
        read.keys.iter().map(|(key, span, text)| (key.as_str(), (span, text))).collect();
    for (key, (span, text)) in keys {
        let at = span.start;
        // The catalog would show the path of Material's drawing.
        if key == "icon" && text.as_deref().is_some_and(|text| text.contains('/')) {
            draft.edits.push(Edit::insert(at, "x-"));
            draft.note(
                at,
                "front matter",
                Fate::Lost,
                "`icon`: a drawing of the theme; the key is `x-icon` now",
            );
            continue;
        }
        let lost = match key {
            "template" => Some("a template of MkDocs"),
            "comments" | "social" => Some("a feature of the theme"),
            "pin" | "links" => Some("of the blog"),
            _ => None,
        };
        match lost {
            Some(why) => draft.note(at, "front matter", Fate::Lost, format!("`{key}`: {why}; the key stays")),
            None => draft.note(at, "front matter", Fate::Left, ""),
        }
    }
}
