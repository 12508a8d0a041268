using CaseWorkspace.AppHost;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Features.Access;
using CaseWorkspace.IntegrationTests.Fixtures;
using Npgsql;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Web;

/// <summary>From where somebody asked is what the proxy in front says, when the proxy is one that is named.</summary>
[Collection(SharedSessions.Name)]
public sealed class ForwardedAddressTests(SessionInstallation behindProxy)
{
    internal const string Said = "203.0.113.7";

    [Fact]
    public async Task A_named_proxy_is_believed()
    {
        (await AddressOfALookAsync(behindProxy.Installation, Said)).ShouldBe(Said);
        // What the caller wrote there before the proxy added its word is the caller's word.
        (await AddressOfALookAsync(behindProxy.Installation, $"198.51.100.9, {Said}")).ShouldBe(Said);
    }

    /// <summary>Looks at a new file with the header field; from where the journal says that was.</summary>
    internal static async Task<string> AddressOfALookAsync(Installation installation, string forwardedFor)
    {
        using var api = new Api(installation.Web.Address, new Tokens(installation.Identity.Address.GetLeftPart(UriPartial.Authority)));
        var file = (await api.PostAsync(Investigator, "/api/investigations", Bodies.Investigation("proxy"))).Expect(201).Id;
        (await api.GetAsync(Investigator, $"/api/investigations/{file}", ("X-Forwarded-For", forwardedFor))).Expect(200);
        await using var database = NpgsqlDataSource.Create(installation.Database.ConnectionStringFor(DatabaseRole.Owner));
        await using var command = database.CreateCommand("select address from journal.entry where thing = @file and operation = 'investigation.view'");
        command.Parameters.AddWithValue("file", file);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}

/// <summary>A person who is not the proxy that is named writes what they like.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class UnnamedProxyTests(Workspace workspace)
{
    [Fact]
    public async Task Anybody_else_is_not_believed() =>
        (await ForwardedAddressTests.AddressOfALookAsync(workspace.Installation, ForwardedAddressTests.Said)).ShouldBeOneOf("127.0.0.1", "::1", "::ffff:127.0.0.1");
}
