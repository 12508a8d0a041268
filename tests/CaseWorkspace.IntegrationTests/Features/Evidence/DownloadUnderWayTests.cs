using System.Net.Http.Headers;
using System.Security.Cryptography;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Evidence;

/// <summary>A download ends with the access under which it began.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class DownloadUnderWayTests(Workspace workspace)
{
    // Far more than what lies in the buffers between host and reader.
    private const int Length = 48 * 1024 * 1024;

    private Api Api => workspace.Api;

    [Fact]
    public async Task Who_is_taken_off_the_file_does_not_get_the_rest()
    {
        var (file, path) = await BigItemAsync();
        (await Api.PostAsync(Investigator, file.Path + "/members", Bodies.Member(OtherInvestigator), await Api.VersionAsync(Investigator, file.Path))).Expect(200);
        using var http = await ReaderAsync(OtherInvestigator);
        using var answer = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        answer.Content.Headers.ContentLength.ShouldBe(Length);
        await using var content = await answer.Content.ReadAsStreamAsync();
        await content.ReadExactlyAsync(new byte[1000]);

        (await Api.PostAsync(Investigator, $"{file.Path}/members/{OtherInvestigator.Id}/removal", new { reason = "Moves" }, await Api.VersionAsync(Investigator, file.Path))).Expect(200);
        (await RestAsync(content)).ShouldBeNull();
    }

    [Fact]
    public async Task Who_stays_on_it_gets_all()
    {
        var (_, path) = await BigItemAsync();
        using var http = await ReaderAsync(Investigator);
        using var answer = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        await using var content = await answer.Content.ReadAsStreamAsync();
        (await RestAsync(content)).ShouldBe(Length);
    }

    private async Task<(OpenFile File, string Path)> BigItemAsync()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence(prosecutor: false);
        var item = await workspace.Scenario.SealedItem(Investigator, file.Id, file.Word, RandomNumberGenerator.GetBytes(Length));
        return (file, $"/api/evidence/{item}/content");
    }

    private async Task<HttpClient> ReaderAsync(Account account)
    {
        // Says why it looks at the file, as the API's own calls do.
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Api.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Api.Tokens.AccessAsync(account));
        http.DefaultRequestHeaders.Add("Purpose", "investigation");
        return http;
    }

    /// <summary>How much came to the end; null: it was broken off.</summary>
    private static async Task<long?> RestAsync(Stream content)
    {
        var buffer = new byte[64 * 1024];
        var all = 0L;
        try
        {
            int read;
            while ((read = await content.ReadAsync(buffer)) > 0)
                all += read;
            return all;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
