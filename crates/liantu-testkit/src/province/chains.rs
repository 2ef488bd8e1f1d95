//! Components in layers, and what they need.

use super::{Parameters, row_at};
use crate::random::Random;
use liantu_model::{ChainRow, ComponentRow, Need, RequirementRow, Stage};
use std::collections::BTreeSet;
use std::ops::Range;

/// Layers of a chain; layer `l` has a share of `(2l + 1) / LAYERS²` of its components.
const LAYERS: usize = 12;
/// Products outside the last layer of which nothing more is known.
const UNEXPLORED: f64 = 0.1;

/// Where the components of each chain are.
pub(super) struct Plan {
    /// Components of each chain: chain `c` has `starts[c]..starts[c + 1]`.
    starts: Vec<usize>,
}

impl Plan {
    pub(super) fn new(parameters: &Parameters) -> Self {
        let (chains, components) = (parameters.chains, parameters.components);
        Self { starts: (0..=chains).map(|chain| chain * components / chains).collect() }
    }

    fn chains(&self) -> usize {
        self.starts.len() - 1
    }

    pub(super) fn chain(&self, component: usize) -> usize {
        self.starts.partition_point(|&start| start <= component) - 1
    }

    /// Components of one layer of a chain.
    fn layer(&self, chain: usize, layer: usize) -> Range<usize> {
        let (start, size) = (self.starts[chain], self.starts[chain + 1] - self.starts[chain]);
        let bound = |layer: usize| start + size * layer * layer / (LAYERS * LAYERS);
        bound(layer)..bound(layer + 1)
    }

    fn layer_of(&self, component: usize) -> usize {
        let chain = self.chain(component);
        let layer = (0..LAYERS).find(|&layer| self.layer(chain, layer).contains(&component));
        layer.expect("the layers of a chain cover it")
    }

    pub(super) fn chain_rows(&self) -> Vec<ChainRow> {
        let row = |chain: usize| ChainRow {
            at: row_at("chains", chain),
            id: format!("k{chain}"),
            name: format!("Chain {chain}"),
            ..ChainRow::default()
        };
        (0..self.chains()).map(row).collect()
    }

    pub(super) fn component_rows(&self, parameters: &Parameters, random: &mut Random) -> Vec<ComponentRow> {
        (0..parameters.components)
            .map(|component| {
                let layer = self.layer_of(component);
                let stage = match layer {
                    0..=3 => Stage::Downstream,
                    4..=7 => Stage::Midstream,
                    _ => Stage::Upstream,
                };
                ComponentRow {
                    at: row_at("components", component),
                    id: format!("c{component}"),
                    name: format!("Component {component}"),
                    chain: format!("k{}", self.chain(component)),
                    stage: Some(stage),
                    target: layer == 0,
                    complete: random.chance(parameters.complete).then_some(true),
                    ..ComponentRow::default()
                }
            })
            .collect()
    }

    pub(super) fn requirement_rows(
        &self,
        parameters: &Parameters,
        random: &mut Random,
    ) -> Vec<RequirementRow> {
        let mut rows = Vec::new();
        for product in 0..parameters.components {
            if self.layer_of(product) + 1 == LAYERS || random.chance(UNEXPLORED) {
                continue;
            }
            let inputs = self.inputs(product, parameters, random);
            push_rows(product, &inputs, parameters, random, &mut rows);
        }
        rows
    }

    /// Distinct inputs of a product: between one and nearly twice the mean.
    fn inputs(&self, product: usize, parameters: &Parameters, random: &mut Random) -> Vec<usize> {
        let spread = (2.0 * parameters.mean_requires - 1.0).max(1.0).round() as usize;
        let wanted = 1 + random.below(spread);
        let mut inputs = BTreeSet::new();
        for _ in 0..4 * wanted {
            if inputs.len() < wanted
                && let Some(input) = self.input(product, parameters, random)
            {
                inputs.insert(input);
            }
        }
        inputs.into_iter().collect()
    }

    /// A component of the next layer; `None` where that layer is empty.
    fn input(&self, product: usize, parameters: &Parameters, random: &mut Random) -> Option<usize> {
        let elsewhere = random.chance(parameters.across_chains);
        let chain = if elsewhere { random.below(self.chains()) } else { self.chain(product) };
        let layer = self.layer(chain, self.layer_of(product) + 1);
        (!layer.is_empty()).then(|| layer.start + random.below(layer.len()))
    }
}

/// Inputs become rows; now and then two or three neighbours become alternatives of which one is needed.
fn push_rows(
    product: usize,
    inputs: &[usize],
    parameters: &Parameters,
    random: &mut Random,
    rows: &mut Vec<RequirementRow>,
) {
    let mut rest = inputs;
    while !rest.is_empty() {
        // A group takes 2.5 rows on average.
        let starts_group = rest.len() > 1 && random.chance(parameters.grouped / 2.5 * 1.3);
        let size = if starts_group { (2 + random.below(2)).min(rest.len()) } else { 1 };
        let (members, others) = rest.split_at(size);
        let group = if starts_group { format!("g{}", rest.len()) } else { String::new() };
        for input in members {
            rows.push(RequirementRow {
                at: row_at("requires", rows.len()),
                product: format!("c{product}"),
                input: format!("c{input}"),
                need: starts_group.then_some(Need::AtLeast(1)),
                group: group.clone(),
                ..RequirementRow::default()
            });
        }
        rest = others;
    }
}
