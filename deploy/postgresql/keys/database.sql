-- What the database of the key store is before it has tables. Run in it by an administrator; harmless when run again.
-- The database itself: create database caseworkspace_keys owner caseworkspace_keys_owner encoding 'UTF8' template template0;

do $$
begin
    execute format('revoke all on database %I from public', current_database());
    execute format('grant connect on database %I to caseworkspace_keys, caseworkspace_keys_custodian', current_database());
    execute format('grant connect, create, temporary on database %I to caseworkspace_keys_owner', current_database());
end
$$;

revoke all on schema public from public;
create schema if not exists keys authorization caseworkspace_keys_owner;
