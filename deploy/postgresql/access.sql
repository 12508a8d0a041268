-- Tables of the workspace beside Marten's: access, people, numbers, answers given, text for searching.
-- Run as caseworkspace_owner, after workspace.sql; harmless when run again.

-- What each thing is as far as access is concerned, and the number it goes by. Nothing of its content stands here.
--   holder: the thing whose relations hold for this one too: its file, or the sealed sub-file it lies in
--   level:  of a file: standard, or restricted (people by name only); of a sub-file: sealed, until it is opened. What lies in them has
--           none of its own: it is kept as what holds it is (workspace.level_at)
create table if not exists workspace.case_scope (
    id    uuid primary key,
    kind  text not null,
    file  uuid
);
alter table workspace.case_scope add column if not exists number text;
alter table workspace.case_scope add column if not exists holder uuid;
alter table workspace.case_scope add column if not exists level text not null default 'standard';
alter table workspace.case_scope drop constraint if exists case_scope_kind_check;
alter table workspace.case_scope add constraint case_scope_kind_check
    check (kind in ('investigation', 'sub-file', 'evidence', 'request', 'access-ask', 'break-glass'));
alter table workspace.case_scope drop constraint if exists case_scope_level_check;
alter table workspace.case_scope add constraint case_scope_level_check check (level in ('standard', 'restricted', 'sealed'));
update workspace.case_scope set holder = file where holder is null and file is not null;
-- Things once had a copy of the level of what held them.
update workspace.case_scope set level = 'standard' where level <> 'standard' and kind not in ('investigation', 'sub-file');
alter table workspace.case_scope drop constraint if exists case_scope_level_of_holder;
alter table workspace.case_scope add constraint case_scope_level_of_holder
    check (level = 'standard' or kind in ('investigation', 'sub-file'));
create index if not exists case_scope_file on workspace.case_scope (file, id);
create index if not exists case_scope_holder on workspace.case_scope (holder, id);
create index if not exists case_scope_number on workspace.case_scope (number) where kind = 'investigation';

-- For whom a thing waits, so that a person who opens the desk need not read every request that there is: those in a relation to it, or one
-- person in it. It follows the request's snapshot, whatever writes that; at the end of the transaction, when both rows are there.
-- An item that is offered waits for one person too: its projection writes that (Features/Evidence/EvidenceAccess).
alter table workspace.case_scope add column if not exists awaits_relation text;
alter table workspace.case_scope add column if not exists awaits_person uuid;
alter table workspace.case_scope add column if not exists awaits_due timestamptz;
create index if not exists case_scope_awaits on workspace.case_scope (holder, awaits_relation, id)
    include (awaits_person, awaits_due) where awaits_relation is not null;
-- Serves the desk: the few files that wait for somebody to confirm something.
create index if not exists case_scope_file_awaits on workspace.case_scope (id) where kind = 'investigation' and awaits_relation is not null;
-- Serves lists of one kind: what lies in which file, and by when something waits there, from the index alone.
drop index if exists workspace.case_scope_kind;
create index if not exists case_scope_of_kind on workspace.case_scope (kind, holder, id) include (file, awaits_due);
create index if not exists case_scope_awaits_person on workspace.case_scope (awaits_person) where awaits_person is not null;
create or replace function workspace.request_awaits()
returns trigger
language plpgsql as $$
begin
    update workspace.case_scope s set awaits_relation = now_so.relation, awaits_person = now_so.person, awaits_due = now_so.due
    from (select new.data #>> '{awaits,relation}', (new.data #>> '{awaits,person}')::uuid,
                 -- What is answered and only waits to be closed has no deadline any more.
                 case when new.data #>> '{awaits,relation}' is not null then coalesce(
                     case when new.data ->> 'answeredAt' is null then (new.data ->> 'dueAt')::timestamptz end, 'infinity') end
         ) now_so (relation, person, due)
    where s.id = new.id
      and (s.awaits_relation, s.awaits_person, s.awaits_due) is distinct from (now_so.relation, now_so.person, now_so.due);
    return null;
