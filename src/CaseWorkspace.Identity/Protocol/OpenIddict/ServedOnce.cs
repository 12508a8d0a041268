using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.EntityFrameworkCore.Models;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace CaseWorkspace.Identity.Protocol.Engine;

/// <summary>
/// Codes, refresh tokens, pushed requests and client assertions serve once. One conditional statement spends each; its row count
/// decides who wins, on any node. A person who comes second ends the whole chain: the authorisation falls, and with it what the
/// winner got, also what it is only about to get. The engine's own redemption ignores a lost race of refresh tokens.
/// </summary>
public sealed class ServedOnce(EngineDatabase database, TimeProvider clock) : IServedOnce
{
    private const string AssertionPrefix = "assertion:";

    /// <summary>Longer than any node's clock is late.</summary>
    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromMinutes(1);

    /// <summary>In whose name they are kept: the index of subjects finds them.</summary>
    private static readonly string?[] SpentBy = [Clients.Web, SenderConstraint.Proofs];

    /// <summary>Whether this call, and no other, has spent the token.</summary>
    public async Task<bool> SpendAsync(ClaimsPrincipal token, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return Guid.TryParse(token.GetTokenId(), out var id)
            && await Tokens.Where(entry => entry.Id == id && entry.Status == Statuses.Valid && entry.ExpirationDate > now)
                .ExecuteUpdateAsync(set => set
                    .SetProperty(entry => entry.Status, Statuses.Redeemed)
                    .SetProperty(entry => entry.RedemptionDate, now)
                    .SetProperty(entry => entry.ConcurrencyToken, Guid.CreateVersion7().ToString()), cancel) == 1;
    }

    /// <summary>Whether the token has not been spent and has not run out.</summary>
    public async Task<bool> IsUnspentAsync(ClaimsPrincipal token, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return Guid.TryParse(token.GetTokenId(), out var id)
            && await Tokens.AnyAsync(entry => entry.Id == id && entry.Status == Statuses.Valid && entry.ExpirationDate > now, cancel);
    }

    /// <summary>Each is an entry of its own.</summary>
    public async Task<bool> SpendAssertionAsync(string client, string assertionId, DateTimeOffset until, CancellationToken cancel)
    {
        var key = AssertionPrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{client}\n{assertionId}")));
        var now = clock.GetUtcNow().UtcDateTime;
        return await database.Database.ExecuteSqlAsync(
            $"""
             insert into identity.protocol_tokens (id, reference_id, type, status, subject, creation_date, expiration_date, redemption_date)
             values ({Guid.CreateVersion7()}, {key}, {TokenTypeIdentifiers.Private.ClientAssertion}, {Statuses.Redeemed}, {client}, {now}, {until.UtcDateTime}, {now})
             on conflict (reference_id) do nothing
             """, cancel) == 1;
    }

    public async Task<int> ForgetAssertionsAsync(CancellationToken cancel)
    {
        var before = (await database.NowAsync(cancel) - KeptAfterEnd).UtcDateTime;
        return await Tokens.Where(entry => SpentBy.Contains(entry.Subject) && entry.Type == TokenTypeIdentifiers.Private.ClientAssertion && entry.ExpirationDate < before).ExecuteDeleteAsync(cancel);
    }

    /// <summary>The authorisation and every token of it fall; so does a token that the winner of a race makes a moment later.</summary>
    public async Task EndChainAsync(string? authorization, CancellationToken cancel)
    {
        if (!Guid.TryParse(authorization, out var id))
            return;
        await database.Set<OpenIddictEntityFrameworkCoreAuthorization<Guid>>().Where(entry => entry.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Status, Statuses.Revoked), cancel);
        await Tokens.Where(entry => entry.Authorization!.Id == id && entry.Status == Statuses.Valid)
            .ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Status, Statuses.Revoked), cancel);
    }

    private IQueryable<OpenIddictEntityFrameworkCoreToken<Guid>> Tokens => database.Set<OpenIddictEntityFrameworkCoreToken<Guid>>();
}

/// <summary>Spends the code, the refresh token or the pushed request before anything is made from it.</summary>
public sealed class SpendToken(ServedOnce once) : IOpenIddictServerHandler<ProcessSignInContext>
{
    public async ValueTask HandleAsync(ProcessSignInContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var shown = context.Transaction.GetProperty<ProcessAuthenticationContext>(typeof(ProcessAuthenticationContext).FullName!);
        var (token, error) = context.EndpointType switch
        {
            OpenIddictServerEndpointType.Token when context.Request.IsAuthorizationCodeGrantType() => (shown?.AuthorizationCodePrincipal, Errors.InvalidGrant),
            OpenIddictServerEndpointType.Token when context.Request.IsRefreshTokenGrantType() => (shown?.RefreshTokenPrincipal, Errors.InvalidGrant),
            OpenIddictServerEndpointType.Authorization => (shown?.RequestTokenPrincipal, Errors.InvalidRequestUri),
            _ => (null, ""),
        };
        if (token is null || await once.SpendAsync(token, context.CancellationToken))
            return;
        await once.EndChainAsync(token.GetAuthorizationId(), context.CancellationToken);
        context.Reject(error, "It was used before, and serves once.");
    }
}

/// <summary>
/// In the place of the engine's own check, which it asks: a code or refresh token that comes again after it was spent has been stolen or
/// lost, and its chain ends. A pushed request that is spent or has run out is let through to our own endpoint, which can send it back to
/// its client.
/// </summary>
public sealed class CheckTokenEntry(ServedOnce once, IOpenIddictTokenManager tokens) : IOpenIddictServerHandler<ValidateTokenContext>
{
    private readonly OpenIddictServerHandlers.Protection.ValidateTokenEntry engine = new(tokens);

    /// <summary>Whether a pushed request, and nothing else, is being read.</summary>
    public static bool IsPushedRequest(ValidateTokenContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.ValidTokenTypes is { Count: 1 } types && types.Contains(TokenTypeIdentifiers.Private.RequestToken);
    }

    public async ValueTask HandleAsync(ValidateTokenContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (IsPushedRequest(context))
            return;
        if (context.TokenId is { } id && await tokens.FindByIdAsync(id, context.CancellationToken) is { } token
            && await tokens.HasStatusAsync(token, Statuses.Redeemed, context.CancellationToken))
        {
            await once.EndChainAsync(context.AuthorizationId, context.CancellationToken);
        }
        await engine.HandleAsync(context);
    }
}

/// <summary>A client's signed assertion serves once, at any endpoint and on any node: it is known by its jti.</summary>
public sealed class SpendAssertion(ServedOnce once) : IOpenIddictServerHandler<ProcessAuthenticationContext>
{
    public async ValueTask HandleAsync(ProcessAuthenticationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        // What it must be was asked when it was checked (ClientAssertions).
        if (!context.IsRejected && context.ClientAssertionPrincipal is { } assertion
            && !await once.SpendAssertionAsync(assertion.GetClaim(Claims.Issuer)!, assertion.GetClaim(Claims.JwtId)!, assertion.GetExpirationDate()!.Value, context.CancellationToken))
        {
            context.Reject(Errors.InvalidClient, "This client assertion was used before.");
        }
    }
}
