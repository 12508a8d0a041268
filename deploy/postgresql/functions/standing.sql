-- The relations of a person that count now.
-- Parameters: person, unit, subjects: as of standing_at.
-- Called by: every command and query (Platform/Pipeline), duties, left_behind.
create or replace function workspace.standing(person uuid, unit text, subjects text[])
returns table (scope uuid, kind text, relation text)
language sql stable as $$
    select r.scope, r.kind, r.relation from workspace.standing_at($1, $2, $3, now()) r
$$;
