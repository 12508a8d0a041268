using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using CaseWorkspace.Platform.Hosting;
using Npgsql;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>The data-protection keys of the first version, whose rows anybody could rewrite, are sealed once by <c>migrate</c>, and never read by a host that serves.</summary>
[Collection(SharedIdentityHost.Name)]
public sealed class FirstVersionKeysTests(IdentityHost host)
{
    private const string FileName = "identity-master.key";
    private static readonly XNamespace Protection = "http://schemas.asp.net/2015/03/dataProtection";

    [Fact]
    public async Task Migrate_seals_them_once_sessions_and_second_factors_go_on_and_none_comes_back()
    {
        var connections = await host.OwnDatabaseAsync();
        var keys = IdentityHost.KeysFolder(connections);
        var first = await host.StartAsync(connections);
        using var visitor = new Visitor(first);
        using (var admin = await Administrator.SignInAsync(first))
            await admin.CreateAsync("first-version", "investigator");
        await visitor.SignInAsync("first-version", Administrator.Password);
        var old = await WriteAsFirstVersionAsync(connections, MasterKey.FromFolder(keys, FileName));
        await IdentityHost.ExecuteAsync(connections.Owner,
            "insert into identity.data_protection_keys (friendly_name, xml) values ('key-of-somebody-else', '<key id=\"1\"><descriptor /></key>'), (null, null)");

        // Without the master key, or with another, nothing is changed.
        await RefusedAsync("set Keys:Folder", [("ConnectionStrings__Owner", connections.Owner)]);
        var another = Directory.CreateTempSubdirectory("cw-keys-").FullName;
        MasterKey.FromFolder(another, FileName);
        await RefusedAsync("opens none of the keys", [("ConnectionStrings__Owner", connections.Owner), ("Keys__Folder", another)]);
        (await CountAsync(connections, "xml not like '<sealed>%'")).ShouldBe(2);

        var (exit, output) = await IdentityHost.RunAsync(["migrate"], ("ConnectionStrings__Owner", connections.Owner), ("Keys__Folder", keys));
        exit.ShouldBe(0, output);
        output.ShouldContain("1 sealed, 2 that the master key does not open deleted");
        (await CountAsync(connections, "true")).ShouldBe(1);
        (await CountAsync(connections, "xml like '<sealed>%'")).ShouldBe(1);

        var second = await host.StartAsync(connections);
        using var same = new Visitor(second);
        same.Cookies.Add(new Uri(second), visitor.Cookies.GetCookies(new Uri(first)));
        (await same.GetAsync("/password")).Status.ShouldBe(HttpStatusCode.OK, "the session goes on");
        using var newcomer = new Visitor(second);
        (await newcomer.SignInAsync("first-version", Administrator.Password)).Location.ShouldBe("/", "the authenticator app goes on");

        // Inserted again by the host's role: refused by the table; and not sealed by another migration either.
        (await Should.ThrowAsync<PostgresException>(() => InsertAsync(connections.Identity, old))).SqlState.ShouldBe(PostgresErrorCodes.CheckViolation);
        (await IdentityHost.RunAsync(["migrate"], ("ConnectionStrings__Owner", connections.Owner))).ExitCode.ShouldBe(0);
        (await CountAsync(connections, "true")).ShouldBe(1);
    }

    private static async Task RefusedAsync(string sentence, (string Key, string Value)[] settings)
    {
        var (exit, output) = await IdentityHost.RunAsync(["migrate"], settings);
        exit.ShouldBe(2, output);
        output.ShouldContain(sentence, Case.Insensitive);
    }

    /// <summary>Brings the one key, and the table, back to how the first version left them; answers the row.</summary>
    private static async Task<(string Name, string Xml)> WriteAsFirstVersionAsync(IdentityConnections connections, MasterKey master)
    {
        await using var source = NpgsqlDataSource.Create(connections.Owner);
        string name, xml;
        await using (var read = source.CreateCommand("select friendly_name, xml from identity.data_protection_keys"))
        await using (var row = await read.ExecuteReaderAsync(TestContext.Current.CancellationToken))
        {
            (await row.ReadAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
            (name, xml) = (row.GetString(0), row.GetString(1));
        }

        var key = XElement.Parse(Encoding.UTF8.GetString(master.Decrypt(Convert.FromBase64String(XElement.Parse(xml).Value), Encoding.UTF8.GetBytes($"CaseWorkspace protection key: {name}"))));
        var secret = key.Descendants("masterKey").Single();
        var sealedSecret = Convert.ToBase64String(master.Encrypt(Encoding.UTF8.GetBytes(secret.ToString()), []));
        key.Descendants(Protection + "encryptedSecret").Single().ReplaceWith(new XElement(Protection + "encryptedSecret", new XAttribute("decryptorType", "Of.The.First.Version, Somewhere"), new XElement("masterKeyEncrypted", sealedSecret)));
        await using var write = source.CreateCommand(
            """
            alter table identity.data_protection_keys drop constraint data_protection_keys_sealed;
            delete from identity.accounts_migrations where "MigrationId" like '%SealedKeysAlone';
            delete from identity.data_protection_keys;
            """);
        await write.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await InsertAsync(connections.Owner, (name, key.ToString()));
        return (name, key.ToString());
    }

    private static async Task InsertAsync(string connection, (string Name, string Xml) row)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var insert = source.CreateCommand("insert into identity.data_protection_keys (friendly_name, xml) values (@name, @xml)");
        insert.Parameters.AddWithValue("name", row.Name);
        insert.Parameters.AddWithValue("xml", row.Xml);
        await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<long> CountAsync(IdentityConnections connections, string which)
    {
        await using var source = NpgsqlDataSource.Create(connections.Owner);
        await using var command = source.CreateCommand($"select count(*) from identity.data_protection_keys where {which}");
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
