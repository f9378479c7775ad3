//! Where a golden conversation is played: a dialogue, the sample shop, a journal, and a clock that the script moves.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, OnceLock};

use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use orderly::commerce::Storefront;
use orderly::commerce::cart::{LineItem, PurchaseId, Quote};
use orderly::commerce::catalogue::{Product, Sku};
use orderly::commerce::checkout::{self, CheckoutError};
use orderly::commerce::local::LocalShop;
use orderly::commerce::money::{Currency, Money};
use orderly::commerce::order::{Order, OrderId};
use orderly::commerce::updates;
use orderly::config::{DialogueConfig, RecognitionConfig};
use orderly::dialogue::household::Household;
use orderly::dialogue::manner::Manner;
use orderly::dialogue::person::HandedOver;
use orderly::dialogue::reply::Replies;
use orderly::dialogue::{
    Action, Dialogue, DialogueSettings, Input, OrderNews, PersonRequest, Priced, ShopAnswer, ShopRequest,
};
use orderly::event::SiteId;
use orderly::expecting::Expecting;
use orderly::handover::{Accepted, Reachable};
use orderly::journal::Journal;
use orderly::journal::sqlite::SqliteJournal;
use orderly::language::ByLanguage;
use orderly::permission::{Code, PinVault, Rules};
use orderly::speech_to_text::Hypothesis;
use orderly::understanding::{History, IntentFolder, Meaning, Understanding};

use super::shop::Shop;

pub struct Stage {
    language: &'static str,
    /// Where it is played now, and what was said at other sites.
    site: String,
    dialogue: Dialogue,
    others: BTreeMap<String, Dialogue>,
    understanding: Arc<Understanding>,
    shop: Shop,
    journal: SqliteJournal,
    _folder: tempfile::TempDir,
    now: Timestamp,
    /// Orders from then on count as today's.
    midnight: Timestamp,
    vault: PinVault,
    rules: Arc<Rules>,
    /// Orders whose news was heard.
    told: BTreeSet<OrderId>,
    /// Whether people can be reached.
    people: bool,
    /// How the loudspeaker speaks, if there is one.
    manner: Option<Manner>,
    /// What was kept of what is gathered.
    household: Household,
    /// The last reply, until it was reported as heard or not.
    unreported: Option<u64>,
    /// Whether the shop takes its time, and what it was asked meanwhile.
    slow: bool,
    held: VecDeque<ShopRequest>,
}

/// Languages in which the household is answered besides that of the conversation, which is the only one that is understood.
const OTHERS: [&str; 2] = ["fr", "nl"];

fn dialogue(language: &str, now: Timestamp, rules: Arc<Rules>) -> Dialogue {
    // It is about noon, so that today stays today.
    let seconds = now.as_second().rem_euclid(86_400);
    let time_zone = TimeZone::fixed(Offset::from_seconds(i32::try_from(43_200 - seconds).unwrap()).unwrap());
    let settings =
        DialogueSettings { person: true, rules, ..DialogueSettings::new(&DialogueConfig::default(), time_zone) };
    let replies = ByLanguage::try_each(language, &OTHERS.map(str::to_owned), Replies::built_in).unwrap();
    Dialogue::new(settings, replies).at(&SiteId("kitchen".to_owned()))
}

fn understanding(language: &str, shop: &LocalShop) -> Understanding {
    let folder = IntentFolder::built_in(language).unwrap();
    Understanding::new(&folder, language, &shop.catalogue().unwrap(), &["hey orderly"], None).unwrap()
}

/// Compiled once a language: most conversations leave the catalogue as it is.
fn of_the_sample(language: &'static str, shop: &LocalShop) -> Arc<Understanding> {
    static ONCE: [(&str, OnceLock<Arc<Understanding>>); 5] = [
        ("en", OnceLock::new()),
        ("nl", OnceLock::new()),
        ("de", OnceLock::new()),
        ("fr", OnceLock::new()),
        ("es", OnceLock::new()),
    ];
    let (_, once) = ONCE.iter().find(|(known, _)| *known == language).expect("a language of the conversations");
    Arc::clone(once.get_or_init(|| Arc::new(understanding(language, shop))))
}

