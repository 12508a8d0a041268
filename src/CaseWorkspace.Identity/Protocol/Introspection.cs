using CaseWorkspace.Identity.Accounts;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace CaseWorkspace.Identity.Protocol;

/// <summary>
/// Whether an access token still stands (RFC 7662), asked by the workspace while the token has not run out. The engine knows
/// what was revoked; the session and its account are read beside it, so that a sign-out, a suspension or a role taken binds at once, even before the engine hears of it.
/// </summary>
public sealed class Introspection(Sessions sessions) : IOpenIddictServerHandler<HandleIntrospectionRequestContext>
{
    /// <summary>A person who is allowed the endpoint may ask about tokens made for the API, whichever client they were given to.</summary>
    public static ValueTask OnlyTokensOfTheApi(ValidateIntrospectionRequestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.GenericTokenPrincipal?.HasAudience(ProtocolSetup.ApiScope) != true)
            context.Reject(Errors.InvalidToken, "The token is not for the API.");
        return default;
    }

    public async ValueTask HandleAsync(HandleIntrospectionRequestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        // A client's own token names no account: it stands until it runs out or is revoked.
        if (!Guid.TryParse(context.GenericTokenPrincipal?.GetClaim(Claims.Subject), out var id))
            return;
        var account = await sessions.HolderAsync(id, context.GenericTokenPrincipal!.GetClaim("sid"), context.CancellationToken);
        if (account is null || TokenClaims.StandingOf(account) != context.GenericTokenPrincipal!.GetClaim(TokenClaims.Standing))
            context.Reject(Errors.InvalidToken, "What the token says of the account is no longer so.");
    }
}
