using Microsoft.Extensions.Primitives;

namespace CaseWorkspace.Identity.Protocol;

/// <summary>What is wrong with a request before any engine looks at it, for our error page.</summary>
public sealed record RequestFault(string Code, string Description);

/// <summary>
/// The form of requests, which engines do not ask: of a parameter that comes twice they take one or make one of both (RFC 6749, 3.1 and 3.2, let none
/// come twice), and at a form that cannot be read they fall.
/// </summary>
public sealed class RequestForm(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!context.Request.Path.StartsWithSegments("/connect", StringComparison.OrdinalIgnoreCase) || await FaultOfAsync(context) is not { } fault)
        {
            await next(context);
        }
        else if (IsForPeople(context.Request.Path))
        {
            context.Features.Set(new RequestFault(ProtocolErrors.InvalidRequest, fault));
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        else
        {
            await ProtocolErrors.WriteAsync(context, ProtocolErrors.InvalidRequest, fault);
        }
    }

    private static async Task<string?> FaultOfAsync(HttpContext context)
    {
        var request = context.Request;
        try
        {
            IEnumerable<KeyValuePair<string, StringValues>> sent = request.HasFormContentType ? await request.ReadFormAsync(context.RequestAborted) : [];
            return HttpMethods.IsPost(request.Method) && !request.HasFormContentType && !IsUserInfo(request.Path) ? "A form must be posted."
                : sent.Concat(request.Query).Any(parameter => parameter.Value.Count > 1) ? "A parameter comes once."
                : null;
        }
        catch (InvalidDataException)
        {
            return "The form cannot be read.";
        }
    }

    private static bool IsForPeople(PathString path) => path == "/connect/authorize" || path == "/connect/end-session";

    /// <summary>It is asked by a header alone, too.</summary>
    private static bool IsUserInfo(PathString path) => path == "/connect/userinfo";
}
