-- The tenant, who belongs to it, and what was done in it.

CREATE TABLE studios (
    studio_id uuid PRIMARY KEY,
    name text NOT NULL CONSTRAINT studios_name_length CHECK (char_length(name) BETWEEN 1 AND 120),
    locale text NOT NULL CONSTRAINT studios_locale_known CHECK (locale IN ('en', 'hr')),
    time_zone text NOT NULL,
    created_at timestamptz NOT NULL
);
CALL make_tenant_table('studios');

CREATE TABLE memberships (
    studio_id uuid NOT NULL CONSTRAINT memberships_studio_exists REFERENCES studios ON DELETE CASCADE,
    user_id uuid NOT NULL CONSTRAINT memberships_user_exists REFERENCES users ON DELETE CASCADE,
    role text NOT NULL CONSTRAINT memberships_role_known CHECK (role IN ('owner', 'admin', 'editor', 'viewer')),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (studio_id, user_id)
);
CREATE INDEX memberships_of_user ON memberships (user_id);
CALL make_tenant_table('memberships');

CREATE TABLE audit_entries (
    id uuid PRIMARY KEY,
    studio_id uuid NOT NULL CONSTRAINT audit_entries_studio_exists REFERENCES studios ON DELETE CASCADE,
    at timestamptz NOT NULL,
    -- Who: a member by identity and name as it was then, or a visitor.
    user_id uuid,
    actor text NOT NULL,
    action text NOT NULL,
    subject uuid,
    detail jsonb NOT NULL,
    source text NOT NULL
);
CREATE INDEX audit_entries_newest ON audit_entries (studio_id, at DESC);
CALL make_tenant_table('audit_entries');
-- Written once, never changed.
REVOKE UPDATE, DELETE ON audit_entries FROM lumora_app, lumora_system;
