using System.Text.Json;
using CaseWorkspace.Platform.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;

namespace CaseWorkspace.Web.SignIn;

/// <summary>
/// Whether a token is shown by whom it was given to (RFC 9449): a bound one under <c>DPoP</c> with a proof of its key for this request, which serves
/// once on any node; one that is bound to no key under <c>Bearer</c>. The tokens of this host's own sessions never leave it, and serve nobody here.
/// </summary>
public sealed class TokenBinding(SpentTokens spent, OidcSettings settings, IConfiguration configuration, TimeProvider clock)
{
    private readonly Uri _origin = SafeSettings.PublicAddress(configuration);

    /// <summary>What is wrong; null where nothing is.</summary>
    public async Task<string?> FaultOf(HttpContext http, JsonWebToken token)
    {
        if (settings.Claims is null && token.TryGetPayloadValue<string>("client_id", out var client) && string.Equals(client, settings.ClientId, StringComparison.Ordinal))
        {
            return "The token is of a session of the workspace itself.";
        }

        var key = token.TryGetPayloadValue<JsonElement>("cnf", out var confirmation) && confirmation.ValueKind == JsonValueKind.Object
            && confirmation.TryGetProperty("jkt", out var jkt) && jkt.ValueKind == JsonValueKind.String ? jkt.GetString() : null;
        var isShownBound = http.Request.Headers.Authorization.ToString().StartsWith(DpopProof.Scheme, StringComparison.OrdinalIgnoreCase);
        if (key is null || !isShownBound)
        {
            return key is null && !isShownBound ? null : "A token that is bound to a key is shown as DPoP, with a proof, and no other is.";
        }

        if (DpopProof.Read(http, _origin, token.EncodedToken, clock.GetUtcNow(), out var fault) is not { } proof)
        {
            return fault;
        }

        return !string.Equals(proof.Thumbprint, key, StringComparison.Ordinal) ? "The DPoP proof is by another key."
            : await spent.Spend($"dpop {proof.Thumbprint} {proof.Id}", proof.Until, http.RequestAborted) ? null : "The DPoP proof was used before.";
    }
}
