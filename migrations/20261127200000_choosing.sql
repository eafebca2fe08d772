-- As long as the tables of a large studio take.
SET LOCAL statement_timeout = 0;

-- What visitors choose: several lists, rounds that are sent to the studio, and who chose.

ALTER TABLE galleries
    -- What a visitor is asked for at the first heart.
    ADD COLUMN asks text NOT NULL DEFAULT 'nothing'
        CONSTRAINT galleries_asks_known CHECK (asks IN ('nothing', 'name', 'email')),
    -- Whether visitors may make lists of their own.
    ADD COLUMN own_lists boolean NOT NULL DEFAULT false,
    -- Whether visitors may write to the studio.
    ADD COLUMN comments boolean NOT NULL DEFAULT false;

ALTER TABLE visitors
    ADD COLUMN name text COLLATE "und-x-icu" NOT NULL DEFAULT ''
        CONSTRAINT visitors_name_length CHECK (char_length(name) <= 120),
    ADD COLUMN email text CONSTRAINT visitors_email_lower CHECK (email = lower(email)),
    -- When somebody opened the link that was mailed there.
    ADD COLUMN confirmed_at timestamptz,
    ADD CONSTRAINT visitors_confirmed_has_email CHECK (confirmed_at IS NULL OR email IS NOT NULL);
-- An address that was confirmed is one visitor; anybody may type it in.
CREATE UNIQUE INDEX visitors_email_once ON visitors (gallery_id, email) WHERE confirmed_at IS NOT NULL;

-- Further browsers of a visitor; the first is in `visitors`. Where a key is in both, this holds.
CREATE TABLE visitor_devices (
    studio_id uuid NOT NULL,
    gallery_id uuid NOT NULL,
    key_hash bytea NOT NULL CONSTRAINT visitor_devices_hash_length CHECK (octet_length(key_hash) = 32),
    visitor_id uuid NOT NULL,
    joined_at timestamptz NOT NULL,
    PRIMARY KEY (gallery_id, key_hash),
    CONSTRAINT visitor_devices_visitor_exists FOREIGN KEY (studio_id, gallery_id, visitor_id)
        REFERENCES visitors (studio_id, gallery_id, id) ON DELETE CASCADE
);
CREATE INDEX visitor_devices_of_visitor ON visitor_devices (visitor_id);
CALL make_tenant_table('visitor_devices');

-- Mailed links that join a browser to a visitor: good for nothing else, once, for a while; taken by deleting the row.
CREATE TABLE visitor_links (
    token_hash bytea PRIMARY KEY CONSTRAINT visitor_links_hash_length CHECK (octet_length(token_hash) = 32),
    studio_id uuid NOT NULL,
    gallery_id uuid NOT NULL,
    -- Who typed the address in. Whose it is shows when the link is opened.
    visitor_id uuid NOT NULL,
    email text NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT visitor_links_visitor_exists FOREIGN KEY (studio_id, gallery_id, visitor_id)
        REFERENCES visitors (studio_id, gallery_id, id) ON DELETE CASCADE
);
CREATE INDEX visitor_links_by_expiry ON visitor_links (expires_at);
CREATE INDEX visitor_links_of_visitor ON visitor_links (visitor_id);
CALL make_tenant_table('visitor_links');

-- The list with the gallery's own identity are its hearts, which every gallery has.
CREATE TABLE lists (
    id uuid PRIMARY KEY,
    studio_id uuid NOT NULL,
    gallery_id uuid NOT NULL,
    -- Whose own it is; nothing for the studio's, which every visitor has.
    visitor_id uuid,
    -- Hearts have none.
    name text COLLATE "und-x-icu" NOT NULL CONSTRAINT lists_name_length CHECK (char_length(name) <= 60),
    -- So many photographs each visitor may put on it; nothing for as many as they like.
    most integer CONSTRAINT lists_most_range CHECK (most BETWEEN 1 AND 10000),
    created_at timestamptz NOT NULL,
    CONSTRAINT lists_gallery_key UNIQUE (studio_id, gallery_id, id),
    CONSTRAINT lists_name_once UNIQUE NULLS NOT DISTINCT (gallery_id, visitor_id, name),
    CONSTRAINT lists_hearts_alone_are_nameless CHECK ((id = gallery_id) = (name = '')),
    CONSTRAINT lists_hearts_are_everybodys CHECK (id <> gallery_id OR visitor_id IS NULL),
    CONSTRAINT lists_gallery_exists FOREIGN KEY (studio_id, gallery_id) REFERENCES galleries (studio_id, id) ON DELETE CASCADE,
    CONSTRAINT lists_visitor_exists FOREIGN KEY (studio_id, gallery_id, visitor_id)
        REFERENCES visitors (studio_id, gallery_id, id) ON DELETE CASCADE
);
CREATE INDEX lists_of_visitor ON lists (visitor_id) WHERE visitor_id IS NOT NULL;
CALL make_tenant_table('lists');

-- A photograph on a visitor's list. The composite keys keep it within one gallery.
CREATE TABLE list_entries (
    studio_id uuid NOT NULL,
    gallery_id uuid NOT NULL,
    list_id uuid NOT NULL,
    visitor_id uuid NOT NULL,
    photo_id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (visitor_id, list_id, photo_id),
    CONSTRAINT list_entries_list_exists FOREIGN KEY (studio_id, gallery_id, list_id)
        REFERENCES lists (studio_id, gallery_id, id) ON DELETE CASCADE,
    CONSTRAINT list_entries_visitor_exists FOREIGN KEY (studio_id, gallery_id, visitor_id)
        REFERENCES visitors (studio_id, gallery_id, id) ON DELETE CASCADE,
    CONSTRAINT list_entries_photo_exists FOREIGN KEY (studio_id, gallery_id, photo_id)
        REFERENCES photos (studio_id, gallery_id, id) ON DELETE CASCADE
);
CREATE INDEX list_entries_of_photo ON list_entries (photo_id);
CREATE INDEX list_entries_of_list ON list_entries (list_id);
CALL make_tenant_table('list_entries');

