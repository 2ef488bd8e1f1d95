//! An instance in flat arrays.

use super::{Cover, Instance, Row};
use std::ops::Range;

/// Lists of numbers, one per key.
#[derive(Debug, Default)]
pub(super) struct Lists {
    start: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    /// From pairs of a key and an item; items keep their order. O(keys + pairs).
    pub(super) fn new(keys: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut start = vec![0_u32; keys + 1];
        for (key, _) in pairs.clone() {
            start[key as usize + 1] += 1;
        }
        for key in 1..start.len() {
            start[key] += start[key - 1];
        }
        let mut next = start.clone();
        let mut items = vec![0; start[keys] as usize];
        for (key, item) in pairs {
            let slot = &mut next[key as usize];
            items[*slot as usize] = item;
            *slot += 1;
        }
        Self { start, items }
    }

    pub(super) fn of(&self, key: usize) -> &[u32] {
        &self.items[self.range(key)]
    }

    pub(super) fn range(&self, key: usize) -> Range<usize> {
        self.start[key] as usize..self.start[key + 1] as usize
    }

    /// How many keys.
    pub(super) fn len(&self) -> usize {
        self.start.len() - 1
    }
}

/// The instance, prepared for the decomposition.
#[derive(Debug)]
pub(super) struct Layout<'i> {
    pub(super) instance: &'i Instance,
    /// First arc of each component, and the end.
    arc_start: Vec<u32>,
    /// Cover of each arc.
    pub(super) cover: Vec<Cover>,
    /// Own cost of each arc, with the fixed cost of a group that has no other.
    pub(super) cost: Vec<f64>,
    /// Group of each arc that shares its fixed cost with others, else [`ALONE`].
    pub(super) group: Vec<u32>,
    /// Arcs of each such group; none of others.
    pub(super) members: Lists,
    /// Needs of the rows that can bind, by component.
    pub(super) needs: Vec<Cover>,
    row_start: Vec<u32>,
    /// Rows (within the component) that lose an arc.
    pub(super) rows_losing: Lists,
    /// Which arcs a row loses, as bits: words per row of a component, rows one after the other.
    bits: Vec<u64>,
    bits_start: Vec<u32>,
    /// Row of each cut; [`ALONE`] for one without a component. Such rows want nothing until the cut fails.
    pub(super) row_of_cut: Vec<u32>,
    /// Cuts that an arc has to do with: those it lifts, then those whose row it serves.
    cuts_of_arc: Lists,
    /// What the arc does for each of them: 1 lifts, less serves in part.
    cut_parts: Vec<Part>,
    /// Cuts of a component, and caps that an arc is in.
    pub(super) cuts_of_component: Lists,
    pub(super) caps_of_arc: Lists,
}

/// What a row wants that does not hold.
pub(super) const NOTHING: Cover = -(1 << 60);

/// What an arc does for a cut.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Part {
    pub(super) cut: usize,
    /// The part of what the row wants: all, when it lifts the cut.
    pub(super) share: f64,
    pub(super) lifts: bool,
}

/// An arc that shares no fixed cost.
pub(super) const ALONE: u32 = u32::MAX;

impl<'i> Layout<'i> {
    /// O(arcs + Σ rows² of a component).
    pub(super) fn new(instance: &'i Instance) -> Self {
        let components = instance.floors.len();
        let arcs = instance.arcs.len();
        debug_assert!(instance.arcs.is_sorted_by_key(|arc| arc.component), "arcs come by component");
        let counted = Lists::new(components, instance.arcs.iter().map(|arc| (arc.component, 0)));
        let by_group = instance.arcs.iter().enumerate().filter_map(|(position, arc)| {
            Some((arc.group.filter(|&one| instance.groups[one as usize] > 0.0)?, position as u32))
        });
        let all_members = Lists::new(instance.groups.len(), by_group.clone());
        let shared = |group: u32| all_members.of(group as usize).len() > 1;
        let members = Lists::new(instance.groups.len(), by_group.clone().filter(|&(group, _)| shared(group)));
        let (mut cost, mut group) =
            (instance.arcs.iter().map(|arc| arc.cost).collect::<Vec<_>>(), vec![ALONE; arcs]);
        for (of, arc) in by_group {
            if shared(of) {
                group[arc as usize] = of;
            } else {
                cost[arc as usize] += instance.groups[of as usize];
            }
        }
        let cut_components =
            instance.cuts.iter().enumerate().filter_map(|(cut, row)| Some((row.component?, cut as u32)));
        let cap_arcs = instance
            .caps
            .iter()
            .enumerate()
            .flat_map(|(cap, row)| row.arcs.iter().map(move |&arc| (arc, cap as u32)));
        let mut layout = Self {
            instance,
            arc_start: counted.start,
            cover: instance.arcs.iter().map(|arc| arc.cover).collect(),
            cost,
            group,
            members,
            needs: Vec::new(),
            row_start: vec![0],
            rows_losing: Lists::default(),
            bits: Vec::new(),
            bits_start: vec![0],
            row_of_cut: vec![ALONE; instance.cuts.len()],
            cuts_of_arc: Lists::default(),
            cut_parts: Vec::new(),
            cuts_of_component: Lists::new(components, cut_components),
            caps_of_arc: Lists::new(arcs, cap_arcs),
        };
        layout.add_rows();
        layout.add_cut_parts();
        layout
    }

