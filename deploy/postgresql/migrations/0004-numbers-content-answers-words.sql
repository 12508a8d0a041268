-- Numbers that are never given twice (functions/series_grows.sql).
create table workspace.series (
    name  text primary key,
    last  bigint not null
);

-- Which things name which content of the vault; what nothing names is removed from it.
create table workspace.content_name (
    sha256  text not null,
    thing   uuid not null,
    primary key (sha256, thing)
);

-- With which answers an item of evidence went along: leads from the item to the events that say what was released.
create table workspace.released_item (
    item     uuid not null,
    request  uuid not null,
    primary key (item, request)
);

-- What was answered under an idempotency key; written with the events it belongs to.
--   told: whether the actor was told another version, one made of what they are shown
create table workspace.answered (
    actor        uuid not null,
    key          text not null,
    fingerprint  bytea not null,
    target       uuid not null,
    version      bigint not null,
    at           timestamptz not null default now(),
    told         boolean not null default false,
    primary key (actor, key)
);
-- Serves forgetting them after seven days.
create index answered_at on workspace.answered (at);

-- Words of files, items and requests, for searching; always read together with the relations.
--   field:  what the text is, for those who found something by it
--   inside: only for those to whom the file or sub-file around the thing is open
--   home:   only for the service's people, not for those through whom the thing went abroad
--   form:   of which form of folding the words are (Platform/Storage/Folding); migrate folds older ones anew
create table workspace.case_text (
    source  uuid not null,
    part    uuid not null,
    words   tsvector not null,
    field   text not null default '',
    inside  boolean not null default false,
    home    boolean not null default false,
    form    smallint not null default 0,
    primary key (source, part)
);
create index case_text_words on workspace.case_text using gin (words);
