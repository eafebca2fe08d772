-- Galleries, their photographs, and what visitors leave in them.

CREATE TABLE galleries (
    id uuid PRIMARY KEY,
    studio_id uuid NOT NULL CONSTRAINT galleries_studio_exists REFERENCES studios ON DELETE CASCADE,
    title text COLLATE "und-x-icu" NOT NULL CONSTRAINT galleries_title_length CHECK (char_length(title) BETWEEN 1 AND 120),
    description text NOT NULL DEFAULT '' CONSTRAINT galleries_description_length CHECK (char_length(description) <= 2000),
    taken_on date,
    status text NOT NULL CONSTRAINT galleries_status_known CHECK (status IN ('draft', 'published', 'archived')),
    link_token text NOT NULL CONSTRAINT galleries_link_unique UNIQUE,
    access_code text NOT NULL,
    -- The last day on which clients see it, in the studio's time zone.
    expires_on date,
    cover_photo_id uuid,
    -- Part of every address of a photograph; raised when those let in must ask again.
    access_epoch integer NOT NULL DEFAULT 1,
    -- The number of the last live message.
    change_seq bigint NOT NULL DEFAULT 0,
    -- How many visitors have been numbered.
    visitor_seq integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    published_at timestamptz,
    trashed_at timestamptz,
    CONSTRAINT galleries_tenant_key UNIQUE (studio_id, id),
    CONSTRAINT galleries_code_unique UNIQUE (studio_id, access_code)
);
CREATE INDEX galleries_newest ON galleries (studio_id, created_at DESC);
CALL make_tenant_table('galleries');

CREATE TABLE photos (
    id uuid PRIMARY KEY,
    studio_id uuid NOT NULL,
    gallery_id uuid NOT NULL,
    file_name text NOT NULL,
    sha256 bytea NOT NULL CONSTRAINT photos_sha256_length CHECK (octet_length(sha256) = 32),
    bytes bigint NOT NULL CONSTRAINT photos_bytes_range CHECK (bytes BETWEEN 1 AND 52428800),
    format text NOT NULL CONSTRAINT photos_format_known CHECK (format IN ('jpeg', 'png', 'webp')),
    -- The unguessable part of its objects' names.
    storage_key text NOT NULL CONSTRAINT photos_storage_key_unique UNIQUE,
    state text NOT NULL CONSTRAINT photos_state_known CHECK (state IN ('processing', 'ready', 'failed')),
    -- Why its sizes could not be made, as a code the pages translate.
    failure text,
    -- Pixels after orientation, once known.
    width integer,
    height integer,
    placeholder text NOT NULL DEFAULT '',
    dominant_color text NOT NULL DEFAULT '',
    -- As the camera's clock said: no time zone.
    taken_at timestamp,
    camera text NOT NULL DEFAULT '',
    metadata jsonb NOT NULL DEFAULT '{}',
    -- The order in a gallery: capture time, or time of upload where unknown.
    sort_at timestamp NOT NULL,
    created_at timestamptz NOT NULL,
    trashed_at timestamptz,
    CONSTRAINT photos_tenant_key UNIQUE (studio_id, id),
    CONSTRAINT photos_gallery_key UNIQUE (studio_id, gallery_id, id),
    CONSTRAINT photos_gallery_exists FOREIGN KEY (studio_id, gallery_id) REFERENCES galleries (studio_id, id) ON DELETE CASCADE,
    -- The same bytes twice are one photograph.
    CONSTRAINT photos_bytes_once UNIQUE (studio_id, gallery_id, sha256),
    CONSTRAINT photos_ready_has_size CHECK (state <> 'ready' OR (width > 0 AND height > 0))
);
CREATE INDEX photos_in_order ON photos (gallery_id, sort_at, file_name, id) WHERE trashed_at IS NULL;
CREATE INDEX photos_in_trash ON photos (trashed_at) WHERE trashed_at IS NOT NULL;
CALL make_tenant_table('photos');

ALTER TABLE galleries ADD CONSTRAINT galleries_cover_exists FOREIGN KEY (studio_id, id, cover_photo_id)
    REFERENCES photos (studio_id, gallery_id, id) ON DELETE SET NULL (cover_photo_id);

-- A browser that gave the code. Bound to the epoch of that moment and to that gallery alone.
CREATE TABLE gallery_unlocks (
    studio_id uuid NOT NULL,
    gallery_id uuid NOT NULL,
    visitor_hash bytea NOT NULL CONSTRAINT gallery_unlocks_hash_length CHECK (octet_length(visitor_hash) = 32),
    access_epoch integer NOT NULL,
    unlocked_at timestamptz NOT NULL,
    PRIMARY KEY (gallery_id, visitor_hash),
    CONSTRAINT gallery_unlocks_gallery_exists FOREIGN KEY (studio_id, gallery_id) REFERENCES galleries (studio_id, id) ON DELETE CASCADE
);
CALL make_tenant_table('gallery_unlocks');

-- Someone with a session key, numbered in the order they came.
CREATE TABLE visitors (
    id uuid PRIMARY KEY,
    studio_id uuid NOT NULL,
    gallery_id uuid NOT NULL,
    key_hash bytea NOT NULL CONSTRAINT visitors_key_hash_length CHECK (octet_length(key_hash) = 32),
    number integer NOT NULL,
    created_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    CONSTRAINT visitors_gallery_key UNIQUE (studio_id, gallery_id, id),
    CONSTRAINT visitors_key_once UNIQUE (studio_id, gallery_id, key_hash),
    CONSTRAINT visitors_number_once UNIQUE (studio_id, gallery_id, number),
    CONSTRAINT visitors_gallery_exists FOREIGN KEY (studio_id, gallery_id) REFERENCES galleries (studio_id, id) ON DELETE CASCADE
);
CALL make_tenant_table('visitors');

-- A heart. The composite keys keep it within one gallery.
CREATE TABLE favorites (
    studio_id uuid NOT NULL,
    gallery_id uuid NOT NULL,
    visitor_id uuid NOT NULL,
    photo_id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (visitor_id, photo_id),
    CONSTRAINT favorites_visitor_exists FOREIGN KEY (studio_id, gallery_id, visitor_id)
        REFERENCES visitors (studio_id, gallery_id, id) ON DELETE CASCADE,
    CONSTRAINT favorites_photo_exists FOREIGN KEY (studio_id, gallery_id, photo_id)
        REFERENCES photos (studio_id, gallery_id, id) ON DELETE CASCADE
);
CREATE INDEX favorites_of_photo ON favorites (photo_id);
CALL make_tenant_table('favorites');

-- What was said over the live connection, for those who missed it.
CREATE TABLE gallery_changes (
    studio_id uuid NOT NULL,
    gallery_id uuid NOT NULL,
    seq bigint NOT NULL,
    event jsonb NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (gallery_id, seq),
    CONSTRAINT gallery_changes_gallery_exists FOREIGN KEY (studio_id, gallery_id) REFERENCES galleries (studio_id, id) ON DELETE CASCADE
);
CREATE INDEX gallery_changes_oldest ON gallery_changes (at);
CALL make_tenant_table('gallery_changes');
