using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>The only way from a page to data: the same pipelines as the API, for the person in front of the page.</summary>
public sealed class PageActions(CommandPipeline commands, QueryPipeline queries, AccessPolicy policy, PageActor page)
{
    private static readonly Refusal Ended = new(RefusalKind.NotForRole, "session-ended", []);

    /// <summary>The person; null when the session has ended.</summary>
    public Task<Actor?> Actor() => page.Get();

    /// <summary>Whether the person's role can do this at all: for showing or leaving out a way to it, never instead of the check.</summary>
    public async Task<bool> Can(Operation operation) =>
        await page.Get() is { } actor
        && (policy.AllowsWithoutRelation(operation, actor) || policy.Sufficient(operation, actor).Count > 0);

    /// <summary>Whether one of these relations suffices for the person: for showing or leaving out a button.</summary>
    public async Task<Func<Operation, bool>> With(IReadOnlyCollection<Relation> relations) =>
        await page.Get() is { } actor
            ? operation => policy.Sufficient(operation, actor).Intersect(relations).Any()
            : _ => false;

    /// <summary>Changes something.</summary>
    public async Task<Outcome> Execute<TState>(ICommand<TState> command, string? idempotencyKey = null) where TState : class =>
        await page.Get() is { } actor ? await commands.Execute(command, actor, idempotencyKey) : Outcome.Refused(Ended);

    /// <summary>Looks at one thing; the look is recorded.</summary>
    public async Task<Answer<T>> Ask<T>(IConsultation<T> query) where T : class =>
        await page.Get() is { } actor ? await queries.Ask(query, actor) : new Answer<T>(null, Ended);

    /// <summary>Lists what the person may see.</summary>
    public async Task<Answer<Page<T>>> List<T>(IListing<T> query) =>
        await page.Get() is { } actor ? await queries.List(query, actor) : new Answer<Page<T>>(null, Ended);
}
