//! Economic systemic risk of every firm in a supply network.
//!
//! The ESRI of a firm is the part of all output that a model of production says is lost when the firm closes: its
//! customers lack inputs (*downstream*), its suppliers lack orders (*upstream*), theirs in turn, until nothing
//! more changes. Method: Diem, Borsos, Reisch, Kertész, Thurner, Scientific Reports 12:7719 (2022),
//! doi 10.1038/s41598-022-11522-z; shocks to many firms: Diem et al., PNAS Nexus 3(3) pgae064 (2024).
//!
//! | in the paper | here |
//! |---|---|
//! | `W_ij` | [`Link::weight`] |
//! | `p_i` | [`FirmNetwork::sector_of`] |
//! | essentiality matrix | [`Essentiality`] |
//! | `Λ^d1`, `Λ^d2`, `Λ^u` | the weights in [`Channels`] |
//! | `σ_i` | market share among what is left of the sector, see [`Replaceability`] |
//! | `1 − h^d_i`, `1 − h^u_i` | losses, downstream and upstream |
//! | `ψ_i` | [`Shock`] |
//!
//! Everything is in losses (1 = closed). A firm's new loss is always computed from all of its inputs in one fixed order, so that recomputing only firms whose
//! inputs changed, computing several scenarios side by side, and using any number of threads give the same bits.

mod backing;
mod channels;
mod error;
mod lanes;
mod network;
mod options;
mod outcome;
pub mod read;
mod rules;
mod sector_sum;
mod sets;
mod shock;
mod solve;
mod sparse;
mod trace;
mod weights;

pub use backing::{Backing, Backup};
pub use channels::Channels;
pub use error::NetworkError;
pub use network::{Essentiality, Firm, FirmIx, FirmNetwork, Link, SectorIx};
pub use options::{EsriOptions, Replaceability, Solution};
pub use outcome::{Esri, Outcome};
pub use sets::{FirmSets, SetKind};
pub use shock::Shock;
pub use solve::{Tick, esri};
pub use trace::{Binding, Hit, trace};
pub use weights::OutputWeights;
