//! What comes out.

/// The part of all output that is lost, for one output weight.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Esri {
    /// Either way: each firm loses the larger of its two losses.
    pub total: f64,
    /// For want of inputs.
    pub downstream: f64,
    /// For want of orders.
    pub upstream: f64,
}

/// The result of one scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// By output weight.
    pub esri: Vec<Esri>,
    /// Steps taken, at least 1.
    pub iterations: u32,
    /// The largest rise of a loss in the last step.
    pub residual: f64,
}
