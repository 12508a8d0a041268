using CaseWorkspace.AppHost.Database;
using CaseWorkspace.Features;
using CaseWorkspace.Features.Access;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Relations;
using CaseWorkspace.Platform.Storage;
using CaseWorkspace.Platform.Storage.Keys;
using Marten;
using Npgsql;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Platform.Relations;

/// <summary>Access made anew from events, where rows from before there were events of colleagues have become some.</summary>
public sealed class AccessComparisonTests(PostgreSqlFixture postgreSql)
{
    private static readonly Guid File = Guid.CreateVersion7();
    private static readonly Guid Part = Guid.CreateVersion7();
    private TextKey key = null!;

    private static readonly Guid Lead = Guid.CreateVersion7();
    private static readonly Guid Colleague = Guid.CreateVersion7();

    /// <summary>A colleague who left the unit, and with it the file, comes back into the file by name: the place in the sealed sub-file stays lost.</summary>
    [Fact]
    public async Task A_place_that_only_a_row_told_counts_before_what_happened_after_it()
    {
        var database = await postgreSql.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var owner = NpgsqlDataSource.Create(database.ConnectionStringFor(DatabaseRole.Owner));
        // The times of what this role writes are the database's.
        await using var app = NpgsqlDataSource.Create(database.ConnectionStringFor(DatabaseRole.App));
        using var keys = await postgreSql.TextKeysAsync();
        key = await keys.ToSeal(File, File, TestContext.Current.CancellationToken);
        await using var store = DocumentStore.For(options => WorkspaceStore.Configure(options, app, AllFeatures.Modules, keys: keys));
        await ExecuteAsync(owner, $"insert into workspace.person (id, name, roles, unit, postings) select id, 'colleague', array['investigator'], 'unit-1', '{{}}' from unnest(array['{Lead}', '{Colleague}']::uuid[]) id");
        await AppendAsync<Investigation>(store, File, new InvestigationOpened("344-1", "Title", ["irregular-stay"], ["FR"], "", "unit-1", Lead, TimeProvider.System.GetUtcNow()));
        await AppendAsync<Investigation>(store, File, new MemberAdded(Colleague, null, null, "unit-1"));
        await AppendAsync<SubFile>(store, Part, new SubFileSealed(File, "S-1", "Sealed", Lead, Guid.CreateVersion7(), "A source."));
        await AppendAsync<SubFile>(store, Part, new PersonNamedInSubFile(Colleague, "member", null, "Works on it."));
        // As programs of version 4 did it: what hangs on the unit ends, and no event says so.
        await ExecuteAsync(owner, $"""
            with ended as (update workspace.case_relation set until = now() where subject = 'person:{Colleague}' and unit is not null)
            update workspace.person set unit = 'unit-2' where id = '{Colleague}'
            """);
        await AppendAsync<Investigation>(store, File, new MemberAdded(Colleague, "Comes back.", null, null));
        (await OpenInPartAsync(owner)).ShouldBe(0);

        await ExecuteAsync(owner, await MigrationAsync());

        (await AccessComparison.Run(owner, store, AllFeatures.Modules, TestContext.Current.CancellationToken)).ShouldBeEmpty();
        await using var session = store.QuerySession();
        (await session.Events.AggregateStreamAsync<Appointment>(Colleague, token: TestContext.Current.CancellationToken))!.Unit.ShouldBe("unit-2");
        (await session.Events.FetchStreamAsync(Colleague, token: TestContext.Current.CancellationToken)).Select(one => one.Version).ShouldBe([1, 2]);
    }

    private async Task AppendAsync<T>(DocumentStore store, Guid stream, object happened) where T : class
    {
        EventKeys.SealWith(happened, key);
        await using var session = store.LightweightSession();
        if (await session.Events.FetchStreamStateAsync(stream) is null)
            session.Events.StartStream<T>(stream, happened);
        else
            session.Events.Append(stream, happened);
        await session.SaveChangesAsync();
    }

    private static Task<string> MigrationAsync() => System.IO.File.ReadAllTextAsync(
        Path.Combine(CaseWorkspace.AppHost.Repository.Root!, "deploy", "postgresql", "migrations", "0008-colleague-appointments.sql"), TestContext.Current.CancellationToken);

    private static async Task<long> OpenInPartAsync(NpgsqlDataSource owner)
    {
        await using var command = owner.CreateCommand($"select count(*) from workspace.case_relation where scope = '{Part}' and subject = 'person:{Colleague}' and until is null");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource owner, string sql)
    {
        await using var command = owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
