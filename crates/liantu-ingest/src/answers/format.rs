//! The sheets of a questionnaire, their columns and the words of answers.

use crate::columns::{CellKind, Column, TableFormat};
use crate::words::{Word, WordForms, WordList};
use liantu_model::SupplyStatus;

/// 核实清单, a row for each question.
pub const CHECKLIST: &TableFormat = &TableFormat {
    key: "questions",
    table: None,
    names: &["核实清单"],
    columns: &[
        Column::new("key", &["键"], true, CellKind::Id),
        Column::new("question", &["问题"], false, CellKind::Text),
        Column::new("component", &["环节"], false, CellKind::Text),
        Column::new("firm", &["企业"], false, CellKind::Text),
        Column::new("recorded", &["现有记录"], false, CellKind::Text),
        Column::new("why", &["为何要问", "可定结论数"], false, CellKind::Text),
        Column::new("ask", &["询问对象"], false, CellKind::Text),
        Column::new("answer", &["答复", "回答", "答案"], true, CellKind::Text),
        Column::new("other_firms", &["其他来源企业", "其他企业"], false, CellKind::List),
        Column::new("place", &["所在地区", "地区"], false, CellKind::Id),
        Column::new("share", &["份额", "占比"], false, CellKind::Percent),
        Column::new("source", &["来源", "资料来源"], false, CellKind::Text),
        Column::new("date", &["日期", "答复日期"], false, CellKind::Date),
        Column::new("by", &["填报人"], false, CellKind::Text),
        Column::new("note", &["备注"], false, CellKind::Text),
    ],
};

/// 企业走访, a row for each input of each firm.
pub const VISITS: &TableFormat = &TableFormat {
    key: "visits",
    table: None,
    names: &["企业走访"],
    columns: &[
        Column::new("key", &["键"], true, CellKind::Id),
        Column::new("firm", &["企业"], false, CellKind::Text),
        Column::new("product", &["产品"], false, CellKind::Text),
        Column::new("input", &["投入品"], false, CellKind::Text),
        Column::new("known", &["已知来源"], false, CellKind::Text),
        Column::new("others", &["其他来源"], false, CellKind::Text),
        Column::new("answer", &["是否必需"], false, CellKind::Text),
        Column::new("stock_days", &["库存天数"], false, CellKind::Number),
        Column::new("other_firms", &["新增来源企业", "新增来源"], false, CellKind::List),
        Column::new("place", &["所在地区", "地区"], false, CellKind::Id),
        Column::new("status", &["供应状态", "状态"], false, CellKind::Word(SupplyStatus::LIST)),
        Column::new("switch_weeks", &["切换周数", "切换周期"], false, CellKind::Number),
        Column::new("share", &["份额", "占比"], false, CellKind::Percent),
        Column::new("source", &["来源", "资料来源"], false, CellKind::Text),
        Column::new("date", &["日期", "答复日期"], false, CellKind::Date),
        Column::new("by", &["填报人"], false, CellKind::Text),
        Column::new("note", &["备注"], false, CellKind::Text),
    ],
};

/// Columns of the checklist and of visits that are written beforehand, the key aside.
pub(super) const WRITTEN: [&[&str]; 2] = [
    &["question", "component", "firm", "recorded", "why", "ask"],
    &["firm", "product", "input", "known", "others"],
];

/// Answers about a list.
pub const LIST_ANSWERS: &WordList = &WordList {
    words: &[
        WordForms { key: "complete", forms: &["完整", "无其他来源", "没有其他来源"] },
        WordForms { key: "others", forms: &["有其他来源", "有其他", "另有来源"] },
        WordForms { key: "incomplete", forms: &["不完整", "说不清"] },
    ],
};

/// Answers about a supply.
pub const STATUS_ANSWERS: &WordList = &WordList {
    words: &[
        WordForms { key: "active", forms: &["在供", "在产", "量产", "供货"] },
        WordForms { key: "qualified", forms: &["已验证", "合格", "已认证"] },
        WordForms { key: "candidate", forms: &["验证中", "候选", "在研", "试制"] },
        WordForms { key: "absent", forms: &["不供应", "不供", "已停供"] },
    ],
};

/// Answers about an input.
pub const NEED_ANSWERS: &WordList = &WordList {
    words: &[
        WordForms { key: "essential", forms: &["必需", "必须", "是"] },
        WordForms { key: "replaceable", forms: &["可替代", "可替换"] },
        WordForms { key: "non-essential", forms: &["非必需", "不必需", "否"] },
        WordForms { key: "not-used", forms: &["不需要", "不用", "无此投入"] },
    ],
};