    pub(super) fn components(&self) -> usize {
        self.arc_start.len() - 1
    }

    /// Arcs of a component.
    pub(super) fn arcs_of(&self, component: usize) -> Range<usize> {
        self.arc_start[component] as usize..self.arc_start[component + 1] as usize
    }

    pub(super) fn rows_of(&self, component: usize) -> Range<usize> {
        self.row_start[component] as usize..self.row_start[component + 1] as usize
    }

    /// Words per row, and the bits of all rows of a component.
    pub(super) fn bits_of(&self, component: usize) -> (usize, &[u64]) {
        let words = self.arcs_of(component).len().div_ceil(64);
        (words, &self.bits[self.bits_start[component] as usize..self.bits_start[component + 1] as usize])
    }

    fn add_rows(&mut self) {
        let of_component = Lists::new(
            self.components(),
            self.instance.rows.iter().enumerate().map(|(row, one)| (one.component, row as u32)),
        );
        let mut losing = Vec::new();
        for component in 0..self.components() {
            let floor = self.instance.floors[component];
            let rows: Vec<&Row> = of_component
                .of(component)
                .iter()
                .map(|&row| &self.instance.rows[row as usize])
                .filter(|row| row.need > floor)
                .collect();
            for row in binding(rows) {
                let position = self.add_row(component, row.need, &row.lost);
                losing.extend(row.lost.iter().map(|&arc| (arc, position)));
            }
            for cut in self.cuts_of_component.of(component).to_vec() {
                let row = &self.instance.cuts[cut as usize];
                self.row_of_cut[cut as usize] = self.needs.len() as u32;
                let position = self.add_row(component, NOTHING, &row.lost);
                losing.extend(row.lost.iter().map(|&arc| (arc, position)));
            }
            self.row_start.push(self.needs.len() as u32);
            self.bits_start.push(self.bits.len() as u32);
        }
        self.rows_losing = Lists::new(self.instance.arcs.len(), losing.iter().copied());
    }

    /// Adds a row; returns its number within the component.
    fn add_row(&mut self, component: usize, need: Cover, lost: &[u32]) -> u32 {
        let arcs = self.arcs_of(component);
        let start = self.bits.len();
        self.bits.resize(start + arcs.len().div_ceil(64), 0);
        for &arc in lost {
            let position = arc as usize - arcs.start;
            self.bits[start + position / 64] |= 1 << (position % 64);
        }
        self.needs.push(need);
        self.needs.len() as u32 - 1 - self.row_start[component]
    }

    /// What each arc does for each cut: lifts it, or covers a part of what its row wants.
    fn add_cut_parts(&mut self) {
        let mut parts: Vec<(u32, Part)> = Vec::new();
        for (cut, row) in self.instance.cuts.iter().enumerate() {
            parts.extend(row.arcs.iter().map(|&arc| (arc, Part { cut, share: 1.0, lifts: true })));
            let own = row.component.map_or(0..0, |component| self.arcs_of(component as usize));
            let counts =
                |arc: &usize| !row.lost.contains(&(*arc as u32)) && !row.arcs.contains(&(*arc as u32));
            for arc in own.filter(counts) {
                let share = (self.cover[arc] as f64 / row.need as f64).min(1.0);
                parts.push((arc as u32, Part { cut, share, lifts: false }));
            }
        }
        parts.sort_by_key(|&(arc, part)| (arc, part.cut));
        self.cuts_of_arc =
            Lists::new(self.cost.len(), parts.iter().map(|&(arc, part)| (arc, part.cut as u32)));
        self.cut_parts = parts.into_iter().map(|(_, part)| part).collect();
    }

    /// The cuts an arc has to do with, and what it does for them.
    pub(super) fn parts_of(&self, arc: usize) -> &[Part] {
        &self.cut_parts[self.cuts_of_arc.range(arc)]
    }
}

/// Rows that no other asks more than: at least as much, with at least as many arcs lost. O(rows²).
fn binding(mut rows: Vec<&Row>) -> Vec<&Row> {
    rows.sort_by(|a, b| (b.need, b.lost.len(), &a.lost).cmp(&(a.need, a.lost.len(), &b.lost)));
    let mut kept: Vec<&Row> = Vec::new();
    for row in rows {
        let asks_less = |other: &&Row| other.need >= row.need && is_subset(&row.lost, &other.lost);
        if !kept.iter().any(asks_less) {
            kept.push(row);
        }
    }
    kept
}

fn is_subset(inner: &[u32], outer: &[u32]) -> bool {
    let mut outer = outer.iter();
    inner.iter().all(|one| outer.by_ref().any(|other| other == one))
}
