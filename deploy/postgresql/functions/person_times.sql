-- Trigger: a person was here (seen_at) when this is written, or was refused (refused_at) now. Holds the role caseworkspace_app alone.
-- Set off by: every insert into and update of workspace.person.
create or replace function workspace.person_times()
returns trigger
language plpgsql as $$
begin
    if current_user = 'caseworkspace_app' then
        perform workspace.young();
        new.seen_at := case when tg_op = 'INSERT' or new.seen_at is distinct from old.seen_at then now() else old.seen_at end;
        new.refused_at := case when new.refused_at is null then null when tg_op = 'UPDATE' and new.refused_at = old.refused_at then old.refused_at else now() end;
    end if;
    return new;
end $$;

create or replace trigger person_times before insert or update on workspace.person for each row execute function workspace.person_times();
