-- The requests with whose answer an item goes abroad, or went: the answer was submitted and waits to be released, or was released. What is said of the item
-- passes the people who release it, so that nobody changes it meanwhile or afterwards.
-- Parameters: item: the item of evidence.
-- Called by: correcting and withdrawing an item (Features/Evidence/Commands).
create or replace function workspace.leaves_with(item uuid)
returns table (request uuid, released boolean)
language sql stable as $$
    select r.request, true from workspace.releases_of($1) r
    union all
    select d.id, false
    from workspace.case_scope i
    join workspace.case_scope s on s.file = i.file
    join workspace.mt_doc_informationrequest d on d.id = s.id
    where i.id = $1 and d.data ->> 'state' in ('prepared', 'awaiting-prosecutor')
      and exists (select from jsonb_array_elements(d.data #> '{answer,items}') a where a -> 'evidence' @> to_jsonb($1::text))
$$;
