//! What readers find, in books that real mdBook built: each kind of query that people type, asked of the engine in Node.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::TestBook;

pub(super) const BINARY: &str = env!("CARGO_BIN_EXE_mdbook-patterns");

/// A book of these pages, in this order.
pub(super) fn book(pages: &[(&str, &str)]) -> TestBook {
    let book = TestBook::new()
        .config(&format!("[output.html]\n[output.patterns]\ncommand = '{BINARY}'\n"))
        .without_plugin();
    pages.iter().fold(book, |book, (path, text)| book.page(path, text))
}

/// A book of these pages with a configuration, and the plugin.
pub(super) fn configured(config: &str, pages: &[(&str, &str)]) -> TestBook {
    let book = TestBook::new()
        .config(&format!("{config}\n[output.html]\n[output.patterns]\ncommand = '{BINARY}'\n"));
    pages.iter().fold(book, |book, (path, text)| book.page(path, text))
}

/// Asserts what each query finds, as `tests/search/found.mjs` says it.
#[track_caller]
pub(super) fn finds(book: TestBook, expected: &[(&str, &str)]) {
    let book = book.build();
    assert_found(&book.html_dir().parent().unwrap().join("patterns/search"), expected);
}

#[track_caller]
fn assert_found(index: &Path, expected: &[(&str, &str)]) {
    let queries: Vec<&str> = expected.iter().map(|(query, _)| *query).collect();
    let said = node("found.mjs", index, &queries);
    let found: Vec<(&str, &str)> = queries.into_iter().zip(said.lines()).collect();
    assert_eq!(found, expected);
}

