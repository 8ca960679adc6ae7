//! Elements that say `markdown` and hold blocks.

use super::*;

impl Scanner<'_> {
    /// `<div markdown>`: what is inside is set apart by blank lines, so that CommonMark reads it.
    pub(super) fn open_element(
        &mut self,
        line: &Line,
        first: usize,
        tag: raw_html::MarkdownTag,
        at: &mut Written,
    ) {
        if self.stack.len() >= DEEPEST {
            return self.rest(line, at);
        }
        let mark = if tag.is_grid { "data-patterns-grid" } else { "" };
        let attribute = first + tag.attribute.start..first + tag.attribute.end;
        if at.rewrites {
            let indent = at.cursor.indent(self.text, first);
            self.indent(at, indent);
        }
        let apart = mark.is_empty() && raw_html::takes_its_space(self.text, &attribute);
        self.copy(at.copied..attribute.start - usize::from(apart));
        self.put(mark);
        self.changed = true;
        self.copy(attribute.end..first + tag.end);
        let inner = first + tag.end..line.end;
        let open = 1_usize;
        self.raw = None;
        self.put(self.newline);
        let span = first..first + tag.end;
        self.stack.push(Container::Element { tag: tag.name, open, indent: None, at: span });
        let prefix = self.prefix(self.stack.len());
        self.put_line(&prefix);
        self.after_blank = true;
        if !self.text[inner.clone()].trim_matches(SPACE).is_empty() {
            let inner = Line { start: inner.start, end: line.end, next: line.next };
            let cursor = Cursor::new(inner.start);
            self.inside(&inner, cursor);
        }
    }

    /// What follows an opening tag on its line.
    fn inside(&mut self, line: &Line, cursor: Cursor) {
        if !self.element_line(line, cursor) {
            let prefix = self.prefix(self.stack.len());
            self.put(&prefix);
            let first = line.end - self.text[line.start..line.end].trim_start_matches(SPACE).len();
            self.copy(first..line.next);
            self.after_blank = false;
        }
    }

    /// Counts the tags of the innermost element that says `markdown`; where it ends, a blank line
    /// sets the end tag apart.
    pub(super) fn element_line(&mut self, line: &Line, cursor: Cursor) -> bool {
        let in_code = self.raw.as_ref().is_some_and(|(_, raw)| !matches!(raw, Raw::Html(End::Blank)));
        let is_element = |container: &Container| matches!(container, Container::Element { .. });
        let Some(depth) = self.stack.iter().rposition(is_element) else { return false };
        let rest = &self.text[cursor.at..line.end];
        if in_code || !rest.contains('<') || is_block_tag(rest.trim_start_matches(SPACE)) {
            return false;
        }
        let Container::Element { tag, open, .. } = &mut self.stack[depth] else { return false };
        let mut close = None;
        for (span, opens) in raw_html::tags(rest, tag) {
            *open = if opens { *open + 1 } else { *open - 1 };
            if *open == 0 {
                close = Some(cursor.at + span.start..cursor.at + span.end);
                break;
            }
        }
        let Some(close) = close else { return false };
        self.close_element(line, cursor, depth, close);
        true
    }

    fn close_element(&mut self, line: &Line, cursor: Cursor, depth: usize, close: Range<usize>) {
        let before = self.text[cursor.at..close.start].trim_matches(SPACE);
        if !before.is_empty() {
            let prefix = self.prefix(self.stack.len());
            self.put(&prefix);
            let start = close.start - self.text[cursor.at..close.start].trim_start_matches(SPACE).len();
            self.copy(start..close.start);
            self.after_blank = false;
        }
        self.raw = None;
        self.stack.truncate(depth);
        self.tab = None;
        self.set_apart();
        let prefix = self.prefix(depth);
        self.put(&prefix);
        self.copy(close.clone());
        self.raw = Some((depth, Raw::Html(End::Blank)));
        self.after_element = true;
        self.after_blank = false;
        let rest = Line { start: close.end, end: line.end, next: line.next };
        let cursor = Cursor::new(close.end);
        let is_blank = self.text[rest.start..rest.end].trim_matches(SPACE).is_empty();
        // Another element may end after it.
        if is_blank || !self.element_line(&rest, cursor) {
            self.copy(close.end..line.next);
        }
    }

    /// Takes a line of raw HTML that may hold an element with a line in it, from its `tag` on.
    pub(super) fn in_line_element(&mut self, line: &Line, first: usize, tag: Option<raw_html::MarkdownTag>) {
        if let Some(tag) =
            tag.filter(|tag| self.line_element.is_none() && !raw_html::is_open_ended(&tag.name))
        {
            let at = first..first + tag.end;
            self.line_element = Some(LineElement { tag: tag.name, open: 0, at });
        }
        let Some(element) = &mut self.line_element else { return };
        for (_, opens) in raw_html::tags(&self.text[first..line.end], &element.tag) {
            element.open = if opens { element.open + 1 } else { element.open.saturating_sub(1) };
        }
        if element.open == 0 {
            self.line_element = None;
        }
    }

    /// A blank line stands in an element that held a line: what is after it are blocks.
    pub(super) fn line_holds_blocks(&mut self, depth: usize) {
        let Some(LineElement { tag, open, at }) = self.line_element.take() else { return };
        if depth == self.stack.len() && depth < DEEPEST {
            self.stack.push(Container::Element { tag, open, indent: None, at });
        }
    }
}

/// Whether a line starts with an element of blocks that says `markdown`.
fn is_block_tag(line: &str) -> bool {
    raw_html::markdown_tag(line).is_some_and(|tag| !tag.is_line)
}
