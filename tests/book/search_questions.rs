//! Which page answers a question: the one that is about it, in books that real mdBook built.

use super::search_found::{book, finds};

/// Sentences that no question asks for.
fn others(count: usize) -> String {
    "Snow falls on quiet hills while travellers sleep near warm fires. ".repeat(count)
}

#[test]
fn what_a_page_starts_with_is_what_it_is_about() {
    let long = others(12);
    let about =
        format!("# One\n\nA constant may hold a weak reference.\n\n## Why\n\n{long}\n\n## How\n\n{long}\n");
    let says = "A weak reference is no constant here: weak, a reference, constant.";
    let mentions = format!("# Two\n\n{long}\n\n## Why\n\n{long}\n\n## How\n\n{says} {}\n", others(2));
    let pages =
        [("mentions.md", mentions.as_str()), ("about.md", &about), ("else.md", "# Three\n\nNothing.\n")];
    finds(book(&pages), &[("can a constant be a reference that is weak", "2 about mentions")]);
}

#[test]
fn words_of_a_question_that_stand_together_count_more_than_the_same_words_apart() {
    let long = others(40);
    let together = format!(
        "# One\n\nText.\n\n## A\n\n{long}\n\n## B\n\nGroups collect results of children tasks.\n\n{long} {long}\n"
    );
    let apart = format!(
        "# Two\n\nText.\n\n## A\n\nThe groups. {long}\n\n## B\n\nTo collect. {long}\n\n## C\n\nTheir results. {long}\n\n\
         ## D\n\nOf children tasks. \n"
    );
    let pages =
        [("apart.md", apart.as_str()), ("together.md", &together), ("else.md", "# Three\n\nNothing.\n")];
    finds(book(&pages), &[("how do groups of tasks collect the results of children", "2 together apart")]);
}

#[test]
fn a_short_question_need_not_find_all_of_its_words_on_the_page_that_answers_it() {
    let pages = [
        ("dark.md", "# Dark mode\n\nThe colours of the system tell what the reader likes.\n"),
        (
            "press.md",
            "# Buttons\n\nThey detect presses. In a dark room another mode of them is seen by few.\n",
        ),
        ("else.md", "# Three\n\nNothing.\n"),
    ];
    finds(
        book(&pages),
        &[("how do I detect dark mode", "2 dark? press"), ("detect dark mode", "2 press dark?")],
    );
}

#[test]
fn a_name_in_another_form_is_found_as_a_word_is() {
    let pages = [
        ("once.md", "# One\n\nThis needs back-deploying, which somebody backdeploys.\n"),
        (
            "name.md",
            "# Two\n\n`backDeploys` says where. Each `backDeploys` counts, and `@backDeploys(before:)`, too.\n",
        ),
        ("else.md", "# Three\n\nNothing.\n"),
    ];
    finds(book(&pages), &[("backdeploying", "2 once name")]);
}

#[test]
fn a_version_is_no_number_of_a_page() {
    let pages = [
        ("0020-pins.md", "# Pins\n\nSince 3.0.\n"),
        ("road.md", "# The road to 2.0\n\nMuch changes in 2.0.\n"),
        ("else.md", "# Three\n\nNothing.\n"),
    ];
    finds(book(&pages), &[("2.0", "1 road"), ("20", "1 0020-pins"), ("0020", "1 0020-pins")]);
}

#[test]
fn a_name_with_an_ending_is_the_name() {
    let pages = [
        ("contrast.md", "# Contrast\n\nUse WebAIM's checker, and `store.disk`’s size.\n"),
        ("fr.md", "# Web\n\nIls aiment le web.\n"),
        ("else.md", "# Three\n\nNothing.\n"),
    ];
    finds(
        book(&pages),
        &[("webaim", "1 contrast"), ("WebAIM", "2 contrast fr?"), ("storedisk", "1 contrast")],
    );
}
