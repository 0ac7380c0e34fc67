-- What the staff did: who, when, what, and about what.
CREATE TABLE staff_act (
    id UUID PRIMARY KEY,
    at BIGINT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    path TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX staff_act_at ON staff_act (at);
CREATE INDEX staff_act_who ON staff_act (who, at);

-- The second factor of a member of the staff, once it was shown to work; and the last step of time that it was used in.
ALTER TABLE staff ADD COLUMN factor BYTEA;
ALTER TABLE staff ADD COLUMN factor_step BIGINT;

-- Codes for who lost the second factor; each is good once.
CREATE TABLE recovery_code (
    staff UUID NOT NULL REFERENCES staff (id),
    code BYTEA NOT NULL,
    PRIMARY KEY (staff, code)
);

-- Who has given the password and not yet the code.
CREATE TABLE half_session (
    token BYTEA PRIMARY KEY,
    staff UUID NOT NULL REFERENCES staff (id),
    expires_at BIGINT NOT NULL
);

ALTER TABLE agency ADD COLUMN second_factor BOOLEAN NOT NULL DEFAULT FALSE;
