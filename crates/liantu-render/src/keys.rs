//! Readable keys that stay the same from one dataset to the next.

use liantu_analysis::Question;
use liantu_model::Model;

/// The key of a question: `list:COMPONENT`, `status:COMPONENT:SUPPLIER`, `need:PRODUCT:INPUT`.
pub fn question_key(model: &Model, question: Question) -> String {
    match question {
        Question::List(component) => model.list_key(component),
        Question::Supply(row) => model.supply_key(row),
        Question::Requirement(row) => model.requirement_key(row),
    }
}
