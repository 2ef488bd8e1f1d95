//! The built-in regions.

use crate::sheet::{Row, Rows, TextRows};
use crate::words::Word;
use liantu_model::{RegionLevel, RegionRow};
use std::borrow::Cow;
use std::sync::OnceLock;

const FILE: &str = include_str!("../data/gazetteer.csv");

/// Countries and regions (ISO 3166-1), China's provinces (ISO 3166-2) and cities, with all their names and
/// codes. Parsed once. Sources are in the file.
pub fn regions() -> &'static [RegionRow] {
    static REGIONS: OnceLock<Vec<RegionRow>> = OnceLock::new();
    REGIONS.get_or_init(|| parse(FILE))
}

fn parse(text: &str) -> Vec<RegionRow> {
    let mut rows = TextRows::new(text);
    let (mut header, mut row) = (Row::default(), Row::default());
    rows.read_filled(&mut header);
    let mut regions = Vec::new();
    while rows.read_filled(&mut row) {
        regions.push(region(&header.cells, &row.cells));
    }
    regions
}

fn region(header: &[Cow<'_, str>], cells: &[Cow<'_, str>]) -> RegionRow {
    let get = |name: &str| {
        let position = header.iter().position(|cell| cell == name);
        position.and_then(|position| cells.get(position)).map_or("", |cell| cell.trim())
    };
    let others = get("aliases").split(';').map(str::trim);
    let aliases = [get("alpha3"), get("numeric")].into_iter().chain(others).filter(|alias| !alias.is_empty());
    RegionRow {
        at: None,
        id: get("id").to_owned(),
        name: get("name_zh").to_owned(),
        name_en: get("name_en").to_owned(),
        aliases: aliases.map(str::to_owned).collect(),
        level: RegionLevel::LIST.find(get("level")).map(RegionLevel::at),
        municipality: get("municipality") == "yes",
        parent: get("parent").to_owned(),
        latitude: get("latitude").parse().ok(),
        longitude: get("longitude").parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn every_region_is_whole_and_lies_in_a_larger_one() {
        let levels: BTreeMap<&str, RegionLevel> =
            regions().iter().map(|region| (region.id.as_str(), region.level.expect("a level"))).collect();
        assert_eq!(levels.len(), regions().len(), "ids are unique");
        for region in regions() {
            assert!(!region.name.is_empty() && !region.name_en.is_empty(), "{}", region.id);
            let level = levels[region.id.as_str()];
            match level {
                RegionLevel::Country => assert_eq!(region.parent, "", "{}", region.id),
                RegionLevel::Province | RegionLevel::City => assert!(levels[region.parent.as_str()] > level),
            }
            assert_eq!(region.latitude.is_some(), region.longitude.is_some(), "{}", region.id);
            assert!(region.latitude.is_none_or(|degrees| degrees.abs() <= 90.0), "{}", region.id);
        }
    }

    #[test]
    fn taiwan_hong_kong_and_macao_are_places_of_their_own() {
        let find = |id: &str| regions().iter().find(|region| region.id == id);
        for id in ["TW", "HK", "MO"] {
            assert_eq!(find(id).map(|region| region.parent.as_str()), Some(""), "{id}");
        }
        assert!(find("CN-31").is_some_and(|region| region.municipality));
        assert!(find("JP").is_some_and(|region| region.aliases.contains(&"JPN".to_owned())));
    }
}