end $$;
do $$
begin
    if not exists (select from pg_trigger where tgname = 'request_awaits' and tgrelid = 'workspace.mt_doc_informationrequest'::regclass) then
        create constraint trigger request_awaits after insert or update on workspace.mt_doc_informationrequest
            deferrable initially deferred for each row execute function workspace.request_awaits();
        -- Once, for the requests of a database from before this was kept.
        update workspace.mt_doc_informationrequest set data = data where data #>> '{awaits,relation}' is not null;
    end if;
end $$;

-- Counts, for a file, the commands whose decision asked who does what in it: who took up a duty, or let something go. They write to different
-- streams, and would not meet otherwise: each takes the turn after the one that it read, or has lost a race (Platform/Pipeline/CommandFacts).
alter table workspace.case_scope add column if not exists turn bigint not null default 0;
alter table workspace.case_scope add column if not exists turned_at timestamptz not null default '-infinity';
create or replace function workspace.next_turn(now_so bigint, seen bigint)
returns bigint
language plpgsql as $$
begin
    if $1 <> $2 then
        raise exception 'Somebody else took this turn in the file.' using errcode = 'unique_violation';
    end if;
    return $1 + 1;
end $$;

-- The event store's own function writes a stream's row before its events, and nothing here may delete a stream. That each event has its
-- stream need not be looked up again at every append, by a query over both partitions that took as long as the rest of the function
-- (docs/adr/0013); and no removal of a stream takes its events along.
alter table workspace.mt_events drop constraint if exists fkey_mt_events_stream_id_is_archived;

-- Serves what happened lately. The event store leaves indexes alone that it is told to ignore (Platform/Storage/WorkspaceStore).
create index if not exists mt_events_timestamp on workspace.mt_events (timestamp, seq_id);

-- Who stands how to what, and when: subject is person:ID, unit:CODE (its head) or posting:STATE.
-- A relation that ends keeps its row, so that one can say who could see a thing on a date.
--   kind: that of the thing, kept here so that lists are served by one index; it never changes
--   unit: a relation that hangs on belonging to the unit ends when the person changes it; null: held by name
create table if not exists workspace.case_relation (
    scope     uuid not null,
    subject   text not null,
    relation  text not null,
    until     timestamptz
);
alter table workspace.case_relation add column if not exists since timestamptz not null default now();
alter table workspace.case_relation add column if not exists kind text;
alter table workspace.case_relation add column if not exists unit text;
-- A copy of the thing's level, which a restriction of the file did not reach.
alter table workspace.case_relation drop column if exists level;
update workspace.case_relation r set kind = s.kind from workspace.case_scope s where s.id = r.scope and r.kind is null;
do $$
begin
    if not exists (
        select from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
        where i.indrelid = 'workspace.case_relation'::regclass and i.indisprimary and a.attname = 'since') then
        alter table workspace.case_relation drop constraint if exists case_relation_pkey;
        alter table workspace.case_relation add primary key (scope, subject, relation, since);
    end if;
end $$;
-- Serves 'mine': everything of a kind that one subject may see, newest first (ids are UUIDv7), from the index alone.
drop index if exists workspace.case_relation_mine;
create index if not exists case_relation_held on workspace.case_relation (subject, kind, relation, scope desc)
    include (since, until, unit);

-- Who stands in for whom while somebody is away: the person has the relations of the subject, to files of the standard level.
create table if not exists workspace.stand_in (
    id       uuid not null,
    subject  text not null,
    person   uuid not null,
    since    timestamptz not null,
    until    timestamptz not null,
    primary key (id, subject)
);
create index if not exists stand_in_person on workspace.stand_in (person, until);
-- Serves telling those who stand in for somebody that something changed (Platform/Storage/ChangeFeed).
create index if not exists stand_in_subject on workspace.stand_in (subject, until);

-- At which level a thing was kept until a time, for each change: of its own level, or of what held it. Written by the trigger below alone.
create table if not exists workspace.level_before (
    scope  uuid not null,
    level  text not null,
    until  timestamptz not null,
    primary key (scope, until)
);

-- The level of a thing by itself and by the sub-file that holds it, without that of its file.
create or replace function workspace.own_level(thing workspace.case_scope)
returns text
language sql immutable as $$
    select case when $1.holder is distinct from $1.file and $1.holder is not null then 'sealed'
                when $1.kind = 'investigation' then $1.level
                else 'standard' end
