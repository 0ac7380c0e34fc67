//! What a request is told when it cannot be answered.
//!
//! A handler returns a [`Fault`]; one layer turns it into a page in the site's look, or into JSON for a
//! machine. So a handler never thinks about how a fault looks.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use newsroom::views::Withdrawn;

/// What is wrong.
#[derive(Clone, Debug)]
pub enum Fault {
    /// Nothing stands at this address.
    NotFound,
    /// A story stands here and is on hold.
    Held(Box<Withdrawn>),
    /// A story stood here and was withdrawn.
    Withdrawn(Box<Withdrawn>),
    /// The address does not take this method.
    Method,
    /// The body is over the limit (bytes).
    TooLarge(usize),
    /// The request cannot be read; what is wrong with it, for machines and logs.
    Bad(String),
    /// Not signed in; a person is led to the sign-in page and back.
    SignIn {
        /// Where to come back to.
        next: String,
    },
    /// Not logged in as a reader; a person is led to the door of the edition and back.
    LogIn {
        /// The path of the door.
        door: String,
        /// Where to come back to.
        next: String,
    },
    /// Signed in, but the role does not include it.
    NotAllowed,
    /// Came from a page of another site.
    OtherOrigin,
    /// A rule of the newsroom.
    Refused(story::Refusal),
    /// Something else was faster; reload.
    Conflict,
    /// Too much at once.
    Busy,
    /// The database is away; pages at hand are served meanwhile.
    Away,
    /// A fault of ours; it was logged.
    Ours,
}

impl Fault {
    /// The status that says it.
    pub fn status(&self) -> StatusCode {
        match self {
            // Nothing is here for the moment: not that nothing ever was (RFC 9110 section 15.5.5).
            Fault::NotFound | Fault::Held(_) => StatusCode::NOT_FOUND,
            Fault::Withdrawn(_) => StatusCode::GONE,
            Fault::Method => StatusCode::METHOD_NOT_ALLOWED,
            Fault::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Fault::Bad(_) => StatusCode::BAD_REQUEST,
            Fault::SignIn { .. } | Fault::LogIn { .. } => StatusCode::UNAUTHORIZED,
            Fault::NotAllowed | Fault::OtherOrigin => StatusCode::FORBIDDEN,
            Fault::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Fault::Conflict => StatusCode::CONFLICT,
            Fault::Busy | Fault::Away => StatusCode::SERVICE_UNAVAILABLE,
            Fault::Ours => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The word by which machines and the catalogues (`error-…`) know it.
    pub fn name(&self) -> &'static str {
        match self {
            Fault::NotFound => "not-found",
            Fault::Held(_) => "held",
            Fault::Withdrawn(_) => "withdrawn",
            Fault::Method => "method-not-allowed",
            Fault::TooLarge(_) => "too-large",
            Fault::Bad(_) => "bad-request",
            Fault::SignIn { .. } | Fault::LogIn { .. } => "sign-in",
            Fault::NotAllowed => "not-allowed",
            Fault::OtherOrigin => "other-origin",
            Fault::Refused(_) => "refused",
            Fault::Conflict => "conflict",
            Fault::Busy => "busy",
            Fault::Away => "away",
            Fault::Ours => "server",
        }
    }

    /// The fault behind an answer that some layer made without saying more than a status.
    pub fn of_status(status: StatusCode) -> Option<Fault> {
        Some(match status {
            StatusCode::NOT_FOUND => Fault::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Fault::Method,
            StatusCode::FORBIDDEN => Fault::OtherOrigin,
            StatusCode::BAD_REQUEST
            | StatusCode::UNPROCESSABLE_ENTITY
            | StatusCode::UNSUPPORTED_MEDIA_TYPE => Fault::Bad(status.to_string()),
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::REQUEST_TIMEOUT => Fault::Busy,
            // What oEmbed says of a format that is not spoken (section 2.3.3).
            StatusCode::NOT_IMPLEMENTED => return None,
            status if status.is_server_error() => Fault::Ours,
            _ => return None,
        })
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.status();
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response.extensions_mut().insert(self);
        response
    }
}

impl From<newsroom::Error> for Fault {
    fn from(error: newsroom::Error) -> Self {
        use newsroom::Error;
        match error {
            Error::Refused(story::Refusal::NotAllowed { .. }) => Fault::NotAllowed,
            Error::Refused(refusal) => Fault::Refused(refusal),
            Error::NotFound | Error::NoEdition => Fault::NotFound,
            error if error.is_conflict() => Fault::Conflict,
            Error::WrongPassword => Fault::NotAllowed,
            Error::TooManyTries { .. } => Fault::Busy,
            error if error.is_away() => {
                tracing::error!(%error, "a request waits for the database");
                Fault::Away
            }
            Error::Store(store) => {
                tracing::error!(error = %store, "the store failed a request");
                Fault::Ours
            }
            Error::Search(error) => {
                tracing::error!(%error, "the search index failed a request");
                Fault::Ours
            }
            other => Fault::Bad(other.to_string()),
        }
    }
}

impl From<crate::theme::ThemeError> for Fault {
    fn from(error: crate::theme::ThemeError) -> Self {
        tracing::error!(%error, "a page could not be rendered");
        Fault::Ours
    }
}
