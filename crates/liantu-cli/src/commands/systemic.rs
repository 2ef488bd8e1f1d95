//! `liantu systemic`: how much of all output is lost when a firm closes?

use crate::arguments::{Arguments, Format, SystemicArguments};
use crate::exit::{Exit, Mistake};
use crate::output::{deliver, deliver_tables, stderr_line};
use liantu_render::catalogue::Catalogue;
use liantu_render::systemic::{SystemicResult, SystemicRow, problem_text};
use liantu_render::write::systemic_csv;
use liantu_render::{json, tables};
use liantu_systemic::read::{FirmIndex, ReadError, read_folder, read_shocks, read_weights};
use liantu_systemic::{
    Channels, EsriOptions, FirmIx, FirmNetwork, Outcome, OutputWeights, Replaceability, Shock, Solution, esri,
};

pub(crate) fn run(arguments: &Arguments, own: &SystemicArguments) -> anyhow::Result<Exit> {
    let options = options(own)?;
    let input = match read(own) {
        Ok(input) => input,
        Err(error) => return Ok(say(&Catalogue::new(arguments.language()), &error)),
    };
    let Input { network, channels, weights, scenarios } = input;
    let outcomes =
        esri(&channels, &weights, &options, scenarios.len(), &|at| scenarios.shock(at), &|_done| {});
    let words = Catalogue::new(arguments.language());
    let rows = rows(&network, &weights, &scenarios, &outcomes);
    let result = SystemicResult { options, firms: network.len(), weights: weights.names(), rows };
    if own.output.format == Format::Csv {
        deliver(&own.output, Box::new(|out| systemic_csv(out, &result)))?;
    } else {
        deliver_tables(
            &own.output,
            || vec![tables::systemic(&words, &result, own.top)],
            |out| json::write(&json::systemic(&words, &result, &name_of(&own.network)), out),
        )?;
    }
    Ok(if result.unsettled() > 0 { Exit::Incomplete } else { Exit::Done })
}

/// The scenarios with what is known of them.
fn rows<'a>(
    network: &'a FirmNetwork,
    weights: &OutputWeights,
    scenarios: &'a Scenarios,
    outcomes: &'a [Outcome],
) -> Vec<SystemicRow<'a>> {
    let row = |(at, outcome)| {
        let firm = FirmIx(at as u32);
        let is_firm = matches!(scenarios, Scenarios::EachFirm(_));
        let sector = is_firm.then(|| network.sectors()[network.sector_of(firm).at()].as_str());
        let own_weight = is_firm.then(|| weights.of_firm(firm).to_vec());
        SystemicRow { id: scenarios.id(network, at), sector, own_weight, outcome }
    };
    outcomes.iter().enumerate().map(row).collect()
}

/// What the folder is called.
fn name_of(folder: &std::path::Path) -> String {
    let full = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    full.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn options(own: &SystemicArguments) -> Result<EsriOptions, Mistake> {
    if let Some(eps) = own.eps.filter(|eps| !(eps.is_finite() && *eps > 0.0)) {
        return Err(Mistake::new("systemic-bad-eps", &[("read", &eps.to_string())]));
    }
    Ok(EsriOptions {
        solution: if own.compat {
            Solution::Compat { eps: own.eps.unwrap_or(1e-2) }
        } else {
            Solution::FixedPoint { error: own.eps.unwrap_or(1e-10) }
        },
        replaceability: if own.no_replaceability { Replaceability::Off } else { Replaceability::MarketShare },
    })
}

/// What was read.
struct Input {
    network: FirmNetwork,
    channels: Channels,
    weights: OutputWeights,
    scenarios: Scenarios,
}

fn read(own: &SystemicArguments) -> Result<Input, ReadError> {
    let (network, index) = read_folder(&own.network)?;
    let channels = Channels::new(&network);
    let weights = match &own.weights {
        Some(path) => {
            let columns = read_weights(path, &index)?;
            OutputWeights::new(&network, &channels, &columns).expect("the reader checks them")
        }
        None => OutputWeights::sales(&channels),
    };
    let scenarios = Scenarios::read(own, &network, &index)?;
    Ok(Input { network, channels, weights, scenarios })
}

/// What happens to whom.
enum Scenarios {
    /// Each firm closes alone.
    EachFirm(usize),
    /// As a table says.
    Named(Vec<(String, Shock)>),
}

impl Scenarios {
    fn read(own: &SystemicArguments, network: &FirmNetwork, index: &FirmIndex) -> Result<Self, ReadError> {
        let Some(path) = &own.shock else { return Ok(Self::EachFirm(network.len())) };
        let mut downstream = read_shocks(path, index)?;
        let mut upstream = match &own.shock_upstream {
            Some(path) => read_shocks(path, index)?,
            None => downstream.clone(),
        };
        let names: Vec<String> = downstream.keys().chain(upstream.keys()).cloned().collect();
        let mut named: Vec<(String, Shock)> = Vec::new();
        for name in names {
            let (down, up) = (downstream.swap_remove(&name), upstream.swap_remove(&name));
            if down.is_some() || up.is_some() {
                let shock = Shock::new(down.unwrap_or_default(), up.unwrap_or_default());
                named.push((name, shock.expect("the reader checks losses")));
            }
        }
        Ok(Self::Named(named))
    }

    fn len(&self) -> usize {
        match self {
            Self::EachFirm(firms) => *firms,
            Self::Named(named) => named.len(),
        }
    }

    fn shock(&self, at: usize) -> Shock {
        match self {
            Self::EachFirm(_) => Shock::closing(FirmIx(at as u32)),
            Self::Named(named) => named[at].1.clone(),
        }
    }

    fn id<'a>(&'a self, network: &'a FirmNetwork, at: usize) -> &'a str {
        match self {
            Self::EachFirm(_) => network.id(FirmIx(at as u32)),
            Self::Named(named) => &named[at].0,
        }
    }
}

/// Says what is wrong with the tables.
fn say(words: &Catalogue, error: &ReadError) -> Exit {
    for problem in &error.problems {
        stderr_line(&problem_text(words, problem));
    }
    if error.problems.iter().any(|problem| problem.kind.is_unreadable()) {
        Exit::Usage
    } else {
        Exit::DataErrors
    }
}
