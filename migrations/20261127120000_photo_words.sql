-- What people wrote into a photograph, and where it was taken: for its studio. As long as backend's media::Words says.
ALTER TABLE photos
    ADD COLUMN title text COLLATE "und-x-icu" NOT NULL DEFAULT ''
        CONSTRAINT photos_title_length CHECK (char_length(title) <= 200),
    ADD COLUMN caption text COLLATE "und-x-icu" NOT NULL DEFAULT ''
        CONSTRAINT photos_caption_length CHECK (char_length(caption) <= 2000),
    ADD COLUMN keywords text[] COLLATE "und-x-icu" NOT NULL DEFAULT '{}'
        CONSTRAINT photos_keywords_range CHECK (
            cardinality(keywords) <= 100 AND array_position(keywords, NULL) IS NULL
            AND char_length(array_to_string(keywords, '')) <= 6400),
    ADD COLUMN creator text COLLATE "und-x-icu" NOT NULL DEFAULT ''
        CONSTRAINT photos_creator_length CHECK (char_length(creator) <= 200),
    ADD COLUMN copyright text NOT NULL DEFAULT ''
        CONSTRAINT photos_copyright_length CHECK (char_length(copyright) <= 500),
    -- Stars.
    ADD COLUMN rating smallint CONSTRAINT photos_rating_range CHECK (rating BETWEEN 0 AND 5),
    ADD COLUMN city text COLLATE "und-x-icu" NOT NULL DEFAULT ''
        CONSTRAINT photos_city_length CHECK (char_length(city) <= 200),
    ADD COLUMN country text COLLATE "und-x-icu" NOT NULL DEFAULT ''
        CONSTRAINT photos_country_length CHECK (char_length(country) <= 200),
    -- Degrees, north and east positive. Before these, they were `gps` in the metadata.
    ADD COLUMN latitude double precision CONSTRAINT photos_latitude_range CHECK (latitude BETWEEN -90 AND 90),
    ADD COLUMN longitude double precision CONSTRAINT photos_longitude_range CHECK (longitude BETWEEN -180 AND 180),
    ADD CONSTRAINT photos_place_whole CHECK ((latitude IS NULL) = (longitude IS NULL));
