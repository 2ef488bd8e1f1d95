//! The validated, immutable dataset, and its look-ups.

use crate::names::{Match, Names, within};
use crate::{
    Chain, ChainIx, Citation, CitationIx, Coalition, CoalitionIx, Component, ComponentIx, Confidence,
    Dataset, Fact, FactIx, GroupIx, Index, InputGroup, Probability, Purchase, Region, RegionIx, RegionLevel,
    Requirement, RequirementIx, Review, Source, SourceIx, Supplier, SupplierIx, Supply, SupplyIx,
};
use std::sync::OnceLock;

/// The validated dataset. Built by [`crate::Draft::validate`] only, and never changed. The order of its rows is that of
/// what they say; where they stand in their files is in `at`.
#[derive(Debug)]
pub struct Model {
    pub(crate) files: Vec<String>,
    pub(crate) dataset: Dataset,
    pub(crate) sources: Vec<Source>,
    pub(crate) citations: Vec<Citation>,
    pub(crate) coalitions: Vec<Coalition>,
    pub(crate) regions: Vec<Region>,
    pub(crate) chains: Vec<Chain>,
    pub(crate) components: Vec<Component>,
    pub(crate) requirements: Vec<Requirement>,
    pub(crate) groups: Vec<InputGroup>,
    pub(crate) suppliers: Vec<Supplier>,
    pub(crate) supplies: Vec<Supply>,
    pub(crate) purchases: Vec<Purchase>,
    pub(crate) probabilities: Vec<Probability>,
    pub(crate) facts: Vec<Fact>,
    pub(crate) reviews: Vec<Review>,
    pub(crate) component_names: Names<ComponentIx>,
    pub(crate) supplier_names: Names<SupplierIx>,
    pub(crate) region_names: Names<RegionIx>,
    /// Firms that an edition keeps back, by position; nothing where it keeps back none.
    pub(crate) undisclosed: Vec<bool>,
    /// What rests on approximate figures, once somebody asked.
    pub(crate) rough: OnceLock<Vec<bool>>,
}

