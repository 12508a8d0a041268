using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace CaseWorkspace.Platform.Web;

/// <summary>Who calls a route, and the way from the route to the pipeline and back to HTTP.</summary>
public sealed class Caller
{
    /// <summary>The rows of a page where the caller does not say how many.</summary>
    public const int UsualPage = 50;

    /// <summary>The most rows that a page holds.</summary>
    public const int LargestPage = 200;

    private readonly HttpContext _http;

    private Caller(HttpContext http, Actor actor) => (_http, Actor) = (http, actor);

    /// <summary>The person or client behind the token.</summary>
    public Actor Actor { get; }

    /// <summary>The time, for what is asked about now.</summary>
    public DateTimeOffset Now => _http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();

    /// <summary>The version in <c>If-Match</c>, on routes that need one.</summary>
    public long SeenVersion => ReadVersion(_http.Request) ?? 0;

    /// <summary>The key under which a repetition of the request gets the first answer; null when none was sent.</summary>
    public string? IdempotencyKey => _http.Request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } key ? key : null;

    /// <summary>Binds the caller of a request; authentication and the rule 'no role, no entry' come before it.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo _) =>
        ValueTask.FromResult<Caller?>(new Caller(context, ActorOf(context)
            ?? throw new InvalidOperationException("The route lets in callers without a role.")));

    /// <summary>The actor of a request, or null.</summary>
    public static Actor? ActorOf(HttpContext context)
    {
        var actor = ActorClaims.Read(context.User);
        return actor is null ? null : actor with
        {
            Address = context.Connection.RemoteIpAddress?.ToString(),
            Correlation = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier,
            Purpose = StatedPurpose.Code(context.Request),
            PurposeWords = StatedPurpose.Words(context.Request),
        };
    }

    /// <summary>Runs a command and answers 200 with the target's version.</summary>
    public async Task<IResult> Execute<TState>(ICommand<TState> command) where TState : class
    {
        return Answer(await Run(command));
    }

    /// <summary>Runs a command that begins something and answers 201 with where it stands.</summary>
    public async Task<IResult> Create<TState>(ICommand<TState> command, Func<Guid, string> location) where TState : class
    {
        var outcome = await Run(command);
        return Answer(outcome, answer => Results.Created(location(answer.Id), answer));
    }

    /// <summary>Answers what became of a command: its refusal, or the target's version, in the <c>ETag</c> too.</summary>
    /// <param name="outcome">What became of it.</param>
    /// <param name="accepted">What to say when it was accepted; 200 with the version when not given.</param>
    public IResult Answer(Outcome outcome, Func<CommandAnswer, IResult>? accepted = null)
    {
        if (outcome.Refusal is { } refusal)
        {
            return Refused(refusal);
        }

        _http.Response.Headers.ETag = Tag(outcome.Version);
        var answer = new CommandAnswer(outcome.Id, outcome.Version);
        return accepted is null ? Results.Ok(answer) : accepted(answer);
    }

    /// <summary>
    /// Answers a stored document as it is, with its version as <c>ETag</c>. What the caller can do with it stands in the tag too: it may change
    /// while the version does not, with a relation that ends.
    /// </summary>
    public async Task<IResult> Show(IConsultation<StoredDocument> query)
    {
        var answer = await Queries.Ask(query, Actor, _http.RequestAborted);
        if (answer.Value is not { } document)
        {
            return Refused(answer.Refusal!);
        }

        var tag = new EntityTagHeaderValue(Tag(document.Version, document.ActsTag));
        _http.Response.Headers.ETag = tag.ToString();
        // RFC 9110, 13.1.2: a list of tags or *, compared weakly.
        return _http.Request.GetTypedHeaders().IfNoneMatch.Any(held => held.Equals(EntityTagHeaderValue.Any) || held.Compare(tag, useStrongComparison: false))
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(document.Json, "application/json; charset=utf-8");
    }

    /// <summary>Answers what one thing holds.</summary>
    public async Task<IResult> Ask<T>(IConsultation<T> query) where T : class
    {
        var answer = await Queries.Ask(query, Actor, _http.RequestAborted);
        return answer.Value is { } value ? Results.Ok(value) : Refused(answer.Refusal!);
    }

    /// <summary>Answers how things stood at a time.</summary>
    public async Task<IResult> Past<TState>(IHistoryQuery query) where TState : class
    {
        var history = _http.RequestServices.GetRequiredService<HistoryPipeline>();
        var answer = await history.Ask<TState>(query, Actor, _http.RequestAborted);
        return answer.Value is { } page ? Results.Ok(page) : Refused(answer.Refusal!);
    }

    /// <summary>Answers a page of a list.</summary>
    public async Task<IResult> List<T>(IListing<T> query)
    {
        var answer = await Queries.List(query, Actor, _http.RequestAborted);
        return answer.Value is { } page ? Results.Ok(page) : Refused(answer.Refusal!);
    }

    /// <summary>How many rows the caller asked for.</summary>
    /// <exception cref="UnreadableException">More than a page holds, or none.</exception>
    public static int Size(int? asked) => asked is null ? UsualPage : asked is >= 1 and <= LargestPage ? asked.Value : throw new UnreadableException(new Fault("size", "bad-size"));

    /// <summary>A refusal as an answer.</summary>
    public static IResult Refused(Refusal refusal) => Problems.Answer(Problems.Of(refusal));

    /// <summary>
    /// The version in <c>If-Match</c>. It protects what the caller saw, so it is one, compared strongly (RFC 9110, 13.1.1): neither a
    /// weak tag, which never matches, nor a list, nor <c>*</c>, which would overwrite what the caller did not see. Of the tag of an answer
    /// that said what can be done, the version alone is compared.
    /// </summary>
    internal static long? ReadVersion(HttpRequest request) =>
        request.GetTypedHeaders().IfMatch is [{ IsWeak: false } tag]
        && long.TryParse(VersionIn(tag.Tag.AsSpan().Trim('"')), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;

    private QueryPipeline Queries => _http.RequestServices.GetRequiredService<QueryPipeline>();

    private Task<Outcome> Run<TState>(ICommand<TState> command) where TState : class =>
        _http.RequestServices.GetRequiredService<CommandPipeline>().Execute(command, Actor, IdempotencyKey, _http.RequestAborted);

    private static string Tag(long version, string? acts = null) =>
        acts is null ? string.Create(CultureInfo.InvariantCulture, $"\"{version}\"") : string.Create(CultureInfo.InvariantCulture, $"\"{version}-{acts}\"");

    private static ReadOnlySpan<char> VersionIn(ReadOnlySpan<char> tag) =>
        tag.IndexOf('-') is >= 0 and var end && tag[(end + 1)..] is { Length: 8 } acts
            && uint.TryParse(acts, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _) ? tag[..end] : tag;
}
