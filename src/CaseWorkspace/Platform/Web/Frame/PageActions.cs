using System.Text.Json;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Hosting;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Microsoft.Extensions.Logging;
using MudBlazor;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>The only way from a page to data: the same pipelines as the API, for the person in front of the page.</summary>
public sealed partial class PageActions(
    CommandPipeline commands, QueryPipeline queries, HistoryPipeline history, AccessPolicy policy, PageActor page, IDialogService dialogs,
    PurposeQuestions questions, FactorFirst factor, TimeProvider clock, ILogger<PageActions> log)
    : IDisposable
{
    private readonly SemaphoreSlim _asking = new(1, 1);
    private readonly AsyncLocal<bool> _unseen = new();
    private int _running;

    /// <summary>What the person waits for just now: something is saved (true) or looked at (false); null: nothing.</summary>
    public bool? Saving { get; private set; }

    /// <summary>It began or ended, for the frame's busy sign.</summary>
    public event EventHandler? Worked;

    /// <summary>Whether the person turned back, last time, from saying why they look.</summary>
    public bool TurnedBack { get; private set; }

    /// <summary>The person; null when the session has ended.</summary>
    public Task<Actor?> Actor() => page.Get();

    /// <summary>The zone in which the person types times.</summary>
    public async Task<TypedZone> Zone() => TypedZone.Of(await page.Get());

    /// <summary>Why nobody can be asked for just now; null when the person is known.</summary>
    public async Task<Refusal?> WhyNobody() => await page.Get() is null ? page.WhyNobody : null;

    /// <summary>Whether the person's role can do this at all: for showing or leaving out a way to it, never instead of the check.</summary>
    public async Task<bool> Can(Operation operation) =>
        await page.Get() is { } actor
        && (policy.AllowsWithoutRelation(operation, actor) || policy.Sufficient(operation, actor).Count > 0);

    /// <summary>Whether one of these relations suffices for the person: for showing or leaving out a button.</summary>
    public async Task<Func<Operation, bool>> With(IReadOnlyCollection<Relation> relations) =>
        await page.Get() is { } actor
            ? operation => policy.Sufficient(operation, actor).Intersect(relations).Any()
            : _ => false;

    /// <summary>Whether the person has to show a second factor first: for leading there before something is begun, never instead of the check.</summary>
    public async Task<bool> WantsStepUp(Operation operation) =>
        await page.Get() is { } actor && policy.WantsStepUp(operation, actor, clock.GetUtcNow());

    /// <summary>Changes something.</summary>
    public async Task<Outcome> Execute<TState>(ICommand<TState> command, string? idempotencyKey = null) where TState : class =>
        await Waiting(saving: true, async () =>
            await page.Get() is { } actor
                ? await OrAway(() => commands.Execute(command, actor, idempotencyKey), Outcome.Refused)
                : Outcome.Refused(page.WhyNobody));

    /// <summary>
    /// Changes something that may want a second factor used just now: where it does, the person is taken there and the act goes on by
    /// itself afterwards. Null: on the way there.
    /// </summary>
    public async Task<Outcome?> Execute<TState>(ICommand<TState> command, Afterwards after) where TState : class
    {
        if (await page.Get() is { } actor && policy.WantsStepUp(command.Operation, actor, clock.GetUtcNow()) && CommandRules.Check(command).Length == 0)
        {
            await factor.Leave(command, actor, Guid.CreateVersion7().ToString(), after);
            return null;
        }

        return await Execute(command);
    }

    /// <summary>
    /// Whether what is taken away as a file wants a second factor used just now: then the person is on the way there, and the file follows
    /// by itself afterwards.
    /// </summary>
    public async Task<bool> LeadsToFactor(Operation operation, string download)
    {
        if (await page.Get() is not { } actor || !policy.WantsStepUp(operation, actor, clock.GetUtcNow()))
        {
            return false;
        }

        await factor.Leave(actor, download);
        return true;
    }

    /// <summary>Whether the person has used a second factor just now.</summary>
    public async Task<bool> HasFactor() => AccessPolicy.IsFresh((await page.Get())?.SecondFactorAt, clock.GetUtcNow());

    /// <summary>Goes on with an act after the second factor; null where none was used.</summary>
    public async Task<Outcome?> GoOn(WaitingAct act)
    {
        var type = typeof(PageActions).Assembly.GetType(act.Command, throwOnError: true)!;
        var command = JsonSerializer.Deserialize(act.Data, type, WorkspaceJson.Fingerprint)!;
        var state = Array.Find(type.GetInterfaces(), one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(ICommand<>))!.GetGenericArguments();
        return await (Task<Outcome?>)typeof(PageActions).GetMethod(nameof(GoOnWith))!.MakeGenericMethod(state).Invoke(this, [command, act.Key])!;
    }

    /// <summary>The same, for a command of a type that is known.</summary>
    public async Task<Outcome?> GoOnWith<TState>(ICommand<TState> command, string key) where TState : class =>
        await WantsStepUp(command.Operation) ? null : await Execute(command, key);

    /// <summary>Looks at one thing; the read is recorded. The first read of a file in the session asks the person why.</summary>
    public async Task<Answer<T>> Ask<T>(IConsultation<T> query) where T : class =>
        !_unseen.Value ? await Stating(query.Operation, actor => queries.Ask(query, actor))
        : await page.Get() is { } actor && await queries.Unseen(query, actor) is { } now ? new Answer<T>(now, null)
        : new Answer<T>(null, Refusal.Missing);

    /// <summary>Looks at how things stood at a time.</summary>
    public Task<Answer<Page<TState>>> Past<TState>(IHistoryQuery query) where TState : class =>
        _unseen.Value ? throw new InvalidOperationException("What is past does not change: it is not asked for again.")
        : Stating(query.Operation, actor => history.Ask<TState>(query, actor));

    /// <summary>Lists what the person may see.</summary>
    public async Task<Answer<Page<T>>> List<T>(IListing<T> query) =>
        await page.Get() is not { } actor ? new Answer<Page<T>>(null, page.WhyNobody)
        : _unseen.Value ? new Answer<Page<T>>(Pages.Cut(await queries.Unseen(query, actor), query.Size, query.Cursor), null)
        : await OrAway(() => queries.List(query, actor), refusal => new Answer<Page<T>>(null, refusal));

    /// <summary>
    /// Looks again at what is shown, because it may have changed. Where nothing has, it is no read, nothing is recorded, and the answer
    /// is null; where the person may not see it any more, it is a refusal, which is not recorded either: nobody asked.
    /// </summary>
    /// <param name="query">The look that showed it.</param>
    /// <param name="shown">What it showed.</param>
    public async Task<Answer<T>?> Again<T>(IConsultation<T> query, T? shown) where T : class =>
        await page.Get() is not { } actor ? null
        : await queries.Unseen(query, actor) is not { } now ? new Answer<T>(null, Refusal.Missing)
        : Same(now, shown) ? null
        : await queries.Ask(query, actor);

    /// <summary>
    /// Looks again by what <paramref name="read"/> reads, in the same way: first for the host alone, and only where that differs
    /// from what is shown once more for the person.
    /// </summary>
    public async Task<Answer<T>?> Again<T>(Func<Task<Answer<T>>> read, T? shown) where T : class
    {
        if (await page.Get() is null)
        {
            return null;
        }

        var now = await Unseen(read);
        return now.Refusal is { } refusal ? refusal.Kind is RefusalKind.Missing ? now : null
            : Same(now.Value, shown) ? null
            : await read();
    }

    /// <summary>
    /// Whether what a form is about is still open to the person: the form itself does not change while somebody
    /// writes in it. Nothing is shown, so nothing is recorded.
    /// </summary>
    public async Task<bool> StillOpen<T>(IConsultation<T> query) where T : class =>
        await page.Get() is not { } actor || await queries.Unseen(query, actor) is not null;

    private async Task<Answer<T>> Unseen<T>(Func<Task<Answer<T>>> read) where T : class
    {
        _unseen.Value = true;
        return await read();
    }

    private static bool Same<T>(T one, T? other) =>
        Written(one).AsSpan().SequenceEqual(Written(other));

    // Two passes through the same rows differ in their snapshots alone.
    private static byte[] Written<T>(T? shown) =>
        JsonSerializer.SerializeToUtf8Bytes(shown is IPage page ? (T)page.OfNoPass() : shown, WorkspaceJson.Stored);

    /// <summary>How many there are in such a list, without reading any.</summary>
    public async Task<int> Count<T>(IListing<T> query) => await page.Get() is { } actor ? await queries.Count(query, actor) : 0;

    /// <inheritdoc/>
    public void Dispose() => _asking.Dispose();

    /// <summary>The frame shows a busy sign as long as it lasts: no page needs one of its own for what is quick most of the time.</summary>
    private async Task<T> Waiting<T>(bool saving, Func<Task<T>> work)
    {
        _running++;
        Saving = Saving is true || saving;
        Worked?.Invoke(this, EventArgs.Empty);
        try
        {
            return await work();
        }
        finally
        {
            Saving = --_running == 0 ? null : Saving;
            Worked?.Invoke(this, EventArgs.Empty);
        }
    }

    /// <summary>A database that is away is told as such where the person stands, and takes no form away from them.</summary>
    private async Task<T> OrAway<T>(Func<Task<T>> work, Func<Refusal, T> refused)
    {
        try
        {
            return await work();
        }
        catch (Exception fault) when (DatabaseFaults.IsAway(fault))
        {
            Away(log, fault);
            return refused(Refusal.DatabaseAway);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database did not answer a page")]
    private static partial void Away(ILogger log, Exception fault);

    private async Task<Answer<T>> Stating<T>(Operation operation, Func<Actor, Task<Answer<T>>> ask) where T : class
    {
        // Without the dialog: as long as it is open, the person is waited for.
        Task<Answer<T>> Read(Actor who) => Waiting(saving: false, () => OrAway(() => ask(who), refusal => new Answer<T>(null, refusal)));

        if (await page.Get() is not { } actor)
        {
            return new Answer<T>(null, page.WhyNobody);
        }

        TurnedBack = false;
        var answer = await Read(actor);
        if (answer.Refusal?.Kind is not RefusalKind.PurposeNeeded)
        {
            return answer;
        }

        // Parts of one page may look at once: one of them asks, for all.
        await _asking.WaitAsync();
        try
        {
            answer = await Read(actor);
            if (answer.Refusal?.Kind is not RefusalKind.PurposeNeeded)
            {
                return answer;
            }

            var question = new PurposeQuestion(policy.Acting(operation, actor).DefaultPurpose(), answer.Refusal.About);
            var stated = questions.Place is { } place ? await place(question) : await PurposeDialog.Ask(dialogs, question);
            TurnedBack = stated is null;
            return stated is null ? answer : await Read(actor with { Purpose = stated.Purpose, PurposeWords = stated.Words });
        }
        finally
        {
            _asking.Release();
        }
    }
}
