//! Regions, the dataset's own place, coalitions.

use super::collector::Collector;
use crate::entities::{Coalition, Dataset, Region};
use crate::names::{Match, Names, is_placeholder, within};
use crate::{CoalitionRow, Code, Index, RegionIx, RegionLevel, RegionRow, RowAt, SettingsRow};
use rustc_hash::FxHashMap;

/// Stands for a missing date, so that no row counts as later than it.
const NO_DATE: (i16, u8, u8) = (9999, 12, 31);

/// The regions and what they are called.
pub(super) struct Places {
    pub(super) regions: Vec<Region>,
    pub(super) names: Names<RegionIx>,
}

/// How a written place was understood.
pub(super) enum Place {
    At(RegionIx),
    Nowhere,
    Unknown,
}

pub(super) fn regions(rows: Vec<RegionRow>, collector: &mut Collector) -> Places {
    let mut places = Places { regions: Vec::new(), names: Names::new() };
    let mut parents: Vec<(RegionIx, RowAt, String)> = Vec::new();
    let mut seen: FxHashMap<String, u32> = FxHashMap::default();
    for row in rows {
        if collector.is_missing(&row.id, row.at.unwrap_or_default(), "id") {
            continue;
        }
        if let Some(at) = row.at
            && let Some(earlier) = seen.insert(row.id.clone(), at.row)
        {
            collector.report(Code::DuplicateId, at, "id", &row.id).add("earlier", earlier.to_string());
            continue;
        }
        let index = match places.names.by_id(&row.id) {
            Some(known) => places.refine(known, &row, collector),
            None => Some(places.add(&row, collector)),
        };
        if let Some(index) = index.filter(|_| !row.parent.is_empty()) {
            parents.push((index, row.at.unwrap_or_default(), row.parent));
        }
    }
    for (index, at, parent) in parents {
        places.set_parent(index, at, &parent, collector);
    }
    places.report_loops(collector);
    places
}

impl Places {
    fn add(&mut self, row: &RegionRow, collector: &mut Collector) -> RegionIx {
        let at = row.at.unwrap_or_default();
        collector.is_missing(&row.name, at, "name");
        check_position(row.latitude, row.longitude, at, collector);
        let index = RegionIx::new(self.regions.len());
        self.regions.push(Region {
            id: row.id.clone(),
            name: row.name.clone(),
            name_en: if row.name_en.is_empty() { row.name.clone() } else { row.name_en.clone() },
            level: row.level.unwrap_or(RegionLevel::Country),
            municipality: row.municipality,
            parent: None,
            latitude: row.latitude,
            longitude: row.longitude,
        });
        self.names.add_id(&row.id, index);
        for name in [&row.name, &row.name_en].into_iter().chain(&row.aliases) {
            self.names.add_name(name, index);
        }
        index
    }

    /// A row for a region of the gazetteer may rename and place it, not move it.
    fn refine(&mut self, known: RegionIx, row: &RegionRow, collector: &mut Collector) -> Option<RegionIx> {
        let at = row.at?;
        let region = &mut self.regions[known.position()];
        if row.level.is_some_and(|level| level != region.level) {
            collector
                .report(Code::ContradictoryRegion, at, "level", row.level.map_or("", RegionLevel::key))
                .add("region", &region.id)
                .add("level", region.level.key());
            return None;
        }
        if !row.name.is_empty() {
            region.name.clone_from(&row.name);
        }
        if !row.name_en.is_empty() {
            region.name_en.clone_from(&row.name_en);
        }
        check_position(row.latitude, row.longitude, at, collector);
        region.latitude = row.latitude.or(region.latitude);
        region.longitude = row.longitude.or(region.longitude);
        for name in [&row.name, &row.name_en].into_iter().chain(&row.aliases) {
            self.names.add_name(name, known);
        }
        None
    }

    fn set_parent(&mut self, index: RegionIx, at: RowAt, text: &str, collector: &mut Collector) {
        let Place::At(parent) = self.find(text, at, "parent", collector) else { return };
        if parent != index && self.regions[parent.position()].level <= self.regions[index.position()].level {
            let region = &self.regions[index.position()];
            collector
                .report(Code::ContradictoryRegion, at, "parent", text)
                .add("region", &region.id)
                .add("level", region.level.key());
            return;
        }
        self.regions[index.position()].parent = Some(parent);
        if parent == index {
            self.regions[index.position()].parent = None;
            collector.report(Code::RegionLoop, at, "parent", text);
        }
    }

    /// Levels fall strictly towards the inside, so only a region that is its own parent can loop; it was
    /// reported when it was set. This guards the invariant for later kinds of rows.
    fn report_loops(&self, collector: &mut Collector) {
        for index in (0..self.regions.len()).map(RegionIx::new) {
            let steps = std::iter::successors(Some(index), |&inner| self.regions[inner.position()].parent);
            if steps.take(5).count() > 4 {
                collector.report(
                    Code::RegionLoop,
                    RowAt::default(),
                    "parent",
                    super::region_id(&self.regions, index),
                );
            }
        }
    }

