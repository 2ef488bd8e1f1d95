//! The few rows that the results of one component rest on, so that they can be evaluated again and again.

use super::book::{Book, ProviderKey, Row, RowKey};
use super::changes::Change;
use std::collections::{BTreeMap, BTreeSet};

/// The rows of a book that bear on the grade, tier and cover of a component by its own sources: its supplies and facts, those
/// suppliers with their owners, what consumes it and how much of it, the places all of these name, and the
/// settings. What changed rows of `concerning` name is there too. O(rows).
pub(super) fn slice(book: &Book, component: &str, concerning: &[&Change]) -> Book {
    let mut kept = Book::new();
    let changed = || concerning.iter().flat_map(|change| change.before.iter().chain(&change.after));
    let consumers = consumers(book, component);
    let mut suppliers: BTreeSet<String> =
        changed().filter_map(|(key, row)| named_supplier(key, row)).collect();
    let mut places: BTreeSet<String> = changed().flat_map(|(_, row)| places_of(row)).collect();
    let keep = |kept: &mut Book, key: &RowKey, row: &Row| kept.insert(key.clone(), row.clone());
    let mut inputs: BTreeSet<&str> = consumers.iter().map(String::as_str).collect();
    for (key, row) in book {
        match key {
            RowKey::Setting(_) | RowKey::Coalition(_) => {
                places.extend(places_of(row));
                keep(&mut kept, key, row);
            }
            RowKey::Requirement { product, input } if consumers.contains(product) => {
                inputs.extend([product.as_str(), input.as_str()]);
                keep(&mut kept, key, row);
            }
            RowKey::Supply { component: own, .. } | RowKey::Fact { component: own, .. }
                if own == component =>
            {
                suppliers.extend(named_supplier(key, row));
                places.extend(places_of(row));
                keep(&mut kept, key, row);
            }
            _ => {}
        }
    }
    for id in inputs {
        for key in [RowKey::Component(id.to_owned()), RowKey::Target(id.to_owned())] {
            kept.extend(book.get_key_value(&key).map(|(key, row)| (key.clone(), row.clone())));
        }
    }
    keep_suppliers(book, suppliers, &mut places, &mut kept);
    keep_places(book, places, &mut kept);
    kept
}

