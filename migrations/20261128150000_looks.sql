-- As long as the tables of a large studio take.
SET LOCAL statement_timeout = 0;

-- How a gallery looks to its clients. Galleries from before look as they did.
ALTER TABLE galleries
    ADD COLUMN look_layout text NOT NULL DEFAULT 'justified'
        CONSTRAINT galleries_look_layout_known CHECK (look_layout IN ('justified', 'columns', 'equal')),
    ADD COLUMN look_spacing text NOT NULL DEFAULT 'normal'
        CONSTRAINT galleries_look_spacing_known CHECK (look_spacing IN ('tight', 'normal', 'airy')),
    ADD COLUMN look_size text NOT NULL DEFAULT 'medium'
        CONSTRAINT galleries_look_size_known CHECK (look_size IN ('small', 'medium', 'large')),
    ADD COLUMN look_fonts text NOT NULL DEFAULT 'editorial'
        CONSTRAINT galleries_look_fonts_known
        CHECK (look_fonts IN ('editorial', 'romantic', 'literary', 'modern', 'capitals')),
    ADD COLUMN look_palette text NOT NULL DEFAULT 'paper'
        CONSTRAINT galleries_look_palette_known CHECK (look_palette IN ('paper', 'stone', 'sage', 'blush', 'night')),
    ADD COLUMN look_cover text NOT NULL DEFAULT 'full'
        CONSTRAINT galleries_look_cover_known CHECK (look_cover IN ('full', 'half', 'framed', 'plain')),
    -- When somebody chose it. A new gallery of the studio begins with the look that was chosen last.
    ADD COLUMN look_chosen_at timestamptz;
