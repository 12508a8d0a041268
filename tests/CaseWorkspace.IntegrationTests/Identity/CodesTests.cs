using System.Text.Json.Nodes;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>A service's own units and states (setting Codes:File) are those that the identity server offers and takes.</summary>
[Collection(SharedAccountsHost.Name)]
public sealed class CodesTests(IdentityHost host)
{
    [Fact]
    public async Task Units_and_states_come_from_the_file_that_the_other_hosts_read()
    {
        var codes = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(IdentityHost.Root, "src", "CaseWorkspace", "Platform", "Codes", "codes.json"), TestContext.Current.CancellationToken))!;
        codes["unit"]!["codes"] = new JsonArray(
            new JsonObject { ["code"] = "batumi-port", ["en"] = "Batumi port unit", ["ka"] = "ბათუმის პორტის სამმართველო" });
        codes["state"]!["codes"]!.AsArray().Add(new JsonObject { ["code"] = "XT", ["en"] = "Test State", ["ka"] = "სატესტო სახელმწიფო" });
        Directory.CreateDirectory(PostgreSqlFixture.TestsFolder);
        var file = Path.Combine(PostgreSqlFixture.TestsFolder, $"codes-identity-{Environment.ProcessId}.json");
        await File.WriteAllTextAsync(file, codes.ToJsonString(), TestContext.Current.CancellationToken);

        var address = await host.StartAsync(await host.OwnDatabaseAsync(), null, ("Codes__File", file));
        using var admin = await Administrator.SignInAsync(address);
        var form = await admin.Visitor.GetAsync("/accounts/new");
        form.Html.ShouldContain("<option value=\"batumi-port\">Batumi port unit</option>");
        form.Html.ShouldNotContain("value=\"unit-1\"");
        form.Text.ShouldContain("Test State");
        (await CreateAsync("own-unit", "batumi-port")).Location.ShouldNotBeNull().ShouldStartWith("/accounts/proposals/");
        (await CreateAsync("demo-unit", "unit-1")).Html.ShouldContain("Unit: choose one from the list");
        (await CreateAsync("no-state", "batumi-port", "QQ")).Html.ShouldContain("choose them from the list");

        Task<Sheet> CreateAsync(string name, string unit, string posting = "XT") => admin.Visitor.SubmitAsync(form, "/accounts/new",
            ("UserName", name), ("DisplayName", "Person " + name), ("Unit", unit), ("Postings", posting), ("Roles", "liaison-officer"));
    }

    [Theory]
    [InlineData("{\"purpose\": {\"source\": \"\", \"codes\": []}}", "lacks the tables")]
    [InlineData("no tables", "Codes:File cannot be used")]
    [InlineData(null, "Codes:File cannot be used")]
    public async Task A_file_that_cannot_be_used_stops_the_start(string? content, string sentence)
    {
        Directory.CreateDirectory(PostgreSqlFixture.TestsFolder);
        var file = Path.Combine(PostgreSqlFixture.TestsFolder, $"codes-bad-{Environment.ProcessId}.json");
        File.Delete(file);
        if (content is not null)
            await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
        var (exit, said) = await IdentityHost.RunAsync([], [.. IdentityHost.Settings(host.Connections, host.Address), ("Codes__File", file)]);
        exit.ShouldBe(2, said);
        said.ShouldContain(sentence);
    }
}
