using System.Text.Json.Nodes;
using Microsoft.AspNetCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace CaseWorkspace.Identity.Protocol.Engine;

/// <summary>What makes the engine, which knows no DPoP, bind tokens to keys (<see cref="SenderConstraint"/>).</summary>
public static class BoundTokens
{
    /// <summary>Of a code that is asked for: the key that its request named.</summary>
    public static string? AskedFor(OpenIddictRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return SenderConstraint.ThumbprintOf((string?)request[SenderConstraint.KeyParameter]);
    }

    /// <summary>Makes the access token say to whose key it is bound (RFC 9449, 6.1).</summary>
    public static ValueTask ConfirmAsync(ProcessSignInContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.EndpointType == OpenIddictServerEndpointType.Token && context.Principal?.GetClaim(SenderConstraint.Key) is { } key)
            context.AccessTokenPrincipal?.SetClaim("cnf", new JsonObject { ["jkt"] = key });
        return default;
    }

    public static ValueTask NameTypeAsync(ProcessSignInContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.EndpointType == OpenIddictServerEndpointType.Token && context.Response.AccessToken is not null && context.Principal?.GetClaim(SenderConstraint.Key) is not null)
            context.Response.TokenType = "DPoP";
        return default;
    }
}

/// <summary>A pushed request that comes with a proof binds its code to the proven key (RFC 9449, 10.1).</summary>
public sealed class BindPushedRequest(SenderConstraint constraint, TimeProvider clock) : IOpenIddictServerHandler<ValidatePushedAuthorizationRequestContext>
{
    public async ValueTask HandleAsync(ValidatePushedAuthorizationRequestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (key, error, description) = await constraint.OfPushedRequestAsync(
            context.Transaction.GetHttpRequest()!.HttpContext, (string?)context.Request[SenderConstraint.KeyParameter], context.CancellationToken);
        if (error is not null)
            context.Reject(error, description);
        else if (key is not null)
            context.Request[SenderConstraint.KeyParameter] = key;
        // To the millisecond: the engine's own time is cut off at the second. A value that the client sends here is overwritten.
        context.Request[SenderConstraint.PushedAtParameter] = clock.GetUtcNow().ToUnixTimeMilliseconds();
    }
}

/// <summary>At the userinfo endpoint, in the place of the engine's own check, which knows certificates alone: a bound token wants its proof.</summary>
public sealed class ProvePossession(SenderConstraint constraint) : IOpenIddictServerHandler<ValidateTokenContext>
{
    public async ValueTask HandleAsync(ValidateTokenContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.DisableProofOfPossessionValidation || context.Transaction.EndpointType != OpenIddictServerEndpointType.UserInfo)
            return;
        var bound = context.Principal?.GetClaim("cnf") is { } confirmation ? (string?)JsonNode.Parse(confirmation)?["jkt"] : null;
        if (await constraint.FaultOfUseAsync(context.Transaction.GetHttpRequest()!.HttpContext, context.Token, bound, context.CancellationToken) is { } fault)
            context.Reject(ProtocolErrors.InvalidToken, fault);
    }
}
