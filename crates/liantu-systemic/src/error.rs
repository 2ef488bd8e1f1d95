//! What a caller can get wrong.

use thiserror::Error;

/// A network, shock or weight that makes no sense.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum NetworkError {
    /// There is no firm.
    #[error("the network has no firm")]
    NoFirms,
    /// More firms or links than 32-bit indices can name.
    #[error("{firms} firms and {links} links are more than can be named")]
    TooLarge {
        /// Number of firms.
        firms: usize,
        /// Number of links.
        links: usize,
    },
    /// A firm is there twice.
    #[error("firm {id} is there twice")]
    DuplicateFirm {
        /// Its key.
        id: String,
    },
    /// A link to a firm that is not there.
    #[error("link {position} is to a firm that is not there")]
    UnknownFirm {
        /// Position of the link among those given, from 0.
        position: usize,
    },
    /// A weight that is negative or no number.
    #[error("the link from {supplier} to {customer} has weight {weight}")]
    BadWeight {
        /// Who sells.
        supplier: String,
        /// Who buys.
        customer: String,
        /// The weight.
        weight: f64,
    },
    /// A pair of firms is there twice.
    #[error("the link from {supplier} to {customer} is there twice")]
    DuplicateLink {
        /// Who sells.
        supplier: String,
        /// Who buys.
        customer: String,
    },
    /// Output weights of the wrong number, negative, or all zero.
    #[error("output weights `{name}` must be one number of at least 0 per firm, not all 0")]
    BadOutputWeights {
        /// What the column is called.
        name: String,
    },
    /// A loss that is not within 0..=1.
    #[error("a loss of {loss} is not within 0 and 1")]
    BadLoss {
        /// The loss.
        loss: f64,
    },
    /// A firm that is its own backup, or a capacity below 0 or none.
    #[error("a backup of capacity {capacity} must be another firm's, of at least 0")]
    BadBackup {
        /// The capacity.
        capacity: f64,
    },
}
