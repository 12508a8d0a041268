using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CaseWorkspace.AppHost;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Identity;
using Npgsql;

namespace CaseWorkspace.Benchmarks;

/// <summary>A running workspace, an investigator's token, a file for each caller, and PostgreSQL beside it.</summary>
internal sealed class Workspace : IDisposable
{
    public const int Callers = 32;

    private readonly Installation _installation;

    private Workspace(Installation installation, HttpClient http, NpgsqlDataSource raw, IReadOnlyList<Guid> files, int postmaster) =>
        (_installation, Http, Raw, Files, Postmaster) = (installation, http, raw, files, postmaster);

    public HttpClient Http { get; }

    public NpgsqlDataSource Raw { get; }

    public IReadOnlyList<Guid> Files { get; }

    public int WebProcess { get; private init; }

    /// <summary>The same, where another process is the web host whose processor time counts.</summary>
    public Workspace Of(int webProcess) => new(_installation, Http, Raw, Files, Postmaster) { WebProcess = webProcess };

    /// <summary>The process of PostgreSQL whose children serve the connections.</summary>
    public int Postmaster { get; }

    /// <summary>A client with the token of a demo account, which holds for five minutes.</summary>
    public static async Task<HttpClient> SignIn(Installation installation, string account)
    {
        var http = new HttpClient { BaseAddress = installation.Web.Address, Timeout = TimeSpan.FromMinutes(10) };
        http.DefaultRequestHeaders.Authorization = await Token(installation, account);
        http.DefaultRequestHeaders.Add("Purpose", "investigation");
        return http;
    }

    /// <summary>Signs in anew: a measurement may outlast a token.</summary>
    public async Task Renew() => Http.DefaultRequestHeaders.Authorization = await Token(_installation, "investigator");

    private static async Task<AuthenticationHeaderValue> Token(Installation installation, string account)
    {
        var issuer = installation.Identity.Address.GetLeftPart(UriPartial.Authority);
        using var visitor = new Visitor(issuer);
        var tokens = await new Oidc(issuer).CliTokensAsync(visitor, account);
        return new AuthenticationHeaderValue("Bearer", (string)tokens["access_token"]!);
    }

    /// <summary>Runs statements as the owner of this database, which is thrown away afterwards.</summary>
    public async Task Run(string sql)
    {
        await using var command = Raw.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Processor time used so far.</summary>
    public ProcessorTime Spent() => ProcessorTime.Now(WebProcess, Postmaster);

    public static async Task<Workspace> Prepare(Installation installation)
    {
        var http = await SignIn(installation, "investigator");
        var files = new List<Guid>();
        for (var i = 0; i < Callers; i++)
        {
            using var answer = await http.PostAsJsonAsync("/api/investigations", new
            {
                title = $"Benchmark {i}", offenceForms = new[] { "irregular-stay" }, countries = new[] { "FR" }, summary = "Measured.",
            });
            answer.EnsureSuccessStatusCode();
            files.Add((Guid)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["id"]!);
        }

        var raw = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(installation.Database.ConnectionStringFor(DatabaseRole.Owner))
        {
            MaxAutoPrepare = 20, AutoPrepareMinUsages = 2,
        }.ConnectionString);
        await using var make = raw.CreateCommand(
            """
            create schema benchmark;
            create table benchmark.stream (id uuid primary key, version bigint not null);
            create table benchmark.event (seq bigserial primary key, stream uuid not null, version bigint not null, data jsonb not null,
                at timestamptz not null default now(), unique (stream, version));
            """);
        await make.ExecuteNonQueryAsync();
        await using var backend = raw.CreateCommand("select pg_backend_pid()");
        return new Workspace(
            installation, http, raw, files, ProcessorTime.ParentOf((int)(await backend.ExecuteScalarAsync())!)) { WebProcess = installation.Web.Mark!.Id };
    }

    public void Dispose()
    {
        Http.Dispose();
        Raw.Dispose();
    }
}