/// What a script of `tests/search/` says of queries.
pub(super) fn node(script: &str, index: &Path, queries: &[&str]) -> String {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/search").join(script);
    let output = Command::new("node").arg(script).arg(index).args(queries).output();
    let output = output.expect("these tests need Node");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The same of a book in another language, which the renderer is given as mdBook would give it.
#[track_caller]
pub(super) fn finds_in(language: &str, pages: &[(&str, &str)], expected: &[(&str, &str)]) {
    let folder = tempfile::tempdir().unwrap();
    let chapter = |(path, text): &(&str, &str)| {
        serde_json::json!({"Chapter": {
            "name": path, "content": text, "number": [1], "sub_items": [], "path": path,
            "source_path": path, "parent_names": []
        }})
    };
    let context = serde_json::json!({
        "version": "0.5.4",
        "root": folder.path(),
        "book": {"items": pages.iter().map(chapter).collect::<Vec<_>>()},
        "config": {"book": {"src": "src", "language": language, "authors": []}, "output": {"patterns": {}}},
        "destination": folder.path().join("patterns"),
    });
    let mut child = Command::new(BINARY).stdin(Stdio::piped()).spawn().unwrap();
    serde_json::to_writer(child.stdin.take().unwrap(), &context).unwrap();
    assert!(child.wait().unwrap().success());
    assert_found(&folder.path().join("patterns/search"), expected);
}

#[test]
fn any_form_of_a_word_finds_any_other() {
    let pages = [
        ("names.md", "# Names\n\nIt is re-indexing.\n"),
        ("words.md", "# Words\n\nIt is reindexed.\n"),
        ("wipe.md", "# Wipe\n\nTo delete a file, run this. The property is kept properly.\n"),
        ("sketch.md", "# Sketch\n\nThey render the page and publish it for users.\n"),
        ("copy.md", "# Copy\n\nIt was copied by somebody who stopped.\n"),
    ];
    let expected = [
        ("deleting", "1 wipe"),
        ("rendering", "1 sketch"),
        ("published", "1 sketch"),
        ("copies", "1 copy"),
        ("stopping", "1 copy"),
        ("user", "1 sketch"),
        ("deleting files", "1 wipe"),
        ("reindexing", "2 names words"),
    ];
    finds(book(&pages), &expected);
}

#[test]
fn no_language_is_special() {
    for (language, text, query) in [
        ("de", "Die Häuser werden gebaut.", "haus"),
        ("fr", "Nous supprimons les fichiers.", "supprimer"),
        ("es", "Los usuarios borran archivos.", "borrando"),
        ("ru", "Мы удаляем файлы.", "файлов"),
        ("sv", "Vi raderade filerna.", "filer"),
        ("fi", "Poistamme tiedostot.", "tiedosto"),
        ("tr", "Dosyalar silindi.", "dosya"),
        ("el", "Οι σελίδες εδώ.", "σελίδα"),
        ("ar", "هذا الكتاب طويل.", "كتاب"),
        ("ta", "கோப்புகளை நீக்கலாம்.", "கோப்புகளில்"),
        ("nl", "Bestanden worden verwijderd.", "verwijderde"),
        ("hu", "A fájlokat töröljük.", "fájlok"),
        ("ro", "Fișierele sunt șterse.", "fișierelor"),
        ("da", "Vi slettede filerne.", "filer"),
        ("it", "I documenti cancellati.", "documento"),
        ("pt", "Os arquivos apagados.", "arquivo"),
    ] {
        let text = format!("# X\n\n{text}\n");
        finds_in(language, &[("a.md", &text), ("b.md", "# Y\n\nz\n")], &[(query, "1 a")]);
    }
}

#[test]
fn a_form_that_may_have_two_stems_finds_words_of_both() {
    let pages = [
        ("a.md", "# X\n\nDiscul este rotund.\n"),
        ("b.md", "# Y\n\nNoi discutăm harta.\n"),
        ("c.md", "# Z\n\nTot.\n"),
    ];
    finds_in("ro", &pages, &[("discute", "2 a b"), ("harta -discute", "1 b")]);
}

#[test]
fn excerpts_show_why_a_page_was_found() {
    let pages = [
        ("text.md", "# Plain\n\nThe ferry leaves at noon.\n\n```sh\nferry --now\n```\n"),
        ("code.md", "# Script\n\nRun this:\n\n```sh\nset -e\nmake harbour-lights\n```\n\nThen wait.\n"),
        ("heading.md", "# Places\n\nSome.\n\n## The quay\n\nStones.\n"),
        ("title.md", "---\ntitle: Lighthouse\n---\n\nIt is white.\n"),
        (
            "matter.md",
            "---\ndescription: About pilots.\ntier: gold\nalso_known_as: [tugboat]\n---\n# Matter\n\nNothing.\n",
        ),
    ];
    let book = book(&pages).build();
    let queries = ["ferry", "harbour-lights", "quay", "lighthouse", "pilots", "tugboat"];
    let said = node("excerpts.mjs", &book.html_dir().parent().unwrap().join("patterns/search"), &queries);
    let expected = [
        "The [ferry] leaves at noon.",
        "set -e make [harbour-lights]",
        "The [quay] · Stones.",
        "[Lighthouse] · It is white.",
    ];
    let found: Vec<&str> = said.lines().collect();
    assert_eq!(found[..4], expected);
    assert!(found[4].contains("[pilots]") && found[5].contains("[tugboat]"), "{found:?}");
}

/// A page whose title is meant shows what it is about, and not its ids and terms.
#[test]
fn the_excerpt_of_a_title_is_a_text_and_no_id() {
    let page =
        |front: &str| format!("---\ntitle: Outage\nid: e-7\n{front}---\n# Outage\n\nNothing answered.\n");
    let ids = page("tags: [outage]\n");
    let described =
        page("description: An outage of all the machines in the northern halls.\ntags: [outage]\n");
    for (page, wanted) in [
        (ids, "[Outage] · Nothing answered.\n"),
        (described, "An [outage] of all the machines in the northern halls."),
    ] {
        let book = book(&[("start.md", "# Start\n\nWords.\n"), ("0007-outage.md", &page)]).build();
        let index = book.html_dir().parent().unwrap().join("patterns/search");
        let said = node("excerpts.mjs", &index, &["outage"]);
        assert!(said.starts_with(wanted), "{said}");
    }
}

#[test]
fn excerpts_show_names_that_no_word_of_the_text_is() {
    let pages = [
        ("kettlecorn.md", "# Kettle Corn\n\nFor six.\n"),
        ("0003-doctor.md", "# Doctor\n\nIt needs version 3.4 at least, and doesn't run.\n"),
        ("else.md", "# Three\n\nNothing.\n"),
    ];
    let book = book(&pages).build();
    let said = node(
        "excerpts.mjs",
        &book.html_dir().parent().unwrap().join("patterns/search"),
        &["kettlecorn", "0003", "3"],
    );
    let found: Vec<&str> = said.lines().collect();
    assert_eq!(found[0], "[Kettle Corn] · For six.");
    assert!(found[1].contains("[0003]") && found[2].contains("[3]"), "{found:?}");
}

#[test]
fn excerpts_of_long_texts_show_the_part_that_holds_the_word() {
    let lines: String = (0..600).map(|line| format!("let value_{line} = start + {line};\n")).collect();
    let code = format!("# Script\n\n```js\nlet firstbeacon;\n{lines}let lastbeacon;\n```\n\nIt ends.\n");
    let sentences = "The tide goes out and comes in again. ".repeat(300);
    let text = format!("# Tides\n\nA firstwave. {sentences}A lastwave.\n");
    let matter = format!(
        "---\ntitle: Moorings\nproblem: A firstrope. {sentences}A lastrope.\ndescription: For cats.\nauthors: [cat]\n---\n\n\
         To concatenate.\n\n{sentences}\n"
    );
    let book = book(&[("code.md", &code), ("text.md", &text), ("matter.md", &matter)]).build();
    let words = ["firstbeacon", "lastbeacon", "firstwave", "lastwave", "firstrope", "lastrope", "cat"];
    let index = book.html_dir().parent().unwrap().join("patterns/search");
    let said = node("excerpts.mjs", &index, &words);
    for (word, excerpt) in words.iter().zip(said.lines()) {
        assert!(excerpt.contains(&format!("[{word}")), "{word}: {excerpt}");
    }
    assert!(node("excerpts.mjs", &index, &["moorings"]).starts_with("[Moorings] · To concatenate. "));
}

#[test]
fn phrases_are_found_in_code_and_in_front_matter() {
    let pages = [
        ("code.md", "# Code\n\nText.\n\n```py\nfor quiet in harbour:\n    pass\n```\n"),
        ("matter.md", "---\ndescription: A very quiet place.\n---\n# Matter\n\nThe harbour.\n"),
        ("apart.md", "# Apart\n\nA quiet man in the harbour, in a place.\n"),
    ];
    let expected = [
        ("\"quiet in harbour\"", "1 code"),
        ("harbour -\"quiet in harbour\"", "2 matter apart"),
        ("\"quiet place\"", "1 matter"),
    ];
    finds(book(&pages), &expected);
}

/// Words that no other place has, so that each pair of neighbours is a phrase of one place.
fn long_text(count: usize, between: &str) -> String {
    let word = |at: usize| ["ka", "lo", "mi", "nu"][at % 4].to_owned() + &format!("{at}x");
    (0..count).map(word).collect::<Vec<_>>().join(between)
}

#[test]
fn phrases_are_found_wherever_a_long_text_is_cut() {
    let words = 900;
    let sentences = long_text(words, " ").replace("3x ", "3x. ");
    let (plain, spaced) = (long_text(words, " "), long_text(words, "  "));
    let pages = [
        ("plain.md", format!("# Plain\n\n{plain}\n")),
        ("sentences.md", format!("# Sentences\n\nAs it is: {sentences}\n")),
        ("spaced.md", format!("# Code\n\n```\n{spaced}\n```\n")),
        (
            "matter.md",
            format!(
                "---\ntitle: Matter\ndescription: {plain}\nproblem: {sentences}\n---\n# Matter\n\nText.\n"
            ),
        ),
        ("item.md", format!("# Item\n\n- {plain}\n- another\n")),
    ];
    let pages: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let all: Vec<&str> = plain.split(' ').collect();
    let phrases: Vec<String> =
        all.windows(3).step_by(2).map(|words| format!("\"{}\"", words.join(" "))).collect();
    let built = book(&pages).build();
    let index = built.html_dir().parent().unwrap().join("patterns/search");
    let asked: Vec<&str> = phrases.iter().map(String::as_str).collect();
    let said = node("found.mjs", &index, &asked);
    let missed: Vec<_> =
        asked.iter().zip(said.lines()).filter(|(_, found)| !found.starts_with("5 ")).collect();
    assert!(missed.is_empty(), "{} of {}: {:?}", missed.len(), asked.len(), &missed[..missed.len().min(5)]);
}

#[test]
fn paragraphs_of_two_blocks_are_no_phrase() {
    let filler = |word: &str| format!("{} end{word}", "Filler that goes on. ".repeat(80));
    let text =
        format!("# Apart\n\n{}\n\nstart {}\n\nlast {}\n", filler("one"), filler("two"), filler("three"));
    let code = format!("# Lines\n\n```\n{}\nstarts here\n```\n", "let filler = 1;\n".repeat(200) + "endfour");
    let pages = [("apart.md", text.as_str()), ("lines.md", code.as_str())];
    finds(
        book(&pages),
        &[
            ("\"endone start\"", "0"),
            ("\"endtwo last\"", "0"),
            ("\"endfour starts\"", "0"),
            ("\"starts here\"", "1 lines"),
        ],
    );
}

#[test]
fn excerpts_show_words_within_long_addresses_and_names_without_their_spaces() {
    let address = format!("https://example.org/{}unicorns", "some/long/path/".repeat(8));
    let page = format!("---\nalso_known_as: [Blue Whale]\n---\n# Long\n\nSee <{address}> for it.\n");
    let built = book(&[("long.md", page.as_str())]).build();
    let index = built.html_dir().parent().unwrap().join("patterns/search");
    let said = node("excerpts.mjs", &index, &["unicorns", "bluewhale"]);
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines[0].contains("[unicorns]"), "{said}");
    assert_eq!(lines[1], "[Blue Whale]");
}

