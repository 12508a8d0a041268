-- Until when a request waits stands beside for whom (InformationRequest.Awaits): what is answered has no deadline any more.
update workspace.mt_doc_informationrequest
set data = jsonb_set(data, '{awaits,due}', coalesce(case when data ->> 'answeredAt' is null then data -> 'dueAt' end, 'null'))
where jsonb_typeof(data -> 'awaits') = 'object' and not (data -> 'awaits') ? 'due';