$$;

-- At which level a thing is kept at a time: asked of the thing, of the sub-file that holds it and of its file.
drop function if exists workspace.level_at(uuid, text, timestamptz) cascade;
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

-- The number by which somebody knows an item who has no relation to what holds it: without the sealed sub-file in which it lies.
create or replace function workspace.number_outside(number text)
returns text
language sql immutable as $$
    select regexp_replace($1, '^S-[0-9]+/', '')
$$;

-- What a thing is, where it lies and its number are said once. It changes its place inside its file alone: otherwise a person who moves a row
-- would move what is sealed into a file of their own.
create or replace function workspace.place_stays()
returns trigger
language plpgsql as $$
begin
    -- The history of levels is written with the transaction's time: a transaction held open would date a change back.
    if current_user = 'caseworkspace_app' then
        perform workspace.young();
    end if;
    if old.file is not null and new.file is distinct from old.file or old.number is not null and new.number is distinct from old.number then
        raise exception 'The file and the number of a thing stay as they are.' using errcode = 'check_violation';
    end if;
    if new.holder is distinct from old.holder and new.holder is distinct from new.file and not exists (
        select from workspace.case_scope p where p.id = new.holder and p.kind = 'sub-file' and p.file = new.file) then
        raise exception 'A thing lies in its file, or in a sub-file of it.' using errcode = 'check_violation';
    end if;
    return new;
end $$;
create or replace trigger place_stays before update of file, holder, number, level on workspace.case_scope
    for each row execute function workspace.place_stays();

-- Runs as its owner: the application writes no history of its own.
create or replace function workspace.level_changes()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into workspace.level_before (scope, level, until) values (old.id, workspace.own_level(old), now()) on conflict do nothing;
    return null;
end $$;
create or replace trigger level_changes after update of file, holder, level on workspace.case_scope
    for each row when (workspace.own_level(old) <> workspace.own_level(new)) execute function workspace.level_changes();

-- Why a person looks at a file, stated when it is first opened in a session.
create table if not exists workspace.purpose_stated (
    session  text not null,
    person   uuid not null,
    file     uuid not null,
    purpose  text not null,
    words    text,
    at       timestamptz not null default now(),
    primary key (session, person, file)
);
-- Serves forgetting those of sessions long gone (Platform/Pipeline/KeptForAWhile).
create index if not exists purpose_stated_at on workspace.purpose_stated (at);

-- People who have signed in: for choosing colleagues and naming them. No credentials, no contact data.
create table if not exists workspace.person (
    id        uuid primary key,
    name      text not null,
    roles     text[] not null,
    unit      text not null,
    postings  text[] not null,
    seen_at   timestamptz not null default now()
);
-- When the identity server ended the person's session, without the person having signed in since: suspended, for one.
alter table workspace.person add column if not exists refused_at timestamptz;
-- When the token was issued from which this was taken: an older one changes nothing.
alter table workspace.person add column if not exists said_at timestamptz;

-- The name as it is compared with what is typed (Platform/Storage/Folding); null: not folded yet, migrate does it.
alter table workspace.person add column if not exists folded text;
-- Serves choosing colleagues, in the order of the alphabet rather than of the codes of letters.
create index if not exists person_name on workspace.person (name collate "und-x-icu", id);

-- People as they were known at a time; what changed since stands in person_before.
create table if not exists workspace.person_before (
    person    uuid not null,
    roles     text[] not null,
    unit      text not null,
    postings  text[] not null,
    until     timestamptz not null,
    primary key (person, until)
);
create or replace function workspace.person_at(at timestamptz)
returns table (id uuid, name text, roles text[], unit text, postings text[])
language sql stable as $$
    select p.id, p.name, coalesce(b.roles, p.roles), coalesce(b.unit, p.unit), coalesce(b.postings, p.postings)
    from workspace.person p
    left join lateral (
        select * from workspace.person_before b where b.person = p.id and b.until > $1 order by b.until limit 1) b on true
$$;

