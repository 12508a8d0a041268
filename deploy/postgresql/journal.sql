-- The journal: every collection, alteration, consultation, disclosure and denial, durable before the answer leaves
-- (Directive (EU) 2016/680, art. 25). Run as caseworkspace_owner; harmless when run again.

create table if not exists journal.entry (
    id          uuid not null,
    at          timestamptz not null default clock_timestamp(),
    actor       uuid not null,
    role        text not null,
    operation   text not null,
    processing  text not null,
    thing       uuid,
    file        uuid,
    relation    text,
    granted     boolean not null,
    session     text not null,
    address     text,
    purpose     text not null,
    correlation text not null,
    primary key (at, id)
) partition by range (at);

alter table journal.entry add column if not exists words text;
alter table journal.entry add column if not exists recipients text[];
-- The words and filters that a search, list or look was narrowed by: a JSON object of texts (docs/adr/0012). Its length is bounded by
-- the type, so that a journal of years need not be read through when the column is added.
alter table journal.entry add column if not exists asked varchar(8000);
-- Whether an open page looked by itself, because something had changed, and not the person by an act of theirs (docs/adr/0025).
alter table journal.entry add column if not exists followed boolean not null default false;

create index if not exists entry_actor on journal.entry (actor, at desc);
create index if not exists entry_file on journal.entry (file, at desc);
create index if not exists entry_denied on journal.entry (at desc) where not granted;
-- Serves whether somebody has read the answer to a request since it came: nothing but those looks stands in it.
create index if not exists entry_request_viewed on journal.entry (thing, actor, at desc) where granted and operation = 'request.view';
-- No query asks for an entry by its id alone, and each entry would pay for the index.
drop index if exists journal.entry_id;

-- A partition for each month, from the month of the first run on, ten years ahead.
do $$
declare
    month date := date_trunc('month', coalesce((select min(at) from journal.entry), now()))::date;
begin
    for i in 0..119 loop
        execute format(
            'create table if not exists journal.%I partition of journal.entry for values from (%L) to (%L)',
            'entry_' || to_char(month, 'YYYY_MM'),
            to_char(month, 'YYYY-MM-DD') || ' 00:00:00+00',
            to_char(month + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00');
        month := month + interval '1 month';
    end loop;
end $$;
