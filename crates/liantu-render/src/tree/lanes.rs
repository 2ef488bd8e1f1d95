//! The chain in three lanes: upstream, midstream, downstream (上游、中游、下游).

use super::{component_node, legend};
use crate::chart::{Chart, Lane, LaneGroup, Link};
use crate::results::Results;
use liantu_model::{ComponentIx, ComponentKind, Stage};

/// Every component in the lane of its stage, by kind and in the order of the dataset; those without a stage last.
/// O(components).
pub fn lanes(results: &Results<'_>, provenance: &[String]) -> Chart {
    let naming = results.naming;
    let words = naming.words;
    let (home, date) = (naming.region(naming.model.dataset().home), naming.as_of());
    let arguments = [("subject", naming.title()), ("home", home), ("date", &*date)];
    let mut chart = Chart::new(words.format("lanes-title", &arguments));
    chart.subtitle = words.text("lanes-subtitle");
    chart.legend = legend(results);
    chart.footnote = vec![words.text("tree-definitions")];
    chart.footnote.extend_from_slice(provenance);
    for stage in [Some(Stage::Upstream), Some(Stage::Midstream), Some(Stage::Downstream), None] {
        let of_stage: Vec<ComponentIx> = naming
            .model
            .component_indices()
            .filter(|&one| naming.model.component(one).stage == stage)
            .collect();
        if !of_stage.is_empty() {
            let lane = lane(results, &mut chart, stage, &of_stage);
            chart.lanes.push(lane);
        }
    }
    chart
}

fn lane(results: &Results<'_>, chart: &mut Chart, stage: Option<Stage>, of_stage: &[ComponentIx]) -> Lane {
    let (model, words) = (results.naming.model, results.naming.words);
    let kind = |one: ComponentIx| model.component(one).kind;
    let mut kinds: Vec<Option<ComponentKind>> = Vec::new();
    for &one in of_stage {
        if !kinds.contains(&kind(one)) {
            kinds.push(kind(one));
        }
    }
    let mut group = |wanted: Option<ComponentKind>| {
        let members = of_stage.iter().filter(|&&one| kind(one) == wanted);
        let boxes =
            members.map(|&one| chart.tree.add_root(component_node(results, one, Link::Required))).collect();
        let label = wanted
            .map_or_else(|| words.text("lanes-no-kind"), |kind| words.text(&format!("kind-{}", kind.key())));
        LaneGroup { label, boxes }
    };
    let groups = kinds.into_iter().map(&mut group).collect();
    let label = stage
        .map_or_else(|| words.text("lanes-no-stage"), |stage| words.text(&format!("stage-{}", stage.key())));
    Lane { label, groups }
}
