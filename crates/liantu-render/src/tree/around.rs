//! The neighbourhood of a component: what it needs and what needs it within some steps, and who supplies them.

use super::{Step, component_node, legend, link_of, steps};
use crate::chart::{Bond, Chart, ChartNode, Layers, Link, NodeIx, NodeStyle, SinglePoint};
use crate::results::Results;
use crate::tables::phrases;
use liantu_analysis::Certainty;
use liantu_graph::{Direction, OfferSource};
use liantu_model::{ComponentIx, Index, SupplyStatus};
use std::collections::BTreeMap;

/// More boxes than this nobody reads.
const MOST_BOXES: usize = 150;
/// Sources drawn for one component; of more, the rest is one box.
const MOST_SOURCES: usize = 8;

/// What to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AroundOptions {
    /// In the middle.
    pub centre: ComponentIx,
    /// Steps upstream, and steps downstream.
    pub hops: u32,
}

/// The chart, products to the right of what they need, firms to the left of what they supply. O(components +
/// requirements + supplies).
///
/// # Errors
/// The number of components when they are too many for a picture.
pub fn around(results: &Results<'_>, options: AroundOptions, provenance: &[String]) -> Result<Chart, usize> {
    let components = components(results, options);
    if components.len() > MOST_BOXES {
        return Err(components.len());
    }
    let words = results.naming.words;
    let hops = options.hops.to_string();
    let arguments = [
        ("component", results.naming.component(options.centre)),
        ("hops", &*hops),
        ("chain", results.naming.title()),
        ("date", &results.naming.as_of()),
    ];
    let mut chart = Chart::new(words.format("around-title", &arguments));
    chart.subtitle = words.text("around-subtitle");
    chart.legend = legend(results);
    chart.footnote = vec![words.text("tree-definitions")];
    chart.footnote.extend_from_slice(provenance);
    let mut drawing = Drawing { results, chart, ranks: Vec::new(), bonds: Vec::new() };
    let drawn = drawing.components(&components);
    drawing.sources(&components, &drawn);
    let Drawing { mut chart, ranks, bonds, .. } = drawing;
    chart.layers = Some(Layers { ranks, bonds });
    Ok(chart)
}

/// Upstream and downstream within the steps, in the order of the dataset.
fn components(results: &Results<'_>, options: AroundOptions) -> Vec<ComponentIx> {
    let mut found = vec![options.centre];
    for direction in [Direction::Upstream, Direction::Downstream] {
        let mut level = vec![options.centre];
        let mut met = vec![options.centre];
        for _ in 0..options.hops {
            let mut next = Vec::new();
            for step in level.iter().flat_map(|&one| steps(results, direction, one)) {
                if !met.contains(&step.to) {
                    met.push(step.to);
                    next.push(step.to);
                }
            }
            if met.len() > 4 * MOST_BOXES {
                break;
            }
            level = next;
        }
        found.extend(met);
    }
    found.sort_unstable();
    found.dedup();
    found
}

struct Drawing<'r, 'a> {
    results: &'r Results<'a>,
    chart: Chart,
    ranks: Vec<u32>,
    bonds: Vec<Bond>,
}

impl Drawing<'_, '_> {
    fn add(&mut self, node: ChartNode, rank: u32) -> NodeIx {
        self.ranks.push(rank);
        self.chart.tree.add_root(node)
    }

    fn components(&mut self, components: &[ComponentIx]) -> BTreeMap<ComponentIx, (NodeIx, u32)> {
        let needs: Vec<(ComponentIx, Vec<Step>)> = components
            .iter()
            .map(|&one| {
                let inside = |step: &Step| components.binary_search(&step.to).is_ok();
                (one, steps(self.results, Direction::Upstream, one).into_iter().filter(inside).collect())
            })
            .collect();
        let ranks = ranks(components, &needs);
        let mut drawn = BTreeMap::new();
        for (&component, &rank) in components.iter().zip(&ranks) {
            // The first layer is for firms.
            let node = component_node(self.results, component, Link::Required);
            drawn.insert(component, (self.add(node, rank + 1), rank + 1));
        }
        for (product, steps) in &needs {
            for step in steps {
                let link = link_of(self.results, step.requirement);
                self.bonds.push(Bond { from: drawn[&step.to].0, to: drawn[product].0, link });
            }
        }
        drawn
    }

