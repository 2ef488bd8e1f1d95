//! What things are called in a language.

use crate::catalogue::{Catalogue, Language};
use liantu_analysis::{Certainty, EvidenceRow, Level, Party};
use liantu_graph::Horizon;
use liantu_model::{
    CitationIx, CoalitionIx, ComponentIx, Confidence, Element, ElementKind, Model, RegionIx, RowAt,
    SupplierIx, Table,
};
use std::borrow::Cow;

/// More members of a coalition than this are counted.
const MEMBERS_SHOWN: usize = 4;

/// Common labels and the categories of the industrial foundation, with what they are called in English.
const TERMS: [(&str, &str); 20] = [
    ("央企", "central state-owned"),
    ("国企", "state-owned"),
    ("民企", "private"),
    ("外资", "foreign-funded"),
    ("上市", "listed"),
    ("新三板", "NEEQ-quoted"),
    ("链主", "chain leader"),
    ("小巨人", "“little giant”"),
    ("专精特新", "specialised and innovative SME"),
    ("专精特新小巨人", "specialised and innovative “little giant”"),
    ("单项冠军", "single-product champion"),
    ("制造业单项冠军", "single-product champion"),
    ("高新技术企业", "high-tech enterprise"),
    ("独角兽", "unicorn"),
    ("核心基础零部件/元器件", "core basic parts and components"),
    ("核心基础零部件", "core basic parts"),
    ("关键基础材料", "key basic materials"),
    ("先进基础工艺", "advanced basic processes"),
    ("产业技术基础", "industrial technology base"),
    ("工业基础软件", "basic industrial software"),
];

/// Names things of one model in one language.
#[derive(Debug, Clone, Copy)]
pub struct Naming<'a> {
    /// The model.
    pub model: &'a Model,
    /// The words.
    pub words: &'a Catalogue,
}

impl<'a> Naming<'a> {
    /// Names of `model` in the language of `words`.
    pub fn new(model: &'a Model, words: &'a Catalogue) -> Self {
        Self { model, words }
    }

