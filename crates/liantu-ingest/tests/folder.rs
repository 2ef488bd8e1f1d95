//! Folders as people keep them: encodings, headers, cells, and what cannot be read.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use liantu_ingest::{DATASET_LIMIT, IngestError, Loaded, load};
use liantu_model::{
    Code, ComponentKind, Model, Need, Provider, Role, Scope, Stage, SupplyStatus, TechLevel, Visibility,
};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const SETTINGS: &str =
    "[dataset]\nid = \"t\"\nas_of = 2025-12-31\nhome = \"江苏\"\ndomestic = [\"CN\", \"HK\"]\n";
const COMPONENTS: &str = "编号,名称,位置,类别,HS编码,终端产品,范围,权重,名单完整,技术水平,进口依赖度,周需求,可见性,备注\n\
    ship,船舶,下游,产品,890120；890190,是,国内,１，２００,否,国际先进,20%—30%,—,内部,\"两行\n备注\"\n\
    hull,船体,中游,零部件,,,,,✓,差距较大,约60%,不详,,\n";
const REQUIRES: &str = "产品,投入,替代组,需要数,必需,作用,用量,损失\nship,hull,g,全部,是,装备,1.5,<1%\n";
const SUPPLIERS: &str = "编号,名称,地区,标签\nyard,船厂,南京,链主; 上市\nmill,钢厂,日本,\n";
const SUPPLIES: &str = "企业,地区,环节,状态,份额（%）,年份\nyard,,ship,在产,12.5%,2024年\n,JPN,hull,候选,>90%,FY2023\n钢厂,,hull,量产,,\n";

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

fn chinese() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("dataset.toml", SETTINGS.into()),
        ("环节.csv", COMPONENTS.into()),
        ("需要.csv", REQUIRES.into()),
        ("企业.csv", SUPPLIERS.into()),
        ("供应.csv", SUPPLIES.into()),
    ]
}

fn load_all(files: &[(&str, Vec<u8>)]) -> Loaded {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    load(folder(&files).path()).unwrap()
}

fn sound(files: &[(&str, Vec<u8>)]) -> Model {
    let loaded = load_all(files);
    assert_eq!(loaded.diagnostics, []);
    loaded.model.unwrap()
}

/// A dataset of one table beside the required one.
fn codes(table: &str, text: &[u8]) -> Vec<(Code, Option<u32>, Option<u32>)> {
    let loaded = load_all(&[
        ("dataset.toml", SETTINGS.into()),
        ("components.csv", b"id,name\na,A\nb,B\n".to_vec()),
        ("requires.csv", b"product,input\na,b\n".to_vec()),
        ("suppliers.csv", b"id,name,region\ns,S,JP\n".to_vec()),
        ("supplies.csv", b"supplier,component,status\ns,b,active\n".to_vec()),
        (table, text.to_vec()),
    ]);
    loaded.diagnostics.iter().map(|one| (one.code, one.place.row, one.place.column)).collect()
}

#[test]
fn a_chinese_folder_is_read_in_full() {
    let model = sound(&chinese());
    let [hull, ship] = model.components() else { panic!("two components") };
    assert_eq!((ship.stage, ship.kind), (Some(Stage::Downstream), Some(ComponentKind::Product)));
    assert_eq!(ship.hs.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), ["890120", "890190"]);
    assert_eq!((ship.target, ship.scope, ship.weight), (true, Scope::Domestic, Some(1200.0)));
    assert_eq!((ship.complete, hull.complete), (Some(false), Some(true)));
    assert_eq!((ship.tech_level, hull.tech_level), (Some(TechLevel::Advanced), Some(TechLevel::Gap)));
    assert_eq!((ship.demand, hull.demand), (None, None));
    assert_eq!((ship.visibility, hull.visibility), (Visibility::Internal, Visibility::Public));
    assert_eq!((ship.note.as_str(), hull.at.row), ("两行\n备注", 4));
    let dependence = ship.import_dependence.as_ref().unwrap();
    assert_eq!((dependence.low.points(), dependence.high.points()), (20.0, 30.0));
    assert_eq!(dependence.written.as_deref(), Some("20%—30%"));
    assert_eq!(hull.import_dependence.as_ref().unwrap().written.as_deref(), Some("约60%"));
    let requirement = &model.requirements()[0];
    assert_eq!((requirement.role, requirement.quantity), (Role::Installed, Some(1.5)));
    assert_eq!(model.groups()[0].need, Need::All.count(1));
    let labelled = model.suppliers().iter().min_by_key(|row| row.at).unwrap();
    assert_eq!(labelled.labels, ["链主", "上市"]);
    let mut supplies: Vec<_> = model.supplies().iter().collect();
    supplies.sort_by_key(|row| row.at);
    let [named, total, other] = supplies[..] else { panic!("three supplies") };
    assert_eq!((named.status, named.year), (SupplyStatus::Active, Some(2024)));
    assert_eq!(named.share.as_ref().unwrap().written, None);
    assert!(matches!(total.provider, Provider::Region(region) if model.region(region).id == "JP"));
    assert_eq!((total.status, total.year), (SupplyStatus::Candidate, Some(2023)));
    assert!(matches!(other.provider, Provider::Supplier(supplier) if model.supplier(supplier).id == "mill"));
}