-- What a person was until a change: written by this trigger alone, with the database's time.
create or replace function workspace.person_changes()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into workspace.person_before (person, roles, unit, postings, until) values (old.id, old.roles, old.unit, old.postings, now())
    on conflict do nothing;
    return null;
end $$;
create or replace trigger person_changes after update of roles, unit, postings on workspace.person
    for each row when ((old.roles, old.unit, old.postings) is distinct from (new.roles, new.unit, new.postings))
    execute function workspace.person_changes();

-- Times are the database's: those of the transaction, which has to be young. A transaction held open would date what is written at its
-- end back to its beginning.
create or replace function workspace.young()
returns timestamptz
language plpgsql as $$
begin
    if clock_timestamp() - now() > interval '1 minute' then
        raise exception 'The transaction began too long ago to write what has a time.' using errcode = 'check_violation';
    end if;
    return now();
end $$;

-- The triggers below hold the application to it. The owner sets times where data is brought in, and the custodian where it is archived.

-- An event happens when it is appended, in the order of the sequence, and is not archived by being written.
create or replace function workspace.event_times()
returns trigger
language plpgsql as $$
begin
    if current_user = 'caseworkspace_app' then
        if new.is_archived or new.seq_id <> currval('workspace.mt_events_sequence') then
            raise exception 'An event takes the next number of the sequence, and is not archived.' using errcode = 'check_violation';
        end if;
        new.timestamp := workspace.young();
    end if;
    return new;
end $$;
create or replace trigger event_times before insert on workspace.mt_events for each row execute function workspace.event_times();

-- The version of a stream is that of its last event.
create or replace function workspace.stream_times()
returns trigger
language plpgsql as $$
begin
    if current_user = 'caseworkspace_app' then
        if tg_op = 'INSERT' then
            new.created := workspace.young();
        elsif new.version is distinct from (
            select max(e.version) from workspace.mt_events e where e.stream_id = new.id and not e.is_archived) then
            raise exception 'The version of a stream is that of its last event.' using errcode = 'check_violation';
        end if;
        new.timestamp := workspace.young();
    end if;
    return new;
end $$;
create or replace trigger stream_times before insert or update on workspace.mt_streams for each row execute function workspace.stream_times();

-- A relation, and standing in for somebody, begin when they are written or later, and end now or later. What has ended stays ended, and
-- nothing is prolonged: that is written anew.
create or replace function workspace.relation_times()
returns trigger
language plpgsql as $$
begin
    if current_user <> 'caseworkspace_app' then
        return new;
    end if;
    if tg_op = 'INSERT' then
        new.since := greatest(new.since, workspace.young());
        new.until := case when new.until is not null then greatest(new.until, new.since) end;
        return new;
    end if;
    if new.until is not distinct from old.until then
        return new;
    end if;
    if old.since = now() then
        -- Of this very transaction.
        new.until := case when new.until is not null then greatest(new.until, now()) end;
        return new;
    end if;
    if new.until is null or new.until > coalesce(old.until, 'infinity') or old.until <= now() then
        raise exception 'What has ended stays ended, and nothing is prolonged.' using errcode = 'check_violation';
    end if;
    -- Written since this transaction began: it counted until just now.
    new.until := case when old.since > now() and old.since <= clock_timestamp() then clock_timestamp() else greatest(new.until, workspace.young()) end;
    return new;
end $$;
create or replace trigger relation_times before insert or update on workspace.case_relation for each row execute function workspace.relation_times();
create or replace trigger relation_times before insert or update on workspace.stand_in for each row execute function workspace.relation_times();

-- A person was here when this is written, or was refused now.
create or replace function workspace.person_times()
returns trigger
language plpgsql as $$
begin
    if current_user = 'caseworkspace_app' then
        perform workspace.young();
        new.seen_at := case when tg_op = 'INSERT' or new.seen_at is distinct from old.seen_at then now() else old.seen_at end;
        new.refused_at := case when new.refused_at is null then null when tg_op = 'UPDATE' and new.refused_at = old.refused_at then old.refused_at else now() end;
    end if;
    return new;
end $$;
create or replace trigger person_times before insert or update on workspace.person for each row execute function workspace.person_times();

