//! HTTP for tests: a client that behaves, and one that says whatever it likes.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

use ureq::Agent;

/// No server of ours takes a fraction of this to answer.
const PATIENCE: Duration = Duration::from_mins(2);

/// A client with cookies of its own that shows every answer as it is: it follows no redirect, takes no status
/// for an error, and goes through no proxy.
pub fn agent() -> Agent {
    let config = Agent::config_builder().http_status_as_error(false).max_redirects(0).proxy(None);
    config.timeout_global(Some(PATIENCE)).build().new_agent()
}

/// A connection for requests that no client would make: malformed, slow, or larger than they say.
pub struct Connection(TcpStream);

/// An answer as it came over the wire.
#[derive(Debug)]
pub struct Answer {
    /// Status, such as 404.
    pub status: u16,
    /// Names as written and values, in order, also those that come twice.
    pub headers: Vec<(String, String)>,
    /// Body, without the marks of its chunks.
    pub body: Vec<u8>,
}

impl Connection {
    /// Connects to a server.
    pub fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap_or_else(|error| panic!("{address}: {error}"));
        stream.set_read_timeout(Some(PATIENCE)).expect("the time is not 0");
        stream.set_write_timeout(Some(PATIENCE)).expect("the time is not 0");
        Connection(stream)
    }

    /// Sends part of a request, at once; an error when the server has hung up.
    pub fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    /// Says that no more will come, which a server need not notice.
    pub fn finish(&mut self) -> io::Result<()> {
        self.0.shutdown(Shutdown::Write)
    }

    /// Everything the server says until it hangs up: ask it to, by `Connection: close`. `None` when it hung up
    /// without a word.
    pub fn answer(mut self) -> Option<Answer> {
        let mut bytes = Vec::new();
        // A server that hangs up on what it did not read resets the connection after its answer.
        match self.0.read_to_end(&mut bytes) {
            Err(error) if error.kind() != io::ErrorKind::ConnectionReset => {
                panic!("the server hangs: {error}")
            }
            _ if bytes.is_empty() => None,
            _ => Some(Answer::read(&bytes).unwrap_or_else(|| panic!("{}", String::from_utf8_lossy(&bytes)))),
        }
    }
}

impl Answer {
    /// All values of a header, whose name may be written in any case.
    pub fn header<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.headers.iter().filter(move |(known, _)| known.eq_ignore_ascii_case(name));
        named.map(|(_, value)| value.as_str())
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&bytes[..end]);
        let (status, headers) = head.split_once("\r\n").unwrap_or((&head, ""));
        let status = status.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok()?;
        let pair =
            |line: &str| line.split_once(':').map(|(name, value)| (name.to_owned(), value.trim().to_owned()));
        let headers: Vec<_> =
            headers.split("\r\n").filter(|line| !line.is_empty()).map(pair).collect::<Option<_>>()?;
        let mut answer = Answer { status, headers, body: bytes[end + 4..].to_owned() };
        if answer.header("transfer-encoding").any(|value| value.eq_ignore_ascii_case("chunked")) {
            answer.body = joined(&answer.body)?;
        }
        Some(answer)
    }
}

/// A body without the marks of its chunks; `None` when the last one is missing.
fn joined(mut chunks: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = chunks.windows(2).position(|window| window == b"\r\n")?;
        let size = std::str::from_utf8(&chunks[..end]).ok()?.split(';').next()?;
        let size = usize::from_str_radix(size.trim(), 16).ok()?;
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(chunks.get(end + 2..end + 2 + size)?);
        chunks = chunks.get(end + 2 + size + 2..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_as_it_came() {
        let answer = "HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nTransfer-Encoding: chunked\r\nset-cookie: b=2\r\n\r\n\
                      3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n";
        let read = Answer::read(answer.as_bytes()).expect("it is whole");
        assert_eq!((read.status, read.body.as_slice()), (200, b"abc0123456789".as_slice()));
        assert_eq!(read.header("SET-COOKIE").collect::<Vec<_>>(), ["a=1", "b=2"]);
        assert!(Answer::read(&answer.as_bytes()[..answer.len() - 6]).is_none());
        assert!(Answer::read(b"HTTP/1.1 200 OK\r\n").is_none());
    }
}
