-- As long as the tables of a large studio take.
SET LOCAL statement_timeout = 0;

-- What visitors look at, summed by day; who of a studio is on a gallery's pages; an audit log that only grows.

-- Days are those of the studio's time zone.
CREATE TABLE gallery_days (
    studio_id uuid NOT NULL,
    gallery_id uuid NOT NULL,
    day date NOT NULL,
    views integer NOT NULL CONSTRAINT gallery_days_views_counted CHECK (views >= 0),
    -- Browsers, each once a day.
    visitors integer NOT NULL CONSTRAINT gallery_days_visitors_counted CHECK (visitors >= 0),
    PRIMARY KEY (gallery_id, day),
    CONSTRAINT gallery_days_gallery_exists FOREIGN KEY (studio_id, gallery_id) REFERENCES galleries (studio_id, id) ON DELETE CASCADE
);
CALL make_tenant_table('gallery_days');

-- Who was counted on a day, under a salt of that day alone. Both go within three days: then nobody can tell who it was.
CREATE TABLE day_salts (
    day date PRIMARY KEY,
    salt bytea NOT NULL CONSTRAINT day_salts_length CHECK (octet_length(salt) = 32)
);
GRANT SELECT, INSERT, DELETE ON day_salts TO lumora_system;

CREATE TABLE day_visitors (
    studio_id uuid NOT NULL,
    gallery_id uuid NOT NULL,
    day date NOT NULL,
    visitor_hash bytea NOT NULL CONSTRAINT day_visitors_hash_length CHECK (octet_length(visitor_hash) = 32),
    PRIMARY KEY (gallery_id, day, visitor_hash),
    CONSTRAINT day_visitors_gallery_exists FOREIGN KEY (studio_id, gallery_id) REFERENCES galleries (studio_id, id) ON DELETE CASCADE
);
CREATE INDEX day_visitors_oldest ON day_visitors (day);
CALL make_tenant_table('day_visitors');

-- A photograph's month in one row: ten thousand photographs and a year are 120,000 rows, not 3,650,000.
CREATE TABLE photo_months (
    studio_id uuid NOT NULL,
    gallery_id uuid NOT NULL,
    -- Its first day.
    month date NOT NULL CONSTRAINT photo_months_first_day CHECK (extract(day FROM month) = 1),
    photo_id uuid NOT NULL,
    -- How often it was opened in front of the others, in all and on each of 31 days.
    opened integer NOT NULL,
    openings integer[] NOT NULL CONSTRAINT photo_months_openings_days CHECK (array_length(openings, 1) = 31),
    -- The same of downloads in which it was asked for by itself, not with the whole gallery.
    taken integer NOT NULL,
    takings integer[] NOT NULL CONSTRAINT photo_months_takings_days CHECK (array_length(takings, 1) = 31),
    PRIMARY KEY (gallery_id, month, photo_id),
    CONSTRAINT photo_months_photo_exists FOREIGN KEY (studio_id, gallery_id, photo_id)
        REFERENCES photos (studio_id, gallery_id, id) ON DELETE CASCADE
);
CREATE INDEX photo_months_of_photo ON photo_months (photo_id);
CALL make_tenant_table('photo_months');

-- What was chosen when.
CREATE INDEX list_entries_in_time ON list_entries (gallery_id, created_at) INCLUDE (list_id, photo_id);

-- An open page of a gallery in the dashboard, by its live connection; not heard of for a while, it is gone. Worth nothing
-- after a crash, so it is not logged.
CREATE UNLOGGED TABLE presences (
    studio_id uuid NOT NULL,
    gallery_id uuid NOT NULL,
    connection text NOT NULL,
    user_id uuid NOT NULL CONSTRAINT presences_user_exists REFERENCES users ON DELETE CASCADE,
    seen_at timestamptz NOT NULL,
    PRIMARY KEY (connection),
    CONSTRAINT presences_gallery_exists FOREIGN KEY (studio_id, gallery_id) REFERENCES galleries (studio_id, id) ON DELETE CASCADE
);
CREATE INDEX presences_of_gallery ON presences (gallery_id);
CALL make_tenant_table('presences');

-- The page of the log: newest first, of one person or of one kind.
CREATE INDEX audit_entries_in_order ON audit_entries (studio_id, at DESC, id DESC);
CREATE INDEX audit_entries_of_person ON audit_entries (studio_id, user_id, at DESC, id DESC);
CREATE INDEX audit_entries_of_kind ON audit_entries (studio_id, action, at DESC, id DESC);
DROP INDEX audit_entries_newest;

-- Written once, never changed: the roles that serve have no right to, and whoever owns the table is stopped here. Only with
-- its whole studio does an entry go.
CREATE FUNCTION keep_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT FROM studios WHERE studio_id = OLD.studio_id) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the audit log only grows' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER keep_audit BEFORE UPDATE OR DELETE ON audit_entries FOR EACH ROW EXECUTE FUNCTION keep_audit();
CREATE TRIGGER keep_all_audit BEFORE TRUNCATE ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION keep_audit();
