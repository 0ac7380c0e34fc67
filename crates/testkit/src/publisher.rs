//! An address of another agency that is asked for what it has.

use std::io::Write as _;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::request::Request;

/// What an address gives.
#[derive(Clone, Debug)]
pub enum Gives {
    /// A file, under an entity tag of its own.
    File(String),
    /// A status, with a header line.
    Status(u16, String),
}

/// An address on a port of its own; it stops when it is dropped.
pub struct Publisher {
    address: SocketAddr,
    gives: Arc<Mutex<Gives>>,
    asked: Arc<Mutex<Vec<String>>>,
    ends: Arc<AtomicBool>,
}

impl Publisher {
    /// Listens and gives a file.
    ///
    /// # Errors
    /// When no port can be had.
    pub fn listen(file: &str) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let publisher = Publisher {
            address: listener.local_addr()?,
            gives: Arc::new(Mutex::new(Gives::File(file.into()))),
            asked: Arc::default(),
            ends: Arc::default(),
        };
        let (gives, asked, ends) = (publisher.gives.clone(), publisher.asked.clone(), publisher.ends.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if ends.load(Ordering::Relaxed) {
                    return;
                }
                let (gives, asked) = (gives.clone(), asked.clone());
                std::thread::spawn(move || serve(stream, &gives, &asked));
            }
        });
        Ok(publisher)
    }

    /// The address to ask.
    pub fn url(&self) -> String {
        format!("http://{}/feed", self.address)
    }

    /// Gives something else from now on.
    pub fn give(&self, gives: Gives) {
        *self.gives.lock().unwrap_or_else(PoisonError::into_inner) = gives;
    }

    /// The heads of the requests that came in.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Publisher {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(self.address);
    }
}

fn serve(mut stream: TcpStream, gives: &Mutex<Gives>, asked: &Mutex<Vec<String>>) {
    let _ = stream.set_read_timeout(Some(Duration::from_secs(30)));
    while let Some(request) = Request::read(&mut stream) {
        let gives = gives.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let answer = match gives {
            Gives::File(file) => {
                let tag = format!("\"{}-{}\"", file.len(), file.bytes().map(u64::from).sum::<u64>());
                if request.header("if-none-match") == tag {
                    format!("HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n\r\n")
                } else {
                    let size = file.len();
                    format!("HTTP/1.1 200 OK\r\nETag: {tag}\r\nContent-Length: {size}\r\n\r\n{file}")
                }
            }
            Gives::Status(status, header) => {
                format!("HTTP/1.1 {status} As told\r\n{header}\r\nContent-Length: 0\r\n\r\n")
            }
        };
        asked.lock().unwrap_or_else(PoisonError::into_inner).push(request.head);
        if stream.write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}
