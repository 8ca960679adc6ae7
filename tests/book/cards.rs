//! Cards: a picture for each page, drawn while the book is built.

use crate::support::{Built, TestBook};
use crate::web::{all, book_with, meta, said};
use std::fs;
use std::path::PathBuf;

const ADDRESS: &str = "https://example.org/lib/";

fn book(ours: &str) -> TestBook {
    book_with("", &format!("address = \"{ADDRESS}\"\ncards = true\n{ours}"))
}

/// A page with nothing but front matter.
fn page(front: &str) -> String {
    format!("---\n{front}\n---\nText.\n")
}

/// The file of a page's card, in the HTML.
#[track_caller]
fn file(book: &Built, page: &str) -> PathBuf {
    let url = meta(&book.html(page), "og:image");
    let path = url.strip_prefix(ADDRESS).unwrap_or_else(|| panic!("{url} is elsewhere"));
    book.html_dir().join(path)
}

/// That of the same card in the folder of our renderer, where the next build finds it.
#[track_caller]
fn kept(book: &Built, page: &str) -> PathBuf {
    let file = file(book, page);
    kept_folder(book).join(file.file_name().unwrap())
}

fn kept_folder(book: &Built) -> PathBuf {
    book.html_dir().join("../patterns/cards")
}

fn names(folder: &PathBuf) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// A picture, by its pixels.
struct Picture {
    width: u32,
    height: u32,
    pixels: Vec<u8>,
}

impl Picture {
    #[track_caller]
    fn of(book: &Built, page: &str) -> Self {
        Self::read(&fs::read(file(book, page)).unwrap())
    }

    fn read(png: &[u8]) -> Self {
        let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        assert_eq!(info.color_type, png::ColorType::Rgba);
        Self { width: info.width, height: info.height, pixels }
    }

    fn at(&self, x: u32, y: u32) -> [u8; 3] {
        let start = ((y * self.width + x) * 4) as usize;
        self.pixels[start..start + 3].try_into().unwrap()
    }

    /// The first and the last column of an area that is not of the colour of its corner.
    fn columns(&self, x: std::ops::Range<u32>, y: std::ops::Range<u32>) -> Option<(u32, u32)> {
        let paper = self.at(x.start, y.start);
        let mut inked = x.filter(|x| y.clone().any(|y| self.at(*x, y) != paper));
        let first = inked.next()?;
        Some((first, inked.next_back().unwrap_or(first)))
    }
}

/// The rows of the title, in the picture of a page with a category.
const TITLE: std::ops::Range<u32> = 160..300;

#[test]
fn the_head_of_a_page_names_its_card() {
    let front =
        "title: 'Retry & <again>'\ntype: pattern\ntier: gold\ncategory: resilience\ndifficulty: beginner";
    let book = book("").page("deep/a.md", &page(front)).page("b.md", "# B\n").build();
    let html = book.html("deep/a.html");
    assert_eq!(meta(&html, "twitter:card"), "summary_large_image");
    assert_eq!(
        (meta(&html, "og:image:width"), meta(&html, "og:image:height")),
        ("1200".into(), "630".into())
    );
    assert_eq!(meta(&html, "og:image:alt"), "Retry & <again>, Resilience, Gold, Beginner - Test book");
    let picture = Picture::of(&book, "deep/a.html");
    assert_eq!((picture.width, picture.height), (1200, 630));
    assert_eq!(picture.at(1199, 0), [255, 255, 255]);
    // What is drawn starts at one line from above to below.
    let start = |rows| picture.columns(30..1200, rows).unwrap().0;
    for rows in [80..125, TITLE, 455..515, 550..600] {
        let start = start(rows.clone());
        assert!((78..92).contains(&start), "{rows:?} starts at {start}");
    }
    assert_ne!(meta(&html, "og:image"), meta(&book.html("b.html"), "og:image"));
    assert_eq!(
        meta(&book.html("index.html"), "og:image"),
        meta(&html, "og:image"),
        "the first page stands there, too"
    );
    assert_eq!(said(&book), "");
}

