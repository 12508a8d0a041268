-- Serve the desk: people whose record is due to be reviewed, the longest due first, from the index alone (Features/People/Queries/PeopleToReview). When it is due
-- follows the snapshot (functions/person_review.sql).
create index case_scope_by_review on workspace.case_scope ((coalesce(awaits_due, 'infinity'::timestamptz)), id)
    include (holder, file, awaits_due) where kind = 'recorded-person';
-- fenced: privileged, e.g. what counsel and a client share: no search finds it, and nothing takes it along
alter table workspace.case_scope add column fenced boolean not null default false;
