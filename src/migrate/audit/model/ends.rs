//! Where fenced code and comments end.

use std::cell::RefCell;
use std::collections::HashMap;

use super::Extensions;
use super::line::Line;

/// The lines of a container that can end fenced code or a comment.
#[derive(Debug)]
pub(super) struct Ends {
    /// Whether a fence may be indented.
    indented: bool,
    /// The numbers of the lines that are nothing but a fence, by its indent and the fence.
    fences: HashMap<(usize, String), Vec<usize>>,
    /// The numbers of the lines in which a comment can end.
    comments: Vec<usize>,
    /// For columns the range of lines that are known to be indented so far, from the line that was asked for.
    reach: RefCell<HashMap<usize, (usize, usize)>>,
}

impl Ends {
    pub(super) fn of(lines: &[Line], extensions: &Extensions) -> Self {
        let mut fences: HashMap<(usize, String), Vec<usize>> = HashMap::new();
        for (number, line) in lines.iter().enumerate() {
            let text = line.text.trim();
            let first = text.chars().next().filter(|c| matches!(c, '`' | '~'));
            if text.len() >= 3 && first.is_some_and(|first| text.chars().all(|c| c == first)) {
                fences.entry((line.indent(), text.to_owned())).or_default().push(number);
            }
        }
        let closes = |(number, line): (usize, &Line)| line.text.contains("-->").then_some(number);
        let comments = lines.iter().enumerate().filter_map(closes).collect();
        Self { indented: extensions.superfences, fences, comments, reach: RefCell::default() }
    }

    /// The last line of the fenced code that starts at a line, whatever its info says: where that makes it none, the
    /// report says so of the fence.
    pub(super) fn of_fence(&self, lines: &[Line], at: usize) -> Option<usize> {
        let line = &lines[at];
        let rest = line.text.trim_start();
        let sign = rest.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let length = rest.chars().take_while(|c| *c == sign).count();
        let column = line.indent();
        if length < 3 || rest[length..].contains('`') || !(self.indented || column == 0) {
            return None;
        }
        // A fence that is indented further is code.
        let ends = self.fences.get(&(column, rest[..length].to_owned()))?;
        let end = *ends.get(ends.partition_point(|number| *number <= at))?;
        (end < self.reach(lines, at, column)).then_some(end)
    }

    /// The last line of the comment that starts at a line.
    pub(super) fn of_comment(&self, at: usize) -> Option<usize> {
        self.comments.get(self.comments.partition_point(|number| *number < at)).copied()
    }

    /// The first line after `at` that is indented by less than a column; looked for once in each run of lines.
    fn reach(&self, lines: &[Line], at: usize, column: usize) -> usize {
        let mut known = self.reach.borrow_mut();
        if let Some((_, reach)) = known.get(&column).filter(|(from, reach)| (*from..*reach).contains(&at)) {
            return *reach;
        }
        let is_less = |line: &Line| !line.is_blank() && line.indent() < column;
        let reach = lines[at + 1..].iter().position(is_less).map_or(lines.len(), |more| at + 1 + more);
        known.insert(column, (at, reach));
        reach
    }
}
