//! Bad input gets a place, a reason and a remedy, in both languages, and never a panic.

use crate::program::{Outcome, dataset, run};
use liantu_testkit::sketch::Sketch;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const SETTINGS: &str = "[dataset]\nid = \"t\"\ntitle = \"试\"\nas_of = \"2025-12-31\"\nhome = \"CN-32\"\n";

/// A small sound dataset, with some files replaced.
fn folder(changes: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let sound: [(&str, &[u8]); 5] = [
        ("dataset.toml", SETTINGS.as_bytes()),
        ("components.csv", b"id,name,target\nship,Ship,yes\nengine,Engine,\n"),
        ("requires.csv", b"product,input\nship,engine\n"),
        ("suppliers.csv", b"id,name,region\nyard,Yard,CN-32\nmaker,Maker,JP\n"),
        ("supplies.csv", b"supplier,component,status,share\nyard,ship,active,50\nmaker,engine,active,60\n"),
    ];
    for (name, bytes) in sound.into_iter().chain(changes.iter().copied()) {
        fs::write(folder.path().join(name), bytes).expect("written");
    }
    folder
}

fn check(folder: &Path) -> Outcome {
    run(["check".as_ref(), folder.as_os_str()])
}

#[track_caller]
fn refused(changes: &[(&str, &[u8])], code: &str, place: &str) -> Outcome {
    let folder = folder(changes);
    let chinese = check(folder.path());
    assert_eq!(chinese.code, 3, "{}{}", chinese.stdout, chinese.stderr);
    assert!(chinese.stderr.contains(&format!("[{code}]")), "{}", chinese.stderr);
    assert!(chinese.stderr.contains(place), "{}", chinese.stderr);
    assert!(chinese.stderr.contains("→"), "a remedy: {}", chinese.stderr);
    let english = run(["check".as_ref(), folder.path().as_os_str(), "--lang".as_ref(), "en".as_ref()]);
    assert!(english.stderr.contains(&format!("error[{code}]")), "{}", english.stderr);
    for text in [&chinese.stderr, &english.stderr] {
        assert!(!text.contains('⟦') && !text.contains("panicked"), "{text}");
    }
    chinese
}

#[test]
fn the_sound_dataset_is_sound() {
    let outcome = check(folder(&[]).path());
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
}

/// As places are written in Chinese: from outside in. What does not fit together is no place.
#[test]
fn places_are_read_from_outside_in() {
    let suppliers = |place: &str| format!("id,name,region\nyard,Yard,CN-32\nmaker,Maker,{place}\n");
    for place in ["河南洛阳", "河南省洛阳市", "中国河南洛阳", "南朝鲜"] {
        let outcome = check(folder(&[("suppliers.csv", suppliers(place).as_bytes())]).path());
        assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{place}");
    }
    for place in ["江苏洛阳", "洛阳河南", "河南河南"] {
        refused(&[("suppliers.csv", suppliers(place).as_bytes())], "unknown-region", "suppliers.csv:3:13");
    }
}

#[test]
fn a_misspelt_header_is_named_before_what_follows_from_it() {
    let rows = "企业,环接,状态,份额\nyard,ship,在供,50\nmaker,engine,在供,60\n";
    let outcome = refused(&[("supplies.csv", rows.as_bytes())], "missing-column", "supplies.csv:1");
    assert!(
        outcome.stderr.starts_with("supplies.csv:1 [环节 component]: 错误[missing-column]"),
        "{}",
        outcome.stderr
    );
    assert!(outcome.stderr.contains("→ 表头“环接”可能就是这一列"), "{}", outcome.stderr);
    assert!(!outcome.stderr.contains("supplier-without-supply"), "{}", outcome.stderr);
}

