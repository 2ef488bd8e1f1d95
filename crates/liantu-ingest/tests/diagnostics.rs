//! Every code of the model, provoked by a small dataset, with the place it must be reported at.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

mod support;

use liantu_ingest::{Loaded, load};
use liantu_model::{Code, Severity};
use std::collections::BTreeSet;
use std::fs;

const SETTINGS: &str = "[dataset]\nid = \"t\"\nas_of = \"2025-12-31\"\nhome = \"CN-32\"\n";
const COMPONENTS: &str = "id,name,kind\nship,船舶,product\nhull,船体,part\n";
const REQUIRES: &str = "product,input\nship,hull\n";
const SUPPLIERS: &str = "id,name,region,parent\nyard,船厂,CN-32,\nmill,钢厂,JP,\n";
const SUPPLIES: &str =
    "supplier,region,component,status,share,year\nyard,,ship,active,,\nmill,,hull,active,,\n";

type Files = Vec<(&'static str, Vec<u8>)>;

/// A sound dataset with some files replaced or added.
fn files(changes: &[(&'static str, &str)]) -> Files {
    let mut files: Files = vec![
        ("dataset.toml", SETTINGS.into()),
        ("components.csv", COMPONENTS.into()),
        ("requires.csv", REQUIRES.into()),
        ("suppliers.csv", SUPPLIERS.into()),
        ("supplies.csv", SUPPLIES.into()),
    ];
    for (name, text) in changes {
        files.retain(|(file, _)| file != name);
        files.push((name, text.as_bytes().to_vec()));
    }
    files
}

fn without(name: &str) -> Files {
    files(&[]).into_iter().filter(|(file, _)| *file != name).collect()
}

fn load_files(files: &Files) -> Loaded {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    load(folder.path()).unwrap()
}

/// A dataset with one thing wrong, and where.
struct Case {
    code: Code,
    files: Files,
    place: (&'static str, Option<u32>, Option<u32>, Option<&'static str>),
    read: &'static str,
}

fn case(
    code: Code,
    changes: &[(&'static str, &str)],
    file: &'static str,
    (row, column): (u32, u32),
    field: &'static str,
    read: &'static str,
) -> Case {
    let some = |number: u32| (number > 0).then_some(number);
    let place = (file, some(row), some(column), (!field.is_empty()).then_some(field));
    Case { code, files: files(changes), place, read }
}

fn settings(extra: &str) -> String {
    format!("{SETTINGS}{extra}")
}

#[rustfmt::skip]
fn setting_cases() -> Vec<Case> {
    use Code as C;
    const F: &str = "dataset.toml";
    let word = settings("[defaults]\nsupply_lists = \"完全\"\n");
    let unknown = settings("titel = \"x\"\n");
    let empty = settings("[coalitions.g7]\nmembers = []\n");
    let twice = settings("[[source]]\nid = \"S\"\n[[source]]\nid = \"S\"\n");
    let home = SETTINGS.replace("CN-32", "CN-3Z");
    let day = SETTINGS.replace("2025-12-31", "2025-02-30");
    let number = SETTINGS.replace("\"CN-32\"", "32");
    let broken = SETTINGS.replace("\"t\"", "t");
    let nameless = SETTINGS.replace("id = \"t\"\n", "");
    vec![
        case(C::MalformedSettings, &[(F, &broken)], F, (2, 6), "", ""),
        case(C::MalformedSettings, &[(F, &number)], F, (4, 8), "home", "32"),
        case(C::MissingSetting, &[(F, &nameless)], F, (0, 0), "id", ""),
        case(C::UnknownSetting, &[(F, &unknown)], F, (5, 1), "", "dataset.titel"),
        case(C::UnknownWord, &[(F, &word)], F, (6, 16), "supply_lists", "完全"),
        case(C::MalformedDate, &[(F, &day)], F, (3, 9), "as_of", "2025-02-30"),
        case(C::UnknownRegion, &[(F, &home)], F, (4, 8), "home", "CN-3Z"),
        case(C::EmptyCoalition, &[(F, &empty)], F, (6, 11), "members", "g7"),
        case(C::DuplicateId, &[(F, &twice)], F, (8, 6), "id", "S"),
    ]
}

#[rustfmt::skip]
fn file_cases() -> Vec<Case> {
    use Code as C;
    let long = format!("id,name,note\nship,船舶,{}\nhull,船体,\n", "长".repeat(400_000));
    let mut cases = vec![
        case(C::UnknownTable, &[("suplies.csv", "a\n")], "suplies.csv", (0, 0), "", "suplies"),
        case(C::DuplicateTable, &[("环节.csv", COMPONENTS)], "环节.csv", (0, 0), "", "components"),
        case(C::EmptyDataset, &[("components.csv", "id,name\n"), ("requires.csv", "product,input\n"),
            ("supplies.csv", "supplier,component,status\n")], "components.csv", (0, 0), "", ""),
        case(C::MissingColumn, &[("components.csv", "id,kind\nship,product\n")],
            "components.csv", (1, 0), "name", ""),
        case(C::MissingColumn, &[("supplies.csv", "component,status\nship,active\n")],
            "supplies.csv", (1, 0), "supplier", ""),
        case(C::UnknownColumn, &[("components.csv", "id,name,knid\nship,船舶,\nhull,船体,\n")],
            "components.csv", (1, 9), "", "knid"),
        case(C::DuplicateColumn, &[("components.csv", "编号,名称,name\nship,船舶,\nhull,船体,\n")],
            "components.csv", (1, 7), "name", "name"),
        case(C::RaggedRow, &[("requires.csv", "product,input\nship,hull,,x\n")],
            "requires.csv", (2, 12), "", "x"),
        case(C::UnclosedQuote, &[("requires.csv", "product,input,note\nship,hull,\"一\n二\n")],
            "requires.csv", (2, 11), "", "一"),
        case(C::OversizedCell, &[("components.csv", &long)], "components.csv", (2, 9), "note",
            "长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长…"),
        case(C::ControlCharacter, &[("requires.csv", "product,input\nship,hu\u{7}ll\n")],
            "requires.csv", (2, 6), "input", "hull"),
        case(C::FormulaCell, &[("requires.csv", "product,input,note\nship,hull,=A1\n")],
            "requires.csv", (2, 11), "note", "=A1"),
        Case { code: C::MissingTable, files: without("components.csv"),
            place: ("components.csv", None, None, None), read: "" },
        Case { code: C::AbsentTable, files: without("requires.csv"),
            place: ("requires.csv", None, None, None), read: "" },
    ];
    let mut bad = files(&[]);
    bad[1].1 = b"id,name\nship,\xB4\xAC\xFF\n".to_vec();
    cases.push(Case { code: C::BadEncoding, files: bad,
        place: ("components.csv", Some(2), Some(7), None), read: "0xFF" });
    cases
}

#[rustfmt::skip]
fn cell_cases() -> Vec<Case> {
    use Code as C;
    const S: &str = "supplies.csv";
    let supplies = |row: &str| format!("{SUPPLIES}{row}\n");
    let component = |columns: &str, cells: &str| format!("id,name,{columns}\nship,船舶,{cells}\nhull,船体,\n");
    vec![
        case(C::MissingValue, &[(S, &supplies("yard,,hull,,,"))], S, (4, 12), "status", ""),
        case(C::MissingValue, &[("components.csv", "id,name\nship,\nhull,船体\n")],
            "components.csv", (2, 6), "name", ""),
        case(C::MalformedNumber, &[("components.csv", &component("demand", "1,2a".replace(',', "，").as_str()))],
            "components.csv", (2, 9), "demand", "1，2a"),
        case(C::MalformedPercent, &[(S, &supplies("yard,,hull,active,50‰,"))], S, (4, 19), "share", "50‰"),
        case(C::MalformedDate, &[(S, &supplies("yard,,hull,active,,2Q25"))], S, (4, 20), "year", "2Q25"),
        case(C::UnknownWord, &[(S, &supplies("yard,,hull,actve,,"))], S, (4, 12), "status", "actve"),
        case(C::NumberOutOfRange, &[("components.csv", &component("weight", "-1"))],
            "components.csv", (2, 9), "weight", "-1"),
        case(C::ShareOutOfRange, &[(S, &supplies("yard,,hull,active,约110%,"))], S, (4, 19), "share", "约110%"),
        case(C::SupplierOrRegion, &[(S, &supplies("yard,JP,hull,active,,"))], S, (4, 1), "supplier", "yard / JP"),
        case(C::SupplierOrRegion, &[(S, &supplies(",,hull,active,,"))], S, (4, 1), "supplier", ""),
        case(C::PlaceholderRegion, &[(S, &supplies(",其他,hull,active,,"))], S, (4, 2), "region", "其他"),
        case(C::DateAfterAsOf, &[(S, &supplies("yard,,hull,active,,2026"))], S, (4, 20), "year", "2026"),
    ]
}

#[rustfmt::skip]
fn reference_cases() -> Vec<Case> {
    use Code as C;
    const S: &str = "supplies.csv";
    let supplies = |row: &str| format!("{SUPPLIES}{row}\n");
    let suppliers = |row: &str| format!("{SUPPLIERS}{row}\n");
    let components = |row: &str| format!("{COMPONENTS}{row}\n");
    let purchases = |rows: &str| format!("buyer,component,seller\n{rows}\n");
    let source = settings("[[source]]\nid = \"CHEM25\"\n");
    vec![
        case(C::DuplicateId, &[("components.csv", &components("ship,另一船舶,"))], "components.csv", (4, 1), "id", "ship"),
        case(C::UnknownComponent, &[("requires.csv", "product,input\nship,hul\n")], "requires.csv", (2, 6), "input", "hul"),
        case(C::UnknownSupplier, &[(S, &supplies("yrad,,hull,active,,"))], S, (4, 1), "supplier", "yrad"),
        case(C::UnknownRegion, &[("suppliers.csv", &suppliers("x,某厂,亚特兰蒂斯,yard"))],
            "suppliers.csv", (4, 6), "region", "亚特兰蒂斯"),
        case(C::UnknownChain, &[("chains.csv", "id,name\nships,船舶链\n"),
            ("components.csv", "id,name,chain\nship,船舶,shisp\nhull,船体,\n")], "components.csv", (2, 9), "chain", "shisp"),
        case(C::UnknownSource, &[("dataset.toml", &source),
            ("requires.csv", "product,input,source\nship,hull,CHEM52\n")],
            "requires.csv", (2, 11), "source", "CHEM52"),
        case(C::AmbiguousName, &[("suppliers.csv", &suppliers("mill2,钢厂,JP,mill")),
            (S, &supplies("钢厂,,hull,active,,"))], S, (4, 1), "supplier", "钢厂"),
        case(C::UnknownFinding, &[("reviews.csv", "finding,verdict\nchokepoint:hul,存疑\n")],
            "reviews.csv", (2, 1), "finding", "chokepoint:hul"),
        case(C::OwnershipLoop, &[("suppliers.csv", "id,name,region,parent\nyard,船厂,CN-32,mill\nmill,钢厂,JP,yard\n")],
            "suppliers.csv", (3, 12), "parent", "mill"),
        case(C::RegionLoop, &[("regions.csv", "id,name,parent\nX,某地,X\n")], "regions.csv", (2, 6), "parent", "X"),
        case(C::ContradictoryRegion, &[("regions.csv", "id,name,level\nJP,日本,城市\n")],
            "regions.csv", (2, 7), "level", "city"),
        case(C::MalformedHs, &[("components.csv", "id,name,hs\nship,船舶,89.0\nhull,船体,\n")], "components.csv", (2, 9), "hs", "89.0"),
        case(C::HsFitMismatch, &[("components.csv", "id,name,hs,hs_fit\nship,船舶,890120,吻合;部分\nhull,船体,,\n")], "components.csv", (2, 16), "hs_fit", "good;partial"),
        case(C::SelfRequirement, &[("requires.csv", "product,input\nship,ship\n")], "requires.csv", (2, 6), "input", "ship"),
        case(C::DuplicateRequirement, &[("requires.csv", "product,input\nship,hull\nship,hull\n")],
            "requires.csv", (3, 6), "input", "hull"),
        case(C::NeedWithoutGroup, &[("requires.csv", "product,input,need\nship,hull,2\n")],
            "requires.csv", (2, 11), "need", "2"),
        case(C::NeedExceedsGroup, &[("requires.csv", "product,input,group,need\nship,hull,g,2\n")],
            "requires.csv", (2, 13), "need", "2"),
        case(C::ContradictoryGroup, &[("components.csv", &components("deck,甲板,part")),
            ("requires.csv", "product,input,group,need\nship,hull,g,1\nship,deck,g,all\n")],
            "requires.csv", (3, 13), "need", "all"),
        case(C::DuplicateSupply, &[(S, &supplies("yard,,ship,qualified,,"))], S, (4, 7), "component", ""),
        case(C::PurchaseWithoutSupply, &[("purchases.csv", &purchases("yard,hull,yard"))],
            "purchases.csv", (2, 11), "seller", "yard"),
        case(C::DuplicatePurchase, &[("purchases.csv", &purchases("yard,hull,mill\nyard,hull,mill"))],
            "purchases.csv", (3, 11), "seller", "mill"),
    ]
}

#[rustfmt::skip]
fn warning_cases() -> Vec<Case> {
    use Code as C;
    const S: &str = "supplies.csv";
    let shares = "supplier,region,component,status,share\nyard,,ship,active,\nmill,,hull,active,60\nyard,,hull,active,50\n";
    let fraction = "supplier,region,component,status,share\nyard,,ship,active,\nmill,,hull,active,0.28\n";
    let named = "supplier,region,component,status,share\nyard,,ship,active,\n,JP,hull,active,10\nmill,,hull,active,20\n";
    let repost = settings("[[source]]\nid = \"R\"\nkind = \"转载\"\n");
    let suppliers = format!("{SUPPLIERS}idle,闲置厂,日本,\n");
    let components = format!("{COMPONENTS}deck,甲板,part\n");
    vec![
        case(C::SharesOverTotal, &[(S, shares)], S, (4, 19), "share", "110"),
        case(C::FractionShare, &[(S, fraction)], S, (3, 19), "share", "0.28"),
        case(C::NamedAboveTotal, &[(S, named)], S, (3, 17), "share", "10"),
        case(C::SupplierWithoutSupply, &[("suppliers.csv", &suppliers)], "suppliers.csv", (4, 1), "id", "idle"),
        case(C::ShouldBeInstalled, &[("components.csv", "id,name,kind\nship,总装,process\nhull,船坞吊机,装备\n"),
            ("requires.csv", "product,input,role\nship,hull,消耗\n")], "requires.csv", (2, 11), "role", "consumed"),
        case(C::RepostConfidence, &[("dataset.toml", &repost),
            ("requires.csv", "product,input,source,confidence\nship,hull,R,中\n")],
            "requires.csv", (2, 13), "confidence", "medium"),
        case(C::RequirementCycle, &[("requires.csv", "product,input\nship,hull\nhull,ship\n")],
            "components.csv", (3, 1), "id", "hull"),
        case(C::UntrackedComponent, &[("components.csv", &components)], "components.csv", (4, 1), "id", "deck"),
    ]
}

fn cases() -> Vec<Case> {
    [setting_cases(), file_cases(), cell_cases(), reference_cases(), warning_cases()]
        .into_iter()
        .flatten()
        .collect()
}

#[test]
fn a_sound_dataset_has_no_problem() {
    let loaded = load_files(&files(&[]));
    assert_eq!(loaded.diagnostics, []);
    assert_eq!(loaded.model.unwrap().supplies().len(), 2);
}

/// The problem stands where it is expected, and alone unless it is said below what else must follow.
#[test]
fn every_problem_is_reported_at_its_place_and_once() {
    for case in cases() {
        let loaded = load_files(&case.files);
        let found: Vec<_> = loaded.diagnostics.iter().filter(|one| one.code == case.code).collect();
        assert_eq!(found.len(), 1, "{:?}: {:#?}", case.code, loaded.diagnostics);
        let place = &found[0].place;
        assert_eq!(
            (place.file.as_str(), place.row, place.column, place.field),
            case.place,
            "{:?}",
            case.code
        );
        assert_eq!(found[0].read, case.read, "{:?}", case.code);
        let others: Vec<&str> = loaded
            .diagnostics
            .iter()
            .filter(|one| one.code != case.code && one.severity == Severity::Error)
            .map(|one| one.code.key())
            .collect();
        assert_eq!(others, [""; 0], "{:?} brings no other error", case.code);
        assert_eq!(loaded.model.is_none(), case.code.severity() == Severity::Error, "{:?}", case.code);
    }
}

#[test]
fn every_code_can_be_provoked() {
    let in_folders = cases().iter().map(|case| case.code).collect::<Vec<_>>();
    let in_workbooks = workbook_problems().into_iter().map(|one| one.code);
    let provoked: BTreeSet<Code> = in_folders.into_iter().chain(in_workbooks).collect();
    let all: BTreeSet<Code> = Code::ALL.iter().copied().collect();
    assert_eq!(provoked, all);
}

/// Problems that only workbooks have; each is held at its place in `workbook.rs`.
fn workbook_problems() -> Vec<liantu_model::Diagnostic> {
    use support::Cell::{Blank, Failed, Formula, Number};
    let id = support::t("a");
    let rows = vec![
        ["编号", "名称", "需求", "库存", "备注"].map(support::t).to_vec(),
        vec![id.clone(), Failed("#REF!"), Formula("1", ""), Number(1e18, 0), Blank],
        vec![support::t("b"), Blank, Blank, Blank, Blank],
        vec![support::t("注")],
    ];
    let sheets = [
        support::cells("环节", rows).merged(&["A3:B3", "A4:E4"]).hidden(&[2], &[]),
        support::sheet("说明", &["x"]),
        support::sheet("数据集", &["编号|t"]),
    ];
    let mut parts = support::parts(&sheets);
    parts.push(("xl/vbaProject.bin".to_owned(), Vec::new()));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xlsm");
    fs::write(&path, support::zipped(&parts)).unwrap();
    load(&path).unwrap().diagnostics
}

/// A message uses the same arguments wherever its problem is found.
#[test]
fn one_code_has_one_set_of_arguments() {
    let mut seen = std::collections::BTreeMap::new();
    let in_folders = cases().into_iter().map(|case| load_files(&case.files).diagnostics);
    for diagnostics in in_folders.chain([workbook_problems()]) {
        for one in diagnostics {
            let names: BTreeSet<&str> = one.arguments.iter().map(|(name, _)| *name).collect();
            assert_eq!(seen.entry(one.code).or_insert_with(|| names.clone()), &names, "{:?}", one.code);
        }
    }
}
