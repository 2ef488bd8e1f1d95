//! Listing a family in order, without holding more than a part of it.

use crate::family::{Family, Part};
use crate::modules::Element;
use crate::store::{NodeIx, ONE, TERMINAL, ZERO};
use crate::tree::EventIx;

/// As many sets are collected and sorted at a time.
const CHUNK: u64 = 1 << 16;

/// Iterator over the sets of a family by order, then lexicographically by event index; each set ascending.
///
/// Memory is bounded by the diagram and a chunk of sets, however many sets there are; to cap a listing, `take` from it.
pub struct Sets<'family> {
    family: &'family Family,
    places: Places,
    largest_order: u32,
    order: u32,
    /// Prefixes with too many sets to be sorted at once, and the next event to lengthen them by.
    open: Vec<(Vec<EventIx>, usize)>,
    chunk: std::vec::IntoIter<Vec<EventIx>>,
}

impl<'family> Sets<'family> {
    pub(crate) fn new(family: &'family Family) -> Self {
        let mut sets = Self {
            family,
            places: Places::of(family),
            largest_order: family.largest_order(),
            order: 0,
            open: Vec::new(),
            chunk: Vec::new().into_iter(),
        };
        sets.enter(Vec::new());
        sets
    }

    /// Collects the sets that start with `prefix`, or puts them off when they are too many.
    fn enter(&mut self, prefix: Vec<EventIx>) {
        let selection = Selection::new(self.family, &self.places, self.order, &prefix);
        let count = selection.count();
        if count > CHUNK {
            let after =
                prefix.last().map_or(0, |last| self.places.events.partition_point(|event| event <= last));
            self.open.push((prefix, after));
        } else if count > 0 {
            let mut chunk = selection.list();
            chunk.sort_unstable();
            self.chunk = chunk.into_iter();
        }
    }
}

impl Iterator for Sets<'_> {
    type Item = Vec<EventIx>;

    fn next(&mut self) -> Option<Vec<EventIx>> {
        loop {
            if let Some(set) = self.chunk.next() {
                return Some(set);
            }
            if let Some((prefix, next)) = self.open.last_mut() {
                if let Some(&event) = self.places.events.get(*next) {
                    *next += 1;
                    let longer = prefix.iter().copied().chain([event]).collect();
                    self.enter(longer);
                } else {
                    self.open.pop();
                }
            } else if self.order < self.largest_order {
                self.order += 1;
                self.enter(Vec::new());
            } else {
                return None;
            }
        }
    }
}

/// Where the events and modules of a family occur.
#[derive(Debug)]
struct Places {
    /// Ascending.
    events: Vec<EventIx>,
    /// Part and level of each of `events`.
    of_events: Vec<(u32, u32)>,
    of_modules: Vec<Option<(u32, u32)>>,
}

impl Places {
    fn of(family: &Family) -> Self {
        let mut events = Vec::new();
        let mut of_modules = vec![None; family.parts.len()];
        for (part, Part { elements, .. }) in family.parts.iter().enumerate() {
            for (level, &element) in elements.iter().enumerate() {
                let place = (part as u32, level as u32);
                match element {
                    Element::Event(event) => events.push((event, place)),
                    Element::Module(module) => of_modules[module as usize] = Some(place),
                }
            }
        }
        events.sort_unstable();
        let (events, of_events) = events.into_iter().unzip();
        Self { events, of_events, of_modules }
    }
}

/// The sets of one order whose least elements are a given prefix.
struct Selection<'family> {
    family: &'family Family,
    order: usize,
    parts: Vec<SelectedPart>,
}

struct SelectedPart {
    forbidden: Vec<bool>,
    /// Number of required levels above each level; empty when the part has none.
    required_above: Vec<u32>,
    /// Saturating number of sets below each node, by node and order.
    counts: Vec<u64>,
}

impl<'family> Selection<'family> {
    fn new(family: &'family Family, places: &Places, order: u32, prefix: &[EventIx]) -> Self {
        let mut required: Vec<Vec<u32>> = vec![Vec::new(); family.parts.len()];
        let mut forbidden: Vec<Vec<bool>> =
            family.parts.iter().map(|part| vec![false; part.elements.len()]).collect();
        let up_to_prefix =
            prefix.last().map_or(0, |last| places.events.partition_point(|event| event <= last));
        for (event, &place) in places.events.iter().zip(&places.of_events).take(up_to_prefix) {
            if prefix.binary_search(event).is_ok() {
                require(&mut required, places, place);
            } else {
                forbidden[place.0 as usize][place.1 as usize] = true;
            }
        }
        let mut selection = Self { family, order: order as usize, parts: Vec::new() };
        for ((part, forbidden), required) in family.parts.iter().zip(forbidden).zip(required) {
            let mut selected = SelectedPart {
                forbidden,
                required_above: sums(&required, part.elements.len()),
                counts: vec![0; part.sets.nodes.len() * (selection.order + 1)],
            };
            selected.count(part, &selection);
            selection.parts.push(selected);
        }
        selection
    }

