-- Brings a database from before numbered migrations (schema versions 1 to 4) to what migrations 0001 to 0007 make in a new one. `migrate` runs
-- it once, where there are tables and no record of migrations, and then records 0001 to 0007 as had (docs/adr/0042). Which of the earlier
-- versions it was, each statement finds out by itself. The functions follow, as in every database.
--
-- It is history: nobody changes this file any more. What changes from now on is a new migration.

-- The event store: what it lacked in the first versions, and indexes on members by another name than the one under which they are written.
do $$
declare
    wrong regclass;
begin
    for wrong in select i.indexrelid from pg_index i join pg_class c on c.oid = i.indexrelid
        where c.relnamespace = 'workspace'::regnamespace and pg_get_indexdef(i.indexrelid) ~ 'data ->> ''[A-Z]' loop
        execute format('drop index %s', wrong);
    end loop;
end $$;
create table if not exists workspace.mt_doc_accessask (
    id                uuid not null,
    data              jsonb not null,
    mt_last_modified  timestamptz default transaction_timestamp(),
    mt_dotnet_type    varchar,
    mt_version        bigint not null default 0,
    constraint pkey_mt_doc_accessask_id primary key (id)
);
create index if not exists mt_doc_accessask_idx_by on workspace.mt_doc_accessask ((cast(data ->> 'by' as uuid)));
create table if not exists workspace.mt_doc_breakglass (
    id                uuid not null,
    data              jsonb not null,
    mt_last_modified  timestamptz default transaction_timestamp(),
    mt_dotnet_type    varchar,
    mt_version        bigint not null default 0,
    constraint pkey_mt_doc_breakglass_id primary key (id)
);
create index if not exists mt_doc_breakglass_idx_by on workspace.mt_doc_breakglass ((cast(data ->> 'by' as uuid)));
create index if not exists mt_doc_breakglass_idx_state on workspace.mt_doc_breakglass ((data ->> 'state'));
create table if not exists workspace.mt_doc_standin (
    id                uuid not null,
    data              jsonb not null,
    mt_last_modified  timestamptz default transaction_timestamp(),
    mt_dotnet_type    varchar,
    mt_version        bigint not null default 0,
    constraint pkey_mt_doc_standin_id primary key (id)
);
create index if not exists mt_doc_standin_idx_away on workspace.mt_doc_standin ((cast(data ->> 'away' as uuid)));
create index if not exists mt_doc_standin_idx_person on workspace.mt_doc_standin ((cast(data ->> 'person' as uuid)));
create index if not exists mt_doc_standin_idx_named_by on workspace.mt_doc_standin ((cast(data ->> 'namedBy' as uuid)));
create table if not exists workspace.mt_doc_subfile (
    id                uuid not null,
    data              jsonb not null,
    mt_last_modified  timestamptz default transaction_timestamp(),
    mt_dotnet_type    varchar,
    mt_version        bigint not null default 0,
    constraint pkey_mt_doc_subfile_id primary key (id)
);

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
do $$
begin
    if not exists (select from pg_trigger where tgname = 'request_awaits' and tgrelid = 'workspace.mt_doc_informationrequest'::regclass) then
        -- Until this transaction has the trigger, nothing is written past it.
        lock table workspace.mt_doc_informationrequest in share row exclusive mode;
        update workspace.case_scope s set awaits_relation = now_so.relation, awaits_person = now_so.person, awaits_due = now_so.due
        from (select d.id, d.data #>> '{awaits,relation}', (d.data #>> '{awaits,person}')::uuid,
                     coalesce(case when d.data ->> 'answeredAt' is null then (d.data ->> 'dueAt')::timestamptz end, 'infinity')
              from workspace.mt_doc_informationrequest d where d.data #>> '{awaits,relation}' is not null) now_so (id, relation, person, due)
        where s.id = now_so.id;
    end if;
end $$;

-- Counts, for a file, the commands whose decision asked who does what in it: who took up a duty, or let something go. They write to different
-- streams, and would not meet otherwise: each takes the turn after the one that it read, or has lost a race (Platform/Pipeline/CommandFacts).
alter table workspace.case_scope add column if not exists turn bigint not null default 0;
alter table workspace.case_scope add column if not exists turned_at timestamptz not null default '-infinity';

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

-- At which level a thing was kept until a time, for each change: of its own level, or of what held it. Written by a trigger alone.
create table if not exists workspace.level_before (
    scope  uuid not null,
    level  text not null,
    until  timestamptz not null,
    primary key (scope, until)
);

-- It had the kind of the thing as a parameter once.
drop function if exists workspace.level_at(uuid, text, timestamptz) cascade;

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

-- Numbers that are never given twice.
create table if not exists workspace.series (
    name  text primary key,
    last  bigint not null
);

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

-- What serves once at the web host and came already: logout tokens and programs' proofs, by a hash (docs/adr/0038). The web host forgets
-- them a minute after they ran out.
create table if not exists workspace.spent_token (
    key      text primary key,
    expires  timestamptz not null
);
create index if not exists spent_token_expires on workspace.spent_token (expires);

-- Hosts of version 3 keep them among the sessions. Until this transaction has the trigger that carries them over
-- (functions/spend_of_version_3.sql), they wait.
lock table workspace.web_session in share row exclusive mode;
insert into workspace.spent_token (key, expires)
    select substr(key, length('logout-token:') + 1), expires from workspace.web_session where key like 'logout-token:%' on conflict (key) do nothing;

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

-- Which version of these scripts made the schema, and the oldest programs that it serves: written by `migrate` as its last act,
-- compared by every host (docs/adr/0033). The default is for the row of a version that knew no such programs.
create table if not exists workspace.schema_version (
    only_row        boolean primary key default true check (only_row),
    number          integer not null,
    scripts_sha256  text not null,
    applied_at      timestamptz not null default now()
);
alter table workspace.schema_version add column if not exists serves_from integer not null default 0;

-- The journal.
create table if not exists journal.entry (
    id          uuid not null,
    at          timestamptz not null default clock_timestamp(),
    actor       uuid not null,
    role        text not null,
    operation   text not null,
    processing  text not null,
    thing       uuid,
    file        uuid,
    relation    text,
    granted     boolean not null,
    session     text not null,
    address     text,
    purpose     text not null,
    correlation text not null,
    primary key (at, id)
) partition by range (at);

alter table journal.entry add column if not exists words text;
alter table journal.entry add column if not exists recipients text[];
-- The words and filters that a search, list or look was narrowed by: a JSON object of texts (docs/adr/0012). Its length is bounded by
-- the type, so that a journal of years need not be read through when the column is added.
alter table journal.entry add column if not exists asked varchar(8000);
-- Whether an open page looked by itself, because something had changed, and not the person by an act of theirs (docs/adr/0025).
alter table journal.entry add column if not exists followed boolean not null default false;

create index if not exists entry_actor on journal.entry (actor, at desc);
create index if not exists entry_file on journal.entry (file, at desc);
create index if not exists entry_denied on journal.entry (at desc) where not granted;
-- Serves whether somebody has read the answer to a request since it came: nothing but those looks stands in it.
create index if not exists entry_request_viewed on journal.entry (thing, actor, at desc) where granted and operation = 'request.view';
-- No query asks for an entry by its id alone, and each entry would pay for the index.
drop index if exists journal.entry_id;

-- A partition for each month, from the month of the first run on, ten years ahead.
do $$
declare
    month date := date_trunc('month', coalesce((select min(at) from journal.entry), now()))::date;
begin
    for i in 0..119 loop
        execute format(
            'create table if not exists journal.%I partition of journal.entry for values from (%L) to (%L)',
            'entry_' || to_char(month, 'YYYY_MM'),
            to_char(month, 'YYYY-MM-DD') || ' 00:00:00+00',
            to_char(month + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00');
        month := month + interval '1 month';
    end loop;
end $$;
