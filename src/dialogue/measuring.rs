//! Buying by measure: which pack is meant by "half a kilo", and how many of it.

use super::command::{Goal, Named, Wish};
use super::message::Message;
use super::question::Question;
use super::state::{Choosing, Confirming, Goods, Missing, Purchase, State};
use super::{Action, Dialogue};
use crate::commerce::catalogue::Product;
use crate::commerce::catalogue::size::{Size, Unit};
use crate::understanding::slots::measure::Measure;

/// So much less or more is the same, in thousandths: a pound is 453.592 g and stands on packs as 454 g.
const SAME: u128 = 2;

/// How many packs a measure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packs {
    /// It comes out even.
    Even(u64),
    /// So many are the fewest that are at least as much, and hold so many thousandths of the unit.
    AtLeast(u64, u64),
    /// Something else is in a pack, or nobody says how much.
    Unknown,
}

/// A number of packs that is offered instead of a measure that they do not come in.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rounded {
    pub product: Product,
    pub packs: u32,
    /// What that is altogether, in words.
    pub whole: String,
    pub goal: Goal,
    /// What was read back, where this is another number of something in it.
    pub changes: Option<Purchase>,
}

/// How many packs of a product a measure is.
pub(super) fn packs(product: &Product, measure: Measure) -> Packs {
    let Some(pack) = holds(product, measure.unit) else { return Packs::Unknown };
    let whole = measure.whole();
    let nearest = whole.saturating_add(pack / 2) / pack;
    if nearest > 0 && is_same(nearest.saturating_mul(pack), whole, measure.unit) {
        return Packs::Even(nearest);
    }
    let fewest = whole.div_ceil(pack);
    Packs::AtLeast(fewest, fewest.saturating_mul(pack))
}

/// Whether a pack is of this size.
pub(super) fn is_pack_of(product: &Product, measure: Measure) -> bool {
    holds(product, measure.unit).is_some_and(|pack| is_same(pack, measure.thousandths, measure.unit))
}

fn holds(product: &Product, unit: Unit) -> Option<u64> {
    Size::read(&product.size)?.holds(unit)
}

fn is_same(one: u64, other: u64, unit: Unit) -> bool {
    let away = u128::from(one.abs_diff(other)) * 1000;
    away <= if unit == Unit::Piece { 0 } else { u128::from(other) * SAME }
}

/// How well a product comes in a measure, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    PackOfThatSize,
    EvenPacks,
    SameKind,
    Other,
}

fn fit(product: &Product, measure: Measure) -> Fit {
    match packs(product, measure) {
        _ if is_pack_of(product, measure) => Fit::PackOfThatSize,
        Packs::Even(_) => Fit::EvenPacks,
        Packs::AtLeast(..) => Fit::SameKind,
        Packs::Unknown => Fit::Other,
    }
}

impl Dialogue {
    /// Takes the only candidate that comes in packs of that size, or offers those that come in that measure first.
    pub(super) fn pick_by_measure(
        &mut self,
        mut candidates: Vec<Product>,
        measure: Measure,
        wish: Wish,
    ) -> Vec<Action> {
        candidates.sort_by_key(|product| fit(product, measure));
        let best = candidates.first().map(|product| fit(product, measure));
        let as_good = candidates.iter().take_while(|product| Some(fit(product, measure)) == best).count();
        match best {
            Some(Fit::PackOfThatSize) if as_good == 1 => self.take(candidates.swap_remove(0), &wish),
            Some(Fit::PackOfThatSize | Fit::EvenPacks) => self.offer_first(candidates, as_good, wish),
            _ => self.offer_of(candidates, wish),
        }
    }

    /// Takes so much of a product that is known, or asks how many packs that is to be.
    pub(super) fn take_measured(&mut self, product: Product, measure: Measure, goal: Goal) -> Vec<Action> {
        match packs(&product, measure) {
            Packs::Even(packs) if self.too_many(packs).is_none() => {
                let quantity = i64::try_from(packs).ok();
                self.take(product, &Wish { quantity, goal, ..Wish::default() })
            }
            Packs::AtLeast(packs, whole) if self.too_many(packs).is_none() => {
                self.ask_rounded(product, (packs, whole, measure.unit), goal, None)
            }
            Packs::Even(packs) | Packs::AtLeast(packs, _) => {
                let told = [self.size_of(&product)].into_iter().chain(self.too_many(packs));
                self.ask_pack_count(told, product, goal)
            }
            Packs::Unknown => self.ask_pack_count([self.size_of(&product)], product, goal),
        }
    }

