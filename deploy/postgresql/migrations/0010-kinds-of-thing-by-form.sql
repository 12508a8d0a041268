-- Which kinds of thing there are, the features say (docs/adr/0036): a new one needs no change here. The hosts write no kind that no feature hands over.
alter table workspace.case_scope
    drop constraint case_scope_kind_check,
    add constraint case_scope_kind_check check (kind ~ '^[a-z][a-z-]*$');
