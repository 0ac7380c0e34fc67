//! What mails to readers look like, and the page by which whoever has one can end them.

use axum::Form;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use i18n::{Arg, Locale};
use newsroom::{MAILS, Written};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::who::Guest;
use crate::fault::Fault;
use crate::theme::Theme;

/// Writes a letter: the text and the HTML of its templates, the subject of the catalogues. Instants in what fills it
/// (`until`) become dates in its language.
///
/// # Errors
/// Says which template has a fault.
pub fn letter(
    theme: &Theme,
    agency: &str,
    (kind, locale): (&str, Locale),
    content: &Value,
) -> Result<Written, String> {
    let mut content = content.clone();
    if let Some(until) = content.get("until").and_then(Value::as_str)
        && let Ok(at) = until.parse::<jiff::Timestamp>()
    {
        content["until"] = json!(i18n::date_time(locale, &at.to_zoned_datetime(jiff::tz::TimeZone::UTC)));
    }
    let subject = match kind {
        "notice" | "notice-decided" => {
            let reference = content.get("reference").and_then(Value::as_str).unwrap_or_default();
            i18n::message(locale, &format!("letter-{kind}-subject"), &[("reference", Arg::Text(reference))])
        }
        "sanction" => {
            let sort = content.get("kind").and_then(Value::as_str).unwrap_or_default();
            i18n::message(locale, &format!("letter-{sort}-subject"), &[])
        }
        // A mail about one story is called as it is.
        "newsletter" => content.get("subject").and_then(Value::as_str).unwrap_or_default().to_owned(),
        "news" => content.get("title").and_then(Value::as_str).unwrap_or_default().to_owned(),
        _ => i18n::message(locale, &format!("letter-{kind}-subject"), &[]),
    };
    let file = kind.replace('-', "_");
    let view = json!({ "subject": subject, "agency": agency, "it": content });
    let render = |ending: &str| {
        theme.render(&format!("mail/{file}.{ending}"), locale, &view).map_err(|error| error.to_string())
    };
    let unsubscribe = content.get("unsubscribe").and_then(Value::as_str).map(str::to_owned);
    Ok(Written { text: tidy(&render("txt")?), html: render("html")?, subject, unsubscribe })
}

/// A text without the blank lines that the template's own lines leave.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = 0;
    for line in text.trim().lines() {
        blank = if line.trim().is_empty() { blank + 1 } else { 0 };
        if blank < 2 {
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
    out
}

#[derive(Serialize)]
struct View {
    token: String,
    chosen: String,
    mails: [&'static str; 4],
    is_saved: bool,
    before: Option<String>,
}

/// The page that a mail's foot leads to. Opening it changes nothing.
pub async fn page(
    guest: Guest,
    Path(token): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let chosen = guest.agency().mails_by_link(&token).await?;
    let query = query.unwrap_or_default();
    let before = query.strip_prefix("before=").filter(|it| MAILS.contains(it)).map(str::to_owned);
    let view = View { token, chosen, mails: MAILS, is_saved: !query.is_empty(), before };
    guest.page("reader/mail", "reader-mail", view)
}

/// What was chosen; a mail program that ends it by one click (RFC 8058) sends no choice.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    mails: Option<String>,
}

/// Changes it.
pub async fn choose(
    guest: Guest,
    Path(token): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let before = guest.agency().mails_by_link(&token).await?;
    guest.agency().choose_mails_by_link(&token, typed.mails.as_deref().unwrap_or("never")).await?;
    if typed.mails.is_some() {
        return Ok(guest.on(&format!("/account/mail/{token}?before={before}")));
    }
    // A mail program is not led anywhere (section 3.1).
    let view = View { token, chosen: "never".into(), mails: MAILS, is_saved: true, before: Some(before) };
    guest.page("reader/mail", "reader-mail", view)
}