-- post_is_held, unit_at and stands_to_file are asked for in few rows. They are no part of the statements that use them: a branch of a
-- plan that is never run would be made ready all the same, at every use, and that took longer than the rest (docs/speed.md).

-- Entries written before it was kept whether they close the way for another.
update workspace.mt_doc_breakglass d
set data = d.data || jsonb_build_object('reopened', false, 'closesTheWay', d.data ->> 'state' = 'to-review' or coalesce(d.data ->> 'verdict', '') = 'not-justified')
where not d.data ? 'closesTheWay';

-- Requests from before it was kept who wrote at a clarification or a refusal that was returned.
update workspace.mt_doc_informationrequest d
set data = d.data || jsonb_build_object('textAuthors', array(
    select distinct e.user_name from workspace.mt_events e
    where e.stream_id = d.id and e.type in ('clarification-prepared', 'refusal-prepared') and e.user_name is not null and e.version > coalesce((
        select max(o.version) from workspace.mt_events o
        where o.stream_id = d.id and o.type in ('request-refused', 'answer-recorded',
            case d.data ->> 'direction' when 'incoming' then 'clarification-asked' else 'clarification-given' end)), 0)))
where not d.data ? 'textAuthors';

-- Whether the post (unit:CODE or posting:STATE) that was lent is held, at a time, by the person who lent it.
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

-- The unit of the person who is named as person:ID, at a time.
create or replace function workspace.unit_at(holder text, at timestamptz)
returns text
language plpgsql stable as $$
begin
    return (select p.unit from workspace.person_at($2) p where p.id = substr($1, 8)::uuid);
end $$;

-- What others have lent to the person at a time. A post is lent by the person who holds it, and for no longer than that.
create or replace function workspace.lent_to(person uuid, at timestamptz)
returns table (subject text)
language sql stable as $$
    select s.subject from workspace.stand_in s
    where s.person = $1 and s.since <= $2 and s.until > $2 and (s.subject like 'person:%' or workspace.post_is_held(s.id, s.subject, $2))
$$;

-- Whether the person who stands to a sealed sub-file under that name stands to its file too, at a time, be it for somebody who is away.
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

-- The duty that comes with a relation. On one file a person has one duty (Platform/Policy/SeparationOfDuties).
create or replace function workspace.duty(relation text)
returns text
language sql immutable as $$
    select case
        when $1 in ('lead', 'member') then 'investigates'
        when $1 = 'supervising-prosecutor' then 'prosecutes'
        when $1 = 'unit-supervisor' then 'supervises'
        when $1 = 'item-custodian' then 'keeps' end
$$;

-- Whether a lent relation goes together with what the person who stands in does on the same file, by name or for a third person:
-- who investigates a file does not stand in for its prosecutor.
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

-- The relations that count at a time, with the name under which each is held. The one place that says so: commands, looks and
-- lists read from here, and so do the answers to who can see a file, and who could.
create or replace function workspace.standing_at(person uuid, unit text, subjects text[], at timestamptz)
returns table (scope uuid, kind text, relation text, subject text, since timestamptz, until timestamptz, hangs_on text)
language sql stable as $$
    select r.scope, r.kind, r.relation, r.subject, r.since, r.until, r.unit
    from workspace.case_relation r
    where r.subject = any($3 || array(
            select lent.subject from workspace.lent_to($1, $4) lent))
      -- A person who stands in reaches files of the standard level, and no file into which the other broke the glass. (Said as what it is
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

-- The relations that count now.
create or replace function workspace.standing(person uuid, unit text, subjects text[])
returns table (scope uuid, kind text, relation text)
language sql stable as $$
    select r.scope, r.kind, r.relation from workspace.standing_at($1, $2, $3, now()) r
$$;

-- What a person does now on the file in which a thing lies, and what they did there at any time, by name. Inside a sealed sub-file both
-- that and its file count; outside, what lies in the sub-file does not.
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

-- Holds that nobody enters two files in an emergency at the same time: who does is told so like any other who lost a race. The rule itself
-- is that of the command, which reads before it writes.
create or replace function workspace.enters_alone(person uuid, glass uuid)
returns boolean
language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('break-glass:' || $1, 0));
    if exists (
        select from workspace.mt_doc_breakglass d
        where (d.data ->> 'by')::uuid = $1 and d.id <> $2 and (d.data ->> 'closesTheWay')::boolean) then
        raise exception 'Another emergency entry of the person is open.' using errcode = 'unique_violation';
    end if;
    return true;
