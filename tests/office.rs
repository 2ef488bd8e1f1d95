//! Templates of offices, several chains at once, and the edition for the public, end to end.

#![expect(clippy::unwrap_used, reason = "a test that cannot run is a test that fails")]

use crate::program::{CHAINS, dataset, run, run_with};
use liantu_model::Visibility;
use liantu_testkit::dataset::write_dataset;
use liantu_testkit::sketch::{Sketch, percent};
use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::Path;
use tempfile::TempDir;

const WITHOUT_PICTURES: &str = "html,md,docx,xlsx,typ";
const SHIPPED: [&str; 4] = ["jiangsu", "six-maps-six-lists", "five-five", "one-plus-n"];

/// A report of a dataset; the code it ended with.
fn report(dataset: &Path, folder: &Path, more: &[&str]) -> (i32, String) {
    let mut arguments = vec!["report", dataset.to_str().unwrap(), "-o", folder.to_str().unwrap(), "--quiet"];
    arguments.extend(["--formats", WITHOUT_PICTURES]);
    arguments.extend(more);
    let outcome = run(&arguments);
    (outcome.code, outcome.stderr)
}

fn said(arguments: &[&str]) -> String {
    let outcome = run(arguments);
    assert_eq!(outcome.code, 0, "{arguments:?}: {}", outcome.stderr);
    outcome.stdout
}

