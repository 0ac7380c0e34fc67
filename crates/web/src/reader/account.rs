//! A reader's own page: name, language, zone, mail, address, password, sessions; and leaving.

use axum::Form;
use axum::extract::{Path, RawQuery};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use newsroom::{Choices, Error, MAILS, PASSWORD_LEAST};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::who::{Account, Guest, MaybeReader};
use crate::desk::Beside;
use crate::fault::Fault;
use crate::session;
use crate::site::view::When;

/// A session in the list.
#[derive(Serialize)]
struct SessionLine {
    id: String,
    device: String,
    began: When,
    seen: When,
    is_this: bool,
}

/// A letter in the list.
#[derive(Serialize)]
struct LetterLine {
    kind: String,
    at: When,
    state: String,
}

/// A passkey in the list.
#[derive(Serialize)]
struct PasskeyLine {
    id: String,
    name: String,
    made: When,
    used: Option<When>,
}

#[derive(Serialize)]
struct LanguageChoice {
    tag: &'static str,
    name: &'static str,
}

#[derive(Serialize)]
struct View {
    typed: Typed,
    address: String,
    color: u32,
    initial: String,
    languages: Vec<LanguageChoice>,
    mails: [&'static str; 4],
    sessions: Vec<SessionLine>,
    has_passkeys: bool,
    passkeys: Vec<PasskeyLine>,
    providers: Vec<String>,
    letters: Vec<LetterLine>,
    muted: Vec<(String, String)>,
    least: usize,
    leaves: Option<When>,
    is_stopped: bool,
    unseen: u64,
    done: Option<String>,
    faults: Beside,
}

/// What a reader typed or pressed.
#[derive(Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Typed {
    #[serde(rename = "do")]
    act: String,
    name: String,
    language: String,
    zone: String,
    mails: String,
    address: String,
    #[serde(skip_serializing)]
    old: String,
    #[serde(skip_serializing)]
    password: String,
    session: String,
    passkey: String,
    issuer: String,
    whom: String,
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn show(
    account: &Account,
    typed: Option<Typed>,
    done: Option<&str>,
    faults: Beside,
) -> Result<Response, Fault> {
    let (agency, reader) = (account.agency(), &account.reader);
    let sessions = agency.reader_sessions(reader, &account.token).await?;
    let lines = sessions.all.iter().map(|it| SessionLine {
        id: hex(&it.token[..8]),
        device: it.device.clone(),
        began: account.when(it.began_at),
        seen: account.when(it.seen_at),
        is_this: it.token == sessions.this,
    });
    let letters = agency.letters_to(reader).await?.into_iter().map(|it| LetterLine {
        kind: it.kind,
        at: account.when(it.made_at),
        state: it.state,
    });
    let passkeys = agency.passkeys(reader)?.into_iter().map(|it| PasskeyLine {
        id: hex(&it.credential),
        name: it.name,
        made: account.when(it.made_at),
        used: it.used_at.map(|at| account.when(at)),
    });
    let muted = agency.muted(reader).await?;
    let is_faulty = !faults.is_empty();
    let view = View {
        typed: typed.unwrap_or_else(|| Typed {
            name: reader.name.clone(),
            language: reader.language.clone(),
            zone: reader.zone.clone(),
            mails: reader.mails.clone(),
            ..Typed::default()
        }),
        address: reader.address.clone(),
        color: crate::discussion::color_of(&reader.name),
        initial: crate::discussion::initial_of(&reader.name),
        languages: i18n::Locale::ALL
            .into_iter()
            .map(|locale| LanguageChoice { tag: locale.tag(), name: locale.name_in_itself() })
            .collect(),
        mails: MAILS,
        sessions: lines.collect(),
        has_passkeys: agency.has_passkeys(),
        passkeys: passkeys.collect(),
        providers: agency.identities(reader)?,
        letters: letters.collect(),
        muted: muted.into_iter().map(|(id, name)| (id.to_string(), name)).collect(),
        least: PASSWORD_LEAST,
        leaves: reader.leaves.as_ref().map(|(at, _)| account.when(*at)),
        is_stopped: agency.stopped(reader).await?.is_some(),
        unseen: agency.unseen_notes(reader)?,
        done: done.map(|key| account.say(key, &[])),
        faults,
    };
    account.again("reader/account", "reader-account", view, is_faulty)
}

/// The page.
pub async fn page(account: Account, RawQuery(query): RawQuery) -> Result<Response, Fault> {
    let done = match query.as_deref() {
        Some("welcome") => Some("reader-welcome"),
        Some("saved") => Some("settings-saved"),
        Some("mailed") => Some("reader-address-mailed"),
        Some("stays") => Some("reader-stays"),
        _ => None,
    };
    show(&account, None, done, Beside::new()).await
}

/// Changes something.
pub async fn change(account: Account, Form(typed): Form<Typed>) -> Result<Response, Fault> {
    let (agency, reader) = (account.agency(), &account.reader);
    let (done, to) = match typed.act.as_str() {
        "choices" => {
            let it = Choices {
                name: &typed.name,
                language: &typed.language,
                zone: &typed.zone,
                mails: &typed.mails,
            };
            (agency.choose(reader, it).await, "/account?saved")
        }
        "address" => (agency.ask_for_address(reader, &typed.address, &account.from).await, "/account?mailed"),
        "password" => {
            let pair = (typed.old.as_str(), typed.password.as_str());
            (agency.change_reader_password(reader, pair, &account.token).await, "/account?saved")
        }
        "end" => {
            let which = Some(typed.session.as_str()).filter(|it| !it.is_empty());
            (agency.end_reader_sessions(reader, &account.token, which).await, "/account")
        }
        "end-passkey" => {
            let all = agency.passkeys(reader)?;
            let meant = all.into_iter().find(|it| hex(&it.credential) == typed.passkey);
            let meant = meant.ok_or(Fault::NotFound)?;
            (agency.end_passkey(reader, meant.credential).await, "/account?saved")
        }
        "end-provider" => (agency.end_identity(reader, &typed.issuer).await, "/account?saved"),
        "unmute" => {
            let whom = typed.whom.parse().map_err(|_| Fault::NotFound)?;
            (agency.mute(reader, whom, false).await, "/account")
        }
        "stay" => (agency.stay(reader).await, "/account?stays"),
        _ => return Err(Fault::Bad("no such act".into())),
    };
    match done {
        Ok(()) => Ok(account.on(to)),
        Err(Error::WrongPassword) => {
            let faults = Beside::from([("old".to_owned(), account.say("fault-password-wrong", &[]))]);
            show(&account, None, None, faults).await
        }
        Err(error) => {
            let mut faults = account.faults(error)?;
            // The form of the password has the field of the new one; that of the choices says the rest.
            if let Some(fault) = faults.remove("form") {
                faults.insert(typed.act.clone(), fault);
            }
            let typed = (typed.act == "choices").then_some(typed);
            show(&account, typed, None, faults).await
        }
    }
}

/// Who this browser is signed in as, for scripts: the page around is the same for all.
pub async fn me(guest: Guest, MaybeReader(reader): MaybeReader) -> Result<Response, Fault> {
    let body = match reader {
        None => json!({ "name": null }),
        Some(reader) => {
            let unseen = guest.agency().unseen_notes(&reader)?;
            let is_stopped = guest.agency().stopped(&reader).await?.is_some();
            json!({ "name": reader.name, "id": reader.id, "unseen": unseen, "stopped": is_stopped })
        }
    };
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, body.to_string()).into_response())
}

