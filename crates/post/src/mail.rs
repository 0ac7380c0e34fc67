//! E-mail, handed to the operator's mail server (SMTP, RFC 5321).

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};

use crate::Answer;

/// The way to the operator's mail server.
#[derive(Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// A mail.
#[derive(Clone, Debug)]
pub struct Mail<'a> {
    /// To whom: an address.
    pub to: &'a str,
    /// The subject.
    pub subject: &'a str,
    /// The text.
    pub text: &'a str,
    /// The id of the message, the same at each try: the part in front of the `@`.
    pub id: &'a str,
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
    /// machine, `smtp://localhost:25`; `from` is an address, with or without a name (`Meridian <wire@meridian.example>`).
    ///
    /// # Errors
    /// Says which of the two cannot be read.
    pub fn new(server: &str, from: &str) -> Result<Self, String> {
        let from = from.parse().map_err(|error| format!("`{from}` is no sender of mail: {error}"))?;
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(server)
            .map_err(|error| format!("the address of the mail server cannot be read: {error}"))?
            .timeout(Some(std::time::Duration::from_secs(30)))
            .build();
        Ok(Mailer { transport, from })
    }

    /// Hands a mail over and says what the server answered.
    pub async fn send(&self, mail: &Mail<'_>) -> Answer {
        let refused = |said: String| Answer::Refused { said, after: None };
        let message = match self.message(mail) {
            Ok(message) => message,
            Err(said) => return refused(said),
        };
        match self.transport.send(message).await {
            Ok(response) => {
                let said: Vec<&str> = response.message().collect();
                Answer::Taken(format!("{} {}", response.code(), said.join(" ")))
            }
            Err(error) => refused(error.to_string()),
        }
    }

    fn message(&self, mail: &Mail<'_>) -> Result<Message, String> {
        let domain = self.from.email.domain();
        let to = mail.to.parse().map_err(|error| format!("`{}` is no e-mail address: {error}", mail.to))?;
        let builder = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(mail.subject)
            .message_id(Some(format!("<{}@{domain}>", mail.id)))
            // Nobody's absence is answered to a wire (RFC 3834 section 5).
            .raw_header(HeaderValue::new(
                HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".to_owned(),
            ));
        let text = SinglePart::plain(mail.text.to_owned());
        let built = match mail.file {
            None => builder.singlepart(text),
            Some((name, media_type, bytes)) => {
                let kind = ContentType::parse(media_type).unwrap_or(ContentType::TEXT_PLAIN);
                let file = Attachment::new(name.to_owned()).body(bytes.to_vec(), kind);
                builder.multipart(MultiPart::mixed().singlepart(text).singlepart(file))
            }
        };
        built.map_err(|error| error.to_string())
    }
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
            file: None,
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