#[test]
fn a_card_has_the_colours_of_the_theme_that_readers_see_first() {
    for (html, colour) in [
        ("", [255, 255, 255]),
        ("default-theme = \"Navy\"", [0x16, 0x19, 0x23]),
        ("default-theme = 'own'", [255, 255, 255]),
    ] {
        let book =
            book_with(html, &format!("address = \"{ADDRESS}\"\ncards = true")).page("a.md", "# A\n").build();
        assert_eq!(Picture::of(&book, "a.html").at(1100, 20), colour, "{html}");
    }
}

#[test]
fn titles_of_any_length_stay_within_the_card() {
    let long = "How we moved forty-three services from one shared database to stores of their own ".repeat(8);
    let book = book("")
        .page("a.md", &page(&format!("title: '{long}'\ncategory: data\ntier: gold\ntype: pattern")))
        .page(
            "b.md",
            &page(&format!(
                "title: '{}'\ncategory: data\ntier: gold\ntype: pattern",
                "Donaudampfschiff".repeat(30)
            )),
        )
        .page("c.md", &page("title: 'נוסח ארוך של דפוס Retry'\ncategory: data\ntier: gold\ntype: pattern"))
        .build();
    for name in ["a.html", "b.html"] {
        let picture = Picture::of(&book, name);
        let (start, end) = picture.columns(30..1200, 140..450).unwrap();
        assert!((78..92).contains(&start) && (1000..=1122).contains(&end), "{name}: {start} to {end}");
        // Above the badges.
        assert_eq!(picture.columns(30..1200, 446..458), None, "{name}");
    }
    if !said(&book).contains("c.md") {
        let (_, end) = Picture::of(&book, "c.html").columns(30..1170, TITLE).unwrap();
        assert!((1105..=1122).contains(&end), "a title in Hebrew starts at the right: {end}");
    }
}

#[test]
fn a_card_that_has_not_changed_is_not_drawn_again() {
    let book = book("").page("a.md", "# A\n").page("b.md", "# B\n").build();
    let before = names(&kept_folder(&book));
    let (a, b) = (kept(&book, "a.html"), kept(&book, "b.html"));
    // What the second build publishes tells whether it drew.
    fs::copy(&b, &a).unwrap();
    let book = book.render().unwrap_or_else(|failure| panic!("{failure}"));
    assert_eq!(fs::read(file(&book, "a.html")).unwrap(), fs::read(file(&book, "b.html")).unwrap());
    assert_eq!(names(&kept_folder(&book)), before);
    // Half a file is no card.
    fs::write(&a, &fs::read(&b).unwrap()[..500]).unwrap();
    let book = book.render().unwrap_or_else(|failure| panic!("{failure}"));
    assert_ne!(fs::read(file(&book, "a.html")).unwrap(), fs::read(file(&book, "b.html")).unwrap());
    Picture::of(&book, "a.html");
}

#[test]
fn cards_that_no_page_has_any_more_go_and_other_files_stay() {
    let book = book("").page("a.md", "# A\n").page("b.md", "# B\n").build();
    let (a, b) = (kept(&book, "a.html"), kept(&book, "b.html"));
    fs::write(kept_folder(&book).join("mine.png"), "mine").unwrap();
    fs::write(kept_folder(&book).join(".unfinished-3"), "half").unwrap();
    fs::write(book.root().join("src/a.md"), "# Another\n").unwrap();
    let book = book.render().unwrap_or_else(|failure| panic!("{failure}"));
    assert!(!a.exists() && b.exists() && kept(&book, "a.html").exists());
    assert_eq!(names(&kept_folder(&book)).len(), 3, "those of two pages and mine.png");
    assert_eq!(names(&book.html_dir().join("patterns-index/cards")).len(), 2);
    let toml = fs::read_to_string(book.root().join("book.toml")).unwrap();
    fs::write(book.root().join("book.toml"), toml.replace("cards = true", "")).unwrap();
    let book = book.render().unwrap_or_else(|failure| panic!("{failure}"));
    assert_eq!(names(&kept_folder(&book)), ["mine.png"]);
    assert!(!book.html_dir().join("patterns-index/cards").exists());
    assert_eq!(all(&book.html("a.html"), "meta[property^='og:image']", "content"), [""; 0]);
}

