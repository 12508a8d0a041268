using System.IO.Compression;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.Features;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Hosting;
using Npgsql;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Platform.Hosting;

/// <summary>A database of each version that landed comes to the schema that a new one has.</summary>
public sealed class SchemaMigrationTests(PostgreSqlFixture postgreSql)
{
    private const string Prefix = "schemas/";

    public static TheoryData<string> Versions =>
        [.. typeof(SchemaMigrationTests).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task After_migrate_the_catalogue_is_that_of_a_new_database_and_a_dry_run_changes_nothing(string version)
    {
        var fresh = await CatalogueAsync((await postgreSql.CreateDatabaseAsync()).ConnectionStringFor(DatabaseRole.Owner));
        var owner = (await postgreSql.CreateDatabaseAsync()).ConnectionStringFor(DatabaseRole.Owner);
        await ExecuteAsync(owner, "drop schema workspace, journal cascade; create schema workspace; create schema journal;");
        await ExecuteAsync(owner, await ScriptAsync(version));
        var old = await CatalogueAsync(owner);
        old.ShouldNotBe(fresh);

        var (would, did) = (new StringWriter(), new StringWriter());
        await SchemaMigration.Run(owner, AllFeatures.Modules, would, dryRun: true);
        (await CatalogueAsync(owner)).ShouldBe(old);
        await SchemaMigration.Run(owner, AllFeatures.Modules, did);
        did.ToString().ShouldBe(would.ToString());

        var migrated = await CatalogueAsync(owner);
        migrated.Except(fresh).ShouldBeEmpty("left from before");
        fresh.Except(migrated).ShouldBeEmpty("missing");

        var again = new StringWriter();
        await SchemaMigration.Run(owner, AllFeatures.Modules, again);
        again.ToString().Trim().ShouldBe("The schema is up to date.");
    }

    [Fact]
    public async Task An_index_of_the_right_name_and_another_definition_is_made_anew()
    {
        var owner = (await postgreSql.CreateDatabaseAsync()).ConnectionStringFor(DatabaseRole.Owner);
        var fresh = await CatalogueAsync(owner);
        await ExecuteAsync(owner, """
            drop index workspace.mt_doc_breakglass_idx_state, workspace.case_scope_of_kind, journal.entry_file;
            create index mt_doc_breakglass_idx_state on workspace.mt_doc_breakglass ((data ->> 'State'));
            create index case_scope_of_kind on workspace.case_scope (kind);
            create index entry_file on journal.entry (file);
            """);

        await SchemaMigration.Run(owner, AllFeatures.Modules);

        (await CatalogueAsync(owner)).ShouldBe(fresh);
    }

    private static async Task<SortedSet<string>> CatalogueAsync(string owner)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        return await SchemaCatalogue.Read(connection);
    }

    private static async Task ExecuteAsync(string owner, string sql)
    {
        await using var source = NpgsqlDataSource.Create(owner);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> ScriptAsync(string version)
    {
        await using var packed = typeof(SchemaMigrationTests).Assembly.GetManifestResourceStream(version)!;
        using var reader = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        return await reader.ReadToEndAsync();
    }
}
