//! What a text says, as the value of a field: terms and pages by their ids, the rest as written.

use std::ops::Range;

use super::line::{Line, Value, link};
use super::node::{Kind, Node};
use super::said::Said;
use crate::catalog::{Catalog, Found, NEIGHBOURS, Taxonomy, Term};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::front_matter::{self, Fence};
use crate::page::Page;
use crate::page_template::PageTemplates;
use crate::schema::{self, Date, Field, FieldType, Fields, is_address, several_people};
use crate::text::address::is_safe_url;
use crate::text::markdown::{markdown_text, wiki_page};
use crate::text::name::term_id;
use crate::text::words::{is_said_by, is_word_of_templates, says_nothing};

/// A table of texts.
type Record = Vec<(&'static str, String)>;

/// Why a text is no value, where it is, and what helps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Refused {
    pub(crate) message: String,
    pub(crate) span: Range<usize>,
    pub(crate) help: Option<String>,
    /// Whether the label stands there, and nothing after it.
    pub(crate) is_empty: bool,
}

impl Refused {
    pub(crate) fn new(message: String, span: &Range<usize>) -> Self {
        Self { message, span: span.clone(), ..Self::default() }
    }
}

pub(super) fn nothing(field: &Field, span: &Range<usize>) -> Refused {
    let message = format!("`{}` has no value", field.name);
    Refused { is_empty: true, ..Refused::new(message, span) }
}

/// What values are read against.
pub(crate) struct Values<'a> {
    pub(crate) page: &'a Page,
    pub(crate) catalog: &'a Catalog,
    pub(crate) config: &'a Config,
    pub(crate) templates: &'a PageTemplates,
}

