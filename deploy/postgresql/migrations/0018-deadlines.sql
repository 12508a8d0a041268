-- Clocks that the law starts: their snapshots, and what is open of them by its next limit (Features/Deadlines).
create table workspace.mt_doc_caseclock (
    id                  uuid                        not null,
    data                jsonb                       not null,
    mt_last_modified    timestamp with time zone    null default (transaction_timestamp()),
    mt_dotnet_type      varchar                     null,
    mt_version          bigint                      not null default 0,
    constraint pkey_mt_doc_caseclock_id primary key (id)
);
create index case_scope_clocks_by_due on workspace.case_scope ((coalesce(awaits_due, 'infinity'::timestamptz)), id)
    include (holder, file, awaits_due) where kind = 'case-clock' and awaits_relation is not null;
-- Serves the list of all deadlines: what is due next, of each kind, from the index alone (Queries/DeadlineList).
create index case_scope_deadlines on workspace.case_scope ((coalesce(awaits_due, 'infinity'::timestamptz)), id)
    include (kind, holder, file, awaits_due) where awaits_due < 'infinity';
