//! `tree`, `chokepoints`, `backup` and `report` from end to end.

#![expect(clippy::unwrap_used, reason = "a test that cannot run is a test that fails")]

use crate::program::{CHAINS, dataset, json, run};
use liantu_testkit::dataset::write_dataset;
use liantu_testkit::font::square_font;
use liantu_testkit::sketch::Sketch;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Stands where a message is missing.
const MISSING: char = '⟦';

/// What a successful run says.
fn said(arguments: &[&str]) -> String {
    let outcome = run(arguments);
    assert_eq!(outcome.code, 0, "{arguments:?}: {}", outcome.stderr);
    outcome.stdout
}

fn report(name: &str, language: &str, folder: &Path) -> String {
    report_with(name, language, folder, &[])
}

fn report_with(name: &str, language: &str, folder: &Path, more: &[&str]) -> String {
    let dataset = dataset(name);
    let font = TempDir::new().unwrap();
    let font = latin_font(font.path());
    let arguments = [
        "report",
        dataset.to_str().unwrap(),
        "-o",
        folder.to_str().unwrap(),
        "--lang",
        language,
        "--quiet",
        "--formats",
        WITHOUT_PICTURES,
        "--font",
        &font,
    ];
    said(&[&arguments, more].concat())
}

/// What is complete on a machine without a Chinese font.
const WITHOUT_PICTURES: &str = "html,md,docx,xlsx,typ";

/// A font without a Chinese character.
fn latin_font(folder: &Path) -> String {
    let path = folder.join("latin.ttf");
    fs::write(&path, square_font("Latin", "ABC abc 0123")).unwrap();
    path.display().to_string()
}

/// Everything the three datasets print in Chinese.
fn chinese_outputs() -> Vec<(String, String)> {
    let mut outputs = Vec::new();
    let folder = TempDir::new().unwrap();
    let template = folder.path().join("template.xlsx");
    said(&["template", "-o", template.to_str().unwrap(), "--lang", "zh"]);
    outputs.push(("template".to_owned(), part_of(&template, "xl/sharedStrings.xml")));
    for list in ["columns", "jiangsu", "six-maps-six-lists", "five-five", "one-plus-n"] {
        outputs.push((list.to_owned(), said(&["template", "--office", list, "--lang", "zh"])));
    }
    for name in CHAINS {
        let folder = TempDir::new().unwrap();
        report(name, "zh", folder.path());
        for entry in fs::read_dir(folder.path()).unwrap() {
            let path = entry.unwrap().path();
            let text = match path.extension().and_then(|extension| extension.to_str()) {
                Some("xlsx") => part_of(&path, "xl/sharedStrings.xml"),
                Some("docx") => text_of_document(&path),
                _ => fs::read_to_string(&path).unwrap(),
            };
            outputs.push((path.display().to_string(), text));
        }
        let dataset = dataset(name);
        let path = dataset.to_str().unwrap();
        for command in ["chokepoints", "backup", "regions", "match", "core", "tree", "spof", "plan", "check"]
        {
            let text = said(&[command, path, "--lang", "zh", "--quiet"]);
            outputs.push((format!("{command} {name}"), text));
        }
        for arguments in [
            &["cutsets", path, "--max-order", "2"][..],
            &["plan", path, "--scope-only", "domestic"],
            &["simulate", path, "--time-to-survive"],
            &["simulate", path, "--fail", "region:JP"],
            &["diff", path, path],
            &["check", path, "--verbose"],
            &["sensitivity", path, "--level", "supplier,country"],
            &["plan", path, "--frontier"],
            &["chokepoints", path, "--rank", "entropy"],
            &["spof", path, "--level", "all", "--count-qualified"],
            &["tree", path],
            &["check", path, "--home", "南京"],
        ] {
            let outcome = run(arguments.iter().chain(&["--lang", "zh"]));
            assert!(outcome.code != 2, "{arguments:?}: {}", outcome.stderr);
            outputs.push((format!("{arguments:?}"), outcome.stdout + &outcome.stderr));
        }
    }
    outputs.extend(outputs_beside_the_chains());
    outputs
}

