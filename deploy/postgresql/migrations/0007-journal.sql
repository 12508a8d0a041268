-- The journal: every collection, alteration, consultation, disclosure and denial, durable before the answer leaves
-- (Directive (EU) 2016/680, art. 25).
--   asked:    the words and filters that a search, list or look was narrowed by: a JSON object of texts (docs/adr/0012)
--   followed: whether an open page looked by itself, because something had changed, and not the person by an act of theirs (docs/adr/0025)
create table journal.entry (
    id           uuid not null,
    at           timestamptz not null default clock_timestamp(),
    actor        uuid not null,
    role         text not null,
    operation    text not null,
    processing   text not null,
    thing        uuid,
    file         uuid,
    relation     text,
    granted      boolean not null,
    session      text not null,
    address      text,
    purpose      text not null,
    correlation  text not null,
    words        text,
    recipients   text[],
    asked        varchar(8000),
    followed     boolean not null default false,
    primary key (at, id)
) partition by range (at);

create index entry_actor on journal.entry (actor, at desc);
create index entry_file on journal.entry (file, at desc);
create index entry_denied on journal.entry (at desc) where not granted;
-- Serves whether somebody has read the answer to a request since it came: nothing but those looks stands in it.
create index entry_request_viewed on journal.entry (thing, actor, at desc) where granted and operation = 'request.view';

-- A partition for each month, from this one on, ten years ahead.
do $$
declare
    month date := date_trunc('month', now())::date;
begin
    for i in 0..119 loop
        execute format(
            'create table journal.%I partition of journal.entry for values from (%L) to (%L)',
            'entry_' || to_char(month, 'YYYY_MM'),
            to_char(month, 'YYYY-MM-DD') || ' 00:00:00+00',
            to_char(month + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00');
        month := month + interval '1 month';
    end loop;
end $$;
