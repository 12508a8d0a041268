using CaseWorkspace.AppHost.PostgreSql;
using CaseWorkspace.Platform.Hosting;
using Npgsql;

namespace CaseWorkspace.AppHost.Database;

/// <summary>What preparing a database came to.</summary>
public enum Preparation
{
    Unchanged,
    Created,
    Migrated,
}

/// <summary>The database of an installation, with its roles and its schema in place.</summary>
public sealed class WorkspaceDatabase
{
    private readonly DatabaseServer server;
    private readonly Secrets secrets;

    private WorkspaceDatabase(DatabaseServer server, string name, Secrets secrets)
    {
        this.server = server;
        this.secrets = secrets;
        Name = name;
    }

    public string Name { get; }
    public Preparation Preparation { get; private set; }

    public string ConnectionStringFor(DatabaseRole role) =>
        server.ConnectionString(Name, DatabaseRoles.NameOf(role), DatabaseRoles.PasswordOf(role, secrets));

    /// <summary>
    /// Brings the database to the scripts' state. A new one is made in one transaction, all or nothing; one that other
    /// scripts made is migrated by the hosts' own <c>migrate</c>.
    /// </summary>
    public static async Task<WorkspaceDatabase> PrepareAsync(
        DatabaseServer server,
        string name,
        Secrets secrets,
        bool takeOver,
        Func<WorkspaceDatabase, CancellationToken, Task> migrate,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(migrate);
        var database = new WorkspaceDatabase(server, name, secrets);
        var (recorded, isRefused) = await database.ReadRecordAsync(cancellation);
        if (recorded == new SchemaRecord(DatabaseScripts.Sha256, secrets.Installation))
            return database;

        if (!server.IsOurs && !takeOver)
            await database.RefuseOthersAsync(recorded, isRefused, cancellation);
        await database.PrepareServerAsync(cancellation);
        if (recorded is null)
        {
            await database.ApplyAsync(DatabaseScripts.Identity, cancellation, isNew: true);
            if (!DatabaseScripts.AreComplete)
                await migrate(database, cancellation);
            database.Preparation = Preparation.Created;
        }
        else
        {
            await migrate(database, cancellation);
            await database.ApplyAsync(DatabaseScripts.Grants, cancellation);
            database.Preparation = Preparation.Migrated;
        }

        return database;
    }

    /// <summary>A further database like a prepared one, without running its scripts again: for tests.</summary>
    public static async Task<WorkspaceDatabase> CopyAsync(WorkspaceDatabase template, string name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(template);
        await using (var administrator = await OpenAsync(template.server.Administrator, cancellation))
            await ExecuteAsync(administrator, $"create database {Quote(name)} owner caseworkspace_owner template {Quote(template.Name)}", cancellation);
        var copy = new WorkspaceDatabase(template.server, name, template.secrets) { Preparation = Preparation.Created };
        await copy.RunAsAdministratorAsync(DatabaseScripts.Database, name, cancellation);
        return copy;
    }

    /// <summary>Drops the database, where this installation made it.</summary>
    public static async Task DropAsync(DatabaseServer server, string name, Secrets secrets, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(server);
        var database = new WorkspaceDatabase(server, name, secrets);
        await using var administrator = await OpenAsync(server.Administrator, cancellation);
        if (!await database.ExistsAsync(administrator, cancellation))
            return;
        var (recorded, _) = await database.ReadRecordAsync(cancellation);
        if (recorded?.Installation != secrets.Installation)
            throw new CannotStartException($"The database {name} on the server given was not made from this data folder, so --fresh leaves it alone: drop it yourself if it may go.");
        await ExecuteAsync(administrator, $"drop database {Quote(name)} with (force)", cancellation);
    }

    private async Task<(SchemaRecord? Recorded, bool IsRefused)> ReadRecordAsync(CancellationToken cancellation)
    {
        try
        {
            await using var owner = await OpenAsync(Unpooled(DatabaseRole.Owner), cancellation);
            return (await SchemaRecord.ReadAsync(owner, cancellation), false);
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification)
        {
            return (null, true);
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege)
        {
            return (null, false);
        }
    }

