-- Trigger: gives a stream the times at which it was made and last written, and refuses a version that is not that of its last event
-- (error 23514). Holds the role caseworkspace_app alone.
-- Set off by: every insert into and update of workspace.mt_streams.
create or replace function workspace.stream_times()
returns trigger
language plpgsql as $$
begin
    if current_user = 'caseworkspace_app' then
        if tg_op = 'INSERT' then
            new.created := workspace.young();
        elsif new.version is distinct from (
            select max(e.version) from workspace.mt_events e where e.stream_id = new.id and not e.is_archived) then
            raise exception 'The version of a stream is that of its last event.' using errcode = 'check_violation';
        end if;
        new.timestamp := workspace.young();
    end if;
    return new;
end $$;

create or replace trigger stream_times before insert or update on workspace.mt_streams for each row execute function workspace.stream_times();
