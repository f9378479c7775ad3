//! How alike two words sound, as recognisers confuse them: `t` with `d` and `i` with `e` sooner than `t` with `m`; a
//! schwa is lost without a trace.

use std::sync::LazyLock;

use super::distance::{Costs, distance};

/// A sound in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phone {
    /// Its number in [`SOUNDS`].
    sound: u8,
    /// How much of the word is lost with it, in hundredths.
    weight: u8,
}

/// Where and how a sound is made.
#[derive(Clone, Copy)]
enum Sound {
    /// Height (0 close to 3 open), backness (0 to 2), rounded.
    Vowel(f32, f32, bool),
    /// Place (0 lips to 7 glottis), manner, voiced.
    Consonant(f32, Manner, bool),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    Stop,
    Affricate,
    Fricative,
    Nasal,
    Lateral,
    Rhotic,
    Glide,
}

use Manner::{Affricate, Fricative, Glide, Lateral, Nasal, Rhotic, Stop};
use Sound::{Consonant, Vowel};

/// The International Phonetic Alphabet as espeak-ng writes it (<https://www.internationalphoneticassociation.org>).
const SOUNDS: [(&str, Sound); 66] = [
    ("ə", Vowel(1.5, 1.0, false)),
    ("i", Vowel(0.0, 0.0, false)),
    ("y", Vowel(0.0, 0.0, true)),
    ("ɨ", Vowel(0.0, 1.0, false)),
    ("u", Vowel(0.0, 2.0, true)),
    ("ɯ", Vowel(0.0, 2.0, false)),
    ("ɪ", Vowel(0.5, 0.3, false)),
    ("ᵻ", Vowel(0.5, 0.6, false)),
    ("ʏ", Vowel(0.5, 0.3, true)),
    ("ʊ", Vowel(0.5, 1.7, true)),
    ("e", Vowel(1.0, 0.0, false)),
    ("ø", Vowel(1.0, 0.0, true)),
    ("o", Vowel(1.0, 2.0, true)),
    ("ɤ", Vowel(1.0, 2.0, false)),
    ("ɵ", Vowel(1.0, 1.0, true)),
    ("ɛ", Vowel(2.0, 0.0, false)),
    ("œ", Vowel(2.0, 0.0, true)),
    ("ʌ", Vowel(2.3, 1.5, false)),
    ("ɔ", Vowel(2.0, 2.0, true)),
    ("æ", Vowel(2.5, 0.0, false)),
    ("a", Vowel(3.0, 0.7, false)),
    ("ɐ", Vowel(2.4, 1.0, false)),
    ("ɑ", Vowel(3.0, 2.0, false)),
    ("ɒ", Vowel(2.8, 2.0, true)),
    ("ɜ", Vowel(1.7, 1.0, false)),
    ("p", Consonant(0.0, Stop, false)),
    ("b", Consonant(0.0, Stop, true)),
    ("t", Consonant(2.0, Stop, false)),
    ("d", Consonant(2.0, Stop, true)),
    ("ɾ", Consonant(2.0, Stop, true)),
    ("c", Consonant(4.5, Stop, false)),
    ("ɟ", Consonant(4.5, Stop, true)),
    ("k", Consonant(5.0, Stop, false)),
    ("ɡ", Consonant(5.0, Stop, true)),
    ("q", Consonant(5.5, Stop, false)),
    ("ʔ", Consonant(7.0, Stop, false)),
    ("tʃ", Consonant(3.0, Affricate, false)),
    ("dʒ", Consonant(3.0, Affricate, true)),
    ("f", Consonant(0.5, Fricative, false)),
    ("v", Consonant(0.5, Fricative, true)),
    ("β", Consonant(0.3, Fricative, true)),
    ("θ", Consonant(1.5, Fricative, false)),
    ("ð", Consonant(1.5, Fricative, true)),
    ("s", Consonant(2.0, Fricative, false)),
    ("z", Consonant(2.0, Fricative, true)),
    ("ʃ", Consonant(3.0, Fricative, false)),
    ("ʒ", Consonant(3.0, Fricative, true)),
    ("ç", Consonant(4.0, Fricative, false)),
    ("x", Consonant(5.0, Fricative, false)),
    ("ɣ", Consonant(5.0, Fricative, true)),
    ("χ", Consonant(5.5, Fricative, false)),
    ("h", Consonant(7.0, Fricative, false)),
    ("ħ", Consonant(6.5, Fricative, false)),
    ("ʕ", Consonant(6.5, Fricative, true)),
    ("m", Consonant(0.0, Nasal, true)),
    ("n", Consonant(2.0, Nasal, true)),
    ("ɲ", Consonant(4.0, Nasal, true)),
    ("ŋ", Consonant(5.0, Nasal, true)),
    ("l", Consonant(2.0, Lateral, true)),
    ("ʎ", Consonant(4.0, Lateral, true)),
    ("ɹ", Consonant(2.5, Rhotic, true)),
    ("r", Consonant(2.0, Rhotic, true)),
    ("ʁ", Consonant(5.5, Rhotic, true)),
    ("j", Consonant(4.0, Glide, true)),
    ("ɥ", Consonant(3.5, Glide, true)),
    ("w", Consonant(0.5, Glide, true)),
];