/// Every byte of a folder, archives unpacked: name and content.
fn contents(folder: &Path) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(contents(&path));
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        if bytes.starts_with(b"PK") {
            let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
            for at in 0..archive.len() {
                let mut part = archive.by_index(at).unwrap();
                let mut bytes = Vec::new();
                part.read_to_end(&mut bytes).unwrap();
                let name = format!("{}/{}", path.display(), part.name().unwrap());
                all.push((name, String::from_utf8_lossy(&bytes).into_owned()));
            }
        } else {
            all.push((path.display().to_string(), String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    all
}

/// The headings of the tables of a page, in order, and the headers of each.
fn page_tables(page: &str) -> Vec<(String, Vec<String>)> {
    let text = |html: &str| html.split('>').nth(1).unwrap().split('<').next().unwrap().to_owned();
    page.split("<section id=\"table-")
        .skip(1)
        .map(|section| {
            let heading = text(&section[section.find("<h2").unwrap()..]);
            let headers = section.split("<th ").skip(1).map(|cell| text(&format!("<{cell}"))).collect();
            (heading, headers)
        })
        .collect()
}

/// `T1 title`, and below it `    key  header`: what templates choose from is what reports have.
#[test]
fn what_templates_choose_from_is_what_reports_have() {
    let listed = said(&["template", "--office", "columns", "--lang", "zh"]);
    let mut tables: Vec<(String, Vec<String>)> = Vec::new();
    for line in listed.lines().filter(|line| !line.starts_with("figure")) {
        match line.strip_prefix("    ") {
            None => tables.push((line.to_owned(), Vec::new())),
            Some(column) => {
                let header = column.split_once("  ").map_or("", |(_, header)| header);
                tables.last_mut().unwrap().1.push(header.to_owned());
            }
        }
    }
    for name in CHAINS {
        let folder = TempDir::new().unwrap();
        assert_eq!(report(&dataset(name), folder.path(), &[]).0, 0);
        let page = fs::read_to_string(folder.path().join("report.html")).unwrap();
        let mut last = 0;
        for (heading, headers) in page_tables(&page) {
            let at =
                tables.iter().position(|(listed, _)| *listed == heading || *listed == format!("S {heading}"));
            let at = at.unwrap_or_else(|| panic!("{name}: {heading} is in no list"));
            assert!(at >= last, "{name}: {heading} is out of order");
            last = at;
            let known = &tables[at].1;
            let is_known = |header: &String| known.iter().any(|one| header.ends_with(one.as_str()));
            let depends_on_data = heading.starts_with("T10E");
            assert!(depends_on_data || headers.iter().all(is_known), "{heading}: {headers:?} {known:?}");
        }
    }
}

#[test]
fn shipped_templates_make_whole_reports_in_every_format() {
    for name in SHIPPED {
        let folder = TempDir::new().unwrap();
        let (code, error) = report(&dataset("integrated-circuits"), folder.path(), &["--template", name]);
        assert_eq!(code, 0, "{name}: {error}");
        let text = said(&["template", "--office", name]);
        let parts = text.matches("[[part]]").count() - usize::from(name == "jiangsu");
        let pictures = text.matches("\nfigure = ").count();
        let page = fs::read_to_string(folder.path().join("report.html")).unwrap();
        let tables = page_tables(&page);
        assert_eq!(tables.len(), parts - pictures + 1, "{name}: its tables and the sources");
        assert_eq!(tables.last().unwrap().0, "来源", "{name}: sources are never left out");
        let all = contents(folder.path());
        for (heading, _) in &tables {
            for file in ["report.docx/word/document.xml", "report.md"] {
                let (_, content) = all.iter().find(|(name, _)| name.ends_with(file)).unwrap();
                let plain = content.replace('\\', "").replace("&quot;", "\"");
                assert!(plain.contains(heading.as_str()), "{name} {file}: {heading}");
            }
        }
        let is_text = |name: &str| !name.contains("/media/");
        assert!(all.iter().all(|(name, content)| !is_text(name) || !content.contains('⟦')), "{name}");
    }
}

#[test]
fn a_template_of_the_office_says_what_the_report_has() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("own.toml");
    fs::write(
        &file,
        "name = \"本厅\"\ntitle = \"{title}清单\"\nsummary = false\n[headings]\ntables = \"附表\"\n\
         [[part]]\ntable = \"T3\"\nlabel = \"附1\"\ntitle = \"弱项\"\nnote = \"按厅里口径\"\n\
         columns = [\"序号\", { column = \"component\", title = \"部件\" }, { title = \"责任人\" }, \"grade\"]\n\
         [[part]]\ntitle = \"政策\"\ncolumns = [\"甲\", \"乙\"]\nrows = 3\n\
         [[part]]\ntable = \"T5\"\n",
    )
    .unwrap();
    let out = folder.path().join("out");
    assert_eq!(report(&dataset("advanced-carbon"), &out, &["--template", file.to_str().unwrap()]).0, 0);
    let page = fs::read_to_string(out.join("report.html")).unwrap();
    let tables = page_tables(&page);
    assert_eq!(
        tables[0],
        ("附1 弱项".to_owned(), ["序号", "部件", "责任人", "灯号"].map(str::to_owned).to_vec())
    );
    assert_eq!(tables[1].0, "政策");
    assert!(tables[2].0.starts_with("T5 ") && page.contains("report --previous"), "{:?}", tables[2]);
    assert_eq!(tables.len(), 4);
    assert!(page.contains("<h1>先进碳材料产业链清单</h1>") && page.contains("按厅里口径"));
    assert!(!page.contains("id=\"summary\"") && !page.contains("id=\"tree\""));
    let blank = page.split("id=\"table-b2\"").nth(1).unwrap().split("</table>").next().unwrap();
    assert_eq!(blank.matches("<td></td>").count(), 6);
    let document = fs::read_to_string(out.join("report.md")).unwrap();
    assert!(document.contains("## 附表") && document.contains("### 附1 弱项"));
}

#[test]
fn what_is_wrong_in_a_template_is_told_in_both_languages_and_nothing_is_written() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("own.toml");
    fs::write(&file, "[[part]]\ntable = \"T99\"\n[[part]]\ncolumns = [\"a\"]\n").unwrap();
    let out = folder.path().join("out");
    for (language, words) in [
        ("zh", ["缺少 name", "没有名为“T99”的表", "须写 title"]),
        ("en", ["name is missing", "no table “T99”", "needs a title"]),
    ] {
        let (code, error) = report(
            &dataset("advanced-carbon"),
            &out,
            &["--template", file.to_str().unwrap(), "--lang", language],
        );
        assert_eq!(code, 2);
        for word in words {
            assert!(error.contains(word) && error.contains("own.toml:"), "{word}: {error}");
        }
    }
    assert!(!out.exists());
    let (code, error) = report(&dataset("advanced-carbon"), &out, &["--template", "jiansu"]);
    assert!(code == 2 && error.contains("最接近:jiangsu"), "{error}");
}

