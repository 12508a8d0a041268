-- Which version of the schema this is, and the oldest programs that it serves: written by `migrate` as its last act, compared by every
-- host (docs/adr/0033).
create table workspace.schema_version (
    only_row        boolean primary key default true check (only_row),
    number          integer not null,
    scripts_sha256  text not null,
    applied_at      timestamptz not null default now(),
    serves_from     integer not null default 0
);
