//! The backup plan: which qualified and candidate sources to bring in so that every single failure leaves
//! enough, for the least money and with proof; and the distance to autonomy.
//!
//! [`covering`] is the solver and knows nothing of supply chains.

pub mod covering;
