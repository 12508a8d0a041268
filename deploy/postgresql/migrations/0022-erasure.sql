-- What is to be erased (docs/adr/0055). A row is laid down in the transaction that takes the texts out of the snapshot, and is work for the Worker until it is completed.
--   thing:         what is erased, by its row in workspace.case_scope
--   keys:          the keys to destroy in the key store: those of the thing and of what is erased with it
--   completed_at:  the key store said that they are destroyed, and the thing's history has it
create table workspace.erasure (
    thing         uuid primary key,
    keys          uuid[] not null,
    file          uuid not null,
    laid_down_at  timestamptz not null default now(),
    completed_at  timestamptz
);
create index erasure_waiting on workspace.erasure (laid_down_at) where completed_at is null;
