using JasperFx;
using Marten;
using Npgsql;

namespace CaseWorkspace.Platform.Hosting;

/// <summary>
/// The verb <c>migrate</c>: brings the schemas workspace and journal up to date, as role <c>caseworkspace_owner</c>.
/// The only place where schema changes; hosts that serve never do.
/// </summary>
public static class SchemaMigration
{
    private static readonly string[] Scripts = ["access.sql", "journal.sql", "workspace-grants.sql"];

    /// <summary>Applies what Marten lacks, then our own scripts, which are harmless when run again.</summary>
    /// <param name="ownerConnection">A connection string of the owner.</param>
    /// <param name="features">All features.</param>
    public static async Task Run(string ownerConnection, IEnumerable<IFeature> features)
    {
        await using var source = NpgsqlDataSource.Create(DatabaseConnection.Of(ownerConnection));
        await RefuseNewer(source);
        await using (var store = DocumentStore.For(options =>
            WorkspaceStore.Configure(options, source, features, AutoCreate.CreateOrUpdate)))
        {
            await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        }

        foreach (var script in Scripts)
        {
            await using var command = source.CreateCommand(Read(script));
            // An index on the events of years takes as long as it takes.
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync();
        }

        await using var record = source.CreateCommand(SchemaVersion.Record);
        record.Parameters.AddWithValue("number", SchemaVersion.Number);
        record.Parameters.AddWithValue("sha256", SchemaVersion.Sha256(Read));
        await record.ExecuteNonQueryAsync();
    }

    internal static string Read(string script)
    {
        using var reader = new StreamReader(typeof(SchemaMigration).Assembly.GetManifestResourceStream($"sql/{script}")!);
        return reader.ReadToEnd();
    }

    /// <summary>The scripts of an older version would take back what a newer one made.</summary>
    private static async Task RefuseNewer(NpgsqlDataSource source)
    {
        await using var known = source.CreateCommand("select to_regclass('workspace.schema_version') is not null");
        if (await known.ExecuteScalarAsync() is not true)
        {
            return;
        }

        await using var number = source.CreateCommand("select number from workspace.schema_version");
        if (await number.ExecuteScalarAsync() is int newer and > SchemaVersion.Number)
        {
            throw new WrongSchemaException(SchemaCheck.Newer(newer));
        }
    }
}
