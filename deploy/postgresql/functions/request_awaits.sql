-- Trigger: keeps for whom a request waits in its row of workspace.case_scope (awaits_relation, awaits_person, awaits_due).
-- The row follows the request's snapshot, with every writer, so that a person who opens the desk need not read every request that there
-- is. It runs at the end of the transaction, when both rows are there.
-- Set off by: every insert and update of workspace.mt_doc_informationrequest.
create or replace function workspace.request_awaits()
returns trigger
language plpgsql as $$
begin
    update workspace.case_scope s set awaits_relation = now_so.relation, awaits_person = now_so.person, awaits_due = now_so.due
    from (select new.data #>> '{awaits,relation}', (new.data #>> '{awaits,person}')::uuid,
                 -- What is answered and only waits to be closed has no deadline any more.
                 case when new.data #>> '{awaits,relation}' is not null then coalesce(
                     case when new.data ->> 'answeredAt' is null then (new.data ->> 'dueAt')::timestamptz end, 'infinity') end
         ) now_so (relation, person, due)
    where s.id = new.id
      and (s.awaits_relation, s.awaits_person, s.awaits_due) is distinct from (now_so.relation, now_so.person, now_so.due);
    return null;
end $$;

-- PostgreSQL has no "create or replace" for constraint triggers.
do $$
begin
    if not exists (select from pg_trigger where tgname = 'request_awaits' and tgrelid = 'workspace.mt_doc_informationrequest'::regclass) then
        create constraint trigger request_awaits after insert or update on workspace.mt_doc_informationrequest
            deferrable initially deferred for each row execute function workspace.request_awaits();
    end if;
end $$;
