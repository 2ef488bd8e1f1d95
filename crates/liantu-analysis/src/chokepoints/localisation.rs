//! Published localisation rates (国产化率), as read: what they measure is seldom said.

use crate::Interval;
use liantu_model::{Fact, Index, Model, Percent};

/// The metric of localisation rates.
pub(super) const METRIC: &str = "localisation_rate";

/// What a published localisation rate counts as local.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LocalisationBasis {
    /// Not said (口径未明).
    Unstated,
    /// What plants in the domestic territory make (产地口径).
    Plants,
    /// What firms controlled from there make (内资口径).
    Firms,
}

impl LocalisationBasis {
    /// The canonical key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Unstated => "unstated",
            Self::Plants => "plants",
            Self::Firms => "firms",
        }
    }
}

/// Whether a figure is about the component or about more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Breadth {
    /// About the component, as far as is said.
    Component,
    /// About a class that contains it (上位口径).
    Wider,
}

/// One published figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalisationFact {
    /// Position in [`Model::facts`]: scope text, year, source.
    pub fact: usize,
    /// Percent; `None` when it is not a number or a range in 0..=100.
    pub rate: Option<Interval<Percent>>,
    /// What it counts.
    pub basis: LocalisationBasis,
    /// What it is about.
    pub breadth: Breadth,
}

/// Everything published about one component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalisationRate {
    /// From the least to the greatest figure of the newest year, figures about the component before wider
    /// ones; percent.
    pub rate: Interval<Percent>,
    /// That year, if said.
    pub year: Option<i16>,
    /// What all of them count, `Unstated` when they differ.
    pub basis: LocalisationBasis,
    /// Whether they are about the component.
    pub breadth: Breadth,
    /// All figures, in file order, older and unreadable ones included.
    pub facts: Vec<LocalisationFact>,
}

impl Breadth {
    /// What a figure is about, by the words of its scope.
    pub(super) fn of(fact: &Fact) -> Self {
        let scope = fact.scope.to_lowercase();
        let wider =
            ["总体", "全部", "整体", "上位", "overall", "whole"].iter().any(|word| scope.contains(word))
                || scope.split(|letter: char| !letter.is_alphanumeric()).any(|word| word == "all");
        if wider { Self::Wider } else { Self::Component }
    }
}

/// Figures of some metrics by component, as positions of facts. O(facts).
pub(super) fn facts_by_component(model: &Model, metrics: &[&str]) -> Vec<Vec<usize>> {
    let mut facts = vec![Vec::new(); model.components().len()];
    let wanted = |fact: &Fact| metrics.contains(&fact.metric.as_str());
    for (position, fact) in model.facts().iter().enumerate().filter(|(_, fact)| wanted(fact)) {
        facts[fact.component.position()].push(position);
    }
    facts
}

/// The percentage that facts of one metric give; `None` without a figure that can be read and is not of the future.
pub(super) fn published(model: &Model, facts: &[usize]) -> Option<LocalisationRate> {
    let fact_of = |one: &LocalisationFact| &model.facts()[one.fact];
    let read: Vec<LocalisationFact> = facts.iter().map(|&fact| read(fact, &model.facts()[fact])).collect();
    let as_of = model.dataset().as_of.0;
    let usable =
        |one: &&LocalisationFact| one.rate.is_some() && fact_of(one).year.is_none_or(|year| year <= as_of);
    let breadth = read.iter().filter(usable).map(|one| one.breadth).min()?;
    let about = || read.iter().filter(usable).filter(|one| one.breadth == breadth);
    let year = about().filter_map(|one| fact_of(one).year).max();
    let newest = || about().filter(|one| fact_of(one).year == year);
    let rates = newest().filter_map(|one| one.rate);
    let rate = rates.reduce(|a, b| Interval { low: a.low.min(b.low), high: a.high.max(b.high) })?;
    let first = newest().next()?.basis;
    let agreed = newest().all(|one| one.basis == first);
    let basis = if agreed { first } else { LocalisationBasis::Unstated };
    Some(LocalisationRate { rate, year, basis, breadth, facts: read })
}

fn read(position: usize, fact: &Fact) -> LocalisationFact {
    let scope = fact.scope.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| scope.contains(word));
    let basis =
        match (says(&["产地", "plants in", "made in"]), says(&["内资", "domestic firms", "local firms"]))
        {
            (true, false) => LocalisationBasis::Plants,
            (false, true) => LocalisationBasis::Firms,
            _ => LocalisationBasis::Unstated,
        };
    LocalisationFact { fact: position, rate: parse(&fact.value), basis, breadth: Breadth::of(fact) }
}

