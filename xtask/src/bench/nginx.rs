//! How does a bench start and end nginx?

use std::fmt::Write as _;
use std::fs;
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use super::load;
use super::served::{self, Answer};

/// Where the peer of pages listens.
pub const PEER: &str = "127.0.0.1:18089";

/// Waits until somebody listens at an address.
///
/// # Errors
/// When nobody does within five seconds.
pub fn until_it_listens(address: &str) -> Result<()> {
    for _ in 0..50 {
        if TcpStream::connect(address).is_ok() {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    bail!("nginx does not listen at {address}: its error log in target/bench says why")
}

/// Ends it by SIGTERM, so that the master takes its workers along.
pub fn end(master: &mut Child) {
    drop(Command::new("kill").arg(master.id().to_string()).status());
    drop(master.wait());
}

/// nginx with one worker, which serves the bytes of an answer from a file at `/page`. Ended when dropped.
pub struct Peer {
    master: Child,
}

impl Peer {
    /// Starts it on the core of the servers; `folder` holds its files.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn open(program: &Path, folder: &Path, page: &Answer) -> Result<Peer> {
        fs::create_dir_all(folder.join("www"))?;
        let encoded = page.header("content-encoding").is_some();
        fs::write(folder.join("www/page"), if encoded { b"placeholder".as_slice() } else { &page.body })?;
        let zipped = folder.join("www/page.gz");
        if encoded {
            fs::write(&zipped, &page.body)?;
        }
        let mut headers = String::new();
        for line in &page.headers {
            let (name, value) = line.split_once(':').context("a header line without a colon")?;
            let own =
                ["content-length", "content-type", "content-encoding", "date", "connection", "etag", "vary"];
            if !own.contains(&name.to_ascii_lowercase().as_str()) {
                writeln!(headers, "      add_header {name} \"{}\";", value.trim().replace('"', "\\\""))?;
            }
        }
        let kind = page.header("content-type").unwrap_or("text/html; charset=utf-8");
        let root = folder.display();
        let conf = format!(
            "daemon off;\nuser root;\nworker_processes 1;\npid {root}/nginx.pid;\nerror_log {root}/error.log;\n\
             events {{ worker_connections 4096; }}\n\
             http {{\n  access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; etag on; keepalive_requests 1000000;\n  \
             open_file_cache max=100 inactive=60s; open_file_cache_valid 60s;\n  client_body_temp_path {root}/t1; \
             proxy_temp_path {root}/t2; fastcgi_temp_path {root}/t3; uwsgi_temp_path {root}/t4; scgi_temp_path {root}/t5;\n  \
             server {{\n    listen {PEER} backlog=4096;\n    root {root}/www;\n    location / {{\n      \
             default_type \"{kind}\"; types {{}}\n      gzip_static {}; gzip_vary on;\n{headers}    }}\n  }}\n}}\n",
            if encoded { "on" } else { "off" }
        );
        let path = folder.join("nginx.conf");
        fs::write(&path, conf)?;
        let master = served::on_core(load::SERVER, program)
            .arg("-c")
            .arg(&path)
            .arg("-p")
            .arg(folder)
            .stdin(Stdio::null())
            .spawn()
            .context("can't run nginx")?;
        let peer = Peer { master };
        until_it_listens(PEER)?;
        Ok(peer)
    }

    /// The process that serves.
    ///
    /// # Errors
    /// When it is gone.
    pub fn worker(&self) -> Result<u32> {
        served::children(self.master.id())?.first().copied().context("nginx has no worker")
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        end(&mut self.master);
    }
}
