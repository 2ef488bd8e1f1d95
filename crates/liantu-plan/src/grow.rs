//! Growing a choice as far as something stays true.

/// Adds to `chosen` whatever leaves `holds` true, all at once, then in halves; returns what had to be left out,
/// ascending. Once false, `holds` must stay false however much more is added; then nothing left out can be
/// added to the result. O(left out × log of what there is to add) questions.
pub(crate) fn grow(chosen: &mut [bool], mut holds: impl FnMut(&[bool]) -> bool) -> Vec<u32> {
    let mut parts: Vec<Vec<usize>> = vec![(0..chosen.len()).filter(|&one| !chosen[one]).collect()];
    let mut left_out = Vec::new();
    while let Some(part) = parts.pop() {
        if part.is_empty() {
            continue;
        }
        set(chosen, &part, true);
        if holds(chosen) {
            continue;
        }
        set(chosen, &part, false);
        if let [only] = part[..] {
            left_out.push(only as u32);
            continue;
        }
        let (first, second) = part.split_at(part.len() / 2);
        parts.push(second.to_vec());
        parts.push(first.to_vec());
    }
    left_out.sort_unstable();
    left_out
}

fn set(chosen: &mut [bool], part: &[usize], to: bool) {
    for &one in part {
        chosen[one] = to;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Weights 3, 1, 2, 1 with 2 chosen and at most 4: of what is left the first that fit, in order.
    #[test]
    fn nothing_left_out_fits() {
        let weights = [3, 1, 2, 1];
        let weight = |chosen: &[bool]| {
            weights.iter().zip(chosen).filter(|(_, chosen)| **chosen).map(|(weight, _)| weight).sum::<i32>()
        };
        let mut chosen = [false, false, true, false];
        let left_out = grow(&mut chosen, |chosen| weight(chosen) <= 4);
        assert_eq!((left_out, chosen), (vec![0], [false, true, true, true]));
    }
}
