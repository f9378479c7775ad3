//! A cable between daemon and broker that can be cut, plugged in again, or lose what goes through it; and that can hide that
//! the broker speaks MQTT 5.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

/// The protocol level in a CONNECT packet of MQTT 5 (section 3.1.2.2 of the standard).
const LEVEL_FIVE: u8 = 5;

/// What a broker before MQTT 5 says to it: CONNACK, unacceptable protocol version (section 3.2.2.3 of MQTT 3.1.1).
const UNACCEPTABLE: [u8; 4] = [0x20, 0x02, 0x00, 0x01];

/// What becomes of clients that want MQTT 5.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Five {
    Spoken,
    Refused,
    HungUpOn,
}

pub struct Cable {
    /// The end to connect to.
    pub port: u16,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    plugged: bool,
    streams: Vec<TcpStream>,
    /// Of the connections that there are: what goes through them is lost from now on.
    lossy: Vec<Arc<AtomicBool>>,
    /// The protocol levels of the connections that were let through.
    levels: Vec<u8>,
}

impl Cable {
    /// A cable to a port of this machine, plugged in.
    pub fn to(port: u16) -> Self {
        Self::to_one_where(port, Five::Spoken)
    }

    /// The same, to a broker where that becomes of MQTT 5.
    pub fn to_one_where(port: u16, five: Five) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let cable = Self { port: listener.local_addr().unwrap().port(), state: Arc::default() };
        cable.plug();
        let state = Arc::clone(&cable.state);
        thread::spawn(move || {
            for mut near in listener.incoming().map_while(Result::ok) {
                if !state.lock().unwrap().plugged {
                    continue;
                }
                let Ok(level) = level(&near) else { continue };
                if level == LEVEL_FIVE && five != Five::Spoken {
                    if five == Five::Refused {
                        near.write_all(&UNACCEPTABLE).unwrap();
                    }
                    continue;
                }
                let Ok(far) = TcpStream::connect(("127.0.0.1", port)) else { continue };
                let mut state = state.lock().unwrap();
                let lossy = Arc::<AtomicBool>::default();
                forward(&near, &far, &lossy);
                forward(&far, &near, &lossy);
                state.streams.extend([near, far]);
                state.lossy.push(lossy);
                state.levels.push(level);
            }
        });
        cable
    }

    /// Cuts it: both ends lose the connection in the middle of whatever they do.
    pub fn cut(&self) {
        let mut state = self.state.lock().unwrap();
        state.plugged = false;
        for stream in state.streams.drain(..) {
            let _closed_by_the_other_end = stream.shutdown(Shutdown::Both);
        }
    }

    /// Plugs it in again.
    pub fn plug(&self) {
        self.state.lock().unwrap().plugged = true;
    }

    /// Loses what goes through the connections that there are, in both directions; neither end is told.
    pub fn lose(&self) {
        self.state.lock().unwrap().lossy.drain(..).for_each(|lossy| lossy.store(true, Ordering::Relaxed));
    }

    /// The protocol levels of all connections so far.
    pub fn levels(&self) -> Vec<u8> {
        self.state.lock().unwrap().levels.clone()
    }
}

/// The protocol level that a client asks for. It stays to be read by the broker.
fn level(near: &TcpStream) -> io::Result<u8> {
    let mut packet = [0; 16];
    while near.peek(&mut packet)? < packet.len() {
        thread::yield_now();
    }
    // A remaining length of up to four bytes, then "MQTT" with its length in two.
    let name = packet.windows(4).position(|name| name == b"MQTT").expect("no MQTT client");
    Ok(packet[name + 4])
}

fn forward(from: &TcpStream, to: &TcpStream, lossy: &Arc<AtomicBool>) {
    let (mut from, mut to, lossy) = (from.try_clone().unwrap(), to.try_clone().unwrap(), Arc::clone(lossy));
    thread::spawn(move || {
        let mut bytes = [0; 16 * 1024];
        while let Ok(count @ 1..) = from.read(&mut bytes) {
            if !lossy.load(Ordering::Relaxed) && to.write_all(&bytes[..count]).is_err() {
                break;
            }
        }
        if !lossy.load(Ordering::Relaxed) {
            let _closed_by_the_other_end = to.shutdown(Shutdown::Both);
        }
    });
}