/// Each makes the book one whose heads name no card.
#[test]
fn cards_go_when_no_head_can_name_them_any_more() {
    let address = format!("address = \"{ADDRESS}\"");
    for (written, instead) in [(address.as_str(), ""), ("cards = true", "cards = true\nhead = false")] {
        let book = book("").page("a.md", "# A\n").build();
        assert_eq!(names(&kept_folder(&book)).len(), 1);
        let toml = fs::read_to_string(book.root().join("book.toml")).unwrap();
        assert!(toml.contains(written), "{toml}");
        fs::write(book.root().join("book.toml"), toml.replace(written, instead)).unwrap();
        let book = book.render().unwrap_or_else(|failure| panic!("{failure}"));
        assert_eq!(names(&kept_folder(&book)), [""; 0], "{written}");
        assert!(!book.html_dir().join("patterns-index/cards").exists());
    }
}

#[test]
fn the_same_book_has_the_same_cards() {
    let built =
        || book("").page("a.md", &page("title: A\ntier: gold\ntype: pattern")).page("b.md", "# B\n").build();
    let (one, two) = (built(), built());
    let folder = |book: &Built| book.html_dir().join("patterns-index/cards");
    assert_eq!(names(&folder(&one)), names(&folder(&two)));
    assert_eq!(fs::read(file(&one, "a.html")).unwrap(), fs::read(file(&two, "a.html")).unwrap());
}

#[test]
fn a_picture_of_the_authors_own_goes_before_a_card_and_a_card_before_that_of_the_book() {
    let book = book("image = \"book.png\"")
        .file("src/book.png", "a picture")
        .file("src/own.png", "a picture")
        .page("a.md", &page("title: A\nimage: own.png"))
        .page("b.md", "# B\n")
        .page("c.md", &page("title: C\nimage: none.png"))
        .build();
    assert_eq!(meta(&book.html("a.html"), "og:image"), format!("{ADDRESS}own.png"));
    assert_eq!(all(&book.html("a.html"), "meta[property='og:image:alt']", "content"), [""; 0]);
    Picture::of(&book, "b.html");
    Picture::of(&book, "c.html");
    assert!(
        said(&book).contains("src/c.md: links to the page do not show its image `none.png`"),
        "{}",
        said(&book)
    );
}

#[test]
fn what_the_authors_theme_says_of_a_picture_stands_alone() {
    let head = "<meta property=\"og:image\" content=\"https://own.example/x.png\">\n";
    let book = book("").file("theme/head.hbs", head).page("a.md", "# A\n").build();
    let html = book.html("a.html");
    assert_eq!(all(&html, "meta[property^='og:image']", "content"), ["https://own.example/x.png"]);
}

#[test]
fn pages_that_nobody_may_find_have_no_card() {
    let book = book("")
        .config("[preprocessor.patterns]\ndrafts = \"show\"")
        .page("a.md", "# A\n")
        .page("d.md", &page("title: D\ndraft: true"))
        .page("x.md", &page("title: X\nsearch: {exclude: true}"))
        .build();
    Picture::of(&book, "a.html");
    for name in ["d.html", "x.html"] {
        assert_eq!(all(&book.html(name), "meta[property^='og:image']", "content"), [""; 0], "{name}");
    }
}

#[test]
fn without_the_address_of_the_site_there_are_none_and_one_line_says_so() {
    let book = book_with("", "cards = true\nsitemap = false\nrobots = false\nfeed = false")
        .page("a.md", "# A\n")
        .build();
    assert_eq!(
        said(&book),
        "mdbook-patterns: note: without the address of the site there is no card of a page: set `address = \
         \"https://...\"` in `[output.patterns]`, or `cards = false`\n"
    );
    assert_eq!(names(&kept_folder(&book)), [""; 0]);
}

#[test]
fn books_that_are_served_have_no_cards() {
    let html = "live-reload-endpoint = \"__livereload\"";
    let book =
        book_with(html, &format!("address = \"{ADDRESS}\"\ncards = true")).page("a.md", "# A\n").build();
    assert_eq!(names(&kept_folder(&book)), [""; 0]);
    assert!(!book.html_dir().join("patterns-index/cards").exists());
}

