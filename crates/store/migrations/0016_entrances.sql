-- Ways for readers to come in without a password. A passkey (WebAuthn) by the id of its credential.
CREATE TABLE passkey (
    credential BYTEA PRIMARY KEY,
    reader UUID NOT NULL REFERENCES reader (id),
    name TEXT NOT NULL,
    kept TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX passkey_reader ON passkey (reader);

-- What a browser was asked to sign, once, for a few minutes.
CREATE TABLE passkey_ceremony (
    token BYTEA PRIMARY KEY,
    reader UUID,
    kept TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);

-- Who a reader is at a provider of sign-ins (OpenID Connect).
CREATE TABLE reader_identity (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    reader UUID NOT NULL REFERENCES reader (id),
    since BIGINT NOT NULL,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX reader_identity_reader ON reader_identity (reader);

-- Somebody whom a provider vouches for, and who has to choose a name: no account yet.
CREATE TABLE reader_newcomer (
    token BYTEA PRIMARY KEY,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    address TEXT NOT NULL,
    name TEXT NOT NULL,
    next TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
