//! A cable between daemon and broker that can be cut and plugged in again.

use std::io;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

pub struct Cable {
    /// The end to connect to.
    pub port: u16,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    plugged: bool,
    streams: Vec<TcpStream>,
}

impl Cable {
    /// A cable to a port of this machine, plugged in.
    pub fn to(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let cable = Self { port: listener.local_addr().unwrap().port(), state: Arc::default() };
        cable.plug();
        let state = Arc::clone(&cable.state);
        thread::spawn(move || {
            for near in listener.incoming().map_while(Result::ok) {
                let mut state = state.lock().unwrap();
                if !state.plugged {
                    continue;
                }
                let Ok(far) = TcpStream::connect(("127.0.0.1", port)) else { continue };
                forward(&near, &far);
                forward(&far, &near);
                state.streams.extend([near, far]);
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
}

fn forward(from: &TcpStream, to: &TcpStream) {
    let (mut from, mut to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
    thread::spawn(move || {
        let _cut = io::copy(&mut from, &mut to);
        let _closed_by_the_other_end = to.shutdown(Shutdown::Both);
    });
}
