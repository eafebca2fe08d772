-- An original that nobody needed for a while lies in a place of its own, for which a bucket may have a cheaper rule.
ALTER TABLE photos
    -- Since when it lies there; nothing while it lies where it came.
    ADD COLUMN cold_since timestamptz,
    -- When it was last needed; as long as it never was, what counts is when it came.
    ADD COLUMN needed_at timestamptz;
CREATE INDEX photos_to_cool ON photos ((coalesce(needed_at, created_at)))
    WHERE cold_since IS NULL AND state = 'ready' AND trashed_at IS NULL;
