//! Bare addresses become addresses in angle brackets; references to issues, changes and people of the site's repository
//! become links.

use super::{Found, ends_word, starts_word};
use crate::front_matter::Map;
use crate::migrate::site::Site;

/// The places of a provider: issues and changes of a repository, below its address.
const PROVIDERS: [(&str, &str, &str, &str); 3] = [
    ("github", "https://github.com", "issues", "pull"),
    ("gitlab", "https://gitlab.com", "-/issues", "-/merge_requests"),
    ("bitbucket", "https://bitbucket.org", "issues", "pull-requests"),
];

/// What `magiclink` makes links of.
pub(super) struct Addresses {
    /// The repository that references are of, if the site has them.
    repository: Option<Repository>,
}

struct Repository {
    host: &'static str,
    path: String,
    issues: &'static str,
    changes: &'static str,
}

impl Addresses {
    /// As the options of the extension say.
    pub(super) fn of(site: &Site, options: Option<&Map>) -> Self {
        let option = |key: &str| options.and_then(|options| site.text_of(options.get(key)?));
        let provider = option("provider").unwrap_or("github");
        let repository = || {
            let (user, name) = (option("user")?, option("repo")?);
            let (_, host, issues, changes) =
                PROVIDERS.into_iter().find(|(name, ..)| name.eq_ignore_ascii_case(provider))?;
            Some(Repository { host, path: format!("{user}/{name}"), issues, changes })
        };
        Self { repository: (option("repo_url_shorthand") == Some("true")).then(repository).flatten() }
    }

    /// What starts at a byte.
    pub(super) fn find(&self, text: &str, at: usize) -> Option<Found> {
        let before = &text[..at];
        // The value of an attribute is none.
        if before.strip_suffix(['"', '\'']).unwrap_or(before).ends_with('=') {
            return None;
        }
        let address = if starts_word(text, at) { bare(&text[at..]) } else { None };
        // Names of mail have more signs than words: in the middle of one, none starts.
        let starts_mail = || !before.ends_with(|c| is_of_mail(c) || matches!(c, '/' | '@'));
        let address = address.or_else(|| if starts_mail() { mail(&text[at..]) } else { None });
        address.or_else(|| self.repository.as_ref()?.reference(text, at))
    }
}

/// An address, with its scheme or as `www.`.
fn bare(rest: &str) -> Option<Found> {
    let what = "bare addresses";
    let schemes = ["https://", "http://", "ftp://", "ftps://"];
    if let Some(scheme) = schemes.iter().find(|scheme| starts_with(rest, scheme)) {
        let length = length(rest).filter(|length| *length > scheme.len())?;
        let is_host = rest[scheme.len()..].starts_with(char::is_alphanumeric);
        return is_host.then(|| Found { length, text: Some(format!("<{}>", &rest[..length])), what });
    }
    if starts_with(rest, "www.") {
        let length = length(rest).filter(|length| *length > 4)?;
        let address = &rest[..length];
        let is_host = rest[4..].starts_with(char::is_alphanumeric) && !address.contains(['[', ']', '(', ')']);
        return is_host.then(|| Found { length, text: Some(format!("[{address}](http://{address})")), what });
    }
    None
}

fn is_of_mail(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_.+".contains(c)
}

/// An address of mail.
fn mail(rest: &str) -> Option<Found> {
    let what = "bare addresses";
    let name = rest.find(|c| !is_of_mail(c)).filter(|end| *end > 0 && rest[*end..].starts_with('@'))?;
    let host = rest[name + 1..].find(|c: char| !(c.is_ascii_alphanumeric() || "-.".contains(c)));
    let host = rest[name + 1..].get(..host.unwrap_or(rest.len() - name - 1))?.trim_end_matches(['.', '-']);
    let has_end = host.rsplit_once('.').is_some_and(|(first, last)| {
        !first.is_empty() && last.len() > 1 && last.chars().all(|c| c.is_ascii_alphabetic())
    });
    let length = name + 1 + host.len();
    has_end.then(|| Found { length, text: Some(format!("<{}>", &rest[..length])), what })
}

