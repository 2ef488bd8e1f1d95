//! `--new`: sources that somebody could build.

use crate::arguments::PlanArguments;
use crate::commands::plan::{MONEY, percentage};
use crate::exit::Mistake;
use crate::findings::in_range;
use crate::session::Session;
use liantu_graph::ChainGraph;
use liantu_model::{ComponentIx, NewSource, RegionIx};
use liantu_plan::essential;

/// Stands for every component that the targets need and somebody supplies.
const ALL: [&str; 2] = ["all", "全部"];

/// The session with the sources of `--new` among its candidates.
pub(super) fn with_new_sources(
    session: Session,
    own: &PlanArguments,
    targets: &[ComponentIx],
) -> anyhow::Result<Session> {
    if own.new.is_empty() {
        return Ok(session);
    }
    let takeover = percentage("new-cover", own.new_cover)?;
    let mut sources = Vec::new();
    for text in &own.new {
        let Typed { components, region, cost } = typed(&session, text, targets)?;
        sources.extend(
            components.into_iter().map(|component| NewSource {
                name: session
                    .words
                    .format("plan-new-name", &[("component", session.naming().component(component))]),
                component,
                region,
                cost,
                takeover,
                switch_weeks: own.within,
            }),
        );
    }
    let Session { graph, words, hash } = session;
    Ok(Session { graph: ChainGraph::new(graph.into_model().with_new_sources(&sources)), words, hash })
}

struct Typed {
    components: Vec<ComponentIx>,
    region: RegionIx,
    cost: f64,
}

/// Understands `COMPONENT=COST` and `COMPONENT@REGION=COST`; the component may be `all`.
fn typed(session: &Session, text: &str, targets: &[ComponentIx]) -> Result<Typed, Mistake> {
    let bad = || Mistake::new("plan-bad-new", &[("read", text)]);
    let (what, cost) = text.rsplit_once(['=', '=']).ok_or_else(bad)?;
    let cost: f64 = cost.trim().parse().map_err(|_| bad())?;
    let (component, region) = what.rsplit_once('@').map_or((what, None), |(what, place)| (what, Some(place)));
    let component = component.trim();
    let is_all = ALL.contains(&component.to_lowercase().as_str());
    let components = match session.component(component) {
        Ok(one) => vec![one],
        Err(_) if is_all => all(session, targets),
        Err(mistake) => return Err(mistake),
    };
    Ok(Typed { components, region: place(session, region)?, cost: in_range("new", cost, MONEY)? })
}

fn all(session: &Session, targets: &[ComponentIx]) -> Vec<ComponentIx> {
    if targets.is_empty() {
        return essential(&session.graph, &session.graph.default_targets());
    }
    essential(&session.graph, targets)
}

/// A region of the domestic territory; home when none is named.
fn place(session: &Session, name: Option<&str>) -> Result<RegionIx, Mistake> {
    let model = session.graph.model();
    let Some(name) = name.map(str::trim) else { return Ok(model.dataset().home) };
    let region = model.find_region(name).map_err(|nearest| {
        let nearest = nearest.unwrap_or_default();
        Mistake::new("unknown-region-option", &[("read", name), ("nearest", &nearest)])
    })?;
    if model.is_domestic(region) {
        Ok(region)
    } else {
        Err(Mistake::new("plan-new-abroad", &[("region", name)]))
    }
}
