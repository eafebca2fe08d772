-- The owner migrates and owns. lumora_app serves and sees one studio at a time. lumora_system serves the few named
-- functions that come before a studio is known or cross studios. Neither bypasses row-level security.
-- Roles belong to the cluster, so another database may have made them already.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['lumora_app', 'lumora_system'] LOOP
        BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN NOBYPASSRLS NOSUPERUSER', name);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL;
        END;
        -- Also for the role's maker: since version 16 making a role does not include the right to become it.
        EXECUTE format('GRANT %I TO %I', name, current_user);
    END LOOP;
END
$$;

GRANT USAGE ON SCHEMA public TO lumora_app, lumora_system;

-- The studio of the current transaction. A setting that was used once reads as '' afterwards, hence nullif.
CREATE FUNCTION current_studio() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('app.studio_id', true), '')::uuid $$;

-- Every table with a studio_id is made a tenant table with this, and only with this.
CREATE PROCEDURE make_tenant_table(name regclass)
    LANGUAGE plpgsql
    AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY studio ON %s TO lumora_app USING (studio_id = (SELECT current_studio())) '
        'WITH CHECK (studio_id = (SELECT current_studio()))', name);
    EXECUTE format('CREATE POLICY system ON %s TO lumora_system USING (true) WITH CHECK (true)', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO lumora_app, lumora_system', name);
END
$$;
