//! Every rule of `check`, with a book that it reports and one that it does not.

use crate::support::TestBook;
use mdbook_patterns::check::RULES;
use mdbook_patterns::check::rules::OF_READING;
use mdbook_patterns::diagnostic::Code;
use std::process::Command;

/// For each code a book that has the problem and one that has not, each a test of its own.
macro_rules! cases {
    ($($code:ident: $bad:ident { $wrong:expr } $good:ident { $right:expr })+) => {
        /// The codes that have both tests.
        const TESTED: &[Code] = &[$(Code::$code,)+];

        $(
            #[test]
            fn $bad() {
                let report = check($wrong, Code::$code);
                assert!(report.contains(&format!("[{}]: ", Code::$code.id())), "not reported:\n{report}");
                insta::assert_snapshot!(report);
            }

            #[test]
            fn $good() {
                let report = check($right, Code::$code);
                assert!(!report.contains(&format!("[{}]: ", Code::$code.id())), "reported:\n{report}");
            }
        )+
    };
}

/// What `check` says of a book; a code that is off by default is asked for.
fn check(book: TestBook, code: Code) -> String {
    let book = book.write();
    let off = mdbook_patterns::check::rules::OFF_BY_DEFAULT.contains(&code);
    // What this machine has installed must not matter.
    let mut command = Command::new(env!("CARGO_BIN_EXE_mdbook-patterns"));
    command.args(["check", "--all"]).current_dir(book.root()).env("PATH", "").env("NO_COLOR", "1");
    if off {
        command.args(["--deny", code.id()]);
    }
    let output = command.output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    let report = String::from_utf8(output.stdout).unwrap();
    let is_clean = report.starts_with("mdbook-patterns: no problems");
    assert_eq!(output.status.code(), Some(if is_clean { 0 } else { 1 }), "{report}");
    report
}

#[test]
fn every_rule_has_both_tests_and_a_section_of_the_guide() {
    let guide = include_str!("../../book/src/guide/diagnostics.md");
    let rules = RULES.iter().flat_map(|rule| rule.codes).chain(OF_READING);
    // The version of mdBook is a matter of the build, and tested there.
    for code in rules.filter(|code| **code != Code::UnsupportedMdbook) {
        let id = code.id();
        assert!(TESTED.contains(code), "{id} lacks its tests");
        let heading = format!("\n## {id}: {}\n", code.summary().trim_end_matches('.'));
        let (_, section) = guide.split_once(&heading).unwrap_or_else(|| panic!("the guide lacks {heading}"));
        let section = section.split("\n## ").next().unwrap();
        assert!(section.contains("```"), "{id} has no example in the guide");
    }
}

/// A book with some pages to link.
fn library(page: &str) -> TestBook {
    TestBook::new()
        .page("page.md", page)
        .page("a/retry.md", "---\ntitle: Retry\ntype: pattern\ncategory: resilience\n---\n# Retry\n\n## How it works & why\n\nSo.\n")
        .page("a/timeout.md", "---\ntitle: Timeout\ntype: pattern\ncategory: resilience\n---\n# Timeout\n\nSo.\n")
        .page("b/README.md", "---\ntitle: B\ntype: index\n---\n# B\n\nSo.\n")
}

const TEMPLATE: &str = "# [title]\n\n## Problem\n\n[Why]\n\n## Solution\n\n[How]\n\n## Costs\n\n[What]\n\n## Notes\n<!-- optional -->\n";

fn templated(page: &str) -> TestBook {
    TestBook::new()
        .config("[preprocessor.patterns.check.templates]\npattern = \"ours\"")
        .file("templates/ours.md", TEMPLATE)
        .page("page.md", page)
}

const SECTIONS: &str = "---\ntype: pattern\n---\n# Page\n\n## Problem\n\nA.\n\n## Solution\n\nB.\n\n## Costs\n\n### Small ones\n\nC.\n";

fn related(a: &str, b: &str, c: &str) -> TestBook {
    let page = |title: &str, more: &str| format!("---\ntitle: {title}\n{more}\n---\n# {title}\n\nText.\n");
    TestBook::new()
        .page("first.md", &page("First", a))
        .page("second.md", &page("Second", b))
        .page("third.md", &page("Third", c))
}

