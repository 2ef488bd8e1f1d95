//! Writes any draft as a dataset folder: `dataset.toml` and one CSV table per kind of row.
//!
//! Headers are the English names; a table without rows is not written (`components.csv` always is). Regions of
//! the built-in gazetteer are not rows of the dataset and are left out. What the tables have no column for
//! (aliases and English names of regions, names of coalitions) is not written either.

use liantu_model::{Draft, Need, PercentRange, PurchaseRow, Scope};
use std::fmt::{Display, Write as _};
use std::fs::{File, create_dir_all};
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

/// Writes `draft` into the folder `at`, which is made if it is not there; files of the same names are replaced.
///
/// # Errors
/// When the folder or a file cannot be written.
pub fn write_dataset(draft: &Draft, at: &Path) -> io::Result<()> {
    write_dataset_with(draft, draft.purchases.iter().cloned(), at)
}

/// As [`write_dataset`], with `purchases` in the place of the draft's own; none of them is kept.
///
/// # Errors
/// As [`write_dataset`].
pub fn write_dataset_with(
    draft: &Draft,
    purchases: impl IntoIterator<Item = PurchaseRow>,
    at: &Path,
) -> io::Result<()> {
    create_dir_all(at)?;
    std::fs::write(at.join("dataset.toml"), settings(draft))?;
    write_components(draft, at)?;
    write_requires(draft, at)?;
    write_suppliers(draft, at)?;
    write_supplies(draft, at)?;
    write_purchases(purchases.into_iter(), at)?;
    write_regions(draft, at)?;
    write_small_tables(draft, at)
}

/// The text of `dataset.toml`.
fn settings(draft: &Draft) -> String {
    let row = &draft.settings;
    let mut text = String::from("[dataset]\n");
    line(&mut text, "id", &quoted(&row.id));
    line(&mut text, "title", &quoted(&row.title));
    if !row.title_en.is_empty() {
        line(&mut text, "title_en", &quoted(&row.title_en));
    }
    if let Some((year, month, day)) = row.as_of {
        line(&mut text, "as_of", &format!("\"{year:04}-{month:02}-{day:02}\""));
    }
    line(&mut text, "home", &quoted(&row.home));
    if !row.domestic.is_empty() {
        line(&mut text, "domestic", &list(&row.domestic));
    }
    text.push_str("\n[defaults]\n");
    line(&mut text, "supply_lists", if row.lists_complete { "\"complete\"" } else { "\"unknown\"" });
    if let Some(scope) = row.target_scope {
        line(&mut text, "target_scope", &quoted(scope.key()));
    }
    for coalition in &draft.coalitions {
        text.extend(["\n[coalitions.", &quoted(&coalition.id), "]\n"]);
        line(&mut text, "members", &list(&coalition.members));
        line(&mut text, "basis", &quoted(&coalition.basis));
    }
    for source in &draft.sources {
        text.push_str("\n[[source]]\n");
        line(&mut text, "id", &quoted(&source.id));
        if let Some(kind) = source.kind {
            line(&mut text, "kind", &quoted(kind.key()));
        }
        for (key, value) in [("title", &source.title), ("url", &source.url), ("accessed", &source.accessed)] {
            line(&mut text, key, &quoted(value));
        }
    }
    text
}

fn line(text: &mut String, key: &str, value: &str) {
    writeln!(text, "{key} = {value}").expect("writing to a string cannot fail");
}

/// A TOML basic string.
fn quoted(value: &str) -> String {
    let mut text = String::from("\"");
    for character in value.chars() {
        match character {
            '"' | '\\' => text.extend(['\\', character]),
            control if control.is_control() => {
                write!(text, "\\u{:04X}", control as u32).expect("writing to a string cannot fail");
            }
            plain => text.push(plain),
        }
    }
    text.push('"');
    text
}

fn list(values: &[String]) -> String {
    let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
    format!("[{}]", values.join(", "))
}

/// A table in the making.
struct Table {
    file: BufWriter<File>,
}

impl Table {
    fn new(at: &Path, name: &str, header: &str) -> io::Result<Self> {
        let mut file = BufWriter::new(File::create(at.join(name))?);
        writeln!(file, "{header}")?;
        Ok(Self { file })
    }

    fn row(&mut self, cells: &[&str]) -> io::Result<()> {
        for (position, cell) in cells.iter().enumerate() {
            if position > 0 {
                self.file.write_all(b",")?;
            }
            self.cell(cell)?;
        }
        self.file.write_all(b"\n")
    }

