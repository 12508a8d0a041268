-- The level of a thing by itself and by the sub-file that holds it, without that of its file: standard, restricted or sealed.
-- Parameters: thing: the row of workspace.case_scope.
-- Called by: level_at, level_changes.
create or replace function workspace.own_level(thing workspace.case_scope)
returns text
language sql immutable as $$
    select case when $1.holder is distinct from $1.file and $1.holder is not null then 'sealed'
                when $1.kind = 'investigation' then $1.level
                else 'standard' end
$$;
