//! The blog of Material: where it serves its posts, which is not where their files lie.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::authors::Authors;
use super::draft::Draft;
use super::ledger::Fate;
use super::links::Library;
use super::read::Read;
use super::served::Served;
use super::site::Site;
use super::slug::Slugs;
use super::tree::Tree;
use crate::front_matter::Map;
use crate::text::Edit;
use crate::text::path::{join, name};

/// A blog of a site.
pub(super) struct Blog {
    /// Its folder.
    pub(super) folder: String,
    /// That of its posts.
    pub(super) posts: String,
    url: String,
    date: String,
    most_categories: usize,
    slugs: Slugs,
    category_slugs: Slugs,
    /// How many posts its page shows, and the address of its further pages, and of those of its lists.
    most: usize,
    further_url: String,
    /// Its lists of a year, with the form of the date, of a category, and of an author, where it has them.
    archive: Option<(List, String)>,
    category: Option<List>,
    authors: Option<(List, Authors)>,
}

/// Lists of posts that the blog makes.
struct List {
    url: String,
    /// How many posts a page shows; none shows all.
    most: usize,
}

impl Blog {
    /// The blogs of a site that are on.
    pub(super) fn all(site: &Site) -> Vec<Self> {
        site.plugins()
            .iter()
            .filter(|plugin| plugin.name == "blog")
            .filter(|plugin| {
                let is_on = plugin.options.and_then(|options| options.get("enabled"));
                is_on.and_then(|node| site.text_of(node)) != Some("false")
            })
            .map(|plugin| Self::of(plugin.options, site))
            .collect()
    }

    fn of(options: Option<&Map>, site: &Site) -> Self {
        let text = |key: &str, default: &str| {
            let own = options.and_then(|options| options.get(key)).and_then(|node| site.text_of(node));
            own.unwrap_or(default).to_owned()
        };
        let is_on = |key: &str| text(key, "true") == "true";
        let (is_paged, many) = (text("pagination", "true"), text("pagination_per_page", "10"));
        let most = |key: &str| match text(&format!("{key}pagination"), &is_paged).as_str() {
            "true" => text(&format!("{key}pagination_per_page"), &many).parse().unwrap_or(10),
            _ => 0,
        };
        let list = |key: &str, url: &str| List {
            url: text(&format!("{key}_url_format"), url),
            most: most(&format!("{key}_")),
        };
        let folder = join("", &text("blog_dir", "blog")).unwrap_or_default();
        let posts = text("post_dir", "{blog}/posts").replace("{blog}", &folder);
        let slugs = |key: &str| Slugs::of_blog(options.and_then(|options| options.get(key)));
        Self {
            posts: join("", &posts).unwrap_or_default(),
            url: text("post_url_format", "{date}/{slug}"),
            date: text("post_url_date_format", "yyyy/MM/dd"),
            most_categories: text("post_url_max_categories", "1").parse().unwrap_or(1),
            slugs: slugs("post_slugify").with_separator(&text("post_slugify_separator", "-")),
            category_slugs: slugs("categories_slugify")
                .with_separator(&text("categories_slugify_separator", "-")),
            archive: is_on("archive")
                .then(|| (list("archive", "archive/{date}"), text("archive_url_date_format", "yyyy"))),
            category: is_on("categories").then(|| list("categories", "category/{slug}")),
            // Without authors, MkDocs cannot build the pages of those whom a post names.
            authors: (is_on("authors") && text("authors_profiles", "false") == "true").then(|| {
                let file = text("authors_file", "{blog}/.authors.yml").replace("{blog}", &folder);
                (list("authors_profiles", "author/{slug}"), Authors::of(site, &file))
            }),
            most: most(""),
            further_url: text("pagination_url_format", "page/{page}"),
            folder,
        }
    }

    /// Whether a page is one of its posts.
    pub(super) fn has(&self, source: &str) -> bool {
        source.strip_prefix(self.posts.as_str()).is_some_and(|rest| rest.starts_with('/'))
    }

    /// The page that shows its posts.
    pub(super) fn index(&self, tree: &Tree) -> Option<usize> {
        let index = join(&self.folder, "index.md").unwrap_or_default();
        tree.pages.iter().position(|page| page.chapter == index)
    }

    /// The addresses of the further pages of a list of so many posts, of which a page shows `most`.
    fn further<'a>(&'a self, list: &'a str, posts: usize, most: usize) -> impl Iterator<Item = String> + 'a {
        let last = if most > 0 { posts.div_ceil(most) } else { 1 };
        let paths = (2..=last).map(|page| self.further_url.replace("{page}", &page.to_string()));
        paths.filter_map(move |path| join(list, path.trim_matches('/')))
    }

