//! What is written is what was read.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use super::*;
use crate::part::part;
use crate::settings::Settings;
use crate::tables::format_of;
use liantu_model::{CoalitionRow, ComponentRow, RowAt};
use proptest::prelude::*;
use std::path::Path;

/// A row of every table with something in every cell, as the writer should write it.
const FULL: [(Table, &str); 10] = [
    (
        Table::Components,
        "id,name,name_en,chain,stage,kind,foundation,hs,hs_fit,target,scope,weight,complete,inputs_complete,tech_level,\
         import_dependence,demand,stock,stock_days,visibility,note,source,confidence\n\
         a,\"环节,\"\"甲\"\"\",A,k,upstream,part,五基,848620;854231,good;partial,yes,domestic,0.1,no,yes,domestic-leading,20%—30%,\
         1200,0.000001,3,internal,\"x\ny\",S,high\n",
    ),
    (
        Table::Requires,
        "product,input,group,need,essential,role,quantity,loss,note,source,confidence\n\
         a,b,g,2,no,licence,1.5,约60%,n,S,low\na,c,g,all,yes,service,-2,7.25,,,medium\n",
    ),
    (
        Table::Suppliers,
        "id,name,name_en,aliases,region,parent,control,labels,uscc,latitude,longitude,recovery_weeks,\
         onboarding_cost,visibility,note,source\n\
         s,企业,Firm,甲;乙,CN-32,t,JP,链主;上市,9132,-32.5,118.25,12,3,public,n,S\n",
    ),
    (
        Table::Supplies,
        "supplier,region,component,status,share,market,capacity,takeover,unit,year,switch_weeks,cost,visibility,\
         source,confidence\ns,,a,qualified,<1%,CN,5,40,台,2024,8,100,public,S,high\n,JP,a,candidate,12.5,,,,,,,,,,\n",
    ),
    (Table::Purchases, "buyer,component,seller,share,value,source\ns,a,t,50,1000,S\n"),
    (
        Table::Regions,
        "id,name,name_en,aliases,level,municipality,parent,latitude,longitude\n\
         X,某市,Mou,别名;M,city,yes,CN-32,30,-120\n",
    ),
    (Table::Probabilities, "kind,id,probability,source\nsupplier,s,0.02,S\ncomponent,a,1,\n"),
    (Table::Chains, "id,name,tier,cluster,plan_year\nk,链,excellence,集群,2025\n"),
    (
        Table::Facts,
        "component,metric,value,unit,scope,year,source,confidence\na,产量,约 3 万,台,国内,2023,S,medium\n",
    ),
    (Table::Reviews, "finding,verdict,reason,by,date\ns@a,doubted,口径,专家,2025-03-01\n"),
];

const SETTINGS: &str = "[dataset]\nid = \"t\"\ntitle = \"题 \\\"目\\\"\"\ntitle_en = \"T\\\\n\"\nas_of = \"2025-02-28\"\n\
    home = \"CN-32\"\ndomestic = [\"CN\", \"HK\"]\n\n[defaults]\nsupply_lists = \"complete\"\ntarget_scope = \"home\"\n\n\
    [coalitions.\"a b\"]\nname = \"组\"\nmembers = [\"US\", \"JP\"]\nbasis = \"b\\u000Ac\"\n\n\
    [[source]]\nid = \"S\"\nkind = \"industry-body\"\ntitle = \"t\"\nurl = \"u\"\naccessed = \"2025-03-03\"\n";

fn read(table: Table, text: &str) -> Draft {
    let mut part = part(format_of(table), 0, "table.csv", text.as_bytes());
    part.read_pending(0, "table.csv");
    assert!(part.problems.is_empty(), "{:?}", part.problems);
    part.draft
}

fn written(draft: &Draft, name: &str) -> String {
    write_folder(draft).into_iter().find(|file| file.name == name).unwrap().text
}

