//! Trade tables from the command line: the tables by name and cell, and bad input.

use crate::program::{Outcome, run};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Two products. China buys 8 of 848620 from the Netherlands and 2 from Japan and sells 1 of it; 850511 is hers.
const TABLE: &str = "t,i,j,k,v,q\n\
    2022,NLD,CHN,848620,8.000,NA\n\
    2022,JPN,CHN,848620,2.000,1\n\
    2022,JPN,USA,848620,4.000,NA\n\
    2022,CHN,USA,848620,1.000,NA\n\
    2022,CHN,JPN,850511,6.000,NA\n\
    2022,CHN,NLD,850511,2.000,NA\n";

const IMPORTERS: &str = "t,j,k,imports,n_sources,hhi,top_source,top_share,second_source,second_share,exports,ratio,net_imports,world_export_hhi,c1,c2,c3,flags,excess_cover";

struct Folder {
    folder: TempDir,
}

impl Folder {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).expect("written");
        path
    }
}

fn trade(files: &[&Path], options: &[&str]) -> Outcome {
    let files = files.iter().map(|file| file.display().to_string());
    run(std::iter::once("trade".to_owned()).chain(files).chain(options.iter().map(|one| (*one).to_owned())))
}

fn csv(table: &str, options: &[&str]) -> Vec<String> {
    let folder = Folder::new();
    let file = folder.file("trade.csv", table);
    let outcome = trade(&[&file], &[options, &["--format", "csv"]].concat());
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    outcome.stdout.lines().map(str::to_owned).collect()
}

#[test]
fn every_importer_in_the_columns_of_the_contract() {
    let lines = csv(TABLE, &["--all-importers"]);
    assert_eq!(lines[0], IMPORTERS);
    // (64+4)/100; the world sells 15: NLD 8, JPN 6, CHN 1; others could divert Japan's 4 of its 6.
    let world = (64.0 + 36.0 + 1.0) / 225.0;
    assert_eq!(
        lines[1],
        format!("2022,CHN,848620,10.0,2,0.68,NLD,0.8,JPN,0.2,1.0,10.0,9.0,{world},1,1,1,3,0.5")
    );
    assert_eq!(lines[2], "2022,JPN,850511,6.0,1,1.0,CHN,1.0,,,0.0,9999.0,6.0,1.0,1,1,1,3,0.0");
    assert_eq!(lines.len(), 5);
}

#[test]
fn the_home_country_is_the_default_importer_and_any_notation_will_do() {
    let own = csv(TABLE, &[]);
    assert_eq!((own.len(), &own[1]), (2, &csv(TABLE, &["--all-importers"])[1]));
    for code in ["CHN", "156", "CN", "中国", "china"] {
        assert_eq!(csv(TABLE, &["--importer", code]), own, "{code}");
        assert_eq!(csv(TABLE, &["--home", code]), own, "{code}");
    }
    assert_eq!(csv(TABLE, &["--home", "CN-32"]), own);
}

#[test]
fn products_network_and_bloc_have_their_headers() {
    let products = csv(TABLE, &["--products"]);
    assert!(products[0].starts_with("t,k,world_trade,n_exporters,n_importers,n_links,world_export_hhi,"));
    assert!(products[1].starts_with("2022,848620,15.0,3,2,4,"), "{}", products[1]);
    let network = csv(TABLE, &["--network"]);
    assert!(network[0].ends_with("importers_cut_off,min_exporters_for_50pct,min_exporters_for_80pct"));
    assert_eq!(network.len(), 3);
    let union = csv(TABLE, &["--bloc", "EU27"]);
    assert!(union[0].starts_with("t,k,extra_imports,intra_imports,extra_exports,total_exports,cdi1_hhi,"));
    assert!(
        union[2].starts_with("2022,850511,2.0,0.0,0.0,0.0,1.0,1.0,9999.0,9999.0,1,1,1,1"),
        "{}",
        union[2]
    );
    let folder = Folder::new();
    let members = folder.file("members.txt", "日本 # a comment\nNL\n");
    let bloc = csv(TABLE, &["--bloc", members.to_str().expect("UTF-8")]);
    assert_eq!(bloc, csv(TABLE, &["--bloc", "JPN,NLD"]));
    assert!(bloc[2].starts_with("2022,850511,8.0,0.0,"), "{}", bloc[2]);
}