    fn cell(&mut self, cell: &str) -> io::Result<()> {
        if cell.contains(['"', ',', '\n', '\r']) || cell.trim() != cell {
            return write!(self.file, "\"{}\"", cell.replace('"', "\"\""));
        }
        self.file.write_all(cell.as_bytes())
    }

    fn done(mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn number(value: Option<impl Display>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn share(value: Option<&PercentRange>) -> String {
    let written = |range: &PercentRange| match &range.written {
        Some(written) => written.to_string(),
        None => range.low.to_string(),
    };
    value.map(written).unwrap_or_default()
}

fn yes_or_no(value: Option<bool>) -> &'static str {
    match value {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    }
}

/// The key of a word, blank when there is none.
macro_rules! key {
    ($word:expr) => {
        $word.map_or("", |word| word.key())
    };
}

fn write_components(draft: &Draft, at: &Path) -> io::Result<()> {
    let header = "id,name,name_en,chain,stage,kind,foundation,hs,hs_fit,target,scope,weight,complete,inputs_complete,\
                  tech_level,import_dependence,demand,stock,stock_days,visibility,note,source,confidence";
    let mut table = Table::new(at, "components.csv", header)?;
    for row in &draft.components {
        table.row(&[
            &row.id,
            &row.name,
            &row.name_en,
            &row.chain,
            key!(row.stage),
            key!(row.kind),
            &row.foundation,
            &row.hs.join(";"),
            &row.hs_fit.iter().map(|fit| fit.key()).collect::<Vec<_>>().join(";"),
            if row.target { "yes" } else { "" },
            row.scope.map_or("", Scope::key),
            &number(row.weight),
            yes_or_no(row.complete),
            yes_or_no(row.inputs_complete),
            key!(row.tech_level),
            &share(row.import_dependence.as_ref()),
            &number(row.demand),
            &number(row.stock),
            &number(row.stock_days),
            key!(row.visibility),
            &row.note,
            &row.source,
            key!(row.confidence),
        ])?;
    }
    table.done()
}

fn write_requires(draft: &Draft, at: &Path) -> io::Result<()> {
    if draft.requires.is_empty() {
        return Ok(());
    }
    let header = "product,input,group,need,essential,role,quantity,loss,note,source,confidence";
    let mut table = Table::new(at, "requires.csv", header)?;
    for row in &draft.requires {
        let need = match row.need {
            Some(Need::All) => "all".to_owned(),
            Some(Need::AtLeast(count)) => count.to_string(),
            None => String::new(),
        };
        table.row(&[
            &row.product,
            &row.input,
            &row.group,
            &need,
            yes_or_no(row.essential),
            key!(row.role),
            &number(row.quantity),
            &share(row.loss.as_ref()),
            &row.note,
            &row.source,
            key!(row.confidence),
        ])?;
    }
    table.done()
}

fn write_suppliers(draft: &Draft, at: &Path) -> io::Result<()> {
    if draft.suppliers.is_empty() {
        return Ok(());
    }
    let header = "id,name,name_en,aliases,region,parent,control,labels,uscc,latitude,longitude,\
                  recovery_weeks,onboarding_cost,visibility,note,source";
    let mut table = Table::new(at, "suppliers.csv", header)?;
    for row in &draft.suppliers {
        table.row(&[
            &row.id,
            &row.name,
            &row.name_en,
            &row.aliases.join(";"),
            &row.region,
            &row.parent,
            &row.control,
            &row.labels.join(";"),
            &row.uscc,
            &number(row.latitude),
            &number(row.longitude),
            &number(row.recovery_weeks),
            &number(row.onboarding_cost),
            key!(row.visibility),
            &row.note,
            &row.source,
        ])?;
    }
    table.done()
}

fn write_supplies(draft: &Draft, at: &Path) -> io::Result<()> {
    if draft.supplies.is_empty() {
        return Ok(());
    }
    let header = "supplier,region,component,status,share,market,capacity,takeover,unit,year,switch_weeks,cost,\
                  visibility,source,confidence";
    let mut table = Table::new(at, "supplies.csv", header)?;
    for row in &draft.supplies {
        table.row(&[
            &row.supplier,
            &row.region,
            &row.component,
            key!(row.status),
            &share(row.share.as_ref()),
            &row.market,
            &number(row.capacity),
            &share(row.takeover.as_ref()),
            &row.unit,
            &number(row.year),
            &number(row.switch_weeks),
            &number(row.cost),
            key!(row.visibility),
            &row.source,
            key!(row.confidence),
        ])?;
    }
    table.done()
}

fn write_purchases(rows: impl Iterator<Item = PurchaseRow>, at: &Path) -> io::Result<()> {
    let mut rows = rows.peekable();
    if rows.peek().is_none() {
        return Ok(());
    }
    let mut table = Table::new(at, "purchases.csv", "buyer,component,seller,share,value,source")?;
    for row in rows {
        let (share, value) = (share(row.share.as_ref()), number(row.value));
        table.row(&[&row.buyer, &row.component, &row.seller, &share, &value, &row.source])?;
    }
    table.done()
}

fn write_regions(draft: &Draft, at: &Path) -> io::Result<()> {
    let mut own = draft.regions.iter().filter(|row| row.at.is_some()).peekable();
    if own.peek().is_none() {
        return Ok(());
    }
    let mut table = Table::new(at, "regions.csv", "id,name,level,parent,latitude,longitude")?;
    for row in own {
        let (latitude, longitude) = (number(row.latitude), number(row.longitude));
        table.row(&[&row.id, &row.name, key!(row.level), &row.parent, &latitude, &longitude])?;
    }
    table.done()
}

fn write_small_tables(draft: &Draft, at: &Path) -> io::Result<()> {
    if !draft.probabilities.is_empty() {
        let mut table = Table::new(at, "probabilities.csv", "kind,id,probability,source")?;
        for row in &draft.probabilities {
            table.row(&[key!(row.kind), &row.id, &number(row.probability), &row.source])?;
        }
        table.done()?;
    }
    if !draft.chains.is_empty() {
        let mut table = Table::new(at, "chains.csv", "id,name,tier,cluster,plan_year")?;
        for row in &draft.chains {
            table.row(&[&row.id, &row.name, key!(row.tier), &row.cluster, &number(row.plan_year)])?;
        }
        table.done()?;
    }
    write_statements(draft, at)
}

fn write_statements(draft: &Draft, at: &Path) -> io::Result<()> {
    if !draft.facts.is_empty() {
        let header = "component,metric,value,unit,scope,year,source,confidence";
        let mut table = Table::new(at, "facts.csv", header)?;
        for row in &draft.facts {
            let (year, confidence) = (number(row.year), key!(row.confidence));
            let cells = [&row.component, &row.metric, &row.value, &row.unit, &row.scope, &year, &row.source]
                .map(String::as_str);
            table.row(&[&cells[..], &[confidence]].concat())?;
        }
        table.done()?;
    }
    if !draft.reviews.is_empty() {
        let mut table = Table::new(at, "reviews.csv", "finding,verdict,reason,by,date")?;
        for row in &draft.reviews {
            table.row(&[&row.finding, key!(row.verdict), &row.reason, &row.by, &row.date])?;
        }
        table.done()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sketch::{Sketch, percent, range};

    fn written(draft: &Draft, name: &str) -> String {
        let folder = std::env::temp_dir().join(format!("liantu-testkit-{}-{name}", std::process::id()));
        write_dataset(draft, &folder).expect("the folder for temporary files can be written");
        let text = std::fs::read_to_string(folder.join(name)).expect("the table was written");
        std::fs::remove_dir_all(&folder).expect("the folder is ours");
        text
    }

    #[test]
    fn writes_ranges_as_written_and_quotes_what_needs_it() {
        let draft = Sketch::new("written")
            .component("a, \"b\"")
            .supplier("s", "XB")
            .supply_with("s", "a, \"b\"", |row| row.share = range(20.0, 30.5))
            .total("其他", "a, \"b\"", percent(12.25))
            .draft();
        let lines: Vec<String> = written(&draft, "supplies.csv").lines().map(str::to_owned).collect();
        assert_eq!(lines[1], "s,,\"a, \"\"b\"\"\",active,20%—30.5%,,,,,,,,,,");
        assert_eq!(lines[2], ",其他,\"a, \"\"b\"\"\",active,12.25,,,,,,,,,,");
        assert_eq!(lines.len(), 3);
    }

    #[test]
    fn writes_settings_as_toml() {
        let draft = Sketch::new("say \"so\"").coalition("k", &["XB", "XC"]).component("c").draft();
        let text = written(&draft, "dataset.toml");
        assert!(text.contains("id = \"say \\\"so\\\"\"\n"));
        assert!(text.contains("as_of = \"2025-12-31\"\n"));
        assert!(text.contains("[coalitions.\"k\"]\nmembers = [\"XB\", \"XC\"]\n"));
    }
}
