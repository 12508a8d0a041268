using CaseWorkspace.AppHost.PostgreSql;
using CaseWorkspace.Platform.Hosting;
using Npgsql;

namespace CaseWorkspace.AppHost.Database;

/// <summary>The roles of the key store: deploy/postgresql/keys/roles.sql says what each may do.</summary>
public enum KeyRole
{
    Owner,
    Keys,
    Custodian,
}

/// <summary>
/// The key store of an installation: a database of its own, with roles of its own. On one machine it lies on the same server; its backups
/// go elsewhere all the same.
/// </summary>
public sealed class KeyDatabase
{
    // Asked once for each file in half a minute: no host needs many.
    private const int MostConnections = 10;

    private readonly DatabaseServer server;
    private readonly Secrets secrets;

    private KeyDatabase(DatabaseServer server, string name, Secrets secrets)
    {
        this.server = server;
        this.secrets = secrets;
        Name = name;
    }

    public string Name { get; }

    public string ConnectionStringFor(KeyRole role) =>
        new NpgsqlConnectionStringBuilder(server.ConnectionString(Name, NameOf(role), PasswordOf(role))) { MaxPoolSize = MostConnections }.ConnectionString;

    /// <summary>Makes the key store where there is none, and brings its roles and scripts to the state of this program; harmless again.</summary>
    public static async Task<KeyDatabase> PrepareAsync(DatabaseServer server, string name, Secrets secrets, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(server);
        var store = new KeyDatabase(server, name, secrets);
        if (await store.IsPreparedAsync(cancellation))
            return store;
        await RunAsync(server.Administrator, "keys/roles.sql", cancellation);
        await using (var administrator = await OpenAsync(server.Administrator, cancellation))
        {
            foreach (var role in Enum.GetValues<KeyRole>())
                await ExecuteAsync(administrator, $"alter role {NameOf(role)} login password '{ScramVerifier.Of(store.PasswordOf(role))}'", cancellation);
            if (!await store.ExistsAsync(administrator, cancellation))
                await ExecuteAsync(administrator, $"create database \"{name}\" owner {NameOf(KeyRole.Owner)} encoding 'UTF8' template template0", cancellation);
        }

        await RunAsync(server.AdministratorOf(name), "keys/database.sql", cancellation);
        var owner = store.Unpooled(KeyRole.Owner);
        await RunAsync(owner, "keys/store.sql", cancellation);
        await using (var record = await OpenAsync(owner, cancellation))
            await ExecuteAsync(record, $"update keys.store set scripts_sha256 = '{DatabaseScripts.KeysSha256}'", cancellation);
        return store;
    }

    /// <summary>Drops the key store: nothing that was sealed with its keys can be read any more.</summary>
    public static async Task DropAsync(DatabaseServer server, string name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(server);
        await using var administrator = await OpenAsync(server.Administrator, cancellation);
        await ExecuteAsync(administrator, $"drop database if exists \"{name}\" with (force)", cancellation);
    }

    /// <summary>By these scripts, and with these passwords.</summary>
    private async Task<bool> IsPreparedAsync(CancellationToken cancellation)
    {
        try
        {
            foreach (var role in new[] { KeyRole.Owner, KeyRole.Custodian })
                await (await OpenAsync(Unpooled(role), cancellation)).DisposeAsync();
            await using var reading = await OpenAsync(Unpooled(KeyRole.Keys), cancellation);
            await using var made = new NpgsqlCommand("select scripts_sha256 from keys.store", reading);
            return DatabaseScripts.KeysSha256.Equals(await made.ExecuteScalarAsync(cancellation) as string, StringComparison.Ordinal);
        }
        catch (PostgresException)
        {
            return false;
        }
    }

    private string Unpooled(KeyRole role) => new NpgsqlConnectionStringBuilder(ConnectionStringFor(role)) { Pooling = false }.ConnectionString;

    private static string NameOf(KeyRole role) => role switch
    {
        KeyRole.Owner => "caseworkspace_keys_owner",
        KeyRole.Keys => "caseworkspace_keys",
        _ => "caseworkspace_keys_custodian",
    };

    private string PasswordOf(KeyRole role) => role switch
    {
        KeyRole.Owner => secrets.KeysOwner,
        KeyRole.Keys => secrets.Keys,
        _ => secrets.KeysCustodian,
    };

    private async Task<bool> ExistsAsync(NpgsqlConnection administrator, CancellationToken cancellation)
    {
        await using var exists = new NpgsqlCommand("select exists (select from pg_catalog.pg_database where datname = @name)", administrator);
        exists.Parameters.AddWithValue("name", Name);
        return await exists.ExecuteScalarAsync(cancellation) is true;
    }

    private static async Task RunAsync(string connectionString, string script, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(connectionString, cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        try
        {
            await ExecuteAsync(connection, DatabaseScripts.Text(script)!, cancellation);
            await transaction.CommitAsync(cancellation);
        }
        catch (PostgresException error)
        {
            throw new CannotStartException($"deploy/postgresql/{script} failed: {error.MessageText} ({error.SqlState}).", error);
        }
    }

    private static async Task<NpgsqlConnection> OpenAsync(string connectionString, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(DatabaseConnection.Of(connectionString));
        try
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string text, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
