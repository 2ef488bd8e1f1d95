//! Workbooks as analysts keep them, and files that are none.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

mod support;

use liantu_ingest::{IngestError, Loaded, WorkbookFault, load, load_replacing};
use liantu_model::{Code, Model, Severity, Table};
use proptest::collection::vec;
use proptest::prelude::*;
use std::fs;
use support::Cell::{self, Bool, Failed, Formula, Number, Shared};
use support::{Sheet, cells, parts, sheet, t, workbook, zipped};

fn load_bytes(bytes: &[u8]) -> Result<Loaded, IngestError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("链.xlsx");
    fs::write(&path, bytes).unwrap();
    load(&path)
}

fn load_sheets(sheets: &[Sheet]) -> Loaded {
    load_bytes(&workbook(sheets)).unwrap()
}

fn settings() -> Sheet {
    sheet(
        "数据集",
        &["项目|内容|说明", "编号|t|必填", "数据日期|2025-12-31", "立足地区|江苏", "境内关境|CN；HK"],
    )
}

fn suppliers() -> Sheet {
    sheet("企业", &["编号|名称|地区", "yard|船厂|南京", "mill|钢厂|日本"])
}

fn requires() -> Sheet {
    sheet("需要", &["产品|投入", "ship|hull"])
}

fn components() -> Sheet {
    sheet("环节", &["编号|名称|类别", "ship|船舶|产品", "hull|船体|零部件"])
}

fn supplies() -> Sheet {
    sheet("供应", &["企业|环节|状态|份额（%）", "yard|ship|在供|12.5", "mill|hull|在供|20%—30%"])
}

/// A sound workbook, sheets in an order of their own, with some replaced or added.
fn book(changes: Vec<Sheet>) -> Vec<Sheet> {
    let mut sheets = vec![supplies(), requires(), settings(), suppliers(), components()];
    for change in changes {
        sheets.retain(|sheet| sheet.name != change.name);
        sheets.push(change);
    }
    sheets
}

fn sound(changes: Vec<Sheet>) -> Model {
    let loaded = load_sheets(&book(changes));
    assert_eq!(loaded.diagnostics, []);
    loaded.model.unwrap()
}

/// Codes with their places: sheet, cell or row, field.
fn told(changes: Vec<Sheet>) -> Vec<(Code, String, Option<&'static str>)> {
    let place = |one: &liantu_model::Diagnostic| {
        let row = one.place.row.map(|row| row.to_string()).unwrap_or_default();
        format!("{}!{}", one.place.file, one.place.cell().unwrap_or(row))
    };
    let found = load_sheets(&book(changes)).diagnostics;
    found.iter().map(|one| (one.code, place(one), one.place.field)).collect()
}

/// A model in full, but for the names of its files and where its rows were read.
fn values(model: &Model) -> String {
    let text = format!("{model:?}");
    let start = text.find("files: [").unwrap();
    let end = start + text[start..].find(']').unwrap();
    let mut text = text[..start].to_owned() + &text[end..];
    while let Some(start) = text.find("RowAt {") {
        let end = start + text[start..].find('}').unwrap();
        text.replace_range(start..=end, "");
    }
    text
}

#[test]
fn a_workbook_is_what_the_same_tables_in_a_folder_are() {
    let folder = tempfile::tempdir().unwrap();
    let settings =
        "[dataset]\nid = \"t\"\nas_of = 2025-12-31\nhome = \"江苏\"\ndomestic = [\"CN\", \"HK\"]\n";
    fs::write(folder.path().join("dataset.toml"), settings).unwrap();
    for sheet in book(vec![]).iter().filter(|sheet| sheet.name != "数据集") {
        let text = |cell: &Cell| match cell {
            Cell::Text(text) => text.clone(),
            _ => String::new(),
        };
        let row = |row: &Vec<Cell>| row.iter().map(text).collect::<Vec<_>>().join(",") + "\n";
        let rows: String = sheet.rows.iter().map(row).collect();
        fs::write(folder.path().join(format!("{}.csv", sheet.name)), rows).unwrap();
    }
    let loaded = load(folder.path()).unwrap();
    assert_eq!(loaded.diagnostics, []);
    assert_eq!(values(&sound(vec![])), values(&loaded.model.unwrap()));
}

