//! The signature by which other mail servers know that a mail is ours (DKIM, RFC 6376), with RSA and SHA-256.

use std::path::Path;

use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use aws_lc_rs::{digest, rand};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The name under which the key stands in the domain's records.
pub const SELECTOR: &str = "dateline";
/// The headers that are signed, where a mail has them (section 5.4.1).
const SIGNED: [&str; 11] = [
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "content-type",
    "reply-to",
    "auto-submitted",
    "list-unsubscribe",
    "list-unsubscribe-post",
];

/// The key that signs.
pub struct DkimKey(KeyPair);

impl std::fmt::Debug for DkimKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DkimKey")
    }
}

impl DkimKey {
    /// The key of a file (PKCS#8), which is made where there is none, for its owner alone.
    ///
    /// # Errors
    /// Says what is wrong with the file.
    pub fn open(path: &Path) -> Result<Self, String> {
        let bytes = crate::keys::open(path, "the key that signs mail", || {
            let pair = KeyPair::generate(KeySize::Rsa2048).map_err(|why| why.to_string())?;
            let der: Pkcs8V1Der<'_> = pair.as_der().map_err(|why| why.to_string())?;
            Ok(der.as_ref().to_vec())
        })?;
        let pair = KeyPair::from_pkcs8(&bytes);
        pair.map(DkimKey).map_err(|why| format!("the key that signs mail, {}: {why}", path.display()))
    }

    /// What is to stand as TXT record at `dateline._domainkey` below the sender's domain (section 3.6.1).
    pub fn record(&self) -> String {
        let der: Result<PublicKeyX509Der<'_>, _> = self.0.public_key().as_der();
        let key = der.map(|der| STANDARD.encode(der.as_ref())).unwrap_or_default();
        format!("v=DKIM1; k=rsa; p={key}")
    }

    /// The signature of a mail, as the header that goes in front of it.
    ///
    /// # Errors
    /// When the mail has no head, or the engine fails.
    pub fn sign(&self, mail: &[u8], domain: &str) -> Result<String, String> {
        let text = String::from_utf8_lossy(mail);
        let (head, body) = text.split_once("\r\n\r\n").ok_or("a mail without a head")?;
        let fields = fields(head);
        let hash = digest::digest(&digest::SHA256, relaxed_body(body).as_bytes());
        // Signed once more than it is there, a second sender cannot be put in (section 8.15).
        let mut names = vec!["from"];
        names.extend(SIGNED.into_iter().filter(|name| fields.iter().any(|(known, _)| known == name)));
        let unsigned = format!(
            "v=1; a=rsa-sha256; c=relaxed/relaxed; d={domain}; s={SELECTOR}; h={}; bh={}; b=",
            names.join(":"),
            STANDARD.encode(hash.as_ref())
        );
        let mut signed = String::new();
        for name in names.iter().skip(1) {
            if let Some((_, value)) = fields.iter().find(|(known, _)| known == name) {
                signed.push_str(&format!("{name}:{value}\r\n"));
            }
        }
        signed.push_str(&format!("dkim-signature:{unsigned}"));
        let mut signature = vec![0; self.0.public_modulus_len()];
        let random = rand::SystemRandom::new();
        self.0
            .sign(&RSA_PKCS1_SHA256, &random, signed.as_bytes(), &mut signature)
            .map_err(|error| format!("a mail could not be signed: {error}"))?;
        let encoded = STANDARD.encode(signature);
        let lines: Vec<&str> =
            encoded.as_bytes().chunks(72).map(|part| std::str::from_utf8(part).unwrap_or_default()).collect();
        Ok(format!("DKIM-Signature: {}{}\r\n", unsigned.replace("; ", ";\r\n "), lines.join("\r\n ")))
    }
}

/// The fields of a head, names in small letters, values in relaxed form (section 3.4.2).
fn fields(head: &str) -> Vec<(String, String)> {
    let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    let field = |line: &str| {
        let (name, value) = line.split_once(':')?;
        Some((name.trim().to_lowercase(), value.split_ascii_whitespace().collect::<Vec<_>>().join(" ")))
    };
    unfolded.split("\r\n").filter_map(field).collect()
}

/// A body in relaxed form (section 3.4.4).
fn relaxed_body(body: &str) -> String {
    let lines = body.split("\r\n").map(|line| {
        let mut out = String::with_capacity(line.len());
        let mut is_space = false;
        for c in line.chars() {
            if c == ' ' || c == '\t' {
                is_space = true;
                continue;
            }
            if std::mem::take(&mut is_space) {
                out.push(' ');
            }
            out.push(c);
        }
        out
    });
    let mut lines: Vec<String> = lines.collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.into_iter().map(|line| line + "\r\n").collect()
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};

    use super::*;

    #[test]
    fn the_relaxed_forms_are_those_of_the_standard() {
        // The example of RFC 6376 section 3.4.5.
        let head = "A: X\r\nB : Y\t\r\n\tZ  ";
        let wanted = [("a".to_owned(), "X".to_owned()), ("b".to_owned(), "Y Z".to_owned())];
        assert_eq!(fields(head), wanted);
        assert_eq!(relaxed_body(" C \r\nD \t E\r\n\r\n\r\n"), " C\r\nD E\r\n");
        assert_eq!(relaxed_body(""), "");
    }

    #[test]
    fn a_signature_is_that_of_the_published_key_and_of_this_mail() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("dkim.key");
        let key = DkimKey::open(&path).unwrap();
        assert_eq!(DkimKey::open(&path).unwrap().record(), key.record());
        let mail =
            b"From: Meridian <wire@meridian.example>\r\nTo: a@b.example\r\nSubject: Hello\r\n\r\nHello.\r\n";
        let header = key.sign(mail, "meridian.example").unwrap();
        let unfolded = fields(header.trim_end())[0].1.clone();
        let (unsigned, signature) = unfolded.split_once(" b=").unwrap();
        let signed = format!(
            "from:Meridian <wire@meridian.example>\r\nto:a@b.example\r\nsubject:Hello\r\ndkim-signature:{unsigned} b="
        );
        let record = key.record();
        let public = STANDARD.decode(record.split_once("p=").unwrap().1).unwrap();
        let signature = STANDARD.decode(signature.replace(' ', "")).unwrap();
        UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, public)
            .verify(signed.as_bytes(), &signature)
            .unwrap();
    }
}
