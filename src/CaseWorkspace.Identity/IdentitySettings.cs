using System.Globalization;
using System.Net;
using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Hosting;

namespace CaseWorkspace.Identity;

/// <summary>A setting under which this host does not start; the message says in one sentence how to mend it.</summary>
public sealed class UnsafeSettingException(string message) : Exception(message);

/// <summary>What the operator sets, read once at start and refused where it is unsafe.</summary>
public sealed class IdentitySettings
{
    /// <summary>What earlier versions were told, and is refused now.</summary>
    private static readonly string[] FormerSettings = ["Identity:WebClientSecret", "Identity:ServiceClientPublicKey"];

    private static readonly TimeSpan LongestSecondFactor = TimeSpan.FromMinutes(5);

    /// <summary>A shift; after it one signs in again.</summary>
    public static readonly TimeSpan LongestSession = TimeSpan.FromHours(12);

    public required string ConnectionString { get; init; }
    public required Uri Issuer { get; init; }
    public required Uri WebOrigin { get; init; }
    public required string KeysFolder { get; init; }
    public bool DemoEnabled { get; init; }

    /// <summary>How long a second factor counts as just used, for a client that asks for one.</summary>
    public TimeSpan SecondFactorHolds { get; init; } = LongestSecondFactor;

    /// <summary>The roles that let nobody in without a second factor.</summary>
    public IReadOnlyList<string> SecondFactorRoles { get; init; } = Roles.All;

    /// <summary>A session that was not used for so long has ended.</summary>
    public TimeSpan SessionIdle { get; init; } = TimeSpan.FromHours(1);

    /// <summary>A session ends after so long, however much it is used.</summary>
    public TimeSpan SessionLimit { get; init; } = LongestSession;

    /// <summary>Where the web host is told of sessions that have ended.</summary>
    public required Uri WebLogoutAddress { get; init; }

    /// <summary>Where the web host publishes the keys by which it proves itself (docs/adr/0037).</summary>
    public required Uri WebKeysAddress { get; init; }

    /// <summary>Whether a program gets tokens only with the proof of a key to which they are bound (DPoP).</summary>
    public bool DpopRequired { get; init; } = true;

    public IReadOnlyList<IPAddress> TrustedProxies { get; init; } = [];
    public required RateLimits Limits { get; init; }

    public bool OverHttp => Issuer.Scheme == Uri.UriSchemeHttp;

    /// <summary>Whether the holder of these roles comes in with a second factor alone.</summary>
    public bool NeedsSecondFactor(IEnumerable<string> roles) => roles.Any(SecondFactorRoles.Contains);

    /// <summary>Whether the holder comes in now: an administrator who does not can neither propose nor confirm.</summary>
    public bool ComesIn(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account.MayEnter && (account.TwoFactorEnabled || !NeedsSecondFactor(account.Roles));
    }

    public static IdentitySettings From(IConfiguration configuration, IHostEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var settings = new IdentitySettings
        {
            ConnectionString = configuration.GetConnectionString("Identity") is { Length: > 0 } connection ? DatabaseConnection.Of(connection)
                : throw new UnsafeSettingException("Set ConnectionStrings:Identity to the connection of the database role caseworkspace_identity."),
            Issuer = Url(configuration, "Identity:Issuer", "the public https address of this host"),
            WebOrigin = Url(configuration, "Identity:WebOrigin", "the public https address of the web host"),
            WebLogoutAddress = new Uri(BackChannel(configuration), "/signout-backchannel-oidc"),
            WebKeysAddress = new Uri(BackChannel(configuration), "/.well-known/jwks.json"),
            KeysFolder = configuration["Keys:Folder"] is { Length: > 0 } folder ? folder
                : throw new UnsafeSettingException("Set Keys:Folder to a folder that only this host's user can read: it holds the key that protects the signing keys."),
            DemoEnabled = IsDemo(configuration, environment),
            TrustedProxies = [.. (configuration["Identity:TrustedProxies"] ?? "")
                .Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(text => IPAddress.TryParse(text, out var address) ? address
                    : throw new UnsafeSettingException("Identity:TrustedProxies takes the IP addresses of the reverse proxies, separated by commas."))],
            SecondFactorHolds = TimeSpan.FromSeconds(configuration.GetValue("Identity:SecondFactorSeconds", LongestSecondFactor.TotalSeconds)),
            DpopRequired = configuration.GetValue("Identity:DpopRequired", !IsDemo(configuration, environment)),
            SecondFactorRoles = SecondFactorRolesOf(configuration["Identity:SecondFactor:Roles"]),
            SessionIdle = TimeSpan.FromMinutes(configuration.GetValue("Identity:SessionIdleMinutes", 60.0)),
            SessionLimit = TimeSpan.FromMinutes(configuration.GetValue("Identity:SessionLimitMinutes", LongestSession.TotalMinutes)),
            Limits = new RateLimits(
                configuration.GetValue("Identity:Limits:SignInsPerMinute", 3000),
                configuration.GetValue("Identity:Limits:TokensPerMinute", 1200),
                configuration.GetValue("Identity:Limits:PushedRequestsPerMinute", 600),
                configuration.GetValue("Identity:Limits:IntrospectionsPerMinute", 12_000),
                configuration.GetValue("Identity:Limits:AuthorizationsPerMinute", 3000),
                configuration.GetValue("Identity:Limits:WebClientPerMinute", 60_000),
                configuration.GetValue("Identity:Limits:LogoutsPerMinute", 600),
                configuration.GetValue("Identity:Limits:FailedAssertionsPerMinute", 60)),
        };
        foreach (var former in FormerSettings.Where(name => configuration[name] is { Length: > 0 }))
            throw new UnsafeSettingException($"{former} is of no use any more: take it out. The web host signs with keys of its own, which this host reads from it, and there is no client service (docs/adr/0037).");
        if (settings.SecondFactorHolds > LongestSecondFactor || settings.SecondFactorHolds < TimeSpan.FromSeconds(1))
            throw new UnsafeSettingException("Identity:SecondFactorSeconds must be between 1 and 300.");
        if (settings.SessionLimit > LongestSession || settings.SessionLimit < TimeSpan.FromMinutes(5))
            throw new UnsafeSettingException("Identity:SessionLimitMinutes must be between 5 and 720.");
        if (settings.SessionIdle > settings.SessionLimit || settings.SessionIdle < TimeSpan.FromMinutes(5))
            throw new UnsafeSettingException("Identity:SessionIdleMinutes must be between 5 and Identity:SessionLimitMinutes.");
        if (!settings.DemoEnabled)
            settings.RefuseWhatIsUnsafe(configuration);
        return settings;
    }

