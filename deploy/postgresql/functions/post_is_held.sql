-- Whether the post that was lent is held, at a time, by the person who lent it.
-- Asked for in few rows, and no part of the statements that use it: a branch of a plan that is never run would be made ready all the same,
-- at every use, and that took longer than the rest (docs/speed.md).
-- Parameters: stand_in: workspace.stand_in.id; post: unit:CODE (its head) or posting:STATE; at: the time.
-- Called by: lent_to.
create or replace function workspace.post_is_held(stand_in uuid, post text, at timestamptz)
returns boolean
language plpgsql stable as $$
begin
    return exists (
        select from workspace.stand_in whose
        join workspace.person_at($3) p on p.id = case when whose.subject like 'person:%' then substr(whose.subject, 8)::uuid end
        where whose.id = $1 and case
            when $2 like 'unit:%' then p.unit = substr($2, 6) and 'supervisor' = any(p.roles)
            else substr($2, 9) = any(p.postings) and 'liaison-officer' = any(p.roles) end);
end $$;
