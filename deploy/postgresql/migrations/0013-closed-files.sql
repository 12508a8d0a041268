-- A closed file takes in nothing and changes in nothing, but for what its operation says (Operation.IsPossible). What lies in the file asks its row.
alter table workspace.case_scope add column closed boolean not null default false;
