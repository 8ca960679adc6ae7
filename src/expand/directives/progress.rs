//! `progress`: the list below it remembers what readers have done.

use super::*;

pub(super) fn run(expander: &Expander<'_>, id: PageId, arguments: &Arguments<'_>) -> Outcome {
    let page = expander.page(id);
    let behind = arguments.span().end;
    let gap = page.text[behind..].find(|c: char| !c.is_whitespace() && c != '>');
    let is_list = |gap: usize| page.lists.binary_search(&(behind + gap)).is_ok();
    if !gap.is_some_and(is_list) {
        let example = "{{#patterns progress}}`, and under it a list such as `- [ ] Read the introduction";
        return Err(arguments.missing("a list directly below it", example));
    }
    if expander.templates.mode() == Mode::Text {
        return Ok(Output::Nothing);
    }
    expander.templates.render("progress", &()).map(Output::Block)
}
