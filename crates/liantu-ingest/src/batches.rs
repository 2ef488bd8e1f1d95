//! Purchases on their way from the reader to the check, a few thousand at a time.

use liantu_model::PurchaseRow;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Rows handed over at once.
const BATCH: usize = 4096;
/// Batches that may wait; then the reader does.
const WAITING: usize = 4;

/// Where the reader puts its rows. What is left is handed over when it is dropped.
pub(crate) struct Batches {
    out: SyncSender<Vec<PurchaseRow>>,
    batch: Vec<PurchaseRow>,
}

/// The two ends.
pub(crate) fn batches() -> (Batches, Receiver<Vec<PurchaseRow>>) {
    let (out, rows) = sync_channel(WAITING);
    (Batches { out, batch: Vec::new() }, rows)
}

impl Batches {
    pub(crate) fn push(&mut self, row: PurchaseRow) {
        self.batch.push(row);
        if self.batch.len() == BATCH {
            self.hand_over();
        }
    }

    fn hand_over(&mut self) {
        let batch = std::mem::take(&mut self.batch);
        // Nobody takes rows any more only when the check has stopped; then they are of no use.
        let _ = self.out.send(batch);
    }
}

impl Drop for Batches {
    fn drop(&mut self) {
        self.hand_over();
    }
}
