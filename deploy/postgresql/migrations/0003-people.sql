-- People who have signed in: for choosing colleagues and naming them. No credentials, no contact data.
--   refused_at: when the identity server ended the person's session, without the person having signed in since: suspended, for one
--   said_at:    when the token was issued from which this was taken: an older one changes nothing
--   folded:     the name as it is compared with what is typed (Platform/Storage/Folding); null: not folded yet, migrate does it
create table workspace.person (
    id          uuid primary key,
    name        text not null,
    roles       text[] not null,
    unit        text not null,
    postings    text[] not null,
    seen_at     timestamptz not null default now(),
    refused_at  timestamptz,
    said_at     timestamptz,
    folded      text
);
-- Serves choosing colleagues, in the order of the alphabet rather than of the codes of letters.
create index person_name on workspace.person (name collate "und-x-icu", id);

-- People as they were known at a time; what changed since stands here. Written by functions/person_changes.sql alone.
create table workspace.person_before (
    person    uuid not null,
    roles     text[] not null,
    unit      text not null,
    postings  text[] not null,
    until     timestamptz not null,
    primary key (person, until)
);
