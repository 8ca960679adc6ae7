//! Keys of the front matter, and their values as the pages of the book write them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Choice, Choices, FIELD, Place, VALUE, icons, ids, terms};
use crate::config::PageElement;
use crate::front_matter::write::{quoted, scalar};
use crate::lsp::book::State;
use crate::lsp::hover::of_field;
use crate::schema::{Field, FieldType, is_name_key};

impl Place<'_> {
    /// Whether the place is between the fences, or after the first where there is no second yet.
    pub(super) fn in_front_matter(&self) -> bool {
        let mut lines = self.text[..self.line].lines();
        let fence = lines.next().map(str::trim_end);
        matches!(fence, Some("---" | "+++")) && !lines.any(|line| Some(line.trim_end()) == fence)
    }

    pub(super) fn of_front_matter(&self, state: &State, file: &str) -> Choices {
        let before = self.before();
        let sign = if self.text.starts_with("+++") { '=' } else { ':' };
        if is_comment(before) {
            return Choices::none(self.byte);
        }
        if is_key(before) {
            return if self.is_in_table(sign) { Choices::none(self.byte) } else { self.of_keys(state, sign) };
        }
        let field = self.key(sign).and_then(|key| state.book.config.schema.get(&key));
        let Some(field) = field else { return Choices::none(self.byte) };
        let (start, quote) = self.value_start(sign, field.split.as_deref().unwrap_or_default());
        if field.kind != FieldType::Steps && self.is_reason(start - usize::from(quote.is_some()), sign) {
            return Choices::none(self.byte);
        }
        if field.name == "icon" {
            return Choices::icons(start, icons::in_field(&self.text[start..self.byte]));
        }
        let values = values(state, file, field);
        let written = |choice: Choice| {
            let new = match quote {
                Some(quote) => within(quote, &choice.new, sign)?,
                None => self.written(start, &choice.new, field.kind != FieldType::Bool, sign),
            };
            Some(Choice { new, ..choice })
        };
        Choices::at(start, values.into_iter().filter_map(written).collect())
    }

    /// The key whose value the place is in.
    fn key(&self, sign: char) -> Option<String> {
        let is_key = |line: &&str| !line.starts_with([' ', '\t', '-', '#', ']']) && line.contains(sign);
        let lines = self.text[..self.byte].lines().rev();
        let line =
            lines.take_while(|line| !line.starts_with("---") && !line.starts_with("+++")).find(is_key)?;
        Some(line.split(sign).next()?.trim().trim_matches(['"', '\'']).to_owned())
    }

    /// Whether the place is in a table of TOML, whose keys are others.
    fn is_in_table(&self, sign: char) -> bool {
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"' | '\'' | ' ');
        let is_head = |line: &str| {
            let inner = line.trim_end().strip_prefix('[').and_then(|inner| inner.strip_suffix(']'));
            inner
                .is_some_and(|inner| inner.trim_start_matches('[').trim_end_matches(']').chars().all(is_name))
        };
        // A line of brackets within a list over lines is a part of it.
        let mut depth = 0_i32;
        sign == '='
            && self.text[..self.line].lines().any(|line| {
                let is_open = depth > 0;
                depth = (depth + brackets(line)).max(0);
                !is_open && is_head(line)
            })
    }

    /// Whether a value is that of a key within a map, such as the reason after the name of a page: `retry: why`.
    fn is_reason(&self, start: usize, sign: char) -> bool {
        let before = self.text[self.line..start].trim_end();
        let Some(own) = before.strip_suffix(sign) else { return false };
        let name = own.rsplit([' ', '\t', '{', ',']).next().unwrap_or_default().trim_matches(['"', '\'']);
        // In a list, `id: retry` names the page; as a key of the field itself, `id` is the name.
        let is_record = own.trim_start().starts_with("- ") || self.goes_on_with_an_item();
        if is_record && is_name_key(name) {
            return false;
        }
        // The key of the field is at the start of its line, and alone there.
        own.starts_with([' ', '\t', '-']) || own.contains(['{', ','])
    }

    /// Whether the line is within an item of a list: `- why: x`, and `id: y` below it.
    fn goes_on_with_an_item(&self) -> bool {
        let indent = |line: &str| line.len() - line.trim_start().len();
        let own = indent(self.before());
        let above = self.text[..self.line].lines().rev().find(|line| indent(line) < own);
        above.is_some_and(|line| line.trim_start().starts_with("- "))
    }

    /// Where the value starts: after its key, the item before it, or a dash. In quotes, it starts after the quote, which
    /// is given too. It may hold spaces, apostrophes and signs that separate nothing there; `split` is what separates the
    /// values of a text.
    fn value_start(&self, sign: char, split: &str) -> (usize, Option<char>) {
        let before = self.before();
        let (mut start, mut quote) = (0, None);
        let is_item = before.trim_start().starts_with("- ");
        // A line without a key or a dash goes on with a list.
        let mut is_list = sign == '=' || before.starts_with([' ', '\t']) && !is_item;
        let mut chars = before.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|(_, next)| *next);
            if let Some((opening, open)) = quote {
                if (open == '"' && c == '\\') || (sign == ':' && (open, c, next) == ('\'', '\'', Some('\'')))
                {
                    chars.next();
                } else if c == open {
                    (start, quote) = (opening, None);
                }
                continue;
            }
            let is_first = before.get(start..at).is_none_or(|text| text.trim_start().is_empty());
            let is_after_key = sign == '=' || is_key(&before[..at]) || next.is_none_or(char::is_whitespace);
            match c {
                '"' | '\'' if is_first => quote = Some((at, c)),
                '[' | '{' if is_first => (start, is_list) = (at + 1, true),
                '-' if is_first && next == Some(' ') => start = at + 1,
                ',' if is_list => start = at + 1,
                _ if !split.is_empty() && !is_item && before[at..].starts_with(split) => {
                    start = at + split.len()
                }
                _ if c == sign && is_after_key => start = at + 1,
                _ => {}
            }
        }
        match quote {
            Some((opening, open)) => (self.line + opening + 1, Some(open)),
            None => (self.byte - before[start..].trim_start().len(), None),
        }
    }

    /// A value as the block needs it: in quotes where it is text that needs them, and apart from its key.
    fn written(&self, start: usize, value: &str, is_text: bool, sign: char) -> String {
        let value = match sign {
            _ if !is_text => value.to_owned(),
            '=' => quoted(value),
            _ => scalar(value),
        };
        if self.text[self.line..start].ends_with(sign) { format!(" {value}") } else { value }
    }

    /// The keys, in place of the word at the place.
    fn of_keys(&self, state: &State, sign: char) -> Choices {
        let line = self.text[self.byte..].lines().next().unwrap_or_default();
        let rest = line.find(|c: char| !is_key_sign(c)).unwrap_or(line.len());
        let mut keys = self.keys(state, sign);
        // A key that has a value keeps it.
        if !line[rest..].trim_start().starts_with(sign) {
            return Choices::at(self.line, keys);
        }
        for choice in &mut keys {
            choice.new.truncate(choice.label.len());
        }
        Choices { end: Some(self.byte + rest), ..Choices::at(self.line, keys) }
    }

    /// The keys that the page has not, each with what it means.
    fn keys(&self, state: &State, sign: char) -> Vec<Choice> {
        let config = &state.book.config;
        let own = self.text[self.line..].lines().next().unwrap_or_default();
        let fence = if sign == '=' { "\n+++" } else { "\n---" };
        let end = self.text[self.byte..].find(fence).map_or(self.text.len(), |at| self.byte + at);
        let said =
            self.text[..end].lines().filter(|line| *line != own).filter_map(|line| line.split_once(sign));
        let said: Vec<&str> = said
            .filter_map(|(key, _)| config.schema.get(key.trim()).map(|field| field.name.as_str()))
            .collect();
        let open = config.schema.fields().filter(|field| !said.contains(&field.name.as_str()));
        let choice = |field: &Field| Choice {
            detail: field.kind.name().to_owned(),
            words: of_field(state, &field.name),
            new: if sign == ':' { format!("{}: ", field.name) } else { format!("{} = ", field.name) },
            ..Choice::new(&field.name, FIELD)
        };
        open.map(choice).collect()
    }
}

