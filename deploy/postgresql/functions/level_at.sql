-- At which level a thing is kept at a time: standard, restricted or sealed. Asked of the thing, of the sub-file that holds it and of its file.
-- Parameters: thing: the id in workspace.case_scope; at: the time, now() for the present.
-- Called by: standing_at, stands_to_file, and itself for the file.
create or replace function workspace.level_at(thing uuid, at timestamptz)
returns text
language plpgsql stable as $$
declare
    placed workspace.case_scope;
    own text;
begin
    select s.* into placed from workspace.case_scope s where s.id = $1;
    own := workspace.own_level(placed);
    if $2 < now() then
        own := coalesce((select b.level from workspace.level_before b where b.scope = $1 and b.until > $2 order by b.until limit 1), own);
    end if;
    if own <> 'standard' or placed.file is null or placed.file = placed.id then
        return own;
    end if;
    return workspace.level_at(placed.file, $2);
end $$;
