-- When a comparison found that the files of a photograph are not what they should be: the same bytes sent again are then
-- stored anew.
ALTER TABLE photos ADD COLUMN harmed_at timestamptz;