#[test]
fn an_excerpt_in_the_middle_of_a_paragraph_says_that_it_goes_on() {
    let page = format!("# Long\n\n{}\n", long_text(900, " "));
    let built = book(&[("long.md", page.as_str())]).build();
    let index = built.html_dir().parent().unwrap().join("patterns/search");
    let words = long_text(900, " ");
    let at: Vec<&str> = words.split(' ').collect();
    let said = node("excerpts.mjs", &index, &at);
    let cut =
        said.lines().zip(&at).skip(20).filter(|(excerpt, _)| !excerpt.starts_with('…')).collect::<Vec<_>>();
    assert!(cut.is_empty(), "{:?}", &cut[..cut.len().min(3)]);
}

#[test]
fn a_title_that_is_being_typed_comes_first() {
    let parts = "Partial results are built by builders. A result builds on a build result; building results is partial.\n";
    let pages = [
        ("parts.md", &*format!("# Building partial results\n\n{}", parts.repeat(4))),
        ("builders.md", "# Result builders\n\nThey make values.\n\n## Half-open state\n\nX.\n"),
        ("alias.md", "---\nalso_known_as: [Gatekeeper pattern]\n---\n# Guard\n\nA gate.\n"),
        ("gates.md", "# Gates\n\nA gatekeeper keeps gates. Pattern after pattern of gatekeepers.\n"),
    ];
    let expected = [
        ("result build~", "2 builders parts"),
        ("gatekeeper pat~", "2 alias gates"),
        ("half-op~", "1 builders"),
    ];
    finds(book(&pages), &expected);
}

