using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using Microsoft.AspNetCore.Http;

namespace CaseWorkspace.Platform.Web;

/// <summary>The way of a command from its route to the pipeline and back to HTTP.</summary>
public sealed class ApiCommands(CommandPipeline pipeline, IHttpContextAccessor accessor)
{
    /// <summary>The person or client behind the token.</summary>
    public Actor Actor { get; } = RequestActor.OfRoute(accessor);

    /// <summary>The version in <c>If-Match</c>, on routes that need one.</summary>
    public long SeenVersion => EntityTags.SeenVersion(Http.Request) ?? 0;

    /// <summary>The key under which a repetition of the request gets the first answer; null when none was sent.</summary>
    public string? IdempotencyKey => Http.Request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } key ? key : null;

    private HttpContext Http => accessor.HttpContext!;

    /// <summary>Runs a command and answers 200 with the target's version.</summary>
    public async Task<IResult> Execute<TState>(ICommand<TState> command) where TState : class => Answer(await Run(command));

    /// <summary>Runs a command that begins something and answers 201 with where it stands.</summary>
    public async Task<IResult> Create<TState>(ICommand<TState> command, Func<Guid, string> location) where TState : class =>
        Answer(await Run(command), answer => Results.Created(location(answer.Id), answer));

    /// <summary>Answers what became of a command: its refusal, or the target's version, in the <c>ETag</c> too.</summary>
    /// <param name="outcome">What became of it.</param>
    /// <param name="accepted">What to say when it was accepted; 200 with the version when not given.</param>
    public IResult Answer(Outcome outcome, Func<CommandAnswer, IResult>? accepted = null)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        if (outcome.Refusal is { } refusal)
        {
            return Problems.Answer(refusal);
        }

        Http.Response.Headers.ETag = EntityTags.Of(outcome.Version);
        var answer = new CommandAnswer(outcome.Id, outcome.Version);
        return accepted is null ? Results.Ok(answer) : accepted(answer);
    }

    private Task<Outcome> Run<TState>(ICommand<TState> command) where TState : class =>
        pipeline.Execute(command, Actor, IdempotencyKey, Http.RequestAborted);
}
