using CaseWorkspace.AppHost.Database;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.IntegrationTests.Worker;
using CaseWorkspace.Platform.Storage.Keys;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.AppHost;

/// <summary>The key store: who may do what in it, that a destroyed key stays destroyed, and that master keys are replaced.</summary>
public sealed class KeyStoreTests(PostgreSqlFixture postgreSql) : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("caseworkspace-keys-").FullName;
    private KeyDatabase database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        database = await KeyDatabase.PrepareAsync(await postgreSql.ServerAsync(), $"caseworkspace_test_{Environment.ProcessId}_keys_{Guid.CreateVersion7():N}"[..60], postgreSql.Secrets, Cancellation);

    public async ValueTask DisposeAsync()
    {
        await KeyDatabase.DropAsync(await postgreSql.ServerAsync(), database.Name, CancellationToken.None);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(KeyRole.Keys, "update keys.text_key set file = id")]
    [InlineData(KeyRole.Keys, "delete from keys.text_key")]
    [InlineData(KeyRole.Keys, "truncate keys.text_key")]
    [InlineData(KeyRole.Keys, "insert into keys.text_key (id, file, destroyed_at) values (gen_random_uuid(), gen_random_uuid(), now())")]
    [InlineData(KeyRole.Keys, "insert into keys.text_key (id, file, master, wrapped, made_at) values (gen_random_uuid(), gen_random_uuid(), '', '', now())")]
    [InlineData(KeyRole.Keys, "select keys.destroy(gen_random_uuid(), gen_random_uuid())")]
    [InlineData(KeyRole.Keys, "update keys.store set number = 2")]
    [InlineData(KeyRole.Keys, "create table keys.mine (id int)")]
    [InlineData(KeyRole.Keys, "create temporary table mine (id int)")]
    [InlineData(KeyRole.Custodian, "select keys.make(gen_random_uuid(), gen_random_uuid(), '', '')")]
    [InlineData(KeyRole.Custodian, "select * from keys.text_key")]
    [InlineData(KeyRole.Custodian, "insert into keys.text_key (id, file) values (gen_random_uuid(), gen_random_uuid())")]
    [InlineData(KeyRole.Custodian, "update keys.text_key set wrapped = null")]
    [InlineData(KeyRole.Custodian, "delete from keys.text_key")]
    public async Task The_hosts_read_and_add_keys_and_the_custodian_only_destroys(KeyRole role, string attempt) =>
        (await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(database.ConnectionStringFor(role), attempt))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, attempt);

    [Fact]
    public async Task Roles_of_the_workspace_do_not_reach_it_nor_its_roles_the_workspace()
    {
        var workspace = await postgreSql.CreateDatabaseAsync(Cancellation);
        foreach (var role in DatabaseRoles.All)
            await RefusedAsync(new NpgsqlConnectionStringBuilder(workspace.ConnectionStringFor(role)) { Database = database.Name }.ConnectionString);
        foreach (var role in Enum.GetValues<KeyRole>())
            await RefusedAsync(new NpgsqlConnectionStringBuilder(database.ConnectionStringFor(role)) { Database = workspace.Name }.ConnectionString);

        static async Task RefusedAsync(string connection) =>
            (await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(connection, "select 1"))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task A_key_is_made_once_opens_at_every_host_and_shows_nothing_in_the_store()
    {
        var (id, file) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        using TextKeys one = Host(), other = Host();
        var made = await Task.WhenAll(Enumerable.Range(0, 16).Select(call => (call % 2 == 0 ? one : other).ToSeal(id, file, Cancellation).AsTask()));

        var bytes = Sealed(made[0]);
        one.Open(id, "text", bytes, "note-added").ShouldBe("word");
        made.ShouldAllBe(key => key.Id == id);
        foreach (var host in new[] { other, Host() })
            host.Open(id, "text", bytes, "note-added").ShouldBe("word");
        (await ScalarAsync("select count(*)::text from keys.text_key where id = $1 and length(wrapped) = 60", id)).ShouldBe("1");
    }

    [Fact]
    public async Task A_destroyed_key_opens_nothing_at_any_host_when_it_was_held_for_half_a_minute_and_is_never_made_again()
    {
        var (id, file) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var clock = new StillClock();
        using TextKeys one = Host(clock), other = Host(clock);
        var bytes = Sealed(await one.ToSeal(id, file, Cancellation));
        other.Open(id, "text", bytes, "note-added").ShouldBe("word");

        await ExecuteAsync(database.ConnectionStringFor(KeyRole.Custodian), $"select keys.destroy('{id}', '{file}')");

        one.Forget(id);
        one.Open(id, "text", bytes, "note-added").ShouldBe(SealedText.Erased);
        clock.Now += TextKeys.Held;
        other.Open(id, "text", bytes, "note-added").ShouldBe(SealedText.Erased);
        await Should.ThrowAsync<DestroyedKeyException>(() => other.ToSeal(id, file, Cancellation).AsTask());
        (await ScalarAsync("select count(*)::text from keys.text_key where id = $1 and wrapped is null and destroyed_at is not null", id)).ShouldBe("1");

        // One that was never made neither; and again, it stays as it was.
        var never = Guid.CreateVersion7();
        for (var times = 0; times < 2; times++)
            await ExecuteAsync(database.ConnectionStringFor(KeyRole.Custodian), $"select keys.destroy('{never}', '{file}')");
        await Should.ThrowAsync<DestroyedKeyException>(() => one.ToSeal(never, file, Cancellation).AsTask());
    }

    [Fact]
    public async Task A_new_master_key_takes_over_every_key_and_the_one_before_can_go()
    {
        var (id, file) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        byte[] bytes;
        using (var before = Host())
            bytes = Sealed(await before.ToSeal(id, file, Cancellation));
        (string, string)[] settings = [("TextKeys__Folder", folder), ("ConnectionStrings__KeysOwner", database.ConnectionStringFor(KeyRole.Owner))];

        var (added, path) = await WorkerVerb.RunAsync(["add-text-master"], settings);
        added.ShouldBe(0, path);
        File.Exists(path.Trim()).ShouldBeTrue();
        File.GetUnixFileMode(path.Trim()).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using (var meanwhile = Host())
            meanwhile.Open(id, "text", bytes, "note-added").ShouldBe("word");
        var (rewrapped, said) = await WorkerVerb.RunAsync(["rewrap-keys"], settings);
        rewrapped.ShouldBe(0, said);
        said.ShouldContain("1 keys wrapped anew");

        File.Delete(Path.Combine(folder, "text-master-0001.key"));
        using (var after = Host())
        {
            after.Open(id, "text", bytes, "note-added").ShouldBe("word");
            (await after.Fault(Cancellation)).ShouldBeNull();
        }

        // A folder without it opens nothing, says so, and makes a host not ready.
        File.Delete(path.Trim());
        using var lost = Host();
        (await lost.Fault(Cancellation))!.ShouldContain("put the files text-master-*.key that belong to this key store there");
        Should.Throw<LostTextMasterKeyException>(() => lost.Open(id, "text", bytes, "note-added"));
    }

    /// <summary>As after a start of two nodes to whose folders nobody had copied the file.</summary>
    [Fact]
    public async Task Of_two_hosts_with_master_keys_of_their_own_one_makes_keys_and_the_other_says_what_is_missing()
    {
        var other = Directory.CreateTempSubdirectory("caseworkspace-keys-").FullName;
        try
        {
            using TextKeys one = Host(), stray = Host(masters: other);
            await one.ToSeal(Guid.CreateVersion7(), Guid.CreateVersion7(), Cancellation);
            (await one.Fault(Cancellation)).ShouldBeNull();
            (await stray.Fault(Cancellation))!.ShouldContain("put the files text-master-*.key that belong to this key store there");
            var id = Guid.CreateVersion7();
            await Should.ThrowAsync<LostTextMasterKeyException>(() => stray.ToSeal(id, id, Cancellation).AsTask());
            (await ScalarAsync("select count(*)::text from keys.text_key where id = $1", id)).ShouldBe("0");

            // With the file it serves, without a new start.
            File.Copy(Path.Combine(folder, "text-master-0001.key"), Path.Combine(other, "text-master-0002.key"));
            (await stray.Fault(Cancellation)).ShouldBeNull();
            var bytes = Sealed(await stray.ToSeal(id, id, Cancellation));
            one.Open(id, "text", bytes, "note-added").ShouldBe("word");
        }
        finally
        {
            Directory.Delete(other, recursive: true);
        }
    }

    private sealed class StillClock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }

    private static byte[] Sealed(TextKey key)
    {
        var note = new NoteAdded("word");
        var stored = new System.Text.Json.Nodes.JsonObject { ["text"] = note.Text };
        MarkedTexts.Seal(stored, note.GetType(), "note-added", key).ShouldBeTrue();
        return Convert.FromBase64String((string)stored["text"]!["sealed"]!);
    }

    private TextKeys Host(TimeProvider? clock = null, string? masters = null) =>
        new(new KeyStore(database.ConnectionStringFor(KeyRole.Keys), new TextMasterKeys(masters ?? folder)), clock ?? TimeProvider.System, NullLogger<TextKeys>.Instance);

    private async Task<string> ScalarAsync(string sql, Guid id)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionStringFor(KeyRole.Owner));
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = id });
        return (string)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private static async Task ExecuteAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
