using System.IO.Compression;
using CaseWorkspace.AppHost.Database;
using Npgsql;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <summary>Makes a new database look as earlier programs left theirs.</summary>
public static class OldSchema
{
    /// <summary>Before migrations had numbers: without their record, and without what those after 0007 make. A migration that makes something adds it here.</summary>
    public const string BeforeNumbers =
        """
        drop table workspace.schema_migration, workspace.mt_doc_recordedperson, workspace.mt_doc_protectedidentity, workspace.mt_doc_casetask, workspace.mt_doc_caseclock, workspace.mt_doc_actionprotocol,
            workspace.deadline_notice, workspace.mt_doc_occurrence, workspace.mt_doc_covertmeasure, workspace.erasure;
        alter table workspace.case_scope drop column closed, drop column withheld_in, drop column fenced;
        drop function workspace.snapshot_awaits();
        drop function journal.erase_words(uuid, uuid[], timestamptz[]);
        drop index workspace.case_scope_in_order, workspace.case_scope_by_due, workspace.case_scope_by_review, workspace.case_scope_tasks_by_due,
            workspace.case_scope_clocks_by_due, workspace.case_scope_deadlines, workspace.case_scope_protocols_by_due, workspace.case_scope_covert_by_due;

        """;

    /// <summary>A database as the version had it: see <see cref="Platform.Hosting.SchemaMigrationTests.Versions"/>.</summary>
    public static async Task<WorkspaceDatabase> RestoreAsync(PostgreSqlFixture postgreSql, string version)
    {
        var database = await postgreSql.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var source = NpgsqlDataSource.Create(database.ConnectionStringFor(DatabaseRole.Owner));
        await using var packed = typeof(OldSchema).Assembly.GetManifestResourceStream(version)!;
        using var reader = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        foreach (var sql in new[] { "drop schema workspace, journal cascade; create schema workspace; create schema journal;", await reader.ReadToEndAsync() })
        {
            await using var command = source.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }

        return database;
    }
}
