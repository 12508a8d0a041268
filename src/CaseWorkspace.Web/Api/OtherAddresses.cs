using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web;
using Microsoft.AspNetCore.Routing.Template;

namespace CaseWorkspace.Web.Api;

/// <summary>What is answered under /api where no route takes the call.</summary>
internal static class OtherAddresses
{
    /// <summary>
    /// 405 with the methods that the address takes, where it takes others; 415 where it takes this one, but no such body;
    /// otherwise what is no route answers like what is no file.
    /// </summary>
    public static IResult Answer(HttpContext http, EndpointDataSource routes)
    {
        string[] methods =
        [
            .. routes.Endpoints.OfType<RouteEndpoint>()
                .Where(route => route.Metadata.GetMetadata<OperationMetadata>() is not null && Takes(route, http.Request.Path))
                .SelectMany(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        if (methods.Length == 0)
        {
            return Problems.Answer(Refusal.Missing);
        }

        if (methods.Contains(http.Request.Method, StringComparer.OrdinalIgnoreCase))
        {
            return Problems.Answer(Problems.Of("media-type", StatusCodes.Status415UnsupportedMediaType));
        }

        http.Response.Headers.Allow = string.Join(", ", methods);
        return Problems.Answer(Problems.Of("method-not-allowed", StatusCodes.Status405MethodNotAllowed));
    }

    private static bool Takes(RouteEndpoint route, PathString path)
    {
        var values = new RouteValueDictionary();
        return new TemplateMatcher(new RouteTemplate(route.RoutePattern), new RouteValueDictionary()).TryMatch(path, values)
            && route.RoutePattern.ParameterPolicies.All(parameter => parameter.Value.All(policy =>
                policy.Content is not "guid" || Guid.TryParse(values[parameter.Key]?.ToString(), out _)));
    }
}
