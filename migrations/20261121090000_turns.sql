-- Photographs take turns: by how many of its studio and gallery wait already, which this finds quickly.
CREATE INDEX photos_waiting ON photos (studio_id, gallery_id) WHERE state = 'processing';

-- Enqueues a job `place` places behind the front of the line of its task, or behind `first` when nothing waits. Whoever
-- waits keeps their place, and the front moves on: newcomers get in between, but never all before somebody. The library
-- keeps priorities in 16 bits; at `last` the line goes by time alone.
CREATE FUNCTION enqueue_job_in_line(task text, payload json, attempts integer, first integer, last integer, place integer)
    RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    front integer;
BEGIN
    SELECT j.priority INTO front
    FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    WHERE t.identifier = task AND j.is_available AND j.run_at <= now()
    ORDER BY j.priority LIMIT 1;
    PERFORM graphile_worker.add_job(
        identifier => task, payload => payload, max_attempts => attempts,
        priority => least(coalesce(front, first) + place, last));
END
$$;
REVOKE ALL ON FUNCTION enqueue_job_in_line FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enqueue_job_in_line TO lumora_app, lumora_system;