    fn pick(self, name: &'a str, english: &'a str) -> &'a str {
        if self.words.language() == Language::English && !english.is_empty() { english } else { name }
    }

    /// A component's name.
    pub fn component(self, component: ComponentIx) -> &'a str {
        let row = self.model.component(component);
        self.pick(&row.name, &row.name_en)
    }

    /// A supplier's name.
    pub fn supplier(self, supplier: SupplierIx) -> &'a str {
        let row = self.model.supplier(supplier);
        self.pick(&row.name, &row.name_en)
    }

    /// A region's name.
    pub fn region(self, region: RegionIx) -> &'a str {
        let row = self.model.region(region);
        self.pick(&row.name, &row.name_en)
    }

    /// A coalition's name; one that has only a key is called by its members.
    pub fn coalition(self, coalition: CoalitionIx) -> Cow<'a, str> {
        let row = self.model.coalition(coalition);
        // An English text has no use for a Chinese name: its members say more.
        let name = if self.words.language() == Language::English && !row.name.is_ascii() {
            &row.name_en
        } else {
            self.pick(&row.name, &row.name_en)
        };
        if name != row.id && !name.is_empty() {
            return Cow::Borrowed(name);
        }
        let count = row.members.len().to_string();
        let shown = self.list(row.members.iter().take(MEMBERS_SHOWN).map(|&member| self.region(member)));
        let key = if row.members.len() > MEMBERS_SHOWN { "coalition-of-many" } else { "coalition-of" };
        Cow::Owned(self.words.format(key, &[("members", &shown), ("count", &count)]))
    }

    /// An official label of a firm or a category of the industrial foundation (五基): as written, but in English where
    /// it is a common one.
    pub fn term(self, text: &str) -> Cow<'_, str> {
        let known = TERMS.iter().find(|(chinese, _)| *chinese == text);
        match known.filter(|_| self.words.language() == Language::English) {
            Some((_, english)) => Cow::Borrowed(english),
            None => Cow::Owned(text.to_owned()),
        }
    }

    /// Labels of a firm.
    pub fn labels(self, supplier: SupplierIx) -> Vec<String> {
        self.model.supplier(supplier).labels.iter().map(|label| self.term(label).into_owned()).collect()
    }

    /// Who withdraws.
    pub fn party(self, party: Party) -> String {
        match party {
            Party::Place(place) => self.region(place).to_owned(),
            Party::Coalition(coalition) => self.coalition(coalition).into_owned(),
            Party::Imports => self.words.text("party-imports"),
        }
    }

    /// The dataset's title.
    pub fn title(self) -> &'a str {
        let dataset = self.model.dataset();
        self.pick(&dataset.title, &dataset.title_en)
    }

    /// The dataset's date, `2025-12-31`.
    pub fn as_of(self) -> String {
        let (year, month, day) = self.model.dataset().as_of;
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// The text of a source cell; declared sources keep their key, which the list of sources resolves.
    pub fn citation(self, citation: Option<CitationIx>) -> &'a str {
        citation.map_or("", |citation| self.model.citation(citation).text.as_str())
    }

    /// An element's name.
    pub fn element(self, element: Element) -> Cow<'a, str> {
        match element {
            Element::Supplier(supplier) | Element::Group(supplier) => self.supplier(supplier).into(),
            Element::Region(region) | Element::Embargo(region) => self.region(region).into(),
            Element::Coalition(coalition) | Element::JointEmbargo(coalition) => self.coalition(coalition),
            Element::Component(component) => self.component(component).into(),
        }
    }

    /// An element's key in the dataset.
    pub fn element_id(self, element: Element) -> &'a str {
        self.model.element_id(element)
    }

    /// The level an element is spoken of at: a region's own.
    pub fn level_of(self, element: Element) -> &'static str {
        match element {
            Element::Region(region) => self.model.region(region).level.key(),
            other => other.kind().key(),
        }
    }

    /// The word for an element's level.
    pub fn level_word(self, element: Element) -> String {
        self.words.text(&format!("level-{}", self.level_of(element)))
    }

    /// The word for a certainty.
    pub fn certainty(self, certainty: Certainty) -> String {
        self.words.text(&format!("certainty-{}", certainty.key()))
    }

    /// The word for a horizon.
    pub fn horizon(self, horizon: Horizon) -> String {
        self.words.text(match horizon {
            Horizon::Short => "horizon-short",
            Horizon::Long => "horizon-long",
        })
    }

    /// The word for an evidence grade.
    pub fn grade_of_evidence(self, grade: Confidence) -> String {
        self.words.text(&format!("confidence-{}", grade.key()))
    }

    /// Several names, joined.
    pub fn list<S: AsRef<str>>(self, names: impl IntoIterator<Item = S>) -> String {
        let names: Vec<String> = names.into_iter().map(|name| name.as_ref().to_owned()).collect();
        names.join(&self.words.text("list-separator"))
    }

    /// Where a supplier is: its region and what is around it, without the country for domestic ones.
    pub fn place_of(self, supplier: SupplierIx) -> String {
        self.model.supplier(supplier).region.map_or_else(String::new, |region| self.place(region))
    }

    /// A region with the province around it.
    pub fn place(self, region: RegionIx) -> String {
        let mut names: Vec<&str> = self.model.around(region).map(|one| self.region(one)).collect();
        if names.len() > 1 {
            names.pop();
        }
        names.reverse();
        names.join(if self.words.language() == Language::English { ", " } else { "" })
    }
}

/// The word list keys of levels, for options and messages.
pub fn level_words() -> impl Iterator<Item = &'static str> {
    Level::ALL.iter().map(|level| level.key())
}

/// One row of the dataset, ready to cite.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CitedRow<'a> {
    /// The table.
    pub table: Table,
    /// The file.
    pub file: &'a str,
    /// The line, from 1.
    pub row: u32,
    /// The source cell, empty when blank.
    pub source: &'a str,
    /// The year, where the table has one.
    pub year: Option<i16>,
    /// The confidence.
    pub confidence: Option<Confidence>,
}

/// The row behind a piece of evidence.
pub fn cite(model: &Model, evidence: EvidenceRow) -> CitedRow<'_> {
    let table = match evidence {
        EvidenceRow::Component(_) => Table::Components,
        EvidenceRow::Requirement(_) => Table::Requires,
        EvidenceRow::Supply(_) => Table::Supplies,
        EvidenceRow::Fact(_) => Table::Facts,
    };
    let (year, confidence) = (evidence.year(model), evidence.confidence(model));
    let RowAt { file, row } = evidence.at(model);
    let source = evidence.citation(model).map_or("", |citation| model.citation(citation).text.as_str());
    let file = model.files().get(usize::from(file)).map_or("", String::as_str);
    CitedRow { table, file, row, source, year, confidence }
}

/// Where a row stands: `supplies.csv:12`.
pub fn place_text(model: &Model, evidence: EvidenceRow) -> String {
    let cited = cite(model, evidence);
    format!("{}:{}", cited.file, cited.row)
}

/// The word key of an element kind.
pub fn kind_key(kind: ElementKind) -> String {
    format!("level-{}", kind.key())
}
