using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CaseWorkspace.Identity.Protocol;

/// <summary>
/// What a client's signed assertion must be (private_key_jwt, RFC 7523, as FAPI 2.0 narrows it): by a key of the web host, PS256 or ES256, for this
/// issuer's name alone and not in a list, named, short, and of now.
/// </summary>
public sealed class ClientAssertions(WebKeys keys, IdentitySettings settings, TimeProvider clock)
{
    /// <summary>In characters: nobody's takes a tenth of it.</summary>
    public const int Longest = 4096;

    public static readonly string[] Algorithms = [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSsaPssSha256];

    /// <summary>Shorter than spent ones are kept (<see cref="ProtocolPruning"/>), or one could come again after that.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(5);

    /// <summary>How far ahead a client's clock may be (FAPI 2.0, 5.3.2.1, wants ten seconds taken and more than sixty refused).</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(15);

    // RFC 7523 knows no type; its successor does. Libraries write the one, the other, or none.
    private static readonly string[] Types = ["", "JWT", "client-authentication+jwt"];

    /// <summary>Whether the web host has signed this: for what is decided before the engine is asked.</summary>
    /// <exception cref="WebKeysAwayException">That cannot be told now.</exception>
    public async Task<bool> IsByWebAsync(string assertion, CancellationToken cancel) => await ReadAsync(assertion, cancel) is not null;

    /// <summary>The assertion, where the web host has signed it; whether it comes for the first time is not asked.</summary>
    /// <exception cref="WebKeysAwayException">That cannot be told now.</exception>
    public async Task<JsonWebToken?> ReadAsync(string? assertion, CancellationToken cancel)
    {
        if (FaultOf(assertion, out var token) is not null)
            return null;
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = Clients.Web,
            ValidAudience = settings.Issuer.AbsoluteUri,
            ValidAlgorithms = Algorithms,
            IssuerSigningKeys = await KeysOfAsync(token, cancel),
            TryAllIssuerSigningKeys = false,
        });
        return result.IsValid ? token : null;
    }

    /// <summary>The keys of which one has signed it, the named one among them where there is such a one.</summary>
    /// <exception cref="WebKeysAwayException">That cannot be told now.</exception>
    public Task<IReadOnlyList<SecurityKey>> KeysOfAsync(JsonWebToken assertion, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(assertion);
        return keys.OfAsync(assertion.Kid, cancel);
    }

    /// <summary>What is wrong with it, beside its signature; null where nothing is.</summary>
    public string? FaultOf(string? assertion, out JsonWebToken token)
    {
        try
        {
            token = new JsonWebToken(assertion is { Length: > 0 and <= Longest } ? assertion : "");
            return FaultOf(token);
        }
        // The library reads what stands in it when it is asked, and finds then that it is no time or no text.
        catch (Exception fault) when (fault is ArgumentException or SecurityTokenException or JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            token = null!;
            return "The client assertion cannot be read.";
        }
    }

    private string? FaultOf(JsonWebToken token)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return token.Issuer != Clients.Web ? "No other client shows assertions."
            // What must be understood is not (RFC 7515, 4.1.11); the library overlooks it.
            : token.TryGetHeaderValue<JsonElement>("crit", out _) ? "The client assertion names an extension that is unknown here."
            : !Types.Contains(token.Typ ?? "", StringComparer.OrdinalIgnoreCase) ? "The type of the client assertion is another one."
            : !IsForTheIssuerAlone(token) ? "The audience of a client assertion is the issuer's name, as one text."
            : token.Id is not { Length: > 0 and <= 500 } ? "A client assertion must carry a jti."
            : token.Subject != token.Issuer ? "A client assertion names its client as issuer and as subject."
            : token.ValidTo == DateTime.MinValue || token.ValidTo > now + LongestLife + ClockSkew ? $"A client assertion lives {LongestLife.TotalMinutes:0} minutes at most."
            : token.ValidTo <= now ? "The client assertion has run out."
            : token.ValidFrom > now + ClockSkew || token.IssuedAt > now + ClockSkew ? "The client assertion is of a time to come."
            : null;
    }

    /// <summary>Read from the text: to the library one audience and a list of one are the same.</summary>
    private bool IsForTheIssuerAlone(JsonWebToken token)
    {
        using var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload));
        return payload.RootElement.TryGetProperty("aud", out var audience) && audience.ValueKind == JsonValueKind.String
            && audience.GetString() == settings.Issuer.AbsoluteUri;
    }
}