const SCHWA: u8 = 0;

/// Signs that stand for a sound of the table or two.
const SPELT: [(&str, &str); 8] =
    [("ɚ", "əɹ"), ("ɝ", "ɜɹ"), ("g", "ɡ"), ("ɫ", "l"), ("ʋ", "v"), ("ɻ", "ɹ"), ("ɽ", "r"), ("ʀ", "ʁ")];

/// What mishearings cost.
struct Mishearings {
    replace: Vec<f32>,
}

static MISHEARINGS: LazyLock<Mishearings> = LazyLock::new(|| {
    let all = || SOUNDS.iter();
    let replace = all().flat_map(|one| all().map(|other| difference(one.0 == other.0, one.1, other.1)));
    Mishearings { replace: replace.collect() }
});

impl Costs<Phone> for Mishearings {
    fn replace(&self, one: Phone, other: Phone) -> f32 {
        self.replace.get(usize::from(one.sound) * SOUNDS.len() + usize::from(other.sound)).copied().unwrap_or(1.0)
    }

    fn drop(&self, sounds: &[Phone], at: usize) -> f32 {
        f32::from(sounds[at].weight) / 100.0
    }

    fn swap(&self) -> Option<f32> {
        None
    }
}

/// How far two sounds are apart, 0 to 1.4. Voice is heard worst, then the place; vowels all resemble each other.
fn difference(same: bool, one: Sound, other: Sound) -> f32 {
    match (one, other) {
        _ if same => 0.0,
        (Vowel(height, back, round), Vowel(other_height, other_back, other_round)) => {
            let rounding = if round == other_round { 0.0 } else { 0.04 };
            (0.04 + 0.12 * (height - other_height).abs() + 0.08 * (back - other_back).abs() + rounding).min(0.4)
        }
        (Consonant(place, manner, voiced), Consonant(other_place, other_manner, other_voiced)) => {
            let moved = (place - other_place).abs();
            let place = if moved < 0.01 { 0.0 } else { (0.2 + 0.08 * moved).min(0.45) };
            let voice = if voiced == other_voiced { 0.0 } else { 0.2 };
            (manner_difference(manner, other_manner) + place + voice).min(1.0)
        }
        (Vowel(height, ..), Consonant(_, Glide, _)) | (Consonant(_, Glide, _), Vowel(height, ..)) if height < 1.0 => {
            0.3
        }
        _ => 1.4,
    }
}

fn manner_difference(one: Manner, other: Manner) -> f32 {
    match (one, other) {
        _ if one == other => 0.0,
        (Affricate, Stop | Fricative) | (Stop | Fricative, Affricate) => 0.25,
        (Lateral, Rhotic | Glide) | (Rhotic | Glide, Lateral) | (Rhotic, Glide) | (Glide, Rhotic) => 0.3,
        (Stop, Fricative) | (Fricative, Stop) => 0.4,
        _ => 0.55,
    }
}

/// How much of a word is lost with one of its sounds, in hundredths.
fn weight(sounds: &[u8], at: usize) -> u8 {
    let vowel = |at: usize| matches!(sound(sounds[at]), Some(Vowel(..)));
    let last = at + 1 == sounds.len();
    match sound(sounds[at]) {
        Some(Vowel(..)) if sounds[at] == SCHWA => 15,
        // The second half of a diphthong.
        Some(Vowel(height, ..)) if height < 0.7 && at > 0 && vowel(at - 1) => 20,
        Some(Vowel(..)) => 50,
        Some(Consonant(place, ..)) if place > 6.0 => 35,
        Some(Consonant(_, Rhotic, _)) if at > 0 && vowel(at - 1) => 30,
        Some(Consonant(_, Rhotic | Lateral, _)) => 60,
        Some(Consonant(_, Stop | Fricative, _)) if last => 55,
        _ => 90,
    }
}

fn sound(number: u8) -> Option<Sound> {
    SOUNDS.get(usize::from(number)).map(|(_, sound)| *sound)
}

