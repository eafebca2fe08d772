-- How a studio sorts the photographs of a gallery, for itself alone: visitors are never told.
ALTER TABLE photos
    -- Nothing until somebody of the studio gave some: until then `rating`, those in the file, count.
    ADD COLUMN stars smallint CONSTRAINT photos_stars_range CHECK (stars BETWEEN 0 AND 5),
    -- Nothing until somebody, or the file, said so.
    ADD COLUMN flag text CONSTRAINT photos_flag_known CHECK (flag IN ('none', 'pick', 'reject'));
