//! Matching of what was written against ids, names and aliases.

use crate::Index;
use crate::texts::Texts;
use rustc_hash::FxHashMap;

const PLACEHOLDERS: &[&str] = &[
    "其他",
    "其它",
    "其余",
    "其他国家",
    "其他地区",
    "其他国家和地区",
    "其他国家/地区",
    "多国",
    "不详",
    "未知",
    "various countries",
    "various",
    "other",
    "others",
    "other countries",
    "rest of world",
    "rest of the world",
    "unknown",
];

/// Whether `text` stands for “somewhere else” rather than for a place.
pub fn is_placeholder(text: &str) -> bool {
    PLACEHOLDERS.contains(&fold(text).as_str())
}

/// How a written name was understood.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Match<I> {
    /// Exactly one.
    One(I),
    /// Several carry this name.
    Ambiguous(Vec<I>),
    /// Nobody does.
    None,
}

/// Ids, names and aliases of one table.
#[derive(Debug)]
pub(crate) struct Names<I> {
    /// Ids, by position.
    ids: Texts,
    /// Names and aliases, folded.
    called: Texts,
    /// Who first carried each of them.
    holders: Vec<I>,
    /// All who carry those that several do.
    shared: FxHashMap<usize, Vec<I>>,
}

impl<I: Index> Names<I> {
    pub(crate) fn new() -> Self {
        Self {
            ids: Texts::default(),
            called: Texts::default(),
            holders: Vec::new(),
            shared: FxHashMap::default(),
        }
    }

    /// Adds an id, in the order of the indices; gives the earlier holder back when it is taken.
    pub(crate) fn add_id(&mut self, id: &str, index: I) -> Option<I> {
        let (position, is_new) = self.ids.add(id);
        debug_assert!(!is_new || index.position() == position);
        (!is_new).then(|| I::new(position))
    }

    pub(crate) fn add_name(&mut self, name: &str, index: I) {
        let key = fold(name);
        if key.is_empty() {
            return;
        }
        let (position, is_new) = self.called.add(&key);
        if is_new {
            self.holders.push(index);
        } else if self.holders[position] != index {
            let holders = self.shared.entry(position).or_insert_with(|| vec![self.holders[position]]);
            if !holders.contains(&index) {
                holders.push(index);
            }
        }
    }

    /// Gives back what was set aside for more names.
    pub(crate) fn shrink(&mut self) {
        self.ids.shrink();
        self.called.shrink();
        self.holders.shrink_to_fit();
    }

    pub(crate) fn by_id(&self, id: &str) -> Option<I> {
        self.ids.find(id).map(I::new)
    }

    /// The id of an index, for messages.
    pub(crate) fn id_of(&self, index: I) -> &str {
        self.ids.get(index.position()).unwrap_or_default()
    }

    /// How many ids and names there are to compare with.
    pub(crate) fn len(&self) -> usize {
        self.ids.len() + self.called.len()
    }

    /// Ids match exactly and win over names.
    pub(crate) fn find(&self, text: &str) -> Match<I> {
        if let Some(index) = self.by_id(text) {
            return Match::One(index);
        }
        let Some(position) = self.called.find(&fold(text)) else { return Match::None };
        let Some(many) = self.shared.get(&position) else { return Match::One(self.holders[position]) };
        let mut many = many.clone();
        many.sort_unstable();
        Match::Ambiguous(many)
    }

    /// All of that id or name.
    fn all(&self, text: &str) -> Vec<I> {
        match self.find(text) {
            Match::One(one) => vec![one],
            Match::Ambiguous(many) => many,
            Match::None => Vec::new(),
        }
    }

    /// The id or name most like `text`, if any is close, else the shortest that contains it. O(size of the table).
    pub(crate) fn nearest(&self, text: &str) -> Option<&str> {
        let all = || self.ids.iter().chain(self.called.iter());
        nearest(text, all()).or_else(|| shortest_containing(text, all()))
    }
}

/// What names from outside in mean together: `河南洛阳`, `中国 江苏省 南京市`. Every part must be a name, and each must
/// lie in the one before it, by `contains`; `None` unless exactly one place remains. O(length²) look-ups.
pub(crate) fn within<I: Index + Ord>(
    names: &Names<I>,
    text: &str,
    contains: &impl Fn(I, I) -> bool,
) -> Option<I> {
    let mut found = inner_parts(names, text, contains, PARTS);
    found.sort_unstable();
    found.dedup();
    match found[..] {
        [one] => Some(one),
        _ => None,
    }
}

/// Most names of one place.
const PARTS: usize = 3;
/// Longest text that is cut, in bytes.
const LONGEST: usize = 200;

