//! Two terms that become one: each page has it once, and nothing else changes.

use std::fs;

use crate::run;
use crate::support::{Built, TestBook};

fn read(book: &Built, path: &str) -> String {
    fs::read_to_string(book.root().join(path)).unwrap()
}

fn with_tags(tags: &str) -> String {
    format!("---\ntitle: A\ntype: pattern\n{tags}\n---\n# A\n")
}

/// A book whose own tables are these.
fn configured(config: &str, page: &str) -> Built {
    TestBook::new().config(config).page("a.md", page).write()
}

#[test]
fn a_page_has_the_new_term_once() {
    for (before, after) in [
        ("tags: [k8s, K8s, other] # k8s", "tags: [kubernetes, other] # k8s"),
        ("tags: [k8s, Kubernetes]", "tags: [Kubernetes]"),
        ("tags: [\"kubernetes\", \"k8s\"]", "tags: [\"kubernetes\"]"),
        ("tags: [x, k8s, kubernetes, 'y']", "tags: [x, kubernetes, 'y']"),
        (
            "tags:\n  [\n    x, # one\n    k8s, # short\n    kubernetes,\n  ]",
            "tags:\n  [\n    x, # one\n    # short\n    kubernetes,\n  ]",
        ),
        (
            "tags:\n  - x # one\n  # two\n  - k8s\n  - 'kubernetes' # three",
            "tags:\n  - x # one\n  # two\n  - 'kubernetes' # three",
        ),
        ("tags: k8s, x, kubernetes", "tags: x, kubernetes"),
        ("tags: \"x, k8s, kubernetes\"", "tags: \"x, kubernetes\""),
        ("tags: \"#k8s #x #kubernetes\"", "tags: \"#x #kubernetes\""),
        ("tags: \"#k8s #x\"", "tags: \"#kubernetes #x\""),
        ("tags: k8s, x", "tags: kubernetes, x"),
        ("tags: [{id: k8s, why: it is k8s}]", "tags: [{id: kubernetes, why: it is k8s}]"),
        ("tags:\n  k8s: why k8s\n  x:", "tags:\n  kubernetes: why k8s\n  x:"),
        ("tags: [xk8s, k8s]", "tags: [xk8s, kubernetes]"),
        ("tag: k8s", "tag: kubernetes"),
    ] {
        for newline in ["\n", "\r\n"] {
            let lines = |text: &str| text.replace('\n', newline);
            let book = configured("", &lines(&with_tags(before)));
            let done = run(&book, &["rename-term", "tags", "k8s", "kubernetes"]);
            assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""), "{before}");
            assert_eq!(read(&book, "src/a.md"), lines(&with_tags(after)), "{before}");
        }
    }
    let toml = |tags: &str| format!("+++\ntitle = \"A\"\ntype = \"pattern\"\n{tags}\n+++\n# A\n");
    for (before, after) in [
        ("tags = ['k8s', \"kubernetes\"] # k8s", "tags = [\"kubernetes\"] # k8s"),
        (
            "tags = [\n  \"x\", # one\n  \"k8s\" # two\n]",
            "tags = [\n  \"x\", # one\n  \"kubernetes\" # two\n]",
        ),
        ("tags = [\n  \"kubernetes\", # one\n  \"k8s\"\n]", "tags = [\n  \"kubernetes\", # one\n]"),
    ] {
        let book = configured("", &toml(before));
        let done = run(&book, &["rename-term", "tags", "k8s", "kubernetes"]);
        assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""), "{before}");
        assert_eq!(read(&book, "src/a.md"), toml(after), "{before}");
    }
}

#[test]
fn another_name_of_the_new_term_counts_as_it() {
    let config = "[preprocessor.patterns.taxonomy.tags]\nopen = true\nterms = [\"k8s\", { id = \"kubernetes\", aliases = [\"kube\"] }]";
    let book = configured(config, &with_tags("tags: [k8s, kube]"));
    let done = run(&book, &["rename-term", "tags", "k8s", "kubernetes"]);
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""));
    assert_eq!(read(&book, "src/a.md"), with_tags("tags: [kube]"));
    assert!(read(&book, "book.toml").contains("terms = [{ id = \"kubernetes\", aliases = [\"kube\"] }]"));
    assert!(!run(&book, &["check"]).stderr.contains("names two terms"));
}

