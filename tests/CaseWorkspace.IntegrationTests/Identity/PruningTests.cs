extern alias IdentityProgram;

using System.Net;
using IdentityProgram::CaseWorkspace.Identity.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Serving = IdentityProgram::CaseWorkspace.Identity.Serving;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>What the protocol engine keeps is forgotten when it has run out, and not before.</summary>
[Collection(SharedIdentityHost.Name)]
public sealed class PruningTests(IdentityHost host)
{
    [Fact]
    public async Task What_has_run_out_is_forgotten_and_a_chain_that_goes_on_stays()
    {
        var connections = await host.OwnDatabaseAsync();
        var address = await host.StartAsync(connections);
        var oidc = new Oidc(address);
        using var visitor = new Visitor(address);
        var tokens = await oidc.CliTokensAsync(visitor, "investigator");
        await IdentityHost.ExecuteAsync(connections.Owner, EngineTables.ExpirePushedRequests + "; " + EngineTables.ExpireCodes);

        await using var app = Serving.Build([.. IdentityHost.Settings(connections, address).Select(setting => $"--{setting.Key.Replace("__", ":", StringComparison.Ordinal)}={setting.Value}"), "--environment=Demo"], out _);
        await using var scope = app.Services.CreateAsyncScope();
        await app.Services.GetRequiredService<IProtocolEngine>().PruneAsync(scope.ServiceProvider, TimeProvider.System.GetUtcNow(), TestContext.Current.CancellationToken);

        await using var connection = new Npgsql.NpgsqlConnection(connections.Owner);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var count = new Npgsql.NpgsqlCommand(EngineTables.CountPushedRequests, connection);
        (await count.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(0L);
        (await oidc.RefreshAsync(tokens)).Status.ShouldBe(HttpStatusCode.OK);
    }
}
