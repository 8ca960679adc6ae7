//! Asking on the terminal for what is missing.

use anyhow::Result;
use dialoguer::{Input, Select};

use super::draft::{Draft, Open};
use crate::cli::ask::{failed, stoppable};
use crate::config::Config;

/// The words of the choice that leaves a field out.
const NONE: &str = "(none)";

/// Asks for each open field; a field of declared terms by a list of them.
pub(super) fn for_fields(open: &[Open], draft: &mut Draft, config: &Config) -> Result<()> {
    if open.is_empty() {
        return Ok(());
    }
    stoppable(|| ask(open, draft, config))
}

fn ask(open: &[Open], draft: &mut Draft, config: &Config) -> Result<()> {
    for field in open {
        let label = config.field_label(&field.name);
        let choices = choices(&field.name, config);
        let value = if choices.is_empty() {
            text(&label, field.required)?
        } else {
            one(&label, choices, field.required)?
        };
        if let Some(value) = value {
            draft.set(&field.name, &value, config);
        }
    }
    Ok(())
}

fn choices(name: &str, config: &Config) -> Vec<String> {
    let taxonomy = config.taxonomies.iter().find(|taxonomy| taxonomy.name == name);
    let terms =
        taxonomy.map(|taxonomy| taxonomy.terms.iter().map(|term| term.id.clone()).collect::<Vec<_>>());
    let one_of = config.schema.get(name).map(|field| field.one_of.clone());
    terms.filter(|terms| !terms.is_empty()).or(one_of).unwrap_or_default()
}

fn text(label: &str, required: bool) -> Result<Option<String>> {
    let input = Input::<String>::new().with_prompt(label).allow_empty(!required);
    let text = input.interact_text().map_err(failed)?;
    Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
}

fn one(label: &str, mut choices: Vec<String>, required: bool) -> Result<Option<String>> {
    if !required {
        choices.insert(0, NONE.to_owned());
    }
    let chosen = Select::new().with_prompt(label).items(&choices).default(0).interact();
    let chosen = chosen.map_err(failed)?;
    Ok(Some(choices.swap_remove(chosen)).filter(|choice| choice != NONE))
}
