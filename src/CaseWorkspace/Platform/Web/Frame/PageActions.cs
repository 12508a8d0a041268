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
    TimeProvider clock, ILogger<PageActions> log)
    : IDisposable
{
    private readonly SemaphoreSlim _asking = new(1, 1);
    private int _running;

    /// <summary>What the person waits for just now: something is saved (true) or looked at (false); null: nothing.</summary>
    public bool? Saving { get; private set; }

    /// <summary>It began or ended, for the frame's busy sign.</summary>
    public event EventHandler? Worked;

    /// <summary>Whether the person turned back, last time, from saying why they look.</summary>
    public bool TurnedBack { get; private set; }

    /// <summary>The person; null when the session has ended.</summary>
    public Task<Actor?> Actor() => page.Get();

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

    /// <summary>Looks at one thing; the look is recorded. The first look at a file in the session asks the person why.</summary>
    public Task<Answer<T>> Ask<T>(IConsultation<T> query) where T : class => Stating(actor => queries.Ask(query, actor));

    /// <summary>Looks at how things stood at a time.</summary>
    public Task<Answer<Page<TState>>> Past<TState>(IPastLook look) where TState : class => Stating(actor => history.Ask<TState>(look, actor));

    /// <summary>Lists what the person may see.</summary>
    public async Task<Answer<Page<T>>> List<T>(IListing<T> query) =>
        await page.Get() is { } actor
            ? await OrAway(() => queries.List(query, actor), refusal => new Answer<Page<T>>(null, refusal))
            : new Answer<Page<T>>(null, page.WhyNobody);

    /// <summary>How many there are in such a list, without a look at any.</summary>
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

    private async Task<Answer<T>> Stating<T>(Func<Actor, Task<Answer<T>>> ask) where T : class
    {
        // Without the dialog: as long as it is open, the person is waited for.
        Task<Answer<T>> Look(Actor who) => Waiting(saving: false, () => OrAway(() => ask(who), refusal => new Answer<T>(null, refusal)));

        if (await page.Get() is not { } actor)
        {
            return new Answer<T>(null, page.WhyNobody);
        }

        TurnedBack = false;
        var answer = await Look(actor);
        if (answer.Refusal?.Kind is not RefusalKind.PurposeNeeded)
        {
            return answer;
        }

        // Parts of one page may look at once: one of them asks, for all.
        await _asking.WaitAsync();
        try
        {
            answer = await Look(actor);
            if (answer.Refusal?.Kind is not RefusalKind.PurposeNeeded)
            {
                return answer;
            }

            var stated = await PurposeDialog.Ask(dialogs, actor.UsualPurpose);
            TurnedBack = stated is null;
            return stated is null ? answer : await Look(actor with { Purpose = stated.Purpose, PurposeWords = stated.Words });
        }
        finally
        {
            _asking.Release();
        }
    }
}
