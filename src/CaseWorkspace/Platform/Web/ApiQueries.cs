using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using Microsoft.AspNetCore.Http;

namespace CaseWorkspace.Platform.Web;

/// <summary>The way of a query from its route to the pipelines and back to HTTP.</summary>
public sealed class ApiQueries(QueryPipeline queries, HistoryPipeline history, TimeProvider clock, IHttpContextAccessor accessor)
{
    /// <summary>The person or client behind the token.</summary>
    public Actor Actor { get; } = RequestActor.OfRoute(accessor);

    /// <summary>The time, for what is asked about now.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    private HttpContext Http => accessor.HttpContext!;

    /// <summary>Answers a stored document as it is, with its version as <c>ETag</c>.</summary>
    public async Task<IResult> Show(IConsultation<StoredDocument> query)
    {
        var answer = await queries.Ask(query, Actor, Http.RequestAborted);
        if (answer.Value is not { } document)
        {
            return Problems.Answer(answer.Refusal!);
        }

        var tag = EntityTags.Of(document.Version, document.ActsTag);
        Http.Response.Headers.ETag = tag;
        return EntityTags.IsHeld(Http.Request, tag)
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(document.Json, "application/json; charset=utf-8");
    }

    /// <summary>Answers what one thing holds.</summary>
    public Task<IResult> Ask<T>(IConsultation<T> query) where T : class => Ask(query, value => Results.Ok(value));

    /// <summary>Answers what one thing holds, in another form than JSON.</summary>
    public async Task<IResult> Ask<T>(IConsultation<T> query, Func<T, IResult> form) where T : class
    {
        var answer = await queries.Ask(query, Actor, Http.RequestAborted);
        return answer.Value is { } value ? form(value) : Problems.Answer(answer.Refusal!);
    }

    /// <summary>Answers how things stood at a time.</summary>
    public async Task<IResult> Past<TState>(IHistoryQuery query) where TState : class
    {
        var answer = await history.Ask<TState>(query, Actor, Http.RequestAborted);
        return answer.Value is { } page ? Results.Ok(page) : Problems.Answer(answer.Refusal!);
    }

    /// <summary>Answers a page of a list.</summary>
    public async Task<IResult> List<T>(IListing<T> query)
    {
        var answer = await queries.List(query, Actor, Http.RequestAborted);
        return answer.Value is { } page ? Results.Ok(page) : Problems.Answer(answer.Refusal!);
    }
}
