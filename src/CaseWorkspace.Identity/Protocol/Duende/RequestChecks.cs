using CaseWorkspace.Platform.Hosting;
using Duende.IdentityServer.Models;
using Duende.IdentityServer.Stores;
using Duende.IdentityServer.Validation;

namespace CaseWorkspace.Identity.Protocol.Engine;

/// <summary>The engine's own part, around which one of ours stands.</summary>
public sealed record EnginesOwn<T>(T Part);

/// <summary>What must be known across the engine's steps of one request.</summary>
public sealed class CurrentRequest
{
    /// <summary>The person of the code or refresh token, looked up again.</summary>
    public (Accounts.Account Account, Accounts.Session Session)? Holder { get; set; }

    /// <summary>Another request has spent what this one wanted to spend.</summary>
    public bool IsRaceLost { get; set; }
}

/// <summary>What a pushed request must hold before the engine looks at it.</summary>
public sealed class PushedRequestChecks(EnginesOwn<IPushedAuthorizationRequestValidator> engine, SenderConstraint constraint, IHttpContextAccessor http) : IPushedAuthorizationRequestValidator
{
    public async Task<PushedAuthorizationValidationResult> ValidateAsync(PushedAuthorizationRequestValidationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var parameters = context.RequestParameters;
        if (parameters["request"] is not null)
            return new("request_not_supported", "Signed requests are not taken.");
        // The form-post page needs an inline script, which our content-security policy forbids.
        if (parameters["response_mode"] is not (null or "query"))
            return new(ProtocolErrors.InvalidRequest, "The answer travels in the query alone.");
        var request = http.HttpContext!;
        var (key, error, description) = await constraint.OfPushedRequestAsync(request, parameters[SenderConstraint.KeyParameter], request.RequestAborted);
        if (error is not null)
            return new(error, description!);
        if (key is not null)
            parameters[SenderConstraint.KeyParameter] = key;
        // It is checked and spent.
        context.DPoPProofToken = null!;
        parameters.Remove("client_assertion");
        return await engine.Part.ValidateAsync(context);
    }
}

/// <summary>What a token request must hold, before the engine looks at it and after.</summary>
public sealed class TokenRequestChecks(
    EnginesOwn<ITokenRequestValidator> engine, IRefreshTokenStore refreshTokens, TokenRules rules, CurrentRequest current, IHttpContextAccessor http) : ITokenRequestValidator
{
    public async Task<TokenRequestValidationResult> ValidateRequestAsync(TokenRequestValidationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (form, client) = (context.RequestParameters, context.ClientValidationResult.Client!.ClientId);
        var refreshToken = form["refresh_token"] ?? "";
        var isRefresh = form["grant_type"] == "refresh_token";
        if (!isRefresh && form["grant_type"] is not (null or "authorization_code"))
            return Refuse("unsupported_grant_type", "There is no such grant here.");
        if (!isRefresh && string.IsNullOrEmpty(form["code_verifier"]))
            return Refuse(ProtocolErrors.InvalidRequest, "The code_verifier is missing.");
        // Whose key was proven, the engine compares.
        var isBound = isRefresh && refreshToken.Length > 0 && await refreshTokens.GetRefreshTokenAsync(refreshToken) is { ProofType: ProofType.DPoP };
        if (string.IsNullOrEmpty(context.DPoPProofToken) && rules.FaultOfKey(client, isRefresh, null, isBound ? "" : null) is { } fault)
            return Refuse(ProtocolErrors.InvalidProof, fault);

        var result = await engine.Part.ValidateRequestAsync(context);
        if (result.IsError)
            return result;
        // The engine spends a code when all about it but the verifier is right, and a refresh token only when the new one is made: too late for two that come at once.
        if (isRefresh)
            await refreshTokens.RemoveRefreshTokenAsync(refreshToken);
        if (current.IsRaceLost)
            return Refuse(ProtocolErrors.InvalidGrant, "It was used before, and serves once.");
        if (isRefresh && current.Holder is var (_, session))
            await rules.UsedAsync(session, client, form[TokenRules.IdleSeconds], http.HttpContext!.RequestAborted);
        return result;
    }

    private static TokenRequestValidationResult Refuse(string error, string description) => new(null!, error, description);
}

/// <summary>Proofs of possession are read by our own reader, which the API uses too, and each serves once, on any node.</summary>
public sealed class ProofChecks(IServedOnce once, IHttpContextAccessor http, TimeProvider clock) : IDPoPProofValidator
{
    public async Task<DPoPProofValidatonResult> ValidateAsync(DPoPProofValidatonContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var proof = DpopProof.Read(context.ProofToken, context.Method, new Uri(context.Url), context.AccessToken, clock.GetUtcNow(), out var fault);
        if (proof is not null && !await once.SpendAssertionAsync(SenderConstraint.Proofs, $"{proof.Thumbprint} {proof.Id}", proof.Until, http.HttpContext!.RequestAborted))
            (proof, fault) = (null, "The DPoP proof was used before.");
        return proof is null
            ? new DPoPProofValidatonResult { IsError = true, Error = ProtocolErrors.InvalidProof, ErrorDescription = fault }
            : new DPoPProofValidatonResult { IsError = false, JsonWebKeyThumbprint = proof.Thumbprint, TokenId = proof.Id, Confirmation = $$"""{"jkt":"{{proof.Thumbprint}}"}""" };
    }
}
