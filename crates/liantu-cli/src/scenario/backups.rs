//! The backups of a scenario file: rows of the dataset that are switched on.

use super::{WEEKS, at, needed_component, once};
use crate::exit::Mistake;
use crate::session::Session;
use crate::toml_file::{Section, Text};
use liantu_analysis::{BackupRow, BackupStart, Interval, Uncertain, backup_rows};
use liantu_graph::OfferSource;
use liantu_model::{ComponentIx, SupplyStatus};

/// All backups, in the order of the file; without a source every qualified row of the component.
pub(super) fn backups(session: &Session, root: &Section<'_>) -> Result<Vec<BackupStart>, Mistake> {
    let mut all = Vec::new();
    let mut keys = Vec::new();
    let mut places = Vec::new();
    for section in root.tables("backup")? {
        section.only(&[
            "component",
            "supplier",
            "region",
            "decided_week",
            "switch_weeks",
            "ramp_weeks",
            "cover",
        ])?;
        let component = needed_component(session, &section)?;
        for row in rows(session, &section, component)? {
            all.push(start(session, &section, &row)?);
            keys.push((row.component, row.source));
            places.push(section.clone());
        }
    }
    once(root.reader, &places, &keys)?;
    Ok(all)
}

fn rows(session: &Session, section: &Section<'_>, component: ComponentIx) -> Result<Vec<BackupRow>, Mistake> {
    let rows = backup_rows(&session.graph, component);
    let named = [section.text("supplier")?, section.text("region")?];
    let wanted = named.iter().flatten().next();
    let found: Vec<BackupRow> = match wanted {
        None => rows.iter().filter(|row| row.status == SupplyStatus::Qualified).copied().collect(),
        Some(text) => {
            let source = source(session, section, text, named[0].is_some())?;
            rows.iter().filter(|row| row.source == source).copied().collect()
        }
    };
    if found.is_empty() {
        return Err(no_row(session, section, component, &rows));
    }
    Ok(found)
}

fn source(
    session: &Session,
    section: &Section<'_>,
    text: &Text,
    is_supplier: bool,
) -> Result<OfferSource, Mistake> {
    let model = session.graph.model();
    let unknown = |nearest: Option<String>| {
        let near = nearest.unwrap_or_else(|| "—".to_owned());
        let mistake = Mistake::new("scenario-unknown-source", &[("read", &text.text), ("nearest", &near)]);
        at(session, section.reader, text.at, &mistake)
    };
    if is_supplier {
        model.find_supplier(&text.text).map(OfferSource::Named).map_err(unknown)
    } else {
        model.find_region(&text.text).map(OfferSource::Unnamed).map_err(unknown)
    }
}

fn no_row(session: &Session, section: &Section<'_>, component: ComponentIx, rows: &[BackupRow]) -> Mistake {
    let naming = session.naming();
    let known = naming.list(rows.iter().map(|row| match row.source {
        OfferSource::Named(supplier) => session.graph.model().supplier(supplier).id.clone(),
        OfferSource::Unnamed(region) => session.graph.model().region(region).id.clone(),
        OfferSource::Unknown => String::new(),
    }));
    let known = if known.is_empty() { "—".to_owned() } else { known };
    let place = section.reader.place(section.at);
    let name = naming.component(component);
    Mistake::new("scenario-no-backup", &[("place", &place), ("component", name), ("known", &known)])
}

fn start(session: &Session, section: &Section<'_>, row: &BackupRow) -> Result<BackupStart, Mistake> {
    let switch = section.uncertain("switch_weeks", WEEKS)?.or(row.switch_weeks.map(Uncertain::exactly));
    let switch_weeks = switch.ok_or_else(|| {
        let place = section.reader.place(section.at);
        let name = session.naming().component(row.component);
        Mistake::new("scenario-no-switch-weeks", &[("place", &place), ("component", name)])
    })?;
    let cover = section.uncertain("cover", (0.0, 100.0))?.map(|one| one.times(0.01));
    let zero = Uncertain::exactly(0.0);
    Ok(BackupStart {
        component: row.component,
        source: row.source,
        decided_weeks: section.uncertain("decided_week", WEEKS)?.unwrap_or(zero),
        switch_weeks,
        ramp_weeks: section.uncertain("ramp_weeks", WEEKS)?.unwrap_or(zero),
        cover: cover.map_or(row.cover, |one| Interval { low: one.low, high: one.high }),
    })
}
