-- Which scripts of this folder and of functions/ this database has had, each with the SHA-256 of the text that was run.
-- Made and read by `migrate` (docs/adr/0042), before every other script; the hosts neither read nor write it.
create table workspace.schema_migration (
    script      text primary key,
    sha256      text not null,
    applied_at  timestamptz not null default now()
);
