-- The duty that comes with a relation: investigates, prosecutes, supervises or keeps; null: none. On one file a person has one duty
-- (Platform/Policy/SeparationOfDuties).
-- Parameters: relation: workspace.case_relation.relation.
-- Called by: goes_together, duties.
create or replace function workspace.duty(relation text)
returns text
language sql immutable as $$
    select case
        when $1 in ('lead', 'member') then 'investigates'
        when $1 = 'supervising-prosecutor' then 'prosecutes'
        when $1 = 'unit-supervisor' then 'supervises'
        when $1 = 'item-custodian' then 'keeps' end
$$;
