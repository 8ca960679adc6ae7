//! One condition of a filter, read strictly: what is no comparison, no value of its field or no term is refused, so that
//! nothing is answered as if it were another question.

use super::value::{ConditionReader, comparison, error, in_quotes, is_dash};
use super::{Condition, FilterError, Test};
use crate::catalog::Catalog;
use crate::config::Config;
use crate::diagnostic::nearest;
use crate::schema::Field;
use crate::text::matching::{self, Item};

type Result<T> = std::result::Result<T, FilterError>;

pub(super) fn read(item: &Item, catalog: &Catalog, config: &Config) -> Result<Condition> {
    Ok(Condition { negated: item.negated, test: test(item, catalog, config)? })
}

fn test(item: &Item, catalog: &Catalog, config: &Config) -> Result<Test> {
    let Some((name, rest)) = of_field(item) else { return word_or_none(item, config) };
    refuse_other_signs(item, &name)?;
    // A field of that name is the author's own.
    if name == "path" && config.schema.get(&name).is_none() {
        let values = rest.strip_prefix(":").map(|values| values.values()).unwrap_or_default();
        let places: Vec<String> = values.iter().map(place).collect();
        if places.is_empty() || places.iter().any(String::is_empty) {
            return Err(error(
                format!("`{}` names no folder and no page", item.written()),
                "write `path:folder` or `path:folder/page.md`, from the folder of the pages".to_owned(),
            ));
        }
        return Ok(Test::Below(places));
    }
    let reader = |field| ConditionReader { field, catalog, config };
    if let Some(values) = rest.strip_prefix(":") {
        return reader(field(&name, item, config)?).values(&values);
    }
    if let Some((comparison, limit)) = comparison(&rest) {
        return reader(field(&name, item, config)?).compared(comparison, &limit);
    }
    match config.schema.get(name.trim_end_matches('!')) {
        Some(_) => Err(as_in_addresses(item, &name, &rest)),
        None => word(item),
    }
}

/// A place in the folder of the pages, as their paths have it.
fn place(value: &Item) -> String {
    let text = value.text();
    let bare = text.strip_prefix("./").unwrap_or(&text).trim_end_matches("/**");
    bare.trim_matches('/').to_owned()
}

/// Refuses words that connect conditions elsewhere: here all must hold.
pub(super) fn refuse_connectives(items: &[Item]) -> Result<()> {
    let has_field = items.iter().any(|item| of_field(item).is_some());
    let connects = |item: &&Item| {
        let text = item.text();
        let is_word = matches!(text.as_str(), "OR" | "AND" | "NOT" | "|" | "||" | "&" | "&&");
        !item.is_quoted() && (is_word || has_field && matches!(text.as_str(), "or" | "and" | "not"))
    };
    match items.iter().find(connects).filter(|_| items.len() > 1) {
        Some(item) => Err(error(
            format!("`{}` does not join conditions: an entry must meet all of them", item.text()),
            format!(
                "write `field:one,two` for either value, `-field:value` for all others, or put the word in quotes to search for it: {}",
                in_quotes(&item.text())
            ),
        )),
        None => Ok(()),
    }
}

/// The sign of a condition that holds where an odd number of negations stands before it.
fn sign(negations: usize) -> &'static str {
    if negations % 2 == 1 { "-" } else { "" }
}

/// Refuses another sign of negation before a field than one `-`: `!tier:gold`, `-!tier:gold`, `--tier:gold`, and dashes that
/// word processors make of `-`.
fn refuse_other_signs(item: &Item, name: &str) -> Result<()> {
    let bare = name.trim_start_matches(|c| c == '!' || is_dash(c));
    let signs = name.chars().count() - bare.chars().count();
    if signs == 0 || bare.is_empty() {
        return Ok(());
    }
    // `!tier!=gold` has two.
    let named = bare.trim_end_matches('!');
    let after = bare.len() - named.len();
    let sign = sign(signs + after + usize::from(item.negated));
    let rest = bare_item(item, signs + bare.chars().count());
    let condition = match rest.find(|c| c == '=') {
        Some(0) => format!("{named}:{}", bare_item(&rest, leading(&rest, '=')).written()),
        _ => format!("{named}{}", rest.written()),
    };
    Err(error(format!("`{}` is not a condition", item.written()), format!("write `{sign}{condition}`")))
}

/// What an item says from a place on, without its sign.
fn bare_item(item: &Item, from: usize) -> Item {
    let mut rest = item.split_at(from).1;
    rest.negated = false;
    rest
}

