//! What was typed as a question to a trade table.

use super::unknown_preset;
use crate::arguments::{Arguments, TradeArguments};
use crate::exit::Mistake;
use crate::session::Session;
use liantu_trade::{Bloc, ColumnMapping, Hs6, ReadOptions, SourceLimit, Thresholds, TradeError, YearChoice};
use std::path::Path;

/// The home country when nothing says otherwise.
const HOME: &str = "CN";

/// Everything that was asked, checked as far as it can be without the table.
pub(super) struct Asked {
    pub(super) question: Question,
    pub(super) read: ReadOptions,
    pub(super) thresholds: Thresholds,
    pub(super) products: Vec<Hs6>,
}

/// One question.
pub(super) enum Question {
    AllImporters,
    Importer(Country),
    Products,
    Network,
    Sources { importer: String, limit: SourceLimit },
    Bloc(Bloc),
    Trend { importer: Option<String> },
    Components { importer: Country, session: Box<Session> },
}

/// A country as typed, or the one that is taken when none is.
pub(super) enum Country {
    Typed(String),
    Home(String),
}

impl Asked {
    pub(super) fn of(
        arguments: &Arguments,
        own: &TradeArguments,
        session: Option<Session>,
    ) -> anyhow::Result<Self> {
        let mapping = match &own.mapping {
            Some(path) => in_file(path, ColumnMapping::from_toml(&text_of(path)?))?,
            None => ColumnMapping::baci(),
        };
        let year = own.year.map_or(YearChoice::All, YearChoice::Only);
        Ok(Self {
            question: match session {
                Some(session) => components(own, session),
                None => question(arguments, own)?,
            },
            read: ReadOptions { mapping, year },
            thresholds: thresholds(own)?,
            products: products(&own.product)?,
        })
    }
}

impl Question {
    /// Whether the answer compares years, so that several may be given.
    pub(super) fn takes_years(&self) -> bool {
        matches!(self, Self::Trend { .. } | Self::Components { .. })
    }
}

/// The components of a dataset; its importer is the first domestic territory.
fn components(own: &TradeArguments, session: Session) -> Question {
    let importer = own.importer.clone().map_or_else(|| Country::Home(domestic(&session)), Country::Typed);
    Question::Components { importer, session: Box::new(session) }
}

pub(crate) fn domestic(session: &Session) -> String {
    let model = session.graph.model();
    let first = model.dataset().domestic.first();
    first.map_or_else(|| HOME.to_owned(), |&region| model.region(region).id.clone())
}

fn question(arguments: &Arguments, own: &TradeArguments) -> anyhow::Result<Question> {
    Ok(if own.all_importers {
        Question::AllImporters
    } else if own.products {
        Question::Products
    } else if own.network {
        Question::Network
    } else if let Some(importer) = &own.sources_of {
        Question::Sources { importer: importer.clone(), limit: limit(&own.top)? }
    } else if let Some(members) = &own.bloc {
        Question::Bloc(bloc(members)?)
    } else if own.trend {
        Question::Trend { importer: own.importer.clone() }
    } else {
        Question::Importer(match &own.importer {
            Some(code) => Country::Typed(code.clone()),
            None => Country::Home(home(arguments)),
        })
    })
}

/// The country of the home region: `CN` of `CN-32`.
fn home(arguments: &Arguments) -> String {
    let global = &arguments.global;
    let region = global.domestic.as_ref().or(global.home.as_ref()).map_or(HOME, String::as_str);
    let country = region.split_once('-').map_or(region, |(country, _)| country);
    country.to_owned()
}

fn limit(text: &str) -> Result<SourceLimit, Mistake> {
    match text.parse() {
        Ok(count) if count > 0 => Ok(SourceLimit::Largest(count)),
        _ if text == "all" => Ok(SourceLimit::All),
        _ => Err(Mistake::new("trade-error-bad-top", &[("read", text)])),
    }
}

/// The Union by name, a file of members, or the members themselves.
fn bloc(text: &str) -> anyhow::Result<Bloc> {
    if ["EU27", "EU"].iter().any(|name| name.eq_ignore_ascii_case(text)) {
        return Ok(Bloc::eu27());
    }
    let path = Path::new(text);
    if text.contains([',', ';']) && !path.exists() {
        return Ok(Bloc::from_list(text, text));
    }
    let name = path.file_stem().map_or_else(|| text.to_owned(), |stem| stem.to_string_lossy().into_owned());
    Ok(Bloc::from_list(&name, &text_of(path)?))
}

fn thresholds(own: &TradeArguments) -> anyhow::Result<Thresholds> {
    match &own.thresholds {
        Some(path) => Ok(in_file(path, Thresholds::from_toml(&text_of(path)?))?),
        None => Ok(Thresholds::preset(&own.preset).ok_or_else(|| unknown_preset(&own.preset))?),
    }
}

fn products(texts: &[String]) -> Result<Vec<Hs6>, Mistake> {
    let unknown = |text: &str| Mistake::new("trade-error-bad-product", &[("read", text)]);
    let mut products = texts
        .iter()
        .map(|text| Hs6::parse(text).ok_or_else(|| unknown(text)))
        .collect::<Result<Vec<_>, _>>()?;
    products.sort_unstable();
    products.dedup();
    Ok(products)
}

fn text_of(path: &Path) -> Result<String, TradeError> {
    std::fs::read_to_string(path).map_err(|source| TradeError::Unreadable { path: path.to_owned(), source })
}

/// Names the file in a message about what is in it.
fn in_file<T>(path: &Path, read: Result<T, TradeError>) -> Result<T, TradeError> {
    read.map_err(|error| match error {
        TradeError::Configuration { message } => {
            TradeError::Configuration { message: format!("{}: {message}", path.display()) }
        }
        other => other,
    })
}
