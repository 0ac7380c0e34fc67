-- Up to where mail that came back was read; one row.
CREATE TABLE mail_returns (
    id BIGINT PRIMARY KEY,
    mark TEXT NOT NULL
);

-- The language in which whoever gave a legal notice is answered.
ALTER TABLE report ADD COLUMN language TEXT;
