using CaseWorkspace.Platform.Hosting;

namespace CaseWorkspace.Identity.Protocol;

/// <summary>
/// Binds tokens to a key of the program that asks for them (DPoP, RFC 9449): a code to the key that its request named, an
/// access token and the refresh token of a public client to the key that was proven. A proof serves once, on any node. See docs/adr/0038.
/// </summary>
public sealed class SenderConstraint(IServedOnce once, IdentitySettings settings, TimeProvider clock)
{
    /// <summary>In the place of a client's name, where what serves once is kept: proofs, which any program makes.</summary>
    public const string Proofs = "dpop";

    /// <summary>In an authorization request: the key that alone may use the code.</summary>
    public const string KeyParameter = "dpop_jkt";

    /// <summary>In a pushed request, by ourselves: when it came.</summary>
    public const string PushedAtParameter = "cw_pushed_at";

    /// <summary>Only in codes and refresh tokens, which are encrypted, and in what access tokens are made from.</summary>
    public const string Key = "cw_jkt";

    private const int ThumbprintLength = 43;

    /// <summary>The key that the caller has proven; none where it showed no proof. A fault where the proof is none, or came before.</summary>
    public async Task<(string? Key, string? Fault)> ProvenAsync(HttpContext http, string? token, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (http.Request.Headers[DpopProof.Header].Count == 0)
            return (null, null);
        if (DpopProof.Read(http, settings.Issuer, token, clock.GetUtcNow(), out var fault) is not { } proof)
            return (null, fault);
        return await once.SpendAssertionAsync(Proofs, $"{proof.Thumbprint} {proof.Id}", proof.Until, cancel) ? (proof.Thumbprint, null) : (null, "The DPoP proof was used before.");
    }

    /// <summary>The key to which a pushed request binds its code: the one that it names or that comes with a proof (RFC 9449, 10.1). An error where the two differ, or there is none by that name.</summary>
    public async Task<(string? Key, string? Error, string? Description)> OfPushedRequestAsync(HttpContext http, string? named, CancellationToken cancel)
    {
        var (key, fault) = await ProvenAsync(http, null, cancel);
        return fault is not null || (key is not null && named is not null && named != key)
            ? (null, ProtocolErrors.InvalidProof, fault ?? "The DPoP proof is by another key than dpop_jkt names.")
            : named is not null && ThumbprintOf(named) is null
            ? (null, ProtocolErrors.InvalidRequest, "dpop_jkt is the SHA-256 thumbprint of a key.")
            : (key ?? named, null, null);
    }

    /// <summary>Why an access token cannot be used by this caller of this host itself: it is bound, and its key was not proven for this request; or it is not, and is shown as if it were.</summary>
    public async Task<string?> FaultOfUseAsync(HttpContext http, string? token, string? bound, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(http);
        var isShownBound = http.Request.Headers.Authorization.ToString().StartsWith(DpopProof.Scheme, StringComparison.OrdinalIgnoreCase);
        if (bound is null && !isShownBound)
            return null;
        var (key, fault) = isShownBound ? await ProvenAsync(http, token, cancel) : (null, null);
        return bound is null || key != bound ? fault ?? "The token is bound to a key, which was not proven." : null;
    }

    /// <summary>The thumbprint that an authorization request names, where it is one.</summary>
    public static string? ThumbprintOf(string? named) => named is { Length: ThumbprintLength } ? named : null;
}
