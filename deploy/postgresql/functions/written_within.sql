-- Whether a row was committed in what a snapshot saw. Which transaction wrote a row stands with it (xmin), with the lower half of its number
-- alone; the whole number is the latest that is not ahead of us. Rows of more than a day ago are old to every pass through a list.
-- Parameters: writer: the row's xmin; at: when it was written; seen: the snapshot.
-- Called by: lists, from their second page on (Platform/Pipeline/FirstPage); began_within.
create or replace function workspace.written_within(writer xid, at timestamptz, seen pg_snapshot)
returns boolean
language sql stable as $$
    select $2 < now() - interval '1 day' or pg_visible_in_snapshot(
        (next_one - ((next_one - $1::text::bigint) & 4294967295))::text::xid8, $3)
    from (select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as next_one) clock
$$;