/// How often an item starts with a sign.
fn leading(item: &Item, sign: char) -> usize {
    item.text().chars().take_while(|c| *c == sign).count()
}

/// A word, unless it has the signs of a condition: `title~retry`, or `>` with spaces around it.
fn word_or_none(item: &Item, config: &Config) -> Result<Test> {
    if let Some(at) = item.find(|c| c == '~')
        && config.schema.get(&item.split_at(at).0.text()).is_some()
    {
        let (name, rest) = item.split_at(at);
        return Err(as_in_addresses(item, &name.text(), &rest.split_at(1).1));
    }
    let text = item.text();
    let bare = text.trim_start_matches('!');
    if item.find(|c| c == '!') == Some(0) && !bare.is_empty() {
        let (sign, which) = match sign(text.len() - bare.len() + usize::from(item.negated)) {
            "" => ("", "with"),
            sign => (sign, "without"),
        };
        let as_text = format!("{}{}", if item.negated { "-" } else { "" }, in_quotes(&text));
        let message = format!("`{}` is not a condition", item.written());
        let bare = bare_item(item, leading(item, '!')).written();
        let help = format!(
            "write `{sign}{bare}` for all {which} it, or put the text in quotes to search for it: {as_text}"
        );
        return Err(error(message, help));
    }
    // `<canvas>` and `:tada:` are words.
    let is_enclosed = text.len() > 2
        && [('<', '>'), (':', ':')].iter().any(|(a, z)| text.starts_with(*a) && text.ends_with(*z));
    if !is_enclosed && item.find(|c| matches!(c, ':' | '<' | '>' | '=')) == Some(0) {
        let message = format!("`{}` has no field before it", item.text());
        let help =
            "write `field:value` or `field>value` without spaces, or put the text in quotes to search for it";
        return Err(error(message, format!("{help}: {}", in_quotes(&item.text()))));
    }
    word(item)
}

/// The name of a field, and what an item says of it from the sign on.
fn of_field(item: &Item) -> Option<(String, Item)> {
    let starts_quoted = item.split_at(1).0.is_quoted();
    let at = item.find(|c| matches!(c, ':' | '<' | '>' | '=')).filter(|&at| at > 0 && !starts_quoted)?;
    let (name, rest) = item.split_at(at);
    Some((name.text(), rest))
}

/// The values that a filter says of fields, each with the name of its field as written; of a range, both its ends.
pub(crate) fn values_said(filter: &str) -> Vec<(String, Item)> {
    let mut said = Vec::new();
    for (name, rest) in matching::items(filter).iter().filter_map(of_field) {
        let all = match rest.strip_prefix(":") {
            Some(values) => values.values(),
            None => comparison(&rest).map(|(_, limit)| limit.values()).unwrap_or_default(),
        };
        for value in all {
            let value = comparison(&value).map_or(value, |(_, limit)| limit);
            let ends = value.range().map_or_else(|| vec![value], |(from, to)| vec![from, to]);
            said.extend(ends.into_iter().map(|value| (name.clone(), value)));
        }
    }
    said
}

fn word(item: &Item) -> Result<Test> {
    let written = item.text();
    let word = matching::word(&written);
    if word.is_empty() {
        return Err(error(
            format!("`{written}` contains no word"),
            "name a word, or leave it out".to_owned(),
        ));
    }
    Ok(Test::Word { word, written })
}

/// `field=value`, as the addresses of catalogs have it, and `field!=value`.
fn as_in_addresses(item: &Item, name: &str, rest: &Item) -> FilterError {
    let value = rest.text();
    let value = value.trim_start_matches('=');
    let bare = name.trim_end_matches('!');
    let sign = sign(name.len() - bare.len() + usize::from(item.negated));
    error(format!("`{}` is not a condition", item.written()), format!("write `{sign}{bare}:{value}`"))
}

fn field<'c>(name: &str, item: &Item, config: &'c Config) -> Result<&'c Field> {
    config.schema.get(name).ok_or_else(|| {
        let names = config.schema.fields().map(|field| field.name.as_str());
        let message = format!("`{name}` is not a field to filter by");
        match nearest(name, names) {
            Some(near) => error(message, format!("did you mean `{near}`?")),
            None => error(
                message,
                format!("put the text in quotes to search for it: {}", in_quotes(&item.text())),
            ),
        }
    })
}
