using CaseWorkspace.Platform.Actors;

namespace CaseWorkspace.Web.SignIn;

/// <summary>Where to sign in. Our own identity server needs the first three; docs/issuers.md shows the others for issuers of other makers.</summary>
public sealed record OidcSettings
{
    private const string OwnAudience = "caseworkspace-api";
    private static readonly string[] OwnScopes = ["openid", "profile", "offline_access", "caseworkspace-api"];

    /// <summary>The identity server's issuer address.</summary>
    public string Authority { get; init; } = "";

    /// <summary>This host's name there.</summary>
    public string ClientId { get; init; } = "web";

    /// <summary>A secret at an issuer of another maker that reads no keys at an address; null: this host signs with keys of its own (docs/adr/0037).</summary>
    public string? ClientSecret { get; init; }

    /// <summary>What the issuer's claims mean here; null: the issuer is our own identity server, which writes ours.</summary>
    public ClaimTable? Claims { get; init; }

    /// <summary>The scopes to ask for; null: our own identity server's.</summary>
    public string[]? Scopes { get; init; }

    /// <summary>What a program's access token must name in <c>aud</c>.</summary>
    public string Audience { get; init; } = OwnAudience;

    /// <summary>What a program's access token may say in its header <c>typ</c>; null: <c>at+jwt</c> alone (RFC 9068, 2.1).</summary>
    public string[]? AccessTokenTypes { get; init; }

    /// <summary>Whether authorization requests must be pushed (RFC 9126); false: where the issuer offers it.</summary>
    public bool PushedRequests { get; init; } = true;

    /// <summary>
    /// The issuer has no introspection endpoint (RFC 7662): what is taken back there binds with the next renewal, and for programs when their token is
    /// too old. Without this setting production does not start on such an issuer.
    /// </summary>
    public bool WithoutIntrospection { get; init; }

    /// <summary>A session in which nobody does anything ends after so many minutes.</summary>
    public double SessionIdleMinutes { get; init; } = 60;

    /// <summary>The longest time for which a session goes on without hearing from the issuer what holds now.</summary>
    public static readonly TimeSpan RenewedEvery = TimeSpan.FromMinutes(5);

    /// <summary>For so long after its time of issue a program's token of another issuer is taken, however long it lives. Entra ID writes a time five minutes back.</summary>
    public static readonly TimeSpan ProgramsTakenFor = TimeSpan.FromMinutes(10);

    /// <summary>The same as a time.</summary>
    public TimeSpan SessionIdle => TimeSpan.FromMinutes(SessionIdleMinutes);

    /// <summary>The scopes that are asked for.</summary>
    public IReadOnlyList<string> AskedScopes => Scopes ?? OwnScopes;

    /// <summary>Whether the workspace runs over https, as everywhere but in a demonstration or development.</summary>
    public bool IsHttps => Authority.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Stops the start with a sentence that says what to set.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or says what cannot be.</exception>
    public void Check()
    {
        if (!Uri.TryCreate(Authority, UriKind.Absolute, out _))
        {
            throw new InvalidOperationException("The setting Oidc:Authority is missing: set it to the address of the identity server.");
        }

        if (SessionIdle > SessionTickets.LongestSession || SessionIdle < TimeSpan.FromMinutes(5))
        {
            throw new InvalidOperationException("The setting Oidc:SessionIdleMinutes must be between 5 and 720.");
        }

        if (!string.IsNullOrEmpty(ClientSecret) && Claims is null)
        {
            throw new InvalidOperationException(
                "The setting Oidc:ClientSecret is of no use any more: take it out. This host signs with keys of its own, which the identity server reads from it (docs/adr/0037).");
        }

        if (ClientSecret is { Length: > 0 and < 32 })
        {
            throw new InvalidOperationException("Oidc:ClientSecret is shorter than 32 characters: generate another one, or leave it out and let the issuer read this host's keys.");
        }

        if (!AskedScopes.Contains("openid", StringComparer.Ordinal))
        {
            throw new InvalidOperationException("Oidc:Scopes lacks 'openid': without it the issuer does not say who signs in.");
        }

        if (Claims is null && (WithoutIntrospection || AccessTokenTypes is not null || Scopes is not null || !PushedRequests || !string.Equals(Audience, OwnAudience, StringComparison.Ordinal)))
        {
            throw new InvalidOperationException(
                "Oidc:Scopes, Oidc:Audience, Oidc:AccessTokenTypes, Oidc:PushedRequests and Oidc:WithoutIntrospection are for another identity server: set Oidc:Claims too, or none of them.");
        }

        if (AccessTokenTypes?.Contains("JWT", StringComparer.OrdinalIgnoreCase) is true && (string.Equals(Audience, ClientId, StringComparison.Ordinal) || Audience is "account"))
        {
            throw new InvalidOperationException(
                $"Oidc:Audience is '{Audience}', which ID tokens or tokens of every client name too: give the API a name of its own at the issuer, and set it here.");
        }

        Claims?.Check();
    }
}