end $$;

-- Why the person who something waits for cannot be waited for: no longer one of those who work on what holds it, or not here: refused by
-- the identity server since the last sign-in, or not seen for three days. Null: can be waited for, or nobody is.
create or replace function workspace.left_behind(waited uuid, thing uuid, holder uuid)
returns text
language sql stable as $$
    select case
        when $1 is null then null
        when not exists (
            select from workspace.person p, workspace.standing(p.id, p.unit, array['person:' || p.id]) r
            where p.id = $1 and r.scope = any(array[$2, $3]) and r.relation in ('lead', 'member')) then 'off-the-file'
        when exists (
            select from workspace.person p
            where p.id = $1 and (p.refused_at is not null or p.seen_at < now() - interval '3 days')) then 'not-here'
        end
$$;

-- A number made of what somebody is shown of a thing, of 48 bits: every program keeps it exactly. Who is not shown everything gets it as the
-- thing's version, which says no more than what is shown (Platform/Pipeline/ToldVersions).
create or replace function workspace.version_of(shown text)
returns bigint
language sql immutable as $$
    select ('x' || substr(encode(sha256(convert_to(coalesce($1, ''), 'UTF8')), 'hex'), 1, 12))::bit(48)::bigint
$$;

-- Whether a row was committed in what a snapshot saw. Which transaction wrote a row stands with it (xmin), with the lower half of its
-- number alone; the whole number is the latest that is not ahead of us. Rows of more than a day ago are old to every pass through a list.
create or replace function workspace.written_within(writer xid, at timestamptz, seen pg_snapshot)
returns boolean
language sql stable as $$
    select $2 < now() - interval '1 day' or pg_visible_in_snapshot(
        (next_one - ((next_one - $1::text::bigint) & 4294967295))::text::xid8, $3)
    from (select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as next_one) clock
$$;

-- Whether the first event of a thing was committed in what a snapshot saw: the thing is as old as that, whatever changed since.
create or replace function workspace.began_within(thing uuid, seen pg_snapshot)
returns boolean
language sql stable as $$
    select exists (
        select from workspace.mt_events e
        where e.stream_id = $1 and e.version = 1 and workspace.written_within(e.xmin, e.timestamp, $2))
$$;

-- Numbers that are never given twice.
create table if not exists workspace.series (
    name  text primary key,
    last  bigint not null
);
create or replace function workspace.series_grows()
returns trigger
language plpgsql as $$
begin
    if new.last <= old.last then
        raise exception 'A series never goes back.' using errcode = 'check_violation';
    end if;
    return new;
end $$;
create or replace trigger series_grows before update on workspace.series for each row execute function workspace.series_grows();

-- Which things name which content of the vault; what nothing names is removed from it.
do $$
begin
    if to_regclass('workspace.content_name') is null then
        create table workspace.content_name (
            sha256  text not null,
            thing   uuid not null,
            primary key (sha256, thing)
        );
        insert into workspace.content_name (sha256, thing)
        select distinct e.data ->> 'sha256', e.stream_id from workspace.mt_events e where e.type in ('content-sealed', 'document-added');
    end if;
end $$;

-- With which answers an item of evidence went along: leads from the item to the events that say what was released.
do $$
begin
    if to_regclass('workspace.released_item') is null then
        create table workspace.released_item (
            item     uuid not null,
            request  uuid not null,
            primary key (item, request)
        );
        insert into workspace.released_item (item, request)
        select distinct one.id::uuid, e.stream_id
        from workspace.mt_events e cross join lateral jsonb_array_elements_text(e.data -> 'evidence') one (id)
        where e.type = 'answer-released';
    end if;
end $$;

