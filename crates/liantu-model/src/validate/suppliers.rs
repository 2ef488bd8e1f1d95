//! Suppliers, who owns them, and where they are controlled from.

use super::collector::Collector;
use super::components::not_negative;
use super::places::{Place, Places, check_position};
use crate::entities::Supplier;
use crate::names::{Match, Names};
use crate::rare::{Rare, SupplierDetails};
use crate::{Code, Index, RegionIx, RowAt, SupplierIx, SupplierRow, Visibility};

pub(super) fn suppliers(
    rows: Vec<SupplierRow>,
    places: &Places,
    collector: &mut Collector,
) -> (Vec<Supplier>, Names<SupplierIx>) {
    let mut suppliers: Vec<Supplier> = Vec::with_capacity(rows.len());
    let mut names = Names::new();
    let mut parents: Vec<(SupplierIx, RowAt, String)> = Vec::new();
    for row in rows {
        collector.is_missing(&row.name, row.at, "name");
        if collector.is_missing(&row.id, row.at, "id") {
            continue;
        }
        let index = SupplierIx::new(suppliers.len());
        if let Some(earlier) = names.add_id(&row.id, index) {
            let earlier = suppliers[earlier.position()].at.row.to_string();
            collector.report(Code::DuplicateId, row.at, "id", &row.id).add("earlier", earlier);
            continue;
        }
        for name in [&row.name, &row.name_en].into_iter().chain(&row.aliases) {
            names.add_name(name, index);
        }
        if !row.parent.is_empty() {
            parents.push((index, row.at, row.parent.clone()));
        }
        suppliers.push(supplier(row, index, places, collector));
    }
    names.shrink();
    set_owners(&mut suppliers, &names, parents, collector);
    (suppliers, names)
}

fn supplier(row: SupplierRow, index: SupplierIx, places: &Places, collector: &mut Collector) -> Supplier {
    check_position(row.latitude, row.longitude, row.at, collector);
    not_negative(row.recovery_weeks, row.at, "recovery_weeks", collector);
    not_negative(row.onboarding_cost, row.at, "onboarding_cost", collector);
    let region = region_of(&row.region, "region", row.at, places, collector);
    let control = if row.control.is_empty() {
        None
    } else {
        region_of(&row.control, "control", row.at, places, collector)
    };
    let citation = collector.cite(&row.source, row.at);
    let details = SupplierDetails {
        name_en: row.name_en,
        aliases: row.aliases,
        labels: row.labels,
        uscc: row.uscc,
        latitude: row.latitude,
        longitude: row.longitude,
        recovery_weeks: row.recovery_weeks,
        onboarding_cost: row.onboarding_cost,
        note: row.note,
    };
    Supplier {
        at: row.at,
        id: row.id,
        name: row.name,
        region,
        parent: None,
        root: index,
        control,
        visibility: row.visibility.unwrap_or(Visibility::Public),
        citation,
        details: Rare::new(details),
    }
}

fn region_of(
    text: &str,
    field: &'static str,
    at: RowAt,
    places: &Places,
    collector: &mut Collector,
) -> Option<RegionIx> {
    if collector.is_missing(text, at, field) {
        return None;
    }
    match places.find(text, at, field, collector) {
        Place::At(index) => Some(index),
        Place::Nowhere => {
            collector.report(Code::PlaceholderRegion, at, field, text);
            None
        }
        Place::Unknown => None,
    }
}

fn set_owners(
    suppliers: &mut [Supplier],
    names: &Names<SupplierIx>,
    parents: Vec<(SupplierIx, RowAt, String)>,
    collector: &mut Collector,
) {
    for (index, at, text) in parents {
        suppliers[index.position()].parent = supplier_of(&text, at, "parent", names, collector);
    }
    let order = owners_first(suppliers, collector);
    for index in order {
        let Some(parent) = suppliers[index.position()].parent else {
            let supplier = &mut suppliers[index.position()];
            supplier.control = supplier.control.or(supplier.region);
            continue;
        };
        let (root, control) = (suppliers[parent.position()].root, suppliers[parent.position()].control);
        let supplier = &mut suppliers[index.position()];
        supplier.root = root;
        supplier.control = supplier.control.or(control);
    }
}

/// Suppliers with owners before what they own; loops are cut and reported.
fn owners_first(suppliers: &mut [Supplier], collector: &mut Collector) -> Vec<SupplierIx> {
    let mut order = Vec::with_capacity(suppliers.len());
    let mut seen = vec![0_u32; suppliers.len()];
    for start in 0..suppliers.len() {
        let mark = start as u32 + 1;
        let mut path = Vec::new();
        let mut next = Some(SupplierIx::new(start));
        while let Some(index) = next.filter(|index| seen[index.position()] == 0) {
            seen[index.position()] = mark;
            path.push(index);
            next = suppliers[index.position()].parent;
        }
        if let Some(closing) = next.filter(|index| seen[index.position()] == mark) {
            report_loop(suppliers, &path, closing, collector);
        }
        order.extend(path.into_iter().rev());
    }
    order
}

fn report_loop(
    suppliers: &mut [Supplier],
    path: &[SupplierIx],
    closing: SupplierIx,
    collector: &mut Collector,
) {
    let start = path.iter().position(|&index| index == closing).unwrap_or(0);
    let members: Vec<&str> =
        path[start..].iter().map(|index| suppliers[index.position()].id.as_str()).collect();
    let chain = members.join(" → ");
    let at = suppliers[closing.position()].at;
    collector
        .report(Code::OwnershipLoop, at, "parent", suppliers[closing.position()].id.clone())
        .add("loop", format!("{chain} → {}", suppliers[closing.position()].id));
    let last = *path.last().expect("a loop has members");
    suppliers[last.position()].parent = None;
}

/// The supplier `text` names, reporting what cannot be understood.
pub(super) fn supplier_of(
    text: &str,
    at: RowAt,
    field: &'static str,
    names: &Names<SupplierIx>,
    collector: &mut Collector,
) -> Option<SupplierIx> {
    if collector.is_missing(text, at, field) {
        return None;
    }
    match names.find(text) {
        Match::One(index) => Some(index),
        Match::None => {
            collector.report_unknown(Code::UnknownSupplier, at, field, text, names);
            None
        }
        Match::Ambiguous(many) => {
            collector
                .report(Code::AmbiguousName, at, field, text)
                .add("candidates", many.iter().map(|one| names.id_of(*one)).collect::<Vec<_>>().join(", "));
            None
        }
    }
}
