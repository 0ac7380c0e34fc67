//! One's own account: the password, the second factor, the sessions.

use axum::Form;
use axum::http::StatusCode;
use axum::response::Response;
use newsroom::{Error, PASSWORD_LEAST};
use serde::{Deserialize, Serialize};

use super::refusals::{Beside, beside};
use super::who::{Desk, on_to};
use crate::fault::Fault;
use crate::session;

#[derive(Serialize)]
struct Offer {
    secret: String,
    /// The secret in groups of four, to be typed.
    typed: String,
    /// The address as a picture: the corners of its dark squares, as a path.
    picture: String,
    side: usize,
}

#[derive(Serialize)]
struct View {
    login: String,
    role: &'static str,
    has_factor: bool,
    is_wanted: bool,
    offer: Option<Offer>,
    /// Recovery codes, shown this once.
    codes: Vec<String>,
    left: u64,
    sessions: u64,
    least: usize,
    faults: Beside,
}

/// What a form of the page said.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    #[serde(rename = "do")]
    act: String,
    old: String,
    new: String,
    secret: String,
    code: String,
}

/// The page.
pub async fn page(desk: Desk) -> Result<Response, Fault> {
    show(&desk, None, Vec::new(), Beside::new())
}

/// Changes the password or the second factor, or ends other sessions.
pub async fn change(desk: Desk, Form(typed): Form<Typed>) -> Result<Response, Fault> {
    let (agency, who) = (desk.agency(), &desk.staff);
    let done = match typed.act.as_str() {
        "password" => match agency.change_password(who, &typed.old, &typed.new).await {
            Ok(()) => {
                return Ok(session::see_other("/sign-in", &session::end(&desk.web.options)));
            }
            Err(Error::WrongPassword | Error::TooManyTries { .. }) => {
                let wrong = desk.say("sign-in-wrong", &[]);
                return show(&desk, None, Vec::new(), Beside::from([("old".to_owned(), wrong)]));
            }
            other => other,
        },
        "factor" => match agency.set_factor(who, &typed.secret, &typed.code).await {
            Ok(codes) => return show(&desk, None, codes, Beside::new()),
            Err(Error::Faults(faults)) => {
                return show(&desk, Some(typed.secret), Vec::new(), beside(desk.locale, &faults));
            }
            Err(error) => Err(error),
        },
        "factor-off" => agency.drop_factor(who, &typed.code).await,
        "sessions" => agency.end_other_sessions(who, &desk.token).await,
        other => return Err(Fault::Bad(format!("there is nothing to do by the name of `{other}`"))),
    };
    match done {
        Ok(()) => Ok(on_to("/desk/account")),
        Err(Error::Faults(faults)) => show(&desk, None, Vec::new(), beside(desk.locale, &faults)),
        Err(error) => Err(error.into()),
    }
}

fn show(desk: &Desk, secret: Option<String>, codes: Vec<String>, faults: Beside) -> Result<Response, Fault> {
    let agency = desk.agency();
    let (left, sessions) = agency.factor_counts(&desk.staff)?;
    let has_factor = desk.staff.has_factor || !codes.is_empty();
    let offer = match has_factor {
        true => None,
        false => Some(offer(desk, secret)?),
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let view = View {
        login: desk.staff.login.clone(),
        role: desk.staff.role.as_str(),
        has_factor,
        is_wanted: agency.house().second_factor && !has_factor,
        offer,
        codes,
        left,
        sessions,
        least: PASSWORD_LEAST,
        faults,
    };
    desk.page_with(status, "account", "desk-account", view)
}

/// A second factor to be set up: a new one, or the one that was offered before.
fn offer(desk: &Desk, secret: Option<String>) -> Result<Offer, Fault> {
    let offered = desk.agency().offer_factor(&desk.staff, secret.as_deref())?;
    // The least correction: a screen is clean, and the longest name of a house and the longest login still fit.
    let code = qrcode::QrCode::with_error_correction_level(&offered.address, qrcode::EcLevel::L)
        .map_err(|_| Fault::Ours)?;
    let side = code.width();
    let dark = code.to_colors();
    let squares = dark.iter().enumerate().filter(|(_, color)| **color == qrcode::Color::Dark);
    let picture = squares.map(|(at, _)| format!("M{} {}h1v1h-1z", at % side, at / side)).collect();
    let letters: Vec<char> = offered.secret.chars().collect();
    let typed = letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ");
    Ok(Offer { secret: offered.secret, typed, picture, side })
}
