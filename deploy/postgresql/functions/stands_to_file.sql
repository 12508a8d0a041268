-- Whether the person who stands to a sealed sub-file stands to its file too, at a time, be it for somebody who is away.
-- No part of the statements that use it, as post_is_held.
-- Parameters: part: the sub-file; named: the subject that stands to it, as person:ID; reader, reader_unit, subjects: the person, their unit and
-- their own subjects (person:ID, unit:CODE, posting:STATE); at: the time.
-- Called by: standing_at.
create or replace function workspace.stands_to_file(part uuid, named text, reader uuid, reader_unit text, subjects text[], at timestamptz)
returns boolean
language plpgsql stable as $$
begin
    return exists (
        select from workspace.case_scope s
        join workspace.case_relation f on f.scope = s.file and f.relation <> 'break-glass'
        where s.id = $1 and f.since <= $6 and (f.until is null or f.until > $6)
          and case when f.subject = $2 then f.unit is null or f.unit = $4
                   else $2 = any($5) and workspace.level_at(f.scope, $6) not in ('restricted', 'sealed')
                    and (f.unit is null or f.unit = workspace.unit_at(f.subject, $6))
                    and f.subject in (select lent.subject from workspace.lent_to($3, $6) lent) end);
end $$;
