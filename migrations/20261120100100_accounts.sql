-- People and how they sign in. These tables are global: a person exists before and beyond any studio. Only lumora_system
-- touches them.

CREATE TABLE users (
    id uuid PRIMARY KEY,
    email text NOT NULL CONSTRAINT users_email_unique UNIQUE CONSTRAINT users_email_lower CHECK (email = lower(email)),
    name text NOT NULL CONSTRAINT users_name_length CHECK (char_length(name) BETWEEN 1 AND 120),
    password_hash text NOT NULL,
    operator boolean NOT NULL DEFAULT false,
    locale text NOT NULL CONSTRAINT users_locale_known CHECK (locale IN ('en', 'hr')),
    verified_at timestamptz,
    created_at timestamptz NOT NULL
);

-- The identity in the cookie is stored as its SHA-256 only: a copy of this table signs nobody in.
CREATE TABLE sessions (
    id_hash bytea PRIMARY KEY CONSTRAINT sessions_id_hash_length CHECK (octet_length(id_hash) = 32),
    -- What "sign out that device" names; not a secret.
    public_id uuid NOT NULL CONSTRAINT sessions_public_id_unique UNIQUE,
    user_id uuid CONSTRAINT sessions_user_exists REFERENCES users ON DELETE CASCADE,
    data jsonb NOT NULL,
    device text NOT NULL DEFAULT '',
    source text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX sessions_of_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- Mailed, single-use, bound to one purpose, stored hashed; taken by deleting the row.
CREATE TABLE user_tokens (
    token_hash bytea PRIMARY KEY CONSTRAINT user_tokens_hash_length CHECK (octet_length(token_hash) = 32),
    user_id uuid NOT NULL CONSTRAINT user_tokens_user_exists REFERENCES users ON DELETE CASCADE,
    purpose text NOT NULL CONSTRAINT user_tokens_purpose_known CHECK (purpose IN ('verify', 'reset')),
    expires_at timestamptz NOT NULL
);
CREATE INDEX user_tokens_of_user ON user_tokens (user_id, purpose);

-- Counters of attempts that guard access. In the database, so that they hold across restarts and nodes, and a database
-- that does not answer refuses the attempt.
CREATE TABLE throttles (
    key text PRIMARY KEY,
    attempts integer NOT NULL,
    ends_at timestamptz NOT NULL
);
CREATE INDEX throttles_by_end ON throttles (ends_at);

-- Mail to be sent, written in the transaction that causes it. The bodies hold links that open things: they are erased
-- once a server has taken the mail.
CREATE TABLE mails (
    id uuid PRIMARY KEY,
    recipient text NOT NULL,
    subject text NOT NULL,
    body_text text NOT NULL,
    body_html text NOT NULL,
    created_at timestamptz NOT NULL,
    sent_at timestamptz,
    last_error text
);
CREATE INDEX mails_newest ON mails (created_at DESC);

GRANT SELECT, INSERT, UPDATE, DELETE ON users, sessions, user_tokens, throttles, mails TO lumora_system;
-- A studio's transaction may write a mail and count an attempt (a code tried), but reads neither mails nor people.
GRANT INSERT ON mails TO lumora_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON throttles TO lumora_app;
