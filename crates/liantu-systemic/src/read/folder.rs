//! `nodes`, `edges`, `essentiality` to a network; `coalitions` where there is such a table.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rustc_hash::FxHashMap;

use super::problem::{Collector, ProblemKind, ReadError};
use super::table::{Column, Row, all_of, locate, problem, read_table, some_of};
use crate::error::NetworkError;
use crate::network::{Essentiality, Firm, FirmIx, FirmNetwork, Link};
use crate::sets::{FirmSets, SetKind};

const NODES: [Column; 2] = [
    Column { name: "id", aliases: &["编号", "企业", "firm"] },
    Column { name: "sector", aliases: &["行业", "部门"] },
];
/// What nodes may say besides; a cell may name several, with `;` between them.
const NODE_SETS: [(Column, SetKind); 2] = [
    (Column { name: "group", aliases: &["集团", "owner"] }, SetKind::Group),
    (Column { name: "region", aliases: &["地区", "country", "国家/地区"] }, SetKind::Region),
];
const COALITIONS: [Column; 2] = [
    Column { name: "coalition", aliases: &["管制情景组", "id", "编号"] },
    Column { name: "region", aliases: &["地区", "成员", "member"] },
];
const EDGES: [Column; 3] = [
    Column { name: "supplier", aliases: &["供应商", "卖方"] },
    Column { name: "customer", aliases: &["客户", "买方"] },
    Column { name: "weight", aliases: &["金额", "value"] },
];
const ESSENTIALITY: [Column; 3] = [
    Column { name: "supplier_sector", aliases: &["供应行业"] },
    Column { name: "customer_sector", aliases: &["客户行业"] },
    Column { name: "type", aliases: &["类型"] },
];

/// Firms by key.
pub type FirmIndex = FxHashMap<String, FirmIx>;

/// A network as it is read.
#[derive(Clone, Debug)]
pub struct NetworkTables {
    /// The network.
    pub network: FirmNetwork,
    /// Its firms by key.
    pub index: FirmIndex,
    /// Firms of one sector, group, region, coalition.
    pub sets: FirmSets,
}

/// Whether a folder has a table of firms.
pub fn is_network(folder: &Path) -> bool {
    locate(folder, "nodes").exists()
}

/// Reads a network from the tables of a folder (`.csv`, `.parquet`).
///
/// # Errors
/// The problems of the first table that has any.
pub fn read_folder(folder: &Path) -> Result<NetworkTables, ReadError> {
    let essentiality = read_essentiality(&locate(folder, "essentiality"))?;
    let Nodes { firms, index, mut sets } = read_nodes(&locate(folder, "nodes"), &essentiality)?;
    let coalitions = locate(folder, "coalitions");
    if coalitions.exists() {
        read_coalitions(&coalitions, &mut sets)?;
    }
    let path = locate(folder, "edges");
    let links = read_edges(&path, &index)?;
    let network = FirmNetwork::new(firms, links, &essentiality);
    let network = network.map_err(|error| match error {
        NetworkError::DuplicateLink { supplier, customer } => {
            problem(&path, format!("{supplier} → {customer}"), ProblemKind::DuplicatePair)
        }
        error => problem(&path, error.to_string(), ProblemKind::Unreadable),
    })?;
    Ok(NetworkTables { network, index, sets })
}

type Matrix = BTreeMap<(String, String), Essentiality>;

fn read_essentiality(path: &Path) -> Result<Matrix, ReadError> {
    let mut matrix = Matrix::new();
    let mut problems = Collector::new(path.to_owned());
    read_table(
        path,
        |header| all_of(&ESSENTIALITY, header),
        |row| {
            let Some([supplier, customer, kind]) = filled(&row, &ESSENTIALITY, &mut problems) else { return };
            let Some(kind) = kind.parse().ok().and_then(Essentiality::from_code) else {
                return problems.add(Some(row.number), "type", kind, ProblemKind::NotAClass);
            };
            if matrix.insert((supplier.to_owned(), customer.to_owned()), kind).is_some() {
                let pair = format!("{supplier} → {customer}");
                problems.add(Some(row.number), "customer_sector", &pair, ProblemKind::DuplicatePair);
            }
        },
    )?;
    problems.finish()?;
    Ok(matrix)
}

struct Nodes {
    firms: Vec<Firm>,
    index: FirmIndex,
    sets: FirmSets,
}

