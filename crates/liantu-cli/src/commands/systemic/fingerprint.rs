//! What a result belongs to, as hashes: the network, and what was asked of it.

use super::input::Input;
use crate::arguments::{RangeOf, SystemicArguments};
use liantu_systemic::{EsriOptions, Replaceability, Shock, Solution};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// Hashes of a network and of what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fingerprint {
    pub(super) model: String,
    pub(super) options: String,
}

impl Fingerprint {
    pub(super) fn new(input: &Input, options: EsriOptions<'_>, own: &SystemicArguments) -> Self {
        let mut model = Sha256::new();
        input.network.canonical(&mut |bytes| model.update(bytes));
        let mut asked = Sha256::new();
        asked.update(env!("CARGO_PKG_VERSION"));
        let (solution, eps) = match options.solution {
            Solution::Compat { eps } => (0_u8, eps),
            Solution::FixedPoint { error } => (1, error),
        };
        let rivals = match options.replaceability {
            Replaceability::MarketShare => 0_u8,
            Replaceability::Off => 1,
            Replaceability::Named(_) => 2,
        };
        asked.update([solution, rivals, u8::from(own.range == RangeOf::All)]);
        asked.update(eps.to_bits().to_le_bytes());
        input.weights.canonical(&mut |bytes| asked.update(bytes));
        for backup in input.backups.iter().flat_map(|backups| &backups.table.ready) {
            asked.update(backup.supplier.0.to_le_bytes());
            asked.update(backup.backup.0.to_le_bytes());
            asked.update(backup.capacity.to_bits().to_le_bytes());
        }
        asked.update((input.scenarios.len() as u64).to_le_bytes());
        for at in 0..input.scenarios.len() {
            let id = input.scenarios.id(&input.network, at);
            asked.update((id.len() as u64).to_le_bytes());
            asked.update(id);
            update_shock(&mut asked, &input.scenarios.shock(at));
        }
        Self { model: hex(&model.finalize()), options: hex(&asked.finalize()) }
    }
}

fn update_shock(hash: &mut Sha256, shock: &Shock) {
    for losses in [shock.downstream(), shock.upstream()] {
        hash.update((losses.len() as u64).to_le_bytes());
        for (firm, loss) in losses {
            hash.update(firm.0.to_le_bytes());
            hash.update(loss.to_bits().to_le_bytes());
        }
    }
}

/// Bytes in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
