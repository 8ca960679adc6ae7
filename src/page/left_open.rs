//! What is still open where a page ends: what is put after the text would stand inside of it.

use std::ops::Range;

use html5gum::Tokenizer;
use html5gum::emitters::default::{DefaultEmitter, Token};

/// What a page leaves open at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOpen {
    /// What it is, as its author wrote it: a fence, `<!--`, a tag.
    pub what: String,
    /// The bytes of where it starts.
    pub span: Range<usize>,
    /// The lines that end it, and all that is open around it.
    pub end: String,
    /// Whether it swallows text as code or as a comment.
    pub is_raw: bool,
}

/// Gathers what the raw HTML of a page leaves open, block by block.
#[derive(Debug, Default)]
pub(super) struct OpenHtml {
    /// The elements: which of [`BLOCKS`], and the bytes of their tag.
    elements: Vec<(usize, Range<usize>)>,
    /// How many of each are open: an end of what is not open ends nothing, and nothing is looked for.
    open: [usize; BLOCKS.len()],
    /// Where a comment starts that has not ended.
    comment: Option<usize>,
}

/// Elements that hold blocks, whose end nobody may leave out.
const BLOCKS: &[&str] = &[
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "div",
    "dl",
    "fieldset",
    "figure",
    "footer",
    "form",
    "header",
    "main",
    "nav",
    "ol",
    "section",
    "table",
    "ul",
];

/// Which of [`BLOCKS`] a name is.
fn block(name: &[u8]) -> Option<usize> {
    BLOCKS.iter().position(|block| block.as_bytes() == name)
}

impl OpenHtml {
    /// Reads a block of raw HTML at the top of the page.
    pub(super) fn read(&mut self, text: &str, mut range: Range<usize>) {
        if self.comment.is_some() {
            let Some(end) = text[range.clone()].find("-->") else { return };
            self.comment = None;
            range.start += end + 3;
        }
        let html = &text[range.clone()];
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(html, emitter) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) if !tag.self_closing => {
                    if let Some(block) = block(&tag.name) {
                        let span = range.start + tag.span.start..range.start + tag.span.end;
                        self.elements.push((block, span));
                        self.open[block] += 1;
                    }
                }
                Token::EndTag(tag) => self.end(block(&tag.name)),
                Token::Comment(comment) if !html[..comment.span.end.min(html.len())].ends_with('>') => {
                    self.comment = Some(range.start + comment.span.start.min(html.len()));
                }
                _ => {}
            }
        }
    }

    /// Ends the innermost element of a kind, with all in it.
    fn end(&mut self, block: Option<usize>) {
        let Some(block) = block.filter(|block| self.open[*block] > 0) else { return };
        while let Some((ended, _)) = self.elements.pop() {
            self.open[ended] -= 1;
            if ended == block {
                break;
            }
        }
    }

    /// What is open; `leaf` is the last block of the page, if it has no end.
    pub(super) fn finish(self, leaf: Option<LeftOpen>) -> Option<LeftOpen> {
        let comment = self.comment.map(|start| LeftOpen {
            what: "<!--".to_owned(),
            span: start..start + 4,
            // By itself the sign would be text.
            end: "<!-- -->".to_owned(),
            is_raw: true,
        });
        let tags: String =
            self.elements.iter().rev().map(|(block, _)| format!("</{}>\n", BLOCKS[*block])).collect();
        let elements = self.elements.into_iter().next().map(|(block, span)| LeftOpen {
            what: format!("<{}>", BLOCKS[block]),
            span,
            end: String::new(),
            is_raw: false,
        });
        let mut open = leaf.or(comment).or(elements)?;
        let apart = if open.end.is_empty() || tags.is_empty() { "" } else { "\n\n" };
        open.end = format!("{}{apart}{}", open.end, tags.trim_end());
        Some(open)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(blocks: &[&str]) -> Option<String> {
        let mut open = OpenHtml::default();
        blocks.iter().for_each(|block| open.read(block, 0..block.len()));
        open.finish(None).map(|open| open.end)
    }

    #[test]
    fn elements_and_comments_are_ended() {
        assert_eq!(end(&["<div><p>a</div>", "<br><hr>"]), None);
        assert_eq!(end(&["<div class=a>", "<details><summary>"]).as_deref(), Some("</details>\n</div>"));
        assert_eq!(end(&["<div><!-- a"]).as_deref(), Some("<!-- -->\n\n</div>"));
        assert_eq!(end(&["<div><!-- a", "b --></div>"]), None);
        assert_eq!(end(&["<script>\"<div>\"</script>", "<!-- <div> -->"]), None);
    }
}
