//! A firm network from a dataset's purchases.

use super::input::Stop;
use crate::exit::Mistake;
use crate::session::Session;
use liantu_analysis::{InputEffect, NoNetwork, PurchaseNetwork, purchase_network};
use liantu_ingest::is_table_name;
use liantu_model::{ComponentIx, Model, RowAt, SupplierIx};
use liantu_systemic::read::{FirmIndex, NetworkTables, is_network};
use liantu_systemic::{Essentiality, Firm, FirmIx, FirmNetwork, FirmSets, Link, SetKind};
use std::path::Path;

/// A network and what is known of it beside its tables.
pub(super) struct Derived {
    pub(super) tables: NetworkTables,
    pub(super) firm_names: Vec<String>,
    pub(super) sector_names: Vec<String>,
    pub(super) notes: Vec<String>,
}

impl Derived {
    /// Tables as they were read.
    pub(super) fn read(tables: NetworkTables) -> Self {
        Self { tables, firm_names: Vec::new(), sector_names: Vec::new(), notes: Vec::new() }
    }
}

/// Whether a path is a dataset rather than the tables of a network.
pub(super) fn is_dataset(path: &Path) -> bool {
    let has_table = || {
        let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
        entries.filter_map(|entry| entry.file_name().into_string().ok()).any(|name| is_table_name(&name))
    };
    path.is_file() || (!is_network(path) && (path.join("dataset.toml").exists() || has_table()))
}

/// The network of a dataset's purchases; firms and sectors have the ids of suppliers and components.
pub(super) fn derive(session: &Session) -> Result<Derived, Stop> {
    let model = session.graph.model();
    let found = purchase_network(&session.graph).map_err(|none| refusal(model, &none))?;
    let firm = |one: &liantu_analysis::TradingFirm| Firm {
        id: model.supplier(one.supplier).id.clone(),
        sector: model.component(one.product).id.clone(),
    };
    let firms: Vec<Firm> = found.firms.iter().map(firm).collect();
    let index: FirmIndex =
        firms.iter().enumerate().map(|(at, firm)| (firm.id.clone(), FirmIx(at as u32))).collect();
    let links = found.links.iter().map(|link| Link {
        supplier: FirmIx(link.seller as u32),
        customer: FirmIx(link.buyer as u32),
        weight: link.value,
    });
    let id = |component: ComponentIx| model.component(component).id.clone();
    let effect = |effect: InputEffect| match effect {
        InputEffect::None => Essentiality::None,
        InputEffect::Partial => Essentiality::NonEssential,
        InputEffect::Essential => Essentiality::Essential,
    };
    let matrix =
        found.effects.iter().map(|(&(input, product), &one)| ((id(input), id(product)), effect(one)));
    let network = FirmNetwork::new(firms, links.collect(), &matrix.collect());
    let network = network.map_err(|error| Stop::Other(error.into()))?;
    let naming = session.naming();
    let sector_name = |code: &String| {
        model.find_component(code).map_or_else(|_| code.clone(), |one| naming.component(one).to_owned())
    };
    Ok(Derived {
        sector_names: network.sectors().iter().map(sector_name).collect(),
        firm_names: found.firms.iter().map(|one| naming.supplier(one.supplier).to_owned()).collect(),
        notes: notes(session, &found),
        tables: NetworkTables { sets: sets(model, &found), network, index },
    })
}

/// What each firm belongs to: its product, its ultimate owner, every region around it, coalitions.
fn sets(model: &Model, found: &PurchaseNetwork) -> FirmSets {
    let mut sets = FirmSets::default();
    for (at, one) in found.firms.iter().enumerate() {
        let (firm, row) = (FirmIx(at as u32), model.supplier(one.supplier));
        sets.add(SetKind::Sector, &model.component(one.product).id, firm);
        sets.add(SetKind::Group, &model.supplier(row.root).id, firm);
        for region in row.region.into_iter().flat_map(|region| model.around(region)) {
            sets.add(SetKind::Region, &model.region(region).id, firm);
        }
        for coalition in model.coalitions() {
            if coalition.members.iter().any(|&member| is_inside(model, one.supplier, member)) {
                sets.add(SetKind::Coalition, &coalition.id, firm);
            }
        }
    }
    sets
}

fn is_inside(model: &Model, supplier: SupplierIx, region: liantu_model::RegionIx) -> bool {
    model.supplier(supplier).region.is_some_and(|place| model.contains(region, place))
}

fn notes(session: &Session, found: &PurchaseNetwork) -> Vec<String> {
    let several = found.several_products.to_string();
    let other = format!("{:.1}", found.other_money * 100.0);
    let arguments = [("several", several.as_str()), ("other", &other)];
    vec![session.words.format("systemic-note-derived", &arguments)]
}

fn refusal(model: &Model, none: &NoNetwork) -> Mistake {
    let place = |at: &RowAt| format!("{}:{}", model.files()[usize::from(at.file)], at.row);
    match none {
        NoNetwork::NoPurchases => Mistake::new("systemic-no-purchases", &[]),
        NoNetwork::NoMoney { count, all, first } => {
            let mut places: Vec<String> = first.iter().map(place).collect();
            places.extend((first.len() < *count).then(|| "…".to_owned()));
            Mistake::new(
                "systemic-no-money",
                &[("count", &count.to_string()), ("all", &all.to_string()), ("places", &places.join(", "))],
            )
        }
    }
}
