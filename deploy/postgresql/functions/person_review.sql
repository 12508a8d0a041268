-- Trigger: keeps by when the record of a person is reviewed in its row of workspace.case_scope (awaits_due); of a restricted one nothing is due.
-- The row follows every write of the snapshot, so that the desk need not read every person that there is. It runs at the end of the
-- transaction, when both rows are there.
-- Set off by: every insert and update of workspace.mt_doc_recordedperson.
create or replace function workspace.person_review()
returns trigger
language plpgsql as $$
begin
    update workspace.case_scope s set awaits_due = now_so.due
    from (select case when new.data #>> '{restriction,at}' is null then (new.data #>> '{review,due}')::timestamptz end) now_so (due)
    where s.id = new.id and s.awaits_due is distinct from now_so.due;
    return null;
end $$;

-- PostgreSQL has no "create or replace" for constraint triggers.
do $$
begin
    if not exists (select from pg_trigger where tgname = 'person_review' and tgrelid = 'workspace.mt_doc_recordedperson'::regclass) then
        create constraint trigger person_review after insert or update on workspace.mt_doc_recordedperson
            deferrable initially deferred for each row execute function workspace.person_review();
    end if;
end $$;
