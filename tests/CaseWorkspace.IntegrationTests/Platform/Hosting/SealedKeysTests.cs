using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.Features;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Platform.Hosting;

/// <summary>The keys of sessions in the database: shared by all nodes, and made by nobody without the master key.</summary>
public sealed class SealedKeysTests(PostgreSqlFixture postgreSql) : IAsyncLifetime
{
    private static readonly KeyTable Table = new(
        "select name, xml from workspace.protection_key order by made_at, name",
        "insert into workspace.protection_key (name, xml) values (@name, @xml) on conflict (name) do nothing");

    private static readonly XNamespace Protection = "http://schemas.asp.net/2015/03/dataProtection";

    private readonly MasterKey master = NewMaster();
    private WorkspaceDatabase database = null!;

    public static TheoryData<string> Forgeries =>
        ["plain", "first version", "dummy without namespace", "dummy with namespace", "null decryptor", "other master key", "copy of a genuine one", "revocation of all", "no XML", "entity"];

    public async ValueTask InitializeAsync()
    {
        database = await postgreSql.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        // The table takes sealed rows alone; what the host makes of others is tried without its help.
        await ExecuteAsync("alter table workspace.protection_key drop constraint protection_key_sealed", DatabaseRole.Owner);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Nodes_share_one_key_through_restarts()
    {
        var first = Protector(Node(master)).Protect("session");
        var second = Node(master);
        Protector(second).Unprotect(first).ShouldBe("session");
        var byTheSecond = Protector(second).Protect("another");
        Protector(Node(master)).Unprotect(byTheSecond).ShouldBe("another");
        (await ScalarAsync("select count(*) from workspace.protection_key")).ShouldBe(1L);
        (await ScalarAsync("select count(*) from workspace.protection_key where xml not like '<sealed>%'")).ShouldBe(0L);
    }

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_row_that_the_master_key_did_not_seal_neither_protects_nor_revokes_anything(string forgery)
    {
        var genuine = Protector(Node(master)).Protect("session");
        var attacker = new InMemoryKeys();
        var forged = Protector(Node(attacker, new NullXmlEncryptor())).Protect("forged");
        var unencrypted = new InMemoryKeys();
        var forgedOpenly = Protector(Node(unencrypted, null)).Protect("forged");
        switch (forgery)
        {
            case "plain":
                await InsertAsync(unencrypted.Elements.Single());
                break;
            case "first version":
                var replayed = new InMemoryKeys();
                forged = Protector(Node(replayed, new FirstVersion(master))).Protect("forged");
                await InsertAsync(replayed.Elements.Single());
                break;
            case "dummy without namespace":
                unencrypted.Elements.Single().Add(new XElement("encryptedSecret"));
                await InsertAsync(unencrypted.Elements.Single());
                break;
            case "dummy with namespace":
                unencrypted.Elements.Single().Add(new XElement(Protection + "encryptedSecret", new XElement("masterKeyEncrypted", "AAAA")));
                await InsertAsync(unencrypted.Elements.Single());
                break;
            case "null decryptor":
                await InsertAsync(attacker.Elements.Single());
                break;
            case "other master key":
                Node(NewMaster()).GetRequiredService<IKeyManager>().CreateNewKey(TimeProvider.System.GetUtcNow().AddMinutes(-1), TimeProvider.System.GetUtcNow().AddDays(90));
                break;
            case "copy of a genuine one":
                await ExecuteAsync($"insert into workspace.protection_key (name, xml) select 'key-{Guid.CreateVersion7()}', xml from workspace.protection_key");
                break;
            case "revocation of all":
                await InsertAsync(new XElement("revocation", new XAttribute("version", 1), new XElement("revocationDate", TimeProvider.System.GetUtcNow().AddDays(1)),
                    new XElement("key", new XAttribute("id", "*")), new XElement("reason", "to shut everybody out")), "revocation-all");
                break;
            case "no XML":
                await ExecuteAsync("insert into workspace.protection_key (name, xml) values ('key-1', '<sealed>'), ('', '')");
                break;
            default:
                await ExecuteAsync("insert into workspace.protection_key (name, xml) values ('key-2', '<!DOCTYPE a [<!ENTITY b \"c\">]><sealed>&b;</sealed>')");
                break;
        }

        var node = Node(master);
        Protector(node).Unprotect(genuine).ShouldBe("session");
        Should.Throw<CryptographicException>(() => Protector(node).Unprotect(forged));
        Should.Throw<CryptographicException>(() => Protector(node).Unprotect(forgedOpenly));
        node.GetRequiredService<IKeyManager>().GetAllKeys().ShouldHaveSingleItem().IsRevoked.ShouldBeFalse();
        Protector(Node(master)).Unprotect(Protector(node).Protect("still")).ShouldBe("still");
    }

    [Fact]
    public async Task Migrate_deletes_the_keys_of_the_first_version_once_and_none_comes_back()
    {
        var session = Protector(Node(master)).Protect("session");
        var old = new InMemoryKeys();
        var before = Protector(Node(old, new FirstVersion(master))).Protect("session of the version before");
        await InsertAsync(old.Elements.Single());
        await ExecuteAsync(OldSchema.BeforeNumbers, DatabaseRole.Owner);

        await SchemaMigration.Run(database.ConnectionStringFor(DatabaseRole.Owner), AllFeatures.Modules);

        (await ScalarAsync("select count(*) from workspace.protection_key")).ShouldBe(1L);
        Protector(Node(master)).Unprotect(session).ShouldBe("session");
        Should.Throw<CryptographicException>(() => Protector(Node(master)).Unprotect(before));
        (await Should.ThrowAsync<PostgresException>(() => InsertAsync(old.Elements.Single()))).SqlState.ShouldBe(PostgresErrorCodes.CheckViolation);
        await SchemaMigration.Run(database.ConnectionStringFor(DatabaseRole.Owner), AllFeatures.Modules);
        (await ScalarAsync("select count(*) from workspace.protection_key")).ShouldBe(1L);
    }

    [Fact]
    public async Task As_a_new_key_is_made_those_are_forgotten_on_which_nothing_can_rest()
    {
        var node = Node(master);
        var session = Protector(node).Protect("session");
        var now = TimeProvider.System.GetUtcNow();
        await AgeAsync("99 days");
        node.GetRequiredService<IKeyManager>().CreateNewKey(now.AddMinutes(-1), now.AddDays(90));
        var rotated = Node(master);
        Protector(rotated).Unprotect(session).ShouldBe("session");
        Protector(rotated).Protect("new")[..30].ShouldNotBe(session[..30], "the new key protects from now on");
        (await ScalarAsync("select count(*) from workspace.protection_key")).ShouldBe(2L);

        await AgeAsync("2 days");
        rotated.GetRequiredService<IKeyManager>().CreateNewKey(now, now.AddDays(90));
        (await ScalarAsync("select count(*) from workspace.protection_key")).ShouldBe(2L);
        Should.Throw<CryptographicException>(() => Protector(Node(master)).Unprotect(session));

        Task AgeAsync(string time) => ExecuteAsync($"update workspace.protection_key set made_at = made_at - interval '{time}'", DatabaseRole.Owner);
    }

    [Fact]
    public async Task The_host_s_role_neither_dates_nor_changes_nor_deletes_a_key()
    {
        Protector(Node(master)).Protect("session");
        foreach (var attempt in new[]
        {
            "insert into workspace.protection_key (name, xml, made_at) values ('key-3', '', '2020-01-01')",
            "update workspace.protection_key set made_at = '2020-01-01'", "update workspace.protection_key set xml = ''", "delete from workspace.protection_key",
        })
        {
            (await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(attempt))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, attempt);
        }

        (await ScalarAsync("select count(*) from workspace.protection_key")).ShouldBe(1L);
    }