#[test]
fn errors_come_before_warnings() {
    let components = "id,name,target,colour\nship,Ship,yes,red\nengine,Engine,,red\n";
    let rows = "supplier,component,status,share\nyard,ship,active,50\nmaker,engine,active,600\n";
    let changes: [(&str, &[u8]); 2] =
        [("components.csv", components.as_bytes()), ("supplies.csv", rows.as_bytes())];
    let outcome = refused(&changes, "share-out-of-range", "supplies.csv:3");
    let at = |text: &str| outcome.stderr.find(text).expect("told");
    assert!(at("[share-out-of-range]") < at("[unknown-column]"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("份额 share 为 600"), "{}", outcome.stderr);
}

#[test]
fn where_there_is_no_dataset_a_template_is_offered() {
    let outcome = check(tempfile::tempdir().expect("a folder").path());
    assert!(outcome.code == 2 && outcome.stderr.contains("liantu template"), "{}", outcome.stderr);
}

/// 约60% is computed with as 60, but nothing that comes of it is a bound.
#[test]
fn an_approximate_share_makes_no_bound() {
    let loss = |share: &str| {
        let suppliers = "id,name,region\nyard,Yard,CN-32\nmaker,Maker,JP\nother,Other,DE\n";
        let rows = format!(
            "supplier,component,status,share\nyard,ship,active,100\nmaker,engine,active,{share}\nother,engine,active,40\n"
        );
        let data = folder(&[("suppliers.csv", suppliers.as_bytes()), ("supplies.csv", rows.as_bytes())]);
        let outcome =
            run(["simulate".as_ref(), data.path().as_os_str(), "--fail".as_ref(), "supplier:maker".as_ref()]);
        assert!(outcome.code < 2, "{}", outcome.stderr);
        outcome.stdout
    };
    let (exact, rough) = (loss("60"), loss("约60%"));
    assert!(exact.contains("至少损失 60%") && !exact.contains("约损失"), "{exact}");
    assert!(rough.contains("约损失 60%(份额为约数") && !rough.contains("至少损失 6"), "{rough}");
}

#[test]
fn errors_name_the_place_in_characters() {
    let rows = "supplier,component,status,share\nyard,ship,在供,50\nmaker,发动机,active,60\n";
    let outcome = refused(&[("supplies.csv", rows.as_bytes())], "unknown-component", "supplies.csv:3:7");
    assert!(outcome.stderr.contains("发动机"));
}

#[test]
fn an_unknown_id_names_the_nearest() {
    let rows: &[u8] = b"product,input\nship,engin\n";
    let outcome = refused(&[("requires.csv", rows)], "unknown-component", "requires.csv:2:6");
    assert!(outcome.stderr.contains("engine"), "{}", outcome.stderr);
}

#[test]
fn one_run_tells_everything() {
    let outcome = refused(
        &[
            ("components.csv", b"id,name,target\nship,Ship,yes\nship,Ship,\nengine,Engine,maybe\n"),
            ("suppliers.csv", b"id,name,region,parent\nyard,Yard,Atlantis,maker\nmaker,Maker,JP,yard\n"),
        ],
        "duplicate-id",
        "components.csv:3",
    );
    for code in ["unknown-word", "unknown-region", "ownership-loop"] {
        assert!(outcome.stderr.contains(code), "{code}: {}", outcome.stderr);
    }
}

#[test]
fn shares_above_the_whole_are_a_warning() {
    let rows: &[u8] = b"supplier,component,status,share\nyard,ship,active,50\nmaker,engine,active,60\nyard,engine,active,60\n";
    let folder = folder(&[("supplies.csv", rows)]);
    let outcome = check(folder.path());
    assert_eq!(outcome.code, 0);
    assert!(outcome.stderr.contains("[shares-over-total]"), "{}", outcome.stderr);
    let strict = run(["check".as_ref(), folder.path().as_os_str(), "--strict".as_ref()]);
    assert_eq!(strict.code, 3);
    let analysis = run(["spof".as_ref(), folder.path().as_os_str(), "--strict".as_ref()]);
    assert_eq!((analysis.code, analysis.stdout.as_str()), (3, ""));
}

#[test]
fn ambiguous_places_list_the_candidates() {
    let rows: &[u8] = b"id,name,region\nyard,Yard,Taizhou\nmaker,Maker,JP\n";
    let outcome = refused(&[("suppliers.csv", rows)], "ambiguous-name", "suppliers.csv:2:11");
    assert!(
        outcome.stderr.contains("CN-321200") && outcome.stderr.contains("CN-331000"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn chinese_tables_in_gb18030_with_windows_line_ends_are_read() {
    let text = "编号,名称,终端产品\r\nship,船舶,是\r\nengine,主机,\r\n";
    let mut bytes = Vec::new();
    for one in text.chars() {
        let code: &[u8] = match one {
            '编' => &[0xB1, 0xE0],
            '号' => &[0xBA, 0xC5],
            '名' => &[0xC3, 0xFB],
            '称' => &[0xB3, 0xC6],
            '终' => &[0xD6, 0xD5],
            '端' => &[0xB6, 0xCB],
            '产' => &[0xB2, 0xFA],
            '品' => &[0xC6, 0xB7],
            '船' => &[0xB4, 0xAC],
            '舶' => &[0xB2, 0xB0],
            '是' => &[0xCA, 0xC7],
            '主' => &[0xD6, 0xF7],
            '机' => &[0xBB, 0xFA],
            other => &[other as u8],
        };
        bytes.extend_from_slice(code);
    }
    let folder = folder(&[("components.csv", &bytes)]);
    let outcome = check(folder.path());
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    let found = crate::program::json("spof", folder.path(), &["--level", "supplier"]);
    assert_eq!(found["findings"][0]["targets"][0]["name"], "船舶");
}

#[test]
fn formulas_are_said_and_absurd_cells_refused() {
    let rows: &[u8] = b"id,name,target\nship,=1+1,yes\nengine,Engine,\n";
    let outcome = check(folder(&[("components.csv", rows)]).path());
    assert!(outcome.stderr.contains("[formula-cell]"), "{}", outcome.stderr);
    let mut huge = b"id,name\nship,".to_vec();
    huge.resize(8 << 20, b'x');
    let outcome = refused(&[("components.csv", &huge)], "oversized-cell", "components.csv:2");
    assert!(outcome.stderr.len() < 20_000, "the cell itself is not printed");
}

#[test]
fn missing_and_empty_things_are_said() {
    refused(&[("components.csv", b"id,name\n")], "empty-dataset", "");
    refused(&[("components.csv", b"code,title\na,b\n")], "missing-column", "components.csv");
    let folder = folder(&[]);
    fs::remove_file(folder.path().join("components.csv")).expect("removed");
    let outcome = check(folder.path());
    assert_eq!(outcome.code, 3);
    assert!(outcome.stderr.contains("[missing-table]"));
    fs::remove_file(folder.path().join("dataset.toml")).expect("removed");
    assert_eq!(check(folder.path()).code, 2);
    assert_eq!(check(Path::new("no/such/folder")).code, 2);
}

/// Tables are called what the sheets are called in the language of the message.
#[test]
fn tables_that_are_missing_or_twice_are_named_in_the_language_of_the_message() {
    let twice = folder(&[("供应.csv", b"supplier,component,status\nyard,ship,active\n")]);
    let absent = folder(&[]);
    fs::remove_file(absent.path().join("supplies.csv")).expect("removed");
    for (folder, language, said) in [
        (&twice, "zh", "“供应”表(supplies)出现两次,另一个是 supplies.csv"),
        (&twice, "en", "the table supplies (供应) is there twice; the other is supplies.csv"),
        (&absent, "zh", "没有“供应”表(supplies)"),
        (&absent, "en", "the table supplies (供应) is not there"),
    ] {
        let path = folder.path().to_str().expect("UTF-8");
        let outcome = crate::program::run(["check", path, "--lang", language]);
        assert!(outcome.stderr.contains(said), "{said}: {}", outcome.stderr);
    }
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&[]);
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o000)).expect("set");
    let readable = fs::read_dir(folder.path()).is_ok();
    let outcome = check(folder.path());
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("set");
    assert!(readable && outcome.code == 0 || outcome.code == 2, "{}", outcome.stderr);
}

#[test]
fn unknown_options_name_what_there_is() {
    let ships = dataset("high-tech-ships");
    let ships = ships.to_str().expect("UTF-8");
    let target = run(["spof", ships, "--target", "lng-carier"]);
    assert_eq!(target.code, 2);
    assert!(target.stderr.contains("lng-carrier"), "{}", target.stderr);
    let level = run(["spof", ships, "--level", "continent"]);
    assert_eq!(level.code, 2);
    assert!(level.stderr.contains("country"), "{}", level.stderr);
    assert_eq!(run(["cutsets", ships, "--max-order", "0"]).code, 2);
    assert_eq!(run(["cutsets", ships, "--level", "embargo,supplier"]).code, 2);
}

#[test]
fn a_users_file_is_not_overwritten() {
    let ships = dataset("high-tech-ships");
    let ships = ships.to_str().expect("UTF-8");
    let folder = tempfile::tempdir().expect("a folder");
    let mine = folder.path().join("mine.csv");
    fs::write(&mine, "mine").expect("written");
    let mine_text = mine.to_str().expect("UTF-8");
    let refused = run(["spof", ships, "--format", "csv", "-o", mine_text]);
    assert_eq!(refused.code, 2);
    assert_eq!(fs::read_to_string(&mine).expect("read"), "mine");
    assert_eq!(run(["spof", ships, "--format", "csv", "-o", mine_text, "--force"]).code, 0);
    assert!(fs::read_to_string(&mine).expect("read").starts_with('\u{feff}'));
}

/// Names that a spreadsheet would run come out as text in every format.
#[test]
fn names_that_begin_like_formulas_stay_text_everywhere() {
    let names = ["=1+1", "+cmd", "-2+3", "@SUM(A1)"];
    let sketch =
        names.iter().enumerate().fold(Sketch::new("formulas").target("ship"), |sketch, (at, name)| {
            sketch
                .component_with(&format!("part-{at}"), |row| row.name = (*name).into())
                .requires("ship", &[&format!("part-{at}")])
                .supplier_with(&format!("maker-{at}"), "XB", |row| row.name = format!("{name}厂"))
                .supply(&format!("maker-{at}"), &format!("part-{at}"))
        });
    let folder = tempfile::tempdir().expect("a folder");
    let (data, out) = (folder.path().join("data"), folder.path().join("out"));
    liantu_testkit::dataset::write_dataset(&sketch.draft(), &data).expect("written");
    let outcome =
        run(["report", text(&data), "-o", text(&out), "--quiet", "--formats", "html,md,docx,xlsx,typ"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let copy = folder.path().join("copy.xlsx");
    assert_eq!(run(["export", text(&data), "--to", "xlsx", "-o", text(&copy), "--quiet"]).code, 0);
    for path in [out.join("report.xlsx"), copy] {
        let mut archive = zip::ZipArchive::new(fs::File::open(&path).expect("written")).expect("a zip");
        let sheets: Vec<String> =
            archive.file_names().filter_map(Result::ok).map(std::borrow::Cow::into_owned).collect();
        let mut texts = String::new();
        for sheet in sheets.iter().filter(|name| name.starts_with("xl/") && !name.contains("media")) {
            let part = std::io::read_to_string(archive.by_name(sheet).expect("there")).expect("UTF-8");
            assert!(!part.contains("<f>") && !part.contains("<f "), "{sheet}");
            texts += &part;
        }
        assert!(names.iter().all(|name| texts.contains(&format!(">{name}<"))), "{}", path.display());
    }
    for command in ["chokepoints", "backup", "spof", "match", "core", "regions"] {
        let csv = run([command, text(&data), "--format", "csv", "--quiet"]).stdout;
        for record in
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(csv.as_bytes()).records()
        {
            for cell in &record.expect("CSV") {
                let number = cell.trim_end_matches('%').parse::<f64>().is_ok();
                assert!(number || !cell.starts_with(['=', '+', '-', '@']), "{command}: {cell}");
            }
        }
    }
}

/// A workbook locked with a password by another program (`fixtures/locked.xlsx`, password `secret`).
#[test]
fn a_locked_workbook_is_said_with_the_remedy() {
    let locked = crate::program::root().join("tests/fixtures/locked.xlsx");
    for (language, remedy) in [("zh", "密码"), ("en", "password")] {
        let outcome = run(["check", text(&locked), "--lang", language]);
        assert!(outcome.code == 2 && outcome.stderr.contains(remedy), "{}", outcome.stderr);
    }
}

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}
