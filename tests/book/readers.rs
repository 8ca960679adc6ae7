//! What readers see first: a title, icons, and words of their own language.

use crate::support::TestBook;
use mdbook_patterns::config::Config;

/// The titles of level 1 of a page whose text is `body`, in their order.
fn titles(body: &str) -> Vec<String> {
    let page =
        format!("---\ntitle: Gate keeper\ndescription: Lets few through.\ntier: gold\n---\n\n{body}\n");
    let main = TestBook::new().page("gate.md", &page).build().main("gate.html");
    let headings = main.split("<h1").skip(1).map(|part| part.split_once("</h1>").unwrap().0);
    headings
        .map(|heading| {
            heading
                .rsplit('>')
                .find(|text| !text.is_empty())
                .map_or("", |text| text.trim_end_matches("</a"))
                .to_owned()
        })
        .collect()
}

#[test]
fn a_page_opens_with_its_title_whatever_stands_further_down() {
    for (body, wanted) in [
        ("## In short\n\nText.\n\n# Gate\n\nMore.", vec!["Gate keeper", "Gate"]),
        ("In short\n--------\n\nText.\n\nGate\n====\n", vec!["Gate keeper", "Gate"]),
        ("### Deep\n\nText.", vec!["Gate keeper"]),
        ("Text only.", vec!["Gate keeper"]),
        ("", vec!["Gate keeper"]),
        ("> # Quoted\n\nText.", vec!["Gate keeper", "Quoted"]),
        ("- # In a list\n", vec!["Gate keeper", "In a list"]),
        ("```\n# No heading\n```\n", vec!["Gate keeper"]),
        ("<!--\n# no\n-->\n\n`<h1>`\n\nText.", vec!["Gate keeper"]),
        ("<h2>In short</h2>\n\n# Gate", vec!["Gate keeper", "Gate"]),
        ("## In short\n\n<h1>Gate</h1>", vec!["Gate keeper", "Gate"]),
        ("# Gate\n\nText.", vec!["Gate"]),
        ("![Logo](logo.png)\n\n# Gate", vec!["Gate"]),
        ("Some words first.\n\n# Gate\n\n## Part", vec!["Gate"]),
        ("<h1 align=\"center\">Gate</h1>\n\nText.", vec!["Gate"]),
        ("<div align=\"center\">\n<h1>Gate</h1>\n</div>\n\n## Part", vec!["Gate"]),
        ("<H1>Gate</H1>\n", vec!["Gate"]),
    ] {
        assert_eq!(titles(body), wanted, "{body:?}");
    }
}

#[test]
fn links_to_a_heading_of_the_titles_words_still_lead_to_it() {
    let page = "---\ntitle: Gate keeper\n---\n\n## In short\n\nSee [below](#gate-keeper).\n\n# Gate keeper\n";
    let main = TestBook::new().page("a.md", page).build().main("a.html");
    assert!(main.contains("<h1 id=\"page-title\">") && main.contains("<h1 id=\"gate-keeper\">"), "{main}");
}

#[test]
fn a_prerequisite_stands_once_and_its_reason_is_not_lost() {
    let page = "---\ntitle: A\nprerequisites: {b: it *waits*, c: }\n---\nText.\n";
    let book = TestBook::new().page("a.md", page).page("b.md", "# Bee\n").page("c.md", "# Sea\n").build();
    let main = book.main("a.html");
    let (before, related) = main.split_once("patterns-related").unwrap_or((&main, ""));
    assert!(before.contains("Bee") && before.contains("Sea"), "{main}");
    assert!(related.contains("it <em>waits</em>") && !related.contains("Sea</a>"), "{main}");
    let plain = "---\ntitle: A\nprerequisites: [b]\n---\nText.\n";
    let main = TestBook::new()
        .page("a.md", plain)
        .page("x.md", "# X\n")
        .page("b.md", "# Bee\n")
        .build()
        .main("a.html");
    assert!(!main.contains("patterns-related"), "{main}");
}

/// How often a page's elements link another page, its row of neighbours left out.
fn links_to(main: &str, href: &str) -> usize {
    main.split("patterns-nav\"").next().unwrap_or_default().matches(&format!("href=\"{href}\"")).count()
}