/// A percentage or a range: `47`, `约60%`, `>60`, `<15`, `6-20`, `20%—30%`.
fn parse(value: &str) -> Option<Interval<Percent>> {
    let plain: String = value.chars().filter_map(plain).collect();
    let plain = plain.trim_start_matches(['约', '~']);
    let below = ["<=", "<", "≤", "不足", "低于", "小于"];
    let above = [">=", ">", "≥", "超过", "高于", "大于"];
    let after = |marks: [&str; 6]| marks.into_iter().find_map(|mark| plain.strip_prefix(mark));
    let (low, high) = if let Some(end) = after(below) {
        (Percent::ZERO, number(end)?)
    } else if let Some(end) = after(above) {
        (number(end)?, Percent::HUNDRED)
    } else if let Some((low, high)) = plain.split_once(['-', '~', '至', '到']) {
        (number(low)?, number(high.trim_start_matches(['-', '~']))?)
    } else {
        (number(plain)?, number(plain)?)
    };
    let sound = Percent::ZERO <= low && low <= high && high <= Percent::HUNDRED;
    sound.then_some(Interval { low, high })
}

/// Half-width characters without blanks and percent signs; every dash is a hyphen.
fn plain(letter: char) -> Option<char> {
    let half = match letter {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(letter) - 0xFEE0)?,
        _ => letter,
    };
    match half {
        '%' => None,
        '\u{2013}' | '\u{2014}' | '\u{2212}' => Some('-'),
        '\u{301C}' => Some('~'),
        _ => (!half.is_whitespace()).then_some(half),
    }
}

fn number(text: &str) -> Option<Percent> {
    text.parse::<f64>().ok().and_then(Percent::from_points)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a missing value fails the test")]

    use super::*;
    use crate::example::Example;

    fn parsed(text: &str) -> Option<(f64, f64)> {
        parse(text).map(|rate| (rate.low.points(), rate.high.points()))
    }

    #[test]
    fn reads_numbers_and_ranges() {
        assert_eq!(parsed("16.19"), Some((16.19, 16.19)));
        assert_eq!(parsed("约60%"), Some((60.0, 60.0)));
        assert_eq!(parsed(">60"), Some((60.0, 100.0)));
        assert_eq!(parsed("<15%"), Some((0.0, 15.0)));
        assert_eq!(parsed("6-20"), Some((6.0, 20.0)));
        assert_eq!(parsed("20%——30%"), Some((20.0, 30.0)));
        assert_eq!(parsed("不足 5%"), Some((0.0, 5.0)));
        assert_eq!(parsed("主要依赖进口"), None);
        assert_eq!(parsed("\u{FF1E}\u{FF16}\u{FF10}\u{FF05}"), Some((60.0, 100.0)));
        assert_eq!(parsed("120"), None);
        assert_eq!(parsed("30-20"), None);
        assert_eq!(parsed(""), None);
    }

    fn rate(facts: &[(&str, &str, i16)]) -> Option<LocalisationRate> {
        let example = facts.iter().fold(Example::new().component("c"), |example, &(value, scope, year)| {
            example.fact(|row| {
                METRIC.clone_into(&mut row.metric);
                value.clone_into(&mut row.value);
                scope.clone_into(&mut row.scope);
                row.year = Some(year);
            })
        });
        let graph = example.graph();
        published(graph.model(), &facts_by_component(graph.model(), &[METRIC])[0])
    }

    #[test]
    fn conflicts_of_the_newest_year_are_a_range() {
        let rate =
            rate(&[("11.5", "国内", 2020), ("20-30", "国内", 2025), ("40", "内资口径", 2025)]).unwrap();
        assert_eq!((rate.rate.low.points(), rate.rate.high.points()), (20.0, 40.0));
        assert_eq!((rate.year, rate.basis), (Some(2025), LocalisationBasis::Unstated));
        assert_eq!((rate.breadth, rate.facts.len()), (Breadth::Component, 3));
    }

    #[test]
    fn a_figure_about_the_component_wins_over_a_wider_one() {
        let wide = rate(&[("8", "国内,半导体光刻胶总体", 2025)]).unwrap();
        assert_eq!(wide.breadth, Breadth::Wider);
        let both = rate(&[("8", "China, all resists", 2025), ("3", "国内,产地口径", 2022)]).unwrap();
        assert_eq!((both.rate.high.points(), both.basis), (3.0, LocalisationBasis::Plants));
    }

    #[test]
    fn unreadable_and_future_figures_give_none() {
        assert_eq!(rate(&[("大部分", "国内", 2024), ("50", "国内", 2027)]), None);
    }
}
