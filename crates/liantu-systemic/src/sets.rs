//! Firms that have something in common, so that they can fail together.

use indexmap::IndexMap;

use crate::network::FirmIx;

/// What firms of a set have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SetKind {
    /// The sector.
    Sector,
    /// The owner.
    Group,
    /// The place.
    Region,
    /// A place of a coalition.
    Coalition,
}

impl SetKind {
    /// Every kind, in order.
    pub const ALL: [Self; 4] = [Self::Sector, Self::Group, Self::Region, Self::Coalition];

    /// The canonical key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Sector => "sector",
            Self::Group => "group",
            Self::Region => "region",
            Self::Coalition => "coalition",
        }
    }
}

/// Sets of firms by kind and name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FirmSets {
    by_kind: [IndexMap<String, Vec<FirmIx>>; SetKind::ALL.len()],
}

impl FirmSets {
    /// Adds a firm to a set, once. Firms must come in order.
    pub fn add(&mut self, kind: SetKind, name: &str, firm: FirmIx) {
        let sets = &mut self.by_kind[kind as usize];
        match sets.get_mut(name) {
            Some(firms) if firms.last() == Some(&firm) => {}
            Some(firms) => firms.push(firm),
            None => {
                sets.insert(name.to_owned(), vec![firm]);
            }
        }
    }

    /// The sets of a kind, in the order in which firms first name them.
    pub fn of(&self, kind: SetKind) -> impl Iterator<Item = (&str, &[FirmIx])> {
        self.by_kind[kind as usize].iter().map(|(name, firms)| (name.as_str(), firms.as_slice()))
    }

    /// The firms of a set, in order; `None` if there is no such set.
    pub fn get(&self, kind: SetKind, name: &str) -> Option<&[FirmIx]> {
        self.by_kind[kind as usize].get(name).map(Vec::as_slice)
    }
}
