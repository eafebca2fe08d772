-- As long as the tables of a large studio take.
SET LOCAL statement_timeout = 0;

-- What is painted over pictures, and galleries in which visitors see no others. Galleries from before: none, as it was.

ALTER TABLE studios
    -- As `domain::Watermark`; without, the studio's name at the bottom right.
    ADD COLUMN watermark jsonb CONSTRAINT studios_watermark_form CHECK (watermark ?& '{mark,place,opacity,size}'
        AND (watermark ->> 'opacity')::integer BETWEEN 10 AND 100 AND (watermark ->> 'size')::integer BETWEEN 2 AND 60),
    -- The unguessable part of its logo's name.
    ADD COLUMN logo_key text CONSTRAINT studios_logo_key_unique UNIQUE;

ALTER TABLE galleries
    -- Visitors see nothing above a thumb without a mark, and take nothing.
    ADD COLUMN proofing boolean NOT NULL DEFAULT false,
    -- Without, the studio's.
    ADD COLUMN watermark jsonb CONSTRAINT galleries_watermark_form CHECK (watermark ?& '{mark,place,opacity,size}'
        AND (watermark ->> 'opacity')::integer BETWEEN 10 AND 100 AND (watermark ->> 'size')::integer BETWEEN 2 AND 60),
    -- Raised whenever marked sizes are to be made anew; part of their names.
    ADD COLUMN mark_generation integer NOT NULL DEFAULT 0;

ALTER TABLE photos
    -- Of which its marked sizes are; nothing while it has none.
    ADD COLUMN marked_generation integer;
