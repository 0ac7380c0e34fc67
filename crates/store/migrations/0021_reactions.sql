-- What readers feel about a message: one each, beside whether it is useful. The counts stand with the message, as
-- `word:count`, and change in the same transaction.
CREATE TABLE message_reaction (
    message UUID NOT NULL REFERENCES message (id),
    reader UUID NOT NULL REFERENCES reader (id),
    kind TEXT NOT NULL,
    PRIMARY KEY (message, reader)
);
CREATE INDEX message_reaction_reader ON message_reaction (reader);
ALTER TABLE message ADD COLUMN reactions TEXT NOT NULL DEFAULT '';

-- How old an account has to be to write here, in hours.
ALTER TABLE discussion ADD COLUMN least_hours BIGINT NOT NULL DEFAULT 0;