    fn count(&self) -> u64 {
        let place = self.parts.len() - 1;
        self.part_counts(place).get(self.order).copied().unwrap_or(0)
    }

    /// Saturating numbers of selected sets of a part by order; empty when it has none.
    fn part_counts(&self, place: usize) -> &[u64] {
        let (part, selected) = (&self.family.parts[place], &self.parts[place]);
        let root = part.sets.root;
        if selected.skips_required(part, None, root) {
            return &[];
        }
        selected.counts_of(root, self.order)
    }

    /// Lists the sets, in no particular order. Never enters a branch without a set.
    fn list(&self) -> Vec<Vec<EventIx>> {
        let mut found = Vec::new();
        let mut cells: Vec<Cell> = Vec::new();
        let mut chosen = Vec::new();
        let last = self.parts.len() - 1;
        let root = self.family.root().sets.root;
        cells.push(Cell { part: last as u32, node: root, next: END, orders: self.orders(last, root) });
        let mut choices = vec![Choice { head: 0, cells: 1, chosen: 0, rest: self.order }];
        while let Some(choice) = choices.pop() {
            cells.truncate(choice.cells);
            chosen.truncate(choice.chosen);
            if choice.head == END {
                let mut set: Vec<EventIx> = chosen.clone();
                set.sort_unstable();
                found.push(set);
                continue;
            }
            self.branch(choice, &mut cells, &mut chosen, &mut choices);
        }
        found
    }

    /// Puts off the branch without the element of the head, and takes the one with it.
    fn branch(
        &self,
        choice: Choice,
        cells: &mut Vec<Cell>,
        chosen: &mut Vec<EventIx>,
        choices: &mut Vec<Choice>,
    ) {
        let cell = cells[choice.head as usize];
        if cell.node == ONE {
            choices.push(Choice { head: cell.next, ..choice });
            return;
        }
        let (part, selected) = (&self.family.parts[cell.part as usize], &self.parts[cell.part as usize]);
        let node = part.sets.nodes[cell.node as usize];
        // Backtracking truncates `cells` and `chosen` to what the choice had, so each branch is completed by what it
        // appends; the branch without appends nothing to `chosen` and therefore goes first.
        let mut push =
            |cells: &mut Vec<Cell>, node: NodeIx, extra: Option<u32>, rest: usize, chosen: usize| {
                let mut head = cell.next;
                let mut append = |part: u32, node: NodeIx| {
                    let tail = if head == END { 1 } else { cells[head as usize].orders };
                    let orders = convolve(self.orders(part as usize, node), tail);
                    cells.push(Cell { part, node, next: head, orders });
                    head = cells.len() as u32 - 1;
                    orders
                };
                let mut orders = append(cell.part, node);
                if let Some(module) = extra {
                    orders = append(module, self.family.parts[module as usize].sets.root);
                }
                if orders >> rest.min(LAST_BIT) & 1 == 1 {
                    choices.push(Choice { head, cells: cells.len(), chosen, rest });
                }
            };
        if !selected.is_required(node.level)
            && !selected.skips_required(part, Some(node.level), node.low)
            && node.low != ZERO
        {
            push(cells, node.low, None, choice.rest, choice.chosen);
        }
        if selected.forbidden[node.level as usize]
            || selected.skips_required(part, Some(node.level), node.high)
        {
            return;
        }
        match part.elements[node.level as usize] {
            Element::Event(event) => {
                if let Some(rest) = choice.rest.checked_sub(1) {
                    chosen.push(event);
                    push(cells, node.high, None, rest, chosen.len());
                }
            }
            Element::Module(module) => push(cells, node.high, Some(module), choice.rest, choice.chosen),
        }
    }

