//! Elements of HTML without an end.

/// By <https://html.spec.whatwg.org/multipage/syntax.html#void-elements>, and `param`, which was one.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// Whether the element of a name has no end.
pub(crate) fn is_void(name: &str) -> bool {
    VOID.iter().any(|void| void.eq_ignore_ascii_case(name))
}
