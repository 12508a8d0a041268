using System.Net.Sockets;
using Npgsql;

namespace CaseWorkspace.AppHost.PostgreSql;

/// <summary>A server that was given by a connection string; it is neither started nor stopped here.</summary>
public sealed class ProvidedServer : DatabaseServer
{
    private readonly NpgsqlConnectionStringBuilder administrator;

    private ProvidedServer(NpgsqlConnectionStringBuilder administrator, string version)
    {
        this.administrator = administrator;
        Description = $"PostgreSQL {version} at {administrator.Host}:{administrator.Port}, as given";
    }

    public override string Administrator => administrator.ConnectionString;
    public override string Description { get; }
    public override bool IsOurs => false;

    public static async Task<ProvidedServer> ConnectAsync(string connectionString, CancellationToken cancellation)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, PersistSecurityInfo = true };
            settings.Database ??= "postgres";
        }
        catch (ArgumentException error)
        {
            throw new CannotStartException($"The connection string given for PostgreSQL does not read as one ({error.Message}); it looks like \"Host=…;Username=…;Password=…\".", error);
        }

        try
        {
            await using var connection = new NpgsqlConnection(settings.ConnectionString);
            await connection.OpenAsync(cancellation);
            if (connection.PostgreSqlVersion.Major < InstalledBinaries.Oldest)
                throw new CannotStartException($"The PostgreSQL given is version {connection.PostgreSqlVersion}; CaseWorkspace needs {InstalledBinaries.Oldest} or later.");
            await using var rights = new NpgsqlCommand(
                "select rolsuper or (rolcreatedb and rolcreaterole) from pg_catalog.pg_roles where rolname = current_user", connection);
            if (await rights.ExecuteScalarAsync(cancellation) is not true)
                throw new CannotStartException($"The role {settings.Username} may not create roles and databases; give a superuser, or a role with CREATEDB and CREATEROLE.");
            return new ProvidedServer(settings, connection.PostgreSqlVersion.ToString());
        }
        catch (Exception error) when (error is NpgsqlException or SocketException)
        {
            throw new CannotStartException($"The PostgreSQL given at {settings.Host}:{settings.Port} cannot be used: {error.Message}", error);
        }
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
