//! The view of each piece of furniture; `None` where a page has nothing to show in it.

mod advice;
mod levels;
mod meta;
mod related;
mod trail;

use minijinja::value::{Serde, Value};
use serde::Serialize;

use super::view::{Checklist, LeadView, QuestionView, TitleView};
use super::{Expander, Piece};
use crate::catalog::{Link, NEIGHBOURS, Target};
use crate::config::NavOrder;
use crate::name::in_words;
use crate::page::{Heading, Page, PageId};
use crate::schema::Date;

impl Expander<'_> {
    /// The view of a piece on a page.
    pub(super) fn view(&self, piece: Piece, id: PageId) -> Option<Value> {
        let page = self.page(id);
        match piece {
            Piece::Breadcrumbs => some(self.breadcrumbs(id)?),
            Piece::Title => {
                some(TitleView { title: page.title() }).filter(|_| page.headings.iter().all(|h| h.level != 1))
            }
            Piece::Notice => some(self.notices(id)?),
            Piece::Lead => some(LeadView { description: page.fields.text("description")? }),
            Piece::Badges => some(self.badges(id)?),
            Piece::Meta => some(self.meta(id)?),
            Piece::EssentialQuestion => {
                some(QuestionView { question: page.fields.text("essential_question")? })
            }
            Piece::Quote => some(page.fields.quote("quote")?),
            Piece::QuickReference => some(self.quick_reference(page)?),
            Piece::Levels => some(levels::levels(page)?),
            Piece::When => some(self.when(page)?),
            Piece::TradeOffs => some(self.trade_offs(page)?),
            Piece::Examples => some(advice::examples(page)?),
            Piece::Checklist => {
                let items = page.fields.list("checklist");
                some(Checklist { items }).filter(|_| !items.is_empty())
            }
            Piece::Laws => some(self.laws(id)?),
            Piece::Related => some(self.related(id)?),
            Piece::Pack => some(self.pack(id, id)?),
            Piece::Steps => some(self.steps(id, id)?),
            Piece::PathNav => some(self.path_nav(id)?),
            Piece::Nav => some(self.nav(id)?),
        }
    }
}

fn some(view: impl Serialize) -> Option<Value> {
    Some(Value::from(Serde(view)))
}
