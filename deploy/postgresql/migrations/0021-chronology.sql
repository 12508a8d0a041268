-- What happened in the world, entry by entry: the snapshots, in the order in which it happened (Features/Chronology).
create table workspace.mt_doc_occurrence (
    id                  uuid                        not null,
    data                jsonb                       not null,
    mt_last_modified    timestamp with time zone    null default (transaction_timestamp()),
    mt_dotnet_type      varchar                     null,
    mt_version          bigint                      not null default 0,
    constraint pkey_mt_doc_occurrence_id primary key (id)
);
-- Serves the chronology of a file (Queries/OccurrencesOfFile). A time stands in UTC and in one form: the order of the texts is that of the times.
create index mt_doc_occurrence_in_time on workspace.mt_doc_occurrence ((data ->> 'file'), ((data ->> 'earliest') collate "C"), id);