#[test]
fn names_are_found_without_their_joints() {
    let pages = [
        ("settings.md", "# Settings\n\nThe default of `request-timeout-ms` is 30.\n"),
        (
            "talk.md",
            "# Talk\n\nA request has a timeout of some ms. Request after request, timeout after timeout, in ms.\n",
        ),
        ("note.md", "# Note\n\nSince 1.10.3.\n"),
    ];
    let expected = [
        ("request timeout ms", "2 settings talk"),
        ("requesttimeoutms", "1 settings"),
        ("request-timeout-~", "2 settings talk"),
        ("1.10.~", "1 note"),
        ("timeout request", "2 talk settings"),
    ];
    finds(book(&pages), &expected);
}

#[test]
fn a_title_that_is_being_typed_is_found_among_many_words() {
    let words: Vec<String> =
        ('a'..='z').flat_map(|a| ('a'..='c').map(move |b| format!("con{a}{b}"))).collect();
    let many = format!("# Words\n\n{}\n", words.join(" "));
    let pages = [
        ("one.md", many.as_str()),
        ("two.md", many.as_str()),
        ("title.md", "# Conzzz harbours\n\nNothing else.\n"),
    ];
    finds(book(&pages), &[("con~", "3 title one two")]);
}

#[test]
fn a_word_that_is_not_there_is_no_word_of_every_text() {
    let pages = [
        ("a.md", "# A\n\nThey will be with us on Monday or later. A lantern.\n"),
        ("b.md", "# B\n\nIt is in an inn. A lantern.\n"),
    ];
    let expected = [
        ("bed", "0 missing bed"),
        ("use", "0 missing use"),
        ("one", "0 missing one"),
        ("ore", "0 missing ore"),
        ("ins", "0 missing ins"),
        ("lantern -bed", "2 a b"),
        ("lantern -ore -one -use", "2 a b"),
    ];
    finds(book(&pages), &expected);
}

