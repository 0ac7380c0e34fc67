//! A provider of sign-ins that is asked (OpenID Connect Core 1.0, Discovery 1.0): where its doors are, what a code stands
//! for, and its keys. Who somebody is is decided elsewhere.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::AUTHORIZATION;
use reqwest::{Client, Url};
use serde_json::Value;

/// The most bytes of an answer.
const MOST: usize = 1 << 20;

/// A provider, as the operator named it. Its addresses are the operator's word, so they may be of private networks.
#[derive(Clone)]
pub struct Provider {
    client: Client,
    issuer: String,
    id: String,
    secret: String,
}

/// Where its doors are (Discovery section 3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doors {
    /// Where people sign in.
    pub authorization: Url,
    token: Url,
    keys: Url,
    /// Where it says more of who came in, if it does.
    people: Option<Url>,
    /// Whether the secret goes into the form, for it takes no other way.
    by_form: bool,
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Provider").field("issuer", &self.issuer).field("id", &self.id).finish_non_exhaustive()
    }
}

impl Provider {
    /// By the issuer's address and what it gave us as a client.
    ///
    /// # Errors
    /// When the address is none, or one without TLS of another machine.
    pub fn new(issuer: &str, id: &str, secret: &str) -> Result<Self, String> {
        let issuer = issuer.trim_end_matches('/');
        let url = Url::parse(issuer).map_err(|error| format!("`{issuer}` is no address: {error}"))?;
        let is_here = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        if url.scheme() != "https" && !is_here {
            return Err(format!("`{issuer}` is asked by https only"));
        }
        let client = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .connect_timeout(Duration::from_secs(5))
            .timeout(Duration::from_secs(15))
            .build()
            .map_err(|error| error.to_string())?;
        Ok(Provider { client, issuer: issuer.to_owned(), id: id.to_owned(), secret: secret.to_owned() })
    }

    /// The issuer.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Our name with it.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Asks where its doors are. One that says to be another is not believed (section 4.3).
    ///
    /// # Errors
    /// What is wrong, in words.
    pub async fn doors(&self) -> Result<Doors, String> {
        let told = self.get(&format!("{}/.well-known/openid-configuration", self.issuer)).await?;
        if told["issuer"].as_str().map(|issuer| issuer.trim_end_matches('/')) != Some(&self.issuer) {
            return Err(format!("the provider says to be {}, not {}", told["issuer"], self.issuer));
        }
        let door = |name: &str| {
            let address = told[name].as_str().unwrap_or_default();
            Url::parse(address).map_err(|error| format!("the provider’s {name} is `{address}`: {error}"))
        };
        let methods = told["token_endpoint_auth_methods_supported"].as_array();
        let takes = |method: &str| methods.is_some_and(|all| all.iter().any(|it| it == method));
        Ok(Doors {
            authorization: door("authorization_endpoint")?,
            token: door("token_endpoint")?,
            keys: door("jwks_uri")?,
            people: door("userinfo_endpoint").ok(),
            by_form: takes("client_secret_post") && !takes("client_secret_basic"),
        })
    }

    /// What a code stands for: the token that says who somebody is, as it is signed, and the token by which the provider
    /// can be asked for more (Core section 3.1.3).
    ///
    /// # Errors
    /// What is wrong, in words.
    pub async fn redeem(
        &self,
        doors: &Doors,
        (code, verifier): (&str, &str),
        redirect: &str,
    ) -> Result<(String, String), String> {
        let mut fields = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", redirect),
            ("code_verifier", verifier),
        ];
        let mut request = self.client.post(doors.token.clone());
        if doors.by_form {
            fields.extend([("client_id", self.id.as_str()), ("client_secret", self.secret.as_str())]);
        } else {
            // RFC 6749 section 2.3.1: both are escaped as in a form first.
            let pair = format!("{}:{}", escaped(&self.id), escaped(&self.secret));
            request = request.header(AUTHORIZATION, format!("Basic {}", STANDARD.encode(pair)));
        }
        let form: Vec<String> =
            fields.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
        let request = request
            .header(reqwest::header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(form.join("&"));
        let told = read(request.send().await).await?;
        let token = told["id_token"].as_str().ok_or("the provider gave no token that says who it is")?;
        Ok((token.to_owned(), told["access_token"].as_str().unwrap_or_default().to_owned()))
    }

    /// What more it says of who came in; nothing where it says no more (Core section 5.3).
    ///
    /// # Errors
    /// What is wrong, in words.
    pub async fn more(&self, doors: &Doors, token: &str) -> Result<Value, String> {
        let Some(people) = &doors.people else { return Ok(Value::Null) };
        let request = self.client.get(people.clone()).header(AUTHORIZATION, format!("Bearer {token}"));
        read(request.send().await).await
    }

    /// Its keys (RFC 7517 section 5).
    ///
    /// # Errors
    /// What is wrong, in words.
    pub async fn keys(&self, doors: &Doors) -> Result<Value, String> {
        self.get(doors.keys.as_str()).await
    }

    async fn get(&self, address: &str) -> Result<Value, String> {
        read(self.client.get(address).send().await).await
    }
}

async fn read(answer: reqwest::Result<reqwest::Response>) -> Result<Value, String> {
    let mut answer =
        answer.map_err(|error| format!("the provider cannot be asked: {}", error.without_url()))?;
    let status = answer.status();
    let mut bytes = Vec::new();
    while let Some(more) = answer.chunk().await.map_err(|error| error.without_url().to_string())? {
        bytes.extend_from_slice(&more);
        if bytes.len() > MOST {
            return Err("the provider says more than can be listened to".into());
        }
    }
    let told: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    if status.is_success() && told.is_object() {
        return Ok(told);
    }
    Err(format!("the provider answers {status} {}", told["error"].as_str().unwrap_or_default()))
}

/// As in a form (WHATWG URL section 5.2).
fn escaped(text: &str) -> String {
    let one = |byte: u8| match byte {
        byte if byte.is_ascii_alphanumeric() || b"-._*".contains(&byte) => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(one).collect()
}
