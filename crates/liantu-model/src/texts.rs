//! Distinct texts, numbered in the order in which they came.

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use rustc_hash::FxBuildHasher;
use std::hash::BuildHasher;

/// Distinct texts in one stretch of memory: a million names are one allocation, not a million.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    text: String,
    /// Where each text ends; it begins where the one before ends.
    ends: Vec<usize>,
    /// Numbers, found by the text they stand for.
    numbers: HashTable<u32>,
}

impl Texts {
    /// The number of a text, and whether it is new.
    pub(crate) fn add(&mut self, one: &str) -> (usize, bool) {
        let (text, ends) = (&self.text, &self.ends);
        let same = |&number: &u32| slice(text, ends, number as usize) == one;
        let entry = self.numbers.entry(hash(one), same, |&number| hash(slice(text, ends, number as usize)));
        match entry {
            Entry::Occupied(taken) => (*taken.get() as usize, false),
            Entry::Vacant(free) => {
                let number = self.ends.len();
                free.insert(u32::try_from(number).expect("tables hold fewer than 2^32 - 1 names"));
                self.text.push_str(one);
                self.ends.push(self.text.len());
                (number, true)
            }
        }
    }

    /// The number of a text.
    pub(crate) fn find(&self, one: &str) -> Option<usize> {
        let same = |&number: &u32| slice(&self.text, &self.ends, number as usize) == one;
        self.numbers.find(hash(one), same).map(|&number| number as usize)
    }

    /// The text of a number.
    pub(crate) fn get(&self, number: usize) -> Option<&str> {
        (number < self.len()).then(|| slice(&self.text, &self.ends, number))
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// All of them, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|number| slice(&self.text, &self.ends, number))
    }

    /// Gives back what was set aside for more.
    pub(crate) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

fn hash(text: &str) -> u64 {
    FxBuildHasher.hash_one(text)
}

fn slice<'t>(text: &'t str, ends: &[usize], number: usize) -> &'t str {
    let start = number.checked_sub(1).map_or(0, |before| ends[before]);
    &text[start..ends[number]]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Numbers are those of first appearance in a plain list.
        #[test]
        fn texts_are_numbered_as_they_come(all in proptest::collection::vec("[ab环]{0,3}", 0..60)) {
            let mut texts = Texts::default();
            let mut plain: Vec<&String> = Vec::new();
            for one in &all {
                let known = plain.iter().position(|&before| before == one);
                prop_assert_eq!(texts.find(one), known);
                prop_assert_eq!(texts.add(one), (known.unwrap_or(plain.len()), known.is_none()));
                if known.is_none() {
                    plain.push(one);
                }
            }
            prop_assert!(texts.iter().eq(plain.iter().map(|one| one.as_str())));
            prop_assert_eq!(texts.get(plain.len()), None);
        }
    }
}
