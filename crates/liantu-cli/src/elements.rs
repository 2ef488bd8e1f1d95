//! Elements as typed: `kind:id`, with ids, names or aliases.

use crate::exit::Mistake;
use crate::session::Session;
use liantu_model::{
    CoalitionIx, ComponentIx, Element, ElementKind, Index, Model, RegionIx, SupplierIx, nearest,
};
use liantu_render::catalogue::Catalogue;
use liantu_render::names::kind_key;

/// Words that mean a region beside its kind's own.
const REGION_LEVELS: [&str; 3] = ["city", "province", "country"];

/// The elements typed, each once.
pub(crate) fn failed(session: &Session, texts: &[String]) -> Result<Vec<Element>, Mistake> {
    let read = |text: &String| element(session.graph.model(), &session.words, text);
    let mut failed = texts.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    failed.sort_unstable();
    failed.dedup();
    Ok(failed)
}

/// One element as typed.
pub(crate) fn one(session: &Session, text: &str) -> Result<Element, Mistake> {
    element(session.graph.model(), &session.words, text)
}

/// A component by its id or name alone.
pub(crate) fn component(session: &Session, text: &str) -> Result<ComponentIx, Mistake> {
    let model = session.graph.model();
    let finder = Finder { model, words: &session.words, kind: ElementKind::Component };
    finder.found(model.find_component(text), text)
}

/// Understands `kind:id`; the kind in English or in the language of the output.
fn element(model: &Model, words: &Catalogue, text: &str) -> Result<Element, Mistake> {
    let (kind, id) = text.split_once([':', ':']).ok_or_else(|| unknown_kind(text))?;
    let kind = element_kind(words, kind.trim()).ok_or_else(|| unknown_kind(text))?;
    let finder = Finder { model, words, kind };
    let id = id.trim();
    match kind {
        ElementKind::Supplier => finder.found(model.find_supplier(id), id).map(Element::Supplier),
        ElementKind::Group => finder.group(id).map(Element::Group),
        ElementKind::Region => finder.found(model.find_region(id), id).map(Element::Region),
        ElementKind::Coalition => finder.coalition(id).map(Element::Coalition),
        ElementKind::Component => finder.found(model.find_component(id), id).map(Element::Component),
        ElementKind::Embargo => finder.embargo(id),
    }
}

fn element_kind(words: &Catalogue, text: &str) -> Option<ElementKind> {
    let lower = text.to_lowercase();
    let is_called = |kind: &&ElementKind| kind.key() == lower || words.text(&kind_key(**kind)) == text;
    let region = || {
        let is_level = |level: &str| level == lower || words.text(&format!("level-{level}")) == text;
        REGION_LEVELS.into_iter().any(is_level).then_some(ElementKind::Region)
    };
    ElementKind::ALL.iter().find(is_called).copied().or_else(region)
}

fn unknown_kind(text: &str) -> Mistake {
    let kinds: Vec<&str> = ElementKind::ALL.iter().map(|kind| kind.key()).collect();
    Mistake::new("unknown-element-kind", &[("read", text), ("kinds", &kinds.join(", "))])
}

struct Finder<'a> {
    model: &'a Model,
    words: &'a Catalogue,
    kind: ElementKind,
}

