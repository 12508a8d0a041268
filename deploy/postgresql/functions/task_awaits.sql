-- Trigger: keeps for whom a task, an instruction or a protocol waits in its row of workspace.case_scope (awaits_relation, awaits_person, awaits_due),
-- as request_awaits does for requests. It runs at the end of the transaction, when both rows are there.
-- Set off by: every insert and update of workspace.mt_doc_casetask and workspace.mt_doc_actionprotocol.
create or replace function workspace.task_awaits()
returns trigger
language plpgsql as $$
begin
    update workspace.case_scope s set awaits_relation = now_so.relation, awaits_person = now_so.person, awaits_due = now_so.due
    from (select new.data #>> '{awaits,relation}', (new.data #>> '{awaits,person}')::uuid,
                 case when new.data #>> '{awaits,relation}' is not null then coalesce((new.data #>> '{awaits,due}')::timestamptz, 'infinity') end
         ) now_so (relation, person, due)
    where s.id = new.id
      and (s.awaits_relation, s.awaits_person, s.awaits_due) is distinct from (now_so.relation, now_so.person, now_so.due);
    return null;
end $$;

-- PostgreSQL has no "create or replace" for constraint triggers.
do $$
begin
    if not exists (select from pg_trigger where tgname = 'task_awaits' and tgrelid = 'workspace.mt_doc_casetask'::regclass) then
        create constraint trigger task_awaits after insert or update on workspace.mt_doc_casetask
            deferrable initially deferred for each row execute function workspace.task_awaits();
    end if;
    if not exists (select from pg_trigger where tgname = 'protocol_awaits' and tgrelid = 'workspace.mt_doc_actionprotocol'::regclass) then
        create constraint trigger protocol_awaits after insert or update on workspace.mt_doc_actionprotocol
            deferrable initially deferred for each row execute function workspace.task_awaits();
    end if;
end $$;