/// What is printed of several chains, scenarios, trade, firm networks, of what is wrong, and as help.
fn outputs_beside_the_chains() -> Vec<(String, String)> {
    let folder = TempDir::new().unwrap();
    let [all, out, network, bad] = ["all", "out", "network", "bad"].map(|name| folder.path().join(name));
    for id in ["alpha", "beta"] {
        write_dataset(
            &Sketch::new(id).target("ship").supplier("s", "XB").supply("s", "ship").draft(),
            &all.join(id),
        )
        .unwrap();
    }
    fs::create_dir_all(&network).unwrap();
    fs::write(network.join("nodes.csv"), "id,sector,region\n甲,A,JP\n乙,B,中国台湾\n丙,B,中国香港\n")
        .unwrap();
    fs::write(network.join("edges.csv"), "supplier,customer,weight\n甲,乙,3\n甲,丙,1\n乙,丙,2\n").unwrap();
    fs::write(network.join("essentiality.csv"), "supplier_sector,customer_sector,type\nA,B,2\nB,B,1\n")
        .unwrap();
    fs::create_dir_all(&bad).unwrap();
    fs::write(bad.join("dataset.toml"), "[dataset]\nid = \"x\"\nas_of = \"2025\"\nhome = \"江酥\"\n")
        .unwrap();
    fs::write(bad.join("环节.csv"), "编号,名称,终端产品\na,甲,也许\na,乙,\n").unwrap();
    fs::write(bad.join("企业.csv"), "编号,名称,地区\ns,厂,台弯\n").unwrap();
    fs::write(bad.join("供应.csv"), "企业,环接,状态,份额\ns,a,再供,120\n").unwrap();
    let trade = dataset("trade-critical-materials");
    let tables =
        ["baci-hs17-2022.csv", "baci-hs17-2024.csv"].map(|name| trade.join(name).display().to_string());
    let scenarios = |name: &str| {
        let scenario = fs::read_dir(dataset(name).join("scenarios")).unwrap().next().unwrap().unwrap().path();
        vec![
            "simulate".to_owned(),
            dataset(name).display().to_string(),
            "--scenario".to_owned(),
            scenario.display().to_string(),
        ]
    };
    let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<String>>();
    let text = |path: &Path| path.display().to_string();
    let mut runs: Vec<Vec<String>> = vec![
        words(&["report", &text(&all), "-o", &text(&out), "--formats", "md"]),
        words(&["systemic", &text(&network)]),
        words(&["systemic", &text(&network), "--level", "region"]),
        words(&["trade", &tables[1]]),
        words(&["trade", &tables[1], "--all-importers"]),
        words(&["trade", &tables[1], "--products"]),
        words(&["trade", &tables[1], "--network"]),
        words(&["trade", &tables[1], "--sources-of", "CN"]),
        words(&["trade", &tables[1], "--bloc", "EU27"]),
        words(&["trade", &tables[0], &tables[1], "--trend"]),
        words(&["trade", &tables[1], "--dataset", &text(&dataset("advanced-carbon"))]),
        words(&["check", &text(&bad)]),
        words(&["check", &text(folder.path())]),
        words(&["regions", &text(&bad), "--home", "外"]),
        words(&["--help"]),
    ];
    runs.extend(CHAINS.map(scenarios));
    let commands = [
        "report",
        "tree",
        "spof",
        "chokepoints",
        "backup",
        "plan",
        "simulate",
        "systemic",
        "trade",
        "regions",
    ];
    runs.extend(commands.map(|command| words(&[command, "--help"])));
    let mut outputs: Vec<(String, String)> = Vec::new();
    for arguments in runs {
        let outcome = run(&arguments);
        let said = outcome.stdout + &outcome.stderr;
        assert!(!said.trim().is_empty(), "{arguments:?}");
        outputs.push((format!("{arguments:?}"), said));
    }
    outputs.push(("summary".to_owned(), fs::read_to_string(out.join("summary.md")).unwrap()));
    outputs
}

/// The text of a Word document, a line for each paragraph and each row of a table.
fn text_of_document(path: &Path) -> String {
    let document = part_of(path, "word/document.xml").replace("</w:tr>", "\n").replace("</w:p><w:p>", "\n");
    let mut text = String::new();
    let mut is_text = true;
    for one in document.chars() {
        match one {
            '<' => is_text = false,
            '>' => is_text = true,
            _ if is_text => text.push(one),
            _ => {}
        }
    }
    text
}

