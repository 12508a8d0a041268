using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using JasperFx;
using JasperFx.Events;
using Marten;
using Marten.Exceptions;
using Npgsql;
using Polly;
using Polly.Retry;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>
/// The only way to change anything: authorise, load, decide, append, project, commit.
/// Pages, the API and the worker all come through here. Two round trips to PostgreSQL and a commit:
/// one batch reads access, facts and state, one batch writes; a numbered thing inside a file costs one more,
/// because its number may be drawn only once access is granted.
/// </summary>
public sealed class CommandPipeline(
    IDocumentStore store, AccessPolicy policy, JournalRecord journal, ChangeTelling changes, ToldVersions versions, EventSealing sealing,
    TimeProvider clock, IEnumerable<IFollowUps> followUps)
{
    private const int LongestKey = 200;
    private readonly LostRaces _races = new();

    private readonly ResiliencePipeline<Attempt> _retries = new ResiliencePipelineBuilder<Attempt> { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions<Attempt>
        {
            MaxRetryAttempts = 5,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(5),
            UseJitter = true,
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result is { Lost: not null }),
        })
        .Build();

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
        var asked = command.Scope ?? command.Target;
        Guid? contended = _races.IsContended(asked) ? asked : null;
        IDisposable? place = null;
        try
        {
            var last = await _retries.ExecuteAsync(
                async token =>
                {
                    if (place is null && contended is { } about)
                    {
                        place = await _races.Await(about, token);
                    }

                    var attempt = await Try(command, actor, idempotencyKey, token);
                    contended = attempt.Lost;
                    return attempt;
                },
                cancellation);
            return last.Outcome;
        }
        catch (DestroyedKeyException)
        {
            return Outcome.Refused(Refusal.Erased);
        }
        finally
        {
            place?.Dispose();
        }
    }

    private async Task<Attempt> Try<TState>(
        ICommand<TState> command, Actor actor, string? idempotencyKey, CancellationToken cancellation)
        where TState : class
    {
        await using var session = store.LightweightSession();
        Stamp(session, command.Operation, actor);

        var gathered = await Gather(session, command, actor, idempotencyKey, cancellation);
        var differs = versions.Differ<TState>(actor, gathered.Context.Scope);
        var fingerprint = idempotencyKey is null ? null : CommandRules.Fingerprint(command);
        // Before access: the command itself may have ended it. The actor gets what they were answered before, id and version, and no more.
        if (gathered.Before is { } before)
        {
            return new Attempt(string.Equals(before.Fingerprint, Convert.ToBase64String(fingerprint!), StringComparison.Ordinal)
                ? await Told<TState>(new Outcome(before.Target, before.Version, null), actor, before.Told)
                : Outcome.Refused(new Refusal(RefusalKind.KeyReused, "idempotency-key-reused", [])));
        }

        if (gathered.Access is { } refusal)
        {
            await journal.Denied(command.Operation, command.Scope, actor, cancellation);
            return new Attempt(Outcome.Refused(refusal));
        }

        if (gathered.IsClosed)
        {
            return new Attempt(Outcome.Refused(Refusal.FileClosed));
        }

        var stream = gathered.Stream;
        var version = stream.CurrentVersion ?? 0;
        var told = command.SeenVersion is null || !differs ? version : await Version(session, command, actor, differs, cancellation);
        if (command.SeenVersion is { } seen && seen != told)
        {
            return new Attempt(Outcome.Refused(Refusal.Stale(told)));
        }

        var decision = command.Decide(stream.Aggregate, gathered.Context);
        if (decision.Refusal is not null)
        {
            // Version and state are read one after the other: a state of a later version than the one seen is told as that.
            if (command.SeenVersion is not null && await Version(session, command, actor, differs, cancellation) is var now && now != told)
            {
                return new Attempt(Outcome.Refused(Refusal.Stale(now)));
            }

            if (decision.Refusal.IsDenial)
            {
                await journal.Denied(command.Operation, command.Scope ?? command.Target, actor, cancellation);
            }

            return new Attempt(Outcome.Refused(decision.Refusal));
        }

        if (decision.Events.IsEmpty)
        {
            return new Attempt(await Told<TState>(new Outcome(command.Target, version, null), actor, differs));
        }

        var file = decision.OpensFile ? command.Target : gathered.File;
        await sealing.Seal(command.Target, decision, file, cancellation);
        session.SetHeader("role", gathered.Context.Role.Code());
        stream.AppendMany(decision.Events);
        foreach (var (other, happened) in decision.Elsewhere)
        {
            // Read with its version, so that a person who appends there at once does not overwrite the snapshot.
            await session.Events.AppendOptimistic(other, cancellation, happened);
        }

        var begun = await session.Begin(decision, followUps, sealing, file, gathered.Context, idempotencyKey, cancellation);

        if (gathered.Turn is { } turn)
        {
            session.TakeTurn(turn);
        }

        session.Record(command, actor, gathered.Context.Role, file, gathered.Relation, decision.Recipients);
        if (decision.OpensFile)
        {
            session.State(command.Target, actor, gathered.Context.Role);
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
            return new Attempt(Outcome.Refused(Refusal.Stale(differs ? told : version + 1)), gathered.Turn?.File ?? command.Target);
        }

        changes.Written([command.Target, .. decision.Elsewhere.Select(other => other.Stream), .. begun]);
        return new Attempt(await Told<TState>(outcome, actor, differs));
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
        var facts = Fact.Once([.. command.Facts, .. command.ActFacts]);
        var named = facts.OfType<ThingsNamed>().ToArray();
        Guid[] things = [.. new[] { command.Scope }.OfType<Guid>(), .. named.SelectMany(one => one.Things)];

        var into = named.OfType<IntoFile>().SingleOrDefault()?.File;
        var question = new FactQuestion(actor, into ?? command.Scope ?? command.Target, command.Scope ?? command.Target, key);
        var batch = session.CreateBatchQuery();
        // Before the duties: what is decided by them holds only if nobody else took a turn in the file meanwhile.
        var turn = facts.Any(fact => fact.TellsDuties) ? batch.Turn(question.About) : null;
        var scopes = things.Length > 0 ? batch.Scopes(actor, things) : null;
        var answers = facts.Where(fact => allowedAnyhow || !fact.Changes).Select(fact => fact.Ask(batch, question)).ToArray();
        var stream = batch.Events.FetchForWriting<TState>(command.Target);
        // Asked before all else, and read last: who finds the state that the same call made a moment ago finds its answer too.
        var before = key is not null ? batch.AnsweredBefore(actor, key) : null;
        await batch.Execute(cancellation);

        var found = (scopes is null ? [] : await scopes).ToDictionary(one => one.Id);
        var scope = command.Scope is { } scopeId ? found.GetValueOrDefault(scopeId) : null;
        var access = Refuse(command, actor, scope, allowedAnyhow, named, found);
        var isClosed = !command.Operation.IsPossible(scope?.IsClosed == true || (into is { } goal && found.GetValueOrDefault(goal)?.IsClosed == true));
        var answered = before is null ? null : (await before) is [var first, ..] ? first : null;
        var relation = scope is null ? null : Used(policy.Sufficient(command.Operation, actor), scope);
        var context = await Received(answers, new DecisionContext(actor, clock.GetUtcNow())
        {
            Role = policy.Acting(command.Operation, actor, relation),
            Scope = scope,
            Used = found,
        });
        if (access is null && !isClosed && answered is null && !allowedAnyhow && facts.Where(fact => fact.Changes).ToArray() is { Length: > 0 } late)
        {
            var granted = session.CreateBatchQuery();
            Func<DecisionContext, Task<DecisionContext>>[] drawn = [.. late.Select(fact => fact.Ask(granted, question))];
            await granted.Execute(cancellation);
            context = await Received(drawn, context);
        }

        return new Gathered<TState>(access, answered, await stream, context)
        {
            File = scope?.File ?? (into is { } file ? found.GetValueOrDefault(file)?.File : null) ?? context.Reached?.Id,
            Relation = relation,
            IsClosed = isClosed,
            Turn = turn is not null && await turn is [var seen, ..] ? seen : null,
        };
    }

    private static async Task<DecisionContext> Received(IEnumerable<Func<DecisionContext, Task<DecisionContext>>> answers, DecisionContext context)
    {
        foreach (var answer in answers)
        {
            context = await answer(context);
        }

        return context;
    }

    private static Relation? Used(IReadOnlyCollection<Relation> sufficient, CaseScope scope) =>
        sufficient.Where(relation => scope.Relations.Contains(relation)).Select(relation => (Relation?)relation).FirstOrDefault();

    /// <summary>Decided from role, operation and relation alone, before the aggregate is looked at.</summary>
    private Refusal? Refuse<TState>(
        ICommand<TState> command, Actor actor, CaseScope? scope, bool allowedAnyhow, ThingsNamed[] named, Dictionary<Guid, CaseScope> found)
        where TState : class
    {
        if (command.Scope is null)
        {
            return !allowedAnyhow ? Refusal.NotForRole
                : policy.WantsStepUp(command.Operation, actor, clock.GetUtcNow()) ? Refusal.StepUpNeeded : null;
        }

        var sufficient = policy.Sufficient(command.Operation, actor);
        return scope is null || !scope.Relations.Intersect(sufficient).Any() || !named.All(one => one.AreOpen(scope, sufficient, found)) ? Refusal.Missing
            : policy.WantsStepUp(command.Operation, actor, clock.GetUtcNow()) ? Refusal.StepUpNeeded
            : null;
    }

    /// <summary>The version now, as the actor is told it.</summary>
    private async Task<long> Version<TState>(
        IDocumentSession session, ICommand<TState> command, Actor actor, bool differs, CancellationToken cancellation) where TState : class =>
        differs ? (await versions.Read<TState>(command.Target, actor, cancellation))?.Told ?? 0
        : (await session.Events.FetchStreamStateAsync(command.Target, cancellation))?.Version ?? 0;

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

    /// <summary>What became of one attempt.</summary>
    /// <param name="Outcome">Accepted, or why not.</param>
    /// <param name="Lost">The file or stream about which a race was lost; null: none was.</param>
    private sealed record Attempt(Outcome Outcome, Guid? Lost = null);

    private sealed record Gathered<TState>(
        Refusal? Access, Answered? Before, IEventStream<TState> Stream, DecisionContext Context) where TState : class
    {
        /// <summary>The file concerned, for the journal.</summary>
        public Guid? File { get; init; }

        /// <summary>The relation that allowed it.</summary>
        public Relation? Relation { get; init; }

        /// <summary>Whether the file is closed to it, or the file into which it would bring something.</summary>
        public bool IsClosed { get; init; }

        /// <summary>The turn of the file, where the decision asks who does what in it; null: it does not, or no file is concerned.</summary>
        public FileTurn? Turn { get; init; }
    }
}
