//! The guide names every built-in field and every alias.

use std::collections::{BTreeMap, BTreeSet};

use super::built_in;
use crate::guide_tables::{assert_same, code, rows, section};
use crate::text::name::key;

/// Fields of the guide's tables with the aliases beside them.
fn written() -> BTreeMap<String, BTreeSet<String>> {
    let mut fields = BTreeMap::new();
    for row in rows(&section("front-matter.md", "## Fields")) {
        let (names, aliases) = (code(&row[0]), code(&row[1]));
        for name in &names {
            // `previous` for `prev`: the second word says whose alias the first is.
            let of: BTreeSet<String> = match row[1].split_once(" for ") {
                Some((alias, field)) if code(field).contains(name) => code(alias),
                Some(_) => BTreeSet::new(),
                None => aliases.clone(),
            };
            fields.insert(name.clone(), of);
        }
    }
    fields
}

#[test]
fn every_field_and_its_aliases_are_in_the_guide() {
    let mut written = written();
    let own = ["extra:", "x-...", "_..."];
    written.retain(|name, _| !own.contains(&name.as_str()) && !name.contains("book.toml"));
    let real: BTreeMap<String, Vec<String>> = built_in::fields()
        .filter(|field| field.name != "extra")
        .map(|field| (field.name, field.aliases))
        .collect();
    assert_same("front-matter.md, ## Fields", written.keys(), real.keys());
    for (name, aliases) in &real {
        let place = format!("front-matter.md, aliases of {name}");
        assert_same(
            &place,
            written[name].iter().map(|alias| key(alias)),
            aliases.iter().map(|alias| key(alias)),
        );
    }
}
