-- As long as the tables of a large studio take.
SET LOCAL statement_timeout = 0;

-- What a gallery asks before it shows anything, what of it is for the client alone, and who was written to about it.
-- Galleries from before ask what they asked: the code, and nothing else.
ALTER TABLE galleries
    -- Without, the link leads in; where there is a password, that is asked.
    ADD COLUMN asks_code boolean NOT NULL DEFAULT true,
    -- Hashed as those of accounts are; without, none is asked.
    ADD COLUMN password_hash text CONSTRAINT galleries_password_hashed CHECK (password_hash LIKE '$argon2id$%'),
    -- Whether visitors say their address before they see anything.
    ADD COLUMN asks_email boolean NOT NULL DEFAULT false,
    -- What opens more to whom it is given: also the sets for the client alone.
    ADD COLUMN client_code text,
    -- Where the client is written to.
    ADD COLUMN client_email text CONSTRAINT galleries_client_email_lower CHECK (client_email = lower(client_email)),
    ADD CONSTRAINT galleries_codes_differ CHECK (client_code <> access_code);

-- What a browser gave counts while the gallery's epoch is the one it was given in; 0 is before all.
ALTER TABLE gallery_unlocks
    ADD COLUMN password_epoch integer NOT NULL DEFAULT 0,
    ADD COLUMN client_epoch integer NOT NULL DEFAULT 0,
    -- Who its visitor said they are. That is not asked again.
    ADD COLUMN visitor_id uuid,
    ADD CONSTRAINT gallery_unlocks_visitor_exists FOREIGN KEY (studio_id, gallery_id, visitor_id)
        REFERENCES visitors (studio_id, gallery_id, id) ON DELETE SET NULL (visitor_id);
CREATE INDEX gallery_unlocks_of_visitor ON gallery_unlocks (visitor_id) WHERE visitor_id IS NOT NULL;

ALTER TABLE photo_sets
    -- Seen by those who gave the client's code, by no other visitor.
    ADD COLUMN client_only boolean NOT NULL DEFAULT false;

ALTER TABLE photos
    -- Whether the client alone sees it; `shown` is false then. `place_photo` sees to both.
    ADD COLUMN for_client boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT photos_seen_by_one_or_all CHECK (NOT (shown AND for_client));

CREATE OR REPLACE FUNCTION place_photo() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    place record;
BEGIN
    SELECT coalesce(s.position, 0) AS set_place, NOT NEW.hidden AND NOT coalesce(s.hidden, false) AS seen,
           coalesce(s.client_only, false) AS client_only,
           photo_sort_key(g.photo_order, g.order_descending, NEW.file_name, NEW.sort_at, NEW.created_at, NEW.manual_key) AS key
    INTO place
    FROM galleries g LEFT JOIN photo_sets s ON s.gallery_id = g.id AND s.id = NEW.set_id
    WHERE g.id = NEW.gallery_id;
    -- Without its gallery it is refused in a moment.
    IF FOUND THEN
        NEW.set_place := place.set_place;
        NEW.shown := place.seen AND NOT place.client_only;
        NEW.for_client := place.seen AND place.client_only;
        NEW.sort_key := place.key;
    END IF;
    RETURN NEW;
END
$$;

-- That a gallery closes soon was said; said once for each last day there was.
CREATE TABLE expiry_reminders (
    studio_id uuid NOT NULL,
    gallery_id uuid NOT NULL,
    expires_on date NOT NULL,
    -- So many days before it.
    days integer NOT NULL CONSTRAINT expiry_reminders_days_known CHECK (days IN (1, 7)),
    sent_at timestamptz NOT NULL,
    PRIMARY KEY (gallery_id, expires_on, days),
    CONSTRAINT expiry_reminders_gallery_exists FOREIGN KEY (studio_id, gallery_id)
        REFERENCES galleries (studio_id, id) ON DELETE CASCADE
);
CALL make_tenant_table('expiry_reminders');

-- Whom the studio asked to look at a gallery.
CREATE TABLE invitations (
    id uuid PRIMARY KEY,
    studio_id uuid NOT NULL,
    gallery_id uuid NOT NULL,
    email text NOT NULL CONSTRAINT invitations_email_lower CHECK (email = lower(email)),
    -- By whom, as they were called then.
    member text NOT NULL,
    sent_at timestamptz NOT NULL,
    CONSTRAINT invitations_gallery_exists FOREIGN KEY (studio_id, gallery_id)
        REFERENCES galleries (studio_id, id) ON DELETE CASCADE
);
CREATE INDEX invitations_newest ON invitations (gallery_id, sent_at DESC);
CALL make_tenant_table('invitations');
