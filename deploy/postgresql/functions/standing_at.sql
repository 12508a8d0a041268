-- The relations of a person that count at a time, with the name under which each is held. The one place that says so: commands, looks and
-- lists read from here, and so do the answers to who can see a file, and who could.
-- Parameters: person, unit: the person and their unit; subjects: their own subjects (person:ID, unit:CODE, posting:STATE); at: the time.
-- Called by: standing, and who could see a file on a date (Features/Access/Queries/WhoCanSee).
create or replace function workspace.standing_at(person uuid, unit text, subjects text[], at timestamptz)
returns table (scope uuid, kind text, relation text, subject text, since timestamptz, until timestamptz, hangs_on text)
language sql stable as $$
    select r.scope, r.kind, r.relation, r.subject, r.since, r.until, r.unit
    from workspace.case_relation r
    where r.subject = any($3 || array(
            select lent.subject from workspace.lent_to($1, $4) lent))
      -- A person who stands in reaches files of the standard level, and no file into which the other took emergency access. (Said as what it is
      -- not: of a function that equals something PostgreSQL expects hardly any rows, and plans every list for that.)
      -- A request is addressed to a post abroad: who stands in there carries on that of a restricted file too.
      and (r.subject = any($3) or (r.relation <> 'break-glass' and workspace.level_at(r.scope, $4)
           <> all(case when r.relation = 'addressed-liaison-officer' then array['sealed'] else array['restricted', 'sealed'] end)))
      -- Two duties on one file are possible only for somebody of two roles.
      and (r.subject = any($3) or coalesce((select cardinality(p.roles) from workspace.person p where p.id = $1), 2) < 2
           or workspace.goes_together(r.scope, r.relation, r.subject, $1, $3, $4))
      and r.since <= $4 and (r.until is null or r.until > $4)
      -- What hangs on a unit: on that of the person who holds it, also while somebody else stands in.
      and case when r.unit is null then true
               when r.subject = any($3) then r.unit = $2
               else r.unit = workspace.unit_at(r.subject, $4) end
      -- Nobody stands to a sealed sub-file who no longer stands to its file; its supervisor is named to it alone.
      and (r.kind is distinct from 'sub-file' or r.relation = 'unit-supervisor'
           or workspace.stands_to_file(r.scope, r.subject, $1, $2, $3, $4))
$$;
