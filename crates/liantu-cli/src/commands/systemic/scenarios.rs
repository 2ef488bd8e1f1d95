//! Which firms fail: each alone, those of an element, or as a table says.

use super::input::Stop;
use crate::arguments::{SystemicArguments, SystemicLevel};
use crate::commands::simulate::percentage;
use crate::exit::Mistake;
use liantu_model::{Model, nearest};
use liantu_render::catalogue::Catalogue;
use liantu_systemic::read::{FirmIndex, read_shocks};
use liantu_systemic::{FirmIx, FirmNetwork, FirmSets, SetKind, Shock};

/// What happens to whom.
pub(super) enum Scenarios {
    /// Each firm loses so much alone.
    EachFirm { firms: usize, loss: f64 },
    /// As elements or a table say; with the firm where it is one.
    Named(Vec<NamedShock>),
}

/// A scenario with a name.
pub(super) struct NamedShock {
    name: String,
    firm: Option<FirmIx>,
    shock: Shock,
}

impl Scenarios {
    pub(super) fn read(own: &SystemicArguments, elements: &Elements<'_>) -> Result<Self, Stop> {
        let loss = percentage("--depth", own.depth)?.points() / 100.0;
        if let Some(path) = &own.shock {
            return Ok(Self::Named(of_tables(own, path, elements.index)?));
        }
        if !own.fail.is_empty() {
            return Ok(Self::Named(vec![elements.together(&own.fail, loss)?]));
        }
        match own.level {
            None | Some(SystemicLevel::Firm) => Ok(Self::EachFirm { firms: elements.network.len(), loss }),
            Some(level) => Ok(Self::Named(elements.each(level, loss)?)),
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::EachFirm { firms, .. } => *firms,
            Self::Named(named) => named.len(),
        }
    }

    pub(super) fn shock(&self, at: usize) -> Shock {
        match self {
            Self::EachFirm { loss, .. } => losing([FirmIx(at as u32)], *loss),
            Self::Named(named) => named[at].shock.clone(),
        }
    }

    /// The firm that fails, where it is one.
    pub(super) fn firm(&self, at: usize) -> Option<FirmIx> {
        match self {
            Self::EachFirm { .. } => Some(FirmIx(at as u32)),
            Self::Named(named) => named[at].firm,
        }
    }

    pub(super) fn id<'a>(&'a self, network: &'a FirmNetwork, at: usize) -> &'a str {
        match self {
            Self::EachFirm { .. } => network.id(FirmIx(at as u32)),
            Self::Named(named) => &named[at].name,
        }
    }
}

fn losing(firms: impl IntoIterator<Item = FirmIx>, loss: f64) -> Shock {
    Shock::losing(firms, loss).expect("a percentage is within 0 and 100")
}

fn of_tables(
    own: &SystemicArguments,
    path: &std::path::Path,
    index: &FirmIndex,
) -> Result<Vec<NamedShock>, Stop> {
    let mut downstream = read_shocks(path, index)?;
    let mut upstream = match &own.shock_upstream {
        Some(path) => read_shocks(path, index)?,
        None => downstream.clone(),
    };
    let names: Vec<String> = downstream.keys().chain(upstream.keys()).cloned().collect();
    let mut named: Vec<NamedShock> = Vec::new();
    for name in names {
        let (down, up) = (downstream.swap_remove(&name), upstream.swap_remove(&name));
        if down.is_some() || up.is_some() {
            let shock = Shock::new(down.unwrap_or_default(), up.unwrap_or_default());
            named.push(NamedShock { name, firm: None, shock: shock.expect("the reader checks losses") });
        }
    }
    Ok(named)
}

/// The elements of a network, by the words for them.
pub(super) struct Elements<'a> {
    pub(super) network: &'a FirmNetwork,
    pub(super) index: &'a FirmIndex,
    pub(super) sets: &'a FirmSets,
    pub(super) words: &'a Catalogue,
    /// The dataset the network was derived from: it knows names beside ids.
    pub(super) model: Option<&'a Model>,
}

/// A kind of element.
#[derive(Clone, Copy)]
enum Kind {
    Firm,
    Set(SetKind),
}

