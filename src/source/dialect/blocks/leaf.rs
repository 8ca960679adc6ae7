//! What a line opens, once its containers are known.

use super::super::heading_list::{self, HeadingList};
use super::super::opener::{self, Opener};
use super::super::{cells, raw_html, shortcode};
use super::marker::{fence, marker};
use super::*;

impl Scanner<'_> {
    pub(super) fn leaf(
        &mut self,
        line: &Line,
        first: usize,
        indent: usize,
        mut at: Written,
        tab: Option<(usize, usize)>,
    ) {
        let rest = &self.text[first..line.end];
        self.term = None;
        if let Some(opener) = opener::read(rest).filter(|_| !self.left.contains(&line.start)) {
            return self.open_block(line, &opener, indent, at, tab);
        }
        if let Some(fence) = fence(rest) {
            self.raw = Some((self.stack.len(), fence));
        } else if let Some(tag) = raw_html::markdown_tag(rest).filter(|tag| !tag.is_line) {
            return self.open_element(line, first, tag, &mut at);
        } else if let Some(end) = raw_html::block(rest) {
            self.line_element = None;
            self.in_line_element(line, first, raw_html::markdown_tag(rest));
            if end == End::Blank || !raw_html::ends(&rest[1..], end) {
                self.raw = Some((self.stack.len(), Raw::Html(end)));
            }
        } else if let Some((name, meaning)) = opener::abbreviation(rest) {
            self.rewrite.abbreviations.insert(name.to_owned(), meaning.to_owned());
            self.changed = true;
            if !at.rewrites {
                self.copy(at.copied..first);
            }
            return self.copy(line.end..line.next);
        } else if let Some(list) = heading_list::read(rest, self.below(line)) {
            return self.heading(line, first, list, &at);
        } else if self.is_row(line, rest) {
            return self.row(line, first, at);
        } else if shortcode::read(rest).is_some() {
            self.indent(&mut at, indent);
            self.rewrite.guards.push(self.out.len());
            self.put("\\");
            self.term = Some(self.stack.len());
            return self.copy(at.copied..line.next);
        } else if !rest.starts_with('#') {
            self.term = Some(self.stack.len());
        }
        self.rest(line, &mut at);
    }

    /// The next line.
    fn below(&self, line: &Line) -> &str {
        self.text[line.next..].lines().next().unwrap_or_default()
    }

    /// A heading whose attributes mdBook reads in another way.
    fn heading(&mut self, line: &Line, first: usize, list: HeadingList, at: &Written) {
        self.copy(at.copied..first + list.at);
        self.put(&list.text);
        self.changed = true;
        if !list.refused.is_empty() {
            self.refused.push((list.refused, first + list.span.start..first + list.span.end));
        }
        self.copy(line.end..line.next);
    }

    /// Whether a line is the head of a table, or one of its rows.
    fn is_row(&mut self, line: &Line, rest: &str) -> bool {
        if self.table.is_none() && rest.contains('|') && cells::is_delimiter(self.below(line)) {
            self.table = Some(self.stack.len());
        }
        self.table == Some(self.stack.len())
    }

    /// A row, with backslashes before what ends no cell.
    fn row(&mut self, line: &Line, first: usize, mut at: Written) {
        self.term = None;
        let pipes = cells::pipes_in_code(&self.text[first..line.end]);
        if pipes.is_empty() {
            return self.rest(line, &mut at);
        }
        if at.rewrites {
            let indent = at.cursor.indent(self.text, line.end);
            self.indent(&mut at, indent);
        }
        for pipe in pipes {
            self.copy(at.copied..first + pipe);
            self.put("\\");
            at.copied = first + pipe;
        }
        self.copy(at.copied..line.next);
    }

    fn open_block(
        &mut self,
        line: &Line,
        opener: &Opener<'_>,
        indent: usize,
        mut at: Written,
        tab: Option<(usize, usize)>,
    ) {
        if !self.after_blank {
            // Nothing of the line is written yet but its prefix.
            let written = self.out.rfind('\n').map_or(0, |end| end + 1);
            if at.rewrites {
                self.out.truncate(written);
            }
            self.set_apart();
            if at.rewrites {
                let prefix = self.prefix(self.stack.len());
                self.put(&prefix);
            }
        }
        self.leave_out(&mut at, indent);
        let block = self.rewrite.blocks.len();
        let tab = tab.filter(|(depth, _)| *depth == self.stack.len());
        let kind = self.kind(opener, block, tab);
        self.rewrite.blocks.push(Block { at: self.out.len(), line: line.start, kind });
        self.put("> ");
        self.copy(at.copied..line.next);
        self.end_line();
        self.stack.push(Container::Block { extra: indent, block });
        let prefix = self.prefix(self.stack.len());
        self.put_line(&prefix);
        self.after_blank = true;
    }

    fn kind(&mut self, opener: &Opener<'_>, block: usize, tab: Option<(usize, usize)>) -> BlockKind {
        match opener {
            Opener::Box { words, title, fold } => BlockKind::Box {
                name: words.first().map(|word| word.to_lowercase()).unwrap_or_default(),
                classes: words.iter().skip(1).map(|&word| word.to_owned()).collect(),
                title: title.map(str::to_owned),
                fold: *fold,
            },
            Opener::Tab { title, fresh, selected } => {
                let before = tab.filter(|_| !fresh).map(|(_, before)| before);
                if let Some(BlockKind::Tab { last, .. }) =
                    before.and_then(|at| self.rewrite.blocks.get_mut(at)).map(|block| &mut block.kind)
                {
                    *last = false;
                }
                debug_assert!(before.is_none_or(|before| before < block));
                BlockKind::Tab {
                    title: (*title).to_owned(),
                    first: before.is_none(),
                    last: true,
                    selected: *selected,
                }
            }
        }
    }
}

/// Whether a line starts a block, whatever stands before it.
pub(super) fn starts_block(line: &str) -> bool {
    let is_rule = line.starts_with(['-', '*', '_', '='])
        && line.trim_end().chars().all(|c| line.starts_with(c) || c == ' ');
    marker(line).is_some()
        || line.starts_with('#')
        || is_rule
        || fence(line).is_some()
        || opener::read(line).is_some()
        || opener::abbreviation(line).is_some()
        || raw_html::block(line).is_some()
}
