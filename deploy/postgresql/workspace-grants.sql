-- What the roles may do with schemas workspace and journal. Run as caseworkspace_owner; harmless when run again.
-- app appends: it can neither change nor delete events or journal entries.

revoke all on all tables in schema workspace, journal from caseworkspace_app, caseworkspace_custodian, public;
revoke all on all functions in schema workspace from public;
grant usage on schema workspace to caseworkspace_app, caseworkspace_custodian;
grant usage on schema journal to caseworkspace_app, caseworkspace_custodian;

-- Events: read and append; the stream's row carries the version, which appending advances.
grant select, insert on all tables in schema workspace to caseworkspace_app;
grant update on workspace.mt_streams to caseworkspace_app;
grant usage on all sequences in schema workspace to caseworkspace_app;
grant execute on all functions in schema workspace to caseworkspace_app;

-- Snapshots, relations, words and sessions follow the events and may change; they can be rebuilt from them.
do $$
declare
    name text;
begin
    for name in select tablename from pg_tables where schemaname = 'workspace' and tablename like 'mt\_doc\_%' loop
        execute format('grant update on workspace.%I to caseworkspace_app', name);
    end loop;
end $$;
grant update on workspace.mt_event_progression to caseworkspace_app;
-- A relation that ends keeps its row: app may end it, not delete it.
grant update on workspace.case_relation, workspace.stand_in to caseworkspace_app;
grant update, delete on workspace.case_text, workspace.web_session to caseworkspace_app;
-- Kept for a while, and no record: what was done stands in the events, and why in the journal.
grant delete on workspace.answered, workspace.purpose_stated to caseworkspace_app;
grant update on workspace.case_scope, workspace.person, workspace.series to caseworkspace_app;

-- When it was is for the database to say: no entry can be dated back.
grant select on journal.entry to caseworkspace_app;
grant insert (id, actor, role, operation, processing, thing, file, relation, granted, session, address, purpose, words, asked, recipients, correlation)
    on journal.entry to caseworkspace_app;

-- custodian: masking and archiving, by named operations alone.
grant select, update, delete on workspace.mt_events, workspace.mt_streams to caseworkspace_custodian;
grant select on journal.entry to caseworkspace_custodian;
