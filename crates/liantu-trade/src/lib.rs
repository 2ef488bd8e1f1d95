//! Import dependence from bilateral trade tables.