impl Stage {
    pub fn new(language: &'static str) -> Self {
        let now = Timestamp::now();
        let folder = tempfile::tempdir().unwrap();
        let mut local = LocalShop::open(folder.path()).unwrap();
        local.import_sample(now).unwrap();
        let understanding = of_the_sample(language, &local);
        let mut dialogue = dialogue(language, now, Arc::default());
        dialogue.know(understanding.products());
        Self {
            language,
            site: "kitchen".to_owned(),
            dialogue,
            others: BTreeMap::new(),
            understanding,
            shop: Shop { local, reachable: true },
            journal: SqliteJournal::open(folder.path()).unwrap(),
            vault: PinVault::of(folder.path()),
            _folder: folder,
            now,
            midnight: now,
            rules: Arc::default(),
            told: BTreeSet::new(),
            people: true,
            manner: Some(Manner::default()),
            household: Household::default(),
            unreported: None,
            slow: false,
            held: VecDeque::new(),
        }
    }

    /// The daemon starts, with what it kept.
    fn begin(&mut self) {
        self.dialogue = dialogue(self.language, self.now, Arc::clone(&self.rules));
        self.dialogue.know(self.understanding.products());
        self.dialogue.take_over(self.household.clone());
    }

    /// Goes on at another site of the household.
    fn go_to(&mut self, site: &str) {
        let (old, from) = (self.dialogue.clone(), std::mem::replace(&mut self.site, site.to_owned()));
        self.others.insert(from, old);
        match self.others.remove(site) {
            Some(dialogue) => self.dialogue = dialogue,
            None => self.begin(),
        }
    }

    /// A shopper says something. Returns what is answered.
    pub fn hear(&mut self, words: &str) -> Vec<String> {
        self.understand(&[Hypothesis::new(words, 1.0)])
    }

    /// The same as a recogniser guesses at it: `0.45 two oat milks | 0.40 two goat milks`.
    pub fn guess(&mut self, guesses: &str) -> Vec<String> {
        let hypothesis = |guess: &str| {
            let (confidence, text) = guess.split_once(' ').expect("how sure, and the words");
            Hypothesis::new(text, confidence.parse().unwrap())
        };
        self.understand(&guesses.split(" | ").map(hypothesis).collect::<Vec<_>>())
    }

    fn understand(&mut self, hypotheses: &[Hypothesis]) -> Vec<String> {
        self.deliver();
        let words = &hypotheses[0].text;
        self.dialogue.note_words(words, self.now);
        self.dialogue.speaks(self.manner);
        let least = RecognitionConfig::default().minimum_confidence;
        // The words come behind the wake phrase, or by key.
        let expecting = self.dialogue.expecting_first(self.now);
        if let (Expecting::Code, Some(code)) = (expecting, Code::heard(self.language, words)) {
            return self.handle(Input::CodeHeard(code));
        }
        self.handle(match self.understanding.judge(hypotheses, expecting).at_least(least, expecting).meaning {
            Meaning::Wishes(wishes) => Input::Understood(wishes),
            Meaning::NoMatch { .. } => Input::NoMatch,
        })
    }