macro_rules! tables {
    ($($(#[$doc:meta])* $all:ident, $indices:ident: $one:ident($index:ident) -> $row:ident;)*) => {$(
        $(#[$doc])*
        pub fn $all(&self) -> &[$row] {
            &self.$all
        }

        /// The indices of those rows, in order.
        pub fn $indices(&self) -> impl ExactSizeIterator<Item = $index> + Clone + use<> {
            (0..self.$all.len()).map($index::new)
        }

        /// The row of an index of this model.
        pub fn $one(&self, index: $index) -> &$row {
            &self.$all[index.position()]
        }
    )*};
}

impl Model {
    tables! {
        /// Declared sources, by id.
        sources, source_indices: source(SourceIx) -> Source;
        /// Distinct contents of `source` cells, by text.
        citations, citation_indices: citation(CitationIx) -> Citation;
        /// Coalitions, by id.
        coalitions, coalition_indices: coalition(CoalitionIx) -> Coalition;
        /// Regions: the gazetteer's, then the dataset's by id.
        regions, region_indices: region(RegionIx) -> Region;
        /// Chains, by id.
        chains, chain_indices: chain(ChainIx) -> Chain;
        /// Components, by chain, from upstream to downstream, by id.
        components, component_indices: component(ComponentIx) -> Component;
        /// Requirements, by product and input.
        requirements, requirement_indices: requirement(RequirementIx) -> Requirement;
        /// Input groups, by product and their first input.
        groups, group_indices: group(GroupIx) -> InputGroup;
        /// Suppliers, by id.
        suppliers, supplier_indices: supplier(SupplierIx) -> Supplier;
        /// Supply rows, history included, by component, provider, market and year.
        supplies, supply_indices: supply(SupplyIx) -> Supply;
        /// Facts, by component and metric.
        facts, fact_indices: fact(FactIx) -> Fact;
    }

    /// The dataset as a whole.
    pub fn dataset(&self) -> &Dataset {
        &self.dataset
    }

    /// Names of the files read; [`crate::RowAt::file`] counts them.
    pub fn files(&self) -> &[String] {
        &self.files
    }

    /// Purchases, by buyer, component and seller.
    pub fn purchases(&self) -> &[Purchase] {
        &self.purchases
    }

    /// Probabilities, by element.
    pub fn probabilities(&self) -> &[Probability] {
        &self.probabilities
    }

    /// Reviews.
    pub fn reviews(&self) -> &[Review] {
        &self.reviews
    }

    /// All indices of a table of `rows` rows.
    pub fn indices<I: Index, T>(rows: &[T]) -> impl ExactSizeIterator<Item = I> + Clone + use<I, T> {
        (0..rows.len()).map(I::new)
    }

    /// The component of that id or name.
    ///
    /// # Errors
    /// The nearest id or name, if any is close, when there is none or it is ambiguous.
    pub fn find_component(&self, text: &str) -> Result<ComponentIx, Option<String>> {
        found(&self.component_names, text)
    }

    /// The supplier of that id, name or alias.
    ///
    /// # Errors
    /// The nearest id or name, if any is close, when there is none or it is ambiguous.
    pub fn find_supplier(&self, text: &str) -> Result<SupplierIx, Option<String>> {
        found(&self.supplier_names, text)
    }

    /// The region of that id, code, name or alias, or of names from outside in: `河南省洛阳市`.
    ///
    /// # Errors
    /// The nearest id or name, if any is close, when there is none or it is ambiguous.
    pub fn find_region(&self, text: &str) -> Result<RegionIx, Option<String>> {
        let inside = || within(&self.region_names, text, &|outer, inner| self.contains(outer, inner));
        found(&self.region_names, text).or_else(|nearest| inside().ok_or(nearest))
    }

    /// The region and everything around it, from inside out.
    pub fn around(&self, region: RegionIx) -> impl Iterator<Item = RegionIx> + '_ {
        std::iter::successors(Some(region), |&inner| self.region(inner).parent)
    }

    /// Whether `inner` is `outer` or lies inside it.
    pub fn contains(&self, outer: RegionIx, inner: RegionIx) -> bool {
        self.around(inner).any(|region| region == outer)
    }

    /// The outermost region around: a country or region of its own.
    pub fn place(&self, region: RegionIx) -> RegionIx {
        self.around(region).last().unwrap_or(region)
    }

    /// Whether a region lies in the domestic customs territory.
    pub fn is_domestic(&self, region: RegionIx) -> bool {
        self.dataset.domestic.iter().any(|&domestic| self.contains(domestic, region))
    }

    /// Whether a region counts at a level; a municipality is a province and a city.
    pub fn is_at_level(&self, region: RegionIx, level: RegionLevel) -> bool {
        let region = self.region(region);
        region.level == level || (region.municipality && level == RegionLevel::City)
    }

    /// The same model with another home or domestic territory.
    #[must_use]
    pub fn with_home(mut self, home: Option<RegionIx>, domestic: Option<RegionIx>) -> Self {
        if let Some(home) = home {
            self.dataset.home = home;
            self.dataset.domestic = vec![self.place(home)];
        }
        if let Some(domestic) = domestic {
            self.dataset.domestic = vec![domestic];
        }
        self
    }

    /// The same model at another date: supply rows of later years do not count, older ones count again, and
    /// purchases from those who do not supply (yet) are left out. Rows without a year were always known.
    #[must_use]
    pub fn at_date(mut self, as_of: (i16, u8, u8)) -> Self {
        self.rough = OnceLock::new();
        self.dataset.as_of = as_of;
        crate::validate::date(&mut self.supplies, &mut self.purchases, as_of.0);
        self
    }

    /// The id of the market a supply row speaks of, blank for the world. Of rows of one supplier in several
    /// markets the first by this counts where one must, whatever their order in the file.
    pub fn market_id(&self, supply: SupplyIx) -> &str {
        self.supply(supply).market.map_or("", |market| &self.region(market).id)
    }

    /// Confidence of a row, blank counting as low.
    pub fn trust(confidence: Option<Confidence>) -> Confidence {
        confidence.unwrap_or(Confidence::Low)
    }
}

fn found<I: Index>(names: &Names<I>, text: &str) -> Result<I, Option<String>> {
    match names.find(text) {
        Match::One(index) => Ok(index),
        Match::Ambiguous(_) | Match::None => Err(names.nearest(text).map(str::to_owned)),
    }
}