cases! {
    MissingSection: a_section_that_the_page_lacks {
        templated("---\ntype: pattern\n---\n# Page\n\n## Solution\n\nB.\n")
    } all_sections_of_the_template { templated(SECTIONS) }

    EmptySection: an_empty_section {
        templated("---\ntype: pattern\n---\n# Page\n\n## Problem\n\n<!-- later -->\n\n## Solution\n\nB.\n\n## Costs\n")
    } a_section_with_only_sections_below_it { templated(SECTIONS) }

    SectionOrder: sections_out_of_order {
        templated("---\ntype: pattern\n---\n# Page\n\n## Costs\n\nC.\n\n## Problem\n\nA.\n\n## Solution\n\nB.\n")
    } sections_in_order_with_others_between {
        templated("---\ntype: pattern\n---\n# Page\n\n## Problem\n\nA.\n\n## More\n\nM.\n\n## Solution (short)\n\nB.\n\n## Costs\n\nC.\n")
    }

    MissingTemplate: a_template_that_nobody_wrote {
        TestBook::new()
            .config("[preprocessor.patterns.check.templates]\npattern = \"pattern-level\"\nlaw = \"zzz\"")
            .page("page.md", "# Page\n")
    } a_built_in_template {
        TestBook::new()
            .config("[preprocessor.patterns.check.templates]\npattern = \"pattern-levels\"")
            .page("page.md", "# Page\n")
    }

    TextPlaceholder: placeholders_in_the_text {
        library("# Page\n\n[Pattern Name] takes [X] min.\n\n<h4>When [Pattern] fails</h4>\n\n- [Benefit 1]\n- [Benefit 1]\n\nTODO: write\n\nBrief one-sentence description of what this pattern does\n\n[1-2 paragraphs explaining the key insight]\n\n| `[param]` | [impact description] |\n|---|---|\n| a | b |\n\n- [ ] Check [specific thing 1]\n- **Component 1**: Description of what this component does\n- Step 1: Describe what happens first\n\n{Describe the context and problem statement}\n\n{example | description | …} because of {argument a} and {title of option 1}.\n")
    } brackets_that_are_meant {
        library("# Page\n\nAs [1] and [Fowler 2002] say, \\[Pattern Name\\] is [sic] `[Pattern Name]`, a [Good Link](a/retry.md)\nand a[i] in [0, 1] or [see figure 1], \"[the server] of [their choice]\" [2 items].\n\n{red, green, blue}, {x in S}, {a} and \\{title of option 1\\}.\n\n## Heading {#id .class}\n\n- [ ] Task\n- [x] Done\n\n```\n[Pattern Name]\n```\n\nTODO lists help.[^1]\n\n[^1]: A note.\n")
    }

    Mojibake: text_in_the_wrong_encoding {
        library("---\ntitle: Caf\u{c3}\u{a9}\n---\n# Caf\u{c3}\u{a9}\n\nYes \u{201a}\u{c4}\u{ee} and \u{e2}\u{20ac}\u{201d} no.\n")
    } text_in_the_right_encoding {
        library("---\ntitle: Café\n---\n# Café\n\nÄÖÜ – “so” → 🔥 ≤ été–été 日本語.\n\n`\u{c3}\u{a9}`\n")
    }

    BrokenLink: links_that_lead_nowhere {
        library("# Page\n\n[a](a/retri.md) [b](zzz.md \"T\") [c](../../x.md) <a href=\"a/timeuot.md#x\">d</a> [e](extra.md) [f]\n\n[f]: nothing.md\n")
            .file("src/extra.md", "# Extra\n")
    } links_that_lead_somewhere {
        library("# Page\n\n[a](a/retry.md) [b](./a/../a/timeout.md?x=1) [c](b/index.md) [d](b/) [e](a/retry.html) [f](https://x.y/z.md) [g](data.csv) [h](mailto:a@b.c) [i](a%20b.md) [j](print.html) [k]()\n\n`[l](zzz.md)`\n")
            .page("a b.md", "# A b\n")
            .file("src/data.csv", "1\n")
    }

    BrokenAnchor: anchors_that_no_heading_has {
        library("# Page\n\n[a](#nothing) [b](a/retry.md#how-it-works-why) [c](a/retry.md#how-it-wroks--why)\n")
    } anchors_of_headings_and_elements {
        library("# Page\n\n[a](#page) [b](a/retry.md#how-it-works--why) [c](#mine) [d](#own) [e](#) [f](c.md#anything) [g](d.md#anything)\n\n<a id=\"mine\"></a>\n\n## Own {#own}\n")
            .page("c.md", "# C\n\n{{#include x.txt}}\n")
            .page("d.md", "# D\n\n{{#patterns stats}}\n")
    }

    MkdocsLink: links_for_mkdocs {
        library("# Page\n\n[a](/a/retry/) [b](a/retry) [c](../a/timeout/) [d](b/README.md#b) [e](/data.csv) <a href=\"/\">f</a>\n")
            .file("src/data.csv", "1\n")
    } links_from_the_root_of_a_site_that_is_known {
        library("# Page\n\n[a](/site/a/retry.html) [b](/site/b/)\n").config("[output.html]\nsite-url = \"/site/\"")
    }

    MissingImage: images_that_are_not_there {
        library("# Page\n\n![a](images/a.png) <img src=\"b.svg\">\n")
    } images_that_are_there {
        library("# Page\n\n![a](images/a.png) <img src=\"https://x.y/b.svg\">\n").file("src/images/a.png", "x")
    }

    WrongTotal: totals_that_were_typed {
        library("---\ntitle: Page\ntype: index\ndescription: A catalog of ~95 battle-tested patterns\n---\n# Browse All 125 Patterns\n\n**Resilience (38 patterns)** and 5+ of all 4 patterns.\n\n<span>🛡️ Resilience: 7 patterns</span>\n")
    } totals_that_are_right_and_numbers_that_are_none {
        library("---\ntitle: Page\ntype: index\n---\n# Browse all 2 patterns\n\nResilience (2 patterns), {{#patterns count}} patterns. These 3 patterns work together, 7 resilience patterns do too, over 1 pattern.\n\n```\nall 125 patterns\n```\n")
    }

    WrongTotal: totals_of_entries_on_a_page_about_them {
        TestBook::new().page("a.md", "---\ntitle: A\n---\n# A\n").page("b.md", "# B\n\nAll 16 entries and all 8 patterns.\n")
    } entries_of_what_an_entry_is_about {
        TestBook::new().page("a.md", "---\ntitle: A\n---\n# A\n\nScan all 16 entries of the queue and all 8 patterns.\n")
    }

    HandwrittenNavigation: navigation_that_was_written_by_hand {
        library("---\ntitle: Page\n---\n[Home](a/retry.md) > [B](b/index.md) > Page\n\n# Page\n\nText.\n\n**Next**: [Retry](a/retry.md) | **Previous**: [B](b/index.md)\n")
    } navigation_of_a_page_without_front_matter {
        library("[Home](a/retry.md) > [B](b/index.md) > Page\n\n# Page\n\nText.\n")
    }

    NotInSummary: an_entry_that_no_reader_sees {
        library("# Page\n").file("src/a/lost.md", "---\ntitle: Lost\n---\n# Lost\n")
    } a_file_that_is_no_entry {
        library("# Page\n").file("src/a/part.md", "Included.\n").file("src/.hidden/x.md", "---\ntitle: X\n---\n")
    }

    NoCategory: an_entry_without_a_category {
        library("---\ntitle: Page\ntype: pattern\n---\n# Page\n")
    } an_entry_of_a_type_that_has_no_categories {
        library("---\ntitle: Page\ntype: law\n---\n# Page\n")
    }

    StalePage: a_page_long_behind_the_newest {
        related("updated: 2020-01-01", "updated: 2024-06", "")
    } pages_of_about_one_time {
        related("updated: 2023-01-01", "updated: 2024-06", "")
    }

    WrongReadingTime: a_reading_time_far_from_the_counted_one {
        related("reading_time: 45 min", "", "")
    } a_reading_time_near_the_counted_one {
        related("reading_time: 5 min", "", "")
    }

    MixedSpelling: one_key_and_one_value_in_two_spellings {
        related("type: my-recipe\nlast_updated: 2024-01-01\ntags: [Load shedding]", "type: myRecipe\nlast-updated: 2024-01-01\ntags: [Load shedding]", "type: my-recipe\nlast_updated: 2024-01-02\ntags: [load-shedding]")
    } one_spelling_an_alias_and_two_types {
        related("type: pack\nlast_updated: 2024-01-01", "type: path\nupdated: 2024-01-01", "type: pack\nlast_updated: 2024-01-01")
    }

    Contradiction: fields_that_contradict_each_other {
        related("status: complete", "status: superseded\nintroduced: 2024-02-01\nupdated: 2023-01-01", "status: done\ndraft: true")
    } fields_that_agree {
        related("status: stub", "recommendation: deprecated\nintroduced: 2023-01-01\nupdated: 2024-01-01", "draft: true")
    }

    OneSidedRelation: a_page_that_does_not_name_the_other_back {
        related("related: [second]", "", "")
    } two_pages_that_name_each_other {
        related("related: [second]", "related: [first]", "")
    }

    CyclicPrerequisites: prerequisites_in_a_circle {
        related("prerequisites: [second]", "prerequisites: [third]", "prerequisites: [first, third]")
    } prerequisites_that_meet_again {
        related("prerequisites: [second, third]", "prerequisites: [third]", "")
    }

    SupersededChain: pages_superseded_by_superseded_ones {
        related("superseded_by: second", "superseded_by: third", "superseded_by: second")
    } pages_superseded_by_the_last_one {
        related("superseded_by: third", "superseded_by: third", "")
    }

    DuplicateReference: one_page_named_twice {
        related("related: [second, Second, third]", "", "")
    } one_page_in_two_fields {
        related("related: [second]\nprerequisites: [second]", "", "")
    }

    UnreadableFile: a_page_that_is_no_text {
        library("# Page\n").summary("# Summary\n\n- [Page](page.md)\n- [Bad](bad.md)\n").file("src/bad.md", [0x23, 0x20, 0xe9, 0x0a])
    } a_page_with_a_byte_order_mark {
        library("\u{feff}---\ntitle: Page\n---\n# Page\n")
    }

    MissingChapter: a_chapter_that_nobody_wrote {
        library("# Page\n").summary("# Summary\n\n- [Page](page.md)\n- [Lost](<a/lost one.md>)\n  - [Retry](a/retry.md)\n- [Gone](./gone.md)\n- [Draft]()\n")
    } a_draft_chapter { library("# Page\n").summary("# Summary\n\n- [Page](page.md)\n- [Draft]()\n") }

    InvalidSummary: a_summary_that_mdbook_cannot_read {
        library("# Page\n").summary("# Summary\n\n- [Page](page.md)\n\n[End](a/retry.md)\n\n- [Again](a/timeout.md)\n")
    } a_summary_of_all_shapes {
        library("# Page\n").summary("# Summary\n\n[Start](page.md)\n\n# Part\n\n- [Retry](a/retry.md)\n\n---\n\n[End](a/timeout.md)\n")
    }

    MissingProgram: a_preprocessor_whose_program_is_not_there {
        library("# Page\n").config("[preprocessor.zzz]\n\n[preprocessor.mine]\ncommand = \"tools/mine --fast\"\n\n[output.yyy]")
    } programs_that_are_there_or_not_needed {
        library("# Page\n")
            .config("[preprocessor.zzz]\noptional = true\n\n[preprocessor.mine]\ncommand = \"tools/mine --fast\"\n\n[preprocessor.links]\n\n[output.html]")
            .file("tools/mine", "")
    }

    ForeignShortcode: shortcodes_of_other_tools {
        library("# Page\n\n[Retry]({{< relref \"a/retry.md#how\" >}}) {{% notice %}}\n\n{% include x.html %} and {% link a/timeout.md %}\n\n:::tip Title\n\nText.\n\n:::\n")
    } shortcodes_in_code_and_directives {
        library("# Page\n\n`{{< ref >}}` {{#patterns count}} \\{{% x %}} {{ x }}\n\n```text\n{% x %}\n:::tip\n```\n\n::: \n")
    }

    UnreadFrontMatter: front_matter_that_is_not_read {
        library("\n---\ntitle: Page\n---\n# Page\n\n{{#include part.md}}\n")
            .file("src/part.md", "---\ntitle: Part\n---\nText.\n")
            .file("src/404.md", "---\ntitle: Lost\n---\nText.\n")
    } front_matter_that_is_read_and_rules {
        library("---\ntitle: Page\n---\n# Page\n\n---\n\n{{#include part.md:3:}}\n\n{{#include other.md}}\n")
            .file("src/part.md", "---\ntitle: Part\n---\nText.\n")
            .file("src/other.md", "---\n\nText.\n")
            .file("src/404.md", "# Lost\n")
            .page("c.md", "\n---\n\nA: rule.\n\n---\n\n# C\n")
    }

    MkdocsSyntaxOff: blocks_of_mkdocs_in_a_book_that_does_not_read_them {
        library("# Page\n\n!!! info \"Curation\"\n    Text.\n\n- item\n\n  ???+ tip\n      More.\n\n=== \"Java\"\n\n    Code.\n")
    } exclamations_and_code {
        library("# Page\n\n!!! Danger ahead\n\nWait !!! note\n\n```text\n!!! note\n```\n\n`!!! note` is an admonition.\n")
    }

    PreprocessorOrder: a_preprocessor_that_draws_what_stands_in_boxes {
        library("# Page\n").config("[preprocessor.patterns]\ncommand = \"tools/p\"\n\n[preprocessor.mermaid]\ncommand = \"tools/p\"").file("tools/p", "")
    } the_same_one_behind_this_one {
        library("# Page\n").config("[preprocessor.patterns]\ncommand = \"tools/p\"\n\n[preprocessor.mermaid]\nafter = [\"patterns\"]\ncommand = \"tools/p\"").file("tools/p", "")
    }

    PreprocessorOrder: a_preprocessor_that_takes_the_front_matter {
        library("# Page\n").config("[preprocessor.patterns]\ncommand = \"tools/p\"\nbefore = [\"linsk\"]\n\n[preprocessor.frontmatter-strip]\ncommand = \"tools/p\"").file("tools/p", "")
    } the_same_preprocessor_behind_this_one {
        library("# Page\n").config("[preprocessor.patterns]\ncommand = \"tools/p\"\nbefore = [\"links\", \"frontmatter-strip\"]\n\n[preprocessor.frontmatter-strip]\ncommand = \"tools/p\"").file("tools/p", "")
    }
}
