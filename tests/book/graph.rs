//! Drawings of relations: the directive beyond its golden files, and the page element.

use crate::parts::elements;
use crate::support::{Built, TestBook};

const SWITCHED_ON: &str = "[preprocessor.patterns.furniture]\nbottom = [\"graph\", \"related\"]\n[output.html.print]\nenable = true";

fn library() -> TestBook {
    TestBook::new()
        .page("base.md", "---\ntitle: Base\n---\n# Base\n")
        .page("in/it.md", "---\ntitle: It\nprerequisites: [base]\nrelated: [beside]\n---\n# It\n")
        .page("beside.md", "---\ntitle: Beside\n---\n# Beside\n")
        .page("on.md", "---\ntitle: On top\nprerequisites: [it]\n---\n# On top\n")
        .page("old.md", "---\ntitle: Old\nsuperseded_by: it\n---\n# Old\n")
        .page("lone.md", "---\ntitle: Lone\n---\n# Lone\n")
}

fn build(book: TestBook) -> Built {
    let book = book.build();
    assert_eq!(book.stderr(), "");
    book
}

/// The boxes of a drawing from left to right, those of a column from the top, each with where it leads.
fn columns(html: &str) -> Vec<Vec<String>> {
    let mut boxes: Vec<(f64, f64, String)> = Vec::new();
    let number = |text: &str, name: &str| -> f64 {
        let value = text.split_once(&format!(" {name}=\"")).unwrap().1.split_once('"').unwrap().0;
        value.parse().unwrap()
    };
    for one in html.split("<rect").skip(1) {
        let rect = one.split_once('>').unwrap().0;
        let text = one.split_once("<text").unwrap().1.split_once("</text>").unwrap().0;
        let lines = text.split("<tspan").skip(1);
        let words = lines.map(|line| line.split_once('>').unwrap().1.split_once('<').unwrap().0);
        boxes.push((number(rect, "x"), number(rect, "y"), words.collect()));
    }
    boxes.sort_by(|a, b| (a.0, a.1).partial_cmp(&(b.0, b.1)).unwrap());
    let columns = boxes.chunk_by(|a, b| (a.0 - b.0).abs() < 1.0);
    columns.map(|column| column.iter().map(|(.., title)| title.clone()).collect()).collect()
}

#[test]
fn the_neighbourhood_of_a_page_is_off_until_a_book_switches_it_on() {
    assert!(!build(library()).main("in/it.html").contains("<svg"));
    let book = build(library().config(SWITCHED_ON));
    let main = book.main("in/it.html");
    assert_eq!(columns(&main), [vec!["Base", "Old"], vec!["It"], vec!["Beside", "On top"]]);
    assert!(!book.main("lone.html").contains("patterns-graph"), "a page without relations has none");
    assert!(
        book.html("print.html")
            .contains("<a href=\"#it\" class=\"patterns-graph-here\" aria-current=\"page\""),
        "links lead within the print"
    );
}

#[test]
fn a_page_hides_it_and_puts_it_elsewhere() {
    let page = |front: &str, text: &str| {
        format!("---\ntitle: Own {}\nrelated: [base]\n{front}---\n# Own\n\n{text}\n", text.len())
    };
    let book = library()
        .config(SWITCHED_ON)
        .page("hidden.md", &page("hide: [graph]\n", "Text."))
        .page("moved.md", &page("", "{{#patterns box graph}}\n\nText."));
    let book = build(book);
    assert_eq!(elements(&book.main("hidden.html"), "patterns-graph").len(), 0);
    let moved = book.main("moved.html");
    assert_eq!(elements(&moved, "patterns-graph").len(), 1);
    assert!(moved.find("patterns-graph") < moved.find("Text."), "{moved}");
}

