//! What rests on figures that were written as approximate.

use crate::{ComponentIx, Index, Model, PercentRange};

impl Model {
    /// Whether what there is of a component rests on a share or loss written as approximate (`约60%`): its own, or one of
    /// what it needs. Such a figure is computed with as it stands; what comes of it is approximate too, and no bound.
    ///
    /// O(rows) the first time.
    pub fn is_rough(&self, component: ComponentIx) -> bool {
        self.rough.get_or_init(|| self.rough_components()).get(component.position()).copied().unwrap_or(false)
    }

    fn rough_components(&self) -> Vec<bool> {
        let is_rough = |range: &Option<PercentRange>| range.as_ref().is_some_and(PercentRange::is_rough);
        let supplied = self.supplies.iter().filter(|row| row.current && is_rough(&row.share));
        let bought = self.purchases.iter().filter(|row| is_rough(&row.share));
        let felt = self.requirements.iter().filter(|row| is_rough(&row.loss));
        let mut reached: Vec<ComponentIx> = supplied
            .map(|row| row.component)
            .chain(bought.map(|row| row.component))
            .chain(felt.map(|row| row.product))
            .collect();
        let mut rough = vec![false; self.components.len()];
        if reached.is_empty() {
            return rough;
        }
        let mut products: Vec<Vec<ComponentIx>> = vec![Vec::new(); self.components.len()];
        for row in &self.requirements {
            products[row.input.position()].push(row.product);
        }
        while let Some(component) = reached.pop() {
            if !std::mem::replace(&mut rough[component.position()], true) {
                reached.extend(&products[component.position()]);
            }
        }
        rough
    }
}