fn inner_parts<I: Index + Ord>(
    names: &Names<I>,
    text: &str,
    contains: &impl Fn(I, I) -> bool,
    parts: usize,
) -> Vec<I> {
    let mut found = Vec::new();
    if parts < 2 || text.len() > LONGEST {
        return found;
    }
    for (at, _) in text.char_indices().skip(1) {
        let Match::One(outer) = names.find(text[..at].trim_end_matches(SEPARATORS)) else { continue };
        let rest = text[at..].trim_start_matches(SEPARATORS);
        let mut inner = names.all(rest);
        inner.extend(inner_parts(names, rest, contains, parts - 1));
        found.extend(inner.into_iter().filter(|&inner| inner != outer && contains(outer, inner)));
    }
    found
}

const SEPARATORS: [char; 9] = [' ', '\u{3000}', '·', '-', '/', ',', ',', '、', '|'];

/// The candidate most like `text`, at least 60 % alike; ties go to the smaller.
///
/// Candidates too long or too short to be that much alike are passed over without a comparison, so a text of
/// any length is safe to ask for. O(candidates).
pub fn nearest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(text);
    let length = folded.chars().count();
    candidates
        .into_iter()
        .filter(|candidate| is_similar_length(length, candidate.chars().count()))
        .map(|candidate| (strsim::normalized_damerau_levenshtein(&folded, &fold(candidate)), candidate))
        .filter(|(likeness, _)| *likeness >= 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}

/// The shortest candidate that contains `text`, of two characters at least; ties go to the smaller. O(candidates).
fn shortest_containing<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(text);
    if folded.chars().count() < 2 {
        return None;
    }
    let containing = candidates.into_iter().filter(|candidate| fold(candidate).contains(&folded));
    containing.min_by_key(|candidate| (candidate.chars().count(), *candidate))
}

/// Every character of difference in length is an edit; more than 40 % of them is too many.
fn is_similar_length(one: usize, other: usize) -> bool {
    one.abs_diff(other) * 5 <= one.max(other) * 2
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RegionIx;

    #[test]
    fn a_part_of_a_name_finds_the_shortest_that_contains_it() {
        let ships = ["17.4万方大型LNG运输船", "LNG运输船用低温阀门组件大全", "大型集装箱船"];
        assert_eq!(nearest("LNG运输船", ships), None, "too short to be alike");
        assert_eq!(shortest_containing("lng运输船", ships), Some("17.4万方大型LNG运输船"));
        assert_eq!(shortest_containing("船", ships), None);
    }

    #[test]
    fn ids_win_and_shared_names_are_ambiguous() {
        let mut names = Names::new();
        let (first, second) = (RegionIx::new(0), RegionIx::new(1));
        names.add_id("A", first);
        names.add_id("B", second);
        names.add_name("Taizhou", first);
        names.add_name("taizhou ", second);
        names.add_name("A", second);
        assert_eq!(names.find("A"), Match::One(first));
        assert_eq!(names.find("TAIZHOU"), Match::Ambiguous(vec![first, second]));
        assert_eq!(names.find("C"), Match::None);
        assert_eq!(names.nearest("Taizho"), Some("taizhou"));
    }

    #[test]
    fn names_from_outside_in_are_one_place_when_they_agree() {
        let mut names = Names::new();
        let [china, henan, luoyang, other, jiangsu] = [0, 1, 2, 3, 4].map(RegionIx::new);
        let called = [("CN", "中国"), ("41", "河南"), ("4103", "洛阳"), ("X", "洛阳"), ("32", "江苏")];
        for (position, (id, name)) in called.into_iter().enumerate() {
            names.add_id(id, RegionIx::new(position));
            names.add_name(name, RegionIx::new(position));
        }
        let inside = [(china, henan), (china, luoyang), (henan, luoyang), (china, jiangsu)];
        let find = |text: &str| within(&names, text, &|outer, inner| inside.contains(&(outer, inner)));
        assert_eq!(find("河南洛阳"), Some(luoyang));
        assert_eq!(find("河南 洛阳"), Some(luoyang));
        assert_eq!(find("中国河南洛阳"), Some(luoyang));
        assert_eq!(find("江苏洛阳"), None);
        assert_eq!(find("洛阳河南"), None);
        assert_eq!(find("河南河南"), None);
        assert_eq!(find("河南"), None, "a name by itself is no names");
        let _ = other;
    }

    #[test]
    fn unlike_texts_have_no_nearest() {
        assert_eq!(nearest("supplier", ["suplier", "region"]), Some("suplier"));
        assert_eq!(nearest("supplier", ["unit", "region"]), None);
        assert_eq!(nearest(&"x".repeat(5_000_000), ["supplier"]), None);
    }

    #[test]
    fn placeholders_are_not_places() {
        assert!(is_placeholder("Various countries"));
        assert!(is_placeholder("其余"));
        assert!(!is_placeholder("日本"));
    }
}
