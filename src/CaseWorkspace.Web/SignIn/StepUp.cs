using System.Security.Claims;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Web.Frame;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace CaseWorkspace.Web.SignIn;

/// <summary>
/// Asks the person in front of a page for a second factor, used now: at the identity server, and back to the page. The session
/// is then a new one, whose tokens say when the factor was used; turning back leaves the old one as it was. See docs/adr/0011.
/// </summary>
public static class StepUp
{
    /// <summary><c>GET /step-up?returnUrl=…</c>, for the people who are signed in; leads back to our own pages only.</summary>
    public const string Path = "/step-up";

    /// <summary>What the identity server is asked for, in <c>acr_values</c>, and says it did, in <c>acr</c>.</summary>
    public const string Context = IssuerClaims.SecondFactorContext;

    private const string Person = "step-up.person";
    private const string Row = "step-up.row";

    /// <summary>Sends the person to the identity server.</summary>
    public static IResult Begin(ClaimsPrincipal user, string? returnUrl, bool again)
    {
        var properties = new AuthenticationProperties { RedirectUri = LocalPath.Of(returnUrl) };
        properties.Items[Person] = user.FindFirstValue("sub");
        properties.Items[Row] = user.FindFirstValue(SessionTickets.RowClaim);
        RoundAgain.Note(properties, again);
        return Results.Challenge(properties, [SignInSetup.Oidc]);
    }

    /// <summary>Who steps up; null where somebody signs in.</summary>
    public static string? PersonOf(AuthenticationProperties properties) => properties.Items.TryGetValue(Person, out var person) ? person : null;

    /// <summary>On the way there: what is asked for.</summary>
    public static void Ask(RedirectContext context)
    {
        if (context.Properties.Items.ContainsKey(Person))
        {
            var table = context.HttpContext.RequestServices.GetRequiredService<OidcSettings>().Claims;
            context.ProtocolMessage.AcrValues = table is null ? Context : table.SecondFactorAsked is { Length: > 0 } asked ? asked : null;
            if (table is not null)
            {
                // Another issuer does not know how fresh is fresh enough: the person signs in anew, and auth_time says when (OpenID Connect Core 1.0, 3.1.2.1).
                context.ProtocolMessage.MaxAge = "0";
            }
        }
    }

    /// <summary>On the way back: whether this is the same person, with a second factor used just now; true where none was asked for.</summary>
    public static bool IsSatisfied(AuthenticationProperties properties, ClaimsPrincipal principal, DateTimeOffset now) =>
        !properties.Items.TryGetValue(Person, out var person)
        || (string.Equals(principal.FindFirstValue("sub"), person, StringComparison.Ordinal)
            && string.Equals(principal.FindFirstValue("acr"), Context, StringComparison.Ordinal)
            && AccessPolicy.IsFresh(ActorClaims.Read(principal)?.SecondFactorAt, now));

    /// <summary>The new session takes the old one's place in the browser.</summary>
    public static async Task Replace(TicketReceivedContext context)
    {
        if (context.Properties is { } properties && properties.Items.Remove(Person) && properties.Items.Remove(Row, out var row) && row is not null)
        {
            await context.HttpContext.RequestServices.GetRequiredService<SessionTickets>().Retire(row);
        }
    }

    /// <summary>The person turned back: to the page, with the session as it was.</summary>
    public static Task TurnBack(AccessDeniedContext context)
    {
        if (context.Properties?.Items.ContainsKey(Person) == true)
        {
            context.Response.Redirect(LocalPath.Of(context.Properties.RedirectUri));
            context.HandleResponse();
        }

        return Task.CompletedTask;
    }
}