#[test]
fn a_book_draws_its_cards_as_it_likes() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{{ 300 + title|length }}\" height=\"100\" font-family=\"{{ font }}\">\
               <rect width=\"100%\" height=\"100%\" fill=\"#123456\"/></svg>";
    let book = book("").file("theme/patterns/card.svg", svg).page("a.md", "# Four\n").build();
    let picture = Picture::of(&book, "a.html");
    assert_eq!((picture.width, picture.height, picture.at(9, 9)), (304, 100, [0x12, 0x34, 0x56]));
    assert_eq!(meta(&book.html("a.html"), "og:image:width"), "304");
    assert_eq!(said(&book), "");
    assert!(!book.stderr().contains("P05"), "{}", book.stderr());
    // Another template draws all anew.
    fs::write(book.root().join("theme/patterns/card.svg"), svg.replace("300", "400")).unwrap();
    let book = book.render().unwrap_or_else(|failure| panic!("{failure}"));
    assert_eq!(Picture::of(&book, "a.html").width, 404);
}

#[test]
fn the_template_of_the_guide_and_a_copy_of_ours_draw_cards() {
    let guide = include_str!("../../book/src/guide/web.md");
    let of_guide = guide.split("```svg\n").nth(1).unwrap().split("```").next().unwrap();
    let ours = book("").page("a.md", &page("title: Title\ntier: gold\ntype: pattern")).build();
    let copy = ours.run(&["templates", "card.svg"]).stdout;
    let drawn = |template: &str| {
        let page = page("title: Title\ntier: gold\ntype: pattern");
        let book = book("").file("theme/patterns/card.svg", template).page("a.md", &page).build();
        assert_eq!(said(&book), "");
        assert!(!book.stderr().contains("P05"), "{}", book.stderr());
        fs::read(file(&book, "a.html")).unwrap()
    };
    assert_eq!(drawn(&copy), fs::read(file(&ours, "a.html")).unwrap());
    assert_eq!(Picture::read(&drawn(of_guide)).at(9, 9), [0x10, 0x20, 0x30]);
}

/// Titles of any kind: none stops the build, and each has a card.
#[test]
fn titles_of_all_kinds_have_a_card() {
    let titles = [
        "Caf\u{65}\u{301} \u{212b}".to_owned(),
        "<svg/onload=\"x\"> & {{ title }} {% raw %} ]]>".to_owned(),
        "W".repeat(100_000),
        "a b ".repeat(50_000),
        "x\u{301}".repeat(20_000),
        "\u{200b}\u{2067}x".to_owned(),
    ];
    for title in titles {
        let book = book("").page("a.md", &page(&format!("title: '{title}'"))).build();
        assert_eq!(said(&book), "", "{}", &title[..title.len().min(40)]);
        assert!(Picture::of(&book, "a.html").columns(30..1200, 100..200).is_some());
    }
    let decomposed = book("").page("a.md", "# Cafe\u{301}\n").page("b.md", "# Caf\u{e9}\n").build();
    assert_eq!(file(&decomposed, "a.html"), file(&decomposed, "b.html"));
}

/// What `fit` and `width_of` give a template, by the width of what it draws.
#[test]
fn templates_can_break_lines_and_measure_texts() {
    let width = |expression: &str, title: &str| {
        let svg = format!(
            "{{%- set room = fit(title, width=400, height=200, size=80, smallest=40, weight=700) %}}\
             <svg xmlns='http://www.w3.org/2000/svg' width='{{{{ {expression} }}}}' height='10'/>"
        );
        let book = book("")
            .file("theme/patterns/card.svg", svg)
            .page("a.md", &page(&format!("title: '{title}'")))
            .build();
        assert_eq!(said(&book), "", "{expression}");
        Picture::of(&book, "a.html").width
    };
    assert_eq!(width("room.size", "Short"), 80);
    assert_eq!(width("room.lines|length", "Two lines of it"), 2);
    assert!((40..80).contains(&width("room.size", "Six short words in some lines of text")));
    let long = "word ".repeat(60);
    assert_eq!(width("room.size", long.trim()), 40);
    assert_eq!(width("room.lines|length", long.trim()), 4);
    assert_eq!(width("99 if room.lines|last is endingwith('…') else 1", long.trim()), 99);
    assert_eq!(width("99 if '…' in room.lines|join else 1", "Short"), 1);
    // Words of any length, and scripts without spaces.
    assert_eq!(width("room.lines|length", &"W".repeat(200)), 4);
    let (one, two) = (width("width_of('ab', size=100)", "A"), width("width_of('abab', size=100)", "A"));
    assert!((2 * one).abs_diff(two) <= 2, "{one} {two}");
}

