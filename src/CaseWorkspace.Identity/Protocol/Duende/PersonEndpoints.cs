using System.Text.Json.Nodes;
using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Platform.Hosting;
using Duende.IdentityServer.Hosting;
using Duende.IdentityServer.ResponseHandling;
using Duende.IdentityServer.Stores;
using Duende.IdentityServer.Validation;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;

namespace CaseWorkspace.Identity.Protocol.Engine;

/// <summary>An error as OAuth writes it.</summary>
public sealed class ProtocolError(string error, string? description) : IEndpointResult
{
    public Task ExecuteAsync(HttpContext context) => ProtocolErrors.WriteAsync(context, error, description);
}

/// <summary>An answer of ours, as the engine wants it.</summary>
public sealed class OwnResult(IResult result) : IEndpointResult
{
    public Task ExecuteAsync(HttpContext context) => result.ExecuteAsync(context);
}

/// <summary>Whether an access token still stands: what the engine checks of it, and what it does not ask.</summary>
public sealed class AccessTokens(ITokenValidator engine, Grants grants, ServedOnce once)
{
    /// <summary>Only in access tokens: the chain they hang on.</summary>
    public const string Chain = "cw_chain";

    /// <summary>What it says, as one JSON; none where it is none of ours, has run out or was revoked, or where its chain has ended.</summary>
    public async Task<JsonObject?> ReadAsync(string? token, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(token) || !token.Contains('.') || await engine.ValidateAccessTokenAsync(token) is not { IsError: false })
            return null;
        var payload = JsonNode.Parse(Base64UrlTextEncoder.Decode(token.Split('.')[1]))!.AsObject();
        return await grants.StandsAsync((string?)payload[Chain], cancel) && !await once.IsTokenRevokedAsync((string?)payload["jti"], cancel) ? payload : null;
    }
}

/// <summary>
/// The userinfo endpoint. The engine's own takes any bearer of a bound token, and asks nothing of its chain.
/// </summary>
public sealed class UserInfoEndpoint(AccessTokens tokens, SenderConstraint constraint, TokenRules rules) : IEndpointHandler
{
    public async Task<IEndpointResult?> ProcessAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var shown = await ShownAsync(context);
        var token = await tokens.ReadAsync(shown, context.RequestAborted);
        if (token is null || (string?)token["scope"] is not { } scope || !scope.Split(' ').Contains("openid")
            || await constraint.FaultOfUseAsync(context, shown, (string?)token["cnf"]?["jkt"], context.RequestAborted) is not null
            || await rules.HolderAsync((string?)token[TokenClaims.Subject], (string?)token[TokenClaims.Session], context.RequestAborted) is not { } account)
        {
            context.Response.Headers.WWWAuthenticate = $"Bearer error=\"{ProtocolErrors.InvalidToken}\"";
            return new OwnResult(Results.Json(new { error = ProtocolErrors.InvalidToken }, statusCode: StatusCodes.Status401Unauthorized));
        }
        return new OwnResult(Results.Json(TokenClaims.UserInfoOf(account)));
    }

    private static async Task<string?> ShownAsync(HttpContext context)
    {
        foreach (var scheme in new[] { "Bearer ", DpopProof.Scheme })
        {
            if (context.Request.Headers.Authorization is [{ } header] && header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
                return header[scheme.Length..].Trim();
        }
        return context.Request.HasFormContentType && (await context.Request.ReadFormAsync(context.RequestAborted))["access_token"] is [{ } token] ? token : null;
    }
}

