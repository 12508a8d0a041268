using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NetEscapades.AspNetCore.SecurityHeaders.Headers;
using NetEscapades.AspNetCore.SecurityHeaders.Infrastructure;

namespace CaseWorkspace.Platform.Hosting;

/// <summary>
/// What every answer of a host says to the browser, with every status: the headers are set when the answer starts, so that an
/// error handler that clears the answer does not clear them. Identity compiles this file into itself.
/// </summary>
public static class SecurityHeaders
{
    private const int OneYear = 365 * 24 * 60 * 60;

    /// <summary>Sets the headers. Comes before everything that can answer a request.</summary>
    /// <param name="app">The host.</param>
    /// <param name="contentPolicy">What the host's own pages may load and where their forms may lead; all else is forbidden.</param>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app, Action<CspBuilder> contentPolicy)
    {
        var headers = new HeaderPolicyCollection()
            .AddContentSecurityPolicy(policy =>
            {
                policy.AddDefaultSrc().None();
                policy.AddObjectSrc().None();
                policy.AddFrameAncestors().None();
                contentPolicy(policy);
            })
            .AddContentTypeOptionsNoSniff()
            .AddFrameOptionsDeny()
            .AddReferrerPolicySameOrigin()
            .AddCrossOriginOpenerPolicy(policy => policy.SameOrigin())
            .AddCrossOriginResourcePolicy(policy => policy.SameOrigin())
            .AddPermissionsPolicy(policy =>
            {
                policy.AddCamera().None();
                policy.AddMicrophone().None();
                policy.AddGeolocation().None();
                policy.AddPayment().None();
                policy.AddUsb().None();
            })
            .AddStrictTransportSecurityMaxAgeIncludeSubDomains(OneYear);
        headers["Cache-Control"] = new NotStoredUnlessStated();
        return app.UseSecurityHeaders(headers);
    }

    /// <summary>An answer is stored nowhere, unless it says itself that it may be.</summary>
    private sealed class NotStoredUnlessStated : IHeaderPolicy
    {
        public string Header => "Cache-Control";

        public void Apply(HttpContext context, CustomHeadersResult result)
        {
            if (context.Response.Headers.CacheControl.Count == 0)
            {
                result.SetHeaders[Header] = "no-store";
            }
        }
    }
}