#[test]
fn settings_are_read() {
    let model = sound(&chinese());
    let dataset = model.dataset();
    assert_eq!((dataset.id.as_str(), dataset.as_of), ("t", (2025, 12, 31)));
    let ids: Vec<&str> = dataset.domestic.iter().map(|&one| model.region(one).id.as_str()).collect();
    assert_eq!((model.region(dataset.home).id.as_str(), ids), ("CN-32", vec!["CN", "HK"]));
    let mut files = chinese();
    let more = "[defaults]\nsupply_lists = \"complete\"\ntarget_scope = \"国内\"\n\
        [coalitions.x]\nmembers = [\"美国\", \"日本\"]\nbasis = \"b\"\nname = \"N\"\n\
        [[source]]\nid = \"S\"\nkind = \"law\"\naccessed = 2025-01-02\n";
    files[0].1 = SETTINGS.replace("[\"CN\", \"HK\"]", "\"CN\"").into_bytes();
    files[0].1.extend_from_slice(more.as_bytes());
    let model = sound(&files);
    assert_eq!(model.dataset().domestic.len(), 1);
    assert!(model.dataset().lists_complete);
    assert!(model.components().iter().all(|row| row.scope == Scope::Domestic));
    assert_eq!((model.coalitions()[0].members.len(), model.coalitions()[0].name.as_str()), (2, "N"));
    assert_eq!((model.sources()[0].id.as_str(), model.sources()[0].accessed.as_str()), ("S", "2025-01-02"));
}

