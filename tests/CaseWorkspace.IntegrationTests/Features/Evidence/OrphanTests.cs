using System.Security.Cryptography;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Storage;
using CaseWorkspace.Platform.Vault;
using Microsoft.Extensions.Options;
using Npgsql;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Evidence;

/// <summary>Content that nothing names leaves the vault; what anything names, or what has just come in again, never does.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class OrphanTests(Workspace workspace)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_content_of_an_upload_that_lost_its_race_is_removed_and_nothing_else()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var item = (await workspace.Api.PostAsync(Investigator, file.Path + "/evidence", Bodies.Evidence(file.Word))).Expect(201).Id;
        byte[][] bodies = [.. Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetBytes(400_000))];
        var answers = await Task.WhenAll(bodies.Select(body => workspace.Api.UploadAsync(Investigator, HttpMethod.Put, $"/api/evidence/{item}/content", body)));
        answers.Count(answer => answer.Status == 200).ShouldBe(1);

        var folder = Path.Combine(workspace.Installation.DataFolder, "vault");
        var vault = new EvidenceVault(Options.Create(new VaultSettings { Folder = folder }));
        // And as a host leaves it that died between keeping and sealing; the uploads may have come one after another.
        (await vault.Ingest(new MemoryStream(RandomNumberGenerator.GetBytes(5000)), new ContentClaims("application/octet-stream", null, null, AsIs: true), Cancel)).Value.ShouldNotBeNull();
        await using var source = NpgsqlDataSource.Create(workspace.Installation.Database.ConnectionStringFor(DatabaseRole.App));
        var names = new ContentNames(source);
        var before = Contents(folder);
        var named = await names.Among(before, Cancel);
        before.Length.ShouldBeGreaterThan(named.Count);
        var now = TimeProvider.System.GetUtcNow();
        (await vault.RemoveUnnamed(now.AddDays(-1), names.Among, Cancel)).ShouldBe(0);
        Contents(folder).ShouldBe(before, ignoreOrder: true);

        // As tomorrow: everything is old enough.
        (await vault.RemoveUnnamed(now.AddMinutes(1), names.Among, Cancel)).ShouldBe(before.Length - named.Count);
        Contents(folder).ShouldBe(named, ignoreOrder: true);
        (await workspace.Api.GetAsync(Investigator, $"/api/evidence/{item}/content")).Expect(200).Body
            .ShouldBe(bodies[Array.FindIndex(answers, answer => answer.Status == 200)]);
        (await workspace.Api.GetAsync(Investigator, file.ItemPath + "/content")).Expect(200).Body.ShouldBe(file.Content);
        (await workspace.ScalarAsync<long>(
            """
            select count(*) from workspace.mt_events e where e.type in ('content-sealed', 'document-added')
              and not exists (select from workspace.content_name n where n.sha256 = e.data ->> 'sha256' and n.thing = e.stream_id)
            """)).ShouldBe(0);
    }

    [Fact]
    public async Task What_comes_in_again_while_it_is_being_removed_stays()
    {
        var folder = PostgreSqlFixture.NewDataFolder();
        try
        {
            var vault = new EvidenceVault(Options.Create(new VaultSettings { Folder = folder }));
            var body = RandomNumberGenerator.GetBytes(1000);
            var old = TimeProvider.System.GetUtcNow().AddDays(-2);
            for (var i = 0; i < 200; i++)
            {
                var content = (await vault.Ingest(new MemoryStream(body), new ContentClaims("application/octet-stream", null, null, AsIs: true), Cancel)).Value!;
                File.SetLastWriteTimeUtc(Path.Combine(folder, content.Sha256[..2], content.Sha256[2..4], content.Sha256), old.UtcDateTime);
                var removing = Task.Run(() => vault.RemoveUnnamed(old.AddDays(1), (_, _) => Task.FromResult<IReadOnlySet<string>>(new HashSet<string>()), Cancel), Cancel);
                var again = (await vault.Ingest(new MemoryStream(body), new ContentClaims("application/octet-stream", null, null, AsIs: true), Cancel)).Value!;
                await removing;
                (await vault.Check(again, Cancel)).Sound.ShouldBeTrue();
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string[] Contents(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)).Where(name => name.Length == 64)];
}