#[test]
fn names_of_single_letters_are_names_in_a_sentence_too() {
    let pages = [
        ("wait.md", "# Waiting\n\nHow a program blocks while it waits for an answer.\n"),
        ("io.md", "# Devices\n\nA program blocks on I/O.\n"),
        ("law.md", "# Law\n\nThe U.S. market.\n"),
        ("market.md", "# Market\n\nThe market of a town, and how to buy at a market.\n"),
        ("test.md", "# Trials\n\nAn A/B test of two pages.\n"),
        ("tests.md", "# Tests\n\nTo run a test, compare two pages of a test.\n"),
    ];
    let expected = [
        ("why does a program block on I/O", "2 io wait"),
        ("buy at the U.S. market", "2 law? market?"),
        ("how to compare two pages with an A/B test", "5 test? tests? io? market?"),
    ];
    finds(book(&pages), &expected);
}

#[test]
fn shortened_words_say_nothing_in_a_sentence() {
    let pages = [
        ("groups.md", "# Groups\n\nAbstract mathematics in retrieval: the theory of groups.\n"),
        ("talk.md", "# Talk\n\nIt is said, e.g. here and, e.g., there. Retrieval is dear.\n"),
    ];
    let expected = [("the abstract mathematics, e.g. of groups", "2 groups? talk?"), ("e.g.", "1 talk")];
    finds(book(&pages), &expected);
}

#[test]
fn a_name_with_a_number_means_the_page_that_has_the_number() {
    let pages = [
        ("index.md", "# Index\n\n[SE-0352](0352-boxes.md), SE-0352 and again SE-0352; SE-0353.\n"),
        (
            "0352-boxes.md",
            "# Boxes\n\nProposal: SE-0352\n\nMany long words stand here and say nothing else of it.\n",
        ),
        ("0353-lists.md", "# Lists\n\nProposal: SE-0353, after SE-0352, SE-0352 and SE-0352.\n"),
        ("chapters/03-store.md", "# Store\n\nFiles go to S3.\n"),
        ("chapters/04-buckets.md", "# Buckets\n\nS3 is a store: S3 here, S3 there.\n"),
    ];
    let expected = [
        ("se0352", "3 0352-boxes index 0353-lists"),
        ("SE-0353", "3 0353-lists index 0352-boxes?"),
        ("s3", "2 chapters/04-buckets chapters/03-store"),
    ];
    finds(book(&pages), &expected);
}

#[test]
fn a_correct_word_is_not_turned_into_another_one() {
    let pages = [("a.md", "# A\n\nIt is done properly.\n"), ("b.md", "# B\n\nThe backoff is long.\n")];
    finds(book(&pages), &[("property", "0 missing property"), ("bakcoff", "1 b bakcoff is backoff")]);
}

#[test]
fn the_words_of_every_question_decide_nothing() {
    let chat = "# Chat\n\nHow they do it is told here. Their teams do meet. Somebody said a member may withdraw a comment.\n";
    let other = "# Other\n\nTables and chairs.\n";
    let pages = [
        ("chat-0.md", chat),
        ("chat-1.md", chat),
        ("chat-2.md", chat),
        ("withdrawals.md", "# Member withdrawals\n\nMembers withdraw on Fridays.\n"),
        ("other.md", other),
    ];
    let expected = [
        ("how do members withdraw their", "4 withdrawals chat-0 chat-1 chat-2"),
        ("how do they", "3 chat-0 chat-1 chat-2"),
    ];
    finds(book(&pages), &expected);
}