#[test]
fn cells_say_what_they_show() {
    let model = sound(vec![
        cells(
            "供应",
            vec![
                ["企业", "环节", "状态", "份额", "年份", "产能", "可见性"].map(t).to_vec(),
                // 20 % stored as 0.2; a day stored as a number; a number stored as text.
                vec![
                    t("yard"),
                    t("ship"),
                    t("在供"),
                    Number(0.2, 1),
                    Number(45_473.0, 2),
                    t("１，２００"),
                    Cell::Blank,
                ],
                vec![
                    t("mill"),
                    t("hull"),
                    t("量产"),
                    Number(0.125, 3),
                    Number(45_473.0, 5),
                    Formula("1/3", "0.30000000000000004"),
                    t("内部"),
                ],
                vec![
                    t("mill"),
                    t("keel"),
                    t("ACTIVE"),
                    Number(30.0, 0),
                    Number(2024.0, 0),
                    Cell::Blank,
                    Cell::Blank,
                ],
            ],
        ),
        cells(
            "环节",
            vec![
                ["编号", "名称", "终端产品", "名单完整"].map(t).to_vec(),
                vec![t("ship"), t(" 船舶\u{3000}"), Bool(true), Bool(false)],
                vec![t("hull"), Shared(2), Cell::Blank, Formula("TRUE()", "1")],
                vec![t("keel"), t("=龙骨"), Cell::Blank, Shared(3)],
                vec![Number(7.0, 4), Number(7.5, 0)],
            ],
        ),
        cells(
            "企业",
            vec![
                ["编号", "名称", "地区"].map(t).to_vec(),
                vec![t("yard"), Shared(0), t("南京")],
                vec![t("mill"), Shared(1), Shared(4)],
            ],
        ),
        sheet("需要", &["产品|投入|损失", "ship|hull|约60%", "ship|keel|<1%", "007|hull"]),
        cells(
            "数据集",
            vec![
                vec![t("编号"), t("t")],
                vec![t("数据日期"), Number(46_022.0, 2)],
                vec![t("立足地区"), t("CN-32")],
            ],
        ),
    ]);
    let mut supplies: Vec<_> = model.supplies().iter().collect();
    supplies.sort_by_key(|row| row.at);
    let share =
        |at: usize| supplies[at].share.as_ref().map(|range| (range.low.points(), range.high.points()));
    assert_eq!([share(0), share(1), share(2)], [Some((20.0, 20.0)), Some((12.5, 12.5)), Some((30.0, 30.0))]);
    assert!(model.supplies().iter().all(|supply| supply.year == Some(2024)));
    assert_eq!(supplies[0].capacity, Some(1200.0));
    assert_eq!(supplies[1].capacity, Some(0.3));
    let mut components: Vec<_> = model.components().iter().collect();
    components.sort_by_key(|row| row.at);
    let [ship, hull, keel, last] = components[..] else { panic!("four components") };
    assert_eq!((ship.name.as_str(), ship.target, ship.complete), ("船舶", true, Some(false)));
    assert_eq!((hull.name.as_str(), hull.complete), ("aA&b", Some(true)));
    assert_eq!((keel.name.as_str(), keel.complete), ("=龙骨", None));
    assert_eq!((last.id.as_str(), last.name.as_str()), ("007", "7.5"));
    assert_eq!(model.suppliers().iter().max_by_key(|row| row.at).unwrap().name, "主机厂");
    assert_eq!(model.dataset().as_of, (2025, 12, 31));
}