/// The sounds of a word in the International Phonetic Alphabet, as espeak-ng writes it; stress and length are left out.
pub fn phones(ipa: &str) -> Vec<Phone> {
    let mut sounds = Vec::new();
    let mut rest = ipa;
    while let Some(first) = rest.chars().next() {
        if let Some((sign, spelt)) = SPELT.iter().find(|(sign, _)| rest.starts_with(sign)) {
            sounds.extend(spelt.chars().filter_map(|letter| number(letter.encode_utf8(&mut [0; 4]))));
            rest = &rest[sign.len()..];
            continue;
        }
        let two = rest.char_indices().nth(2).map_or(rest.len(), |(end, _)| end);
        if let Some(number) = number(&rest[..two]) {
            sounds.push(number);
            rest = &rest[two..];
        } else {
            sounds.extend(number(&rest[..first.len_utf8()]));
            rest = &rest[first.len_utf8()..];
        }
    }
    let phone = |(at, sound): (usize, &u8)| Phone { sound: *sound, weight: weight(&sounds, at) };
    sounds.iter().enumerate().map(phone).collect()
}

fn number(sign: &str) -> Option<u8> {
    SOUNDS.iter().position(|(known, _)| *known == sign).and_then(|at| u8::try_from(at).ok())
}

/// How much there is to hear of a word: about 0.6 a sound.
fn mass(sounds: &[Phone]) -> f32 {
    sounds.iter().map(|phone| f32::from(phone.weight)).sum::<f32>() / 100.0
}

/// How alike two words sound, 0 to 1; 0 when it is less than `least`.
pub fn alike(one: &[Phone], other: &[Phone], least: f32) -> f32 {
    let (one_mass, other_mass) = (mass(one), mass(other));
    let mass = f32::midpoint(one_mass, other_mass);
    // What is missing costs at least its weight.
    if (one_mass - other_mass).abs() > mass * (1.0 - least) + 0.7 {
        return 0.0;
    }
    let likeness = 1.0 - distance(one, other, &*MISHEARINGS, mass * (1.0 - least)) / mass.max(0.1);
    if likeness < least { 0.0 } else { likeness }
}

/// Which kinds of consonants a word has, twice if they are there twice: one that is misheard changes at most two bits.
pub fn signature(sounds: &[Phone]) -> u64 {
    let kinds = sounds.iter().filter_map(|phone| match sound(phone.sound)? {
        Consonant(place, Nasal, _) => Some(if place < 1.0 { 0 } else { 1 }),
        Consonant(_, Lateral, _) => Some(2),
        Consonant(_, Rhotic, _) => Some(3),
        Consonant(_, Affricate, _) => Some(4),
        Consonant(place, Stop, _) if place < 1.0 => Some(5),
        Consonant(place, Stop, _) if place < 4.0 => Some(6),
        Consonant(place, Stop, _) if place < 6.0 => Some(7),
        Consonant(place, Fricative, _) if place < 1.8 => Some(8),
        Consonant(place, Fricative, _) if place < 2.5 => Some(9),
        Consonant(place, Fricative, _) if place < 4.0 => Some(4),
        Consonant(place, Fricative, _) if place < 6.0 => Some(7),
        // What comes and goes unheard: glides, breath.
        _ => None,
    });
    let mut bits = 0_u64;
    for kind in kinds {
        let bit = 1 << kind;
        bits |= [bit, bit << 16, bit << 32].into_iter().find(|bit| bits & bit == 0).unwrap_or(0);
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(one: &str, other: &str) -> f32 {
        alike(&phones(one), &phones(other), 0.0)
    }

    #[test]
    fn signs_of_two_letters_are_one_sound_and_marks_are_none() {
        assert_eq!(phones("tʃˈiːz").len(), 3);
        assert_eq!(phones("tˈaʊəlz").len(), 6);
        assert!(phones("ˈ ˌ ː☃").is_empty());
    }

    #[test]
    fn what_recognisers_confuse_sounds_alike() {
        let heard = [("tˈæbləts", "tˈæblɛts"), ("tˈaʊəlz", "tˈʌlz"), ("pˈeɪpɚ", "pˈeɪbɚ"), ("flˈaʊɚ", "flˈaʊə")];
        for (one, other) in heard {
            assert!(likeness(one, other) > 0.75, "{one} {other} {}", likeness(one, other));
        }
        for (one, other) in [("ɡˈoʊld", "ɡɹˈaʊnd"), ("ɡˈoʊt", "ˈoʊt"), ("hˈɔːɹs", "kˈɔfi"), ("lˈɔːn", "ˈɔɪl")]
        {
            assert!(likeness(one, other) < 0.7, "{one} {other} {}", likeness(one, other));
        }
    }
}
