-- Trigger: writes into workspace.person_before what a person was until now: roles, unit and postings, with the database's time.
-- Runs as its owner: the application writes no history of its own.
-- Set off by: an update of workspace.person that changes one of the three.
create or replace function workspace.person_changes()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into workspace.person_before (person, roles, unit, postings, until) values (old.id, old.roles, old.unit, old.postings, now())
    on conflict do nothing;
    return null;
end $$;

create or replace trigger person_changes after update of roles, unit, postings on workspace.person
    for each row when ((old.roles, old.unit, old.postings) is distinct from (new.roles, new.unit, new.postings))
    execute function workspace.person_changes();
