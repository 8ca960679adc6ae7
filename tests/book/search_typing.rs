//! What readers find while they type: each word may be unfinished, and a title that goes on so is what they mean.

use crate::search_found::{book, finds, node};

/// Pages whose texts hold the unfinished words as words of their own.
const PAGES: &[(&str, &str)] = &[
    (
        "pinning.md",
        "# Pinning\n\nA man in the middle. The man reads a sess file: man, sess, man. The th of it is a mod.\n",
    ),
    ("sessions.md", "# Session management\n\nHow long visitors stay signed in.\n"),
    ("threats.md", "# Threat modeling\n\nWhat may go wrong.\n"),
    ("vitamins.md", "# Vitamins\n\n## C\n\nVitamin C, more C, and c again: c, c, c.\n"),
    ("cookies.md", "# Cookies\n\nA jar.\n"),
    ("forms.md", "# Preventing injection in web forms\n\nA text.\n"),
    ("webhooks.md", "# Webhooks\n\nPrevious forms of a web: web forms.\n"),
];

#[test]
fn every_word_of_a_title_may_be_unfinished() {
    let expected = [
        ("sess man~", "2 sessions pinning"),
        ("th mod~", "2 threats pinning"),
        ("prev in f~", "3 forms webhooks pinning?"),
        ("inj f~", "3 forms webhooks? pinning?"),
        ("web fo~", "2 forms webhooks"),
    ];
    finds(book(PAGES), &expected);
}

#[test]
fn one_letter_finds_the_titles_that_start_with_it() {
    let expected =
        [("c~", "2 cookies vitamins"), ("t~", "3 threats pinning forms"), ("w~", "3 webhooks forms threats")];
    finds(book(PAGES), &expected);
}

#[test]
fn a_title_that_starts_exactly_so_comes_before_others_whose_words_do() {
    let regression = "# Authorization regression testing\n\nAuthorization testing: te, tes, testing, and integration te.\n";
    let pages = [
        ("regression.md", regression),
        ("testing.md", "# Authorization testing automation\n\nA text.\n"),
        ("teams.md", "# Integration with teams\n\nAn integration te, te, te.\n"),
        ("integration-tea.md", "# Tea of te, an integration\n\nIntegration te.\n"),
        (
            "secret-management.md",
            "# Secrets management with rotation\n\nSecrets management, secrets management.\n",
        ),
        ("vault.md", "# Secrets management\n\nA text.\n"),
        ("tests.md", "# Integration testing of all the many parts that there are\n\nA text.\n"),
    ];
    let expected = [
        ("authorization te~", "6 testing regression integration-tea? teams?"),
        ("authorization testing~", "3 testing regression tests?"),
        ("secrets management~", "2 vault secret-management"),
        ("integration te~", "6 tests teams integration-tea regression"),
    ];
    finds(book(&pages), &expected);
}

#[test]
fn a_finished_query_means_its_words() {
    finds(book(PAGES), &[("sess man", "1 pinning"), ("c", "1 vitamins")]);
}

#[test]
fn the_last_word_of_a_sentence_is_probably_whole() {
    let pages = [
        ("ids.md", "# Session ids\n\nHow long a session id should be: long enough. A session id is long.\n"),
        (
            "beans.md",
            "# Beans\n\nA bean begins a session. Become a bean, before it began. Beans best behave. Long beans.\n",
        ),
        ("others.md", "# Others\n\nText of a kind.\n"),
    ];
    let query = "how long should a session id be~";
    finds(book(&pages), &[(query, "2 ids beans?"), (query.trim_end_matches('~'), "2 ids beans")]);
}

#[test]
fn no_word_that_goes_on_so_is_left_out() {
    let words: Vec<String> =
        ('a'..='z').flat_map(|a| ('a'..='c').map(move |b| format!("con{a}{b}"))).collect();
    let pages: Vec<(String, String)> =
        words.iter().map(|word| (format!("{word}.md"), format!("# Page\n\nA {word}.\n"))).collect();
    let pages: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    finds(book(&pages), &[("con~", "78 conaa conab conac conba"), ("con", "78 conaa conab conac conba")]);
}

#[test]
fn two_letters_begin_a_word() {
    let pages = [
        ("half.md", "# Circuit breaker\n\n## Half-open state\n\nOne call.\n"),
        ("other.md", "# Other\n\nAn open door.\n"),
    ];
    let expected = [("ha op~", "2 half other?"), ("ha", "1 half"), ("qq open", "2 half? other? missing qq")];
    finds(book(&pages), &expected);
}

#[test]
fn an_excerpt_marks_other_forms_of_what_starts_so() {
    let pages = [
        ("publish.md", "# Publish\n\nTo publish a page, they wait.\n"),
        ("other.md", "# Other\n\nSomebody is publishing.\n"),
    ];
    let built = book(&pages).build();
    let index = built.html_dir().parent().unwrap().join("patterns/search");
    assert_eq!(node("excerpts.mjs", &index, &["publishi"]), "To [publish] a page, they wait.\n");
}