    fn ask_pack_count(&mut self, told: impl IntoIterator<Item = Message>, product: Product, goal: Goal) -> Vec<Action> {
        let wish = Wish { product: Some(Named::exactly(product)), goal, ..Wish::default() };
        self.say(told.into_iter().chain([Message::AskPackCount]), State::Asking(wish, Missing::Quantity))
    }

    fn ask_rounded(
        &mut self,
        product: Product,
        (packs, whole, unit): (u64, u64, Unit),
        goal: Goal,
        changes: Option<Purchase>,
    ) -> Vec<Action> {
        let size = self.size_of(&product);
        let packs = u32::try_from(packs).unwrap_or(u32::MAX);
        let rounded = Rounded { product, packs, whole: self.much(whole, unit), goal, changes };
        let question = Message::AskPacks { packs, whole: rounded.whole.clone() };
        self.say([size, question], State::Asked(Question::Packs(rounded)))
    }

    /// So many packs it is.
    pub(super) fn packs_agreed(&mut self, rounded: Rounded, packs: i64) -> Vec<Action> {
        if let Some(wrong) = self.wrong_quantity(packs) {
            return self.again([wrong]);
        }
        match rounded.changes {
            Some(purchase) => self.with_number(purchase, &rounded.product, packs),
            None => {
                let (quantity, goal) = (Some(packs), rounded.goal);
                self.take(rounded.product, &Wish { quantity, goal, ..Wish::default() })
            }
        }
    }

    /// Another measure than the one that does not come out even.
    pub(super) fn measured_again(&mut self, rounded: Rounded, measure: Measure) -> Vec<Action> {
        match rounded.changes {
            Some(purchase) => self.another_measure(purchase, &rounded.product, measure),
            None => self.take_measured(rounded.product, measure, rounded.goal),
        }
    }

    /// So much of one of the goods instead of the number that was read back.
    pub(super) fn another_measure(&mut self, purchase: Purchase, product: &Product, measure: Measure) -> Vec<Action> {
        if let Some(other) = self.in_packs_of(product, measure) {
            self.cart = purchase.goods;
            self.cart.retain(|goods| goods.product.sku != product.sku);
            let measure = Some(measure);
            return self.take(other, &Wish { measure, ..Wish::default() });
        }
        match packs(product, measure) {
            Packs::Even(packs) if self.too_many(packs).is_none() => {
                self.with_number(purchase, product, i64::try_from(packs).unwrap_or(i64::MAX))
            }
            Packs::AtLeast(packs, whole) if self.too_many(packs).is_none() => {
                self.ask_rounded(product.clone(), (packs, whole, measure.unit), Goal::Order, Some(purchase))
            }
            Packs::Even(packs) | Packs::AtLeast(packs, _) => {
                let told = [self.size_of(product)].into_iter().chain(self.too_many(packs));
                self.again(told)
            }
            Packs::Unknown => self.again([self.size_of(product)]),
        }
    }

    /// So much more of one of the goods that were read back.
    pub(super) fn more_of_it(&mut self, confirming: Confirming, goods: &Goods, measure: Measure) -> Vec<Action> {
        match packs(&goods.product, measure) {
            Packs::Even(packs) => {
                let quantity = i64::try_from(packs).unwrap_or(i64::MAX).saturating_add(goods.quantity.into());
                if let Some(wrong) = self.wrong_quantity(quantity) {
                    return self.again([wrong]);
                }
                self.with_number(confirming.purchase, &goods.product, quantity)
            }
            Packs::AtLeast(..) | Packs::Unknown => self.again([self.size_of(&goods.product)]),
        }
    }

    /// "The 500 gram one" is a pack of that size; where there is none it is how much is wanted.
    pub(super) fn choose_by_measure(&mut self, mut choosing: Choosing, measure: Measure) -> Vec<Action> {
        if measure.count > 1 {
            choosing.wish.quantity = None;
            choosing.wish.measure = Some(measure);
        }
        let all = choosing.offered.iter().chain(&choosing.rest);
        let mut fitting: Vec<Product> = all.filter(|product| is_pack_of(product, measure)).cloned().collect();
        match fitting.len() {
            0 => {
                choosing.wish.quantity = None;
                choosing.wish.measure = Some(measure);
                self.state = State::Choosing(choosing);
                self.again([Message::AllRight])
            }
            1 => self.take(fitting.remove(0), &choosing.wish),
            _ => self.offer_of(fitting, choosing.wish),
        }
    }

