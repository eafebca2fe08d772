-- The queue's tables live in the schema graphile_worker and belong to the library. This function is the only way in from
-- the application's roles: it enqueues inside the caller's transaction, so the job exists exactly if the change does.
CREATE FUNCTION enqueue_job(task text, payload json, attempts integer, priority integer, run_at timestamptz)
    RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    PERFORM graphile_worker.add_job(
        identifier => task, payload => payload, run_at => run_at, max_attempts => attempts, priority => priority);
END
$$;
REVOKE ALL ON FUNCTION enqueue_job FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enqueue_job TO lumora_app, lumora_system;