-- A list that a visitor sent to the studio. Until the studio reopens it, nothing on it changes.
CREATE TABLE submissions (
    id uuid PRIMARY KEY,
    studio_id uuid NOT NULL,
    gallery_id uuid NOT NULL,
    list_id uuid NOT NULL,
    visitor_id uuid NOT NULL,
    photos integer NOT NULL CONSTRAINT submissions_not_empty CHECK (photos > 0),
    message text NOT NULL CONSTRAINT submissions_message_length CHECK (char_length(message) <= 1000),
    submitted_at timestamptz NOT NULL,
    -- When the mails about it were written.
    told_at timestamptz,
    reopened_at timestamptz,
    CONSTRAINT submissions_list_exists FOREIGN KEY (studio_id, gallery_id, list_id)
        REFERENCES lists (studio_id, gallery_id, id) ON DELETE CASCADE,
    CONSTRAINT submissions_visitor_exists FOREIGN KEY (studio_id, gallery_id, visitor_id)
        REFERENCES visitors (studio_id, gallery_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX submissions_one_round ON submissions (visitor_id, list_id) WHERE reopened_at IS NULL;
CREATE INDEX submissions_of_list ON submissions (list_id);
CALL make_tenant_table('submissions');

-- What a visitor and the studio write to each other. No visitor reads what another wrote.
CREATE TABLE comments (
    id uuid PRIMARY KEY,
    studio_id uuid NOT NULL,
    gallery_id uuid NOT NULL,
    -- Whose conversation it belongs to.
    visitor_id uuid NOT NULL,
    -- What it is about; nothing for the gallery as a whole.
    photo_id uuid,
    -- Who of the studio wrote it, as they were called then; nothing for the visitor.
    member text,
    body text NOT NULL CONSTRAINT comments_body_length CHECK (char_length(body) BETWEEN 1 AND 1000),
    written_at timestamptz NOT NULL,
    changed_at timestamptz,
    CONSTRAINT comments_visitor_exists FOREIGN KEY (studio_id, gallery_id, visitor_id)
        REFERENCES visitors (studio_id, gallery_id, id) ON DELETE CASCADE,
    CONSTRAINT comments_photo_exists FOREIGN KEY (studio_id, gallery_id, photo_id)
        REFERENCES photos (studio_id, gallery_id, id) ON DELETE CASCADE
);
CREATE INDEX comments_of_visitor ON comments (visitor_id, written_at);
CREATE INDEX comments_of_gallery ON comments (gallery_id);
CREATE INDEX comments_of_photo ON comments (photo_id) WHERE photo_id IS NOT NULL;
CALL make_tenant_table('comments');

-- Every gallery has its hearts, whoever made it.
CREATE FUNCTION give_hearts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO lists (id, studio_id, gallery_id, name, created_at)
        VALUES (NEW.id, NEW.studio_id, NEW.id, '', NEW.created_at);
    RETURN NULL;
END
$$;
CREATE TRIGGER give_hearts AFTER INSERT ON galleries FOR EACH ROW EXECUTE FUNCTION give_hearts();

-- The rows are seen by a role that sees all studios; the owner sees none of them.
SET LOCAL ROLE lumora_system;
INSERT INTO lists (id, studio_id, gallery_id, name, created_at)
    SELECT id, studio_id, id, '', created_at FROM galleries;
INSERT INTO list_entries (studio_id, gallery_id, list_id, visitor_id, photo_id, created_at)
    SELECT studio_id, gallery_id, gallery_id, visitor_id, photo_id, created_at FROM favorites;
RESET ROLE;

-- `favorites` goes on to hold the hearts, for versions that know of no lists: what is written in one place stands in the
-- other too. It is dropped with these once no such version runs.
CREATE FUNCTION heart_to_list() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO list_entries (studio_id, gallery_id, list_id, visitor_id, photo_id, created_at)
            VALUES (NEW.studio_id, NEW.gallery_id, NEW.gallery_id, NEW.visitor_id, NEW.photo_id, NEW.created_at)
            ON CONFLICT DO NOTHING;
    ELSE
        DELETE FROM list_entries
            WHERE visitor_id = OLD.visitor_id AND list_id = OLD.gallery_id AND photo_id = OLD.photo_id;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER heart_to_list AFTER INSERT OR DELETE ON favorites FOR EACH ROW EXECUTE FUNCTION heart_to_list();

CREATE FUNCTION list_to_heart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO favorites (studio_id, gallery_id, visitor_id, photo_id, created_at)
            VALUES (NEW.studio_id, NEW.gallery_id, NEW.visitor_id, NEW.photo_id, NEW.created_at)
            ON CONFLICT DO NOTHING;
    ELSE
        DELETE FROM favorites WHERE visitor_id = OLD.visitor_id AND photo_id = OLD.photo_id;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER list_gained_heart AFTER INSERT ON list_entries FOR EACH ROW
    WHEN (NEW.list_id = NEW.gallery_id) EXECUTE FUNCTION list_to_heart();
CREATE TRIGGER list_lost_heart AFTER DELETE ON list_entries FOR EACH ROW
    WHEN (OLD.list_id = OLD.gallery_id) EXECUTE FUNCTION list_to_heart();