impl Elements<'_> {
    /// All that fail together, as one scenario.
    fn together(&self, texts: &[String], loss: f64) -> Result<NamedShock, Mistake> {
        let all = texts.iter().map(|text| self.firms(text)).collect::<Result<Vec<_>, _>>()?;
        let mut firms = all.concat();
        firms.sort_unstable();
        firms.dedup();
        let firm = if let [one] = firms[..] { Some(one) } else { None };
        Ok(NamedShock { name: texts.join(" + "), firm, shock: losing(firms, loss) })
    }

    /// Every element of a level, a scenario each.
    fn each(&self, level: SystemicLevel, loss: f64) -> Result<Vec<NamedShock>, Mistake> {
        let kind = match level {
            SystemicLevel::Firm | SystemicLevel::Sector => SetKind::Sector,
            SystemicLevel::Group => SetKind::Group,
            SystemicLevel::Region => SetKind::Region,
            SystemicLevel::Coalition => SetKind::Coalition,
        };
        let named = self.sets.of(kind).map(|(name, firms)| NamedShock {
            name: format!("{}:{name}", kind.key()),
            firm: None,
            shock: losing(firms.iter().copied(), loss),
        });
        let named: Vec<NamedShock> = named.collect();
        if named.is_empty() {
            return Err(self.none_of(kind));
        }
        Ok(named)
    }

    /// The network does not say.
    fn none_of(&self, kind: SetKind) -> Mistake {
        Mistake::new("systemic-no-sets", &[("kind", &self.words.text(&kind_word(Kind::Set(kind))))])
    }

    /// The firms of an element.
    fn firms(&self, text: &str) -> Result<Vec<FirmIx>, Mistake> {
        let unknown = || Mistake::new("unknown-element-kind", &[("read", text), ("kinds", KINDS)]);
        let (kind, id) = text.split_once([':', ':']).ok_or_else(unknown)?;
        let (kind, id) = (self.kind(kind.trim()).ok_or_else(unknown)?, id.trim());
        let known = self.id_of(kind, id);
        let id = known.as_deref().unwrap_or(id);
        let found = match kind {
            Kind::Firm => self.index.get(id).map(|&firm| vec![firm]),
            Kind::Set(kind) => self.sets.get(kind, id).map(<[FirmIx]>::to_vec),
        };
        found.ok_or_else(|| self.unknown(kind, id))
    }

    /// The id of what a dataset calls so.
    fn id_of(&self, kind: Kind, text: &str) -> Option<String> {
        let model = self.model?;
        let supplier = || Some(model.supplier(model.find_supplier(text).ok()?));
        let named = |one: &&liantu_model::Coalition| one.id == text || one.name == text;
        let id = match kind {
            Kind::Firm => &supplier()?.id,
            Kind::Set(SetKind::Group) => &model.supplier(supplier()?.root).id,
            Kind::Set(SetKind::Region) => &model.region(model.find_region(text).ok()?).id,
            Kind::Set(SetKind::Sector) => &model.component(model.find_component(text).ok()?).id,
            Kind::Set(SetKind::Coalition) => &model.coalitions().iter().find(named)?.id,
        };
        Some(id.clone())
    }

    fn kind(&self, text: &str) -> Option<Kind> {
        let lower = text.to_lowercase();
        let sets = SetKind::ALL.map(Kind::Set);
        let is_called = |kind: &Kind| match kind {
            Kind::Firm => {
                ["firm", "supplier"].contains(&lower.as_str()) || self.words.text("level-supplier") == text
            }
            Kind::Set(set) => set.key() == lower || self.words.text(&kind_word(*kind)) == text,
        };
        [Kind::Firm].into_iter().chain(sets).find(is_called)
    }

    fn unknown(&self, kind: Kind, id: &str) -> Mistake {
        let near = match kind {
            Kind::Firm => nearest(id, self.network.firms().map(|firm| self.network.id(firm))),
            Kind::Set(kind) => nearest(id, self.sets.of(kind).map(|(name, _)| name)),
        };
        if let Kind::Set(kind) = kind
            && self.sets.of(kind).next().is_none()
        {
            return self.none_of(kind);
        }
        let word = self.words.text(&kind_word(kind));
        Mistake::unknown(("unknown-element", "unknown-element-near"), near, &[("read", id), ("kind", &word)])
    }
}

const KINDS: &str = "firm, sector, group, region, coalition";

fn kind_word(kind: Kind) -> String {
    match kind {
        Kind::Firm => "level-supplier".to_owned(),
        Kind::Set(SetKind::Sector) => "systemic-sector".to_owned(),
        Kind::Set(kind) => format!("level-{}", kind.key()),
    }
}
