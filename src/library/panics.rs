//! A panic while something is done with one page costs that page, and not the build.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Mutex, Once, OnceLock, PoisonError};

use crate::diagnostic::{Code, Diagnostic};

/// Where to report a bug.
pub(crate) const BUG_REPORTS: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/issues");

thread_local! {
    /// What the guarded work of this thread panicked with; `None` outside of guarded work.
    static PANICKED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Does some work on the page `file`; a panic becomes a problem that asks for a report. `what` says what the program could
/// not do then.
///
/// # Errors
/// The problem, where the work panicked.
pub(crate) fn guarded<T>(file: &str, what: &str, work: impl FnOnce() -> T) -> Result<T, Diagnostic> {
    keep_quiet();
    let outer = PANICKED.replace(Some(String::new()));
    let done = panic::catch_unwind(AssertUnwindSafe(|| {
        assert!(!is_provoked(file, what), "a test asked for it");
        work()
    }));
    let said = PANICKED.replace(outer).unwrap_or_default();
    done.map_err(|_| {
        let message = format!("mdbook-patterns could not {what}: {said}");
        Diagnostic::new(Code::Panicked, message).about("page").at(file, 0..0).help(format!(
            "this is a bug of mdbook-patterns: please report it, with this page, at {BUG_REPORTS}"
        ))
    })
}

/// Whether a test wants something to go wrong: `MDBOOK_PATTERNS_FAULT="src/a.md: index"`. A released program never asks.
pub(crate) fn is_provoked(file: &str, what: &str) -> bool {
    static FAULT: OnceLock<Option<String>> = OnceLock::new();
    let fault = || FAULT.get_or_init(|| std::env::var("MDBOOK_PATTERNS_FAULT").ok()).as_deref();
    let is_meant = |fault: &str| {
        fault.split_once(": ").is_some_and(|(page, work)| page == file && what.starts_with(work))
    };
    cfg!(debug_assertions) && fault().is_some_and(is_meant)
}

/// The panics of threads that write files of many pages.
#[derive(Debug, Default)]
pub(crate) struct Panics(Mutex<Vec<Diagnostic>>);

impl Panics {
    /// What some work on a page gives; nothing where it panicked.
    pub(crate) fn guarded<T>(&self, file: &str, what: &str, work: impl FnOnce() -> T) -> Option<T> {
        let done = guarded(file, what, work);
        done.map_err(|panicked| self.0.lock().unwrap_or_else(PoisonError::into_inner).push(panicked)).ok()
    }

    /// What became of them.
    pub(crate) fn into_problems(self) -> Vec<Diagnostic> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Panics of guarded work say nothing on standard error: the problem says it.
fn keep_quiet() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |panicked| {
            let is_guarded = PANICKED.with_borrow_mut(|said| match said {
                Some(said) => {
                    *said = panicked.to_string().replace('\n', " ");
                    true
                }
                None => false,
            });
            if !is_guarded {
                usual(panicked);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use mdbook_preprocessor::book::{Book, BookItem, Chapter};
    use mdbook_preprocessor::config::Config;
    use pulldown_cmark::Event;

    use crate::library::Library;
    use crate::page::Listener;
    use crate::source::Source;

    /// Cannot bear a word.
    struct Fragile;

    impl Listener for Fragile {
        fn event(&mut self, _: &str, event: &Event<'_>, _: &std::ops::Range<usize>) {
            assert!(!matches!(event, Event::Text(text) if text.contains("boom")), "heard it");
        }
    }

    #[test]
    fn a_page_that_makes_us_panic_stays_and_the_others_are_read() {
        let chapter = |name: &str, text: &str| {
            BookItem::Chapter(Chapter::new(name, text.to_owned(), format!("{name}.md"), Vec::new()))
        };
        let bad = "---\ntitle: T\n---\n# boom\n";
        let book = Book::new_with_items(vec![chapter("a", bad), chapter("b", "# Fine\n")]);
        let source = Source::of_mdbook(Path::new("none"), &Config::default(), book);
        let (library, _) = Library::build_with(source, |_| Fragile);
        let [problem] = &library.problems[..] else { panic!("{:?}", library.problems) };
        let line = problem.message.split_once("src/library/panics.rs:").unwrap();
        assert_eq!(line.0, "mdbook-patterns could not read this page, and leaves it as it is: panicked at ");
        assert!(line.1.ends_with(": heard it"), "{}", problem.message);
        assert_eq!(problem.place.as_ref().unwrap().file, "src/a.md");
        assert_eq!(
            problem.help.as_deref(),
            Some(
                "this is a bug of mdbook-patterns: please report it, with this page, at \
                 https://github.com/mdbook-patterns/mdbook-patterns/issues"
            )
        );
        let pages = &library.catalog.pages;
        assert_eq!((pages[0].text.as_str(), pages[0].headings.len()), (bad, 0));
        assert_eq!(pages[1].title(), "Fine");
    }
}
