-- The key store. Run in its database by caseworkspace_keys_owner; harmless when run again. See docs/adr/0048.

-- The version of these scripts, which hosts compare with their own.
create table if not exists keys.store (
    only_row boolean primary key default true check (only_row),
    number integer not null,
    -- The master key that wraps new keys, by name; null: there is no key yet.
    master text,
    -- Of the scripts that made it, where a program ran them.
    scripts_sha256 text not null default ''
);
insert into keys.store (number) values (1) on conflict (only_row) do update set number = excluded.number where store.number <> excluded.number;

-- A key of texts: of one person's record, or of one file. What is left of a destroyed one is that it was: it is never made again.
create table if not exists keys.text_key (
    id uuid primary key,
    -- The file with whose keys it is read; its own id for that of a file.
    file uuid not null,
    -- The master key that wrapped it, by name, and AES-256-GCM of the key under that.
    master text,
    wrapped bytea,
    made_at timestamptz not null default now(),
    destroyed_at timestamptz,
    constraint text_key_is_there_or_destroyed check (
        (wrapped is not null and master is not null and destroyed_at is null) or (wrapped is null and master is null and destroyed_at is not null))
);
create index if not exists text_key_by_file on keys.text_key (file);
create index if not exists text_key_by_age on keys.text_key (made_at) where wrapped is not null;

-- Adds a key and says 'made', or 'known' where there is one of that id, or was. It is wrapped by the one master key that serves here: the first key begins with
-- its own, and who comes with another is told the name of that. Two hosts that have made master keys of their own cannot both seal.
create or replace function keys.make(key uuid, its_file uuid, its_master text, its_bytes bytea)
returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    serving text;
begin
    update keys.store set master = $3 where master is null;
    -- Held until the commit: rewrap-keys, which changes it, finds every key that was wrapped by the one before.
    select s.master into serving from keys.store s for share;
    if serving <> $3 then
        return serving;
    end if;
    insert into keys.text_key (id, file, master, wrapped) values ($1, $2, $3, $4) on conflict (id) do nothing;
    return case when found then 'made' else 'known' end;
end $$;

-- Destroys the key, for good. One that was never made is destroyed too: nothing is written under its id from then on.
create or replace function keys.destroy(key uuid, its_file uuid)
returns timestamptz
language sql security definer set search_path = pg_catalog, pg_temp as $$
    insert into keys.text_key as known (id, file, destroyed_at) values ($1, $2, now())
    on conflict (id) do update set master = null, wrapped = null, destroyed_at = now() where known.destroyed_at is null;
    select k.destroyed_at from keys.text_key k where k.id = $1;
$$;

revoke all on all tables in schema keys from caseworkspace_keys, caseworkspace_keys_custodian, public;
revoke all on all functions in schema keys from caseworkspace_keys, caseworkspace_keys_custodian, public;
grant usage on schema keys to caseworkspace_keys, caseworkspace_keys_custodian;

grant select on keys.store, keys.text_key to caseworkspace_keys;
grant execute on function keys.make(uuid, uuid, text, bytea) to caseworkspace_keys;
grant execute on function keys.destroy(uuid, uuid) to caseworkspace_keys_custodian;
