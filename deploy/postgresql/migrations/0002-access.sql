-- Who reaches what: things, relations, standing in, purposes. What counts when is said by functions/standing_at.sql.

-- What each thing is as far as access is concerned, and the number it goes by. Nothing of its content stands here.
--   holder: the thing whose relations hold for this one too: its file, or the sealed sub-file it lies in
--   level:  of a file: standard, or restricted (people by name only); of a sub-file: sealed, until it is opened. What lies in them has
--           none of its own: it is kept as what holds it is (workspace.level_at)
--   awaits: for whom the thing waits, so that a person who opens the desk need not read every request that there is: those in a relation
--           to it, or one person in it. Of a request it follows the snapshot (functions/request_awaits.sql); of an item that is offered,
--           its projection writes it (Features/Evidence/EvidenceAccess)
--   turn:   counts, for a file, the commands whose decision asked who does what in it (functions/next_turn.sql)
create table workspace.case_scope (
    id               uuid primary key,
    kind             text not null,
    file             uuid,
    number           text,
    holder           uuid,
    level            text not null default 'standard',
    awaits_relation  text,
    awaits_person    uuid,
    awaits_due       timestamptz,
    turn             bigint not null default 0,
    turned_at        timestamptz not null default '-infinity',
    constraint case_scope_kind_check check (kind in ('investigation', 'sub-file', 'evidence', 'request', 'access-ask', 'break-glass')),
    constraint case_scope_level_check check (level in ('standard', 'restricted', 'sealed')),
    constraint case_scope_level_of_holder check (level = 'standard' or kind in ('investigation', 'sub-file'))
);
create index case_scope_file on workspace.case_scope (file, id);
create index case_scope_holder on workspace.case_scope (holder, id);
create index case_scope_number on workspace.case_scope (number) where kind = 'investigation';
create index case_scope_awaits on workspace.case_scope (holder, awaits_relation, id)
    include (awaits_person, awaits_due) where awaits_relation is not null;
-- Serves the desk: the few files that wait for somebody to confirm something.
create index case_scope_file_awaits on workspace.case_scope (id) where kind = 'investigation' and awaits_relation is not null;
-- Serves lists of one kind: what lies in which file, and by when something waits there, from the index alone.
create index case_scope_of_kind on workspace.case_scope (kind, holder, id) include (file, awaits_due);
create index case_scope_awaits_person on workspace.case_scope (awaits_person) where awaits_person is not null;

-- Who stands how to what, and when: subject is person:ID, unit:CODE (its head) or posting:STATE.
-- A relation that ends keeps its row, so that one can say who could see a thing on a date.
--   kind: that of the thing, kept here so that lists are served by one index; it never changes
--   unit: a relation that hangs on belonging to the unit ends when the person changes it; null: held by name
create table workspace.case_relation (
    scope     uuid not null,
    subject   text not null,
    relation  text not null,
    until     timestamptz,
    since     timestamptz not null default now(),
    kind      text,
    unit      text,
    primary key (scope, subject, relation, since)
);
-- Serves 'mine': everything of a kind that one subject may see, newest first (ids are UUIDv7), from the index alone.
create index case_relation_held on workspace.case_relation (subject, kind, relation, scope desc)
    include (since, until, unit);

-- Who stands in for whom while somebody is away: the person has the relations of the subject, to files of the standard level.
create table workspace.stand_in (
    id       uuid not null,
    subject  text not null,
    person   uuid not null,
    since    timestamptz not null,
    until    timestamptz not null,
    primary key (id, subject)
);
create index stand_in_person on workspace.stand_in (person, until);
-- Serves telling those who stand in for somebody that something changed (Platform/Storage/ChangeFeed).
create index stand_in_subject on workspace.stand_in (subject, until);

-- At which level a thing was kept until a time, for each change: of its own level, or of what held it. Written by
-- functions/level_changes.sql alone.
create table workspace.level_before (
    scope  uuid not null,
    level  text not null,
    until  timestamptz not null,
    primary key (scope, until)
);

-- Why a person looks at a file, stated when it is first opened in a session.
create table workspace.purpose_stated (
    session  text not null,
    person   uuid not null,
    file     uuid not null,
    purpose  text not null,
    words    text,
    at       timestamptz not null default now(),
    primary key (session, person, file)
);
-- Serves forgetting those of sessions long gone (Platform/Pipeline/KeptForAWhile).
create index purpose_stated_at on workspace.purpose_stated (at);

-- Serves what happened lately. The event store leaves indexes alone that it is told to ignore (Platform/Storage/WorkspaceStore).
create index mt_events_timestamp on workspace.mt_events (timestamp, seq_id);
