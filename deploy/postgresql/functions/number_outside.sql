-- The number by which somebody knows an item who has no relation to what holds it: without the sealed sub-file in which it lies.
-- Parameters: number: the exhibit number, which begins with S-N/ in sub-file N.
-- Called by: lists and pages of evidence (Features/Evidence/EvidenceAudiences).
create or replace function workspace.number_outside(number text)
returns text
language sql immutable as $$
    select regexp_replace($1, '^S-[0-9]+/', '')
$$;
