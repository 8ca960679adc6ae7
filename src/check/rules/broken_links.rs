//! Links and images within the book, resolved as mdBook resolves them.

use std::ops::Range;
use std::path::Path;

use super::super::address::{Destination, former_site, link_to, resolve};
use super::shortcodes::{FilledIn, filled_in};
use crate::check::Checked;
use crate::config::Drafts;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::library::survey::{LinkKind, PageLink};
use crate::page::{Heading, Page, PageId};
use crate::source::folder::includes_files;
use crate::source::inputs::files_of_mdbook;
use crate::text::address::{Address, decoded, parts, relative};
use crate::text::path::{folder, join, name, relate};

pub(super) fn page(book: &Checked, id: PageId, problems: &mut Vec<Diagnostic>) {
    for link in &book.surveys[id].links {
        match parts(&link.address) {
            Some(address) => problems.extend(Check { book, id, link, address: &address }.run()),
            None => problems.extend(template(book, id, link)),
        }
    }
    // A program of somebody else may make the file.
    if !book.others.make_files && includes_files(&book.source.mdbook) {
        problems.extend(files_of_mdbook(&book.page(id).text).filter_map(|span| absent(book, id, span)));
    }
    // A program of somebody else may define labels.
    if !book.others.rewrite_text {
        let pieces = book.surveys[id].texts.iter();
        problems.extend(pieces.flat_map(|piece| undefined(book.page(id), piece.clone())));
    }
}

/// An address that another tool fills in: mdBook links the template itself.
fn template(book: &Checked, id: PageId, link: &PageLink) -> Option<Diagnostic> {
    let FilledIn::By(what) = filled_in(&link.address).filter(|_| !book.others.rewrite_text)? else {
        return None;
    };
    let message = format!("`{}` holds {what}, which mdBook does not fill in", link.address);
    let found = Diagnostic::new(Code::ForeignShortcode, message).at(&book.page(id).file, link.span.clone());
    Some(found.help("write the address that it stands for"))
}

/// A file that a page includes and that is not there: mdBook shows the directive. In a span of code it is an example,
/// and nobody sees a comment.
fn absent(book: &Checked, id: PageId, span: Range<usize>) -> Option<Diagnostic> {
    let page = book.page(id);
    let own = page.file.strip_prefix(&book.source.src_prefix())?;
    let written = &page.text[span.clone()];
    let root = book.source.root.join(&book.source.mdbook.book.src);
    let is_example = book.surveys[id].is_example(span.start);
    if written.is_empty() || is_example || is_there(&root.join(folder(own)).join(written)) {
        return None;
    }
    let help = match book.only_file(name(written)) {
        Some(one) => format!("did you mean `{}`?", relate(own, one)),
        None => {
            "correct the path, which is relative to the page; until then readers see the directive".to_owned()
        }
    };
    let message = format!("there is no file `{written}` to include");
    Some(Diagnostic::new(Code::BrokenLink, message).at(&page.file, span).help(help))
}

/// Whether a path is that of anything but a folder: a pipe is no file that is missing.
fn is_there(path: &Path) -> bool {
    path.metadata().is_ok_and(|found| !found.is_dir())
}

/// `[text][label]` that shows as text, since nothing defines the label.
fn undefined(page: &Page, piece: Range<usize>) -> impl Iterator<Item = Diagnostic> + '_ {
    let text = &page.text[piece.clone()];
    let middles = text.match_indices("][").filter_map(move |(middle, _)| {
        let start = text[..middle].rfind('[')?;
        let end = middle + 2 + text[middle + 2..].find(']')?;
        let (shown, label) = (&text[start + 1..middle], &text[middle + 2..end]);
        let is_text =
            |text: &str| text.chars().filter(|c| c.is_alphabetic()).count() > 1 && !text.contains('[');
        let before = page.text[..piece.start + start].chars().next_back();
        let is_apart = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '*' | '_' | '|' | '>'));
        // `[Feature:Quota][Disruptive]` are two marks of a test.
        let is_mark = label.starts_with(char::is_uppercase);
        (is_apart && !is_mark && is_text(shown) && is_text(label)).then(|| (start..end + 1, label))
    });
    middles.map(move |(span, label)| {
        let span = piece.start + span.start..piece.start + span.end;
        let message =
            format!("`{}` is shown as text, because nothing defines `{label}`", &page.text[span.clone()]);
        let help = format!("write `[{label}]: address` on a line of its own");
        Diagnostic::new(Code::BrokenLink, message).at(&page.file, span).help(help)
    })
}

