using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CaseWorkspace.Benchmarks;

/// <summary>
/// A file read over HTTP with its entry in the journal on disk before the answer leaves, against a bare endpoint that selects the
/// same document and records nothing, and against one that records as durably as ours. Then both without recording: in this
/// database, which is thrown away afterwards, a trigger drops the journal's entries. The product has no switch for that.
/// </summary>
internal static class Reads
{
    private const string Select = "select convert_to(data::text, 'UTF8') from workspace.mt_doc_investigation where id = $1";

    private const string RecordAndSelect =
        "with recorded as (insert into benchmark.entry (id, thing, operation, words) select $2, $1, 'view', $3) " + Select;

    public static async Task Measure(Workspace workspace, TimeSpan span)
    {
        await using var bare = await Bare(workspace);
        using var plain = new HttpClient { BaseAddress = new Uri(bare.Urls.First()) };
        await Load.Run(workspace, 8, Load.WarmUp, Ours);

        Console.WriteLine("\nReads: a file over HTTP, recorded, against a bare endpoint that records as durably, and one that records nothing");
        foreach (var callers in new[] { 1, 8, Workspace.Callers })
        {
            if (await Load.Interleaved(workspace, callers, span, Ours, Recorded, Unrecorded) is [var ours, var recorded, var raw])
            {
                Console.WriteLine(FormattableString.Invariant($"  {callers,2} callers  {ours}   bare, recorded {recorded}   ratio {ours.PerSecond / recorded.PerSecond:0.00}"));
                Console.WriteLine(FormattableString.Invariant($"              each: {ours.Cost.Each(ours.Answered)}\n{"",77}bare {raw}   ratio {ours.PerSecond / raw.PerSecond:0.00}"));
            }
        }

        Console.WriteLine("\nReads without the journal's entry, against a bare endpoint with select data (aim: 0.80)");
        await workspace.Run(
            """
            create function benchmark.nothing() returns trigger language plpgsql as $$ begin return null; end $$;
            create trigger benchmark_nothing before insert on journal.entry for each row execute function benchmark.nothing();
            """);
        foreach (var callers in new[] { 1, 8, Workspace.Callers })
        {
            if (await Load.Interleaved(workspace, callers, span, Ours, Unrecorded) is [var ours, var raw])
            {
                Console.WriteLine(FormattableString.Invariant($"  {callers,2} callers  {ours}   bare {raw}   ratio {ours.PerSecond / raw.PerSecond:0.00}"));
                Console.WriteLine($"              each: {ours.Cost.Each(ours.Answered)}\n              bare: {raw.Cost.Each(raw.Answered)}");
            }
        }

        await workspace.Run("drop trigger benchmark_nothing on journal.entry; drop function benchmark.nothing();");

        Task Ours(int caller) => workspace.Http.GetByteArrayAsync($"/api/investigations/{workspace.Files[caller]}");
        Task Recorded(int caller) => plain.GetByteArrayAsync($"/recorded/{workspace.Files[caller]}");
        Task Unrecorded(int caller) => plain.GetByteArrayAsync($"/{workspace.Files[caller]}");
    }

    /// <summary>No sign-in, no check, no log: only the statement, and its bytes sent on.</summary>
    private static async Task<WebApplication> Bare(Workspace workspace)
    {
        await workspace.Run(
            """
            create table benchmark.entry (id uuid not null, at timestamptz not null default clock_timestamp(), thing uuid not null,
                operation text not null, words text[] not null, primary key (at, id));
            create index on benchmark.entry (thing, at desc);
            """);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var bare = builder.Build();
        bare.Urls.Add(FormattableString.Invariant($"http://127.0.0.1:{CaseWorkspace.AppHost.Ports.Free().Web}"));
        bare.MapGet("/{id:guid}", async (Guid id) =>
        {
            await using var command = workspace.Raw.CreateCommand(Select);
            command.Parameters.Add(new() { Value = id });
            return Results.Bytes((byte[])(await command.ExecuteScalarAsync())!, "application/json");
        });
        bare.MapGet("/recorded/{id:guid}", async (Guid id) =>
        {
            await using var command = workspace.Raw.CreateCommand(RecordAndSelect);
            command.Parameters.Add(new() { Value = id });
            command.Parameters.Add(new() { Value = Guid.CreateVersion7() });
            command.Parameters.Add(new() { Value = new[] { "investigator", "investigation.view", "consultation", "session", "127.0.0.1", "investigation" } });
            return Results.Bytes((byte[])(await command.ExecuteScalarAsync())!, "application/json");
        });
        await bare.StartAsync();
        return bare;
    }
}
