//! What falls with foreign sources, as JSON.

use super::horizon_key;
use crate::results::Results;
use liantu_analysis::{Act, ActLoss, Fall, HorizonLoss, LookThrough, LookThroughAt, Party, PartyLoss};
use liantu_graph::Market;
use liantu_model::ComponentIx;
use serde::Serialize;

/// What a party's act means for one component.
#[derive(Debug, Serialize)]
pub(super) struct LossRow {
    /// How the component itself falls; null when it does not.
    component: Option<FallRow>,
    /// The targets lost among those that need the component.
    targets: Vec<FallRow>,
    #[serde(flatten)]
    all: Sums,
}

/// Losses over all targets, certain and possible, at both horizons.
#[derive(Debug, Serialize)]
#[expect(clippy::struct_field_names, reason = "the names are the contract")]
pub(super) struct Sums {
    targets_lost: Ends<usize>,
    weight_lost: Ends<f64>,
    capacity_lost: Ends<f64>,
}

#[derive(Debug, Serialize)]
struct Ends<T> {
    short: [T; 2],
    long: [T; 2],
}

/// Something that falls.
#[derive(Debug, Serialize)]
pub(super) struct FallRow {
    id: String,
    certainty: &'static str,
    horizon: &'static str,
}

/// Who withdraws: `region`, `coalition`, or `imports` for everybody abroad.
#[derive(Debug, Serialize)]
struct PartyName {
    kind: &'static str,
    id: String,
    name: String,
}

/// Both acts of one party, for one component.
#[derive(Debug, Serialize)]
pub(super) struct BothLosses {
    party: PartyName,
    embargo: LossRow,
    stop: LossRow,
}

/// A party and everything it takes down.
#[derive(Debug, Serialize)]
pub(super) struct PartyRow {
    party: PartyName,
    embargo: ActRow,
    stop: ActRow,
}

#[derive(Debug, Serialize)]
struct ActRow {
    targets: Vec<FallRow>,
    components_lost: usize,
    #[serde(flatten)]
    all: Sums,
    settled: bool,
}

/// Look-through import dependence, percent.
#[derive(Debug, Serialize)]
pub(super) struct LookThroughRow {
    low: f64,
    high: f64,
    percentage: bool,
    short: Part,
    /// `world`, the id of a region, or null without shares of its own.
    market: Option<String>,
}

#[derive(Debug, Serialize)]
struct Part {
    low: f64,
    high: f64,
    percentage: bool,
}

/// The parties and all they take down.
pub(super) fn parties(results: &Results<'_>) -> Vec<PartyRow> {
    let row = |loss: &PartyLoss| PartyRow {
        party: party(results, loss.party),
        embargo: act(results, loss.by(Act::Embargo)),
        stop: act(results, loss.by(Act::Stop)),
    };
    results.exposure.parties.iter().map(row).collect()
}

fn act(results: &Results<'_>, loss: &ActLoss) -> ActRow {
    ActRow {
        targets: loss.targets.iter().map(|&one| fall(results, one)).collect(),
        components_lost: loss.components.len(),
        all: sums(loss),
        settled: loss.settled,
    }
}

/// What a party means for a component; `None` when there is no such party.
pub(super) fn losses(results: &Results<'_>, who: Party, component: ComponentIx) -> Option<BothLosses> {
    let found = results.exposure.of(who)?;
    Some(BothLosses {
        party: party(results, who),
        embargo: loss(results, found.by(Act::Embargo), component),
        stop: loss(results, found.by(Act::Stop), component),
    })
}

/// What one act of a party means for a component.
pub(super) fn loss_by(
    results: &Results<'_>,
    who: Party,
    act: Act,
    component: ComponentIx,
) -> Option<LossRow> {
    results.exposure.of(who).map(|found| loss(results, found.by(act), component))
}

fn loss(results: &Results<'_>, loss: &ActLoss, component: ComponentIx) -> LossRow {
    let needing = results.exposure.needed_by(component);
    LossRow {
        component: loss.fall_of(component).map(|one| fall(results, one)),
        targets: loss.targets_among(needing).map(|&one| fall(results, one)).collect(),
        all: sums(loss),
    }
}

fn ends<T>([short, long]: &[HorizonLoss; 2], of: impl Fn(&HorizonLoss) -> [T; 2]) -> Ends<T> {
    Ends { short: of(short), long: of(long) }
}

fn sums(loss: &ActLoss) -> Sums {
    Sums {
        targets_lost: ends(&loss.horizons, |one| [one.targets.low, one.targets.high]),
        weight_lost: ends(&loss.horizons, |one| [one.weight.low, one.weight.high]),
        capacity_lost: ends(&loss.horizons, |one| [one.capacity.low, one.capacity.high]),
    }
}

fn fall(results: &Results<'_>, fall: Fall) -> FallRow {
    FallRow {
        id: results.naming.model.component(fall.component).id.clone(),
        certainty: fall.certainty.key(),
        horizon: horizon_key(fall.horizon),
    }
}

fn party(results: &Results<'_>, party: Party) -> PartyName {
    let (model, naming) = (results.naming.model, results.naming);
    let (kind, id) = match party {
        Party::Place(place) => ("region", model.region(place).id.clone()),
        Party::Coalition(coalition) => ("coalition", model.coalition(coalition).id.clone()),
        Party::Imports => ("imports", "imports".to_owned()),
    };
    PartyName { kind, id, name: naming.party(party) }
}

/// Look-through dependence of a component.
pub(super) fn look_through(results: &Results<'_>, component: ComponentIx) -> LookThroughRow {
    let LookThrough { horizons: [short, long], market } = results.exposure.look_through(component);
    let part = |one: LookThroughAt| Part {
        low: 100.0 * one.lost.low,
        high: 100.0 * one.lost.high,
        percentage: one.percentage,
    };
    let long = part(long);
    LookThroughRow {
        low: long.low,
        high: long.high,
        percentage: long.percentage,
        short: part(short),
        market: market.map(|market| match market {
            Market::World => "world".to_owned(),
            Market::Region(region) => results.naming.model.region(region).id.clone(),
        }),
    }
}