#[test]
fn common_words_are_looked_up_and_count_little() {
    let mut pages =
        vec![("index.md".to_owned(), "# Overview\n\nThe laws: law 1, law 2, law 6.\n".to_owned())];
    for (at, name) in ["gravity", "entropy", "scarcity", "delay", "echo", "load"].iter().enumerate() {
        let text = format!(
            "# Law {}: The law of {name}\n\nIt has 6 examples. The output is written down.\n",
            at + 1
        );
        pages.push((format!("law-{name}.md"), text));
    }
    pages.push((
        "laws.md".to_owned(),
        "# Laws\n\nThe law of laws, in 6 lines. The output of a law is a law.\n".to_owned(),
    ));
    pages.push(("wipe.md".to_owned(), "# Wipe\n\nTo delete the output of step 6, run this.\n".to_owned()));
    pages.extend(
        (0..20).map(|at| (format!("note-{at}.md"), "# Note\n\nThis has 6 lines of output.\n".to_owned())),
    );
    let pages: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let expected = [
        ("law 6", "29 law-load laws law-gravity law-entropy"),
        ("erasing output", "28 wipe? note-0? note-1? note-2? missing erasing"),
    ];
    finds(book(&pages), &expected);
}

#[test]
fn what_a_page_is_called_anywhere_is_its_title() {
    let pages = [
        ("adr-0042-queue.md", "# Use a queue\n\nWork waits.\n"),
        (
            "adr-0050-x.md",
            "# Talk\n\nADR-0042 was before, as 0042 says. ADR 42. See adr-7 and adr-7. A tripswitch and tripswitches.\n",
        ),
        (
            "topics.md",
            "---\nid: adr-7\nalso_known_as: [tripswitch, Kill switch]\n---\n# Use topics\n\nText.\n",
        ),
        ("decisions/0012-use-x.md", "# Use X\n\nText.\n"),
        ("hidden.md", "# What we never do\n\nText.\n"),
    ];
    let summary = "# Summary\n\n[Q](adr-0042-queue.md)\n[T](adr-0050-x.md)\n[U](topics.md)\n[X](decisions/0012-use-x.md)\n\
                   [Privacy for growth](hidden.md)\n";
    let expected = [
        ("ADR-0042", "4 adr-0042-queue adr-0050-x topics? decisions/0012-use-x?"),
        ("adr 42", "4 adr-0042-queue adr-0050-x topics? decisions/0012-use-x?"),
        ("0042", "2 adr-0042-queue adr-0050-x"),
        ("adr42", "1 adr-0042-queue"),
        ("adr-0042-queue", "4 adr-0042-queue adr-0050-x? topics? decisions/0012-use-x?"),
        ("adr-7", "4 topics adr-0050-x adr-0042-queue? decisions/0012-use-x?"),
        ("tripswitch", "2 topics adr-0050-x"),
        ("kill switch", "1 topics"),
        ("killswitch", "1 topics"),
        ("adr 12", "4 decisions/0012-use-x adr-0050-x? adr-0042-queue? topics?"),
        ("adr12", "1 decisions/0012-use-x"),
        ("decision 12", "1 decisions/0012-use-x"),
        ("privacy", "1 hidden"),
        ("privacy for growth", "1 hidden"),
    ];
    finds(book(&pages).summary(summary), &expected);
}

#[test]
fn a_book_names_more_fields_that_are_titles_and_words_that_mean_the_same() {
    let pages = [
        (
            "a.md",
            "---\nticket: 815\nsearch: {queries: [where is my money, refunds]}\n---\n# Alpha\n\nText.\n",
        ),
        ("b.md", "# Beta\n\n815 is a number, and refunds are money, my money.\n"),
        ("c.md", "# Two-phase commit\n\nCommits in phases.\n"),
        ("d.md", "# Delta\n\nThe 2pc is a two phase thing, and commit is a word.\n"),
    ];
    let config = "[preprocessor.patterns]\ncatalog = {enable = false}\nsearch-as-title = [\"ticket\"]\n\n[preprocessor.patterns.synonyms]\n\
                  \"2pc\" = [\"two-phase commit\"]\n";
    let expected =
        [("815", "2 a b"), ("where is my money", "3 a b? d?"), ("refunds", "2 a b"), ("2pc", "2 c d")];
    finds(configured(config, &pages), &expected);
}

