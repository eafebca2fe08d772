-- Files on their way in, in one piece or many. Their bytes lie in the staging folder, under the upload's identity.
CREATE TABLE uploads (
    id uuid PRIMARY KEY,
    studio_id uuid NOT NULL,
    gallery_id uuid NOT NULL,
    file_name text NOT NULL,
    -- What the sender said of it, to be told again as it was.
    metadata text NOT NULL CONSTRAINT uploads_metadata_length CHECK (char_length(metadata) <= 4096),
    bytes bigint NOT NULL CONSTRAINT uploads_bytes_range CHECK (bytes BETWEEN 1 AND 52428800),
    -- What the sender says they will be.
    sha256 bytea CONSTRAINT uploads_sha256_length CHECK (octet_length(sha256) = 32),
    -- The photograph whose place they take.
    replaces uuid,
    -- The unguessable part of the objects' names. Storing that is tried again overwrites what it left behind.
    storage_key text NOT NULL CONSTRAINT uploads_storage_key_unique UNIQUE,
    -- What became of it, for senders who missed the answer.
    photo_id uuid,
    outcome text CONSTRAINT uploads_outcome_known CHECK (outcome IN ('created', 'already_here', 'replaced')),
    created_at timestamptz NOT NULL,
    -- Moved on whenever something comes.
    expires_at timestamptz NOT NULL,
    CONSTRAINT uploads_stored_whole CHECK ((photo_id IS NULL) = (outcome IS NULL)),
    CONSTRAINT uploads_gallery_exists FOREIGN KEY (studio_id, gallery_id) REFERENCES galleries (studio_id, id) ON DELETE CASCADE,
    CONSTRAINT uploads_photo_exists FOREIGN KEY (studio_id, gallery_id, photo_id)
        REFERENCES photos (studio_id, gallery_id, id) ON DELETE CASCADE,
    CONSTRAINT uploads_replaced_exists FOREIGN KEY (studio_id, gallery_id, replaces)
        REFERENCES photos (studio_id, gallery_id, id) ON DELETE SET NULL (replaces)
);
CREATE INDEX uploads_oldest ON uploads (expires_at);
CREATE INDEX uploads_open ON uploads (studio_id) WHERE photo_id IS NULL;
CALL make_tenant_table('uploads');
-- Whether a name is in a gallery is asked for every file that comes.
CREATE INDEX photos_by_name ON photos (gallery_id, file_name);