impl Values<'_> {
    /// The value of a field that some lines say: one, or the items of a list.
    pub(super) fn read(&self, field: &Field, lines: &[Line<'_>]) -> Result<Said, Refused> {
        let span = span_of(lines);
        if span.is_empty() {
            return Err(nothing(field, &span));
        }
        self.holdable(lines)?;
        let page = &self.page.text;
        if let [line] = lines
            && is_choice(&line.shown(page))
        {
            return Err(Refused::new(format!("`{}` is a placeholder", line.shown(page)), &line.span));
        }
        let several = || lines.iter().flat_map(|line| self.values_of(field, line)).collect::<Vec<_>>();
        // A taxonomy of dates is one of years: what the page says is the date.
        let kind = field.said_as();
        match kind {
            FieldType::Terms | FieldType::Relation => self.several(field, &several(), &span),
            FieldType::List if lines.len() > 1 || field.own => {
                Ok(Said::List(lines.iter().map(|line| line.markdown(page)).collect()))
            }
            FieldType::List => self.several(field, &several(), &span),
            FieldType::People => {
                let people = lines.iter().map(|line| people(line, lines.len() == 1, page));
                Ok(Said::Records(people.collect::<Result<Vec<_>, _>>()?.concat()))
            }
            FieldType::Records | FieldType::Steps | FieldType::Search | FieldType::Free => {
                Err(Refused::new(format!("`{}` is a table, but this is a text", field.name), &span))
            }
            _ => match lines {
                [line] => Ok(text_value(kind, line, page)),
                _ => {
                    let message = format!("`{}` holds one text, but this has {}", field.name, lines.len());
                    Err(Refused::new(message, &span))
                }
            },
        }
    }

    /// Refuses what no value can hold, at its place.
    pub(super) fn holdable(&self, lines: &[Line<'_>]) -> Result<(), Refused> {
        for line in lines {
            for node in line.all() {
                let what = match node.kind {
                    Kind::Footnote => "a footnote",
                    Kind::Image => "an image",
                    Kind::Html if !node.is_comment(&self.page.text) => "HTML",
                    _ => continue,
                };
                return Err(Refused::new(
                    format!("this contains {what}, which no value can hold"),
                    &node.span,
                ));
            }
            let written = &self.page.text[line.span.clone()];
            if written.contains("{{") || written.contains("{%") {
                let message = "this contains something that is filled in, which no value can hold".to_owned();
                return Err(Refused::new(message, &line.span));
            }
            if written.contains("![[") {
                let message = "this embeds a file, which no value can hold".to_owned();
                return Err(Refused::new(message, &line.span));
            }
        }
        Ok(())
    }

    /// Whether the front matter says a field already, readable or not.
    pub(crate) fn is_known(&self, name: &str) -> bool {
        let read = self.page.fields.written.0.iter().map(|entry| entry.key.as_str());
        // A key that cannot be read is there all the same.
        let lines = self.page.text[self.page.front_matter.clone()].lines();
        let unread = lines.filter_map(|line| line.split_once([':', '=']).map(|(key, _)| key.trim_end()));
        read.chain(unread.filter(|key| !key.starts_with([' ', '\t', '#', '-'])))
            .filter_map(|key| self.config.schema.get(key))
            .any(|field| field.name == name)
    }

    /// The value, if the page does not have one already and its field takes it.
    pub(super) fn accept(&self, name: &str, said: Said, span: &Range<usize>) -> Result<Said, Refused> {
        let help = |help: &str| Some(help.to_owned());
        if self.is_known(name) {
            let message = format!("the front matter already has `{name}`");
            let help = help("the front matter is used; delete one of the two");
            return Err(Refused { help, ..Refused::new(message, span) });
        }
        match self.first_problem(name, &said) {
            None => Ok(said),
            Some(problem) => {
                let help = problem.help.map(String::from);
                Err(Refused { help, ..Refused::new(problem.message, span) })
            }
        }
    }

    /// What the schema says against a value.
    fn first_problem(&self, name: &str, said: &Said) -> Option<Diagnostic> {
        let (fields, problems) = self.typed(name, said);
        let is_nothing = fields.get(name).is_none();
        let nothing = is_nothing
            .then(|| Diagnostic::new(Code::NotLifted, format!("`{name}` cannot hold what is said here")));
        problems.into_iter().next().or(nothing)
    }

    /// A value as the schema reads it in a front matter of its own, and what is wrong with it there.
    pub(crate) fn typed(&self, name: &str, said: &Said) -> (Fields, Vec<Diagnostic>) {
        let text = format!("---\n{}---\n", said.yaml(name));
        let Fence::Closed(block) = front_matter::find(&text) else { return Default::default() };
        let mut problems = Vec::new();
        let written = front_matter::parse(&text, &block, "", &mut problems);
        let fields = self.config.schema.read(written, &[], &text, "", &mut problems);
        (fields, problems)
    }

    /// Several values of a field of terms, of pages, or of texts.
    pub(super) fn several(
        &self,
        field: &Field,
        values: &[Value],
        span: &Range<usize>,
    ) -> Result<Said, Refused> {
        if values.is_empty() {
            return Err(nothing(field, span));
        }
        let name = |value: &Value| match field.kind {
            FieldType::Terms => self.term(field, value),
            FieldType::Relation => self.reference(field, value),
            _ => Ok(value.text.clone()),
        };
        if let Some(mixed) = values.iter().find(|it| field.name == "tags" && schema::is_mixed(&it.text)) {
            let message = format!("only some words of `{}` have a sign of a tag", mixed.text);
            return Err(Refused::new(message, &mixed.span));
        }
        let values: Vec<Value> = values.iter().flat_map(|value| in_signs(field, value)).collect();
        let named = values.iter().map(|value| Ok((name(value)?, value.note.clone())));
        let named = named.collect::<Result<Vec<_>, Refused>>()?;
        if named.iter().any(|(_, note)| note.is_some()) {
            return Ok(Said::Notes(named));
        }
        let mut names: Vec<String> = Vec::new();
        for (name, _) in named {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        if names.len() > 1 && NEIGHBOURS.contains(&field.name.as_str()) {
            let message = format!("`{}` holds one page, but this has {}", field.name, names.len());
            return Err(Refused::new(message, span));
        }
        Ok(match (names.as_slice(), field.kind) {
            ([one], FieldType::Terms) if field.name != "tags" => Said::Text(one.clone()),
            ([one], _) if NEIGHBOURS.contains(&field.name.as_str()) => Said::Text(one.clone()),
            _ => Said::List(names),
        })
    }

    /// A term by its id: that of the page which the link leads to, or of the name.
    fn term(&self, field: &Field, value: &Value) -> Result<String, Refused> {
        let Some(taxonomy) = self.catalog.taxonomies.iter().find(|taxonomy| taxonomy.name == field.name)
        else {
            return Ok(value.text.clone());
        };
        let of_page = value.link.as_deref().and_then(|link| self.page_of(link));
        let linked = of_page.and_then(|page| taxonomy.terms.iter().find(|term| term.page == Some(page)));
        // What pages call a term that the book does not declare is the word of the book: `Final`, and not `complete`.
        let is_of_book = self.config.taxonomies.iter().any(|it| it.name == field.name && it.own_terms);
        let by_other_name = |term: &&Term| {
            let name = term_id(&value.text);
            !is_of_book && name != term.id && term.aliases.iter().any(|alias| term_id(alias) == name)
        };
        if let Some(term) = linked.or_else(|| named(taxonomy, &value.text)) {
            let is_as_written = linked.is_none() && by_other_name(&term);
            return Ok(if is_as_written { value.text.clone() } else { term.id.clone() });
        }
        if let Some(link) = value.link.as_deref().filter(|link| link.contains("://")) {
            return Err(Refused::new(
                format!("`{}` does not take an address: `{link}`", field.name),
                &value.span,
            ));
        }
        let is_closed = !taxonomy.open && self.is_declared(taxonomy);
        if !is_closed {
            return Ok(value.text.clone());
        }
        let terms: Vec<&str> = taxonomy.terms.iter().map(|term| term.id.as_str()).collect();
        let help = format!(
            "declare it in book.toml under `[preprocessor.patterns.taxonomy.{}]`; the terms are: {}",
            field.name,
            terms.join(", ")
        );
        let message = format!("`{}` is not a term of `{}`", value.text, field.name);
        Err(Refused { help: Some(help), ..Refused::new(message, &value.span) })
    }

    fn is_declared(&self, taxonomy: &Taxonomy) -> bool {
        let declared = self.config.taxonomies.iter().find(|declared| declared.name == taxonomy.name);
        declared.is_some_and(|declared| !declared.terms.is_empty())
            || taxonomy.terms.iter().any(|term| term.page.is_some())
    }

    /// A page by the shortest name that means it here, with a text of its own where its title does not say the same;
    /// or a link to somewhere else.
    fn reference(&self, field: &Field, value: &Value) -> Result<String, Refused> {
        let from = self.page.path.as_deref().unwrap_or_default();
        let found = match &value.link {
            Some(to) if is_elsewhere(to) => return self.elsewhere(field, value, to),
            Some(to) => self.page_of(to),
            None if is_elsewhere(&value.text) => return self.elsewhere(field, value, &value.text),
            None => match self.catalog.index.resolve(&value.text, from) {
                Found::Page(page) => Some(page),
                _ => None,
            },
        };
        let named = value.link.as_deref().unwrap_or(&value.text);
        let Some(id) = found else {
            if says_nothing(named) {
                return Err(nothing(field, &value.span));
            }
            return Err(Refused::new(format!("`{named}` is not a page of this book"), &value.span));
        };
        let heading = named.split_once('#').map(|(_, heading)| heading).filter(|heading| !heading.is_empty());
        let heading = heading.filter(|_| value.link.is_some() || self.names_heading(named));
        let page = &self.catalog.pages[id];
        let (stem, path) = (page.stem(), page.path.clone().unwrap_or_default());
        let is_enough = |name: &&str| self.catalog.index.resolve(name, from) == Found::Page(id);
        let shortest = |names: &[&str]| names.iter().copied().find(is_enough).unwrap_or(&path).to_owned();
        let refused = || {
            let message = format!("`{named}` is a heading, and `{}` would name only its page", field.name);
            Err(Refused::new(message, &value.span))
        };
        if heading.is_some() && value.link.is_none() {
            return refused();
        }
        let reference = match is_said_by(&value.text, page.short_title()) {
            true if heading.is_none() => shortest(&[&stem]),
            true => link(&markdown_text(&value.text), &shortest(&[named])),
            false if value.link.is_none() => link(&markdown_text(&value.text), &shortest(&[&path, &stem])),
            false => link(&markdown_text(&value.text), &shortest(&[named, &path, &stem])),
        };
        if heading.is_some_and(|heading| !reference.contains(heading)) {
            return refused();
        }
        Ok(reference)
    }

    /// Whether a name is that of a page and a heading in it: `retry#How`, and not `c#basics` for a page of this name.
    pub(super) fn names_heading(&self, name: &str) -> bool {
        let page = name.split_once('#').filter(|(_, heading)| !heading.is_empty()).map(|(page, _)| page);
        page.is_some_and(|page| {
            self.page_named(page).is_some() && self.page_named(page) == self.page_named(name)
        })
    }

    fn elsewhere(&self, field: &Field, value: &Value, to: &str) -> Result<String, Refused> {
        if !is_safe_url(to) {
            return Err(Refused::new(format!("`{to}` is not an address that may be linked"), &value.span));
        }
        Ok(match value.text == to || field.kind != FieldType::Relation {
            true => to.to_owned(),
            false => format!("[{}]({to})", value.text),
        })
    }

    /// The values of a line; where some pages are linked, these, and what names a page between them.
    fn values_of(&self, field: &Field, line: &Line<'_>) -> Vec<Value> {
        let (line, page) = (line.unwrapped(), &self.page.text);
        let links = line.links();
        if field.kind != FieldType::Relation || links.is_empty() {
            return line.values(page);
        }
        let value = |(node, to): &(&Node, &str)| Value {
            text: node.text(),
            link: Some((*to).to_owned()),
            note: None,
            span: node.span.clone(),
        };
        let named = line.values(page).into_iter();
        let named = named.filter(|value| value.link.is_none() && self.page_named(&value.text).is_some());
        let mut values: Vec<Value> = links.iter().map(value).chain(named).collect();
        values.sort_by_key(|value| value.span.start);
        values
    }

    /// The page that a name in a relation means.
    pub(super) fn page_named(&self, name: &str) -> Option<usize> {
        match self.catalog.index.resolve(name, self.page.path.as_deref().unwrap_or_default()) {
            Found::Page(page) if !is_elsewhere(name) => Some(page),
            _ => None,
        }
    }

    /// The page that a link leads to.
    pub(super) fn page_of(&self, link: &str) -> Option<usize> {
        let from = self.page.path.as_deref().unwrap_or_default();
        let path = link.split(['#', '?']).next().unwrap_or(link);
        if path.is_empty() || path.contains("://") || path.starts_with("mailto:") {
            return None;
        }
        let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
        let path = if path.contains('/') { path.into_owned() } else { format!("./{path}") };
        match self.catalog.index.resolve(&path, from) {
            Found::Page(page) => Some(page),
            _ => None,
        }
    }
}

/// The values of a text in which each has a sign of its own; a tag is what follows its sign.
fn in_signs(field: &Field, value: &Value) -> Vec<Value> {
    let are_tags = field.name == "tags";
    let pieces = schema::in_signs(&value.text, are_tags).unwrap_or_else(|| vec![&value.text]);
    let named = |piece: &str| {
        let name = if are_tags { schema::without_hash(piece) } else { piece };
        Value { text: wiki_page(name).to_owned(), ..value.clone() }
    };
    pieces.into_iter().map(named).collect()
}

/// From the first line to the last.
pub(super) fn span_of(lines: &[Line<'_>]) -> Range<usize> {
    match (lines.first(), lines.last()) {
        (Some(first), Some(last)) => first.span.start..last.span.end,
        _ => 0..0,
    }
}

/// The value of a field that holds one text.
fn text_value(kind: FieldType, line: &Line<'_>, page: &str) -> Said {
    match kind {
        FieldType::Markdown | FieldType::TradeOffs => Said::Text(line.markdown(page)),
        FieldType::Quote => Said::Record(vec![("text", line.markdown(page))]),
        FieldType::Date => {
            let text = line.unwrapped().shown(page);
            // A time, or a word about the date, is more than it.
            let date = Date::of_words(&text).or_else(|| day_with_remark(&text));
            Said::Text(date.map_or(text, |date| date.to_string()))
        }
        _ => Said::Text(line.unwrapped().shown(page)),
    }
}

/// `2018-01-05 (backdated)`: a day, and a remark that has no date in it. Of two dates, nobody knows which one is meant.
fn day_with_remark(text: &str) -> Option<Date> {
    let (day, remark) = text.strip_suffix(')')?.split_once(" (")?;
    let is_remark = !remark.contains(|c: char| matches!(c, '(' | ')') || c.is_numeric())
        && !remark.split(|c: char| !c.is_alphabetic()).any(schema::is_month);
    Date::of_words(day).filter(|date| is_remark && date.is_day())
}

/// `[Draft | Final]`: values of which a template wants one.
fn is_choice(text: &str) -> bool {
    let inner = text.strip_prefix('[').and_then(|inner| inner.strip_suffix(']'));
    inner.is_some_and(|inner| inner.contains('|') && !inner.contains(['[', ']']))
}

/// Whether an address leads out of the book.
fn is_elsewhere(to: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| to.starts_with(scheme))
}

/// The term of a name: `Law 1: Correlated failure` as a whole, or by one of its halves.
fn named<'t>(taxonomy: &'t Taxonomy, text: &str) -> Option<&'t Term> {
    let halves = text.split_once(':').map(|(before, behind)| [behind.trim(), before.trim()]);
    let names = [text].into_iter().chain(halves.into_iter().flatten());
    names.filter_map(|name| taxonomy.position(name)).map(|at| &taxonomy.terms[at]).next()
}