#[test]
fn sources_are_ranked_by_what_they_sell_to_the_world() {
    let sources = csv(TABLE, &["--sources-of", "156", "--product", "8486.20"]);
    assert_eq!(
        sources[0],
        "t,k,rank,source,value_to_CHN,share_of_CHN_imports,source_world_exports,source_share_of_world_exports,source_exports_to_others"
    );
    assert_eq!(sources[1], format!("2022,848620,1,NLD,8.0,0.8,8.0,{},0.0", 8.0 / 15.0));
    assert_eq!(sources[2], "2022,848620,2,JPN,2.0,0.2,6.0,0.4,4.0");
    assert_eq!(sources.len(), 3);
    assert_eq!(csv(TABLE, &["--sources-of", "CHN", "--product", "848620", "--top", "1"]).len(), 2);
}

#[test]
fn order_and_threads_do_not_matter() {
    let mut rows: Vec<&str> = TABLE.lines().skip(1).collect();
    rows.reverse();
    let turned = format!("t,i,j,k,v,q\n{}\n", rows.join("\n"));
    let options: [&[&str]; 4] =
        [&["--all-importers"], &["--network"], &["--sources-of", "CHN"], &["--products"]];
    for option in options {
        assert_eq!(csv(TABLE, option), csv(&turned, option));
    }
}

#[test]
fn a_gap_breaks_the_window_of_persistence_and_is_said() {
    let folder = Folder::new();
    let year = |year: &str| folder.file(&format!("{year}.csv"), TABLE.replace("2022", year));
    let (first, second, third) = (year("2020"), year("2021"), year("2023"));
    let outcome = trade(&[&third, &first, &second], &["--trend", "--importer", "CHN"]);
    assert!(outcome.stdout.contains("缺少 2022 年的数据"), "{}", outcome.stdout);
    let outcome = trade(&[&first, &second, &third], &["--trend", "--format", "csv", "--importer", "CHN"]);
    let lines: Vec<&str> = outcome.stdout.lines().collect();
    assert!(
        lines[0].starts_with("j,k,hhi_2020,hhi_2021,hhi_2023,top_2020,") && lines[0].ends_with(",status,c4")
    );
    assert!(lines[1].ends_with(",1,1,1,persistent,"), "no whole window: {}", lines[1]);
    let whole = [year("2022"), second, third];
    let files: Vec<&Path> = whole.iter().map(PathBuf::as_path).collect();
    let outcome = trade(&files, &["--trend", "--format", "csv", "--importer", "CHN"]);
    assert!(outcome.stdout.lines().nth(1).is_some_and(|line| line.ends_with("persistent,1")));
}

fn json(table: &str, options: &[&str]) -> Value {
    let folder = Folder::new();
    let file = folder.file("trade.csv", table);
    let outcome = trade(&[&file], &[options, &["--format", "json"]].concat());
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    serde_json::from_str(&outcome.stdout).expect("JSON")
}

#[test]
fn json_says_what_was_read_and_dropped() {
    let table = format!(
        "{TABLE}2022,CHN,CHN,850511,5.5,NA\n2022,NLD,XQZ,848620,1.000,NA\n2022,JPN,CHN,848620,many,NA\n"
    );
    let found = json(&table, &[]);
    let reading = &found["reading"];
    assert_eq!((&reading["rows_read"], &reading["rows_used"]), (&9.into(), &7.into()));
    assert_eq!(reading["dropped"][0]["reason"], "bad-value");
    let place = &reading["dropped"][0]["places"][0];
    assert_eq!((&place["line"], &place["column"], &place["read"]), (&10.into(), &21.into(), &"many".into()));
    assert_eq!(reading["dropped"][1]["reason"], "self-trade");
    assert_eq!(reading["dropped"][1]["value"], 5.5);
    assert_eq!(reading["unknown_countries"], serde_json::json!([{"code": "XQZ", "rows": 1}]));
    assert_eq!(found["findings"][0]["top_source"]["name"], "荷兰");
    assert_eq!(found["parameters"]["thresholds"]["importer"]["import_hhi"], "0.4");
}