fn starts_with(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

/// How long the address is that a text starts with: signs of a sentence at its end are none of it, brackets that close what
/// it opens are.
fn length(rest: &str) -> Option<usize> {
    let end = rest.find(|c: char| c.is_whitespace() || "<>\"`\\*".contains(c)).unwrap_or(rest.len());
    let is_end = |c: char| c.is_alphanumeric() || "_/+&@%$#=|~-".contains(c);
    let last = rest[..end].rfind(is_end)?;
    let mut length = last + rest[last..].chars().next()?.len_utf8();
    let count = |length: usize, sign: char| rest[..length].matches(sign).count();
    while rest[length..end].starts_with(')') && count(length, '(') > count(length, ')') {
        length += 1;
    }
    Some(length)
}

impl Repository {
    /// `#12`, `!12` or `@name`; what names another repository or a commit stays.
    fn reference(&self, text: &str, at: usize) -> Option<Found> {
        let what = "references to a repository";
        let rest = &text[at..];
        if starts_word(text, at) && is_commit(rest) {
            return Some(Found { length: COMMIT, text: None, what });
        }
        let sign = rest.chars().next().filter(|sign| matches!(sign, '#' | '!' | '@'))?;
        let is_digit = |c: char| c.is_ascii_digit();
        let is_part = |c: char| if sign == '@' { c.is_ascii_alphanumeric() || c == '-' } else { is_digit(c) };
        let name = &rest[1..];
        let name = &name[..name.find(|c| !is_part(c)).unwrap_or(name.len())];
        let is_name = match sign {
            '@' => name.starts_with(|c: char| c.is_ascii_alphanumeric()) && !name.ends_with('-'),
            _ => !name.is_empty() && !name.starts_with('0'),
        };
        let length = 1 + name.len();
        let behind = &rest[length..];
        if !is_name || !ends_word(behind) || text[..at].ends_with(['/', '@', '#', '!', '&', '.', '-']) {
            return None;
        }
        let is_of_another = match sign {
            '@' if !starts_word(text, at) => return None,
            '@' => behind.starts_with(['/', ':']),
            _ => !starts_word(text, at),
        };
        let Self { host, path, issues, changes } = self;
        let address = match sign {
            '@' => format!("{host}/{name}"),
            '#' => format!("{host}/{path}/{issues}/{name}"),
            _ => format!("{host}/{path}/{changes}/{name}"),
        };
        let text = (!is_of_another).then(|| format!("[{sign}{name}]({address})"));
        Some(Found { length, text, what })
    }
}

/// The characters of the whole name of a commit.
const COMMIT: usize = 40;

fn is_commit(rest: &str) -> bool {
    let digits = rest.bytes().take_while(u8::is_ascii_hexdigit).take(COMMIT + 1).count();
    digits == COMMIT && ends_word(&rest[COMMIT..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_before_the_signs_of_a_sentence() {
        let found = |text: &str| bare(text).or_else(|| mail(text)).and_then(|found| found.text);
        for (text, now) in [
            ("https://x.org/a_(b)?c=d#e.", Some("<https://x.org/a_(b)?c=d#e>")),
            ("https://x.org), and", Some("<https://x.org>")),
            ("https://x.org/a_(b)), c", Some("<https://x.org/a_(b)>")),
            ("www.x.org/a, b", Some("[www.x.org/a](http://www.x.org/a)")),
            ("a.b@c.example.", Some("<a.b@c.example>")),
            ("https://", None),
            ("https://-", None),
            ("a@b", None),
            ("www.", None),
        ] {
            assert_eq!(found(text).as_deref(), now, "{text}");
        }
    }

    #[test]
    fn references_are_of_the_repository() {
        let repository = Repository {
            host: "https://github.com",
            path: "o/n".to_owned(),
            issues: "issues",
            changes: "pull",
        };
        let found = |text: &str, at: usize| repository.reference(text, at).and_then(|found| found.text);
        assert_eq!(found("#12.", 0).as_deref(), Some("[#12](https://github.com/o/n/issues/12)"));
        assert_eq!(found("(!3)", 1).as_deref(), Some("[!3](https://github.com/o/n/pull/3)"));
        assert_eq!(found("@a-b", 0).as_deref(), Some("[@a-b](https://github.com/a-b)"));
        assert!(found("#0", 0).is_none() && found("#1a", 0).is_none() && found("/#12", 1).is_none());
        for (text, at) in
            [("@a/b", 0), ("@gitlab:a", 0), ("b#12", 1), ("3f6b07a8eeaa9d606115758d90f55fec565d4e2a", 0)]
        {
            assert!(repository.reference(text, at).is_some_and(|found| found.text.is_none()), "{text}");
        }
    }
}
