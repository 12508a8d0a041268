-- What others have lent to a person at a time, as subjects of workspace.case_relation. A post is lent by the person who holds it, and for no
-- longer than that.
-- Parameters: person: who stands in; at: the time.
-- Called by: standing_at, stands_to_file, duties, and the list of evidence (Features/Evidence/Queries/EvidenceList).
create or replace function workspace.lent_to(person uuid, at timestamptz)
returns table (subject text)
language sql stable as $$
    select s.subject from workspace.stand_in s
    where s.person = $1 and s.since <= $2 and s.until > $2 and (s.subject like 'person:%' or workspace.post_is_held(s.id, s.subject, $2))
$$;
