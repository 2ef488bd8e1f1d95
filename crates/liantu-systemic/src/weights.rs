//! What counts as output.

use crate::channels::Channels;
use crate::error::NetworkError;
use crate::network::{FirmIx, FirmNetwork};
use crate::shock::Shock;

/// One or more weights of firms: sales, staff, …; each normalised to sum 1.
#[derive(Clone, Debug, PartialEq)]
pub struct OutputWeights {
    names: Vec<String>,
    /// The place of each firm.
    place: Vec<u32>,
    /// By firm in the order of the channels, then by weight.
    by_firm: Vec<f64>,
}

impl OutputWeights {
    /// Sales inside the network. All alike when there are none.
    pub fn sales(channels: &Channels) -> Self {
        let mut column = channels.out_strength().to_vec();
        if column.iter().all(|&sales| sales == 0.0) {
            column.fill(1.0);
        }
        Self {
            names: vec!["out_strength".to_owned()],
            place: channels.places().to_vec(),
            by_firm: normalised(&column),
        }
    }

    /// Named columns, a number for each firm in the order of the network.
    ///
    /// # Errors
    /// A column of another length, with a number below 0 or none, or with zeros only; no column.
    pub fn new(
        network: &FirmNetwork,
        channels: &Channels,
        columns: &[(String, Vec<f64>)],
    ) -> Result<Self, NetworkError> {
        let is_sound = |values: &[f64]| {
            let sum: f64 = values.iter().sum();
            values.len() == network.len()
                && values.iter().all(|&one| one >= 0.0)
                && sum > 0.0
                && sum.is_finite()
        };
        if let Some((name, _)) = columns.iter().find(|(_, values)| !is_sound(values)) {
            return Err(NetworkError::BadOutputWeights { name: name.clone() });
        }
        if columns.is_empty() {
            return Err(NetworkError::BadOutputWeights { name: String::new() });
        }
        let mut by_firm = vec![0.0; network.len() * columns.len()];
        for (at, (_, values)) in columns.iter().enumerate() {
            let ordered: Vec<f64> = channels.order().iter().map(|firm| values[firm.at()]).collect();
            for (firm, weight) in normalised(&ordered).into_iter().enumerate() {
                by_firm[firm * columns.len() + at] = weight;
            }
        }
        Ok(Self {
            names: columns.iter().map(|(name, _)| name.clone()).collect(),
            place: channels.places().to_vec(),
            by_firm,
        })
    }

    /// The weights of a firm.
    pub fn of_firm(&self, firm: FirmIx) -> &[f64] {
        self.of(self.place[firm.at()] as usize)
    }

    /// The part of each weight that a shock takes at once, before anything spreads.
    pub fn of_shock(&self, shock: &Shock) -> Vec<f64> {
        let mut sums = vec![0.0; self.names.len()];
        for (firm, loss) in shock.losses() {
            for (sum, weight) in sums.iter_mut().zip(self.of_firm(firm)) {
                *sum += weight * loss;
            }
        }
        sums
    }

    /// Names and weights in one fixed form, to be hashed.
    pub fn canonical(&self, sink: &mut dyn FnMut(&[u8])) {
        for name in &self.names {
            sink(&(name.len() as u64).to_le_bytes());
            sink(name.as_bytes());
        }
        self.by_firm.iter().for_each(|weight| sink(&weight.to_bits().to_le_bytes()));
    }

    /// What the weights are called.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The weights of a firm, by its place in the channels.
    pub(crate) fn of(&self, place: usize) -> &[f64] {
        let count = self.names.len();
        &self.by_firm[place * count..(place + 1) * count]
    }
}

fn normalised(column: &[f64]) -> Vec<f64> {
    let sum: f64 = column.iter().sum();
    column.iter().map(|one| one / sum).collect()
}
