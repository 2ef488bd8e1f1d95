//! End-to-end tests: the program as its users meet it.

mod answers;
mod ask;
mod bad_input;
mod diff;
mod documents;
mod export;
mod import;
mod layering;
mod office;
mod openpsa;
mod pictures;
mod plan;
mod program;
mod report;
mod reviews;
mod row_order;
mod sensitivity;
mod shell;
mod simulate;
mod systemic;
mod trade;
mod workbook;