#[test]
fn a_page_that_another_relation_names_is_not_among_the_related_ones_too() {
    let library = |fields: &str, other: &str| {
        let page =
            |title: &str, fields: &str| format!("---\ntitle: {title}\n{fields}---\n# {title}\n\nText.\n");
        TestBook::new()
            .page("a.md", &page("A", fields))
            .page("x.md", &page("X", ""))
            .page("b.md", &page("B", other))
            .build()
            .main("a.html")
    };
    for (fields, other) in [
        ("prerequisites: [b]\nrelated: [b]\n", ""),
        ("superseded_by: [b]\nrelated: [b]\n", ""),
        ("prerequisites: [b]\n", "related: [a]\n"),
        ("related: [b]\n", "prerequisites: [a]\n"),
        ("related: [b]\n", "type: pack\npatterns: [a]\n"),
        ("prerequisites: [b]\nrelated: [b]\nhide: [meta]\n", ""),
        ("superseded_by: [b]\nrelated: [b]\nhide: [notice]\n", ""),
    ] {
        let main = library(fields, other);
        assert_eq!(links_to(&main, "b.html"), 1, "{fields} {other}\n{main}");
    }
    let main = library("prerequisites: [b]\nrelated: {b: for *another* reason}\n", "");
    assert!(main.contains("for <em>another</em> reason"), "{main}");
    let main = library("prerequisites: [b]\nrelated: [\"[its own name](b.md)\"]\n", "");
    assert!(main.contains("its own name"), "{main}");
}

#[test]
fn a_page_that_shows_no_way_along_a_path_lists_the_path() {
    let path = "---\ntitle: Way\ntype: path\nsteps: [b, c]\n---\n# Way\n";
    let book = TestBook::new()
        .page("way.md", path)
        .page("b.md", "---\ntitle: B\nhide: [path-nav]\n---\n# B\n\nText.\n")
        .page("c.md", "# C\n\nText.\n")
        .build();
    let main = book.main("b.html");
    assert!(main.contains("patterns-related") && main.contains("Learning paths"), "{main}");
}

#[test]
fn the_lead_stands_after_a_title_in_raw_html() {
    let page = "---\ndescription: Lets few through.\n---\n\n<h1 align=\"center\">Gate</h1>\n\nText.\n";
    let main = TestBook::new().page("a.md", page).build().main("a.html");
    let at = |text: &str| main.find(text).unwrap_or_else(|| panic!("{text} in {main}"));
    assert!(at("Gate</h1>") < at("Lets few through."), "{main}");
}

#[test]
fn no_icon_is_shown_by_its_name() {
    let names = ["material/road", ":material-road:", "material-road", "mdi:road", "road"];
    let unknown = ["material/no-such-thing", "simple/github", "gizmotron", "/img/logo.svg"];
    for (icons, shown) in [(&names[..], true), (&unknown[..], false)] {
        for icon in icons {
            let all = "{{#patterns catalog view=cards}}\n\n{{#patterns catalog view=list}}\n\n{{#patterns packs}}\n\n{{#patterns laws}}\n";
            let book = TestBook::new()
                .config("[preprocessor.patterns]\nmkdocs-syntax = true")
                .page("road.md", &format!("---\ntitle: Road\ndescription: Where it goes.\nicon: '{icon}'\ntier: gold\nlaws: [law]\n---\n# Road\n"))
                .page("law.md", &format!("---\ntitle: Law\ntype: law\nicon: '{icon}'\n---\n# Law\n"))
                .page("pack.md", &format!("---\ntitle: Pack\ntype: pack\nicon: '{icon}'\npatterns: [road]\n---\n# Pack\n"))
                .page("all.md", all)
                .build();
            for page in ["road.html", "law.html", "pack.html", "all.html"] {
                let main = book.main(page);
                assert!(!main.contains(icon) || *icon == "road", "`{icon}` in {page}: {main}");
            }
            let all = book.main("all.html");
            assert_eq!(all.contains("🛣️"), shown, "`{icon}`: {all}");
            let said = book.stderr();
            assert_eq!(said.contains(&format!("the icon `{icon}` cannot be drawn")), !shown, "{said}");
        }
    }
}

