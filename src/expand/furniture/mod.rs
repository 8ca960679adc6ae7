//! The view of each piece of furniture; `None` where a page has nothing to show in it.

mod advice;
mod levels;
mod meta;
mod neighbours;
mod related;
mod trail;

use minijinja::value::{Serde, Value};
use serde::Serialize;

use super::view::{Checklist, LeadView, QuestionView, TitleView};
use super::{Expander, PageElement};
use crate::catalog::{Link, NEIGHBOURS, Target};
use crate::config::NavOrder;
use crate::page::{Heading, Page, PageId, id_of};
use crate::schema::Date;
use crate::text::name::in_words;

impl Expander<'_> {
    /// The view of a piece on a page.
    pub(super) fn view(&self, piece: PageElement, id: PageId) -> Option<Value> {
        let page = self.page(id);
        let in_text = |name: &str| page.fields.is_in_text(name);
        match piece {
            PageElement::Lead if in_text("description") => None,
            PageElement::EssentialQuestion if in_text("essential_question") => None,
            PageElement::Quote if in_text("quote") => None,
            PageElement::TradeOffs if in_text("trade_offs") => None,
            PageElement::Checklist if in_text("checklist") => None,
            PageElement::Breadcrumbs => some(self.breadcrumbs(id)?),
            PageElement::Title => some(title(page)).filter(|_| !page.opens_with_title),
            PageElement::Notice => some(self.notices(id)?),
            PageElement::Lead => some(LeadView { description: page.fields.text("description")? }),
            PageElement::Badges => some(self.badges(id)?),
            PageElement::Meta => some(self.meta(id)?),
            PageElement::EssentialQuestion => {
                some(QuestionView { question: page.fields.text("essential_question")? })
            }
            PageElement::Quote => some(page.fields.quote("quote")?),
            PageElement::QuickReference => some(self.quick_reference(page)?),
            PageElement::Levels => some(levels::levels(page)?),
            PageElement::When => some(self.when(page)?),
            PageElement::TradeOffs => some(self.trade_offs(page)?),
            PageElement::Examples => some(advice::examples(self, page)?),
            PageElement::Checklist => {
                let items = page.fields.list("checklist");
                some(Checklist { items }).filter(|_| !items.is_empty())
            }
            PageElement::Laws => some(self.laws(id)?),
            PageElement::Related => some(self.related(id)?),
            PageElement::Graph => some(self.neighbourhood(id)?),
            PageElement::Pack => some(self.pack(id, id)?),
            PageElement::Steps => some(self.steps(id, id)?),
            PageElement::PathNav => some(self.path_nav(id)?),
            PageElement::Nav => some(self.nav(id)?),
        }
    }
}

/// The title above a page's text. Links to a heading of the same words still lead to that heading.
fn title(page: &Page) -> TitleView<'_> {
    let is_taken = |id: &str| page.headings.iter().any(|heading| heading.id == id);
    let free = || (0..).map(|n| format!("page-title{}", "-".repeat(n))).find(|id| !is_taken(id));
    let id = Some(page.title()).filter(|title| is_taken(&id_of(title))).and_then(|_| free());
    TitleView { title: page.title(), id }
}

fn some(view: impl Serialize) -> Option<Value> {
    Some(Value::from(Serde(view)))
}