#[test]
fn other_asia_is_called_what_it_mostly_is() {
    let table = TABLE.replace("NLD,CHN", "490,CHN");
    let folder = Folder::new();
    let outcome = trade(&[&folder.file("trade.csv", table)], &[]);
    assert!(outcome.stdout.contains("中国台湾(BACI 490,其他亚洲未列明,近似)"), "{}", outcome.stdout);
    assert!(!outcome.stdout.contains("国外") && !outcome.stdout.contains("CHN"), "{}", outcome.stdout);
}

#[test]
fn thresholds_can_be_printed_edited_and_given_back() {
    let preset = run(["trade", "--print-preset"]);
    assert_eq!(preset.code, 0);
    let folder = Folder::new();
    let raised = preset.stdout.replace("import_hhi = \"0.4\"            # C1", "import_hhi = \"0.68\" # C1");
    assert_ne!(raised, preset.stdout);
    let file = folder.file("own.toml", raised);
    let line = csv(TABLE, &["--thresholds", file.to_str().expect("UTF-8")]).remove(1);
    assert!(line.contains(",0,1,1,2,"), "0.68 is on the line: {line}");
    assert_eq!(csv(TABLE, &["--preset", "cbs"]).len(), 2);
    let broken = folder.file("broken.toml", "name = \"x\"\n");
    let table = folder.file("trade.csv", TABLE);
    let outcome = trade(&[&table], &["--thresholds", broken.to_str().expect("UTF-8")]);
    assert!(outcome.code == 2 && outcome.stderr.contains("broken.toml"), "{}", outcome.stderr);
}

/// Runs in both languages; the first answer is the Chinese one.
fn refused(name: &str, bytes: &[u8], options: &[&str], parts: &[&str]) {
    let folder = Folder::new();
    let file = folder.file(name, bytes);
    for (language, error) in [("zh", "错误"), ("en", "error")] {
        let outcome = trade(&[&file], &[options, &["--lang", language]].concat());
        assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""), "{}", outcome.stderr);
        assert!(outcome.stderr.contains(error), "{}", outcome.stderr);
        for part in parts {
            assert!(outcome.stderr.contains(part), "{part}: {}", outcome.stderr);
        }
        assert!(!outcome.stderr.contains('⟦') && !outcome.stderr.contains("panicked"), "{}", outcome.stderr);
    }
}

#[test]
fn what_cannot_be_read_is_refused_with_place_and_remedy() {
    refused(
        "trade.csv",
        b"year,from,to,code,value\n1,2,3,4,5\n",
        &[],
        &["trade.csv", "t, i, j, k, v", "--mapping"],
    );
    refused("empty.csv", b"", &[], &["empty.csv"]);
    let two_years = format!("{TABLE}2023,NLD,CHN,848620,8.000,NA\n");
    refused("trade.csv", two_years.as_bytes(), &[], &["2022", "--year 2023", "--trend"]);
    refused("trade.csv", b"t,i,j,k,v\n2022,NLD,CHN,848620,-3\n", &[], &["trade.csv:2:21", "-3"]);
    refused("trade.csv", TABLE.as_bytes(), &["--year", "1999"], &["6"]);
    refused("trade.csv", TABLE.as_bytes(), &["--importer", "Atlantis"], &["Atlantis"]);
    refused("trade.csv", TABLE.as_bytes(), &["--home", "FR"], &["FR", "--importer"]);
    refused("trade.csv", TABLE.as_bytes(), &["--product", "84"], &["84", "848620"]);
    refused("trade.csv", TABLE.as_bytes(), &["--bloc", "nowhere.txt"], &["nowhere.txt"]);
    refused("trade.csv", TABLE.as_bytes(), &["--preset", "other"], &["geodep"]);
    refused("trade.csv", TABLE.as_bytes(), &["--trend"], &["1"]);
    refused("trade.csv", b"\x00\x01\x02\x03", &[], &["trade.csv"]);
    refused("trade.parquet", b"PAR1 and nothing of the kind", &[], &["trade.parquet"]);
    refused("trade.zip", b"PK\x03\x04 and nothing of the kind", &[], &["trade.zip"]);
    refused("trade.csv.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x2b\xd1", &[], &["trade.csv.gz"]);
    let missing = run(["trade", "/nowhere/trade.csv"]);
    assert!(missing.code == 2 && missing.stderr.contains("/nowhere/trade.csv"), "{}", missing.stderr);
}

