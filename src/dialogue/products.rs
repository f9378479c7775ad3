//! Questions about products, looking for them, and advice.

use super::choosing::{first_by, fits};
use super::command::{Named, Search, Sort, Wish};
use super::message::Message;
use super::state::{Choosing, Missing, State};
use super::{Action, Dialogue};
use crate::commerce::catalogue::{Product, Sku};

/// So many products are told at once.
const TOLD: usize = 3;

impl Dialogue {
    /// Offers what was looked for, with prices.
    pub(super) fn find(&mut self, search: Search) -> Vec<Action> {
        if search.product.is_none() && search.category.is_none() && search.brand.is_none() && search.price.is_none() {
            return self.say([Message::AskProduct], State::Asking(Wish::default(), Missing::Product));
        }
        let (all, found) = self.search(&search);
        match (found.is_empty(), nearest(&all, &search)) {
            (false, _) => self.show(found),
            // Something of the kind is there, only not at that price.
            (true, Some(nearest)) => {
                self.before_next_reply(&Message::NoneAtThatPrice);
                self.show(vec![nearest])
            }
            (true, None) => {
                let spoken = search.product.map(|named| named.spoken).or(search.brand).or(search.category);
                let not_sold = Message::NotSold { product: spoken.unwrap_or_default() };
                self.say([not_sold, Message::AskOther], State::Asking(Wish::default(), Missing::Product))
            }
        }
    }

    /// What is of the kind that is looked for, and what of it fits, in the order that was asked for.
    fn search(&self, search: &Search) -> (Vec<Product>, Vec<Product>) {
        let is = |wanted: &Option<String>, has: &str| {
            wanted.as_ref().is_none_or(|wanted| wanted.trim().to_lowercase() == has.trim().to_lowercase())
        };
        let pool = search.product.as_ref().map_or(self.products.as_slice(), |named| &named.candidates);
        let of_kind: Vec<Product> = pool
            .iter()
            .filter(|product| is(&search.category, &product.category) && is(&search.brand, &product.brand))
            .cloned()
            .collect();
        let mut found = of_kind.clone();
        found.retain(|product| search.price.is_none_or(|price| fits(product, &price)));
        match search.sort {
            Some(Sort::Cheapest) => found.sort_by_key(|product| product.price.minor),
            Some(Sort::Dearest) => found.sort_by_key(|product| std::cmp::Reverse(product.price.minor)),
            Some(sort) => {
                if let Some(first) = first_by(&found, sort).cloned() {
                    found.retain(|product| product.sku != first.sku);
                    found.insert(0, first);
                }
            }
            // What is in stock goes first; the finder put the likeliest in front.
            None => found.sort_by_key(|product| product.stock == 0),
        }
        (of_kind, found)
    }

    /// Tells products with their prices, and asks for one.
    pub(super) fn show(&mut self, mut offered: Vec<Product>) -> Vec<Action> {
        let rest = offered.split_off(offered.len().min(TOLD));
        let mut messages: Vec<Message> = offered.iter().map(|product| self.price(product)).collect();
        messages.push(Message::AskWhich { count: u32::try_from(offered.len()).unwrap_or(u32::MAX) });
        self.say(messages, State::Choosing(Choosing { offered, rest, wish: Wish::default() }))
    }

    /// What costs less than usual now.
    pub(super) fn deals(&mut self, search: &Search) -> Vec<Action> {
        let (_, mut found) = self.search(search);
        found.retain(|product| product.is_on_offer() && product.stock > 0);
        found.sort_by_key(|product| std::cmp::Reverse(saved_per_mille(product)));
        self.show_or(found, Message::NoDeals)
    }

    /// Advice: what goes with something, or else what of a kind others like best.
    pub(super) fn recommend(&mut self, search: Search) -> Vec<Action> {
        let (_, mut found) = self.search(&search);
        let companions = found.iter().take(TOLD).flat_map(|product| product.goes_with.clone());
        let companions: Vec<Sku> = companions.collect();
        let goes_along: Vec<Product> = companions
            .iter()
            .filter_map(|sku| self.products.iter().find(|product| product.sku == *sku && product.stock > 0))
            .filter(|product| found.iter().all(|known| known.sku != product.sku))
            .cloned()
            .collect();
        if search.product.is_some() && !goes_along.is_empty() {
            return self.show(goes_along);
        }
        found.retain(|product| product.stock > 0);
        found.sort_by(|a, b| rating(b).total_cmp(&rating(a)));
        found.truncate(2 * TOLD);
        self.show_or(found, Message::NoAdvice)
    }

