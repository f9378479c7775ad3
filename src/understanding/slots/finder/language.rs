//! What the finder knows of each language: stems, words that say nothing, how compounds are joined, where the word
//! stands that says what kind of thing something is.

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashSet;
use unicode_normalization::UnicodeNormalization;

use crate::language::primary;

/// A language, as far as the finder knows it.
#[derive(Default)]
pub struct Language {
    stemmer: Option<Stemmer>,
    /// Words that say nothing about a product: "the usual", "a bottle of". They count where they are part of its name.
    empty: FxHashSet<&'static str>,
    /// Words before what a thing is only made for, made of or comes with.
    prepositions: FxHashSet<&'static str>,
    large: FxHashSet<&'static str>,
    small: FxHashSet<&'static str>,
    /// Whether the kind of thing comes first ("lait d'avoine") rather than last ("oat milk"); such languages also elide.
    pub kind_is_first: bool,
    /// What joins the parts of a compound; empty when the language does not write words together.
    pub links: &'static [&'static str],
}

/// The words of a language, with spaces between them.
struct Words {
    empty: &'static str,
    prepositions: &'static str,
    large: &'static str,
    small: &'static str,
}

const ENGLISH: Words = Words {
    empty: "a an the of for with and in my our your some any those these that this them to usual regular same again more \
            one ones please thing things stuff kind favorite favourite always we i get pack packs packet packets carton \
            cartons bottle bottles jar jars can cans tin tins tube tubes box boxes",
    prepositions: "for with without of in size",
    large: "big bigger biggest large larger largest huge jumbo bulk",
    small: "small smaller smallest little mini",
};
const DUTCH: Words = Words {
    empty: "de het een van voor met en in mijn onze ons wat die deze dat dit gewone gebruikelijke vaste zelfde dezelfde \
            hetzelfde weer nog paar favoriete altijd graag alsjeblieft spul te om uit op bij pak pakje pakken fles flessen \
            blik blikken blikjes pot potje potten doos dozen zak zakken",
    prepositions: "voor met zonder van in maat",
    large: "grote groot grotere grootste",
    small: "kleine klein kleinere kleinste",
};
const GERMAN: Words = Words {
    empty: "der die das den dem des ein eine einen einem einer von für mit und in im mein meine meinen unser unsere \
            unseren diese diesen dieses dieser jene übliche üblichen gewohnte gewohnten gleiche gleichen wieder noch mal \
            bitte zeug immer zum zur aus paar normale normalen vom packung packungen flasche flaschen dose dosen karton \
            kartons glas gläser becher tüte tüten paket pakete kiste kisten",
    prepositions: "für mit ohne von in aus im zum größe",
    large: "groß große großen großes größere größeren größte größten",
    small: "klein kleine kleinen kleines kleinere kleineren kleinste kleinsten",
};
const FRENCH: Words = Words {
    empty: "le la les l un une des du de d pour avec et en à au aux mon ma mes notre nos ce cet cette ces habituel \
            habituelle habituels habituelles même mêmes encore plaît truc trucs toujours comme habitude s il vous te \
            quelques paquet paquets bouteille bouteilles boîte boîtes pot pots sachet sachets brique briques bocal",
    prepositions: "pour avec sans de d du des à au aux en taille",
    large: "grand grande grands grandes gros grosse",
    small: "petit petite petits petites",
};
const SPANISH: Words = Words {
    empty: "el la los las lo un una unos unas de del para con y en a al mi mis nuestro nuestra nuestros nuestras ese esa \
            esos esas este esta estos estas habitual habituales siempre mismo misma mismos mismas otra otro vez por favor \
            cosa cosas que paquete paquetes botella botellas lata latas caja cajas bote botes tarro tarros brik bolsa",
    prepositions: "para con sin de del en talla",
    large: "grande grandes gran",
    small: "pequeño pequeña pequeños pequeñas",
};

/// Which of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preference {
    /// "the big one"
    Large,
    /// "the small one"
    Small,
}

impl Language {
    /// By its code, `en` or `en-GB`. One that nobody wrote down here is found by whole words, typos and sound.
    pub fn of(code: &str) -> Self {
        let (algorithm, words, kind_is_first, links): (_, _, _, &[&str]) = match primary(code) {
            "en" => (Algorithm::English, ENGLISH, false, &[]),
            "nl" => {
                let links = &["", "s", "n", "en", "e", "er", "ten", "pen", "sen", "nen", "ken", "den"];
                (Algorithm::Dutch, DUTCH, false, links)
            }
            "de" => (Algorithm::German, GERMAN, false, &["", "s", "n", "en", "e", "er", "es"]),
            "fr" => (Algorithm::French, FRENCH, true, &[]),
            "es" => (Algorithm::Spanish, SPANISH, true, &[]),
            _ => return Self::default(),
        };
        let set = |words: &'static str| words.split(' ').collect();
        Self {
            stemmer: Some(Stemmer::create(algorithm)),
            empty: set(words.empty),
            prepositions: set(words.prepositions),
            large: set(words.large),
            small: set(words.small),
            kind_is_first,
            links,
        }
    }

    /// The words of a normal text; what is elided before an apostrophe is a word of its own ("d'avoine").
    pub fn words(&self, normal: &str) -> Vec<String> {
        let parts = |word: &str| match word.split_once('\'') {
            Some((elided, rest)) if self.kind_is_first && elided.chars().count() <= 2 && !rest.is_empty() => {
                vec![elided.to_owned(), rest.to_owned()]
            }
            _ => vec![word.to_owned()],
        };
        normal.split(' ').filter(|word| !word.is_empty()).flat_map(parts).collect()
    }

    /// The stem of a word in lower case, folded.
    pub fn stem(&self, word: &str) -> String {
        let word = word.strip_suffix("'s").unwrap_or(word);
        // The stemmers know words of a language; whatever is this long is none.
        let stem = match &self.stemmer {
            Some(stemmer) if word.len() <= 64 => stemmer.stem(word),
            _ => word.into(),
        };
        fold(&stem)
    }

    /// Whether a word says nothing about a product.
    pub fn is_empty(&self, word: &str) -> bool {
        self.empty.contains(word)
    }

    /// Whether what comes after a word only says what a thing is for, with or from.
    pub fn is_preposition(&self, word: &str) -> bool {
        self.prepositions.contains(word)
    }

    /// Whether a word asks for the large or the small one.
    pub fn preference(&self, word: &str) -> Option<Preference> {
        if self.large.contains(word) {
            Some(Preference::Large)
        } else {
            self.small.contains(word).then_some(Preference::Small)
        }
    }
}

/// A word without accents: `crème` is `creme`, `Weißwein` is `weisswein`. Only marks of European scripts are left out; in
/// others they tell words apart.
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    let plain = word.nfd().filter(|letter| !('\u{300}'..='\u{36f}').contains(letter)).nfc();
    let mut folded = String::with_capacity(word.len());
    for letter in plain {
        match letter {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            other => folded.push(other),
        }
    }
    folded
}