#[test]
fn icons_of_the_configuration_are_drawn_or_not_shown() {
    let of = |icon: &str| {
        let config = format!(
            "[preprocessor.patterns.box.decision]\nicon = \"{icon}\"\n[preprocessor.patterns.taxonomy.tier]\nterms = [{{ id = \"gold\", icon = \"{icon}\" }}]"
        );
        TestBook::new()
            .config(&config)
            .page("a.md", "---\ntier: gold\n---\n# A\n\n> [!DECISION]\n> Text.\n")
            .try_build()
    };
    let main = of("material/road").unwrap().main("a.html");
    assert_eq!(main.matches("🛣️").count(), 2, "{main}");
    let book = of("material/no-such-thing").unwrap();
    assert!(!book.main("a.html").contains("no-such-thing"));
    assert!(book.stderr().contains("the icon `material/no-such-thing` cannot be drawn, and is ignored"));
}

/// A page that shows everything that is built in, in a book of a language.
fn everything(language: &str) -> String {
    let config = Config::default();
    let boxes: String = config.boxes.keys().map(|kind| format!("> [!{kind}]\n> ...\n\n")).collect();
    let mut front = String::from(
        "title: '1'\ndescription: '2'\nauthors: X1\nconsulted: X2\ninformed: X3\nlicense: X4\nversion: '2'\nupdated: 2024-01-01\n\
         introduced: 2023-01-01\nreading_time: 5\nduration: 90\naudience: [X5]\nalso_known_as: [X6]\nproblem: '3'\nsolution: '4'\nuse_when: '5'\n\
         trade_offs: {pros: ['6'], cons: ['7']}\nwhen_to_use: ['8']\nwhen_not_to_use: ['9']\nbest_for: ['10']\nessential_question: '11'\n\
         checklist: ['12']\nexamples: [{a: '13'}]\nrelated: [p2]\nprerequisites: [p2]\nsuperseded_by: [p2]\npatterns: [p2]\n\
         deprecation_reason: '14'\nlaws: [l1]\npillars: [l2]\n",
    );
    for taxonomy in &config.taxonomies {
        if !taxonomy.terms.is_empty() {
            let ids: Vec<&str> = taxonomy.terms.iter().map(|term| term.id.as_str()).collect();
            front += &format!("{}: [{}]\n", taxonomy.name, ids.join(", "));
        }
    }
    let columns: Vec<&str> = config
        .schema
        .fields()
        .map(|field| field.name.as_str())
        .filter(|name| {
            !matches!(
                *name,
                "type" | "search" | "extra" | "quote" | "steps" | "examples" | "redirect_from" | "hide"
            )
        })
        .collect();
    let all = format!(
        "---\n{front}---\n\n{boxes}{{{{#patterns graph}}}}\n\n{{{{#patterns catalog columns={}}}}}\n\n{{{{#patterns legend tier}}}}\n\n\
         {{{{#patterns stats}}}}\n\n{{{{#patterns stats by=tier}}}}\n\n{{{{#patterns law-table}}}}\n\n{{{{#patterns packs}}}}\n\n{{{{#patterns paths}}}}\n\n{{{{#patterns changes stale-after=\"1 month\"}}}}\n\n{{{{#patterns compare p1 p2}}}}\n\n{{{{#patterns matrix rows=tier columns=status}}}}\n",
        columns.join(",")
    );
    let book = TestBook::new()
        .summary("[1](p1.md)\n[2](p2.md)\n[3](l1.md)\n[4](l2.md)\n[5](p3.md)\n[6](p4.md)\n")
        .page("p1.md", &all)
        .page("p2.md", "---\ntitle: '2'\n---\n")
        .page("p3.md", "---\ntitle: '5'\ntype: path\nsteps: [p1, p2]\n---\n")
        .page("l1.md", "---\ntitle: '3'\ntype: law\n---\n")
        .page("l2.md", "---\ntitle: '4'\ntype: pillar\n---\n")
        .page("p4.md", "---\ntitle: '6'\n---\n{{#patterns catalog view=list}}\n")
        .write();
    in_language(book.root(), language);
    let book = book.render().unwrap_or_else(|failure| panic!("{failure}"));
    assert!(!book.stderr().contains("P06"), "{}", book.stderr());
    ["p1", "p2", "p3", "p4", "l1", "l2"].map(|page| book.main(&format!("{page}.html"))).concat()
}

