-- The unit of a person at a time; null: not known.
-- No part of the statements that use it, as post_is_held.
-- Parameters: holder: person:ID; at: the time.
-- Called by: standing_at, stands_to_file.
create or replace function workspace.unit_at(holder text, at timestamptz)
returns text
language plpgsql stable as $$
begin
    return (select p.unit from workspace.person_at($2) p where p.id = substr($1, 8)::uuid);
end $$;
