//! An HTTP/1.1 endpoint on a free port with the manners that a test asks for, one manner a request.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

/// How a request is answered.
#[derive(Debug, Clone, Copy)]
pub enum Manner {
    /// With this status and body.
    Answer(u16, &'static str),
    /// With a redirection to this address.
    Elsewhere(&'static str),
    /// Not at all: the connection stays open until the client gives up.
    Silence,
    /// The connection ends once the request was read.
    HangUp,
    /// A good status, then the connection ends within the body.
    CutShort,
    /// Something that is no HTTP.
    NoHttp,
}

/// What came in.
#[derive(Debug, Clone)]
pub struct Request {
    pub line: String,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

pub struct Endpoint {
    port: u16,
    requests: Receiver<Request>,
}

impl Endpoint {
    /// Answers as many requests as there are manners, in that order. Nobody listens afterwards.
    pub fn start(manners: impl IntoIterator<Item = Manner>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let manners: Vec<Manner> = manners.into_iter().collect();
        let (sender, requests) = channel();
        thread::spawn(move || {
            for (manner, stream) in manners.into_iter().zip(listener.incoming()) {
                // A client that hangs up first is what some of the tests are about.
                let _client_gone = answer(stream.unwrap(), manner, &sender);
            }
        });
        Self { port, requests }
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/handover", self.port)
    }

    /// The next request that came in.
    pub fn next(&self) -> Request {
        self.requests.recv_timeout(Duration::from_secs(20)).expect("no request came in")
    }

    /// How many more came in so far.
    pub fn more(&self) -> usize {
        self.requests.try_iter().count()
    }
}

fn answer(mut stream: TcpStream, manner: Manner, seen: &Sender<Request>) -> std::io::Result<()> {
    let request = read_request(&stream)?;
    let _nobody_waits = seen.send(request);
    match manner {
        Manner::Answer(status, body) => {
            let length = body.len();
            write!(stream, "HTTP/1.1 {status} Told\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}")
        }
        Manner::Elsewhere(address) => {
            write!(
                stream,
                "HTTP/1.1 307 Moved\r\nlocation: {address}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            )
        }
        Manner::CutShort => write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{{\"reference\""),
        Manner::NoHttp => write!(stream, "SSH-2.0-OpenSSH_9.2\r\n"),
        Manner::HangUp => Ok(()),
        Manner::Silence => stream.read(&mut [0]).map(|_client_gave_up| ()),
    }?;
    stream.shutdown(Shutdown::Both)
}

fn read_request(stream: &TcpStream) -> std::io::Result<Request> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut request = Request { line: line.trim_end().to_owned(), headers: Vec::new(), body: Vec::new() };
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        let Some((name, value)) = header.trim_end().split_once(':') else { break };
        request.headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let length = request.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    request.body.resize(length, 0);
    reader.read_exact(&mut request.body)?;
    Ok(request)
}
