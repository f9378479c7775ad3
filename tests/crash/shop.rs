//! The shop at the other end of the line. It outlives who is killed, keeps its promises, and is bad at answering.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use orderly::commerce::local::LocalShop;
use orderly::commerce::{ShopError, Storefront};

use super::chance::Chance;
use super::line::{Answer, PATIENCE, Question, Said, What};

/// How a request to place an order goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    Prompt,
    Slow,
    FailsBefore,
    FailsAfter,
    HangsUpBefore,
    HangsUpAfter,
    AnswersTwice,
    /// It takes effect when nobody waits any more.
    Late,
    Refuses,
}

impl Mood {
    pub const ALL: [Self; 9] = [
        Self::Prompt,
        Self::Slow,
        Self::FailsBefore,
        Self::FailsAfter,
        Self::HangsUpBefore,
        Self::HangsUpAfter,
        Self::AnswersTwice,
        Self::Late,
        Self::Refuses,
    ];
}

/// In which mood it is.
pub enum Moods {
    Always(Mood),
    /// Another one for each request; one lookup in eight fails.
    Changing(Chance),
}

impl Moods {
    fn next(&mut self) -> Mood {
        match self {
            Self::Always(mood) => *mood,
            Self::Changing(chance) => Mood::ALL[chance.below(9)],
        }
    }

    fn lookup_fails(&mut self) -> bool {
        match self {
            Self::Always(_) => false,
            Self::Changing(chance) => chance.below(8) == 0,
        }
    }
}

pub struct Shop {
    pub socket: PathBuf,
    counter: Arc<Counter>,
    thread: Option<JoinHandle<()>>,
}

struct Counter {
    shop: Mutex<LocalShop>,
    moods: Mutex<Moods>,
    /// Connections whose requests may still take effect, numbered as they came.
    open: Mutex<BTreeSet<u64>>,
    closed: Condvar,
    over: AtomicBool,
}

impl Shop {
    pub fn open(folder: &Path, shop: LocalShop, moods: Moods) -> Self {
        let socket = folder.join("shop");
        let listener = UnixListener::bind(&socket).unwrap();
        let counter = Arc::new(Counter {
            shop: Mutex::new(shop),
            moods: Mutex::new(moods),
            open: Mutex::default(),
            closed: Condvar::new(),
            over: AtomicBool::new(false),
        });
        let thread = std::thread::spawn({
            let counter = Arc::clone(&counter);
            move || serve(&listener, &counter)
        });
        Self { socket, counter, thread: Some(thread) }
    }

    /// What it has by now.
    pub fn look<T>(&self, look: impl FnOnce(&LocalShop) -> T) -> T {
        look(&self.counter.shop.lock().unwrap())
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        self.counter.over.store(true, Ordering::SeqCst);
        UnixStream::connect(&self.socket).expect("its folder is still there");
        self.thread.take().unwrap().join().unwrap();
    }
}

fn serve(listener: &UnixListener, counter: &Arc<Counter>) {
    for (number, stream) in (0..).zip(listener.incoming()) {
        if counter.over.load(Ordering::SeqCst) {
            return;
        }
        counter.open.lock().unwrap().insert(number);
        let (counter, stream) = (Arc::clone(counter), stream.unwrap());
        std::thread::spawn(move || {
            counter.attend(number, &stream);
            counter.open.lock().unwrap().remove(&number);
            counter.closed.notify_all();
        });
    }
}

impl Counter {
    /// Until the other side hangs up, or this one does.
    fn attend(&self, number: u64, stream: &UnixStream) {
        let mut sender = stream;
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            // A question that breaks off was asked by somebody who is dead.
            let Ok(Question { number: question, what }) = serde_json::from_str(&line) else { return };
            let answers = match what {
                What::Price(cart) => vec![Said::Price(self.shop.lock().unwrap().quote(&cart).unwrap())],
                What::Lookup(key) if self.settled_before(number) && !self.moods.lock().unwrap().lookup_fails() => {
                    let found = self.shop.lock().unwrap().order_by_key(&key).unwrap();
                    vec![found.map_or(Said::Nothing, Said::Order)]
                }
                What::Lookup(_) => vec![Said::Unavailable("ask again later".to_owned())],
                What::Place(key, quote) => {
                    let mood = self.moods.lock().unwrap().next();
                    self.place(mood, || match self.shop.lock().unwrap().place_order(&key, &quote) {
                        Ok(order) => Said::Order(order),
                        Err(ShopError::Unavailable(reason)) => Said::Unavailable(reason),
                        Err(error) => panic!("{error}"),
                    })
                }
            };
            if answers.is_empty() {
                return;
            }
            for said in answers {
                let answer = serde_json::to_string(&Answer { number: question, said }).unwrap();
                let _whoever_asked_may_be_dead = writeln!(sender, "{answer}");
            }
        }
    }

    /// What is answered; hangs up without an answer.
    fn place(&self, mood: Mood, effect: impl Fn() -> Said) -> Vec<Said> {
        let failed = || vec![Said::Unavailable("something went wrong".to_owned())];
        match mood {
            Mood::Prompt => vec![effect()],
            Mood::Slow => {
                std::thread::sleep(PATIENCE / 4);
                vec![effect()]
            }
            Mood::FailsBefore => failed(),
            Mood::FailsAfter => {
                effect();
                failed()
            }
            Mood::HangsUpBefore => Vec::new(),
            Mood::HangsUpAfter => {
                effect();
                Vec::new()
            }
            Mood::AnswersTwice => vec![effect(), effect()],
            Mood::Late => {
                std::thread::sleep(PATIENCE * 3 / 2);
                vec![effect()]
            }
            Mood::Refuses => vec![Said::SoldOut],
        }
    }

    /// Whether nothing that came on an earlier connection can take effect any more; waits a little for that.
    fn settled_before(&self, number: u64) -> bool {
        let earlier = |open: &mut BTreeSet<u64>| open.range(..number).next().is_some();
        let open = self.open.lock().unwrap();
        let waited = self.closed.wait_timeout_while(open, Duration::from_millis(10), earlier).unwrap();
        !waited.1.timed_out()
    }
}
