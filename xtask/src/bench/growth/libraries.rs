//! Families of many pages: what one page says of the others, or all say alike.

use super::{Family, Source};

/// Pages of the library that a family makes.
const PAGES: [usize; 3] = [625, 2_500, 10_000];

/// A kind of library: its name, lines of the configuration, the front matter of a page, its text. `§` is the number of the
/// page, `¶` that of the next, `%` that of the folder, of a hundred pages each.
type Kind = (&'static str, &'static str, &'static str, &'static str);

const KINDS: &[Kind] = &[
    ("plain", "", "", "Text."),
    ("entries of one category", "", "category: c", "Text."),
    ("equal titles", "", "title: Same\ncategory: c", "Text."),
    ("equal headings", "", "category: c", "## Same\n\n## Same"),
    ("a tag of each page", "", "tags: [t§]", "Text."),
    (
        "a chapter for the tag of each page",
        "[preprocessor.patterns.taxonomy.tags]\npages = 100000\n",
        "tags: [t§]",
        "Text.",
    ),
    ("a category of each page", "", "category: c§", "Text."),
    ("a term of no declaration", "", "tier: t§", "Text."),
    ("each related to the next", "", "category: c\nrelated: [p¶]", "Text."),
    ("a chain of prerequisites", "", "category: c\nprerequisites: [p¶]", "Text."),
    ("a chain of successors", "", "category: c\nsuperseded_by: p¶", "Text."),
    ("related to one page", "", "category: c\nrelated: [p1]", "Text."),
    ("related to nobody", "", "category: c\nrelated: [zz§]", "Text."),
    ("related to a name like theirs", "", "category: c\nrelated: [page§x]", "Text."),
    ("one other name", "", "category: c\nalso_known_as: [same]\nrelated: [same]", "Text."),
    ("old addresses", "", "redirect_from: [/old/§/]", "Text."),
    ("one old address", "", "redirect_from: [/old/]", "Text."),
    ("links to the next", "", "", "[a](p¶.md#h)\n\n## H"),
    ("broken links", "", "", "[a](zz§.md) [b](#zz§) ![c](d§.png)"),
    ("own keys", "", "k§: a", "Text."),
    ("keys like known ones", "", "categroy: a", "Text."),
    ("numbers of entries", "", "category: c", "{{#patterns count}} entries"),
    ("authors", "", "category: c\nauthors: [a§, b]", "Text."),
    ("dates", "", "category: c\nupdated: 2024-01-02", "Text."),
    ("words of their own", "", "", "word§ name-§.of.§ 模式§"),
    ("packs", "", "type: pack\npatterns: [p¶]", "Text."),
    ("laws", "", "category: c\nlaws: [l§]", "Text."),
];

pub(super) fn families() -> Vec<Family> {
    KINDS.iter().map(|&kind| family(kind)).collect()
}

fn family((name, config, front_matter, text): Kind) -> Family {
    let make = move |pages: usize| {
        let page = |index: usize| {
            let named = |text: &str| {
                let next = (index + 1) % pages;
                text.replace('§', &index.to_string()).replace('¶', &next.to_string())
            };
            let title = if front_matter.contains("title") { "" } else { "title: Page §\n" };
            let page = format!("---\n{}{}\n---\n\n{}\n", named(title), named(front_matter), named(text));
            (format!("p{index}.md"), page)
        };
        Source { pages: (0..pages).map(page).collect(), config: config.to_owned() }
    };
    Family { name: format!("pages: {name}"), sizes: PAGES, make: Box::new(make) }
}
