-- The time of the transaction, or the error 23514 where the transaction began more than a minute ago.
-- Times are the database's. A transaction held open would date what is written at its end back to its beginning.
-- Called by: place_stays, event_times, stream_times, relation_times, person_times.
create or replace function workspace.young()
returns timestamptz
language plpgsql as $$
begin
    if clock_timestamp() - now() > interval '1 minute' then
        raise exception 'The transaction began too long ago to write what has a time.' using errcode = 'check_violation';
    end if;
    return now();
end $$;
