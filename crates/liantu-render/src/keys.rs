//! Readable keys that stay the same from one dataset to the next.

use liantu_analysis::Question;
use liantu_model::{Model, Provider};

/// The key of a question: `list:COMPONENT`, `status:COMPONENT:SUPPLIER`, `need:PRODUCT:INPUT`. A region stands behind `@`,
/// the market of a supply, where it is not the world, behind `>`.
pub fn question_key(model: &Model, question: Question) -> String {
    let id = |component| model.component(component).id.as_str();
    match question {
        Question::List(component) => format!("list:{}", id(component)),
        Question::Supply(row) => {
            let row = model.supply(row);
            let provider = match row.provider {
                Provider::Supplier(one) => model.supplier(one).id.clone(),
                Provider::Region(one) => format!("@{}", model.region(one).id),
                Provider::Placeholder => "@".to_owned(),
            };
            let market = row.market.map(|one| format!(">{}", model.region(one).id));
            format!("status:{}:{provider}{}", id(row.component), market.unwrap_or_default())
        }
        Question::Requirement(row) => {
            let row = model.requirement(row);
            format!("need:{}:{}", id(row.product), id(row.input))
        }
    }
}
