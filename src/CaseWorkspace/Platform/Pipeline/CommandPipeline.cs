using System.Security.Cryptography;
using System.Text.Json;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using JasperFx;
using JasperFx.Events;
using Marten;
using Marten.Exceptions;
using Npgsql;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>
/// The only way to change anything: authorise, load, decide, append, project, commit.
/// Pages, the API and the worker all come through here. Two round trips to PostgreSQL and a commit:
/// one batch reads access, facts and state, one batch writes; a numbered thing inside a file costs one more,
/// because its number may be drawn only once access is granted.
/// </summary>
public sealed class CommandPipeline(
    IDocumentStore store, AccessPolicy policy, JournalRecord journal, ChangeTelling changes, ToldVersions versions, TimeProvider clock)
{
    private const int Attempts = 40;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(400);
    private const int LongestKey = 200;
    private readonly LostRaces _races = new();

    /// <summary>Runs the command for the actor.</summary>
    /// <param name="command">What is to be done.</param>
    /// <param name="actor">By whom.</param>
    /// <param name="idempotencyKey">When given, a repetition gets the first answer and changes nothing more.</param>
    /// <param name="cancellation">Ends the attempt before the commit; after it the command stands.</param>
    /// <returns>Accepted (and on disk), or why not.</returns>
    public async Task<Outcome> Execute<TState>(
        ICommand<TState> command, Actor actor, string? idempotencyKey = null, CancellationToken cancellation = default)
        where TState : class
    {
        policy.MustKnow(command.Operation);
        var faults = CommandRules.Check(command);
        if (faults.Length > 0)
        {
            return Outcome.Refused(new Refusal(RefusalKind.Invalid, "invalid", faults));
        }

        if (idempotencyKey?.Length > LongestKey)
        {
            return Outcome.Refused(new Refusal(RefusalKind.Invalid, "invalid", [new Fault("Idempotency-Key", "too-long")]));
        }

        // The id of nothing: no stream has it, and the event store takes none for it.
        if (command.Target == Guid.Empty)
        {
            await journal.Denied(command.Operation, command.Scope, actor, cancellation);
            return Outcome.Refused(Refusal.Missing);
        }

        // Only a lost append is tried again: nothing was written. A refusal is told, and recorded, once.
        var (outcome, lost) = await Try(command, actor, idempotencyKey, cancellation);
        if (lost is not { } about)
        {
            return outcome;
        }

        using var first = await _races.Await(about, cancellation);
        for (var attempt = 1; ; attempt++)
        {
            (outcome, lost) = await Try(command, actor, idempotencyKey, cancellation);
            if (lost is null || attempt == Attempts)
            {
                return outcome;
            }

            // To another host, or to one who has only come.
            var longest = Math.Min(LongestWait.TotalMilliseconds, 5 << Math.Min(attempt, 10));
            await Task.Delay(TimeSpan.FromMilliseconds(1 + (Random.Shared.NextDouble() * longest)), clock, cancellation);
        }
    }

    /// <summary>One attempt; with what it was about where a race was lost.</summary>
    private async Task<(Outcome Outcome, Guid? Lost)> Try<TState>(
        ICommand<TState> command, Actor actor, string? idempotencyKey, CancellationToken cancellation)
        where TState : class
    {
        await using var session = store.LightweightSession();
        Stamp(session, command.Operation, actor);

        var gathered = await Gather(session, command, actor, idempotencyKey, cancellation);
        var differs = versions.Differ<TState>(actor, gathered.Context.Scope);
        var fingerprint = idempotencyKey is null ? null : Fingerprint(command);
        // Before access: the command itself may have ended it. The actor gets what they were answered before, id and version, and no more.
        if (gathered.Before is { } before)
        {
            return (string.Equals(before.Fingerprint, Convert.ToBase64String(fingerprint!), StringComparison.Ordinal)
                ? await Told<TState>(new Outcome(before.Target, before.Version, null), actor, before.Told)
                : Outcome.Refused(new Refusal(RefusalKind.KeyReused, "idempotency-key-reused", [])), null);
        }

        if (gathered.Access is { } refusal)
        {
            await journal.Denied(command.Operation, command.Scope, actor, cancellation);
            return (Outcome.Refused(refusal), null);
        }

        var stream = gathered.Stream;
        var version = stream.CurrentVersion ?? 0;
        var told = command.SeenVersion is null || !differs ? version : await Version(session, command, actor, differs, cancellation);
        if (command.SeenVersion is { } seen && seen != told)
        {
            return (Outcome.Refused(Refusal.Stale(told)), null);
        }

        var decision = command.Decide(stream.Aggregate, gathered.Context);
        if (decision.Refusal is not null)
        {
            // Version and state are read one after the other: a state of a later version than the one seen is told as that.
            if (command.SeenVersion is not null && await Version(session, command, actor, differs, cancellation) is var now && now != told)
            {
                return (Outcome.Refused(Refusal.Stale(now)), null);
            }

            if (decision.Refusal.IsDenial)
            {
                await journal.Denied(command.Operation, command.Scope ?? command.Target, actor, cancellation);
            }

            return (Outcome.Refused(decision.Refusal), null);
        }

        if (decision.Events.IsEmpty)
        {
            return (await Told<TState>(new Outcome(command.Target, version, null), actor, differs), null);
        }

        session.SetHeader("role", gathered.Context.Role.Code());
        stream.AppendMany(decision.Events);
        foreach (var (other, happened) in decision.Elsewhere)
        {
            // Read with its version, so that a person who appends there at once does not overwrite the snapshot.
            await session.Events.AppendOptimistic(other, cancellation, happened);
        }

        if (gathered.Turn is { } turn)
        {
            session.TakeTurn(turn);
        }

        session.Record(command, actor, gathered.Context.Role, gathered.File, gathered.Relation, decision.Recipients);
        if (command.Concerns is { } opened)
        {
            session.State(opened, actor, gathered.Context.Role);
        }

        var outcome = new Outcome(command.Target, version + decision.Events.Length, null);
        if (fingerprint is not null)
        {
            session.QueueSqlCommand(
                "insert into workspace.answered (actor, key, fingerprint, target, version, told) values (?, ?, ?, ?, ?, ?)",
                actor.Id, idempotencyKey!, fingerprint, outcome.Id, outcome.Version, differs);
        }

        if (!await Commit(session, cancellation))
        {
            return (Outcome.Refused(Refusal.Stale(differs ? told : version + 1)), gathered.Turn?.File ?? command.Target);
        }

        changes.Written([command.Target, .. decision.Elsewhere.Select(other => other.Stream)]);
        return (await Told<TState>(outcome, actor, differs), null);
    }

    /// <summary>
    /// The outcome with the version as the actor is told it. 0, which is nobody's, where the thing went on since, or is not open to the
    /// actor any more: who acts on it again has to look first.
    /// </summary>
    private async Task<Outcome> Told<TState>(Outcome outcome, Actor actor, bool differs) where TState : class
    {
        if (!differs)
        {
            return outcome;
        }

        try
        {
            return outcome with { Version = await versions.Read<TState>(outcome.Id, actor, CancellationToken.None) is var (ofStream, told) && ofStream == outcome.Version ? told : 0 };
        }
        catch (NpgsqlException)
        {
            // What was committed stands, and is answered: told as a fault, it would be done twice.
            return outcome with { Version = 0 };
        }
    }

    private async Task<Gathered<TState>> Gather<TState>(
        IDocumentSession session, ICommand<TState> command, Actor actor, string? key, CancellationToken cancellation)
        where TState : class
    {
        var allowedAnyhow = command.Scope is null && policy.AllowsWithoutRelation(command.Operation, actor);
        Guid[] things = [.. new[] { command.Scope, command.Into }.OfType<Guid>(), .. command.Uses];

        var about = command.Into ?? command.Scope ?? command.Target;
        var batch = session.CreateBatchQuery();
        // Before the duties: what is decided by them holds only if nobody else took a turn in the file meanwhile.
        var turn = command.People.Count > 0 || command.AsksOwnDuties ? batch.Turn(about) : null;
        var scopes = things.Length > 0 ? batch.Scopes(actor, things) : null;
        var people = command.People.Count > 0 ? batch.Colleagues([.. command.People], about) : null;
        var own = command.AsksOwnDuties ? batch.OwnDuties(actor, about) : null;
        var fact = command.FactOf(actor)?.Ask(batch);
        var head = command.HeadOf is { } unit ? batch.HasHead(unit) : null;
        var held = command.Held is { } relationHeld ? batch.IsHeld(command.Scope ?? command.Target, relationHeld) : null;
        var number = command.Series is { } series && allowedAnyhow ? batch.NextNumber(series, actor, key) : null;
        var reached = command.Reaches is { } reaches ? batch.FileOf(actor, reaches) : null;
        var stream = batch.Events.FetchForWriting<TState>(command.Target);
        // Read last: who finds the state that the same call made a moment ago finds its answer too.
        var before = key is not null ? batch.AnsweredBefore(actor, key) : null;
        await batch.Execute(cancellation);

        var found = (scopes is null ? [] : await scopes).ToDictionary(one => one.Id);
        var scope = command.Scope is { } scopeId ? found.GetValueOrDefault(scopeId) : null;
        var access = Refuse(command, actor, scope, allowedAnyhow, found);
        var answered = before is null ? null : (await before) is [var first, ..] ? first : null;

        var file = reached is not null && await reached is [var one, ..] ? one : null;
        var known = people is null ? [] : await people;
        if (access is null && answered is null && (await stream).Aggregate is { } state && command.PeopleOf(state) is { Count: > 0 } more)
        {
            var later = session.CreateBatchQuery();
            turn ??= later.Turn(about);
            var named = later.Colleagues([.. more], command.Scope ?? command.Target);
            await later.Execute(cancellation);
            known = [.. known, .. await named];
        }

        var relation = scope is null ? null : Used(policy.Sufficient(command.Operation, actor), scope);
        return new Gathered<TState>(access, answered, await stream, new DecisionContext(actor, clock.GetUtcNow())
        {
            Role = policy.Acting(command.Operation, actor, relation),
            Scope = scope,
            Used = found,
            Reached = file,
            People = known.DistinctBy(one => one.Id).ToDictionary(one => one.Id),
            OwnDuties = own is not null ? (await own)[0] : Duties.None,
            Found = fact is null ? null : await fact,
            HasHead = head is not null && (await head)[0],
            IsHeld = held is not null && (await held)[0],
            Number = number is not null ? await number
                : command.Series is { } late && access is null && answered is null
                    ? await Draw(session, late, actor, cancellation) : 0,
        })
        {
            File = scope?.File ?? (command.Into is { } into ? found.GetValueOrDefault(into)?.File : null) ?? file?.Id ?? command.Concerns,
            Relation = relation,
            Turn = turn is not null && await turn is [var seen, ..] ? seen : null,
        };
    }

    private static Relation? Used(IReadOnlyCollection<Relation> sufficient, CaseScope scope) =>
        sufficient.Where(relation => scope.Relations.Contains(relation)).Select(relation => (Relation?)relation).FirstOrDefault();

    /// <summary>Decided from role, operation and relation alone, before the aggregate is looked at.</summary>
    private Refusal? Refuse<TState>(
        ICommand<TState> command, Actor actor, CaseScope? scope, bool allowedAnyhow, Dictionary<Guid, CaseScope> found)
        where TState : class
    {
        if (command.Scope is null)
        {
            return !allowedAnyhow ? Refusal.NotForRole
                : policy.WantsStepUp(command.Operation, actor, clock.GetUtcNow()) ? Refusal.StepUpNeeded : null;
        }

        var sufficient = policy.Sufficient(command.Operation, actor);
        if (scope is null || !scope.Relations.Intersect(sufficient).Any()
            || (command.Into is { } into && found.GetValueOrDefault(into)?.Relations.Intersect(sufficient).Any() != true))
        {
            return Refusal.Missing;
        }

        // A child that the body names must be of the very file that was authorised: authorise one, mutate another.
        return command.Uses.All(used => found.TryGetValue(used, out var child)
                && child.File is not null && child.File == scope.File && !child.Relations.IsEmpty
                // What lies in a sealed sub-file is used inside it alone: elsewhere its mere mention would show that it is there.
                && (child.SubFile is null || child.SubFile == scope.SubFile))
            ? policy.WantsStepUp(command.Operation, actor, clock.GetUtcNow()) ? Refusal.StepUpNeeded : null
            : Refusal.Missing;
    }

    /// <summary>The version now, as the actor is told it.</summary>
    private async Task<long> Version<TState>(
        IDocumentSession session, ICommand<TState> command, Actor actor, bool differs, CancellationToken cancellation) where TState : class =>
        differs ? (await versions.Read<TState>(command.Target, actor, cancellation))?.Told ?? 0
        : (await session.Events.FetchStreamStateAsync(command.Target, cancellation))?.Version ?? 0;

    private static async Task<long> Draw(IDocumentSession session, string series, Actor actor, CancellationToken cancellation)
    {
        var batch = session.CreateBatchQuery();
        var number = batch.NextNumber(series, actor, null);
        await batch.Execute(cancellation);
        return await number;
    }

    /// <summary>Whether it was written; otherwise somebody else was faster.</summary>
    private static async Task<bool> Commit(IDocumentSession session, CancellationToken cancellation)
    {
        try
        {
            await session.SaveChangesAsync(cancellation);
            return true;
        }
        catch (Exception race) when (LostRaces.IsLostAppend(race))
        {
            return false;
        }
    }

    private static void Stamp(IDocumentSession session, Operation operation, Actor actor)
    {
        session.LastModifiedBy = actor.Id.ToString();
        session.CorrelationId = actor.Correlation;
        session.CausationId = operation.Name;
        session.SetHeader("session", actor.Session);
    }

    private static byte[] Fingerprint<TState>(ICommand<TState> command) where TState : class =>
        SHA256.HashData([
            .. System.Text.Encoding.UTF8.GetBytes(command.Operation.Name),
            .. JsonSerializer.SerializeToUtf8Bytes(command, command.GetType(), WorkspaceJson.Fingerprint)]);

    private sealed record Gathered<TState>(
        Refusal? Access, Answered? Before, IEventStream<TState> Stream, DecisionContext Context) where TState : class
    {
        /// <summary>The file concerned, for the journal.</summary>
        public Guid? File { get; init; }

        /// <summary>The relation that allowed it.</summary>
        public Relation? Relation { get; init; }

        /// <summary>The turn of the file, where the decision asks who does what in it; null: it does not, or no file is concerned.</summary>
        public FileTurn? Turn { get; init; }
    }
}
