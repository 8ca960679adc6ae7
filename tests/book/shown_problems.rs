use crate::support::TestBook;

const PAGE: &str = "---\ntitle: A\ntier: glod\n---\n# A\n\n{{#patterns nothing}}\n";
const SERVED: &str = "[output.html]\nlive-reload-endpoint = \"__livereload\"";

fn book() -> TestBook {
    TestBook::new().page("a.md", PAGE).page("b.md", "---\ntitle: B\n---\n# B\n\nText.\n")
}

#[test]
fn a_page_that_is_served_shows_its_own_problems() {
    let served = book().config(SERVED).expanded("a.md", "html");
    insta::assert_snapshot!("box", served);
    assert!(!book().config(SERVED).expanded("b.md", "html").contains("patterns-problems"));
}

#[test]
fn what_is_built_does_not() {
    assert!(!book().expanded("a.md", "html").contains("patterns-problems"));
    let never = format!("[preprocessor.patterns]\nshow-problems = \"never\"\n\n{SERVED}");
    assert!(!book().config(&never).expanded("a.md", "html").contains("patterns-problems"));
    let always = "[preprocessor.patterns]\nshow-problems = \"always\"";
    assert!(book().config(always).expanded("a.md", "html").contains("patterns-problems"));
    assert!(!book().config(always).expanded("a.md", "markdown").contains("patterns-problems"));
}

#[test]
fn what_is_served_reports_in_short_lines() {
    let built = book().config(SERVED).build();
    assert_eq!(
        built.stderr(),
        "src/a.md:3:7: warning[P0204]: `glod` is not a term of `tier`; did you mean `gold`?\nsrc/a.md:7:13: error[P0401]: there is no directive `nothing`\nmdbook-patterns: 1 error, 1 warning\n"
    );
}
