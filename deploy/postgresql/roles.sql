-- The roles of CaseWorkspace on a PostgreSQL server. Run by an administrator; harmless when run again.
-- Passwords are set apart from this script: by the AppHost on one machine, by the operator in production.
--
--   caseworkspace_owner      owns the schemas; logs in for migrations only
--   caseworkspace_app        Web and Worker: reads, appends; neither changes nor deletes what happened
--   caseworkspace_custodian  masking, archiving, erasure, by named operations
--   caseworkspace_identity   the Identity host: its own schema and nothing else

do $$
declare
    wanted text;
    granted record;
begin
    foreach wanted in array array['caseworkspace_owner', 'caseworkspace_app', 'caseworkspace_custodian', 'caseworkspace_identity'] loop
        if not exists (select from pg_catalog.pg_roles where rolname = wanted) then
            execute format('create role %I login', wanted);
        end if;
    end loop;

    -- Nobody among them borrows another's rights.
    for granted in
        select given.rolname as given, taker.rolname as taker
        from pg_catalog.pg_auth_members
        join pg_catalog.pg_roles given on given.oid = pg_auth_members.roleid
        join pg_catalog.pg_roles taker on taker.oid = pg_auth_members.member
        where taker.rolname in ('caseworkspace_owner', 'caseworkspace_app', 'caseworkspace_custodian', 'caseworkspace_identity')
    loop
        execute format('revoke %I from %I', granted.given, granted.taker);
    end loop;

    if (select rolsuper from pg_catalog.pg_roles where rolname = current_user) then
        foreach wanted in array array['caseworkspace_owner', 'caseworkspace_app', 'caseworkspace_custodian', 'caseworkspace_identity'] loop
            execute format('alter role %I nosuperuser nocreatedb nocreaterole noinherit noreplication nobypassrls', wanted);
        end loop;
    else
        -- Only a superuser may touch those of superusers; what is made here never had them.
        foreach wanted in array array['caseworkspace_owner', 'caseworkspace_app', 'caseworkspace_custodian', 'caseworkspace_identity'] loop
            execute format('alter role %I nocreatedb nocreaterole noinherit', wanted);
        end loop;
        -- A person who makes the database hands it to the owner, and must be able to.
        execute format('grant caseworkspace_owner to %I', current_user);
    end if;
end
$$;

alter role caseworkspace_owner set search_path = workspace, journal, identity, public;
alter role caseworkspace_owner set lock_timeout = '10s';

alter role caseworkspace_app set search_path = workspace, journal, public;
alter role caseworkspace_app set statement_timeout = '30s';
alter role caseworkspace_app set idle_in_transaction_session_timeout = '60s';

alter role caseworkspace_custodian set search_path = workspace, journal, public;
alter role caseworkspace_custodian set statement_timeout = '10min';
alter role caseworkspace_custodian set idle_in_transaction_session_timeout = '60s';

alter role caseworkspace_identity set search_path = identity;
alter role caseworkspace_identity set statement_timeout = '30s';
alter role caseworkspace_identity set idle_in_transaction_session_timeout = '60s';
