-- Trigger: refuses to change the file or the number of a thing once they are said, and to put it outside its file (error 23514).
-- A thing changes its place inside its file alone: otherwise a person who moves a row would move what is sealed into a file of their own.
-- Set off by: every update of file, holder, number or level of workspace.case_scope.
create or replace function workspace.place_stays()
returns trigger
language plpgsql as $$
begin
    -- The history of levels is written with the transaction's time: a transaction held open would date a change back.
    if current_user = 'caseworkspace_app' then
        perform workspace.young();
    end if;
    if old.file is not null and new.file is distinct from old.file or old.number is not null and new.number is distinct from old.number then
        raise exception 'The file and the number of a thing stay as they are.' using errcode = 'check_violation';
    end if;
    if new.holder is distinct from old.holder and new.holder is distinct from new.file and not exists (
        select from workspace.case_scope p where p.id = new.holder and p.kind = 'sub-file' and p.file = new.file) then
        raise exception 'A thing lies in its file, or in a sub-file of it.' using errcode = 'check_violation';
    end if;
    return new;
end $$;

create or replace trigger place_stays before update of file, holder, number, level on workspace.case_scope
    for each row execute function workspace.place_stays();