struct Check<'a> {
    book: &'a Checked,
    id: PageId,
    link: &'a PageLink,
    address: &'a Address,
}

impl Check<'_> {
    fn run(&self) -> Option<Diagnostic> {
        let shown = &self.link.address;
        match resolve(self.book, self.id, self.link, self.address) {
            Destination::Elsewhere | Destination::File => None,
            Destination::Page(to) => self.draft(to).or_else(|| self.anchor(to)),
            Destination::OnlyIn(tool, to) => {
                let message = format!("`{shown}` is a link for {tool}, and leads nowhere in mdBook");
                Some(self.moved(Code::MkdocsLink, to, message))
            }
            Destination::FileOfFolder(file) => Some(self.of_folder(&file)),
            Destination::Readme(to) => Some(self.moved(
                Code::MkdocsLink,
                to,
                format!("`{shown}` leads nowhere: mdBook makes `index.html` of each `README.md`"),
            )),
            Destination::Unlisted(file) => {
                let help = "add it to SUMMARY.md: mdBook only makes pages of the chapters listed there";
                Some(
                    self.found(Code::BrokenLink, format!("`{file}` is not a chapter of the book")).help(help),
                )
            }
            Destination::Nothing => Some(match self.was_once() {
                Some(to) => {
                    self.moved(Code::BrokenLink, to, format!("`{shown}` is the old address of a page"))
                }
                None if filled_in(shown).is_some() => return template(self.book, self.id, self.link),
                None => self.nothing(),
            }),
        }
    }

    fn found(&self, code: Code, message: String) -> Diagnostic {
        Diagnostic::new(code, message).at(&self.book.page(self.id).file, self.link.span.clone())
    }

    /// A page that builds leave out, linked from one that they do not.
    fn draft(&self, to: PageId) -> Option<Diagnostic> {
        let is_draft = |id: PageId| self.book.page(id).fields.bool("draft");
        let is_out = self.book.config.drafts == Drafts::Omit && is_draft(to) && !is_draft(self.id);
        is_out.then(|| {
            let message = format!("`{}` is a draft, which builds leave out", self.book.page(to).file);
            self.found(Code::BrokenLink, message).help("`drafts = \"show\"` in book.toml shows it")
        })
    }

    /// A page under another address. An anchor goes along if the page has it.
    fn moved(&self, code: Code, to: PageId, message: String) -> Diagnostic {
        let anchor = self.address.fragment.as_deref().and_then(|fragment| self.mended_anchor(to, fragment));
        let rest = match (&self.address.fragment, anchor) {
            (Some(_), Some(id)) => format!("#{id}"),
            _ => self.address.rest.clone(),
        };
        let to = format!("{}{rest}", link_to(self.book, self.id, to));
        let found = self.found(code, message).help(format!("write `{to}`"));
        self.fixed(found, to)
    }

    /// The problem with the address that is right, if the one that is wrong stands in the page as it is.
    fn fixed(&self, found: Diagnostic, to: String) -> Diagnostic {
        match &self.link.address_span {
            Some(span) => found.mend_at(span.clone(), &self.link.address, to),
            None => found,
        }
    }

    /// The page that was at the address once.
    fn was_once(&self) -> Option<PageId> {
        let path = decoded(&self.address.path);
        let own = self.book.page(self.id).path.as_deref()?;
        let path = match path.strip_prefix('/') {
            Some(below) => join("", below)?,
            None => join(folder(own), &path)?,
        };
        self.book.catalog.index.once_at(&path)
    }

    /// A file that lies where the address leads if each page is a folder.
    fn of_folder(&self, file: &str) -> Diagnostic {
        let own = self.book.page(self.id).path.as_deref().unwrap_or_default();
        let to = format!("{}{}", relative(own, file), self.address.rest);
        // Another file of this name may have been meant, so that nothing is fixed.
        let message = format!(
            "`{}` is an address for another tool, such as MkDocs or Hugo, and leads nowhere in mdBook",
            self.link.address
        );
        self.found(Code::MkdocsLink, message).help(format!("write `{to}`, if that file is meant"))
    }

    fn nothing(&self) -> Diagnostic {
        let shown = &self.link.address;
        if self.link.kind == LinkKind::Image {
            let message = format!("there is no image `{shown}`");
            let help = "put it into the folder of the pages; paths are relative to the page";
            return self.found(Code::MissingImage, message).help(help);
        }
        let path = &self.address.path;
        if let Some(site) = former_site(self.book, &decoded(path)) {
            let help = format!(
                "the book has this page: if it stands below `/{site}/` on its host, set `site-url = \"/{site}/\"` in \
                 `[output.html]`"
            );
            return self.found(Code::BrokenLink, format!("`{shown}` leads nowhere")).help(help);
        }
        let near = Some(path).filter(|path| !is_file(path)).and_then(|path| self.book.suggest(path));
        let help = match near.and_then(|path| self.book.catalog.index.path(path)) {
            Some(near) => format!("did you mean `{}`?", link_to(self.book, self.id, near)),
            None if starts_with_host(path) => {
                format!("write `https://{shown}`, if it is the address of a site")
            }
            None => "correct the address, or remove the link".to_owned(),
        };
        self.found(Code::BrokenLink, format!("`{shown}` leads nowhere")).help(help)
    }

    fn anchor(&self, to: PageId) -> Option<Diagnostic> {
        // `#:~:text=` is for browsers, which look for the text.
        let fragment = self.address.fragment.as_deref()?.split(":~:").next().filter(|id| !id.is_empty())?;
        let survey = &self.book.surveys[to];
        let page = self.book.page(to);
        let is_made = page.directives.iter().any(|directive| directive.name != "count");
        let known = survey.ids.contains(fragment) || fragment == "top" || fragment.starts_with("fn");
        if known || survey.has_unknown_ids || is_made || page.generated || page.is_unread {
            return None;
        }
        let name = if to == self.id { "this page".to_owned() } else { format!("`{}`", page.file) };
        let message = format!("{name} has no heading `#{fragment}`");
        let found = self.found(Code::BrokenAnchor, message);
        if let Some(id) = self.mended_anchor(to, fragment) {
            let address = format!("{}#{id}", self.address.path);
            return Some(self.fixed(found.help(format!("write `{address}`")), address));
        }
        let near = nearest(fragment, page.headings.iter().map(|heading| heading.id.as_str()));
        if near.is_none() && self.book.others.rewrite_text {
            // A program of somebody else may make the id.
            return None;
        }
        Some(found.help(match near {
            Some(near) => format!("did you mean `#{near}`?"),
            None => "link a heading by the id that mdBook gives it, or give one with `{#id}`".to_owned(),
        }))
    }

    /// The id of the heading that another program's slug means, if it is the only one.
    fn mended_anchor(&self, to: PageId, fragment: &str) -> Option<String> {
        if self.book.surveys[to].ids.contains(fragment) {
            return Some(fragment.to_owned());
        }
        let wanted = bare(fragment);
        let means = |heading: &&Heading| !wanted.is_empty() && bare(&heading.id) == wanted;
        let mut meant = self.book.page(to).headings.iter().filter(means);
        match (meant.next(), meant.next()) {
            (Some(heading), None) => Some(heading.id.clone()),
            _ => None,
        }
    }
}

/// Whether a path starts with the name of a host, whose scheme was forgotten: `www.example.org`, `example.com/x`.
fn starts_with_host(path: &str) -> bool {
    const DOMAINS: &[&str] = &["app", "com", "dev", "edu", "gov", "io", "net", "org"];
    let host = path.split('/').next().unwrap_or_default();
    if path.ends_with(".md") {
        return false;
    }
    let domain = host.rsplit_once('.').map(|(_, domain)| domain.to_lowercase());
    host.starts_with("www.") || domain.is_some_and(|domain| DOMAINS.contains(&domain.as_str()))
}

/// Whether a path has the ending of a table, a picture or another file that is no page.
fn is_file(path: &str) -> bool {
    let ending = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending);
    ending.is_some_and(|ending| {
        let is_page = ["md", "html", "htm", "markdown"].iter().any(|page| ending.eq_ignore_ascii_case(page));
        !is_page && ending.len() <= 5 && ending.chars().any(|c| c.is_ascii_alphabetic())
    })
}

/// Slugs differ in what they do with signs between words: what they keep is the same.
fn bare(id: &str) -> String {
    id.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
