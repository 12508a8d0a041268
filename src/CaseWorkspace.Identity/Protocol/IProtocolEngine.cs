using Serilog.Events;

namespace CaseWorkspace.Identity.Protocol;

/// <summary>
/// All that this host asks of a protocol engine. The build property <c>IdentityEngine</c> chooses the folder whose <c>Engine.ProtocolEngine</c> is
/// compiled in; the tests over HTTP say what it must hold (docs/adr/0003). Beside this it registers <see cref="Accounts.IGrants"/> and
/// <see cref="IServedOnce"/>.
/// </summary>
public interface IProtocolEngine
{
    /// <summary>What is kept of what it logs, by source: it logs requests as they come, with what they carry.</summary>
    IReadOnlyDictionary<string, LogEventLevel> LogLevels { get; }

    /// <summary>What an operator must know of it at each start; null where that is nothing.</summary>
    string? Notice { get; }

    /// <summary>Registers the engine with what it takes from this folder: keys, clients, claims, rules.</summary>
    void Add(IServiceCollection services, IdentitySettings settings);

    /// <summary>Its tables, which stand apart from the accounts and have a history of migrations of their own.</summary>
    ProtocolDatabase OpenDatabase(string connectionString);

    /// <summary>Brings the clients in line with the settings; the keys are loaded by then.</summary>
    Task PrepareAsync(IServiceProvider services, IdentitySettings settings, CancellationToken cancel);

    /// <summary>Answers what has no route: pushed requests, revocation, introspection, metadata and keys.</summary>
    void Use(IApplicationBuilder app);

    Task<IResult> AuthorizeAsync(HttpContext context);

    Task<IResult> EndSessionAsync(HttpContext context);

    Task<IResult> TokenAsync(HttpContext context);

    Task<IResult> UserInfoAsync(HttpContext context);

    /// <summary>What it says of a faulty request that cannot be sent back to a client; none where it has nothing to say.</summary>
    (string Code, string? Description)? FaultOf(HttpContext context);

    /// <summary>Removes what ran out before this time.</summary>
    Task PruneAsync(IServiceProvider services, DateTimeOffset before, CancellationToken cancel);
}

/// <summary>What serves once, on any node: one statement of the database spends it, and its row count decides (docs/adr/0024).</summary>
public interface IServedOnce
{
    /// <summary>Whether the client's assertion, or a proof of possession, comes for the first time. Kept until a minute after it has run out.</summary>
    Task<bool> SpendAssertionAsync(string client, string assertionId, DateTimeOffset until, CancellationToken cancel);

    /// <summary>Removes what was spent and has run out a while ago, which nobody could show again: one for each introspection, so it does not wait for the day's pruning.</summary>
    Task<int> ForgetAssertionsAsync(CancellationToken cancel);
}
