//! What the operator decides about the web room.

use std::path::PathBuf;

/// The web room's settings. The binary fills them from the configuration.
#[derive(Clone, Debug)]
pub struct Options {
    /// The address under which readers reach the site, without a slash at its end.
    pub public_url: String,
    /// A folder whose `templates/` and `assets/` stand in front of the embedded ones.
    pub theme: Option<PathBuf>,
    /// The most bytes a form or an API call may carry.
    pub body_limit: usize,
    /// The most bytes an uploaded picture may have.
    pub upload_limit: usize,
    /// How many live streams may be open at once; the binary puts a number in the place of 0.
    pub live_limit: usize,
    /// How many requests may be under way at once; further ones are told to come back.
    pub request_limit: usize,
    /// The most bytes of finished pages kept in memory, uncompressed.
    pub page_memory: usize,
    /// The networks of proxies, set apart by spaces, whose word is taken for where a request comes from.
    pub trusted_proxies: String,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            public_url: "http://localhost:8080".to_owned(),
            theme: None,
            body_limit: 1 << 20,
            upload_limit: 20 << 20,
            live_limit: 10_000,
            request_limit: 2_000,
            page_memory: 64 << 20,
            trusted_proxies: String::new(),
        }
    }
}

impl Options {
    /// Whether readers come over TLS: decides the cookie's name and its `Secure` mark.
    pub fn is_secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// The name of the cookie that somebody leaves for a provider of sign-ins with.
    pub fn attempt_cookie(&self) -> &'static str {
        if self.is_secure() { "__Host-dateline-attempt" } else { "dateline-attempt-insecure" }
    }

    /// The name of the cookie of a client's session.
    pub fn client_cookie(&self) -> &'static str {
        if self.is_secure() { "__Host-dateline-client" } else { "dateline-client-insecure" }
    }

    /// The name of the cookie of a reader's session.
    pub fn reader_cookie(&self) -> &'static str {
        if self.is_secure() { "__Host-dateline-reader" } else { "dateline-reader-insecure" }
    }

    /// The name of the cookie by which a browser is known that asked for a mail.
    pub fn visit_cookie(&self) -> &'static str {
        if self.is_secure() { "__Host-dateline-visit" } else { "dateline-visit-insecure" }
    }

    /// The name of the staff's session cookie. `__Host-` binds it to this host and to TLS (RFC 6265bis
    /// section 4.1.3.2); without TLS no browser would keep such a cookie.
    pub fn session_cookie(&self) -> &'static str {
        if self.is_secure() { "__Host-dateline" } else { "dateline-insecure" }
    }
}