    fn below(&self, path: &str) -> Option<String> {
        join(&self.folder, path.trim_matches('/')).filter(|path| !path.is_empty())
    }

    /// Where a post is served.
    fn address(&self, source: &str, title: &str, read: &Read) -> Option<String> {
        let date = date(read)?;
        let categories = read.categories.iter().take(self.most_categories);
        let categories: Vec<String> = categories.map(|name| self.category_slugs.slug(name)).collect();
        let file = name(source).rsplit_once('.').map_or(source, |(stem, _)| stem);
        let slug = read.slug.clone().unwrap_or_else(|| self.slugs.slug(title));
        let path = self
            .url
            .replace("{categories}", &categories.join("/"))
            .replace("{date}", &formatted(&self.date, date)?)
            .replace("{file}", file)
            .replace("{slug}", &slug);
        self.below(&path)
    }
}

/// What the blogs of a site serve; `title` says the title of a page.
pub(super) fn served(blogs: &[Blog], tree: &Tree, reads: &[Read], title: impl Fn(usize) -> String) -> Served {
    let mut served = Served::default();
    for blog in blogs {
        let index = blog.index(tree);
        // How many posts each has, and how many of them a page shows.
        let mut lists: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for (id, page) in tree.pages.iter().enumerate().filter(|(_, page)| blog.has(&page.source)) {
            let read = &reads[id];
            let title = || with_entities(title(id), &page.text, read);
            let address = (!read.is_draft).then(|| blog.address(&page.source, &title(), read)).flatten();
            served.posts.insert(id, address.clone());
            if address.is_none() {
                continue;
            }
            let of_year = blog.archive.iter().filter_map(|(list, format)| {
                Some((list.url.replace("{date}", &formatted(format, date(read)?)?), list.most))
            });
            let of_categories = blog.category.iter().flat_map(|list| {
                let slugs = read.categories.iter().map(|name| blog.category_slugs.slug(name));
                slugs.map(|slug| (list.url.replace("{slug}", &slug), list.most))
            });
            let of_authors = blog.authors.iter().flat_map(|(list, authors)| {
                read.authors.iter().map(|key| (authors.address(&list.url, key), list.most))
            });
            let own = of_year.chain(of_categories).chain(of_authors);
            let own = own.filter_map(|(path, most)| Some((blog.below(&path)?, most)));
            let all = own.chain([(blog.folder.clone(), blog.most)]);
            all.for_each(|(list, most)| lists.entry(list).or_insert((0, most)).0 += 1);
        }
        let Some(index) = index else { continue };
        if !lists.is_empty() {
            served.indexes.insert(index);
        }
        for (list, (posts, most)) in lists {
            served.lists.extend(blog.further(&list, posts, most).map(|path| (path, index)));
            if list != blog.folder {
                served.lists.insert(list, index);
            }
        }
    }
    let is_sorted = |field: &&'static str| first_other(&served, reads, field).is_none();
    served.day = ["introduced", UPDATED].into_iter().find(is_sorted);
    if let ([blog], None) = (blogs, served.day) {
        let all_have = |field: &&'static str| {
            served.posts.iter().all(|(id, path)| path.is_none() || has_day(&reads[*id], field))
        };
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
        if !blog.posts.is_empty() && blog.posts.chars().all(is_plain) {
            served.day = ["introduced", UPDATED].into_iter().find(all_have);
            served.folder = served.day.map(|_| blog.posts.clone());
        }
    }
    let paths = served.posts.iter().rev();
    served.by_path = paths.filter_map(|(id, path)| Some((path.clone()?, *id))).collect();
    served
}

/// A title as the blog makes an address of it: entities of the first heading are as its author wrote them.
fn with_entities(mut title: String, text: &str, read: &Read) -> String {
    let Some(heading) = read.headings.first().filter(|heading| heading.text.trim() == title) else {
        return title;
    };
    let mut at = 0;
    for part in text[heading.span.clone()].split('&').skip(1) {
        let Some(end) = part.find(';') else { continue };
        let entity = format!("&{}", &part[..=end]);
        let mut events = pulldown_cmark::Parser::new(&entity);
        let shown = events.find_map(|event| match event {
            pulldown_cmark::Event::Text(text) if *text != *entity => Some(text),
            _ => None,
        });
        let found = shown.and_then(|shown| Some((at + title[at..].find(&*shown)?, shown.len())));
        if let Some((start, length)) = found {
            title.replace_range(start..start + length, &entity);
            at = start + entity.len();
        }
    }
    title
}

/// Where plain dates of pages are.
const UPDATED: &str = "updated";

