//! What several datasets have in common: firms and components that are the same in more than one.

use indexmap::IndexMap;
use std::collections::BTreeSet;

/// A firm or a component of one of several datasets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Which dataset, from 0.
    pub dataset: usize,
    /// Its id there.
    pub id: String,
    /// Its unified social credit code; blank where there is none.
    pub code: String,
    /// Names and aliases, in any language.
    pub names: Vec<String>,
}

/// What is the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Common {
    /// Positions of things that are one and the same, of two datasets at least, in order of the first.
    pub groups: Vec<Vec<usize>>,
    /// Ids that several datasets have and that were not taken for the same thing: no name and no code agrees.
    pub ids_apart: usize,
}

/// Two things are the same when their codes agree, or one name or alias does exactly (blanks at the ends and the case
/// of Latin letters apart) and their codes do not differ. An equal id alone says nothing: every office counts from 1.
/// O(names · log names).
pub fn common(things: &[Named]) -> Common {
    let mut same = Same::new(things.len());
    for holders in by_key(things, |one| vec![folded(&one.code)]).values() {
        holders.windows(2).for_each(|pair| same.unite(pair[0], pair[1]));
    }
    for holders in by_key(things, |one| one.names.iter().map(|name| folded(name)).collect()).values() {
        unite_namesakes(things, holders, &mut same);
    }
    let groups = same.groups().into_iter().filter(|group| datasets(things, group) > 1).collect();
    let ids_apart = by_key(things, |one| vec![folded(&one.id)])
        .values()
        .filter(|holders| datasets(things, holders) > 1)
        .filter(|holders| holders.iter().any(|&one| same.root(one) != same.root(holders[0])))
        .count();
    Common { groups, ids_apart }
}

/// Those of one name: one firm unless there are several codes among them, which then keep apart.
fn unite_namesakes(things: &[Named], holders: &[usize], same: &mut Same) {
    let codes: BTreeSet<String> =
        holders.iter().map(|&one| folded(&things[one].code)).filter(|code| !code.is_empty()).collect();
    let together: Vec<usize> = holders
        .iter()
        .copied()
        .filter(|&one| codes.len() < 2 || things[one].code.trim().is_empty())
        .collect();
    together.windows(2).for_each(|pair| same.unite(pair[0], pair[1]));
}

fn folded(text: &str) -> String {
    text.trim().to_lowercase()
}

fn datasets(things: &[Named], group: &[usize]) -> usize {
    group.iter().map(|&one| things[one].dataset).collect::<BTreeSet<_>>().len()
}

/// Who carries each key, in order; blank keys are none.
fn by_key(things: &[Named], keys: impl Fn(&Named) -> Vec<String>) -> IndexMap<String, Vec<usize>> {
    let mut holders: IndexMap<String, Vec<usize>> = IndexMap::new();
    for (position, thing) in things.iter().enumerate() {
        let keys: BTreeSet<String> = keys(thing).into_iter().filter(|key| !key.is_empty()).collect();
        for key in keys {
            holders.entry(key).or_default().push(position);
        }
    }
    holders
}

/// Disjoint sets; the root of each is its first member.
struct Same(Vec<usize>);

impl Same {
    fn new(size: usize) -> Self {
        Self((0..size).collect())
    }

    fn root(&mut self, mut one: usize) -> usize {
        while self.0[one] != one {
            self.0[one] = self.0[self.0[one]];
            one = self.0[one];
        }
        one
    }

    fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }

    fn groups(&mut self) -> Vec<Vec<usize>> {
        let mut groups: IndexMap<usize, Vec<usize>> = IndexMap::new();
        for one in 0..self.0.len() {
            groups.entry(self.root(one)).or_default().push(one);
        }
        groups.into_values().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thing(dataset: usize, id: &str, code: &str, names: &[&str]) -> Named {
        let names = names.iter().map(|&name| name.to_owned()).collect();
        Named { dataset, id: id.to_owned(), code: code.to_owned(), names }
    }

    #[test]
    fn codes_and_names_join_ids_do_not() {
        let things = [
            thing(0, "s1", "", &["甲厂", "Alpha"]),
            thing(1, "s1", "", &["乙厂"]),
            thing(1, "s2", "", &[" alpha "]),
            thing(2, "s9", "91X", &["丙厂"]),
            thing(0, "s3", "91x", &["丙厂(更名)"]),
        ];
        let found = common(&things);
        assert_eq!(found.groups, [vec![0, 2], vec![3, 4]]);
        assert_eq!(found.ids_apart, 1, "s1 is two firms");
    }

    #[test]
    fn namesakes_with_different_codes_stay_apart() {
        let things =
            [thing(0, "a", "1", &["同名"]), thing(1, "b", "2", &["同名"]), thing(2, "c", "", &["同名"])];
        assert_eq!(common(&things), Common::default());
        let things =
            [thing(0, "a", "1", &["同名"]), thing(1, "b", "", &["同名"]), thing(2, "c", "", &["同名"])];
        assert_eq!(common(&things).groups, [vec![0, 1, 2]]);
    }

    #[test]
    fn twice_in_one_dataset_is_not_common() {
        let things = [thing(0, "a", "", &["同名"]), thing(0, "b", "", &["同名"])];
        assert_eq!(common(&things), Common::default());
    }
}
