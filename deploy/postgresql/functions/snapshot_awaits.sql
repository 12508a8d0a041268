-- Trigger: keeps for whom a thing waits in its row of workspace.case_scope (awaits_relation, awaits_person, awaits_due), as its snapshot says under
-- "awaits". It runs at the end of the transaction, when both rows are there.
-- Set off by: every insert and update of workspace.mt_doc_casetask, workspace.mt_doc_caseclock, workspace.mt_doc_actionprotocol and
-- workspace.mt_doc_covertmeasure.
create or replace function workspace.snapshot_awaits()
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
declare
    snapshot text;
begin
    foreach snapshot in array array['mt_doc_casetask', 'mt_doc_caseclock', 'mt_doc_actionprotocol', 'mt_doc_covertmeasure'] loop
        if not exists (select from pg_trigger where tgname = 'snapshot_awaits' and tgrelid = ('workspace.' || snapshot)::regclass) then
            execute format('create constraint trigger snapshot_awaits after insert or update on workspace.%I
                deferrable initially deferred for each row execute function workspace.snapshot_awaits()', snapshot);
        end if;
    end loop;
end $$;

-- Of tasks an earlier version had one of their own.
drop trigger if exists task_awaits on workspace.mt_doc_casetask;
drop function if exists workspace.task_awaits();
