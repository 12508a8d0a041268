using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Platform.Web.Frame;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace CaseWorkspace.Identity.Pages;

/// <summary>
/// A form whose token is no longer the right one: the page stood open too long, or somebody signed in on another tab meanwhile.
/// Nothing was done; the person gets the same page anew, with where they were going, or goes on where they are signed in already.
/// A form without any token was never ours and is refused.
/// </summary>
public sealed class StalePages(ILookupNormalizer names) : IAsyncAlwaysRunResultFilter
{
    /// <summary>In the address of a page that is shown anew for that reason.</summary>
    public const string Mark = "stale";

    private const string Token = "__RequestVerificationToken";

    public Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var http = context.HttpContext;
        if (context.Result is IAntiforgeryValidationFailedResult && http.Request.HasFormContentType && http.Request.Form[Token].Count > 0)
            context.Result = new LocalRedirectResult(LocalPath.Of(IsSignedInAlready(http) ? http.Request.Query["returnUrl"].ToString() : Anew(http.Request)));
        return next();
    }

    private bool IsSignedInAlready(HttpContext http) =>
        http.Request.Path.Equals("/sign-in", StringComparison.OrdinalIgnoreCase)
        && http.SignedInAccount() is { } account
        && names.NormalizeName(Accounts.UserName.Clean(http.Request.Form["UserName"])) == account.NormalizedUserName;

    private static string Anew(HttpRequest request) => request.Path + QueryString.Create(
        request.Query.Where(pair => pair.Key is not ("handler" or Mark))
            .SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value)).Append(KeyValuePair.Create<string, string?>(Mark, "true")));
}