/// The first page that is a post and does not say its day in a field, or says it and is none.
fn first_other(served: &Served, reads: &[Read], field: &str) -> Option<usize> {
    let is_post = |id: usize| served.posts.get(&id).is_some_and(Option::is_some);
    reads.iter().enumerate().position(|(id, read)| is_post(id) != has_day(read, field) && !read.is_draft)
}

/// Whether a page says a day in a field, or will.
fn has_day(read: &Read, field: &str) -> bool {
    match field == UPDATED {
        true => read.days.updated || read.days.created.is_some(),
        false => read.days.introduced,
    }
}

/// Puts the list of posts on the page of a blog: the newest first, each with its description. It holds all pages with a
/// day, so those must be posts.
pub(super) fn list_posts(draft: &mut Draft<'_>, library: &Library<'_>) {
    let end = draft.text.trim_end().len();
    let Some(day) = library.blog.day else {
        let other = first_other(&library.blog, library.reads, UPDATED).unwrap_or_default();
        let is_post = library.blog.posts.contains_key(&other);
        let (page, which) =
            (&library.tree.pages[other].source, if is_post { "posts" } else { "other pages" });
        let note = format!(
            "a list by date would not be that of the posts, because of {which} like `{page}`: link them from here"
        );
        return draft.note(end, LISTS, Fate::Lost, note);
    };
    let place = library.blog.folder.as_ref().map(|folder| format!(" path:{folder}")).unwrap_or_default();
    let list = format!("{{{{#patterns catalog view=list sort=-{day} filter=\"{day}:*{place}\"}}}}");
    draft.edits.push(Edit::insert(end, format!("\n\n{list}")));
    draft.note(end, LISTS, Fate::Converted, "by date, with the description or the first paragraph of each");
}

/// A page at the address of a list of posts: MkDocs shows the posts of the category, the author or the year below its text.
pub(super) fn page_of_posts(draft: &mut Draft<'_>, library: &Library<'_>, id: usize) {
    let chapter = &library.tree.pages[id].chapter;
    if library.blog.lists.contains_key(chapter.trim_end_matches(".md")) {
        let note = "MkDocs lists the posts of this category, author or year here: write `{{#patterns catalog view=list filter=...}}`, or link them";
        draft.note(draft.text.trim_end().len(), LISTS, Fate::Lost, note);
    }
}

/// The day of a post stands where those of the others do.
pub(super) fn plain_date(draft: &mut Draft<'_>, library: &Library<'_>, id: usize) {
    let is_post = library.blog.posts.contains_key(&id) && library.blog.day == Some(UPDATED);
    if let Some(between) = library.reads[id].days.created.clone().filter(|_| is_post) {
        draft.note(
            between.start,
            "front matter",
            Fate::Converted,
            "`date` says the day itself, as in other posts",
        );
        draft.edits.push(Edit::replace(between, ": "));
    }
}

/// Their name in the report.
const LISTS: &str = "lists of posts";

/// The day of a post.
pub(super) fn date(read: &Read) -> Option<Date> {
    let text = read.date.as_deref()?;
    text.get(..10)?.parse().ok()
}

/// A date in a pattern of letters: `yyyy/MM/dd`. `None` where it has other letters.
fn formatted(pattern: &str, date: Date) -> Option<String> {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(letter) = rest.chars().next() {
        let length = rest.chars().take_while(|c| *c == letter).count();
        match (letter, length) {
            ('y', 2) => out.push_str(&format!("{:02}", date.year() % 100)),
            ('y', _) => out.push_str(&format!("{:0length$}", date.year())),
            ('M', 1 | 2) => out.push_str(&format!("{:0length$}", date.month())),
            ('M', 3) => out.push_str(&date.strftime("%b").to_string()),
            ('M', 4) => out.push_str(&date.strftime("%B").to_string()),
            ('d', 1 | 2) => out.push_str(&format!("{:0length$}", date.day())),
            (c, _) if c.is_ascii_alphabetic() => return None,
            _ => out.push_str(&rest[..letter.len_utf8() * length]),
        }
        rest = &rest[letter.len_utf8() * length..];
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_have_patterns() {
        let day = jiff::civil::date(2024, 3, 5);
        for (pattern, text) in [
            ("yyyy/MM/dd", Some("2024/03/05")),
            ("yy-M-d", Some("24-3-5")),
            ("MMM yyyy", Some("Mar 2024")),
            ("MMMM", Some("March")),
            ("", Some("")),
            ("EEE", None),
        ] {
            assert_eq!(formatted(pattern, day).as_deref(), text, "{pattern}");
        }
    }
}
