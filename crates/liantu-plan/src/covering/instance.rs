//! An instance of the covering problem, and what a choice is worth, straight from the definition.

/// Cover in whole units, so that sums do not depend on their order.
pub type Cover = i64;

/// Something that can be chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Arc {
    /// The component it covers.
    pub component: u32,
    /// The group whose fixed cost it needs.
    pub group: Option<u32>,
    /// Its own cost, at least 0.
    pub cost: f64,
    /// What it covers, at least 0.
    pub cover: Cover,
}

/// What one failure asks of a component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Whose.
    pub component: u32,
    /// Cover wanted of the arcs that are left.
    pub need: Cover,
    /// The component's arcs that the failure takes, sorted.
    pub lost: Vec<u32>,
}

/// One of these arcs is chosen, or else a row holds; without a component there is no else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// Whose row.
    pub component: Option<u32>,
    /// Cover wanted of the component's own arcs, above 0.
    pub need: Cover,
    /// The component's own arcs that do not count, sorted.
    pub lost: Vec<u32>,
    /// Arcs of any components; any of them lifts the row.
    pub arcs: Vec<u32>,
}

/// So many of these arcs at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cap {
    /// Arcs of any components.
    pub arcs: Vec<u32>,
    /// How many.
    pub most: u32,
}

/// The whole problem.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Instance {
    /// By component, ascending.
    pub arcs: Vec<Arc>,
    /// Fixed cost of each group, at least 0.
    pub groups: Vec<f64>,
    /// Least shortfall of each component; as many as there are components.
    pub floors: Vec<Cover>,
    /// In any order.
    pub rows: Vec<Row>,
    /// In any order.
    pub cuts: Vec<Cut>,
    /// In any order.
    pub caps: Vec<Cap>,
}

impl Instance {
    /// Cost of a choice, fixed costs included. O(arcs + groups).
    pub fn cost(&self, chosen: &[bool]) -> f64 {
        let mut paid = vec![false; self.groups.len()];
        let mut cost = 0.0;
        for (arc, _) in self.arcs.iter().zip(chosen).filter(|(_, chosen)| **chosen) {
            cost += arc.cost;
            if let Some(group) = arc.group {
                paid[group as usize] = true;
            }
        }
        cost + self.groups.iter().zip(paid).filter(|(_, paid)| *paid).map(|(fixed, _)| fixed).sum::<f64>()
    }

    /// Shortfall of every component under a choice. O(arcs + rows + cuts).
    pub fn shortfalls(&self, chosen: &[bool]) -> Vec<Cover> {
        let mut total = vec![0; self.floors.len()];
        for (arc, _) in self.arcs.iter().zip(chosen).filter(|(_, chosen)| **chosen) {
            total[arc.component as usize] += arc.cover;
        }
        let mut shortfalls = self.floors.clone();
        let gone = |lost: &[u32]| -> Cover {
            let chosen = lost.iter().filter(|&&arc| chosen[arc as usize]);
            chosen.map(|&arc| self.arcs[arc as usize].cover).sum()
        };
        let mut ask = |component: u32, need: Cover, lost: &[u32]| {
            let component = component as usize;
            shortfalls[component] = shortfalls[component].max(need - (total[component] - gone(lost)));
        };
        for row in &self.rows {
            ask(row.component, row.need, &row.lost);
        }
        for cut in self.cuts.iter().filter(|cut| !cut.is_met(chosen)) {
            if let Some(component) = cut.component {
                ask(component, cut.need, &cut.lost);
            }
        }
        shortfalls
    }

    /// Whether a choice keeps every cap, and every cut that knows no shortfall.
    pub fn is_allowed(&self, chosen: &[bool]) -> bool {
        let within =
            |cap: &Cap| cap.arcs.iter().filter(|&&arc| chosen[arc as usize]).count() <= cap.most as usize;
        self.caps.iter().all(within)
            && self.cuts.iter().filter(|cut| cut.component.is_none()).all(|cut| cut.is_met(chosen))
    }
}

impl Cut {
    /// Whether one of its arcs is chosen.
    pub fn is_met(&self, chosen: &[bool]) -> bool {
        self.arcs.iter().any(|&arc| chosen[arc as usize])
    }
}
