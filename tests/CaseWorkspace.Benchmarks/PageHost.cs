using CaseWorkspace.Features;
using CaseWorkspace.Features.Access;
using CaseWorkspace.Features.Evidence;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Web.Frame;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CaseWorkspace.Benchmarks;

/// <summary>
/// A host of its own that answers over HTTP what pages ask: the product's pipelines with the queries of its pages, for people who are signed in
/// already, as in an open circuit. Beside each stands a bare endpoint that reads the same documents with one statement.
/// </summary>
internal static class PageHost
{
    private const int FilesEach = 4;
    private const int Rows = 50;

    /// <summary>Runs until it is ended.</summary>
    public static async Task Serve()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddWorkspace(builder.Configuration);
        var app = builder.Build();
        var people = new List<Person>();
        app.MapPost("/people/{count:int}", async (int count, CommandPipeline commands, ColleagueDirectory directory) =>
        {
            for (var i = 0; i < count; i++)
            {
                people.Add(await Prepare(i, commands, directory));
            }
        });
        app.MapGet("/file/{person:int}", (int person, QueryPipeline queries) => Ask(queries, people[person], new InvestigationOverview(people[person].Files[0])));
        app.MapGet("/request/{person:int}", (int person, QueryPipeline queries) => Ask(queries, people[person], new RequestOverview(people[person].Requests[0])));
        app.MapGet("/files/{person:int}", (int person, QueryPipeline queries) => List(queries, people[person], new InvestigationList(null, null, Rows)));
        app.MapGet("/items/{person:int}", (int person, QueryPipeline queries) => List(queries, people[person], new EvidenceList(null, null, Rows)));
        app.MapGet("/desk/{person:int}", async (int person, QueryPipeline queries, AccessPolicy policy, IEnumerable<IDeskSource> sources) =>
        {
            var shown = new List<DeskEntry>();
            foreach (var query in sources.Select(source => source.Waiting(Rows)).Where(query => Can(policy, query.Operation, people[person].Actor)))
            {
                shown.AddRange((await queries.List(query, people[person].Actor)).Value!.Items);
            }

            return shown;
        });
        app.MapGet("/bare/file/{person:int}", (int person, NpgsqlDataSource source) => Bare(source, "investigation", people[person].Files[..1]));
        app.MapGet("/bare/request/{person:int}", (int person, NpgsqlDataSource source) => Bare(source, "informationrequest", people[person].Requests[..1]));
        app.MapGet("/bare/files/{person:int}", (int person, NpgsqlDataSource source) => Bare(source, "investigation", people[person].Files));
        app.MapGet("/bare/items/{person:int}", (int person, NpgsqlDataSource source) => Bare(source, "evidenceitem", people[person].Items));
        app.MapGet("/bare/desk/{person:int}", (int person, NpgsqlDataSource source) => Bare(source, "informationrequest", people[person].Requests));
        await app.RunAsync();
    }

    private static bool Can(AccessPolicy policy, Operation operation, Actor actor) =>
        policy.AllowsWithoutRelation(operation, actor) || policy.Sufficient(operation, actor).Count > 0;

    private static async Task<T> Ask<T>(QueryPipeline queries, Person person, IConsultation<T> query) where T : class =>
        (await queries.Ask(query, person.Actor)).Value ?? throw new InvalidOperationException("Refused.");

    private static async Task<IReadOnlyList<T>> List<T>(QueryPipeline queries, Person person, IListing<T> query) =>
        (await queries.List(query, person.Actor)).Value!.Items is { Count: > 0 } rows ? rows : throw new InvalidOperationException("An empty list.");

    private static async Task<IResult> Bare(NpgsqlDataSource source, string documents, Guid[] ids)
    {
        await using var command = source.CreateCommand($"select coalesce(jsonb_agg(data), '[]')::text from workspace.mt_doc_{documents} where id = any($1)");
        command.Parameters.Add(new() { Value = ids });
        return Results.Text((string)(await command.ExecuteScalarAsync())!, "application/json");
    }

    private static async Task<Person> Prepare(int number, CommandPipeline commands, ColleagueDirectory directory)
    {
        var actor = new Actor(Guid.CreateVersion7(), $"investigator {number}", [Role.Investigator], "unit-1", [], $"session-{number}") { Purpose = "investigation" };
        await directory.Note(actor);
        var (files, requests, items) = (new List<Guid>(), new List<Guid>(), new List<Guid>());
        for (var i = 0; i < FilesEach; i++)
        {
            files.Add(await Id(new OpenInvestigation($"Benchmark {number}/{i}", ["irregular-stay"], ["FR"], "Measured.")));
            items.Add(await Id(new RegisterEvidence(files[^1], "physical-object", "A telephone.", TimeProvider.System.GetUtcNow().AddDays(-1), "Tbilisi", "an investigator", null)));
            requests.Add(await Id(new DraftRequest(files[^1], new RequestContent(
                "FR", "OLTIM", "Drivers", "investigation", "police-cooperation", "ordinary", null, "Facts.", ["Who drove?", "Whose number?"], null))));
        }

        return new Person(actor, [.. files], [.. requests], [.. items]);

        async Task<Guid> Id<T>(ICommand<T> command) where T : class =>
            await commands.Execute(command, actor) is { Accepted: true } done ? done.Id : throw new InvalidOperationException("Refused.");
    }

    private sealed record Person(Actor Actor, Guid[] Files, Guid[] Requests, Guid[] Items);
}
