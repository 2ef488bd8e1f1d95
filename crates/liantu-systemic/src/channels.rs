//! The two channels by which losses spread, in flat arrays.
//!
//! Firms are renumbered: by sector, so that a sector is a range; inside it the best connected first, so that what is
//! read most lies together. These numbers are *places*. All sums run by place, and places depend on keys and links
//! only, not on the order of rows.

use std::ops::Range;

use crate::network::{FirmIx, FirmNetwork};

/// Set on the first supplier of an essential input.
pub(crate) const FIRST: u32 = 1 << 31;

/// Link weights of both channels.
#[derive(Clone, Debug)]
pub struct Channels {
    order: Vec<FirmIx>,
    place: Vec<u32>,
    sales: Vec<f64>,
    /// Where each sector begins; one more than there are sectors.
    sector_start: Vec<u32>,
    sector_of: Vec<u32>,
    pub(crate) down: Downstream,
    pub(crate) up: Upstream,
}

/// For each customer its suppliers: of essential inputs, input by input; of non-essential inputs; the rest.
#[derive(Clone, Debug)]
pub(crate) struct Downstream {
    /// Where each customer's suppliers begin; one more than there are firms.
    start: Vec<u32>,
    /// Where the non-essential ones begin, and where the rest does.
    parts: Vec<[u32; 2]>,
    /// Places; with [`FIRST`].
    supplier: Vec<u32>,
    /// `W_ij` over the purchases of that input, or over all purchases; 0 for the rest.
    weight: Vec<f64>,
}

/// For each supplier its customers.
#[derive(Clone, Debug)]
pub(crate) struct Upstream {
    start: Vec<u32>,
    customer: Vec<u32>,
    /// `W_ij` over all sales.
    weight: Vec<f64>,
}

impl Channels {
    /// The channels of a network. O(n log n + L log L).
    pub fn new(network: &FirmNetwork) -> Self {
        let order = order(network);
        let mut place = vec![0_u32; order.len()];
        for (at, firm) in order.iter().enumerate() {
            place[firm.at()] = at as u32;
        }
        let sector_of: Vec<u32> = order.iter().map(|&firm| network.sector_of(firm).0).collect();
        let sectors = network.sectors().len() as u32;
        let sector_start = (0..=sectors).map(|one| sector_of.partition_point(|&other| other < one) as u32);
        let up = UpstreamAndSales::new(network, &order, &place);
        Self {
            sales: up.sales,
            sector_start: sector_start.collect(),
            down: Downstream::new(network, &place, &sector_of),
            up: up.channel,
            order,
            place,
            sector_of,
        }
    }

    /// Number of firms.
    pub(crate) fn len(&self) -> usize {
        self.order.len()
    }

    /// The firm at each place.
    pub fn order(&self) -> &[FirmIx] {
        &self.order
    }

    /// The place of each firm.
    pub(crate) fn places(&self) -> &[u32] {
        &self.place
    }

    /// The place of a firm.
    pub(crate) fn place(&self, firm: FirmIx) -> usize {
        self.place[firm.at()] as usize
    }

    /// Sales inside the network, by place.
    pub(crate) fn out_strength(&self) -> &[f64] {
        &self.sales
    }

    /// Number of sectors.
    pub(crate) fn sectors(&self) -> usize {
        self.sector_start.len() - 1
    }

    /// The places of a sector.
    pub(crate) fn sector(&self, sector: usize) -> Range<usize> {
        self.sector_start[sector] as usize..self.sector_start[sector + 1] as usize
    }

    /// The sector at a place.
    pub(crate) fn sector_of(&self, place: usize) -> usize {
        self.sector_of[place] as usize
    }

    /// Number of links.
    pub(crate) fn links(&self) -> usize {
        self.up.customer.len()
    }
}

/// By sector, number of links (most first) and key.
fn order(network: &FirmNetwork) -> Vec<FirmIx> {
    let mut degree = vec![0_u32; network.len()];
    for link in network.links() {
        degree[link.supplier.at()] += 1;
        degree[link.customer.at()] += 1;
    }
    let mut order: Vec<FirmIx> = network.firms().collect();
    order.sort_unstable_by(|&one, &other| {
        let key = |firm: FirmIx| (network.sector_of(firm), u32::MAX - degree[firm.at()]);
        key(one).cmp(&key(other)).then_with(|| network.id(one).cmp(network.id(other)))
    });
    order
}

/// The first position of each row, from the row of each entry.
fn row_starts(rows: usize, row_of: impl Iterator<Item = usize>) -> Vec<u32> {
    let mut start = vec![0_u32; rows + 1];
    for row in row_of {
        start[row + 1] += 1;
    }
    for row in 0..rows {
        start[row + 1] += start[row];
    }
    start
}

struct UpstreamAndSales {
    channel: Upstream,
    sales: Vec<f64>,
}

