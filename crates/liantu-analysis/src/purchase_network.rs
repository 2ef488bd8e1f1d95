//! The firm network behind purchases: who sells how much to whom, and which inputs are essential to what they make.
//!
//! A firm makes one product there: the component it sells most of, by value; one that only buys, the first it
//! offers. An input is essential to a product if a requirement says so and no alternative is named; anything else that is
//! used up, or bought without a requirement between the two products, is non-essential; what stands, serves or is
//! licensed has no effect in the short term.

use liantu_graph::ChainGraph;
use liantu_model::{ComponentIx, Index, InputKind, Model, Provider, Role, RowAt, SupplierIx, SupplyStatus};
use std::collections::BTreeMap;

/// A firm that buys or sells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TradingFirm {
    /// Which.
    pub supplier: SupplierIx,
    /// What it makes.
    pub product: ComponentIx,
}

/// Money per year that one firm sells to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MoneyLink {
    /// Position of who sells.
    pub seller: usize,
    /// Position of who buys.
    pub buyer: usize,
    /// Money per year.
    pub value: f64,
}

/// What losing an input does to a product in the short term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum InputEffect {
    /// Nothing.
    None,
    /// Output falls by its part of all purchases.
    Partial,
    /// Output falls by the part of the input that is missing.
    Essential,
}

/// A firm network.
#[derive(Debug, Clone, PartialEq)]
pub struct PurchaseNetwork {
    /// The firms, in model order.
    pub firms: Vec<TradingFirm>,
    /// The links, by seller and buyer; each pair once.
    pub links: Vec<MoneyLink>,
    /// What losing an input does, by input and product.
    pub effects: BTreeMap<(ComponentIx, ComponentIx), InputEffect>,
    /// How many firms sell several components, of which only the largest counts as theirs.
    pub several_products: usize,
    /// The part of all money that is paid for other components than the seller's product.
    pub other_money: f64,
}

/// Why there is no network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoNetwork {
    /// The dataset names no purchase.
    NoPurchases,
    /// Purchases without money.
    NoMoney {
        /// How many.
        count: usize,
        /// Of how many.
        all: usize,
        /// Where the first of them stand.
        first: Vec<RowAt>,
    },
}

/// So many rows without money are named.
const NAMED_ROWS: usize = 5;

/// The firm network of a dataset's purchases. O(purchases log purchases + requirements).
///
/// # Errors
/// No purchase, or one without money: shares say nothing of how firms compare.
pub fn purchase_network(graph: &ChainGraph) -> Result<PurchaseNetwork, NoNetwork> {
    let model = graph.model();
    let money = money(model)?;
    let sales = sales(&money);
    let mut suppliers: Vec<SupplierIx> =
        money.keys().flat_map(|&(seller, buyer, _)| [seller, buyer]).collect();
    suppliers.sort_unstable();
    suppliers.dedup();
    let product = |supplier: &SupplierIx| {
        let product = main_product(&sales, *supplier).or_else(|| first_offer(model, *supplier))?;
        Some(TradingFirm { supplier: *supplier, product })
    };
    let firms: Vec<TradingFirm> = suppliers.iter().filter_map(product).collect();
    let position = |supplier| firms.binary_search_by_key(&supplier, |firm| firm.supplier).ok();
    let mut by_pair: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    let (mut all, mut other) = (0.0, 0.0);
    for (&(seller, buyer, component), value) in &money {
        let (Some(seller), Some(buyer)) = (position(seller), position(buyer)) else { continue };
        *by_pair.entry((seller, buyer)).or_default() += value;
        all += value;
        other += if firms[seller].product == component { 0.0 } else { *value };
    }
    let link = |((seller, buyer), value)| MoneyLink { seller, buyer, value };
    let links: Vec<MoneyLink> = by_pair.into_iter().map(link).collect();
    let effects = effects(model, &firms, &links);
    let several = suppliers.iter().filter(|&&supplier| of(&sales, supplier).count() > 1).count();
    let other_money = if all > 0.0 { other / all } else { 0.0 };
    Ok(PurchaseNetwork { firms, links, effects, several_products: several, other_money })
}

/// Money by seller, buyer and component.
type Money = BTreeMap<(SupplierIx, SupplierIx, ComponentIx), f64>;
/// Money by seller and component.
type Sales = BTreeMap<(SupplierIx, ComponentIx), f64>;

fn money(model: &Model) -> Result<Money, NoNetwork> {
    let purchases = model.purchases();
    if purchases.is_empty() {
        return Err(NoNetwork::NoPurchases);
    }
    let blank = purchases.iter().filter(|one| one.value.is_none());
    let first: Vec<RowAt> = blank.clone().take(NAMED_ROWS).map(|one| one.at).collect();
    if !first.is_empty() {
        return Err(NoNetwork::NoMoney { count: blank.count(), all: purchases.len(), first });
    }
    let mut money = Money::new();
    for one in purchases {
        *money.entry((one.seller, one.buyer, one.component)).or_default() += one.value.unwrap_or_default();
    }
    Ok(money)
}

fn sales(money: &Money) -> Sales {
    let mut sales = Sales::new();
    for (&(seller, _, component), value) in money {
        *sales.entry((seller, component)).or_default() += value;
    }
    sales
}

/// What a firm sells, by component.
fn of(sales: &Sales, seller: SupplierIx) -> impl Iterator<Item = (ComponentIx, f64)> {
    let range = (seller, ComponentIx::new(0))..(SupplierIx::new(seller.position() + 1), ComponentIx::new(0));
    sales.range(range).map(|(&(_, component), &value)| (component, value))
}