/// Two makers of a part, one of them secret; the other supplies another part under a secret contract.
fn secretive() -> Sketch {
    Sketch::new("secretive")
        .target("ship")
        .component_with("engine", |row| {
            row.stock_days = Some(4242.0);
            row.visibility = Some(Visibility::Internal);
        })
        .component("valve")
        .component("hull")
        .requires("ship", &["engine", "valve", "hull"])
        .supplier_with("s-open", "XB", |row| row.name = "公开厂".into())
        .supplier_with("s-secret-id", "XA-1-1", |row| {
            row.name = "秘钥厂".into();
            row.name_en = "Keyworks".into();
            row.aliases = vec!["老秘钥".to_owned()];
            row.uscc = "91320000SECRET0001".into();
            row.note = "内部备注".into();
            row.visibility = Some(Visibility::Internal);
        })
        .supplier_with("s-contract", "XC", |row| row.name = "合同厂".into())
        .supply_with("s-open", "engine", |row| row.share = percent(62.6))
        .supply_with("s-secret-id", "engine", |row| {
            row.share = percent(37.4);
            row.source = "内部调研".into();
        })
        .supply_with("s-contract", "valve", |row| {
            row.share = percent(81.3);
            row.visibility = Some(Visibility::Internal);
        })
        .supply_with("s-open", "valve", |row| row.share = percent(18.7))
        .supply_with("s-open", "hull", |row| row.share = percent(100.0))
}

/// What of it is kept back: names, ids, notes and sources, shares, stocks.
const SECRETS: [&str; 17] = [
    "秘钥厂",
    "Keyworks",
    "老秘钥",
    "SECRET0001",
    "内部备注",
    "s-secret-id",
    "合同厂",
    "s-contract",
    "内部调研",
    "37.4",
    "62.6",
    "81.3",
    "18.7",
    "0.374",
    "0.813",
    "4242",
    "606",
];

#[test]
fn the_public_edition_tells_no_firm_stock_or_share_of_internal_rows() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    write_dataset(&secretive().draft(), &data).unwrap();
    let written = |edition: &str| {
        let out = folder.path().join(edition);
        let (code, error) = report(&data, &out, &["--edition", edition]);
        assert_eq!(code, 0, "{error}");
        contents(&out)
    };
    let public = written("public");
    let names: BTreeSet<&str> = public.iter().map(|(name, _)| name.rsplit('/').next().unwrap()).collect();
    assert!(
        names.contains("document.xml") && names.contains("sharedStrings.xml") && names.contains("tree.svg")
    );
    assert_eq!(leaks(&public, &SECRETS), []);
    let page = &public.iter().find(|(name, _)| name.ends_with("report.html")).unwrap().1;
    assert!(page.contains("未公开企业1") && page.contains("公开版") && page.contains("公开厂"));
    let internal = written("internal");
    for secret in ["秘钥厂", "合同厂", "62.6", "81.3"] {
        assert!(internal.iter().any(|(_, content)| content.contains(secret)), "{secret}: the test can fail");
    }
}

