using CaseWorkspace.Platform.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Web;

/// <summary>What hosts say of the way by which they are reached. The hosts of the other tests listen on http, where browsers ignore it.</summary>
public sealed class TransportSecurityTests
{
    [Theory]
    [InlineData("https", "max-age=31536000; includeSubDomains")]
    [InlineData("http", null)]
    public async Task Over_https_browsers_are_told_to_come_by_https_for_a_year(string scheme, string? told)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var host = builder.Build();
        // As a proxy in front says it.
        host.Use(next => context =>
        {
            (context.Request.Scheme, context.Request.Host) = (scheme, new HostString("workspace.example"));
            return next(context);
        });
        host.UseSecurityHeaders(policy => policy.AddScriptSrc().Self());
        host.MapGet("/", () => "here");
        await host.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(host.Urls.Single()), TestContext.Current.CancellationToken);
        answer.Headers.TryGetValues("Strict-Transport-Security", out var values).ShouldBe(told is not null);
        values?.Single().ShouldBe(told);
    }
}
