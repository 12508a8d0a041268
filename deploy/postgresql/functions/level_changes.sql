-- Trigger: writes into workspace.level_before at which level a thing was kept until now.
-- Runs as its owner: the application writes no history of its own.
-- Set off by: an update of workspace.case_scope after which own_level is another.
create or replace function workspace.level_changes()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into workspace.level_before (scope, level, until) values (old.id, workspace.own_level(old), now()) on conflict do nothing;
    return null;
end $$;

create or replace trigger level_changes after update of file, holder, level on workspace.case_scope
    for each row when (workspace.own_level(old) <> workspace.own_level(new)) execute function workspace.level_changes();
