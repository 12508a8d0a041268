namespace CaseWorkspace.Identity.Protocol;

/// <summary>The two clients. They are what the settings say: the engine takes them up at each start.</summary>
public static class Clients
{
    public const string Web = "web";
    public const string Cli = "cli";

    public static IReadOnlyList<RegisteredClient> Of(IdentitySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return
        [
            new(Web, false, new Uri(settings.WebOrigin, "/signin-oidc"), new Uri(settings.WebOrigin, "/signout-callback-oidc")),
            new(Cli, true, new Uri("http://127.0.0.1/callback"), new Uri("http://127.0.0.1/signed-out")),
        ];
    }

    /// <summary>
    /// Whether a registered address is the one that is shown. A client's addresses are compared to the letter. A program on the user's own machine
    /// may put any port into its loopback address, and nothing else (RFC 8252, 7.3). Engines compare parsed addresses there, to which 127.1,
    /// %63allback and /x/../callback are the same.
    /// </summary>
    public static bool IsAddress(string registered, string shown, bool isProgram) =>
        registered == shown || (isProgram && WithPortOf(shown, registered) == shown);

    /// <summary>The registered address on the port of the one that is shown.</summary>
    private static string? WithPortOf(string shown, string registered) =>
        Uri.TryCreate(shown, UriKind.Absolute, out var parsed) && parsed.Port > 0
            ? new UriBuilder(registered) { Port = parsed.Port }.Uri.AbsoluteUri : null;
}

/// <summary>A client as this host wants it, in no engine's form.</summary>
/// <param name="Id">The client's name.</param>
/// <param name="IsProgram">A public program on the user's own machine (RFC 8252), on any free port of the loopback; else the web host, which proves itself by its key.</param>
/// <param name="RedirectAddress">Where a code goes.</param>
/// <param name="SignedOutAddress">Where the person goes after signing out.</param>
public sealed record RegisteredClient(string Id, bool IsProgram, Uri RedirectAddress, Uri SignedOutAddress);
