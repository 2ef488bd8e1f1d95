//! What `systemic` reads.

use super::derived::{Derived, derive, is_dataset};
use super::scenarios::{Elements, Scenarios};
use crate::arguments::{Arguments, SystemicArguments};
use crate::exit::{Exit, Mistake};
use crate::output::stderr_line;
use crate::session::Session;
use liantu_render::catalogue::Catalogue;
use liantu_render::systemic::{FirmNames, problem_text};
use liantu_systemic::read::{
    BackupTable, FirmIndex, NetworkTables, ReadError, read_backups, read_folder, read_weights,
};
use liantu_systemic::{Backing, Channels, FirmNetwork, OutputWeights};
use std::path::Path;

/// Why there is nothing to compute.
pub(super) enum Stop {
    /// Tables with problems.
    Tables(ReadError),
    /// What has been said already.
    Said(Exit),
    /// Anything else.
    Other(anyhow::Error),
}

impl From<ReadError> for Stop {
    fn from(error: ReadError) -> Self {
        Self::Tables(error)
    }
}

impl From<Mistake> for Stop {
    fn from(mistake: Mistake) -> Self {
        Self::Other(mistake.into())
    }
}

/// What was read.
pub(super) struct Input {
    /// What the network is called.
    pub(super) name: String,
    pub(super) network: FirmNetwork,
    pub(super) channels: Channels,
    pub(super) weights: OutputWeights,
    pub(super) scenarios: Scenarios,
    pub(super) backups: Option<Backups>,
    /// Names of firms and sectors, where they have others than their keys.
    pub(super) firm_names: Vec<String>,
    pub(super) sector_names: Vec<String>,
    /// What must be said of how the network came about.
    pub(super) notes: Vec<String>,
}

/// Named backups, and the same as a network can use them.
pub(super) struct Backups {
    pub(super) table: BackupTable,
    pub(super) backing: Backing,
}

impl Input {
    pub(super) fn read(
        arguments: &Arguments,
        own: &SystemicArguments,
        words: &Catalogue,
    ) -> Result<Self, Stop> {
        let path = own.network.as_deref().unwrap_or(Path::new(""));
        let open = || Session::open(arguments, path).map_err(Stop::Other)?.map_err(Stop::Said);
        let session = is_dataset(path).then(open).transpose()?;
        let Derived { tables, firm_names, sector_names, notes } = match &session {
            Some(session) => derive(session)?,
            None => Derived::read(read_folder(path)?),
        };
        let NetworkTables { network, index, sets } = tables;
        let channels = Channels::new(&network);
        let weights = weights(own, &network, &channels, &index)?;
        let model = session.as_ref().map(|session| session.graph.model());
        let elements = Elements { network: &network, index: &index, sets: &sets, words, model };
        let scenarios = Scenarios::read(own, &elements)?;
        let backups = own.backups.as_ref().map(|path| backups(path, &channels, &index)).transpose()?;
        let name = name_of(path);
        Ok(Self { name, network, channels, weights, scenarios, backups, firm_names, sector_names, notes })
    }

    pub(super) fn names(&self) -> FirmNames<'_> {
        FirmNames { network: &self.network, firms: &self.firm_names, sectors: &self.sector_names }
    }
}

fn weights(
    own: &SystemicArguments,
    network: &FirmNetwork,
    channels: &Channels,
    index: &FirmIndex,
) -> Result<OutputWeights, Stop> {
    let Some(path) = &own.weights else { return Ok(OutputWeights::sales(channels)) };
    let columns = read_weights(path, index)?;
    Ok(OutputWeights::new(network, channels, &columns).expect("the reader checks them"))
}

fn backups(path: &Path, channels: &Channels, index: &FirmIndex) -> Result<Backups, ReadError> {
    let table = read_backups(path, index)?;
    let backing = Backing::new(channels, &table.ready).expect("the reader checks them");
    Ok(Backups { table, backing })
}

/// What the folder is called.
fn name_of(folder: &Path) -> String {
    let full = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    full.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// Says what is wrong with the tables.
pub(super) fn say(words: &Catalogue, error: &ReadError) -> Exit {
    for problem in &error.problems {
        stderr_line(&problem_text(words, problem));
    }
    if error.problems.iter().any(|problem| problem.kind.is_unreadable()) {
        Exit::Usage
    } else {
        Exit::DataErrors
    }
}
