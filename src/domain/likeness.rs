//! How much two prints of a commitment resemble each other.

use std::collections::HashMap;

/// Letters, digits and ideographs in half-width lower case: punctuation and spaces vary between prints of one text.
pub(super) fn skeleton(text: &str) -> Vec<char> {
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            c => c,
        })
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// 1 for the same words, 0 for no pair of neighbouring characters in common (Dice's coefficient over pairs), in per
/// mille so that thresholds are whole numbers.
#[must_use]
pub fn likeness(left: &str, right: &str) -> u32 {
    alike(&skeleton(left), &skeleton(right))
}

/// The same words with every number as one sign.
pub(super) fn without_figures(skeleton: &[char]) -> Vec<char> {
    let mut masked: Vec<char> = Vec::with_capacity(skeleton.len());
    for c in skeleton {
        let c = if c.is_ascii_digit() { '#' } else { *c };
        if c != '#' || masked.last() != Some(&'#') {
            masked.push(c);
        }
    }
    masked
}

/// [`likeness`] of two texts that are reduced to their [`skeleton`] already.
pub(super) fn alike(left: &[char], right: &[char]) -> u32 {
    if left == right {
        return 1000;
    }
    let mut pairs: HashMap<(char, char), usize> = HashMap::new();
    for pair in left.windows(2) {
        *pairs.entry((pair[0], pair[1])).or_default() += 1;
    }
    let mut shared = 0_usize;
    for pair in right.windows(2) {
        if let Some(count) = pairs.get_mut(&(pair[0], pair[1])).filter(|count| **count > 0) {
            *count -= 1;
            shared += 1;
        }
    }
    let all = left.len().saturating_sub(1) + right.len().saturating_sub(1);
    (2000 * shared).checked_div(all).and_then(|share| u32::try_from(share).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::likeness;

    #[test]
    fn punctuation_and_width_do_not_count() {
        assert_eq!(likeness("新增企业50家,以上。", "新增企业 50家以上"), 1000);
    }

    #[test]
    fn a_moved_target_still_resembles_and_another_task_does_not() {
        let printed = "加快科技创新,新增高新技术企业50家以上,培育省级研发机构10家。";
        assert!(likeness(printed, "加快科技创新,新增高新技术企业60家以上,培育省级研发机构12家。") > 700);
        assert!(likeness(printed, "实施老旧小区改造,惠及居民3000户。") < 200);
        assert_eq!(likeness("", "实施"), 0);
    }
}
