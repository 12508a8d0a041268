-- All people as they were known at a time: their roles, unit and postings.
-- Parameters: at: the time, now() for the present.
-- Called by: post_is_held, unit_at, and who could see a file on a date (Features/Access/Queries/WhoCanSee).
create or replace function workspace.person_at(at timestamptz)
returns table (id uuid, name text, roles text[], unit text, postings text[])
language sql stable as $$
    select p.id, p.name, coalesce(b.roles, p.roles), coalesce(b.unit, p.unit), coalesce(b.postings, p.postings)
    from workspace.person p
    left join lateral (
        select * from workspace.person_before b where b.person = p.id and b.until > $1 order by b.until limit 1) b on true
$$;
