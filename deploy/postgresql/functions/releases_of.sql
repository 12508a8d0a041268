-- The releases of an item: in which request, when, under which label and with which content, as the event of the release fixed it.
-- Before releases did that, what went along is what the item had been sealed with by then.
-- Parameters: item: the item of evidence.
-- Called by: pages and lists of evidence and requests, reading sealed content (Features/Evidence/Queries, Features/InformationRequests/Queries).
create or replace function workspace.releases_of(item uuid)
returns table (request uuid, at timestamptz, label text, sha256 text)
language sql stable as $$
    select e.stream_id, e.timestamp, (q.data ->> 'number') || '/' || one.place,
           case when e.data ->> 'released' is null then (
                select c.data ->> 'sha256' from workspace.mt_events c
                where c.stream_id = $1 and c.type = 'content-sealed' and c.seq_id < e.seq_id order by c.seq_id limit 1)
           else (
                select f ->> 'sha256' from jsonb_array_elements(e.data -> 'released') f where f ->> 'id' = $1::text limit 1) end
    from workspace.released_item l
    join workspace.mt_events e on e.stream_id = l.request and e.type = 'answer-released'
    join workspace.mt_events q on q.stream_id = l.request and q.type = 'request-registered'
    cross join lateral jsonb_array_elements_text(e.data -> 'evidence') with ordinality one (id, place)
    where l.item = $1 and one.id = $1::text
$$;
