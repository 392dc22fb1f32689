//! A server of a few pages, to look at.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;

/// Its pages: path, headers, body.
pub type Pages = &'static [(&'static str, &'static str, &'static str)];

/// Serves the pages until the test process ends, and gives the address.
pub fn serve(pages: Pages) -> SocketAddr {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
    let address = listener.local_addr().expect("it listens");
    thread::spawn(move || {
        for stream in listener.incoming() {
            // A browser opens connections that it may not use, each of which would stop the others.
            thread::spawn(move || answer(&stream.expect("a connection"), pages));
        }
    });
    address
}

fn answer(stream: &TcpStream, pages: Pages) {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let Some(request) = lines.next() else { return };
    let cookie = lines.by_ref().take_while(|line| !line.is_empty());
    let cookie =
        cookie.filter_map(|line| Some(line.to_ascii_lowercase().strip_prefix("cookie: ")?.to_owned()));
    let cookies = cookie.collect::<String>();
    let path = request.split([' ', '?']).nth(1).unwrap_or_default();
    let page = pages.iter().find(|page| page.0 == path);
    let (status, headers, body) = page.map_or(("404 Not Found", "", ""), |page| ("200 OK", page.1, page.2));
    let status = if headers.contains("Location: ") { "303 See Other" } else { status };
    let body = body.replace("COOKIES", &cookies);
    let head =
        format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    // Whoever asked may have gone.
    let _ = { stream }.write_all((head + &body).as_bytes());
}
