-- What a member's scripts show instead of signing in. Whoever leaves the studio leaves their tokens.
CREATE TABLE api_tokens (
    id uuid PRIMARY KEY,
    studio_id uuid NOT NULL,
    user_id uuid NOT NULL,
    name text NOT NULL CONSTRAINT api_tokens_name_length CHECK (char_length(name) BETWEEN 1 AND 60),
    -- The secret is stored as its SHA-256 only: a copy of this table lets nobody in.
    token_hash bytea NOT NULL CONSTRAINT api_tokens_hash_unique UNIQUE
        CONSTRAINT api_tokens_hash_length CHECK (octet_length(token_hash) = 32),
    scope text NOT NULL CONSTRAINT api_tokens_scope_known CHECK (scope IN ('upload')),
    created_at timestamptz NOT NULL,
    -- Give or take a minute.
    last_used_at timestamptz,
    -- Nothing for one that works until it is revoked.
    expires_at timestamptz,
    CONSTRAINT api_tokens_ends_later CHECK (expires_at > created_at),
    CONSTRAINT api_tokens_member_exists FOREIGN KEY (studio_id, user_id)
        REFERENCES memberships (studio_id, user_id) ON DELETE CASCADE
);
CREATE INDEX api_tokens_of_member ON api_tokens (user_id, studio_id);
CALL make_tenant_table('api_tokens');
