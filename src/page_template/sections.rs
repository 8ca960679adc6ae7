//! The sections of a template, and the marks of those that pages may leave out.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{Section, section_key};

/// What the body of a template says of its sections.
#[derive(Debug, Default)]
pub(super) struct Sections {
    /// The headings below the title, but for those that have holes: what they say is the author's.
    pub(super) sections: Vec<Section>,
    /// The bytes of `<!-- optional -->`, wherever it stands.
    pub(super) marks: Vec<Range<usize>>,
}

struct Heading {
    span: Range<usize>,
    level: u8,
    title: String,
    optional: bool,
}

impl Sections {
    /// Reads the body of a template. What is in code is no mark.
    pub(super) fn read(body: &str) -> Self {
        let mut headings: Vec<Heading> = Vec::new();
        let mut marks = Vec::new();
        let mut in_heading = false;
        for (event, span) in Parser::new_ext(body, Options::ENABLE_HEADING_ATTRIBUTES).into_offset_iter() {
            match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    in_heading = true;
                    headings.push(Heading {
                        span,
                        level: level as u8,
                        title: String::new(),
                        optional: false,
                    });
                }
                Event::End(TagEnd::Heading(_)) => in_heading = false,
                Event::Text(text) | Event::Code(text) if in_heading => {
                    headings
                        .iter_mut()
                        .next_back()
                        .into_iter()
                        .for_each(|heading| heading.title.push_str(&text));
                }
                Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => marks.extend(marks_in(body, span)),
                _ => {}
            }
        }
        for mark in &marks {
            if let Some(at) = marked(body, &headings, mark) {
                headings[at].optional = true;
            }
        }
        let is_section = |heading: &Heading| heading.level > 1 && !heading.title.contains('[');
        let section = |heading: Heading| {
            let title = heading.title.trim().to_owned();
            Section { level: heading.level, key: section_key(&title), title, optional: heading.optional }
        };
        Self { sections: headings.into_iter().filter(is_section).map(section).collect(), marks }
    }
}

/// The marks in a piece of HTML.
fn marks_in(body: &str, span: Range<usize>) -> Vec<Range<usize>> {
    let mut marks = Vec::new();
    let mut at = span.start;
    while let Some(start) = body[at..span.end].find("<!--").map(|found| at + found) {
        let Some(end) = body[start..span.end].find("-->").map(|found| start + found) else { break };
        let said = body[start + "<!--".len()..end].trim();
        let word = said.split(':').next().unwrap_or_default().trim_end();
        if word.eq_ignore_ascii_case("optional") {
            marks.push(start..end + "-->".len());
        }
        at = end + "-->".len();
    }
    marks
}

/// The heading that a mark is about: the one that it stands in, the one right above it, the one right below it, otherwise
/// the one of the section that it stands in.
fn marked(body: &str, headings: &[Heading], mark: &Range<usize>) -> Option<usize> {
    let next = headings.partition_point(|heading| heading.span.start < mark.start);
    let above = next.checked_sub(1);
    if above.is_some_and(|above| mark.end <= headings[above].span.end) {
        return above;
    }
    let touches = |between: &str| between.trim().is_empty() && between.matches('\n').count() <= 1;
    // A heading ends with its line.
    let is_below = above.is_some_and(|above| {
        let between = &body[headings[above].span.end..mark.start];
        between.trim().is_empty() && !between.contains('\n')
    });
    let is_above = headings.get(next).is_some_and(|heading| touches(&body[mark.end..heading.span.start]));
    if is_above && !is_below { Some(next) } else { above }
}

