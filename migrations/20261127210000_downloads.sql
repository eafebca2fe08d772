-- As long as the tables of a large studio take.
SET LOCAL statement_timeout = 0;

-- What clients may take with them. Galleries from before: nothing, as it was; the program makes new ones otherwise.
ALTER TABLE galleries
    ADD COLUMN download_web boolean NOT NULL DEFAULT false,
    ADD COLUMN download_high boolean NOT NULL DEFAULT false,
    ADD COLUMN download_original boolean NOT NULL DEFAULT false,
    -- All photographs at once.
    ADD COLUMN download_all boolean NOT NULL DEFAULT true,
    -- What is asked before the first download; without it, nothing is.
    ADD COLUMN download_pin text CONSTRAINT galleries_download_pin_form CHECK (download_pin ~ '^[0-9]{4}$'),
    -- Raised with every PIN: who gave one before must give the new one.
    ADD COLUMN download_pin_epoch integer NOT NULL DEFAULT 1,
    -- Photographs that one visitor may take; without it, all.
    ADD COLUMN download_quota integer CONSTRAINT galleries_download_quota_range CHECK (download_quota BETWEEN 1 AND 100000),
    -- Originals keep where they were taken, and the marks of the very camera.
    ADD COLUMN download_place boolean NOT NULL DEFAULT false;

-- A browser that gave the PIN of that number, of that gallery alone.
CREATE TABLE download_pins (
    studio_id uuid NOT NULL,
    gallery_id uuid NOT NULL,
    visitor_hash bytea NOT NULL CONSTRAINT download_pins_hash_length CHECK (octet_length(visitor_hash) = 32),
    pin_epoch integer NOT NULL,
    given_at timestamptz NOT NULL,
    PRIMARY KEY (gallery_id, visitor_hash),
    CONSTRAINT download_pins_gallery_exists FOREIGN KEY (studio_id, gallery_id)
        REFERENCES galleries (studio_id, id) ON DELETE CASCADE
);
CALL make_tenant_table('download_pins');

-- One download: what it is of, and what became of it.
CREATE TABLE downloads (
    id uuid PRIMARY KEY,
    studio_id uuid NOT NULL,
    gallery_id uuid NOT NULL,
    -- Of the unguessable part of its addresses.
    secret_hash bytea NOT NULL CONSTRAINT downloads_secret_unique UNIQUE
        CONSTRAINT downloads_secret_length CHECK (octet_length(secret_hash) = 32),
    -- Either a browser, or a member of the studio by name.
    visitor_hash bytea CONSTRAINT downloads_visitor_length CHECK (octet_length(visitor_hash) = 32),
    member_name text,
    access_epoch integer NOT NULL,
    kind text NOT NULL CONSTRAINT downloads_kind_known CHECK (kind IN ('photo', 'some', 'favourites', 'all')),
    size text NOT NULL CONSTRAINT downloads_size_known CHECK (size IN ('web', 'high', 'original')),
    photos integer NOT NULL CONSTRAINT downloads_photos_range CHECK (photos > 0),
    bytes bigint NOT NULL CONSTRAINT downloads_bytes_range CHECK (bytes > 0),
    -- Its files one after another, each byte decided; forgotten when its addresses are too old.
    plan jsonb,
    parts integer NOT NULL CONSTRAINT downloads_parts_range CHECK (parts > 0),
    -- The parts of which the last byte went out.
    finished integer[] NOT NULL DEFAULT '{}',
    -- When it last broke off because a file was not as planned.
    broken_at timestamptz,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT downloads_somebody CHECK (num_nonnulls(visitor_hash, member_name) = 1),
    CONSTRAINT downloads_gallery_exists FOREIGN KEY (studio_id, gallery_id)
        REFERENCES galleries (studio_id, id) ON DELETE CASCADE
);
CREATE INDEX downloads_newest ON downloads (gallery_id, created_at DESC);
CREATE INDEX downloads_expired ON downloads (expires_at) WHERE plan IS NOT NULL;
CALL make_tenant_table('downloads');

-- Photographs a visitor took while there was a limit to it; each counts once.
CREATE TABLE downloaded_photos (
    studio_id uuid NOT NULL,
    gallery_id uuid NOT NULL,
    visitor_hash bytea NOT NULL CONSTRAINT downloaded_photos_hash_length CHECK (octet_length(visitor_hash) = 32),
    photo_id uuid NOT NULL,
    PRIMARY KEY (gallery_id, visitor_hash, photo_id),
    CONSTRAINT downloaded_photos_photo_exists FOREIGN KEY (studio_id, gallery_id, photo_id)
        REFERENCES photos (studio_id, gallery_id, id) ON DELETE CASCADE
);
CREATE INDEX downloaded_photos_of_photo ON downloaded_photos (photo_id);
CALL make_tenant_table('downloaded_photos');

-- What an archive says of a file before its bytes: learned when the file is made, or when it is first sent.
CREATE TABLE photo_files (
    studio_id uuid NOT NULL,
    photo_id uuid NOT NULL,
    -- Of these very bytes: a photograph that is replaced has others under another key.
    storage_key text NOT NULL,
    kind text NOT NULL CONSTRAINT photo_files_kind_known CHECK (kind IN ('preview', 'full', 'original', 'discreet')),
    bytes bigint NOT NULL CONSTRAINT photo_files_bytes_range CHECK (bytes > 0),
    crc32 bigint CONSTRAINT photo_files_crc32_range CHECK (crc32 BETWEEN 0 AND 4294967295),
    -- Of an original that is to tell nothing: what is written over it, and where.
    patches jsonb NOT NULL DEFAULT '[]',
    PRIMARY KEY (storage_key, kind),
    CONSTRAINT photo_files_photo_exists FOREIGN KEY (studio_id, photo_id) REFERENCES photos (studio_id, id) ON DELETE CASCADE
);
CREATE INDEX photo_files_of_photo ON photo_files (photo_id);
CALL make_tenant_table('photo_files');
