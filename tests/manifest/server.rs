//! An HTTP/1.1 server on a free port with the manners that a test asks for, one manner a request.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// How a request is answered.
#[derive(Debug, Clone, Copy)]
pub enum Manner {
    /// As a good server does, ranges included.
    Whole,
    /// The connection ends after so many bytes of the body.
    CutAfter(usize),
    /// 200 and everything, whatever range was asked for.
    IgnoreRange,
    /// 206 with another range than the one that was asked for.
    OtherRange,
    /// 416.
    NotSatisfiable,
    /// Other bytes of the same length.
    Garbage,
    /// A body that never ends.
    Endless,
    /// 404.
    NotFound,
    /// Something that is no HTTP.
    NoHttp,
}

/// What was asked for.
#[derive(Debug, Clone)]
pub struct Request {
    pub path: String,
    pub range: Option<String>,
}

pub struct Server {
    port: u16,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// Answers as many requests as there are manners, in that order.
    pub fn start(content: Vec<u8>, manners: impl IntoIterator<Item = Manner>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let manners: Vec<Manner> = manners.into_iter().collect();
        let seen = Arc::clone(&requests);
        thread::spawn(move || {
            for (manner, stream) in manners.into_iter().zip(listener.incoming()) {
                // A client that hangs up first is what some of the tests are about.
                let _client_gone = answer(stream.unwrap(), &content, manner, &seen);
            }
        });
        Self { port, requests }
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn answer(mut stream: TcpStream, content: &[u8], manner: Manner, seen: &Mutex<Vec<Request>>) -> std::io::Result<()> {
    let request = read_request(&stream)?;
    let start = request
        .range
        .as_deref()
        .and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-')?.parse::<usize>().ok());
    seen.lock().unwrap_or_else(PoisonError::into_inner).push(request);

    let total = content.len();
    let partial = |first: usize| {
        format!(
            "HTTP/1.1 206 Partial Content\r\ncontent-range: bytes {first}-{}/{total}\r\ncontent-length: {}",
            total - 1,
            total - first
        )
    };
    let whole = format!("HTTP/1.1 200 OK\r\ncontent-length: {total}");
    let (head, body) = match (manner, start) {
        (Manner::Whole, Some(first)) => (partial(first), content[first..].to_vec()),
        (Manner::OtherRange, Some(first)) => (partial(first + 1), content[first + 1..].to_vec()),
        (Manner::CutAfter(count), _) => (whole, content[..count].to_vec()),
        (Manner::Garbage, _) => (whole, content.iter().map(|byte| !byte).collect()),
        (Manner::Endless, _) => ("HTTP/1.1 200 OK".to_owned(), content.to_vec()),
        (Manner::NotFound, _) => ("HTTP/1.1 404 Not Found\r\ncontent-length: 0".to_owned(), Vec::new()),
        (Manner::NotSatisfiable, _) => {
            ("HTTP/1.1 416 Range Not Satisfiable\r\ncontent-length: 0".to_owned(), Vec::new())
        }
        (Manner::NoHttp, _) => ("SSH-2.0-OpenSSH_9.2".to_owned(), Vec::new()),
        (Manner::Whole | Manner::IgnoreRange | Manner::OtherRange, _) => (whole, content.to_vec()),
    };
    write!(stream, "{head}\r\nconnection: close\r\n\r\n")?;
    stream.write_all(&body)?;
    if matches!(manner, Manner::Endless) {
        loop {
            stream.write_all(&body)?;
        }
    }
    Ok(())
}

fn read_request(stream: &TcpStream) -> std::io::Result<Request> {
    let mut request = Request { path: String::new(), range: None };
    for line in BufReader::new(stream).lines() {
        let line = line?;
        if line.is_empty() {
            break;
        }
        if let Some(rest) = line.strip_prefix("GET ") {
            request.path = rest.split(' ').next().unwrap_or_default().to_owned();
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("range")
        {
            request.range = Some(value.trim().to_owned());
        }
    }
    Ok(request)
}