impl Finder<'_> {
    fn found<I: Index>(&self, found: Result<I, Option<String>>, text: &str) -> Result<I, Mistake> {
        found.map_err(|nearest| self.unknown(text, nearest.as_deref()))
    }

    fn unknown(&self, text: &str, nearest: Option<&str>) -> Mistake {
        let kind = match self.kind {
            ElementKind::Embargo => self.words.text("embargo-source"),
            kind => self.words.text(&kind_key(kind)),
        };
        let keys = ("unknown-element", "unknown-element-near");
        Mistake::unknown(keys, nearest, &[("read", text), ("kind", &kind)])
    }

    /// A group is that of an ultimate owner: a subsidiary names none.
    fn group(&self, text: &str) -> Result<SupplierIx, Mistake> {
        let supplier = self.found(self.model.find_supplier(text), text)?;
        let root = self.model.supplier(supplier).root;
        if root == supplier {
            return Ok(root);
        }
        let row = self.model.supplier(root);
        Err(Mistake::new("not-a-group", &[("read", text), ("root", &row.name), ("id", &row.id)]))
    }

    fn coalition(&self, text: &str) -> Result<CoalitionIx, Mistake> {
        self.known_coalition(text).ok_or_else(|| self.unknown(text, self.nearest_coalition(text)))
    }

    fn nearest_coalition(&self, text: &str) -> Option<&str> {
        let all = self.model.coalitions().iter();
        nearest(text, all.flat_map(|one| [one.id.as_str(), one.name.as_str()]))
    }

    fn known_coalition(&self, text: &str) -> Option<CoalitionIx> {
        self.model.coalition_indices().find(|&one| {
            let row = self.model.coalition(one);
            row.id == text || row.name == text
        })
    }

    /// A coalition by its id or name, else a place abroad.
    fn embargo(&self, text: &str) -> Result<Element, Mistake> {
        if let Some(coalition) = self.known_coalition(text) {
            return Ok(Element::JointEmbargo(coalition));
        }
        let place = self
            .model
            .find_region(text)
            .map_err(|region| self.unknown(text, self.nearest_coalition(text).or(region.as_deref())))?;
        if self.touches_home(place) {
            return Err(Mistake::new("embargo-at-home", &[("read", text)]));
        }
        Ok(Element::Embargo(place))
    }

    fn touches_home(&self, place: RegionIx) -> bool {
        let mut domestic = self.model.dataset().domestic.iter();
        self.model.is_domestic(place) || domestic.any(|&one| self.model.contains(place, one))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "the sketch has what is asked for")]

    use super::*;
    use liantu_render::catalogue::Language;
    use liantu_testkit::sketch::Sketch;

    fn model() -> Model {
        let draft = Sketch::new("elements")
            .component("part")
            .supplier("holding", "XB")
            .supplier_with("north", "XA-1-1", |row| {
                "holding".clone_into(&mut row.parent);
                "北方公司".clone_into(&mut row.name);
            })
            .coalition("bloc", &["XB", "XC"])
            .draft();
        liantu_testkit::model(&draft)
    }

    fn read(text: &str) -> Result<Element, String> {
        let model = model();
        element(&model, &Catalogue::new(Language::Chinese), text).map_err(|mistake| mistake.to_string())
    }

    #[test]
    fn elements_are_found_by_kind_and_id_or_name() {
        let model = model();
        let supplier = |id: &str| model.find_supplier(id).unwrap();
        let region = |id: &str| model.find_region(id).unwrap();
        assert_eq!(read("supplier:north"), Ok(Element::Supplier(supplier("north"))));
        assert_eq!(read("企业:北方公司"), Ok(Element::Supplier(supplier("north"))));
        assert_eq!(read("group: holding"), Ok(Element::Group(supplier("holding"))));
        assert_eq!(read("country:XB"), read("国家/地区:region xb"), "names are read in any case");
        assert_eq!(read("region:Region XB"), Ok(Element::Region(region("XB"))));
        assert_eq!(read("coalition:bloc"), Ok(Element::Coalition(CoalitionIx::new(0))));
        assert_eq!(read("embargo:bloc"), Ok(Element::JointEmbargo(CoalitionIx::new(0))));
        assert_eq!(read("embargo:XC"), Ok(Element::Embargo(region("XC"))));
    }

    #[test]
    fn mistakes_name_what_would_do() {
        let says = |text: &str, part: &str| {
            let message = read(text).unwrap_err();
            assert!(message.contains(part), "{message}");
        };
        says("north", "supplier, group");
        says("firm:north", "supplier, group");
        says("supplier:nort", "north");
        says("group:north", "group:holding");
        says("coalition:blok", "bloc");
        says("embargo:XA", "domestic");
        says("component:x", "“x”");
    }
}