fn read_nodes(path: &Path, matrix: &Matrix) -> Result<Nodes, ReadError> {
    let sectors: BTreeSet<&str> =
        matrix.keys().flat_map(|(supplier, customer)| [supplier.as_str(), customer.as_str()]).collect();
    let (mut firms, mut index, mut sets) = (Vec::new(), FirmIndex::default(), FirmSets::default());
    let mut problems = Collector::new(path.to_owned());
    let more = OnceCell::new();
    read_table(
        path,
        |header| {
            let (found, kinds) = some_of(&NODE_SETS, header);
            let _ = more.set(kinds);
            Ok([all_of(&NODES, header)?, found].concat())
        },
        |row| {
            let Some([id, sector]) = filled(&row, &NODES, &mut problems) else { return };
            let firm = FirmIx(firms.len() as u32);
            sets.add(SetKind::Sector, sector, firm);
            if !sectors.contains(sector) {
                problems.add(Some(row.number), "sector", sector, ProblemKind::UnknownSector);
            }
            if index.insert(id.to_owned(), firm).is_some() {
                problems.add(Some(row.number), "id", id, ProblemKind::DuplicateFirm);
            }
            for (cell, &kind) in row.cells.iter().skip(NODES.len()).zip(more.get().into_iter().flatten()) {
                names(cell).for_each(|name| sets.add(kind, name, firm));
            }
            firms.push(Firm { id: id.to_owned(), sector: sector.to_owned() });
        },
    )?;
    problems.finish()?;
    if firms.is_empty() {
        return Err(problem(path, String::new(), ProblemKind::NoRows).into());
    }
    Ok(Nodes { firms, index, sets })
}

/// The names in a cell, none of them blank.
fn names(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([';', ';', '、']).map(str::trim).filter(|name| !name.is_empty())
}

/// Coalitions and their regions; a firm of two regions of a coalition is in it once.
fn read_coalitions(path: &Path, sets: &mut FirmSets) -> Result<(), ReadError> {
    let mut problems = Collector::new(path.to_owned());
    let mut members: BTreeMap<String, BTreeSet<FirmIx>> = BTreeMap::new();
    read_table(
        path,
        |header| all_of(&COALITIONS, header),
        |row| {
            let Some([coalition, region]) = filled(&row, &COALITIONS, &mut problems) else { return };
            let firms = sets.get(SetKind::Region, region).unwrap_or_default();
            members.entry(coalition.to_owned()).or_default().extend(firms);
        },
    )?;
    problems.finish()?;
    for (coalition, firms) in &members {
        for &firm in firms {
            sets.add(SetKind::Coalition, coalition, firm);
        }
    }
    Ok(())
}

fn read_edges(path: &Path, index: &FirmIndex) -> Result<Vec<Link>, ReadError> {
    let mut links = Vec::new();
    let mut problems = Collector::new(path.to_owned());
    read_table(
        path,
        |header| all_of(&EDGES, header),
        |row| {
            let Some([supplier, customer, weight]) = filled(&row, &EDGES, &mut problems) else { return };
            let mut firm = |column, id: &str| find_firm(index, row.number, column, id, &mut problems);
            let (supplier, customer) = (firm("supplier", supplier), firm("customer", customer));
            let weight = non_negative(row.number, "weight", weight, &mut problems);
            if let (Some(supplier), Some(customer), Some(weight)) = (supplier, customer, weight) {
                links.push(Link { supplier, customer, weight });
            }
        },
    )?;
    problems.finish()?;
    // Half of what a list grew to may be empty, and the network keeps it.
    links.shrink_to_fit();
    Ok(links)
}

/// The cells of a row, none of them blank.
pub(crate) fn filled<'a, const N: usize>(
    row: &'a Row<'_>,
    columns: &[Column; N],
    problems: &mut Collector,
) -> Option<[&'a str; N]> {
    for (at, column) in columns.iter().enumerate() {
        match row.cells.get(at) {
            None => problems.add(Some(row.number), column.name, "", ProblemKind::ShortRow),
            Some(cell) if cell.is_empty() => {
                problems.add(Some(row.number), column.name, "", ProblemKind::Blank);
            }
            Some(_) => continue,
        }
        return None;
    }
    Some(std::array::from_fn(|at| row.cells[at].as_ref()))
}

pub(crate) fn find_firm(
    index: &FirmIndex,
    row: u64,
    column: &'static str,
    id: &str,
    problems: &mut Collector,
) -> Option<FirmIx> {
    let firm = index.get(id).copied();
    if firm.is_none() {
        problems.add(Some(row), column, id, ProblemKind::UnknownFirm);
    }
    firm
}

/// A finite number of at least 0.
pub(crate) fn non_negative(
    row: u64,
    column: &'static str,
    text: &str,
    problems: &mut Collector,
) -> Option<f64> {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() && number >= 0.0 => return Some(number),
        Ok(number) if number < 0.0 || number.is_infinite() => {
            problems.add(Some(row), column, text, ProblemKind::Negative);
        }
        _ => problems.add(Some(row), column, text, ProblemKind::NotANumber),
    }
    None
}