/// Gives the book in a folder a language.
pub(crate) fn in_language(root: &std::path::Path, language: &str) {
    say(root, &format!("language = \"{language}\""));
}

/// Lets the table of the book in a folder say something in place of its language.
pub(crate) fn say(root: &std::path::Path, line: &str) {
    let path = root.join("book.toml");
    let toml = std::fs::read_to_string(&path).unwrap();
    std::fs::write(path, toml.replace("language = \"en\"", line)).unwrap();
}

/// What readers see of HTML, or hear: its texts and the attributes that hold some.
fn words(html: &str) -> Vec<String> {
    let page = scraper::Html::parse_fragment(html);
    let mut found = Vec::new();
    for element in page.root_element().descendants() {
        if let Some(text) = element.value().as_text() {
            found.push(text.to_string());
        }
        if let Some(element) = element.value().as_element() {
            found.extend(
                ["title", "aria-label", "alt", "placeholder"]
                    .iter()
                    .filter_map(|name| element.attr(name))
                    .map(str::to_owned),
            );
        }
    }
    found
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphabetic() && c != '\'').map(str::to_owned))
        .filter(|word| word.chars().count() > 2)
        .collect()
}

/// Words that are the same in English and in the language.
fn is_shared(language: &str, word: &str) -> bool {
    let shared = match language {
        "de" => "Test book Axiom Status Gold Bronze Info Problem Version min Experte name Stopp",
        "fr" => {
            "Type Note Question Information Important Danger Expert Stable Performance Coordination Bronze Solution Total min Description Version intuition page production question"
        }
        "es" => "Error Total min",
        "pt" => "Total min Bronze Trade offs",
        _ => "",
    };
    shared.split(' ').any(|own| own == word)
}

/// A book in another language must hold no word that the same book has in English.
#[test]
fn a_book_of_another_language_shows_no_english_word() {
    let english: std::collections::BTreeSet<String> = words(&everything("en")).into_iter().collect();
    assert!(english.len() > 150, "{english:?}");
    for language in ["de", "es", "fr", "ja", "pt", "zh", "zh-hant"] {
        let mut left: Vec<String> = words(&everything(language));
        left.retain(|word| english.contains(word) && !is_shared(language, word));
        left.sort();
        left.dedup();
        assert!(left.is_empty(), "{language}: {left:?}");
    }
}

/// What a template prints by itself is no word: words come from the labels.
#[test]
fn no_template_holds_a_word() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("theme/templates");
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let source = std::fs::read_to_string(&path).unwrap();
        let text = without(&without(&source, "{{", "}}"), "{%", "%}");
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let found: Vec<String> = match name.as_str() {
            // A format's own words, and those of a language of diagrams.
            name if name.starts_with("web-") => Vec::new(),
            "graph.html" | "graph.md" => words(&without(&text, "<pre", "</pre>"))
                .into_iter()
                .filter(|word| {
                    !name.ends_with(".md")
                        || !matches!(word.as_str(), "mermaid" | "flowchart" | "click" | "href")
                })
                .collect(),
            // Attributes of a macro stand outside of any tag.
            _ => words(&text).into_iter().filter(|word| word != "data").collect(),
        };
        assert!(found.is_empty(), "{name} holds {found:?}: take them from `labels`");
    }
}

/// A text without what stands between two marks, marks included.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut parts = text.split(open);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| out + part.split_once(close).map_or("", |(_, rest)| rest))
}

/// The keys of examples that the guide names are in the book's language; others are the author's.
#[test]
fn heads_of_examples_are_in_the_language_of_the_book() {
    let book = TestBook::new()
        .page("a.md", "---\ntitle: A\nexamples: [{company: C, scale: 1, since_when: 2020}]\n---\n# A\n")
        .write();
    in_language(book.root(), "de");
    let book = book.render().unwrap_or_else(|failure| panic!("{failure}"));
    let main = book.main("a.html");
    for head in ["Unternehmen", "Größenordnung", "Since when"] {
        assert!(main.contains(&format!("<th scope=\"col\">{head}</th>")), "{head} in {main}");
    }
}
