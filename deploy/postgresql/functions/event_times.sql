-- Trigger: gives each event the time at which it is appended, and refuses one that does not take the next number of the sequence or that is
-- written as archived (error 23514). Holds the role caseworkspace_app alone: the owner sets times where data is brought in, and the custodian
-- where it is archived.
-- Set off by: every insert into workspace.mt_events.
create or replace function workspace.event_times()
returns trigger
language plpgsql as $$
begin
    if current_user = 'caseworkspace_app' then
        if new.is_archived or new.seq_id <> currval('workspace.mt_events_sequence') then
            raise exception 'An event takes the next number of the sequence, and is not archived.' using errcode = 'check_violation';
        end if;
        new.timestamp := workspace.young();
    end if;
    return new;
end $$;

create or replace trigger event_times before insert on workspace.mt_events for each row execute function workspace.event_times();