/// The component sold most of; of equals the first.
fn main_product(sales: &Sales, seller: SupplierIx) -> Option<ComponentIx> {
    let larger =
        |one: (ComponentIx, f64), other: (ComponentIx, f64)| if other.1 > one.1 { other } else { one };
    of(sales, seller).reduce(larger).map(|(component, _)| component)
}

/// The first component that a firm actively offers.
fn first_offer(model: &Model, supplier: SupplierIx) -> Option<ComponentIx> {
    let offers = model.supplies().iter().filter(|row| row.provider == Provider::Supplier(supplier));
    offers.filter(|row| row.status == SupplyStatus::Active).map(|row| row.component).min()
}

fn effects(
    model: &Model,
    firms: &[TradingFirm],
    links: &[MoneyLink],
) -> BTreeMap<(ComponentIx, ComponentIx), InputEffect> {
    let mut required: BTreeMap<(ComponentIx, ComponentIx), InputEffect> = BTreeMap::new();
    for row in model.requirements() {
        let group = &model.groups()[row.group.position()];
        let is_alone = group.need as usize == group.members.len();
        let effect = match (group.kind, row.role) {
            (InputKind::Taxonomy, _) | (_, Role::Installed | Role::Licence | Role::Service) => {
                InputEffect::None
            }
            (InputKind::Essential, Role::Consumed) if is_alone => InputEffect::Essential,
            (_, Role::Consumed) => InputEffect::Partial,
        };
        let known = required.entry((row.input, row.product)).or_insert(effect);
        *known = effect.max(*known);
    }
    let pair = |link: &MoneyLink| {
        let pair = (firms[link.seller].product, firms[link.buyer].product);
        (pair, required.get(&pair).copied().unwrap_or(InputEffect::Partial))
    };
    links.iter().map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use liantu_testkit::sketch::Sketch;

    /// A car needs a battery, and steel or aluminium; a robot stands in the plant. Steelmaker also sells a little
    /// aluminium, to the battery maker, which needs none.
    fn chain() -> Sketch {
        Sketch::new("money")
            .target("car")
            .component("battery")
            .component("steel")
            .component("aluminium")
            .component("robot")
            .requires("car", &["battery"])
            .group("car", "metal", liantu_model::Need::AtLeast(1), &["steel", "aluminium"])
            .requires_with("car", "robot", |row| row.role = Some(Role::Installed))
            .requires("battery", &["aluminium"])
            .supplier("maker", "XA-1")
            .supplier("cells", "XA-2")
            .supplier("steelworks", "XB")
            .supplier("robots", "XC")
            .supply("maker", "car")
            .supply("cells", "battery")
            .supply("steelworks", "steel")
            .supply("steelworks", "aluminium")
            .supply("robots", "robot")
            .purchase("maker", "battery", "cells")
            .purchase("maker", "steel", "steelworks")
            .purchase("cells", "aluminium", "steelworks")
            .purchase("maker", "robot", "robots")
    }

    fn network(values: [Option<f64>; 4]) -> (Result<PurchaseNetwork, NoNetwork>, ChainGraph) {
        let mut draft = chain().draft();
        for (row, value) in draft.purchases.iter_mut().zip(values) {
            row.value = value;
        }
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        (purchase_network(&graph), graph)
    }

    #[test]
    fn money_and_requirements_make_a_network() {
        let (found, graph) = network([Some(60.0), Some(30.0), Some(10.0), Some(5.0)]);
        let (found, model) = (found.expect("a network"), graph.model());
        let component = |id: &str| model.find_component(id).expect("named");
        let name = |at: usize| model.supplier(found.firms[at].supplier).id.as_str();
        let product = |at: usize| model.component(found.firms[at].product).id.as_str();
        let firms: BTreeMap<&str, &str> = (0..found.firms.len()).map(|at| (name(at), product(at))).collect();
        let expected = [("cells", "battery"), ("maker", "car"), ("robots", "robot"), ("steelworks", "steel")];
        assert_eq!(firms, BTreeMap::from(expected));
        let mut links: Vec<(&str, &str, f64)> =
            found.links.iter().map(|link| (name(link.seller), name(link.buyer), link.value)).collect();
        links.sort_by(|one, other| (one.0, one.1).cmp(&(other.0, other.1)));
        let expected = [
            ("cells", "maker", 60.0),
            ("robots", "maker", 5.0),
            ("steelworks", "cells", 10.0),
            ("steelworks", "maker", 30.0),
        ];
        assert_eq!(links, expected);
        let effect = |input: &str, product: &str| found.effects[&(component(input), component(product))];
        assert_eq!(effect("battery", "car"), InputEffect::Essential);
        assert_eq!(effect("steel", "car"), InputEffect::Partial, "aluminium would do");
        assert_eq!(effect("steel", "battery"), InputEffect::Partial, "steel is not what was bought");
        assert_eq!(effect("robot", "car"), InputEffect::None);
        assert_eq!(found.several_products, 1);
        assert!((found.other_money - 10.0 / 105.0).abs() < 1e-12);
    }

    #[test]
    fn without_money_there_is_none() {
        let (found, _) = network([Some(60.0), None, Some(10.0), None]);
        match found {
            Err(NoNetwork::NoMoney { count: 2, all: 4, first }) => assert_eq!(first.len(), 2),
            other => panic!("{other:?}"),
        }
        let graph = ChainGraph::new(liantu_testkit::model(&Sketch::new("none").target("car").draft()));
        assert_eq!(purchase_network(&graph), Err(NoNetwork::NoPurchases));
    }
}