    /// Something else happens.
    pub fn direct(&mut self, directive: &str) -> Vec<String> {
        let words: Vec<&str> = directive.split(' ').collect();
        match words.as_slice() {
            ["heard"] => {
                let number = self.unreported.take().expect("nothing was said that could be heard");
                return self.handle(Input::Delivered(number));
            }
            ["not", "heard"] => {
                let number = self.unreported.take().expect("nothing was said that could not be heard");
                return self.handle(Input::Undelivered(number));
            }
            ["at", "once"] => {
                self.unreported = None;
                return Vec::new();
            }
            _ => self.deliver(),
        }
        match words.as_slice() {
            ["woken"] => return self.handle(Input::Woken),
            ["silence"] => return self.handle(Input::NoInput),
            ["noise"] => return self.handle(Input::NoMatch),
            ["wait", time] | ["clock", "back", time] => {
                let length: SignedDuration = time.parse().unwrap();
                self.now += if words[0] == "wait" { length } else { -length };
                return self.handle(Input::Tick);
            }
            ["later", time] => self.now += time.parse::<SignedDuration>().unwrap(),
            ["price", "of", sku, "becomes", price] => self.change(sku, |product| {
                product.price = Money::parse(price, product.price.currency).unwrap();
            }),
            ["stock", "of", sku, "becomes", stock] => {
                self.change(sku, |product| product.stock = stock.parse().unwrap())
            }
            ["order", id, "is", status] => {
                let advanced = self.shop.local.advance(&OrderId((*id).to_owned()), status.parse().unwrap(), self.now);
                return advanced.err().map(|error| format!("(no such order: {error})")).into_iter().collect();
            }
            ["nobody", "ordered", "before"] => {
                let mut local = LocalShop::open_in_memory().unwrap();
                local.import(&LocalShop::sample_products().unwrap()).unwrap();
                self.shop.local = local;
            }
            ["shop", "unreachable"] => self.shop.reachable = false,
            ["shop", "reachable"] => self.shop.reachable = true,
            ["the", "code", "is", digits] => self.vault.set(&digits.parse().unwrap()).unwrap(),
            ["another", "site"] => self.begin(),
            ["in", "the", site] => self.go_to(site),
            ["on", "the", channel] => self.dialogue.comes_from(channel, None),
            [speaker, "speaks"] => self.dialogue.comes_from("voice", Some(speaker)),
            ["permission", rules @ ..] => {
                let rules = toml::from_str(&rules.join(" ").replace("; ", "\n")).unwrap();
                self.rules = Arc::new(Rules::read(&rules).unwrap());
                self.begin();
            }
            ["no", "loudspeaker"] => self.manner = None,
            ["nobody", "at", "the", "desk"] => self.people = false,
            ["news", "of", id] => {
                let order = self.shop.local.order(&OrderId((*id).to_owned())).unwrap().unwrap();
                let news = updates::unheard(&[(order.id.clone(), order.history.len() - 1)].into(), &[order]);
                return self.handle(Input::Updates(news));
            }
            ["it", "is", "time"] => return self.handle(Input::Remind),
            [sku, "was", "bought", "every", days, "days"] => {
                let days: i64 = days.parse().unwrap();
                self.dialogue.remember(habit_of(sku, days, self.now));
            }
            ["shop", "slow"] => self.slow = true,
            ["shop", "answers"] => {
                self.slow = false;
                let held = std::mem::take(&mut self.held);
                return held.into_iter().flat_map(|request| self.ask(request)).collect();
            }
            ["restart"] => {
                self.begin();
                let news = checkout::recover(&self.shop, &mut self.journal).unwrap().news;
                return news.into_iter().flat_map(|(_site, news, _key)| self.handle(Input::News(news))).collect();
            }
            _ => panic!("nobody knows what to do for `* {directive}`"),
        }
        Vec::new()
    }

    fn change(&mut self, sku: &str, change: impl FnOnce(&mut Product)) {
        let mut products = self.shop.local.catalogue().unwrap().products;
        change(products.iter_mut().find(|product| product.sku.0 == sku).expect("a SKU of the sample shop"));
        self.shop.local.import(&products).unwrap();
        self.understanding = Arc::new(understanding(self.language, &self.shop.local));
        self.dialogue.know(self.understanding.products());
    }

    fn deliver(&mut self) {
        if let Some(number) = self.unreported.take() {
            let said = self.handle(Input::Delivered(number));
            assert!(said.is_empty(), "a reply that was heard is no reason to speak: {said:?}");
        }
    }

