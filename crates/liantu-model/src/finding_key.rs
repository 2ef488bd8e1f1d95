//! Keys by which reviews, and people, name findings. They are made of ids, so that they last from one state of a
//! dataset to the next.

use crate::names::{Match, Names, nearest};
use crate::{CoalitionIx, ComponentIx, Element, ElementKind, Index, Level, Model, RegionIx};

/// What a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingKey {
    /// The grade of a component: `chokepoint:ID`.
    Grade(ComponentIx),
    /// What the worst loss at a level leaves of a component: `backup:LEVEL:ID`.
    Backup(Level, ComponentIx),
    /// An element that alone takes a target down: `spof:KIND:ID`.
    Point(Element),
    /// Elements that together, and no fewer of them, take a target down: `cutset:TARGET:KIND:ID+KIND:ID`.
    Set(SetKey),
}

/// A cut set by its target and its elements.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SetKey {
    /// The target.
    pub target: ComponentIx,
    /// The elements, each once, in element order.
    elements: Vec<Element>,
}

impl SetKey {
    /// The key of some elements, in any order.
    pub fn new(target: ComponentIx, mut elements: Vec<Element>) -> Self {
        elements.sort_unstable();
        elements.dedup();
        Self { target, elements }
    }

    /// The elements, in element order.
    pub fn elements(&self) -> &[Element] {
        &self.elements
    }
}

const GRADE: &str = "chokepoint";
const BACKUP: &str = "backup";
const POINT: &str = "spof";
const SET: &str = "cutset";
/// Between the elements of a set.
const AND: char = '+';

/// Levels at which sources are lost, and so backups are judged.
const LOSS_LEVELS: [Level; 6] =
    [Level::Supplier, Level::Group, Level::City, Level::Province, Level::Country, Level::Coalition];

/// Words for regions beside their kind's own.
const REGION_WORDS: [&str; 3] = ["city", "province", "country"];

impl FindingKey {
    /// The key of a grade, by the component's id.
    pub fn of_grade(id: &str) -> String {
        format!("{GRADE}:{id}")
    }

    /// The key of the backups of a component at a level, by its id.
    pub fn of_backup(level: Level, id: &str) -> String {
        format!("{BACKUP}:{}:{id}", level.key())
    }

    /// The key of a single point, by the kind and id of the element.
    pub fn of_point(kind: ElementKind, id: &str) -> String {
        format!("{POINT}:{}:{id}", kind.key())
    }

    /// The key of a cut set, by the target's id and the kinds and ids of the elements, in any order.
    pub fn of_set<'a>(target: &str, elements: impl IntoIterator<Item = (ElementKind, &'a str)>) -> String {
        let element = |(kind, id): (ElementKind, &str)| format!("{}:{id}", kind.key());
        let mut elements: Vec<String> = elements.into_iter().map(element).collect();
        elements.sort_unstable();
        format!("{SET}:{target}:{}", elements.join(&AND.to_string()))
    }

    /// The key as it is written.
    pub fn text(&self, model: &Model) -> String {
        match self {
            Self::Grade(component) => Self::of_grade(&model.component(*component).id),
            Self::Backup(level, component) => Self::of_backup(*level, &model.component(*component).id),
            Self::Point(element) => Self::of_point(element.kind(), model.element_id(*element)),
            Self::Set(set) => {
                let elements = set.elements.iter().map(|&one| (one.kind(), model.element_id(one)));
                Self::of_set(&model.component(set.target).id, elements)
            }
        }
    }
}

impl Model {
    /// The id of an element.
    pub fn element_id(&self, element: Element) -> &str {
        match element {
            Element::Supplier(supplier) | Element::Group(supplier) => &self.supplier(supplier).id,
            Element::Region(region) | Element::Embargo(region) => &self.region(region).id,
            Element::Coalition(coalition) | Element::JointEmbargo(coalition) => &self.coalition(coalition).id,
            Element::Component(component) => &self.component(component).id,
        }
    }

    /// What a key names; ids may be names or aliases, as in tables. O(length), O(tables) for a key of nothing.
    ///
    /// # Errors
    /// The nearest key, if any is close, when it names nothing.
    pub fn find_finding(&self, text: &str) -> Result<FindingKey, Option<String>> {
        Finder { model: self, near: Near::Sought }.key(text)
    }

