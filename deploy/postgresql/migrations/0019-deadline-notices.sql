-- Whom the worker has told of which deadline: each person once for each stage of each deadline, which the key makes sure of (Features/Deadlines).
create table workspace.deadline_notice (
    number   bigint      generated always as identity,
    thing    uuid        not null,
    due      timestamptz not null,
    stage    text        not null,
    person   uuid        not null,
    told_at  timestamptz not null default now(),
    constraint deadline_notice_once primary key (thing, due, stage, person)
);
-- Serves what a person was told, the newest first (Queries/DeadlineNotices).
create index deadline_notice_of_person on workspace.deadline_notice (person, number desc) include (thing, due, stage, told_at);
