//! One page, named twice in one field.

use crate::catalog::Found;
use crate::check::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::page::PageId;
use crate::schema::FieldType;

pub(super) fn page(book: &Checked, id: PageId, problems: &mut Vec<Diagnostic>) {
    let page = book.page(id);
    let path = page.path.as_deref().unwrap_or_default();
    for field in book.config.schema.fields().filter(|field| field.kind == FieldType::Relation) {
        let mut seen: Vec<(PageId, &str)> = Vec::new();
        for reference in page.fields.references(&field.name) {
            let Found::Page(to) = book.catalog.index.resolve(&reference.name, path) else { continue };
            match seen.iter().find(|(known, _)| *known == to) {
                None => seen.push((to, &reference.name)),
                Some((_, first)) => problems.push(
                    Diagnostic::new(
                        Code::DuplicateReference,
                        format!("`{}` names the same page as `{first}`", reference.name),
                    )
                    .at(&page.file, reference.span.clone())
                    .help("delete one"),
                ),
            }
        }
    }
}
