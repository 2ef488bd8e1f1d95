//! What products need, as units that can be met: each essential input, or each group of alternatives.

use super::supply::listed;
use crate::cover::region_of;
use crate::whereabouts::{Whereabouts, whereabouts};
use liantu_graph::ChainGraph;
use liantu_model::{ComponentIx, Index, InputKind, Model, RegionIx};

/// Inputs of which `least` must be had.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Need {
    /// How many.
    pub least: usize,
    /// Of which; in model order, each once.
    pub inputs: Vec<ComponentIx>,
}

/// How many needs can be met in a territory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NeedCount {
    /// By sources surely there.
    pub met: usize,
    /// Only with sources whose place is not known or wider.
    pub perhaps: usize,
    /// All that supply rows speak of.
    pub all: usize,
}

/// The essential needs of every component, and where their inputs come from.
#[derive(Debug)]
pub(super) struct Needs {
    of: Vec<Vec<Need>>,
    /// Regions of active listed sources by component, each once.
    regions: Vec<Vec<Option<RegionIx>>>,
    has_rows: Vec<bool>,
}

impl Needs {
    /// O(requirements + offers).
    pub(super) fn of(graph: &ChainGraph) -> Self {
        let model = graph.model();
        let mut of = vec![Vec::new(); model.components().len()];
        for group in model.groups().iter().filter(|group| group.kind == InputKind::Essential) {
            let mut inputs: Vec<ComponentIx> =
                group.members.iter().map(|&row| model.requirement(row).input).collect();
            inputs.sort_unstable();
            inputs.dedup();
            of[group.product.position()].push(Need { least: group.need as usize, inputs });
        }
        let regions = model.component_indices().map(|component| {
            let mut regions: Vec<Option<RegionIx>> =
                listed(graph, component).map(|source| region_of(model, source)).collect();
            regions.sort_unstable();
            regions.dedup();
            regions
        });
        let has_rows = model.component_indices().map(|one| graph.supply_list(one).has_rows);
        Self { of, regions: regions.collect(), has_rows: has_rows.collect() }
    }

    /// The needs of one product, in model order.
    pub(super) fn of_product(&self, product: ComponentIx) -> &[Need] {
        &self.of[product.position()]
    }

    /// The needs of several products, each once.
    pub(super) fn of_products(&self, products: &[ComponentIx]) -> Vec<&Need> {
        let mut needs: Vec<&Need> = products.iter().flat_map(|&product| self.of_product(product)).collect();
        needs.sort_unstable();
        needs.dedup();
        needs
    }

    /// Where active listed sources of a component are.
    pub(super) fn regions(&self, component: ComponentIx) -> &[Option<RegionIx>] {
        &self.regions[component.position()]
    }

    /// Whether supply rows speak of enough of its inputs to tell whether it is met.
    pub(super) fn is_known(&self, need: &Need) -> bool {
        need.inputs.iter().filter(|input| self.has_rows[input.position()]).count() >= need.least
    }

    /// Whether active listed sources in some regions meet a need.
    pub(super) fn met_in(&self, model: &Model, need: &Need, members: &[RegionIx]) -> Whereabouts {
        let best = need.inputs.iter().map(|&input| self.source_in(model, input, members));
        let (mut inside, mut perhaps) = (0, 0);
        for found in best {
            inside += usize::from(found == Whereabouts::Inside);
            perhaps += usize::from(found == Whereabouts::Perhaps);
        }
        if inside >= need.least {
            Whereabouts::Inside
        } else if inside + perhaps >= need.least {
            Whereabouts::Perhaps
        } else {
            Whereabouts::Outside
        }
    }

    /// Whether a component has an active listed source in some regions.
    pub(super) fn source_in(
        &self,
        model: &Model,
        component: ComponentIx,
        members: &[RegionIx],
    ) -> Whereabouts {
        let mut found = Whereabouts::Outside;
        for &region in self.regions(component) {
            match whereabouts(model, region, members) {
                Whereabouts::Inside => return Whereabouts::Inside,
                Whereabouts::Perhaps => found = Whereabouts::Perhaps,
                Whereabouts::Outside => {}
            }
        }
        found
    }

    /// How many of some needs can be met in some regions; those that supply rows do not speak of left out.
    pub(super) fn count(&self, model: &Model, needs: &[&Need], members: &[RegionIx]) -> NeedCount {
        let mut count = NeedCount::default();
        for need in needs.iter().filter(|need| self.is_known(need)) {
            count.all += 1;
            match self.met_in(model, need, members) {
                Whereabouts::Inside => count.met += 1,
                Whereabouts::Perhaps => count.perhaps += 1,
                Whereabouts::Outside => {}
            }
        }
        count
    }
}