#[test]
fn a_name_is_found_as_a_whole_first_however_it_is_joined() {
    let talk = "# Talk\n\nThe request took its timeout of ms. The request, the timeout, ms, max, retry, count, store, disk, sync, \
                interval. The request timeout. Retry counts. Cache, server, audit, log, path.\n";
    let settings = "# Settings\n\n`request-timeout-ms`, `max_retry_count`, `store.disk.sync.interval`, `cacheServer.auditLogPath`,\n\
                    `std::io::Error`, `src/main/Index.java`, `gateway_flowcontrol_rejected_requests_total`, E-1042, AbstractTransactionalSingletonProxyFactoryBean\n";
    let pages = [("talk.md", talk), ("settings.md", settings), ("other.md", "# Other\n\nNothing.\n")];
    let whole = [
        "request-timeout-ms",
        "REQUEST_TIMEOUT_MS",
        "requestTimeoutMs",
        "max_retry_count",
        "max-retrycount",
        "store.disk.sync.interval",
        "storeDiskSyncInterval",
        "cacheserver.auditlogpath",
        "cacheserverauditlogpath",
        "cacheserver auditlogpath",
        "std::io::Error",
        "src/main/index.java",
        "gateway_flowcontrol_rejected_requests_total",
        "rejected",
        "AbstractTransactionalSingletonProxyFactoryBean",
        "singleton",
        "e1042",
    ];
    let book = book(&pages).build();
    let said = node("first.mjs", &book.html_dir().parent().unwrap().join("patterns/search"), &whole);
    let first: Vec<(&str, &str)> = whole.into_iter().zip(said.lines()).collect();
    assert_eq!(first, whole.map(|name| (name, "settings.html")));
}

#[test]
fn in_scripts_without_spaces_the_best_overlap_wins() {
    let pages = [
        ("logs.md", "# 日志聚合\n\n把所有服务的日志集中存放在一个地方。\n"),
        ("breaker.md", "# 断路器\n\n在失败之后停止调用一个服务。\n"),
        ("kana.md", "# ガイド\n\nエラーのログをまとめる。\n"),
    ];
    let expected = [
        ("怎么把日志集中到一个地方", "2 logs? breaker?"),
        ("日志集合", "1 logs?"),
        ("日志", "1 logs"),
        ("ｶﾞｲﾄﾞ", "1 kana"),
        ("がいど", "1 kana"),
        ("エラーを集める", "1 kana?"),
    ];
    finds_in("zh", &pages, &expected);
}

#[test]
fn filters_take_any_name_of_a_term_a_space_and_comparisons() {
    let pages = [
        (
            "a.md",
            "---\ntier: gold\nstatus: final\nreading_time: 3\nupdated: 2025-04-02\n---\n# Alpha\n\nretry\n",
        ),
        ("b.md", "---\ntier: silver\nreading_time: 12\nupdated: 2025-03\n---\n# Beta\n\nretry and wait\n"),
        ("c.md", "---\ntier: bronze\nreading_time: 30\n---\n# Gamma\n\nwait status final\n"),
    ];
    let expected = [
        ("status:final", "1 a"),
        ("status:complete", "1 a"),
        ("Status: Final", "1 a"),
        ("tier: gold", "1 a"),
        ("tier:gold,silver", "2 a b"),
        ("-tier:gold", "3 b c catalog"),
        ("reading-time:<5", "2 a catalog"),
        ("reading-time<=12", "3 a b catalog"),
        ("reading_time:10..20", "1 b"),
        ("tier:>gold", "2 b c"),
        ("tier>=silver", "2 b c"),
        ("tier: < silver", "1 a"),
        ("tier:gold..Silver", "2 a b"),
        ("-tier:..silver wait", "1 c"),
        ("tier:silver.. wait", "2 b c"),
        ("tier:>nothing wait", "2 b? c? missing tier nothing"),
        // There is no such day, and so it is no comparison.
        ("updated:>=2025-13", "0 missing updated 2025-13"),
        ("updated:<2025-02-32", "0 missing updated 2025-02-32"),
        ("updated:<2025-04-30", "2 a b"),
        ("updated:>2025-03", "1 a"),
        ("updated:>=2025-03", "2 a b"),
        ("updated:2025", "2 a b"),
        ("-updated:2025 wait", "1 c"),
        ("retry reading-time:>5", "1 b"),
        ("-retry", "2 c catalog"),
        ("-retry -wait", "1 catalog"),
        ("nothing:here wait", "2 b? c? missing nothing"),
        ("unsaid tier:gold", "1 a? missing unsaid"),
        ("unsaid reading-time:>20", "1 c? missing unsaid"),
        ("excellence_tier:gold", "1 a"),
        ("tier:#gold retry", "1 a"),
        ("tier:gold -retry", "0"),
    ];
    finds(book(&pages), &expected);
}

