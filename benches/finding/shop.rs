//! Catalogues of any size: brands, kinds of goods, what is special about them, sizes.

use orderly::commerce::catalogue::{Catalogue, Product, Sku};
use orderly::commerce::money::{Currency, Money};

use super::variants::Dice;

const KINDS: [&str; 60] = [
    "coffee beans",
    "ground coffee",
    "green tea",
    "black tea",
    "oat milk",
    "whole milk",
    "yogurt",
    "butter",
    "cheese",
    "bread",
    "rolls",
    "muesli",
    "honey",
    "jam",
    "spaghetti",
    "rice",
    "flour",
    "sugar",
    "chocolate",
    "cookies",
    "chips",
    "nuts",
    "juice",
    "water",
    "lemonade",
    "beer",
    "wine",
    "ketchup",
    "mustard",
    "olive oil",
    "vinegar",
    "soup",
    "tomato sauce",
    "beans",
    "peas",
    "corn",
    "tuna",
    "pizza",
    "ice cream",
    "fish sticks",
    "dishwasher tablets",
    "dish soap",
    "laundry detergent",
    "fabric softener",
    "glass cleaner",
    "toilet paper",
    "paper towels",
    "trash bags",
    "light bulbs",
    "batteries",
    "shampoo",
    "shower gel",
    "toothpaste",
    "hand cream",
    "razor blades",
    "diapers",
    "baby wipes",
    "cat food",
    "dog food",
    "bird seed",
];
const SPECIAL: [&str; 40] = [
    "organic",
    "light",
    "classic",
    "fresh",
    "strong",
    "mild",
    "sensitive",
    "extra",
    "sugar free",
    "gluten free",
    "vanilla",
    "lemon",
    "strawberry",
    "salted",
    "smoked",
    "spicy",
    "dark",
    "white",
    "red",
    "golden",
    "frozen",
    "dried",
    "sliced",
    "whole grain",
    "family",
    "premium",
    "natural",
    "crunchy",
    "creamy",
    "lavender",
    "eucalyptus",
    "rose",
    "apple",
    "peach",
    "ginger",
    "honey",
    "roasted",
    "traditional",
    "farmhouse",
    "mountain",
];
const SIZES: [&str; 12] = [
    "500 g",
    "1 kg",
    "250 g",
    "1 liter",
    "500 ml",
    "6 pieces",
    "12 pieces",
    "40 pieces",
    "2 kg",
    "750 ml",
    "8 rolls",
    "1.5 liters",
];
const SYLLABLES: [&str; 30] = [
    "ba", "lo", "mi", "ven", "tor", "sa", "ne", "ra", "qui", "del", "fo", "gri", "han", "jo", "kel", "pa", "ru", "sti",
    "ta", "vo", "zan", "cle", "dri", "mon", "pe", "lin", "car", "ber", "wes", "nor",
];

/// Names like those of brands and product lines.
fn invented(dice: &mut Dice) -> String {
    (0..2 + dice.below(2)).map(|_| SYLLABLES[dice.below(SYLLABLES.len())]).collect()
}

/// So many products: about one in thirty has a brand of its own, every fifth a word that hardly another one has.
pub fn catalogue(count: usize) -> Catalogue {
    let mut dice = Dice(20_261_122);
    let brands: Vec<String> = (0..1 + count / 30).map(|_| invented(&mut dice)).collect();
    let product = |number: usize| {
        let kind = KINDS[dice.below(KINDS.len())];
        let special = SPECIAL[dice.below(SPECIAL.len())];
        let line = if number.is_multiple_of(5) { format!("{} ", invented(&mut dice)) } else { String::new() };
        let synonyms = vec![format!("{kind} {special}"), format!("{line}{kind}")];
        Product {
            brand: brands[dice.below(brands.len())].clone(),
            size: SIZES[dice.below(SIZES.len())].to_owned(),
            category: KINDS[dice.below(8)].to_owned(),
            synonyms,
            stock: 10,
            ..Product::new(
                Sku(format!("P{number:06}")),
                format!("{line}{special} {kind}"),
                Money::new(199, Currency::EUR),
            )
        }
    };
    Catalogue { revision: 1, products: (0..count).map(product).collect() }
}