-- The releases of an item: under which label, and with which content, as the event of the release fixed it. Before releases did that,
-- what went along is what the item had been sealed with by then.
create or replace function workspace.releases_of(item uuid)
returns table (request uuid, at timestamptz, label text, sha256 text)
language sql stable as $$
    select e.stream_id, e.timestamp, (q.data ->> 'number') || '/' || one.place,
           case when e.data ->> 'released' is null then (
                select c.data ->> 'sha256' from workspace.mt_events c
                where c.stream_id = $1 and c.type = 'content-sealed' and c.seq_id < e.seq_id order by c.seq_id limit 1)
           else (
                select f ->> 'sha256' from jsonb_array_elements(e.data -> 'released') f where f ->> 'id' = $1::text limit 1) end
    from workspace.released_item l
    join workspace.mt_events e on e.stream_id = l.request and e.type = 'answer-released'
    join workspace.mt_events q on q.stream_id = l.request and q.type = 'request-registered'
    cross join lateral jsonb_array_elements_text(e.data -> 'evidence') with ordinality one (id, place)
    where l.item = $1 and one.id = $1::text
$$;

-- What was answered under an idempotency key; written with the events it belongs to.
create table if not exists workspace.answered (
    actor        uuid not null,
    key          text not null,
    fingerprint  bytea not null,
    target       uuid not null,
    version      bigint not null,
    at           timestamptz not null default now(),
    primary key (actor, key)
);
--   told: whether the actor was told another version, one made of what they are shown
alter table workspace.answered add column if not exists told boolean not null default false;
-- Serves forgetting them after seven days.
create index if not exists answered_at on workspace.answered (at);

-- Words of files, items and requests, for searching; always read together with the relations.
create table if not exists workspace.case_text (
    source  uuid not null,
    part    uuid not null,
    words   tsvector not null,
    primary key (source, part)
);
--   field:  what the text is, for those who found something by it
--   inside: only for those to whom the file or sub-file around the thing is open
--   home:   only for the service's people, not for those through whom the thing went abroad
--   form:   of which form of folding the words are (Platform/Storage/Folding); migrate folds older ones anew
alter table workspace.case_text add column if not exists field text not null default '';
alter table workspace.case_text add column if not exists inside boolean not null default false;
alter table workspace.case_text add column if not exists home boolean not null default false;
alter table workspace.case_text add column if not exists form smallint not null default 0;
create index if not exists case_text_words on workspace.case_text using gin (words);

-- Server-side sign-in sessions of the web host: the browser holds only a key. Tokens are encrypted by the host.
create table if not exists workspace.web_session (
    key      text primary key,
    person   uuid not null,
    ticket   bytea not null,
    expires  timestamptz not null
);
create index if not exists web_session_expires on workspace.web_session (expires);

-- Keys of ASP.NET Core data protection, shared by all web nodes; each is sealed by the master key of the host.
create table if not exists workspace.protection_key (
    name     text primary key,
    xml      text not null,
    made_at  timestamptz not null default now()
);
alter table workspace.protection_key add column if not exists made_at timestamptz not null default now();

-- Rows of the first version, whose dates anybody could rewrite, end here once, and with them the sessions that they protected.
-- From then on the table takes sealed rows alone (docs/adr/0016).
do $$
begin
    if not exists (select from pg_constraint where conrelid = 'workspace.protection_key'::regclass and conname = 'protection_key_sealed') then
        delete from workspace.protection_key where xml not like '<sealed>%';
        alter table workspace.protection_key add constraint protection_key_sealed check (xml like '<sealed>%');
    end if;
end
$$;

-- A key protects for 90 days and is made at most two days before; a session lasts 12 hours. After 100 days nothing rests on it.
create or replace function workspace.forget_protection_keys() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$
    begin
        delete from workspace.protection_key where made_at < now() - interval '100 days';
        return null;
    end
    $$;
create or replace trigger forget_protection_keys after insert on workspace.protection_key
    for each statement execute function workspace.forget_protection_keys();

-- Which version of these scripts made the schema, and the oldest programs that it serves: written by `migrate` as its last act,
-- compared by every host (docs/adr/0033). The default is for the row of a version that knew no such programs.
create table if not exists workspace.schema_version (
    only_row        boolean primary key default true check (only_row),
    number          integer not null,
    scripts_sha256  text not null,
    applied_at      timestamptz not null default now()
);
alter table workspace.schema_version add column if not exists serves_from integer not null default 0;