    private void RefuseWhatIsUnsafe(IConfiguration configuration)
    {
        if (Issuer.Scheme != Uri.UriSchemeHttps)
            throw new UnsafeSettingException("Identity:Issuer must begin with https:// in production.");
        if (WebOrigin.Scheme != Uri.UriSchemeHttps)
            throw new UnsafeSettingException("Identity:WebOrigin must begin with https:// in production.");
        if (WebLogoutAddress.Scheme != Uri.UriSchemeHttps && !WebLogoutAddress.IsLoopback)
            throw new UnsafeSettingException("Identity:WebBackChannel must begin with https:// in production, unless the web host is on this machine.");
        if (!DpopRequired)
            throw new UnsafeSettingException("Identity:DpopRequired must be true in production, as it is without the setting: a thief can use a copied token that is bound to no key.");
        if (IncompatibleRoles.OnFiles.Append(Roles.IdentityAdmin).Except(SecondFactorRoles, StringComparer.Ordinal).Any())
            throw new UnsafeSettingException("Identity:SecondFactor:Roles must name every role that reaches files and identity-admin in production; without the setting it is every role.");
        if (DemoSetting.ListensPlainly(configuration) && TrustedProxies.Count == 0)
            throw new UnsafeSettingException("This host listens on plain http in production: give ASPNETCORE_URLS an https address and a certificate, or name the TLS-terminating proxy in Identity:TrustedProxies.");
    }

    private static bool IsDemo(IConfiguration configuration, IHostEnvironment environment)
    {
        try
        {
            return DemoSetting.Settle(configuration, environment);
        }
        catch (InvalidOperationException fault)
        {
            throw new UnsafeSettingException(fault.Message);
        }
    }

    private static IReadOnlyList<string> SecondFactorRolesOf(string? setting)
    {
        if (string.IsNullOrWhiteSpace(setting))
            return Roles.All;
        var named = setting.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
        return named.All(Roles.All.Contains) ? named
            : throw new UnsafeSettingException($"Identity:SecondFactor:Roles takes roles, separated by commas: {string.Join(", ", Roles.All)}.");
    }

    private static Uri BackChannel(IConfiguration configuration) => Url(
        configuration, configuration["Identity:WebBackChannel"] is { Length: > 0 } ? "Identity:WebBackChannel" : "Identity:WebOrigin", "the https address at which this host reaches the web host");

    private static Uri Url(IConfiguration configuration, string key, string what) =>
        Uri.TryCreate(configuration[key], UriKind.Absolute, out var url) && (url.Scheme is "http" or "https") && url.PathAndQuery == "/"
            ? url
            : throw new UnsafeSettingException(string.Create(CultureInfo.InvariantCulture, $"Set {key} to {what}, without a path."));
}

/// <summary>Requests allowed per minute and address, and those of the web host, wherever it asks from.</summary>
public sealed record RateLimits(
    int SignInsPerMinute, int TokensPerMinute, int PushedRequestsPerMinute, int IntrospectionsPerMinute, int AuthorizationsPerMinute, int WebClientPerMinute,
    int LogoutsPerMinute, int FailedAssertionsPerMinute);
