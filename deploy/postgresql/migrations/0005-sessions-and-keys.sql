-- Server-side sign-in sessions of the web host: the browser holds only a key. Tokens are encrypted by the host.
create table workspace.web_session (
    key      text primary key,
    person   uuid not null,
    ticket   bytea not null,
    expires  timestamptz not null
);
create index web_session_expires on workspace.web_session (expires);

-- What serves once at the web host and came already: logout tokens and programs' proofs, by a hash (docs/adr/0038). The web host forgets
-- them a minute after they ran out.
create table workspace.spent_token (
    key      text primary key,
    expires  timestamptz not null
);
create index spent_token_expires on workspace.spent_token (expires);

-- Keys of ASP.NET Core data protection, shared by all web nodes; each is sealed by the master key of the host (docs/adr/0016).
create table workspace.protection_key (
    name     text primary key,
    xml      text not null,
    made_at  timestamptz not null default now(),
    constraint protection_key_sealed check (xml like '<sealed>%')
);