/// The state before: the open maker of the valve is now secret, the secret maker of the engine was open, with figures of its
/// own; somebody secret is gone.
fn secretive_before() -> Sketch {
    Sketch::new("secretive")
        .target("ship")
        .component_with("engine", |row| row.stock_days = Some(3131.0))
        .component("valve")
        .component("hull")
        .requires("ship", &["engine", "valve", "hull"])
        .supplier_with("a-gone", "XC", |row| {
            row.name = "已撤厂".into();
            row.visibility = Some(Visibility::Internal);
        })
        .supplier_with("s-open", "XB", |row| row.name = "公开厂".into())
        .supplier_with("s-secret-id", "XA-1-1", |row| row.name = "秘钥厂".into())
        .supplier_with("s-contract-old", "XC", |row| row.name = "合同厂".into())
        .supply_with("s-open", "engine", |row| row.share = percent(55.5))
        .supply_with("s-secret-id", "engine", |row| row.share = percent(44.5))
        .supply_with("s-contract-old", "valve", |row| row.share = percent(77.7))
        .supply_with("a-gone", "valve", |row| row.share = percent(22.3))
        .supply_with("s-open", "hull", |row| row.share = percent(100.0))
}

/// Whether any of these is anywhere in the files: names in all bytes, numbers in what is seen.
fn leaks<'s>(files: &[(String, String)], secrets: &[&'s str]) -> Vec<(String, &'s str)> {
    let mut found = Vec::new();
    for (name, content) in files {
        let seen = visible(name, content);
        for &secret in secrets {
            let is_number = secret.starts_with(|one: char| one.is_ascii_digit());
            if (if is_number { &seen } else { content }).contains(secret) {
                found.push((name.clone(), secret));
            }
        }
    }
    found
}

/// What is internal now was perhaps open then, and the other way round: neither state may tell what the other keeps back, nor
/// take one firm without a name for another.
#[test]
fn the_public_edition_of_what_changed_tells_nothing_internal_of_either_state() {
    let folder = TempDir::new().unwrap();
    let [old, new] = ["old", "new"].map(|name| folder.path().join(name));
    write_dataset(&secretive_before().draft(), &old).unwrap();
    write_dataset(&secretive().draft(), &new).unwrap();
    let mapping = folder.path().join("mapping.csv");
    fs::write(&mapping, "old,new\ns-contract-old,s-contract\n").unwrap();
    let written = |edition: &str| {
        let out = folder.path().join(edition);
        let more = ["--previous", old.to_str().unwrap(), "--mapping", mapping.to_str().unwrap()];
        let (code, error) = report(&new, &out, &[&more[..], &["--edition", edition]].concat());
        assert_eq!(code, 0, "{error}");
        contents(&out)
    };
    let secrets =
        [&SECRETS[..], &["已撤厂", "a-gone", "55.5", "44.5", "77.7", "22.3", "3131", "447.3"]].concat();
    let public = written("public");
    assert_eq!(leaks(&public, &secrets), []);
    let page = &public.iter().find(|(name, _)| name.ends_with("report.html")).unwrap().1;
    // In the order of ids: the one that is gone, the contract's, the secret one. Both others were there before.
    for number in 1..=3 {
        assert!(page.contains(&format!("未公开企业{number}")), "{number}");
    }
    let changed = page.split("id=\"table-t13b\"").nth(1).map(|rest| rest.split("</section>").next().unwrap());
    if let Some(changed) = changed {
        assert!(!visible("", changed).contains("未公开企业3"), "the same firm before and after");
    }
    let internal = written("internal");
    for secret in ["秘钥厂", "合同厂", "已撤厂", "62.6", "55.5"] {
        assert!(!leaks(&internal, &[secret]).is_empty(), "{secret}: the test can fail");
    }
}