    fn show_or(&mut self, products: Vec<Product>, none: Message) -> Vec<Action> {
        if products.is_empty() { self.aside([none]) } else { self.show(products) }
    }

    /// Answers from what the catalogue says, and goes on where the conversation was.
    pub(super) fn answer(&mut self, aspect: &str, named: Option<Named>) -> Vec<Action> {
        let products = named.as_ref().map_or_else(|| self.talked_about(), |named| named.candidates.clone());
        let mut answers: Vec<Message> = products.iter().take(TOLD).map(|product| self.about(product, aspect)).collect();
        if answers.is_empty() {
            answers.push(named.map_or(Message::WhichProduct, |named| Message::NotSold { product: named.spoken }));
        }
        if let [product] = products.as_slice() {
            self.topic = Some(product.clone());
        }
        self.aside(answers)
    }

    fn price(&self, product: &Product) -> Message {
        let (title, price) = (product.title(), self.money(product.price));
        match product.regular_price {
            Some(regular) if product.is_on_offer() => {
                Message::CostsLess { product: title, price, regular: self.money(regular) }
            }
            _ => Message::Costs { product: title, price },
        }
    }

    fn about(&self, product: &Product, aspect: &str) -> Message {
        let title = product.title();
        match aspect {
            "price" => self.price(product),
            "stock" if product.stock == 0 => Message::SoldOut { product: title },
            "stock" => Message::InStock { product: title },
            "size" if !product.size.is_empty() => {
                Message::HasSize { product: product.name.clone(), size: product.size.clone() }
            }
            _ => match product.about.get(aspect) {
                Some(told) => Message::About { aspect: aspect.to_owned(), product: title, told: told.clone() },
                None => Message::NotTold { product: title },
            },
        }
    }

    /// Says something without leaving the place where the conversation is.
    pub(super) fn aside(&mut self, messages: impl IntoIterator<Item = Message>) -> Vec<Action> {
        match self.state {
            State::Idle | State::Open | State::Waiting(_) => {
                self.say(messages.into_iter().chain([Message::AnythingElse]), State::Open)
            }
            _ => self.again(messages),
        }
    }

    /// The products that the open question is about.
    fn talked_about(&self) -> Vec<Product> {
        match &self.state {
            State::Choosing(choosing) => choosing.offered.clone(),
            State::Confirming(confirming) | State::Proving(confirming) => {
                confirming.purchase.goods.iter().map(|goods| goods.product.clone()).collect()
            }
            State::Asking(wish, _) => wish.product.iter().flat_map(|named| named.candidates.clone()).collect(),
            State::Idle | State::Open | State::AskingReason(_) | State::Asked(_) | State::Waiting(_) => {
                self.topic.iter().cloned().collect()
            }
        }
    }
}

/// What a deal saves, in thousandths of the usual price.
fn saved_per_mille(product: &Product) -> i64 {
    let regular = product.regular_price.map_or(product.price.minor, |regular| regular.minor);
    regular.saturating_sub(product.price.minor).saturating_mul(1000) / regular.max(1)
}

/// How others like it; the shop's own number, the first one in what it says.
fn rating(product: &Product) -> f64 {
    let told = product.about.get("rating").map_or("", String::as_str);
    told.split_whitespace().find_map(|word| word.replace(',', ".").parse().ok()).unwrap_or(0.0)
}

/// The one whose price comes nearest to what was asked for.
fn nearest(products: &[Product], search: &Search) -> Option<Product> {
    let price = search.price?;
    let away = |product: &&Product| {
        let below = price.from.map_or(0, |from| from.saturating_sub(product.price.minor).max(0));
        let above = price.to.map_or(0, |to| product.price.minor.saturating_sub(to).max(0));
        below.saturating_add(above)
    };
    products.iter().min_by_key(away).cloned()
}