#[test]
fn every_encoding_and_line_end_gives_the_same_model() {
    let expected = format!("{:?}", sound(&chinese()).supplies());
    let utf_16 = |text: &str| {
        let units = text.replace(',', "\t");
        [0xFF, 0xFE].into_iter().chain(units.encode_utf16().flat_map(u16::to_le_bytes)).collect::<Vec<u8>>()
    };
    let forms: [fn(&str) -> Vec<u8>; 6] = [
        |text| [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        |text| encoding_rs::GB18030.encode(text).0.into_owned(),
        |text| text.replace('\n', "\r\n").into_bytes(),
        |text| text.replace('\n', "\r").into_bytes(),
        |text| text.replace(',', ";").into_bytes(),
        |text| format!("\n,,\n{text}\n  ,\n\n").into_bytes(),
    ];
    for form in forms {
        let mut files = chinese();
        files[4].1 = form(SUPPLIES);
        let model = sound(&files);
        let rows: Vec<_> =
            model.supplies().iter().map(|row| (row.provider, row.component, row.year)).collect();
        let first = sound(&chinese());
        let plain: Vec<_> =
            first.supplies().iter().map(|row| (row.provider, row.component, row.year)).collect();
        assert_eq!(rows, plain);
    }
    let mut files = chinese();
    files[4].1 = utf_16(SUPPLIES);
    assert_eq!(format!("{:?}", sound(&files).supplies()), expected);
}

#[test]
fn columns_count_characters_also_after_line_ends_in_quotes() {
    let text = "product,note,input\na,\"第一行\n第二\"\"行\",缺失\n";
    assert_eq!(codes("requires.csv", text.as_bytes())[0], (Code::UnknownComponent, Some(3), Some(8)));
    let with_mark = [b"\xEF\xBB\xBF".as_slice(), text.replace('\n', "\r\n").as_bytes()].concat();
    assert_eq!(codes("requires.csv", &with_mark)[0], (Code::UnknownComponent, Some(3), Some(8)));
}

#[test]
fn rows_may_be_short_blank_or_begin_with_a_number_sign() {
    assert_eq!(codes("facts.csv", b"component,metric\na\n,\n\n  ,\nb,x,,\n"), []);
    let found = codes("facts.csv", b"component,metric\n#a,x\n");
    assert_eq!(found, [(Code::UnknownComponent, Some(2), Some(1))]);
}

#[test]
fn all_problems_of_all_tables_are_reported_together() {
    let found = codes("facts.csv", "component,year,confidence,x\nc,2Q25,hgih,1,2\nd,,,\n".as_bytes());
    let expected = [
        (Code::UnknownColumn, Some(1), Some(27)),
        (Code::UnknownComponent, Some(2), Some(1)),
        (Code::MalformedDate, Some(2), Some(3)),
        (Code::UnknownWord, Some(2), Some(8)),
        (Code::RaggedRow, Some(2), Some(15)),
        (Code::UnknownComponent, Some(3), Some(1)),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_broken_table_is_reported_and_not_its_shadow() {
    assert_eq!(codes("components.csv", b"name\nA\n"), [(Code::MissingColumn, Some(1), None)]);
    assert_eq!(
        codes("suppliers.csv", b"id,name,region\n\"s,S,JP\n"),
        [(Code::UnclosedQuote, Some(2), Some(1))]
    );
    assert_eq!(codes("components.csv", b"id,name\na,\xFF\n"), [(Code::BadEncoding, Some(2), Some(3))]);
    assert_eq!(codes("dataset.toml", b"[dataset\nid = 1"), [(Code::MalformedSettings, Some(1), Some(9))]);
    let empty = codes("components.csv", b"");
    assert_eq!(empty, [(Code::MissingColumn, Some(1), None), (Code::MissingColumn, Some(1), None)]);
}

#[test]
fn several_wrong_settings_are_all_reported() {
    let text = "[dataset]\nid = 1\ntitle = [2]\nas_of = \"soon\"\nhome = \"JP\"\ndomestic = [\"JP\", 3]\n[source]\nid = \"x\"\n";
    let found = codes("dataset.toml", text.as_bytes());
    let expected = [
        (Code::MalformedSettings, Some(2), Some(6)),
        (Code::MalformedSettings, Some(3), Some(9)),
        (Code::MalformedDate, Some(4), Some(9)),
        (Code::MalformedSettings, Some(6), Some(19)),
        (Code::MalformedSettings, Some(7), Some(1)),
    ];
    assert_eq!(found, expected);
}

#[test]
fn what_is_repeated_of_a_huge_cell_is_short() {
    let mut text = b"component,metric,note\na,\"".to_vec();
    text.resize(text.len() + 100_000_000, b'x');
    text.extend_from_slice(b"\"\n");
    let loaded = load_all(&[
        ("dataset.toml", SETTINGS.into()),
        ("components.csv", b"id,name\na,A\n".to_vec()),
        ("facts.csv", text),
    ]);
    let found = loaded.diagnostics.iter().find(|one| one.code == Code::OversizedCell).unwrap();
    assert_eq!((found.place.row, found.place.column), (Some(2), Some(3)));
    assert!(found.read.chars().count() <= 61);
}

#[test]
fn other_files_and_folders_are_left_alone() {
    let folder = folder(&[("README.md", b"x"), (".hidden.csv", b"x"), ("~$components.csv", b"x")]);
    fs::create_dir(folder.path().join("supplies.csv")).unwrap();
    for (name, bytes) in chinese() {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    assert_eq!(load(folder.path()).unwrap().diagnostics, []);
}

#[test]
fn the_hash_follows_names_and_contents_only() {
    let hash = |files: &[(&str, Vec<u8>)]| load_all(files).hash;
    let mut files = chinese();
    let first = hash(&files);
    assert!(first.len() == 64 && first.bytes().all(|byte| byte.is_ascii_hexdigit()));
    files.reverse();
    assert_eq!(hash(&files), first);
    files[1].1.push(b'\n');
    assert_ne!(hash(&files), first);
    // SHA-256 of "dataset.toml", 0, eight bytes of length 0, no content: by `sha256sum`.
    let alone = hash(&[("dataset.toml", Vec::new())]);
    assert_eq!(alone, "02777fd60553fc58fe9652b8b2a06573eaeafec9392c8c0a58e0857267d46555");
}

#[test]
fn what_cannot_be_read_is_an_error() {
    let here = folder(&[("components.csv", b"id,name\n")]);
    assert!(matches!(load(here.path()), Err(IngestError::NotADataset { .. })));
    assert!(matches!(load(&here.path().join("components.csv")), Err(IngestError::NotAFolder { .. })));
    assert!(matches!(load(Path::new("/no/such/folder")), Err(IngestError::NotFound { .. })));
    fs::write(here.path().join("dataset.toml"), SETTINGS).unwrap();
    let large = fs::File::create(here.path().join("supplies.csv")).unwrap();
    large.set_len(DATASET_LIMIT + 1).unwrap();
    let error = load(here.path()).unwrap_err();
    assert!(matches!(error, IngestError::TooLarge { limit: DATASET_LIMIT, .. }), "{error}");
}
