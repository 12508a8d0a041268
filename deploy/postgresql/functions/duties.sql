-- What a person does now on the file in which a thing lies, and what they did there at any time, by name, as {"now": […], "past": […]}.
-- Inside a sealed sub-file both that and its file count; outside, what lies in the sub-file does not.
-- Parameters: thing: the thing; person, unit, subjects: as of standing_at.
-- Called by: commands (Platform/Pipeline/CommandFacts), who may receive an item (Features/Evidence/Queries/CustodyReceivers).
create or replace function workspace.duties(thing uuid, person uuid, unit text, subjects text[])
returns jsonb
language plpgsql stable as $$
declare
    places uuid[];
    names text[];
begin
    select array[s.id, s.holder, s.file] into places from workspace.case_scope s where s.id = $1;
    names := $4 || array(select lent.subject from workspace.lent_to($2, now()) lent);
    return jsonb_build_object(
        'now', array(
            select workspace.duty(r.relation) from workspace.standing($2, $3, $4) r
            where r.scope = any(places) and workspace.duty(r.relation) is not null
            union
            select 'keeps' where exists (
                select from workspace.case_scope i join workspace.case_relation r on r.scope = i.id
                where i.kind = 'evidence' and i.holder = any(places) and r.relation = 'item-custodian' and r.subject = any(names)
                  and r.since <= now() and (r.until is null or r.until > now()))),
        'past', array(
            select distinct workspace.duty(r.relation) from workspace.case_relation r
            where r.scope = any(places) and r.subject = 'person:' || $2 and workspace.duty(r.relation) is not null));
end $$;
