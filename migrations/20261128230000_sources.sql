-- Besides archives, folders of sources that the operator named are taken in. What is in one is looked at in the order of its
-- names, so that the last one says where to go on whatever has come meanwhile.
ALTER TABLE imports
    ADD COLUMN kind text NOT NULL DEFAULT 'archive' CONSTRAINT imports_kind_known CHECK (kind IN ('archive', 'folder')),
    -- Which source, and which folder of it; empty for all of it.
    ADD COLUMN source_name text,
    ADD COLUMN folder text,
    -- The last that was looked at, from that folder on.
    ADD COLUMN after_name text,
    ADD CONSTRAINT imports_kind_fits CHECK ((kind = 'folder') = (source_name IS NOT NULL)
        AND (kind = 'folder') = (folder IS NOT NULL) AND (kind = 'folder' OR after_name IS NULL)),
    DROP CONSTRAINT imports_failure_known,
    ADD CONSTRAINT imports_failure_known CHECK (failure IN ('damaged', 'too_many', 'forbidden', 'lost', 'gone'));
-- One is not begun again while it is under way.
CREATE UNIQUE INDEX imports_folder_once ON imports (gallery_id, source_name, folder) WHERE ended_at IS NULL;
