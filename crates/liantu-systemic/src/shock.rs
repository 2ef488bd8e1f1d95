//! What hits which firms.

use crate::error::NetworkError;
use crate::network::FirmIx;

/// Initial losses of capacity, as parts of one (1 = closed). Firms that are not named are unharmed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shock {
    downstream: Vec<(FirmIx, f64)>,
    upstream: Vec<(FirmIx, f64)>,
}

impl Shock {
    /// One firm closed.
    pub fn closing(firm: FirmIx) -> Self {
        Self { downstream: vec![(firm, 1.0)], upstream: vec![(firm, 1.0)] }
    }

    /// Firms that lose so much of their output and orders.
    ///
    /// # Errors
    /// A loss outside 0..=1.
    pub fn losing(firms: impl IntoIterator<Item = FirmIx>, loss: f64) -> Result<Self, NetworkError> {
        let losses: Vec<(FirmIx, f64)> = firms.into_iter().map(|firm| (firm, loss)).collect();
        Self::new(losses.clone(), losses)
    }

    /// The larger of its two losses, by firm that is hit, in order.
    pub fn losses(&self) -> Vec<(FirmIx, f64)> {
        let mut both = [self.downstream.as_slice(), self.upstream.as_slice()].concat();
        both.sort_unstable_by(|one, other| one.0.cmp(&other.0).then(other.1.total_cmp(&one.1)));
        both.dedup_by_key(|(firm, _)| *firm);
        both
    }

    /// Losses of output as customers feel them and of orders as suppliers do; of a firm named twice the larger
    /// loss counts.
    ///
    /// # Errors
    /// A loss outside 0..=1.
    pub fn new(downstream: Vec<(FirmIx, f64)>, upstream: Vec<(FirmIx, f64)>) -> Result<Self, NetworkError> {
        Ok(Self { downstream: checked(downstream)?, upstream: checked(upstream)? })
    }

    /// Losses of output, by firm.
    pub fn downstream(&self) -> &[(FirmIx, f64)] {
        &self.downstream
    }

    /// Losses of orders, by firm.
    pub fn upstream(&self) -> &[(FirmIx, f64)] {
        &self.upstream
    }
}

fn checked(mut losses: Vec<(FirmIx, f64)>) -> Result<Vec<(FirmIx, f64)>, NetworkError> {
    if let Some(&(_, loss)) = losses.iter().find(|(_, loss)| !(0.0..=1.0).contains(loss)) {
        return Err(NetworkError::BadLoss { loss });
    }
    losses.sort_unstable_by(|one, other| one.0.cmp(&other.0).then(other.1.total_cmp(&one.1)));
    losses.dedup_by_key(|(firm, _)| *firm);
    losses.retain(|&(_, loss)| loss > 0.0);
    Ok(losses)
}
