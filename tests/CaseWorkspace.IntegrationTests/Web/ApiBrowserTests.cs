using System.Text.RegularExpressions;
using CaseWorkspace.IntegrationTests.Features.Access;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Web;

/// <summary>Web as a developer starts it.</summary>
public sealed class InDevelopment(Workspace workspace) : OwnIssuer(workspace)
{
    protected override Dictionary<string, string> Settings()
    {
        var settings = base.Settings();
        settings["ASPNETCORE_ENVIRONMENT"] = settings["DOTNET_ENVIRONMENT"] = "Development";
        return settings;
    }
}

/// <summary>The API can be looked through where it is developed, under the same policy as the pages, and nowhere else.</summary>
[Collection(SharedWorkspace.Name)]
public sealed partial class ApiBrowserTests(Workspace workspace, InDevelopment development) : IClassFixture<InDevelopment>
{
    private const string Address = "/api-browser/index.html";

    [Fact]
    public async Task In_development_it_is_there_and_needs_no_inline_script()
    {
        var page = (await development.Api.GetAsync(null, Address)).Expect(200);
        page.Header("Content-Security-Policy").ShouldNotBeNull().ShouldMatch("script-src 'self' 'sha256-[A-Za-z0-9+/]{43}=';");
        Inline().IsMatch(page.Text).ShouldBeFalse(page.Text);
        var files = Source().Matches(page.Text).Select(match => match.Groups["file"].Value).ToArray();
        files.Length.ShouldBeGreaterThan(2);
        foreach (var file in files)
            (await development.Api.GetAsync(null, new Uri(new Uri("http://web/api-browser/"), file).AbsolutePath)).Expect(200);
        (await development.Api.GetAsync(null, "/openapi/v1.json")).Expect(200);
    }

    [Theory]
    [InlineData(Address)]
    [InlineData("/api-browser")]
    [InlineData("/api-browser/swagger-ui-bundle.js")]
    public async Task Elsewhere_it_is_answered_like_any_address_that_is_none(string path)
    {
        var reply = await workspace.Api.GetAsync(null, path);
        var none = await workspace.Api.GetAsync(null, "/no-such-address");
        reply.Expect(404).Text.ShouldBe(none.Expect(404).Text);
        reply.Text.ShouldNotContain("swagger");
    }

    /// <summary>A script with something in it, a style element, or what would run on an event.</summary>
    [GeneratedRegex("<script[^>]*>\\s*[^<\\s]|<style|\\son[a-z]+\\s*=|javascript:", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Inline();

    [GeneratedRegex("<(?:script|link)[^>]+(?:src|href)=\"(?<file>[^\"]+)\"", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Source();
}
