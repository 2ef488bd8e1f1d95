//! Which component or supplier of one dataset is which of the other, where ids changed.

use super::CompareError;
use liantu_model::Model;
use std::collections::BTreeMap;

/// New ids of components and suppliers by their old ones; whatever is not there kept its id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    components: BTreeMap<String, String>,
    suppliers: BTreeMap<String, String>,
}

impl Mapping {
    /// Understands pairs of an old and a new id, each of a component or of a supplier.
    ///
    /// # Errors
    /// The first pair that names nothing, or makes two things one.
    pub fn new<'p>(
        pairs: impl IntoIterator<Item = (&'p str, &'p str)>,
        old: &Model,
        new: &Model,
    ) -> Result<Self, CompareError> {
        let mut mapping = Self::default();
        for (from, to) in pairs {
            let is_component = |model: &Model, id| model.components().iter().any(|row| row.id == id);
            let is_supplier = |model: &Model, id| model.suppliers().iter().any(|row| row.id == id);
            let known = (
                is_component(old, from) && is_component(new, to),
                is_supplier(old, from) && is_supplier(new, to),
            );
            let table = match known {
                (true, false) => &mut mapping.components,
                (false, true) => &mut mapping.suppliers,
                (true, true) => {
                    return Err(CompareError::MappingAmbiguous { old: from.to_owned(), new: to.to_owned() });
                }
                (false, false) => {
                    let is_old = is_component(old, from) || is_supplier(old, from);
                    let id = if is_old { to } else { from };
                    return Err(CompareError::MappingUnknown { id: id.to_owned(), is_old: !is_old });
                }
            };
            if table.insert(from.to_owned(), to.to_owned()).is_some_and(|held| held != to) {
                return Err(CompareError::MappingTwice { id: from.to_owned() });
            }
        }
        mapping.check(old)?;
        Ok(mapping)
    }

    /// No two old ids may become one.
    fn check(&self, old: &Model) -> Result<(), CompareError> {
        let components = old.components().iter().map(|row| self.component(&row.id));
        let suppliers = old.suppliers().iter().map(|row| self.supplier(&row.id));
        let twice = first_repeated(components).or_else(|| first_repeated(suppliers));
        twice.map_or(Ok(()), |id| Err(CompareError::MappingTwice { id }))
    }

    /// The new id of a component.
    pub fn component<'a>(&'a self, old: &'a str) -> &'a str {
        self.components.get(old).map_or(old, String::as_str)
    }

    /// The new id of a supplier.
    pub fn supplier<'a>(&'a self, old: &'a str) -> &'a str {
        self.suppliers.get(old).map_or(old, String::as_str)
    }

    /// The old id of a component that may be in the old dataset.
    pub fn old_component<'a>(&'a self, new: &'a str) -> &'a str {
        key_of(&self.components, new)
    }

    /// The old id of a supplier that may be in the old dataset.
    pub fn old_supplier<'a>(&'a self, new: &'a str) -> &'a str {
        key_of(&self.suppliers, new)
    }
}

fn key_of<'a>(table: &'a BTreeMap<String, String>, new: &'a str) -> &'a str {
    table.iter().find(|(_, to)| *to == new).map_or(new, |(from, _)| from.as_str())
}

fn first_repeated<'a>(ids: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut sorted: Vec<&str> = ids.collect();
    sorted.sort_unstable();
    sorted.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0].to_owned())
}