    /// <summary>On a server that was given: another installation's passwords and tables are not ours to change.</summary>
    private async Task RefuseOthersAsync(SchemaRecord? recorded, bool isRefused, CancellationToken cancellation)
    {
        var isOthers = recorded is not null && recorded.Installation != secrets.Installation;
        if (isRefused)
        {
            await using var administrator = await OpenAsync(server.Administrator, cancellation);
            await using var roles = new NpgsqlCommand("select exists (select from pg_catalog.pg_roles where rolname = 'caseworkspace_owner')", administrator);
            isOthers = await roles.ExecuteScalarAsync(cancellation) is true;
        }

        if (isOthers)
            throw new CannotStartException(
                "The server given already serves another CaseWorkspace installation: start with that installation's data folder (--data), give another server, "
                + "or take it over with --take-over, which sets new passwords for its roles.");
    }

    private async Task PrepareServerAsync(CancellationToken cancellation)
    {
        await RunAsAdministratorAsync(DatabaseScripts.Roles, database: null, cancellation);
        await using (var administrator = await OpenAsync(server.Administrator, cancellation))
        {
            foreach (var role in DatabaseRoles.All)
            {
                var verifier = ScramVerifier.Of(DatabaseRoles.PasswordOf(role, secrets));
                await ExecuteAsync(administrator, $"alter role {DatabaseRoles.NameOf(role)} login password '{verifier}'", cancellation);
            }

            if (!await ExistsAsync(administrator, cancellation))
                await ExecuteAsync(administrator, $"create database {Quote(Name)} owner caseworkspace_owner encoding 'UTF8' template template0", cancellation);
        }

        await RunAsAdministratorAsync(DatabaseScripts.Database, Name, cancellation);
    }

    private async Task ApplyAsync(IEnumerable<string> scripts, CancellationToken cancellation, bool isNew = false)
    {
        await using var owner = await OpenAsync(Unpooled(DatabaseRole.Owner), cancellation);
        await using var transaction = await owner.BeginTransactionAsync(cancellation);
        // Otherwise the hosts' own migrate has done it.
        if (isNew)
            await MakeWorkspaceAsync(owner, cancellation);
        foreach (var script in scripts)
            await RunAsync(owner, script, cancellation);
        await new SchemaRecord(DatabaseScripts.Sha256, secrets.Installation).WriteAsync(owner, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static async Task MakeWorkspaceAsync(NpgsqlConnection owner, CancellationToken cancellation)
    {
        try
        {
            SchemaScriptRun.Apply(owner);
        }
        catch (RefusedScriptException failed)
        {
            throw new CannotStartException(failed.Message, failed);
        }

        await using var record = new NpgsqlCommand(SchemaVersion.Record, owner);
        record.Parameters.AddWithValue("number", SchemaVersion.Number);
        record.Parameters.AddWithValue("serves_from", SchemaVersion.ServesFrom);
        record.Parameters.AddWithValue("sha256", SchemaScripts.Sha256);
        await record.ExecuteNonQueryAsync(cancellation);
    }

    private async Task RunAsAdministratorAsync(string script, string? database, CancellationToken cancellation)
    {
        await using var administrator = await OpenAsync(database is null ? server.Administrator : server.AdministratorOf(database), cancellation);
        await using var transaction = await administrator.BeginTransactionAsync(cancellation);
        await RunAsync(administrator, script, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string script, CancellationToken cancellation)
    {
        if (DatabaseScripts.Text(script) is not { } text || string.IsNullOrWhiteSpace(text))
            return;
        try
        {
            await ExecuteAsync(connection, text, cancellation);
        }
        catch (PostgresException error)
        {
            throw new CannotStartException($"deploy/postgresql/{script} failed: {error.MessageText} ({error.SqlState}).", error);
        }
    }

    private async Task<bool> ExistsAsync(NpgsqlConnection administrator, CancellationToken cancellation)
    {
        await using var exists = new NpgsqlCommand("select exists (select from pg_catalog.pg_database where datname = @name)", administrator);
        exists.Parameters.AddWithValue("name", Name);
        return await exists.ExecuteScalarAsync(cancellation) is true;
    }

    private string Unpooled(DatabaseRole role) =>
        new NpgsqlConnectionStringBuilder(ConnectionStringFor(role)) { Pooling = false, CommandTimeout = 0 }.ConnectionString;

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
        await using var command = new NpgsqlCommand(text, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static string Quote(string identifier) => "\"" + identifier.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
