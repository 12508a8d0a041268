-- Serve the first pages of those who see much: every thing of a kind in the order of the list, from the index alone, until the page is full
-- (Platform/Pipeline/ThingsInOrder).
create index case_scope_in_order on workspace.case_scope (kind, id) include (holder, file);
create index case_scope_by_due on workspace.case_scope ((coalesce(awaits_due, 'infinity'::timestamptz)), id)
    include (holder, file, awaits_due, awaits_relation, awaits_person) where kind = 'request';