impl UpstreamAndSales {
    fn new(network: &FirmNetwork, order: &[FirmIx], place: &[u32]) -> Self {
        let links = network.links();
        let supplier = |at: usize| place[links[at].supplier.at()] as usize;
        let start = row_starts(order.len(), (0..links.len()).map(supplier));
        let mut by_row: Vec<u32> = (0..links.len() as u32).collect();
        by_row.sort_unstable_by_key(|&at| (supplier(at as usize), place[links[at as usize].customer.at()]));
        let mut sales = vec![0.0; order.len()];
        for &at in &by_row {
            sales[supplier(at as usize)] += links[at as usize].weight;
        }
        let customer = by_row.iter().map(|&at| place[links[at as usize].customer.at()]).collect();
        let weight = by_row.iter().map(|&at| links[at as usize].weight / sales[supplier(at as usize)]);
        let channel = Upstream { start, customer, weight: weight.collect() };
        Self { channel, sales }
    }
}

impl Upstream {
    fn row(&self, supplier: usize) -> Range<usize> {
        self.start[supplier] as usize..self.start[supplier + 1] as usize
    }

    /// The places of a supplier's customers.
    pub(crate) fn customers(&self, supplier: usize) -> &[u32] {
        &self.customer[self.row(supplier)]
    }

    /// A supplier's customers and the part of its sales that goes to each.
    pub(crate) fn links(&self, supplier: usize) -> (&[u32], &[f64]) {
        let row = self.row(supplier);
        (&self.customer[row.clone()], &self.weight[row])
    }
}

/// A link on its way into a row.
struct Entry {
    rank: u8,
    sector: u32,
    place: u32,
    weight: f64,
}

impl Downstream {
    fn new(network: &FirmNetwork, place: &[u32], sector_of: &[u32]) -> Self {
        let links = network.links();
        let customer = |at: usize| place[links[at].customer.at()] as usize;
        let start = row_starts(place.len(), (0..links.len()).map(customer));
        let mut next = start.clone();
        let mut by_row = vec![0_u32; links.len()];
        for at in 0..links.len() {
            let slot = &mut next[customer(at)];
            by_row[*slot as usize] = at as u32;
            *slot += 1;
        }
        let mut channel = Self {
            parts: Vec::with_capacity(place.len()),
            supplier: Vec::with_capacity(links.len()),
            weight: Vec::with_capacity(links.len()),
            start,
        };
        let mut entries = Vec::new();
        for (row, &sector_of) in sector_of.iter().enumerate() {
            let slots = channel.start[row] as usize..channel.start[row + 1] as usize;
            entries.clear();
            entries.extend(by_row[slots].iter().map(|&at| {
                let link = &links[at as usize];
                let supplier = place[link.supplier.at()];
                let sector = network.sector_of(link.supplier);
                let kind = network.essentiality(sector, network.sector_of(link.customer));
                debug_assert_eq!(sector_of, network.sector_of(link.customer).0);
                Entry { rank: 2 - kind as u8, sector: sector.0, place: supplier, weight: link.weight }
            }));
            channel.push(&mut entries);
        }
        channel
    }

    /// Adds the row of the next customer.
    fn push(&mut self, entries: &mut [Entry]) {
        entries.sort_unstable_by_key(|entry| (entry.rank, entry.sector, entry.place));
        let purchases: f64 = entries.iter().map(|entry| entry.weight).sum();
        let begin = self.supplier.len();
        let mut bounds = [0; 2];
        for inputs in entries.chunk_by(|one, other| (one.rank, one.sector) == (other.rank, other.sector)) {
            let of_input: f64 = inputs.iter().map(|entry| entry.weight).sum();
            for (at, entry) in inputs.iter().enumerate() {
                let is_first = entry.rank == 0 && at == 0;
                self.supplier.push(if is_first { entry.place | FIRST } else { entry.place });
                self.weight.push(match entry.rank {
                    0 => entry.weight / of_input,
                    1 => entry.weight / purchases,
                    _ => 0.0,
                });
            }
            for bound in &mut bounds[usize::from(inputs[0].rank).min(2)..] {
                *bound = self.supplier.len() - begin;
            }
        }
        self.parts.push(bounds.map(|bound| (begin + bound) as u32));
    }

    /// The places of a customer's suppliers; with [`FIRST`].
    pub(crate) fn suppliers(&self, customer: usize) -> &[u32] {
        &self.supplier[self.start[customer] as usize..self.start[customer + 1] as usize]
    }

    /// Suppliers of essential inputs, and their weights.
    pub(crate) fn essential(&self, customer: usize) -> (&[u32], &[f64]) {
        self.links(self.start[customer], self.parts[customer][0])
    }

    /// Suppliers of non-essential inputs, and their weights.
    pub(crate) fn non_essential(&self, customer: usize) -> (&[u32], &[f64]) {
        let [begin, end] = self.parts[customer];
        self.links(begin, end)
    }

    fn links(&self, begin: u32, end: u32) -> (&[u32], &[f64]) {
        let range = begin as usize..end as usize;
        (&self.supplier[range.clone()], &self.weight[range])
    }
}