#[test]
fn every_cell_of_every_table_comes_back() {
    assert_eq!(FULL.map(|(table, _)| table), Table::ALL);
    for (table, text) in FULL {
        let name = format!("{}.csv", table.key());
        assert_eq!(written(&read(table, text), &name), text, "{name}");
    }
}

#[test]
fn every_setting_comes_back() {
    let settings = Settings::read(SETTINGS.as_bytes(), SETTINGS_FILE);
    assert!(settings.problems.is_empty(), "{:?}", settings.problems);
    let draft = Draft {
        settings: settings.row,
        sources: settings.sources,
        coalitions: settings.coalitions,
        ..Draft::default()
    };
    assert_eq!(written(&draft, SETTINGS_FILE), SETTINGS);
}

#[test]
fn an_empty_draft_has_the_tables_every_dataset_has() {
    let coalition = CoalitionRow { id: "x".to_owned(), ..CoalitionRow::default() };
    let files = write_folder(&Draft { coalitions: vec![coalition], ..Draft::default() });
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, [SETTINGS_FILE, "components.csv", "requires.csv", "suppliers.csv", "supplies.csv"]);
    assert_eq!(files[0].text, "[dataset]\n\n[defaults]\nsupply_lists = \"unknown\"\n\n[coalitions.\"x\"]\n");
}

#[test]
fn regions_of_the_gazetteer_are_not_written() {
    let own = RegionRow { at: Some(RowAt::default()), id: "X".to_owned(), ..RegionRow::default() };
    let regions = crate::gazetteer().iter().take(2).cloned().chain([own]).collect();
    let text = written(&Draft { regions, ..Draft::default() }, "regions.csv");
    assert_eq!(text.lines().skip(1).collect::<Vec<_>>(), ["X,,,,,,,,"]);
}

#[test]
fn formulas_stand_behind_a_blank() {
    let component = |id: &str, note: &str| ComponentRow {
        id: id.to_owned(),
        name: "n".to_owned(),
        note: note.to_owned(),
        ..ComponentRow::default()
    };
    let components = vec![component("a", "@SUM(A1)"), component("b", "-1+2"), component("c", "-1.5")];
    let text = written(&Draft { components, ..Draft::default() }, "components.csv");
    let notes: Vec<&str> = text.lines().skip(1).map(|line| line.split(',').nth(20).unwrap()).collect();
    assert_eq!(notes, [" @SUM(A1)", " -1+2", "-1.5"]);
    let back = read(Table::Components, &text);
    assert_eq!(back.components[0].note, "@SUM(A1)");
}

/// The draft in full, without the lines its rows were read from.
fn values(draft: &Draft) -> String {
    let text = format!("{draft:?}");
    let mut parts = text.split("RowAt { file: 0, row: ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + part.trim_start_matches(|one: char| one.is_ascii_digit()))
}

#[test]
fn shipped_datasets_come_back() {
    let datasets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../datasets");
    for folder in std::fs::read_dir(datasets).unwrap().map(|entry| entry.unwrap().path()) {
        for &table in Table::ALL {
            let name = format!("{}.csv", table.key());
            let Ok(bytes) = std::fs::read(folder.join(&name)) else { continue };
            let mut part = part(format_of(table), 0, "", &bytes);
            part.read_pending(0, "");
            let draft = part.draft;
            let back = read(table, &written(&draft, &name));
            assert_eq!(values(&back), values(&draft), "{} {name}", folder.display());
        }
    }
}

proptest! {
    #[test]
    fn any_text_comes_back(note in "[a-c,;\"\n\r=@+ 环—-]{0,12}", id in "[a-c,;\"=@+环-]{1,6}") {
        let row = ComponentRow { id, name: "n".to_owned(), note, ..ComponentRow::default() };
        let draft = Draft { components: vec![row.clone()], ..Draft::default() };
        let back = part(format_of(Table::Components), 0, "", written(&draft, "components.csv").as_bytes()).draft;
        prop_assert_eq!(&back.components[0].id, &row.id);
        prop_assert_eq!(&back.components[0].note, row.note.trim());
    }
}