/// Firms without a name are nobody that two chains could share, and the summary keeps back what the reports do.
#[test]
fn the_public_edition_of_many_chains_tells_nothing_internal_and_shares_no_nameless_firm() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("all");
    write_dataset(&secretive().draft(), &data.join("alpha")).unwrap();
    let other = Sketch::new("beta")
        .target("car")
        .component("wheel")
        .requires("car", &["wheel"])
        .supplier_with("t-secret", "XC", |row| {
            row.name = "另一秘厂".into();
            row.visibility = Some(Visibility::Internal);
        })
        .supply_with("t-secret", "wheel", |row| row.share = percent(91.7));
    write_dataset(&other.draft(), &data.join("beta")).unwrap();
    let written = |edition: &str| {
        let out = folder.path().join(edition);
        let (code, error) = report(&data, &out, &["--edition", edition]);
        assert_eq!(code, 0, "{error}");
        contents(&out)
    };
    let secrets = [&SECRETS[..], &["另一秘厂", "t-secret", "91.7"]].concat();
    let public = written("public");
    for file in ["summary.html", "summary.md", "sharedStrings.xml", "document.xml"] {
        assert!(public.iter().any(|(name, _)| name.ends_with(file)), "{file}");
    }
    assert_eq!(leaks(&public, &secrets), []);
    let summary = &public.iter().find(|(name, _)| name.ends_with("summary.html")).unwrap().1;
    assert!(!summary.contains("未公开企业"), "nobody is taken for somebody of another chain");
    let internal = written("internal");
    assert!(!leaks(&internal, &["另一秘厂"]).is_empty() && !leaks(&internal, &["91.7"]).is_empty());
}

/// What a reader sees of a file: text between tags, style sheets and scripts left out; nothing of what only says how
/// things look.
fn visible(name: &str, content: &str) -> String {
    if ["styles.xml", "theme1.xml", ".liantu-report.json"].iter().any(|one| name.ends_with(one)) {
        return String::new();
    }
    let content = content.split("</style>").last().unwrap();
    let content = content.split("<script>").next().unwrap();
    let mut text = String::new();
    let mut is_text = true;
    for one in content.chars() {
        match one {
            '<' => is_text = false,
            '>' => {
                is_text = true;
                text.push(' ');
            }
            _ if is_text => text.push(one),
            _ => {}
        }
    }
    text
}

fn chain(id: &str, firm: &str, part: &str) -> Sketch {
    Sketch::new(id)
        .settings(|row| row.title = format!("{id}链"))
        .target(&format!("{id}-product"))
        .component_with("shared-part", |row| row.name = part.into())
        .requires(&format!("{id}-product"), &["shared-part"])
        .supplier_with("s1", "XB", |row| {
            row.name = firm.into();
            row.uscc = "91X".into();
        })
        .supplier_with("s2", "XC", |row| row.name = format!("{id}厂"))
        .supply("s1", "shared-part")
}

#[test]
fn several_chains_are_reported_one_by_one_and_side_by_side() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("all");
    write_dataset(&chain("alpha", "共用厂", "共用件").draft(), &data.join("alpha")).unwrap();
    write_dataset(&chain("beta", "共用厂(更名)", "共用件").draft(), &data.join("beta")).unwrap();
    fs::create_dir_all(data.join("bad")).unwrap();
    fs::write(data.join("bad/dataset.toml"), "[dataset]\nid = 3\n").unwrap();
    fs::write(data.join("broken.xlsx"), "no workbook").unwrap();
    fs::create_dir_all(data.join("notes")).unwrap();
    fs::write(data.join("readme.txt"), "not a dataset").unwrap();
    let out = folder.path().join("out");
    let (code, error) = report(&data, &out, &[]);
    assert_eq!(code, 3, "{error}");
    assert!(error.contains("2 个数据集未能成报告:bad、broken.xlsx"), "{error}");
    for file in [
        "alpha/report.html",
        "beta/report.docx",
        "summary.html",
        "summary.md",
        "summary.docx",
        "summary.xlsx",
    ] {
        assert!(out.join(file).exists(), "{file}");
    }
    assert!(!out.join("bad").exists() && !out.join("notes").exists());
    let page = fs::read_to_string(out.join("summary.html")).unwrap();
    let tables = page_tables(&page);
    assert_eq!(tables.len(), 4);
    let rows = |id: &str| {
        let table =
            page.split(&format!("id=\"table-{id}\"")).nth(1).unwrap().split("</section>").next().unwrap();
        table.split("<tr>").skip(2).map(|row| visible("", row)).collect::<Vec<_>>()
    };
    assert_eq!(rows("c1").len(), 2);
    let [part] = &rows("c2")[..] else { panic!("{:?}", rows("c2")) };
    assert!(part.contains("共用件") && part.contains("alpha链(") && part.contains("beta链("), "{part}");
    let [firm] = &rows("c3")[..] else { panic!("{:?}", rows("c3")) };
    assert!(firm.contains("共用厂、共用厂(更名)") && firm.contains(" 2 "), "{firm}");
    assert!(page.contains("另有 1 个编号"), "s2 is two firms");
    assert!(rows("c4").len() == 2 && !page.contains('⟦'));
    let again = report(&data, &out, &[]);
    assert_eq!(again.0, 3);
    assert_eq!(fs::read_to_string(out.join("summary.html")).unwrap(), page, "the same again");
}

