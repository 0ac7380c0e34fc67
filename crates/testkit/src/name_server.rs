//! A name server that knows a few records (RFC 1035, by UDP).

use std::net::{SocketAddr, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// The numbers of the kinds of records (section 3.2.2).
const MX: u16 = 15;
const TXT: u16 = 16;

/// A name server on a port of its own; it stops when it is dropped.
pub struct NameServer {
    address: SocketAddr,
    ends: Arc<AtomicBool>,
}

impl NameServer {
    /// Listens, and knows texts and mail servers by their names.
    ///
    /// # Errors
    /// When no port can be had.
    pub fn listen(texts: &[(&str, &str)], mail: &[(&str, &str)]) -> std::io::Result<Self> {
        let socket = UdpSocket::bind("127.0.0.1:0")?;
        socket.set_read_timeout(Some(Duration::from_millis(100)))?;
        let server = NameServer { address: socket.local_addr()?, ends: Arc::default() };
        let ends = server.ends.clone();
        let known = |kind: u16, all: &[(&str, &str)]| -> Vec<(u16, String, String)> {
            all.iter().map(|(name, data)| (kind, (*name).to_owned(), (*data).to_owned())).collect()
        };
        let records = [known(TXT, texts), known(MX, mail)].concat();
        std::thread::spawn(move || {
            let mut question = [0; 1500];
            while !ends.load(Ordering::Relaxed) {
                let Ok((size, from)) = socket.recv_from(&mut question) else { continue };
                if let Some(answer) = answer(&question[..size], &records) {
                    let _ = socket.send_to(&answer, from);
                }
            }
        });
        Ok(server)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for NameServer {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::Relaxed);
    }
}

fn answer(question: &[u8], records: &[(u16, String, String)]) -> Option<Vec<u8>> {
    let (mut name, mut at) = (Vec::new(), 12);
    while let Some(size) = question.get(at).copied().filter(|size| *size > 0) {
        let label = question.get(at + 1..at + 1 + usize::from(size))?;
        name.push(String::from_utf8_lossy(label).to_lowercase());
        at += 1 + usize::from(size);
    }
    let name = name.join(".");
    let kind = u16::from_be_bytes(question.get(at + 1..at + 3)?.try_into().ok()?);
    let asked = question.get(12..at + 5)?;
    let found: Vec<Vec<u8>> = records
        .iter()
        .filter(|(of, known, _)| *of == kind && *known == name)
        .map(|(of, _, data)| if *of == TXT { text(data) } else { server(data) })
        .collect();
    let is_known = records.iter().any(|(_, known, _)| *known == name);
    // An answer with authority; no such name where nothing of it is known (section 4.1.1).
    let flags: u16 = 0x8580 | if is_known { 0 } else { 3 };
    let mut out = question.get(..2)?.to_vec();
    out.extend(flags.to_be_bytes());
    out.extend([0, 1]);
    out.extend(u16::try_from(found.len()).ok()?.to_be_bytes());
    out.extend([0, 0, 0, 0]);
    out.extend(asked);
    for data in found {
        // The name is that of the question (section 4.1.4); class IN, a minute to live.
        out.extend([0xc0, 12]);
        out.extend(kind.to_be_bytes());
        out.extend([0, 1, 0, 0, 0, 60]);
        out.extend(u16::try_from(data.len()).ok()?.to_be_bytes());
        out.extend(data);
    }
    Some(out)
}

/// A text in parts of at most 255 bytes.
fn text(data: &str) -> Vec<u8> {
    let part = |part: &[u8]| [&[u8::try_from(part.len()).unwrap_or(u8::MAX)], part].concat();
    data.as_bytes().chunks(255).flat_map(part).collect()
}

fn server(name: &str) -> Vec<u8> {
    let mut out = vec![0, 10];
    for label in name.split('.') {
        out.push(u8::try_from(label.len()).unwrap_or(u8::MAX));
        out.extend(label.as_bytes());
    }
    out.push(0);
    out
}
