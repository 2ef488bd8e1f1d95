//! Named backups: who can deliver in whose place, and how much.

use std::collections::BTreeMap;

use crate::channels::Channels;
use crate::error::NetworkError;
use crate::network::FirmIx;

/// A firm that can deliver in the place of another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Backup {
    /// Who fails.
    pub supplier: FirmIx,
    /// Who steps in.
    pub backup: FirmIx,
    /// Money per period that it can deliver beyond what it sells already, at least 0.
    pub capacity: f64,
}

/// Backups by place, as parts of what their suppliers sell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Backing {
    /// Place of the supplier, then place and part of each backup, ascending.
    by_supplier: BTreeMap<u32, Vec<(u32, f64)>>,
    /// The suppliers that a place stands behind.
    by_backup: BTreeMap<u32, Vec<u32>>,
}

impl Backing {
    /// The backups of a network. A supplier without sales needs none. O(backups log backups).
    ///
    /// # Errors
    /// A firm that is its own backup, a capacity below 0 or none.
    pub fn new(channels: &Channels, backups: &[Backup]) -> Result<Self, NetworkError> {
        let mut backing = Self::default();
        for one in backups {
            if one.supplier == one.backup || !one.capacity.is_finite() || one.capacity < 0.0 {
                return Err(NetworkError::BadBackup { capacity: one.capacity });
            }
            let (supplier, backup) = (channels.place(one.supplier), channels.place(one.backup));
            let sales = channels.out_strength()[supplier];
            if sales > 0.0 {
                let part = (backup as u32, one.capacity / sales);
                backing.by_supplier.entry(supplier as u32).or_default().push(part);
                backing.by_backup.entry(backup as u32).or_default().push(supplier as u32);
            }
        }
        for parts in backing.by_supplier.values_mut() {
            parts.sort_unstable_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
        }
        for suppliers in backing.by_backup.values_mut() {
            suppliers.sort_unstable();
            suppliers.dedup();
        }
        Ok(backing)
    }

    /// What customers miss of a supplier that has lost so much: what its backups, as far as they stand, cannot
    /// deliver.
    pub(crate) fn missed(&self, supplier: usize, loss: f64, loss_of: impl Fn(usize) -> f64) -> f64 {
        let Some(backups) = self.by_supplier.get(&(supplier as u32)) else { return loss };
        let delivered: f64 =
            backups.iter().map(|&(backup, part)| part * (1.0 - loss_of(backup as usize))).sum();
        if loss > delivered { loss - delivered } else { 0.0 }
    }

    /// The suppliers that a place stands behind.
    pub(crate) fn behind(&self, backup: usize) -> &[u32] {
        self.by_backup.get(&(backup as u32)).map_or(&[], Vec::as_slice)
    }

    /// The suppliers with backups.
    pub(crate) fn suppliers(&self) -> impl Iterator<Item = usize> {
        self.by_supplier.keys().map(|&place| place as usize)
    }
}
