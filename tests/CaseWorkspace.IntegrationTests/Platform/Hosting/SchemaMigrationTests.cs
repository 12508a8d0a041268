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

    [Fact]
    public async Task A_migration_that_waits_for_a_table_gives_it_free_to_those_who_serve_and_comes_again()
    {
        var owner = (await postgreSql.CreateDatabaseAsync(TestContext.Current.CancellationToken)).ConnectionStringFor(DatabaseRole.Owner);
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var held = new HeldTransaction(connection);
        await held.ExecuteAsync("select from workspace.person");
        var migrated = SchemaMigration.Run(owner, AllFeatures.Modules);
        await held.WaitedForAsync();

        // Behind a change that waits, as a host's statement: it would wait for as long as the table is held.
        await ExecuteAsync(owner, "select from workspace.person").WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        migrated.IsCompleted.ShouldBeFalse();

        await held.DisposeAsync();
        await migrated;
    }

    [Fact]
    public async Task Migrate_tells_whether_the_hosts_of_before_go_on_and_never_lets_in_again_whom_it_shut_out()
    {
        var owner = (await postgreSql.CreateDatabaseAsync(TestContext.Current.CancellationToken)).ConnectionStringFor(DatabaseRole.Owner);
        // A version before in which nothing was other than today: the step says what it is.
        await ExecuteAsync(owner, "update workspace.schema_version set number = 2, serves_from = 2");
        var would = new StringWriter();
        await SchemaMigration.Run(owner, AllFeatures.Modules, would, dryRun: true);
        would.ToString().ShouldContain("Hosts of version 2 do not go on with this schema: stop them before, start those of version 3 after.");

        await ExecuteAsync(owner, "update workspace.schema_version set serves_from = 9");
        await SchemaMigration.Run(owner, AllFeatures.Modules);
        await ExecuteAsync(owner, "select 1 / (count(*) filter (where number = 3 and serves_from = 9)) from workspace.schema_version");
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
