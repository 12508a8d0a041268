using CaseWorkspace.AppHost.PostgreSql;

namespace CaseWorkspace.AppHost;

/// <summary>What can be chosen about an installation on one machine.</summary>
public sealed record InstallationOptions
{
    public required string DataFolder { get; init; }
    public Ports Ports { get; init; } = new();

    /// <summary>A connection string of an administrator of a PostgreSQL server; without one, a server is found or started.</summary>
    public string? PostgreSql { get; init; }

    public string Database { get; init; } = "caseworkspace";

    /// <summary>The name of the key store's database; without one, that of <see cref="Database"/> with an ending.</summary>
    public string? KeyDatabase { get; init; }

    internal string KeyDatabaseName => KeyDatabase ?? $"{Database}_keys";

    /// <summary>On a server that was given: set new passwords for roles that another installation uses.</summary>
    public bool TakeOver { get; init; }

    /// <summary>Begin with nothing.</summary>
    public bool Fresh { get; init; }

    /// <summary>For tests: nothing is kept, and the database does not wait for the disk.</summary>
    public bool Ephemeral { get; init; }

    /// <summary>The folder of the hosts' programs; without one, beside this program or in the source tree.</summary>
    public string? HostsFolder { get; init; }

    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>A server that already runs, and goes on after this installation ends: for tests.</summary>
    public DatabaseServer? Server { get; init; }

    /// <summary>The secrets that go with <see cref="Server"/>.</summary>
    public Secrets? Secrets { get; init; }

    /// <summary>Settings on top of the demo's, for all hosts: for tests.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