/// The people of a line: of one that says nothing else, those that its text names.
fn people(line: &Line<'_>, is_one: bool, page: &str) -> Result<Vec<Record>, Refused> {
    let line = line.unwrapped();
    let text = line.shown(page);
    let links = line.links();
    let people = match links.as_slice() {
        [] if is_one => without_brackets(several_people(&text).unwrap_or_else(|| vec![&text]))
            .into_iter()
            .map(|name| person(name, None))
            .collect(),
        [] => vec![person(&text, None)],
        [(_, to)] if !is_one => vec![person(&text, Some(to))],
        [_, _, ..] if are_linked_alone(&line, page) => linked_people(&line, page),
        _ => line.values(page).iter().map(|value| person(&value.text, value.link.as_deref())).collect(),
    };
    match people.iter().find(|person: &&Record| is_sentence(&person[0].1)) {
        Some(_) => Err(Refused::new("this is a sentence, and no name of a person".to_owned(), &line.span)),
        None => Ok(people),
    }
}

/// `[Ann Lee],[Bo Ray]`: names in the brackets of links that nothing defines. One alone is a placeholder, and so are words
/// that no name looks like.
fn without_brackets(names: Vec<&str>) -> Vec<&str> {
    let inner: Option<Vec<&str>> = names
        .iter()
        .map(|name| name.strip_prefix('[')?.strip_suffix(']').filter(|inner| is_full_name(inner)))
        .collect();
    inner.filter(|inner| inner.len() > 1).unwrap_or(names)
}

