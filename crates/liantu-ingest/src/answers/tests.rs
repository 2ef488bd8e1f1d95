//! Answers written into a workbook as a person would, read back, and put into rows.

use super::*;
use crate::write::Headers;
use liantu_model::{Confidence, Draft, Model, Severity, SupplyStatus};
use rust_xlsxwriter::Workbook;

/// A machine that needs a bearing and a motor; one maker of bearings abroad, its row doubtful, one backup.
fn dataset() -> (Model, Draft) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
    file(
        "dataset.toml",
        "[dataset]\nid = \"d\"\ntitle = \"机床\"\nas_of = \"2025-12-31\"\nhome = \"CN-32\"\ndomestic = [\"CN\"]\n",
    );
    file(
        "components.csv",
        "id,name,target,stock_days,complete,source,confidence\n\
         machine,机床,yes,,,IK,low\nbearing,轴承,,,,IK,low\nmotor,电机,,7,,IK,low\n",
    );
    file(
        "requires.csv",
        "product,input,group,need,source,confidence\nmachine,bearing,,,IK,low\nmachine,motor,,,IK,high\n",
    );
    file("suppliers.csv", "id,name,region\nbuilder,华东机床,CN-32\nmaker,精工,JP\nother,瓦轴,CN-21\n");
    file(
        "supplies.csv",
        "supplier,component,status,share,year,source,confidence\nbuilder,machine,active,,2025,IK,low\n\
         maker,bearing,active,,2024,IK,low\nother,bearing,qualified,,2024,IK,low\nmaker,motor,active,,2025,AB,high\n",
    );
    let (loaded, draft) = crate::load_rows(folder.path()).expect("a dataset");
    (loaded.model.expect("a model"), draft)
}