#[test]
fn a_template_that_fails_is_named_once_with_its_place() {
    for (svg, said_of) in [
        (
            "<svg xmlns=\"http://www.w3.org/2000/svg\"\n  width=\"{{ title.none.none }}\"/>",
            "error[P0503]: the template `card.svg` fails: undefined value (in card.svg:2)\n --> theme/patterns/card.svg:2:3\n  |\n\
             2 |   width=\"{{ title.none.none }}\"/>\n  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  |\n  = help: correct or delete `theme/patterns/card.svg` in the book\n",
        ),
        ("<svg", "the template `card.svg` draws no card: SVG data parsing failed cause "),
        ("<p>x</p>", "the template `card.svg` draws no card: "),
        (
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"99999\" height=\"9\"/>",
            "the template `card.svg` draws no card: 99999 x 9 pixels are too many; 4096 x 4096 are the most",
        ),
        (
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><image href=\"/etc/passwd\" width=\"9\" height=\"9\"/></svg>",
            "the template `card.svg` draws no card: `/etc/passwd` is no drawing that it holds; put the SVG itself into the template",
        ),
    ] {
        let book =
            book("").file("theme/patterns/card.svg", svg).page("a.md", "# A\n").page("b.md", "# B\n").build();
        let said = said(&book);
        assert!(said.contains(said_of), "{said}");
        assert!(said.contains("theme/patterns/card.svg"), "{said}");
        assert_eq!(said.matches("error[").count(), 1, "{said}");
        assert!(said.starts_with("mdbook-patterns: error[P0503]: the template"), "{said}");
        assert!(said.ends_with("\n  = note: src/a.md, src/b.md have no card\n"), "{said}");
        assert_eq!(all(&book.html("a.html"), "meta[property^='og:image']", "content"), [""; 0]);
        assert_eq!(meta(&book.html("a.html"), "og:title"), "A", "the rest of the head is there");
    }
}

/// A letter and a sign that are too new for the fonts of any machine.
#[test]
fn letters_that_no_font_has_are_named_once_and_no_boxes_drawn() {
    let book = book("")
        .page("a.md", "# Letter \u{1e5d0}\n")
        .page("b.md", "# Sign \u{1cc00} of it\n")
        .page("c.md", "# More \u{1e5d1}\u{1e5d0}\n")
        .page("d.md", "# Sign of it\n")
        .build();
    assert_eq!(
        said(&book),
        "mdbook-patterns: warning: src/a.md, src/c.md have no card: no font has `\u{1e5d0}`, `\u{1e5d1}`; put one that \
         has into `theme/fonts/`, or install it\n\
         mdbook-patterns: note: cards leave out `\u{1cc00}`: no font has it\n"
    );
    for name in ["a.html", "c.html"] {
        assert_eq!(all(&book.html(name), "meta[property^='og:image']", "content"), [""; 0], "{name}");
    }
    assert_eq!(fs::read(file(&book, "b.html")).unwrap(), fs::read(file(&book, "d.html")).unwrap());
}

#[test]
fn a_font_of_the_theme_that_cannot_be_read_is_named() {
    let book = book("").file("theme/fonts/broken.woff2", "wOF2 and no more").page("a.md", "# A\n").build();
    let said = said(&book);
    assert!(
        said.starts_with("mdbook-patterns: warning: cards are drawn without ") && said.contains("broken"),
        "{said}"
    );
    assert!(said.ends_with(": it is no font that can be read\n"), "{said}");
    Picture::of(&book, "a.html");
}
