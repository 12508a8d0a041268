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
        await using var source = NpgsqlDataSource.Create(ownerConnection);
        await using (var store = DocumentStore.For(options =>
            WorkspaceStore.Configure(options, source, features, AutoCreate.CreateOrUpdate)))
        {
            await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        }

        foreach (var script in Scripts)
        {
            await using var command = source.CreateCommand(await Read(script));
            // An index on the events of years takes as long as it takes.
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync();
        }
    }

    private static async Task<string> Read(string script)
    {
        using var reader = new StreamReader(typeof(SchemaMigration).Assembly.GetManifestResourceStream($"sql/{script}")!);
        return await reader.ReadToEndAsync();
    }
}