    /// As [`Model::find_finding`], without a search for what is near.
    pub(crate) fn finding_of(&self, text: &str) -> Option<FindingKey> {
        Finder { model: self, near: Near::Ignored }.key(text).ok()
    }
}

/// Whether what is near is of interest when nothing is called so.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Near {
    Sought,
    Ignored,
}

#[derive(Clone, Copy)]
struct Finder<'m> {
    model: &'m Model,
    near: Near,
}

type Found = Result<FindingKey, Option<String>>;

impl Finder<'_> {
    fn called<I: Index>(self, names: &Names<I>, text: &str) -> Result<I, Option<String>> {
        match names.find(text) {
            Match::One(index) => Ok(index),
            Match::Ambiguous(_) | Match::None if self.near == Near::Ignored => Err(None),
            Match::Ambiguous(_) | Match::None => Err(names.nearest(text).map(str::to_owned)),
        }
    }

    /// What is called so as a key, or the key of what nearly is.
    fn key_in<I: Index>(self, names: &Names<I>, text: &str, key: impl Fn(I) -> FindingKey) -> Found {
        self.called(names, text).map(&key).map_err(|near| {
            let index = self.called(names, &near?).ok()?;
            Some(key(index).text(self.model))
        })
    }

    fn component(self, text: &str, key: impl Fn(ComponentIx) -> FindingKey) -> Found {
        self.key_in(&self.model.component_names, text, key)
    }

    fn supplier(self, text: &str) -> Found {
        self.key_in(&self.model.supplier_names, text, |one| FindingKey::Point(Element::Supplier(one)))
    }

    fn region(self, text: &str, element: impl Fn(RegionIx) -> Element) -> Found {
        self.key_in(&self.model.region_names, text, |one| FindingKey::Point(element(one)))
    }

    fn coalition(self, text: &str, element: impl Fn(CoalitionIx) -> Element) -> Found {
        let model = self.model;
        let called = |text: &str| {
            let is_it =
                |&one: &CoalitionIx| model.coalition(one).id == text || model.coalition(one).name == text;
            model.coalition_indices().find(is_it).map(|one| FindingKey::Point(element(one)))
        };
        let near = || nearest(text, model.coalitions().iter().map(|one| one.id.as_str()));
        called(text).ok_or_else(|| near().and_then(called).map(|key| key.text(model)))
    }

    /// Only an ultimate owner heads a group; a subsidiary nearly means its owner's.
    fn group(self, text: &str) -> Found {
        let model = self.model;
        let key = |one| FindingKey::Point(Element::Group(model.supplier(one).root));
        let found = self.key_in(&model.supplier_names, text, key);
        let is_root =
            self.called(&model.supplier_names, text).is_ok_and(|one| model.supplier(one).root == one);
        if is_root { found } else { Err(self.suggested(found)) }
    }

    fn key(self, text: &str) -> Found {
        let plain = text.replace('\u{ff1a}', ":").replace('\u{ff0b}', "+");
        match plain.split_once(':').map(|(kind, rest)| (kind.trim(), rest.trim())) {
            Some((GRADE, id)) => self.component(id, FindingKey::Grade),
            Some((BACKUP, rest)) => self.backup(rest),
            Some((POINT, rest)) => self.point(rest),
            Some((SET, rest)) => self.set(rest),
            Some((kind, rest)) => Err(self.with_nearest_kind(kind, rest)),
            None => Err(self.suggested(self.anything(plain.trim()))),
        }
    }

    fn backup(self, rest: &str) -> Found {
        let (word, id) = split(rest);
        let level = |word: &str| LOSS_LEVELS.into_iter().find(|level| level.key() == word);
        let key = |level| self.component(id, |one| FindingKey::Backup(level, one));
        if let Some(level) = level(word) {
            return key(level);
        }
        let near = nearest(word, LOSS_LEVELS.map(Level::key)).and_then(level);
        Err(self.suggested(key(near.unwrap_or(Level::Group))))
    }

    fn point(self, rest: &str) -> Found {
        let (word, id) = split(rest);
        if let Some(kind) = kind_called(word) {
            return self.element(kind, id);
        }
        let near = nearest(word, ElementKind::ALL.iter().map(|kind| kind.key())).and_then(kind_called);
        Err(self.suggested(near.map_or_else(|| self.anything(id), |kind| self.element(kind, id))))
    }

    /// The set, or the one with what was nearly meant in place of what nobody is called.
    fn set(self, rest: &str) -> Found {
        let Some((target, elements)) = parts_of_set(rest) else {
            return Err(self.suggested(self.anything(rest)));
        };
        let mut is_exact = true;
        let mut meant = |found: Found| match found {
            Ok(key) => Ok(key),
            Err(near) => {
                is_exact = false;
                near.and_then(|near| self.key(&near).ok()).ok_or(None)
            }
        };
        let FindingKey::Grade(target) = meant(self.component(target, FindingKey::Grade))? else {
            return Err(None);
        };
        let mut set = Vec::new();
        for (kind, id) in elements {
            if let FindingKey::Point(element) = meant(self.element(kind, id))? {
                set.push(element);
            }
        }
        let key = FindingKey::Set(SetKey::new(target, set));
        if is_exact { Ok(key) } else { Err(Some(key.text(self.model))) }
    }

    fn element(self, kind: ElementKind, id: &str) -> Found {
        match kind {
            ElementKind::Supplier => self.supplier(id),
            ElementKind::Group => self.group(id),
            ElementKind::Component => self.component(id, |one| FindingKey::Point(Element::Component(one))),
            ElementKind::Region => self.region(id, Element::Region),
            ElementKind::Coalition => self.coalition(id, Element::Coalition),
            ElementKind::Embargo => {
                let joint = self.coalition(id, Element::JointEmbargo);
                joint.or_else(|_| self.region(id, Element::Embargo))
            }
        }
    }

    /// The key with the kind of finding that was nearly meant.
    fn with_nearest_kind(self, kind: &str, rest: &str) -> Option<String> {
        let near = nearest(kind, [GRADE, BACKUP, POINT, SET]);
        match near {
            Some(near) => self.suggested(self.key(&format!("{near}:{rest}"))),
            None if kind_called(kind).is_some() => self.suggested(self.point(&format!("{kind}:{rest}"))),
            None => self.suggested(self.anything(rest)),
        }
    }

    /// Whatever a bare id or name means: a component's grade first.
    fn anything(self, text: &str) -> Found {
        let exact = Self { near: Near::Ignored, ..self };
        let found = exact.component(text, FindingKey::Grade);
        let found = found.or_else(|_| exact.supplier(text)).or_else(|_| exact.region(text, Element::Region));
        found.or_else(|_| match self.component(text, FindingKey::Grade) {
            Err(None) => self.supplier(text),
            near => near,
        })
    }

    /// A key as a suggestion, whether it was found or nearly.
    fn suggested(self, key: Found) -> Option<String> {
        key.map_or_else(|near| near, |key| Some(key.text(self.model)))
    }
}

