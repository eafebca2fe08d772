-- Comparisons of photographs and files, with what they found. The table is global: each looks at all studios.
CREATE TABLE verifications (
    id uuid PRIMARY KEY,
    -- Who asked for it.
    origin text NOT NULL CONSTRAINT verifications_origin_known CHECK (origin IN ('clock', 'operator', 'terminal')),
    -- So many originals are read, drawn by lot; without, all are.
    sample bigint CONSTRAINT verifications_sample_range CHECK (sample BETWEEN 0 AND 4294967295),
    asked_at timestamptz NOT NULL,
    started_at timestamptz,
    -- Moved on while it goes on: one that was killed says nothing more.
    seen_at timestamptz NOT NULL,
    ended_at timestamptz,
    -- Why it did not get to its end.
    failure text,
    -- Photographs there were when it began.
    expected bigint NOT NULL DEFAULT 0,
    photographs bigint NOT NULL DEFAULT 0,
    read bigint NOT NULL DEFAULT 0,
    missing bigint NOT NULL DEFAULT 0,
    damaged bigint NOT NULL DEFAULT 0,
    orphaned bigint NOT NULL DEFAULT 0,
    lost bigint NOT NULL DEFAULT 0,
    -- The first of what it found, one object each.
    findings jsonb NOT NULL DEFAULT '[]',
    CONSTRAINT verifications_failed_ended CHECK (failure IS NULL OR ended_at IS NOT NULL)
);
-- One at a time; somebody at a terminal waits for nobody.
CREATE UNIQUE INDEX verifications_one_open ON verifications ((true)) WHERE ended_at IS NULL AND origin <> 'terminal';
CREATE INDEX verifications_newest ON verifications (asked_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON verifications TO lumora_system;
