-- Instructions and tasks: their snapshots, and what is open of them by its deadline (Features/Tasks).
create table workspace.mt_doc_casetask (
    id                  uuid                        not null,
    data                jsonb                       not null,
    mt_last_modified    timestamp with time zone    null default (transaction_timestamp()),
    mt_dotnet_type      varchar                     null,
    mt_version          bigint                      not null default 0,
    constraint pkey_mt_doc_casetask_id primary key (id)
);
create index case_scope_tasks_by_due on workspace.case_scope ((coalesce(awaits_due, 'infinity'::timestamptz)), id)
    include (holder, file, awaits_due, awaits_relation, awaits_person) where kind = 'case-task' and awaits_relation is not null;
