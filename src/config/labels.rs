//! The words that readers see.

use std::collections::BTreeMap;

use serde::Serialize;

use super::table::Table;

/// The languages built in, by their primary subtag, and traditional Chinese.
const LANGUAGES: &[(&str, &str)] = &[
    ("en", include_str!("labels/en.toml")),
    ("de", include_str!("labels/de.toml")),
    ("es", include_str!("labels/es.toml")),
    ("fr", include_str!("labels/fr.toml")),
    ("ja", include_str!("labels/ja.toml")),
    ("pt", include_str!("labels/pt.toml")),
    ("zh", include_str!("labels/zh.toml")),
    ("zh-hant", include_str!("labels/zh-hant.toml")),
];

/// Words by key, as the templates ask for them with `labels.KEY`.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Labels(BTreeMap<String, String>);

impl Labels {
    /// The words of a language, and English ones where it is not built in.
    pub(crate) fn of(language: Option<&str>) -> Self {
        let wanted = code(language.unwrap_or("en"));
        let mut words = parse(LANGUAGES[0].1);
        if let Some((_, text)) = LANGUAGES.iter().find(|(code, _)| *code == wanted) {
            words.extend(parse(text));
        }
        Self(words)
    }

    pub(super) fn apply(&mut self, table: &Table<'_>) {
        for (written, word) in table.texts() {
            let key = written.replace('-', "_");
            match self.0.get_mut(&key) {
                Some(known) => *known = word,
                None => {
                    let names: Vec<String> = self.0.keys().map(|key| key.replace('_', "-")).collect();
                    table.unknown_key(&written, names.iter().map(String::as_str));
                }
            }
        }
    }

    /// The word for `key`; the key itself if there is none.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.get(key).map_or(key, String::as_str)
    }

    /// All words with their keys, in the order of the keys.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, word)| (key.as_str(), word.as_str()))
    }
}

/// The code of a language tag among those built in. Which signs a Chinese text uses, the script says,
/// otherwise the region.
pub(super) fn code(tag: &str) -> String {
    let tag = tag.to_lowercase();
    let mut parts = tag.split(['-', '_']);
    let primary = parts.next().unwrap_or_default().to_owned();
    let rest: Vec<&str> = parts.collect();
    let traditional = match rest.first() {
        Some(&"hans") => false,
        _ => rest.iter().any(|part| matches!(*part, "hant" | "tw" | "hk" | "mo")),
    };
    if primary == "zh" && traditional { "zh-hant".to_owned() } else { primary }
}

fn parse(text: &str) -> BTreeMap<String, String> {
    let table: BTreeMap<String, String> = toml::from_str(text).unwrap_or_default();
    table.into_iter().map(|(key, word)| (key.replace('-', "_"), word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_word_and_no_other() {
        let english = parse(LANGUAGES[0].1);
        assert!(!english.is_empty());
        for (code, text) in LANGUAGES {
            let keys: Vec<_> = parse(text).into_keys().collect();
            assert_eq!(keys, english.keys().cloned().collect::<Vec<_>>(), "{code}");
        }
    }

    #[test]
    fn a_region_does_not_matter_and_an_unknown_language_is_english() {
        assert_eq!(Labels::of(Some("de-AT")).get("next"), "Weiter");
        assert_eq!(Labels::of(Some("de-AT")), Labels::of(Some("de")));
        assert_eq!(Labels::of(Some("pt_BR")).get("next"), "Seguinte");
        assert_eq!(Labels::of(Some("tlh")), Labels::of(Some("en")));
        assert_eq!(Labels::of(None).get("next"), "Next");
    }

    #[test]
    fn chinese_is_simplified_or_traditional_by_script_then_by_region() {
        for tag in ["zh", "zh-CN", "zh-Hans", "zh-Hans-HK", "zh_SG"] {
            assert_eq!(Labels::of(Some(tag)).get("home"), "首页", "{tag}");
        }
        for tag in ["zh-TW", "zh-Hant", "zh_hant_TW", "zh-HK", "ZH-mo"] {
            assert_eq!(Labels::of(Some(tag)).get("home"), "首頁", "{tag}");
        }
    }
}
