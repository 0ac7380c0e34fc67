//! Asking a witness of the public log for its signature.
//!
//! Source: C2SP tlog-witness, `add-checkpoint`.

use reqwest::Url;

use crate::Post;
use crate::webhook::why;

/// The most that a witness's answer is read of, in bytes.
const MOST: usize = 64 << 10;

impl Post {
    /// Posts a request to a witness: the status of its answer, and what it said.
    ///
    /// # Errors
    /// When it cannot be reached, in words.
    pub async fn ask_witness(&self, address: &str, body: String) -> Result<(u16, String), String> {
        let address = format!("{}/add-checkpoint", address.trim_end_matches('/'));
        let url: Url = address.parse().map_err(|_| "the address cannot be read".to_owned())?;
        if self.is_private(&url) {
            return Err("the address is of a private network".into());
        }
        let mut response = self.client.post(url).body(body).send().await.map_err(|error| why(&error))?;
        let mut said = Vec::new();
        while let Some(more) = response.chunk().await.map_err(|error| why(&error))? {
            said.extend_from_slice(&more);
            if said.len() > MOST {
                return Err("its answer has no end".into());
            }
        }
        let said = String::from_utf8(said).map_err(|_| "its answer is no text".to_owned())?;
        Ok((response.status().as_u16(), said))
    }
}