/// `Ann Lee`, `Jo van Dam`: several words, the first and the last one in capitals, of which templates have none in brackets.
fn is_full_name(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let is_word = |word: &&str| {
        word.starts_with(char::is_alphabetic)
            && word.chars().all(|c| c.is_alphabetic() || ".'’-".contains(c))
            && !is_word_of_templates(word)
    };
    let are_capital =
        [words.first(), words.last()].into_iter().flatten().all(|it| !it.starts_with(char::is_lowercase));
    words.len() > 1 && are_capital && words.iter().all(is_word)
}

/// The people whose links stand alone in a line, each with the address in the parentheses after the link.
fn linked_people(line: &Line<'_>, page: &str) -> Vec<Record> {
    let links = line.links();
    let ends = links.iter().skip(1).map(|(next, _)| next.span.start).chain([line.span.end]);
    let of_link = |((node, to), end): (&(&Node, &str), usize)| {
        let name = node.text();
        let remark = page.get(node.span.end..end).and_then(|behind| remarks(behind).next());
        match remark.map(str::trim).filter(|remark| is_address(remark)) {
            Some(address) => person(&format!("{name} ({address})"), Some(to)),
            None => person(&name, Some(to)),
        }
    };
    links.iter().zip(ends).map(of_link).collect()
}

