-- The number of a file's next turn, or the error 23505 (unique_violation) where somebody else took that turn.
-- Commands whose decision asked who does what in a file write to different streams, and would not meet otherwise: each takes the turn
-- after the one that it read, or has lost a race.
-- Parameters: now_so: workspace.case_scope.turn as it is; seen: as the command read it.
-- Called by: commands, in their own transaction (Platform/Pipeline/CommandFacts).
create or replace function workspace.next_turn(now_so bigint, seen bigint)
returns bigint
language plpgsql as $$
begin
    if $1 <> $2 then
        raise exception 'Somebody else took this turn in the file.' using errcode = 'unique_violation';
    end if;
    return $1 + 1;
end $$;
