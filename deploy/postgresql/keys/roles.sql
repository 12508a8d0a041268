-- The roles of the key store on its PostgreSQL server, which may be the workspace's own or, better, another. Run by an administrator;
-- harmless when run again. Passwords are set apart from this script, as for ../roles.sql.
--
--   caseworkspace_keys_owner      owns the key store; logs in for its scripts and for rewrap-keys
--   caseworkspace_keys            Web and Worker: reads keys and adds them by one function; neither changes nor deletes one
--   caseworkspace_keys_custodian  the Worker, to destroy a key: by one function, and reads nothing

do $$
declare
    wanted text;
    granted record;
begin
    foreach wanted in array array['caseworkspace_keys_owner', 'caseworkspace_keys', 'caseworkspace_keys_custodian'] loop
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
        where taker.rolname in ('caseworkspace_keys_owner', 'caseworkspace_keys', 'caseworkspace_keys_custodian')
    loop
        execute format('revoke %I from %I', granted.given, granted.taker);
    end loop;

    foreach wanted in array array['caseworkspace_keys_owner', 'caseworkspace_keys', 'caseworkspace_keys_custodian'] loop
        if (select rolsuper from pg_catalog.pg_roles where rolname = current_user) then
            execute format('alter role %I nosuperuser nocreatedb nocreaterole noinherit noreplication nobypassrls', wanted);
        else
            execute format('alter role %I nocreatedb nocreaterole noinherit', wanted);
        end if;
    end loop;

    if not (select rolsuper from pg_catalog.pg_roles where rolname = current_user) then
        execute format('grant caseworkspace_keys_owner to %I', current_user);
    end if;
end
$$;

alter role caseworkspace_keys set statement_timeout = '30s';
alter role caseworkspace_keys set idle_in_transaction_session_timeout = '60s';
alter role caseworkspace_keys_custodian set statement_timeout = '30s';
alter role caseworkspace_keys_custodian set idle_in_transaction_session_timeout = '60s';
-- A key is on disk before the event that it seals, and destroyed on disk.
alter role caseworkspace_keys set synchronous_commit = 'on';
alter role caseworkspace_keys_custodian set synchronous_commit = 'on';