#[derive(Serialize)]
struct AddressView {
    token: String,
    address: Option<String>,
    is_done: bool,
}

/// The page that the mail to a new address opens: one button. Opening it changes nothing.
pub async fn address_page(guest: Guest, Path(token): Path<String>) -> Result<Response, Fault> {
    let address = guest.agency().new_address(&token).await?;
    guest.page("reader/address", "reader-new-address", AddressView { token, address, is_done: false })
}

/// Changes the address.
pub async fn confirm_address(guest: Guest, Path(token): Path<String>) -> Result<Response, Fault> {
    let is_done = match guest.agency().confirm_address(&token).await {
        Ok(()) => true,
        Err(Error::NotFound) => false,
        Err(other) => return Err(other.into()),
    };
    guest.page("reader/address", "reader-new-address", AddressView { token, address: None, is_done })
}

/// How somebody goes.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Leaving {
    password: String,
    how: String,
}

#[derive(Serialize)]
struct LeaveView {
    how: String,
    has_password: bool,
    faults: Beside,
}

/// The page on which somebody leaves.
pub async fn leave_page(account: Account) -> Result<Response, Fault> {
    leave_form(&account, "erase".into(), Beside::new())
}

fn leave_form(account: &Account, how: String, faults: Beside) -> Result<Response, Fault> {
    let has_password = account.agency().has_password(&account.reader)?;
    let is_faulty = !faults.is_empty();
    account.again("reader/leave", "reader-leave", LeaveView { how, has_password, faults }, is_faulty)
}

/// Begins the time after which they are gone; this session ends.
pub async fn leave(account: Account, Form(typed): Form<Leaving>) -> Result<Response, Fault> {
    let who = (&account.reader, account.token.as_str());
    match account.agency().leave(who, &typed.password, typed.how != "anonymise").await {
        Ok(_) => {
            account.agency().sign_reader_out(&account.token).await?;
            Ok(account.on_with("/", &session::end_reader(&account.web.options)))
        }
        Err(error) => {
            let faults = account.faults(error)?;
            leave_form(&account, typed.how, faults)
        }
    }
}
