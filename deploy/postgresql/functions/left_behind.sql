-- Why the person for whom something waits cannot be waited for; null: can be waited for, or nobody is.
--   off-the-file: no longer one of those who work on what holds it
--   not-here:     refused by the identity server since the last sign-in, or not seen for three days
-- Parameters: waited: the person; thing, holder: what waits, and what holds it.
-- Called by: requests on the desk and their pages (Features/InformationRequests/Queries).
create or replace function workspace.left_behind(waited uuid, thing uuid, holder uuid)
returns text
language sql stable as $$
    select case
        when $1 is null then null
        when not exists (
            select from workspace.person p, workspace.standing(p.id, p.unit, array['person:' || p.id]) r
            where p.id = $1 and r.scope = any(array[$2, $3]) and r.relation in ('lead', 'member')) then 'off-the-file'
        when exists (
            select from workspace.person p
            where p.id = $1 and (p.refused_at is not null or p.seen_at < now() - interval '3 days')) then 'not-here'
        end
$$;
