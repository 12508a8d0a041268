-- What the Identity host may do, as caseworkspace_identity. Run as the owner after identity.sql; running it again changes nothing.
-- Accounts are never deleted; acts on accounts are written and read, never changed.
revoke all on schema identity from public;
grant usage on schema identity to caseworkspace_identity;
revoke all on all tables in schema identity from caseworkspace_identity;
grant select, insert, update on identity.accounts, identity.invitations to caseworkspace_identity;
grant select, insert on identity.account_acts to caseworkspace_identity;
grant select, insert on identity.data_protection_keys, identity.protocol_keys to caseworkspace_identity;
grant select, insert, update, delete on identity.protocol_clients, identity.protocol_authorizations, identity.protocol_scopes, identity.protocol_tokens to caseworkspace_identity;
