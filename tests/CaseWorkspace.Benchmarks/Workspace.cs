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

    private readonly int _postmaster;

    private Workspace(HttpClient http, NpgsqlDataSource raw, IReadOnlyList<Guid> files, int webProcess, int postmaster) =>
        (Http, Raw, Files, WebProcess, _postmaster) = (http, raw, files, webProcess, postmaster);

    public HttpClient Http { get; }

    public NpgsqlDataSource Raw { get; }

    public IReadOnlyList<Guid> Files { get; }

    public int WebProcess { get; }

    /// <summary>Runs statements as the owner of this database, which is thrown away afterwards.</summary>
    public async Task Run(string sql)
    {
        await using var command = Raw.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Processor time used so far.</summary>
    public ProcessorTime Spent() => ProcessorTime.Now(WebProcess, _postmaster);

    public static async Task<Workspace> Prepare(Installation installation)
    {
        var issuer = installation.Identity.Address.GetLeftPart(UriPartial.Authority);
        using var visitor = new Visitor(issuer);
        var tokens = await new Oidc(issuer).CliTokensAsync(visitor, "investigator");
        var http = new HttpClient { BaseAddress = installation.Web.Address, Timeout = TimeSpan.FromMinutes(10) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)tokens["access_token"]!);

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
            http, raw, files, installation.Web.Mark!.Id, ProcessorTime.ParentOf((int)(await backend.ExecuteScalarAsync())!));
    }

    public void Dispose()
    {
        Http.Dispose();
        Raw.Dispose();
    }
}