/// A sheet as a person fills it in: below the usual header the cells given, by column.
fn filled(sheet: &str, rows: &[&[(&str, &str)]]) -> Vec<u8> {
    let format = if sheet == VISITS.chinese() { VISITS } else { CHECKLIST };
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name(sheet).expect("a name");
    for (at, column) in (0_u16..).zip(format.columns) {
        page.write_string(0, at, column.chinese()).expect("written");
        for (row, cells) in (1_u32..).zip(rows) {
            for (_, text) in cells.iter().filter(|(key, _)| *key == column.key) {
                page.write_string(row, at, *text).expect("written");
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

fn merged(sheet: &str, rows: &[&[(&str, &str)]]) -> Merged {
    let (model, draft) = dataset();
    let answers = read(&filled(sheet, rows)).expect("a workbook").expect("answers");
    merge(&model, draft, &answers, "答复.xlsx")
}

/// Codes with their cells.
fn told(merged: &Merged) -> Vec<(String, &'static str)> {
    merged.notes.iter().map(|note| (note.at.to_string(), note.code.key())).collect()
}

const WHO: [(&str, &str); 2] = [("source", "来函"), ("date", "２０２６年３月１日")];

#[test]
fn an_answer_with_source_and_day_is_a_row_of_its_year() {
    let row = [("key", "status:bearing:other"), ("answer", "在供"), ("share", "约６０%")];
    let merged = merged("核实清单", &[&[&row[..], &WHO[..]].concat()]);
    assert_eq!(told(&merged), [("核实清单!H2".to_owned(), "row-changed")]);
    let rows: Vec<_> = merged.draft.supplies.iter().filter(|row| row.supplier == "other").collect();
    assert_eq!(rows.len(), 2, "the old row is history");
    assert_eq!((rows[0].status, rows[0].year), (Some(SupplyStatus::Qualified), Some(2024)));
    let now = rows[1];
    assert_eq!((now.status, now.year), (Some(SupplyStatus::Active), Some(2026)));
    assert_eq!(now.confidence, Some(Confidence::High));
    assert_eq!(now.share.as_ref().expect("a share").low.to_string(), "60");
    assert_eq!(merged.draft.settings.as_of, Some((2026, 3, 1)));
    let source = merged.draft.sources.iter().find(|one| one.id == now.source).expect("a source");
    assert_eq!((source.title.as_str(), source.accessed.as_str()), ("来函", "2026-03-01"));
    let validation = merged.draft.validate();
    assert!(validation.diagnostics.iter().all(|one| one.severity != Severity::Error));
}

#[test]
fn blanks_are_no_answers_and_what_is_not_known_is_not_either() {
    let blank = [("key", "list:bearing"), ("question", "谁能供?"), ("source", "来函")];
    let unknown = [("key", "status:bearing:maker"), ("answer", "不详")];
    let merged = merged("核实清单", &[&blank, &unknown]);
    assert_eq!((merged.taken, merged.notes.len()), (0, 0));
}

#[test]
fn a_complete_list_keeps_what_its_row_said() {
    let row = [("key", "list:bearing"), ("answer", "完整")];
    let merged = merged("核实清单", &[&row]);
    let bearing = &merged.draft.components[1];
    assert_eq!((bearing.complete, bearing.confidence), (Some(true), Some(Confidence::Medium)));
    assert!(bearing.note.contains("source=IK confidence=low"), "{}", bearing.note);
    assert_eq!(told(&merged), [("核实清单!H2".to_owned(), "no-source")]);
}

#[test]
fn others_are_added_by_name_or_by_place() {
    let known = [
        ("key", "list:bearing"),
        ("answer", "有其他来源"),
        ("other_firms", "华东机床；人本轴承"),
        ("place", "浙江"),
    ];
    let merged = merged("核实清单", &[&[&known[..], &WHO[..]].concat()]);
    assert_eq!(told(&merged), [("核实清单!I2".to_owned(), "new-firm")]);
    let of =
        |who: &str| merged.draft.supplies.iter().any(|row| row.component == "bearing" && row.supplier == who);
    assert!(of("builder") && of("人本轴承"));
    let firm = merged.draft.suppliers.iter().find(|row| row.id == "人本轴承").expect("the new firm");
    assert_eq!(firm.region, "CN-33");
}

#[test]
fn bad_answers_are_told_with_their_cells_and_left_out() {
    let unknown_firm = [("key", "list:bearing"), ("answer", "有其他来源"), ("other_firms", "精工轴承厂")];
    let share = [("key", "status:bearing:maker"), ("answer", "在供"), ("share", "130%")];
    let word = [("key", "need:machine:bearing"), ("answer", "大概吧")];
    let high = [("key", "status:motor:maker"), ("answer", "不供应")];
    let date = [("key", "status:bearing:other"), ("answer", "在供"), ("date", "去年")];
    let key = [("key", "status:bearing:nobody"), ("answer", "在供")];
    let nobody = [("key", "list:motor"), ("answer", "有其他来源")];
    let merged = merged("核实清单", &[&unknown_firm, &share, &word, &high, &date, &key, &nobody]);
    assert_eq!(merged.taken, 0);
    let at = |cell: &str, code| (format!("核实清单!{cell}"), code);
    let mut expected = vec![
        at("I2", "unknown-firm"),
        at("K3", "bad-share"),
        at("H4", "unknown-answer"),
        at("H5", "against-high"),
        at("M6", "bad-date"),
        at("7", "unknown-key"),
        at("H8", "nobody-named"),
    ];
    expected.sort();
    let mut found = told(&merged);
    found.sort();
    assert_eq!(found, expected);
    let (_, draft) = dataset();
    assert_eq!(format!("{:?}", merged.draft.supplies), format!("{:?}", draft.supplies));
}

/// A row does not go on the word of nobody in particular.
#[test]
fn without_a_source_nothing_is_taken_out() {
    let gone = [("key", "status:bearing:other"), ("answer", "不供应")];
    let unused = [("key", "need:machine:bearing"), ("answer", "不需要"), ("source", "来函")];
    let merged = merged("核实清单", &[&gone, &unused]);
    let refused = ["H2", "H3"].map(|cell| (format!("核实清单!{cell}"), "unsourced-removal"));
    assert_eq!((merged.taken, told(&merged)), (0, refused.to_vec()));
}

#[test]
fn answers_that_disagree_are_both_left_out() {
    let yes = [("key", "need:machine:bearing"), ("answer", "必需")];
    let no = [("key", "need:machine:bearing"), ("answer", "可替代")];
    let merged = merged("核实清单", &[&yes, &no]);
    assert_eq!(
        told(&merged),
        [("核实清单!H2".to_owned(), "disagreement"), ("核实清单!H3".to_owned(), "disagreement")]
    );
    assert_eq!(merged.taken, 0);
}

#[test]
fn what_is_not_needed_goes_and_what_can_be_replaced_stays() {
    let row = [("key", "need:machine:bearing"), ("answer", "可替代")];
    let replaced = merged("核实清单", &[&[&row[..], &WHO[..]].concat()]);
    assert_eq!(replaced.draft.requires[0].essential, Some(false));
    let row = [("key", "need:machine:bearing"), ("answer", "不需要")];
    let gone = merged("核实清单", &[&[&row[..], &WHO[..]].concat()]);
    assert_eq!(gone.draft.requires.len(), 1);
    assert_eq!(told(&gone)[0].1, "row-removed");
}

#[test]
fn visits_bring_stocks_weeks_and_sources() {
    let bearing = [
        ("key", "visit:builder:machine:bearing"),
        ("answer", "必需"),
        ("stock_days", "３０天"),
        ("switch_weeks", "12"),
    ];
    let motor = [("key", "visit:builder:machine:motor"), ("stock_days", "20")];
    let merged = merged("企业走访", &[&[&bearing[..], &WHO[..]].concat(), &motor]);
    assert_eq!(told(&merged), [("企业走访!H3".to_owned(), "occupied")]);
    assert_eq!(merged.draft.components[1].stock_days, Some(30.0));
    assert_eq!(merged.draft.supplies[2].switch_weeks, Some(12.0));
    assert_eq!(merged.draft.requires[0].confidence, Some(Confidence::High));
    assert_eq!(merged.draft.facts[0].scope, "builder");
}

/// All that is wrong with a row is told at once; a number that is approximate is taken, and that is told.
#[test]
fn every_bad_cell_of_a_row_is_told_and_approximate_numbers_are_taken() {
    let bad = [
        ("key", "visit:builder:machine:bearing"),
        ("other_firms", "精工轴承厂"),
        ("switch_weeks", "8-12"),
        ("stock_days", "九十"),
        ("share", "130%"),
    ];
    let bad = merged("企业走访", &[&bad]);
    let mut codes: Vec<&str> = bad.notes.iter().map(|note| note.code.key()).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["bad-number", "bad-number", "bad-share", "unknown-firm"]);
    assert_eq!(bad.taken, 0);

    let about =
        [("key", "visit:builder:machine:bearing"), ("stock_days", "约３０天"), ("switch_weeks", "12周左右")];
    let about = merged("企业走访", &[&[&about[..], &WHO[..]].concat()]);
    let codes: Vec<&str> = about.notes.iter().map(|note| note.code.key()).collect();
    assert_eq!(codes, ["approximate", "approximate"]);
    assert_eq!(about.draft.components[1].stock_days, Some(30.0));
    assert_eq!(about.draft.supplies[2].switch_weeks, Some(12.0));
}

/// What is written reads back: no answers, every key; and the same questionnaire gives the same bytes.
#[test]
fn a_questionnaire_is_read_back() {
    let form = Questionnaire {
        guide: ("填写说明".to_owned(), vec!["# 怎样填写".to_owned()]),
        questions: vec![QuestionLine {
            key: "list:bearing".to_owned(),
            kind: AnswerKind::List,
            texts: ["=问?", "轴承", "", "", "1项", "华东机床"].map(str::to_owned),
        }],
        visits: Vec::new(),
        as_of: (2025, 12, 31),
    };
    let none = |_: &crate::TableFormat, _: &crate::Column| "填写".to_owned();
    let bytes = write(&form, Headers::Chinese, &none).expect("a workbook");
    assert_eq!(bytes, write(&form, Headers::Chinese, &none).expect("a workbook"));
    assert_eq!(read(&bytes).expect("a workbook"), Some(Answers::default()));
    let english = write(&form, Headers::English, &none).expect("a workbook");
    assert_eq!(read(&english).expect("a workbook"), Some(Answers::default()));
    assert!(read(b"PK no workbook").is_err());
    let other = filled("别的表", &[]);
    assert_eq!(read(&other).expect("a workbook"), None);
}