    /// Bit k says that there is a set of order k below the node; the last bit stands for all higher orders.
    fn orders(&self, place: usize, node: NodeIx) -> u128 {
        if node == ONE {
            return 1;
        }
        if node == self.family.parts[place].sets.root && self.part_counts(place).is_empty() {
            return 0;
        }
        let counts = self.parts[place].counts_of(node, self.order);
        let bits = counts.iter().enumerate().filter(|(_, count)| **count > 0);
        bits.fold(0, |bits, (order, _)| bits | 1 << order.min(LAST_BIT))
    }
}

impl SelectedPart {
    fn count(&mut self, part: &Part, selection: &Selection<'_>) {
        let width = selection.order + 1;
        self.counts[ONE as usize * width] = 1;
        for (index, node) in part.sets.inner() {
            let (below, here) = self.counts.split_at_mut(index * width);
            let here = &mut here[..width];
            let below_of = |child: NodeIx| &below[child as usize * width..][..width];
            let skips = |child| skips(&self.required_above, part, Some(node.level), child);
            if !is_required(&self.required_above, node.level) && !skips(node.low) {
                here.copy_from_slice(below_of(node.low));
            }
            if self.forbidden[node.level as usize] || skips(node.high) {
                continue;
            }
            let own = match part.elements[node.level as usize] {
                Element::Event(_) => &[0, 1],
                Element::Module(module) => selection.part_counts(module as usize),
            };
            add_product(here, below_of(node.high), own);
        }
    }

    fn counts_of(&self, node: NodeIx, order: usize) -> &[u64] {
        &self.counts[node as usize * (order + 1)..][..=order]
    }

    fn is_required(&self, level: u32) -> bool {
        is_required(&self.required_above, level)
    }

    fn skips_required(&self, part: &Part, from: Option<u32>, child: NodeIx) -> bool {
        skips(&self.required_above, part, from, child)
    }
}

fn is_required(required_above: &[u32], level: u32) -> bool {
    let level = level as usize;
    !required_above.is_empty() && required_above[level + 1] > required_above[level]
}

/// Whether a required level lies strictly between the level `from` and that of `child`.
fn skips(required_above: &[u32], part: &Part, from: Option<u32>, child: NodeIx) -> bool {
    let Some(&all) = required_above.last() else {
        return false;
    };
    let above = from.map_or(0, |from| required_above[from as usize + 1]);
    match part.sets.nodes[child as usize].level {
        TERMINAL => all > above,
        level => required_above[level as usize] > above,
    }
}

/// Requires a level, and the modules that lead to it.
fn require(required: &mut [Vec<u32>], places: &Places, place: (u32, u32)) {
    let mut next = Some(place);
    while let Some((part, level)) = next {
        required[part as usize].push(level);
        next = places.of_modules[part as usize];
    }
}

fn sums(required: &[u32], levels: usize) -> Vec<u32> {
    if required.is_empty() {
        return Vec::new();
    }
    let mut sums = vec![0; levels + 1];
    for &level in required {
        sums[level as usize + 1] = 1;
    }
    for level in 0..levels {
        sums[level + 1] += sums[level];
    }
    sums
}

fn add_product(sum: &mut [u64], a: &[u64], b: &[u64]) {
    for (shift, &factor) in b.iter().enumerate().filter(|(_, factor)| **factor > 0) {
        for (total, &count) in sum[shift..].iter_mut().zip(a) {
            *total = total.saturating_add(count.saturating_mul(factor));
        }
    }
}

/// A node whose sets are still to be gone through, and those after it.
#[derive(Clone, Copy)]
struct Cell {
    part: u32,
    node: NodeIx,
    next: u32,
    /// Orders that this and all further cells can add up to, as bits.
    orders: u128,
}

/// A point to come back to.
#[derive(Clone, Copy)]
struct Choice {
    head: u32,
    cells: usize,
    chosen: usize,
    /// Order still to be filled.
    rest: usize,
}

const END: u32 = u32::MAX;
const LAST_BIT: usize = 127;

/// The sums of orders of both, as bits; the last bit stands for all higher orders.
fn convolve(a: u128, b: u128) -> u128 {
    let mut sums = 0;
    let mut rest = a;
    while rest != 0 {
        let order = rest.trailing_zeros();
        rest &= rest - 1;
        sums |= b << order;
        if order > 0 && b >> (128 - order) != 0 || order as usize == LAST_BIT {
            sums |= 1 << LAST_BIT;
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_add_up() {
        assert_eq!(convolve(0b110, 0b11), 0b1110);
        assert_eq!(convolve(1 << 100, 1 << 100), 1 << 127);
        assert_eq!(convolve(0, 0b1), 0);
    }
}
