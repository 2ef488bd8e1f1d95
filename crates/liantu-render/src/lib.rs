//! Trees, tables and documents.