#[test]
fn sources_and_coalitions_have_sheets() {
    let model = sound(vec![
        cells(
            "来源",
            vec![
                ["编号", "类别", "标题", "访问日期"].map(t).to_vec(),
                vec![t("S1"), t("企业"), t("年报"), Number(45_719.0, 2)],
            ],
        ),
        sheet("管制组", &["编号|名称|成员|依据", "x|甲组|US；日本|某令"]),
    ]);
    assert_eq!(model.sources()[0].accessed, "2025-03-03");
    assert_eq!(model.coalitions()[0].members.len(), 2);
    let found = told(vec![
        sheet("来源", &["编号|类别|标题", "|企业|年报"]),
        sheet("管制组", &["编号|成员", "x|", "y|火星"]),
    ]);
    let expected = [
        (Code::EmptyCoalition, "管制组!B2", Some("members")),
        (Code::UnknownRegion, "管制组!B3", Some("members")),
        (Code::MissingValue, "来源!A2", Some("id")),
    ];
    let mut expected: Vec<_> = expected.map(|(code, place, field)| (code, place.to_owned(), field)).to_vec();
    let mut found = found;
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
}

#[test]
fn titles_notes_and_headers_of_two_rows_are_recognised() {
    let rows = [
        "江苏省高技术船舶产业链供应情况表",
        "填报单位:某局|||2025 年",
        "企业|环节|供应情况|",
        "||状态|份额",
        "yard|ship|在供|12.5",
        "|hull|在供|",
        "mill|hull|在供|20",
        "注:份额为国内市场口径",
    ];
    let merged = ["A1:D1", "A3:A4", "B3:B4", "C3:D3", "A5:A6", "A8:D8"];
    let found = told(vec![sheet("供应", &rows).merged(&merged)]);
    let titles: Vec<&str> = found.iter().map(|(_, place, _)| place.as_str()).collect();
    assert!(found.iter().all(|(code, ..)| *code == Code::TitleRow), "{found:?}");
    assert_eq!(titles, ["供应!1", "供应!2", "供应!8"]);
    let model = load_sheets(&book(vec![sheet("供应", &rows).merged(&merged)])).model.unwrap();
    let mut rows: Vec<(u32, &str)> = model
        .supplies()
        .iter()
        .map(|supply| (supply.at.row, model.component(supply.component).id.as_str()))
        .collect();
    rows.sort_unstable();
    assert_eq!(rows, [(5, "ship"), (6, "hull"), (7, "hull")]);
}

#[test]
fn what_merging_leaves_open_is_refused() {
    let wide =
        sheet("供应", &["企业|环节|状态|份额", "yard|ship|在供|", "mill|hull|在供|20"]).merged(&["C2:D2"]);
    assert_eq!(told(vec![wide]), [(Code::MergedCells, "供应!C2".to_owned(), None)]);
    // The lower row of the header says nothing that is understood.
    let header =
        sheet("供应", &["企业|环节|状态|份额|", "|||全球|国内", "yard|ship|在供|1|2", "mill|hull|在供|20|"])
            .merged(&["A1:A2", "B1:B2", "C1:C2", "D1:E1"]);
    let found = told(vec![header]);
    for cell in ["A1", "B1", "C1", "D1"] {
        assert!(found.contains(&(Code::MergedCells, format!("供应!{cell}"), None)), "{cell}: {found:?}");
    }
}

