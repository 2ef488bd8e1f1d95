//! Requirements and their groups.

use super::collector::Collector;
use super::components::{component_of, not_negative};
use super::supplies::check_share;
use crate::entities::{Component, InputGroup, InputKind, Requirement};
use crate::names::Names;
use crate::{Code, ComponentIx, GroupIx, Index, Need, RequirementIx, RequirementRow, Role};
use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap};

/// The group name that says “is a kind of”.
const VARIANT: &str = "variant";

/// Group rows, with what each row says of its group.
struct Draft {
    members: Vec<(RequirementIx, RequirementRow)>,
}

pub(super) fn requirements(
    mut rows: Vec<RequirementRow>,
    components: &[Component],
    names: &Names<ComponentIx>,
    collector: &mut Collector,
) -> (Vec<Requirement>, Vec<InputGroup>) {
    let mut requirements: Vec<Requirement> = Vec::with_capacity(rows.len());
    let mut pairs: FxHashMap<(ComponentIx, ComponentIx), u32> = FxHashMap::default();
    let mut drafts: IndexMap<(ComponentIx, String, u32), Draft, FxBuildHasher> = IndexMap::default();
    rows.sort_by_cached_key(|row| (names.by_id(&row.product), names.by_id(&row.input), row.at));
    for row in rows {
        let product = component_of(&row.product, row.at, "product", names, collector);
        let input = component_of(&row.input, row.at, "input", names, collector);
        let (Some(product), Some(input)) = (product, input) else { continue };
        if !is_usable(&row, product, input, &mut pairs, collector) {
            continue;
        }
        let index = RequirementIx::new(requirements.len());
        let lone = if row.group.is_empty() { index.position() as u32 + 1 } else { 0 };
        requirements.push(requirement(&row, product, input, collector));
        drafts
            .entry((product, row.group.clone(), lone))
            .or_insert_with(|| Draft { members: Vec::new() })
            .members
            .push((index, row));
    }
    let mut groups: Vec<InputGroup> = drafts
        .into_iter()
        .filter_map(|((product, name, _), draft)| group(product, name, draft, collector))
        .collect();
    groups.sort_by_key(|group| (group.product, group.members[0]));
    for (index, group) in groups.iter().enumerate() {
        for member in &group.members {
            requirements[member.position()].group = GroupIx::new(index);
        }
    }
    debug_assert!(components.len() >= groups.iter().map(|group| group.product.position()).max().unwrap_or(0));
    (requirements, groups)
}

fn is_usable(
    row: &RequirementRow,
    product: ComponentIx,
    input: ComponentIx,
    pairs: &mut FxHashMap<(ComponentIx, ComponentIx), u32>,
    collector: &mut Collector,
) -> bool {
    if product == input {
        collector.report(Code::SelfRequirement, row.at, "input", &row.input);
        return false;
    }
    if let Some(earlier) = pairs.insert((product, input), row.at.row) {
        collector
            .report(Code::DuplicateRequirement, row.at, "input", &row.input)
            .add("product", &row.product)
            .add("earlier", earlier.to_string());
        return false;
    }
    true
}

fn requirement(
    row: &RequirementRow,
    product: ComponentIx,
    input: ComponentIx,
    collector: &mut Collector,
) -> Requirement {
    not_negative(row.quantity, row.at, "quantity", collector);
    check_share(row.loss.as_ref(), row.at, "loss", collector);
    let citation = collector.cite(&row.source, row.at);
    Requirement {
        at: row.at,
        product,
        input,
        group: GroupIx::new(0),
        role: row.role.unwrap_or(Role::Consumed),
        quantity: row.quantity,
        loss: row.loss.clone(),
        note: row.note.clone(),
        citation,
        confidence: row.confidence,
    }
}

/// Rows of a group agree: blanks follow the first row that says something. A contradiction is told where the file
/// has it.
fn group(
    product: ComponentIx,
    name: String,
    mut draft: Draft,
    collector: &mut Collector,
) -> Option<InputGroup> {
    let members: Vec<RequirementIx> = draft.members.iter().map(|(index, _)| *index).collect();
    draft.members.sort_unstable_by_key(|(_, row)| row.at);
    let first = &draft.members[0].1;
    let need = agreed(&draft, |row| row.need, need_key, "need", collector)?;
    let essential = agreed(&draft, |row| row.essential, yes_no, "essential", collector)?.unwrap_or(true);
    if name.is_empty() && need.is_some_and(|need| need != Need::AtLeast(1)) {
        collector.report(Code::NeedWithoutGroup, first.at, "need", need_text(need));
        return None;
    }
    let kind = match (name == VARIANT, need, essential) {
        (true, None, _) => InputKind::Taxonomy,
        (true, Some(_), _) => InputKind::Variants,
        (false, _, true) => InputKind::Essential,
        (false, _, false) => InputKind::NonEssential,
    };
    let count = match kind {
        InputKind::Taxonomy => 0,
        _ => need.unwrap_or(Need::AtLeast(1)).count(members.len()),
    };
    if kind != InputKind::Taxonomy && !(1..=members.len() as u32).contains(&count) {
        collector
            .report(Code::NeedExceedsGroup, first.at, "need", need_text(need))
            .add("group", &name)
            .add("size", members.len().to_string());
        return None;
    }
    Some(InputGroup { product, name, kind, need: count, members })
}

/// What the rows that say something agree on; `None` when they contradict each other.
#[expect(clippy::option_option, reason = "outer: contradictory or not; inner: said or not")]
fn agreed<T: PartialEq + Copy>(
    draft: &Draft,
    say: impl Fn(&RequirementRow) -> Option<T>,
    key: impl Fn(T) -> String,
    field: &'static str,
    collector: &mut Collector,
) -> Option<Option<T>> {
    let mut said = None;
    for (_, row) in &draft.members {
        match (said, say(row)) {
            (Some(before), Some(now)) if before != now => {
                collector
                    .report(Code::ContradictoryGroup, row.at, field, key(now))
                    .add("group", &row.group)
                    .add("earlier", key(before));
                return None;
            }
            (None, now) => said = now,
            _ => {}
        }
    }
    Some(said)
}

fn need_text(need: Option<Need>) -> String {
    need.map(need_key).unwrap_or_default()
}

fn need_key(need: Need) -> String {
    match need {
        Need::All => "all".to_owned(),
        Need::AtLeast(count) => count.to_string(),
    }
}

fn yes_no(value: bool) -> String {
    if value { "yes" } else { "no" }.to_owned()
}
