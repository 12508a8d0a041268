-- Identities that are kept apart from the record of a person (docs/adr/0050).
--   withheld_in: the thing in which is kept what identifies somebody; histories show of the events of the row's thing only codes and times to those
--                to whom that is not open. Null: nothing is kept apart
alter table workspace.case_scope add column withheld_in uuid;
-- Serves unsealing: whether something is kept apart in the sub-file.
create index case_scope_withheld_in on workspace.case_scope (withheld_in) where withheld_in is not null;
create table workspace.mt_doc_protectedidentity (
    id                  uuid                        not null,
    data                jsonb                       not null,
    mt_last_modified    timestamp with time zone    null default (transaction_timestamp()),
    mt_dotnet_type      varchar                     null,
    mt_version          bigint                      not null default 0,
    constraint pkey_mt_doc_protectedidentity_id primary key (id)
);