/// Chains are done side by side; neither files nor what is said may tell.
#[test]
fn several_chains_are_the_same_by_one_thread_and_by_many() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("all");
    for (number, id) in ["alpha", "beta", "delta", "gamma"].into_iter().enumerate() {
        // The first take longest.
        let sketch = (0..200 * (3 - number)).fold(chain(id, "共用厂", "共用件"), |sketch, at| {
            let part = format!("part-{at}");
            sketch.component(&part).requires(&format!("{id}-product"), &[&part])
        });
        write_dataset(&sketch.draft(), &data.join(id)).unwrap();
    }
    fs::create_dir_all(data.join("bad")).unwrap();
    fs::write(data.join("bad/dataset.toml"), "[dataset]\nid = 3\n").unwrap();
    let by = |threads: &str| {
        let out = folder.path().join(threads);
        let arguments = ["report", data.to_str().unwrap(), "-o", out.to_str().unwrap()];
        let outcome = run_with(
            arguments.into_iter().chain(["--formats", "md,xlsx"]),
            &[("RAYON_NUM_THREADS", threads)],
        );
        assert_eq!(outcome.code, 3, "{}", outcome.stderr);
        let mut files = contents(&out);
        files.sort();
        let plain = |text: &str| text.replace(out.to_str().unwrap(), "");
        let files: Vec<_> = files.iter().map(|(name, content)| (plain(name), content.clone())).collect();
        (plain(&outcome.stdout), plain(&outcome.stderr), files)
    };
    let (out, errors, files) = by("1");
    let headings: Vec<&str> = errors.lines().filter(|line| line.starts_with("== ")).collect();
    assert_eq!(headings.len(), 5, "{errors}");
    assert!(headings.is_sorted(), "{errors}");
    assert!(out.find("alpha").unwrap() < out.find("gamma").unwrap());
    assert!((out, errors, files) == by("4"));
}

/// Only an expert's word, as it stands in the data.
#[test]
fn controllability_is_quoted_and_never_computed() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("all");
    let mut draft = chain("alpha", "共用厂", "共用件").draft();
    write_dataset(&draft, &data.join("alpha")).unwrap();
    let out = folder.path().join("out");
    assert_eq!(report(&data, &out, &[]).0, 0);
    let without = fs::read_to_string(out.join("summary.md")).unwrap();
    draft.facts.push(liantu_model::FactRow {
        component: "shared-part".to_owned(),
        metric: "controllability".to_owned(),
        value: "C".to_owned(),
        year: Some(2019),
        source: "专家组".to_owned(),
        ..liantu_model::FactRow::default()
    });
    write_dataset(&draft, &data.join("alpha")).unwrap();
    assert_eq!(report(&data, &out, &[]).0, 0);
    let with = fs::read_to_string(out.join("summary.md")).unwrap();
    assert!(with.contains("共用件:C(专家组、2019)"), "{with}");
    let judged =
        |text: &str| text.lines().any(|line| line.starts_with("| 1 | alpha链") && line.ends_with("| — |"));
    assert!(judged(&without) && !judged(&with), "{without}");
}