    /// So much of what just went into the cart.
    pub(super) fn measure_in_cart(&mut self, measure: Measure) -> Option<Vec<Action>> {
        let topic = self.topic.clone().filter(|_| self.gathering)?;
        let in_cart = self.cart.iter().any(|goods| goods.product.sku == topic.sku);
        let Packs::Even(packs) = packs(&topic, measure) else { return None };
        let quantity = u32::try_from(packs).ok().filter(|_| in_cart && self.too_many(packs).is_none())?;
        self.change_in_cart(&topic, quantity);
        let items = self.goods_in_words(&self.cart);
        let actions = self.say([Message::CartHoldsUnpriced { items }, Message::AnythingElse], State::Open);
        self.gathering = true;
        Some(actions)
    }

    /// The same product in packs of that size, where it is not in one already.
    fn in_packs_of(&self, product: &Product, measure: Measure) -> Option<Product> {
        let same = |other: &&Product| other.name == product.name && other.brand == product.brand && other.stock > 0;
        let mut fitting = self.products.iter().filter(same).filter(|other| is_pack_of(other, measure));
        fitting.next().filter(|_| !is_pack_of(product, measure)).cloned()
    }

    fn too_many(&self, packs: u64) -> Option<Message> {
        self.wrong_quantity(i64::try_from(packs).unwrap_or(i64::MAX))
    }

    fn size_of(&self, product: &Product) -> Message {
        let (size, product) = (product.size.clone(), product.name.clone());
        match Size::read(&size) {
            Some(_) => Message::HasSize { product, size },
            None => Message::SizeUnknown { product },
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::commerce::catalogue::Sku;
    use crate::commerce::money::{Currency, Money};

    fn pack(size: &str) -> Product {
        let product = Product::new(Sku("A".to_owned()), "rice".to_owned(), Money::new(100, Currency::EUR));
        Product { size: size.to_owned(), ..product }
    }

    const fn grams(count: u32, grams: u64) -> Measure {
        Measure { count, thousandths: grams * 1000, unit: Unit::Gram }
    }

    #[test]
    fn packs_add_up_or_are_at_least_as_much() {
        assert_eq!(packs(&pack("500 g"), grams(1, 1000)), Packs::Even(2));
        assert_eq!(packs(&pack("1 kg"), grams(2, 500)), Packs::Even(1));
        assert_eq!(packs(&pack("400 g"), grams(1, 1000)), Packs::AtLeast(3, 1_200_000));
        assert_eq!(packs(&pack("1 kg"), grams(1, 1)), Packs::AtLeast(1, 1_000_000));
        assert_eq!(packs(&pack("12 pieces"), grams(1, 500)), Packs::Unknown);
        assert_eq!(packs(&pack(""), grams(1, 500)), Packs::Unknown);
        let pound = Measure { count: 1, thousandths: 453_592, unit: Unit::Gram };
        assert_eq!(packs(&pack("454 g"), pound), Packs::Even(1));
        let six_packs = Measure { count: 2, thousandths: 6_000, unit: Unit::Piece };
        assert_eq!(packs(&pack("6 x 330 ml"), six_packs), Packs::Even(2));
        assert!(is_pack_of(&pack("6 cans"), six_packs));
        assert_eq!(packs(&pack("5 cans"), six_packs), Packs::AtLeast(3, 15_000));
    }

    proptest! {
        #[test]
        fn no_fewer_packs_are_offered_than_are_wanted(
            size in 1..5_000_000_u64,
            count in 1..=u32::MAX,
            thousandths in 1..=u64::MAX / 8,
        ) {
            let measure = Measure { count, thousandths, unit: Unit::Gram };
            match packs(&pack(&format!("{size} g")), measure) {
                Packs::AtLeast(packs, whole) => {
                    prop_assert!(packs > 0 && whole >= measure.whole());
                    prop_assert!((packs - 1).saturating_mul(size * 1000) < measure.whole());
                }
                Packs::Even(packs) => prop_assert!(packs > 0),
                Packs::Unknown => prop_assert!(false, "grams are in there"),
            }
        }
    }
}