/// The component and whatever it goes into.
fn consumers(book: &Book, component: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::from([component.to_owned()]);
    loop {
        let before = found.len();
        for key in book.keys() {
            if let RowKey::Requirement { product, input } = key
                && found.contains(input)
            {
                found.insert(product.clone());
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

fn named_supplier(key: &RowKey, row: &Row) -> Option<String> {
    match (key, row) {
        (RowKey::Supply { provider: ProviderKey::Supplier(id), .. } | RowKey::Supplier(id), _) => {
            Some(id.clone())
        }
        _ => None,
    }
}

fn places_of(row: &Row) -> Vec<String> {
    match row {
        Row::Setting(ids) => ids.clone(),
        Row::Coalition(row) => row.members.clone(),
        Row::Supply(row) => vec![row.region.clone(), row.market.clone()],
        Row::Supplier(row) => vec![row.region.clone(), row.control.clone()],
        Row::Region(row) => vec![row.id.clone(), row.parent.clone()],
        _ => Vec::new(),
    }
}

fn keep_suppliers(book: &Book, suppliers: BTreeSet<String>, places: &mut BTreeSet<String>, kept: &mut Book) {
    let mut waiting: Vec<String> = suppliers.into_iter().collect();
    while let Some(id) = waiting.pop() {
        let key = RowKey::Supplier(id);
        let Some(row) = book.get(&key).filter(|_| !kept.contains_key(&key)) else { continue };
        places.extend(places_of(row));
        if let Row::Supplier(supplier) = row {
            waiting.push(supplier.parent.clone());
        }
        kept.insert(key, row.clone());
    }
}

fn keep_places(book: &Book, places: BTreeSet<String>, kept: &mut Book) {
    let mut waiting: Vec<String> = places.into_iter().collect();
    while let Some(id) = waiting.pop() {
        let key = RowKey::Region(id);
        let Some(row) = book.get(&key).filter(|_| !kept.contains_key(&key)) else { continue };
        if let Row::Region(region) = row {
            waiting.push(region.parent.clone());
        }
        kept.insert(key, row.clone());
    }
}

/// The rows of a book by what they bear on, to cut many slices.
pub(super) struct Shelf<'b> {
    book: &'b Book,
    /// Settings and coalitions, which bear on everything.
    common: Vec<&'b RowKey>,
    /// Supplies and facts by component.
    own: BTreeMap<&'b str, Vec<&'b RowKey>>,
    /// Requirements by product.
    inputs: BTreeMap<&'b str, Vec<&'b RowKey>>,
    /// Requirements by input.
    uses: BTreeMap<&'b str, Vec<&'b RowKey>>,
}

impl<'b> Shelf<'b> {
    /// O(rows · log rows).
    pub(super) fn new(book: &'b Book) -> Self {
        let mut shelf = Self {
            book,
            common: Vec::new(),
            own: BTreeMap::new(),
            inputs: BTreeMap::new(),
            uses: BTreeMap::new(),
        };
        for key in book.keys() {
            match key {
                RowKey::Setting(_) | RowKey::Coalition(_) => shelf.common.push(key),
                RowKey::Supply { component, .. } | RowKey::Fact { component, .. } => {
                    shelf.own.entry(component).or_default().push(key);
                }
                RowKey::Requirement { product, input } => {
                    shelf.inputs.entry(product).or_default().push(key);
                    shelf.uses.entry(input).or_default().push(key);
                }
                _ => {}
            }
        }
        shelf
    }

    /// As [`slice`], in time that goes with the slice. What consumes the component is there only where a capacity is
    /// stated: without one no demand counts.
    pub(super) fn slice(&self, component: &str) -> Book {
        let own = self.own.get(component).map_or(&[][..], Vec::as_slice);
        let states_capacity =
            |key: &&&RowKey| matches!(&self.book[**key], Row::Supply(row) if row.capacity.is_some());
        let products = if own.iter().any(|key| states_capacity(&key)) {
            self.consumers(component)
        } else {
            BTreeSet::from([component])
        };
        let needed = products.iter().filter_map(|product| self.inputs.get(product)).flatten();
        let kept_keys: Vec<&RowKey> = self.common.iter().chain(own).chain(needed).copied().collect();
        let mut kept = Book::new();
        let mut suppliers = BTreeSet::new();
        let mut places = BTreeSet::new();
        let mut components: BTreeSet<&str> = products;
        for key in kept_keys {
            let row = &self.book[key];
            suppliers.extend(named_supplier(key, row));
            places.extend(places_of(row));
            if let RowKey::Requirement { input, .. } = key {
                components.insert(input);
            }
            kept.insert(key.clone(), row.clone());
        }
        for id in components {
            for key in [RowKey::Component(id.to_owned()), RowKey::Target(id.to_owned())] {
                kept.extend(self.book.get_key_value(&key).map(|(key, row)| (key.clone(), row.clone())));
            }
        }
        keep_suppliers(self.book, suppliers, &mut places, &mut kept);
        keep_places(self.book, places, &mut kept);
        kept
    }

    /// The component and whatever it goes into.
    fn consumers<'s>(&'s self, component: &'s str) -> BTreeSet<&'s str> {
        let mut found = BTreeSet::from([component]);
        let mut waiting = vec![component];
        while let Some(input) = waiting.pop() {
            for key in self.uses.get(input).into_iter().flatten() {
                if let RowKey::Requirement { product, .. } = key
                    && found.insert(product)
                {
                    waiting.push(product);
                }
            }
        }
        found
    }
}
