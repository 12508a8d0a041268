-- A number made of what somebody is shown of a thing, of 48 bits: every program keeps it exactly. A person who is not shown everything gets
-- it as the thing's version, which says no more than what is shown.
-- Parameters: shown: that, as text.
-- Called by: queries (Platform/Pipeline/ToldVersions).
create or replace function workspace.version_of(shown text)
returns bigint
language sql immutable as $$
    select ('x' || substr(encode(sha256(convert_to(coalesce($1, ''), 'UTF8')), 'hex'), 1, 12))::bit(48)::bigint
$$;
