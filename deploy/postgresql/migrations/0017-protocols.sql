-- Protocols of investigative actions: their snapshots, and what waits of them by its deadline (Features/Protocols).
create table workspace.mt_doc_actionprotocol (
    id                  uuid                        not null,
    data                jsonb                       not null,
    mt_last_modified    timestamp with time zone    null default (transaction_timestamp()),
    mt_dotnet_type      varchar                     null,
    mt_version          bigint                      not null default 0,
    constraint pkey_mt_doc_actionprotocol_id primary key (id)
);
create index case_scope_protocols_by_due on workspace.case_scope ((coalesce(awaits_due, 'infinity'::timestamptz)), id)
    include (holder, file, awaits_due, awaits_relation, awaits_person) where kind = 'protocol' and awaits_relation is not null;
