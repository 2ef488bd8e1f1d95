//! The shapes rows are drawn in, before names and references are filled in.

use super::PLACEHOLDER;
use crate::sketch::{REGIONS, percent, range};
use liantu_model::{Confidence, PercentRange, Role, Scope, SupplyStatus};
use proptest::option::{of, weighted};
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;

const SHARES: &[f64] =
    &[0.0, 0.3, 0.5, 0.6, 5.0, 10.0, 20.0, 30.0, 40.0, 49.5, 50.0, 60.0, 99.4, 99.5, 100.0];
const YEARS: &[i16] = &[2023, 2024, 2025, 2026];
const ROLES: &[Role] = &[Role::Consumed, Role::Consumed, Role::Installed, Role::Service, Role::Licence];

#[derive(Debug, Clone)]
pub(super) struct ComponentShape {
    pub(super) target: bool,
    pub(super) scope: Option<Scope>,
    pub(super) weight: Option<u8>,
    pub(super) complete: Option<bool>,
    pub(super) confidence: Option<Confidence>,
}

pub(super) fn component() -> impl Strategy<Value = ComponentShape> {
    let complete = prop_oneof![2 => Just(None), 2 => Just(Some(true)), 1 => Just(Some(false))];
    (proptest::bool::weighted(0.25), of(scope()), of(0_u8..=5), complete, confidence()).prop_map(
        |(target, scope, weight, complete, confidence)| ComponentShape {
            target,
            scope,
            weight,
            complete,
            confidence,
        },
    )
}

#[derive(Debug, Clone)]
pub(super) struct RequirementShape {
    pub(super) product: u8,
    pub(super) input: u8,
    pub(super) group: usize,
    pub(super) role: Option<Role>,
    pub(super) essential: bool,
    pub(super) confidence: Option<Confidence>,
}

pub(super) fn requirement() -> impl Strategy<Value = RequirementShape> {
    let group = prop_oneof![4 => Just(0_usize), 2 => Just(1), 1 => Just(2), 1 => Just(3)];
    let essential = proptest::bool::weighted(0.85);
    (any::<u8>(), any::<u8>(), group, of(select(ROLES)), essential, confidence()).prop_map(
        |(product, input, group, role, essential, confidence)| RequirementShape {
            product,
            input,
            group,
            role,
            essential,
            confidence,
        },
    )
}

#[derive(Debug, Clone)]
pub(super) struct SupplierShape {
    pub(super) region: &'static str,
    pub(super) parent: Option<u8>,
    pub(super) control: Option<&'static str>,
}

pub(super) fn supplier() -> impl Strategy<Value = SupplierShape> {
    let place = prop_oneof![9 => region(), 1 => Just(PLACEHOLDER)];
    (place, weighted(0.3, any::<u8>()), weighted(0.2, region()))
        .prop_map(|(region, parent, control)| SupplierShape { region, parent, control })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ProviderShape {
    Supplier(u8),
    Region(&'static str),
    Placeholder,
}

#[derive(Debug, Clone)]
pub(super) struct SupplyShape {
    pub(super) provider: ProviderShape,
    pub(super) component: u8,
    pub(super) status: SupplyStatus,
    pub(super) share: Option<PercentRange>,
    pub(super) market: &'static str,
    pub(super) year: Option<i16>,
    pub(super) confidence: Option<Confidence>,
}

pub(super) fn supply() -> impl Strategy<Value = SupplyShape> {
    let provider = prop_oneof![
        6 => any::<u8>().prop_map(ProviderShape::Supplier),
        3 => region().prop_map(ProviderShape::Region),
        1 => Just(ProviderShape::Placeholder),
    ];
    let status = prop_oneof![
        6 => Just(SupplyStatus::Active),
        1 => Just(SupplyStatus::Qualified),
        1 => Just(SupplyStatus::Candidate),
    ];
    let market = prop_oneof![5 => Just(""), 1 => Just("XA"), 1 => Just("XB")];
    (provider, any::<u8>(), status, share(), market, weighted(0.4, select(YEARS)), confidence()).prop_map(
        |(provider, component, status, share, market, year, confidence)| SupplyShape {
            provider,
            component,
            status,
            share,
            market,
            year,
            confidence,
        },
    )
}

pub(super) fn region() -> impl Strategy<Value = &'static str> {
    select(REGIONS).prop_map(|(id, _, _)| id)
}

pub(super) fn scope() -> impl Strategy<Value = Scope> {
    select(Scope::ALL)
}

pub(super) fn confidence() -> impl Strategy<Value = Option<Confidence>> {
    of(select(Confidence::ALL))
}

pub(super) fn share() -> impl Strategy<Value = Option<PercentRange>> {
    let interval = (select(SHARES), select(SHARES)).prop_map(|(a, b)| range(a.min(b), a.max(b)));
    prop_oneof![3 => Just(None), 4 => select(SHARES).prop_map(percent), 2 => interval]
}