/// The body without its marks: a mark alone takes its line with it, and one in a line the blanks beside it.
pub(super) fn without_marks(body: &str, marks: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(body.len());
    let mut at = 0;
    for mark in marks {
        out.push_str(&body[at..mark.start]);
        let line = out.rfind('\n').map_or(0, |end| end + 1);
        let end = body[mark.end..].find('\n').map_or(body.len(), |end| mark.end + end);
        let is_last = body[mark.end..end].trim().is_empty();
        let is_alone = is_last && out[line..].trim().is_empty();
        at = match (is_alone, is_last) {
            (true, _) => {
                out.truncate(line);
                let next = (end + 1).min(body.len());
                // Of the empty lines around it one stays.
                let is_between = out.ends_with("\n\n") || out.is_empty();
                if is_between && body[next..].starts_with('\n') { next + 1 } else { next }
            }
            (false, true) => {
                out.truncate(out.trim_end_matches([' ', '\t']).len());
                end
            }
            (false, false) => mark.end + body[mark.end..end].len() - body[mark.end..end].trim_start().len(),
        };
    }
    out + &body[at..]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sections that pages may leave out, and what `new` writes.
    fn read(body: &str) -> (Vec<String>, String) {
        let found = Sections::read(body);
        let optional = found.sections.iter().filter(|section| section.optional);
        (optional.map(|section| section.title.clone()).collect(), without_marks(body, &found.marks))
    }

    #[test]
    fn a_mark_is_about_the_heading_that_it_stands_at() {
        for (body, optional, written) in [
            ("## A\n\na\n\n## B <!-- optional -->\n\nb\n", "B", "## A\n\na\n\n## B\n\nb\n"),
            ("## A\n\na\n\n## B<!--optional-->\n\nb\n", "B", "## A\n\na\n\n## B\n\nb\n"),
            ("## A\n\na\n\n## <!-- Optional --> B\n\nb\n", "B", "## A\n\na\n\n## B\n\nb\n"),
            ("## A <!-- optional --> and more\n", "A  and more", "## A and more\n"),
            ("## A\n\n## B <!-- optional --> {#b}\n", "B", "## A\n\n## B {#b}\n"),
            ("## A\n\nB <!-- optional -->\n---\n\nb\n", "B", "## A\n\nB\n---\n\nb\n"),
            ("## A\n\n## B\n<!-- optional -->\n\nb\n", "B", "## A\n\n## B\n\nb\n"),
            ("## A\n\n## B\n<!-- optional: only once -->\nb\n", "B", "## A\n\n## B\nb\n"),
            ("## A\n\n## B\n\n<!-- optional -->\n\nb\n", "B", "## A\n\n## B\n\nb\n"),
            ("## A\n\n## B\n\n<!--\noptional\n-->\n\nb\n", "B", "## A\n\n## B\n\nb\n"),
            ("## A\n\na\n\n<!-- optional -->\n## B\n\nb\n", "B", "## A\n\na\n\n## B\n\nb\n"),
            ("## A\n<!-- optional -->\n## B\n", "A", "## A\n## B\n"),
            ("## A\n\na <!-- optional -->\n\n## B\n", "A", "## A\n\na\n\n## B\n"),
            ("## A\n\na\n\n<!-- optional -->\n\n## B\n", "A", "## A\n\na\n\n## B\n"),
            ("## A\n\n<!-- optional --> [a]\n\n## B\n", "A", "## A\n\n[a]\n\n## B\n"),
            (
                "## A\n\n## B\n\n```html\n<!-- optional -->\n```\n",
                "",
                "## A\n\n## B\n\n```html\n<!-- optional -->\n```\n",
            ),
            ("## A\n\n`<!-- optional -->`\n", "", "## A\n\n`<!-- optional -->`\n"),
            ("## A\n\n<!-- optional or not -->\n", "", "## A\n\n<!-- optional or not -->\n"),
            ("<!-- optional -->\n\n# T\n\n## A\n", "", "# T\n\n## A\n"),
            ("# T <!-- optional -->\n\n## A\n", "", "# T\n\n## A\n"),
        ] {
            let (marked, text) = read(body);
            assert_eq!((marked.join(", ").as_str(), text.as_str()), (optional, written), "{body}");
        }
    }
}
