using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using CaseWorkspace.IntegrationTests.Features.Access;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Evidence;

/// <summary>A Web host that takes in content of any size, as far as its disk has room.</summary>
public sealed class FullVault(Workspace workspace) : OwnIssuer(workspace)
{
    protected override Dictionary<string, string> Settings()
    {
        var settings = base.Settings();
        settings["Oidc__Authority"] = Workspace.Installation.Identity.Address.GetLeftPart(UriPartial.Authority);
        settings["Vault__Folder"] = Path.Combine(Workspace.Installation.DataFolder, "vault");
        settings["Vault__MaximumBytes"] = long.MaxValue.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return settings;
    }
}

[Collection(SharedWorkspace.Name)]
public sealed class FullVaultTests(Workspace workspace, FullVault full) : IClassFixture<FullVault>
{
    /// <summary>With <c>Expect: 100-continue</c> a client learns it from the head alone.</summary>
    [Fact]
    public async Task An_upload_without_room_is_refused_before_its_bytes_are_sent_and_nothing_changes()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var item = (await workspace.Api.PostAsync(Investigator, file.Path + "/evidence", Bodies.Evidence(file.Word))).Expect(201).Id;
        var before = await workspace.EventsAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(full.Api.Address.Host, full.Api.Address.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"PUT /api/evidence/{item}/content HTTP/1.1\r\nHost: {full.Api.Address.Authority}\r\nAuthorization: Bearer {await workspace.Api.Tokens.AccessAsync(Investigator)}\r\n"
            + "Purpose: investigation\r\nContent-Type: application/octet-stream\r\nContent-Length: 5000000000000000\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);

        (await reader.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("HTTP/1.1 507 Insufficient Storage");
        (await workspace.EventsAsync()).ShouldBe(before);
        // The same item takes content that there is room for.
        (await full.Api.UploadAsync(Investigator, HttpMethod.Put, $"/api/evidence/{item}/content", [1, 2, 3])).Expect(200);
    }
}
