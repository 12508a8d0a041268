-- A colleague's roles, unit and postings are events of a stream with the person's id from now on (docs/adr/0045). What rows alone said becomes
-- one event for each place that a person had, dated as the row was; the first one a second before anything that is known of the person.
create temporary table place_of_colleague on commit drop as
with known as (
    select b.person, b.roles, b.unit, b.postings, b.until from workspace.person_before b
    union all
    select p.id, p.roles, p.unit, p.postings, null from workspace.person p),
dated as (
    select k.*, lag(k.until) over (partition by k.person order by k.until nulls last) as since,
           row_number() over (partition by k.person order by k.until nulls last) as version
    from known k
    where not exists (select from workspace.mt_streams s where s.id = k.person))
select d.person, d.roles, d.unit, d.postings, d.version,
       coalesce(d.since, least(p.seen_at, d.until, (
           select min(r.since) from workspace.case_relation r where r.subject = 'person:' || d.person)) - interval '1 second') as since
from dated d join workspace.person p on p.id = d.person;

insert into workspace.mt_streams (id, type, version, timestamp, created, tenant_id, is_archived)
select person, 'appointment', max(version), max(since), min(since), '*DEFAULT*', false from place_of_colleague group by person;

insert into workspace.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, is_archived, causation_id, headers, user_name)
select nextval('workspace.mt_events_sequence'), gen_random_uuid(), person, version,
       jsonb_build_object('roles', roles, 'unit', unit, 'postings', postings), 'colleague-appointed', since, '*DEFAULT*',
       'CaseWorkspace.Features.Access.ColleagueAppointed, CaseWorkspace', false, 'migration', jsonb_build_object('role', roles[1]), person::text
from (select * from place_of_colleague order by since, person, version) placed;
