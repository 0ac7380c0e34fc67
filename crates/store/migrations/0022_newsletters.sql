-- Newsletters: what the desk puts together and sends to who subscribed to it. `state` is draft, scheduled, sending or sent.
CREATE TABLE newsletter (
    id UUID PRIMARY KEY,
    edition TEXT NOT NULL,
    subject TEXT NOT NULL,
    introduction TEXT NOT NULL,
    stories TEXT NOT NULL,
    state TEXT NOT NULL,
    send_at BIGINT,
    last_to UUID,
    staff TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    sent_at BIGINT,
    counts TEXT NOT NULL
);
CREATE INDEX newsletter_made ON newsletter (made_at);
CREATE INDEX newsletter_state ON newsletter (state, send_at);

-- Which newsletter a letter is, so that it is known what the servers said.
ALTER TABLE letter ADD COLUMN newsletter UUID;
CREATE INDEX letter_newsletter ON letter (newsletter, state) WHERE newsletter IS NOT NULL;
