using Microsoft.AspNetCore.Diagnostics;

namespace CaseWorkspace.Web.Api;

/// <summary>Marks the routes of the API, to which programs and scripts send calls and which answer them with problem documents.</summary>
public sealed record ApiMetadata;

/// <summary>Asks what a request reached.</summary>
public static class ApiRequests
{
    /// <summary>
    /// Whether routing chose a route of the API. The path is not asked: routing reads it without regard to case and encoding, and
    /// a second reading that differs from routing's is a way around every check that rests on it.
    /// </summary>
    public static bool IsOfApi(this HttpContext http) =>
        // The exception handler takes the route from the request before it answers.
        (http.GetEndpoint() ?? http.Features.Get<IExceptionHandlerFeature>()?.Endpoint)?.Metadata.GetMetadata<ApiMetadata>() is not null;
}