/// The text of one part of a workbook or document.
fn part_of(path: &Path, part: &str) -> String {
    let mut archive = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    std::io::read_to_string(archive.by_name(part).unwrap()).unwrap()
}

#[test]
fn the_workbook_has_a_sheet_for_every_table_and_every_text_of_it() {
    let folder = TempDir::new().unwrap();
    report("advanced-carbon", "zh", folder.path());
    let workbook = folder.path().join("report.xlsx");
    let page = fs::read_to_string(folder.path().join("report.html")).unwrap();
    let sheets = part_of(&workbook, "xl/workbook.xml").matches("<sheet ").count();
    assert_eq!(sheets, page.matches("id=\"table-").count());
    let texts = part_of(&workbook, "xl/sharedStrings.xml");
    for component in
        csv::Reader::from_path(dataset("advanced-carbon").join("components.csv")).unwrap().records()
    {
        let name = component.unwrap()[1].to_owned();
        assert!(texts.contains(&format!(">{name}<")), "{name}");
    }
}

/// Without a picture, the document lists the tree, and it has every table with its header row and notes.
#[test]
fn the_document_is_complete_without_a_chinese_font() {
    let folder = TempDir::new().unwrap();
    report_with("advanced-carbon", "zh", folder.path(), &["--whole"]);
    let path = folder.path().join("report.docx");
    let document = part_of(&path, "word/document.xml");
    let page = fs::read_to_string(folder.path().join("report.html")).unwrap();
    let tables = page.matches("id=\"table-").count();
    assert_eq!(document.matches("<w:tblHeader/>").count(), tables + 1, "every table, and the tree");
    assert!(!document.contains("<w:drawing>"));
    let text = text_of_document(&path);
    assert!(text.contains("未嵌入整幅图") && text.contains("apt-get install fonts-noto-cjk"));
    let drawn = fs::read_to_string(folder.path().join("tree.svg")).unwrap();
    let ids: Vec<&str> =
        drawn.split("data-id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(ids.len() > 50);
    let listed = document.split("<w:tblHeader/>").nth(1).unwrap();
    assert_eq!(
        listed.split("</w:tbl>").next().unwrap().matches("<w:tr>").count(),
        ids.len(),
        "a row for each box"
    );
    // The box of the chain itself has no id in the list.
    assert!(ids[1..].iter().all(|id| listed.contains(&format!(">{id}<"))));
    for part in ["综述", "产业链树状图", "清单与表", "来源", "说明与限制", "SHA-256"] {
        assert!(text.contains(part), "{part}");
    }
}

/// A document to hand in: long tables have their gravest rows, say how many there are, and where the rest stands.
#[test]
fn a_document_says_what_it_leaves_out() {
    let folder = TempDir::new().unwrap();
    report("integrated-circuits", "zh", folder.path());
    let document = part_of(&folder.path().join("report.docx"), "word/document.xml");
    let text = text_of_document(&folder.path().join("report.docx"));
    let page = fs::read_to_string(folder.path().join("report.html")).unwrap();
    let sheets = part_of(&folder.path().join("report.xlsx"), "xl/workbook.xml");
    for section in page.split("<section id=\"table-").skip(1) {
        let id = section.split('"').next().unwrap();
        let heading = section.split("<h2>").nth(1).unwrap().split('<').next().unwrap();
        let rows = section
            .split("<tbody>")
            .nth(1)
            .unwrap()
            .split("</tbody>")
            .next()
            .unwrap()
            .matches("<tr>")
            .count();
        assert!(text.contains(heading.split_once(' ').map_or(heading, |(_, title)| title)), "{heading}");
        let numbered = id[1..].bytes().all(|byte| byte.is_ascii_digit()) && id.starts_with('t');
        if numbered && rows > 15 {
            let said = format!("本表共 {rows} 行,此处");
            assert!(text.contains(&said), "{heading}: {said}");
            let sheet: String = heading.replace('/', " ").chars().take(31).collect();
            assert!(sheets.contains(&sheet), "{heading} is in the workbook");
        }
    }
    assert!(text.contains("全部表目") && text.contains("report --whole"));
    let listed = document.split("<w:tblHeader/>").count() - 1;
    assert!(listed > 15, "{listed}");
    // Without a file that has the whole tables, nothing is left out.
    let alone = folder.path().join("alone");
    let dataset = dataset("integrated-circuits");
    said(&[
        "report",
        dataset.to_str().unwrap(),
        "-o",
        alone.to_str().unwrap(),
        "--quiet",
        "--formats",
        "docx",
    ]);
    assert!(!text_of_document(&alone.join("report.docx")).contains("此处"));
}

#[test]
fn chinese_outputs_keep_to_the_wording_rules() {
    for (place, text) in chinese_outputs() {
        // 境外 + 国家 is allowed, and contains 外国.
        // The other is the registered name of a firm.
        let text = text.replace("境外国家", "境外").replace("台湾光罩", "");
        for word in ["国别", "国外", "外国", "海外"] {
            assert!(!text.contains(word), "{place}: {word}");
        }
        assert!(!text.contains(MISSING), "{place}: a message is missing");
        for name in ["台湾", "香港", "澳门"] {
            for (at, _) in text.match_indices(name) {
                let before = &text[..at];
                let is_proper = before.ends_with("中国") || before.ends_with("中国台湾、");
                assert!(is_proper || is_part_of_a_title(&text, at), "{place}: {name} at {at}");
            }
        }
    }
}

/// Titles of sources are quoted as they are.
fn is_part_of_a_title(text: &str, at: usize) -> bool {
    let line_start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    text[line_start..at].contains("http") || text[at..].split(['\n', '/']).next().unwrap().contains("http")
}

/// Labels, categories and coalitions are the dataset's words; common ones have English ones.
#[test]
fn english_outputs_have_no_common_chinese_terms() {
    for name in CHAINS {
        let path = dataset(name).display().to_string();
        for command in ["match", "core", "regions", "chokepoints", "spof", "backup"] {
            let text = said(&[command, &path, "--lang", "en", "--quiet"]);
            for term in
                ["上市", "央企", "关键基础材料", "先进基础工艺", "产业技术基础", "工业基础软件", "元器件"]
            {
                assert!(!text.contains(term), "{command} {name}: {term}");
            }
        }
    }
}

#[test]
fn chinese_tables_name_places_not_codes() {
    let codes = ["US", "JP", "NL", "DE", "KR", "TW", "HK", "CN", "FR", "GB", "IT", "CH"];
    for name in CHAINS {
        let dataset = dataset(name);
        for command in ["chokepoints", "backup", "regions", "match", "core", "cutsets", "plan"] {
            let text = said(&[command, dataset.to_str().unwrap(), "--lang", "zh", "--quiet"]);
            // The Federal Register, cited by volume and page, is no place.
            let text = text.replace("87 FR 62186", "");
            let words = text.split(|one: char| !one.is_ascii_alphanumeric() && one != '-' && one != '_');
            let found: Vec<&str> = words.filter(|word| codes.contains(word)).collect();
            assert!(found.is_empty(), "{command} {name}: {found:?}");
        }
    }
}

#[test]
fn the_same_dataset_gives_the_same_report() {
    let (first, second) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    for folder in [&first, &second] {
        report("high-tech-ships", "zh", folder.path());
    }
    for entry in fs::read_dir(first.path()).unwrap() {
        let name = entry.unwrap().file_name();
        assert_eq!(fs::read(first.path().join(&name)).unwrap(), fs::read(second.path().join(&name)).unwrap());
    }
}

#[test]
fn the_page_asks_for_nothing() {
    let folder = TempDir::new().unwrap();
    report("advanced-carbon", "zh", folder.path());
    let page = fs::read_to_string(folder.path().join("report.html")).unwrap();
    assert!(page.contains("default-src 'none'"));
    for request in [" src=", "@import", "<link", "<iframe", "url(http", " style="] {
        assert!(!page.contains(request), "{request}");
    }
    assert_eq!(page.matches("<script").count(), 1);
    for table in ["t1", "t2", "t3", "t6", "t7", "t8", "t9", "t14", "s"] {
        assert!(page.contains(&format!("id=\"table-{table}\"")), "{table}");
    }
}

#[test]
fn a_report_may_be_written_again_but_not_over_a_changed_file() {
    let folder = TempDir::new().unwrap();
    let said_first = report("high-tech-ships", "zh", folder.path());
    assert_eq!(report("high-tech-ships", "zh", folder.path()), said_first);
    let page = folder.path().join("report.md");
    fs::write(&page, "批注").unwrap();
    let dataset = dataset("high-tech-ships");
    let (dataset, out) = (dataset.to_str().unwrap(), folder.path().to_str().unwrap());
    let arguments = ["report", dataset, "-o", out, "--quiet", "--formats", "html,md"];
    assert_eq!(run(arguments).code, 2);
    assert_eq!(fs::read_to_string(&page).unwrap(), "批注");
    assert_eq!(run(arguments.into_iter().chain(["--force"])).code, 0);
    assert_ne!(fs::read_to_string(&page).unwrap(), "批注");
}

#[test]
fn a_file_that_was_there_before_the_report_is_never_lost() {
    let folder = TempDir::new().unwrap();
    let own = folder.path().join("tree.svg");
    fs::write(&own, "mine").unwrap();
    let dataset = dataset("high-tech-ships");
    let (dataset, out) = (dataset.to_str().unwrap(), folder.path().to_str().unwrap());
    let arguments = ["report", dataset, "-o", out, "--quiet", "--formats", "html,md"];
    assert_eq!(run(arguments).code, 2);
    assert_eq!(fs::read_to_string(&own).unwrap(), "mine");
    assert!(!folder.path().join("report.html").exists(), "all or nothing");
}

#[test]
fn trees_come_as_the_extension_says() {
    let folder = TempDir::new().unwrap();
    let dataset = dataset("high-tech-ships");
    let dataset = dataset.to_str().unwrap();
    for (name, start) in [("a.svg", "<svg "), ("a.dot", "digraph"), ("a.txt", "高技术船舶产业链")] {
        let path = folder.path().join(name);
        said(&["tree", dataset, "-o", path.to_str().unwrap(), "--lang", "zh", "--quiet"]);
        assert!(fs::read_to_string(&path).unwrap().starts_with(start), "{name}");
        assert_eq!(run(["tree", dataset, "-o", path.to_str().unwrap()]).code, 2);
    }
    let other = folder.path().join("a.bmp");
    assert_eq!(run(["tree", dataset, "-o", other.to_str().unwrap()]).code, 2);
}

#[test]
fn a_tree_draws_each_component_once() {
    let dataset = dataset("high-tech-ships");
    let text = said(&["tree", dataset.to_str().unwrap(), "--lang", "zh", "--quiet"]);
    for name in ["船级认证", "高强船板(E/F级TMCP)"] {
        let lines: Vec<&str> = text.lines().filter(|line| line.contains(name)).collect();
        let whole = lines.iter().filter(|line| !line.contains('↺')).count();
        assert_eq!(whole, 1, "{name}: {lines:?}");
    }
}

#[test]
fn grades_decide_the_exit_code() {
    let dataset = dataset("integrated-circuits");
    let path = dataset.to_str().unwrap();
    let document = json("chokepoints", &dataset, &["--quiet"]);
    let rows = document["findings"].as_array().unwrap();
    assert!(rows.iter().any(|row| row["grade"] == "red"), "the dataset has a chokepoint");
    assert_eq!(run(["chokepoints", path, "--quiet", "--fail-on", "red"]).code, 1);
    assert_eq!(run(["chokepoints", path, "--quiet", "--within", "99999"]).code, 2);
}

/// One embargo withdraws every digital design tool, and an advanced chip cannot be designed with another.
#[test]
fn what_falls_with_an_input_says_with_which() {
    let document = json("chokepoints", &dataset("integrated-circuits"), &["--quiet"]);
    let row = |id: &str| {
        let rows = document["findings"].as_array().unwrap();
        rows.iter().find(|row| row["component"]["id"] == id).unwrap().clone()
    };
    let origins = row("ic-logic-adv")["inherited_from"].clone();
    assert!(origins.as_array().unwrap().iter().any(|origin| origin == "eda-digital"), "{origins}");
    assert_eq!(row("eda-digital")["inherited_from"], serde_json::json!([]));
}

#[test]
fn a_grade_that_hangs_on_one_row_says_on_which() {
    let dataset = dataset("integrated-circuits");
    let document = json("chokepoints", &dataset, &["--quiet"]);
    let findings = document["findings"].as_array().unwrap();
    let blank = findings.iter().find(|one| one["component"]["id"] == "mask-blank").unwrap();
    let rows = blank["decisive"].as_array().unwrap();
    assert!(rows.iter().any(|row| row["error"] == "active" && row["grade"] == "orange"), "{rows:?}");
    assert!(findings.iter().all(|one| one["grade"] != "green" || one["decisive"].is_null()));
    let text = said(&["chokepoints", dataset.to_str().unwrap(), "--quiet", "--lang", "zh"]);
    assert!(text.contains("实为在供(supplies.csv:406),则▲ 橙"), "{text}");
    let robustness = &blank["robustness"];
    assert_eq!((&robustness["r"], &robustness["bound"]), (&1.into(), &"errors".into()));
}

#[test]
fn rules_are_written_edited_and_printed() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("rules.toml");
    let path = file.to_str().unwrap();
    let sample = said(&["chokepoints", "--print-rules"]);
    fs::write(&file, sample.replace("few_places = 2", "few_places = 5").replace("\"1\"", "\"office-7\""))
        .unwrap();
    let dataset = dataset("integrated-circuits");
    let document = json("chokepoints", &dataset, &["--quiet", "--rules", path]);
    assert_eq!(document["parameters"]["rules"]["few_places"], 5);
    let rules = |document: &serde_json::Value, grade: &str| {
        document["findings"].as_array().unwrap().iter().filter(|row| row["grade"] == grade).count()
    };
    let usual = json("chokepoints", &dataset, &["--quiet"]);
    assert!(rules(&document, "orange") > rules(&usual, "orange"));
    let name = dataset.to_str().unwrap();
    assert!(
        said(&["chokepoints", name, "--quiet", "--lang", "zh", "--rules", path]).contains("第 office-7 版")
    );
    fs::write(&file, "few_place = 5").unwrap();
    let failed = run(["chokepoints", name, "--quiet", "--lang", "zh", "--rules", path]);
    assert_eq!(failed.code, 2);
    assert!(failed.stderr.contains("few_places") && failed.stderr.contains(":1:1"), "{}", failed.stderr);
}

