using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace CaseWorkspace.Identity.Protocol.Engine;

/// <summary>Makes the engine answer <i>active</i> only where <see cref="TokenRules.StandsAsync"/> holds too.</summary>
public sealed class Introspection(TokenRules rules) : IOpenIddictServerHandler<HandleIntrospectionRequestContext>
{
    /// <summary>A person who is allowed the endpoint may ask about tokens made for the API, given to any client.</summary>
    public static ValueTask OnlyTokensOfTheApi(ValidateIntrospectionRequestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.GenericTokenPrincipal?.HasAudience(ProtocolSetup.ApiScope) != true)
            context.Reject(ProtocolErrors.InvalidToken, "The token is not for the API.");
        return default;
    }

    public async ValueTask HandleAsync(HandleIntrospectionRequestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var token = context.GenericTokenPrincipal;
        if (!await rules.StandsAsync(token?.GetClaim(TokenClaims.Subject), token?.GetClaim(TokenClaims.Session), token?.GetClaim(TokenClaims.Standing), context.CancellationToken))
            context.Reject(ProtocolErrors.InvalidToken, "What the token says of the account is no longer so.");
    }
}