    fn handle(&mut self, input: Input) -> Vec<String> {
        let mut said = Vec::new();
        for action in self.dialogue.handle(input, self.now) {
            match action {
                Action::Say(reply) => {
                    self.unreported = Some(reply.number);
                    said.push(reply.text);
                }
                Action::Adjust(manner) => {
                    self.manner = Some(manner);
                    said.push(format!("(loudness {:+}, pace {:+})", manner.volume, manner.pace));
                }
                Action::Ask(request) if self.slow => self.held.push_back(request),
                Action::Ask(request) => said.extend(self.ask(request)),
                Action::Told(news) => self.told(&news),
                Action::ToldUpdate(update) => drop(self.told.insert(update.order)),
                Action::Keep(household) => {
                    self.others.values_mut().for_each(|other| other.take_over(household.clone()));
                    self.household = household;
                }
                Action::Forget(person) => {
                    self.journal.forget(self.now, self.now).unwrap();
                    said.push(person.map_or_else(|| "(forgets everybody)".to_owned(), |it| format!("(forgets {it})")));
                }
                Action::HandOver(request) => said.extend(self.hand_over(request)),
                Action::CheckCode(code) => {
                    let answer = self.vault.check(&code, self.now).ok();
                    said.extend(self.handle(Input::CodeChecked(answer)));
                }
            }
        }
        said
    }

    /// People who call back, or nobody.
    fn hand_over(&mut self, request: PersonRequest) -> Vec<String> {
        let mut said = vec![format!("({:?}{})", request.why, if request.consent { ", with the words" } else { "" })];
        let outcome = match self.people {
            true => HandedOver::Accepted(Accepted { reference: None, reachable: Reachable::CallBack }),
            false => HandedOver::Kept,
        };
        said.extend(self.handle(Input::HandedOver(outcome)));
        said
    }

    fn told(&mut self, news: &OrderNews) {
        let (OrderNews::Placed { quote, .. } | OrderNews::NotPlaced { quote }) = news;
        for attempt in self.journal.unfinished().unwrap().into_iter().filter(|attempt| attempt.quote == *quote) {
            self.journal.mark_told(&attempt.key).unwrap();
        }
    }

    fn ask(&mut self, request: ShopRequest) -> Vec<String> {
        let answer = match request {
            ShopRequest::Orders => ShopAnswer::Orders(self.shop.orders(20)),
            ShopRequest::Quote(cart) => ShopAnswer::Quote(self.shop.quote(&cart).map(|quote| {
                Priced::of(quote, PurchaseId::generate(), &self.shop.orders(20).unwrap_or_default(), self.midnight)
            })),
            ShopRequest::Cancel(id) => ShopAnswer::Cancelled(self.shop.cancel(&id)),
            ShopRequest::TakeBack(request) => ShopAnswer::TakenBack(self.shop.take_back(&request)),
            ShopRequest::Place { quote, purchase } => {
                let site = SiteId("kitchen".to_owned());
                match checkout::place(&mut self.shop, &mut self.journal, &site, &purchase, &quote, self.now) {
                    Ok(placement) => ShopAnswer::Placed(Ok(placement.order)),
                    Err(CheckoutError::Unknown { error, .. }) => ShopAnswer::Placed(Err(error)),
                    Err(CheckoutError::AlreadyOrdered { order: Some(order), .. }) => ShopAnswer::Placed(Ok(*order)),
                    Err(CheckoutError::Refused { error, .. }) if !error.outcome_unknown() => {
                        ShopAnswer::Placed(Err(error))
                    }
                    Err(CheckoutError::Refused { .. } | CheckoutError::Journal { .. }) => {
                        return self.handle(Input::News(OrderNews::NotPlaced { quote }));
                    }
                    Err(error) => panic!("{error}"),
                }
            }
        };
        self.handle(Input::Shop(answer))
    }
}

/// Four orders of something, so many days apart, the last as long ago.
fn habit_of(sku: &str, days: i64, now: Timestamp) -> History {
    let line = |at: Timestamp| {
        let price = Money::new(100, Currency::EUR);
        let sku = Sku(sku.to_owned());
        let line = LineItem { sku, title: String::new(), quantity: 2, unit_price: price, total: price, tax_rate: None };
        Order::placed(OrderId(at.to_string()), Quote::new(vec![line], price, price), at)
    };
    let orders: Vec<Order> = (1..5).map(|ago| line(now - SignedDuration::from_hours(24 * days * ago))).collect();
    History::of(&orders, now.to_zoned(TimeZone::UTC).date())
}