/// Whether a line so far is a key, or the start of one.
fn is_key(before: &str) -> bool {
    before.chars().all(is_key_sign)
}

fn is_key_sign(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-')
}

/// How many brackets a line of TOML opens and does not close, outside of quotes and of a comment.
fn brackets(line: &str) -> i32 {
    let mut quote = None;
    let mut depth = 0;
    for c in line.chars() {
        match (quote, c) {
            (None, '#') => break,
            (None, '"' | '\'') => quote = Some(c),
            (None, '[') => depth += 1,
            (None, ']') => depth -= 1,
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    depth
}

/// Whether a line so far ends in a comment: after `#` and a space before it, outside of quotes.
fn is_comment(before: &str) -> bool {
    let is_start = |at: usize| before[..at].is_empty() || before[..at].ends_with([' ', '\t']);
    let is_open = |at: usize| {
        let (mut quote, mut last) = (None, ' ');
        for c in before[..at].chars() {
            match quote {
                // Within a word it is an apostrophe.
                None if matches!(c, '"' | '\'') && !last.is_alphanumeric() => quote = Some(c),
                Some(open) if open == c => quote = None,
                _ => {}
            }
            last = c;
        }
        quote.is_some()
    };
    before.match_indices('#').any(|(at, _)| is_start(at) && !is_open(at))
}

/// A value between quotes that are there already; nothing where they cannot hold it.
fn within(quote: char, value: &str, sign: char) -> Option<String> {
    match (quote, sign) {
        ('"', _) => quoted(value).strip_prefix('"')?.strip_suffix('"').map(str::to_owned),
        (_, ':') => Some(value.replace('\'', "''")),
        // TOML's single quotes know no escapes.
        _ => (!value.contains('\'')).then(|| value.to_owned()),
    }
}

/// What a field may hold: its terms, the pages, the values that it declares.
fn values(state: &State, file: &str, field: &Field) -> Vec<Choice> {
    if state.book.catalog.taxonomies.iter().any(|taxonomy| taxonomy.name == field.name) {
        return terms_as_written(state, &field.name);
    }
    match field.kind {
        FieldType::Bool => ["true", "false"].map(|value| Choice::new(value, VALUE)).into(),
        FieldType::Relation | FieldType::Steps => ids(state, file),
        _ if field.name == "type" => types(state),
        _ if field.name == "hide" => {
            PageElement::ALL.iter().map(|piece| Choice::new(piece.name(), VALUE)).collect()
        }
        _ => field.one_of.iter().map(|value| Choice::new(value, VALUE)).collect(),
    }
}

/// The terms of a taxonomy, each as most pages write it: another spelling would be a problem that `check` reports.
fn terms_as_written(state: &State, field: &str) -> Vec<Choice> {
    let taxonomy = state.book.catalog.taxonomies.iter().find(|taxonomy| taxonomy.name == field);
    let mut spellings: BTreeMap<usize, BTreeMap<&str, usize>> = BTreeMap::new();
    for page in &state.book.catalog.pages {
        for reference in page.written_references(field) {
            if let Some(term) = taxonomy.and_then(|taxonomy| taxonomy.position(&reference.name)) {
                *spellings.entry(term).or_default().entry(&reference.name).or_default() += 1;
            }
        }
    }
    let usual = |term: usize| {
        let written = spellings.get(&term)?.iter();
        written.max_by_key(|(_, times)| **times).map(|(name, _)| (*name).to_owned())
    };
    let choice = |(nth, choice): (usize, Choice)| match usual(nth) {
        Some(name) => Choice { label: name.clone(), new: name, ..choice },
        None => choice,
    };
    terms(state, field).into_iter().enumerate().map(choice).collect()
}

/// The types that pages have, and those that have a template.
fn types(state: &State) -> Vec<Choice> {
    let used = state.book.catalog.pages.iter().flat_map(|page| page.fields.page_types()).map(str::to_owned);
    let all: BTreeSet<String> = used.chain(state.book.templates.names().map(str::to_owned)).collect();
    all.into_iter().map(|name| Choice::new(name, VALUE)).collect()
}