fn split(rest: &str) -> (&str, &str) {
    let (word, id) = rest.split_once(':').unwrap_or(("", rest));
    (word.trim(), id.trim())
}

/// Target and elements of `TARGET:KIND:ID+KIND:ID`. An id may have the signs in it, as long as no kind follows.
fn parts_of_set(rest: &str) -> Option<(&str, Vec<(ElementKind, &str)>)> {
    let mut starts = rest.match_indices(':').map(|(at, _)| at);
    let end = starts.find(|&at| kind_before(&rest[at + 1..]).is_some())?;
    let elements = &rest[end + 1..];
    let cuts = elements.match_indices(AND).map(|(at, _)| at);
    let cuts = cuts.filter(|&at| kind_before(&elements[at + 1..]).is_some());
    let mut parts = Vec::new();
    let mut from = 0;
    for to in cuts.chain([elements.len()]).collect::<Vec<_>>() {
        parts.push(kind_before(&elements[from..to])?);
        from = to + 1;
    }
    Some((rest[..end].trim(), parts))
}

/// `KIND:ID`.
fn kind_before(text: &str) -> Option<(ElementKind, &str)> {
    let (word, id) = text.split_once(':')?;
    Some((kind_called(word.trim())?, id.trim()))
}

/// The kind of a word; regions are also called by their level.
fn kind_called(word: &str) -> Option<ElementKind> {
    let kind = ElementKind::ALL.iter().copied().find(|kind| kind.key() == word);
    kind.or_else(|| REGION_WORDS.contains(&word).then_some(ElementKind::Region))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

    use crate::{CoalitionRow, ComponentRow, Draft, Model, RegionLevel, RegionRow, SettingsRow, SupplierRow};

    fn model() -> Model {
        let region = |id: &str| RegionRow {
            id: id.into(),
            name: format!("{id}地"),
            level: Some(RegionLevel::Country),
            ..RegionRow::default()
        };
        let firm = |id: &str, parent: &str| SupplierRow {
            id: id.into(),
            name: id.to_uppercase(),
            region: "XA".into(),
            parent: parent.into(),
            ..SupplierRow::default()
        };
        let draft = Draft {
            settings: SettingsRow {
                id: "keys".into(),
                home: "XA".into(),
                as_of: Some((2025, 12, 31)),
                ..SettingsRow::default()
            },
            regions: vec![region("XA"), region("XB")],
            coalitions: vec![CoalitionRow {
                id: "bloc".into(),
                members: vec!["XB".into()],
                ..CoalitionRow::default()
            }],
            components: vec![ComponentRow {
                id: "scanner".into(),
                name: "光刻机".into(),
                ..ComponentRow::default()
            }],
            suppliers: vec![firm("holding", ""), firm("works", "holding")],
            ..Draft::default()
        };
        draft.validate().model.unwrap()
    }

    #[test]
    fn every_key_reads_back_as_itself() {
        let model = model();
        let keys = [
            "chokepoint:scanner",
            "backup:group:scanner",
            "backup:country:scanner",
            "spof:supplier:works",
            "spof:group:holding",
            "spof:region:XB",
            "spof:coalition:bloc",
            "spof:component:scanner",
            "spof:embargo:XB",
            "spof:embargo:bloc",
            "cutset:scanner:supplier:works",
            "cutset:scanner:coalition:bloc+group:holding+region:XB+supplier:works",
        ];
        for key in keys {
            assert_eq!(model.find_finding(key).unwrap().text(&model), key);
        }
        for (typed, key) in [
            ("chokepoint:光刻机", "chokepoint:scanner"),
            (" spof : supplier\u{ff1a}WORKS ", "spof:supplier:works"),
            ("spof:country:XB", "spof:region:XB"),
            (
                "cutset:光刻机:supplier:works+country:XB+supplier:WORKS",
                "cutset:scanner:region:XB+supplier:works",
            ),
            (
                "cutset : scanner : supplier:works \u{ff0b} group:holding",
                "cutset:scanner:group:holding+supplier:works",
            ),
        ] {
            assert_eq!(model.find_finding(typed).unwrap().text(&model), key);
        }
    }

    #[test]
    fn what_names_nothing_gets_what_was_nearly_meant() {
        let model = model();
        for (typed, near) in [
            ("chokepoint:scaner", Some("chokepoint:scanner")),
            ("chokepoints:scanner", Some("chokepoint:scanner")),
            ("backup:groups:scanner", Some("backup:group:scanner")),
            ("backup:scanner", Some("backup:group:scanner")),
            ("spof:suplier:works", Some("spof:supplier:works")),
            ("spof:group:works", Some("spof:group:holding")),
            ("spof:coalition:blok", Some("spof:coalition:bloc")),
            ("supplier:works", Some("spof:supplier:works")),
            ("works", Some("spof:supplier:works")),
            ("光刻机", Some("chokepoint:scanner")),
            ("scaner", Some("chokepoint:scanner")),
            ("backup:embargo:scanner", Some("backup:group:scanner")),
            (
                "cutset:scaner:supplier:works+supplier:holdin",
                Some("cutset:scanner:supplier:holding+supplier:works"),
            ),
            ("cutsets:scanner:supplier:works", Some("cutset:scanner:supplier:works")),
            ("cutset:scanner:supplier:zzzzzz", None),
            ("cutset:scanner", Some("chokepoint:scanner")),
            ("zzz:zzz", None),
            ("", None),
        ] {
            assert_eq!(model.find_finding(typed), Err(near.map(str::to_owned)), "{typed}");
            assert_eq!(model.finding_of(typed), None, "{typed}");
        }
    }
}
