-- Trigger: deletes protection keys on which nothing can rest any more.
-- A key protects for 90 days and is made at most two days before; a session lasts 12 hours. After 100 days nothing rests on it.
-- Runs as its owner: the application deletes no keys.
-- Set off by: every insert into workspace.protection_key.
create or replace function workspace.forget_protection_keys() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$
    begin
        delete from workspace.protection_key where made_at < now() - interval '100 days';
        return null;
    end
    $$;

create or replace trigger forget_protection_keys after insert on workspace.protection_key
    for each statement execute function workspace.forget_protection_keys();
