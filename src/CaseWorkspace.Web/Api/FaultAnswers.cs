using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Storage;
using CaseWorkspace.Platform.Web;
using CaseWorkspace.Platform.Web.Frame;
using CaseWorkspace.Web.SignIn;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CaseWorkspace.Web.Api;

/// <summary>
/// Turns what goes wrong outside a decision into problem documents: a body that cannot be read names the member at fault;
/// an unexpected fault says nothing but a trace id, by which the log tells the rest.
/// </summary>
internal sealed partial class FaultAnswers(ILogger<FaultAnswers> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (NotAnswering.Of(exception) is { } away)
        {
            Away(log, exception, away, TraceOf(httpContext));
            await NotAnswering.Answer(httpContext, away);
            return true;
        }

        if (!httpContext.IsOfApi())
        {
            await UnexpectedPage(httpContext, exception).ExecuteAsync(httpContext);
            return true;
        }

        var problem = exception switch
        {
            BadHttpRequestException { InnerException: JsonException json } => BadJson(json),
            BadHttpRequestException bad => BadRequest(bad),
            UnreadableException unreadable => Unreadable(unreadable.Fault),
            _ => Unexpected(httpContext, exception),
        };
        httpContext.Response.StatusCode = problem.Status!.Value;
        await Problems.Answer(problem).ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>Gives answers that carry a status only (405, 413, 415, 429 …) their document, and addresses that are none a page.</summary>
    public static Task AnswerEmpty(StatusCodeContext context)
    {
        var http = context.HttpContext;
        return http.IsOfApi()
            ? Problems.Answer(Problems.Of(CodeOf(http.Response.StatusCode), http.Response.StatusCode)).ExecuteAsync(http)
            : http.Response.StatusCode == StatusCodes.Status404NotFound && http.GetEndpoint() is null ? NothingThere(http)
            : Task.CompletedTask;
    }

    /// <summary>An address that is none: costs what a static page costs.</summary>
    public static Task NothingThere(HttpContext http) =>
        new RazorComponentResult<PlainPage>(new { Words = "problem.not-found", SignIn = http.User.Identity?.IsAuthenticated != true }) { StatusCode = StatusCodes.Status404NotFound }.ExecuteAsync(http);

    private static string CodeOf(int status) => status switch
    {
        // Of the refusals, only that of other origins comes without a document.
        StatusCodes.Status403Forbidden => "own-pages-only",
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
        problem.Extensions["errors"] = Members(fault).ToDictionary(
            member => member, _ => new[] { Texts.Get(fault is UnreadableTimeException ? "problem.bad-time" : "problem.bad-json.member") }, StringComparer.Ordinal);
        return problem;
    }

    /// <summary>A parameter of the address or of the query that is missing or cannot be read.</summary>
    private static ProblemDetails BadRequest(BadHttpRequestException fault)
    {
        // Named as it stands in the address, also where a record takes up several of them.
        return Parameter().Match(fault.Message) is { Success: true } found
            ? Unreadable(new Fault(JsonNamingPolicy.CamelCase.ConvertName(found.Groups["name"].Value), "bad-parameter"), fault.StatusCode)
            : Problems.Of(CodeOf(fault.StatusCode), fault.StatusCode);
    }

    private static ProblemDetails Unreadable(Fault fault, int status = StatusCodes.Status400BadRequest) => Problems.Of(CodeOf(status), status, fault);

    /// <summary>The paths of the members at fault. Which ones are missing stands only in the message, between quotes.</summary>
    private static string[] Members(JsonException fault)
    {
        var at = fault.Path is { } path ? path[(path.StartsWith("$.", StringComparison.Ordinal) ? 2 : Math.Min(1, path.Length))..] : "";
        var missing = Missing().Match(fault.Message).Groups["name"].Captures.Select(name => at.Length == 0 ? name.Value : $"{at}.{name.Value}").ToArray();
        return missing.Length > 0 ? missing : [at.Length == 0 ? "body" : at];
    }

    /// <summary>The framework leaves what is handled here out of the log.</summary>
    private ProblemDetails Unexpected(HttpContext context, Exception fault)
    {
        var trace = TraceOf(context);
        UnexpectedFault(log, fault, trace);
        var problem = Problems.Of("unexpected", StatusCodes.Status500InternalServerError);
        problem.Extensions["traceId"] = trace;
        return problem;
    }

    /// <summary>To people, by a page; to what asked for a style or a script likewise.</summary>
    private RazorComponentResult<PlainPage> UnexpectedPage(HttpContext context, Exception fault)
    {
        var trace = TraceOf(context);
        UnexpectedFault(log, fault, trace);
        var status = fault is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
        return new RazorComponentResult<PlainPage>(new { Words = "problem.unexpected", Trace = trace }) { StatusCode = status };
    }

    private static string TraceOf(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;

    [LoggerMessage(LogLevel.Error, "An unexpected fault, told to the caller as {Trace}")]
    private static partial void UnexpectedFault(ILogger log, Exception fault, string trace);

    [LoggerMessage(LogLevel.Warning, "What the workspace stands on does not answer ({Code}), told to the caller; {Trace}")]
    private static partial void Away(ILogger log, Exception fault, string code, string trace);

    [GeneratedRegex("missing required properties including: (?:'(?<name>[^']+)'(?:, )?)+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Missing();

    [GeneratedRegex("parameter \"(?:[^\"]+ )?(?<name>\\w+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();
}
