//! A request as the servers of tests read it.

use std::io::Read as _;
use std::net::TcpStream;

/// A request that came in whole.
#[derive(Clone, Debug)]
pub struct Request {
    /// Its line and headers.
    pub head: String,
    /// Its body.
    pub body: Vec<u8>,
}

impl Request {
    /// The next one, or none where the connection ended.
    pub fn read(stream: &mut TcpStream) -> Option<Self> {
        let mut bytes = Vec::new();
        let mut part = [0; 8192];
        loop {
            if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
                let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
                let request = Request { head, body: Vec::new() };
                let size = request.header("content-length").parse::<usize>().unwrap_or(0);
                if let Some(body) = bytes.get(end + 4..end + 4 + size) {
                    return Some(Request { body: body.to_vec(), ..request });
                }
            }
            match stream.read(&mut part) {
                Ok(count) if count > 0 => bytes.extend_from_slice(&part[..count]),
                _ => return None,
            }
        }
    }

    /// A header, empty where there is none.
    pub fn header(&self, name: &str) -> String {
        let all = self.head.lines().filter_map(|line| line.split_once(':'));
        let mut found = all.filter(|(it, _)| it.eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
    }
}
