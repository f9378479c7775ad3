//! A line to a shop in another process: questions and answers as JSON, one a line, over a local socket.

use std::cell::RefCell;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

use orderly::commerce::cart::{Cart, Quote};
use orderly::commerce::catalogue::{Catalogue, Sku};
use orderly::commerce::order::{IdempotencyKey, Order, OrderId};
use orderly::commerce::returns::{ReturnRequest, ReturnSlip};
use orderly::commerce::{ShopError, Storefront};
use serde::{Deserialize, Serialize};

/// When an answer is no longer waited for.
pub const PATIENCE: Duration = Duration::from_millis(60);

#[derive(Serialize, Deserialize)]
pub struct Question {
    pub number: u64,
    pub what: What,
}

#[derive(Serialize, Deserialize)]
pub enum What {
    Price(Cart),
    Place(IdempotencyKey, Quote),
    Lookup(IdempotencyKey),
}

#[derive(Serialize, Deserialize)]
pub struct Answer {
    /// Of the question.
    pub number: u64,
    pub said: Said,
}

#[derive(Serialize, Deserialize)]
pub enum Said {
    Price(Quote),
    Order(Order),
    Nothing,
    SoldOut,
    Unavailable(String),
}

/// The end of the line that is killed.
pub struct Line {
    socket: PathBuf,
    connection: RefCell<Option<BufReader<UnixStream>>>,
    asked: RefCell<u64>,
}

impl Line {
    pub fn to(socket: &Path) -> Self {
        Self { socket: socket.to_owned(), connection: RefCell::new(None), asked: RefCell::new(0) }
    }

    /// A connection that did not bring an answer in time is given up: nothing that still comes from it is believed.
    fn ask(&self, what: What) -> Result<Said, ShopError> {
        let dead = |reason: String| ShopError::Unavailable(format!("the line is dead: {reason}"));
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => connect(&self.socket).map_err(|error| dead(error.to_string()))?,
        };
        let number = self.asked.replace_with(|asked| *asked + 1);
        let said = exchange(&mut connection, &Question { number, what }).map_err(|error| dead(error.to_string()))?;
        self.connection.replace(Some(connection));
        match said {
            Said::Unavailable(reason) => Err(ShopError::Unavailable(reason)),
            Said::SoldOut => {
                let (sku, name) = (Sku("D".to_owned()), "dates".to_owned());
                Err(ShopError::OutOfStock { sku, name, available: 0 })
            }
            said => Ok(said),
        }
    }
}

fn connect(socket: &Path) -> std::io::Result<BufReader<UnixStream>> {
    let stream = UnixStream::connect(socket)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    Ok(BufReader::new(stream))
}

fn exchange(connection: &mut BufReader<UnixStream>, question: &Question) -> std::io::Result<Said> {
    writeln!(connection.get_mut(), "{}", serde_json::to_string(question)?)?;
    loop {
        let mut line = String::new();
        if connection.read_line(&mut line)? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        let answer: Answer = serde_json::from_str(&line)?;
        // What was answered twice is in the way of the next answer.
        if answer.number == question.number {
            return Ok(answer.said);
        }
    }
}

fn strange<T>() -> Result<T, ShopError> {
    Err(ShopError::Unavailable("that is no answer to this question".to_owned()))
}

impl Storefront for Line {
    fn revision(&self) -> Result<u64, ShopError> {
        strange()
    }

    fn catalogue(&self) -> Result<Catalogue, ShopError> {
        strange()
    }

    fn quote(&self, cart: &Cart) -> Result<Quote, ShopError> {
        match self.ask(What::Price(cart.clone()))? {
            Said::Price(quote) => Ok(quote),
            _ => strange(),
        }
    }

    fn place_order(&mut self, key: &IdempotencyKey, quote: &Quote) -> Result<Order, ShopError> {
        match self.ask(What::Place(key.clone(), quote.clone()))? {
            Said::Order(order) => Ok(order),
            _ => strange(),
        }
    }

    fn order_by_key(&self, key: &IdempotencyKey) -> Result<Option<Order>, ShopError> {
        match self.ask(What::Lookup(key.clone()))? {
            Said::Order(order) => Ok(Some(order)),
            Said::Nothing => Ok(None),
            _ => strange(),
        }
    }

    fn orders(&self, _limit: usize) -> Result<Vec<Order>, ShopError> {
        strange()
    }

    fn cancel(&mut self, _id: &OrderId) -> Result<Order, ShopError> {
        strange()
    }

    fn order(&self, _id: &OrderId) -> Result<Option<Order>, ShopError> {
        strange()
    }

    fn take_back(&mut self, _request: &ReturnRequest) -> Result<ReturnSlip, ShopError> {
        strange()
    }
}