#[test]
fn problems_name_sheet_and_cell() {
    let found = told(vec![sheet(
        "供应",
        &["企业|环节|状态|份额", "yard|ship|在供|", "mill|hul|在供|多", "yard|hull|停产|"],
    )]);
    let expected = [
        (Code::MalformedPercent, "供应!D3", Some("share")),
        (Code::UnknownComponent, "供应!B3", Some("component")),
        (Code::UnknownWord, "供应!C4", Some("status")),
    ];
    for (code, place, field) in expected {
        assert!(found.contains(&(code, place.to_owned(), field)), "{place}: {found:?}");
    }
    let settings =
        sheet("数据集", &["编号|t", "数据日期|2025-13-01", "立足地区|火星", "标提|x", "保障范围|宇宙"]);
    let expected = [
        (Code::MalformedDate, "数据集!B2", Some("as_of")),
        (Code::UnknownRegion, "数据集!B3", Some("home")),
        (Code::UnknownSetting, "数据集!A4", None),
        (Code::UnknownWord, "数据集!B5", Some("target_scope")),
    ];
    let mut found = told(vec![settings]);
    found.sort();
    let mut expected: Vec<_> = expected.map(|(code, place, field)| (code, place.to_owned(), field)).to_vec();
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn formulas_that_say_nothing_are_told() {
    let rows = vec![
        ["企业", "环节", "状态", "份额", "产能", "年份"].map(t).to_vec(),
        vec![t("yard"), t("ship"), t("在供"), Failed("#REF!"), Formula("A9", ""), Failed("#N/A")],
        vec![t("mill"), t("hull"), t("在供"), Number(20.0, 0)],
    ];
    let found = told(vec![cells("供应", rows)]);
    assert_eq!(
        found,
        [
            (Code::FormulaError, "供应!D2".to_owned(), Some("share")),
            (Code::FormulaWithoutValue, "供应!E2".to_owned(), Some("capacity")),
        ]
    );
    let rows =
        vec![["编号", "名称"].map(t).to_vec(), vec![t("ship"), t("船舶")], vec![t("hull"), Failed("#N/A")]];
    assert_eq!(told(vec![cells("环节", rows)]), [(Code::FormulaError, "环节!B3".to_owned(), Some("name"))]);
}

/// Whatever a spreadsheet shows where a formula failed, in every kind of cell, each told at its cell and read as nothing.
#[test]
fn every_failed_formula_is_told_at_its_cell() {
    let failures = [
        "#REF!",
        "#NAME?",
        "#VALUE!",
        "#DIV/0!",
        "#NULL!",
        "#NUM!",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
    ];
    for failure in failures {
        let rows = vec![
            ["企业", "环节", "状态", "份额", "产能", "年份", "来源"].map(t).to_vec(),
            vec![
                t("yard"),
                t("ship"),
                t("在供"),
                Failed(failure),
                Failed(failure),
                Failed(failure),
                Failed(failure),
            ],
            vec![t("mill"), t("hull"), Failed(failure)],
        ];
        let found = load_sheets(&book(vec![cells("供应", rows)])).diagnostics;
        let failed = found.iter().filter(|one| one.code == Code::FormulaError);
        let told: Vec<(String, &str)> = failed
            .map(|one| {
                (format!("{}!{}", one.place.file, one.place.cell().unwrap_or_default()), one.read.as_str())
            })
            .collect();
        let expected = ["D2", "E2", "F2", "G2", "C3"].map(|cell| (format!("供应!{cell}"), failure));
        assert_eq!(told, expected, "{failure}");
    }
}

/// Under its Chinese and its English name, under one name twice, and the settings twice: each told with both sheets.
#[test]
fn a_sheet_given_twice_is_told_with_both() {
    let twice = |name: &'static str, again: Sheet| {
        let found = load_sheets(&book(vec![Sheet { name, ..again }])).diagnostics;
        let [told] = &found.iter().filter(|one| one.code == Code::DuplicateTable).collect::<Vec<_>>()[..]
        else {
            panic!("{found:?}")
        };
        let argument = |wanted: &str| {
            told.arguments.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.clone()).unwrap()
        };
        (told.place.file.clone(), argument("sheet"), argument("first"))
    };
    let said = |parts: [&str; 3]| (parts[0].to_owned(), parts[1].to_owned(), parts[2].to_owned());
    assert_eq!(twice("suppliers", suppliers()), said(["suppliers", "企业", "企业"]));
    assert_eq!(twice("Components", components()), said(["Components", "环节", "环节"]));
    assert_eq!(twice("dataset", settings()), said(["dataset", "数据集", "数据集"]));
    // No spreadsheet program writes this; a file may claim it.
    let mut sheets = book(vec![]);
    sheets.push(supplies());
    let found = load_sheets(&sheets).diagnostics;
    assert!(
        found.iter().any(|one| one.code == Code::DuplicateTable && one.place.file == "供应"),
        "{found:?}"
    );
}

