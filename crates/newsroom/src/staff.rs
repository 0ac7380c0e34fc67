//! Signing in, and who belongs to the staff.
//!
//! A session is 256 random bits in the visitor's cookie, kept hashed.

use jiff::SignedDuration;
use store::{Hash, StoreError};
use story::{Permission, StaffId, StaffRole};

use crate::house::{fault, required};
use crate::second_factor::Entered;
use crate::views::Staff;
use crate::{Agency, Error, allow};

const SESSION: SignedDuration = SignedDuration::from_hours(12);
/// How long a one-time link holds.
pub(crate) const CLAIM: SignedDuration = SignedDuration::from_hours(72);

/// What a token is kept as.
pub(crate) fn hash_token(token: &str) -> Hash {
    let mut hash = [0; 32];
    hash.copy_from_slice(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, token.as_bytes()).as_ref());
    hash
}

/// A fresh token of 256 bits, in hexadecimal digits.
pub(crate) fn new_token() -> Result<String, StoreError> {
    Ok(store::hex(&store::random::<32>()?))
}

impl Agency {
    /// Whether nobody can sign in yet to run the house.
    pub fn is_new(&self) -> Result<bool, Error> {
        Ok(!self.inner.store.read(|tx| tx.has_administrator())?)
    }

    /// A one-time link's token for the first administrator, where nobody can sign in yet.
    pub async fn first_claim(&self) -> Result<Option<String>, Error> {
        if !self.is_new()? {
            return Ok(None);
        }
        let now = self.now();
        let token = new_token()?;
        let hash = hash_token(&token);
        self.inner
            .store
            .write(move |tx| -> Result<(), StoreError> {
                let id = match tx.all_staff()?.into_iter().find(|s| s.role == StaffRole::Administrator) {
                    Some(staff) => staff.id,
                    None => {
                        let staff = Staff {
                            id: StaffId::new(now),
                            login: "administrator".into(),
                            name: "Administrator".into(),
                            role: StaffRole::Administrator,
                            language: "en".into(),
                            is_active: true,
                            has_factor: false,
                        };
                        tx.put_staff(&staff, now)?;
                        staff.id
                    }
                };
                tx.put_claim(hash, id, now + CLAIM)
            })
            .await?;
        Ok(Some(token))
    }

    /// For whom a one-time link is, while it holds.
    pub async fn claim(&self, token: &str) -> Result<Option<Staff>, Error> {
        let (hash, now) = (hash_token(token), self.now());
        Ok(self.inner.store.read(|tx| tx.staff_by_claim(hash, now))?)
    }

    /// Sets a password by a one-time link and signs in, or asks for the code; the link is spent.
    pub async fn claim_password(&self, token: &str, password: &str) -> Result<Entered, Error> {
        let staff = self.claim(token).await?.ok_or(Error::NotFound)?;
        self.set_password_of(staff.id, password).await?;
        self.entered(&staff).await
    }

    /// Sets a member's password, as from the command line: all their sessions end.
    pub async fn set_password_of(&self, id: StaffId, password: &str) -> Result<(), Error> {
        let staff = self.inner.store.read(|tx| tx.staff(id))?.ok_or(Error::NotFound)?;
        self.strong_enough(password, &[&staff.login, &staff.name, &self.house().name])?;
        let hash = self.password_hash(password).await?;
        Ok(self.inner.store.write(move |tx| tx.set_password(id, &hash)).await?)
    }

    /// Signs in; the answer takes as long for an unknown name as for a wrong password.
    pub async fn sign_in(&self, login: &str, password: &str) -> Result<Entered, Error> {
        let login = login.trim().to_lowercase();
        let found = self.inner.store.read(|tx| tx.staff_by_login(&login))?;
        let (staff, kept) = found.filter(|(staff, _)| staff.is_active).unzip();
        self.fits(&format!("staff {login}"), kept.flatten(), password).await?;
        self.entered(&staff.ok_or(Error::WrongPassword)?).await
    }

    /// Whose session a cookie's token is.
    pub async fn staff_of(&self, token: &str) -> Result<Option<Staff>, Error> {
        let (hash, now) = (hash_token(token), self.now());
        Ok(self.inner.store.read(|tx| tx.staff_by_session(hash, now))?)
    }

    /// Ends a session.
    pub async fn sign_out(&self, token: &str) -> Result<(), Error> {
        let hash = hash_token(token);
        Ok(self.inner.store.write(move |tx| tx.end_session(hash)).await?)
    }

    /// All of the staff.
    pub async fn staff(&self, who: &Staff) -> Result<Vec<Staff>, Error> {
        allow(who, Permission::ManageStaff)?;
        Ok(self.inner.store.read(|tx| tx.all_staff())?)
    }

    /// Adds a member of the staff; the token of the one-time link by which they set a password.
    pub async fn add_staff(
        &self,
        who: &Staff,
        login: &str,
        name: &str,
        role: StaffRole,
        language: &str,
    ) -> Result<String, Error> {
        allow(who, Permission::ManageStaff)?;
        let staff = self.put_new_staff(login, name, role, language).await?;
        self.claim_for(staff.id).await
    }

    /// Adds a member of the staff, as the command line does.
    pub async fn put_new_staff(
        &self,
        login: &str,
        name: &str,
        role: StaffRole,
        language: &str,
    ) -> Result<Staff, Error> {
        let login = required("login", login, 60)?.to_lowercase();
        let name = required("name", name, 80)?;
        let now = self.now();
        let staff = Staff {
            id: StaffId::new(now),
            login: login.clone(),
            name,
            role,
            language: language.into(),
            is_active: true,
            has_factor: false,
        };
        let kept = staff.clone();
        match self.inner.store.write(move |tx| tx.put_staff(&kept, now)).await {
            Err(StoreError::Taken) => Err(fault("login", "fault-taken", &login)),
            other => Ok(other.map(|()| staff)?),
        }
    }

    /// A one-time link's token by which a member of the staff sets a password.
    pub async fn claim_for(&self, id: StaffId) -> Result<String, Error> {
        let (token, now) = (new_token()?, self.now());
        let hash = hash_token(&token);
        self.inner.store.write(move |tx| tx.put_claim(hash, id, now + CLAIM)).await?;
        Ok(token)
    }

    /// A member of the staff by the name to sign in with.
    pub async fn staff_by_login(&self, login: &str) -> Result<Option<Staff>, Error> {
        let login = login.trim().to_lowercase();
        Ok(self.inner.store.read(|tx| tx.staff_by_login(&login))?.map(|(staff, _)| staff))
    }

    /// All of the staff, for the command line.
    pub async fn everyone(&self) -> Result<Vec<Staff>, Error> {
        Ok(self.inner.store.read(|tx| tx.all_staff())?)
    }

    /// Sets one's own password, by the one that holds: all sessions end.
    pub async fn change_password(&self, who: &Staff, old: &str, new: &str) -> Result<(), Error> {
        let kept = self.inner.store.read(|tx| tx.staff_by_login(&who.login))?.and_then(|(_, kept)| kept);
        self.fits(&format!("staff {}", who.login), kept, old).await?;
        self.set_password_of(who.id, new).await
    }

    pub(crate) async fn begin_session(&self, id: StaffId) -> Result<String, Error> {
        let (token, now) = (new_token()?, self.now());
        let hash = hash_token(&token);
        self.inner.store.write(move |tx| tx.begin_session(hash, id, now, now + SESSION)).await?;
        Ok(token)
    }
}
