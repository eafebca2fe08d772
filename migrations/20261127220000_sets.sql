-- As long as the tables of a large studio take.
SET LOCAL statement_timeout = 0;

-- Sets of a gallery, the order of its photographs, and what of it visitors do not see.

-- A named part of a gallery. Photographs in none stand before the first.
CREATE TABLE photo_sets (
    id uuid PRIMARY KEY,
    studio_id uuid NOT NULL,
    gallery_id uuid NOT NULL,
    name text COLLATE "und-x-icu" NOT NULL CONSTRAINT photo_sets_name_length CHECK (char_length(name) BETWEEN 1 AND 80),
    -- From 1. Photographs in no set are at 0.
    position integer NOT NULL CONSTRAINT photo_sets_position_range CHECK (position BETWEEN 1 AND 100),
    -- Kept from visitors altogether.
    hidden boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL,
    CONSTRAINT photo_sets_gallery_key UNIQUE (studio_id, gallery_id, id),
    CONSTRAINT photo_sets_name_once UNIQUE (studio_id, gallery_id, name),
    -- Looked at when a statement ends: one statement gives all of them new places.
    CONSTRAINT photo_sets_position_once UNIQUE (studio_id, gallery_id, position) DEFERRABLE INITIALLY IMMEDIATE,
    CONSTRAINT photo_sets_gallery_exists FOREIGN KEY (studio_id, gallery_id) REFERENCES galleries (studio_id, id) ON DELETE CASCADE
);
CALL make_tenant_table('photo_sets');

-- By how much a camera's clock was off in a gallery: what is added to the times it wrote.
CREATE TABLE camera_clocks (
    studio_id uuid NOT NULL,
    gallery_id uuid NOT NULL,
    -- Maker and model, as in `photos`.
    camera text NOT NULL,
    shift_seconds integer NOT NULL CONSTRAINT camera_clocks_shift_range CHECK (abs(shift_seconds) <= 315360000),
    PRIMARY KEY (gallery_id, camera),
    CONSTRAINT camera_clocks_gallery_exists FOREIGN KEY (studio_id, gallery_id) REFERENCES galleries (studio_id, id) ON DELETE CASCADE
);
CALL make_tenant_table('camera_clocks');

ALTER TABLE galleries
    ADD COLUMN photo_order text NOT NULL DEFAULT 'capture'
        CONSTRAINT galleries_photo_order_known CHECK (photo_order IN ('capture', 'name', 'upload', 'manual')),
    ADD COLUMN order_descending boolean NOT NULL DEFAULT false,
    -- What matters in the cover, in percent from the left and from above.
    ADD COLUMN cover_focus_x smallint NOT NULL DEFAULT 50
        CONSTRAINT galleries_cover_focus_x_range CHECK (cover_focus_x BETWEEN 0 AND 100),
    ADD COLUMN cover_focus_y smallint NOT NULL DEFAULT 40
        CONSTRAINT galleries_cover_focus_y_range CHECK (cover_focus_y BETWEEN 0 AND 100),
    -- By hand there is one direction.
    ADD CONSTRAINT galleries_manual_ascends CHECK (NOT order_descending OR photo_order <> 'manual');

ALTER TABLE photos
    ADD COLUMN set_id uuid,
    -- Kept from visitors.
    ADD COLUMN hidden boolean NOT NULL DEFAULT false,
    -- Where a person put it: bytes between those of its neighbours. Nothing for those that came later.
    ADD COLUMN manual_key bytea CONSTRAINT photos_manual_key_length CHECK (octet_length(manual_key) BETWEEN 1 AND 255),
    -- The three below follow from the others: `place_photo` sees to it.
    -- The position of its set.
    ADD COLUMN set_place integer NOT NULL DEFAULT 0,
    -- Its place within the set, whatever the gallery's order is.
    ADD COLUMN sort_key bytea NOT NULL DEFAULT '',
    -- Whether visitors may see it: neither it nor its set is hidden.
    ADD COLUMN shown boolean NOT NULL DEFAULT true,
    ADD CONSTRAINT photos_set_exists FOREIGN KEY (studio_id, gallery_id, set_id)
        REFERENCES photo_sets (studio_id, gallery_id, id) ON DELETE SET NULL (set_id);