#[test]
fn doubtful_data_is_warned_of_and_refused_when_strict() {
    let mixed = format!("{TABLE}2022,CHN,USA,851712,1.000,NA\n2022,CHN,USA,851713,1.000,NA\n");
    let folder = Folder::new();
    let file = folder.file("trade.csv", mixed);
    let outcome = trade(&[&file], &[]);
    assert_eq!(outcome.code, 0);
    assert!(outcome.stderr.contains("851713 自 HS2022 起"), "{}", outcome.stderr);
    let strict = trade(&[&file], &["--strict"]);
    assert_eq!((strict.code, strict.stdout.as_str()), (3, ""));
    let quiet = trade(&[&file], &["--quiet"]);
    assert_eq!(quiet.stderr, "");
}

/// A dataset of five components: with a code that fits, one that fits partly, one too long, and without.
fn chain(folder: &Folder) -> PathBuf {
    let at = folder.folder.path().join("chain");
    fs::create_dir(&at).expect("a folder");
    let files = [
        ("dataset.toml", "[dataset]\nid = \"t\"\ntitle = \"试\"\nas_of = \"2025-12-31\"\nhome = \"CN-32\"\n"),
        (
            "components.csv",
            "id,name,kind,hs,hs_fit\ntool,光刻机,equipment,848620;850511,good;partial\n\
             mask,掩模,part,84862000,\neda,软件,software,,none\nfilm,薄膜,material,,\n\
             ship,船,product,890120,good\n",
        ),
        ("requires.csv", "product,input\n"),
        ("suppliers.csv", "id,name,region\n"),
        ("supplies.csv", "supplier,component,status\n"),
    ];
    for (name, text) in files {
        fs::write(at.join(name), text).expect("written");
    }
    at
}

#[test]
fn components_meet_trade_through_their_codes() {
    let folder = Folder::new();
    let chain = chain(&folder);
    let table = folder.file("trade.csv", TABLE);
    let dataset = ["--dataset", chain.to_str().expect("UTF-8")];
    let lines = trade(&[&table], &[&dataset[..], &["--format", "csv"]].concat());
    let rows: Vec<Vec<&str>> = lines.stdout.lines().map(|line| line.split(',').collect()).collect();
    assert!(rows.iter().all(|row| row.len() == 21), "{}", lines.stdout);
    let told: Vec<[&str; 4]> = rows[1..].iter().map(|row| [row[0], row[1], row[2], row[20]]).collect();
    let expected = [
        ["eda", "", "none", "no-evidence"],
        ["film", "", "", "no-evidence"],
        ["mask", "848620", "partial", "warning"],
        ["ship", "890120", "good", "no-evidence"],
        ["tool", "848620", "good", "dependent"],
        ["tool", "850511", "partial", "no-evidence"],
    ];
    assert_eq!(told, expected);
    let found = trade(&[&table], &[&dataset[..], &["--format", "json"]].concat());
    let found: Value = serde_json::from_str(&found.stdout).expect("JSON");
    let findings = &found["findings"];
    assert_eq!(findings[4]["fit"], "partial", "one of its codes covers much else");
    assert_eq!(findings[4]["codes"][0]["imports"]["top_source"]["code"], "NLD");
    assert_eq!((&findings[3]["codes"][0]["covered"], &findings[0]["fit"]), (&false.into(), &"none".into()));
    let text = trade(&[&table], &dataset).stdout;
    assert!(text.contains("无贸易证据(不等于安全)") && text.contains("数据未含此税号"), "{text}");
}

/// Four components with the same two makers at home but `red`: with a code that fits, one that fits partly, and none.
fn made_at_home(folder: &Folder) -> PathBuf {
    let chain = chain(folder);
    let files = [
        (
            "components.csv",
            "id,name,hs,hs_fit\nfits,甲,848620,good\npartly,乙,848620,partial\nred,丙,848620,good\nnone,丁,,none\n",
        ),
        ("suppliers.csv", "id,name,region\na,A,CN-32\nb,B,CN-31\nc,C,JP\n"),
        (
            "supplies.csv",
            "supplier,component,status,share,market\na,fits,active,60,CN\nb,fits,active,40,CN\n\
             a,partly,active,60,CN\nb,partly,active,40,CN\nc,red,active,100,CN\na,none,active,60,CN\n\
             b,none,active,40,CN\n",
        ),
    ];
    for (name, text) in files {
        fs::write(chain.join(name), text).expect("written");
    }
    chain
}

