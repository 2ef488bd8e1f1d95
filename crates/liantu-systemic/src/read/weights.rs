//! Output weights: `id` and one or more columns of numbers.

use std::path::Path;

use super::folder::{FirmIndex, find_firm};
use super::problem::{Collector, ProblemKind, ReadError};
use super::table::{Column, problem, read_table};

const ID: Column = Column { name: "id", aliases: &["编号", "企业", "firm"] };

/// Reads columns of output weights; every firm needs a row.
///
/// # Errors
/// The problems of the table.
pub fn read_weights(path: &Path, index: &FirmIndex) -> Result<Vec<(String, Vec<f64>)>, ReadError> {
    let mut names: Vec<String> = Vec::new();
    let mut columns: Vec<Vec<f64>> = Vec::new();
    let mut is_there = vec![false; index.len()];
    let mut problems = Collector::new(path.to_owned());
    let choose = |header: &[String]| {
        let id = header.iter().position(|name| ID.is_called(name));
        let id = id.ok_or_else(|| (ID.name, header.join(", ")))?;
        let others: Vec<usize> = (0..header.len()).filter(|&at| at != id && !header[at].is_empty()).collect();
        if others.is_empty() {
            return Err(("weight", header.join(", ")));
        }
        names = others.iter().map(|&at| header[at].clone()).collect();
        columns = vec![vec![0.0; index.len()]; others.len()];
        Ok([id].into_iter().chain(others).collect())
    };
    let mut rows = Vec::new();
    read_table(path, choose, |row| {
        let cells: Vec<String> = row.cells.iter().map(|cell| cell.clone().into_owned()).collect();
        rows.push((row.number, cells));
    })?;
    for (number, cells) in rows {
        let Some(firm) = cells.first().and_then(|id| find_firm(index, number, "id", id, &mut problems))
        else {
            continue;
        };
        if std::mem::replace(&mut is_there[firm.at()], true) {
            problems.add(Some(number), "id", &cells[0], ProblemKind::DuplicateFirm);
        }
        for (at, column) in columns.iter_mut().enumerate() {
            match cells.get(at + 1).map(|cell| (cell, cell.parse::<f64>())) {
                Some((_, Ok(weight))) if weight.is_finite() && weight >= 0.0 => column[firm.at()] = weight,
                Some((cell, Ok(_))) => problems.add(Some(number), "weight", cell, ProblemKind::Negative),
                Some((cell, Err(_))) => problems.add(Some(number), "weight", cell, ProblemKind::NotANumber),
                None => problems.add(Some(number), "weight", "", ProblemKind::ShortRow),
            }
        }
    }
    problems.finish()?;
    check(path, index, &is_there, &names, &columns)?;
    Ok(names.into_iter().zip(columns).collect())
}

fn check(
    path: &Path,
    index: &FirmIndex,
    is_there: &[bool],
    names: &[String],
    columns: &[Vec<f64>],
) -> Result<(), ReadError> {
    let missing = index.iter().filter(|(_, firm)| !is_there[firm.at()]).min_by_key(|(_, firm)| **firm);
    if let Some((id, _)) = missing {
        return Err(problem(path, id.clone(), ProblemKind::MissingFirm).into());
    }
    match columns.iter().position(|column| column.iter().all(|&one| one == 0.0)) {
        Some(at) => Err(problem(path, names[at].clone(), ProblemKind::AllZero).into()),
        None => Ok(()),
    }
}
