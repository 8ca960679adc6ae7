//! What `lift` makes of the signs of wikis and of typography.

use crate::run;
use crate::support::TestBook;

/// The front matter that `lift` would write, and what it says.
fn lifted(page: &str) -> (String, String) {
    let book = TestBook::new().page("a.md", page).page("bee.md", "# Bee\n\nText.\n").write();
    let lift = run(&book, &["lift"]);
    let added = lift.stdout.lines().filter_map(|line| line.strip_prefix('+'));
    let added = added.filter(|line| !line.starts_with("++") && !line.starts_with("---"));
    (added.collect::<Vec<_>>().join("\n").trim().to_owned(), lift.stderr)
}

#[test]
fn a_value_has_the_signs_that_its_author_wrote() {
    for (page, expected) in [
        (
            "# Ohm's \"law\" -- and more...\n\nStatus: draft\n",
            "title: \"Ohm's \\\"law\\\" -- and more...\"\nstatus: draft",
        ),
        (
            "# A\n\nStatus: draft\nTags: Ohm's law, Kirchhoff's laws\n",
            "title: A\nstatus: draft\ntags: [\"Ohm's law\", \"Kirchhoff's laws\"]",
        ),
    ] {
        assert_eq!(lifted(page).0, expected, "{page}");
    }
}

#[test]
fn what_a_page_embeds_stays_on_it() {
    let (added, said) = lifted("# A\n\nText.\n\n## Tags\n\n![[list of tags]]\n");
    assert_eq!(added, "");
    assert!(
        said.contains("[P0340]: this embeds a file, which no value can hold, so this stays in the text"),
        "{said}"
    );
}

#[test]
fn a_title_that_is_a_link_is_what_it_names() {
    assert_eq!(lifted("# [[Topic/Part]]\n\nStatus: draft\n").0, "title: Topic/Part\nstatus: draft");
    assert!(lifted("# [Name of it]\n\nStatus: draft\n").1.contains("is a placeholder"));
}

#[test]
fn a_row_without_a_label_is_nothing_to_declare() {
    let page = "# A\n\n|  |  |\n|---|---|\n| **Status** | draft |\n| **Form** | one |\n|  | two |\n\nText.\n";
    let (_, said) = lifted(page);
    assert!(said.contains("`Form` is not a field") && !said.contains("`` is not a field"), "{said}");
}

#[test]
fn tags_are_written_without_their_signs() {
    let (added, _) = lifted("tags:: #one #[[two words]] [[three]]\n\n- Text.\n");
    assert_eq!(added, "tags: [one, two words, three]");
}
