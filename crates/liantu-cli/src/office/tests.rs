#![expect(clippy::unwrap_used, reason = "a missing value fails the test")]

use super::reader::parse;
use super::{SHIPPED, template};
use liantu_render::report::{What, contents};
use std::collections::BTreeSet;

fn said(text: &str) -> String {
    parse(text, "t.toml").unwrap_err().to_string()
}

#[test]
fn what_comes_with_the_program_is_sound_and_has_titles_in_both_languages() {
    for (name, _) in SHIPPED {
        let template = template(name).unwrap();
        assert!(template.name.chinese.is_some() && template.name.english.is_some(), "{name}");
        for part in &template.parts {
            if let What::Blank(_) = part.what {
                assert!(part.title.chinese.is_some() && part.title.english.is_some(), "{name}: {part:?}");
            }
        }
    }
}

#[test]
fn every_problem_is_told_at_once_with_its_place() {
    let text = "name = \"a\"
colour = \"red\"
[[part]]
table = \"T33\"
[[part]]
table = \"T3\"
columns = [\"component\", \"环节\", \"grad\", { titel = \"责任人\" }]
[[part]]
table = \"短板(“卡脖子”)清单\"
[[part]]
figure = \"pie\"
[[part]]
columns = [\"a\"]
[[part]]
table = \"T10E\"
columns = [\"partner\"]
[[part]]
figure = \"tree\"
table = \"T1\"
";
    let said = said(text);
    for wanted in [
        "t.toml:2:1: there is no key “colour”",
        "t.toml:4:9: there is no table “T33”",
        "t.toml:7:25: “component” is there twice",
        "t.toml:7:31: T3 has no column “grad”, nearest: ",
        "there is no key “titel” (nearest: title)",
        "t.toml:9:9: “短板(“卡脖子”)清单” is there twice",
        "t.toml:11:10: figure cannot be pie; it must be tree",
        "t.toml:12:1: a table to fill in (without table or figure) needs a title",
        "the columns of T10E depend on the data",
        "only one of table and figure",
    ] {
        assert!(said.contains(wanted), "{wanted}\nin\n{said}");
    }
}

#[test]
fn what_is_not_said_is_missed() {
    assert!(said("").contains("name is missing") && said("").contains("no [[part]]"));
    assert!(said("name = \"a\"\n[[part]]\ntitle = \"b\"\n").contains("needs columns"));
    assert!(said("name = ").contains("t.toml:1:"));
    assert!(said("name = \"a\"\npart = 3").contains("part cannot be 3"));
    assert!(said("name = \"a\"\n[[part]]\ntable = 3").contains("table cannot be 3"));
    assert!(said("name = \"a\"\n[[part]]\ntable = \"T1\"\nrows = 3").contains("rows is for tables"));
}

/// Keys of tables are what templates, anchors and sheets go by.
#[test]
fn no_two_tables_go_by_one_name() {
    let ids: BTreeSet<String> = contents().map(|form| form.id.to_lowercase()).collect();
    assert_eq!(ids.len(), contents().count());
    for form in contents() {
        let columns: BTreeSet<&str> = form.columns.iter().copied().collect();
        assert_eq!(columns.len(), form.columns.len(), "{}", form.id);
    }
}