#[test]
fn a_declaration_goes_where_the_new_term_is_declared() {
    for (before, after) in [
        ("terms = [\"k8s\", \"kubernetes\"]", "terms = [\"kubernetes\"]"),
        ("terms = [\n  \"kubernetes\", # one\n  \"k8s\",\n]", "terms = [\n  \"kubernetes\", # one\n]"),
        ("terms = ['kubernetes', 'k8s']", "terms = ['kubernetes']"),
    ] {
        let table = |terms: &str| {
            format!(
                "[preprocessor.patterns.taxonomy.tags]\n{terms}\n\n[[preprocessor.patterns.defaults]]\npaths = [\"**\"]\ntags = [\"k8s\", \"kubernetes\", \"K8s\"]"
            )
        };
        let book = configured(&table(before), "---\ntitle: A\n---\n# A\n");
        let done = run(&book, &["rename-term", "tags", "k8s", "kubernetes"]);
        assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""), "{before}");
        let toml = read(&book, "book.toml");
        assert!(toml.contains(after), "{toml}");
        assert!(toml.contains("\ntags = [\"kubernetes\"]"), "{toml}");
        let found = run(&book, &["check", "--format", "json"]).stdout;
        assert!(!found.contains("names two terms"), "{found}");
    }
}

#[test]
fn what_cannot_become_one_stays_and_is_named() {
    let both = "`k8s` and `kubernetes` cannot become one here; remove `k8s` by hand; nothing was changed";
    let page = with_tags("tags:\n  k8s: short\n  kubernetes: long");
    let book = configured("", &page);
    let refused = run(&book, &["rename-term", "tags", "k8s", "kubernetes"]);
    assert_eq!((refused.code, refused.stderr), (Some(2), format!("mdbook-patterns: src/a.md: {both}\n")));
    assert_eq!(read(&book, "src/a.md"), page);
    let config = "[[preprocessor.patterns.taxonomy.tags.terms]]\nid = \"k8s\"\ndescription = \"Mine.\"\n\n[[preprocessor.patterns.taxonomy.tags.terms]]\nid = \"kubernetes\"";
    let book = configured(config, &with_tags("tags: k8s"));
    let refused = run(&book, &["rename-term", "tags", "k8s", "kubernetes"]);
    assert_eq!((refused.code, refused.stderr), (Some(2), format!("mdbook-patterns: book.toml: {both}\n")));
    assert_eq!(read(&book, "src/a.md"), with_tags("tags: k8s"));
    // What is written with escapes, and what an alias gives to another field, too.
    for front_matter in ["tags: [\"k8\\u0073\"]", "tags: &names [k8s]\nalso_known_as: *names"] {
        let page = with_tags(front_matter);
        let book = configured("", &page);
        let refused = run(&book, &["rename-term", "tags", "k8s", "kubernetes"]);
        let said = "mdbook-patterns: src/a.md: `kubernetes` cannot be written here; write it by hand; nothing was changed\n";
        assert_eq!((refused.code, refused.stderr.as_str()), (Some(2), said), "{front_matter}");
        assert_eq!(read(&book, "src/a.md"), page);
    }
    // A sign that splits the text would make two terms of one.
    let page = with_tags("tags: k8s, x");
    let book = configured("", &page);
    let refused = run(&book, &["rename-term", "tags", "k8s", "a, b"]);
    let said =
        "mdbook-patterns: src/a.md: `a, b` cannot be written here; write it by hand; nothing was changed\n";
    assert_eq!((refused.code, refused.stderr.as_str()), (Some(2), said));
    assert_eq!(read(&book, "src/a.md"), page);
}

