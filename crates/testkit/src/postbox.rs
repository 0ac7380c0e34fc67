//! A mail server that keeps what it is handed (SMTP, RFC 5321), and refuses as often as it is told to.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// A mail that came in.
#[derive(Clone, Debug)]
pub struct Posted {
    /// To whom it comes back.
    pub from: String,
    /// To whom.
    pub to: String,
    /// The message, as it was handed over.
    pub message: Vec<u8>,
}

impl Posted {
    /// A header of the message; nothing where there is none.
    pub fn header(&self, name: &str) -> String {
        let text = String::from_utf8_lossy(&self.message).into_owned();
        let start = format!("{}:", name.to_lowercase());
        let mut head = text.lines().take_while(|line| !line.is_empty());
        let found = head.find(|line| line.to_lowercase().starts_with(&start));
        found.map(|line| line[start.len()..].trim().to_owned()).unwrap_or_default()
    }
}

/// The server, on a port of its own; it stops when it is dropped.
pub struct Postbox {
    address: SocketAddr,
    posted: Arc<Mutex<Vec<Posted>>>,
    refusals: Arc<AtomicUsize>,
    ends: Arc<AtomicBool>,
}

impl Postbox {
    /// Listens; the first so many mails are refused for the moment (451).
    ///
    /// # Errors
    /// When no port can be had.
    pub fn listen(refusals: usize) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let postbox = Postbox {
            address: listener.local_addr()?,
            posted: Arc::default(),
            refusals: Arc::new(AtomicUsize::new(refusals)),
            ends: Arc::default(),
        };
        let (posted, refusals, ends) =
            (postbox.posted.clone(), postbox.refusals.clone(), postbox.ends.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if ends.load(Ordering::Relaxed) {
                    return;
                }
                let (posted, refusals) = (posted.clone(), refusals.clone());
                std::thread::spawn(move || talk(stream, &posted, &refusals));
            }
        });
        Ok(postbox)
    }

    /// Refuses the next so many mails for the moment.
    pub fn refuse(&self, count: usize) {
        self.refusals.store(count, Ordering::SeqCst);
    }

    /// The address of the server.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// Everything that was taken.
    pub fn posted(&self) -> Vec<Posted> {
        self.posted.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Postbox {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(self.address);
    }
}

fn talk(stream: TcpStream, posted: &Mutex<Vec<Posted>>, refusals: &AtomicUsize) -> Option<()> {
    let mut answers = stream.try_clone().ok()?;
    let mut say = |line: &str| answers.write_all(format!("{line}\r\n").as_bytes()).ok();
    say("220 postbox.test ready")?;
    let mut lines = BufReader::new(stream);
    let (mut from, mut to) = (String::new(), String::new());
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let word = line.split_whitespace().next().unwrap_or_default().to_uppercase();
        match word.as_str() {
            "EHLO" | "HELO" => say("250 postbox.test")?,
            "MAIL" => {
                from = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                say("250 OK")?;
            }
            "RCPT" => {
                to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                say("250 OK")?;
            }
            "DATA" => {
                say("354 go on")?;
                let mut message = Vec::new();
                loop {
                    let mut part = Vec::new();
                    if lines.read_until(b'\n', &mut part).ok()? == 0 {
                        return None;
                    }
                    if part == b".\r\n" {
                        break;
                    }
                    // A dot in front of a line stands for one of its own (section 4.5.2).
                    message.extend_from_slice(part.strip_prefix(b".").unwrap_or(&part));
                }
                let is_refused =
                    refusals.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1)).is_ok();
                if is_refused {
                    say("451 not now")?;
                } else {
                    let mail = Posted { from: from.clone(), to: to.clone(), message };
                    posted.lock().unwrap_or_else(PoisonError::into_inner).push(mail);
                    say("250 taken")?;
                }
            }
            "QUIT" => {
                say("221 bye")?;
                return None;
            }
            _ => say("250 OK")?,
        }
    }
}
