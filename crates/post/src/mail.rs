//! E-mail, handed to the operator's mail server (SMTP, RFC 5321).

use std::path::PathBuf;
use std::sync::Arc;

use lettre::address::Envelope;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};

use crate::Answer;
use crate::dkim::DkimKey;

/// The way to the operator's mail server.
#[derive(Clone)]
pub struct Mailer {
    way: Way,
    from: Mailbox,
    key: Option<Arc<DkimKey>>,
}

#[derive(Clone)]
enum Way {
    /// A server.
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    /// A folder in which mail is kept instead of being sent: to try things out.
    Folder(PathBuf),
}

/// A mail.
#[derive(Clone, Debug, Default)]
pub struct Mail<'a> {
    /// To whom: an address.
    pub to: &'a str,
    /// The subject.
    pub subject: &'a str,
    /// The text.
    pub text: &'a str,
    /// The same as HTML, where there is such.
    pub html: Option<&'a str>,
    /// The id of the message, the same at each try: the part in front of the `@`.
    pub id: &'a str,
    /// The address that ends mail of this kind by a POST (RFC 8058), where there is one.
    pub unsubscribe: Option<&'a str>,
    /// What names this mail in the address that it comes back to when it cannot be delivered (VERP).
    pub returns_to: Option<&'a str>,
    /// A file with it: name, media type, bytes.
    pub file: Option<(&'a str, &'a str, &'a [u8])>,
}

impl std::fmt::Debug for Mailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mailer").field("from", &self.from).finish_non_exhaustive()
    }
}

/// Whether something is an e-mail address (RFC 5321 section 4.1.2, without quoted names).
pub fn is_mailbox(typed: &str) -> bool {
    typed.len() <= 254 && !typed.contains(['"', ' ', '<', '>']) && typed.parse::<Address>().is_ok()
}

impl Mailer {
    /// By `smtps://user:password@host:465`, `smtp://user:password@host:587?tls=required` or, for a server on this
    /// machine, `smtp://localhost:25`; `folder:PATH` keeps mail in a folder instead; `from` is an address, with or without a name (`Meridian <wire@meridian.example>`).
    ///
    /// # Errors
    /// Says which of the two cannot be read.
    pub fn new(server: &str, from: &str) -> Result<Self, String> {
        let from = from.parse().map_err(|error| format!("`{from}` is no sender of mail: {error}"))?;
        if let Some(folder) = server.strip_prefix("folder:") {
            return Ok(Mailer { way: Way::Folder(PathBuf::from(folder)), from, key: None });
        }
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(server)
            .map_err(|error| format!("the address of the mail server cannot be read: {error}"))?
            .timeout(Some(std::time::Duration::from_secs(30)))
            .build();
        Ok(Mailer { way: Way::Smtp(transport), from, key: None })
    }

    /// The same, with a key that signs all mail (DKIM).
    #[must_use]
    pub fn signing(self, key: DkimKey) -> Self {
        Mailer { key: Some(Arc::new(key)), ..self }
    }

    /// The domain of the sender.
    pub fn domain(&self) -> &str {
        self.from.email.domain()
    }

    /// Whether the mail server greets us, and takes our name and password where it wants one.
    ///
    /// # Errors
    /// What it says.
    pub async fn greets(&self) -> Result<(), String> {
        match &self.way {
            Way::Folder(_) => Ok(()),
            Way::Smtp(transport) => match transport.test_connection().await {
                Ok(true) => Ok(()),
                Ok(false) => Err("it hangs up".into()),
                Err(error) => Err(error.to_string()),
            },
        }
    }

    /// Hands a mail over and says what the server answered; [`Answer::Gone`] where there is no such mailbox.
    pub async fn send(&self, mail: &Mail<'_>) -> Answer {
        let refused = |said: String| Answer::Refused { said, after: None };
        let (envelope, bytes) = match self.ready(mail) {
            Ok(ready) => ready,
            Err(said) => return refused(said),
        };
        let transport = match &self.way {
            Way::Smtp(transport) => transport,
            Way::Folder(folder) => {
                let written = std::fs::create_dir_all(folder)
                    .and_then(|()| std::fs::write(folder.join(format!("{}.eml", mail.id)), bytes));
                return match written {
                    Ok(()) => Answer::Taken("kept in a folder".into()),
                    Err(error) => refused(format!("cannot write {}: {error}", folder.display())),
                };
            }
        };
        match transport.send_raw(&envelope, &bytes).await {
            Ok(response) => {
                let said: Vec<&str> = response.message().collect();
                Answer::Taken(format!("{} {}", response.code(), said.join(" ")))
            }
            // No such mailbox, not here, or its name cannot be one (RFC 5321 section 4.2.3).
            Err(error) if error.status().is_some_and(|code| [550, 551, 553].contains(&u16::from(code))) => {
                Answer::Gone(error.to_string())
            }
            Err(error) => refused(error.to_string()),
        }
    }

