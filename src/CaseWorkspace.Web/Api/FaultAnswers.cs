using System.Diagnostics;
using System.Text.Json;
using CaseWorkspace.Platform.Web;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace CaseWorkspace.Web.Api;

/// <summary>
/// Turns what goes wrong outside a decision into problem documents: a body that cannot be read names the member at fault;
/// an unexpected fault says nothing but a trace id, by which the log tells the rest.
/// </summary>
internal sealed class FaultAnswers : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!httpContext.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            return false;
        }

        var problem = exception switch
        {
            BadHttpRequestException { InnerException: JsonException json } => BadJson(json),
            BadHttpRequestException bad => Problems.Of(CodeOf(bad.StatusCode), bad.StatusCode),
            _ => Unexpected(httpContext),
        };
        httpContext.Response.StatusCode = problem.Status!.Value;
        await Problems.Answer(problem).ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>Gives answers that carry a status only (405, 413, 415, 429 …) their document.</summary>
    public static Task AnswerEmpty(StatusCodeContext context)
    {
        var http = context.HttpContext;
        return http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            ? Problems.Answer(Problems.Of(CodeOf(http.Response.StatusCode), http.Response.StatusCode)).ExecuteAsync(http)
            : Task.CompletedTask;
    }

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status404NotFound => "not-found",
        StatusCodes.Status405MethodNotAllowed => "method-not-allowed",
        StatusCodes.Status413PayloadTooLarge => "too-large",
        StatusCodes.Status415UnsupportedMediaType => "media-type",
        StatusCodes.Status429TooManyRequests => "too-many-requests",
        _ => "bad-request",
    };

    private static ProblemDetails BadJson(JsonException fault)
    {
        var problem = Problems.Of("bad-json", StatusCodes.Status400BadRequest);
        problem.Extensions["errors"] = new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            [Member(fault)] = [Texts.Get("problem.bad-json.member")],
        };
        return problem;
    }

    private static string Member(JsonException fault) =>
        string.IsNullOrEmpty(fault.Path) || fault.Path is "$" ? "body" : fault.Path.TrimStart('$', '.');

    private static ProblemDetails Unexpected(HttpContext context)
    {
        var problem = Problems.Of("unexpected", StatusCodes.Status500InternalServerError);
        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        return problem;
    }
}
