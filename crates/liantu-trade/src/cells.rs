//! Compact flows of one product while they are read: 8 bytes a row.
//!
//! A cell packs importer, exporter and value as 16 + 16 + 32 bits, so that sorting the integers
//! sorts the flows. Values that do not fit 32 bits leave a marker behind and go to a side list.

/// Value bits of a cell whose value stands in the side list.
const SPILLED: u32 = u32::MAX;

/// The sum of all values of a year must stay below this, so that its square fits 128 bits.
pub(crate) const LARGEST_TOTAL: u64 = 1 << 62;

/// Flows of one product, in no order and with repetitions until [`Cells::compact`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cells {
    packed: Vec<u64>,
    spilled: Vec<(u32, u64)>,
}

fn pair(importer: u16, exporter: u16) -> u32 {
    (u32::from(importer) << 16) | u32::from(exporter)
}

fn pair_of(cell: u64) -> u32 {
    (cell >> 32) as u32
}

impl Cells {
    #[inline]
    pub(crate) fn push(&mut self, importer: u16, exporter: u16, value: u64) {
        let pair = pair(importer, exporter);
        self.push_pair(pair, value);
    }

    #[inline]
    fn push_pair(&mut self, pair: u32, value: u64) {
        let small = if value < u64::from(SPILLED) {
            value
        } else {
            self.spilled.push((pair, value));
            u64::from(SPILLED)
        };
        self.packed.push((u64::from(pair) << 32) | small);
    }

    pub(crate) fn len(&self) -> usize {
        self.packed.len()
    }

    /// Whether the next push moves the cells to a larger allocation.
    pub(crate) fn is_full(&self) -> bool {
        self.packed.len() == self.packed.capacity()
    }

    /// Takes over the cells of `other`, whose country numbers are translated by `countries`.
    pub(crate) fn append(&mut self, mut other: Self, countries: &[u16]) {
        let translate = |pair: u32| {
            let (importer, exporter) = ((pair >> 16) as usize, (pair & 0xffff) as usize);
            self::pair(countries[importer], countries[exporter])
        };
        for cell in &mut other.packed {
            *cell = (u64::from(translate(pair_of(*cell))) << 32) | (*cell & u64::from(u32::MAX));
        }
        self.spilled.extend(other.spilled.iter().map(|&(pair, value)| (translate(pair), value)));
        if self.packed.is_empty() {
            self.packed = other.packed;
        } else {
            self.packed.reserve_exact(other.packed.len());
            self.packed.append(&mut other.packed);
        }
    }

    /// Sorts by importer and exporter and adds up repetitions.
    pub(crate) fn compact(&mut self) {
        if !self.packed.is_sorted() {
            self.packed.sort_unstable();
        }
        if self.packed.windows(2).any(|cells| pair_of(cells[0]) == pair_of(cells[1])) {
            self.add_up();
        } else {
            self.spilled.sort_unstable();
        }
    }

    fn add_up(&mut self) {
        let merged: Vec<(u32, u64)> = {
            self.spilled.sort_unstable();
            let mut flows: Vec<(u32, u64)> = Vec::new();
            for (pair, value) in self.pairs() {
                match flows.last_mut() {
                    Some(last) if last.0 == pair => last.1 += value,
                    _ => flows.push((pair, value)),
                }
            }
            flows
        };
        self.packed.clear();
        self.spilled.clear();
        for (pair, value) in merged {
            self.push_pair(pair, value);
        }
    }

    /// The flows as (importer, exporter, value); in order once compacted.
    pub(crate) fn flows(&self) -> impl Iterator<Item = (u16, u16, u64)> + '_ {
        self.pairs().map(|(pair, value)| ((pair >> 16) as u16, pair as u16, value))
    }

    /// Sorted cells meet the sorted side list in the same order.
    fn pairs(&self) -> impl Iterator<Item = (u32, u64)> + '_ {
        let mut spilled = self.spilled.iter();
        self.packed.iter().map(move |&cell| {
            let value = match cell as u32 {
                SPILLED => spilled.next().map_or(0, |&(_, value)| value),
                small => u64::from(small),
            };
            (pair_of(cell), value)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn compacting_is_summing_by_pair(
            flows in prop::collection::vec((0_u16..4, 0_u16..4, prop_oneof![0_u64..9, 4_294_967_290_u64..4_294_967_300, 0_u64..1 << 50]), 0..60)
        ) {
            let mut cells = Cells::default();
            let mut sums: BTreeMap<(u16, u16), u64> = BTreeMap::new();
            for &(importer, exporter, value) in &flows {
                cells.push(importer, exporter, value);
                *sums.entry((importer, exporter)).or_default() += value;
            }
            cells.compact();
            let expected: Vec<_> = sums.into_iter().map(|((importer, exporter), value)| (importer, exporter, value)).collect();
            prop_assert_eq!(cells.flows().collect::<Vec<_>>(), expected);
        }
    }
}