#[test]
fn the_second_opinion_shows_its_parts() {
    let folder = TempDir::new().unwrap();
    let dataset = dataset("integrated-circuits");
    let ranked =
        |weights: &str| json("chokepoints", &dataset, &["--quiet", "--rank", weights, "--samples", "100"]);
    assert!(json("chokepoints", &dataset, &["--quiet"])["ranking"].is_null());
    let entropy = ranked("entropy")["ranking"].clone();
    let sum: f64 = entropy["weights"].as_object().unwrap().values().map(|one| one.as_f64().unwrap()).sum();
    assert!((sum - 1.0).abs() < 1e-9, "{sum}");
    let one = folder.path().join("weights.toml");
    fs::write(&one, "places = 1").unwrap();
    let by_places = ranked(one.to_str().unwrap())["ranking"]["rows"][0].clone();
    assert!(by_places["values"]["places"][1].as_f64().unwrap() > 0.99, "{by_places}");
    let names = ["places", "cover-gap", "import-concentration", "coalition-share", "reach", "no-substitute"];
    let matrix = |first: &str, back: &str| {
        let line = |(row, name): (usize, &&str)| {
            let cells = (0..6).map(|column| match (row, column) {
                (0, 1) => first,
                (1, 0) => back,
                _ => "1",
            });
            [*name].into_iter().chain(cells).collect::<Vec<_>>().join(",")
        };
        let lines: Vec<String> = names.iter().enumerate().map(line).collect();
        format!(",{}\n{}\n", names.join(","), lines.join("\n"))
    };
    let file = folder.path().join("judgements.csv");
    fs::write(&file, matrix("2", "1/2")).unwrap();
    let judged = ranked(file.to_str().unwrap())["ranking"].clone();
    assert!(judged["consistency_ratio"].as_f64().unwrap() < 0.1);
    fs::write(&file, matrix("9", "1/9")).unwrap();
    let arguments = ["chokepoints", dataset.to_str().unwrap(), "--quiet", "--lang", "en", "--rank"];
    let failed = run(arguments.into_iter().chain([file.to_str().unwrap()]));
    assert_eq!(failed.code, 2, "{}", failed.stderr);
    assert!(failed.stderr.contains("places against cover-gap"), "{}", failed.stderr);
}