    [Fact]
    public void A_host_with_another_master_key_is_told_and_makes_no_key_of_its_own()
    {
        Protector(Node(master)).Protect("session");
        Should.Throw<LostMasterKeyException>(() => Node(NewMaster()).GetRequiredService<IKeyManager>().GetAllKeys()).Message.ShouldContain("back into Keys:Folder");
        Should.Throw<CryptographicException>(() => Protector(Node(NewMaster())).Protect("session"));
    }

    private ServiceProvider Node(MasterKey key) =>
        Node(new SealedKeys(key, Table, () => new NpgsqlConnection(database.ConnectionStringFor(DatabaseRole.App)), NullLogger.Instance), new NullXmlEncryptor());

    private static ServiceProvider Node(IXmlRepository keys, IXmlEncryptor? encryptor)
    {
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName("CaseWorkspace.Web");
        services.Configure<KeyManagementOptions>(options => (options.XmlRepository, options.XmlEncryptor) = (keys, encryptor));
        return services.BuildServiceProvider();
    }

    private static IDataProtector Protector(ServiceProvider node) => node.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private static MasterKey NewMaster() => MasterKey.FromFolder(Directory.CreateTempSubdirectory("cw-keys-").FullName, "master.key");

    private Task InsertAsync(XElement element, string? name = null) => ExecuteAsync(
        $"insert into workspace.protection_key (name, xml) values ('{name ?? $"key-{(string?)element.Attribute("id")}"}', $xml${element}$xml$)");

    private async Task ExecuteAsync(string sql, DatabaseRole role = DatabaseRole.App)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionStringFor(role));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionStringFor(DatabaseRole.App));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    private sealed class InMemoryKeys : IXmlRepository
    {
        public List<XElement> Elements { get; } = [];

        public IReadOnlyCollection<XElement> GetAllElements() => Elements;

        public void StoreElement(XElement element, string friendlyName) => Elements.Add(element);
    }

    /// <summary>How the first version of CaseWorkspace encrypted a key.</summary>
    private sealed class FirstVersion(MasterKey master) : IXmlEncryptor
    {
        public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(
            new XElement("masterKeyEncrypted", Convert.ToBase64String(master.Encrypt(Encoding.UTF8.GetBytes(plaintextElement.ToString()), []))), typeof(FirstVersionDecryptor));
    }

    private sealed class FirstVersionDecryptor : IXmlDecryptor
    {
        public XElement Decrypt(XElement encryptedElement) => throw new NotSupportedException();
    }
}