/// Trade turns green into yellow under a fitting code, and nothing else: not red, not under a partial code.
#[test]
fn trade_makes_a_grade_graver_and_never_lighter() {
    let folder = Folder::new();
    let chain = made_at_home(&folder);
    let table = folder.file("trade.csv", TABLE);
    let table = table.to_str().expect("UTF-8");
    let grades = |document: &Value| -> Vec<(Value, Value)> {
        let findings = document["findings"].as_array().expect("findings");
        findings.iter().map(|one| (one["grade"].clone(), one["rule"].clone())).collect()
    };
    let before = crate::program::json("chokepoints", &chain, &["--quiet"]);
    let after = crate::program::json("chokepoints", &chain, &["--quiet", "--trade", table]);
    let (old, new) = (grades(&before), grades(&after));
    assert_eq!((&old[0].0, &old[3].0), (&"green".into(), &"red".into()));
    assert_eq!(new[0], ("yellow".into(), "trade-dependent".into()));
    assert_eq!(new[1..], old[1..]);
    assert_eq!(
        (&before["parameters"]["trade"], &before["findings"][0]["trade"]),
        (&Value::Null, &Value::Null)
    );
    let asked = serde_json::json!({"files": ["trade.csv"], "years": [2022], "importer": "CHN", "thresholds": "geodep"});
    assert_eq!(after["parameters"]["trade"], asked);
    assert_eq!(after["findings"][2]["trade"]["signal"], "warning");
    assert_eq!(after["findings"][1]["trade"]["signal"], "no-evidence");
    let text = run(["chokepoints".as_ref(), chain.as_os_str(), "--trade".as_ref(), table.as_ref()]).stdout;
    assert!(
        text.contains("荷兰 80.0%") && text.contains("只会加重灯号") && text.contains("trade.csv"),
        "{text}"
    );
    assert!(text.contains("无贸易证据(不等于安全)"), "{text}");
}

#[test]
fn the_report_takes_trade_as_evidence_and_names_the_tables() {
    let folder = Folder::new();
    let chain = made_at_home(&folder);
    let (table, out) = (folder.file("trade.csv", TABLE), folder.folder.path().join("out"));
    let arguments = [
        "report".as_ref(),
        chain.as_os_str(),
        "-o".as_ref(),
        out.as_os_str(),
        "--trade".as_ref(),
        table.as_os_str(),
        "--formats".as_ref(),
        "md".as_ref(),
    ];
    let outcome = run(arguments);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let page = fs::read_to_string(out.join("report.md")).expect("the report");
    for part in ["本可为绿,但海关数据显示进口依赖", "贸易证据", "trade.csv", "只会加重灯号"]
    {
        assert!(page.contains(part), "{part}");
    }
    let old = ["--previous".as_ref(), chain.as_os_str()];
    let both = run(arguments.into_iter().chain(old));
    assert_eq!(both.code, 2, "what changed is told without trade, so the two are not mixed");
}

/// Without the importer in the tables, or with a table that cannot be read, nothing is graded.
#[test]
fn evidence_that_cannot_be_had_is_refused() {
    let folder = Folder::new();
    let chain = made_at_home(&folder);
    let others = folder.file("others.csv", "t,i,j,k,v,q\n2022,NLD,USA,848620,8.000,NA\n");
    let broken = folder.file("broken.csv", "year,from\n1,2\n");
    for (file, part) in [(&others, "CN"), (&broken, "broken.csv")] {
        let outcome = run(["chokepoints".as_ref(), chain.as_os_str(), "--trade".as_ref(), file.as_os_str()]);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""), "{}", outcome.stderr);
        assert!(outcome.stderr.contains(part) && !outcome.stderr.contains('⟦'), "{}", outcome.stderr);
    }
}
