-- Trigger: a relation, and standing in for somebody, begin when they are written or later, and end now or later. What has ended stays
-- ended, and nothing is prolonged (error 23514): that is written anew. Holds the role caseworkspace_app alone.
-- Set off by: every insert into and update of workspace.case_relation and workspace.stand_in.
create or replace function workspace.relation_times()
returns trigger
language plpgsql as $$
begin
    if current_user <> 'caseworkspace_app' then
        return new;
    end if;
    if tg_op = 'INSERT' then
        new.since := greatest(new.since, workspace.young());
        new.until := case when new.until is not null then greatest(new.until, new.since) end;
        return new;
    end if;
    if new.until is not distinct from old.until then
        return new;
    end if;
    if old.since = now() then
        -- Of this very transaction.
        new.until := case when new.until is not null then greatest(new.until, now()) end;
        return new;
    end if;
    if new.until is null or new.until > coalesce(old.until, 'infinity') or old.until <= now() then
        raise exception 'What has ended stays ended, and nothing is prolonged.' using errcode = 'check_violation';
    end if;
    -- Written since this transaction began: it counted until just now.
    new.until := case when old.since > now() and old.since <= clock_timestamp() then clock_timestamp() else greatest(new.until, workspace.young()) end;
    return new;
end $$;

create or replace trigger relation_times before insert or update on workspace.case_relation for each row execute function workspace.relation_times();
create or replace trigger relation_times before insert or update on workspace.stand_in for each row execute function workspace.relation_times();
