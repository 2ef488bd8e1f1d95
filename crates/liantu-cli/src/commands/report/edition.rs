//! Datasets as an edition has them.

use crate::session::Session;
use liantu_analysis::Mapping;
use liantu_model::{SharedIds, Withheld};
use liantu_render::report::Edition;

/// A dataset by itself.
pub(super) fn one(session: Session, edition: Edition) -> Session {
    if edition == Edition::Internal {
        return session;
    }
    let withheld = Withheld::of(&[(session.graph.model(), &SharedIds::OWN)]);
    session.made_public(&withheld, &SharedIds::OWN)
}

/// Two states of a dataset, the older first: what is internal in one is kept back in both, and a firm that is kept back has
/// the same number in both.
pub(super) fn two(old: Session, new: Session, mapping: &Mapping, edition: Edition) -> (Session, Session) {
    if edition == Edition::Internal {
        return (old, new);
    }
    let component = |id: &str| mapping.component(id).to_owned();
    let firm = |id: &str| mapping.supplier(id).to_owned();
    let renamed = SharedIds { component: &component, firm: &firm };
    let withheld = Withheld::of(&[(old.graph.model(), &renamed), (new.graph.model(), &SharedIds::OWN)]);
    (old.made_public(&withheld, &renamed), new.made_public(&withheld, &SharedIds::OWN))
}
