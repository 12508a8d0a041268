-- Whether a lent relation goes together with what the person who stands in does on the same file, by name or for a third person: a person
-- who investigates a file does not stand in for its prosecutor.
-- Parameters: scope: the thing; relation: what is lent; lent: the subject that lends it; person, subjects: who stands in, with their own
-- subjects; at: the time.
-- Called by: standing_at.
create or replace function workspace.goes_together(scope uuid, relation text, lent text, person uuid, subjects text[], at timestamptz)
returns boolean
language plpgsql stable as $$
declare
    places uuid[];
    names text[];
begin
    select array[s.id, s.holder, s.file] into places from workspace.case_scope s where s.id = $1;
    names := $5 || array(
        select s.subject from workspace.stand_in s
        where s.person = $4 and s.since <= $6 and s.until > $6
          and s.id not in (select i.id from workspace.stand_in i where i.person = $4 and i.subject = $3 and i.since <= $6 and i.until > $6));
    return not exists (
            select from workspace.case_relation r
            where r.scope = any(places) and r.subject = any(names) and workspace.duty(r.relation) <> workspace.duty($2)
              and r.since <= $6 and (r.until is null or r.until > $6))
       and ($2 = 'item-custodian' or not exists (
            select from workspace.case_scope i join workspace.case_relation r on r.scope = i.id
            where i.kind = 'evidence' and i.holder = any(places) and r.relation = 'item-custodian' and r.subject = any(names)
              and r.since <= $6 and (r.until is null or r.until > $6)));
end $$;
