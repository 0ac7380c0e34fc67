-- Sign-ins that somebody began at a provider: what has to come back with them.
CREATE TABLE sign_in_attempt (
    state BYTEA PRIMARY KEY,
    nonce TEXT NOT NULL,
    verifier TEXT NOT NULL,
    next TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
