using CaseWorkspace.Platform.Hosting;
using Npgsql;

namespace CaseWorkspace.AppHost.PostgreSql;

/// <summary>A PostgreSQL server in which databases can be made: given, of this machine's binaries, or in a container.</summary>
public abstract class DatabaseServer : IAsyncDisposable
{
    /// <summary>A connection string of a role that may create roles and databases.</summary>
    public abstract string Administrator { get; }

    /// <summary>What it is and where, for the person who started it.</summary>
    public abstract string Description { get; }

    /// <summary>Does the server belong to this installation alone? On a server that was given, tread carefully.</summary>
    public abstract bool IsOurs { get; }

    /// <summary>False once the server has ended by itself.</summary>
    public virtual bool IsAlive => true;

    /// <summary>The pools of all hosts together must fit into the server's max_connections; more than these only wait for the processor.</summary>
    private const int MostConnectionsOfOneHost = 40;

    public string ConnectionString(string database, string role, string password) =>
        DatabaseConnection.Of(new NpgsqlConnectionStringBuilder(Administrator)
        {
            Database = database, Username = role, Password = password, Pooling = true, MaxPoolSize = MostConnectionsOfOneHost,
        }.ConnectionString);

    public string AdministratorOf(string database) =>
        DatabaseConnection.Of(new NpgsqlConnectionStringBuilder(Administrator) { Database = database }.ConnectionString);

    public abstract ValueTask DisposeAsync();

    /// <summary>In order: what was given, installed binaries, Docker.</summary>
    public static async Task<DatabaseServer> StartAsync(InstallationOptions options, DataFolder data, Secrets secrets, CancellationToken cancellation)
    {
        if (options.PostgreSql is { Length: > 0 } given)
            return await ProvidedServer.ConnectAsync(given, cancellation);

        var cluster = await PrivateCluster.StartAsync(data.Cluster, options.Ports.PostgreSql, secrets.Superuser, durable: !options.Ephemeral, cancellation);
        return cluster is not null ? cluster : await ContainerServer.StartAsync(data.Path, options, secrets.Superuser, cancellation);
    }
}
