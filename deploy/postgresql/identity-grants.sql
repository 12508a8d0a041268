-- What the Identity host may do, as caseworkspace_identity. Run as the owner after identity.sql; running it again changes nothing.
-- Accounts are never deleted; acts on accounts are written and read, never changed.
revoke all on schema identity from public;
grant usage on schema identity to caseworkspace_identity;
revoke all on all tables in schema identity from caseworkspace_identity;
grant select, insert, update on identity.accounts to caseworkspace_identity;
-- Whose an invitation is, and who proposed and confirmed it, is written once; letter and code are made when they are shown.
grant select, insert, update (secret_hash, expires_at, used_at, letter_opened_at, letter_opened_by, code_hash, code_shown_at, code_shown_to, codes_tried)
    on identity.invitations to caseworkspace_identity;
-- What was proposed stays as it was; the decision is added.
grant select, insert, update (decision, decided_by, decided_at) on identity.proposals to caseworkspace_identity;
-- Whose a session is, when it began and where from is written once; the browser's mark is exchanged; what ended long ago is forgotten.
grant select, insert, delete,
    update (handle_hash, sign_in_id, stamp, device_hash, authenticated_at, second_factor_at, methods, last_used_at, ends_at, ended_at, ended_by, end_reason, tell_at, tell_attempts)
    on identity.sessions to caseworkspace_identity;
-- Whose a passkey is, and its public half, is written once.
grant select, insert, delete, update (sign_count, is_backed_up, last_used_at) on identity.passkeys to caseworkspace_identity;
-- What was spent stays spent until it has run out.
grant select, insert, delete on identity.spent_challenges to caseworkspace_identity;
-- Whose a counter is, is written once; the key of a device changes with its mark; what is forgotten and told goes.
grant select, insert, delete, update (key, network, failures, counted_at, open_at, total, untold, first_at, last_at, right_refused_at, kept_until) on identity.attempt_counters to caseworkspace_identity;
-- When it was is for the database to say: no entry can be dated back.
grant select, insert (id, account_id, actor_id, confirmed_by, act, detail) on identity.account_acts to caseworkspace_identity;
-- The auditor reads entries in the workspace's journal: names and acts, and nothing else of this schema.
grant usage on schema identity to caseworkspace_app;
revoke all on all tables in schema identity from caseworkspace_app, caseworkspace_custodian;
grant select on identity.account_journal to caseworkspace_app;
grant select on identity.accounts_migrations, identity.expanding_migrations to caseworkspace_identity;
-- Deleted by rotate-keys --at-once alone.
grant select, insert, delete on identity.protocol_keys to caseworkspace_identity;
-- When a key was made is for the database to say: by that it is forgotten.
grant select, insert (friendly_name, xml) on identity.data_protection_keys to caseworkspace_identity;
-- What a protocol engine keeps, of the engine that this host is built with: its tables begin with protocol_.
do $$
    declare kept text;
    begin
    for kept in select tablename from pg_tables where schemaname = 'identity' and starts_with(tablename, 'protocol_') and tablename <> 'protocol_keys' loop
        execute format('grant %s on identity.%I to caseworkspace_identity',
            case when kept like '%\_migrations' then 'select' else 'select, insert, update, delete' end, kept);
    end loop;
    end
    $$;

-- Signing keys are protected by these keys for 90 days and stay published half a day longer; what lasts longer, the secrets of
-- authenticator apps, begins with the id of its key (bytes 5 to 20, a GUID in the order of .NET).
create or replace function identity.forget_protection_keys() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$
    begin
    delete from identity.data_protection_keys as key
    where key.made_at < now() - interval '200 days'
        and not exists (
            select from identity.accounts as account
            cross join lateral (select replace(substr(key.friendly_name, 5), '-', '') as id) as named
            cross join lateral (select translate(account.protected_authenticator_key, '-_', '+/') as text) as payload
            where account.protected_authenticator_key is not null
                and encode(substr(decode(rpad(payload.text, (length(payload.text) + 3) / 4 * 4, '='), 'base64'), 5, 16), 'hex')
                    = substr(named.id, 7, 2) || substr(named.id, 5, 2) || substr(named.id, 3, 2) || substr(named.id, 1, 2)
                    || substr(named.id, 11, 2) || substr(named.id, 9, 2) || substr(named.id, 15, 2) || substr(named.id, 13, 2)
                    || substr(named.id, 17));
    return null;
    end
    $$;
create or replace trigger forget_protection_keys after insert on identity.data_protection_keys
    for each statement execute function identity.forget_protection_keys();

-- What happens to a session is an entry, however it happens.
create or replace function identity.record_session() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
    as $$
    begin
    -- A row that ended as it began makes a browser known, and is no sign-in; one that stands again is one.
    if (tg_op = 'INSERT' and new.ended_at is null) or (tg_op = 'UPDATE' and (new.sign_in_id <> old.sign_in_id or (old.ended_at is not null and new.ended_at is null))) then
        insert into identity.account_acts (id, account_id, actor_id, act, detail)
            values (gen_random_uuid(), new.account_id, new.account_id, 'signed-in', new.device);
    end if;
    if new.second_factor_at is not null and (tg_op = 'INSERT' or new.second_factor_at is distinct from old.second_factor_at) then
        insert into identity.account_acts (id, account_id, actor_id, act)
            values (gen_random_uuid(), new.account_id, new.account_id, 'second-factor-used');
    end if;
    if tg_op = 'UPDATE' and new.ended_at is not null and old.ended_at is null then
        insert into identity.account_acts (id, account_id, actor_id, act, detail)
            values (gen_random_uuid(), new.account_id, new.ended_by, 'session-ended', new.end_reason);
    end if;
    return null;
    end
    $$;
create or replace trigger record_session after insert or update of sign_in_id, second_factor_at, ended_at on identity.sessions
    for each row execute function identity.record_session();
