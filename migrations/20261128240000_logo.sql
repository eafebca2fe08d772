-- As long as the tables of a large studio take.
SET LOCAL statement_timeout = 0;

-- What stands for a studio above its galleries: its name, as it was, or its logo.

ALTER TABLE studios
    -- The name of its logo, part of a public address, and its size in pixels.
    ADD COLUMN brand_key text CONSTRAINT studios_brand_key_unique UNIQUE,
    ADD COLUMN brand_width integer CONSTRAINT studios_brand_width_positive CHECK (brand_width > 0),
    ADD COLUMN brand_height integer CONSTRAINT studios_brand_height_positive CHECK (brand_height > 0),
    ADD CONSTRAINT studios_brand_whole CHECK (num_nulls(brand_key, brand_width, brand_height) IN (0, 3));

ALTER TABLE galleries
    ADD COLUMN look_brand text NOT NULL DEFAULT 'name'
        CONSTRAINT galleries_look_brand_known CHECK (look_brand IN ('name', 'logo'));

ALTER TABLE photos
    -- Its marked sizes could not be made, and nobody tried again since; visitors see its thumb.
    ADD COLUMN mark_failed boolean NOT NULL DEFAULT false;
