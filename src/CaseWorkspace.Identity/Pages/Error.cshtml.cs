using System.Diagnostics;
using CaseWorkspace.Identity.Protocol;
using CaseWorkspace.Platform.Hosting;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseWorkspace.Identity.Pages;

/// <summary>Shown in place of a page that failed, after a request of any method.</summary>
[IgnoreAntiforgeryToken]
public sealed class ErrorModel : PageModel
{
    public string Kind { get; private set; } = "Fault";
    public string? Code { get; private set; }
    public string Trace => Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;

    public void OnGet(int? status) => Describe(status);

    public void OnPost(int? status) => Describe(status);

    private void Describe(int? status)
    {
        if (DatabaseFaults.IsAway(HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error))
        {
            Kind = "Away";
            HttpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            HttpContext.Response.Headers.RetryAfter = "5";
            if (HttpMethods.IsGet(HttpContext.Request.Method))
                HttpContext.Response.Headers["Refresh"] = "5";
            return;
        }
        var fault = ProtocolSetup.FaultOf(HttpContext);
        Code = fault?.Code;
        Kind = fault is not null ? "Client" : status switch
        {
            404 => "Missing",
            503 => "Clock",
            429 => "TooMany",
            400 => "Stale",
            _ => "Fault",
        };
        if (HttpContext.Response.StatusCode == StatusCodes.Status200OK)
            HttpContext.Response.StatusCode = StatusCodes.Status404NotFound;
    }
}