ALTER TABLE uploads
    -- The set it is meant for.
    ADD COLUMN set_id uuid,
    ADD CONSTRAINT uploads_set_exists FOREIGN KEY (studio_id, gallery_id, set_id)
        REFERENCES photo_sets (studio_id, gallery_id, id) ON DELETE SET NULL (set_id);

-- A moment as bytes that compare as the moments do. What is added keeps moments before 1970 positive.
CREATE FUNCTION moment_key(at timestamp) RETURNS bytea
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT int8send(4611686018427387904 + (extract(epoch FROM at) * 1000000)::bigint) $$;

-- A file name as bytes that compare as people count: IMG_2 before IMG_10, capitals or not. Runs of digits get 20 places.
-- The end is marked, so that no key is the beginning of another.
CREATE FUNCTION name_key(name text) RETURNS bytea
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
DECLARE
    folded text := lower(name COLLATE "und-x-icu") COLLATE "C";
BEGIN
    folded := regexp_replace(folded, '([0-9]+)', repeat('0', 19) || '\1', 'g');
    folded := regexp_replace(folded, '[0-9]*([0-9]{20})', '\1', 'g');
    RETURN convert_to(left(folded, 200), 'UTF8') || '\x00'::bytea;
END
$$;

-- A text as it is searched: without capitals, without marks at letters. "sibenik" finds "Šibenik".
CREATE FUNCTION folded(words text) RETURNS text
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
BEGIN
    RETURN translate(
        regexp_replace(normalize(lower(words COLLATE "und-x-icu"), NFD) COLLATE "C", '[\u0300-\u036f]', '', 'g'),
        'đłøħ', 'dloh');
END
$$;

-- The place of a photograph within its set as bytes, smallest first, whatever order the gallery has.
CREATE FUNCTION photo_sort_key(
    photo_order text, descending boolean, file_name text, sort_at timestamp, created_at timestamptz, manual_key bytea
) RETURNS bytea
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
DECLARE
    key bytea;
BEGIN
    IF photo_order = 'name' THEN
        key := name_key(file_name);
    ELSIF photo_order = 'upload' THEN
        key := moment_key(created_at AT TIME ZONE 'UTC');
    ELSIF photo_order = 'manual' THEN
        -- What nobody placed yet stands at the end, as it came.
        key := coalesce(manual_key, '\xff'::bytea || moment_key(created_at AT TIME ZONE 'UTC'));
    ELSE
        key := moment_key(sort_at);
    END IF;
    IF descending THEN
        -- Each bit turned round.
        key := decode(translate(encode(key, 'hex'), '0123456789abcdef', 'fedcba9876543210'), 'hex');
    END IF;
    RETURN key;
END
$$;

-- Whoever writes what the place of a photograph depends on writes its place, too; a place by hand is written together with
-- the set. Those who change it for a whole gallery hold the gallery's row, and write it themselves.
CREATE FUNCTION place_photo() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    place record;
BEGIN
    SELECT coalesce(s.position, 0) AS set_place, NOT NEW.hidden AND NOT coalesce(s.hidden, false) AS shown,
           photo_sort_key(g.photo_order, g.order_descending, NEW.file_name, NEW.sort_at, NEW.created_at, NEW.manual_key) AS key
    INTO place
    FROM galleries g LEFT JOIN photo_sets s ON s.gallery_id = g.id AND s.id = NEW.set_id
    WHERE g.id = NEW.gallery_id;
    -- Without its gallery it is refused in a moment.
    IF FOUND THEN
        NEW.set_place := place.set_place;
        NEW.shown := place.shown;
        NEW.sort_key := place.key;
    END IF;
    RETURN NEW;
END
$$;

-- Those of before are ordered by capture time. Their tables answer to nobody but the two roles.
SET LOCAL ROLE lumora_system;
UPDATE photos SET sort_key = moment_key(sort_at);
RESET ROLE;

CREATE TRIGGER photos_placed
    BEFORE INSERT OR UPDATE OF gallery_id, set_id, hidden, file_name, sort_at, created_at ON photos
    FOR EACH ROW EXECUTE FUNCTION place_photo();

DROP INDEX photos_in_order;
CREATE INDEX photos_in_place ON photos (gallery_id, set_place, sort_key, file_name, id) WHERE trashed_at IS NULL;
CREATE INDEX photos_of_set ON photos (set_id) WHERE set_id IS NOT NULL;