/// Those that readers need first are drawn; how many there are stands beside.
#[test]
fn twelve_neighbours_are_drawn_and_all_are_counted() {
    let mut book = library().config(SWITCHED_ON);
    for n in 0..20 {
        book = book.page(&format!("n{n}.md"), &format!("---\ntitle: N{n}\nrelated: [base]\n---\n# N{n}\n"));
    }
    let main = build(book).main("base.html");
    let columns = columns(&main);
    assert_eq!(columns.iter().map(Vec::len).sum::<usize>(), 13, "{columns:?}");
    assert!(
        columns.iter().flatten().any(|title| title == "It"),
        "what builds on the page comes first: {columns:?}"
    );
    assert!(main.contains("<span>12 / 21</span>"), "{main}");
}

#[test]
fn other_renderers_get_the_list() {
    let book = library()
        .config(SWITCHED_ON)
        .page("own.md", "---\ntitle: Own\n---\n# Own\n\n{{#patterns graph of=it as=mermaid}}\n")
        .write();
    let text = book.expanded("own.md", "markdown");
    assert!(text.contains("- Prerequisites: [Base](base.md)") && !text.contains("svg"), "{text}");
    assert!(!book.expanded("in/it.md", "markdown").contains("Base"), "page elements stay away");
}

/// In a book that is read from right to left, relations are too.
#[test]
fn drawings_follow_the_direction_of_the_book() {
    let page =
        |arguments: &str| format!("# Here\n\n{{{{#patterns graph relations=prerequisites{arguments}}}}}\n");
    let book = library().config("text-direction = \"rtl\"");
    let book = build(book.page("a.md", &page("")).page("b.md", &page(" direction=LR")));
    assert_eq!(columns(&book.main("a.html")), [["On top"], ["It"], ["Base"]]);
    assert_eq!(columns(&book.main("b.html")), [["Base"], ["It"], ["On top"]], "as the author says");
}

/// What needs each other is drawn with an arrow each way.
#[test]
fn circles_are_drawn_as_they_are() {
    let page =
        |title: &str, needs: &str| format!("---\ntitle: {title}\nprerequisites: [{needs}]\n---\n# {title}\n");
    let book = TestBook::new()
        .page("a.md", &page("A", "b"))
        .page("b.md", &page("B", "a"))
        .page("self.md", &page("Self", "self"))
        .page("here.md", "# Here\n\n{{#patterns graph}}\n");
    let main = build(book).main("here.html");
    let arrows = main.split("stroke=\"none\" d=\"M").skip(1);
    let tips: Vec<&str> = arrows.map(|arrow| arrow.split_once(' ').unwrap().0).collect();
    assert_eq!(columns(&main), [["A"], ["B"]]);
    assert_eq!(tips.len(), 2);
    assert_ne!(tips[0], tips[1], "one at each page");
}

#[test]
fn titles_are_text_and_stay_whole() {
    let title = "</text></svg><img src=x onerror=alert(1)> & \\\"quoted\\\" ünïcode 再試行のパターン 🧨 supercalifragilisticexpialidocious";
    let book = library()
        .page("x.md", &format!("---\ntitle: \"{title}\"\nrelated: [base]\n---\n# X\n"))
        .page("here.md", "# Here\n\n{{#patterns graph of=x}}\n");
    let main = build(book).main("here.html");
    assert!(!main.contains("<img"), "{main}");
    let shown: String = columns(&main)
        .concat()
        .concat()
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
        .replace("&quot;", "\"");
    assert!(shown.contains(&title.replace('\\', "")), "{shown}");
}

#[test]
fn what_nobody_could_read_is_reported_with_a_way_out() {
    let mut book = TestBook::new().page("here.md", "# Here\n\n{{#patterns graph limit=900}}\n");
    for n in 0..501 {
        book = book
            .page(&format!("n{n}.md"), &format!("---\ntitle: N{n}\nrelated: [n{}]\n---\n", (n + 1) % 501));
    }
    let book = book.build();
    insta::assert_snapshot!(book.stderr());
    let main = book.main("here.html");
    assert!(!main.contains("{{#patterns") && !main.contains("<svg"), "{main}");
    assert_eq!(main.matches("<li><a href=\"n7.html\"").count(), 1, "the list stands in its place");
}
