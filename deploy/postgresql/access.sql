-- Tables of the workspace beside Marten's: access, people, numbers, answers given, text for searching.
-- Run as caseworkspace_owner, after workspace.sql; harmless when run again.

-- What each thing is as far as access is concerned, and the number it goes by. Nothing of its content stands here.
create table if not exists workspace.case_scope (
    id    uuid primary key,
    kind  text not null check (kind in ('investigation', 'evidence', 'request')),
    file  uuid
);
alter table workspace.case_scope add column if not exists number text;
create index if not exists case_scope_file on workspace.case_scope (file, id);

-- Who stands how to what: subject is person:ID, unit:CODE (whoever heads it) or posting:STATE.
create table if not exists workspace.case_relation (
    scope     uuid not null,
    subject   text not null,
    relation  text not null,
    until     timestamptz,
    primary key (scope, subject, relation)
);
-- Serves 'mine': everything one subject may see, newest first (ids are UUIDv7), from the index alone.
create index if not exists case_relation_mine on workspace.case_relation (subject, relation, scope desc) include (until);

-- People who have signed in: for choosing colleagues and naming them. No credentials, no contact data.
create table if not exists workspace.person (
    id        uuid primary key,
    name      text not null,
    roles     text[] not null,
    unit      text not null,
    postings  text[] not null,
    seen_at   timestamptz not null default now()
);

-- Numbers that are never given twice.
create table if not exists workspace.series (
    name  text primary key,
    last  bigint not null
);

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

-- Words of files, items and requests, for searching; always read together with the relations.
create table if not exists workspace.case_text (
    source  uuid not null,
    part    uuid not null,
    words   tsvector not null,
    primary key (source, part)
);
create index if not exists case_text_words on workspace.case_text using gin (words);

-- Server-side sign-in sessions of the web host: the browser holds only a key. Tokens are encrypted by the host.
create table if not exists workspace.web_session (
    key      text primary key,
    person   uuid not null,
    ticket   bytea not null,
    expires  timestamptz not null
);
create index if not exists web_session_expires on workspace.web_session (expires);

-- Keys of ASP.NET Core data protection, shared by all web nodes.
create table if not exists workspace.protection_key (
    name  text primary key,
    xml   text not null
);
