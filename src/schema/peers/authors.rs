//! What the blogs of Docusaurus say of their author beside the name: `author_url`, or `authorURL` in older ones.

use crate::front_matter::Map;
use crate::schema::{FieldValue, Fields, Person, Typed};
use crate::text::address::is_safe_url;
use crate::text::name::key;

/// Gives the only author of a page the address that stands beside the name.
pub(in crate::schema) fn with_address(fields: &mut Fields, written: &Map) {
    let said = written.0.iter().find(|entry| key(&entry.key) == "authorurl");
    let Some(url) = said.and_then(|entry| entry.node.text()).map(str::trim).map(str::to_owned) else {
        return;
    };
    let Some(FieldValue::People(people)) = fields.get("authors").map(Typed::expected) else { return };
    let [person] = people.as_slice() else { return };
    if person.url.is_none() && is_safe_url(&url) {
        let person = Person { url: Some(url), ..person.clone() };
        fields.set_expected("authors", FieldValue::People(vec![person]));
    }
}
