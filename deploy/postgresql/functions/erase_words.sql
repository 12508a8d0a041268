-- Takes the words out of entries of the journal that say something of a thing that is being erased: the words of the purpose, and those that were searched for. That there were
-- some stays. The purpose that is remembered for the session loses them too. Nothing is done for a thing of which no erasure is under way.
-- Parameters: the thing; the ids of the entries; when each was made.
-- Answers how many entries it changed. Runs as its owner: nobody else changes an entry.
-- Called by: Platform/Storage/Erasure/JournalCustodian, as custodian.
create or replace function journal.erase_words(erased uuid, entries uuid[], times timestamptz[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    gone constant text := '— წაშლილია · erased —';
    changed bigint;
begin
    if not exists (select from workspace.erasure e where e.thing = erased and e.completed_at is null) then
        raise exception 'No erasure of % is under way.', erased using errcode = 'check_violation';
    end if;
    update workspace.purpose_stated p set words = gone
    from unnest(entries, times) named (id, at) join journal.entry e on e.id = named.id and e.at = named.at
    where p.session = e.session and p.person = e.actor and p.file = e.file and p.words = e.words;
    update journal.entry e set
        words = case when e.words is not null then gone end,
        asked = case when e.asked::jsonb ? 'words' then jsonb_set(e.asked::jsonb, '{words}', to_jsonb(gone))::text else e.asked end
    from unnest(entries, times) named (id, at)
    where e.id = named.id and e.at = named.at;
    get diagnostics changed = row_count;
    return changed;
end $$;