    /// Who supplies the components, as many of each as there is room for.
    fn sources(&mut self, components: &[ComponentIx], drawn: &BTreeMap<ComponentIx, (NodeIx, u32)>) {
        let room = ((MOST_BOXES - components.len()) / components.len()).min(MOST_SOURCES);
        let mut firms: BTreeMap<OfferSource, Vec<(NodeIx, u32, bool)>> = BTreeMap::new();
        for &component in components {
            let sources = sources(self.results, component);
            let (place, rank) = drawn[&component];
            let whole = sources.len() <= room;
            let shown = if whole { sources.len() } else { room.saturating_sub(1) };
            for &(source, active) in &sources[..shown] {
                firms.entry(source).or_default().push((place, rank, active));
            }
            if !whole {
                let count = (sources.len() - shown).to_string();
                let label = self.results.naming.words.format("around-others", &[("count", &count)]);
                let from = self.add(firm_node("", label), rank - 1);
                self.bonds.push(Bond { from, to: place, link: Link::Required });
            }
        }
        for (source, supplied) in firms {
            let rank = supplied.iter().map(|one| one.1).min().unwrap_or(1) - 1;
            let from = self.add(source_node(self.results, source), rank);
            for (to, _, active) in supplied {
                let link = if active { Link::Required } else { Link::Alternative { mark: String::new() } };
                self.bonds.push(Bond { from, to, link });
            }
        }
    }
}

/// Active sources in the order of the dataset, then firms that are qualified or candidates.
fn sources(results: &Results<'_>, component: ComponentIx) -> Vec<(OfferSource, bool)> {
    let model = results.naming.model;
    let offers = results.graph.offers(component).iter().map(|offer| offer.source);
    let mut found: Vec<(OfferSource, bool)> =
        offers.filter(|&source| source != OfferSource::Unknown).map(|source| (source, true)).collect();
    let rows =
        model.supplies().iter().enumerate().filter(|(_, row)| row.component == component && row.current);
    for (at, _) in rows.filter(|(_, row)| row.status != SupplyStatus::Active) {
        let firm = results.supplier_of(Index::new(at)).map(OfferSource::Named);
        found.extend(firm.filter(|firm| found.iter().all(|(one, _)| one != firm)).map(|firm| (firm, false)));
    }
    found.dedup_by_key(|one| one.0);
    found
}

fn firm_node(id: &str, label: String) -> ChartNode {
    ChartNode { style: NodeStyle::Firm, ..ChartNode::new(id, label) }
}

fn source_node(results: &Results<'_>, source: OfferSource) -> ChartNode {
    let naming = results.naming;
    let OfferSource::Named(firm) = source else {
        return firm_node("", phrases::source_with_place(naming, source));
    };
    let mut node = firm_node(&naming.model.supplier(firm).id, naming.supplier(firm).to_owned());
    let place = naming.place_of(firm);
    node.note = (!place.is_empty()).then_some(place);
    node.single_point = match results.single_point_of(firm) {
        None => SinglePoint::None,
        Some(Certainty::Possible) => SinglePoint::Possible,
        Some(Certainty::Confirmed) => SinglePoint::Confirmed,
    };
    node
}

/// Layers of components: right of everything they need as far as that goes round in no circle, and what needs nothing
/// here directly left of its first product.
fn ranks(components: &[ComponentIx], needs: &[(ComponentIx, Vec<Step>)]) -> Vec<u32> {
    let at = |component: &ComponentIx| components.binary_search(component).ok();
    let inputs: Vec<Vec<usize>> =
        needs.iter().map(|(_, steps)| steps.iter().filter_map(|step| at(&step.to)).collect()).collect();
    let finished = finishing_order(&inputs);
    let mut order: Vec<usize> = (0..components.len()).collect();
    order.sort_by_key(|&one| finished[one]);
    let mut ranks = vec![0_u32; components.len()];
    for &one in &order {
        let before = inputs[one].iter().filter(|&&input| finished[input] < finished[one]);
        ranks[one] = before.map(|&input| ranks[input] + 1).max().unwrap_or(0);
    }
    let mut nearest = vec![u32::MAX; components.len()];
    for (product, inputs) in inputs.iter().enumerate() {
        for &input in inputs {
            nearest[input] = nearest[input].min(ranks[product]);
        }
    }
    for one in 0..components.len() {
        if inputs[one].is_empty() && nearest[one] != u32::MAX {
            ranks[one] = ranks[one].max(nearest[one].saturating_sub(1));
        }
    }
    ranks
}

/// When a depth-first walk along the inputs leaves each: inputs first, but for those that lead back.
fn finishing_order(inputs: &[Vec<usize>]) -> Vec<usize> {
    let (mut finished, mut met) = (vec![usize::MAX; inputs.len()], vec![false; inputs.len()]);
    let mut next = 0;
    for start in 0..inputs.len() {
        let mut stack = vec![(start, 0)];
        if std::mem::replace(&mut met[start], true) {
            continue;
        }
        while let Some((one, step)) = stack.pop() {
            if let Some(&input) = inputs[one].get(step) {
                stack.push((one, step + 1));
                if !std::mem::replace(&mut met[input], true) {
                    stack.push((input, 0));
                }
            } else {
                finished[one] = next;
                next += 1;
            }
        }
    }
    finished
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_finish_before_products_and_circles_end() {
        // 0 needs 1 and 2, 1 needs 2, 2 needs 0 again.
        let finished = finishing_order(&[vec![1, 2], vec![2], vec![0]]);
        assert!(finished[2] < finished[1] && finished[1] < finished[0]);
    }
}