    /// The region `text` names, reporting what cannot be understood.
    pub(super) fn find(
        &self,
        text: &str,
        at: RowAt,
        field: &'static str,
        collector: &mut Collector,
    ) -> Place {
        match self.names.find(text) {
            Match::One(index) => Place::At(index),
            Match::None if is_placeholder(text) => Place::Nowhere,
            Match::None => {
                if let Some(index) = within(&self.names, text, &|outer, inner| self.contains(outer, inner)) {
                    return Place::At(index);
                }
                collector.report_unknown(Code::UnknownRegion, at, field, text, &self.names);
                Place::Unknown
            }
            Match::Ambiguous(many) => {
                let candidates: Vec<String> = many.iter().map(|&one| self.describe(one)).collect();
                collector
                    .report(Code::AmbiguousName, at, field, text)
                    .add("candidates", candidates.join(", "));
                Place::Unknown
            }
        }
    }

    fn contains(&self, outer: RegionIx, inner: RegionIx) -> bool {
        let around = std::iter::successors(Some(inner), |&one| self.regions[one.position()].parent);
        around.take(5).any(|one| one == outer)
    }

    fn describe(&self, index: RegionIx) -> String {
        let region = &self.regions[index.position()];
        format!("{} ({})", region.id, region.name)
    }
}

/// Latitudes lie in −90..=90, longitudes in −180..=180.
pub(super) fn check_position(
    latitude: Option<f64>,
    longitude: Option<f64>,
    at: RowAt,
    collector: &mut Collector,
) {
    for (value, field, limit) in [(latitude, "latitude", 90.0), (longitude, "longitude", 180.0)] {
        if let Some(value) = value.filter(|value: &f64| value.abs() > limit) {
            collector
                .report(Code::NumberOutOfRange, at, field, value.to_string())
                .add("range", format!("-{limit}..{limit}"));
        }
    }
}

pub(super) fn dataset(row: &SettingsRow, places: &Places, collector: &mut Collector) -> Dataset {
    let as_of = row.as_of.unwrap_or_else(|| {
        collector.report(Code::MissingSetting, row.at, "as_of", "");
        NO_DATE
    });
    if row.id.is_empty() {
        collector.report(Code::MissingSetting, row.at, "id", "");
    }
    let home = own_place(&row.home, "home", row.at, places, collector);
    let mut domestic: Vec<RegionIx> =
        row.domestic.iter().map(|text| own_place(text, "domestic", row.at, places, collector)).collect();
    if domestic.is_empty() {
        domestic.push(outermost(places, home));
    }
    domestic.sort_unstable();
    domestic.dedup();
    Dataset {
        id: row.id.clone(),
        title: if row.title.is_empty() { row.id.clone() } else { row.title.clone() },
        title_en: if row.title_en.is_empty() { row.title.clone() } else { row.title_en.clone() },
        as_of,
        home,
        domestic,
        lists_complete: row.lists_complete,
    }
}

fn outermost(places: &Places, region: RegionIx) -> RegionIx {
    std::iter::successors(Some(region), |&inner| places.regions.get(inner.position())?.parent)
        .take(4)
        .last()
        .unwrap_or(region)
}

fn own_place(
    text: &str,
    field: &'static str,
    at: RowAt,
    places: &Places,
    collector: &mut Collector,
) -> RegionIx {
    if text.is_empty() {
        collector.report(Code::MissingSetting, at, field, "");
        return RegionIx::new(0);
    }
    match places.find(text, at, field, collector) {
        Place::At(index) => index,
        Place::Nowhere => {
            collector.report(Code::UnknownRegion, at, field, text).add("nearest", "");
            RegionIx::new(0)
        }
        Place::Unknown => RegionIx::new(0),
    }
}

pub(super) fn coalitions(
    rows: Vec<CoalitionRow>,
    places: &Places,
    collector: &mut Collector,
) -> Vec<Coalition> {
    let mut seen: FxHashMap<String, u32> = FxHashMap::default();
    let mut coalitions = Vec::new();
    for row in rows {
        if let Some(earlier) = seen.insert(row.id.clone(), row.at.row) {
            collector
                .report(Code::DuplicateId, row.at, "coalitions", &row.id)
                .add("earlier", earlier.to_string());
            continue;
        }
        let mut members: Vec<RegionIx> = Vec::new();
        for text in &row.members {
            if let Place::At(index) = places.find(text, row.at, "members", collector) {
                members.push(index);
            }
        }
        if row.members.is_empty() {
            collector.report(Code::EmptyCoalition, row.at, "members", &row.id);
        }
        members.sort_unstable();
        members.dedup();
        let name = if row.name.is_empty() { row.id.clone() } else { row.name };
        coalitions.push(Coalition { id: row.id, name, name_en: row.name_en, members, basis: row.basis });
    }
    coalitions.sort_by(|a, b| a.id.cmp(&b.id));
    coalitions
}
