using System.Diagnostics;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Fixtures;
using Npgsql;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Worker;

/// <summary>The verbs backup, restore and verify, as an operator runs them: the Worker's program on real databases and real folders.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class BackupTests(Workspace workspace, PostgreSqlFixture postgreSql) : IAsyncLifetime
{
    private const string Everything = """
        select (select count(*) from workspace.mt_events) || ' events, ' || (select count(*) from workspace.mt_streams) || ' streams, '
            || (select count(*) from journal.entry) || ' entries, ' || (select count(*) from workspace.case_relation) || ' relations, '
            || (select count(*) from identity.accounts) || ' accounts'
        """;

    private readonly string folder = PostgreSqlFixture.NewDataFolder();
    private readonly string target = $"caseworkspace_restored_{Guid.CreateVersion7():N}"[..40];

    private string VaultFolder => Path.Combine(folder, "vault");
    private string SourceOwner => workspace.Installation.Database.ConnectionStringFor(DatabaseRole.Owner);
    private string TargetOwner => new NpgsqlConnectionStringBuilder(SourceOwner) { Database = target }.ConnectionString;
    private string TargetApp => new NpgsqlConnectionStringBuilder(workspace.Installation.Database.ConnectionStringFor(DatabaseRole.App)) { Database = target }.ConnectionString;

    public ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(folder);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await AsAdministratorAsync(null, $"drop database if exists {target} with (force)");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_was_backed_up_is_restored_verified_and_open_to_the_same_roles()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var backup = await BackUpAsync();
        await MakeTargetAsync();

        var (restored, said) = await WorkerVerb.RunAsync(["restore", "--from", backup], ("ConnectionStrings__Owner", TargetOwner), ("Vault__Folder", VaultFolder));

        restored.ShouldBe(0, said);
        said.ShouldContain("Everything in the vault is what was sealed.");
        said.ShouldContain("contents verified");
        (await ScalarAsync(TargetOwner, Everything)).ShouldBe(await ScalarAsync(SourceOwner, Everything));
        // The application's role reads what it could read and changes no event, as before.
        (await ScalarAsync(TargetApp, $"select count(*)::text from workspace.mt_events where stream_id = '{file.Item}'")).ShouldNotBe("0");
        (await Should.ThrowAsync<PostgresException>(() => ScalarAsync(TargetApp, "update workspace.mt_events set type = type returning type"))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);

        await DamageAsync(file);
        var (verified, found) = await WorkerVerb.RunAsync(["verify"], ("ConnectionStrings__Workspace", TargetApp), ("Vault__Folder", VaultFolder));
        verified.ShouldBe(1, found);
        found.ShouldContain(file.Item.ToString());

        // An event that the workspace did not write ends no backup and names no file.
        var outside = Path.Combine(folder, "outside");
        await ScalarAsync(TargetOwner, $"insert into workspace.mt_events select (e).* from (select jsonb_populate_record(e, jsonb_build_object('seq_id', e.seq_id + 1000000, 'id', gen_random_uuid(), 'version', e.version + 1000, 'data', jsonb_build_object('sha256', '../../{outside}', 'length', 1))) as e from workspace.mt_events e where e.type = 'content-sealed' limit 1) hostile returning type");
        var (copied, told) = await WorkerVerb.RunAsync(
            ["backup", "--to", folder + "/second", "--keys", KeysFolder, "--keys-to", folder + "/second-keys"], ("ConnectionStrings__Owner", TargetOwner), ("Vault__Folder", VaultFolder));
        copied.ShouldBe(1, told);
        told.ShouldContain("names no content");
        Directory.EnumerateFiles(Directory.EnumerateDirectories(folder + "/second", "20*").ShouldHaveSingleItem()).Count().ShouldBe(2);
        Directory.EnumerateFileSystemEntries(folder, "outside*", SearchOption.AllDirectories).ShouldBeEmpty();
        File.GetUnixFileMode(folder + "/second/vault").ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var (again, refusal) = await WorkerVerb.RunAsync(["restore", "--from", backup], ("ConnectionStrings__Owner", TargetOwner), ("Vault__Folder", VaultFolder));
        again.ShouldBe(2, refusal);
        refusal.ShouldContain("not empty");
    }

    [Fact]
    public async Task A_backup_checks_itself_keeps_its_keys_apart_and_is_refused_once_its_dump_was_changed()
    {
        await workspace.Scenario.InvestigationWithSealedEvidence();
        var (besides, refused) = await WorkerVerb.RunAsync(
            ["backup", "--to", folder + "/backups", "--keys", KeysFolder, "--keys-to", folder + "/backups/keys"], ("ConnectionStrings__Owner", SourceOwner), ("Vault__Folder", SourceVault));
        besides.ShouldBe(2, refused);
        Directory.Exists(folder + "/backups").ShouldBeFalse();

        var backup = await BackUpAsync();
        using var check = Process.Start(new ProcessStartInfo("sha256sum", ["--check", "--quiet", "manifest-sha256.txt"]) { WorkingDirectory = backup })!;
        await check.WaitForExitAsync(TestContext.Current.CancellationToken);
        check.ExitCode.ShouldBe(0);
        Directory.EnumerateFiles(folder + "/keys", "*", SearchOption.AllDirectories).ShouldNotBeEmpty();
        File.GetUnixFileMode(backup).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        await File.AppendAllTextAsync(backup + "/database.dump", "x", TestContext.Current.CancellationToken);
        var (code, said) = await WorkerVerb.RunAsync(["restore", "--from", backup], ("ConnectionStrings__Owner", TargetOwner), ("Vault__Folder", VaultFolder));
        code.ShouldBe(2, said);
        said.ShouldContain("not what the manifest says");
    }

    private string SourceVault => Path.Combine(workspace.Installation.DataFolder, "vault");

    private string KeysFolder => Path.Combine(workspace.Installation.DataFolder, "keys", "Web");

    /// <returns>The folder of the backup.</returns>
    private async Task<string> BackUpAsync()
    {
        var (code, said) = await WorkerVerb.RunAsync(
            ["backup", "--to", folder + "/backups", "--keys", KeysFolder, "--keys-to", folder + "/keys"],
            ("ConnectionStrings__Owner", SourceOwner), ("Vault__Folder", SourceVault));
        code.ShouldBe(0, said);
        return Directory.EnumerateDirectories(folder + "/backups", "20*").ShouldHaveSingleItem();
    }

    /// <summary>As docs/operations.md has it: an empty database of the owner, then database.sql.</summary>
    private async Task MakeTargetAsync()
    {
        await AsAdministratorAsync(null, $"create database {target} owner caseworkspace_owner encoding 'UTF8' template template0");
        await AsAdministratorAsync(target, await File.ReadAllTextAsync(Path.Combine(CaseWorkspace.AppHost.Repository.Root!, "deploy", "postgresql", "database.sql")));
    }

    private async Task DamageAsync(OpenFile file)
    {
        var sha256 = await ScalarAsync(TargetOwner, $"select data ->> 'sha256' from workspace.mt_events where stream_id = '{file.Item}' and type = 'content-sealed'");
        var path = Path.Combine(VaultFolder, sha256[..2], sha256[2..4], sha256);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[0] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
    }

    private async Task AsAdministratorAsync(string? database, string sql)
    {
        var administrator = new NpgsqlConnectionStringBuilder((await postgreSql.ServerAsync()).Administrator) { Pooling = false };
        if (database is not null)
            administrator.Database = database;
        await using var connection = new NpgsqlConnection(administrator.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> ScalarAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
