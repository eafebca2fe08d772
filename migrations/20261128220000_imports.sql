-- Archives of photographs that are taken apart. Their bytes lie in the staging folder, under the import's identity, which is
-- that of the upload it came by.
CREATE TABLE imports (
    id uuid PRIMARY KEY,
    studio_id uuid NOT NULL,
    gallery_id uuid NOT NULL,
    -- Who began it. What they may is asked anew for every file.
    user_id uuid NOT NULL,
    -- From where, for the audit log.
    source text NOT NULL,
    -- What the archive is called.
    name text NOT NULL CONSTRAINT imports_name_length CHECK (char_length(name) BETWEEN 1 AND 200),
    -- Whether its folders become sets.
    unpack text NOT NULL CONSTRAINT imports_unpack_known CHECK (unpack IN ('flat', 'sets')),
    -- Where files go that become part of no other set.
    set_id uuid,
    state text NOT NULL CONSTRAINT imports_state_known CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
    failure text CONSTRAINT imports_failure_known CHECK (failure IN ('damaged', 'too_many', 'forbidden', 'lost')),
    -- Entries of the archive, once it was opened, and the one that is next.
    total integer NOT NULL DEFAULT 0,
    next integer NOT NULL DEFAULT 0 CONSTRAINT imports_next_range CHECK (next BETWEEN 0 AND total),
    -- What became of those before.
    added integer NOT NULL DEFAULT 0,
    already_here integer NOT NULL DEFAULT 0,
    refused integer NOT NULL DEFAULT 0,
    -- The first of those that were refused: name and reason.
    refusals jsonb NOT NULL DEFAULT '[]',
    -- Bytes that came out of it.
    unpacked bigint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    ended_at timestamptz,
    CONSTRAINT imports_of_studio UNIQUE (studio_id, id),
    CONSTRAINT imports_failed_why CHECK ((state = 'failed') = (failure IS NOT NULL)),
    CONSTRAINT imports_ended CHECK ((state IN ('waiting', 'running')) = (ended_at IS NULL)),
    CONSTRAINT imports_gallery_exists FOREIGN KEY (studio_id, gallery_id) REFERENCES galleries (studio_id, id) ON DELETE CASCADE,
    CONSTRAINT imports_member_exists FOREIGN KEY (studio_id, user_id) REFERENCES memberships (studio_id, user_id) ON DELETE CASCADE,
    CONSTRAINT imports_set_exists FOREIGN KEY (studio_id, gallery_id, set_id)
        REFERENCES photo_sets (studio_id, gallery_id, id) ON DELETE SET NULL (set_id)
);
CREATE INDEX imports_of_gallery ON imports (gallery_id);
CREATE INDEX imports_of_member ON imports (user_id, studio_id);
CREATE INDEX imports_latest ON imports (studio_id, created_at);
CREATE INDEX imports_ended_first ON imports (ended_at);
CALL make_tenant_table('imports');

-- An archive comes as photographs do, and may be larger.
ALTER TABLE uploads
    ADD COLUMN unpack text CONSTRAINT uploads_unpack_known CHECK (unpack IN ('flat', 'sets')),
    ADD COLUMN import_id uuid,
    DROP CONSTRAINT uploads_bytes_range,
    ADD CONSTRAINT uploads_bytes_range CHECK (bytes >= 1 AND (unpack IS NOT NULL OR bytes <= 52428800)),
    ADD CONSTRAINT uploads_import_of_archive CHECK (import_id IS NULL OR unpack IS NOT NULL),
    ADD CONSTRAINT uploads_import_exists FOREIGN KEY (studio_id, import_id) REFERENCES imports (studio_id, id) ON DELETE CASCADE;
