-- What the roles may do with schemas workspace and journal, by table and column. Run by `migrate`, as owner, when anything changed.
-- A table or column that is not named here is closed to the application: a test compares the catalogue with what is expected
-- (DatabaseRightsTests). Triggers in functions/ hold what can be written to its rules: times are the database's.

revoke all on all tables in schema workspace, journal from caseworkspace_app, caseworkspace_custodian, public;
revoke all on all sequences in schema workspace, journal from caseworkspace_app, caseworkspace_custodian, public;
revoke all on all functions in schema workspace, journal from caseworkspace_app, caseworkspace_custodian, public;
grant usage on schema workspace to caseworkspace_app, caseworkspace_custodian;
grant usage on schema journal to caseworkspace_app, caseworkspace_custodian;

-- Events are read and appended: neither changed nor deleted, dated nor archived. A stream's row carries the version, which appending
-- advances; its id and type stay.
grant select on workspace.mt_events, workspace.mt_streams to caseworkspace_app;
grant insert (seq_id, id, stream_id, version, data, bdata, type, tenant_id, timestamp, mt_dotnet_type, is_archived, causation_id,
              correlation_id, headers, user_name) on workspace.mt_events to caseworkspace_app;
grant insert (id, type, version, timestamp, tenant_id), update (version, timestamp) on workspace.mt_streams to caseworkspace_app;
grant usage on sequence workspace.mt_events_sequence to caseworkspace_app;

-- Snapshots follow the events and can be rebuilt from them. What must not change is read from the events.
do $$
declare
    name text;
begin
    for name in select tablename from pg_tables where schemaname = 'workspace' and tablename like 'mt\_doc\_%' loop
        execute format('grant select, insert, update (data, mt_last_modified, mt_dotnet_type, mt_version) on workspace.%I to caseworkspace_app', name);
    end loop;
end $$;
grant select, insert, update on workspace.mt_event_progression to caseworkspace_app;
grant select, insert on workspace.mt_event_projection_floors, workspace.mt_high_water_skips to caseworkspace_app;

-- Relations: given from now on, ended from now on.
grant select, insert (scope, kind, subject, relation, until, unit), update (until) on workspace.case_relation to caseworkspace_app;
grant select, insert (id, subject, person, since, until), update (until) on workspace.stand_in to caseworkspace_app;
-- History that triggers write.
grant select on workspace.level_before, workspace.person_before to caseworkspace_app;

grant select, insert (id, kind, file, number, holder, level), update (file, number, holder, level, closed, awaits_relation, awaits_person, awaits_due, turn, turned_at, withheld_in, fenced)
    on workspace.case_scope to caseworkspace_app;
grant select, insert (id, name, folded, roles, unit, postings, said_at), update (name, folded, roles, unit, postings, said_at, seen_at, refused_at)
    on workspace.person to caseworkspace_app;
grant select, insert, update (last) on workspace.series to caseworkspace_app;
-- Of what they were told nothing is changed or forgotten.
grant select, insert (thing, due, stage, person) on workspace.deadline_notice to caseworkspace_app;
grant select, insert on workspace.content_name, workspace.released_item to caseworkspace_app;
grant select, insert, update (words, field, inside, home, form), delete on workspace.case_text to caseworkspace_app;
-- What is to be erased: laid down with the event, done by the Worker.
grant select, insert (thing, keys, file), update (completed_at) on workspace.erasure to caseworkspace_app;
-- Kept for a while, and no record: what was done stands in the events, and why in the journal.
grant select, insert (actor, key, fingerprint, target, version, told), delete on workspace.answered to caseworkspace_app;
grant select, insert (session, person, file, purpose, words), delete on workspace.purpose_stated to caseworkspace_app;
grant select, insert, update (ticket, expires), delete on workspace.web_session to caseworkspace_app;
grant select, insert, delete on workspace.spent_token to caseworkspace_app;
-- When a key was made is for the database to say: by that it is forgotten.
grant select, insert (name, xml) on workspace.protection_key to caseworkspace_app;
grant select on workspace.schema_version to caseworkspace_app;

-- Triggers need no right of the person who sets them off; archiving is the custodian's.
do $$
declare
    routine regprocedure;
begin
    for routine in select p.oid from pg_proc p
        where p.pronamespace = 'workspace'::regnamespace and p.prorettype <> 'trigger'::regtype and p.proname <> 'mt_archive_stream' loop
        execute format('grant execute on function %s to caseworkspace_app', routine);
    end loop;
end $$;

-- When it was is for the database to say: no entry can be dated back.
grant select on journal.entry to caseworkspace_app;
grant insert (id, actor, role, operation, processing, thing, file, relation, granted, session, address, purpose, words, asked, recipients, correlation, followed)
    on journal.entry to caseworkspace_app;

-- custodian: archiving by named operations alone; of the journal it takes out words by one function, for what is being erased.
grant select, update, delete on workspace.mt_events, workspace.mt_streams to caseworkspace_custodian;
grant select on journal.entry to caseworkspace_custodian;
grant execute on function journal.erase_words(uuid, uuid[], timestamptz[]) to caseworkspace_custodian;
