-- People recorded in files: the snapshots of their records.
create table workspace.mt_doc_recordedperson (
    id                  uuid                        not null,
    data                jsonb                       not null,
    mt_last_modified    timestamp with time zone    null default (transaction_timestamp()),
    mt_dotnet_type      varchar                     null,
    mt_version          bigint                      not null default 0,
    constraint pkey_mt_doc_recordedperson_id primary key (id)
);
