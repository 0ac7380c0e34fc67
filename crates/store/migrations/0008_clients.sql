-- The people at subscribers, who read the wire in the portal.
CREATE TABLE client_user (
    id UUID PRIMARY KEY,
    subscriber UUID NOT NULL REFERENCES subscriber (id),
    address TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    password TEXT,
    is_active BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX client_user_subscriber ON client_user (subscriber);

CREATE TABLE client_session (
    token BYTEA PRIMARY KEY,
    client UUID NOT NULL REFERENCES client_user (id),
    expires_at BIGINT NOT NULL
);
CREATE INDEX client_session_client ON client_session (client);

CREATE TABLE client_claim (
    token BYTEA PRIMARY KEY,
    client UUID NOT NULL REFERENCES client_user (id),
    expires_at BIGINT NOT NULL
);

CREATE TABLE saved_filter (
    id UUID PRIMARY KEY,
    client UUID NOT NULL REFERENCES client_user (id),
    name TEXT NOT NULL,
    filter TEXT NOT NULL,
    alert TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX saved_filter_client ON saved_filter (client);

-- What somebody is told of: one row for a thing that their subscriber was given, however many filters mean it.
CREATE TABLE client_alert (
    client UUID NOT NULL REFERENCES client_user (id),
    position BIGINT NOT NULL,
    story UUID,
    filters TEXT NOT NULL,
    at BIGINT NOT NULL,
    seen_at BIGINT,
    mail TEXT NOT NULL,
    mail_attempts BIGINT NOT NULL,
    mail_due BIGINT,
    mail_said TEXT,
    PRIMARY KEY (client, position)
);
CREATE INDEX client_alert_mail ON client_alert (mail, mail_due);
CREATE INDEX client_alert_story ON client_alert (client, story);

-- How far each subscriber's transmissions were looked at for alerts.
CREATE TABLE alert_cursor (
    subscriber UUID PRIMARY KEY REFERENCES subscriber (id),
    position BIGINT NOT NULL
);

-- What a client did with a story: used, copied, downloaded.
CREATE TABLE client_usage (
    id UUID PRIMARY KEY,
    subscriber UUID NOT NULL REFERENCES subscriber (id),
    client UUID NOT NULL REFERENCES client_user (id),
    story UUID NOT NULL REFERENCES story (id),
    revision BIGINT NOT NULL,
    what TEXT NOT NULL,
    detail TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX client_usage_story ON client_usage (subscriber, story, at);
CREATE INDEX client_usage_at ON client_usage (subscriber, at);
