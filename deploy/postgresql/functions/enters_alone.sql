-- True, or the error 23505 (unique_violation) where another emergency entry of the person is open.
-- Holds that nobody enters two files in an emergency at the same time: the later one is told so like any other who lost a race. The rule
-- itself is that of the command, which reads before it writes. Entries of one person wait for each other by an advisory lock until the
-- transaction ends.
-- Parameters: person: who enters; glass: the entry that is being made.
-- Called by: the command of emergency access (Platform/Relations/AccessWriter).
create or replace function workspace.enters_alone(person uuid, glass uuid)
returns boolean
language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('break-glass:' || $1, 0));
    if exists (
        select from workspace.mt_doc_breakglass d
        where (d.data ->> 'by')::uuid = $1 and d.id <> $2 and (d.data ->> 'closesTheWay')::boolean) then
        raise exception 'Another emergency entry of the person is open.' using errcode = 'unique_violation';
    end if;
    return true;
end $$;