/// A field that the book made a taxonomy of compares as before.
#[test]
fn dates_that_are_a_facet_compare_too() {
    let pages = [
        ("a.md", "---\nupdated: 2025-04-02\n---\n# Alpha\n\nretry\n"),
        ("b.md", "---\nupdated: 2024-03\n---\n# Beta\n\nretry and wait\n"),
    ];
    let config = "[preprocessor.patterns]\ntaxonomy.updated.facet = true\n";
    finds(
        configured(config, &pages),
        &[("updated:>2024-05", "1 a"), ("updated:<2025", "1 b"), ("retry updated:2024..2025", "2 a b")],
    );
}

#[test]
fn phrases_are_exact_and_remove_no_page_that_was_not_looked_at() {
    let mut pages: Vec<(String, String)> = (0..90)
        .map(|at| (format!("stop-{at}.md"), format!("# Stop {at}\n\nThe night train halts at {at}.\n")))
        .collect();
    pages.extend(
        (0..40).map(|at| (format!("yard-{at}.md"), "# Yard\n\nA train, for the night.\n".to_owned())),
    );
    pages.push(("queues.md".to_owned(), "# Queues\n\nThe dead letter queue.\n".to_owned()));
    pages.push(("letters.md".to_owned(), "# Letters\n\nA queue for each dead letter.\n".to_owned()));
    let pages: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let expected = [
        ("\"night train\"", "90 stop-0 stop-1 stop-2 stop-3"),
        ("-\"night train\" night", "40 yard-0 yard-1 yard-2 yard-3"),
        ("-\"night train\"", "42 yard-0 yard-1 yard-2 yard-3"),
        ("\"dead letter queue\" kafka", "1 queues? missing kafka"),
        ("\"dead letter\" stop", "2 letters? queues?"),
        ("\"no such phrase\" letters", "2 letters? queues? missing phrase \"no such phrase\""),
        ("\"no such phrase\" \"dead letter\"", "2 letters? queues? missing phrase \"no such phrase\""),
        ("\"dead letter queue\" \"each dead letter\"", "2 letters? queues?"),
        ("\"dead letter\" \"dead letter queue\"", "1 queues"),
    ];
    finds(book(&pages), &expected);
}

#[test]
fn a_text_of_many_files_is_looked_at_in_part_and_the_rest_stays_behind() {
    let filler = "Words of a long page that goes on. ".repeat(300);
    let pages: Vec<(String, String)> = (0..140)
        .map(|at| (format!("p{at}.md"), format!("# Page {at}\n\n{filler}\n\nThe night train.\n")))
        .collect();
    let pages: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let book = book(&pages).build();
    let index = book.html_dir().parent().unwrap().join("patterns/search");
    let said = node("found.mjs", &index, &["\"night train\""]);
    assert!(said.starts_with("140 p0 ") && said.contains(" unchecked "), "{said}");
}

#[test]
fn every_word_may_be_unfinished() {
    let pages = [
        ("environment.md", "# Environment variables\n\nText.\n"),
        ("themes.md", "# Themes\n\nColours.\n"),
        ("configuration.md", "# Configuration\n\nOf everything.\n"),
    ];
    let expected = [
        ("env vars", "1 environment"),
        ("env var~", "1 environment"),
        ("environment vari~", "1 environment"),
        ("config", "1 configuration"),
        ("environ", "1 environment"),
    ];
    finds(book(&pages), &expected);
}

#[test]
fn chapters_that_no_author_wrote_are_found() {
    let book = TestBook::new()
        .config(&format!("[output.html]\n[output.patterns]\ncommand = '{BINARY}'\n"))
        .page("a.md", "---\ntitle: Alpha\ntier: gold\n---\n# Alpha\n\nText.\n");
    finds(book, &[("catalog", "1 catalog")]);
}