/// <summary>
/// Sign-out. A client that proves by its id token that it speaks for this very session ends it at once; anybody else's link makes us ask the user first.
/// The engine's own leads to a page of its making each time.
/// </summary>
public sealed class EndSessionEndpoint(ITokenValidator tokens, RegisteredClients clients, AuthorizationSteps steps) : IEndpointHandler
{
    public async Task<IEndpointResult?> ProcessAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var query = await Interaction.QueryOfAsync(context);
        var asked = QueryHelpers.ParseQuery(query.Value);
        var hint = asked.TryGetValue("id_token_hint", out var shown) ? await HintOfAsync(shown.ToString()) : null;
        var named = asked.TryGetValue("client_id", out var id) ? id.ToString() : hint?.Client?.ClientId;
        var (back, client) = (asked.TryGetValue("post_logout_redirect_uri", out var address) ? address.ToString() : null, clients.Find(named));
        if (hint is { IsError: true } || (hint is not null && hint.Client?.ClientId != named)
            || (back is not null && (client is null || !await clients.IsPostLogoutRedirectUriValidAsync(back, client))))
        {
            context.Features.Set(new RequestFault(ProtocolErrors.InvalidRequest, "The id token or the address to come back to is none of this client's."));
            return new OwnResult(Results.StatusCode(StatusCodes.Status400BadRequest));
        }
        if (context.SignedInSession() is { } session)
        {
            if (hint?.Claims?.FirstOrDefault(claim => claim.Type == TokenClaims.Session)?.Value != session.Id.ToString())
            {
                var page = steps.ComeBackFrom("/sign-out", context, new AskedFor(named ?? "") { Prompts = [], UiLocales = asked.TryGetValue("ui_locales", out var locales) ? locales.ToString() : null, Query = query });
                return new OwnResult(Results.LocalRedirect(page.Address));
            }
            await context.EndSessionAsync();
        }
        return new OwnResult(back is null ? Results.LocalRedirect("/sign-in")
            : Results.Redirect(asked.TryGetValue("state", out var state) ? QueryHelpers.AddQueryString(back, "state", state.ToString()) : back));
    }

    /// <summary>It may have run out. A logout token is for the same client and signed by the same key: the type tells them apart, which the engine does not ask.</summary>
    private async Task<TokenValidationResult> HintOfAsync(string token)
    {
        var hint = await tokens.ValidateIdentityTokenAsync(token, null, validateLifetime: false);
        return hint.IsError || new JsonWebToken(token).Typ == "JWT" ? hint : new TokenValidationResult { IsError = true };
    }
}

/// <summary>
/// Introspection: only the web host asks, and only about access tokens for the API, given to any client. The engine's own lets a client
/// ask about its own alone, and a public one too.
/// </summary>
public sealed class IntrospectionEndpoint(IClientSecretValidator proof, AccessTokens tokens, TokenRules rules) : IEndpointHandler
{
    public async Task<IEndpointResult?> ProcessAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!HttpMethods.IsPost(context.Request.Method))
            return new OwnResult(Results.StatusCode(StatusCodes.Status405MethodNotAllowed));
        var client = await proof.ValidateAsync(context);
        if (client.IsError)
            return new ProtocolError(client.Error!, null);
        if (client.Client!.ClientId != Clients.Web)
            return new ProtocolError("unauthorized_client", "The client may not ask.");
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form["token"] is not [{ Length: > 0 } shown])
            return new ProtocolError(ProtocolErrors.InvalidRequest, "The token is missing.");
        context.Response.Headers.CacheControl = "no-store";
        var token = await tokens.ReadAsync(shown, context.RequestAborted);
        if (token is null || (string?)token["aud"] != ProtocolSetup.ApiScope
            || !await rules.StandsAsync((string?)token[TokenClaims.Subject], (string?)token[TokenClaims.Session], (string?)token[TokenClaims.Standing], context.RequestAborted))
            return new OwnResult(Results.Json(new { active = false }));
        token["active"] = true;
        token["token_type"] = token["cnf"] is null ? "Bearer" : "DPoP";
        foreach (var own in new[] { AccessTokens.Chain, TokenClaims.Standing })
            token.Remove(own);
        return new OwnResult(Results.Json(token));
    }
}

/// <summary>Revocation: of a refresh token, with all that hangs on it; of an access token, though the engine takes those for what they say.</summary>
public sealed class Revocation(AccessTokens tokens, IRefreshTokenStore refreshTokens, Grants grants, ServedOnce once, IHttpContextAccessor http) : ITokenRevocationResponseGenerator
{
    public async Task<TokenRevocationResponse> ProcessAsync(TokenRevocationRequestValidationResult validationResult)
    {
        ArgumentNullException.ThrowIfNull(validationResult);
        var (shown, client, cancel) = (validationResult.Token, validationResult.Client.ClientId, http.HttpContext!.RequestAborted);
        if (await tokens.ReadAsync(shown, cancel) is { } token)
        {
            if ((string?)token["client_id"] == client)
                await once.RevokeTokenAsync((string)token["jti"]!, cancel);
        }
        else if (await refreshTokens.GetRefreshTokenAsync(shown) is { } refreshToken && refreshToken.ClientId == client && Guid.TryParse(refreshToken.Description, out var chain))
        {
            await grants.EndAsync(chain, cancel);
        }
        return new TokenRevocationResponse { Success = true };
    }
}
