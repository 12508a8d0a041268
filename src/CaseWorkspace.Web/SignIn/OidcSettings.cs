namespace CaseWorkspace.Web.SignIn;

/// <summary>Where to sign in.</summary>
public sealed record OidcSettings
{
    /// <summary>The identity server's issuer address.</summary>
    public string Authority { get; init; } = "";

    /// <summary>This host's name there.</summary>
    public string ClientId { get; init; } = "web";

    /// <summary>This host's secret there.</summary>
    public string ClientSecret { get; init; } = "";

    /// <summary>A session in which nobody does anything ends after so many minutes.</summary>
    public double SessionIdleMinutes { get; init; } = 60;

    /// <summary>The same as a time.</summary>
    public TimeSpan SessionIdle => TimeSpan.FromMinutes(SessionIdleMinutes);

    /// <summary>Whether the workspace runs over https, as everywhere but in a demonstration or development.</summary>
    public bool IsHttps => Authority.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Stops the start with a sentence that says what to set.</summary>
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

        if (ClientSecret.Length == 0)
        {
            throw new InvalidOperationException("The setting Oidc:ClientSecret is missing: set it to the secret that the identity server knows for the client 'web'.");
        }
    }
}