#[test]
fn what_is_hidden_is_read_and_told() {
    let hidden = supplies().hidden(&[3], &[4]);
    let model = load_sheets(&book(vec![hidden.clone()])).model.unwrap();
    assert_eq!(model.supplies().len(), 2);
    let found = told(vec![hidden, Sheet { is_hidden: true, ..requires() }]);
    let expected = [
        (Code::HiddenCells, "供应!".to_owned(), None),
        (Code::HiddenCells, "供应!3".to_owned(), None),
        (Code::HiddenCells, "需要!".to_owned(), None),
    ];
    assert_eq!(found, expected);
}

#[test]
fn numbers_that_lost_digits_are_told() {
    let rows = vec![
        ["编号", "名称", "地区", "信用代码"].map(t).to_vec(),
        vec![t("yard"), t("船厂"), t("南京"), Number(913_201_910_000_000_000.0, 0)],
        vec![t("mill"), t("钢厂"), t("日本"), t("913201910000000001")],
    ];
    assert_eq!(
        told(vec![cells("企业", rows)]),
        [(Code::ImpreciseNumber, "企业!D2".to_owned(), Some("uscc"))]
    );
}

#[test]
fn sheets_that_are_no_tables_are_told() {
    let found = told(vec![
        sheet("填表说明", &["请勿改动"]),
        sheet("供应情况", &["企业|环节"]),
        sheet("supplies", &["supplier|component|status"]),
        cells("Sheet2", vec![]),
        Sheet { is_hidden: true, ..sheet("辅助", &["x"]) },
    ]);
    let mut expected = vec![
        (Code::IgnoredSheet, "填表说明!".to_owned(), None),
        (Code::IgnoredSheet, "辅助!".to_owned(), None),
        (Code::UnknownTable, "供应情况!".to_owned(), None),
        (Code::DuplicateTable, "supplies!".to_owned(), None),
    ];
    let mut found = found;
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn a_remark_beside_the_table_is_told_once() {
    let rows = ["产品|投入||", "ship|hull||待核", "hull|keel||待核"];
    let found = told(vec![sheet("需要", &rows), sheet("环节", &["编号|名称", "ship|a", "hull|b", "keel|c"])]);
    let asides: Vec<_> = found.iter().filter(|(code, ..)| *code == Code::UnknownColumn).collect();
    assert_eq!(asides, [&(Code::UnknownColumn, "需要!D2".to_owned(), None)]);
}

#[test]
fn missing_settings_and_tables_are_told() {
    let sheets: Vec<Sheet> = book(vec![]).into_iter().filter(|sheet| sheet.name != "数据集").collect();
    let codes: Vec<(Code, String)> =
        load_sheets(&sheets).diagnostics.into_iter().map(|one| (one.code, one.place.file)).collect();
    assert_eq!(codes, vec![(Code::MissingSetting, "数据集".to_owned()); 3]);
    let found = load_sheets(&[settings(), suppliers()]).diagnostics;
    assert!(found.iter().any(|one| one.code == Code::MissingTable && one.place.file == "环节"), "{found:?}");
}

#[test]
fn macros_are_told_and_not_read() {
    let mut parts = parts(&book(vec![]));
    parts.push(("xl/vbaProject.bin".to_owned(), vec![0; 100]));
    let loaded = load_bytes(&zipped(&parts)).unwrap();
    assert_eq!(loaded.diagnostics.iter().map(|one| one.code).collect::<Vec<_>>(), [Code::MacrosIgnored]);
    assert!(loaded.model.is_some());
}

#[test]
fn a_table_can_be_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let (path, other) = (folder.path().join("a.xlsx"), folder.path().join("p.csv"));
    let own = sheet("概率", &["类别|编号|概率", "企业|yard|0.5"]);
    fs::write(&path, workbook(&book(vec![own]))).unwrap();
    fs::write(&other, "kind,id,probability\nsupplier,mill,2%\n").unwrap();
    let loaded = load_replacing(&path, Table::Probabilities, &other).unwrap();
    assert_eq!(loaded.diagnostics, []);
    let model = loaded.model.unwrap();
    assert_eq!(model.probabilities().len(), 1);
    assert!((model.probabilities()[0].probability - 0.02).abs() < 1e-12);
    assert_ne!(loaded.hash, load(&path).unwrap().hash);
}