    /// The envelope and the bytes of a mail, signed where there is a key.
    fn ready(&self, mail: &Mail<'_>) -> Result<(Envelope, Vec<u8>), String> {
        let message = self.message(mail)?;
        let to = message.envelope().to().to_vec();
        // What cannot be delivered comes back to an address that names the mail.
        let sender = match mail.returns_to {
            Some(token) => Address::new(format!("{}+{token}", self.from.email.user()), self.domain())
                .map_err(|error| format!("no address to return to: {error}"))?,
            None => self.from.email.clone(),
        };
        let envelope = Envelope::new(Some(sender), to).map_err(|error| error.to_string())?;
        let bytes = message.formatted();
        Ok(match &self.key {
            Some(key) => {
                let mut signed = key.sign(&bytes, self.domain())?.into_bytes();
                signed.extend(bytes);
                (envelope, signed)
            }
            None => (envelope, bytes),
        })
    }

    fn message(&self, mail: &Mail<'_>) -> Result<Message, String> {
        let domain = self.from.email.domain();
        let to = mail.to.parse().map_err(|error| format!("`{}` is no e-mail address: {error}", mail.to))?;
        // A subject is one line, whatever it was made of.
        let subject = mail.subject.split_whitespace().collect::<Vec<_>>().join(" ");
        let builder = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(subject)
            .message_id(Some(format!("<{}@{domain}>", mail.id)))
            // Nobody's absence is answered to a wire (RFC 3834 section 5).
            .raw_header(raw("Auto-Submitted", "auto-generated".to_owned()));
        let builder = match mail.unsubscribe {
            Some(address) => builder
                .raw_header(raw("List-Unsubscribe", format!("<{address}>")))
                .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned())),
            None => builder,
        };
        let text = SinglePart::plain(mail.text.to_owned());
        let built = match (mail.file, mail.html) {
            (None, None) => builder.singlepart(text),
            (None, Some(html)) => {
                let both = MultiPart::alternative().singlepart(text);
                builder.multipart(both.singlepart(SinglePart::html(html.to_owned())))
            }
            (Some((name, media_type, bytes)), _) => {
                let kind = ContentType::parse(media_type).unwrap_or(ContentType::TEXT_PLAIN);
                let file = Attachment::new(name.to_owned()).body(bytes.to_vec(), kind);
                builder.multipart(MultiPart::mixed().singlepart(text).singlepart(file))
            }
        };
        built.map_err(|error| error.to_string())
    }
}

fn raw(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_a_person_is_told_from_what_is_none() {
        for good in ["ada@courier.example", "a.b+wire@mail.courier.example"] {
            assert!(is_mailbox(good), "{good}");
        }
        for bad in ["", "ada", "ada@", "@courier.example", "a b@c.example", "ada@c.example\nBcc: x@y.example"]
        {
            assert!(!is_mailbox(bad), "{bad}");
        }
    }

    #[tokio::test]
    async fn a_subject_in_any_script_is_one_header_and_a_new_line_is_none() {
        let mailer = Mailer::new("smtp://localhost:25", "Meridian <wire@meridian.example>").unwrap();
        let mail = Mail {
            to: "ada@courier.example",
            subject: "Паром сел на мель\r\nBcc: eve@evil.example",
            text: "Hello.",
            id: "msg_1_2",
            ..Mail::default()
        };
        let message = mailer.message(&mail).unwrap();
        let text = String::from_utf8(message.formatted()).unwrap();
        assert!(!text.contains("\nBcc:"), "{text}");
        assert!(text.contains("Message-ID: <msg_1_2@meridian.example>"), "{text}");
        assert_eq!(message.envelope().to().len(), 1);
    }

    #[test]
    fn what_cannot_be_a_server_or_a_sender_is_named() {
        assert!(Mailer::new("smtp://localhost:25", "nobody").unwrap_err().contains("nobody"));
        assert!(Mailer::new("ftp://x", "wire@meridian.example").unwrap_err().contains("server"));
    }
}
