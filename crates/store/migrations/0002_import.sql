-- Which story an item from elsewhere became, so that reading it again makes nothing new.
CREATE TABLE import (
    source TEXT PRIMARY KEY,
    story UUID NOT NULL REFERENCES story (id),
    text_hash BYTEA NOT NULL
);
