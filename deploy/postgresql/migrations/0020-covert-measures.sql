-- Covert measures: their snapshots, and what waits of them by its deadline (Features/CovertMeasures).
create table workspace.mt_doc_covertmeasure (
    id                  uuid                        not null,
    data                jsonb                       not null,
    mt_last_modified    timestamp with time zone    null default (transaction_timestamp()),
    mt_dotnet_type      varchar                     null,
    mt_version          bigint                      not null default 0,
    constraint pkey_mt_doc_covertmeasure_id primary key (id)
);
create index case_scope_covert_by_due on workspace.case_scope ((coalesce(awaits_due, 'infinity'::timestamptz)), id)
    include (holder, file, awaits_due) where kind = 'covert-measure' and awaits_relation is not null;