#[track_caller]
fn fault(bytes: &[u8]) -> WorkbookFault {
    match load_bytes(bytes).unwrap_err() {
        IngestError::Workbook { fault, .. } => fault,
        other => panic!("{other}"),
    }
}

#[test]
fn files_that_are_no_workbooks_are_refused() {
    assert_eq!(fault(b"id,name\na,b\n"), WorkbookFault::NotAZip);
    assert_eq!(fault(b""), WorkbookFault::NotAZip);
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let compound =
        |stream: &str| [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), vec![0; 512], wide(stream)].concat();
    assert_eq!(fault(&compound("EncryptedPackage")), WorkbookFault::Encrypted);
    assert_eq!(fault(&compound("Workbook")), WorkbookFault::OldFormat);
    assert_eq!(
        fault(&zipped(&[("word/document.xml".to_owned(), b"<w/>".to_vec())])),
        WorkbookFault::NotAWorkbook
    );
    assert_eq!(fault(&workbook(&[sheet("Sheet1", &["a|b"])])), WorkbookFault::NotADataset);
    let whole = workbook(&book(vec![]));
    assert!(matches!(fault(&whole[..whole.len() / 2]), WorkbookFault::Damaged(_)));
    let mut cut = parts(&book(vec![]));
    let last = cut.last_mut().unwrap();
    last.1.truncate(last.1.len() / 2);
    assert!(matches!(fault(&zipped(&cut)), WorkbookFault::Damaged(_)));
}

#[test]
fn what_unpacks_beyond_reason_is_refused() {
    for part in ["xl/worksheets/s0.xml", "xl/sharedStrings.xml"] {
        let mut parts = parts(&book(vec![]));
        let bomb = parts.iter_mut().find(|(name, _)| name == part).unwrap();
        bomb.1.resize(80 << 20, b' ');
        let bytes = zipped(&parts);
        assert!(bytes.len() < 1 << 20, "small as a file");
        assert_eq!(fault(&bytes), WorkbookFault::TooLarge(part.to_owned()));
    }
}

#[test]
fn claims_of_a_file_are_not_believed() {
    let claim = |from: &str, to: &str| {
        let mut parts = parts(&book(vec![]));
        for (_, bytes) in &mut parts {
            *bytes = String::from_utf8(std::mem::take(bytes)).unwrap().replacen(from, to, 1).into_bytes();
        }
        load_bytes(&zipped(&parts))
    };
    assert!(claim("<sst>", "<sst uniqueCount=\"99999999999999\" count=\"-1\">").unwrap().model.is_some());
    assert!(claim("<sheetData>", "<dimension ref=\"A1:XFD1048576\"/><sheetData>").unwrap().model.is_some());
    for (from, to) in [("r=\"2\"", "r=\"4294967295\""), ("r=\"A2\"", "r=\"XFE2\""), ("<is>", "<v>9</v><is>")]
    {
        // An error or a dataset, but no panic and no gigabytes.
        let _ = claim(from, to);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_edit_of_a_workbook_is_read_without_a_panic(
        edits in vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..6_usize, "[<>/=\"&;#a-z0-9: ]{0,8}"), 1..6)
    ) {
        let mut parts = parts(&book(vec![]));
        for (part, at, removed, inserted) in edits {
            let part = part.index(parts.len());
            let bytes = &mut parts[part].1;
            let start = at.index(bytes.len() + 1);
            let end = (start + removed).min(bytes.len());
            bytes.splice(start..end, inserted.into_bytes());
        }
        if let Ok(loaded) = load_bytes(&zipped(&parts)) {
            let has_errors = loaded.diagnostics.iter().any(|one| one.severity == Severity::Error);
            prop_assert_eq!(loaded.model.is_none(), has_errors);
        }
    }

    #[test]
    fn any_damage_of_the_container_is_read_without_a_panic(
        damages in vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)
    ) {
        let mut bytes = workbook(&book(vec![]));
        for (at, byte) in damages {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = load_bytes(&bytes);
    }
}
