-- Whether the first event of a thing was committed in what a snapshot saw: later changes count for nothing.
-- Parameters: thing: the stream; seen: the snapshot.
-- Called by: lists, from their second page on (Platform/Pipeline/FirstPage).
create or replace function workspace.began_within(thing uuid, seen pg_snapshot)
returns boolean
language sql stable as $$
    select exists (
        select from workspace.mt_events e
        where e.stream_id = $1 and e.version = 1 and workspace.written_within(e.xmin, e.timestamp, $2))
$$;
