-- Trigger: refuses that a series goes back or stays (error 23514): its numbers are never given twice.
-- Set off by: every update of workspace.series.
create or replace function workspace.series_grows()
returns trigger
language plpgsql as $$
begin
    if new.last <= old.last then
        raise exception 'A series never goes back.' using errcode = 'check_violation';
    end if;
    return new;
end $$;

create or replace trigger series_grows before update on workspace.series for each row execute function workspace.series_grows();