/// Whether each link of a line is another person: between two stands a sign, or `and`, and nowhere more than that but in
/// parentheses.
fn are_linked_alone(line: &Line<'_>, page: &str) -> bool {
    let links = line.links();
    let starts = std::iter::once(line.span.start).chain(links.iter().map(|(link, _)| link.span.end));
    let ends = links.iter().map(|(link, _)| link.span.start).chain([line.span.end]);
    let between: Vec<&str> =
        starts.zip(ends).map(|(start, end)| page.get(start..end).unwrap_or_default()).collect();
    let last = between.len() - 1;
    between.iter().enumerate().all(|(at, said)| {
        let said = outside(said);
        let words: Vec<&str> =
            said.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
        let separates = said.contains([',', ';', '&']) || words == ["and"];
        words.iter().all(|word| *word == "and") && (separates || at == 0 || at == last)
    }) && !between.iter().any(|said| remarks(said).any(names_others))
}

/// What of a text stands in parentheses.
fn remarks(text: &str) -> impl Iterator<Item = &str> {
    text.split('(').skip(1).map(|rest| rest.split(')').next().unwrap_or_default())
}

/// `with Cy Fox`, `Acme, ann@x.example`: a remark that says more of people than where one is.
fn names_others(remark: &str) -> bool {
    let joins = |word: &str| matches!(word.to_lowercase().as_str(), "with" | "and" | "&" | "+");
    remark.split_whitespace().any(joins) || remark.contains('@') && !is_address(remark.trim())
}

/// What of a text stands outside of parentheses.
fn outside(text: &str) -> String {
    let mut depth = 0_usize;
    let is_outside = |c: &char| {
        depth += usize::from(*c == '(');
        let is_outside = depth == 0;
        depth = depth.saturating_sub(usize::from(*c == ')'));
        is_outside
    };
    text.chars().filter(is_outside).collect()
}

fn is_sentence(name: &str) -> bool {
    name.chars().count() > 60 || name.split_whitespace().count() > 8
}

/// `[Ann](https://ann.example)`, `Ann <ann@example.com>`, both, `Ann`: the text and the link in it.
pub(super) fn person(text: &str, link: Option<&str>) -> Record {
    let person = schema::person(text, link);
    let value = |key: &'static str, value: Option<String>| value.map(|value| (key, value));
    let addresses = [value("url", person.url), value("email", person.email)];
    std::iter::once(("name", person.name)).chain(addresses.into_iter().flatten()).collect()
}
