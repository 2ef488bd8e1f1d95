//! Who sells how much to whom, and which inputs whose production cannot do without.

use std::collections::BTreeMap;

use crate::error::NetworkError;

/// A firm: its position in the list of firms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FirmIx(pub u32);

impl FirmIx {
    /// As a position.
    pub const fn at(self) -> usize {
        self.0 as usize
    }
}

/// A sector: its position in the sorted list of sector codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectorIx(pub u32);

impl SectorIx {
    /// As a position.
    pub const fn at(self) -> usize {
        self.0 as usize
    }
}

/// What losing an input of a sector does to a buyer of another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Essentiality {
    /// Nothing in the short term (0).
    #[default]
    None,
    /// Output falls by the part of all purchases that is missing (1).
    NonEssential,
    /// Output falls by the part of that input that is missing (2).
    Essential,
}

impl Essentiality {
    /// From the published code: 0, 1 or 2.
    pub const fn from_code(code: u8) -> Option<Self> {
        match code {
            0 => Some(Self::None),
            1 => Some(Self::NonEssential),
            2 => Some(Self::Essential),
            _ => None,
        }
    }
}

/// A firm as it is read: its key and its sector's code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Firm {
    /// Key.
    pub id: String,
    /// Code of its sector.
    pub sector: String,
}

/// Money per period that one firm sells to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// Who sells.
    pub supplier: FirmIx,
    /// Who buys; may be the seller.
    pub customer: FirmIx,
    /// Money per period, at least 0.
    pub weight: f64,
}

/// A firm-to-firm network: every reference valid, one link per pair, immutable.
#[derive(Clone, Debug, PartialEq)]
pub struct FirmNetwork {
    ids: Vec<String>,
    sectors: Vec<String>,
    sector_of: Vec<SectorIx>,
    links: Vec<Link>,
    matrix: Vec<Essentiality>,
}

impl FirmNetwork {
    /// A network of firms (in the order in which they are reported), links, and how essential inputs of one
    /// sector are to another, `(supplier sector, customer sector)`; a pair that is not there is
    /// [`Essentiality::None`].
    ///
    /// Links of weight 0 are none. O(n log n + L log L).
    ///
    /// # Errors
    /// A firm, pair of sectors or link that is there twice; a weight that is negative or no number; a link to no
    /// firm; more than 2³¹ − 1 firms or 2³² − 1 links; no firm.
    pub fn new(
        firms: Vec<Firm>,
        mut links: Vec<Link>,
        essentiality: &BTreeMap<(String, String), Essentiality>,
    ) -> Result<Self, NetworkError> {
        check_size(firms.len(), links.len())?;
        let mut sectors: Vec<String> = firms.iter().map(|firm| firm.sector.clone()).collect();
        sectors.sort_unstable();
        sectors.dedup();
        let position = |code: &String| sectors.binary_search(code).ok().map(|at| SectorIx(at as u32));
        let sector_of = firms.iter().filter_map(|firm| position(&firm.sector)).collect();
        let mut matrix = vec![Essentiality::None; sectors.len() * sectors.len()];
        for ((supplier, customer), &kind) in essentiality {
            if let (Some(row), Some(column)) = (position(supplier), position(customer)) {
                matrix[row.at() * sectors.len() + column.at()] = kind;
            }
        }
        let ids: Vec<String> = firms.into_iter().map(|firm| firm.id).collect();
        check_ids(&ids)?;
        check_links(&ids, &mut links)?;
        links.retain(|link| link.weight > 0.0);
        Ok(Self { ids, sectors, sector_of, links, matrix })
    }

    /// Number of firms.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is no firm; never, once built.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The firms in order.
    pub fn firms(&self) -> impl ExactSizeIterator<Item = FirmIx> + use<> {
        (0..self.ids.len() as u32).map(FirmIx)
    }

    /// The key of a firm.
    pub fn id(&self, firm: FirmIx) -> &str {
        &self.ids[firm.at()]
    }

    /// The sector of a firm.
    pub fn sector_of(&self, firm: FirmIx) -> SectorIx {
        self.sector_of[firm.at()]
    }

    /// The codes of the sectors, sorted.
    pub fn sectors(&self) -> &[String] {
        &self.sectors
    }

    /// The links, by customer and then supplier.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// How essential what a sector sells is to a buyer of another.
    pub fn essentiality(&self, supplier: SectorIx, customer: SectorIx) -> Essentiality {
        self.matrix[supplier.at() * self.sectors.len() + customer.at()]
    }

    /// Everything that decides results, in one fixed form, to be hashed: the same for the same firms in the same
    /// order, whatever the order of links and the form of the tables.
    pub fn canonical(&self, sink: &mut dyn FnMut(&[u8])) {
        let mut texts = |texts: &[String]| {
            sink(&(texts.len() as u64).to_le_bytes());
            for text in texts {
                sink(&(text.len() as u64).to_le_bytes());
                sink(text.as_bytes());
            }
        };
        texts(&self.ids);
        texts(&self.sectors);
        self.sector_of.iter().for_each(|sector| sink(&sector.0.to_le_bytes()));
        for link in &self.links {
            sink(&link.supplier.0.to_le_bytes());
            sink(&link.customer.0.to_le_bytes());
            sink(&link.weight.to_bits().to_le_bytes());
        }
        self.matrix.iter().for_each(|&kind| sink(&[kind as u8]));
    }

    /// Sales of each firm inside the network, in money.
    pub fn out_strength(&self) -> Vec<f64> {
        let mut strength = vec![0.0; self.len()];
        for link in &self.links {
            strength[link.supplier.at()] += link.weight;
        }
        strength
    }
}

fn check_size(firms: usize, links: usize) -> Result<(), NetworkError> {
    match firms {
        0 => Err(NetworkError::NoFirms),
        _ if firms >= 1 << 31 || links >= u32::MAX as usize => Err(NetworkError::TooLarge { firms, links }),
        _ => Ok(()),
    }
}

fn check_ids(ids: &[String]) -> Result<(), NetworkError> {
    let mut sorted: Vec<&String> = ids.iter().collect();
    sorted.sort_unstable();
    match sorted.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(NetworkError::DuplicateFirm { id: pair[0].clone() }),
        None => Ok(()),
    }
}

/// Sorts the links and finds what is wrong with them.
fn check_links(ids: &[String], links: &mut [Link]) -> Result<(), NetworkError> {
    let name = |firm: FirmIx| ids[firm.at()].clone();
    for (position, link) in links.iter().enumerate() {
        if link.supplier.at() >= ids.len() || link.customer.at() >= ids.len() {
            return Err(NetworkError::UnknownFirm { position });
        }
        if !link.weight.is_finite() || link.weight < 0.0 {
            let (supplier, customer) = (name(link.supplier), name(link.customer));
            return Err(NetworkError::BadWeight { supplier, customer, weight: link.weight });
        }
    }
    let key = |link: &Link| (link.customer, link.supplier);
    links.sort_unstable_by_key(key);
    match links.windows(2).find(|pair| key(&pair[0]) == key(&pair[1])) {
        Some(pair) => Err(NetworkError::DuplicateLink {
            supplier: name(pair[0].supplier),
            customer: name(pair[0].customer),
        }),
        None => Ok(()),
    }
}