#[test]
fn names_with_signs_are_written_so_that_they_are_read() {
    for (before, after) in
        [("tags: [k8s]", "tags: [\"C++: \\\"new\\\"\"]"), ("tags: ['k8s']", "tags: [\"C++: \\\"new\\\"\"]")]
    {
        let book = configured("", &with_tags(before));
        assert_eq!(run(&book, &["rename-term", "tags", "k8s", "C++: \"new\""]).code, Some(0));
        assert_eq!(read(&book, "src/a.md"), with_tags(after));
    }
}

#[test]
fn pages_that_have_the_term_from_elsewhere_are_named() {
    let config = "[preprocessor.patterns.taxonomy.category]\nfrom = \"folder\"\n\n[[preprocessor.patterns.defaults]]\npaths = [\"b.md\"]\ncategory = \"old\"";
    let book = TestBook::new()
        .config(config)
        .page("old/a.md", "---\ntype: pattern\n---\n# A\n")
        .page("b.md", "---\ntype: pattern\n---\n# B\n")
        .page("c.md", "---\ntype: pattern\ncategory: old\n---\n# C\n")
        .write();
    let note = "mdbook-patterns: note: these pages still have `old`, because their text, their date or the name of their folder gives it; change it there: src/old/a.md\n";
    for args in [&["--dry-run"][..], &[]] {
        let done = run(&book, &[&["rename-term", "category", "old", "new"], args].concat());
        assert_eq!((done.code, done.stderr.as_str()), (Some(0), note), "{}", done.stdout);
    }
    assert!(read(&book, "book.toml").contains("category = \"new\""));
}

#[test]
fn the_filters_of_the_feed_and_of_the_catalog_follow() {
    let config = "[preprocessor.patterns.catalog]\nfilter = \"tier:\\\"gold\\\" tags:x\"\n\n[output.patterns]\nfeed = '''tier:>=gold'''";
    let book = configured(config, "---\ntitle: A\ntype: pattern\ntier: gold\ntags: x\n---\n# A\n");
    assert_eq!(run(&book, &["rename-term", "tier", "gold", "best"]).code, Some(0));
    let toml = read(&book, "book.toml");
    assert!(toml.contains("filter = 'tier:\"best\" tags:x'"), "{toml}");
    assert!(toml.contains("feed = '''tier:>=best'''"), "{toml}");
}

#[test]
fn spare_items_and_comments_of_one_list_go_together() {
    for (before, after) in [
        ("tags: [kubernetes, k8s, K8s]", "tags: [kubernetes]"),
        ("tags: [k8s, K8s, kubernetes, x]", "tags: [kubernetes, x]"),
        ("tags: [x, k8s, K8s, kubernetes]", "tags: [x, kubernetes]"),
    ] {
        let book = configured("", &with_tags(before));
        let done = run(&book, &["rename-term", "tags", "k8s", "kubernetes"]);
        assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""), "{before}");
        assert_eq!(read(&book, "src/a.md"), with_tags(after), "{before}");
    }
    let list =
        "[[preprocessor.patterns.defaults]]\npaths = [\"**\"]\ntags = [\"kubernetes\", # one,\n \"k8s\"]";
    let book = configured(list, "# A\n");
    let done = run(&book, &["rename-term", "tags", "k8s", "kubernetes"]);
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""));
    let toml = read(&book, "book.toml");
    assert!(toml.contains("# one,\n") && !toml.contains("k8s"), "{toml}");
    assert_eq!(run(&book, &["list"]).code, Some(0), "{toml}");
}

#[test]
fn a_name_that_other_parsers_refuse_is_refused() {
    let page = with_tags("tags: k8s, b");
    let book = configured("", &page);
    let refused = run(&book, &["rename-term", "tags", "k8s", "x: y"]);
    let said =
        "mdbook-patterns: src/a.md: `x: y` cannot be written here; write it by hand; nothing was changed\n";
    assert_eq!((refused.code, refused.stderr.as_str()), (Some(2), said));
    assert_eq!(read(&book, "src/a.md"), page);
}
