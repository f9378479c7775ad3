//! How alike two written words are, as typing confuses them.

use super::distance::{Costs, distance};

/// Typing errors, in slips: one wrong letter is 1.
struct Slips;

impl Costs<char> for Slips {
    fn replace(&self, one: char, other: char) -> f32 {
        if are_neighbours(one, other) || (is_vowel(one) && is_vowel(other)) { 0.75 } else { 1.0 }
    }

    fn drop(&self, letters: &[char], at: usize) -> f32 {
        let doubled = (at > 0 && letters[at - 1] == letters[at]) || letters.get(at + 1) == Some(&letters[at]);
        if doubled { 0.4 } else { 0.9 }
    }

    fn swap(&self) -> Option<f32> {
        Some(0.7)
    }
}

/// How many slips a word of so many letters may have: words that short are soon another word.
pub const fn slips_allowed(letters: usize) -> f32 {
    match letters {
        0..=2 => 0.0,
        3 => 0.5,
        4 => 0.9,
        5..=6 => 1.3,
        7..=8 => 2.0,
        _ => 2.6,
    }
}

/// The first letter is seldom wrong, and other words differ in it: "beer" is not "deer".
const FIRST_LETTER: f32 = 0.5;

/// How alike two words are, 0 to 1; 0 when they are different words.
#[expect(clippy::cast_precision_loss, reason = "letters of a word")]
pub fn alike(one: &[char], other: &[char]) -> f32 {
    let shorter = one.len().min(other.len());
    let allowed = slips_allowed(shorter);
    let first = if one.first() == other.first() { 0.0 } else { FIRST_LETTER };
    let slips = distance(one, other, &Slips, allowed) + first;
    if slips > allowed {
        return 0.0;
    }
    1.0 - 0.9 * slips / shorter.max(1) as f32
}

/// What letters a word has, twice if they are there twice: a slip changes at most two bits.
pub fn signature(letters: impl Iterator<Item = char>) -> u64 {
    let mut bits = 0_u64;
    for letter in letters {
        let bit = 1 << (u32::from(letter) % 32);
        bits |= if bits & bit == 0 { bit } else { bit << 32 };
    }
    bits
}

/// Whether two letters lie beside each other on the keyboard.
fn are_neighbours(one: char, other: char) -> bool {
    const ROWS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
    ROWS.iter()
        .any(|row| matches!((row.find(one), row.find(other)), (Some(one), Some(other)) if one.abs_diff(other) == 1))
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(one: &str, other: &str) -> f32 {
        alike(&one.chars().collect::<Vec<_>>(), &other.chars().collect::<Vec<_>>())
    }

    #[test]
    fn a_slip_is_forgiven_in_a_long_word_and_not_in_a_short_one() {
        assert!(likeness("detergant", "detergent") > 0.9);
        assert!(likeness("shmapoo", "shampoo") > 0.85);
        assert!(likeness("deer", "beer") < f32::EPSILON);
        assert!(likeness("tofu", "tifa") < f32::EPSILON);
        assert!(likeness("papaya", "paprika") < f32::EPSILON);
        assert!((likeness("milk", "milk") - 1.0).abs() < f32::EPSILON);
    }
}
