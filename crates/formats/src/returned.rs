//! Mail that came back: what a mail server says of what it could not deliver.
//!
//! Source: RFC 3464 (delivery status), RFC 3463 (status codes), RFC 6522 (`multipart/report`).

use mail_parser::{Message, MessageParser, MimeHeaders as _};

/// What became of a mail, as a server reports it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    /// The addresses that the report was sent to: one of them names the mail.
    pub to: Vec<String>,
    /// What was done: `failed`, `delayed`, `delivered`, `relayed` or `expanded` (RFC 3464 section 2.3.3).
    pub action: String,
    /// Class, subject and detail of the status (RFC 3463 section 2).
    pub status: (u16, u16, u16),
    /// What the other side said, if it is told.
    pub said: String,
}

impl Returned {
    /// Whether the mail is not delivered and will not be.
    pub fn is_final(&self) -> bool {
        self.action == "failed" && self.status.0 == 5
    }

    /// Whether nothing can be delivered to the address any more: it is none (5.1.x), or is closed (5.2.1).
    pub fn is_gone(&self) -> bool {
        let (_, subject, detail) = self.status;
        // 5.1.7 and 5.1.8 are about the sender's own address.
        self.is_final() && ((subject == 1 && !matches!(detail, 7 | 8)) || (subject, detail) == (2, 1))
    }
}

/// Reads a report of a delivery; none where a mail is something else.
pub fn returned(bytes: &[u8]) -> Option<Returned> {
    let message = MessageParser::default().parse(bytes)?;
    let part = message.parts.iter().find(|part| {
        part.content_type().is_some_and(|kind| {
            let subtype = kind.subtype().unwrap_or_default();
            kind.ctype().eq_ignore_ascii_case("message")
                && ["delivery-status", "global-delivery-status"]
                    .iter()
                    .any(|it| subtype.eq_ignore_ascii_case(it))
        })
    })?;
    let start = usize::try_from(part.offset_body).ok()?;
    let end = usize::try_from(part.offset_end).ok()?;
    let text = String::from_utf8_lossy(bytes.get(start..end)?).into_owned();
    // A line that begins with space goes on with the one before it (RFC 5322 section 2.2.3).
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        match lines.last_mut() {
            Some(last) if line.starts_with([' ', '\t']) => last.push_str(line),
            _ => lines.push(line.to_owned()),
        }
    }
    let field = |name: &str| {
        let all = lines.iter().filter_map(|line| line.split_once(':'));
        let mut found = all.filter(|(it, _)| it.trim().eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| value.trim().to_owned())
    };
    let status = field("Status")?;
    let numbers: Vec<u16> =
        status.split_whitespace().next()?.split('.').filter_map(|it| it.parse().ok()).collect();
    let said = field("Diagnostic-Code").unwrap_or_default();
    Some(Returned {
        to: addresses(&message),
        action: field("Action")?.to_ascii_lowercase(),
        status: (*numbers.first()?, *numbers.get(1)?, *numbers.get(2)?),
        said: said.split_once(';').map_or(said.as_str(), |(_, it)| it.trim()).chars().take(300).collect(),
    })
}

/// Every address that a mail says to have come to: headers differ by server.
fn addresses(message: &Message<'_>) -> Vec<String> {
    let names = ["To", "Delivered-To", "X-Original-To", "Envelope-To", "X-Failed-Recipients"];
    let raw = names.iter().filter_map(|name| message.header_raw(*name));
    let words = raw.flat_map(|text| text.split([' ', ',', '<', '>', '\r', '\n', '\t', ';']));
    words.filter(|word| word.contains('@')).map(|word| word.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(action: &str, status: &str) -> Vec<u8> {
        format!(
            "From: Mail Delivery System <MAILER-DAEMON@mail.example>\r\n\
             To: <wire+0192aa@meridian.example>\r\n\
             Subject: Undelivered Mail Returned to Sender\r\n\
             MIME-Version: 1.0\r\n\
             Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
             --b\r\nContent-Type: text/plain\r\n\r\nI am sorry.\r\n\
             --b\r\nContent-Type: message/delivery-status\r\n\r\n\
             Reporting-MTA: dns; mail.example\r\n\r\n\
             Final-Recipient: rfc822; nora@reader.example\r\n\
             Action: {action}\r\nStatus: {status}\r\n\
             Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n  here\r\n\r\n\
             --b\r\nContent-Type: message/rfc822\r\n\r\nSubject: News\r\n\r\nText.\r\n--b--\r\n"
        )
        .into_bytes()
    }

    #[test]
    fn a_report_says_what_became_of_which_mail() {
        let found = returned(&report("failed", "5.1.1")).unwrap();
        assert_eq!(found.to, ["wire+0192aa@meridian.example"]);
        assert_eq!((found.action.as_str(), found.status), ("failed", (5, 1, 1)));
        assert_eq!(found.said, "550 5.1.1 no such user  here");
        for (action, status, is_final, is_gone) in [
            ("failed", "5.1.1", true, true),
            ("Failed", "5.2.1 (disabled)", true, true),
            ("failed", "5.2.2", true, false),
            ("failed", "5.7.1", true, false),
            ("failed", "5.1.8", true, false),
            ("failed", "4.4.7", false, false),
            ("delayed", "4.4.1", false, false),
            ("delivered", "2.0.0", false, false),
        ] {
            let found = returned(&report(action, status)).unwrap();
            assert_eq!((found.is_final(), found.is_gone()), (is_final, is_gone), "{action} {status}");
        }
    }

    #[test]
    fn a_mail_that_is_no_report_is_none() {
        for other in [
            &b"From: a@b.example\r\nTo: wire@meridian.example\r\nSubject: Out of office\r\n\r\nBack on Monday."[..],
            b"",
            b"\xff\xfe",
        ] {
            assert_eq!(returned(other), None);
        }
        let broken = String::from_utf8(report("failed", "five")).unwrap();
        assert_eq!(returned(broken.as_bytes()), None);
    }
}
