-- Trigger: writes a logout token that a host of schema version 3 spends into workspace.spent_token too, or drops it where it is spent.
-- Hosts of version 3 kept them among the sessions. While such hosts serve beside newer ones, what came at one of them has come at all: their
-- row stands in both tables, or in neither. Goes with the next step that shuts version 3 out.
-- Set off by: an insert into workspace.web_session whose key begins with logout-token: .
create or replace function workspace.spend_of_version_3() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
    as $$
    begin
        insert into workspace.spent_token (key, expires) values (substr(new.key, length('logout-token:') + 1), new.expires) on conflict (key) do nothing;
        if found then
            return new;
        end if;
        return null;
    end
    $$;

create or replace trigger spend_of_version_3 before insert on workspace.web_session
    for each row when (new.key like 'logout-token:%') execute function workspace.spend_of_version_3();
