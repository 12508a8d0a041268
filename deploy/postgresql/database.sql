-- What a database of CaseWorkspace is before it has tables. Run in it by an administrator; harmless when run again.
-- The database itself: create database caseworkspace owner caseworkspace_owner encoding 'UTF8' template template0;

do $$
begin
    execute format('revoke all on database %I from public', current_database());
    execute format(
        'grant connect on database %I to caseworkspace_app, caseworkspace_custodian, caseworkspace_identity', current_database());
    execute format('grant connect, create, temporary on database %I to caseworkspace_owner', current_database());
end
$$;

-- public holds extensions and the record of the schema, and takes nothing from anybody but the owner.
revoke all on schema public from public;
grant usage, create on schema public to caseworkspace_owner;
grant usage on schema public to caseworkspace_app, caseworkspace_custodian;

create schema if not exists workspace authorization caseworkspace_owner;
create schema if not exists journal authorization caseworkspace_owner;
create schema if not exists identity authorization caseworkspace_owner;

grant usage on schema workspace, journal to caseworkspace_app, caseworkspace_custodian;
grant usage on schema identity to caseworkspace_identity;
