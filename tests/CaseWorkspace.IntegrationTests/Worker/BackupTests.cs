using System.Diagnostics;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Storage.Keys;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Worker;

/// <summary>The verbs backup, restore, restore-key-store and verify, as an operator runs them: the Worker's program on real databases and real folders.</summary>
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
            ["backup", "--to", folder + "/second", "--keys", KeysFolder, "--keys-to", folder + "/second-keys", "--key-store-to", folder + "/second-store"],
            [("ConnectionStrings__Owner", TargetOwner), ("Vault__Folder", VaultFolder), .. await KeySettingsAsync()]);
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
        foreach (var (keys, store, option) in new[] { ("/backups/keys", "/store", "--keys-to"), ("/keys", "/backups/store", "--key-store-to"), ("/keys", "/keys/store", "--key-store-to"), ("/store/keys", "/store", "--key-store-to") })
        {
            var (besides, refused) = await WorkerVerb.RunAsync(
                ["backup", "--to", folder + "/backups", "--keys", KeysFolder, "--keys-to", folder + keys, "--key-store-to", folder + store],
                [("ConnectionStrings__Owner", SourceOwner), ("Vault__Folder", SourceVault), .. await KeySettingsAsync()]);
            besides.ShouldBe(2, refused);
            refused.ShouldContain($"name another place in {option}.");
            Directory.Exists(folder + "/backups").ShouldBeFalse();
        }

        var backup = await BackUpAsync();
        using var check = Process.Start(new ProcessStartInfo("sha256sum", ["--check", "--quiet", "manifest-sha256.txt"]) { WorkingDirectory = backup })!;
        await check.WaitForExitAsync(TestContext.Current.CancellationToken);
        check.ExitCode.ShouldBe(0);
        // What is sealed, what opens it and what opens that lie in three places.
        FilesIn("keys").ShouldContain("web-master.key");
        FilesIn("keys").ShouldContain("text-master-0001.key");
        FilesIn("store").ShouldBe(["key-store.dump"]);
        FilesIn("backups").ShouldNotContain(name => name!.EndsWith(".key", StringComparison.Ordinal) || name == "key-store.dump");
        File.GetUnixFileMode(KeyStoreDump).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(backup).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        await File.AppendAllTextAsync(backup + "/database.dump", "x", TestContext.Current.CancellationToken);
        var (code, said) = await WorkerVerb.RunAsync(["restore", "--from", backup], ("ConnectionStrings__Owner", TargetOwner), ("Vault__Folder", VaultFolder));
        code.ShouldBe(2, said);
        said.ShouldContain("not what the manifest says");
    }

    [Fact]
    public async Task The_key_store_is_restored_by_itself_and_an_earlier_workspace_brings_no_destroyed_key_back()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var person = await workspace.Scenario.RecordedPerson(file.Lead, file);
        var backup = await BackUpAsync();
        await MakeTargetAsync();
        using var keys = await postgreSql.TextKeysAsync();
        await using var custodian = NpgsqlDataSource.Create((await postgreSql.KeysAsync()).ConnectionStringFor(KeyRole.Custodian));
        await using var destroyed = custodian.CreateCommand($"select keys.destroy('{person}', '{file.Id}')");
        await destroyed.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        (await WorkerVerb.RunAsync(["restore", "--from", backup], ("ConnectionStrings__Owner", TargetOwner), ("Vault__Folder", VaultFolder))).Code.ShouldBe(0);
        var recorded = await ScalarAsync(TargetOwner, $"select data::text from workspace.mt_events where stream_id = '{person}' and type = 'person-recorded'");
        recorded.ShouldNotContain(file.Word);
        keys.Opened(recorded, "person-recorded").ShouldContain(SealedText.Erased);
        keys.Opened(recorded, "person-recorded").ShouldNotContain(file.Word);
        keys.Opened(await ScalarAsync(TargetOwner, $"select data::text from workspace.mt_events where stream_id = '{file.Id}' and type = 'investigation-opened'"), "investigation-opened")
            .ShouldContain(file.Word);

        // A key store that was lost: the dump opens what was written until then.
        var store = $"caseworkspace_restored_{Guid.CreateVersion7():N}_keys"[..50];
        await AsAdministratorAsync(null, $"create database {store} owner caseworkspace_keys_owner encoding 'UTF8' template template0");
        try
        {
            await AsAdministratorAsync(store, await File.ReadAllTextAsync(Path.Combine(CaseWorkspace.AppHost.Repository.Root!, "deploy", "postgresql", "keys", "database.sql")));
            var owner = On(store, (await postgreSql.KeysAsync()).ConnectionStringFor(KeyRole.Owner));
            var (restored, said) = await WorkerVerb.RunAsync(["restore-key-store", "--from", KeyStoreDump], ("ConnectionStrings__KeysOwner", owner));
            restored.ShouldBe(0, said);
            said.ShouldContain("Key store: restored.");
            using (var host = new TextKeys(new KeyStore(On(store, (await postgreSql.KeysAsync()).ConnectionStringFor(KeyRole.Keys)), new TextMasterKeys(Path.GetDirectoryName(MasterInBackup)!)), TimeProvider.System, NullLogger<TextKeys>.Instance))
            {
                (await host.Fault(TestContext.Current.CancellationToken)).ShouldBeNull();
                host.Opened(recorded, "person-recorded").ShouldContain(file.Word);
                (await host.ToSeal(Guid.CreateVersion7(), file.Id, TestContext.Current.CancellationToken)).ShouldNotBeNull();
            }

            var (again, refusal) = await WorkerVerb.RunAsync(["restore-key-store", "--from", KeyStoreDump], ("ConnectionStrings__KeysOwner", owner));
            again.ShouldBe(2, refusal);
            refusal.ShouldContain("not empty");
        }
        finally
        {
            await AsAdministratorAsync(null, $"drop database if exists {store} with (force)");
        }
    }

    private string SourceVault => Path.Combine(workspace.Installation.DataFolder, "vault");

    private string KeysFolder => Path.Combine(workspace.Installation.DataFolder, "keys", "Web");

    private string KeyStoreDump => Path.Combine(folder, "store", "key-store.dump");

    private string MasterInBackup => Directory.EnumerateFiles(Path.Combine(folder, "keys"), "text-master-0001.key", SearchOption.AllDirectories).ShouldHaveSingleItem();

    private IEnumerable<string?> FilesIn(string part) => Directory.EnumerateFiles(Path.Combine(folder, part), "*", SearchOption.AllDirectories).Select(Path.GetFileName);

    private async Task<(string, string)[]> KeySettingsAsync() => [.. (await postgreSql.KeySettingsAsync()).Select(one => (one.Key, one.Value))];

    private static string On(string database, string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { Database = database, Pooling = false }.ConnectionString;

    /// <returns>The folder of the backup.</returns>
    private async Task<string> BackUpAsync()
    {
        var (code, said) = await WorkerVerb.RunAsync(
            ["backup", "--to", folder + "/backups", "--keys", KeysFolder, "--keys-to", folder + "/keys", "--key-store-to", folder + "/store"],
            [("ConnectionStrings__Owner", SourceOwner), ("Vault__Folder", SourceVault), .. await KeySettingsAsync()]);
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
